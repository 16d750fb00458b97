"""The endpoints that the platform's document of December 2023 lists, group by group.

A line is a path and its verbs. The groups are those of the document; what it lists of an app stands
there once with a user and an app before it and once without, which `IN_BOTH` says here. Whether an
endpoint is still there is found out when the pages are made.
"""

APP = '/v2/users/{user_id}/apps/{app_id}'
USER = '/v2/users/{user_id}'

# Group to the lines that stand in the document with user and app, and without.
IN_BOTH = {
    'annotation_filters': '''
        /annotation_filters/{annotation_filter_id} GET
        /annotation_filters GET DELETE POST PATCH''',
    'annotations': '''
        /annotations/searches/metrics/{id} GET
        /annotations/searches/metrics GET POST
        /annotations/searches POST PATCH
        /annotations GET DELETE POST PATCH''',
    'bulk_operations': '''
        /bulk_operations/{id} GET
        /bulk_operations GET DELETE POST PATCH''',
    'collectors': '''
        /collectors/{collector_id} GET
        /collectors GET DELETE POST PATCH''',
    'concepts': '''
        /concepts/knowledge_graphs GET POST
        /concepts/mappings/jobs POST
        /concepts/searches POST
        /concepts/status GET
        /concepts/{concept_id}/languages/{language} GET
        /concepts/{concept_id}/languages GET POST PATCH
        /concepts/{concept_id} GET
        /concepts GET POST PATCH''',
    'datasets': '''
        /datasets/inputs/search_add/jobs/{job_id} GET
        /datasets/{dataset_id}/inputs/{input_id} GET
        /datasets/{dataset_id}/inputs GET DELETE POST
        /datasets/{dataset_id}/versions/{dataset_version_id}/exports PUT
        /datasets/{dataset_id}/versions/{dataset_version_id}/metrics GET
        /datasets/{dataset_id}/versions/{dataset_version_id} GET
        /datasets/{dataset_id}/versions GET DELETE POST PATCH
        /datasets/{dataset_id} GET
        /datasets GET DELETE POST PATCH''',
    'evaluations': '''
        /evaluations/{evaluation_id} GET
        /evaluations GET POST''',
    'inputs': '''
        /inputs/annotations DELETE
        /inputs/data_sources POST
        /inputs/jobs/add/{id} GET PATCH
        /inputs/jobs/add GET
        /inputs/jobs/extraction/{inputs_extraction_job_id} GET
        /inputs/jobs/extraction GET PATCH
        /inputs/searches POST PATCH
        /inputs/status GET
        /inputs/stream GET
        /inputs/uploads POST
        /inputs/{input_id}/annotations/{annotation_id} GET DELETE
        /inputs/{input_id}/video_manifest GET
        /inputs/{input_id} GET DELETE
        /inputs GET DELETE POST PATCH''',
    'label_orders': '''
        /label_orders/{label_order_id} GET
        /label_orders GET DELETE POST PATCH''',
    'models': '''
        /models/searches POST
        /models/types/{model_type_id} GET
        /models/types GET
        /models/{model_id}/check_consents PATCH
        /models/{model_id}/inputs GET
        /models/{model_id}/languages PATCH
        /models/{model_id}/output_info GET
        /models/{model_id}/outputs POST
        /models/{model_id}/publish POST
        /models/{model_id}/references GET
        /models/{model_id}/toolkits PATCH
        /models/{model_id}/unpublish POST
        /models/{model_id}/usecases PATCH
        /models/{model_id}/versions/{model_version_id}/evaluations/{evaluation_id} GET
        /models/{model_id}/versions/{model_version_id}/evaluations POST
        /models/{model_id}/versions/{model_version_id}/input_examples/{example_id} GET
        /models/{model_id}/versions/{model_version_id}/input_examples GET
        /models/{model_id}/versions/{version_id}/inputs GET
        /models/{model_id}/versions/{version_id}/metrics GET POST
        /models/{model_id}/versions/{version_id}/output_info GET
        /models/{model_id}/versions/{version_id}/outputs POST
        /models/{model_id}/versions/{version_id} GET DELETE
        /models/{model_id}/versions GET POST
        /models/{model_id} GET DELETE
        /models GET DELETE POST PATCH''',
    'modules': '''
        /modules GET''',
    'myscopes': '''
        /myscopes GET''',
    'resource_counts': '''
        /resource_counts GET''',
    'searches': '''
        /searches/{id} GET DELETE POST
        /searches GET POST PATCH''',
    'stats': '''
        /stats/values/aggregate POST
        /stats/values POST''',
    'tasks': '''
        /tasks/{task_id}/annotations/count GET
        /tasks/{task_id}/assignments GET
        /tasks/{task_id}/inputs/count GET
        /tasks/{task_id}/inputs/samples GET
        /tasks/{task_id} GET
        /tasks GET DELETE POST PATCH''',
    'trending_metrics': '''
        /trending_metrics/views/{view_type} GET''',
    'uploads': '''
        /uploads/{upload_id}/content_parts PUT
        /uploads/{upload_id} GET
        /uploads GET DELETE POST''',
    'workflows': '''
        /workflows/{workflow_id}/publish POST
        /workflows/{workflow_id}/results/similarity POST
        /workflows/{workflow_id}/results POST
        /workflows/{workflow_id}/unpublish POST
        /workflows/{workflow_id}/versions/{workflow_version_id} GET
        /workflows/{workflow_id}/versions GET DELETE PATCH
        /workflows/{workflow_id} GET DELETE
        /workflows GET DELETE POST PATCH''',
}

