"""What is known of each name of the 2.x API: a table, and no code.

The sources are docs/platform.rst (what changed) and docs/todays-sdk.rst (the call of today).
"""
from __future__ import absolute_import

from clarifai.check.finding import CHANGED, GONE, PAT, WORKS

# Modules of 2.x, from which its classes come, and those of the v1 client and of generated code.
MODULES = ('clarifai', 'clarifai.rest', 'clarifai.rest.client', 'clarifai.rest.geo',
           'clarifai.rest.http_client', 'clarifai.rest.solutions',
           'clarifai.rest.solutions.solutions', 'clarifai.rest.solutions.moderation',
           'clarifai.errors', 'clarifai.versions')
SHARED = ('clarifai.errors', 'clarifai.versions')  # with today's SDK
V1_NAMES = ('ClarifaiApi', 'ApiBadRequestError', 'ApiThrottledError')
GENERATED = 'clarifai.rest.grpc'

# Class of 2.x: what one of it is called below.  Names of today's SDK are not among them.
CLASSES = {
    'ClarifaiApp': 'app', 'ApiClient': 'api', 'Auth': 'auth', 'Inputs': 'inputs',
    'Models': 'models', 'Concepts': 'concepts', 'Workflows': 'workflows', 'Model': 'model',
    'Workflow': 'workflow', 'PublicModels': 'public_models', 'Solutions': 'solutions',
    'Image': 'image', 'Video': 'image', 'Input': 'image', 'Concept': 'concept', 'Region': 'value',
    'RegionInfo': 'value', 'BoundingBox': 'value', 'Geo': 'value', 'GeoPoint': 'value',
    'GeoLimit': 'value', 'GeoBox': 'value', 'Face': 'face', 'FaceIdentity': 'face',
    'FaceAgeAppearance': 'face', 'FaceGenderAppearance': 'face',
    'FaceMulticulturalAppearance': 'face', 'FeedbackInfo': 'value', 'FeedbackType': 'value',
    'SearchQueryBuilder': 'query', 'SearchTerm': 'value', 'InputSearchTerm': 'value',
    'OutputSearchTerm': 'value', 'ModelOutputInfo': 'value', 'ModelOutputConfig': 'value',
    'ModelEvaluation': 'value', 'InputCounts': 'value', 'ApiStatus': 'value',
    'ApiError': 'error', 'ApiClientError': 'error', 'UserError': 'error', 'TokenError': 'error',
    'ModelSolutions': 'solutions', 'ModelSolutionsModeration': 'solutions', 'HttpClient': 'value',
}

# What the attributes of one of it are.
MEMBERS = {
    'app': {'inputs': 'inputs', 'models': 'models', 'concepts': 'concepts',
            'workflows': 'workflows', 'public_models': 'public_models', 'api': 'api',
            'auth': 'auth', 'solutions': 'solutions'},
    'model': {'solutions': 'solutions', 'api': 'api'},
    'models': {'solutions': 'solutions', 'api': 'api'},
    'solutions': {'moderation': 'solutions'},
    'api': {'session': 'session'},
    'session': {'proxies': 'proxies'},
    'inputs': {'api': 'api'}, 'concepts': {'api': 'api'}, 'workflows': {'api': 'api'},
    'workflow': {'api': 'api'},
}

# What calls give; what gives a list begins with '*'.
RESULTS = {
    'models.get': 'model', 'models.create': 'model', 'models.get_all': '*model',
    'models.get_by_page': '*model', 'models.search': '*model', 'models.clear_model_cache': '',
    'inputs.get': 'image', 'inputs.get_all': '*image', 'inputs.get_by_page': '*image',
    'concepts.get': 'concept', 'concepts.get_all': '*concept', 'concepts.search': '*concept',
    'workflows.get': 'workflow', 'workflows.get_all': '*workflow',
    'workflows.get_by_page': '*workflow',
    'model.predict': 'answer', 'model.predict_by_url': 'answer',
    'model.predict_by_filename': 'answer', 'model.predict_by_bytes': 'answer',
    'model.predict_by_base64': 'answer', 'model.train': 'model', 'model.get_info': 'answer',
    'model.get_inputs': 'answer', 'model.list_versions': 'answer', 'model.get_version': 'answer',
    'workflow.predict': 'answer', 'workflow.predict_by_url': 'answer',
    'workflow.predict_by_filename': 'answer', 'workflow.predict_by_bytes': 'answer',
    'workflow.predict_by_base64': 'answer', 'app.tag_urls': 'answer', 'app.tag_files': 'answer',
    'api.predict_model': 'answer', 'api.predict_concepts': 'answer',
    'api.predict_colors': 'answer', 'api.predict_embed': 'answer',
}

