"""What is made of requests, and of their failures, where Python runs in a web page.

The browser is a stand-in here; tests/browser has a real one.
"""
from __future__ import absolute_import

import subprocess
import sys
import types

import pytest
import requests
from requests import exceptions
from six.moves import http_client
from urllib3.exceptions import MaxRetryError, ProtocolError, TimeoutError as AnyTimeout

from clarifai import browser, content, session, transport
from clarifai.reading import Deadline, Reader

API = 'https://api.example.com'


class Named(object):
    """An object of JavaScript, or a module for it."""

    def __init__(self, **members):
        self.__dict__.update(members)


@pytest.fixture
def page(monkeypatch):
    """A page of https://pages.example.com that can wait; what it asks for is in `asked`."""
    asked = []

    def fetch(url, options):
        asked.append((url, options))
        is_kept = options['mode'] in there.answers
        return Named(then=lambda kept, broken: (kept if is_kept else broken)(None))

    there = Named(asked=asked, answers=['no-cors'], promises=True)
    js = types.ModuleType('js')
    js.location = Named(origin='https://pages.example.com', protocol='https:')
    js.navigator = Named(onLine=True)
    js.fetch = fetch
    js.AbortSignal = Named(timeout=lambda milliseconds: milliseconds)
    js.Object = Named(fromEntries=None)
    ffi = types.ModuleType('pyodide.ffi')
    ffi.can_run_sync = lambda: there.promises
    ffi.run_sync = lambda promise: promise
    ffi.to_js = lambda value, dict_converter: value
    ffi.JsException = Exception
    there.js = js
    for name, module in (('js', js), ('pyodide', types.ModuleType('pyodide')),
                         ('pyodide.ffi', ffi)):
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(browser, 'IN_BROWSER', True)
    return there


def fetch_failed():
    """What `requests` raises when fetch does."""
    return exceptions.ConnectionError(ProtocolError(
        'Connection aborted.', http_client.HTTPException('Failed to fetch')))


def failure(url=API + '/v2/inputs', error=None):
    return transport.failure_of(error or fetch_failed(), (10.0, 60.0), url)


def test_a_server_that_is_there_refuses_the_page(page):
    found = failure()
    assert 'https://api.example.com' in found.reason
    assert 'https://pages.example.com' in found.reason and '(CORS)' in found.reason
    assert '--allow-origin https://pages.example.com' in found.advice
    assert 'Access-Control-Allow-Origin: https://pages.example.com' in found.advice
    assert found.sent and not found.final


def test_whether_it_is_there_is_asked_without_a_key(page):
    failure(API + '/v2/inputs?page=1')
    assert [options['mode'] for _, options in page.asked] == ['cors', 'no-cors']
    for url, options in page.asked:
        assert url == API + '/v2/inputs' and options['method'] == 'HEAD'
        assert options['credentials'] == 'omit'
        assert options.get('headers', {}).get('Authorization', 'Key') == 'Key'


def test_a_server_that_answers_this_page_broke_the_connection(page):
    page.answers = ['cors', 'no-cors']
    found = failure()
    assert found.reason == 'the connection to https://api.example.com broke'
    assert 'allows pages of https://pages.example.com' in found.advice
    assert 'something in between' in found.advice and 'other verbs' in found.advice
    assert found.sent and not found.final


def test_a_server_that_is_not_there(page):
    page.answers = []
    found = failure()
    assert found.reason == 'the browser could not reach https://api.example.com'
    assert 'CLARIFAI_API_BASE' in found.advice and 'allow it' not in found.advice
    assert found.sent and not found.final


def test_a_page_from_elsewhere_may_have_to_be_allowed_to_reach_this_machine(page):
    page.answers = []
    assert 'pages of https://pages.example.com may reach this machine' in failure(
        'http://127.0.0.1:8080/v2/inputs').advice
    page.js.location.origin = 'http://localhost:8000'
    assert 'may reach this machine' not in failure('http://127.0.0.1:8080/v2/inputs').advice


def test_where_nobody_can_wait_both_are_said(page):
    page.promises = False
    found = failure()
    assert 'could not reach https://api.example.com' in found.reason and '(CORS)' in found.reason
    assert '--allow-origin https://pages.example.com' in found.advice
    assert page.asked == []


def test_an_address_without_encryption(page):
    found = failure('http://sandbox.example.com:8080/v2/inputs')
    assert 'mixed content' in found.reason and 'http://sandbox.example.com:8080' in found.reason
    assert found.final and not found.sent
    assert page.asked == []


