"""TLS: certificates that are right, wrong, or asked for; handshakes that break."""
from __future__ import absolute_import

import os
import re
import ssl
import warnings

import pytest
import requests
from urllib3.exceptions import InsecureRequestWarning

from calls import CALLS, KEY, quick, run
from clarifai.errors import ApiError, UserError
from clarifai.rest import ClarifaiApp
import steps
from server import Server

PREDICT = CALLS['predict'].run
ADD = CALLS['add without an id']


def certificate(name):
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), 'certificates', name + '.pem')


def tls(name='server', wants_client=False):
    """The context of a server that shows a certificate, and may want to see one."""
    context = ssl.SSLContext(getattr(ssl, 'PROTOCOL_TLS_SERVER', ssl.PROTOCOL_SSLv23))
    context.load_cert_chain(certificate(name))
    if wants_client:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(certificate('authority'))
    return context


@pytest.fixture
def trusting(monkeypatch):
    """The environment of a user whose company has an authority of its own."""
    monkeypatch.setenv('REQUESTS_CA_BUNDLE', certificate('authority'))


def test_a_ca_bundle_of_the_environment(connect, trusting):
    with Server(steps.ok, tls=tls()) as server:
        app = connect(server)
        for _ in range(3):
            assert PREDICT(app)['outputs']
    assert [one.connection for one in server.requests] == [1, 1, 1]


def test_a_ca_bundle_of_the_session(connect):
    with Server(steps.ok, tls=tls()) as server:
        app = connect(server)
        app.api.session.verify = certificate('authority')
        assert PREDICT(app)['outputs']


def test_a_ca_bundle_set_after_the_first_call(connect):
    with Server(steps.ok, tls=tls()) as server:
        app = connect(server)
        assert run(PREDICT, app).error is not None
        app.api.session.verify = certificate('authority')
        assert run(PREDICT, app).error is None


def test_a_session_given_to_the_app(connect):
    session = requests.Session()
    session.verify = certificate('authority')
    session.headers['X-Mine'] = 'yes'
    with Server(steps.ok, tls=tls()) as server:
        assert PREDICT(connect(server, session=session))['outputs']
    assert server.requests[0].headers['x-mine'] == 'yes'


def test_without_verification_when_the_user_says_so(connect):
    with Server(steps.ok, tls=tls('selfsigned')) as server:
        app = connect(server)
        app.api.session.verify = False
        with pytest.warns(InsecureRequestWarning):
            assert PREDICT(app)['outputs']


@pytest.mark.parametrize('name, authority, words', [
    ('selfsigned', None, 'certificate verify failed'),
    ('server', None, 'certificate verify failed'),
    ('other', 'authority', "doesn't match|mismatch|not valid for"),
])
def test_a_wrong_certificate_is_refused_once_and_nothing_is_sent(connect, name, authority, words):
    with Server(steps.ok, tls=tls(name)) as server:
        app = connect(server)
        if authority:
            app.api.session.verify = certificate(authority)
        _, error, seconds = run(ADD.run, app)
    assert 'TLS failed' in str(error)
    assert re.search(words, str(error)) is not None
    assert ('CLARIFAI_API_BASE' if authority else 'REQUESTS_CA_BUNDLE') in str(error)
    assert error.attempts == 1
    assert server.requests == []
    assert seconds < 5


