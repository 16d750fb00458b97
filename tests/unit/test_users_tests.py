"""What tests of users put in place of the network: whatever worked with 2.6.2 works here.

They were written for a client that called ``get``, ``post`` and so on of a ``requests.Session``,
with connections of urllib3.  Tools that record traffic replace the latter; tests and tracers
replace methods of sessions, or bring a session of their own.
"""
from __future__ import absolute_import

import functools
import io
import json
import socket
import subprocess
import sys
import threading

import pytest
import requests
from six.moves import BaseHTTPServer
from urllib3 import HTTPConnectionPool

from clarifai import reading
from clarifai.errors import ApiError
from clarifai.rest import ClarifaiApp

KEY = '0123456789abcdef0123456789abcdef'
URL = 'https://pics.example.com/pier.jpg'
OUTPUTS = {'status': {'code': 10000}, 'outputs': [{'data': {'concepts': [{'name': 'pier'}]}}]}
METHODS = ('get', 'post', 'patch', 'delete')


class Reply(object):
    """As much of an answer as 2.6.2 looked at.

    Args:
        given (dict): its JSON.
        status_code (int): its HTTP status.
    """

    def __init__(self, given, status_code=200):
        self.status_code = status_code
        self.content = json.dumps(given).encode('utf-8')


class StandIn(object):
    """What stands in for a session: it notes what it is called with, with the names of 2.6.2."""

    def __init__(self, reply):
        self.reply, self.calls = reply, []

    def get(self, url, params=None, headers=None):
        """As of ``requests.Session``; so are the others."""
        return self._note('GET', url, params, headers)

    def post(self, url, data=None, headers=None):
        return self._note('POST', url, data, headers)

    def patch(self, url, data=None, headers=None):
        return self._note('PATCH', url, data, headers)

    def delete(self, url, data=None, headers=None):
        return self._note('DELETE', url, data, headers)

    def _note(self, *call):
        self.calls.append(call)
        return self.reply


def everything(app):
    """One call with each verb."""
    app.inputs.get_by_page(2, 5)
    app.public_models.general_model.predict_by_url(URL)
    app.inputs.merge_concepts('in-1', ['pier'])
    app.inputs.delete(['in-1'])


def app_with(session, base_url='https://api.test'):
    app = ClarifaiApp(api_key=KEY, base_url=base_url)
    app.api.session = session
    return app


def test_a_stand_in_for_a_session_is_called_as_2_6_2_called_it():
    session = StandIn(Reply(OUTPUTS))
    everything(app_with(session))
    assert [call[0].lower() for call in session.calls] == list(METHODS)
    (_, url, params, headers), post, _, delete = session.calls
    assert url == 'https://api.test/v2/inputs' and params == {'page': 2, 'per_page': 5}
    assert headers['Authorization'] == 'Key ' + KEY
    assert headers['Content-Type'] == 'application/json'
    assert isinstance(post[2], str)
    assert json.loads(post[2]) == {'inputs': [{'data': {'image': {'url': URL}}}]}
    assert json.loads(delete[2]) == {'ids': ['in-1']}


@pytest.mark.parametrize('raised, status_code', [(requests.ConnectionError('down'), None),
                                                 (None, 404)])
def test_what_a_stand_in_fails_with_is_an_api_error(raised, status_code):
    session = StandIn(Reply({'status': {'code': 11101}}, 404))
    if raised is not None:
        def fail(*_, **__):
            raise raised
        session.get = fail
    with pytest.raises(ApiError) as error:
        app_with(session).inputs.merge_concepts('in-1', ['pier']) if raised is None else (
            app_with(session).inputs.get_by_page())
    assert error.value.status_code == status_code
    assert KEY not in str(error.value)


class Anything(object):
    """Whatever is asked of it, as a Mock: attributes that can be called and are no values."""

    def __init__(self, **given):
        self.__dict__.update(given)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *_, **__):
        return Anything()


@pytest.mark.parametrize('status_code', [400, 404, 429, 500, 503])
def test_a_refusal_may_be_a_mock(monkeypatch, status_code):
    """Its headers are Mocks, too, of which no number of seconds can be made."""
    monkeypatch.setattr('time.sleep', lambda seconds: None)
    refusal = Reply({'status': {'code': 11100, 'description': 'no'}})
    session = StandIn(Anything(status_code=status_code, content=refusal.content))
    with pytest.raises(ApiError) as error:
        app_with(session).inputs.get_by_page()
    assert error.value.error_code == 11100 and error.value.status_code == status_code


