"""The operations of `ApiClient` on models and workflows, with the names of 2.x."""
from __future__ import absolute_import

from clarifai import deprecation
from clarifai.errors import ApiClientError, UserError
from clarifai.redact import shown
from clarifai.rest.arguments import (check_media, checked_id, checked_ids, concept_dicts,
                                     page_params)
from clarifai.rest.constants import GENERAL_MODEL_ID
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo

FIRST_PAGE = {'page': 1, 'per_page': 20}


class ModelCalls(object):
    """Mixed into `ApiClient`, which sends them."""

    # Models

    def get_models(self, page=1, per_page=20, public_only=False):
        """List models (``GET /models``).

        Args:
            page (int): the page, from 1.
            per_page (int): models per page.
            public_only (bool): Clarifai's own.  With only an API key there is one list of both,
                as in 2.x; with a PAT there are two.
        """
        return self._call('get_public_models' if public_only else 'get_models',
                          params=page_params(page, per_page))

    def known_model_id(self, name, model_type=None):
        """The id of a model whose name needs no look-up, or None.  Sends nothing."""
        return self._dialect.known_model_id(name, model_type)

    @deprecation.accepts_forms('(model_id, output_info=False)')
    def get_model(self, model_id=None, model_version_id=None, output_info=False):
        """Get a model (``GET /models/{model_id}``).

        Args:
            model_id (str): its id.
            model_version_id (str): a version, in place of the newest.
            output_info (bool): 2.0.1 had it as the second argument: with the model's concepts.
        """
        if model_version_id is True or output_info:
            return self.get_model_output_info(model_id)
        params = {'version_id': model_version_id} if model_version_id else None
        return self._call('get_model', {'model_id': model_id}, params)

    def get_model_output_info(self, model_id=None, model_version_id=None):
        """Get a model with its concepts (``GET /models/{model_id}/output_info``)."""
        return self._call_model('get_model_output_info', 'get_model_version_output_info',
                                model_id, model_version_id)

    def get_model_versions(self, model_id=None, page=1, per_page=20, id=None):
        """List a model's versions (``GET /models/{model_id}/versions``)."""
        model_id = deprecation.renamed('id', id, 'model_id', model_id)
        return self._call('get_model_versions', {'model_id': model_id},
                          page_params(page, per_page))

    def get_model_version(self, model_id=None, version_id=None, id=None, version=None):
        """Get a model's version (``GET /models/{model_id}/versions/{version_id}``)."""
        model_id = deprecation.renamed('id', id, 'model_id', model_id)
        version_id = deprecation.renamed('version', version, 'version_id', version_id)
        return self._call('get_model_version', {'model_id': model_id, 'version_id': version_id})

    def delete_model_version(self, model_id, model_version):
        """Delete a model's version (``DELETE /models/{model_id}/versions/{version_id}``)."""
        return self._call('delete_model_version',
                          {'model_id': model_id, 'version_id': model_version})

    def delete_model(self, model_id):
        """Delete a model with all its versions (``DELETE /models/{model_id}``)."""
        return self._call('delete_model', {'model_id': model_id})

    def delete_models(self, model_ids):
        """Delete models by their ids (``DELETE /models``), in batches of 128."""
        return self._in_batches('delete_models', checked_ids(model_ids, 'model_ids'),
                                lambda batch: {'ids': batch})

    def delete_all_models(self):
        """Delete all models of the app (``DELETE /models``)."""
        return self._call('delete_all_models', params={'delete_all': True})

    def get_model_inputs(self, model_id, version_id=None, page=1, per_page=20):
        """List the inputs a model was trained with (``GET /models/{model_id}/inputs``)."""
        return self._call_model('get_model_inputs', 'get_model_version_inputs', model_id,
                                version_id, page_params(page, per_page))

    def search_models(self, name=None, model_type=None):
        """Search models (``POST /models/searches``).

        Args:
            name (str): a name; ``*`` stands for any text.
            model_type (str): a type such as 'concept', 'color' or 'embed'.
        """
        query = {}
        if name is not None:
            query['name'] = name
        if model_type is not None:
            query['type'] = model_type
        if not query:
            raise UserError('search_models needs a name, a model_type, or both')
        return self._call('search_models', params={'model_query': query})

    def create_model(self, model_id, model_name=None, concepts=None,
                     concepts_mutually_exclusive=False, closed_environment=False,
                     hyper_parameters=None):
        """Create a model (``POST /models``).

        Args:
            model_id (str): its id.
            model_name (str): its name; the id unless given.
            concepts (list of str): the ids of its concepts.
            concepts_mutually_exclusive (bool): whether only one of them can be true.
            closed_environment (bool): whether what is not annotated counts as not true.
            hyper_parameters (dict): settings of its training.
        """
        info = {'output_config': {}}
        if concepts:
            info['data'] = {'concepts': concept_dicts(concepts, 'concepts')}
        if concepts_mutually_exclusive:
            info['output_config']['concepts_mutually_exclusive'] = True
        if closed_environment:
            info['output_config']['closed_environment'] = True
        if hyper_parameters:
            info['output_config']['hyper_params'] = hyper_parameters
        model_name = model_name or model_id
        return self._call('create_model', params={
            'model': {'id': checked_id(model_id, 'model_id'), 'name': model_name,
                      'output_info': info}})

    def patch_model(self, model, action='merge'):
        """Change a model (``PATCH /models``).

        Args:
            model (dict or Model): its id with what is to be merged and so on.
            action (str): 'merge', 'remove' or 'overwrite'.
        """
        self._check_action(action, self.patch_actions)
        if hasattr(model, 'dict'):
            model = model.dict()['model']
        return self._call('patch_model', params={'action': action, 'models': [model]})

    def create_model_version(self, model_id):
        """Train a model, which makes a new version (``POST /models/{model_id}/versions``)."""
        return self._call('create_model_version', {'model_id': model_id}, {})

    def predict_model(self, model_id, objs, version_id=None, model_output_info=None):
        """Predict inputs (``POST /models/{model_id}/outputs``), in batches of 128.

        Args:
            model_id (str): the model's id.
            objs (list of Image or Video): the inputs; those without content are left out.
            version_id (str): a version of the model, in place of the newest.
            model_output_info (ModelOutputInfo): how to answer.
        """
        check_media(objs, 'objs', most=None)
        if model_output_info is not None and not isinstance(model_output_info, ModelOutputInfo):
            raise UserError('model_output_info must be a ModelOutputInfo, not %s'
                            % shown(model_output_info))
        info = model_output_info.dict() if model_output_info is not None else {}
        options = {'model': info} if info else {}
        operation, ids = _with_version('predict_model', 'predict_model_version', model_id,
                                       version_id)
        return self._in_batches(operation, [one.sendable() for one in objs if one.has_content()],
                                lambda batch: dict(options, inputs=batch), ids)

    def predict_concepts(self, objs, lang=None):
        """Predict inputs with the general model.

        Args:
            objs (list of Image or Video): the inputs.
            lang (str): the language of concept names, such as 'zh'.
        """
        model = self.get_model(GENERAL_MODEL_ID).get('model') or {}
        info = ModelOutputInfo(output_config=ModelOutputConfig(language=lang)) if lang else None
        return self.predict_model(model.get('id') or GENERAL_MODEL_ID, objs,
                                  model_output_info=info)

    def predict_colors(self, objs):
        """Find the colours of pictures with the public model of type 'color'."""
        return self._predict_found('color', 'color', objs)

    def predict_embed(self, objs, model='general*'):
        """Get the embeddings of inputs with a model of type 'embed'."""
        return self._predict_found(model, 'embed', objs)

    def run_model_evaluation(self, model_id, version_id):
        """Evaluate a version (``POST /models/{model_id}/versions/{version_id}/metrics``)."""
        return self._call('run_model_evaluation',
                          {'model_id': model_id, 'version_id': version_id}, {})

    def send_model_feedback(self, model_id, version_id, obj):
        """Correct a prediction (``POST /models/{model_id}/feedback``, until 2.6.2)."""
        return self._call_model('send_model_feedback', 'send_model_version_feedback', model_id,
                                version_id, {'input': obj.dict()})

    # Workflows

    def get_workflows(self, public_only=False, page=1, per_page=20):
        """List workflows (``GET /workflows``).

        Args:
            public_only (bool): list Clarifai's public ones in place of the app's.
            page (int): the page, from 1.
            per_page (int): workflows per page.
        """
        params = page_params(page, per_page)
        if params == FIRST_PAGE:
            params = None  # 2.6.2 asked without
        return self._call('get_public_workflows' if public_only else 'get_workflows',
                          params=params)

    def get_workflow(self, workflow_id=None):
        """Get a workflow (``GET /workflows/{workflow_id}``)."""
        return self._call('get_workflow', {'workflow_id': workflow_id})

    def predict_workflow(self, workflow_id, objs, output_config=None):
        """Predict inputs with a workflow (``POST /workflows/{workflow_id}/results``).

        They go in batches of 128.

        Args:
            workflow_id (str): the workflow's id.
            objs (list of Image or Video): the inputs; those without content are left out.
            output_config (ModelOutputConfig): how to answer.
        """
        check_media(objs, 'objs', most=None)
        if output_config is not None and not isinstance(output_config, ModelOutputConfig):
            raise UserError('output_config must be a ModelOutputConfig, not %s'
                            % shown(output_config))
        options = output_config.dict() if output_config is not None else {}
        return self._in_batches('predict_workflow',
                                [one.sendable() for one in objs if one.has_content()],
                                lambda batch: dict(options, inputs=batch),
                                {'workflow_id': workflow_id})

    def _call_model(self, operation, with_version, model_id, version_id, params=None):
        operation, ids = _with_version(operation, with_version, model_id, version_id)
        return self._call(operation, ids, params)

    def _predict_found(self, name, model_type, objs):
        model_id = self.known_model_id(name.rstrip('*'), model_type)
        if model_id is None:
            models = self.search_models(name, model_type).get('models')
            if not models:
                raise ApiClientError('the server has no model called %s of type %s'
                                     % (shown(name), shown(model_type)))
            model_id = models[0].get('id')
        return self.predict_model(model_id, objs)


def _with_version(operation, with_version, model_id, version_id):
    """An operation on a model and its ids, or the one on a version when that is given."""
    if version_id:
        return with_version, {'model_id': model_id, 'version_id': version_id}
    return operation, {'model_id': model_id}
