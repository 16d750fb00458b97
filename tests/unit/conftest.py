"""What the unit tests share: a home and an environment of their own, and a client without network.

`http` stands in for the network at the one seam there is, ``clarifai.rest.http_client.HttpClient``:
a test queues answers in it and looks at the requests that were made.
"""
from __future__ import absolute_import

import json
import os

import pytest

from answers import BASE, KEY, OK
from clarifai.rest import ApiClient, ApiError, ClarifaiApp, http_client


class Request(object):
    """One request as the seam saw it; `path` is the URL without the base."""

    def __init__(self, method, params, url, repeatable, api_key):
        self.method = method
        self.params = params
        self.url = url
        self.repeatable = repeatable
        self.api_key = api_key
        self.path = url[len(BASE):] if url.startswith(BASE) else url

    def __repr__(self):
        return '%s %s %r' % (self.method, self.path, self.params)


class Http(object):
    """The queue of answers and the list of requests."""

    def __init__(self):
        self.requests = []
        self._answers = []

    def answer(self, *answers):
        """Queue answers: dicts (a status of success is added), or exceptions to raise."""
        for answer in answers:
            if isinstance(answer, dict):
                answer = dict({'status': OK}, **answer)
            self._answers.append(answer)

    def refuse(self, status_code, code=None, description=None, details=None):
        """Queue the ApiError that an HTTP status becomes."""
        self._answers.append((status_code, {
            'status': {'code': code, 'description': description, 'details': details}}))

    @property
    def last(self):
        """The latest request."""
        return self.requests[-1]

    @property
    def paths(self):
        """Verb and path of every request, in order."""
        return ['%s %s' % (request.method, request.path) for request in self.requests]

    def exchange(self, request):
        """Note a request and give its answer."""
        self.requests.append(request)
        assert self._answers, 'no answer queued for %r' % request
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, tuple):
            raise ApiError(request.url, request.params, request.method,
                           response=FakeResponse(*answer))
        return answer


class FakeResponse(object):
    """As much of a ``requests.Response`` as ApiError reads."""

    reason = 'Reason'

    def __init__(self, status_code, answer):
        self.status_code = status_code
        self.content = json.dumps(answer).encode('utf-8')


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmpdir):
    """An empty home, and none of the variables that the client reads."""
    for name in list(os.environ):
        if name.startswith('CLARIFAI_'):
            monkeypatch.delenv(name)
    home = tmpdir.mkdir('home')
    for name in ('HOME', 'USERPROFILE', 'HOMEPATH'):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture
def http(monkeypatch):
    """The network of a test: queue answers in it, then look at its requests."""
    network = Http()

    class FakeHttpClient(object):

        repeatable = False

        def __init__(self, session, api_key):
            self._api_key = api_key

        def execute_request(self, method, params, url):
            return network.exchange(Request(method, params, url, self.repeatable, self._api_key))

    monkeypatch.setattr(http_client, 'HttpClient', FakeHttpClient)
    return network


@pytest.fixture
def app(http):
    """A ClarifaiApp whose requests go to `http`."""
    return ClarifaiApp(api_key=KEY, base_url=BASE)


@pytest.fixture
def api(http):
    """An ApiClient whose requests go to `http`."""
    return ApiClient(api_key=KEY, base_url=BASE)


class Clock(object):
    """A clock that only sleeping moves forward."""

    def __init__(self):
        self.now = 1000000.0
        self.slept = []

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    """A clock in place of ``time.time`` and ``time.sleep``: nothing really waits."""
    made = Clock()
    monkeypatch.setattr('time.time', made.time)
    monkeypatch.setattr('time.sleep', made.sleep)
    return made
