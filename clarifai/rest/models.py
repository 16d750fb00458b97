"""The models of an app, and the public ones."""
from __future__ import absolute_import

from clarifai import deprecation
from clarifai.answers import object_in, objects_in, text_in
from clarifai.compat import string_types
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.forking import importing
from clarifai.json_values import as_unicode
from clarifai.logs import logger
from clarifai.paging import pages
from clarifai.redact import printable, shown
from clarifai.rest import deprecated_signatures
from clarifai.rest.arguments import checked_id
from clarifai.rest.general_model import DEFAULT_TAG_MODEL, GENERAL_MODEL_ID
from clarifai.rest.model import Model
from clarifai.status_codes import is_missing, status_meant

PUBLIC_APPS = ('main', '', None)
MALFORMED = (400, 409, 422)  # no name of a model, says the server: 2.x gave None
NOT_FOR_CONCEPTS = ('embed', 'cluster')  # what a name without a type does not mean


class Models(object):
    """The models of an app and the public ones; `ClarifaiApp.models` is one of these.

    All methods raise `UserError` for wrong arguments, before anything is sent, and `ApiError` when
    the server refuses, fails or cannot be reached.

    Args:
        api (ApiClient): the app's client.
        solutions (Solutions): 2.4.0 to 2.6.2.

    Attributes:
        model_id_cache (dict): (name, type) to id: the public models that 2.x knew, and names that
            were looked up.
    """

    def __init__(self, api, solutions=None):
        self.api = api
        self.solutions = solutions
        self._ids = None  # until somebody looks
        self._seen = {}   # (name, type) to the model of an answer

    @property
    def model_id_cache(self):
        """(name, type) to id: the public models that 2.x knew, and names that were looked up."""
        if self._ids is None:
            self._ids = dict(((name, model.type), model.ids[-1])
                             for model in _catalogue().all_models() for name in model.names)
            self._ids[DEFAULT_TAG_MODEL, None] = GENERAL_MODEL_ID
        return self._ids

    @model_id_cache.setter
    def model_id_cache(self, ids):
        self._ids = ids

    # Find

    @deprecation.accepts_forms('(model_id, version_id=None, model_type=\'concept\')',
                               '(model_id, model_type=\'concept\')',
                               '(model_id, model_type=None)')
    def get(self, model_name=None, model_id=None, model_type=None, version_id=None):
        """A model, by name or id.

        An id given as `model_id` is taken as it is, without a request.  The first argument may be
        either: it is looked up as an id, then as a name.

        Args:
            model_name (str): a name or an id.
            model_id (str): an id.
            model_type (str): a type such as 'concept', 'color' or 'embed', for names that several
                models have.
            version_id (str): a version, by keyword: the second argument, which it was in 2.0.1,
                is an id or a type.

        Returns:
            Model: or None when several models were found of which none has the name, when only
            models that give no concepts have it, or when the server finds the name malformed.

        Raises:
            ApiError: also when there is no such model.
            ApiClientError: several models have the name; the message lists them.
        """
        model_name, model_id, model_type = deprecated_signatures.model_get(
            model_name, model_id, model_type)
        if model_id is not None:
            return self._by_id(checked_id(model_id, 'model_id'), version_id)
        if not isinstance(model_name, string_types) or not model_name.strip():
            raise UserError('models.get needs the name or the id of a model, not %s'
                            % shown(model_name))
        found = self._by_name(as_unicode(model_name), model_type)
        if found is not None and version_id:
            found.model_version = version_id
        return found

    def _by_id(self, model_id, version_id=None):
        model = Model(self.api, model_id=model_id, solutions=self.solutions)
        model.model_version = version_id
        return model

    def _by_name(self, name, model_type):
        known = self._known(name, model_type)
        if known is not None:
            return known
        try:
            item = object_in(self.api.get_model(name).get('model'))
            return self._model(item) if text_in(item.get('id')) else None
        except ApiError as error:
            if status_meant(error) in MALFORMED:
                return self._public(name, model_type)
            if not is_missing(error):
                raise
            hits = self._hits(name, model_type)
            if not hits:
                public = self._public(name, model_type)
                if public is None:
                    raise error
                return public
        return self._one_of(hits, name, model_type)

    def _known(self, name, model_type):
        """The model of a name that needs no look-up, or that was looked up before; else None."""
        model_id = (self._ids or {}).get((name, model_type))
        seen = self._seen.get((name, model_type))
        if model_id and seen and seen.get('id') == model_id:
            return self._model(seen, seen)
        model_id = model_id or self.api.known_model_id(name, model_type)
        return self._named(name, model_type, model_id) if model_id else None

    def _named(self, name, model_type, model_id):
        """A model of which only the name and the id are known."""
        self.model_id_cache[name, model_type] = model_id
        model = self._by_id(model_id)
        model.model_name = name
        return model

    def _public(self, name, model_type):
        """Clarifai's public model of a name of 2.x that the server does not know, or None."""
        public = _catalogue().find_alike(name, model_type)
        return self._named(name, model_type, public.ids[-1]) if public is not None else None

    def _one_of(self, hits, name, model_type):
        """The one model that a name means, remembered; None when none of several has the name."""
        found = [self._model(item) for item in hits]
        if model_type is None:
            found = [model for model in found
                     if (model.output_info or {}).get('type') not in NOT_FOR_CONCEPTS]
        model = found[0] if len(found) == 1 else self._meant(found, name, model_type)
        if model is None:
            logger.warning('models.get found no single model called %s: there %s', shown(name),
                           'are ' + _listed(found) if found else
                           'are only models of other types, such as embed: give model_type=')
            return None
        self.model_id_cache[name, model_type] = model.model_id
        item = next(item for item in hits if item.get('id') == model.model_id)
        self._seen[name, model_type] = model._shared = dict(item)
        return model

    @staticmethod
    def _meant(found, name, model_type):
        """Of several models the one that a name means; None when none of them has it."""
        called = [model for model in found if model.model_name == name]
        own = [model for model in called if model.app_id not in PUBLIC_APPS]
        if len(called) < 2 or len(own) == 1:
            return (own or called or [None])[0]
        public = _catalogue().find(name, model_type)
        for model in called:
            if public is not None and model.model_id in public.ids + (public.today_id,):
                return model
        raise ApiClientError('the name %s means several models: %s. Give the model_id of one, or '
                             'its model_type.' % (shown(name), _listed(called)))

    def search(self, model_name, model_type=None):
        """Search models by name.

        Args:
            model_name (str): a name; ``*`` stands for any text.
            model_type (str): a type such as 'concept', 'color' or 'embed'.

        Returns:
            list of Model: or None when there are no hits.
        """
        return [self._model(item) for item in self._hits(model_name, model_type)] or None

    def _hits(self, name, model_type):
        return _models_of(self.api.search_models(name, model_type))

    def get_all(self, public_only=False, private_only=False, filters=None):
        """All models, fetched page by page as they are asked for.

        With only an API key the server lists the app's own and the public ones together; with a
        PAT these are two lists, and without `public_only` it is the app's own.

        Args:
            public_only (bool): only Clarifai's public ones.
            private_only (bool): only the app's own.
            filters (dict): on today's platform, such as ``{'trained_only': True}``; see
                `ApiClient.list_models`.

        Yields:
            Model: one after the other.
        """
        found = pages(lambda page, per_page: self._page(page, per_page, public_only, filters),
                      'models')
        return self._wanted(found, public_only, private_only)

    @deprecation.accepts_forms('(page=1, per_page=20)')
    def get_by_page(self, public_only=False, private_only=False, page=1, per_page=20,
                    filters=None):
        """The models of one page.

        Args:
            public_only (bool): only Clarifai's public ones among them.
            private_only (bool): only the app's own among them.
            page (int): the page, from 1.
            per_page (int): models per page.
            filters (dict): as for `get_all`.

        Returns:
            list of Model: empty behind the last page.
        """
        public_only, private_only, page, per_page = deprecated_signatures.public_private_page(
            public_only, private_only, page, per_page)
        answer = self._page(page, per_page, public_only, filters)
        return list(self._wanted(objects_in(answer.get('models')), public_only, private_only))

    def _page(self, page, per_page, public_only, filters):
        if filters:
            return self.api.list_models(page, per_page, public_only, filters)
        return self.api.get_models(page, per_page, public_only)

    def _wanted(self, items, public_only, private_only):
        """The models among the items of an answer, as they are asked for."""
        found = (self._model(item) for item in items if _has_id(item))
        return (model for model in found if _wanted(model, public_only, private_only))

    def _model(self, item, shared=None):
        """A model of an answer; of one that was seen before, the server is asked for the newest."""
        model = Model(self.api, item, solutions=self.solutions)
        if shared is not None:
            model._shared, model._newest = shared, model.model_version
        return model

    # Create, delete

    def create(self, model_id, model_name=None, concepts=None, concepts_mutually_exclusive=False,
               closed_environment=False, hyper_parameters=None):
        """Create a model.

        Args:
            model_id (str): its id, unique within the app.
            model_name (str): its name; the id unless given.
            concepts (list of str): the ids of its concepts.
            concepts_mutually_exclusive (bool): whether only one of them can be true.
            closed_environment (bool): whether what is not annotated counts as not true.
            hyper_parameters (dict): settings of its training.

        Returns:
            Model: as the server has it.

        Raises:
            UserError: also when the answer holds no model.
        """
        answer = self.api.create_model(model_id, model_name, concepts, concepts_mutually_exclusive,
                                       closed_environment, hyper_parameters)
        if not object_in(answer.get('model')):
            with importing:
                from clarifai.reasons import in_words
            status = object_in(answer.get('status'))
            raise UserError('the model %s was not created: %s' % (shown(model_id), printable(
                in_words(status.get('code'), status.get('description'), status.get('details')))))
        return self._model(answer['model'])

    def delete(self, model_id, version_id=None):
        """Delete a model with all its versions, or one of its versions.

        Args:
            model_id (str): the model.
            version_id (str): the version.

        Returns:
            dict: the JSON of the answer.
        """
        if version_id is not None:
            return self.api.delete_model_version(model_id, version_id)
        return self.api.delete_model(model_id)

    def bulk_delete(self, model_ids):
        """Delete models with all their versions, in batches of 128.

        Args:
            model_ids (list of str): their ids.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.delete_models(model_ids)

    def delete_all(self):
        """Delete all models of the app with all their versions.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.delete_all_models()

    # Manage by id, on the platform

    def get_types(self):
        """The types of models that can be made, fetched page by page (``GET /models/types``).

        Yields:
            dict: the JSON of one type after the other, with its parameters.
        """
        return pages(self.api.get_model_types, 'model_types')

    def get_info(self, model_id, version_id=None, verbose=False):
        """What the server has of a model; see `Model.get_info`."""
        model = self.get(model_id=model_id, version_id=version_id)
        return model.get_info(verbose)

    def get_concepts(self, model_id, version_id=None):
        """The concepts of a model; see `Model.get_concepts`."""
        return self.get(model_id=model_id).get_concepts(version_id)

    def get_versions(self, model_id):
        """The versions of a model; see `Model.get_versions`."""
        return self.get(model_id=model_id).get_versions()

    def get_version(self, model_id, version_id):
        """A version of a model; see `Model.get_version`."""
        return self.get(model_id=model_id).get_version(version_id)

    def update(self, model_id, action='merge', model_name=None, concepts_mutually_exclusive=None,
               closed_environment=None, concept_ids=None):
        """Change a model's name, concepts and options; see `Model.update`."""
        return self.get(model_id=model_id).update(
            action, model_name, concepts_mutually_exclusive, closed_environment, concept_ids)

    def update_details(self, model_id, fields, action='merge'):
        """Change what belongs to a model; see `Model.update_details`."""
        return self.get(model_id=model_id).update_details(fields, action)

    def update_version(self, model_id, version_id, fields, action='merge'):
        """Change a version of a model; see `Model.update_version`."""
        return self.get(model_id=model_id).update_version(version_id, fields, action)

    # Names that were looked up

    def clear_model_cache(self):
        """Forget which ids the names have that were looked up."""
        self._ids, self._seen = {}, {}

    def init_model_cache(self):
        """Look up the names of all public models at once.

        Returns:
            dict: (name, type) to id; empty when the API key may not list models.
        """
        try:
            models = list(self.get_all(public_only=True))
        except ApiError as error:
            if status_meant(error) not in (401, 403):
                raise
            models = []
        found = dict(((model.model_name, text_in((model.output_info or {}).get('type'))),
                      model.model_id)
                     for model in models)
        self.model_id_cache.update(found)
        return found


def _catalogue():
    with importing:
        from clarifai.rest import catalogue  # most programs give ids
    return catalogue


def _models_of(answer):
    """The models of an answer that can be asked for again: those with an id."""
    return [item for item in objects_in(answer.get('models')) if _has_id(item)]


def _has_id(item):
    return text_in(item.get('id')) is not None


def _listed(models):
    """Models as a message shows them."""
    return ', '.join('%s (name %s, type %s)' % (
        shown(model.model_id), shown(model.model_name),
        shown((model.output_info or {}).get('type'))) for model in models)


def _wanted(model, public_only, private_only):
    is_public = model.app_id in PUBLIC_APPS
    return not ((public_only and not is_public) or (private_only and is_public))
