"""The wire of 2.6.2: unscoped routes, bodies as its serialisation wrote them."""
from __future__ import absolute_import

from clarifai.connection import Request, segment
from clarifai.errors import ApiError, UserError
from clarifai.forking import importing
from clarifai.rest.dialects.concept_values import with_concept_values
from clarifai.rest.general_model import DEFAULT_TAG_MODEL, GENERAL_MODEL_ID

# What a request would need to go with a PAT.
OF_THE_PLATFORM = ('CLARIFAI_PAT', 'CLARIFAI_USER_ID', 'CLARIFAI_APP_ID')


class Route(object):
    """Where an operation was in 2.6.2.

    Attributes:
        method (str): the verb.
        path (str): the path below /v2, ids in braces.
        repeatable (bool): whether doing it twice does no harm: reads, searches and predictions
            change nothing, deletions and writes with ids of the caller's choice end the same.
    """

    def __init__(self, method, path, repeatable):
        self.method = method
        self.path = path
        self.repeatable = repeatable


ROUTES = {
    'add_inputs': Route('POST', '/inputs', False),
    'search_inputs': Route('POST', '/searches', True),
    'get_input': Route('GET', '/inputs/{input_id}', True),
    'get_inputs': Route('GET', '/inputs', True),
    'get_inputs_status': Route('GET', '/inputs/status', True),
    'delete_input': Route('DELETE', '/inputs/{input_id}', True),
    'delete_inputs': Route('DELETE', '/inputs', True),
    'delete_all_inputs': Route('DELETE', '/inputs', True),
    'patch_inputs': Route('PATCH', '/inputs', True),
    'send_search_feedback': Route('POST', '/searches/feedback', False),
    'get_concept': Route('GET', '/concepts/{concept_id}', True),
    'get_concepts': Route('GET', '/concepts', True),
    'add_concepts': Route('POST', '/concepts', True),
    'search_concepts': Route('POST', '/concepts/searches', True),
    'patch_concepts': Route('PATCH', '/concepts', True),
    'get_models': Route('GET', '/models', True),
    'get_public_models': Route('GET', '/models', True),  # one list of both
    'get_model': Route('GET', '/models/{model_id}', True),
    'get_model_output_info': Route('GET', '/models/{model_id}/output_info', True),
    'get_model_version_output_info': Route(
        'GET', '/models/{model_id}/versions/{version_id}/output_info', True),
    'get_model_versions': Route('GET', '/models/{model_id}/versions', True),
    'get_model_version': Route('GET', '/models/{model_id}/versions/{version_id}', True),
    'delete_model_version': Route('DELETE', '/models/{model_id}/versions/{version_id}', True),
    'delete_model': Route('DELETE', '/models/{model_id}', True),
    'delete_models': Route('DELETE', '/models', True),
    'delete_all_models': Route('DELETE', '/models', True),
    'get_model_inputs': Route('GET', '/models/{model_id}/inputs', True),
    'get_model_version_inputs': Route(
        'GET', '/models/{model_id}/versions/{version_id}/inputs', True),
    'search_models': Route('POST', '/models/searches', True),
    'create_model': Route('POST', '/models', True),
    'patch_model': Route('PATCH', '/models', True),
    'create_model_version': Route('POST', '/models/{model_id}/versions', False),
    'predict_model': Route('POST', '/models/{model_id}/outputs', True),
    'predict_model_version': Route(
        'POST', '/models/{model_id}/versions/{version_id}/outputs', True),
    'run_model_evaluation': Route(
        'POST', '/models/{model_id}/versions/{version_id}/metrics', False),
    'send_model_feedback': Route('POST', '/models/{model_id}/feedback', False),
    'send_model_version_feedback': Route(
        'POST', '/models/{model_id}/versions/{version_id}/feedback', False),
    'get_workflows': Route('GET', '/workflows', True),
    'get_public_workflows': Route('GET', '/public_workflows', True),
    'get_workflow': Route('GET', '/workflows/{workflow_id}', True),
    'predict_workflow': Route('POST', '/workflows/{workflow_id}/results', True),
}


class Legacy(object):
    """The dialect of 2.6.2; see `clarifai.rest.dialects`."""

    def perform(self, operation, ids, params, send):
        """Send an operation as 2.6.2 did."""
        route = ROUTES.get(operation)
        if route is None or 'ranks' in _query(params) or 'filters' in _query(params):
            raise UserError('%s is of today\'s platform: set CLARIFAI_PAT, CLARIFAI_USER_ID and '
                            'CLARIFAI_APP_ID to use it' % operation)
        path = '/v2' + route.path.format(**dict((name, segment(name, value))
                                                for name, value in ids.items()))
        if '/' in ids.get('model_id', ''):
            _refuse_model_url(ids['model_id'])
        repeatable = route.repeatable or (operation == 'add_inputs' and _all_have_ids(params))
        if route.method != 'GET':
            params = with_concept_values(params)
        try:
            return send(Request(route.method, path, params, repeatable, 'api_key'))
        except ApiError as error:
            with importing:
                from clarifai.rest.dialects import refusals  # which nothing but a refusal needs
            error.hint = refusals.hint_at(error, operation, ids, params, missing=OF_THE_PLATFORM)
            raise

    def locate(self, resource):
        """The path as it is."""
        return '/v2/' + resource, 'api_key'

    def known_model_id(self, name, model_type):
        """The general model by its name of 2.x, which most programs ask for."""
        if name == DEFAULT_TAG_MODEL and model_type in (None, 'concept'):
            return GENERAL_MODEL_ID
        return None


def _refuse_model_url(model_id):
    with importing:
        from clarifai.rest import catalogue  # an id as 2.x had them is no URL
    if catalogue.is_model_url(model_id):
        raise UserError(catalogue.PUBLIC_NEEDS_PAT)


def _query(params):
    return (params or {}).get('query') or {}


def _all_have_ids(params):
    return all(item.get('id') for item in params['inputs'])
