"""Keys, PATs and passwords are in no log line, error, warning or URL, whatever happens."""
from __future__ import absolute_import

import json
import logging
import os
import pickle
import subprocess
import sys
import warnings

import pytest

import leaks
from calls import CALLS, PAT as OTHER_PAT, quick
from clarifai.errors import ApiError, UserError
from clarifai.rest import ApiClient, ClarifaiApp
from proxy import Proxy
import steps
from server import Server
from test_connections import closed_port
from test_tls import tls

DIALECTS = {
    'legacy': dict(api_key=leaks.KEY),
    'platform': dict(api_key=leaks.KEY, pat=leaks.PAT, user_id='me', app_id='mine'),
}


def echo(exchange):
    """Refuse a key and repeat it."""
    secret = exchange.read().headers['authorization'].split()[1]
    exchange.send(steps.reply(401, {'status': {
        'code': 11009, 'description': 'API key %s not found' % secret, 'req_id': secret,
        'details': 'Key %s, %s' % (secret, secret)}}))


def echo_in_html(exchange):
    """Fail like a gateway that shows the request."""
    secret = exchange.read().headers['authorization']
    exchange.send(steps.reply(502, ('<p>Authorization: %s</p>' % secret).encode('ascii')))


def echo_in_the_reason(exchange):
    """Repeat the key on the first line of the answer, and in a header."""
    secret = exchange.read().headers['authorization'].split()[1]
    exchange.send(('HTTP/1.1 401 No key %s\r\nX-Key: %s\r\nContent-Length: 2\r\n\r\n{}'
                   % (secret, secret)).encode('ascii'))


FAULTS = {
    'none': steps.ok,
    'reset': steps.reset_acted,
    'silence': steps.stall,
    'cut short': steps.truncated,
    'no HTTP': steps.no_http,
    'HTML': steps.say(200, b'<html>', 'Content-Type: text/html'),
    'HTTP 401': steps.refuse(401),
    'HTTP 429': steps.refuse(429, 'Retry-After: 0'),
    'HTTP 500': steps.refuse(500),
    'an echo of the key': echo,
    'an echo of the key in HTML': echo_in_html,
    'an echo of the key in the reason': echo_in_the_reason,
    'redirect': steps.redirect(302, '/v2/elsewhere'),
}


@pytest.fixture
def log():
    """Everything that any logger says, at any level, as text."""
    class Lines(logging.Handler):
        def emit(self, record):
            lines.append('%s %s' % (self.format(record), record.__dict__))

    lines, handler, root = [], Lines(), logging.getLogger()
    levels = dict((name, logging.getLogger(name).level) for name in (None, 'clarifai', 'urllib3'))
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def leaks_of_a_call(app, name, told):
    """The parts of secrets in what one call ends with."""
    try:
        return leaks.in_text(repr(CALLS[name].run(app)))
    except ApiError as error:
        told.append(error)
        return leaks.in_error(error)


@pytest.mark.parametrize('dialect', sorted(DIALECTS))
@pytest.mark.parametrize('fault', sorted(FAULTS))
def test_exchanges_in_the_log_and_in_errors(connect, log, fault, dialect):
    retries, errors, environment = [], [], dict(os.environ)
    with Server(FAULTS[fault]) as server, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter('always')
        app = connect(server, retry=quick(attempts=2, on_retry=retries.append),
                      timeout=(2, 0.1), **DIALECTS[dialect])
        found = sum((leaks_of_a_call(app, name, errors) for name in
                     ('get', 'predict', 'search', 'delete', 'add with an id', 'train')), [])
    assert found == []
    assert fault == 'none' or errors
    assert server.arrived
    assert any('clarifai' in line for line in log)
    assert leaks.in_text('\n'.join(log)) == []
    assert leaks.in_text(repr(retries) + ''.join(str(one.message) for one in warned)) == []
    assert leaks.in_text(''.join(server.sent)) == []
    assert leaks.in_text(b''.join(one.body for one in server.requests)) == []
    assert dict(os.environ) == environment


@pytest.mark.parametrize('dialect', sorted(DIALECTS))
def test_the_key_is_in_one_header_and_nowhere_else(connect, dialect):
    with Server(steps.ok) as server:
        app = connect(server, **DIALECTS[dialect])
        for name in ('get', 'predict', 'add with an id'):
            CALLS[name].run(app)
    for request in server.requests:
        assert request.headers.pop('authorization') in ('Key ' + leaks.KEY, 'Key ' + leaks.PAT)
        assert leaks.in_text(repr(request)) == []


@pytest.mark.parametrize('url', [
    'http://127.0.0.1:%d', 'https://api.clarifai.invalid:%d',
    'http://me:' + leaks.PASSWORD.replace('/', '%%2F') + '@127.0.0.1:%d'])
def test_hosts_that_cannot_be_reached(connect, log, url):
    app = connect(url % closed_port(), retry=quick(attempts=2), **DIALECTS['platform'])
    with pytest.raises(ApiError) as caught:
        CALLS['get'].run(app)
    assert leaks.in_error(caught.value) == []
    assert leaks.in_text('\n'.join(log)) == []


