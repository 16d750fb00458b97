"""Ranks and filters, over inputs and over annotations."""
from __future__ import absolute_import

import pytest
from sandbox_process import Api, SandboxProcess, an_input, photograph, plain, text

OWN = '/users/u/apps/a'


@pytest.fixture(scope='module')
def api():
    process = SandboxProcess()
    api = Api(process.url)
    original = api.send
    api.send = lambda method, path, *more, **options: original(method, OWN + path, *more, **options)
    api.add(
        an_input(photograph('chelsea'), 'cat', ['cat', '!dog', 'pet'],
                 metadata={'colour': 'ginger', 'n': {'deep': 1}},
                 geo={'geo_point': {'latitude': 48.1, 'longitude': 11.6}},
                 regions=[{'id': 'nose', 'region_info': {'bounding_box': {
                     'top_row': 0.4, 'left_col': 0.4, 'bottom_row': 0.6, 'right_col': 0.6}},
                     'data': {'concepts': [{'id': 'nose'}]}}]),
        an_input(photograph('coffee'), 'coffee', ['!cat'], metadata={'colour': 'brown'},
                 geo={'geo_point': {'latitude': 0, 'longitude': 0}}),
        an_input(plain((250, 20, 20)), 'red', metadata={'title': 'Red pineapples, Ripe!'}))
    yield api
    process.stop()


def found(api, path='/inputs/searches', pagination=None, **query):
    search = dict((name, query.pop(name)) for name in ('min_value',) if name in query)
    body = {'searches': [dict(search, query=query)]}
    if pagination:
        body['pagination'] = pagination
    return api.ok('POST', path, body)['hits']


def ids(*arguments, **query):
    return [hit['input']['id'] for hit in found(*arguments, **query)]


def said(**data):
    return {'annotation': {'data': data}}


@pytest.mark.parametrize('filters, expected', [
    ([], {'cat', 'coffee', 'red'}),
    ([said(concepts=[{'id': 'cat'}])], {'cat'}),
    ([said(concepts=[{'name': 'cat', 'value': 1}])], {'cat'}),
    # Without the concept: annotated as negative, or not at all.
    ([said(concepts=[{'id': 'cat', 'value': 0}])], {'coffee', 'red'}),
    ([dict(said(concepts=[{'id': 'cat', 'value': 0}]), negate=True)], {'cat'}),
    ([dict(said(concepts=[{'id': 'cat'}]), negate=True)], {'coffee', 'red'}),
    ([said(regions=[{'data': {'concepts': [{'id': 'nose', 'value': 0}]}}])], {'coffee', 'red'}),
    ([said(concepts=[{'id': 'nose'}])], {'cat'}),
    ([said(concepts=[{'name': 'train'}])], set()),  # a public concept
    # Within one filter one is enough, several filters must all hold.
    ([said(concepts=[{'id': 'cat'}, {'id': 'cat', 'value': 0}])], {'cat', 'coffee', 'red'}),
    ([said(concepts=[{'id': 'cat', 'value': 0}]), said(metadata={'colour': 'brown'})], {'coffee'}),
    ([said(concepts=[{'id': 'cat'}]), said(concepts=[{'id': 'cat', 'value': 0}])], set()),
    ([said(metadata={'colour': 'brown', 'n': {'deep': 1}})], {'cat', 'coffee'}),
    ([said(metadata={'colour': 'ginger'}), said(metadata={'n': {'deep': 1}})], {'cat'}),
    ([said(metadata={'colour': 'ginger'}), said(metadata={'n': {'deep': 2}})], set()),
    ([dict(said(metadata={'colour': 'ginger'}), negate=True)], {'coffee', 'red'}),
    ([said(geo={'geo_point': {'latitude': 48, 'longitude': 11},
                'geo_limit': {'type': 'withinKilometers', 'value': 100}})], {'cat'}),
    # A zero may be left out.
    ([said(geo={'geo_point': {}, 'geo_limit': {'type': 'withinMiles', 'value': 1}})], {'coffee'}),
    ([said(geo={'geo_box': [{'geo_point': {'latitude': 40, 'longitude': 0}},
                            {'geo_point': {'latitude': 50, 'longitude': 20}}]})], {'cat'}),
    ([{'annotation': {'input_id': 'red'}}], {'red'}),
    ([{'input': {'data': {'video': {}}}}], set()),
    ([{'input': {'data': {'image': {}}}}], {'cat', 'coffee', 'red'})])
def test_filters(api, filters, expected):
    assert set(ids(api, filters=filters)) == expected
    assert set(ids(api, '/annotations/searches', filters=filters)) == expected


def test_ranks_by_what_was_measured(api):
    hits = found(api, ranks=[said(concepts=[{'name': 'red'}])], language='ja')
    assert hits[0]['input']['id'] == 'red' and hits[0]['score'] > 0.9
    without = ids(api, ranks=[said(concepts=[{'name': 'red', 'value': 0}])])
    assert 'red' not in without and 'cat' in without


def test_ranks_by_likeness(api):
    data = photograph('coffee')
    for rank in (said(image={'base64': text(data)}), {'annotation': {'input_id': 'coffee'}}):
        hits = found(api, ranks=[rank])
        assert hits[0]['input']['id'] == 'coffee' and hits[0]['score'] > 0.99
        assert len(hits) == 3
        assert len(found(api, ranks=[rank], min_value=0.99)) == 1
        assert ids(api, ranks=[rank], filters=[said(concepts=[{'id': 'cat'}])]) == ['cat']
    assert api.refused('POST', '/inputs/searches', {'searches': [{'query': {'ranks': [
        said(embeddings=[{'vector': [0.1, 0.2], 'num_dimensions': 2}])]}}]})[1] == 40002