_SEARCHED = 'today a search of filters and ranks, which the client makes of the terms of 2.x'
_VERSIONED = ('concepts and options belong to a version of the model today: they count from the '
              'next training on')
_FEEDBACK = ('the platform takes no feedback any more and nothing is sent: add the corrected input '
             'to your app and train')
_TOKENS = ('there are no OAuth tokens any more: set CLARIFAI_PAT and remove the call')
_OUTPUTS = ('the outputs of an input are gone: predict with model.predict([...]), and change '
            'concepts with inputs.merge_concepts and inputs.delete_concepts')
_UPDATE = ('a name of 2.0.1 to 2.0.11, still answered')
_LISTED = 'with a PAT it lists the inputs and deletes them by their ids, which takes longer'
_OWN_ONLY = "with a PAT it lists your app's models only"
_NO_VERSION = 'makes no version any more: concepts and options are kept for the first training'
_EVALUATED = 'reads or asks for an evaluation, which took the place of metrics'
_CREATE = "app.create_model('pets', model_type_id='embedding-classifier')"
_UPLOAD = "app.inputs().%s"
_RANKS = "app.search().query(%s)"

# The first words of what is said for a category, when a rule has no words of its own.
DEFAULTS = {WORKS: 'works as is', PAT: 'works with a PAT (CLARIFAI_PAT)'}

