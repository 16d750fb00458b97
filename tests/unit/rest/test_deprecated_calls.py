"""Calls of ApiClient in older releases that still do what they did, or say what to do."""
from __future__ import absolute_import

import pytest

from answers import a_model, an_input
from clarifai.errors import UserError
from clarifai.rest import Model


# Any route


@pytest.mark.parametrize('verb', ['get', 'post', 'patch', 'delete'])
def test_any_route_below_v2(api, http, verb):
    http.answer({'inputs': []})
    answer = getattr(api, verb)('inputs', {'page': 2})
    assert http.paths == ['%s /v2/inputs' % verb.upper()]
    assert http.last.params == {'page': 2}
    assert isinstance(answer, dict) and answer['inputs'] == []


def test_the_answer_of_any_route_also_has_json(api, http):
    http.answer({'inputs': []})
    answer = api.get('inputs/status')
    assert answer.json()['status']['code'] == 10000
    assert http.paths == ['GET /v2/inputs/status']


def test_any_route_takes_a_leading_slash_and_a_version(api, http):
    http.answer({}, {})
    api.get('/inputs')
    api.get('inputs', version='v3')
    assert http.paths == ['GET /v2/inputs', 'GET /v3/inputs']


def test_post_form_is_refused(api, http):
    with pytest.raises(UserError) as caught:
        api.post_form('token', {'grant_type': 'client_credentials'})
    assert 'post(' in str(caught.value)
    assert http.requests == []


# Tokens


@pytest.mark.parametrize('call, arguments', [
    ('get_token', ()), ('set_token', ('t',)), ('delete_token', ())])
def test_tokens_are_gone(api, http, call, arguments):
    with pytest.raises(DeprecationWarning) as caught:
        getattr(api, call)(*arguments)
    assert 'API keys' in str(caught.value)
    assert http.requests == []


# Inputs


@pytest.mark.parametrize('old, new', [('merge_concepts', 'merge'), ('delete_concepts', 'remove')])
def test_update_input(api, http, old, new):
    http.answer({'inputs': [an_input()]})
    api.update_input('in-1', old, concepts=['a'], not_concepts=['b'])
    assert http.last.params['action'] == new
    sent = http.last.params['inputs'][0]
    assert sent['id'] == 'in-1'
    assert [(one['id'], one['value']) for one in sent['data']['concepts']] == [('a', 1), ('b', 0)]


def test_update_inputs(api, http):
    http.answer({'inputs': [an_input('1'), an_input('2')]})
    api.update_inputs('merge_concepts', ['1', '2'], [['a'], [('b', False)]])
    assert [(one['id'], one['data']['concepts'][0]['id'], one['data']['concepts'][0]['value'])
            for one in http.last.params['inputs']] == [('1', 'a', 1), ('2', 'b', 0)]


@pytest.mark.parametrize('call', [
    lambda api: api.update_input('in-1', 'forget', ['a']),
    lambda api: api.update_inputs('forget', ['in-1'], [['a']]),
    lambda api: api.update_model_concepts('boats', 'forget', ['a'])])
def test_an_unknown_action_is_a_user_error(api, http, call):
    with pytest.raises(UserError) as caught:
        call(api)
    assert 'merge_concepts' in str(caught.value)
    assert http.requests == []


# Models


def test_update_model_concepts(api, http):
    http.answer({'models': [a_model()]})
    api.update_model_concepts('boats', 'delete_concepts', ['sloop'])
    assert http.last.params['action'] == 'remove'
    model = http.last.params['models'][0]
    assert model['id'] == 'boats'
    assert [one['id'] for one in model['output_info']['data']['concepts']] == ['sloop']


def test_update_model_with_a_model_object(api, http):
    http.answer({'models': [a_model()]})
    api.update_model('boats', Model(api, a_model('other', 'B')))
    assert http.last.params['models'][0]['id'] == 'boats'
    assert http.last.params['models'][0]['name'] == 'B'


def test_the_names_of_get_model_in_2_0_1(api, http):
    http.answer({'model': a_model()}, {'model': a_model()})
    api.get_model_by_id('boats')
    api.get_model_output_info_by_id('boats')
    assert http.paths == ['GET /v2/models/boats', 'GET /v2/models/boats/output_info']


def test_id_and_version_are_old_keywords(api, http):
    http.answer({}, {})
    with pytest.warns(DeprecationWarning):
        api.get_model_version(id='boats', version='v-1')
    with pytest.warns(DeprecationWarning):
        api.get_model_versions(id='boats')
    assert http.paths == ['GET /v2/models/boats/versions/v-1', 'GET /v2/models/boats/versions']


# Outputs of inputs


@pytest.mark.parametrize('call, arguments', [
    ('get_outputs', ('in-1',)), ('patch_outputs', ('in-1', 'merge', ['a']))])
def test_outputs_of_inputs_are_refused_with_what_to_use(api, http, call, arguments):
    with pytest.raises(UserError) as caught:
        getattr(api, call)(*arguments)
    assert 'model.predict' in str(caught.value)
    assert http.requests == []
