"""Sending one request: what goes out, what comes back, and how often."""
from __future__ import absolute_import

import json
import logging
import pickle
import re
import traceback

import pytest
import requests
import responses

from clarifai import transport
from clarifai.errors import ApiError, UserError
from clarifai.retry import RetryPolicy
from clarifai.session import CONNECTIONS, KeyAuth, make_session
from clarifai.versions import CLIENT_VERSION

URL = 'https://api.test/v2/inputs'
KEY = 'abcdefghijklmnop12345678'
PICTURE = 'iVBORw0KGgoAAAANSUhEUg' * 40
OK = {'status': {'code': 10000, 'description': 'Ok'}}
REFUSAL = {'status': {'code': 11102, 'description': 'bad', 'details': 'why', 'req_id': 'req-1'}}


class Clock(object):
    """Stands in for the time module: sleeping moves it on at once."""

    def __init__(self):
        self.now, self.pauses = 1000.0, []

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.pauses.append(seconds)
        self.now += seconds


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(transport, 'time', clock)
    return clock


@pytest.fixture
def server():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def send(method='GET', params=None, url=URL, session=None, **options):
    return transport.send(session or make_session(), KEY, method, url, params,
                          **options).json


def refusal(*args, **kwargs):
    """The ApiError of a request that fails."""
    with pytest.raises(ApiError) as caught:
        send(*args, **kwargs)
    return caught.value


# What goes out

def test_get_puts_params_into_the_query(server):
    server.add('GET', URL, json=OK)
    assert send('GET', {'page': 2, 'name': u'caf\xe9 & co', 'absent': None}) == OK
    sent = server.calls[0].request
    assert sorted(sent.url.split('?')[1].split('&')) == ['name=caf%C3%A9+%26+co', 'page=2']
    assert sent.body is None


@pytest.mark.parametrize('method', ['POST', 'PATCH', 'DELETE'])
def test_the_others_put_params_into_a_json_body(server, method):
    server.add(method, URL, json=OK)
    body = {'inputs': [{'id': u'caf\xe9', 'value': 0.5, 'flag': True, 'none': None}]}
    assert send(method, body) == OK
    sent = server.calls[0].request
    assert json.loads(sent.body) == body
    assert sent.headers['Content-Type'] == 'application/json'
    assert sent.url == URL


def test_a_delete_without_params_has_no_body(server):
    server.add('DELETE', URL, json=OK)
    send('DELETE')
    assert not server.calls[0].request.body


def test_headers_carry_the_key_and_tell_the_client(server):
    server.add('GET', URL, json=OK)
    send()
    headers = server.calls[0].request.headers
    assert headers['Authorization'] == 'Key ' + KEY
    assert headers['X-Clarifai-Client'] == 'python:' + CLIENT_VERSION
    assert 'Python-Client' in headers


def test_headers_that_a_script_sets_on_the_session_go_along(server):
    server.add('GET', URL, json=OK)
    session = make_session()
    session.headers['X-Mine'] = 'yes'
    session.headers['Authorization'] = 'Basic other'
    session.auth = ('user', 'password')
    send(session=session)
    assert server.calls[0].request.headers['X-Mine'] == 'yes'
    assert server.calls[0].request.headers['Authorization'] == 'Key ' + KEY


def test_a_netrc_file_cannot_replace_the_key(server, monkeypatch, tmpdir):
    netrc = tmpdir.join('netrc')
    netrc.write('machine api.test login user password other\n')
    netrc.chmod(0o600)
    monkeypatch.setenv('NETRC', str(netrc))
    server.add('GET', URL, json=OK)
    assert requests.utils.get_netrc_auth(URL) == ('user', 'other')  # it would, without our auth
    send()
    assert server.calls[0].request.headers['Authorization'] == 'Key ' + KEY


def test_a_redirect_to_another_host_does_not_carry_the_key(server):
    server.add('GET', URL, status=302, headers={'Location': 'https://elsewhere.test/v2'})
    server.add('GET', 'https://elsewhere.test/v2', json=OK)
    assert send() == OK
    assert 'Authorization' not in server.calls[1].request.headers


