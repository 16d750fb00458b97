"""ApiClient: credentials, a dialect and a session, and the operations of the REST API over them."""
from __future__ import absolute_import

import copy

from clarifai import credentials, deprecation, logs
from clarifai.answers import code_of, object_in, objects_in, text_in
from clarifai.compat import PY2
from clarifai.connection import Connection
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.forking import importing
from clarifai.json_values import as_unicode, checked_json
from clarifai.lazy import lazy
from clarifai.paging import BATCH, in_batches
from clarifai.redact import clean, shown
from clarifai.rest import http_client
from clarifai.rest.arguments import (check_media, check_new_id, checked_dict, checked_feedback,
                                     checked_id, checked_ids, checked_inputs, checked_names,
                                     concept_dicts, model_dict, page_params)
from clarifai.rest.concept import Concept
from clarifai.rest.deprecated_calls import DeprecatedCalls
from clarifai.rest.general_model import GENERAL_MODEL_ID
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo
from clarifai.status_codes import FAILED_IN_PART
from clarifai.versions import CLIENT_HEADERS

FIRST_PAGE = {'page': 1, 'per_page': 20}

# What models can be listed by (``ListModelsRequest`` of clarifai-grpc), with the type of its value.
MODEL_FILTERS = {
    'model_type_id': str, 'search': str, 'license': str, 'creator': str, 'toolkits': list,
    'use_cases': list, 'languages': list, 'input_fields': list, 'output_fields': list,
    'additional_fields': list, 'model_version_ids': list, 'trained_only': bool,
    'featured_only': bool, 'starred_only': bool, 'sort_ascending': bool, 'sort_by_name': bool,
    'sort_by_num_inputs': bool, 'sort_by_created_at': bool, 'sort_by_modified_at': bool,
    'sort_by_star_count': bool, 'sort_by_relevance': bool,
}


def _of_connection(name, text):
    """An attribute that a client shares with its connection."""
    return property(lambda self: getattr(self.connection, name),
                    lambda self, value: setattr(self.connection, name, value), doc=text)