# Group to lines that stand there once. `{app}` and `{user}` are what a path begins with.
ONCE = {
    'annotations': '''
        {app}/annotations/searches/metrics/{id} DELETE
        {app}/task/{task_id}/annotations/status PATCH''',
    'apps': '''
        /v2/apps GET
        {user}/apps/ids PATCH
        {user}/apps/searches POST
        {app} GET DELETE PATCH
        {user}/apps GET POST PATCH
        {app}/collaborators GET DELETE POST PATCH
        {app}/duplications POST
        {app}/keys GET''',
    'concepts': '''
        {app}/concepts/relations GET
        {app}/concepts/{concept_id}/relations GET DELETE POST''',
    'models': '''
        {app}/models/ids PATCH
        {app}/models/{model_id}/concepts GET
        {app}/models/{model_id}/versions/{model_version_id}/evaluations GET
        {app}/models/{model_id}/versions/{version_id}/concepts GET
        {app}/models/{model_id}/versions PATCH''',
    'modules': '''
        {app}/installed_module_versions/{installed_module_version_id}/key PUT
        {app}/installed_module_versions/{installed_module_version_id} GET
        {app}/installed_module_versions GET DELETE POST
        {app}/modules/{module_id}/versions/{module_version_id} GET
        {app}/modules/{module_id}/versions GET DELETE POST
        {app}/modules/{module_id} GET
        {app}/modules DELETE POST PATCH''',
    'myscopes': '''
        /v2/my_scopes GET
        /v2/myscopesroot GET''',
    'open_source_licenses': '''
        /v2/open_source_licenses GET''',
    'status_codes': '''
        /v2/status_codes/{status_code_id} GET
        /v2/status_codes GET''',
    'tasks': '''
        {app}/tasks/{task_id}/assignments PUT''',
    'trending_metrics': '''
        {app}/trending_metrics/views/{view_type}/{object_id} POST''',
    'users': '''
        {user}/collaborations GET
        {user}/datasets GET
        {user}/duplications/{app_duplication_id} GET
        {user}/duplications GET
        {user}/evaluations GET
        {user}/keys/{key_id} GET DELETE
        {user}/keys GET POST PATCH
        {user}/models GET
        {user}/modules GET
        {user}/myscopes GET
        {user}/runners/{runner_id}/items/{item_id}/outputs POST
        {user}/runners/{runner_id}/items GET
        {user}/runners/{runner_id} GET
        {user}/runners GET DELETE POST
        {user}/scopes GET
        {user}/validate_password POST
        {user}/workflows GET
        {user} GET
        /v2/validate_password POST''',
    'workflows': '''
        {app}/workflows/ids PATCH
        {app}/workflows/{workflow_id}/versions/{version_id}/results/similarity POST
        {app}/workflows/{workflow_id}/versions/{version_id}/results POST''',
}


def endpoints():
    """All endpoints of the document.

    Returns:
        dict: group to a list of pairs: verb, path.
    """
    found = {}
    for beginnings, groups in (((APP, '/v2'), IN_BOTH), (('',), ONCE)):
        for group, text in groups.items():
            for beginning in beginnings:
                found.setdefault(group, []).extend(_lines(text, beginning))
    return found


def _lines(text, beginning):
    for line in text.split('\n'):
        for verb in line.split()[1:]:
            path = line.split()[0].replace('{app}', APP).replace('{user}', USER)
            yield verb, beginning + path
