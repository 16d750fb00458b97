"""Searches that 2.x had not: annotations, text, negation, terms of today."""
from __future__ import absolute_import

import pytest

from answers import URL, an_input
from clarifai.errors import UserError
from clarifai.rest import (AnnotationSearchTerm, Geo, GeoPoint, Image, InputSearchTerm,
                           OutputSearchTerm, SearchQueryBuilder, TextSearchTerm)
from platform_api import OWN, PAT, row, sent


def query(*terms, **options):
    builder = SearchQueryBuilder(**options)
    for term in terms:
        builder.add_term(term)
    return builder


def asked(http):
    search, = http.last.params['searches']
    return search['query']


@row('rank-search')
@pytest.mark.parametrize('term, made', [
    (AnnotationSearchTerm(concept='cat'),
     {'annotation': {'data': {'concepts': [{'name': 'cat', 'value': True}]}}}),
    (AnnotationSearchTerm(concept_id='c-1', value=False),
     {'annotation': {'data': {'concepts': [{'id': 'c-1', 'value': False}]}}}),
    (AnnotationSearchTerm(concept='cat', negate=True),
     {'annotation': {'data': {'concepts': [{'name': 'cat', 'value': True}]}}, 'negate': True}),
    (AnnotationSearchTerm(metadata={'k': 'v'}), {'annotation': {'data': {'metadata': {'k': 'v'}}}}),
    (AnnotationSearchTerm(input_id='in-1'), {'annotation': {'input_id': 'in-1'}}),
    (AnnotationSearchTerm(geo=Geo(GeoPoint(1, 2))), {'annotation': {'data': {
        'geo': Geo(GeoPoint(1, 2)).dict()['geo']}}})])
def test_an_annotation_term_is_a_filter(http, platform_app, term, made):
    assert term.dict() == {'filter': made}
    http.answer({'hits': []})
    platform_app.inputs.search(query(term))
    assert sent(http) == ('POST', OWN + '/inputs/searches', PAT)
    assert asked(http) == {'filters': [made]}


@row('rank-search')
def test_a_text_term_is_a_rank(http, platform_app):
    http.answer({'hits': []}, {'hits': []})
    platform_app.inputs.search_by_text('red pineapples', page=2, per_page=5)
    rank = {'annotation': {'data': {'text': {'raw': 'red pineapples'}}}}
    assert asked(http) == {'ranks': [rank]}
    assert http.last.params['pagination'] == {'page': 2, 'per_page': 5}
    platform_app.inputs.search(query(TextSearchTerm('red pineapples')))
    assert asked(http) == {'ranks': [rank]}


@row('rank-search')
def test_public_and_own_concepts_and_a_filter_in_one_query(http, platform_app):
    http.answer({'hits': []})
    platform_app.inputs.search(query(
        OutputSearchTerm(concept_id='ai_1'), OutputSearchTerm(concept='mine'),
        AnnotationSearchTerm(metadata={'k': 'v'}), InputSearchTerm(concept='cat'), language='ja'))
    assert asked(http) == {
        'language': 'ja',
        'ranks': [{'annotation': {'data': {'concepts': [{'id': 'ai_1', 'value': 1}]}}},
                  {'annotation': {'data': {'concepts': [{'name': 'mine', 'value': 1}]}}}],
        'filters': [{'annotation': {'data': {'metadata': {'k': 'v'}}}},
                    {'annotation': {'data': {'concepts': [{'name': 'cat', 'value': 1}]}}}]}


@row('rank-search')
def test_hits_over_annotations_keep_each_annotation(http, platform_app):
    http.answer({'hits': [
        {'score': 0.9, 'input': an_input('a'), 'annotation': {'id': 'an-1'}},
        {'score': 0.8, 'input': an_input('a'), 'annotation': {'id': 'an-2'}}]})
    hits = platform_app.inputs.search_annotations(query(OutputSearchTerm(concept='cat')), 1, 50)
    assert sent(http) == ('POST', OWN + '/annotations/searches', PAT)
    assert [(hit.input.input_id, hit.score, hit.annotation['id']) for hit in hits] == [
        ('a', 0.9, 'an-1'), ('a', 0.8, 'an-2')]
    assert hits[0].input.score == 0.9


