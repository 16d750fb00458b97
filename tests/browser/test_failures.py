"""What goes wrong in a browser is told by what the browser hides."""
from __future__ import annotations

import json
import socket
import ssl

import harness
import pytest
import requests

CERTIFICATE = 'tests/faults/certificates/server.pem'
# Prints what the error of a call says, as JSON.
CALL = """
import json
from clarifai.errors import ApiError
from clarifai.rest import ClarifaiApp
from clarifai.retry import RetryPolicy

pauses = []
app = ClarifaiApp(timeout={timeout}, retry=RetryPolicy(
    attempts={attempts}, backoff=0.01, throttle=0.01,
    on_retry=lambda retry: pauses.append(retry.pause)))
try:
    {call}
    said = {{}}
except ApiError as error:
    said = {{'text': str(error), 'uncertain': error.uncertain, 'attempts': error.attempts,
            'cause': error.cause}}
print(json.dumps(dict(said, pauses=pauses)))
"""
LIST = 'app.inputs.get_by_page()'
# Without an id of the caller's choice, so that nothing may send it again.
WRITE = "app.inputs.create_image_from_url('https://photos.example.com/brick-1.jpg')"


@pytest.fixture
def call(page, sandbox, request):
    """Makes a call that may fail; returns what its error said, and the pauses before attempts."""
    def called(where='main', code=LIST, url=sandbox.url, attempts=2, timeout=None, promises=True,
               by=page):
        said = by.run(where, CALL.format(call=code, attempts=attempts, timeout=timeout),
                      {'CLARIFAI_API_BASE': url, 'CLARIFAI_API_KEY': 'failures'},
                      promises=promises)
        return json.loads(said)
    return called


@pytest.fixture
def order(sandbox):
    """Orders a fault for the next requests."""
    def ordered(**fault):
        answer = requests.post(sandbox.url + '/sandbox/faults', json=fault, timeout=30)
        answer.raise_for_status()
        return answer.json()['fault']['id']
    yield ordered
    requests.delete(sandbox.url + '/sandbox/faults', timeout=30).raise_for_status()


def struck(sandbox, fault):
    """Returns how many requests a fault has struck."""
    faults = requests.get(sandbox.url + '/sandbox/faults', timeout=30).json()['faults']
    return [one['struck'] for one in faults if one['id'] == fault]


@pytest.fixture(scope='module')
def strange_page(browser, page, wheels, media):
    """A page of another host, which came by https; the page of all other tests stays."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    site = harness.Site(*harness.files_of(wheels, media), context)
    first = browser.current_window_handle
    browser.switch_to.new_window('tab')
    browser.get(site.url('/pages/programs.html', harness.STRANGER))
    strange = harness.Page(browser)
    strange.origin = site.url('', harness.STRANGER)
    yield strange
    browser.close()
    browser.switch_to.window(first)
    site.stop()


@pytest.fixture
def unused_port():
    with socket.socket() as bound:
        bound.bind(('127.0.0.1', 0))
        return bound.getsockname()[1]


@pytest.mark.parametrize('where', ['main', 'worker'])
def test_nobody_listens(call, unused_port, where):
    url = 'http://127.0.0.1:%d' % unused_port
    said = call(where, url=url)
    assert said['cause'] == 'the browser could not reach ' + url
    assert 'CLARIFAI_API_BASE' in said['text'] and said['attempts'] == 2


def test_without_promises_nobody_knows_why(call, unused_port):
    url = 'http://127.0.0.1:%d' % unused_port
    for where in ('main', 'worker'):
        said = call(where, url=url, promises=False)
        assert 'could not reach %s, or may not show its answer' % url in said['cause']
        assert '--allow-origin http://127.0.0.1:' in said['text']


def test_no_network(call, browser):
    conditions = {'latency': 0, 'downloadThroughput': -1, 'uploadThroughput': -1}
    browser.execute_cdp_cmd('Network.enable', {})
    browser.execute_cdp_cmd('Network.emulateNetworkConditions', dict(conditions, offline=True))
    try:
        said = call()
    finally:
        browser.execute_cdp_cmd('Network.emulateNetworkConditions', dict(conditions, offline=False))
    assert said['cause'] == 'the browser has no network'


# Without promises the main thread has no limit.
@pytest.mark.parametrize('where, promises', [('main', True), ('worker', True), ('worker', False)])
def test_a_limit_is_kept(call, order, sandbox, where, promises):
    """Also before the answer begins, and then the server may have done it."""
    fault = order(delay_answer=5, method='POST', path='/v2/inputs')
    said = call(where, WRITE, timeout=(0.05, 1), promises=promises)
    assert said['cause'] == 'no answer within 1 seconds'
    assert said['uncertain'] is True and said['attempts'] == 1
    assert struck(sandbox, fault) == [1]


def test_a_longer_answer_than_a_connection_may_take(call, order):
    order(delay_answer=1, path='/v2/inputs', times=1)
    assert call(timeout=(0.2, 20)) == {'pauses': []}


@pytest.mark.parametrize('where', ['main', 'worker'])
@pytest.mark.parametrize('promises', [True, False])
def test_a_failure_is_asked_again_when_the_server_says(call, order, where, promises):
    order(status=503, path='/v2/inputs', times=1, retry_after=1)
    said = call(where, promises=promises)
    assert len(said['pauses']) == 1 and said['pauses'][0] >= 1 and 'text' not in said


@pytest.mark.parametrize('where', ['main', 'worker'])
def test_an_answer_that_breaks_off(call, order, where):
    order(body='truncated', path='/v2/inputs', times=2)
    assert call(where)['cause'] == 'the answer breaks off'
    order(body='truncated', path='/v2/inputs', times=1)
    assert 'text' not in call(where)


def test_a_connection_that_breaks(call, order, sandbox):
    """The browser itself may have sent it twice: it does where a connection was kept open."""
    order(close=True, method='POST', path='/v2/inputs')
    said = call(code=WRITE)
    assert said['cause'] == 'the connection to %s broke' % sandbox.url
    assert said['uncertain'] is True and said['attempts'] == 1


REPORTED = """
import sys, types
reported, before = [], sys.excepthook
sys.excepthook = lambda kind, error, traceback: reported.append(str(error))
try:
    exec(program)
