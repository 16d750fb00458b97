"""HttpClient: the seam between the client and the network, as 2.6.2 had it."""
from __future__ import absolute_import

import json

import pytest
import requests
import responses

from answers import BASE, KEY
from clarifai.errors import ApiError
from clarifai.rest.http_client import HttpClient

URL = BASE + '/v2/inputs'
OK = json.dumps({'status': {'code': 10000, 'description': 'Ok'}})


def executed(method, params, client=None):
    """Returns the HTTP request that execute_request made, and its answer."""
    client = client or HttpClient(requests.Session(), KEY)
    with responses.RequestsMock() as network:
        network.add(method, URL, body=OK)
        answer = client.execute_request(method, params, URL)
        return network.calls[0].request, answer


def test_params_are_the_query_of_a_get():
    request, answer = executed('GET', {'page': 2, 'per_page': 5})
    assert sorted(request.url.split('?')[1].split('&')) == ['page=2', 'per_page=5']
    assert not request.body
    assert answer == {'status': {'code': 10000, 'description': 'Ok'}}


@pytest.mark.parametrize('method', ['POST', 'PATCH', 'DELETE'])
def test_params_are_the_json_body_of_all_else(method):
    request, _ = executed(method, {'ids': ['a', u'\xe9']})
    assert isinstance(request.body, str)  # as in 2.6.2, for whoever looks at it in a test
    assert json.loads(request.body) == {'ids': ['a', u'\xe9']}
    assert request.headers['Content-Type'] == 'application/json'
    assert request.url == URL


def test_the_key_and_the_client_are_in_the_headers():
    request, _ = executed('GET', None)
    assert request.headers['Authorization'] == 'Key ' + KEY
    assert request.headers['X-Clarifai-Client'].startswith('python:')


def test_the_session_it_was_given_is_the_one_that_sends():
    session = requests.Session()
    session.headers['X-Team'] = 'harbour'
    request, _ = executed('GET', None, HttpClient(session, KEY))
    assert request.headers['X-Team'] == 'harbour'


def test_without_a_session_it_makes_one():
    request, _ = executed('GET', None, HttpClient(None, KEY))
    assert request.headers['Authorization'] == 'Key ' + KEY


def failing(clock, repeatable, method='POST'):
    """Returns how often a request is made that meets an HTTP 500."""
    client = HttpClient(requests.Session(), KEY)
    client.repeatable = repeatable
    with responses.RequestsMock() as network:
        for _ in range(3 if repeatable or method == 'GET' else 1):
            network.add(method, URL, status=500, body='{}')
        with pytest.raises(ApiError):
            client.execute_request(method, {}, URL)
        return len(network.calls)


def test_what_does_no_harm_is_sent_again(clock):
    assert failing(clock, repeatable=True) == 3
    assert failing(clock, repeatable=False, method='GET') == 3


def test_what_may_do_harm_is_sent_once(clock):
    assert HttpClient.repeatable is False
    assert failing(clock, repeatable=False) == 1
