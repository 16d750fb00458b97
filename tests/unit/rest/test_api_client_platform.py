"""The operations of ApiClient that 2.x had not."""
from __future__ import absolute_import

import pytest

from clarifai.errors import UserError
from clarifai.rest import AnnotationSearchTerm, SearchQueryBuilder
from clarifai.rest.api_client import MODEL_FILTERS
from platform_api import GENERAL, MAIN, OWN, PAT, row, sent, platform_model


def query():
    builder = SearchQueryBuilder()
    builder.add_term(AnnotationSearchTerm(concept='cat'))
    return builder.dict()


# Listing models by filters

@row('manage-models')
def test_filters_go_into_the_query(http, platform_api):
    http.answer({'models': [platform_model()]})
    answer = platform_api.list_models(2, 50, filters={
        'model_type_id': 'embedding-classifier', 'toolkits': ['a', 'b'], 'trained_only': True,
        'sort_ascending': False})
    assert sent(http) == ('GET', OWN + '/models', PAT)
    assert http.last.params == {
        'page': 2, 'per_page': 50, 'model_type_id': 'embedding-classifier',
        'toolkits': ['a', 'b'], 'trained_only': 'true', 'sort_ascending': 'false'}
    assert answer['models'][0]['output_info']['type'] == 'concept'


@row('manage-models')
def test_public_models_by_filters(http, platform_api):
    http.answer({'models': []})
    platform_api.list_models(public_only=True, filters={'search': 'food'})
    assert sent(http) == ('GET', MAIN + '/models', PAT)
    assert http.last.params == {'page': 1, 'per_page': 20, 'search': 'food'}


def test_an_unknown_filter_is_refused_with_those_there_are(http, platform_api):
    with pytest.raises(UserError) as refused:
        platform_api.list_models(filters={'colour': 'red'})
    assert 'colour' in str(refused.value)
    for name in MODEL_FILTERS:
        assert name in str(refused.value)
    assert not http.requests


@pytest.mark.parametrize('name', sorted(name for name in MODEL_FILTERS
                                        if MODEL_FILTERS[name] is list))
def test_a_filter_of_several_values_must_be_a_list(platform_api, name):
    with pytest.raises(UserError) as refused:
        platform_api.list_models(filters={name: 'one'})
    assert name in str(refused.value) and 'list' in str(refused.value)


# Types, concepts

@row('manage-models')
def test_types_of_models(http, platform_api):
    http.answer({'model_types': []}, {'model_type': {'id': 'clusterer'}})
    platform_api.get_model_types(2, 10)
    assert sent(http) == ('GET', OWN + '/models/types', PAT)
    assert http.last.params == {'page': 2, 'per_page': 10}
    platform_api.get_model_type('clusterer')
    assert sent(http) == ('GET', OWN + '/models/types/clusterer', PAT)


@row('manage-models')
@pytest.mark.parametrize('model_id, prefix', [('boats', OWN), (GENERAL, MAIN)])
def test_concepts_of_a_model(http, platform_api, model_id, prefix):
    http.answer({'concepts': []})
    platform_api.get_model_concepts(model_id, 'v-1', 2, 10)
    assert sent(http) == ('GET', '%s/models/%s/versions/v-1/concepts' % (prefix, model_id), PAT)
    assert http.last.params == {'page': 2, 'per_page': 10}


# Changing

@row('manage-models')
def test_changing_models(http, platform_api):
    http.answer({'models': [platform_model(description='d')]})
    answer = platform_api.patch_models([{'id': 'boats', 'description': 'd'}], 'overwrite')
    assert sent(http) == ('PATCH', OWN + '/models', PAT)
    assert http.last.params == {'action': 'overwrite',
                                'models': [{'id': 'boats', 'description': 'd'}]}
    assert answer['models'][0]['description'] == 'd'


@row('manage-models')
def test_changing_versions(http, platform_api):
    http.answer({'model_versions': []})
    versions = [{'id': 'v-1', 'output_info': {'params': {'min_value': 0.95}}}]
    platform_api.patch_model_versions('boats', versions)
    assert sent(http) == ('PATCH', OWN + '/models/boats/versions', PAT)
    assert http.last.params == {'action': 'merge', 'model_versions': versions}


@pytest.mark.parametrize('items', [None, [], {}, 'boats', ['boats'], [{}], [{'id': ''}],
                                   [{'id': 5}]])
@pytest.mark.parametrize('patch, argument', [
    (lambda api, items: api.patch_models(items), 'models'),
    (lambda api, items: api.patch_model_versions('boats', items), 'versions')])
def test_what_cannot_be_changed_is_refused(http, platform_api, patch, argument, items):
    with pytest.raises(UserError) as refused:
        patch(platform_api, items)
    assert argument in str(refused.value)
    assert not http.requests


@pytest.mark.parametrize('patch', [
    lambda api: api.patch_models([{'id': 'a'}], 'replace'),
    lambda api: api.patch_model_versions('boats', [{'id': 'v-1'}], 'replace')])
def test_an_unknown_action_is_refused_with_those_there_are(platform_api, patch):
    with pytest.raises(UserError) as refused:
        patch(platform_api)
    assert 'merge, remove, overwrite' in str(refused.value)


# Searching annotations

@row('rank-search')
def test_annotations_are_searched_with_the_same_query(http, platform_api):
    http.answer({'hits': [{'score': 0.5, 'input': {'id': 'in-1'}, 'annotation': {'id': 'an-1'}}]})
    answer = platform_api.search_annotations(query(), 2, 5)
    assert sent(http) == ('POST', OWN + '/annotations/searches', PAT)
    assert http.last.params == {
        'searches': [{'query': {'filters': query()['filters']}}],
        'pagination': {'page': 2, 'per_page': 5}}
    assert answer['query'] == query() and answer['hits'][0]['annotation'] == {'id': 'an-1'}


# Without a PAT

@row('manage-models', 'rank-search')
@pytest.mark.parametrize('ask', [
    lambda api: api.list_models(), lambda api: api.list_models(public_only=True),
    lambda api: api.get_model_types(), lambda api: api.get_model_type('clusterer'),
    lambda api: api.get_model_concepts('boats'), lambda api: api.patch_models([{'id': 'boats'}]),
    lambda api: api.patch_model_versions('boats', [{'id': 'v-1'}]),
    lambda api: api.search_annotations(query()), lambda api: api.search_inputs(query())])
def test_with_a_key_alone_they_are_refused_with_what_to_set(http, api, ask):
    with pytest.raises(UserError) as refused:
        ask(api)
    for name in ('CLARIFAI_PAT', 'CLARIFAI_USER_ID', 'CLARIFAI_APP_ID'):
        assert name in str(refused.value)
    assert not http.requests