finally:
    sys.excepthook = before
print(json.dumps(dict(said, pauses=pauses, reported=reported)))
"""


@pytest.mark.parametrize('where', ['main', 'worker'])
@pytest.mark.parametrize('fault', [
    {'close': True}, {'body': 'truncated'}, {'delay_answer': 3}], ids=str)
def test_what_is_told_is_not_reported_as_if_nobody_had_caught_it(page, sandbox, order, where,
                                                                 fault):
    """A notebook in JupyterLite would end the cell with it, although the next attempt succeeds."""
    order(path='/v2/inputs', times=1, **fault)
    program = 'program = %r\n' % CALL.format(call=LIST, attempts=2, timeout=(1, 1)) + REPORTED
    said = json.loads(page.run(where, program, {
        'CLARIFAI_API_BASE': sandbox.url, 'CLARIFAI_API_KEY': 'reported'}).splitlines()[-1])
    assert said['reported'] == []
    assert 'text' not in said
    # A connection that was kept open the browser may try again by itself.
    assert len(said['pauses']) == 1 or 'close' in fault


def test_an_answer_of_no_api(call, order):
    order(body='html', status=502, path='/v2/inputs', times=2)
    assert 'HTTP 502' in call()['text']


# Pages from elsewhere. The last tests: they show another page.

@pytest.mark.parametrize('where', ['main', 'worker'])
def test_a_server_that_does_not_know_the_page(call, strange_page, sandbox, where):
    said = call(where, by=strange_page)
    assert said['cause'] == (
        'the browser does not show the answers of %s to a page of %s: that server does not allow '
        'it (CORS)' % (sandbox.url, strange_page.origin))
    assert 'Access-Control-Allow-Origin: ' + strange_page.origin in said['text']
    assert '--allow-origin ' + strange_page.origin in said['text']


def test_an_address_without_encryption(call, strange_page, sandbox):
    url = sandbox.url.replace('127.0.0.1', 'sandbox.test')
    said = call(url=url, by=strange_page)
    assert 'use the address %s without encryption (mixed content)' % url in said['cause']
    assert said['attempts'] == 1 and said['uncertain'] is False


def test_what_the_message_says_helps(call, strange_page, media):
    from sandbox_process import SandboxProcess
    process = SandboxProcess('--allow-origin', strange_page.origin)
    try:
        assert call(url=process.url, by=strange_page) == {'pauses': []}
    finally:
        process.stop()
