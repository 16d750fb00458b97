"""Searches of 2.x as today's ranks and filters; what is put back into the answer."""
from __future__ import absolute_import

import base64
import io
import itertools

import pytest

from answers import URL, a_hit, an_input
from clarifai.errors import UserError
from clarifai.rest import (Geo, GeoBox, GeoLimit, GeoPoint, Image, InputSearchTerm,
                           OutputSearchTerm, SearchQueryBuilder, Video)
from platform_api import OWN, PAT, row, sent

POINT = {'longitude': 1, 'latitude': 2}
SEARCHES = OWN + '/inputs/searches'


def annotation(**parts):
    return {'annotation': parts}


def filtered(**data):
    return annotation(data=data)


# Name; term of 2.x; today's filters; today's ranks.
TERMS = [
    ('concept', InputSearchTerm(concept='cat'),
     [filtered(concepts=[{'name': 'cat', 'value': 1}])], []),
    ('concept id', InputSearchTerm(concept_id='c-1'),
     [filtered(concepts=[{'id': 'c-1', 'value': 1}])], []),
    ('not concept', InputSearchTerm(concept='cat', value=False),
     [filtered(concepts=[{'name': 'cat', 'value': 0}])], []),
    ('not concept id', InputSearchTerm(concept_id='c-1', value=False),
     [filtered(concepts=[{'id': 'c-1', 'value': 0}])], []),
    ('metadata', InputSearchTerm(metadata={'b': {'c': 'd'}, 'a': 1}),
     [filtered(metadata={'a': 1}), filtered(metadata={'b': {'c': 'd'}})], []),
    ('place', InputSearchTerm(geo=Geo(GeoPoint(1, 2), GeoLimit('kilometer', 3))),
     [filtered(geo={'geo_point': POINT,
                    'geo_limit': {'type': 'withinKilometers', 'value': 3}})], []),
    ('box', InputSearchTerm(geo=Geo(geo_box=GeoBox(GeoPoint(1, 2), GeoPoint(1, 2)))),
     [filtered(geo={'geo_box': [{'geo_point': POINT}, {'geo_point': POINT}]})], []),
    ('id', InputSearchTerm(input_id='in-1'), [annotation(input_id='in-1')], []),
    ('predicted', OutputSearchTerm(concept='cat'),
     [], [filtered(concepts=[{'name': 'cat', 'value': 1}])]),
    ('predicted id', OutputSearchTerm(concept_id='ai_1'),
     [], [filtered(concepts=[{'id': 'ai_1', 'value': 1}])]),
    ('not predicted', OutputSearchTerm(concept='cat', value=False),
     [], [filtered(concepts=[{'name': 'cat', 'value': 0}])]),
    ('like a url', OutputSearchTerm(url=URL), [], [filtered(image={'url': URL})]),
    ('like bytes', OutputSearchTerm(base64='YWJj'), [], [filtered(image={'base64': 'YWJj'})]),
    ('like an input', OutputSearchTerm(input_id='in-1'), [], [annotation(input_id='in-1')]),
    ('predicted and like', OutputSearchTerm(url=URL, concept='cat'),
     [], [filtered(concepts=[{'name': 'cat', 'value': 1}]), filtered(image={'url': URL})]),
]
PAIRS = list(itertools.combinations(TERMS, 2))


def query(*terms, **options):
    builder = SearchQueryBuilder(**options)
    for term in terms:
        builder.add_term(term)
    return builder


def asked(http):
    """The only query in the latest request, which must be one of today's searches."""
    assert sent(http) == ('POST', SEARCHES, PAT)
    assert set(http.last.params) == set(['searches', 'pagination'])
    search, = http.last.params['searches']
    assert set(search) == set(['query'])
    return search['query']


@row('search-annotated', 'search-negation', 'search-metadata', 'search-geo', 'search-id',
     'search-predicted', 'search-likeness')
@pytest.mark.parametrize('terms', [[one] for one in TERMS] + PAIRS,
                         ids=lambda terms: '+'.join(one[0] for one in terms))
def test_every_term_alone_and_with_every_other(http, platform_app, terms):
    http.answer({'hits': []})
    platform_app.inputs.search(query(*[one[1] for one in terms]))
    expected = {}
    for name, place in (('filters', 2), ('ranks', 3)):
        parts = [part for one in terms for part in one[place]]
        if parts:
            expected[name] = parts
    assert asked(http) == expected


@row('search-pages')
def test_pages(http, platform_app):
    http.answer({'hits': []})
    platform_app.inputs.search(query(InputSearchTerm(concept='cat')), page=3, per_page=7)
    assert http.last.params['pagination'] == {'page': 3, 'per_page': 7}
    assert http.last.repeatable


@row('search-language')
def test_the_language_belongs_to_the_query(http, platform_app):
    http.answer({'hits': []})
    platform_app.inputs.search_by_predicted_concepts(concept=u'\u732b', lang='zh')
    assert asked(http) == {'language': 'zh',
                           'ranks': [filtered(concepts=[{'name': u'\u732b', 'value': 1}])]}


@row('search-annotated', 'search-negation')
def test_several_concepts_are_one_filter_each(http, platform_app):
    http.answer({'hits': []})
    platform_app.inputs.search_by_annotated_concepts(concepts=['a', 'b'], values=[True, False])
    assert asked(http)['filters'] == [filtered(concepts=[{'name': 'a', 'value': 1}]),
                                      filtered(concepts=[{'name': 'b', 'value': 0}])]


