"""ApiError: what it keeps, what it says, and that it survives being copied and printed."""
from __future__ import absolute_import

import copy
import json
import pickle

import pytest
import requests

from clarifai.errors import ApiClientError, ApiError, TokenError, UserError

URL = 'https://api.test/v2/inputs'
KEY = 'abcdefghijklmnop12345678'
PICTURE = 'iVBORw0KGgo' * 40
CAFE = u'caf\xe9 \u732b'


def answer(code=404, body=b'', reason='Not Found'):
    response = requests.Response()
    response.status_code, response.reason, response._content = code, reason, body
    return response


def status(http=404, reason='Not Found', **fields):
    return answer(http, json.dumps({'status': fields}).encode('utf-8'), reason)


def text_of(error):
    """str() of an error as text, whatever this Python's str is."""
    shown = str(error)
    assert type(shown) is str
    return shown if isinstance(shown, type(u'')) else shown.decode('utf-8')


def test_keeps_all_2x_attributes():
    response = status(code=11102, description='Input not found', details='no such input',
                      req_id='req-1')
    error = ApiError(URL, {'a': 1}, 'GET', response, 'the api')
    assert (error.resource, error.params, error.method) == (URL, {'a': 1}, 'GET')
    assert error.response is response
    assert (error.error_code, error.error_desc, error.error_details) == (
        11102, 'Input not found', 'no such input')
    assert (error.status_code, error.request_id, error.api) == (404, 'req-1', 'the api')


def test_api_is_none_unless_given():
    assert ApiError(URL, None, 'GET').api is None


def test_without_an_answer_the_fields_are_unknown():
    error = ApiError(URL, None, 'GET', None, cause='Connection refused')
    assert error.error_code == error.error_desc == error.error_details == 'N/A'
    assert error.status_code is None and error.response is None
    assert 'Connection refused' in str(error) and URL in str(error) and 'GET' in str(error)


@pytest.mark.parametrize('body', [b'', b'<html>502 Bad Gateway</html>', b'[1, 2]', b'"text"',
                                  b'12', b'null', b'\xff\xfe\x00', b'{"status": '])
def test_a_body_that_is_no_json_object_leaves_the_fields_unknown(body):
    error = ApiError(URL, None, 'GET', answer(502, body, 'Bad Gateway'))
    assert error.error_code == error.error_desc == error.error_details == 'N/A'
    assert error.status_code == 502
    assert 'HTTP 502 Bad Gateway' in str(error)


@pytest.mark.parametrize('body', [b'{}', b'{"status": null}', b'{"status": "bad"}',
                                  b'{"status": [1]}', b'{"message": "nothing useful"}'])
def test_json_without_a_status_leaves_the_fields_none(body):
    error = ApiError(URL, None, 'GET', answer(403, body, 'Forbidden'))
    assert error.error_code is None and error.error_desc is None and error.error_details is None
    assert 'HTTP 403' in str(error)


def test_does_not_print_none_for_what_the_answer_does_not_state():
    assert 'None' not in str(ApiError(URL, None, 'GET', answer(403, b'{}', 'Forbidden')))
    assert 'None' not in str(ApiError(URL, None, 'GET', answer(403, b'{}', None)))


def test_says_what_the_server_said_to_which_request_and_what_to_do():
    shown = str(ApiError(URL, None, 'POST', status(
        401, 'Unauthorized', code=11009, description='API key not found', details='it was revoked',
        req_id='req-7')))
    for part in ('POST ' + URL, 'HTTP 401 Unauthorized', '11009 API key not found',
                 'it was revoked', 'req-7', 'clarifai diagnose'):
        assert part in shown


@pytest.mark.parametrize('code, advice', [
    (400, 'Compare the arguments'), (402, 'billing'), (403, 'scopes'), (404, 'Check the id'),
    (429, 'Too many requests'), (500, 'try again later'), (502, 'try again later')])
def test_advice_fits_the_http_status(code, advice):
    assert advice in str(ApiError(URL, None, 'GET', status(code, '', code=1, description='x')))


def test_the_number_of_attempts_is_told_when_there_were_several():
    assert '3 attempts' in str(ApiError(URL, None, 'GET', status(500), attempts=3))
    assert '3 attempts' in str(ApiError(URL, None, 'GET', attempts=3))
    assert 'attempt' not in str(ApiError(URL, None, 'GET', status(500), attempts=1))


@pytest.mark.parametrize('fields', [
    {'code': 1, 'description': CAFE}, {'code': 1, 'description': 'x', 'details': CAFE},
    {'code': 1, 'description': CAFE, 'details': CAFE, 'req_id': CAFE}])
def test_unicode_from_the_server_is_shown(fields):
    assert CAFE in text_of(ApiError(URL, None, 'GET', status(400, 'Bad Request', **fields)))


@pytest.mark.parametrize('details, part', [({'field': 1}, 'field'), (['name'], 'name'), (57, '57')])
def test_details_that_are_not_text_are_shown_all_the_same(details, part):
    assert part in str(ApiError(URL, None, 'GET', status(400, '', code=1, details=details)))


def test_unicode_in_url_and_reason_is_shown():
    error = ApiError(u'https://api.test/v2/inputs/' + CAFE, None, 'GET',
                     answer(404, b'', u'Not \xe9'))
    assert CAFE in text_of(error)
    assert repr(error)
    assert CAFE in text_of(ApiError(URL, None, 'GET', cause=CAFE))


