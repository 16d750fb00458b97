"""Today's platform: scoped routes, a PAT, and what moved or went since 2.6.2."""
from __future__ import absolute_import

from six.moves.urllib.parse import unquote

from clarifai import advice
from clarifai.advice import Advice
from clarifai.connection import Request
from clarifai.errors import ApiError, UserError
from clarifai.operations.paths import check_id, segment
from clarifai.redact import shown
from clarifai.rest import catalogue
from clarifai.rest.dialects import refusals
from clarifai.rest.dialects.concept_values import with_concept_values
from clarifai.rest.dialects.legacy import ROUTES
from clarifai.rest.dialects.platform import inputs, models, training, workflows
from clarifai.status_codes import is_missing

FEEDBACK_GONE = ('%s feedback no longer exists on the platform; nothing was sent. Add the '
                 'corrected input to your app with inputs.create_image_from_url(...) and train '
                 'your model')

# What paths of an app begin with, and the ends of ``/models`` that are no ids.
OF_APP = frozenset((
    'annotation_filters', 'annotations', 'bulk_operations', 'collaborators', 'concepts', 'datasets',
    'duplications', 'evaluations', 'inputs', 'keys', 'label_orders', 'models', 'pipelines',
    'resource_counts', 'searches', 'tasks', 'uploads', 'workflows'))
MODEL_LISTS = ('searches', 'types')


class Platform(object):
    """The dialect of today's platform; see `clarifai.rest.dialects`.

    Args:
        scopes (Scopes): what the credentials open.
    """

    def __init__(self, scopes):
        self._scopes = scopes
        self._public_workflows = set()  # ids that were found in Clarifai's app
        self._replaced_models = {}      # ids that were refused, and what is asked in their place

    def perform(self, operation, ids, params, send):
        """Send an operation as the platform takes it; see `clarifai.rest.dialects`."""
        for name, value in ids.items():
            check_id(name, value)
        call = Call(operation, ids, params, send, self._scopes, self._public_workflows,
                    self._replaced_models)
        if operation in refusals.CHANGES and not self._scopes.own_is_known():
            call.refuse_public_models()
        return HANDLERS.get(operation, plain)(call)

    def locate(self, resource):
        """The path within the user's app, or Clarifai's when it is that of a public model."""
        parts = resource.split('?')[0].split('/')
        if parts[0] == 'models' and len(parts) > 1 and parts[1] not in MODEL_LISTS:
            scope, model_id, _ = self._scopes.of_model(unquote(parts[1]))
            beginning = scope.prefix + '/models/' + segment('model_id', model_id)
            return beginning + resource[len('models/' + parts[1]):], scope.credential
        if parts[0] in OF_APP:
            scope = self._scopes.own()
            return scope.prefix + '/' + resource, scope.credential
        return '/v2/' + resource, 'api_key'

    def known_model_id(self, name, model_type):
        """A public model by its name of 2.x or today's id."""
        public = catalogue.find(name, model_type)
        return public.ids[-1] if public is not None else None


class Call(object):
    """One operation under way.

    Attributes:
        operation (str), ids (dict), params (dict): what is to be done.
        scopes (Scopes): what the credentials open.
        public_workflows (set): ids of workflows that were found in Clarifai's app.
        replaced_models (dict): ids of models that were refused, and their successors'.
    """

    def __init__(self, operation, ids, params, send, scopes, public_workflows, replaced_models):
        self.operation = operation
        self.ids = ids
        self.params = params
        self.scopes = scopes
        self.public_workflows = public_workflows
        self.replaced_models = replaced_models
        self._send = send

    def send(self, scope, method, path, params=None, repeatable=True, **ids):
        """Send one request within a scope.

        Args:
            scope (Scope): where.
            method (str): the verb.
            path (str): the path below the scope, with names in braces.
            params (dict): the query of a GET, else the body.
            repeatable (bool): whether doing it twice does no harm.
            **ids (str): the names in the path.
        """
        path = path.format(**dict((name, segment(name, value)) for name, value in ids.items()))
        if method != 'GET':
            params = with_concept_values(params)
        try:
            return self._send(Request(method, scope.prefix + path, params, repeatable,
                                      scope.credential))
        except ApiError as error:
            error.hint = error.hint or self._hint_at(error, scope)
            raise

    def _hint_at(self, error, scope):
        with_pat = scope.credential == 'pat'
        hint = refusals.hint_at(error, self.operation, self.ids, self.params, with_pat,
                                self.scopes.missing())
        return hint or (scope.hint(error) if with_pat else None)

    def refuse_public_models(self):
        """Say that public models cannot be changed, which settings would not help.

        Raises:
            UserError: the operation is to change one.
        """
        fixed = refusals.fixed_model(self.operation, refusals.model_ids(
            self.operation, self.ids, self.params))
        if fixed is not None:
            raise UserError('nothing was sent: %s is one of Clarifai\'s public models, which '
                            'nobody else can train or change' % shown(fixed))

    def own_or_public(self, send):
        """Send to the user's app, else to Clarifai's.

        Args:
            send (callable): takes a scope.

        Returns:
            tuple: the answer, and whether it is that of Clarifai's app.

        Raises:
            ApiError: also when neither has it; the error is then that of the user's app.
            UserError: neither of them is known.
        """
        refused = None
        try:
            return send(self.scopes.own()), False
        except UserError:
            if not self.scopes.has_public():
                raise
        except ApiError as error:
            if not self.scopes.has_public() or not is_missing(error):
                raise
            refused = error
        try:
            return send(self.scopes.public()), True
        except ApiError as error:
            if refused is None or not is_missing(error):
                raise
        if refused.hint is not None and refused.hint.code == advice.NOT_IN_APP:
            refused.hint = Advice(advice.NOWHERE, refused.hint.fields)
        raise refused

    def own(self, method, path, params=None, repeatable=True, **ids):
        """Send one request within the user's app; see `send`."""
        return self.send(self.scopes.own(), method, path, params, repeatable, **ids)

    def route(self, params=None):
        """Send the operation along the route that 2.6.2 took, within its scope.

        Args:
            params (dict): the query or body in place of the operation's own.
        """
        route, ids = ROUTES[self.operation], dict(self.ids)
        scope = self.scopes.own() if 'model_id' not in ids else None
        if scope is None:
            scope, ids['model_id'], _ = self.scopes.of_model(ids['model_id'])
        return self.send(scope, route.method, route.path,
                         self.params if params is None else params, route.repeatable, **ids)


def plain(call):
    """An operation that is today what it was, but for its scope."""
    return call.route()


def _refuse_model_feedback(call):
    raise UserError(FEEDBACK_GONE % 'model')


def _refuse_search_feedback(call):
    raise UserError(FEEDBACK_GONE % 'search')


HANDLERS = {
    'send_model_feedback': _refuse_model_feedback,
    'send_model_version_feedback': _refuse_model_feedback,
    'send_search_feedback': _refuse_search_feedback,
}
for _module in (inputs, models, training, workflows):
    HANDLERS.update(_module.HANDLERS)