class ApiClient(DeprecatedCalls):
    """The REST API of one app, operation by operation.

    The methods return the JSON of the answer as a dict.  All of them raise `UserError` for wrong
    arguments, before anything is sent, and `ApiError` when the server refuses, fails or cannot be
    reached.  One client may be used from many threads.

    Args:
        app_id (str): the id of the app; beside `app_secret` the OAuth id of 2.0 to 2.2, of no use
            any more.
        app_secret (str): the OAuth secret of 2.0 to 2.2.
        base_url (str): where the API is; else ``CLARIFAI_API_BASE``, the config file, or
            https://api.clarifai.com.
        api_key (str): the API key; else ``CLARIFAI_API_KEY`` or the config file.
        quiet (bool): False logs to the error output what is sent.
        log_level (int): a level of `logging` for that, in place of INFO.
        pat (str): a personal access token; else ``CLARIFAI_PAT`` or the config file.
        user_id (str): the owner of the app; else ``CLARIFAI_USER_ID`` or the config file.
        dialect (str): 'legacy' or 'platform'; else ``CLARIFAI_DIALECT``, or what the credentials
            are good for.
        timeout (float or tuple): seconds to connect and between two bytes of an answer, one number
            for both or one for each, of which None means no limit; 10 and 60 unless given.
        retry (RetryPolicy): whether and when a request is sent again.
        session (requests.Session): what to send with, for instance one with certificates or
            proxies of its own.
        token (str): a session token in place of a PAT; else ``CLARIFAI_SESSION_TOKEN``.
        max_answer (int): the most bytes that an answer may have when it is unpacked; 64 MiB unless
            given.

    Attributes:
        session (requests.Session): what requests are sent with; set its proxies or headers.
        timeout (tuple), retry (RetryPolicy), max_answer (int): as above; None for what is usual.
        pickle_secrets (bool): whether a pickle has the key and the PAT in it.  It does not unless
            this is set to True: the process that reads it takes them from its own environment or
            config file.
        logs_failed_items (bool): whether a mixed success leaves a warning in the log; bulk work,
            which has a result for each item, does without.
        base_url (str): the host (and path) of the API, `scheme` its scheme, `basev2` both.
        headers (dict): what goes along with each request, but for the key.

    Raises:
        UserError: there is neither an API key nor a PAT, or the config file cannot be read.
    """

    patch_actions = ['merge', 'remove', 'overwrite']
    concepts_patch_actions = ['overwrite']
    pickle_secrets = False
    logs_failed_items = True

    @deprecation.accepts_forms(
        '(app_id=None, app_secret=None, base_url=None, quiet=False)',
        '(app_id=None, app_secret=None, base_url=None, quiet=True)')
    def __init__(self, app_id=None, app_secret=None, base_url=None, api_key=None, quiet=True,
                 log_level=None, pat=None, user_id=None, dialect=None, timeout=None, retry=None,
                 session=None, token=None, max_answer=None):
        if isinstance(api_key, bool):  # the fourth argument was quiet until 2.0.21
            api_key, quiet = None, api_key
        sources = credentials.Sources()
        self.connection = Connection(
            api_key, pat, token, user_id, app_id, app_secret, base_url, session, timeout, retry,
            http_client=_http_client, sources=sources, max_answer=max_answer)
        self._use(app_id, app_secret, credentials.find_dialect(dialect, sources).value)
        logs.show(quiet, log_level)

    @classmethod
    def over(cls, connection, user_id, app_id):
        """A client over a connection that is there.

        Args:
            connection (Connection): what to send with.
            user_id (str), app_id (str): whose app it is about.
        """
        made = cls.__new__(cls)
        made.connection = connection.used_by(_http_client, user_id, app_id)
        made._use(app_id, None, None)
        return made

    def _use(self, app_id, app_secret, dialect_name):
        self.app_id = app_id or ''
        self.app_secret = app_secret or ''
        self.scheme, self.base_url = self.basev2.split('://', 1)
        self.headers = dict(CLIENT_HEADERS, **{'Content-Type': 'application/json'})
        self._dialect_name = dialect_name or self._fitting_dialect()

    def _fitting_dialect(self):
        here = self.connection
        return 'platform' if here.has_pat or (here.user_id and here.app_id) else 'legacy'

    @lazy
    def _dialect(self):
        """What makes requests of operations; see `clarifai.rest.dialects`."""
        if self._dialect_name == 'legacy':
            from clarifai.rest.dialects.legacy import Legacy
            return Legacy()
        from clarifai.rest.dialects.platform import Platform
        from clarifai.rest.dialects.platform.places import Places
        here = self.connection
        return Platform(Places(here.has_key, here.has_pat, here.user_id, here.app_id))

    api_key = _of_connection('api_key', 'The API key, or None.')
    pat = _of_connection('pat', 'The personal access token, or None.')
    token = _of_connection('token', 'The session token in place of a PAT, or None.')
    basev2 = _of_connection('base_url', 'The address of the API, with its scheme.')
    timeout = _of_connection('timeout', 'The limits in seconds; None for what is usual.')
    retry = _of_connection('retry', 'The RetryPolicy; None for the usual one.')
    max_answer = _of_connection('max_answer', 'The most bytes of an answer; None for 64 MiB.')
    session = _of_connection('session', 'The `requests.Session`, made when first needed.')

    def with_options(self, timeout=None, retry=None, max_answer=None):
        """The same client with other limits, for some calls.

        Both share credentials and connections.

        Args:
            timeout (float or tuple), retry (RetryPolicy), max_answer (int): as of the class; None
                for this client's.

        Returns:
            ApiClient: a new one.
        """
        other = copy.copy(self)
        other.connection = self.connection.with_options(timeout, retry, max_answer)
        return other

    def place_of_model(self, model_id):
        """Where a model is on today's platform.

        Args:
            model_id (str): an id, a name that 2.x knew, or the URL of a model's page.

        Returns:
            tuple: the ids of the user and the app, its own id there, and the id of the version
            that a URL names or None.

        Raises:
            UserError: there is no PAT, the app is not known, or the id is no text.
        """
        from clarifai.rest.dialects.platform.places import Places
        here = self.connection
        place, found_id, version_id = Places(
            False, here.has_pat, here.user_id, here.app_id).of_model(
                checked_id(model_id, 'model_id'))
        return place.scope.user_id, place.scope.app_id, found_id, version_id

    def __repr__(self):
        return 'ApiClient(base_url=%r)' % clean(self.basev2)

    def __copy__(self):
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__, connection=copy.copy(self.connection),
                              _dialect=self._dialect)
        return other

    def __deepcopy__(self, memo):
        return self.__copy__()

    def __getstate__(self):
        connection = copy.copy(self.connection)
        connection.pickle_secrets = self.pickle_secrets
        state = dict(self.__dict__, connection=connection)
        state.pop('_dialect', None)
        return state if self.pickle_secrets else dict(state, app_secret='')

    # Inputs

    def add_inputs(self, objs):
        """Upload inputs (``POST /inputs``), in batches of 128.

        When all inputs of a batch have ids, the batch is sent again after a failure that may have
        been a success; those that the server then has already are no failures.

        Args:
            objs (list of Image or Video): the inputs; ids are text without a slash.
        """
        check_media(objs, 'objs', most=None, purpose='upload')
        for one in objs:
            check_new_id(one.input_id)
        return self._in_batches('add_inputs', [one.sendable() for one in objs],
                                lambda batch: {'inputs': batch}, call=self._upload)

    def _upload(self, operation, ids, params):
        """Upload a batch; what an attempt whose answer was lost has uploaded is no failure."""
        uncertain = []  # of each request: whether it may have been acted upon before

        def send(request):
            answer, is_uncertain = self.connection.send(request)
            uncertain.append(is_uncertain)
            return answer
        try:
            answer = self._perform(operation, ids, params, send)
        except ApiError as error:
            if not (error.uncertain and error.status_code == 400 and error.answer):
                raise
            recovered = self._recovered(error.answer, params['inputs'])
            if recovered is None:
                raise
            return recovered
        if any(uncertain):
            return self._recovered(answer, params['inputs']) or answer
        return answer

    def _recovered(self, answer, inputs):
        """The answer without failures of inputs that were there; None when it has none of these."""
        with importing:
            from clarifai.duplicates import recovered  # which nothing but a lost answer needs
        return recovered(answer, inputs, self.get_input)

    def search_inputs(self, query, page=1, per_page=20):
        """Search inputs (``POST /searches``).

        Args:
            query (dict): ``{'ands': [...]}``, as ``SearchQueryBuilder.dict()`` makes it.
            page (int): the page of the hits, from 1.
            per_page (int): hits per page.
        """
        return self._call('search_inputs', params={
            'query': checked_dict(query, 'query', "{'ands': [...]}"),
            'pagination': page_params(page, per_page)})

    def get_input(self, input_id):
        """Get an input (``GET /inputs/{input_id}``)."""
        return self._call('get_input', {'input_id': input_id})

    def get_inputs(self, page=1, per_page=20):
        """List inputs (``GET /inputs``)."""
        return self._call('get_inputs', params=page_params(page, per_page))

    def get_inputs_status(self):
        """Count inputs by their state (``GET /inputs/status``)."""
        return self._call('get_inputs_status')

    def delete_input(self, input_id):
        """Delete an input (``DELETE /inputs/{input_id}``)."""
        return self._call('delete_input', {'input_id': input_id})

    def delete_inputs(self, input_ids):
        """Delete inputs by their ids (``DELETE /inputs``), in batches of 128."""
        return self._in_batches('delete_inputs', checked_ids(input_ids, 'input_ids'),
                                lambda batch: {'ids': batch})

    def delete_all_inputs(self):
        """Delete all inputs of the app (``DELETE /inputs``)."""
        return self._call('delete_all_inputs', params={'delete_all': True})

    def patch_inputs(self, action, inputs):
        """Change concepts, metadata and regions of inputs (``PATCH /inputs``), 128 at a time.

        Args:
            action (str): 'merge', 'remove' or 'overwrite'.
            inputs (list of Image or Video): the ids with what is to be merged and so on; those
                with nothing but an id are left out.
        """
        self._check_action(action, self.patch_actions)
        items = []
        for one in checked_inputs(inputs, 'inputs'):
            data = one._annotations()
            if data or one.is_more_than_an_id():
                items.append({'id': one.input_id, 'data': data})
        for item in items:
            if not item['id']:
                raise UserError('each of the inputs needs its id: Image(image_id=..., ...)')
        return self._in_batches('patch_inputs', items,
                                lambda batch: {'action': action, 'inputs': batch})

    def send_search_feedback(self, obj):
        """Say which hit of a search was taken (``POST /searches/feedback``, until 2.6.2)."""
        return self._call('send_search_feedback', params={'input': checked_feedback(obj)})

    # Concepts

    def get_concept(self, concept_id):
        """Get a concept (``GET /concepts/{concept_id}``)."""
        return self._call('get_concept', {'concept_id': concept_id})

    def get_concepts(self, page=1, per_page=20):
        """List concepts (``GET /concepts``)."""
        return self._call('get_concepts', params=page_params(page, per_page))

    def add_concepts(self, concept_ids, concept_names):
        """Create concepts (``POST /concepts``), in batches of 128.

        Args:
            concept_ids (list of str): their ids.
            concept_names (list of str or None): their names, in the same order; None leaves it to
                the server to take the id.
        """
        ids = checked_ids(concept_ids, 'concept_ids')
        names = checked_names(ids, concept_names, 'concept_names')
        concepts = [Concept(name, one).dict() for one, name in zip(ids, names)]
        return self._in_batches('add_concepts', concepts, lambda batch: {'concepts': batch})

    def search_concepts(self, term, page=1, per_page=20, language=None):
        """Search concepts by name (``POST /concepts/searches``).

        Args:
            term (str): a name; ``*`` stands for any text.
            page (int): the page of the hits, from 1.
            per_page (int): hits per page.
            language (str): the language of the names, such as 'zh'.
        """
        query = {'name': checked_id(term, 'term')}
        if language is not None:
            query['language'] = language
        return self._call('search_concepts', params={
            'concept_query': query, 'pagination': page_params(page, per_page)})

    def patch_concepts(self, action, concepts):
        """Rename concepts (``PATCH /concepts``), in batches of 128.

        Args:
            action (str): 'overwrite'.
            concepts (list of Concept): the ids with their new names.
        """
        self._check_action(action, self.concepts_patch_actions)
        items = [concept.dict() for concept in concepts]
        if not items:
            raise UserError('concepts is empty: there is nothing to do')
        return self._in_batches('patch_concepts', items,
                                lambda batch: {'action': action, 'concepts': batch})

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
        checked_id(name, 'name')
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
            query['name'] = checked_id(name, 'name')
        if model_type is not None:
            query['type'] = checked_id(model_type, 'model_type')
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
            info['output_config']['hyper_params'] = checked_json(
                hyper_parameters, 'hyper_parameters')
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
        return self._call('patch_model', params={'action': action, 'models': [model_dict(model)]})

    def create_model_version(self, model_id):
        """Train a model, which makes a new version (``POST /models/{model_id}/versions``)."""
        return self._call('create_model_version', {'model_id': model_id}, {})

    def predict_model(self, model_id, objs, version_id=None, model_output_info=None):
        """Predict inputs (``POST /models/{model_id}/outputs``), in batches of 128.

        Args:
            model_id (str): the model's id.
            objs (list of Image or Video): the inputs; those with an id alone are left out.
            version_id (str): a version of the model, in place of the newest.
            model_output_info (ModelOutputInfo): how to answer.
        """
        check_media(objs, 'objs', most=None, purpose='predict')
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
        model = object_in(self.get_model(GENERAL_MODEL_ID).get('model'))
        info = ModelOutputInfo(output_config=ModelOutputConfig(language=lang)) if lang else None
        return self.predict_model(text_in(model.get('id')) or GENERAL_MODEL_ID, objs,
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
                                version_id, {'input': checked_feedback(obj)})

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
            objs (list of Image or Video): the inputs; those with an id alone are left out.
            output_config (ModelOutputConfig): how to answer.
        """
        check_media(objs, 'objs', most=None, purpose='predict')
        if output_config is not None and not isinstance(output_config, ModelOutputConfig):
            raise UserError('output_config must be a ModelOutputConfig, not %s'
                            % shown(output_config))
        options = output_config.dict() if output_config is not None else {}
        return self._in_batches('predict_workflow',
                                [one.sendable() for one in objs if one.has_content()],
                                lambda batch: dict(options, inputs=batch),
                                {'workflow_id': workflow_id})

    # What 2.x had not: without a PAT or a user and an app, refused with what to set

    def list_models(self, page=1, per_page=20, public_only=False, filters=None):
        """List models by filters (``GET /models``).

        Args:
            page (int): the page, from 1.
            per_page (int): models per page, up to 1000.
            public_only (bool): Clarifai's own in place of the app's.
            filters (dict): such as ``{'model_type_id': 'embedding-classifier'}``; the names are
                those of `MODEL_FILTERS`.
        """
        params = dict(page_params(page, per_page), **_checked_filters(filters))
        return self._call('list_public_models' if public_only else 'list_models', params=params)

    def get_model_types(self, page=1, per_page=20):
        """List the types of models that can be made (``GET /models/types``)."""
        return self._call('get_model_types', params=page_params(page, per_page))

    def get_model_type(self, model_type_id):
        """Get a type of models with its parameters (``GET /models/types/{model_type_id}``)."""
        return self._call('get_model_type', {'model_type_id': model_type_id})

    def get_model_concepts(self, model_id, version_id=None, page=1, per_page=20):
        """List a model's concepts (``GET /models/{model_id}/concepts``)."""
        params = page_params(page, per_page)
        if version_id:
            params['version_id'] = version_id
        return self._call('get_model_concepts', {'model_id': model_id}, params)

    def patch_models(self, models, action='merge'):
        """Change what belongs to models and not to versions (``PATCH /models``).

        Args:
            models (list of dict): ids with fields such as name, description, notes, metadata.
            action (str): 'merge', 'remove' or 'overwrite'.
        """
        self._check_action(action, self.patch_actions)
        return self._call('patch_models', params={
            'models': _checked_items(models, 'models'), 'action': action})

    def patch_model_versions(self, model_id, versions, action='merge'):
        """Change versions of a model (``PATCH /models/{model_id}/versions``).

        Args:
            model_id (str): the model.
            versions (list of dict): ids with fields such as description, metadata, license, and
                ``{'output_info': {'params': {'min_value': 0.95}}}``; concepts cannot be changed.
            action (str): 'merge', 'remove' or 'overwrite'.
        """
        self._check_action(action, self.patch_actions)
        return self._call('patch_model_versions', {'model_id': model_id}, {
            'model_versions': _checked_items(versions, 'versions'), 'action': action})

    def search_annotations(self, query, page=1, per_page=20):
        """Search annotations in place of inputs (``POST /annotations/searches``).

        Args:
            query (dict): as ``SearchQueryBuilder.dict()`` makes it.
            page (int): the page of the hits, from 1.
            per_page (int): hits per page.
        """
        return self._call('search_annotations', params={
            'query': checked_dict(query, 'query', "{'ands': [...]}"),
            'pagination': page_params(page, per_page)})

    def delete_workflows(self, workflow_ids):
        """Delete workflows of the app by their ids (``DELETE /workflows``), in batches of 128."""
        return self._in_batches('delete_workflows', checked_ids(workflow_ids, 'workflow_ids'),
                                lambda batch: {'ids': batch})

    # Sending

    def _call(self, operation, ids=None, params=None):
        """Perform an operation, and warn when the answer says that a part of it has failed."""
        answer = self._perform(operation, ids, params)
        if code_of(answer) in FAILED_IN_PART and self.logs_failed_items:
            _warn_of_failed(answer, operation)
        return answer

    def _in_batches(self, operation, items, params_of, ids=None, call=None):
        """An operation on many items, 128 at a time; the answers are put together in order."""
        call = call or self._perform
        if len(items) <= BATCH:
            answer = call(operation, ids, params_of(items))
        else:
            answer = in_batches(items, lambda batch: call(operation, ids, params_of(batch)))
        if code_of(answer) in FAILED_IN_PART and self.logs_failed_items:
            _warn_of_failed(answer, operation, items)
        return answer

    def _perform(self, operation, ids=None, params=None, send=None):
        """Have the dialect send an operation; an ApiError then says what users of 2.x can do."""
        try:
            ids = ids or {}
            if PY2:
                ids, params = as_unicode(ids), as_unicode(params)
            return self._dialect.perform(operation, ids, params, send or self._send)
        except ApiError as error:
            with importing:
                from clarifai.rest import advice  # which nothing but a failure needs
            advice.put_into_words(error)
            raise

    def _send(self, request):
        return self.connection.send(request)[0]

    @staticmethod
    def _check_action(action, known):
        if action not in known:
            raise UserError('action must be one of %s, not %s' % (', '.join(known), shown(action)))

    def _call_model(self, operation, with_version, model_id, version_id, params=None):
        """Perform an operation on a model, or `with_version` on a version when that is given."""
        operation, ids = _with_version(operation, with_version, model_id, version_id)
        return self._call(operation, ids, params)

    def _predict_found(self, name, model_type, objs):
        """Predict with the first model of a name (``*`` stands for any text) and a type."""
        model_id = self.known_model_id(checked_id(name, 'model').rstrip('*'), model_type)
        if model_id is None:
            models = [item for item in objects_in(
                self.search_models(name, model_type).get('models')) if text_in(item.get('id'))]
            if not models:
                raise ApiClientError('the server has no model called %s of type %s'
                                     % (shown(name), shown(model_type)))
            model_id = models[0].get('id')
        return self.predict_model(model_id, objs)


