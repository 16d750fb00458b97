"""Examples of the operations that the sandbox serves, in an order in which they run.

``app`` is a ClarifaiApp with a PAT, a user and an app. The others get an example that is made of
their arguments.
"""

EXAMPLES = {
    # Concepts and inputs
    'PostConcepts': '''\
app.platform.post_concepts(concepts=[{'id': 'cat', 'name': 'cat'}, {'id': 'cup'}])''',
    'PostInputs': '''\
app.platform.post_inputs(inputs_add_job_id='pets', inputs=[
    {'id': 'chelsea', 'data': {'image': {'url': 'https://photos.example.com/chelsea.png'},
                               'concepts': [{'id': 'cat', 'value': 1}]}},
    {'id': 'coffee', 'data': {'image': {'base64': open('coffee.png', 'rb')},
                              'metadata': {'place': 'kitchen'}}}])''',
    'ListInputs': '''\
for item in app.platform.list_inputs.items(per_page=50):
    print(item['id'], item['status']['description'])''',
    'StreamInputs': '''\
for item in app.platform.stream_inputs.items(per_page=50):
    print(item['id'])''',
    'GetInput': '''\
print(app.platform.get_input(input_id='chelsea')['input']['data']['image']['url'])''',
    'GetInputCount': '''\
print(app.platform.get_input_count()['counts'])''',
    'PatchInputs': '''\
app.platform.patch_inputs(action='merge', inputs=[
    {'id': 'coffee', 'data': {'concepts': [{'id': 'cup', 'value': 1}]}}])''',
    'ListInputsAddJobs': '''\
for job in app.platform.list_inputs_add_jobs.items():
    print(job['id'])''',
    'GetInputsAddJob': '''\
print(app.platform.get_inputs_add_job(id='pets')['inputs_add_job'])''',
    'CancelInputsAddJob': '''\
app.platform.cancel_inputs_add_job(id='pets')''',
    'ListConcepts': '''\
print([concept['name'] for concept in app.platform.list_concepts.items()])''',
    'GetConcept': '''\
print(app.platform.get_concept(concept_id='cat')['concept']['name'])''',
    'PatchConcepts': '''\
app.platform.patch_concepts(action='overwrite', concepts=[{'id': 'cup', 'name': 'coffee cup'}])''',
    'PostConceptsSearches': '''\
found = app.platform.post_concepts_searches(concept_query={'name': 'c*'})
print([concept['id'] for concept in found['concepts']])''',
    'GetConceptCounts': '''\
for count in app.platform.get_concept_counts()['concept_counts']:
    print(count['id'], count['concept_type_count'])''',
    'PostConceptLanguages': '''\
app.platform.post_concept_languages(
    concept_id='cat', concept_languages=[{'id': 'de', 'name': 'Katze'}])''',
    'ListConceptLanguages': '''\
for language in app.platform.list_concept_languages.items(concept_id='cat'):
    print(language['id'], language['name'])''',
    'GetConceptLanguage': '''\
print(app.platform.get_concept_language(concept_id='cat', language='de'))''',
    'PatchConceptLanguages': '''\
app.platform.patch_concept_languages(
    concept_id='cat', action='overwrite', concept_languages=[{'id': 'de', 'name': 'Kater'}])''',
    'PostConceptRelations': '''\
app.platform.post_concept_relations(concept_id='cat', concept_relations=[
    {'object_concept': {'id': 'cup'}, 'predicate': 'hypernym'}])''',
    'ListConceptRelations': '''\
relations = list(app.platform.list_concept_relations.items(concept_id='cat'))
print([relation['predicate'] for relation in relations])''',
    'DeleteConceptRelations': '''\
app.platform.delete_concept_relations(
    concept_id='cat', ids=[relation['id'] for relation in relations])''',

    # Annotations and searches
    'PostAnnotations': '''\
box = {'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.8, 'right_col': 0.9}
app.platform.post_annotations(annotations=[
    {'id': 'whole', 'input_id': 'chelsea', 'data': {'regions': [
        {'region_info': {'bounding_box': box},
         'data': {'concepts': [{'id': 'cat', 'value': 1}]}}]}}])''',
    'ListAnnotations': '''\
for annotation in app.platform.list_annotations.items(input_ids=['chelsea'], per_page=50):
    print(annotation['id'])''',
    'GetAnnotation': '''\
print(app.platform.get_annotation(input_id='chelsea', annotation_id='whole'))''',
    'PatchAnnotations': '''\
app.platform.patch_annotations(action='merge', annotations=[
    {'id': 'whole', 'input_id': 'chelsea', 'data': {'concepts': [{'id': 'cup', 'value': 0}]}}])''',
    'StreamAnnotations': '''\
for answer in app.platform.stream_annotations(input_id='chelsea', annotation_type='BOUNDING_BOX'):
    print(answer['annotation']['data'])''',
    'ListAnnotationWorkers': '''\
print(list(app.platform.list_annotation_workers.items()))''',
    'PostAnnotationsSearches': '''\
query = {'filters': [{'annotation': {'data': {'concepts': [{'id': 'cat', 'value': 1}]}}}]}
for hit in app.platform.post_annotations_searches.items(searches=[{'query': query}], per_page=5):
    print(hit['input']['id'], hit['score'])''',
    'PostInputsSearches': '''\
query = {'ranks': [{'annotation': {'data': {
    'image': {'url': 'https://photos.example.com/chelsea.png'}}}}]}
for hit in app.platform.post_inputs_searches.items(searches=[{'query': query}], per_page=5):
    print(hit['input']['id'], hit['score'])''',
    'PostSearches': '''\
app.platform.post_searches(searches=[{'id': 'cats', 'save': True, 'query': query}])''',
    'ListSearches': '''\
for search in app.platform.list_searches.items():
    print(search['id'])''',
    'GetSearch': '''\
print(app.platform.get_search(id='cats')['search'])''',
    'PostSearchesByID': '''\
print(app.platform.post_searches_by_id(id='cats')['hits'])''',
    'PatchSearches': '''\
app.platform.patch_searches(action='overwrite', searches=[{'id': 'cats', 'name': 'All cats'}])''',
    'PatchInputsSearches': '''\
app.platform.patch_inputs_searches(
    action='overwrite', searches=[{'id': 'cats', 'name': 'Every cat'}])''',
    'PatchAnnotationsSearches': '''\
app.platform.patch_annotations_searches(
    action='overwrite', searches=[{'id': 'cats', 'name': 'Cats'}])''',
    'DeleteSearch': '''\
app.platform.delete_search(id='cats')''',

    # Models
    'ListModelTypes': '''\
for kind in app.platform.list_model_types.items(per_page=20):
    print(kind['id'])''',
    'GetModelType': '''\
print(app.platform.get_model_type(model_type_id='embedding-classifier')['model_type']['title'])''',
    'PostModels': '''\
app.platform.post_models(models=[
    {'id': 'pets', 'model_type_id': 'embedding-classifier'}])''',
    'PatchModels': '''\
app.platform.patch_models(
    action='merge', models=[{'id': 'pets', 'description': 'Cat or cup?'}])''',
    'PostModelVersions': '''\
answer = app.platform.post_model_versions(model_id='pets', model_versions=[
    {'output_info': {'data': {'concepts': [{'id': 'cat'}, {'id': 'cup'}]}}}])
version_id = answer['model']['model_version']['id']''',
    'ListModels': '''\
for model in app.platform.list_models.items(user_id='clarifai', app_id='main', per_page=20):
    print(model['id'])''',
    'GetModel': '''\
print(app.platform.get_model(model_id='pets')['model']['description'])''',
    'PostModelsSearches': '''\
print(app.platform.post_models_searches(model_query={'name': 'pet*'})['models'])''',
    'GetModelOutputInfo': '''\
print(app.platform.get_model_output_info(model_id='pets')['model'])''',
    'ListModelConcepts': '''\
print(list(app.platform.list_model_concepts.items(model_id='pets')))''',
    'ListModelInputs': '''\
print(list(app.platform.list_model_inputs.items(model_id='pets')))''',
    'ListModelVersions': '''\
print([version['id'] for version in app.platform.list_model_versions.items(model_id='pets')])''',
    'GetModelVersion': '''\
answer = app.platform.get_model_version(model_id='pets', version_id=version_id)
print(answer['model_version']['status'])''',
    'PatchModelVersions': '''\
app.platform.patch_model_versions(model_id='pets', action='merge', model_versions=[
    {'id': version_id, 'description': 'The first'}])''',
    'PostModelOutputs': '''\
answer = app.platform.post_model_outputs(
    user_id='clarifai', app_id='main', model_id='general-image-recognition',
    inputs=[{'data': {'image': {'url': 'https://photos.example.com/chelsea.png'}}}])
for concept in answer['outputs'][0]['data']['concepts']:
    print(concept['name'], concept['value'])''',
    'PostModelVersionMetrics': '''\
app.platform.post_model_version_metrics(model_id='pets', version_id=version_id)''',
    'GetModelVersionMetrics': '''\
print(app.platform.get_model_version_metrics(model_id='pets', version_id=version_id))''',
    'PostModelVersionEvaluations': '''\
app.platform.post_model_version_evaluations(
    model_id='pets', model_version_id=version_id, eval_metrics=[{'id': 'first'}])''',
    'ListModelVersionEvaluations': '''\
evaluations = list(app.platform.list_model_version_evaluations.items(
    model_id='pets', model_version_id=version_id))
print([evaluation['id'] for evaluation in evaluations])''',
    'GetModelVersionEvaluation': '''\
print(app.platform.get_model_version_evaluation(
    model_id='pets', model_version_id=version_id, evaluation_id=evaluations[0]['id'],
    fields={'binary_metrics': True}))''',
    'PostEvaluations': '''\
app.platform.post_evaluations(eval_metrics=[
    {'id': 'second', 'model': {'id': 'pets', 'model_version': {'id': version_id}}}])''',
    'ListEvaluations': '''\
print([evaluation['id'] for evaluation in app.platform.list_evaluations.items()])''',
    'GetEvaluation': '''\
print(app.platform.get_evaluation(
    evaluation_id=evaluations[0]['id'], fields={'label_counts': True}))''',

    # Workflows
    'PostWorkflows': '''\
nodes = [{'id': 'general', 'model': {
    'id': 'general-image-recognition', 'user_id': 'clarifai', 'app_id': 'main'}}]
app.platform.post_workflows(workflows=[
    {'id': 'look', 'nodes': nodes}, {'id': 'look-again', 'nodes': nodes}])''',
    'ListWorkflows': '''\
print([workflow['id'] for workflow in app.platform.list_workflows.items()])''',
    'GetWorkflow': '''\
print(app.platform.get_workflow(workflow_id='look')['workflow']['nodes'])''',
    'PatchWorkflows': '''\
app.platform.patch_workflows(
    action='overwrite', workflows=[{'id': 'look', 'description': 'What is there?'}])''',
    'PostWorkflowResults': '''\
answer = app.platform.post_workflow_results(workflow_id='look', inputs=[
    {'data': {'image': {'url': 'https://photos.example.com/coffee.png'}}}])
print(answer['results'][0]['outputs'][0]['data']['concepts'][0]['name'])''',
    'ListWorkflowVersions': '''\
versions = list(app.platform.list_workflow_versions.items(workflow_id='look'))''',
    'GetWorkflowVersion': '''\
print(app.platform.get_workflow_version(
    workflow_id='look', workflow_version_id=versions[0]['id']))''',
    'PatchWorkflowVersions': '''\
app.platform.patch_workflow_versions(workflow_id='look', action='merge', workflow_versions=[
    {'id': versions[0]['id'], 'description': 'The first'}])''',
    'PatchWorkflowIds': '''\
app.platform.patch_workflow_ids(action='overwrite', ids=[{'id': 'look', 'new_id': 'see'}])''',
    'PostWorkflowVersionsPublish': '''\
app.platform.post_workflow_versions_publish(
    workflow_id='see', publications=[{'version_id': versions[0]['id']}])''',
    'PostWorkflowVersionsUnPublish': '''\
app.platform.post_workflow_versions_un_publish(
    workflow_id='see', publications=[{'version_id': versions[0]['id']}])''',
    'DeleteWorkflowVersions': '''\
app.platform.delete_workflow_versions(
    workflow_id='see', workflow_version_ids=[version['id'] for version in versions[1:]])''',
    'DeleteWorkflow': '''\
app.platform.delete_workflow(workflow_id='see')''',
    'DeleteWorkflows': '''\
app.platform.delete_workflows(ids=['look-again'])''',

    # Apps, users and keys
    'GetApp': '''\
print(app.platform.get_app()['app'])''',
    'PatchApp': '''\
app.platform.patch_app(action='overwrite', app={'description': 'Pets and cups'})''',
    'GetResourceCounts': '''\
print(app.platform.get_resource_counts())''',
    'PostApps': '''\
app.platform.post_apps(apps=[{'id': 'garden'}])''',
    'ListApps': '''\
print([one['id'] for one in app.platform.list_apps.items()])''',
    'PatchApps': '''\
app.platform.patch_apps(action='overwrite', apps=[{'id': 'garden', 'description': 'Plants'}])''',
    'PostAppsSearches': '''\
print(app.platform.post_apps_searches(app_query={'name': 'gar*'})['apps'])''',
    'PatchAppsIds': '''\
app.platform.patch_apps_ids(action='overwrite', ids=[{'id': 'garden', 'new_id': 'plants'}])''',
    'PostKeys': '''\
answer = app.platform.post_keys(keys=[
    {'description': 'For reading', 'scopes': ['Inputs_Get'], 'apps': [{'id': 'plants'}]}])
key_id = answer['keys'][0]['id']''',
    'ListKeys': '''\
print([key['description'] for key in app.platform.list_keys.items()])''',
    'ListAppKeys': '''\
print([key['description'] for key in app.platform.list_app_keys.items(app_id='plants')])''',
    'GetKey': '''\
print(app.platform.get_key(key_id=key_id)['key']['scopes'])''',
    'PatchKeys': '''\
app.platform.patch_keys(action='overwrite', keys=[{'id': key_id, 'description': 'Read'}])''',
    'DeleteKey': '''\
app.platform.delete_key(key_id=key_id)''',
    'DeleteApp': '''\
app.platform.delete_app(app_id='plants')''',
    'GetUser': '''\
print(app.platform.get_user()['user']['id'])''',
    'MyScopes': '''\
print(app.platform.my_scopes()['scopes'])''',
    'MyScopesUser': '''\
print(app.platform.my_scopes_user()['scopes'])''',
    'MyScopesRoot': '''\
print(app.platform.my_scopes_root()['scopes'])''',
    'ListScopes': '''\
print(app.platform.list_scopes()['scope_deps'][0])''',
    'ListStatusCodes': '''\
print(len(app.platform.list_status_codes()['statuses']))''',
    'GetStatusCode': '''\
print(app.platform.get_status_code(status_code_id='21200')['status']['description'])''',

    # Datasets
    'PostDatasets': '''\
app.platform.post_datasets(datasets=[{'id': 'home', 'description': 'What is at home'}])''',
    'ListDatasets': '''\
print([dataset['id'] for dataset in app.platform.list_datasets.items()])''',
    'GetDataset': '''\
print(app.platform.get_dataset(dataset_id='home')['dataset']['description'])''',
    'PatchDatasets': '''\
app.platform.patch_datasets(action='merge', datasets=[{'id': 'home', 'notes': 'Two pictures'}])''',
    'PostDatasetInputs': '''\
app.platform.post_dataset_inputs(dataset_id='home', dataset_inputs=[
    {'input': {'id': 'chelsea'}}, {'input': {'id': 'coffee'}}])''',
    'ListDatasetInputs': '''\
for member in app.platform.list_dataset_inputs.items(dataset_id='home'):
    print(member['input']['id'])''',
    'GetDatasetInput': '''\
print(app.platform.get_dataset_input(dataset_id='home', input_id='chelsea')['dataset_input'])''',
    'PostDatasetVersions': '''\
app.platform.post_dataset_versions(dataset_id='home', dataset_versions=[{'id': 'winter'}])''',
    'ListDatasetVersions': '''\
for version in app.platform.list_dataset_versions.items(dataset_id='home'):
    print(version['id'], version['status']['description'])''',
    'GetDatasetVersion': '''\
print(app.platform.get_dataset_version(
    dataset_id='home', dataset_version_id='winter')['dataset_version'])''',
    'PatchDatasetVersions': '''\
app.platform.patch_dataset_versions(dataset_id='home', action='merge', dataset_versions=[
    {'id': 'winter', 'description': 'As it was in winter'}])''',
    'ListDatasetVersionMetricsGroups': '''\
for group in app.platform.list_dataset_version_metrics_groups.items(
        dataset_id='home', dataset_version_id='winter'):
    print(group['type'], group['value'])''',
    'PutDatasetVersionExports': '''\
answer = app.platform.put_dataset_version_exports(
    dataset_id='home', dataset_version_id='winter', exports=[{'format': 'COCO'}])
print(answer['exports'])''',
    'DeleteDatasetInputs': '''\
app.platform.delete_dataset_inputs(dataset_id='home', input_ids=['coffee'])''',
    'DeleteDatasetVersions': '''\
app.platform.delete_dataset_versions(dataset_id='home', dataset_version_ids=['winter'])''',
    'DeleteDatasets': '''\
app.platform.delete_datasets(dataset_ids=['home'])''',

    # Files in parts, and archives of inputs
    'PostUploads': '''\
import io
import zipfile
archive = io.BytesIO()
with zipfile.ZipFile(archive, 'w') as zipped:
    zipped.writestr('words.txt', 'some words')
content = archive.getvalue()
app.platform.post_uploads(uploads=[
    {'id': 'words', 'content_name': 'words.zip', 'content_length': len(content)}])''',
    'PutUploadContentParts': '''\
app.platform.put_upload_content_parts(
    upload_id='words', content_parts=[{'part_number': 1, 'data': content}])''',
    'GetUpload': '''\
print(app.platform.get_upload(upload_id='words')['upload']['status'])''',
    'ListUploads': '''\
print([upload['id'] for upload in app.platform.list_uploads.items()])''',
    'PostInputsUploads': '''\
app.platform.post_inputs_uploads(inputs_uploads=[
    {'upload': {'id': 'texts', 'content_name': 'texts.zip', 'content_length': len(content)}}])''',
    'PostInputsDataSources': '''\
app.platform.post_inputs_data_sources(data_sources=[
    {'url': {'url': 'https://photos.example.com/words.zip'}}])''',
    'ListInputsExtractionJobs': '''\
jobs = list(app.platform.list_inputs_extraction_jobs.items())''',
    'GetInputsExtractionJob': '''\
print(app.platform.get_inputs_extraction_job(
    inputs_extraction_job_id=jobs[0]['id'])['inputs_extraction_job']['status'])''',
    'CancelInputsExtractionJobs': '''\
app.platform.cancel_inputs_extraction_jobs(ids=[jobs[0]['id']])''',
    'DeleteUploads': '''\
app.platform.delete_uploads(ids=['words', 'texts'])''',

    # Labelling
    'PostAnnotationFilters': '''\
app.platform.post_annotation_filters(annotation_filters=[{'id': 'cats', 'search': {'query': {
    'filters': [{'annotation': {'data': {'concepts': [{'id': 'cat'}]}}}]}}}])''',
    'ListAnnotationFilters': '''\
print([one['id'] for one in app.platform.list_annotation_filters.items()])''',
    'GetAnnotationFilter': '''\
print(app.platform.get_annotation_filter(annotation_filter_id='cats')['annotation_filter'])''',
    'PatchAnnotationFilters': '''\
app.platform.patch_annotation_filters(action='merge', annotation_filters=[
    {'id': 'cats', 'search': {'query': {'filters': [
        {'annotation': {'data': {'concepts': [{'id': 'cup'}]}}}]}}}])''',
    'PostTasks': '''\
app.platform.post_tasks(tasks=[
    {'id': 'pets', 'type': 'CONCEPTS_CLASSIFICATION', 'concept_ids': ['cat', 'cup']}])''',
    'ListTasks': '''\
print([task['id'] for task in app.platform.list_tasks.items()])''',
    'GetTask': '''\
print(app.platform.get_task(task_id='pets')['task'])''',
    'PatchTasks': '''\
app.platform.patch_tasks(action='merge', tasks=[{'id': 'pets', 'description': 'Cat or cup?'}])''',
    'GetTaskAnnotationCount': '''\
print(app.platform.get_task_annotation_count(task_id='pets'))''',
    'GetTaskInputCount': '''\
print(app.platform.get_task_input_count(task_id='pets'))''',
    'ListNextTaskAssignments': '''\
found = app.platform.list_next_task_assignments(task_id='pets')
print([item['id'] for item in found['inputs']])''',
    'PutTaskAssignments': '''\
taken = app.platform.put_task_assignments(task_id='pets', action='LABEL_START')['task_assignments']
app.platform.put_task_assignments(task_id='pets', action='LABEL_SUBMIT', label_submit_config={
    'task_assignments': [{'id': one['id']} for one in taken]})''',
    'GetInputSamples': '''\
for hit in app.platform.get_input_samples(task_id='pets')['hits']:
    print(hit['input']['id'], hit['annotation']['data'])''',
    'DeleteTasks': '''\
app.platform.delete_tasks(ids=['pets'])''',
    'PostLabelOrders': '''\
app.platform.post_label_orders(label_orders=[{'id': 'first', 'name': 'The first thousand'}])''',
    'ListLabelOrders': '''\
print([order['id'] for order in app.platform.list_label_orders.items()])''',
    'GetLabelOrder': '''\
print(app.platform.get_label_order(label_order_id='first')['label_order'])''',
    'PatchLabelOrders': '''\
app.platform.patch_label_orders(
    action='merge', label_orders=[{'id': 'first', 'name': 'The first hundred'}])''',
    'DeleteLabelOrders': '''\
app.platform.delete_label_orders(ids=['first'])''',
    'DeleteAnnotationFilters': '''\
app.platform.delete_annotation_filters(annotation_filter_ids=['cats'])''',
    'PostCollaborators': '''\
app.platform.post_collaborators(collaborators=[
    {'id': 'with-bob', 'user': {'id': 'bob'}, 'scopes': ['Inputs:Get']}])''',
    'ListCollaborators': '''\
print([one['user']['id'] for one in app.platform.list_collaborators.items()])''',
    'PatchCollaborators': '''\
app.platform.patch_collaborators(
    action='overwrite', collaborators=[{'id': 'with-bob', 'scopes': ['Concepts:Get']}])''',
    'DeleteCollaborators': '''\
app.platform.delete_collaborators(collaborator_ids=['with-bob'])''',

    # Many inputs at once
    'PostBulkOperations': '''\
answer = app.platform.post_bulk_operations(bulk_operations=[
    {'input_ids': {'input_ids': ['coffee']}, 'operation': {'delete_geo': {}}}])
bulk_id = answer['bulk_operation'][0]['id']''',
    'ListBulkOperations': '''\
print([one['id'] for one in app.platform.list_bulk_operations.items()])''',
    'GetBulkOperation': '''\
print(app.platform.get_bulk_operation(id=bulk_id)['bulk_operation']['status'])''',
    'CancelBulkOperations': '''\
app.platform.cancel_bulk_operations(ids=[bulk_id])''',
    'DeleteBulkOperations': '''\
app.platform.delete_bulk_operations(ids=[bulk_id])''',

    # What others see of a model
    'PatchModelToolkits': '''\
app.platform.patch_model_toolkits(
    model_id='pets', action='overwrite', toolkits=['scikit-learn'])''',
    'PatchModelUseCases': '''\
app.platform.patch_model_use_cases(model_id='pets', action='overwrite', usecases=['pets'])''',
    'PatchModelLanguages': '''\
app.platform.patch_model_languages(model_id='pets', action='overwrite', languages=['en'])''',
    'PatchModelCheckConsents': '''\
app.platform.patch_model_check_consents(
    model_id='pets', action='overwrite', check_consents=['I may publish this'])''',
    'PostModelVersionsPublish': '''\
app.platform.post_model_versions_publish(
    model_id='pets', publications=[{'version_id': version_id}])''',
    'PostModelVersionsUnPublish': '''\
app.platform.post_model_versions_un_publish(
    model_id='pets', publications=[{'version_id': version_id}])''',
    'PutModelVersionExports': '''\
app.platform.put_model_version_exports(model_id='pets', version_id=version_id)''',
    'GetModelVersionExport': '''\
print(app.platform.get_model_version_export(
    model_id='pets', version_id=version_id)['export']['status'])''',
    'GenerateModelOutputs': '''\
for answer in app.platform.generate_model_outputs(model_id='pets', inputs=[
        {'data': {'image': {'url': 'https://photos.example.com/chelsea.png'}}}]):
    print(answer['outputs'][0]['data']['concepts'][0]['id'])''',
    'PatchModelIds': '''\
app.platform.patch_model_ids(action='overwrite', ids=[{'id': 'pets', 'new_id': 'animals'}])
app.platform.patch_model_ids(action='overwrite', ids=[{'id': 'animals', 'new_id': 'pets'}])''',

    # Runners
    'ListComputeClusters': '''\
print([cluster['id'] for cluster in app.platform.list_compute_clusters.items()])''',
    'GetComputeCluster': '''\
print(app.platform.get_compute_cluster(compute_cluster_id='local')['compute_cluster'])''',
    'ListNodepools': '''\
for pool in app.platform.list_nodepools.items(compute_cluster_id='local'):
    print(pool['id'])''',
    'GetNodepool': '''\
print(app.platform.get_nodepool(compute_cluster_id='local', nodepool_id='local')['nodepool'])''',
    'PostRunners': '''\
place = {'compute_cluster_id': 'local', 'nodepool_id': 'local'}
app.platform.post_runners(runners=[
    {'id': 'desk', 'worker': {'model': {'id': 'shout', 'app_id': 'examples'}}}], **place)''',
    'ListRunners': '''\
print([runner['id'] for runner in app.platform.list_runners.items(**place)])''',
    'GetRunner': '''\
print(app.platform.get_runner(runner_id='desk', **place)['runner']['worker'])''',
    'ListRunnerItems': '''\
import threading
asks = threading.Thread(target=app.platform.post_model_outputs, kwargs={
    'model_id': 'shout', 'inputs': [{'data': {'text': {'raw': 'hello'}}}]})
asks.start()
items = app.platform.list_runner_items(runner_id='desk', **place)['runner_items']''',
    'PostRunnerItemOutputs': '''\
app.platform.post_runner_item_outputs(
    runner_id='desk', runner_item_id=items[0]['id'], runner_item_outputs=[
        {'multi_output_response': {'outputs': [{'data': {'text': {'raw': 'HELLO'}}}]}}], **place)
asks.join()''',
    'DeleteRunners': '''\
app.platform.delete_runners(ids=['desk'], **place)''',

    # Logs
    'PostLogEntries': '''\
app.platform.post_log_entries(log_entries=[
    {'log_type': 'pipeline.version.run', 'message': 'The run has begun.', 'meta': {
        'user_app_id': {'user_id': 'me', 'app_id': 'examples'}, 'pipeline_id': 'nightly',
        'pipeline_version_id': 'first', 'pipeline_version_run_id': 'monday'}}])''',
    'ListLogEntries': '''\
run = {'pipeline_id': 'nightly', 'pipeline_version_id': 'first',
       'pipeline_version_run_id': 'monday', 'log_type': 'pipeline.version.run'}
for entry in app.platform.list_log_entries.items(**run):
    print(entry['message'])''',
    'StreamLogEntries': '''\
for answer in app.platform.stream_log_entries(**run):
    for entry in answer['log_entries']:
        print(entry['message'])''',

    # Deletions
    'DeleteAnnotation': '''\
app.platform.delete_annotation(input_id='chelsea', annotation_id='whole')''',
    'DeleteAnnotations': '''\
app.platform.delete_annotations(input_ids=['coffee'])''',
    'DeleteModelVersion': '''\
app.platform.delete_model_version(model_id='pets', version_id=version_id)''',
    'DeleteModel': '''\
app.platform.delete_model(model_id='pets')''',
    'DeleteModels': '''\
app.platform.delete_models(ids=['pets'])''',
    'DeleteInput': '''\
app.platform.delete_input(input_id='chelsea')''',
    'DeleteInputs': '''\
app.platform.delete_inputs(ids=['coffee'])''',
}
