"""Whatever is sent to whatever route: no 5xx, no traceback, no hang, always JSON with a status.

A run takes the same requests each time. CLARIFAI_FUZZ sets how many are sent to each route, and
makes them new ones; a failure prints the request.
"""
from __future__ import absolute_import

import http.client
import json
import logging
import os
import re
import socket
import threading

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')
hypothesis = pytest.importorskip('hypothesis')

import fuzzing  # noqa: E402
from contract import match  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from clarifai.sandbox.web import routes  # noqa: E402
from clarifai.sandbox.sandbox import Sandbox  # noqa: E402

EXAMPLES = os.environ.get('CLARIFAI_FUZZ')
PATIENCE = 30  # seconds, after which a request hangs
SETTINGS = hypothesis.settings(
    max_examples=int(EXAMPLES or 30), derandomize=not EXAMPLES, deadline=None, database=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate,
            hypothesis.Phase.shrink],
    suppress_health_check=list(hypothesis.HealthCheck))
ROUTES = sorted(set((route.method, route.path) for route in routes.ROUTES + routes.OWN_ROUTES))
HEADERS = {'Authorization': 'Key ann-pat', 'Content-Type': 'application/json'}
PICTURE = fuzzing.text64(fuzzing.png(4, 1))


class Failures(logging.Handler):
    """Keeps what goes wrong in the server: log records, and ends of threads."""

    def __init__(self):
        super(Failures, self).__init__(logging.WARNING)
        self._found = []

    def emit(self, record):
        self._found.append(self.format(record))

    def taken(self):
        """Returns what went wrong since it was last asked."""
        found, self._found = self._found, []
        return found

    def thread_ended(self, args):
        """Takes note of a thread that ended by an exception; a hook of `threading`."""
        self._found.append(repr(args))


@pytest.fixture(scope='module')
def failures():
    kept, hook = Failures(), threading.excepthook
    logging.getLogger().addHandler(kept)
    threading.excepthook = kept.thread_ended
    yield kept
    threading.excepthook = hook
    logging.getLogger().removeHandler(kept)


class Client(object):
    """Sends requests over one connection to a sandbox.

    Args:
        sandbox (Sandbox): in this process.
        failures (Failures): what has gone wrong in it.
    """

    def __init__(self, sandbox, failures):
        self.sandbox = sandbox
        self.version = self.app = ''
        self._failures = failures
        self._address = sandbox.url.split('//')[1]
        self._connection = http.client.HTTPConnection(self._address, timeout=PATIENCE)

    def check(self, request):
        """Sends a request; the answer must be one of the API's kind."""
        answer, data = self.checked(request)
        if request.target.startswith('/v2/ext/'):  # of OpenAI's form, which has no status
            assert 'data' in json.loads(data.decode('utf-8')) or answer.status >= 400, data
        elif answer.getheader('Content-Type') == 'application/json':
            status = json.loads(data.decode('utf-8'))['status']
            assert isinstance(status['code'], int) and status['description'], (request, data)
        elif answer.getheader('Content-Type') == 'application/x-ndjson':
            for line in data.decode('utf-8').splitlines():
                status = json.loads(line)['result']['status']
                assert isinstance(status['code'], int) and status['description'], (request, line)
        else:
            assert request.target.startswith('/sandbox/media/'), (request, answer.headers)

    def checked(self, request):
        """Sends a request, which nothing must fail at; returns the answer and its body."""
        target = request.target.replace(fuzzing.VERSION, self.version)
        request = request._replace(target=target.replace(fuzzing.APP, self.app))
        answer, data = self._sent(request)
        found = self._failures.taken()
        assert not found, (request, found)
        assert answer.status < 500, (request, data)
        return answer, data

    def _sent(self, request):
        try:
            self._connection.request(request.method, request.target, request.body, request.headers)
            answer = self._connection.getresponse()
            return answer, answer.read()
        except (http.client.HTTPException, OSError) as error:
            self._connection.close()
            raise AssertionError('%r: no answer to %r' % (error, request))

    def put(self, path, body):
        """Adds what the other requests are about, unless it is there; returns the answer."""
        answer, data = self._sent(fuzzing.Request(
            'POST', '/v2' + path, HEADERS, json.dumps(body).encode('utf-8')))
        assert answer.status < 500, data
        return json.loads(data.decode('utf-8'))


@pytest.fixture(scope='module')
def client(failures):
    with Sandbox() as sandbox:
        yield Client(sandbox, failures)


