"""Today's platform: its operations, and what moved or went since 2.6.2."""
from __future__ import absolute_import

from clarifai.compat import unquote
from clarifai.connection import check_id, segment
from clarifai.errors import ApiError, UserError
from clarifai.forking import importing
from clarifai.operations import table
from clarifai.operations.caller import request_within
from clarifai.redact import shown
from clarifai.rest import catalogue
from clarifai.rest.dialects.concept_values import with_concept_values
from clarifai.rest.dialects.platform import inputs, models
from clarifai.status_codes import is_missing

FEEDBACK_GONE = ('%s feedback no longer exists on the platform; nothing was sent. Add the '
                 'corrected input to your app with inputs.create_image_from_url(...) and train '
                 'your model')

CONCEPT_OF_CLARIFAI = 'ai_'  # beginning of the ids of concepts of the public models
MODEL_LISTS = ('searches', 'types')  # ends of ``/models`` that are no ids

# Calls of 2.x that are today what they were, but for their place: the operation of each.
UNCHANGED = {
    'get_inputs_status': 'get_input_count', 'delete_input': 'delete_input',
    'delete_inputs': 'delete_inputs', 'get_concept': 'get_concept',
    'get_concepts': 'list_concepts',
    'add_concepts': 'post_concepts', 'search_concepts': 'post_concepts_searches',
    'patch_concepts': 'patch_concepts', 'get_model_versions': 'list_model_versions',
    'get_model_version': 'get_model_version', 'delete_model_version': 'delete_model_version',
    'delete_model': 'delete_model', 'delete_models': 'delete_models',
    'delete_all_models': 'delete_models', 'get_model_inputs': 'list_model_inputs',
    'get_model_version_inputs': 'list_model_inputs', 'get_model_types': 'list_model_types',
    'get_model_type': 'get_model_type', 'delete_workflows': 'delete_workflows',
}

# What reading an answer raises that has something else where the API has an object or a list.
SHAPE_ERRORS = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Platform(object):
    """The dialect of today's platform; see `clarifai.rest.dialects`.

    Args:
        places (Places): what the credentials open.
    """

    def __init__(self, places):
        self.places = places
        self._own_is_known = places.own_is_known()
        self._rows = {}                 # of the operations, by name
        self.public_workflows = set()   # ids that were found in Clarifai's app
        self.replaced_models = {}       # ids that were refused, and what is asked in their place

    def perform(self, operation, ids, params, send):
        """Send an operation as the platform takes it; see `clarifai.rest.dialects`."""
        for name, value in ids.items():
            check_id(name, value)
        last = _LastExchange(send)
        call = Call(operation, ids, params or {}, last, self)
        if not self._own_is_known:
            call.refuse_public_models()
        try:
            return HANDLERS.get(operation, _unchanged)(call)
        except SHAPE_ERRORS as error:
            # What broke before there was an answer is a mistake of this program, or the caller's.
            if isinstance(error, UserError) or last.answer is None:
                raise
            raise last.unreadable(error)

    def locate(self, resource):
        """The path within the user's app, or Clarifai's when it is that of a public model."""
        parts = resource.split('?')[0].split('/')
        if parts[0] == 'models' and len(parts) > 1 and parts[1] not in MODEL_LISTS:
            place, model_id, _ = self.places.of_model(unquote(parts[1]))
            beginning = _beginning(place) + '/models/' + segment('model_id', model_id)
            return beginning + resource[len('models/' + parts[1]):], place.scope.credential
        if parts[0] in table.parts_of_apps():
            place = self.places.own()
            return _beginning(place) + '/' + resource, place.scope.credential
        return '/v2/' + resource, 'api_key'

    def row(self, name):
        """The row of an operation."""
        found = self._rows.get(name)
        if found is None:
            found = self._rows[name] = table.row(name)
        return found

    def known_model_id(self, name, model_type):
        """A public model by its name of 2.x or today's id."""
        public = catalogue.find(name, model_type)
        return public.ids[-1] if public is not None else None


class _LastExchange(object):
    """Sends requests, and remembers the last one and its answer."""

    def __init__(self, send):
        self._send = send
        self._request = self.answer = None

    def __call__(self, request):
        self._request, self.answer = request, None
        self.answer = self._send(request)
        return self.answer

    def unreadable(self, cause):
        """The ApiError about an answer that cannot be read."""
        return ApiError(self._request.path, self._request.params, self._request.method,
                        answer=self.answer,
                        cause='the answer is not as the API writes it (%s)' % cause)