def test_a_password_of_a_proxy(connect, log):
    password = leaks.PASSWORD.replace('/', '%2F')
    with Proxy(refuses=True) as proxy:
        for address in (proxy.address, '127.0.0.1:%d' % closed_port()):
            app = connect('https://localhost:1', **DIALECTS['platform'])
            app.api.session.proxies['https'] = 'http://me:%s@%s' % (password, address)
            with pytest.raises(ApiError) as caught:
                CALLS['get'].run(app)
            assert leaks.in_error(caught.value) == []
    assert leaks.in_text('\n'.join(log)) == []


def test_a_certificate_that_is_wrong(connect, log):
    with Server(steps.ok, tls=tls('selfsigned')) as server:
        with pytest.raises(ApiError) as caught:
            CALLS['get'].run(connect(server, **DIALECTS['platform']))
    assert leaks.in_error(caught.value) == []
    assert leaks.in_text('\n'.join(log)) == []


@pytest.mark.parametrize('settings', [
    dict(api_key=leaks.KEY + u' x'), dict(pat=u'\xe9' + leaks.PAT),
    dict(api_key=[leaks.KEY]), dict(api_key=leaks.KEY.encode('ascii') + b'\xff'),
    dict(api_key=leaks.KEY, dialect=leaks.PAT[:0] + 'x'), dict(pat=OTHER_PAT, timeout='long'),
    dict(api_key=leaks.KEY, base_url='https://me:%s@/' % leaks.PASSWORD),
    dict(app_id='id', app_secret=leaks.PAT),
    dict(api_key='k', dialect=leaks.KEY), dict(api_key='k', base_url=leaks.HEX_KEY),
    dict(api_key='k', base_url='https://api.clarifai.com/' + leaks.HEX_KEY),
    dict(api_key='k', base_url='https://api.clarifai.com?key=' + leaks.KEY),
    dict(api_key='k', timeout=leaks.KEY), dict(api_key='k', retry=leaks.KEY),
    dict(api_key='k', log_level=leaks.KEY), dict(api_key='k', session=leaks.KEY),
    dict(app_id=leaks.HEX_KEY),
])
def test_settings_that_are_refused(settings):
    for kind in (ApiClient, ClarifaiApp):
        with pytest.raises(UserError) as caught:
            kind(**settings)
        assert leaks.in_error(caught.value) == []


def test_a_config_file_that_is_broken(own_environment):
    path = own_environment.ensure('.clarifai', 'config')
    for text in ('CLARIFAI_API_KEY: %s', '[clarifai]\n%s', '[clarifai]\nCLARIFAI_PAT = %s x',
                 '[default]\nCLARIFAI_PAT = %s'):
        path.write(text % leaks.KEY)
        with pytest.raises(UserError) as caught:
            ClarifaiApp()
        assert leaks.in_error(caught.value) == []
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter('always')
            ClarifaiApp(api_key='k', pat='p')
        assert leaks.in_text('\n'.join(str(one.message) for one in warned)) == []


def test_deprecated_forms_warn_without_secrets(connect):
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter('always')
        ClarifaiApp(leaks.PAT, leaks.KEY, api_key=leaks.KEY)
        ClarifaiApp('id', leaks.KEY, pat=leaks.PAT)
        ClarifaiApp(api_key=leaks.KEY, base_url='http://me:%s@api.example.com' %
                    leaks.PASSWORD.replace('/', '%2F'))
    assert warned
    assert leaks.in_text('\n'.join(str(one.message) for one in warned)) == []


SCRIPT = '''
import logging, sys
from clarifai.rest import ClarifaiApp
logging.basicConfig(level=1)
app = ClarifaiApp(base_url=sys.argv[1], quiet=False, log_level=logging.DEBUG)
print(app, app.api, vars(app).keys())
app.inputs.create_image_from_url('https://pics.example.com/pier.jpg')
'''


@pytest.mark.parametrize('fault', ['reset', 'HTTP 401', 'an echo of the key', 'HTML'])
def test_a_program_that_logs_everything_and_catches_nothing(fault):
    root = os.path.dirname(os.path.dirname(os.path.abspath(sys.modules['clarifai'].__file__)))
    with Server(FAULTS[fault]) as server:
        process = subprocess.Popen(
            [sys.executable, '-c', SCRIPT, server.url], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=dict(os.environ, CLARIFAI_API_KEY=leaks.KEY,
                                             PYTHONPATH=root))
        out, err = process.communicate()
    assert b'ApiError' in err
    assert b'DEBUG' in err
    assert leaks.in_text(out + err) == []


@pytest.mark.parametrize('key', ['a', 'code', 'status', 'Failure'])
def test_a_key_of_few_letters_does_not_spoil_an_answer(connect, key):
    answer = {'status': {'code': 10020, 'description': 'Failure', 'details': 'a status'}}
    with Server(steps.say(400, json.dumps(answer).encode('ascii'))) as server:
        with pytest.raises(ApiError) as caught:
            CALLS['get'].run(connect(server, api_key=key))
    error = pickle.loads(pickle.dumps(caught.value))
    for shown in (caught.value, error):
        assert (shown.error_code, shown.error_desc, shown.error_details) == (
            10020, 'Failure', 'a status')
        assert shown.answer == answer