def test_the_same_in_a_worker_made_from_a_text(page):
    page.js.location.protocol = 'blob:'
    assert 'mixed content' in failure('http://sandbox.example.com:8080/v2/inputs').reason


def test_a_frame_without_an_origin(page):
    page.js.origin = 'null'
    assert '--allow-origin null' in failure().advice
    assert 'mixed content' in failure('http://sandbox.example.com:8080/v2/inputs').reason


def test_this_machine_needs_no_encryption(page):
    assert 'mixed content' not in failure('http://127.0.0.1:8080/v2/inputs').reason


def test_no_network(page):
    page.js.navigator.onLine = False
    found = failure()
    assert found.reason == 'the browser has no network'
    assert page.asked == []


def test_a_page_opened_as_a_file(page):
    page.js.location = Named(origin='null', protocol='file:')
    assert '--allow-origin null' in failure().advice


@pytest.mark.parametrize('error', [
    exceptions.ConnectionError(MaxRetryError(None, '/v2', AnyTimeout('Request timed out'))),
    AnyTimeout('')])
def test_a_limit_is_over_with_the_request_sent(page, error):
    """A browser does not tell connecting apart, so the server may have done it."""
    found = failure(error=error)
    assert found.reason == 'no answer within 60 seconds'
    assert found.sent and not found.final


def test_an_answer_that_breaks_off(page):
    assert isinstance(http_client.HTTPException('network error'), transport.EXCEPTIONS)
    found = failure(error=http_client.HTTPException('network error'))
    assert found.reason == 'the answer breaks off'
    assert found.sent and not found.final and page.asked == []


def request_of(**more):
    return requests.Request('POST', API + '/v2/inputs', **more).prepare()


def test_headers_of_the_browser_are_left_to_it(page):
    request = request_of(data=b'{}', headers={
        'User-Agent': 'python-requests', 'Accept-Encoding': 'gzip', 'Connection': 'keep-alive',
        'Python-Client': 'emscripten', 'X-Clarifai-Client': 'python:2.7.0',
        'Authorization': 'Key k'})
    browser.prepare(request, (1.0, 2.0))
    assert sorted(request.headers) == ['Authorization', 'X-Clarifai-Client']


@pytest.mark.parametrize('given, limit', [((10, 60), 60.0), ((10, None), None),
                                          ((1, 10 ** 9), 2147482.0)])
def test_an_answer_has_as_long_to_begin_as_to_go_on(page, given, limit):
    found = browser.prepare(request_of(), given)
    assert found == (limit, limit)
    assert limit is None or type(found[0]) is float  # urllib3 takes no other number there


def test_a_body_in_pieces_becomes_whole(page):
    request = request_of()
    request.body = content.JsonBody([b'{"a": ', b'1}'])
    browser.prepare(request, (1.0, 1.0))
    assert request.body == b'{"a": 1}'


def test_nothing_is_asked_of_the_environment(page, monkeypatch):
    monkeypatch.setenv('HTTPS_PROXY', 'http://proxy.example.com')
    monkeypatch.setenv('REQUESTS_CA_BUNDLE', '/not/there')
    own = session.make_session()
    assert session.routes_of(own).options(own, API) == {
        'proxies': {}, 'stream': False, 'verify': False, 'cert': None}
    assert session.proxy_of(own, API) is None


def test_an_answer_has_been_unpacked(page):
    class Raw(object):
        def stream(self, *_, **__):
            yield b'{}'
    response = requests.Response()
    response.raw = Raw()
    response.headers['Content-Encoding'] = 'gzip'
    response.headers['Content-Length'] = '99'
    Reader(1000, Deadline(None))(response)
    assert response.content == b'{}'
    response.status_code = 200
    assert not transport._is_cut_off(response)


class OfJavaScript(Exception):
    """What stands for an exception of a promise."""


@pytest.fixture
def hook(page, monkeypatch):
    """A ``sys.excepthook`` that keeps what it is called with."""
    told = []

    def kept(kind, error, traceback):
        told.append(error)

    kept.told = told
    sys.modules['pyodide.ffi'].JsException = OfJavaScript
    monkeypatch.setattr(sys, 'excepthook', kept)
    return kept


def report(error):
    sys.excepthook(type(error), error, None)