def test_a_redirect_on_the_same_host_carries_the_key(server):
    server.add('GET', URL, status=302, headers={'Location': URL + '/there'})
    server.add('GET', URL + '/there', json=OK)
    send()
    assert server.calls[1].request.headers['Authorization'] == 'Key ' + KEY


def test_endless_redirects_are_an_api_error(server):
    server.add('GET', URL, status=302, headers={'Location': URL})
    assert 'redirect' in str(refusal())


@pytest.mark.parametrize('value', [{1, 2}, object(), float('nan'), float('inf'), b'\xff\x00'])
def test_what_is_no_json_is_a_user_error_before_anything_is_sent(server, value):
    with pytest.raises(UserError) as caught:
        send('POST', {'metadata': {'a': value}})
    assert 'JSON' in str(caught.value)
    assert len(server.calls) == 0


def test_that_user_error_does_not_quote_a_picture(server):
    with pytest.raises(UserError) as caught:
        send('POST', {'metadata': {'a': bytearray(PICTURE.encode('ascii'))}})
    assert len(str(caught.value)) < 400


def test_a_session_has_one_pool_for_many_threads():
    session = make_session()
    for prefix in ('https://', 'http://'):
        assert session.get_adapter(prefix + 'api.test')._pool_maxsize == CONNECTIONS


# What comes back

def test_the_answer_is_a_plain_dict(server):
    server.add('GET', URL, json={'status': {}, 'x': [1], 'name': u'\u732b'})
    answer = send()
    assert type(answer) is dict and answer == {'status': {}, 'x': [1], 'name': u'\u732b'}


@pytest.mark.parametrize('code', [400, 401, 402, 403, 404, 405, 413, 422, 500, 501])
def test_every_http_failure_is_an_api_error(server, code):
    server.add('POST', URL, json=REFUSAL, status=code)
    error = refusal('POST', {})
    assert (error.status_code, error.error_code, error.request_id) == (code, 11102, 'req-1')
    assert (error.error_desc, error.error_details) == ('bad', 'why')
    assert (error.method, error.resource, error.params) == ('POST', URL, {})
    assert error.response.status_code == code
    assert error.attempts == 1


@pytest.mark.parametrize('body', [b'', b'<html>Bad Gateway</html>', b'[{"code": 1}]', b'"no"',
                                  b'\xff\xfe', b'{"status": {"code": '])
@pytest.mark.parametrize('code', [200, 400, 502])
def test_a_body_that_is_no_json_object_is_an_api_error(server, code, body):
    server.add('GET', URL, body=body, status=code)
    error = refusal()
    assert error.status_code == code
    assert error.error_code == error.error_desc == error.error_details == 'N/A'
    assert 'JSON' in str(error) or 'empty' in str(error)


def test_success_that_is_no_json_points_at_the_address_and_the_proxy(server):
    server.add('GET', URL, body='<html>Please log in to this network</html>')
    assert 'CLARIFAI_API_BASE' in str(refusal())


def test_an_empty_success_says_so(server):
    server.add('DELETE', URL, body=b'')
    assert 'the answer is empty' in str(refusal('DELETE'))


def test_error_fields_that_are_absent_are_none(server):
    server.add('GET', URL, json={'message': 'x'}, status=403)
    assert refusal().error_code is None


def test_an_api_error_of_a_real_exchange_pickles(server):
    server.add('POST', URL, json={'status': {'code': 1, 'details': u'caf\xe9'}}, status=400)
    error = refusal('POST', {'a': u'\u732b'})
    again = pickle.loads(pickle.dumps(error, 2))
    assert str(again) == str(error)
    assert again.response.status_code == 400


# How often

def test_a_repeatable_request_is_sent_three_times(server, clock):
    server.add('POST', URL, body='<html>', status=502)
    error = refusal('POST', {}, repeatable=True)
    assert len(server.calls) == 3 and error.attempts == 3
    assert '3 attempts' in str(error)
    assert clock.pauses[0] < 1.0 and clock.pauses[1] < 2.0