class Answer(object):
    """A stand-in for a response, as other people's tests make them."""

    def __init__(self, **fields):
        self.__dict__.update(fields)


@pytest.mark.parametrize('response', [
    Answer(), Answer(status_code=None, content=None), Answer(status_code='500', content='{}'),
    Answer(status_code=object(), content=Answer(decode=lambda encoding: Answer()), reason=5),
    Answer(status_code=404, content=b'{"status": {"code": 1, "description": ["x"]}}')])
def test_a_stand_in_for_a_response_is_no_trouble(response):
    error = ApiError(URL, None, 'GET', response)
    assert URL in str(error) and repr(error)
    assert error.response is response


REFUSAL = {'status': {'code': 11009, 'description': 'API key not found', 'details': 'why'}}


@pytest.mark.parametrize('response', [
    Answer(status_code=401, json=lambda: REFUSAL),
    Answer(status_code=401, json=lambda: REFUSAL, content=object(), text='{}'),
    Answer(status_code=401, json=lambda: REFUSAL, content=None)])
def test_a_stand_in_may_have_no_more_than_json(response):
    """As of a Mock whose ``json.return_value`` was set, which 2.6.2 asked for it."""
    error = ApiError(URL, None, 'GET', response)
    assert (error.error_code, error.error_desc, error.error_details) == (
        11009, 'API key not found', 'why')
    assert '11009 API key not found; why' in str(error)


def no_json():
    raise ValueError('no JSON')


@pytest.mark.parametrize('json', [no_json, lambda: ['x'], lambda: None, lambda kind: {}, 'text'])
def test_json_of_a_stand_in_that_is_none_is_no_trouble(json):
    error = ApiError(URL, None, 'GET', Answer(status_code=401, json=json))
    assert error.error_code == 'N/A' and 'HTTP 401' in str(error)


def test_neither_str_nor_repr_shows_the_body_that_was_sent():
    params = {'inputs': [{'data': {'image': {'base64': PICTURE}}}]}
    for response in (None, status(400, 'Bad Request', code=11102, description='bad')):
        error = ApiError(URL, params, 'POST', response)
        assert PICTURE[:30] not in str(error) + repr(error) + repr(error.args)
        assert error.params is params


def test_credentials_in_url_and_details_are_masked():
    error = ApiError('https://me:secret@api.test/v2', None, 'GET',
                     status(400, '', code=1, details='header was "Authorization: Key %s"' % KEY))
    assert 'secret' not in str(error) + repr(error)
    assert KEY not in str(error)


def test_repr_is_short_and_tells_the_request_and_the_code():
    error = ApiError(URL, None, 'PATCH', status(400, '', code=11102, description='x'))
    assert repr(error) == '<ApiError PATCH %s: HTTP 400, code 11102>' % URL


@pytest.mark.parametrize('protocol', range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize('response', [
    None, status(404, code=11102, description=CAFE, details=CAFE), answer(502, b'<html>')])
def test_pickles(protocol, response):
    error = ApiError(URL, {'a': 1}, 'GET', response, cause='a cause', attempts=2)
    again = pickle.loads(pickle.dumps(error, protocol))
    assert type(again) is ApiError
    assert (str(again), repr(again)) == (str(error), repr(error))
    for name in ('resource', 'params', 'method', 'error_code', 'error_desc', 'error_details',
                 'status_code', 'cause', 'attempts', 'request_id'):
        assert getattr(again, name) == getattr(error, name)


def test_what_a_broken_call_in_batches_had_done_survives_pickling():
    error = ApiError(URL, {}, 'POST', status(500))
    assert error.partial is None
    error.partial = {'concepts': [1]}
    assert pickle.loads(pickle.dumps(error)).partial == {'concepts': [1]}


def test_copies():
    error = ApiError(URL, {'a': 1}, 'GET', status(404, code=11102))
    assert str(copy.copy(error)) == str(copy.deepcopy(error)) == str(error)


@pytest.mark.parametrize('kind', [ApiError, ApiClientError, UserError, TokenError])
def test_the_errors_are_exceptions_of_their_own(kind):
    assert kind.__bases__ == (Exception,)


@pytest.mark.parametrize('kind', [ApiClientError, UserError, TokenError])
def test_simple_errors_keep_their_text(kind):
    assert str(pickle.loads(pickle.dumps(kind('why')))) == 'why'


def test_versions_are_importable_from_here_as_in_2x():
    from clarifai import errors, versions
    assert errors.CLIENT_VERSION == versions.CLIENT_VERSION
    assert (errors.OS_VER, errors.PYTHON_VERSION) == (versions.OS_VER, versions.PYTHON_VERSION)


def test_a_whole_picture_in_the_place_of_an_id_is_in_no_text():
    url = URL + '/data:image;base64,' + PICTURE * 10
    error = ApiError(url, {}, 'GET', status(code=11101, description=PICTURE * 10))
    for text in (text_of(error), repr(error), error.args[0]):
        assert PICTURE * 6 not in text and len(text) < 800 and 'characters)' in text
    assert error.error_desc == PICTURE * 10 and error.resource == url