# Rule: category, what to say ('' for the default), the call of today ('' where there is none).
CALLS = {
    'ClarifaiApp': (WORKS, 'takes its credentials from the environment or the config file; set '
                    'CLARIFAI_PAT, CLARIFAI_USER_ID and CLARIFAI_APP_ID for the platform of today',
                    'App(app_id=..., user_id=..., pat=...)'),
    'ApiClient': (WORKS, '', 'App(app_id=..., user_id=..., pat=...)'),
    'app.tag_urls': (PAT, 'predicts with the public general model, which an API key cannot reach',
                     "model.predict_by_url(url, 'image')"),
    'app.tag_files': (PAT, 'predicts with the public general model, which an API key cannot reach',
                      "model.predict_by_filepath(name, 'image')"),
    'app.wait_until_inputs_upload_finish': (CHANGED, 'waits now; in 2.6.2 it returned at once',
                                            ''),
    'app.wait_until_inputs_delete_finish': (WORKS, '', ''),
    'app.wait_until_models_delete_finish': (WORKS, '', ''),
    'app.wait_for_specific_input_uploads_to_finish': (WORKS, '', ''),
    'app.check_upgrade': (CHANGED, 'asks nobody any more and does nothing: remove the call', ''),

    'models.get': (WORKS, 'a model of your own app', "app.model('pets')"),
    'models.get_all': (CHANGED, _OWN_ONLY + "; Clarifai's with public_only=True",
                       'app.list_models()'),
    'models.get_by_page': (CHANGED, _OWN_ONLY + "; Clarifai's with public_only=True",
                           'app.list_models()'),
    'models.search': (WORKS, '', 'app.list_models()'),
    'models.create': (CHANGED, _NO_VERSION, _CREATE),
    'models.delete': (WORKS, '', "app.delete_model('pets')"),
    'models.bulk_delete': (WORKS, '', "app.delete_model('pets')"),
    'models.delete_all': (WORKS, '', "app.delete_model('pets')"),
    'models.clear_model_cache': (WORKS, '', ''),
    'models.init_model_cache': (WORKS, 'sends nothing any more', ''),

    'model.predict': (WORKS, '', "model.predict([Inputs.get_input_from_url('', image_url=url)])"),
    'model.predict_by_url': (WORKS, '', "model.predict_by_url(url, 'image')"),
    'model.predict_by_filename': (WORKS, '', "model.predict_by_filepath(name, 'image')"),
    'model.predict_by_bytes': (WORKS, '', "model.predict_by_bytes(data, 'image')"),
    'model.predict_by_base64': (WORKS, '', "model.predict_by_bytes(data, 'image')"),
    'model.train': (WORKS, '', 'model.train()'),
    'model.create_version': (WORKS, '', 'model.train()'),
    'model.evaluate': (WORKS, _EVALUATED, 'model.evaluate(dataset_id=...)'),
    'model.get_info': (WORKS, '', "app.call('GetModel', model_id=...)"),
    'model.get_concept_ids': (WORKS, '', "app.call('GetModelOutputInfo', model_id=...)"),
    'model.get_inputs': (WORKS, '', "app.call('ListModelInputs', model_id=...)"),
    'model.list_versions': (WORKS, '', 'model.list_versions()'),
    'model.get_version': (WORKS, '', "app.call('GetModelVersion', model_id=..., version_id=...)"),
    'model.delete_version': (WORKS, '', 'model.delete_version(version_id)'),
    'model.add_concepts': (CHANGED, _VERSIONED, 'model.update_params(concepts=[...])'),
    'model.merge_concepts': (CHANGED, _VERSIONED, 'model.update_params(concepts=[...])'),
    'model.delete_concepts': (CHANGED, _VERSIONED, 'model.update_params(concepts=[...])'),
    'model.update': (CHANGED, _VERSIONED, 'model.update_params(concepts=[...])'),
    'model.dict': (WORKS, '', ''),
    'model.send_concept_feedback': (GONE, _FEEDBACK, ''),
    'model.send_region_feedback': (GONE, _FEEDBACK, ''),

    'inputs.create_image': (WORKS, '', _UPLOAD % "upload_inputs([...])"),
    'inputs.create_image_from_url': (WORKS, '', _UPLOAD % "upload_from_url('id', image_url=url)"),
    'inputs.create_image_from_filename': (
        WORKS, '', _UPLOAD % "upload_from_file('id', image_file=name)"),
    'inputs.create_image_from_bytes': (
        WORKS, '', _UPLOAD % "upload_from_bytes('id', image_bytes=data)"),
    'inputs.create_image_from_base64': (
        WORKS, '', _UPLOAD % "upload_from_bytes('id', image_bytes=data)"),
    'inputs.bulk_create_images': (WORKS, 'takes 128 at most', _UPLOAD % 'bulk_upload(inputs)'),
    'inputs.check_status': (WORKS, '', "app.call('GetInputCount')"),
    'inputs.get': (WORKS, '', "app.call('GetInput', input_id=...)"),
    'inputs.get_all': (WORKS, '', _UPLOAD % 'list_inputs()'),
    'inputs.get_by_page': (WORKS, '', _UPLOAD % 'list_inputs(page_no=1, per_page=20)'),
    'inputs.delete': (WORKS, '', _UPLOAD % "delete_inputs([input])"),
    'inputs.delete_all': (CHANGED, _LISTED, _UPLOAD % 'delete_inputs(inputs)'),
    'inputs.update': (WORKS, '', _UPLOAD % 'patch_inputs([...])'),
    'inputs.bulk_update': (WORKS, '', _UPLOAD % 'patch_inputs([...])'),
    'inputs.add_concepts': (WORKS, '', _UPLOAD % 'patch_inputs([...])'),
    'inputs.merge_concepts': (WORKS, '', _UPLOAD % 'patch_inputs([...])'),
    'inputs.bulk_merge_concepts': (WORKS, '', _UPLOAD % 'patch_inputs([...])'),
    'inputs.delete_concepts': (WORKS, '', _UPLOAD % "patch_inputs([...], action='remove')"),
    'inputs.bulk_delete_concepts': (WORKS, '', _UPLOAD % "patch_inputs([...], action='remove')"),
    'inputs.merge_metadata': (WORKS, '', _UPLOAD % 'patch_inputs([...])'),
    'inputs.get_outputs': (GONE, _OUTPUTS, ''),
    'inputs.merge_outputs_concepts': (GONE, _OUTPUTS, ''),
    'inputs.remove_outputs_concepts': (GONE, _OUTPUTS, ''),
    'inputs.send_search_feedback': (GONE, _FEEDBACK, ''),
    'inputs.search': (WORKS, _SEARCHED, _RANKS % 'ranks=[...], filters=[...]'),
    'inputs.search_by_image': (PAT, 'compares with a model of Clarifai, which an API key cannot '
                               'reach', _RANKS % "ranks=[{'image_url': url}]"),
    'inputs.search_by_original_url': (WORKS, 'goes to a deprecated endpoint: no filter takes an '
                                      'address', "app.call('PostSearches')"),
    'inputs.search_by_metadata': (WORKS, _SEARCHED, _RANKS % "filters=[{'metadata': {...}}]"),
    'inputs.search_by_annotated_concepts': (
        WORKS, _SEARCHED, _RANKS % "filters=[{'concepts': [{'name': 'cat', 'value': 1}]}]"),
    'inputs.search_by_predicted_concepts': (
        WORKS, _SEARCHED, _RANKS % "ranks=[{'concepts': [{'name': 'cat', 'value': 1}]}]"),
    'inputs.search_by_geo': (WORKS, _SEARCHED, _RANKS % "filters=[{'geo_point': {...}}]"),

    'concepts.get': (WORKS, '', "app.call('GetConcept', concept_id=...)"),
    'concepts.get_all': (WORKS, '', 'app.list_concepts()'),
    'concepts.get_by_page': (WORKS, '', 'app.list_concepts(page_no=1, per_page=20)'),
    'concepts.search': (CHANGED, 'finds public concepts as well',
                        "app.call('PostConceptsSearches')"),
    'concepts.create': (WORKS, '', "app.call('PostConcepts', concepts=[...])"),
    'concepts.bulk_create': (WORKS, '', "app.call('PostConcepts', concepts=[...])"),
    'concepts.update': (WORKS, '', "app.call('PatchConcepts', concepts=[...])"),
    'concepts.bulk_update': (WORKS, '', "app.call('PatchConcepts', concepts=[...])"),

    'workflows.get': (WORKS, '', "app.workflow('id')"),
    'workflows.get_all': (WORKS, '', 'app.list_workflows()'),
    'workflows.get_by_page': (WORKS, '', 'app.list_workflows(page_no=1, per_page=20)'),
    'workflow.predict': (WORKS, '',
                         "workflow.predict([Inputs.get_input_from_url('', image_url=url)])"),
    'workflow.predict_by_url': (WORKS, '', "workflow.predict_by_url(url, 'image')"),
    'workflow.predict_by_filename': (WORKS, '', "workflow.predict_by_filepath(name, 'image')"),
    'workflow.predict_by_bytes': (WORKS, '', "workflow.predict_by_bytes(data, 'image')"),
    'workflow.predict_by_base64': (WORKS, '', "workflow.predict_by_bytes(data, 'image')"),

    'auth.get_token': (GONE, _TOKENS, ''),
    'api.get_token': (GONE, _TOKENS, ''),
    'api.set_token': (GONE, _TOKENS, ''),
    'api.delete_token': (GONE, _TOKENS, ''),
    'api.post_form': (GONE, _TOKENS, ''),
    'api.get_outputs': (GONE, _OUTPUTS, ''),
    'api.patch_outputs': (GONE, _OUTPUTS, ''),
    'api.send_model_feedback': (GONE, _FEEDBACK, ''),
    'api.send_search_feedback': (GONE, _FEEDBACK, ''),
    'api.predict_concepts': (PAT, '', "model.predict_by_url(url, 'image')"),
    'api.predict_colors': (PAT, '', "model.predict_by_url(url, 'image')"),
    'api.predict_embed': (PAT, '', "model.predict_by_url(url, 'image')"),
    'api.predict_model': (WORKS, '', "app.call('PostModelOutputs', model_id=..., inputs=[...])"),
    'api.predict_workflow': (WORKS, '', "app.call('PostWorkflowResults', workflow_id=...)"),
    'api.add_inputs': (WORKS, 'takes 128 at a time', _UPLOAD % 'bulk_upload(inputs)'),
    'api.get_inputs': (WORKS, '', _UPLOAD % 'list_inputs(page_no=1, per_page=20)'),
    'api.get_input': (WORKS, '', "app.call('GetInput', input_id=...)"),
    'api.get_inputs_status': (WORKS, '', "app.call('GetInputCount')"),
    'api.patch_inputs': (WORKS, '', _UPLOAD % 'patch_inputs([...])'),
    'api.delete_input': (WORKS, '', _UPLOAD % "delete_inputs([input])"),
    'api.delete_inputs': (WORKS, '', _UPLOAD % "delete_inputs([input])"),
    'api.delete_all_inputs': (CHANGED, _LISTED, _UPLOAD % 'delete_inputs(inputs)'),
    'api.search_inputs': (WORKS, _SEARCHED, _RANKS % 'ranks=[...], filters=[...]'),
    'api.get_models': (CHANGED, _OWN_ONLY, 'app.list_models()'),
    'api.get_model': (WORKS, '', "app.call('GetModel', model_id=...)"),
    'api.get_model_output_info': (WORKS, '', "app.call('GetModelOutputInfo', model_id=...)"),
    'api.get_model_versions': (WORKS, '', 'model.list_versions()'),
    'api.get_model_version': (WORKS, '',
                              "app.call('GetModelVersion', model_id=..., version_id=...)"),
    'api.get_model_inputs': (WORKS, '', "app.call('ListModelInputs', model_id=...)"),
    'api.create_model': (CHANGED, _NO_VERSION, _CREATE),
    'api.create_model_version': (WORKS, '', 'model.train()'),
    'api.patch_model': (CHANGED, _VERSIONED, 'model.update_params(concepts=[...])'),
    'api.run_model_evaluation': (WORKS, _EVALUATED, 'model.evaluate(dataset_id=...)'),
    'api.delete_model': (WORKS, '', "app.delete_model('pets')"),
    'api.delete_models': (WORKS, '', "app.delete_model('pets')"),
    'api.delete_all_models': (WORKS, '', "app.delete_model('pets')"),
    'api.delete_model_version': (WORKS, '', 'model.delete_version(version_id)'),
    'api.search_models': (WORKS, '', 'app.list_models()'),
    'api.get_concepts': (WORKS, '', 'app.list_concepts()'),
    'api.get_concept': (WORKS, '', "app.call('GetConcept', concept_id=...)"),
    'api.add_concepts': (WORKS, '', "app.call('PostConcepts', concepts=[...])"),
    'api.patch_concepts': (WORKS, '', "app.call('PatchConcepts', concepts=[...])"),
    'api.search_concepts': (CHANGED, 'finds public concepts as well',
                            "app.call('PostConceptsSearches')"),
    'api.get_workflows': (WORKS, '', 'app.list_workflows()'),
    'api.get_workflow': (WORKS, '', "app.workflow('id')"),
    'api.update_input': (WORKS, _UPDATE, _UPLOAD % 'patch_inputs([...])'),
    'api.update_inputs': (WORKS, _UPDATE, _UPLOAD % 'patch_inputs([...])'),
    'api.update_model': (CHANGED, _VERSIONED, 'model.update_params(concepts=[...])'),
    'api.update_model_concepts': (CHANGED, _VERSIONED, 'model.update_params(concepts=[...])'),
    'api.get_model_by_id': (CHANGED, 'deprecated: get_model is the same',
                            "app.call('GetModel', model_id=...)"),
    'api.get_model_output_info_by_id': (CHANGED, 'deprecated: get_model_output_info is the same',
                                        "app.call('GetModelOutputInfo', model_id=...)"),
    'solutions.predict_by_url': (GONE, 'the moderation host is gone: use '
                                 'app.public_models.moderation_model.predict_by_url',
                                 "model.predict_by_url(url, 'image')"),

    'Inputs': (WORKS, 'app.inputs is one', 'app.inputs()'),
    'Models': (WORKS, 'app.models is one', 'app.list_models()'),
    'Concepts': (WORKS, 'app.concepts is one', 'app.list_concepts()'),
    'Workflows': (WORKS, 'app.workflows is one', 'app.list_workflows()'),
    'Model': (WORKS, 'pass model_id= or the answer that the model was in', "app.model('pets')"),
    'Workflow': (WORKS, '', "app.workflow('id')"),
    'Image': (WORKS, '', "Inputs.get_input_from_url('', image_url=url)"),
    'Video': (WORKS, '', "Inputs.get_input_from_url('', video_url=url)"),
    'Concept': (WORKS, '', "Inputs.get_input_from_url('', image_url=url, labels=['cat'])"),
    'GeoPoint': (WORKS, '', _RANKS % "filters=[{'geo_point': {...}}]"),
    'GeoLimit': (WORKS, '', _RANKS % "filters=[{'geo_point': {...}}]"),
    'GeoBox': (WORKS, '', ''), 'Geo': (WORKS, '', ''), 'Region': (WORKS, '', ''),
    'RegionInfo': (WORKS, '', ''), 'BoundingBox': (WORKS, '', ''),
    'SearchQueryBuilder': (WORKS, _SEARCHED, _RANKS % 'ranks=[...], filters=[...]'),
    'InputSearchTerm': (WORKS, _SEARCHED, _RANKS % 'filters=[...]'),
    'OutputSearchTerm': (WORKS, _SEARCHED, _RANKS % 'ranks=[...]'),
    'ModelOutputInfo': (WORKS, '', ''),
    'ModelOutputConfig': (WORKS, '', "model.predict_by_url(url, 'image', "
                          "output_config={'max_concepts': 3, 'min_value': 0.9})"),
    'Face': (CHANGED, 'faces are concepts of a region today: its identity is sent so', ''),
    'FaceIdentity': (CHANGED, 'faces are concepts of a region today: it is sent so', ''),
    'FeedbackInfo': (GONE, _FEEDBACK, ''),
    'ModelSolutionsModeration': (GONE, 'the moderation host is gone: use '
                                 'app.public_models.moderation_model', ''),
}

