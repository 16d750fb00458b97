"""The members that the requests of today's platform may have, as far as the sandbox serves them.

The names are those of the platform's published protobuf messages. ``name:Message`` is an object or
a list of objects whose members are known too; of any other member what it holds is not looked at.
"""
from __future__ import absolute_import


def _message(text):
    return dict(part.partition(':')[::2] for part in text.split())


MESSAGES = dict((name, _message(text)) for name, text in {
    'UserAppIDSet': 'user_id app_id',
    'Pagination': 'page per_page',
    'Input': 'id data:Data created_at modified_at status dataset_ids settings',
    'Data': '''image:Image video:Video concepts:Concept metadata geo:Geo colors clusters embeddings
        regions:Region frames text:Text audio:Audio tracks time_segments hits heatmaps parts
        ndarray int_value float_value bytes_value bool_value string_value struct_value''',
    'Image': '''url base64 allow_duplicate_url hosted image_info hosted_image_info
        decoded_bytes''',
    'Video': '''url base64 allow_duplicate_url thumbnail_url hosted hosted_thumbnail
        video_info''',
    'Audio': 'url base64 allow_duplicate_url hosted audio_info',
    'Text': 'raw url allow_duplicate_url hosted text_info',
    'Concept': '''id name value created_at language app_id definition vocab_id visibility user_id
        keypoint_info extra_info metadata image''',
    'Geo': 'geo_point:GeoPoint geo_limit:GeoLimit geo_box:GeoBoxedPoint',
    'GeoPoint': 'longitude latitude',
    'GeoLimit': 'type value',
    'GeoBoxedPoint': 'geo_point:GeoPoint',
    'Region': 'id region_info:RegionInfo data:Data value track_id',
    'RegionInfo': 'bounding_box:BoundingBox mask polygon point span token keypoint_locations',
    'BoundingBox': 'top_row left_col bottom_row right_col',
    'Model': '''id name created_at modified_at app_id output_info:OutputInfo
        model_version:ModelVersion display_name user_id default_eval_info model_type_id task
        visibility description metadata presets notes toolkits use_cases languages languages_full
        check_consents is_starred star_count workflow_recommended bookmark_origin image
        license_type source creator version_count billing_type featured_order deploy_restriction
        replica_count open_router_info''',
    'ModelVersion': '''id created_at status active_concept_count metrics total_input_count
        pretrained_model_config completed_at description visibility app_id user_id modified_at
        metadata license output_info:OutputInfo input_info train_info:TrainInfo import_info
        train_log inference_compute_info build_info method_signatures special_handling
        num_threads''',
    'OutputInfo': 'data:Data output_config:OutputConfig message fields_map params params_specs',
    'OutputConfig': '''concepts_mutually_exclusive existing_model_id language hyper_parameters
        max_concepts min_value select_concepts:Concept training_timeout sample_ms hyper_params
        embed_model_version_id fail_on_missing_positive_examples model_metadata''',
    'TrainInfo': 'params dataset resume_from_model',
    'ModelQuery': 'name model_type_id',
    'ConceptQuery': 'name language workflow_id use_cases model workflow ignore_app_concepts',
    'Search': '''query:Query id application_id name as_of git_hash created_at modified_at algorithm
        save min_value visibility metric''',
    'Query': 'ands:And language filters:Filter ranks:Rank',
    'And': 'input:Input output:Output negate annotation:Annotation',
    'Output': '''id status created_at model input:Input data:Data prompt_tokens completion_tokens
        cached_tokens''',
    'Filter': 'negate annotation:Annotation input:Input last_updated_time_range',
    'Rank': 'negate annotation:Annotation',
    'Annotation': '''id input_id data:Data annotation_info user_id model_version_id
        embed_model_version_id status created_at modified_at trusted input_level consensus_info
        task_id worker''',
    'App': '''id name default_language default_workflow_id default_workflow user_id created_at
        modified_at legal_consent_status metadata description sample_ms visibility data_tier_id
        is_starred star_count notes image is_template extra_info embeddings_storage''',
    'AppQuery': 'name',
    'ConceptLanguage': 'id name definition',
    'ConceptRelation': '''id subject_concept:Concept object_concept:Concept predicate
        knowledge_graph_id visibility''',
    'Workflow': '''id app_id created_at nodes:WorkflowNode metadata visibility user_id modified_at
        version is_starred star_count description notes use_cases check_consents bookmark_origin
        image''',
    'WorkflowNode': 'id model:Model node_inputs:NodeInput suppress_output output_info_override',
    'NodeInput': 'node_id',
    'WorkflowVersion': '''id workflow_id created_at modified_at visibility nodes:WorkflowNode
        metadata app_id user_id description license is_deprecated''',
    'IdUpdateSource': 'id new_id',
    'Key': '''id type description scopes endpoints apps:App created_at expires_at
        authorized_idp_ids organization_id''',
    'EvalMetrics': '''status user_id app_id id model:Model ground_truth_dataset
        predictions_dataset summary confusion_matrix cooccurrence_matrix label_counts
        binary_metrics test_set metrics_by_area metrics_by_class tracker_metrics eval_info
        extended_metrics''',
}.items())