def fill(client):
    """Puts some things into both apps of the key: its own, and one of today's platform."""
    for place in ('', '/users/ann/apps/photos'):
        client.put(place + '/inputs', {'inputs': [
            {'id': name, 'data': {'image': {'base64': PICTURE}, 'metadata': {'n': [1]},
                                  'concepts': [{'id': 'warm', 'value': value}]}}
            for name, value in (('red', 1), ('blue', 0))]})
        with_concept = {'output_info': {'data': {'concepts': [{'id': 'warm'}]}}}
        client.put(place + '/models', {
            'model': {'id': 'warmth'} if place else dict(with_concept, id='warmth')})
        client.put(place + '/concepts', {'concepts': [{'id': 'cold'}]})
        trained = client.put(place + '/models/warmth/versions',
                             {'model_versions': [with_concept]} if place else {})
        client.version = trained['model']['model_version']['id']
    client.put('/users/ann/apps/photos/annotations', {'annotations': [
        {'id': 'note', 'input_id': 'red', 'data': {'concepts': [{'id': 'warm'}]}}]})


@pytest.mark.parametrize('method, path', ROUTES, ids=['%s %s' % route for route in ROUTES])
def test_routes(client, method, path):
    fill(client)
    found, _ = match(method, path.replace('{', '').replace('}', ''))
    message = found.request if found else None

    @SETTINGS
    @hypothesis.given(fuzzing.requests(method, path, message))
    def check(request):
        client.check(request)
        client.sandbox.faults.clear()  # one may have been ordered

    check()


def test_other_paths(client):
    @SETTINGS
    @hypothesis.given(st.sampled_from(['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS']),
                      st.lists(st.sampled_from(['v2', 'users', 'ann', 'apps', 'inputs', '%2f', '',
                                                'models', '..', 'sandbox', '%00', 'v1', '%ff']),
                               min_size=1, max_size=8),
                      fuzzing.bodies(None, 4))
    def check(method, parts, body):
        client.check(fuzzing.Request(method, '/v2/' + '/'.join(parts), HEADERS, body))

    check()


def test_the_page(client):
    fill(client)
    _, data = client.checked(fuzzing.Request('GET', '/', {}, b''))
    client.app = re.search('/page/apps/([^/]+)/', data.decode('utf-8')).group(1)

    @hypothesis.settings(SETTINGS, max_examples=10 * SETTINGS.max_examples)
    @hypothesis.given(fuzzing.page_requests())
    def check(request):
        client.checked(request)

    check()


LINES = [b'GET /v2/inputs HTTP/1.1', b'POST /v2/inputs HTTP/1.1', b'GET  HTTP/1.1', b'GET /',
         b'GET http://x/v2/inputs HTTP/1.1', b'\xff\xfe /\xff HTTP/1.1', b'PRI * HTTP/2.0',
         b'GET /v2/inputs HTTP/9.9', b'GET /v2/\xc3\xa9 HTTP/1.1', b'CONNECT x:1 HTTP/1.1',
         b'HEAD /v2/inputs HTTP/1.1', b'GET /' + b'x' * 70000 + b' HTTP/1.1', b'TRACE / HTTP/1.1',
         b'\x16\x03\x01\x02\0\x01\0']
FIELDS = [b'Host: x', b'Authorization: Key k', b'Content-Length: -1', b'Content-Length: 5',
          b'Content-Length: 99999999999999', b'Content-Length: 1, 1', b'Content-Length: \xb2',
          b'Transfer-Encoding: chunked', b'Transfer-Encoding: x', b'x', b': y', b'\xff: \xff',
          b'Connection: close', b'Expect: 100-continue', b'X: ' + b'y' * 70000]
CONTENTS = [b'', b'{}', b'5\r\n{"a":\r\n', b'0\r\n\r\n', b'zz\r\n', b'-1\r\n{}\r\n', b'\0' * 9]


def exchange(address, sent):
    """Returns what a server answers to some bytes; nothing, if it does not take all of them."""
    with socket.create_connection(address, PATIENCE) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            return b''.join(iter(lambda: connection.recv(65536), b''))
        except socket.timeout:
            raise
        except OSError:
            return b''


def test_what_is_not_quite_http(client, failures):
    host, port = client.sandbox.url.split('//')[1].split(':')

    @SETTINGS
    @hypothesis.given(st.sampled_from(LINES), st.lists(st.sampled_from(FIELDS), max_size=4),
                      st.sampled_from(CONTENTS))
    def check(line, fields, content):
        sent = b'\r\n'.join([line] + fields + [b'', content])
        answer = exchange((host, int(port)), sent)
        found = failures.taken()
        assert not found, (sent, found)
        assert b' 500 ' not in answer.split(b'\r\n')[0] and b'Traceback' not in answer, sent

    check()


def test_nothing_went_to_the_console(client, capfd):
    assert 'Traceback' not in capfd.readouterr().err