class Claiming(StandIn, Anything):
    """As a Mock with the spec of a session: it claims its class, and has none of its parts."""

    __class__ = property(lambda self: requests.Session)


def test_a_stand_in_may_claim_to_be_a_session():
    session = Claiming(Reply(OUTPUTS))
    everything(app_with(session))
    assert [call[0].lower() for call in session.calls] == list(METHODS)


def test_the_class_of_sessions_may_be_replaced(monkeypatch):
    """As ``mock.patch('requests.Session')`` does: what it makes is used."""
    session = Claiming(Reply(OUTPUTS))
    monkeypatch.setattr(requests, 'Session', lambda: session)
    everything(ClarifaiApp(api_key=KEY, base_url='https://nowhere.invalid'))
    assert [call[0].lower() for call in session.calls] == list(METHODS)
    refusal = Reply({'status': {'code': 11100}}, 400)
    monkeypatch.setattr(requests, 'Session', lambda: Claiming(refusal))
    with pytest.raises(ApiError):
        everything(ClarifaiApp(api_key=KEY, base_url='https://nowhere.invalid'))


class Traced(requests.Session):
    """A session of somebody's own, whose `request` does what every request needs there."""

    def __init__(self):
        super(Traced, self).__init__()
        self.seen = []

    def request(self, method, url, *args, **kwargs):
        self.seen.append((method, url.partition('/v2')[2]))
        return super(Traced, self).request(method, url, *args, **kwargs)


class Handler(BaseHTTPServer.BaseHTTPRequestHandler):
    """Answers everything, and keeps what it was sent."""

    def answer(self):
        size = int(self.headers.get('Content-Length') or 0)
        self.server.seen.append((self.command, self.headers.get('Authorization'),
                                 json.loads(self.rfile.read(size).decode('utf-8') or '{}')))
        body = json.dumps(OUTPUTS).encode('utf-8')
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_DELETE = answer

    def log_message(self, *_):
        """Print nothing."""


@pytest.fixture
def server():
    """A server on this machine, with `url` and what it has `seen`."""
    server = BaseHTTPServer.HTTPServer(('127.0.0.1', 0), Handler)
    server.seen, server.url = [], 'http://127.0.0.1:%d' % server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_request_of_a_session_of_ones_own_is_called(server):
    session = Traced()
    everything(app_with(session, server.url))
    assert [method for method, _ in session.seen] == ['GET', 'POST', 'PATCH', 'DELETE']
    assert [command for command, _, _ in server.seen] == ['GET', 'POST', 'PATCH', 'DELETE']
    assert set(key for _, key, _ in server.seen) == set(['Key ' + KEY])
    assert server.seen[1][2] == {'inputs': [{'data': {'image': {'url': URL}}}]}


def test_hooks_of_such_a_session_are_called_once(server):
    session, called = Traced(), []
    session.hooks['response'].append(lambda response, **_: called.append(response.status_code))
    app_with(session, server.url).inputs.get_by_page()
    assert called == [200]


class Wrapper(object):
    """What wrapt, and with it AWS X-Ray and others, puts in the place of a method.

    It has all attributes of the method, but is none.
    """

    def __init__(self, method, seen):
        self._method, self._seen = method, seen

    def __getattr__(self, name):
        return getattr(self._method, name)

    def __call__(self, method, url, *args, **kwargs):
        self._seen.append(method)
        return self._method(method, url, *args, **kwargs)


def test_a_wrapped_method_is_called(server):
    session, seen = requests.Session(), []
    session.request = Wrapper(session.request, seen)
    everything(app_with(session, server.url))
    assert seen == ['GET', 'POST', 'PATCH', 'DELETE']


def test_a_limit_that_a_partial_sets_counts(server, monkeypatch):
    """As programs gave 2.6.2 a limit, which had none."""
    session, limits = requests.Session(), []
    session.request = functools.partial(session.request, timeout=7)
    send = session.send
    monkeypatch.setattr(session, 'send', lambda request, **options: (
        limits.append(options['timeout']) or send(request, **options)))
    app_with(session, server.url).inputs.get_by_page()
    assert limits == [7]