@row('search-likeness')
@pytest.mark.parametrize('how, rank', [
    (dict(url=URL), filtered(image={'url': URL})),
    (dict(image=Image(url=URL)), filtered(image={'url': URL})),
    (dict(imgbytes=b'abc'), filtered(image={'base64': 'YWJj'})),
    (dict(base64bytes=b'YWJj'), filtered(image={'base64': 'YWJj'})),
    (dict(image=Image(base64=b'YWJj')), filtered(image={'base64': 'YWJj'})),
    (dict(image_id='in-1'), annotation(input_id='in-1'))])
def test_likeness_to_a_picture_in_all_its_forms(http, platform_app, how, rank):
    http.answer({'hits': []})
    platform_app.inputs.search_by_image(**how)
    assert asked(http) == {'ranks': [rank]}


@row('search-likeness')
def test_likeness_to_a_file(http, platform_app, tmpdir):
    picture = tmpdir.join('pier.jpg')
    picture.write_binary(b'abc')
    http.answer({'hits': []}, {'hits': []})
    expected = {'ranks': [filtered(image={'base64': base64.b64encode(b'abc').decode('ascii')})]}
    platform_app.inputs.search_by_image(filename=str(picture))
    assert asked(http) == expected
    platform_app.inputs.search_by_image(fileobj=io.BytesIO(b'abc'))
    assert asked(http) == expected


@row('search-metadata')
def test_by_metadata(http, platform_app):
    http.answer({'hits': []})
    platform_app.inputs.search_by_metadata({'a': 1, 'b': 2})
    assert asked(http) == {'filters': [filtered(metadata={'a': 1}), filtered(metadata={'b': 2})]}


@row('search-geo')
def test_by_place(http, platform_app):
    http.answer({'hits': []})
    platform_app.inputs.search_by_geo(GeoPoint(1, 2))
    assert asked(http) == {'filters': [filtered(geo={
        'geo_point': POINT, 'geo_limit': {'type': 'withinMiles', 'value': 10}})]}


# The original URL

@row('search-original-url')
@pytest.mark.parametrize('search', [
    lambda inputs: inputs.search_by_original_url(URL),
    lambda inputs: inputs.search(query(InputSearchTerm(url=URL)))])
def test_an_original_url_takes_the_deprecated_search_in_the_form_of_2x(http, platform_app, search):
    http.answer({'hits': [a_hit()]})
    assert [one.input_id for one in search(platform_app.inputs)] == ['in-1']
    assert sent(http) == ('POST', OWN + '/searches', PAT)
    assert http.last.params['query'] == {'ands': [{'input': {'data': {'image': {'url': URL}}}}]}


@row('search-original-url')
def test_beside_it_the_whole_query_keeps_the_form_of_2x(http, platform_app):
    http.answer({'hits': []})
    terms = [InputSearchTerm(url=URL), InputSearchTerm(concept='cat'),
             OutputSearchTerm(concept='dog')]
    platform_app.inputs.search(query(*terms, language='en'), 2, 5)
    assert sent(http)[1] == OWN + '/searches'
    assert http.last.params == {
        'query': {'ands': [term.dict() for term in terms], 'language': 'en'},
        'pagination': {'page': 2, 'per_page': 5}}


@row('crop')
def test_crop_is_refused(platform_app):
    with pytest.raises(UserError) as refused:
        OutputSearchTerm(url=URL, crop=[0, 0, 1, 1])
    assert 'crop' in str(refused.value)


# What comes back

@row('search-answer')
def test_hits_are_inputs_with_their_scores(http, platform_app):
    http.answer({'hits': [a_hit('a', 0.9), a_hit('b', 0.5)]})
    hits = platform_app.inputs.search_by_annotated_concepts(concept='cat')
    assert [(hit.input_id, hit.score) for hit in hits] == [('a', 0.9), ('b', 0.5)]


@row('search-answer')
def test_the_raw_answer_has_the_query_that_was_asked_and_loses_nothing(http, platform_app):
    hit = dict(a_hit(), annotation={'id': 'an-1'}, user_id='u')
    http.answer({'id': 's-1', 'hits': [hit], 'searches': [{'id': 's-1'}]})
    builder = query(InputSearchTerm(concept='cat'))
    answer = platform_app.inputs.search(builder, raw=True)
    assert answer['query'] == builder.dict()
    assert answer['hits'] == [hit]
    assert answer['id'] == 's-1' and answer['searches'] == [{'id': 's-1'}]


@row('search-hits')
def test_an_input_that_comes_several_times_counts_once_with_its_best_score(http, platform_app):
    http.answer({'hits': [a_hit('a', 0.7), a_hit('b', 0.8), a_hit('a', 0.9), a_hit('a', 0.1)]})
    hits = platform_app.inputs.search_by_predicted_concepts(concept='cat')
    assert [(hit.input_id, hit.score) for hit in hits] == [('a', 0.9), ('b', 0.8)]


@row('search-answer')
def test_hits_without_a_score_or_without_hits(http, platform_app):
    http.answer({'hits': [{'input': an_input('a')}]}, {})
    assert platform_app.inputs.search_by_annotated_concepts(concept='cat')[0].score == 0
    assert platform_app.inputs.search_by_annotated_concepts(concept='cat') == []


@row('input-hosted')
def test_hosted_pictures_and_videos_among_the_hits(http, platform_app):
    hosted = {'prefix': 'https://h.example.com', 'suffix': 'x', 'sizes': ['orig']}
    http.answer({'hits': [
        {'score': 1, 'input': an_input('a', image={'hosted': hosted})},
        {'score': 1, 'input': {'id': 'b', 'data': {'video': {'hosted': hosted}}}}]})
    picture, video = platform_app.inputs.search_by_annotated_concepts(concept='cat')
    assert picture.url == 'https://h.example.com/orig/x'
    assert isinstance(video, Video) and video.url == 'https://h.example.com/orig/x'
