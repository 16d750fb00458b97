"""Which answers are refusals, which are not the API's at all, and what each comes with."""
from __future__ import absolute_import

import json
import logging

import pytest
import requests
import responses

from clarifai import transport
from clarifai.errors import ApiError
from clarifai.redact import printable
from clarifai.retry import RetryPolicy
from clarifai.session import make_session
from clarifai.status_codes import is_missing, is_refused, status_meant

URL = 'https://api.test/v2/models/m/outputs'
KEY = 'abcdefghijklmnop12345678'
PAGE = b'<html><head><title>413 Request Entity Too Large</title></head></html>'


@pytest.fixture
def server():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def send(method='POST', **options):
    return transport.send(make_session(), KEY, method, URL, {}, **options).json


def refusal(*args, **options):
    with pytest.raises(ApiError) as caught:
        send(*args, **options)
    return caught.value


def error_of(http, body, url=URL):
    response = requests.Response()
    response.status_code, response.reason, response.url = http, 'Reason', url
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode('utf-8')
    return ApiError(URL, {}, 'POST', response)


def coded(http, code):
    return error_of(http, {'status': {'code': code, 'description': 'x', 'details': 'y'}})


# HTTP 200


@pytest.mark.parametrize('code', [21200, 11101, 11007, 11008, 11009, 11102])
def test_with_these_codes_http_200_is_a_refusal_that_is_not_repeated(server, code):
    server.add('POST', URL, json={'status': {'code': code, 'description': 'x'}})
    error = refusal(repeatable=True)
    assert (error.status_code, error.error_code, error.attempts) == (200, code, 1)
    assert not error.uncertain and error.from_api and is_refused(error)
    assert 'not a JSON object' not in str(error)


@pytest.mark.parametrize('code', [10000, 10010, 10020, 11102000, 21202, 22102, 30100, 11004, None])
def test_with_every_other_code_http_200_is_an_answer(server, code):
    answer = {'status': {'code': code, 'description': 'x'}}
    server.add('POST', URL, json=answer)
    assert send() == answer


# Limits of the account


@pytest.mark.parametrize('code, attempts, advice', [
    (11004, 1, 'billing page'), (11003, 1, 'billing page'), (11005, 2, 'wait a little'),
    (None, 2, 'wait a little')])
def test_a_limit_of_the_account_is_no_throttling(server, code, attempts, advice, monkeypatch):
    monkeypatch.setattr('time.sleep', lambda seconds: None)
    server.add('POST', URL, json={'status': {'code': code, 'description': 'x'}}, status=429)
    error = refusal(policy=RetryPolicy(attempts=2))
    assert (error.attempts, advice in str(error)) == (attempts, True)


# What a code means


@pytest.mark.parametrize('http, code, meant', [
    (404, 11102, 404), (400, 21200, 404), (200, 11101, 404), (403, 22102, 404), (401, 11009, 401),
    (400, 11008, 401), (200, 11102, 401), (400, 11102, 400), (403, 11007, 403), (429, 11004, 402),
    (429, 11005, 429), (500, 98014, 500), (404, None, 404), (404, [1], 404)])
def test_the_code_says_more_than_the_http_status(http, code, meant):
    error = coded(http, code)
    assert status_meant(error) == meant
    assert is_missing(error) == (meant == 404)


@pytest.mark.parametrize('http', [200, 400, 401])
@pytest.mark.parametrize('field', ['description', 'details'])
def test_a_header_that_cannot_be_read_is_a_matter_of_the_key(http, field):
    error = error_of(http, {'status': {
        'code': 11102, field: 'Empty or malformed authorization header.'}})
    assert status_meant(error) == 401 and is_refused(error)
    assert 'Check the API key' in str(error)


@pytest.mark.parametrize('http, code, part', [
    (200, 11008, 'Check the API key'), (400, 21200, 'Check the id'), (200, 11007, 'scopes'),
    (413, 1, 'smaller pictures')])
def test_advice_follows_from_it(http, code, part):
    assert part in str(coded(http, code))


def test_advice_does_not_point_at_details_that_are_not_there():
    assert 'details above' not in str(error_of(400, {'status': {'code': 10020}}))
    assert 'details above' in str(coded(400, 10020))


# What is not the API


