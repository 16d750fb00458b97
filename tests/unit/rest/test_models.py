"""The models of an app: find, list, create, delete."""
from __future__ import absolute_import

import pytest

from answers import a_model
from clarifai.errors import ApiError, UserError
from clarifai.rest import Model

GENERAL = 'aaa03c23b3724a16a56b629203edc62c'


def public(model_id, kind='concept'):
    return a_model(model_id, app_id='main', kind=kind)


# Get


def test_get_by_id_asks_nothing(app, http):
    model = app.models.get(model_id='boats')
    assert isinstance(model, Model)
    assert (model.model_id, model.model_version) == ('boats', None)
    assert http.requests == []


def test_get_by_name_or_id_asks_for_the_id_first(app, http):
    http.answer({'model': a_model('boats', 'My boats', version='v-3')})
    model = app.models.get('boats')
    assert (model.model_id, model.model_name, model.model_version) == ('boats', 'My boats', 'v-3')
    assert http.paths == ['GET /v2/models/boats']


def test_get_by_name_searches_when_there_is_no_such_id(app, http):
    http.refuse(404, 21200)
    http.answer({'models': [a_model('m-1', 'boats')]})
    assert app.models.get('boats').model_id == 'm-1'
    assert http.paths == ['GET /v2/models/boats', 'POST /v2/models/searches']
    assert http.last.params == {'model_query': {'name': 'boats'}}


@pytest.mark.parametrize('code', [21200, 21201, 11102, None])
def test_get_searches_on_any_404(app, http, code):
    http.refuse(404, code)
    http.answer({'models': [a_model('m-1', 'boats')]})
    assert app.models.get('boats').model_id == 'm-1'


def test_a_name_that_was_found_is_remembered(app, http):
    http.refuse(404, 21200)
    http.answer({'models': [a_model('m-1', 'boats')]})
    app.models.get('boats')
    assert app.models.get('boats').model_id == 'm-1'
    assert len(http.requests) == 2


def test_a_name_is_remembered_with_its_type(app, http):
    http.refuse(404, 21200)
    http.answer({'models': [a_model('m-1', 'boats', kind='color')]})
    http.refuse(404, 21200)
    http.answer({'models': [a_model('m-2', 'boats')]})
    assert app.models.get('boats', model_type='color').model_id == 'm-1'
    assert app.models.get('boats', model_type='concept').model_id == 'm-2'


def test_the_cache_can_be_cleared(app, http):
    http.refuse(404, 21200)
    http.answer({'models': [a_model('m-1', 'boats')]})
    app.models.get('boats')
    app.models.clear_model_cache()
    assert app.models.model_id_cache == {}
    http.answer({'model': a_model('boats')})
    app.models.get('boats')
    assert len(http.requests) == 3


def test_a_name_without_a_type_does_not_mean_embed_or_cluster_models(app, http):
    http.refuse(404, 21200)
    http.answer({'models': [public('e', 'embed'), public('g'), public('c', 'cluster')]})
    assert app.models.get('general').model_id == 'g'


def test_a_name_with_a_type_means_such_a_model(app, http):
    http.refuse(404, 21200)
    http.answer({'models': [public('e', 'embed')]})
    assert app.models.get('general', model_type='embed').model_id == 'e'


def test_a_name_that_several_models_have_is_none(app, http):
    http.refuse(404, 21200)
    http.answer({'models': [a_model('a'), a_model('b')]})
    assert app.models.get('boats') is None


@pytest.mark.parametrize('answer', [{}, {'models': []}])
def test_a_name_that_no_model_has_is_the_api_error_of_the_first_question(app, http, answer):
    http.refuse(404, 21200, 'Model does not exist')
    http.answer(answer)
    with pytest.raises(ApiError) as caught:
        app.models.get('boats')
    assert caught.value.error_code == 21200


def test_a_refused_key_is_an_api_error(app, http):
    http.refuse(401, 11009)
    with pytest.raises(ApiError):
        app.models.get('boats')
    assert len(http.requests) == 1


def test_a_malformed_name_is_none(app, http):
    http.refuse(400, 10020)
    assert app.models.get('boats') is None


def test_the_general_model_by_its_old_name_asks_nothing(app, http):
    assert app.models.get('general-v1.3').model_id == GENERAL
    assert http.requests == []


@pytest.mark.parametrize('wrong', [
    {}, {'model_name': ''}, {'model_name': 5}, {'model_id': ''}, {'model_id': 5}])
def test_get_wants_a_name_or_an_id(app, http, wrong):
    with pytest.raises(UserError):
        app.models.get(**wrong)
    assert http.requests == []


# Search and list


def test_search_gives_models_or_none(app, http):
    http.answer({'models': [a_model('a'), a_model('b')]}, {'models': []}, {})
    assert [one.model_id for one in app.models.search('b*', 'color')] == ['a', 'b']
    assert http.last.params == {'model_query': {'name': 'b*', 'type': 'color'}}
    assert app.models.search('zzz') is None
    assert app.models.search('zzz') is None


