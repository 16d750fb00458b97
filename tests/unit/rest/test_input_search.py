"""The searches over an app's inputs: the query each of them sends, the hits they give."""
from __future__ import absolute_import

import base64
import io

import pytest

from answers import URL, a_hit
from clarifai.errors import ApiError, UserError
from clarifai.rest import (
    Geo, GeoBox, GeoLimit, GeoPoint, Image, InputSearchTerm, OutputSearchTerm, SearchQueryBuilder)

PICTURE = b'GIF89a and so on'
BASE64 = base64.b64encode(PICTURE).decode('ascii')
POINT = {'longitude': 1.0, 'latitude': 2.0}


@pytest.fixture
def found(http):
    """An answer with two hits."""
    http.answer({'id': 'q', 'hits': [a_hit('in-1', 0.9), a_hit('in-2', 0.5)]})


def terms(http):
    """Returns the terms of the latest search."""
    assert (http.last.method, http.last.path) == ('POST', '/v2/searches')
    return http.last.params['query']['ands']


def like(**image):
    """Returns the term for a likeness to a picture."""
    return [{'output': {'input': {'data': {'image': image}}}}]


def seen(**concept):
    return [{'output': {'data': {'concepts': [concept]}}}]


def annotated(**concept):
    return [{'input': {'data': {'concepts': [concept]}}}]


# By image


@pytest.mark.parametrize('given, sent', [
    ({'url': ' %s ' % URL}, {'url': URL}),
    ({'image': Image(url=URL)}, {'url': URL}),
    ({'image': Image(base64=BASE64)}, {'base64': BASE64}),
    ({'imgbytes': PICTURE}, {'base64': BASE64}),
    ({'base64bytes': BASE64.encode('ascii')}, {'base64': BASE64}),
    ({'fileobj': io.BytesIO(PICTURE)}, {'base64': BASE64})])
def test_by_image_in_every_form(app, http, found, given, sent):
    app.inputs.search_by_image(**given)
    assert terms(http) == like(**sent)


def test_by_image_id(app, http, found):
    app.inputs.search_by_image('in-5')
    assert terms(http)[0]['output']['input']['id'] == 'in-5'


def test_by_image_from_a_file(app, http, found, tmpdir):
    tmpdir.join('a.gif').write_binary(PICTURE)
    app.inputs.search_by_image(filename=str(tmpdir.join('a.gif')))
    assert terms(http) == like(base64=BASE64)


def test_a_stream_is_read_from_its_beginning(app, http, found):
    stream = io.BytesIO(PICTURE)
    stream.seek(5)
    app.inputs.search_by_image(fileobj=stream)
    assert terms(http) == like(base64=BASE64)


@pytest.mark.parametrize('given', [
    {}, {'url': URL, 'image_id': 'in-1'}, {'url': URL, 'crop': [0, 0, 1, 1]}, {'image': URL},
    {'url': 5}, {'imgbytes': u'text'}, {'fileobj': 'a.gif'}, {'base64bytes': b'%%'},
    {'imgbytes': b''}, {'base64bytes': b''}, {'image': Image(image_id='empty')}])
def test_by_image_of_something_else_is_a_user_error(app, http, given):
    with pytest.raises(UserError):
        app.inputs.search_by_image(**given)
    assert http.requests == []


# By concepts


@pytest.mark.parametrize('search, term', [
    ('search_by_annotated_concepts', annotated), ('search_by_predicted_concepts', seen)])
@pytest.mark.parametrize('given, sent', [
    ({'concept': 'cat'}, [{'name': 'cat', 'value': 1}]),
    ({'concept': u'\u732b', 'value': False}, [{'name': u'\u732b', 'value': 0}]),
    ({'concept_id': 'ai_1'}, [{'id': 'ai_1', 'value': 1}]),
    ({'concepts': ['cat', 'dog']}, [{'name': 'cat', 'value': 1}, {'name': 'dog', 'value': 1}]),
    ({'concepts': ['cat', 'dog'], 'value': False},
     [{'name': 'cat', 'value': 0}, {'name': 'dog', 'value': 0}]),
    ({'concepts': ('cat', 'dog'), 'values': (True, False)},
     [{'name': 'cat', 'value': 1}, {'name': 'dog', 'value': 0}]),
    ({'concept_ids': ['ai_1', 'ai_2'], 'values': [False, True]},
     [{'id': 'ai_1', 'value': 0}, {'id': 'ai_2', 'value': 1}])])
def test_by_concepts_in_every_form(app, http, found, search, term, given, sent):
    getattr(app.inputs, search)(**given)
    assert terms(http) == [one for concept in sent for one in term(**concept)]


@pytest.mark.parametrize('search', ['search_by_annotated_concepts', 'search_by_predicted_concepts'])
@pytest.mark.parametrize('given', [
    {'concept': 5}, {'concept': ''}, {'concepts': 'cat'}, {'concepts': []}, {'concepts': [5]},
    {'concept': 'cat', 'concepts': ['dog']}, {'concept_ids': 'ai_1'},
    {'concepts': ['cat', 'dog'], 'values': [True]}, {'concepts': ['cat'], 'values': 1}])
def test_by_concepts_of_something_else_is_a_user_error(app, http, search, given):
    with pytest.raises(UserError):
        getattr(app.inputs, search)(**given)
    assert http.requests == []


def test_the_value_of_a_concept_is_sent_as_it_was_given(app, http, found):
    app.inputs.search_by_predicted_concepts(concept='cat', value=0.5)
    assert terms(http) == seen(name='cat', value=0.5)


