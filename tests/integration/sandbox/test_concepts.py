"""Concepts of today's platform: languages, relations, counts and searches, in plain HTTP."""
from __future__ import absolute_import

import uuid

import pytest
from sandbox_process import Api, an_input, plain, wait_for


@pytest.fixture(scope='module')
def pat(sandbox_url):
    return Api(sandbox_url)


@pytest.fixture
def path(pat):
    """The path of an app that has the concepts honey, food and sugar."""
    path = '/users/me/apps/%s/concepts' % uuid.uuid4().hex[:8]
    pat.ok('POST', path, {'concepts': [{'id': name} for name in ('honey', 'food', 'sugar')]})
    return path


def read(pat, path, **query):
    """Returns the relations at a path as (subject, predicate, object)."""
    found = pat.ok('GET', path + '/relations', params=query)['concept_relations']
    return [(one['subject_concept']['id'], one['predicate'], one['object_concept']['id'])
            for one in found]


def relate(pat, path, subject, predicate, other):
    body = {'concept_relations': [{'object_concept': {'id': other}, 'predicate': predicate}]}
    return pat.ok('POST', '%s/%s/relations' % (path, subject), body)['concept_relations'][0]


def test_a_concept_has_a_name_in_each_language(pat, path):
    honey = path + '/honey'
    own = {'id': 'en', 'name': 'honey', 'definition': ''}
    assert pat.ok('GET', honey + '/languages')['concept_languages'] == [own]
    japanese = {'id': 'ja', 'name': u'\u8702\u871c', 'definition': 'sweet'}
    german = {'id': 'de', 'name': 'Honig'}
    made = pat.ok('POST', honey + '/languages', {'concept_languages': [japanese, german]})
    assert made['concept_languages'] == [japanese, dict(german, definition='')]
    assert pat.ok('GET', honey + '/languages/ja')['concept_language'] == japanese
    listed = pat.ok('GET', honey + '/languages')['concept_languages']
    assert [item['id'] for item in listed] == ['en', 'de', 'ja']
    assert len(pat.ok('GET', honey + '/languages?page=2&per_page=2')['concept_languages']) == 1

    def patch(action, **language):
        body = {'action': action, 'concept_languages': [language]}
        return pat.ok('PATCH', honey + '/languages', body)['concept_languages']
    assert patch('merge', id='ja', name='x') == [{'id': 'ja', 'name': 'x', 'definition': 'sweet'}]
    assert patch('overwrite', id='ja', name='y') == [{'id': 'ja', 'name': 'y', 'definition': ''}]
    assert patch('remove', id='ja') == []
    assert pat.refused('GET', honey + '/languages/ja')[:2] == (404, 11101)
    patch('merge', id='en', name='Honey', definition='of bees')
    assert pat.ok('GET', honey)['concept']['name'] == 'Honey'
    pat.ok('PATCH', path, {'action': 'overwrite', 'concepts': [{'id': 'honey', 'name': 'H'}]})
    assert pat.ok('GET', honey + '/languages/en')['concept_language'] == {
        'id': 'en', 'name': 'H', 'definition': 'of bees'}


def test_searches_by_name_in_a_language(pat, path):
    pat.ok('POST', path + '/honey/languages', {'concept_languages': [
        {'id': 'de', 'name': 'Honig'}]})

    def search(name, language=None):
        query = {'name': name}
        if language:
            query['language'] = language
        found = pat.ok('POST', path + '/searches', {'concept_query': query})['concepts']
        return [(item['id'], item['name'], item['language']) for item in found
                if item['app_id'] != 'main']
    assert search('Hon*', 'de') == [('honey', 'Honig', 'de')]
    assert search('honey', 'de') == []
    assert search('hon*') == search('hon*', 'en') == [('honey', 'honey', 'en')]
    assert search('*oo*', 'de') == [('food', 'food', 'en')]


def test_a_relation_is_read_from_both_sides(pat, path):
    made = relate(pat, path, 'honey', 'hyponym', 'food')
    assert (made['subject_concept']['id'], made['predicate']) == ('honey', 'hyponym')
    assert read(pat, path + '/honey') == [('honey', 'hyponym', 'food')]
    assert read(pat, path + '/food') == [('food', 'hypernym', 'honey')]
    assert read(pat, path + '/food', predicate='hyponym') == []
    made = relate(pat, path, 'food', 'hypernym', 'sugar')
    assert (made['subject_concept']['id'], made['predicate']) == ('food', 'hypernym')
    assert read(pat, path + '/sugar') == [('sugar', 'hyponym', 'food')]
    relate(pat, path, 'sugar', 'synonym', 'honey')
    assert read(pat, path + '/honey', predicate='synonym') == [('honey', 'synonym', 'sugar')]


def test_all_relations_are_listed_once(pat, path):
    relate(pat, path, 'honey', 'hyponym', 'food')
    relate(pat, path, 'food', 'hypernym', 'sugar')
    relate(pat, path, 'sugar', 'synonym', 'honey')
    hyponyms = [('honey', 'hyponym', 'food'), ('sugar', 'hyponym', 'food')]
    assert read(pat, path) == hyponyms + [('sugar', 'synonym', 'honey')]
    assert read(pat, path, predicate='hyponym') == hyponyms
    assert read(pat, path, predicate='hypernym') == [
        ('food', 'hypernym', 'honey'), ('food', 'hypernym', 'sugar')]
    assert read(pat, path, page=2, per_page=2) == [('sugar', 'synonym', 'honey')]
    assert read(pat, path, knowledge_graph_id='other') == []