def _http_client():
    """The class to send with: the name that programs and tests replace."""
    return http_client.HttpClient


def _warn_of_failed(answer, operation, items=None):
    with importing:
        from clarifai import reasons
        from clarifai.rest import advice
    note = None if items is None else lambda item: advice.note_on(item, items)
    reasons.warn_of_failed(answer, operation, note)


def _with_version(operation, with_version, model_id, version_id):
    """An operation on a model and its ids, or the one on a version when that is given."""
    if version_id:
        return with_version, {'model_id': model_id, 'version_id': version_id}
    return operation, {'model_id': model_id}


def _checked_items(items, argument):
    if not isinstance(items, (list, tuple)) or not items:
        raise UserError('%s must be a list of dictionaries that is not empty' % argument)
    for item in items:
        if not isinstance(item, dict):
            raise UserError('%s must hold dictionaries, each with its id' % argument)
        checked_id(item.get('id'), "the 'id' of each of " + argument)
    return list(items)


def _checked_filters(filters):
    checked = {}
    for name, value in checked_dict(filters or {}, 'filters', "{'search': 'boats'}").items():
        kind = MODEL_FILTERS.get(name)
        if kind is None:
            raise UserError('filters cannot have %r; possible are %s'
                            % (name, ', '.join(sorted(MODEL_FILTERS))))
        if kind is list and not isinstance(value, (list, tuple)):
            raise UserError('the filter %s must be a list' % name)
        # In a query a truth is written as JSON writes it.
        checked[name] = str(bool(value)).lower() if kind is bool else value
    return checked
