"""Searches of every kind, alone and together."""
from __future__ import absolute_import

import pytest
from sandbox_process import Api, SandboxProcess, an_input, clip, photograph, plain, text

RED, BLUE, PHOTO = plain('red'), plain('blue'), photograph('coffee')


@pytest.fixture(scope='module')
def api():
    """An app with four inputs; nothing in this module changes it."""
    process = SandboxProcess()
    api = Api(process.url)
    api.ok('POST', '/concepts', {'concepts': [{'id': 'c-1', 'name': 'warm thing'}]})
    api.add(
        an_input(RED, 'red', ['c-1', '!sea'], metadata={'k': 1, 'n': {'a': True, 'l': ['x', 2]}},
                 geo={'geo_point': {'latitude': 48.39, 'longitude': -4.49}}),
        an_input(BLUE, 'blue', ['sea', 'c-1'], metadata={'k': 1.0, 'n': {'a': False}},
                 geo={'geo_point': {'latitude': 48.85, 'longitude': 2.35}}),
        an_input(PHOTO, 'cup', ['drink'], metadata={'k': '1'}),
        an_input(plain('lime'), 'bare'), an_input(b'no picture', 'bad', ['sea', 'c-1']))
    yield api
    process.stop()


def said(value=1, **concept):
    return {'input': {'data': {'concepts': [dict(concept, value=value)]}}}


def measured(value=1, **concept):
    return {'output': {'data': {'concepts': [dict(concept, value=value)]}}}


def like(**image):
    return {'output': {'input': {'data': {'image': image}}}}


def metadata(**wanted):
    return {'input': {'data': {'metadata': wanted}}}


def place(**geo):
    return {'input': {'data': {'geo': geo}}}


def found(api, *ands):
    return sorted(api.hits(*ands))


def test_shape_of_an_answer(api):
    answer = api.ok('POST', '/searches', {'query': {'ands': [said(name='sea')]}})
    assert len(answer['id']) == 32
    [hit] = answer['hits']
    assert hit['score'] == 1.0
    assert hit['input'] == api.ok('GET', '/inputs/blue')['input']


def test_annotated_concepts(api):
    assert found(api, said(name='warm thing')) == ['blue', 'red']
    assert found(api, said(id='c-1')) == ['blue', 'red']
    http, code, _ = api.refused('POST', '/searches', {'query': {'ands': [said(name='c-1')]}})
    assert (http, code) == (400, 40002)  # its name is another
    assert found(api, said(name='sea')) == ['blue']
    assert found(api, {'input': {'data': {'concepts': [{'id': 'sea'}, {'id': 'c-1'}]}}}) == ['blue']


def test_not_annotated_with_a_concept(api):
    hits = api.search(said(0, name='sea'))
    # Said not to have it first, then those of which nothing was said.
    assert [hit['input']['id'] for hit in hits][0] == 'red'
    assert sorted(hit['input']['id'] for hit in hits) == ['bare', 'cup', 'red']
    assert [hit['score'] for hit in hits] == [1.0, 0.5, 0.5]


def test_predicted_concepts(api):
    assert found(api, measured(name='red')) == ['red']
    assert 'red' not in found(api, measured(0, name='red'))
    everything = found(api, measured(name='red')) + found(api, measured(0, name='red'))
    assert sorted(everything) == ['bare', 'blue', 'cup', 'red']
    [concept] = api.ok('POST', '/concepts/searches', {'concept_query': {'name': 'red'}})['concepts']
    assert found(api, measured(id=concept['id'])) == ['red']
    scores = [hit['score'] for hit in api.search(measured(0, name='red'))]
    assert scores == sorted(scores, reverse=True)


def test_visual_similarity(api):
    for term in (like(base64=text(PHOTO)), {'output': {'input': {'id': 'cup'}}},
                 {'output': {'input': {'id': 'cup', 'data': {'image': {}}}}}):
        hits = api.search(term)
        assert len(hits) == 4
        assert hits[0]['input']['id'] == 'cup'
        assert hits[0]['score'] == pytest.approx(1.0, abs=1e-5)
        scores = [hit['score'] for hit in hits]
        assert scores == sorted(scores, reverse=True)
        assert 0 <= scores[-1] and scores[1] < 0.99
    darker_red = text(plain((230, 20, 10)))
    assert api.hits(like(base64=darker_red))[0] == 'red'


def test_visual_similarity_to_a_url(api):
    url = api.ok('GET', '/inputs/blue')['input']['data']['image']['url']
    assert api.hits(like(url=url))[0] == 'blue'


