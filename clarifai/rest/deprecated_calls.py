"""Calls of older 2.x releases that `ApiClient` still answers."""
from __future__ import absolute_import

from clarifai import deprecation
from clarifai.compat import string_types
from clarifai.connection import Request
from clarifai.errors import ApiError, UserError
from clarifai.forking import importing
from clarifai.redact import shown
from clarifai.rest.arguments import (checked_id, checked_pair, concept_dicts, model_dict,
                                     paired)
from clarifai.rest.media import Image

TOKENS_DEPRECATED_MESSAGE = (
    'App ID/secret are deprecated, please switch to API keys. See here how: '
    'http://help.clarifai.com/api/account-related/all-about-api-keys')

# Exported by 2.x; nothing here needs them any more.
RETRIES = 2
CONNECTIONS = 20
GITHUB_TAG_ENDPOINT = 'https://api.github.com/repos/clarifai/clarifai-python/git/refs/tags'

OUTPUTS_GONE = ('the outputs of an input cannot be read or changed any more: predict the input '
                'with model.predict([...]), and change its concepts with inputs.merge_concepts and '
                'inputs.delete_concepts')

# The actions of 2.0.1 to 2.0.11, and what they are called since.
ACTIONS = {'merge_concepts': 'merge', 'delete_concepts': 'remove', 'overwrite': 'overwrite',
           'merge': 'merge', 'remove': 'remove'}


class Answer(dict):
    """The JSON of an answer; ``json()`` gives it once more, as a ``requests.Response`` would."""

    def json(self):
        """The answer itself: until 2.0.10 `get` and its like returned a response object."""
        return self


class DeprecatedCalls(object):
    """Mixed into ApiClient, which sends what they ask for."""

    update_model_action_options = ['merge_concepts', 'delete_concepts']
    update_model_concepts_action_options = ['merge_concepts', 'delete_concepts']

    # Tokens, 2.0.1 to 2.2.3

    def get_token(self):
        """There are no tokens any more; raises DeprecationWarning, as since 2.3.0."""
        raise DeprecationWarning(TOKENS_DEPRECATED_MESSAGE)

    def set_token(self, token):
        """There are no tokens any more; raises DeprecationWarning, as since 2.3.0."""
        raise DeprecationWarning(TOKENS_DEPRECATED_MESSAGE)

    def delete_token(self):
        """There are no tokens any more; raises DeprecationWarning, as since 2.3.0."""
        raise DeprecationWarning(TOKENS_DEPRECATED_MESSAGE)

    # Any route, 2.0.1 to 2.2.3

    def get(self, resource, params=None, version='v2'):
        """Send a GET to a path below ``/v2/``.

        With a PAT, paths to what belongs to an app lead to the user's own, and paths to public
        models to Clarifai's.

        Args:
            resource (str): the path, such as 'inputs/status'.
            params (dict): its query.
            version (str): the version of the API, the beginning of the path.

        Returns:
            Answer: the JSON, as a dict that also has ``json()``.
        """
        return self._any('GET', resource, params, version)

    def post(self, resource, params=None, version='v2'):
        """Send a POST to a path below ``/v2/``; `params` is the body.  See `get`."""
        return self._any('POST', resource, params, version)

    def patch(self, resource, params=None, version='v2'):
        """Send a PATCH to a path below ``/v2/``; `params` is the body.  See `get`."""
        return self._any('PATCH', resource, params, version)

    def put(self, resource, params=None, version='v2'):
        """Send a PUT to a path below ``/v2/``; `params` is the body.  See `get`."""
        return self._any('PUT', resource, params, version)

    def delete(self, resource, params=None, version='v2'):
        """Send a DELETE to a path below ``/v2/``; `params` is the body.  See `get`."""
        return self._any('DELETE', resource, params, version)

    def post_form(self, resource, params=None, version='v2'):
        """Forms were for OAuth tokens; refused."""
        raise UserError('post_form was for OAuth tokens, which are gone; use post(resource, '
                        'params)')

    def _any(self, method, resource, params, version):
        resource = checked_id(resource, 'resource').lstrip('/')
        if version == 'v2' and not resource.startswith('users/'):
            path, credential = self._dialect.locate(resource)
        else:  # an API key opens its own app only
            path, credential = '/%s/%s' % (version, resource), 'pat' if self.pat else 'api_key'
        try:
            return Answer(self._send(Request(method, path, params or {}, False, credential)))
        except ApiError as error:
            with importing:  # what nothing but a refusal needs
                from clarifai.rest import advice
                from clarifai.rest.dialects import refusals
            error.hint = refusals.hint_at(error, None, {}, params, with_pat=credential == 'pat')
            advice.put_into_words(error)
            raise

    # Inputs and models, 2.0.1 to 2.0.11

    def update_input(self, input_id, action='merge_concepts', concepts=None, not_concepts=None):
        """Change an input's concepts (until 2.0.10); `patch_inputs` is its successor."""
        image = Image(image_id=input_id, concepts=concepts, not_concepts=not_concepts)
        return self.patch_inputs(_action(action), [image])

    def update_inputs(self, action, input_ids, concept_ids_pairs):
        """Change the concepts of inputs (until 2.0.11); `patch_inputs` is its successor.

        Args:
            action (str): 'merge_concepts' or 'delete_concepts'.
            input_ids (list of str): the inputs.
            concept_ids_pairs (list): for each a list of concept ids, or of pairs of a concept id
                and whether the input shows it.
        """
        images = []
        for input_id, concepts in paired(input_ids, concept_ids_pairs, 'concept_ids_pairs'):
            pairs = [(one, True) if isinstance(one, string_types) else
                     checked_pair(one, 'concept_ids_pairs') for one in concepts]
            images.append(Image(image_id=input_id,
                                concepts=[concept for concept, value in pairs if value],
                                not_concepts=[concept for concept, value in pairs if not value]))
        return self.patch_inputs(_action(action), images)

    @deprecation.accepts_forms('(model_id, action, concept_ids)', '(model_id, model)')
    def update_model(self, model_id, action=None, concept_ids=None, model=None):
        """Change a model (until 2.0.11); `patch_model` is its successor."""
        if model is None and not isinstance(action, string_types):
            action, model = None, action  # 2.0.11: the model in the second place
        if model is not None:
            if isinstance(model, dict):
                model = dict(model, id=model_id)
            return self.patch_model(dict(model_dict(model), id=model_id), 'merge')
        return self.update_model_concepts(model_id, action, concept_ids)

    def update_model_concepts(self, model_id, action, concept_ids):
        """Change a model's concepts (2.0.11); `patch_model` is its successor."""
        concepts = concept_dicts(concept_ids, 'concept_ids')
        return self.patch_model({'id': model_id, 'output_info': {'data': {'concepts': concepts}}},
                                _action(action))

    def get_model_by_id(self, id=None):
        """The name of `get_model` in 2.0.1."""
        return self.get_model(id)

    def get_model_output_info_by_id(self, id=None):
        """The name of `get_model_output_info` in 2.0.1."""
        return self.get_model_output_info(id)

    # Outputs of inputs, 2.0.19 to 2.2.3

    def get_outputs(self, input_id):
        """The service has no such thing any more; refused."""
        raise UserError(OUTPUTS_GONE)

    def patch_outputs(self, input_id, action, concept_ids):
        """The service has no such thing any more; refused."""
        raise UserError(OUTPUTS_GONE)


def _action(name):
    if not isinstance(name, string_types) or name not in ACTIONS:
        raise UserError('action must be merge_concepts or delete_concepts, not %s' % shown(name))
    return ACTIONS[name]
