"""Searches that are saved and run again."""
from __future__ import absolute_import

import re

import pytest
from sandbox_process import Api, App, an_input, plain, shared_sandbox

sandbox = shared_sandbox('--recognition', 'off')


@pytest.fixture
def api(sandbox, request):
    api = App(sandbox.url, 'the-pat', 'u', re.sub('[^a-z_]', '-', request.node.name))
    api.add(an_input(plain('red'), 'red', ['warm'], regions=[{'data': {'concepts': [
        {'id': 'warm'}]}}]), an_input(plain('blue'), 'blue', ['cold']))
    return api


def by_concept(concept_id, **more):
    return dict({'query': {'filters': [{'annotation': {
        'data': {'concepts': [{'id': concept_id}]}}}]}}, **more)


def save(api, path='/inputs/searches', **search):
    answer = api.ok('POST', path, {'searches': [dict(search, save=True)]})
    assert answer['hits'] == []
    saved, = answer['searches']
    return saved


def found(api, search_id, **body):
    return [hit['input']['id'] for hit in api.ok('POST', '/searches/' + search_id, body)['hits']]


def test_a_search_is_saved_and_not_run(api):
    saved = save(api, **by_concept('warm', id='s', name='What is warm', min_value=0.5,
                                   algorithm='brute_force'))
    assert (saved['id'], saved['name'], saved['application_id']) == (
        's', 'What is warm', 'test_a_search_is_saved_and_not_run')
    assert saved['query'] == by_concept('warm')['query']
    assert (saved['min_value'], saved['algorithm'], saved['save']) == (0.5, 'brute_force', True)
    assert api.ok('GET', '/searches/s')['search'] == saved
    assert api.ok('GET', '/searches')['searches'] == [saved]


def test_a_saved_search_finds_what_is_there_when_it_is_run(api):
    assert save(api, **by_concept('warm', id='s'))['id'] == 's'
    assert found(api, 's') == ['red']
    api.add(an_input(plain('orange'), 'orange', ['warm']))
    assert found(api, 's') == ['orange', 'red']
    assert found(api, 's', pagination={'page': 2, 'per_page': 1}) == ['red']


def test_it_is_run_as_what_it_was(api):
    over_annotations = save(api, '/annotations/searches', **by_concept('warm'))
    assert found(api, over_annotations['id']) == ['red', 'red']
    old = {'ands': [{'input': {'data': {'concepts': [{'id': 'cold'}]}}}]}
    assert found(api, save(api, '/searches', query=old)['id']) == ['blue']
    assert found(api, save(api, '/searches', **by_concept('cold'))['id']) == ['blue']


def test_post_searches_runs_both_kinds(api):
    for search, expected in ((by_concept('warm'), ['red']), ({'query': {'ands': [
            {'input': {'data': {'concepts': [{'id': 'cold'}]}}}]}}, ['blue'])):
        hits = api.ok('POST', '/searches', {'searches': [search]})['hits']
        assert [hit['input']['id'] for hit in hits] == expected


@pytest.mark.parametrize('path', ['/searches', '/inputs/searches', '/annotations/searches'])
def test_patches(api, path):
    save(api, **by_concept('warm', id='s', name='old', min_value=0.5))
    body = {'action': 'overwrite', 'searches': [by_concept('cold', id='s')]}
    changed, = api.ok('PATCH', path, body)['searches']
    assert (changed['name'], changed['min_value']) == ('old', 0.5)
    assert found(api, 's') == ['blue']
    api.ok('PATCH', path, {'action': 'overwrite', 'searches': [{'id': 's', 'name': 'new'}]})
    assert api.ok('GET', '/searches/s')['search']['name'] == 'new'
    assert found(api, 's') == ['blue']
    both = {'action': 'overwrite', 'searches': [{'id': 's', 'name': 'x'}, {'id': 'ghost'}]}
    assert api.refused('PATCH', path, both)[:2] == (404, 11101)
    assert api.ok('GET', '/searches/s')['search']['name'] == 'new'
    assert api.refused('PATCH', path, dict(both, action='merge'))[:2] == (400, 11102)


def test_deletion(api):
    save(api, **by_concept('warm', id='s'))
    assert api.refused('POST', '/inputs/searches', {'searches': [
        by_concept('warm', id='s', save=True)]})[:2] == (400, 40002)
    api.ok('DELETE', '/searches/s')
    for method in ('GET', 'POST', 'DELETE'):
        assert api.refused(method, '/searches/s')[:2] == (404, 11101)
    save(api, **by_concept('warm', id='s'))


def test_pages(api):
    for number in range(3):
        save(api, **by_concept('warm', id='s%d' % number))
    pages = [[one['id'] for one in api.ok('GET', '/searches?page=%d&per_page=2' % page).get(
        'searches', ())] for page in (1, 2, 3)]
    assert pages == [['s0', 's1'], ['s2'], []]


def test_nothing_is_saved_in_clarifais_app(sandbox):
    api = Api(sandbox.url, 'the-pat')
    path = '/users/clarifai/apps/main/inputs/searches'
    assert api.ok('POST', path, {'searches': [by_concept('ai_8S2Vq3cR')]})['hits'] == []
    assert api.refused('POST', path, {'searches': [by_concept('warm', save=True)]})[:2] == (
        403, 11007)


def test_without_user_and_app(sandbox):
    api = Api(sandbox.url)
    api.add(an_input(plain('red'), 'red', ['warm']))
    assert save(api, '/searches', **by_concept('warm', id='s'))['id'] == 's'
    assert found(api, 's') == ['red']
    api.ok('DELETE', '/searches/s')