# Keywords: the rule's beginning ('' for any), the keyword, then as above.
KEYWORDS = (
    ('', 'crop', GONE, 'cropping left the platform in November 2019: cut the picture and send its '
     'bytes', ''),
    ('', 'feedback_info', GONE, _FEEDBACK, ''),
    ('app.tag_', 'model', CHANGED, 'deprecated: the keyword is model_name since 2.0.28', ''),
    ('inputs.search_by_metadata', 'meta', CHANGED, 'deprecated: the keyword is metadata', ''),
    ('inputs.bulk_', 'label_lists', CHANGED, 'deprecated: the keyword is concept_lists', ''),
)

# Deprecated forms and what stands in their place: names of keywords, and of methods.
RENAMED_KEYWORDS = {
    ('app.tag_urls', 'model'): 'model_name', ('app.tag_files', 'model'): 'model_name',
    ('inputs.search_by_metadata', 'meta'): 'metadata',
    ('inputs.bulk_merge_concepts', 'label_lists'): 'concept_lists',
    ('inputs.bulk_delete_concepts', 'label_lists'): 'concept_lists',
}
RENAMED_METHODS = {
    'api.get_model_by_id': 'get_model',
    'api.get_model_output_info_by_id': 'get_model_output_info',
}

# Attributes that are read or set, and were never in the reference.
ATTRIBUTES = {
    'app.api': (WORKS, 'the client below the app', "app.call('...')"),
    'api.session': (WORKS, 'the requests session; ClarifaiApp(session=...) gives one of your own',
                    'App(session=...)'),
    'session.proxies': (WORKS, 'ClarifaiApp(session=...) or HTTPS_PROXY does the same',
                        'App(session=...)'),
    'model.model_version': (WORKS, 'the version that predictions are made with; those of public '
                            'models of 2.x may be gone', "app.model('pets', "
                            "model_version={'id': '...'})"),
}