def test_predicted_concepts_by_position(app, http, found):
    app.inputs.search_by_predicted_concepts('cat', None, True, None, None, None, 2, 3, 'en', True)
    assert http.last.params['query']['language'] == 'en'
    assert http.last.params['pagination'] == {'page': 2, 'per_page': 3}


# By metadata, URL, place


def test_by_metadata(app, http, found):
    app.inputs.search_by_metadata({'cam': {'id': 4, 'on': True}})
    assert terms(http) == [{'input': {'data': {'metadata': {'cam': {'id': 4, 'on': True}}}}}]


def test_meta_is_the_old_keyword(app, http, found):
    with pytest.warns(DeprecationWarning):
        app.inputs.search_by_metadata(meta={'k': 'v'})
    assert terms(http)[0]['input']['data'] == {'metadata': {'k': 'v'}}


def test_by_original_url(app, http, found):
    app.inputs.search_by_original_url(URL)
    assert terms(http) == [{'input': {'data': {'image': {'url': URL}}}}]


@pytest.mark.parametrize('call, wrong', [
    ('search_by_metadata', 'k=v'), ('search_by_metadata', None), ('search_by_original_url', ''),
    ('search_by_original_url', None), ('search_by_original_url', 5)])
def test_by_something_else_is_a_user_error(app, http, call, wrong):
    with pytest.raises(UserError):
        getattr(app.inputs, call)(wrong)
    assert http.requests == []


def test_by_geo_near_a_point_is_within_10_miles_unless_said(app, http, found):
    app.inputs.search_by_geo(GeoPoint(1, 2))
    assert terms(http) == [{'input': {'data': {'geo': {
        'geo_point': POINT, 'geo_limit': {'type': 'withinMiles', 'value': 10.0}}}}}]


def test_by_geo_near_a_point_and_in_a_box(app, http):
    http.answer({'hits': []}, {'hits': []})
    app.inputs.search_by_geo(GeoPoint(1, 2), GeoLimit('kilometer', 25))
    assert terms(http)[0]['input']['data']['geo']['geo_limit'] == {
        'type': 'withinKilometers', 'value': 25.0}
    app.inputs.search_by_geo(geo_box=GeoBox(GeoPoint(1, 2), GeoPoint(1, 2)))
    assert terms(http)[0]['input']['data']['geo'] == {'geo_box': [{'geo_point': POINT}] * 2}


@pytest.mark.parametrize('given', [
    {}, {'geo_point': (1, 2)}, {'geo_box': 'box'}, {'geo_point': GeoPoint(1, 2), 'geo_limit': 5},
    {'geo_limit': GeoLimit()},
    {'geo_point': GeoPoint(1, 2), 'geo_box': GeoBox(GeoPoint(1, 2), GeoPoint(3, 4))}])
def test_by_geo_of_something_else_is_a_user_error(app, http, given):
    with pytest.raises(UserError):
        app.inputs.search_by_geo(**given)
    assert http.requests == []


# By a query


def test_a_query_of_several_terms(app, http, found):
    query = SearchQueryBuilder(language='fr')
    query.add_term(OutputSearchTerm(concept='chien'))
    query.add_term(InputSearchTerm(concept_id='ai_7', value=False))
    query.add_term(InputSearchTerm(geo=Geo(GeoPoint(1, 2))))
    app.inputs.search(query, page=2, per_page=10)
    assert http.last.params == {
        'query': {'language': 'fr', 'ands': (
            seen(name='chien', value=1) + annotated(id='ai_7', value=0) +
            [{'input': {'data': {'geo': {'geo_point': POINT}}}}])},
        'pagination': {'page': 2, 'per_page': 10}}


def test_a_query_without_terms_is_sent_as_in_2_6_2_and_finds_everything(app, http, found):
    """Programs that add a term for each wish of somebody have none where nobody has a wish."""
    app.inputs.search(SearchQueryBuilder())
    assert http.last.params['query'] == {'ands': []}


@pytest.mark.parametrize('wrong', [None, 'cat', {'ands': []}])
def test_search_wants_a_query(app, http, wrong):
    with pytest.raises(UserError):
        app.inputs.search(wrong)
    assert http.requests == []


# Hits


def test_hits_are_inputs_with_scores_best_first(app, http, found):
    assert [(one.input_id, one.score) for one in app.inputs.search_by_image(url=URL)] == [
        ('in-1', 0.9), ('in-2', 0.5)]


@pytest.mark.parametrize('answer', [{}, {'hits': []}, {'hits': None}, {'hits': [{'score': 1}]}])
def test_no_hits_are_an_empty_list(app, http, answer):
    http.answer(answer)
    assert app.inputs.search_by_image(url=URL) == []


def test_a_hit_without_a_score_has_0(app, http):
    http.answer({'hits': [{'input': a_hit()['input']}]})
    assert app.inputs.search_by_image(url=URL)[0].score == 0


@pytest.mark.parametrize('search', [
    lambda inputs: inputs.search_by_image(url=URL, raw=True),
    lambda inputs: inputs.search_by_metadata({'k': 'v'}, raw=True),
    lambda inputs: inputs.search_by_original_url(URL, 1, 20, True),
    lambda inputs: inputs.search_by_annotated_concepts('cat', raw=True),
    lambda inputs: inputs.search_by_predicted_concepts('cat', raw=True),
    lambda inputs: inputs.search_by_geo(GeoPoint(1, 2), raw=True)])
def test_raw_gives_the_answer_itself(app, http, found, search):
    answer = search(app.inputs)
    assert type(answer) is dict
    assert (answer['id'], answer['hits'][0]['score']) == ('q', 0.9)


def test_what_the_server_refuses_is_an_api_error(app, http):
    http.refuse(400, 10020)
    with pytest.raises(ApiError):
        app.inputs.search_by_image(url=URL)
