"""Proxies, as users of requests expect them: from the environment and from the session."""
from __future__ import absolute_import

import pytest

from calls import CALLS, KEY, run
from clarifai.errors import ApiError
from proxy import Proxy
import steps
from server import Server
from test_tls import certificate, tls

PREDICT = CALLS['predict'].run


@pytest.mark.parametrize('variable', ['http_proxy', 'HTTP_PROXY', 'ALL_PROXY'])
def test_the_environments_proxy_for_http(connect, monkeypatch, variable):
    with Server(steps.ok) as server, Proxy(leads_to=server.port) as proxy:
        monkeypatch.setenv(variable, proxy.url)
        with pytest.warns(UserWarning):  # it is not encrypted
            assert PREDICT(connect('http://api.test'))['outputs']
    assert proxy.seen[0].startswith(b'POST http://api.test/v2/models/')


def test_the_environments_proxy_for_https_sees_no_key(connect, monkeypatch):
    monkeypatch.setenv('REQUESTS_CA_BUNDLE', certificate('authority'))
    with Server(steps.ok, tls=tls('other')) as server, Proxy(leads_to=server.port) as proxy:
        monkeypatch.setenv('HTTPS_PROXY', proxy.url)
        app = connect('https://elsewhere.test')
        for _ in range(2):
            assert PREDICT(app)['outputs']
    assert len(proxy.seen) == 1
    assert proxy.seen[0].startswith(b'CONNECT elsewhere.test:443 HTTP/1')
    assert KEY.encode('ascii') not in b''.join(proxy.seen)
    assert [one.headers['authorization'] for one in server.requests] == ['Key ' + KEY] * 2


def test_no_proxy(connect, monkeypatch):
    with Proxy() as proxy:
        monkeypatch.setenv('HTTPS_PROXY', proxy.url)
        monkeypatch.setenv('NO_PROXY', 'api.invalid')
        _, error, _ = run(PREDICT, connect('https://api.invalid'))
    assert proxy.seen == []
    assert 'through the proxy' not in str(error)


@pytest.mark.parametrize('host', ['127.0.0.1', 'localhost', 'LOCALHOST', '127.1.2.3'])
@pytest.mark.parametrize('variable', ['HTTP_PROXY', 'all_proxy'])
def test_this_machine_is_not_asked_through_a_proxy_of_the_environment(
        connect, monkeypatch, variable, host):
    with Server(steps.ok) as server, Proxy() as proxy:
        monkeypatch.setenv(variable, proxy.url)
        app = connect('http://%s:%d' % (host, server.port))
        try:
            assert PREDICT(app)['outputs']
        except ApiError as error:  # not every system has all of 127.0.0.0/8
            assert host == '127.1.2.3' and 'proxy http' not in str(error)
    assert proxy.seen == []


def test_a_redirect_to_this_machine_is_none_either(connect, monkeypatch):
    with Server(steps.ok) as server:
        with Server(steps.redirect(302, server.url + '/v2/inputs')) as outside:
            with Proxy(leads_to=outside.port) as proxy:
                monkeypatch.setenv('HTTP_PROXY', proxy.url)
                with pytest.warns(UserWarning):
                    app = connect('http://api.test')
                assert CALLS['get'].run(app)['inputs']
    assert len(proxy.seen) == 1
    assert len(server.requests) == 1


@pytest.mark.parametrize('variable', ['HTTPS_PROXY', 'https_proxy', 'all_proxy'])
def test_a_failure_names_the_proxy_and_the_variable(connect, monkeypatch, variable):
    with Server(steps.ok) as server:
        pass  # its port is free now
    monkeypatch.setenv(variable, 'http://me:s3cret@127.0.0.1:%d' % server.port)
    _, error, _ = run(PREDICT, connect('https://api.test'))
    assert 'through the proxy http://****@127.0.0.1:%d (%s)' % (server.port, variable) in str(error)
    assert 's3cret' not in str(error)


def test_what_a_proxy_answers_names_it(connect, monkeypatch):
    page = steps.say(403, b'<html>Not allowed here</html>', 'Content-Type: text/html')
    with Server(page) as server, Proxy(leads_to=server.port) as proxy:
        monkeypatch.setenv('HTTP_PROXY', proxy.url)
        with pytest.warns(UserWarning):
            _, error, _ = run(PREDICT, connect('http://api.test'))
    assert error.status_code == 403
    assert 'through the proxy %s (HTTP_PROXY)' % proxy.url in str(error)


@pytest.mark.parametrize('address', [
    'me:s3cret@h:port', 'http://', 'me:s3cret@', 'nonsense://me:s3cret@h', 'socks9://h:1',
    'http://[::1', 'http://me:s3cret@h:99999999', 'http://.', u'http://h\xe9.test:1',
    'http://h h:1'])
def test_an_address_of_a_proxy_that_is_none_is_an_api_error(connect, address):
    app = connect('https://api.invalid')
    app.api.session.proxies['https'] = address
    _, error, _ = run(PREDICT, app)
    assert error is not None
    assert 's3cret' not in str(error) + repr(error.__dict__)


def test_the_sessions_proxies_set_after_the_first_call(connect):
    with Server(steps.ok) as server, Proxy() as proxy:
        app = connect(server)
        PREDICT(app)
        assert proxy.seen == []
        app.api.session.proxies['http'] = proxy.url
        PREDICT(app)
        assert len(proxy.seen) == 1
        app.api.session.proxies.clear()
        PREDICT(app)
        assert len(proxy.seen) == 1
    assert len(server.arrived) == 3


def test_a_session_that_does_not_trust_the_environment(connect, monkeypatch):
    with Server(steps.ok) as server, Proxy() as proxy:
        monkeypatch.setenv('HTTP_PROXY', proxy.url)
        app = connect(server)
        app.api.session.trust_env = False
        assert PREDICT(app)['outputs']
    assert proxy.seen == []


def test_a_user_and_a_password_of_the_proxy(connect):
    with Server(steps.ok) as server, Proxy() as proxy:
        app = connect(server)
        app.api.session.proxies['http'] = 'http://me:s3cret@' + proxy.address
        assert PREDICT(app)['outputs']
    assert b'Proxy-Authorization: Basic bWU6czNjcmV0' in proxy.seen[0]


@pytest.mark.parametrize('secure', [False, True], ids=['http', 'https'])
def test_a_proxy_that_is_down_is_named_without_its_password(connect, secure):
    with Server(steps.ok) as server:
        pass  # its port is free now
    app = connect('https://localhost:1' if secure else 'http://localhost:1')
    password = 'http://me:s3cret@127.0.0.1:%d' % server.port
    app.api.session.proxies.update(http=password, https=password)
    _, error, _ = run(PREDICT, app)
    assert error.attempts == 3
    assert 'through the proxy http://****@127.0.0.1:%d (of the session)' % server.port in str(error)
    assert 'refused' in str(error).lower()
    assert 's3cret' not in str(error)


@pytest.mark.parametrize('secure', [False, True], ids=['http', 'https'])
def test_a_proxy_that_wants_a_password(connect, secure):
    with Proxy(refuses=True) as proxy:
        app = connect('https://localhost:1' if secure else 'http://localhost:1')
        app.api.session.proxies.update(http=proxy.url, https=proxy.url)
        _, error, _ = run(CALLS['add without an id'].run, app)
    assert '407' in str(error)
    assert 'through the proxy %s (of the session)' % proxy.url in str(error)
    assert 'proxy' in str(error).lower()
    assert KEY not in str(error)