def test_a_get_is_always_repeatable(server):
    server.add('GET', URL, status=500, json=REFUSAL)
    server.add('GET', URL, json=OK)
    assert send() == OK
    assert len(server.calls) == 2


def test_each_attempt_sends_the_same(server):
    for _ in range(2):
        server.add('POST', URL, status=503, json=REFUSAL)
    server.add('POST', URL, json=OK)
    assert send('POST', {'a': PICTURE}) == OK
    sent = [(call.request.body, call.request.headers['Authorization']) for call in server.calls]
    assert len(sent) == 3 and sent[0] == sent[1] == sent[2]


@pytest.mark.parametrize('code, attempts', [(400, 1), (404, 1), (500, 1), (502, 1), (504, 1),
                                            (429, 3), (503, 3)])
def test_a_request_that_is_not_repeatable_is_only_sent_again_when_nothing_was_done(
        server, code, attempts):
    server.add('POST', URL, status=code, json=REFUSAL)
    assert refusal('POST', {}, repeatable=False).attempts == attempts
    assert len(server.calls) == attempts


def test_a_refusal_is_not_repeated(server):
    server.add('GET', URL, status=400, json=REFUSAL)
    refusal()
    assert len(server.calls) == 1


def test_throttling_waits_two_then_four_seconds_at_least(server, clock):
    server.add('GET', URL, status=429, json=REFUSAL)
    refusal()
    assert len(clock.pauses) == 2
    assert 2.0 <= clock.pauses[0] < 3.0 and 4.0 <= clock.pauses[1] < 6.0


def test_retry_after_in_seconds_is_waited(server, clock):
    server.add('GET', URL, status=429, json=REFUSAL, headers={'Retry-After': '11'})
    server.add('GET', URL, json=OK)
    send()
    assert len(clock.pauses) == 1 and 11.0 <= clock.pauses[0] < 12.0


def test_retry_after_as_a_date_in_the_past_is_not_waited(server, clock):
    server.add('GET', URL, status=503, json=REFUSAL,
               headers={'Retry-After': 'Wed, 21 Oct 2015 07:28:00 GMT'})
    server.add('GET', URL, json=OK)
    send()
    assert len(clock.pauses) == 1 and clock.pauses[0] < 1.0


@pytest.mark.parametrize('header', ['soon', 'Wed, 21 Oct 99999 07:28:00 GMT'])
def test_a_malformed_retry_after_is_an_ordinary_failure(server, header):
    server.add('GET', URL, status=429, json=REFUSAL, headers={'Retry-After': header})
    assert refusal().attempts == 3


def test_the_total_time_is_capped(server, clock):
    server.add('GET', URL, status=429, json=REFUSAL, headers={'Retry-After': '70'})
    assert refusal().attempts == 2
    assert sum(clock.pauses) < 120
    assert refusal(policy=RetryPolicy(total=30)).attempts == 1


def test_another_policy_can_be_given(server):
    server.add('GET', URL, status=500, json=REFUSAL)
    assert refusal(policy=RetryPolicy(attempts=5)).attempts == 5


@pytest.mark.parametrize('failure', [
    requests.exceptions.ConnectTimeout('x'), requests.exceptions.ReadTimeout('x'),
    requests.exceptions.ConnectionError('reset'),
    requests.exceptions.ChunkedEncodingError('short')])
def test_a_broken_exchange_is_repeated_where_that_does_no_harm(server, failure):
    server.add('POST', URL, body=failure)
    assert refusal('POST', {}, repeatable=True).attempts == 3
    attempts = 3 if isinstance(failure, requests.exceptions.ConnectTimeout) else 1
    assert refusal('POST', {}, repeatable=False).attempts == attempts


@pytest.mark.parametrize('failure', [
    requests.exceptions.SSLError('certificate verify failed'),
    requests.exceptions.InvalidURL('x'), requests.exceptions.ContentDecodingError('x')])
def test_what_cannot_get_better_is_not_repeated(server, failure):
    server.add('GET', URL, body=failure)
    error = refusal()
    assert error.attempts == 1 and error.response is None and error.status_code is None