class Reporting(requests.Session):
    """Fails as Pyodide does, which calls the hook with what it raises."""

    def send(self, request, **_):
        """Report it, then raise it."""
        report(OfJavaScript('Failed to fetch'))
        report(ValueError('of a task of somebody else'))
        raise fetch_failed()


def test_a_failure_is_not_reported_besides(hook):
    used = Reporting()
    with pytest.raises(transport.ApiError):
        transport.send(used, 'k', 'GET', API + '/v2/inputs', {}, policy=transport.RetryPolicy(
            attempts=2, backoff=0))
    assert [str(error) for error in hook.told] == ['of a task of somebody else'] * 2
    assert sys.excepthook is hook


class CutOff(requests.Session):
    """Gives an answer that ends before its end, as a stream that another worker reads does."""

    def send(self, request, **_):
        """Count it, and answer it whole the second time."""
        self.sent = getattr(self, 'sent', 0) + 1
        response = requests.Response()
        response.status_code, response.url = 200, request.url
        response.headers['Content-Length'] = '27'
        response._content = b'{"status": {"code": 10000}}'[:14 if self.sent == 1 else None]
        return response


def test_an_answer_that_just_ends_is_asked_for_again(page):
    used = CutOff()
    policy = transport.RetryPolicy(attempts=2, backoff=0)
    assert transport.send(used, 'k', 'GET', API + '/v2/inputs', {}, policy=policy).json == {
        'status': {'code': 10000}}
    assert used.sent == 2
    with pytest.raises(transport.ApiError) as caught:
        transport.send(CutOff(), 'k', 'POST', API + '/v2/inputs', {}, policy=policy)
    assert caught.value.cause == 'the answer breaks off' and caught.value.uncertain


class WithoutStatus(requests.Session):
    """Gives what Firefox gives, without promises, where nobody answers."""

    def send(self, request, **_):
        """Answer with nothing."""
        response = requests.Response()
        response.status_code, response.url, response._content = 0, request.url, b''
        return response


def test_an_answer_without_a_status_is_none(page):
    page.promises = False
    with pytest.raises(transport.ApiError) as caught:
        transport.send(WithoutStatus(), 'k', 'POST', API + '/v2/inputs', {})
    assert 'could not reach https://api.example.com, or may not show' in caught.value.cause
    assert caught.value.uncertain


def test_nor_is_what_breaks_while_it_is_read(hook):
    def pieces():
        yield b'a'
        report(OfJavaScript('network error'))
        raise http_client.HTTPException('network error')

    read = browser.unreported_pieces(pieces())
    assert next(read) == b'a' and sys.excepthook is hook
    with pytest.raises(http_client.HTTPException):
        next(read)
    assert hook.told == [] and sys.excepthook is hook
    assert list(browser.unreported_pieces(iter([b'a', b'b']))) == [b'a', b'b']


def test_tasks_that_wait_at_once_leave_the_hook_as_it_was(hook):
    first, second = browser.unreported(), browser.unreported()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    report(OfJavaScript('of the second'))
    second.__exit__(None, None, None)
    assert hook.told == [] and sys.excepthook is hook


def test_a_hook_that_somebody_put_there_meanwhile_stays(hook):
    def another(*_):
        pass

    with browser.unreported():
        sys.excepthook = another
    assert sys.excepthook is another


# Files in JupyterLite, whose kernel runs in a process of its own here.

LITE = """
import io, os, sys, types
sys.platform, sys.modules['fcntl'] = 'emscripten', types.ModuleType('fcntl')
opened = []
usual = os.open
def watched(path, flags, *args, **kwargs):
    opened.append(flags)
    return usual(path, flags, *args, **kwargs)
os.open = watched
from clarifai.bulk.journal import Journal
from clarifai.kinds import head_of_file
head_of_file(sys.argv[1])
journal = Journal(sys.argv[1] + '.journal', 'a task')
journal.note('a key', 'a word', None)
journal.close()
print('a key' in Journal(sys.argv[1] + '.journal', 'a task') and len(opened))
print([flags for flags in opened if flags & getattr(os, 'O_NONBLOCK', 0)])
"""


def test_the_drive_of_jupyterlite_does_not_store_what_is_only_read(tmpdir):
    """It would with a flag of `os.open` that it does not know; and there are no locks."""
    path = tmpdir.join('picture.jpg')
    path.write('a picture')
    said = subprocess.check_output([sys.executable, '-c', LITE, path.strpath])
    number, without_waiting = said.split()
    assert int(number) >= 3 and without_waiting == b'[]'
