"""Faults on order, as a client sees them over real connections."""
from __future__ import absolute_import

import contextlib
import email.utils
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time

import pytest
from sandbox_process import ROOT, Api, SandboxProcess, requests, shared_sandbox, wait_for

from clarifai.sandbox import Sandbox

INPUTS = '/v2/inputs'
CONCEPT = {'concepts': [{'id': 'cup'}]}

sandbox = shared_sandbox()


@pytest.fixture()
def api(sandbox):
    yield Api(sandbox.url)
    requests.delete(sandbox.url + '/sandbox/faults').raise_for_status()


def order(api, **fault):
    """Orders a fault; returns it as it is listed."""
    answer = requests.post(api.url + '/sandbox/faults', json=fault)
    assert answer.status_code == 200, answer.text
    return answer.json()['fault']


def refused(api, **fault):
    """Orders a fault that makes no sense; returns what the sandbox says of it."""
    answer = requests.post(api.url + '/sandbox/faults', json=fault)
    assert (answer.status_code, answer.json()['status']['code']) == (400, 11102)
    return answer.json()['status']['details']


def listed(api):
    return requests.get(api.url + '/sandbox/faults').json()['faults']


def raw(api, method='GET', path=INPUTS, body=b''):
    """Sends a request over a socket; returns the connection, nothing of the answer being read."""
    host, port = api.url.split('//')[1].split(':')
    connection = socket.create_connection((host, int(port)), timeout=30)
    head = '%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Key %s\r\nContent-Length: %d\r\n\r\n' % (
        method, path, host, api.key, len(body))
    connection.sendall(head.encode('ascii') + body)
    return connection


def names(api):
    return [concept['id'] for concept in api.ok('GET', '/concepts')['concepts']]


@pytest.mark.parametrize('status, code', [(429, 11005), (500, 98004), (502, 98004), (503, 98004),
                                          (404, 10020)])
def test_an_error_instead_of_acting(api, status, code):
    order(api, status=status, times=1)
    assert api.refused('POST', '/concepts', CONCEPT)[:2] == (status, code)
    assert names(api) == []


def test_an_error_after_acting(api):
    order(api, status=500, acted=True, times=1)
    assert api.refused('POST', '/concepts', CONCEPT)[0] == 500
    assert names(api) == ['cup']


def test_retry_after_in_seconds_and_as_a_date(api):
    order(api, status=429, retry_after=7, times=1)
    order(api, status=503, retry_after=3600, retry_after_date=True, times=1)
    assert api.send('GET', '/inputs').headers['Retry-After'] == '7'
    answer = api.send('GET', '/inputs')
    assert answer.status_code == 503
    date = email.utils.parsedate_to_datetime(answer.headers['Retry-After'])
    assert 3500 < date.timestamp() - time.time() < 3601
    order(api, status=429, times=1)
    assert 'Retry-After' not in api.send('GET', '/inputs').headers


@pytest.mark.parametrize('acted', [False, True])
def test_a_closed_connection(api, acted):
    order(api, close=True, acted=acted, method='POST', times=1)
    body = json.dumps(CONCEPT).encode('ascii')
    with raw(api, 'POST', '/v2/concepts', body) as connection:
        assert connection.recv(1000) == b''
    assert names(api) == (['cup'] if acted else [])


def test_a_client_sees_a_closed_connection_as_a_failed_one(api):
    order(api, close=True)
    with pytest.raises(requests.ConnectionError):
        api.send('GET', '/inputs')


@contextlib.contextmanager
def delayed(api, **delay):
    """Creates a concept, which takes two seconds; meanwhile gives a reader of the same app."""
    rule = order(api, method='POST', times=1, **delay)
    writer = Api(api.url)
    thread = threading.Thread(target=writer.ok, args=('POST', '/concepts', CONCEPT))
    began = time.monotonic()
    thread.start()
    wait_for(lambda: [one for one in listed(api) if one['id'] == rule['id'] and one['struck']])
    yield Api(api.url, writer.key)
    assert thread.is_alive()
    thread.join()
    assert time.monotonic() - began >= 2
    assert names(writer) == ['cup']


def test_a_delay_before_acting(api):
    with delayed(api, delay=2) as reader:
        assert names(reader) == []


def test_a_delay_before_answering(api):
    with delayed(api, delay_answer=2) as reader:
        wait_for(lambda: names(reader))


