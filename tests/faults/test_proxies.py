"""Proxies, as users of requests expect them: from the environment and from the session."""
from __future__ import absolute_import

import pytest

from calls import CALLS, KEY, run
from proxy import Proxy
import steps
from server import Server
from test_tls import certificate, tls

PREDICT = CALLS['predict'].run


@pytest.mark.parametrize('variable', ['http_proxy', 'HTTP_PROXY', 'ALL_PROXY'])
def test_the_environments_proxy_for_http(connect, monkeypatch, variable):
    with Server(steps.ok) as server, Proxy() as proxy:
        monkeypatch.setenv(variable, proxy.url)
        assert PREDICT(connect(server))['outputs']
    assert proxy.seen[0].startswith(b'POST %s/v2/models/' % server.url.encode('ascii'))


def test_the_environments_proxy_for_https_sees_no_key(connect, monkeypatch):
    monkeypatch.setenv('REQUESTS_CA_BUNDLE', certificate('authority'))
    with Server(steps.ok, tls=tls()) as server, Proxy() as proxy:
        monkeypatch.setenv('HTTPS_PROXY', proxy.url)
        app = connect(server)
        for _ in range(2):
            assert PREDICT(app)['outputs']
    assert len(proxy.seen) == 1
    assert proxy.seen[0].startswith(b'CONNECT localhost:%d HTTP/1' % server.port)
    assert KEY.encode('ascii') not in b''.join(proxy.seen)
    assert [one.headers['authorization'] for one in server.requests] == ['Key ' + KEY] * 2


def test_no_proxy(connect, monkeypatch):
    with Server(steps.ok) as server, Proxy() as proxy:
        monkeypatch.setenv('HTTP_PROXY', proxy.url)
        monkeypatch.setenv('NO_PROXY', '127.0.0.1')
        assert PREDICT(connect(server))['outputs']
    assert proxy.seen == []


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
    assert 'proxy' in str(error).lower()
    assert 'refused' in str(error).lower()
    assert 's3cret' not in str(error)


@pytest.mark.parametrize('secure', [False, True], ids=['http', 'https'])
def test_a_proxy_that_wants_a_password(connect, secure):
    with Proxy(refuses=True) as proxy:
        app = connect('https://localhost:1' if secure else 'http://localhost:1')
        app.api.session.proxies.update(http=proxy.url, https=proxy.url)
        _, error, _ = run(CALLS['add without an id'].run, app)
    assert '407' in str(error)
    assert 'proxy' in str(error).lower()
    assert KEY not in str(error)
