"""Requests that are prepared once and sent again and again."""
from __future__ import absolute_import

import json
import multiprocessing
import os
import signal
import threading

import pytest
import requests
import responses

from clarifai import content, session as sessions, transport

URL = 'https://api.test/v2/inputs'
OK = {'status': {'code': 10000}}


@pytest.fixture
def server():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        for method in ('GET', 'POST', 'DELETE'):
            mock.add(method, URL, json=OK)
        yield mock


@pytest.fixture
def session(monkeypatch):
    """A session that counts how often it prepares a request."""
    session = requests.Session()
    session.times = 0
    prepare = session.prepare_request

    def counting(request):
        session.times += 1
        return prepare(request)

    monkeypatch.setattr(session, 'prepare_request', counting)
    return session


def send(session, method='POST', params=None, key='a-key', url=URL):
    return transport.send(session, key, method, url, params)


def last_headers(server):
    return server.calls[len(server.calls) - 1].request.headers


def test_a_route_is_prepared_once(server, session):
    for number in range(5):
        send(session, params={'a': number})
    assert session.times == 1
    assert [json.loads(call.request.body)['a'] for call in server.calls] == list(
        range(5))


def test_the_httplib_of_python_2_gets_something_to_read(monkeypatch):
    monkeypatch.setattr(sessions, 'PY2', True)
    body = content.JsonBody([b'{"a": "', content.content_of_bytes(b'x' * 300000, 'a'), b'"}'])
    for _ in range(2):
        reader, pieces = sessions._for_http(body), []
        piece = reader.read(8192)
        while piece:
            pieces.append(piece)
            piece = reader.read(8192)
        assert b''.join(pieces) == b''.join(body)


def test_other_verbs_urls_and_keys_are_other_routes(server, session):
    server.add('POST', URL + '/there', json=OK)
    send(session)
    send(session, 'DELETE')
    send(session, url=URL + '/there')
    send(session, key='another-key')
    assert session.times == 4
    assert [call.request.headers['Authorization'] for call in server.calls] == [
        'Key a-key'] * 3 + ['Key another-key']


def test_a_query_is_not_part_of_the_route(server, session):
    for page in (1, 2):
        send(session, 'GET', {'page': page, 'name': u'caf\xe9 &', 'none': None})
    assert session.times == 1
    assert sorted(server.calls[1].request.url.split('?')[1].split('&')) == [
        'name=caf%C3%A9+%26', 'page=2']


def test_a_query_is_in_utf_8_also_in_lists(server, session):
    server.add('GET', URL, json={})
    send(session, 'GET', {'a': [u'\u00e9', u'b'], 'c': u'\u00e9', 'd': 1, 'e': None})
    asked = server.calls[-1].request.url.partition('?')[2]
    assert sorted(asked.split('&')) == ['a=%C3%A9', 'a=b', 'c=%C3%A9', 'd=1']


def test_a_body_leaves_nothing_for_the_next_request(server, session):
    send(session, params={'a': 'x' * 100})
    send(session)
    assert not server.calls[1].request.body
    assert 'Content-Type' not in server.calls[1].request.headers


@pytest.mark.parametrize('change', [
    lambda session: session.headers.update({'X-Mine': 'yes'}),
    lambda session: session.params.update({'x-mine': 'yes'}),
    lambda session: session.proxies.update({'https': 'http://proxy.test'}),
    lambda session: setattr(session, 'verify', False),
    lambda session: setattr(session, 'cert', __file__),
    lambda session: setattr(session, 'trust_env', False),
    lambda session: session.hooks['response'].append(lambda response, **_: None)])
def test_a_changed_setting_counts_from_the_next_request_on(server, session, change):
    send(session)
    change(session)
    send(session)
    send(session)
    assert session.times == 2


def test_changed_headers_and_parameters_are_sent(server, session):
    send(session)
    session.headers['X-Mine'] = 'yes'
    session.params['mine'] = 'yes'
    send(session, 'GET', {'page': 1})
    assert last_headers(server)['X-Mine'] == 'yes'
    assert sorted(server.calls[1].request.url.split('?')[1].split('&')) == ['mine=yes', 'page=1']


def test_hooks_see_every_answer(server, session):
    seen = []
    session.hooks['response'].append(lambda response, **_: seen.append(response.status_code))
    send(session)
    send(session)
    assert seen == [200, 200]


def test_cookies_are_looked_at_each_time(server, session):
    send(session)
    session.cookies.set('a', '1', domain='api.test', path='/')
    send(session)
    assert last_headers(server)['Cookie'] == 'a=1'
    session.cookies.clear()
    send(session)
    assert 'Cookie' not in last_headers(server)


def test_what_is_kept_has_an_end(server, session, monkeypatch):
    monkeypatch.setattr(sessions, 'KEPT', 3)
    for number in range(10):
        server.add('GET', '%s/%d' % (URL, number), json=OK)
        send(session, 'GET', url='%s/%d' % (URL, number))
    assert len(sessions.routes_of(session)._kept) <= 3


def test_a_session_that_is_gone_is_forgotten(server):
    before = len(sessions._routes)
    send(requests.Session())
    assert len(sessions._routes) <= before + 1


def _pools(session):
    return [adapter.poolmanager for adapter in session.adapters.values()]


@pytest.mark.skipif(not hasattr(os, 'fork'), reason='this system does not fork')
def test_a_forked_process_gets_connections_of_its_own(server, session):
    send(session)
    pools = _pools(session)
    reading, writing = multiprocessing.Pipe(False)
    child = os.fork()
    if not child:
        try:
            sessions.routes_of(session)
            writing.send([mine is not theirs for mine, theirs in zip(_pools(session), pools)])
        finally:
            os._exit(0)
    assert reading.poll(10) and reading.recv() == [True, True]
    os.waitpid(child, 0)
    sessions.routes_of(session)
    assert all(mine is still for mine, still in zip(pools, _pools(session)))


class OwnSession(requests.Session):

    def request(self, *args, **options):
        return super(OwnSession, self).request(*args, **options)


@pytest.mark.skipif(not hasattr(os, 'fork'), reason='this system does not fork')
@pytest.mark.parametrize('made', [requests.Session, OwnSession])
def test_a_forked_process_does_not_wait_for_cookies_that_a_thread_was_reading(server, made):
    session = made()
    send(session)
    lock, is_held, may_go = session.cookies._cookies_lock, threading.Event(), threading.Event()

    def hold():
        with lock:
            is_held.set()
            may_go.wait(30)
    thread = threading.Thread(target=hold)
    thread.start()
    is_held.wait(30)
    reading, writing = multiprocessing.Pipe(False)
    child = os.fork()
    if not child:
        try:
            send(session)
            writing.send('sent')
        finally:
            os._exit(0)
    try:
        assert reading.poll(10) and reading.recv() == 'sent'
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        may_go.set()
        thread.join()