def test_a_body_that_drips(api):
    order(api, drip=0.01, drip_bytes=20)
    began = time.monotonic()
    with raw(api) as connection:
        response = http.client.HTTPResponse(connection)
        response.begin()
        body = response.read()
    assert json.loads(body)['status']['code'] == 10000
    assert time.monotonic() - began >= 0.01 * (len(body) // 20 - 1)


def test_a_client_that_gives_up_on_a_drip_harms_nobody(api):
    order(api, drip=1, times=1)
    with pytest.raises((requests.Timeout, requests.ConnectionError)):
        api.send('GET', '/inputs', timeout=0.3)
    assert api.ok('GET', '/inputs')['inputs'] == []


def test_a_truncated_body(api):
    order(api, body='truncated', times=1)
    with raw(api) as connection:
        response = http.client.HTTPResponse(connection)
        response.begin()
        assert response.status == 200
        with pytest.raises(http.client.IncompleteRead) as caught:
            response.read()
        assert connection.recv(1) == b''
    assert len(caught.value.partial) == int(response.headers['Content-Length']) // 2


def test_a_page_where_json_should_be(api):
    order(api, status=502, body='html', times=1)
    answer = api.send('POST', '/concepts', CONCEPT)
    assert (answer.status_code, answer.headers['Content-Type']) == (502, 'text/html; charset=utf-8')
    assert '<h1>502 BAD GATEWAY</h1>' in answer.text
    assert names(api) == []
    order(api, body='html', times=1)
    answer = api.send('POST', '/concepts', CONCEPT)
    assert (answer.status_code, answer.text[:6]) == (200, '<html>')
    assert names(api) == ['cup']


def test_an_empty_body(api):
    order(api, body='empty', times=1)
    answer = api.send('GET', '/inputs')
    assert (answer.status_code, answer.content) == (200, b'')
    assert answer.headers['Content-Length'] == '0'
    order(api, status=503, body='empty', times=1)
    assert (api.send('GET', '/inputs').status_code, answer.content) == (503, b'')


def test_a_wrong_content_type(api):
    order(api, content_type='text/plain', times=1)
    answer = api.send('GET', '/inputs')
    assert answer.headers['Content-Type'] == 'text/plain'
    assert answer.json()['inputs'] == []


def test_a_connection_goes_on_after_an_error_with_a_body_unread(api):
    order(api, status=503, times=2)
    for _ in range(2):
        assert api.refused('POST', '/concepts', {'concepts': [{'id': 'x' * 10 ** 6}]})[0] == 503
    assert names(api) == []


def test_after_so_many_so_many_times(api):
    order(api, status=500, after=2, times=3)
    statuses = [api.send('GET', '/inputs').status_code for _ in range(7)]
    assert statuses == [200, 200, 500, 500, 500, 200, 200]
    assert [(rule['seen'], rule['struck']) for rule in listed(api)] == [(7, 3)]


def test_a_share_that_is_the_same_each_time(api):
    def statuses():
        rule = order(api, status=500, rate=0.3, seed=1)
        found = [api.send('GET', '/inputs').status_code for _ in range(100)]
        assert requests.delete(api.url + '/sandbox/faults/' + rule['id']).ok
        return found
    first = statuses()
    assert first == statuses()
    assert 15 < first.count(500) < 45


@pytest.mark.parametrize('method, path, struck', [
    ('GET', '/v2/inputs', True), (None, '/v2/inputs', True), ('POST', '/v2/inputs', False),
    ('GET', '/v2/input', False), ('GET', '/v2/*', True), ('GET', '*inputs', True),
    ('GET', '*', True), ('GET', '/v2/inputs/*', False), ('GET', '/v2/users/ann/*', False)])
def test_which_requests_are_struck(api, method, path, struck):
    order(api, status=500, path=path, **({'method': method} if method else {}))
    assert (api.send('GET', '/inputs').status_code == 500) == struck


def test_a_path_is_found_with_and_without_its_user_and_app(api):
    for path in (INPUTS, '/v2/users/ann/apps/photos/inputs', '/v2/users/ann/*'):
        order(api, status=500, path=path, times=1)
        assert api.send('GET', '/users/ann/apps/photos/inputs').status_code == 500
    assert api.send('GET', '/users/ann/apps/photos/inputs').status_code == 200


def test_the_oldest_rule_that_is_not_used_up_strikes(api):
    order(api, status=500, times=1)
    order(api, status=502, times=1)
    assert [api.send('GET', '/inputs').status_code for _ in range(3)] == [500, 502, 200]


def test_faults_are_listed_and_taken_back(api):
    first = order(api, method='POST', path=INPUTS, status=429, retry_after=1)
    second = order(api, close=True)
    assert listed(api) == [first, second]
    assert first == {'id': first['id'], 'seen': 0, 'struck': 0, 'method': 'POST', 'path': INPUTS,
                     'status': 429, 'retry_after': 1}
    assert requests.delete(api.url + '/sandbox/faults/' + first['id']).ok
    assert listed(api) == [second]
    again = requests.delete(api.url + '/sandbox/faults/' + first['id'])
    assert (again.status_code, again.json()['status']['code']) == (404, 11101)
    assert requests.delete(api.url + '/sandbox/faults').ok
    assert listed(api) == []


def test_faults_do_not_strike_the_routes_of_the_sandbox_itself(api):
    order(api, status=500)
    assert listed(api)[0]['seen'] == 0


@pytest.mark.parametrize('fault, said', [
    ({}, 'needs an effect: status, close'),
    ({'status': 200}, "'status' is 200; it must lie between 400 and 599"),
    ({'status': '500'}, "'status' must be a number, not text"),
    ({'close': 1}, "'close' must be true or false"),
    ({'stauts': 500}, "no 'stauts'; it has method, path"),
    ({'status': 500, 'path': 'v2/inputs'}, 'must begin with / or *'),
    ({'status': 500, 'method': 'get'}, 'must be one of GET, POST'),
    ({'status': 500, 'rate': 1.5}, 'between 0 and 1'),
    ({'status': 500, 'times': 0}, 'between 1 and any'),
    ({'status': 500, 'after': 1.5}, 'whole number'),
    ({'delay': -1}, 'between 0 and 600'),
    ({'body': 'xml'}, 'must be one of empty, html, truncated'),
    ({'content_type': 'a\r\nb: c'}, 'a line of ASCII text'),
    ({'close': True, 'status': 500}, "there can be no 'status'"),
    ({'close': True, 'drip': 1}, "there can be no 'drip'"),
    ({'acted': False, 'body': 'html'}, "give a 'status', or 'close'"),
    ({'delay': 1, 'retry_after': 1}, "'retry_after' means nothing without 'status'"),
    ({'status': 429, 'retry_after_date': True}, "nothing without 'retry_after'"),
    ({'status': 429, 'drip_bytes': 5}, "nothing without 'drip'")])
def test_an_order_that_makes_no_sense_is_refused(api, fault, said):
    assert said in refused(api, **fault)
    assert listed(api) == []


def test_what_was_struck_is_recorded(api):
    fault = order(api, close=True, method='POST')
    with pytest.raises(requests.ConnectionError):
        api.send('POST', '/concepts', CONCEPT)
    last = requests.get(api.url + '/sandbox/requests').json()['requests'][-1]
    assert (last['status'], last['fault'], last['body']) == (None, fault['id'], CONCEPT)


def test_options_of_the_command():
    sandbox = SandboxProcess('--latency', '0.2', '--fail', '1', '--rate-limit', '1', '--seed', '3')
    api = Api(sandbox.url)
    began = time.monotonic()
    assert api.send('GET', '/inputs').status_code in (500, 503)
    assert time.monotonic() - began >= 0.2
    wait_for(lambda: api.send('GET', '/inputs').status_code == 429)
    assert sandbox.stop() == 0


@pytest.mark.parametrize('option, said', [
    (['--latency', '-1'], '-1 is not between 0 and 600'),
    (['--fail', '50'], '50 is not between 0 and 1'),
    (['--rate-limit', '0'], '0 is less than 1')])
def test_options_that_make_no_sense(option, said):
    process = subprocess.run([sys.executable, '-m', 'clarifai.sandbox'] + option,
                             env=dict(os.environ, PYTHONPATH=ROOT), stderr=subprocess.PIPE,
                             universal_newlines=True)
    assert process.returncode == 2
    assert said in process.stderr


def test_a_share_of_failures():
    found = []
    for _ in range(2):
        with Sandbox(fail_rate=0.4, seed=5) as sandbox:
            api = Api(sandbox.url)
            found.append([api.send('GET', '/inputs').status_code for _ in range(100)])
    assert found[0] == found[1]
    assert set(found[0]) == {200, 500, 503}
    assert 40 < found[0].count(200) < 80


def test_a_limit_of_requests():
    with Sandbox(rate_limit=1) as sandbox:
        api = Api(sandbox.url)
        assert api.send('GET', '/inputs').status_code == 200
        refused = wait_for(lambda: [answer for answer in [api.send('GET', '/inputs')]
                                    if answer.status_code == 429])[0]
        assert refused.headers['Retry-After'] == '1'
        assert refused.json()['status']['code'] == 11005
        assert Api(sandbox.url).send('GET', '/inputs').status_code == 200
        time.sleep(1)
        assert api.send('GET', '/inputs').status_code == 200


def test_stopping_does_not_wait_for_a_delay():
    sandbox = Sandbox()
    sandbox.start()
    fault = sandbox.fail(delay=600)
    with raw(Api(sandbox.url)) as connection:
        wait_for(lambda: fault.struck)
        sandbox.stop()
        assert connection.recv(12) == b'HTTP/1.1 200'