@row('rank-search')
@pytest.mark.parametrize('term, rank', [
    (OutputSearchTerm(url=URL), {'annotation': {'data': {'image': {'url': URL}}}}),
    (OutputSearchTerm(base64='YWJj'), {'annotation': {'data': {'image': {'base64': 'YWJj'}}}}),
    (OutputSearchTerm(input_id='in-1'), {'annotation': {'input_id': 'in-1'}}),
    (OutputSearchTerm(concept='cat', value=False),
     {'annotation': {'data': {'concepts': [{'name': 'cat', 'value': 0}]}}}),
    (TextSearchTerm('a pier'), {'annotation': {'data': {'text': {'raw': 'a pier'}}}})])
def test_annotations_are_ranked_by_all_that_inputs_are(http, platform_app, term, rank):
    http.answer({'hits': []})
    platform_app.inputs.search_annotations(query(term), raw=True)
    assert asked(http) == {'ranks': [rank]}


@row('rank-search')
def test_the_raw_answer_has_the_query(http, platform_app):
    http.answer({'hits': [], 'id': 's-1'})
    builder = query(TextSearchTerm('a pier'))
    answer = platform_app.inputs.search_annotations(builder, raw=True)
    assert answer['id'] == 's-1' and answer['query'] == builder.dict()


# What cannot be asked

@row('search-original-url')
def test_annotations_have_no_original_url(http, platform_app):
    with pytest.raises(UserError) as refused:
        platform_app.inputs.search_annotations(query(InputSearchTerm(url=URL)))
    assert 'URL' in str(refused.value)
    assert not http.requests


@row('search-original-url')
@pytest.mark.parametrize('other', [TextSearchTerm('a pier'), AnnotationSearchTerm(concept='cat')])
def test_an_original_url_goes_with_no_term_of_today(http, platform_app, other):
    with pytest.raises(UserError) as refused:
        platform_app.inputs.search(query(InputSearchTerm(url=URL), other))
    assert 'URL' in str(refused.value)
    assert not http.requests


@pytest.mark.parametrize('text', [None, '', '  ', 5])
def test_a_text_must_be_one(text):
    with pytest.raises(UserError):
        TextSearchTerm(text)


def test_an_annotation_term_needs_something():
    with pytest.raises(UserError):
        AnnotationSearchTerm()


@pytest.mark.parametrize('qb', [None, {}, [InputSearchTerm(concept='cat')], SearchQueryBuilder()])
def test_annotations_are_searched_with_a_query_of_terms(http, platform_app, qb):
    with pytest.raises(UserError):
        platform_app.inputs.search_annotations(qb)
    assert not http.requests


@row('rank-search')
@pytest.mark.parametrize('search', [
    lambda inputs: inputs.search_by_text('a pier'),
    lambda inputs: inputs.search(query(AnnotationSearchTerm(concept='cat'))),
    lambda inputs: inputs.search_annotations(query(OutputSearchTerm(concept='cat')))])
def test_a_key_alone_is_told_what_to_set(http, app, search):
    with pytest.raises(UserError) as refused:
        search(app.inputs)
    for name in ('CLARIFAI_PAT', 'CLARIFAI_USER_ID', 'CLARIFAI_APP_ID'):
        assert name in str(refused.value)
    assert not http.requests


def test_an_image_of_2x_is_searched_by_likeness(http, platform_app):
    http.answer({'hits': []})
    platform_app.inputs.search_by_image(image=Image(url=URL))
    assert asked(http) == {'ranks': [{'annotation': {'data': {'image': {'url': URL}}}}]}