# Keys of answers that tell one of 2.x wherever they stand.
ANSWER_KEYS = frozenset((
    'outputs', 'output', 'concepts', 'colors', 'regions', 'frames', 'face', 'w3c', 'raw_hex',
    'frame_info', 'region_info', 'bounding_box', 'age_appearance', 'gender_appearance',
    'multicultural_appearance', 'embeddings', 'clusters', 'results', 'output_info'))
_FACE = ('with a PAT it is the workflow Demographics that answers, in this shape; its names are '
         "today's, such as 20-29 and Feminine")
# Key: what is said of an answer in which it is read; the first that fits.
ANSWERS = (
    ('output', GONE, "no answer has the key 'output'; it is 'outputs'", ''),
    ('face', CHANGED, _FACE, "answer.outputs[0].data.regions"),
    ('age_appearance', CHANGED, _FACE, "answer.outputs[0].data.regions"),
    ('gender_appearance', CHANGED, _FACE, "answer.outputs[0].data.regions"),
    ('multicultural_appearance', CHANGED, _FACE, "answer.outputs[0].data.regions"),
    ('output_info', WORKS, 'put back from the version, where it stands today',
     "app.call('GetModelOutputInfo', model_id=...)"),
    ('frame_info', WORKS, '', 'answer.outputs[0].data.frames'),
    ('frames', WORKS, '', 'answer.outputs[0].data.frames'),
    ('w3c', WORKS, '', 'answer.outputs[0].data.colors'),
    ('colors', WORKS, '', 'answer.outputs[0].data.colors'),
    ('regions', WORKS, '', 'answer.outputs[0].data.regions'),
    ('region_info', WORKS, '', 'answer.outputs[0].data.regions'),
    ('results', WORKS, '', 'answer.results[0].outputs'),
    ('status', WORKS, '', 'answer.status.code'),
    ('model', WORKS, "has the id and name that were asked for; today's are platform_id and "
     'platform_name', 'answer.outputs[0].model.id'),
    ('outputs', WORKS, '', 'answer.outputs[0].data.concepts'),
    ('concepts', WORKS, '', 'answer.outputs[0].data.concepts'),
    ('', WORKS, '', 'answer.outputs[0].data'),
)

V1_GONE = ("the API v1 and its service are gone: ClarifaiApp, then "
           "app.public_models.general_model.predict_by_url(url), does what tagging did")
V1_ADDRESS = r'api\.clarifai\.com/v1\b'
ENVIRONMENT = ('CLARIFAI_API_KEY', 'CLARIFAI_APP_ID', 'CLARIFAI_APP_SECRET', 'CLARIFAI_PAT')
IDS_GONE = ('app id and secret open nothing any more: remove them, and set CLARIFAI_PAT, '
            'CLARIFAI_USER_ID and CLARIFAI_APP_ID')
# Arguments that are secrets, and where they are taken from without one.
SECRETS = (('api_key', 'CLARIFAI_API_KEY'), ('pat', 'CLARIFAI_PAT'),
           ('token', 'CLARIFAI_SESSION_TOKEN'))
SECRET_IN_CODE = 'a secret stands in the code: move it to the environment (%s)'
KEY_IN_CODE = ('a key stands in the code: move it to the environment (CLARIFAI_API_KEY); '
               "Clarifai's public models need CLARIFAI_PAT")
