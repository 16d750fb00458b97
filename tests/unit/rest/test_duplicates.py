"""Uploads whose answer was lost."""
from __future__ import absolute_import

import json

import pytest
import responses

from answers import KEY
from clarifai.errors import ApiError
from clarifai.rest import ApiClient, Image
from clarifai.retry import RetryPolicy

BASE = 'https://api.test'
INPUTS = BASE + '/v2/inputs'
TAKEN = {'code': 30100, 'description': 'Duplicate'}
FINE = {'code': 30000, 'description': 'Download complete'}


def an_input(number, status=FINE, url='http://a.test/%d.jpg', **data):
    return {'id': 'i%d' % number, 'status': status,
            'data': dict({'image': {'url': url % number}}, **data)}


def images(count=2, **more):
    return [Image('http://a.test/%d.jpg' % number, image_id='i%d' % number, **more)
            for number in range(count)]


@pytest.fixture
def server():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def api():
    return ApiClient(api_key=KEY, base_url=BASE, retry=RetryPolicy(backoff=0, throttle=0))


def lost(server, status, items, code=10020):
    """The first answer is lost, the second is this one."""
    server.add('POST', INPUTS, status=502, body='bad gateway')
    server.add('POST', INPUTS, status=status, json={
        'status': {'code': code, 'description': 'Failure', 'details': 'taken', 'req_id': 'r'},
        'inputs': items})


def posts(server):
    return [call for call in server.calls if call.request.method == 'POST']


def test_a_refusal_without_a_word_is_none_of_what_was_lost(server, api):
    server.add('POST', INPUTS, status=502, body='bad gateway')
    server.add('POST', INPUTS, status=400, json={})
    with pytest.raises(ApiError) as caught:
        api.add_inputs(images())
    assert caught.value.uncertain and caught.value.status_code == 400


def test_inputs_that_are_there_after_all_are_a_success(server, api):
    lost(server, 400, [an_input(0, TAKEN), an_input(1, TAKEN)])
    for number in range(2):
        server.add('GET', '%s/i%d' % (INPUTS, number), json={'input': an_input(number)})
    answer = api.add_inputs(images())
    assert answer['status'] == {'code': 10000, 'description': 'Ok', 'req_id': 'r'}
    assert answer['inputs'] == [an_input(0), an_input(1)]
    assert len(posts(server)) == 2


def test_the_same_in_an_answer_of_success_and_failure(server, api):
    lost(server, 207, [an_input(0), an_input(1, TAKEN)], 10010)
    server.add('GET', INPUTS + '/i1', json={'input': an_input(1)})
    answer = api.add_inputs(images())
    assert answer['status']['code'] == 10000
    assert [item['status'] for item in answer['inputs']] == [FINE, FINE]


def test_what_was_there_before_stays_a_failure(server, api):
    lost(server, 400, [an_input(0, TAKEN), an_input(1, TAKEN)])
    server.add('GET', INPUTS + '/i0', json={'input': an_input(0)})
    server.add('GET', INPUTS + '/i1', json={'input': an_input(1, url='http://b.test/%d.jpg')})
    answer = api.add_inputs(images())
    assert answer['status']['code'] == 10010
    assert [item['status']['code'] for item in answer['inputs']] == [30000, 30100]


def test_when_nothing_of_it_was_ours_the_error_stays(server, api):
    lost(server, 400, [an_input(0, TAKEN)])
    server.add('GET', INPUTS + '/i0', json={'input': an_input(0, url='http://b.test/%d.jpg')})
    with pytest.raises(ApiError) as caught:
        api.add_inputs(images(1))
    assert caught.value.uncertain and caught.value.attempts == 2


def test_a_refusal_of_the_whole_request_counts_for_its_inputs(server, api):
    lost(server, 400, [], 30100)
    server.add('GET', INPUTS + '/i0', json={'input': an_input(0)})
    assert api.add_inputs(images(1))['inputs'] == [an_input(0)]


def test_a_plain_duplicate_is_a_failure_as_ever(server, api):
    server.add('POST', INPUTS, status=400, json={
        'status': {'code': 10020}, 'inputs': [an_input(0, TAKEN)]})
    with pytest.raises(ApiError) as caught:
        api.add_inputs(images(1))
    assert not caught.value.uncertain and len(server.calls) == 1


@pytest.mark.parametrize('sent, there, same', [
    ({'concepts': ['cat']}, {'concepts': [{'id': 'cat', 'value': 1}, {'id': 'x'}]}, True),
    ({'concepts': ['cat']}, {'concepts': [{'id': 'cat', 'value': 0}]}, False),
    ({'not_concepts': ['cat']}, {'concepts': [{'id': 'cat', 'value': 0}]}, True),
    ({'metadata': {'a': 1}}, {'metadata': {'a': 1, 'b': 2}}, True),
    ({'metadata': {'a': 1}}, {'metadata': {'a': 2}}, False),
    ({'metadata': {'a': 1}}, {}, False)])
def test_what_was_said_of_an_input_must_be_the_same(server, api, sent, there, same):
    lost(server, 400, [an_input(0, TAKEN)])
    server.add('GET', INPUTS + '/i0', json={'input': an_input(0, **there)})
    if same:
        assert api.add_inputs(images(1, **sent))['status']['code'] == 10000
    else:
        with pytest.raises(ApiError):
            api.add_inputs(images(1, **sent))


def test_bytes_are_recognised_by_their_id_and_kind(server, api):
    lost(server, 400, [an_input(0, TAKEN)])
    server.add('GET', INPUTS + '/i0', json={'input': an_input(0)})
    answer = api.add_inputs([Image(base64=b'aGk=', image_id='i0')])
    assert answer['status']['code'] == 10000
    bodies = [json.loads(call.request.body) for call in posts(server)]
    assert bodies[0] == bodies[1]


def test_inputs_without_ids_are_not_sent_twice(server, api):
    server.add('POST', INPUTS, status=502, body='bad gateway')
    with pytest.raises(ApiError) as caught:
        api.add_inputs([Image('http://a.test/a.jpg')])
    assert caught.value.uncertain and len(server.calls) == 1
