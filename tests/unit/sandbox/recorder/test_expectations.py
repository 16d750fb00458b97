"""What a test expects to have been sent, compared with what was."""
import pytest

from clarifai.sandbox.recorder.expectations import Expectation, check_sent
from clarifai.sandbox.recorder.recorder import RecordedRequest


def sent(method, path, body=b''):
    request = RecordedRequest(method, path, {})
    request.receive(body)
    request.finish(200, 'application/json', b'{}')
    return request


POSTED = sent('POST', '/v2/users/u/apps/a/inputs',
              b'{"inputs": [{"id": "cup", "data": {"n": 1, "on": true}}], "x": null}')


@pytest.mark.parametrize('method, path, body', [
    ('POST', '/v2/inputs', None), ('post', '/v2/users/u/apps/a/inputs', None),
    ('*', '*', None), ('POST', '/v2/*', {'inputs': [{'id': 'cup'}]}),
    ('POST', '*', {'inputs': [{'data': {'n': 1.0, 'on': True}}], 'x': None}), ('POST', '*', {})])
def test_what_fits(method, path, body):
    assert check_sent([POSTED], Expectation(method, path, body)) == [POSTED]


@pytest.mark.parametrize('body, said', [
    ({'inputs': [{'id': 'plate'}]}, """body['inputs'][0]['id'] is "cup", not "plate\""""),
    ({'inputs': []}, "body['inputs'] has 1 items, not 0"),
    ({'inputs': {'id': 'cup'}}, "body['inputs'] is [{"),
    ({'inputs': [['cup']]}, "body['inputs'][0] has {"),
    ({'x': 3}, "body['x'] is null, not 3"),
    ({'y': 3}, "body has no 'y'; it has 'inputs', 'x'")])
def test_what_does_not_is_told_where(body, said):
    with pytest.raises(AssertionError) as caught:
        check_sent([POSTED], Expectation('POST', '/v2/inputs', body))
    assert said in str(caught.value)


def test_a_body_that_is_no_json():
    text = sent('POST', '/v2/inputs', b'no JSON')
    assert check_sent([text], Expectation('POST', '/v2/inputs', 'no JSON'))
    with pytest.raises(AssertionError) as caught:
        check_sent([text], Expectation('POST', '/v2/inputs', {'a': 1}))
    assert 'body is "no JSON", not an object' in str(caught.value)


def test_many_requests_are_counted_and_not_all_told():
    many = [sent('GET', '/v2/inputs/%d' % number) for number in range(50)]
    with pytest.raises(AssertionError) as caught:
        check_sent(many, Expectation('DELETE', '/v2/inputs'))
    assert 'and 30 more' in str(caught.value) and '/v2/inputs/19' in str(caught.value)
    assert '/v2/inputs/20' not in str(caught.value)


def test_a_key_in_a_body_is_told_to_nobody():
    key = 'a-key-of-somebody'
    request = RecordedRequest('POST', '/v2/inputs', {})
    request.receive(('{"password": "x", "note": "%s"}' % key).encode('ascii'))
    request.identify(key)
    request.finish(200, 'application/json', b'{}')
    with pytest.raises(AssertionError) as caught:
        check_sent([request], Expectation('POST', '/v2/inputs', {'note': 1}))
    assert key not in str(caught.value)