class Call(object):
    """One operation under way.

    Attributes:
        operation (str), ids (dict), params (dict): what is to be done.
        places (Places): what the credentials open.
        public_workflows (set): ids of workflows that were found in Clarifai's app.
        replaced_models (dict): ids of models that were refused, and their successors'.
    """

    def __init__(self, operation, ids, params, send, dialect):
        self.operation = operation
        self.ids = ids
        self.params = params
        self.places = dialect.places
        self.public_workflows = dialect.public_workflows
        self.replaced_models = dialect.replaced_models
        self._row = dialect.row
        self._send = send

    def send(self, place, operation, **arguments):
        """Send an operation of the platform.

        Args:
            place (Place): whose app it is about.
            operation (str): its name, such as 'list_inputs'.
            **arguments: what it takes, as JSON.

        Returns:
            dict: the answer.
        """
        if any(isinstance(value, (dict, list)) for value in arguments.values()):
            arguments = with_concept_values(arguments)
        try:
            return self._send(request_within(place.scope, self._row(operation), arguments))
        except ApiError as error:
            error.hint = error.hint or self._hint_at(error, place)
            raise

    def _hint_at(self, error, place):
        with_pat = place.scope.credential == 'pat'
        hint = _refusals().hint_at(error, self.operation, self.ids, self.params, with_pat,
                                   self.places.missing())
        return hint or (place.hint(error) if with_pat else None)

    def refuse_public_models(self):
        """Say that public models cannot be changed, which settings would not help.

        Raises:
            UserError: the operation is to change one.
        """
        refusals = _refusals()
        fixed = refusals.public_model_to_change(self.operation, refusals.model_ids(
            self.operation, self.ids, self.params))
        if fixed is not None:
            raise UserError('nothing was sent: %s is one of Clarifai\'s public models, which '
                            'nobody else can train or change' % shown(fixed))

    def own_or_public(self, send):
        """Send to the user's app, else to Clarifai's.

        Args:
            send (callable): takes a Place.

        Returns:
            tuple: the answer, and whether it is that of Clarifai's app.

        Raises:
            ApiError: also when neither has it; the error is then that of the user's app.
            UserError: neither of them is known.
        """
        refused = None
        try:
            return send(self.places.own()), False
        except UserError:
            if not self.places.has_public():
                raise
        except ApiError as error:
            if not self.places.has_public() or not is_missing(error):
                raise
            refused = error
        try:
            return send(self.places.public()), True
        except ApiError as error:
            if refused is None or not is_missing(error):
                raise
        with importing:
            from clarifai import advice
        if refused.hint is not None and refused.hint.code == advice.NOT_IN_APP:
            refused.hint = advice.Advice(advice.NOWHERE, refused.hint.fields)
        raise refused

    def own(self, operation, **arguments):
        """Send an operation about the user's app; see `send`."""
        return self.send(self.places.known_own or self.places.own(), operation, **arguments)

    def pass_on(self, operation):
        """Send an operation with the ids and parameters of 2.x, about the app of its model.

        Args:
            operation (str): its name.
        """
        arguments = dict(self.params, **self.ids)
        if 'model_id' not in arguments:
            return self.own(operation, **arguments)
        place, arguments['model_id'], _ = self.places.of_model(arguments['model_id'])
        return self.send(place, operation, **arguments)


def _unchanged(call):
    name = UNCHANGED[call.operation]
    if call.ids.get('concept_id', '').startswith(CONCEPT_OF_CLARIFAI):
        return call.own_or_public(lambda place: call.send(place, name, **call.ids))[0]
    return call.pass_on(name)


def _refusals():
    with importing:
        from clarifai.rest.dialects import refusals  # which nothing but a refusal needs
    return refusals


def _beginning(place):
    return place.scope.prefixes.get('app', '/v2')


def _refuse_model_feedback(call):
    raise UserError(FEEDBACK_GONE % 'model')


def _refuse_search_feedback(call):
    raise UserError(FEEDBACK_GONE % 'search')


def _of_training(call):
    with importing:
        from clarifai.rest.dialects.platform import training  # not all programs make models
    return training.HANDLERS[call.operation](call)


def _of_workflows(call):
    with importing:
        from clarifai.rest.dialects.platform import workflows  # nor use workflows
    return workflows.HANDLERS[call.operation](call)


HANDLERS = {
    'send_model_feedback': _refuse_model_feedback,
    'send_model_version_feedback': _refuse_model_feedback,
    'send_search_feedback': _refuse_search_feedback,
    'create_model': _of_training, 'patch_model': _of_training,
    'create_model_version': _of_training,
    'get_workflows': _of_workflows, 'get_public_workflows': _of_workflows,
    'get_workflow': _of_workflows, 'predict_workflow': _of_workflows,
}
for _module in (inputs, models):
    HANDLERS.update(_module.HANDLERS)