PAGE = 'page per_page'
_MODEL_SORTS = '''sort_ascending sort_by_name sort_by_num_inputs sort_by_modified_at
    sort_by_created_at sort_by_star_count sort_by_relevance'''
_MODEL_FILTERS = PAGE + ' ' + _MODEL_SORTS + ''' additional_fields model_type_id trained_only
    input_fields output_fields license featured_only starred_only toolkits use_cases languages
    dont_fetch_from_main bookmark model_version_ids creator search query name'''
_PREDICTION = 'inputs:Input model:Model use_predict_cache enable_log_summary_on_error'
_MODEL = 'version_id language additional_fields'
_FIELDS = '''fields.confusion_matrix fields.cooccurrence_matrix fields.label_counts
    fields.binary_metrics fields.test_set fields.metrics_by_area fields.metrics_by_class'''
_APP_FILTERS = '''search query name id sort_ascending sort_by_name sort_by_id sort_by_created_at
    sort_by_modified_at sort_by_star_count sort_by_relevance featured_only starred_only
    template_only additional_fields visibility'''
_WORKFLOW_FILTERS = '''search query search_term id sort_ascending sort_by_id sort_by_created_at
    sort_by_modified_at sort_by_star_count sort_by_relevance featured_only starred_only bookmark
    additional_fields visibility'''
_SEARCH = 'searches:Search pagination:Pagination'
_PATCHED_SEARCHES = 'searches:Search action'
_VERSION = '/models/{model_id}/versions/{version_id}'

