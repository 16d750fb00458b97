"""Pages of other origins: what the headers say, and what a real Chromium makes of them.

The calls are those of the JavaScript examples of Clarifai's page "Manage models".
"""
import functools
import http.server
import threading

import pytest
import requests
from sandbox_process import Api, SandboxProcess, an_input, photograph

PAT, USER, APP = 'a-pat-of-the-page', 'me', 'mine'
OF_APP = '/v2/users/%s/apps/%s' % (USER, APP)
NAMED = {'user_app_id': {'user_id': USER, 'app_id': APP}}
# What a page sends: method, path, JSON body, and a member of the answer.
CALLS = (
    ('GET', OF_APP + '/models/types?per_page=20&page=1', None, 'model_types'),
    ('POST', OF_APP + '/models',
     {'model': {'id': 'petsID', 'model_type_id': 'embedding-classifier', 'output_info': {
         'data': {'concepts': [{'id': 'dog', 'value': 1}, {'id': 'cat', 'value': 1}]}}}}, 'model'),
    ('GET', OF_APP + '/models', None, 'models'),
    ('GET', OF_APP + '/models/petsID', None, 'model'),
    ('GET', OF_APP + '/models/petsID/output_info', None, 'model'),
    ('GET', OF_APP + '/models/petsID/concepts', None, None),
    ('GET', OF_APP + '/models/petsID/versions', None, 'model_versions'),
    ('GET', OF_APP + '/models/petsID/versions/{version}', None, 'model_version'),
    ('PATCH', '/v2/models',
     dict(NAMED, models=[{'id': 'petsID', 'name': 'newname'}], action='overwrite'), 'models'),
    ('PATCH', OF_APP + '/models/petsID/versions',
     {'action': 'overwrite', 'model_versions': [
         {'id': '{version}', 'output_info': {'params': {'min_value': 0.95}}}]}, 'model_versions'),
    ('POST', '/v2/models/searches',
     dict(NAMED, model_query={'name': 'new*', 'model_type_id': 'embedding-classifier'}), 'models'),
    ('DELETE', OF_APP + '/models/petsID/versions/{version}', None, None),
    ('DELETE', OF_APP + '/models/petsID', None, None),
)
SEND = """
const [url, method, body, done] = arguments;
const options = {method, headers: {Accept: 'application/json', Authorization: 'Key PAT'}};
if (body !== null) options.body = JSON.stringify(body);
fetch(url, options).then(response => response.json()).then(done, error => done(String(error)));
""".replace('PAT', PAT)


class Pages(http.server.ThreadingHTTPServer):
    """An empty page on a port of its own, under whatever name it is asked for."""

    def __init__(self, folder):
        (folder / 'page.html').write_text('<!doctype html><title>A page</title>')
        self.file = (folder / 'page.html').as_uri()
        quiet = type('Quiet', (http.server.SimpleHTTPRequestHandler,),
                     {'log_message': lambda *_: None})
        super().__init__(('127.0.0.1', 0), functools.partial(quiet, directory=str(folder)))
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, host):
        """Returns the URL of the page under a name."""
        return 'http://%s:%d/page.html' % (host, self.server_address[1])


@pytest.fixture(scope='module')
def pages(tmp_path_factory):
    pages = Pages(tmp_path_factory.mktemp('pages'))
    yield pages
    pages.shutdown()
    pages.server_close()


@pytest.fixture(scope='module')
def sandbox(pages):
    process = SandboxProcess(
        '--allow-origin', 'http://friend.example:%d' % pages.server_address[1],
        '--allow-origin', 'null')
    yield process
    assert process.stop() == 0


@pytest.fixture(scope='module')
def closed():
    """A sandbox that was told of no origins."""
    process = SandboxProcess()
    yield process
    assert process.stop() == 0


@pytest.fixture(scope='module')
def browser(tmp_path_factory):
    chromium = pytest.importorskip('chromium')
    if not (chromium.CHROMIUM and chromium.DRIVER):
        pytest.skip('no Chromium here: apt-get install chromium chromium-driver')
    with chromium.running(tmp_path_factory.mktemp('profile'),
                          '--host-resolver-rules=MAP *.example 127.0.0.1') as driver:
        driver.set_script_timeout(30)
        yield driver


def send(browser, url, method='GET', body=None):
    """Returns the JSON that a page gets, or its error as text."""
    return browser.execute_async_script(SEND, url, method, body)


def filled(value, version):
    """Returns a path or a body with the id of a version in it."""
    if isinstance(value, str):
        return value.replace('{version}', version)
    if isinstance(value, list):
        return [filled(item, version) for item in value]
    if isinstance(value, dict):
        return {name: filled(item, version) for name, item in value.items()}
    return value


def trained_version(sandbox):
    """Trains petsID; returns the id of the version."""
    api = Api(sandbox.url, PAT)
    of_app = '/users/%s/apps/%s' % (USER, APP)
    api.ok('POST', of_app + '/inputs', {'inputs': [
        an_input(photograph('chelsea'), concepts=['cat', '!dog']),
        an_input(photograph('rocket'), concepts=['dog', '!cat'])]})
    version = {'output_info': {'data': {'concepts': [{'id': 'dog'}, {'id': 'cat'}]}}}
    return api.ok('POST', of_app + '/models/petsID/versions',
                  {'model_versions': [version]})['model']['model_version']['id']


