"""What is refused, and how: always the API's kind of error, never a traceback or HTML."""
from __future__ import absolute_import

import json
import socket

import pytest
from sandbox_process import Api, SandboxProcess, an_input, plain, requests


@pytest.fixture(scope='module')
def sandbox():
    process = SandboxProcess()
    yield process
    process.stop()
    # Nothing that a client can do wrong is worth a line on the console.
    assert not process.complaints()


@pytest.fixture
def api(sandbox):
    return Api(sandbox.url)


@pytest.mark.parametrize('header, http, code', [
    (None, 401, 11002), ('', 401, 11002), ('Basic abc', 401, 11002), ('abc', 401, 11002),
    ('Key', 401, 11008), ('Key  ', 401, 11008)])
def test_credentials(sandbox, header, http, code):
    headers = {} if header is None else {'Authorization': header}
    response = requests.get(sandbox.url + '/v2/inputs', headers=headers)
    assert response.status_code == http
    assert response.json()['status']['code'] == code
    assert 'Key' in response.json()['status']['details'] or 'key' in response.json()['status'][
        'details']


def test_scheme_is_not_case_sensitive(sandbox):
    response = requests.get(sandbox.url + '/v2/inputs', headers={'Authorization': 'key abc'})
    assert response.status_code == 200


@pytest.mark.parametrize('body', [
    '{', '[]', '"text"', '7', '{"a": NaN}', '{"a": 1e999}', '{"a": "\\ud800"}', b'\xff\xfe\x00',
    '[' * 100000, '{"a":' * 150 + '1' + '}' * 150])
def test_bodies_that_are_not_json_objects(api, body):
    response = api.session.post(api.url + '/v2/inputs', data=body)
    assert response.status_code == 400
    assert response.json()['status']['code'] == 11100
    assert response.headers['Content-Type'] == 'application/json'


@pytest.mark.parametrize('body', ['', 'null', '{}', '\xef\xbb\xbf{}'])
def test_bodies_that_say_nothing(api, body):
    response = api.session.post(api.url + '/v2/inputs', data=body.encode('latin-1'))
    assert response.status_code == 400
    assert response.json()['status']['code'] == 11100
    assert "'inputs'" in response.json()['status']['details']
    response = api.session.post(api.url + '/v2/searches', data=body.encode('latin-1'))
    assert response.status_code == 200


@pytest.mark.parametrize('method, path, body', [
    ('POST', '/inputs', {'inputs': {}}), ('POST', '/inputs', {'inputs': ['x']}),
    ('POST', '/inputs', {'inputs': [{'id': 7, 'data': {'image': {'base64': 'x'}}}]}),
    ('POST', '/inputs', {'inputs': [{'id': 'i' * 257, 'data': {'image': {'base64': 'x'}}}]}),
    ('POST', '/models', {'model': {'id': 'm', 'output_info': []}}),
    ('POST', '/models', {'model': {'id': 'm', 'output_info': {
        'output_config': {'closed_environment': 'yes'}}}}),
    ('DELETE', '/inputs', {'ids': 'all'}), ('DELETE', '/inputs', {'delete_all': 'true'}),
    ('POST', '/searches', {'query': {'ands': {}}}),
    ('POST', '/searches', {'pagination': {'page': 1.5}}),
    ('POST', '/searches', {'pagination': {'per_page': 10 ** 400}}),
    ('POST', '/concepts/searches', {'concept_query': {'name': 7}}),
    ('POST', '/models/searches', {'model_query': {'type': True}})])
def test_wrong_types(api, method, path, body):
    response = api.send(method, path, body)
    answer = response.json()
    assert response.status_code == 400
    # An item of a batch has a status of its own.
    batch = answer['status']['code'] == 10020
    status = answer['inputs'][0]['status'] if batch else answer['status']
    assert status['code'] == 11102
    assert status['details']