# The members of the body, or of the query string where there is no body, for each route. What is
# named in the path may be repeated, and every request may have a ``user_app_id``. A request that
# is not here has nothing else.
REQUESTS = dict((route, _message(text)) for route, text in {
    'POST /inputs': 'inputs:Input input_id_conflict_resolution inputs_add_job_id',
    'GET /inputs/jobs/add': PAGE,
    'PATCH /inputs/jobs/add/{id}': 'id',
    'GET /inputs': PAGE + ' ids status.code',
    'GET /inputs/stream': 'per_page last_id order_by_id descending',
    'PATCH /inputs': 'inputs:Input action',
    'DELETE /inputs': 'ids',
    'POST /inputs/searches': _SEARCH + ' only_count',
    'POST /annotations': 'annotations:Annotation',
    'GET /annotations': PAGE + ''' ids input_ids user_ids model_version_ids workflow_version_ids
        list_all_annotations return_model_output task_id''',
    'PATCH /annotations': 'annotations:Annotation action delete_if_empty_data',
    'DELETE /annotations': 'ids input_ids',
    'DELETE /inputs/annotations': 'ids input_ids',
    'GET /annotations/workers': PAGE + ' additional_fields trusted_only',
    'POST /annotations/searches': _SEARCH,
    'POST /concepts': 'concepts:Concept',
    'GET /concepts': PAGE + ' id',
    'GET /concepts/status': PAGE,
    'GET /concepts/relations': PAGE + ' predicate knowledge_graph_id',
    'GET /concepts/{concept_id}/relations': PAGE + ' predicate knowledge_graph_id',
    'POST /concepts/{concept_id}/relations': 'concept_relations:ConceptRelation',
    'DELETE /concepts/{concept_id}/relations': 'ids',
    'GET /concepts/{concept_id}/languages': PAGE,
    'POST /concepts/{concept_id}/languages': 'concept_languages:ConceptLanguage',
    'PATCH /concepts/{concept_id}/languages': 'concept_languages:ConceptLanguage action',
    'PATCH /concepts': 'concepts:Concept action',
    'POST /concepts/searches': 'concept_query:ConceptQuery pagination:Pagination',
    'POST /models': 'model:Model models:Model',
    'GET /models': _MODEL_FILTERS,
    'GET /users/{user_id}/models': _MODEL_FILTERS,
    'GET /users/{user_id}/evaluations': PAGE,
    'POST /models/{model_id}/versions/{version_id}/evaluations': 'eval_metrics:EvalMetrics',
    'PATCH /models': 'models:Model action',
    'DELETE /models': 'ids delete_all',
    'POST /models/searches': 'model_query:ModelQuery pagination:Pagination',
    'GET /models/types': PAGE,
    'GET /models/{model_id}': _MODEL,
    'GET /models/{model_id}/output_info': _MODEL,
    'GET ' + _VERSION + '/output_info': _MODEL,
    'GET /models/{model_id}/concepts': PAGE + ' version_id search',
    'GET ' + _VERSION + '/concepts': PAGE + ' search',
    'GET /models/{model_id}/inputs': PAGE,
    'GET ' + _VERSION + '/inputs': PAGE,
    'POST /models/{model_id}/outputs': _PREDICTION,
    'POST ' + _VERSION + '/outputs': _PREDICTION,
    'POST /models/{model_id}/versions': 'model_versions:ModelVersion description',
    'GET /models/{model_id}/versions': PAGE,
    'PATCH /models/{model_id}/versions': 'model_versions:ModelVersion action',
    'GET ' + _VERSION + '/metrics': _FIELDS,
    'GET ' + _VERSION + '/evaluations': PAGE,
    'GET ' + _VERSION + '/evaluations/{evaluation_id}': _FIELDS,
    'POST /evaluations': 'eval_metrics:EvalMetrics',
    'GET /evaluations': PAGE,
    'GET /evaluations/{evaluation_id}': _FIELDS,
    'POST /searches': 'query:Query searches:Search pagination:Pagination',
    'GET /searches': PAGE,
    'PATCH /searches': _PATCHED_SEARCHES,
    'PATCH /inputs/searches': _PATCHED_SEARCHES,
    'PATCH /annotations/searches': _PATCHED_SEARCHES,
    'POST /searches/{search_id}': 'id pagination:Pagination',
    'GET /workflows': PAGE + ' ' + _WORKFLOW_FILTERS,
    'GET /users/{user_id}/workflows': PAGE + ' ' + _WORKFLOW_FILTERS,
    'GET /workflows/{workflow_id}': 'additional_fields',
    'POST /workflows': 'workflows:Workflow',
    'PATCH /workflows': 'workflows:Workflow action',
    'DELETE /workflows': 'ids delete_all',
    'PATCH /workflows/ids': 'ids:IdUpdateSource action',
    'GET /workflows/{workflow_id}/versions': PAGE,
    'PATCH /workflows/{workflow_id}/versions': 'workflow_versions:WorkflowVersion action',
    'DELETE /workflows/{workflow_id}/versions': 'workflow_version_ids',
    'POST /workflows/{workflow_id}/versions/{version_id}/results':
        'inputs:Input output_config:OutputConfig',
    'POST /workflows/{workflow_id}/results': 'inputs:Input output_config:OutputConfig',
    'GET /users/{user_id}': 'additional_fields',
    'GET /users/{user_id}/apps': PAGE + ' ' + _APP_FILTERS,
    'GET /apps': PAGE + ' ' + _APP_FILTERS,
    'POST /users/{user_id}/apps': 'apps:App',
    'PATCH /users/{user_id}/apps': 'apps:App action',
    'PATCH /users/{user_id}/apps/ids': 'ids:IdUpdateSource action',
    'POST /users/{user_id}/apps/searches': 'app_query:AppQuery pagination:Pagination',
    'GET /users/{user_id}/apps/{app_id}': 'additional_fields',
    'PATCH /users/{user_id}/apps/{app_id}': 'app:App action',
    'GET /app': 'additional_fields',
    'GET /users/{user_id}/keys': PAGE + ' scopes type not_expired',
    'GET /keys': PAGE,
    'POST /users/{user_id}/keys': 'keys:Key',
    'PATCH /users/{user_id}/keys': 'keys:Key action',
    'GET /users/{user_id}/scopes': 'key_type',
}.items())