def test_relations_are_deleted_from_either_side(pat, path):
    one = relate(pat, path, 'honey', 'hyponym', 'food')['id']
    two = relate(pat, path, 'honey', 'synonym', 'sugar')['id']
    assert pat.refused('DELETE', path + '/food/relations', {'ids': [one, two]})[:2] == (404, 11101)
    pat.ok('DELETE', path + '/food/relations', {'ids': [one]})
    assert read(pat, path) == [('honey', 'synonym', 'sugar')]


def test_counts(pat):
    app = '/users/me/apps/' + uuid.uuid4().hex[:8]
    pat.ok('POST', app + '/inputs', {'inputs': [
        dict(an_input(plain('red')), id='red'), dict(an_input(plain('blue')), id='blue')]})
    for input_id, concepts in (('red', {'warm': 1, 'cold': 0}), ('blue', {'warm': 0})):
        pat.ok('PATCH', app + '/inputs', {'action': 'merge', 'inputs': [
            {'id': input_id, 'data': {'concepts': [
                {'id': name, 'value': value} for name, value in sorted(concepts.items())]}}]})

    def done():
        return pat.ok('GET', app + '/inputs/status')['counts']['processed'] == 2
    wait_for(done)
    counts = dict((count['id'], count) for count in
                  pat.ok('GET', app + '/concepts/status')['concept_counts'])
    assert counts['warm']['concept_type_count'] == {'positive': 1, 'negative': 1}
    assert counts['cold']['concept_type_count'] == {'positive': 0, 'negative': 1}
    assert counts['warm']['detail_concept_count']['processed'] == {'positive': 1, 'negative': 1}
    assert counts['warm']['detail_concept_count']['errors'] == {'positive': 0, 'negative': 0}
    page = pat.ok('GET', app + '/concepts/status?page=2&per_page=1')['concept_counts']
    assert len(page) == 1


def test_concepts_are_listed_by_id(pat, path):
    found = pat.ok('GET', path, params={'id': '*o*'})['concepts']
    assert [concept['id'] for concept in found] == ['honey', 'food']


@pytest.mark.parametrize('method, rest, body, expected', [
    ('GET', '/nope/languages', None, (404, 11101)),
    ('GET', '/nope/relations', None, (404, 11101)),
    ('GET', '/honey/languages/xx', None, (404, 11101)),
    ('POST', '/honey/languages', {}, (400, 40003)),
    ('POST', '/honey/languages', {'concept_languages': [{}]}, (400, 40003)),
    ('POST', '/honey/languages', {'concept_languages': [{'id': 'de'}]}, (400, 40003)),
    ('POST', '/honey/languages', {'concept_languages': [{'id': 'en', 'name': 'x'}]}, (400, 40003)),
    ('POST', '/honey/languages', {'concept_languages': [{'id': 7}]}, (400, 11102)),
    ('PATCH', '/honey/languages', {'action': 'merge', 'concept_languages': [
        {'id': 'de', 'name': 'x'}]}, (404, 11101)),
    ('PATCH', '/honey/languages', {'action': 'remove', 'concept_languages': [{'id': 'en'}]},
     (400, 40003)),
    ('PATCH', '/honey/languages', {'action': 'sing', 'concept_languages': [{'id': 'en'}]},
     (400, 11102)),
    ('GET', '/relations?predicate=likes', None, (400, 40003)),
    ('POST', '/honey/relations', {}, (400, 40003)),
    ('POST', '/honey/relations', {'concept_relations': [{}]}, (400, 40003)),
    ('POST', '/honey/relations', {'concept_relations': [
        {'predicate': 'likes', 'object_concept': {'id': 'food'}}]}, (400, 40003)),
    ('POST', '/honey/relations', {'concept_relations': [{'predicate': 'synonym'}]}, (404, 11101)),
    ('POST', '/honey/relations', {'concept_relations': [
        {'predicate': 'synonym', 'object_concept': {'id': 'honey'}}]}, (400, 40003)),
    ('POST', '/honey/relations', {'concept_relations': [
        {'predicate': 'synonym', 'object_concept': {'id': 'food'},
         'subject_concept': {'id': 'sugar'}}]}, (400, 40003)),
    ('POST', '/honey/relations', {'concept_relations': [
        {'predicate': 'synonym', 'object_concept': {'id': 'food'},
         'knowledge_graph_id': 'g'}]}, (400, 40003)),
    ('POST', '/honey/relations', {'concept_relations': [
        {'predicate': 'hypernym', 'object_concept': {'id': 'food'}},
        {'predicate': 'hypernym', 'object_concept': {'id': 'food'}}]}, (400, 40003)),
    ('DELETE', '/honey/relations', {}, (400, 40003)),
    ('DELETE', '/honey/relations', {'ids': ['x']}, (404, 11101)),
    ('DELETE', '/honey/relations', {'ids': 'x'}, (400, 11102)),
    ('GET', '/status?page=x', None, (400, 11102))])
def test_bad_requests(pat, path, method, rest, body, expected):
    assert pat.refused(method, path + rest, body)[:2] == expected
    assert read(pat, path) == []
