"""Connections: reused, gone stale, refused, led elsewhere."""
from __future__ import absolute_import

import re
import socket

import pytest

from calls import CALLS, KEY, quick, run
import steps
from server import Server, unreachable

PREDICT = CALLS['predict'].run
ADD = CALLS['add without an id']


def closed_port():
    """A port of this machine where nobody listens."""
    holder = socket.socket()
    holder.bind(('127.0.0.1', 0))
    try:
        return holder.getsockname()[1]
    finally:
        holder.close()


def test_one_connection_serves_one_call_after_the_other(connect):
    with Server(steps.ok) as server:
        app = connect(server)
        for _ in range(5):
            PREDICT(app)
    assert [one.connection for one in server.requests] == [1] * 5


def test_a_failure_of_the_server_does_not_cost_the_connection(connect):
    with Server(steps.refuse(503), steps.refuse(500), steps.ok) as server:
        PREDICT(connect(server))
    assert [one.connection for one in server.requests] == [1, 1, 1]


@pytest.mark.parametrize('name', ['predict', 'add without an id'])
def test_a_connection_closed_while_idle_is_replaced_unnoticed(connect, name):
    with Server(steps.ok_and_close, steps.ok) as server:
        app = connect(server, retry=quick(attempts=1))
        PREDICT(app)
        server.over.wait(0.2)
        _, error, _ = run(CALLS[name].run, app)
    assert error is None
    assert [one.connection for one in server.requests] == [1, 2]
    assert server.backend.twice == []


def test_a_kept_connection_that_breaks_under_a_read_is_replaced(connect):
    with Server(steps.ok, steps.reset_unread, steps.ok) as server:
        app = connect(server)
        PREDICT(app)
        assert run(PREDICT, app).error is None
    assert [one.connection for one in server.requests] == [1, 2]


def test_a_kept_connection_that_breaks_under_a_write_is_an_error(connect):
    with Server(steps.ok, steps.reset_acted, steps.ok) as server:
        app = connect(server)
        PREDICT(app)
        _, error, _ = run(ADD.run, app)
    assert error.attempts == 1
    assert server.backend.done == ADD.writes


@pytest.mark.parametrize('name', ['predict', 'add without an id'])
def test_refused_connections_are_tried_again_and_named(connect, name):
    _, error, seconds = run(CALLS[name].run, connect('http://127.0.0.1:%d' % closed_port()))
    assert error.attempts == 3
    assert error.status_code is None
    assert 'refused' in str(error).lower()
    assert 'CLARIFAI_API_BASE' in str(error)
    assert seconds < 5


def test_a_server_that_comes_up_meanwhile_gets_a_write_once(connect):
    server = Server(steps.ok, listening=False)
    with server:
        app = connect(server, retry=quick(on_retry=lambda retry: server.listen()))
        assert run(ADD.run, app).error is None
    assert server.backend.done == ADD.writes
    assert len(server.arrived) == 1


@pytest.mark.parametrize('name', ['predict', 'add without an id'])
def test_a_host_without_an_address_is_named(connect, name):
    _, error, seconds = run(CALLS[name].run, connect('https://api.clarifai.invalid'))
    assert error.attempts == 3
    assert 'https://api.clarifai.invalid/v2/' in str(error)
    assert re.search('resol|not known|name resolution|No address', str(error))
    assert 'object at 0x' not in str(error)
    assert seconds < 30


def test_a_host_that_takes_no_connection_in_time(connect):
    with unreachable() as url:
        _, error, seconds = run(ADD.run, connect(url, timeout=(0.3, 5)))
    assert 'no connection within 0.3 seconds' in str(error)
    assert error.attempts == 3
    assert 0.9 <= seconds < 5


# Redirects

@pytest.mark.parametrize('status', [302, 307, 308])
def test_a_redirected_read_leads_to_the_answer(connect, status):
    with Server(steps.redirect(status, '/v2/inputs?page=2'), steps.ok) as server:
        result = CALLS['get'].run(connect(server))
    assert [one['id'] for one in result['inputs']] == ['in-9']
    assert [one.headers['authorization'] for one in server.requests] == ['Key ' + KEY] * 2


@pytest.mark.parametrize('status', [302, 307, 308])
def test_the_key_does_not_follow_to_another_port(connect, status):
    with Server(steps.ok) as other:
        with Server(steps.redirect(status, other.url + '/v2/inputs')) as server:
            run(CALLS['get'].run, connect(server))
    assert KEY not in str(other.requests)


def test_the_key_does_not_follow_to_another_host(connect):
    with Server(steps.ok) as other:
        elsewhere = other.url.replace('127.0.0.1', 'localhost')
        with Server(steps.redirect(302, elsewhere + '/v2/inputs')) as server:
            run(CALLS['get'].run, connect(server))
    assert KEY not in str(other.requests)


@pytest.mark.parametrize('status', [302, 307, 308])
@pytest.mark.parametrize('name', ['predict', 'delete', 'add without an id', 'add with an id'])
def test_a_redirected_post_becomes_no_other_request(connect, name, status):
    with Server(steps.ok) as other:
        with Server(steps.redirect(status, other.url + '/v2/elsewhere')) as server:
            _, error, _ = run(CALLS[name].run, connect(server))
    assert error.status_code == status
    assert other.url + '/v2/elsewhere' in str(error)
    assert 'CLARIFAI_API_BASE' in str(error)
    assert len(server.arrived) == 1
    assert other.requests == []


def test_endless_redirects_end(connect):
    with Server(steps.redirect(302, '/v2/inputs')) as server:
        _, error, _ = run(CALLS['get'].run, connect(server))
    assert 'redirect' in str(error).lower()
    assert len(server.arrived) <= 40