def test_metadata(api):
    assert found(api, metadata(k=1)) == ['blue', 'red']
    assert found(api, metadata(k='1')) == ['cup']
    assert found(api, metadata(n={'a': True})) == ['red']
    assert found(api, metadata(n={})) == ['blue', 'red']
    assert found(api, metadata(n={'l': [2]})) == ['red']
    assert found(api, metadata(k=True)) == []
    assert found(api, metadata(other=None)) == []


def test_places(api):
    brest = {'latitude': 48.4, 'longitude': -4.5}
    assert found(api, place(geo_point=brest)) == ['red']
    for kind, near, far in (('withinMiles', 2, 400), ('withinKilometers', 3, 600),
                            ('withinDegrees', 0.1, 5), ('withinRadians', 0.001, 0.1)):
        limits = [{'type': kind, 'value': value} for value in (near, far)]
        assert found(api, place(geo_point=brest, geo_limit=limits[0])) == ['red']
        assert found(api, place(geo_point=brest, geo_limit=limits[1])) == ['blue', 'red']

    def box(*corners):
        return place(geo_box=[{'geo_point': {'latitude': latitude, 'longitude': longitude}}
                              for latitude, longitude in corners])
    assert found(api, box((49, 3), (48, 2))) == ['blue']
    assert found(api, box((48, 2), (49, 3))) == ['blue']
    assert found(api, box((48, -10), (49, 10))) == ['blue', 'red']
    assert found(api, box((0, 0), (1, 1))) == []


def test_original_url_and_id(api):
    url = api.ok('GET', '/inputs/blue')['input']['data']['image']['url']
    assert found(api, {'input': {'data': {'image': {'url': url}}}}) == ['blue']
    assert found(api, {'input': {'data': {'image': {'url': 'http://x.invalid/y'}}}}) == []
    assert found(api, {'input': {'id': 'red', 'data': {'image': {}}}}) == ['red']


def test_terms_together(api):
    assert found(api, said(id='c-1'), measured(name='red')) == ['red']
    assert found(api, said(id='c-1'), said(0, id='sea')) == ['red']
    assert found(api, metadata(k=1), place(geo_point={'latitude': 48.85, 'longitude': 2.35})) == [
        'blue']
    hits = api.search(said(id='c-1'), like(base64=text(RED)))
    assert [hit['input']['id'] for hit in hits] == ['red', 'blue']
    both = {'input': {'data': {'concepts': [{'id': 'c-1'}]}},
            'output': {'data': {'concepts': [{'name': 'red'}]}}}
    assert found(api, both) == ['red']


def test_no_terms_find_everything(api):
    assert found(api) == ['bare', 'blue', 'cup', 'red']


def test_pages(api):
    query = {'query': {'ands': [like(base64=text(RED))]}}
    whole = [hit['input']['id'] for hit in api.ok('POST', '/searches', query)['hits']]
    paged = []
    for page in (1, 2, 3):
        body = dict(query, pagination={'page': page, 'per_page': 2})
        paged.append([hit['input']['id'] for hit in api.ok('POST', '/searches', body)['hits']])
    assert paged == [whole[:2], whole[2:], []]


def test_language_is_accepted(api):
    body = {'query': {'ands': [said(name='sea')], 'language': 'zh'}}
    assert len(api.ok('POST', '/searches', body)['hits']) == 1


@pytest.mark.parametrize('term, code', [
    ({}, 40002), ({'input': {}}, 40002), (like(base64='!!'), 40002),
    (like(base64=text(b'no picture')), 40002), (like(url='http://127.0.0.1:9/x'), 40002),
    (place(geo_box=[{}]), 40002),
    (place(geo_point={'latitude': 91}), 11102), (said(2, name='sea'), 11102),
    (place(geo_point={}, geo_limit={'type': 'withinYards', 'value': 1}), 40002),
    ({'output': {'input': {'id': 'bad'}}}, 43004)])
def test_queries_that_make_no_sense(api, term, code):
    http, found_code, answer = api.refused('POST', '/searches', {'query': {'ands': [term]}})
    assert (http, found_code) == (400, code)
    assert answer['status']['details']


def test_like_an_input_that_is_not_there(api):
    body = {'query': {'ands': [{'output': {'input': {'id': 'ghost'}}}]}}
    assert api.refused('POST', '/searches', body)[:2] == (404, 30102)


def test_changes_are_found_at_once(api):
    other = Api(api.url)
    assert other.hits(like(base64=text(RED))) == []
    other.add(an_input(RED, 'one'))
    assert other.hits(like(base64=text(RED))) == ['one']
    other.add({'id': 'film', 'data': {'video': {'base64': text(clip(['blue']))}}})
    assert other.hits(like(base64=text(BLUE))) == ['film', 'one']
    other.ok('DELETE', '/inputs/one', {})
    assert other.hits(like(base64=text(RED))) == ['film']
