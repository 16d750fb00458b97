"""What nobody could check of today's platform, asked of the service; each question only reads.

The numbers are those of the choices in docs/platform.rst.
"""
from __future__ import absolute_import

from collections import namedtuple

from clarifai.errors import ApiError, UserError
from clarifai.rest.api_client import ApiClient
from clarifai.status_codes import MODEL_DOES_NOT_EXIST

NEEDS_APP = 'not settled: it takes a PAT, a user and an app to ask'
NO_INPUTS = 'not settled: the app has no input with a URL to ask with'
FAILED = 'not settled: %s'
UNREACHABLE = 'the service could not be asked'
MISSING_ID = 'no-such-thing-7f3a'

# The number; what it is called; a function that takes an App and says what was found.
Question = namedtuple('Question', 'number title ask')


class App(object):
    """An app of the user's own, with a PAT.

    Args:
        pat (str), user_id (str), app_id (str): the app, as the user's settings name it.
    """

    def __init__(self, pat, user_id, app_id):
        self.user_id = user_id
        self.app_id = app_id
        self.api = ApiClient(pat=pat, user_id=user_id, app_id=app_id, dialect='platform')

    def get(self, path='', params=None):
        """The JSON of a GET of the app, or below it."""
        return self.api.get(self._path(path), params)

    def post(self, path, body):
        """The JSON of a POST below the app."""
        return self.api.post(self._path(path), body)

    def first_input(self, wanted):
        """The first of the app's inputs of whose data `wanted` is true, or None."""
        inputs = self.get('inputs', {'page': 1, 'per_page': 100}).get('inputs') or ()
        return next((item for item in inputs if wanted(item.get('data') or {})), None)

    def _path(self, path):
        return ('users/%s/apps/%s/%s' % (self.user_id, self.app_id, path)).rstrip('/')


def answers(pat, user_id, app_id):
    """What the service says of each question.

    Args:
        pat (str), user_id (str), app_id (str): as far as known, else None.

    Yields:
        tuple: the number with a title, and what was found, or why nothing was.
    """
    app = App(pat, user_id, app_id) if pat and user_id and app_id else None
    for question in QUESTIONS:
        yield 'no. %d' % question.number, '%s: %s' % (
            question.title, NEEDS_APP if app is None else _answer_of(question, app))


def _answer_of(question, app):
    try:
        return question.ask(app)
    except ApiError as error:
        return FAILED % (_codes_of(error) if error.from_api else UNREACHABLE)
    except UserError as error:
        return FAILED % error


def original_url(app):
    """3 and 11. Whether inputs are found by their original URL."""
    item = app.first_input(lambda data: (data.get('image') or {}).get('url'))
    if item is None:
        return NO_INPUTS
    query = {'ands': [{'input': {'data': {'image': {'url': item['data']['image']['url']}}}}]}
    try:
        answer = app.post('searches', {'query': query, 'pagination': {'page': 1, 'per_page': 100}})
    except ApiError as error:
        if not error.from_api or error.status_code >= 500:
            raise
        return 'settled: no, POST /searches is refused (%s)' % _codes_of(error)
    ids = [(hit.get('input') or {}).get('id') for hit in answer.get('hits') or ()]
    return 'settled: %s, POST /searches finds %d inputs by the URL of one' % (
        'yes' if item.get('id') in ids else 'no', len(ids))


def missing_model(app):
    """10. With which HTTP status a model that does not exist is told."""
    try:
        app.get('models/' + MISSING_ID)
    except ApiError as error:
        if error.error_code != MODEL_DOES_NOT_EXIST:
            raise
        return 'settled: ' + _codes_of(error)
    return 'not settled: a model of an id that nobody has is there'


def base_workflow(app):
    """13. What the app sees in its inputs."""
    workflow = (app.get().get('app') or {}).get('default_workflow_id')
    if not workflow:
        return 'not settled: the answer names no base workflow'
    return 'settled: by the workflow %s' % workflow


def _codes_of(error):
    return 'HTTP %s with code %s' % (error.status_code, error.error_code)


QUESTIONS = (
    Question(3, 'inputs by their URL', original_url),
    Question(10, 'HTTP status of a missing model', missing_model),
    Question(13, 'what the app sees', base_workflow),
)
