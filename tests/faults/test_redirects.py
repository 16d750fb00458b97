"""Redirects: whom the key goes to, and what a ``.netrc`` file has to do with it (nothing)."""
from __future__ import absolute_import

import pytest

from calls import CALLS, KEY, PAT, run
import steps
from server import Server

GET = CALLS['get'].run
STATUSES = [301, 302, 303, 307, 308]


@pytest.fixture(autouse=True)
def netrc(own_environment):
    """A file with a password for each server of this machine."""
    path = own_environment.join('.netrc')
    path.write('machine 127.0.0.1 login me password s3cret\n'
               'machine localhost login me password s3cret\n')
    path.chmod(0o600)


def credentials_of(server):
    return [request.headers.get('authorization') for request in server.requests]


@pytest.mark.parametrize('status', STATUSES)
@pytest.mark.parametrize('path', ['/v2/elsewhere/inputs', '//HOST/v2/inputs', '?page=2',
                                  '/v2/inputs#part'])
def test_on_the_same_origin_the_key_stays(connect, status, path):
    def there(exchange):
        host = exchange.read().headers['host']
        exchange.send(steps.reply(status, b'<html>Moved</html>',
                                  'Location: ' + path.replace('HOST', host)))
    with Server(there, there, steps.ok) as server:
        assert GET(connect(server))['status']['code'] == 10000
    assert credentials_of(server) == ['Key ' + KEY] * 3
    assert server.connections == 1


@pytest.mark.parametrize('status', STATUSES)
def test_to_another_origin_nothing_goes_along(connect, status):
    with Server(steps.ok) as other:
        with Server(steps.redirect(status, other.url + '/v2/inputs')) as server:
            assert GET(connect(server))['inputs']
    assert credentials_of(server) == ['Key ' + KEY]
    assert credentials_of(other) == [None]
    assert 's3cret' not in str(other.requests)


def test_on_the_way_back_nothing_does_either(connect):
    places = {}

    def back(exchange):
        steps.redirect(302, places['first'] + '/v2/inputs')(exchange)
    with Server(back) as other:
        with Server(steps.redirect(302, other.url + '/x'), steps.ok) as server:
            places['first'] = server.url
            GET(connect(server))
    assert credentials_of(server) == ['Key ' + KEY, None]
    assert credentials_of(other) == [None]


def test_a_session_token_stays_with_its_origin(connect):
    with Server(steps.ok) as other:
        with Server(steps.redirect(302, '/v2/x'),
                    steps.redirect(302, other.url + '/v2/inputs')) as server:
            app = connect(server, api_key=None, token=PAT, user_id='me', app_id='mine')
            assert app.api.get_inputs()['inputs']
    name = 'x-clarifai-session-token'
    assert [request.headers.get(name) for request in server.requests] == [PAT, PAT]
    assert [request.headers.get(name) for request in other.requests] == [None]
    assert credentials_of(server) == [None, None]


@pytest.mark.parametrize('status', STATUSES)
def test_only_a_get_follows(connect, status):
    with Server(steps.redirect(status, '/v2/elsewhere')) as server:
        _, error, _ = run(CALLS['add without an id'].run, connect(server))
    assert error.status_code == status
    assert '/v2/elsewhere' in str(error) and 'CLARIFAI_API_BASE' in str(error)
    assert len(server.arrived) == 1


def test_redirects_without_an_end(connect):
    with Server(steps.redirect(302, '/v2/inputs')) as server:
        _, error, _ = run(GET, connect(server))
    assert 'redirects' in str(error)
    assert error.attempts == 1
    assert len(server.arrived) == 31


@pytest.mark.parametrize('location', [
    b'http://[', b'http://', b'\xff\xfe', b'ftp://h/x', b'http://h:port/', b'http://\xe9\xff',
    b'//', b'http://' + b'a' * 300 + b'/', b'javascript:x', b'http://a..b/', b''])
@pytest.mark.parametrize('call', ['get', 'predict'])
def test_a_location_that_is_none_is_an_api_error(connect, location, call):
    def step(exchange):
        exchange.read()
        exchange.send(steps.head(302, 'Content-Length: 0')[:-2] + b'Location: ' + location +
                      b'\r\n\r\n')
    with Server(step) as server:
        _, error, _ = run(CALLS[call].run, connect(server))
    assert error is not None
    assert 's3cret' not in str(error)