def test_the_limit_of_time_is_told(server):
    server.add('GET', URL, body=requests.exceptions.ConnectTimeout('x'))
    assert 'no connection within 10 seconds' in str(refusal())
    server.replace('GET', URL, body=requests.exceptions.ReadTimeout('x'))
    assert 'no answer within 60 seconds' in str(refusal())


# What nobody may see

@pytest.mark.parametrize('outcome', [
    {'status': 400, 'json': REFUSAL}, {'status': 502, 'body': '<html>'}, {'body': 'no json'},
    {'body': requests.exceptions.ConnectionError('no way with Key %s' % KEY)},
    {'body': requests.exceptions.InvalidURL('bad header Key %s' % KEY)}])
def test_no_key_and_no_picture_in_message_traceback_or_log(server, caplog, outcome):
    caplog.set_level(logging.DEBUG)
    server.add('POST', URL, **outcome)
    try:
        send('POST', {'inputs': [{'data': {'image': {'base64': PICTURE}}}]}, repeatable=True)
    except ApiError as error:
        shown = str(error) + repr(error) + traceback.format_exc() + caplog.text
    assert URL in shown
    assert KEY not in shown and PICTURE[:40] not in shown


def test_no_password_of_the_base_url_in_the_log(server, caplog):
    caplog.set_level(logging.DEBUG)
    url = 'https://me:secret@api.test/v2/inputs'
    server.add('GET', url, status=500, json=REFUSAL)
    refusal(url=url)
    assert 'HTTP 500' in caplog.text and 'attempt 1 failed' in caplog.text
    assert 'secret' not in caplog.text


@pytest.mark.parametrize('status', [200, 400, 503])
def test_no_secret_that_a_call_is_about_in_message_or_log(server, caplog, status):
    caplog.set_level(logging.DEBUG)
    other = 'f' * 32
    url = 'https://api.test/v2/users/me/keys/' + other
    server.add('PATCH', url, status=status, json=dict(OK, keys=[{'id': other}]))
    told, sent = [], {'secrets': [{'value': other}], 'password': {'plaintext': other}}
    policy = RetryPolicy(attempts=2, backoff=0, on_retry=told.append)
    try:
        send('PATCH', sent, url=url, policy=policy)
    except ApiError as error:
        told += [str(error), error]
    assert url[:-32] in caplog.text and (status == 200) == (told == [])
    assert other not in caplog.text + repr(told)


def test_the_key_is_not_in_the_repr_of_what_carries_it():
    assert KEY not in repr(KeyAuth(KEY)) + str(KeyAuth(KEY))


def test_one_line_for_each_request(server, caplog):
    caplog.set_level(logging.INFO)
    server.add('GET', URL, status=500, json=REFUSAL)
    server.add('GET', URL, json={'status': {'code': 10000, 'req_id': 'req-2'}})
    send('GET', {'page': 1})
    lines = [record.getMessage() for record in caplog.records if record.name == 'clarifai']
    assert [re.sub(r'\d+ ms', 'N ms', line) for line in lines] == [
        'GET %s: HTTP 200, N ms, attempts 2, request id req-2' % URL]


def test_the_same_line_when_there_is_no_answer(server, caplog):
    caplog.set_level(logging.INFO)
    server.add('POST', URL, body=requests.exceptions.ConnectionError('the line is dead'))
    refusal('POST', {})
    assert 'POST %s: the line is dead, 0 ms, attempts 1, request id None' % URL in caplog.text


def test_bodies_are_logged_at_debug_with_pictures_cut_short(server, caplog):
    caplog.set_level(logging.DEBUG)
    server.add('POST', URL, json=dict(OK, name='found'))
    send('POST', {'inputs': [{'id': 'mine', 'base64': PICTURE}]})
    assert '"id": "mine"' in caplog.text and '"name": "found"' in caplog.text
    assert PICTURE[:100] not in caplog.text


def test_no_text_is_made_for_a_log_that_is_off(server, monkeypatch):
    made = []
    for name in ('clean', 'summary'):
        monkeypatch.setattr(transport, name, lambda *args: made.append(args))
    server.add('POST', URL, json=OK)
    send('POST', {'inputs': [{'base64': PICTURE}]})
    assert made == []