def test_unknown_routes_and_methods(sandbox, api):
    assert api.refused('GET', '/no/such/route')[:2] == (404, 11101)
    assert api.refused('GET', '/inputs/a/b')[:2] == (404, 11101)
    assert api.refused('PUT', '/inputs')[:2] == (405, 11103)
    assert api.refused('GET', '/models/m/outputs')[:2] == (405, 11103)
    assert api.refused('OPTIONS', '/inputs')[:2] == (405, 11103)
    assert api.refused('BREW', '/inputs')[:2] == (405, 11103)
    assert api.send('HEAD', '/inputs').status_code == 405
    for path in ('/v2', '/v3/inputs', '/v2//inputs'):
        response = api.session.get(sandbox.url + path)
        assert (response.status_code, response.json()['status']['code']) == (404, 11101)


def test_a_slash_at_the_end_and_a_query(api):
    assert api.ok('GET', '/inputs/?page=1')['inputs'] == []


def test_every_answer_has_a_request_id(api):
    ids = set(api.send('GET', path).json()['status']['req_id']
              for path in ('/inputs', '/inputs', '/nowhere', '/inputs/ghost'))
    assert len(ids) == 4
    assert all(len(req_id) == 32 for req_id in ids)


def raw(sandbox, data, close=True):
    """Sends bytes; returns all that comes back until the connection ends or falls silent."""
    host, port = sandbox.url.split('//')[1].split(':')
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(data)
        if close:
            connection.shutdown(socket.SHUT_WR)
        received = b''
        while True:
            part = connection.recv(65536)
            received += part
            if not part:
                return received


@pytest.mark.parametrize('data', [
    b'nonsense\r\n\r\n', b'GET /v2/inputs HTTP/9.9\r\n\r\n',
    b'POST /v2/inputs HTTP/1.1\r\nContent-Length: many\r\n\r\n',
    b'GET /' + b'x' * 70000 + b' HTTP/1.1\r\n\r\n'])
def test_what_is_not_http(sandbox, data):
    head, _, body = raw(sandbox, data).partition(b'\r\n\r\n')
    assert b'application/json' in head and b'Connection: close' in head
    assert json.loads(body.decode('utf-8'))['status']['code'] == 11100


def test_a_body_that_breaks_off_changes_nothing(sandbox, api):
    body = json.dumps({'inputs': [an_input(plain('red'))]}).encode('ascii')
    head = ('POST /v2/inputs HTTP/1.1\r\nHost: x\r\nAuthorization: Key %s\r\n'
            'Content-Length: %d\r\n\r\n' % (api.key, len(body) + 10)).encode('ascii')
    raw(sandbox, head + body)
    assert api.ok('GET', '/inputs')['inputs'] == []


def test_a_body_that_is_too_large_is_not_read(sandbox):
    head = (b'POST /v2/inputs HTTP/1.1\r\nHost: x\r\nAuthorization: Key k\r\n'
            b'Content-Length: 999999999999\r\n\r\n')
    answer = raw(sandbox, head, close=False)
    assert answer.startswith(b'HTTP/1.1 413')
    assert b'11006' in answer and b'Connection: close' in answer


def test_connections_stay_open(sandbox):
    request = b'GET /v2/inputs HTTP/1.1\r\nHost: x\r\nAuthorization: Key k\r\n\r\n'
    posted = (b'POST /v2/searches HTTP/1.1\r\nHost: x\r\nAuthorization: Key k\r\n'
              b'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n')
    answers = raw(sandbox, request + posted + request)
    assert answers.count(b'HTTP/1.1 200') == 3


def test_connections_are_closed_when_the_client_says_so(sandbox):
    request = (b'GET /v2/inputs HTTP/1.1\r\nHost: x\r\nAuthorization: Key k\r\n'
               b'Connection: close\r\n\r\n')
    assert raw(sandbox, request + request, close=False).count(b'HTTP/1.1 200') == 1