def test_get_all_goes_through_the_pages_lazily(app, http):
    http.answer({'models': [public('g'), a_model('a')]}, {'models': [a_model('b')]}, {'models': []})
    every = app.models.get_all()
    assert http.requests == []
    assert [one.model_id for one in every] == ['g', 'a', 'b']
    assert [request.params['page'] for request in http.requests] == [1, 2, 3]


@pytest.mark.parametrize('only, ids', [
    ({'public_only': True}, ['g', 'e']), ({'private_only': True}, ['mine']),
    ({}, ['g', 'e', 'mine'])])
def test_public_and_private_models(app, http, only, ids):
    page = {'models': [public('g'), dict(public('e'), app_id=''), a_model('mine')]}
    http.answer(page, {'models': []}, page)
    assert [one.model_id for one in app.models.get_all(**only)] == ids
    assert [one.model_id for one in app.models.get_by_page(page=2, per_page=5, **only)] == ids
    assert http.last.params == {'page': 2, 'per_page': 5}


# Create


def created(http):
    assert http.paths[-1] == 'POST /v2/models'
    return http.last.params['model']


def test_create_with_everything(app, http):
    http.answer({'model': a_model('boats', concepts=['sloop'])})
    model = app.models.create('boats', 'My boats', ['sloop', 'yawl'], True, True, {'rate': 0.5})
    assert model.get_concept_ids() == ['sloop']
    sent = created(http)
    assert (sent['id'], sent['name']) == ('boats', 'My boats')
    assert [one['id'] for one in sent['output_info']['data']['concepts']] == ['sloop', 'yawl']
    assert sent['output_info']['output_config'] == {
        'concepts_mutually_exclusive': True, 'closed_environment': True,
        'hyper_params': {'rate': 0.5}}


def test_create_with_little_takes_the_id_for_the_name(app, http):
    http.answer({'model': a_model()})
    app.models.create('boats')
    assert created(http) == {'id': 'boats', 'name': 'boats', 'output_info': {'output_config': {}}}


@pytest.mark.parametrize('wrong', [
    {'model_id': ''}, {'model_id': None}, {'model_id': 5}, {'model_id': 'm', 'concepts': 'sloop'},
    {'model_id': 'm', 'concepts': [5]}])
def test_create_with_something_else_is_a_user_error(app, http, wrong):
    with pytest.raises(UserError):
        app.models.create(**wrong)
    assert http.requests == []


def test_create_without_a_model_in_the_answer_says_why(app, http):
    http.answer({'status': {'code': 21202, 'description': 'Model exists', 'details': 'boats'}})
    with pytest.raises(UserError) as caught:
        app.models.create('boats')
    assert '21202' in str(caught.value)


# Delete


def test_delete_a_model_or_a_version(app, http):
    http.answer({}, {})
    assert app.models.delete('team/boats')['status']['code'] == 10000
    app.models.delete('boats', version_id='v-3')
    assert http.paths == ['DELETE /v2/models/team%2Fboats', 'DELETE /v2/models/boats/versions/v-3']


def test_delete_with_an_empty_version_does_not_delete_the_model(app, http):
    with pytest.raises(UserError):
        app.models.delete('boats', version_id='')
    assert http.requests == []


def test_bulk_delete_in_batches_of_128(app, http):
    http.answer({}, {})
    assert app.models.bulk_delete([str(n) for n in range(130)])['status']['code'] == 10000
    assert [len(request.params['ids']) for request in http.requests] == [128, 2]


@pytest.mark.parametrize('wrong', ['boats', None, [5], [None], ['']])
def test_bulk_delete_wants_ids(app, http, wrong):
    with pytest.raises(UserError):
        app.models.bulk_delete(wrong)
    assert http.requests == []


def test_delete_all(app, http):
    http.answer({})
    app.models.delete_all()
    assert http.paths == ['DELETE /v2/models']
    assert http.last.params == {'delete_all': True}


# The cache of names


def test_init_model_cache_looks_up_the_public_models(app, http):
    http.answer({'models': [public('g'), public('e', 'embed'), a_model('mine')]}, {'models': []})
    assert app.models.init_model_cache() == {('g', 'concept'): 'g', ('e', 'embed'): 'e'}
    assert app.models.get('e', model_type='embed').model_id == 'e'
    assert len(http.requests) == 2


@pytest.mark.parametrize('status', [401, 403])
def test_init_model_cache_with_a_key_that_may_not_list_models_is_empty(app, http, status):
    http.refuse(status, 11007)
    assert app.models.init_model_cache() == {}


def test_init_model_cache_passes_on_other_errors(app, http):
    http.refuse(500, 98014)
    with pytest.raises(ApiError):
        app.models.init_model_cache()
