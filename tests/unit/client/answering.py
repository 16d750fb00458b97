"""A connection that answers from a table, for the tests of today's SDK."""
from __future__ import annotations

from clarifai.connection import Connection
from clarifai.errors import ApiError

BASE = 'https://api.example.com'
OK = {'code': 10000, 'description': 'Ok'}


class Answering:
    """Answers requests in order, and keeps them.

    Args:
        *answers: a dictionary is the answer of a success, to which the status is added; an
            exception is raised; a callable takes verb, path and parameters.

    Attributes:
        requests (list): verbs, paths and parameters.
        connection (Connection): what sends here.
    """

    def __init__(self, *answers):
        self._answers = list(answers)
        self.requests = []
        self.connection = Connection(pat='p' * 32, base_url=BASE, http_client=lambda: self._client)

    def _client(self, session, api_key):
        return _Client(self)

    def answer(self, method, params, url):
        path = url[len(BASE):]
        self.requests.append((method, path, params))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer = answer(method, path, params)
        return dict({'status': OK}, **answer)


class _Client:
    takes_contents = True

    def __init__(self, api):
        self.execute_request = api.answer


def failure(code, description='Failed', http=400):
    """An ApiError as a server's refusal makes it."""
    error = ApiError(BASE, {}, 'POST', answer={'status': {'code': code,
                                                          'description': description}})
    error.status_code = http
    return error