@pytest.mark.parametrize('variable', ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'])
def test_a_bundle_that_is_not_there_is_a_user_error(connect, monkeypatch, tmpdir, variable):
    monkeypatch.setenv(variable, str(tmpdir.join('nowhere.pem')))
    with Server(steps.ok, tls=tls()) as server:
        with pytest.raises(UserError) as caught:
            ADD.run(connect(server))
    assert variable in str(caught.value) and 'nowhere.pem' in str(caught.value)
    assert server.connections == 0


@pytest.mark.parametrize('name, value', [
    ('verify', 'nowhere.pem'), ('cert', 'nowhere.pem'),
    ('cert', (certificate('client'), 'nowhere.pem'))])
def test_a_file_of_the_session_that_is_not_there_is_a_user_error(connect, name, value):
    with Server(steps.ok, tls=tls()) as server:
        app = connect(server)
        setattr(app.api.session, name, value)
        with pytest.raises(UserError) as caught:
            ADD.run(app)
    assert name + ' of the session' in str(caught.value) and 'nowhere.pem' in str(caught.value)
    assert server.connections == 0


@pytest.mark.parametrize('content', ['', 'no certificate', '-----BEGIN CERTIFICATE-----\nx\n'])
def test_a_bundle_without_certificates_is_an_error_that_names_it(
        connect, monkeypatch, tmpdir, content):
    path = tmpdir.join('bundle.pem')
    path.write(content)
    monkeypatch.setenv('REQUESTS_CA_BUNDLE', str(path))
    with Server(steps.ok, tls=tls()) as server:
        with pytest.raises((ApiError, UserError)) as caught:
            ADD.run(connect(server))
    assert 'REQUESTS_CA_BUNDLE' in str(caught.value)
    assert server.requests == []


def test_a_handshake_that_breaks_is_begun_again(connect, trusting):
    with Server(steps.reset_unread, steps.ok, tls=tls()) as server:
        _, error, _ = run(PREDICT, connect(server))
    assert error is None
    assert server.connections == 2


def test_a_server_without_tls_is_named(connect):
    with Server(steps.speak_plainly) as server:
        url = server.url.replace('http://', 'https://')
        _, error, seconds = run(PREDICT, connect(url, retry=quick(attempts=1)))
    assert 'TLS failed' in str(error)
    assert seconds < 15


LOST = {'reset': steps.reset_acted, 'closed': steps.close_acted, 'cut short': steps.truncated}


@pytest.mark.parametrize('fault', sorted(LOST))
def test_an_answer_lost_over_tls_is_no_second_write(connect, trusting, fault):
    with Server(LOST[fault], steps.ok, tls=tls()) as server:
        _, error, _ = run(ADD.run, connect(server))
    assert error.attempts == 1
    assert len(server.arrived) == 1
    assert server.backend.done == ADD.writes


@pytest.mark.parametrize('fault', sorted(LOST))
def test_an_answer_lost_over_tls_is_asked_for_again(connect, trusting, fault):
    with Server(LOST[fault], steps.ok, tls=tls()) as server:
        result, error, _ = run(PREDICT, connect(server))
    assert error is None
    assert result['outputs']
    assert len(server.arrived) == 2


def test_a_client_certificate(connect, trusting):
    with Server(steps.ok, tls=tls(wants_client=True)) as server:
        app = connect(server)
        app.api.session.cert = certificate('client')
        assert PREDICT(app)['outputs']


def test_a_client_certificate_that_is_missing(connect, trusting):
    with Server(steps.ok, tls=tls(wants_client=True)) as server:
        _, error, seconds = run(PREDICT, connect(server))
    assert error is not None
    assert server.requests == []
    assert seconds < 5


def test_the_key_does_not_follow_from_https_to_http(connect, trusting):
    with Server(steps.ok) as plain:
        with Server(steps.redirect(302, plain.url + '/v2/inputs'), tls=tls()) as server:
            run(CALLS['get'].run, connect(server))
    assert KEY not in str(plain.requests)


# Without TLS

@pytest.mark.parametrize('host', [
    'api.example.com', '192.168.1.7:8080', '10.0.0.1', 'localhost.example.com', '[2001:db8::1]'])
def test_plain_http_to_another_machine_warns(host):
    with pytest.warns(UserWarning, match='https://') as caught:
        ClarifaiApp(api_key=KEY, base_url='http://' + host)
    assert [warning.filename for warning in caught] == [__file__.replace('.pyc', '.py')]
    assert KEY not in str(caught[0].message)


@pytest.mark.parametrize('url', [
    'http://localhost', 'http://127.0.0.1:8000', 'http://127.1.2.3', 'http://[::1]:8000/api',
    'https://api.example.com', 'api.example.com'])
def test_plain_http_to_this_machine_and_https_do_not(url):
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        ClarifaiApp(api_key=KEY, base_url=url)