def test_the_javascript_examples_run_in_a_page_of_this_machine(browser, pages, sandbox):
    browser.get(pages.url('localhost'))
    version = ''
    for method, path, body, member in CALLS:
        if '{version}' in path and not version:
            version = trained_version(sandbox)
        answer = send(browser, sandbox.url + filled(path, version), method, filled(body, version))
        assert isinstance(answer, dict), (method, path, answer)
        assert answer['status']['code'] == 10000, (method, path, answer)
        assert member is None or member in answer, (method, path)


@pytest.mark.parametrize('host', ['127.0.0.1', 'localhost', 'friend.example'])
def test_origins_that_may(browser, pages, sandbox, host):
    browser.get(pages.url(host))
    assert send(browser, sandbox.url + '/v2/models')['status']['code'] == 10000


def test_a_page_that_was_opened_as_a_file_may_when_null_is_allowed(browser, pages, sandbox, closed):
    browser.get(pages.file)
    assert send(browser, sandbox.url + '/v2/models')['status']['code'] == 10000
    assert 'Failed to fetch' in send(browser, closed.url + '/v2/models')


def test_other_origins_may_not(browser, pages, sandbox):
    browser.get(pages.url('stranger.example'))
    assert 'Failed to fetch' in send(browser, sandbox.url + '/v2/models')


def test_what_is_the_sandboxs_own_is_for_no_page_at_all(browser, pages, sandbox):
    browser.get(pages.url('localhost'))
    for path in ('/sandbox/requests', '/sandbox/faults', '/'):
        assert 'Failed to fetch' in send(browser, sandbox.url + path)


def preflight(url, origin, **headers):
    """Returns the answer to what a browser asks first."""
    return requests.options(url + '/v2/inputs', timeout=30, headers=dict({
        'Origin': origin, 'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,x-clarifai-client,cookie'},
        **headers))


@pytest.mark.parametrize('origin', ['http://localhost:5173', 'http://[::1]:8000', 'null'])
def test_the_headers_for_an_origin_that_may(sandbox, origin):
    answer = preflight(sandbox.url, origin)
    assert answer.status_code == 204
    assert answer.headers['Access-Control-Allow-Origin'] == origin
    assert answer.headers['Vary'] == 'Origin'
    assert answer.headers['Access-Control-Allow-Headers'] == (
        'Authorization, Content-Type, x-clarifai-client')
    for method in ('GET', 'POST', 'PATCH', 'PUT', 'DELETE'):
        assert method in answer.headers['Access-Control-Allow-Methods']
    assert 'Access-Control-Allow-Credentials' not in answer.headers
    assert 'Access-Control-Allow-Private-Network' not in answer.headers
    asked = preflight(sandbox.url, origin, **{'Access-Control-Request-Private-Network': 'true'})
    assert asked.headers['Access-Control-Allow-Private-Network'] == 'true'


@pytest.mark.parametrize('origin', [
    'https://stranger.example', 'http://localhost.stranger.example', 'null', '*', ''])
def test_the_headers_for_one_that_may_not(closed, origin):
    answer = preflight(closed.url, origin)
    assert answer.status_code == 403
    assert '--allow-origin' in answer.json()['status']['details']
    read = requests.get(closed.url + '/v2/models', timeout=30,
                        headers={'Origin': origin, 'Authorization': 'Key k'})
    for headers in (answer.headers, read.headers):
        assert not [name for name in headers if name.lower().startswith('access-control')]


@pytest.mark.parametrize('path', ['/sandbox/requests', '/sandbox/faults', '/'])
def test_no_header_at_all_outside_the_api(sandbox, path):
    for method in ('GET', 'OPTIONS'):
        answer = requests.request(method, sandbox.url + path, timeout=30, headers={
            'Origin': 'http://localhost:1', 'Access-Control-Request-Method': 'GET'})
        assert not [name for name in answer.headers if name.lower().startswith('access-control')]


@pytest.mark.parametrize('folder', ['media', 'exports', 'model_exports'])
def test_files_that_answers_name_are_for_the_same_pages(sandbox, folder):
    url = '%s/sandbox/%s/x' % (sandbox.url, folder)
    for origin, allowed in (('http://localhost:1', True), ('https://stranger.example', False)):
        answer = requests.get(url, timeout=30, headers={'Origin': origin})
        assert ('Access-Control-Allow-Origin' in answer.headers) == allowed
        asked = requests.options(url, timeout=30, headers={
            'Origin': origin, 'Access-Control-Request-Method': 'GET',
            'Access-Control-Request-Headers': 'authorization,if-range,range'})
        assert asked.status_code == (204 if allowed else 403)
        assert ('range' in asked.headers.get('Access-Control-Allow-Headers', '')) == allowed
    exposed = requests.get(url, timeout=30, headers={'Origin': 'http://localhost:1'}).headers
    assert exposed['Access-Control-Expose-Headers'] == 'Content-Range, ETag, Retry-After'


def test_errors_can_be_read_too(sandbox):
    answer = requests.get(sandbox.url + '/v2/models/unknown', timeout=30, headers={
        'Origin': 'http://localhost:1', 'Authorization': 'Key k'})
    assert answer.status_code == 404
    assert answer.headers['Access-Control-Allow-Origin'] == 'http://localhost:1'


def test_an_option_that_is_no_origin_is_refused(capsys):
    from clarifai.sandbox import main as command
    with pytest.raises(SystemExit) as end:
        command.main(['--allow-origin', '*'])
    assert end.value.code == 2
    assert 'is no origin' in capsys.readouterr().err