def test_a_key_of_netrc_does_not_take_the_place_of_ours_there(server, tmpdir, monkeypatch):
    tmpdir.join('netrc').write('machine 127.0.0.1 login ann password secret')
    monkeypatch.setenv('NETRC', str(tmpdir.join('netrc')))
    app_with(Traced(), server.url).inputs.get_by_page()
    assert server.seen[0][1] == 'Key ' + KEY


def test_a_large_content_goes_through_it_whole(server, tmpdir):
    path = tmpdir.join('large.jpg')
    path.write_binary(b'x' * 300000)
    app_with(Traced(), server.url).public_models.general_model.predict_by_filename(str(path))
    assert len(server.seen[0][2]['inputs'][0]['data']['image']['base64']) == 400000


PATCHED_FIRST = '''
import json
import requests

def replaced(self, method, url, **kwargs):
    reply = requests.Response()
    reply.status_code, reply._content = 200, json.dumps(%r).encode('utf-8')
    return reply

requests.Session.request = replaced
from clarifai.rest import ClarifaiApp
app = ClarifaiApp(api_key=%r, base_url='https://nowhere.invalid')
print(app.public_models.general_model.predict_by_url(%r)['outputs'][0]['data'])
''' % (OUTPUTS, KEY, URL)


def test_a_method_of_requests_may_be_replaced_before_anything_is_imported():
    """As ``mock.patch('requests.Session.request')`` around a whole test does."""
    printed = subprocess.check_output([sys.executable, '-c', PATCHED_FIRST])
    assert b'pier' in printed


@pytest.mark.parametrize('verb', ['post', 'request'])
def test_a_method_of_requests_may_be_replaced_later(monkeypatch, verb):
    reply = requests.Response()
    reply.status_code, reply._content = 200, json.dumps(OUTPUTS).encode('utf-8')
    app = ClarifaiApp(api_key=KEY, base_url='https://nowhere.invalid')
    monkeypatch.setattr(requests.Session, verb, lambda *args, **kwargs: reply)
    assert app.public_models.general_model.predict_by_url(URL) == OUTPUTS


# Recorders of traffic, and other sockets

def test_connections_of_a_recorder_are_used(server, monkeypatch):
    """As vcrpy has it, which puts its class into the pools of urllib3 while it is at work."""
    made = []

    class Recorder(HTTPConnectionPool.ConnectionCls):
        def __init__(self, *args, **kwargs):
            made.append(self)
            super(Recorder, self).__init__(*args, **kwargs)

    app = ClarifaiApp(api_key=KEY, base_url=server.url)
    with monkeypatch.context() as replaced:
        replaced.setattr(HTTPConnectionPool, 'ConnectionCls', Recorder)
        app.inputs.get_by_page()
    assert len(made) == 1
    ClarifaiApp(api_key=KEY, base_url=server.url).inputs.get_by_page()
    assert len(made) == 1


class OtherSocket(object):
    """A socket that is none: it has no `gettimeout`, as that of pyOpenSSL in urllib3.

    Args:
        error (Exception): what asking for its limit raises; None for an absent method.
    """

    def __init__(self, error=None):
        if error is not None:
            self.gettimeout = lambda: self._raise(error)

    @staticmethod
    def _raise(error):
        raise error

    def makefile(self, *_):
        """What an answer is read from."""
        return io.BytesIO(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')


@pytest.mark.parametrize('error', [None, ValueError('a real socket does not exist'),
                                   socket.error('closed')])
def test_a_socket_that_tells_no_limit_is_read_all_the_same(error):
    response = reading._TimedResponse(OtherSocket(error))
    response.begin()
    assert response.read() == b'{}'


def test_modules_that_2x_had_imported_are_there_to_be_replaced():
    """As by ``mock.patch('clarifai.rest.client.time.sleep')``, so that no test need wait."""
    from clarifai.rest import client
    import time
    assert client.time is time and client.logging.getLogger
    assert sys.version_info < (3, 7) or client.requests is requests
    assert not hasattr(client, 'itertools')