def test_ranks_by_a_vector(api):
    body = {'inputs': [an_input(photograph('coffee'))]}
    main = Api(api.url, api.key)
    output, = main.ok('POST', '/users/clarifai/apps/main/models/general-image-embedding/outputs',
                      body)['outputs']
    vector, = output['data']['embeddings']
    assert ids(api, ranks=[said(embeddings=[vector])])[0] == 'coffee'


def test_ranks_by_the_words_of_a_text(api):
    hits = found(api, ranks=[said(text={'raw': 'red PINEAPPLES'})])
    assert (hits[0]['input']['id'], hits[0]['score']) == ('red', 1.0)
    assert ids(api, ranks=[said(text={'raw': 'a ginger pet'})])[0] == 'cat'
    score = found(api, ranks=[said(text={'raw': 'zebra ginger'})])[0]['score']
    assert score == 0.5
    assert ids(api, ranks=[said(text={'raw': 'zebra'})]) == []


def test_ranks_by_custom_concepts_need_a_model(api):
    query = {'ranks': [said(concepts=[{'id': 'cat'}])]}
    http, code, answer = api.refused('POST', '/inputs/searches', {'searches': [{'query': query}]})
    assert (http, code) == (400, 40002) and 'train' in answer['status']['details']
    api.ok('POST', '/models', {'models': [{'id': 'm'}]})
    model = api.ok('POST', '/models/m/versions', {'model_versions': [{'output_info': {
        'data': {'concepts': [{'id': 'cat'}]}}}]})['model']
    version = api.finished('/models/m/versions/' + model['model_version']['id'], (21103, 21101))
    assert version['status']['code'] == 21100
    assert ids(api, **query)[0] == 'cat'
    assert 'cat' not in ids(api, ranks=[said(concepts=[{'id': 'cat', 'value': 0}])])
    # Of public and of custom concepts together.
    both = [said(concepts=[{'id': 'cat'}]), said(concepts=[{'name': 'red', 'value': 0}])]
    assert ids(api, ranks=both) == ['cat']


def test_an_annotation_search_shows_the_annotations_that_fit(api):
    def places(*concepts):
        hits = found(api, '/annotations/searches',
                     filters=[said(concepts=[{'id': one} for one in concepts])])
        return [hit['annotation'] for hit in hits]
    whole, = places('cat')
    assert whole['input_level'] and whole['input_id'] == 'cat'
    assert [item['id'] for item in whole['data']['concepts']] == ['cat', 'dog', 'pet']
    region, = places('nose')
    assert region['data']['regions'][0]['data']['concepts'][0]['id'] == 'nose'
    assert not region['input_level']
    assert len(places('cat', 'nose')) == 2
    assert ids(api, filters=[said(concepts=[{'id': 'cat'}, {'id': 'nose'}])]) == ['cat']
    assert ids(api, filters=[{'annotation': {'id': region['id']}}]) == ['cat']


def test_an_annotation_search_shows_who_said_that_something_is_not_there(api):
    hits = found(api, '/annotations/searches', filters=[said(concepts=[{'id': 'cat', 'value': 0}])])
    said_of = dict((hit['input']['id'], hit['annotation']['data'].get('concepts'))
                   for hit in hits)
    assert [concept['value'] for concept in said_of.pop('coffee')] == [0]
    assert said_of == {'red': None}
    assert all(hit['score'] == 1 for hit in hits)


def test_pages(api):
    for path in ('/inputs/searches', '/annotations/searches'):
        pages = [ids(api, path, pagination={'page': page, 'per_page': 2}) for page in (1, 2, 3)]
        assert [len(page) for page in pages] == [2, 1, 0]
        assert len(set(sum(pages, []))) == 3


def test_the_old_search_is_there_for_original_urls(api):
    term = {'output': {'input': {'id': 'cat', 'data': {'image': {}}}}}
    hits = api.ok('POST', '/searches', {'query': {'ands': [term]}})['hits']
    assert hits[0]['input']['id'] == 'cat' and hits[0]['user_id'] == 'u'
    assert hits[0]['annotation']['input_level'] and hits[0]['annotation']['input_id'] == 'cat'


@pytest.mark.parametrize('searches', [
    [], [{}, {}], [{'query': {'ranks': [said(metadata={'k': 1})]}}],
    [{'query': {'filters': [said(image={'url': 'http://x/'})]}}], [{'query': {'ands': [{}]}}],
    [{'query': {}, 'as_of': '2020-01-01T00:00:00Z'}], [{'query': {}, 'algorithm': 'magic'}],
    [{'query': {'ranks': [said(metadata={'k': 1})]}, 'save': True}],
    [{'query': {}, 'metric': 'MILES'}],
    [{'query': {'ranks': [said(image={'base64': 'AAAA'})]}}],
    [{'query': {'ranks': [{'annotation': {}}] * 101}}]])
def test_queries_that_make_no_sense(api, searches):
    http, code, answer = api.refused('POST', '/inputs/searches', {'searches': searches})
    assert (http, code) == (400, 40002) and answer['status']['details']