@pytest.mark.parametrize('http', [200, 400, 401, 403, 404, 407, 413, 429, 502])
@pytest.mark.parametrize('body', [PAGE, b'', b'{"message": "Forbidden"}', b'["x"]', b'blocked'])
def test_an_answer_of_something_else_is_not_taken_for_the_api(http, body):
    error = error_of(http, body)
    assert not error.from_api
    assert status_meant(error) is None and not is_missing(error) and not is_refused(error)
    text = str(error)
    assert 'between here and the API' in text and 'https://api.test' in text
    for wrong in ('Check the API key', 'check its scopes', 'Check the id', 'details above'):
        assert wrong not in text


@pytest.mark.parametrize('http, part', [
    (413, 'send smaller pictures, or fewer'), (407, 'HTTPS_PROXY'), (403, 'CLARIFAI_API_BASE'),
    (503, 'Try again later')])
def test_it_is_said_what_to_do(http, part):
    assert part in str(error_of(http, PAGE))


def test_the_address_is_that_of_what_answered_after_a_redirect():
    text = str(error_of(200, PAGE, 'http://me:secret-word@login.wifi.test/portal?to=x'))
    assert 'http://****@login.wifi.test' in text and 'secret-word' not in text


@pytest.mark.parametrize('http', [200, 403])
def test_json_with_a_byte_order_mark_is_json(server, http):
    answer = {'status': {'code': 10000 if http == 200 else 11007, 'description': 'x'}}
    body = b'\xef\xbb\xbf' + json.dumps(answer).encode('ascii')
    server.add('POST', URL, body=body, status=http)
    if http == 200:
        assert send() == answer
    else:
        assert refusal().error_code == 11007


# Text from outside


@pytest.mark.parametrize('field', ['description', 'details', 'req_id'])
def test_nothing_that_steers_a_terminal_is_shown_and_attributes_stay(field):
    forged = json.loads('"x\\r\\n2026 ERROR root: gone\\u001b[2J\\u0007\\u009b\\u2028\\ud83d"')
    error = error_of(400, {'status': {'code': 10020, field: forged}})
    for text in (str(error), repr(error), str(error.args[0])):
        shown = text if isinstance(text, type(u'')) else text.decode('utf-8')
        shown.encode('utf-8')
        assert not set(shown) & set(u'\r\n\x1b\x07\x9b\u2028')
    assert '\\r\\n2026 ERROR root: gone\\x1b[2J\\x07\\x9b\\u2028' in str(error)
    attribute = {'description': 'error_desc', 'details': 'error_details', 'req_id': 'request_id'}
    assert getattr(error, attribute[field]) == forged


@pytest.mark.parametrize('part', ['reason', 'code', 'cause', 'url'])
def test_no_other_part_of_a_message_steers_one(part):
    response = requests.Response()
    response.status_code, response._content = 400, b'{"status": {"code": "1\\n2"}}'
    response.reason = 'Bad\x1b[2J'
    url = URL + '/a\nb' if part == 'url' else URL
    error = ApiError(url, {}, 'POST', None if part == 'cause' else response, cause='no\nline')
    assert not set(str(error) + repr(error)) & set('\n\x1b')


def test_neither_do_lines_of_the_log(server, caplog):
    caplog.set_level(logging.DEBUG, logger='clarifai')
    answer = {'status': {'code': 10000, 'description': 'x\ny', 'req_id': 'r\nERROR root: \x1b[2J'}}
    server.add('POST', URL, json=answer)
    assert send() == answer
    server.replace('POST', URL, json=answer, status=400)
    refusal()
    lines = [record.getMessage() for record in caplog.records]
    assert len([line for line in lines if 'request id r\\nERROR root: \\x1b[2J' in line]) == 2
    assert not set(''.join(lines)) & set('\n\x1b')


@pytest.mark.parametrize('text, shown', [
    (u'a\tb\\c', 'a\\tb\\c'), (b'caf\xc3\xa9\n', u'caf\xe9\\n'),
    (u'\u202eabc\u2066', '\\u202eabc\\u2066'),
    (u'\u732b \u200d', u'\u732b \u200d'), (b'\xff', u'\ufffd'), (u'\x00\x85', '\\x00\\x85')])
def test_printable_writes_control_characters_out_and_leaves_the_rest(text, shown):
    found = printable(text)
    assert type(found) is str
    assert (found if isinstance(found, type(u'')) else found.decode('utf-8')) == shown
