"""The wire of 2.6.2: routes, ids in paths, what is added to bodies."""
from __future__ import absolute_import

import copy

import pytest

from clarifai.errors import UserError
from clarifai.connection import segment
from clarifai.rest.dialects.legacy import ROUTES, Legacy, with_concept_values

GENERAL = 'aaa03c23b3724a16a56b629203edc62c'


def performed(operation, ids=None, params=None):
    """Returns the requests that an operation becomes, and the answer."""
    requests = []

    def send(request):
        requests.append(request)
        return {'status': {'code': 10000}}

    return requests, Legacy().perform(operation, ids or {}, params, send)


# Ids in paths


@pytest.mark.parametrize('value, escaped', [
    ('a', 'a'), ('a b', 'a%20b'), ('a/b', 'a%2Fb'), ('a?b#c', 'a%3Fb%23c'), ('a%20b', 'a%2520b'),
    ("!$&'()*+,;=:@", "!$&'()*+,;=:@"), ('-._~', '-._~'), (u'\u732b', '%E7%8C%AB'),
    ('{id}', '%7Bid%7D'), ('...', '...'), ('a\\b"<>^`|', 'a%5Cb%22%3C%3E%5E%60%7C')])
def test_an_id_is_one_segment(value, escaped):
    assert segment('input_id', value).replace('%7E', '~') == escaped


@pytest.mark.parametrize('wrong', ['', None, 5, '.', '..', ['a']])
def test_what_is_no_id_is_a_user_error_that_names_it(wrong):
    with pytest.raises(UserError) as caught:
        segment('input_id', wrong)
    assert 'input_id' in str(caught.value)


# Routes


@pytest.mark.parametrize('operation', sorted(ROUTES))
def test_every_route_becomes_one_request_below_v2(operation):
    ids = {'input_id': 'i', 'concept_id': 'c', 'model_id': 'm', 'version_id': 'v',
           'workflow_id': 'w'}
    ids = dict((name, value) for name, value in ids.items()
               if '{%s}' % name in ROUTES[operation].path)
    requests, answer = performed(operation, ids, {'inputs': []})
    assert answer == {'status': {'code': 10000}}
    assert [request.method for request in requests] == [ROUTES[operation].method]
    assert requests[0].path.startswith('/v2/') and '{' not in requests[0].path
    assert requests[0].credential == 'api_key'


def test_an_operation_that_2_6_2_did_not_have_is_refused():
    with pytest.raises(UserError) as caught:
        performed('list_datasets')
    assert 'CLARIFAI_PAT' in str(caught.value)


@pytest.mark.parametrize('inputs, harmless', [
    ([{'id': 'a'}], True), ([{'id': 'a'}, {'data': {}}], False), ([{'data': {}}], False)])
def test_adding_inputs_twice_does_no_harm_when_all_have_ids(inputs, harmless):
    requests, _ = performed('add_inputs', params={'inputs': inputs})
    assert bool(requests[0].repeatable) == harmless


def test_the_general_model_needs_no_look_up_by_its_old_name():
    assert Legacy().known_model_id('general-v1.3', None) == GENERAL
    assert Legacy().known_model_id('general-v1.3', 'concept') == GENERAL
    assert Legacy().known_model_id('general-v1.3', 'embed') is None
    assert Legacy().known_model_id('boats', None) is None


# Bodies


@pytest.mark.parametrize('given, sent', [
    ({'id': 'a'}, 1.0), ({'id': 'a', 'value': True}, 1.0), ({'id': 'a', 'value': False}, 0.0),
    ({'id': 'a', 'value': 0}, 0.0), ({'id': 'a', 'value': 0.25}, 0.25),
    ({'id': 'a', 'value': None}, 1.0)])
@pytest.mark.parametrize('name', ['concepts', 'select_concepts'])
def test_every_concept_states_its_value_as_a_number(given, sent, name):
    body = with_concept_values({'inputs': [{'data': {name: [given]}}]})
    value = body['inputs'][0]['data'][name][0]['value']
    assert value == sent and isinstance(value, float)


def test_the_values_of_a_get_are_a_query_and_stay_as_they_are():
    requests, _ = performed('get_inputs', params={'page': 1})
    assert requests[0].params == {'page': 1}


@pytest.mark.parametrize('name', ['metadata', 'hyper_params'])
def test_json_of_the_user_is_not_touched(name):
    body = {name: {'concepts': [{'value': True}, 'text'], 'deep': {'concepts': 'x'}}}
    assert with_concept_values(body) == body
    assert with_concept_values(body)[name]['concepts'][0]['value'] is True


def test_the_body_that_was_given_is_not_changed():
    body = {'inputs': [{'data': {'concepts': [{'id': 'a'}]}}]}
    before = copy.deepcopy(body)
    with_concept_values(body)
    assert body == before


def test_concepts_of_a_face_are_reached():
    body = {'face': {'identity': {'concepts': [{'id': 'a'}]}}}
    assert with_concept_values(body)['face']['identity']['concepts'] == [{'id': 'a', 'value': 1.0}]
