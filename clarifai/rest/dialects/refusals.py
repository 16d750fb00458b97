"""Why the server may have refused an operation, by what was sent and not by its words alone."""
from __future__ import absolute_import

from clarifai import advice
from clarifai.advice import Advice
from clarifai.operations.scopes import misses_an_app
from clarifai.rest import catalogue
from clarifai.status_codes import CONN_KEY_INVALID, status_meant

# What nobody but its owner can do with a model, and what runs one.
CHANGES = frozenset((
    'create_model_version', 'delete_model', 'delete_model_version', 'delete_models', 'patch_model',
    'patch_models', 'patch_model_versions', 'run_model_evaluation'))
RUNS = frozenset(('predict_model', 'predict_model_version', 'predict_workflow', 'search_inputs'))

PUBLIC_MODEL = 'This is one of Clarifai\'s public models'
PUBLIC_WORKFLOWS = 'These are Clarifai\'s public workflows'
PUBLIC_WORKFLOW = '%s is one of Clarifai\'s public workflows'


def hint_at(error, operation, ids, params, with_pat=False, missing=()):
    """What to do about a refusal.

    Args:
        error (ApiError): the refusal.
        operation (str), ids (dict), params (dict): what was to be done, as the dialect got it.
        with_pat (bool): whether the request went with a PAT, and not with an API key.
        missing (tuple of str): the settings that a request with a PAT would have needed.

    Returns:
        Advice: or None when nothing is known but what the status says.
    """
    meant = status_meant(error)
    if meant is None:
        return None
    if error.error_code == CONN_KEY_INVALID and not with_pat:
        # Every API key is bound to an app.
        return Advice(advice.PAT_AS_KEY if misses_an_app(error) else advice.CHECK_KEY, {})
    hint = _on_models(meant, operation, model_ids(operation, ids, params), with_pat)
    if hint is not None or meant not in (401, 403, 404) or with_pat:
        return hint
    workflows = _public_workflows(operation, ids, missing)
    if workflows:
        return Advice(advice.PUBLIC_NEEDS_PAT, {
            'what': workflows, 'key_is_suspect': meant == 401})
    if operation in RUNS and meant != 401:
        return Advice(advice.RUNNING_NEEDS_PAT, {'missing': missing})
    return None


def _public_workflows(operation, ids, missing):
    """What to call the public workflows that an operation needs a PAT for, or None."""
    if operation == 'get_public_workflows':
        return PUBLIC_WORKFLOWS
    if 'CLARIFAI_PAT' not in missing:
        return None
    workflow_id = catalogue.find_workflow(ids.get('workflow_id'))
    return PUBLIC_WORKFLOW % workflow_id if workflow_id else None


def model_ids(operation, ids, params):
    """The ids of the models that an operation is about."""
    if ids.get('model_id'):
        return [ids['model_id']]
    if operation == 'delete_models':
        return params['ids']
    if operation in ('patch_model', 'patch_models'):
        return [model.get('id') for model in params['models']]
    return []


def public_model_to_change(operation, named):
    """The first of some models that is public, when an operation is to change it; else None.

    Args:
        operation (str): the operation.
        named (list of str): ids, as of `model_ids`.
    """
    if operation not in CHANGES:
        return None
    return next((model_id for model_id in named if catalogue.find_by_id(model_id)), None)


def _on_models(meant, operation, named, with_pat):
    fixed = public_model_to_change(operation, named)
    if fixed is not None and 400 <= meant < 500 and meant not in (402, 429):
        return Advice(advice.PUBLIC_IS_FIXED, {'model_id': fixed, 'key_is_suspect': meant == 401})
    if meant not in (401, 403, 404):
        return None
    for model_id in named:
        public = catalogue.find(model_id)
        if public is None and model_id not in catalogue.decommissioned_ids():
            continue
        if public is not None and not catalogue.is_id(model_id) and meant != 401:
            if operation in CHANGES:
                return Advice(advice.PUBLIC_IS_FIXED, {'model_id': model_id})
            if with_pat or operation != 'get_model':  # which is how names are looked up
                return Advice(advice.NAME_AS_ID, {'name': model_id})
        if catalogue.retirement_notice(model_id):
            return Advice(advice.PUBLIC_IS_GONE, {
                'model_id': model_id, 'key_is_suspect': meant == 401 and not with_pat})
        if not with_pat:
            return Advice(advice.PUBLIC_NEEDS_PAT, {
                'what': PUBLIC_MODEL, 'key_is_suspect': meant == 401})
    return None
