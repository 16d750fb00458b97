"""Search terms and queries."""
from __future__ import absolute_import

import base64

import pytest

from clarifai.errors import UserError
from clarifai.rest.geo import Geo, GeoLimit, GeoPoint
from clarifai.rest.search import InputSearchTerm, OutputSearchTerm, SearchQueryBuilder, SearchTerm

GEO = Geo(GeoPoint(1, 2), GeoLimit('mile', 3))
BASE64 = base64.b64encode(b'a picture')


def test_attributes_of_an_input_term():
    term = InputSearchTerm(' u ', 'i', 'c', 'cid', False, {'k': 1}, GEO)
    assert vars(term) == {'url': 'u', 'input_id': 'i', 'concept': 'c', 'concept_id': 'cid',
                          'value': False, 'metadata': {'k': 1}, 'geo': GEO}


def test_attributes_of_an_output_term():
    term = OutputSearchTerm(None, BASE64, None, 'c', 'cid', False)
    assert vars(term) == {'url': None, 'base64': BASE64, 'input_id': None, 'concept': 'c',
                          'concept_id': 'cid', 'value': False, 'crop': None}
    assert OutputSearchTerm(' u\n').url == 'u' and OutputSearchTerm(input_id='i').input_id == 'i'


@pytest.mark.parametrize('arguments, term', [
    ({'url': ' u '}, {'data': {'image': {'url': 'u'}}}),
    ({'input_id': 'i'}, {'id': 'i', 'data': {'image': {}}}),
    ({'concept': 'c'}, {'data': {'concepts': [{'name': 'c', 'value': True}]}}),
    ({'concept': u'\u732b', 'value': False},
     {'data': {'concepts': [{'name': u'\u732b', 'value': False}]}}),
    ({'concept_id': 'c'}, {'data': {'concepts': [{'id': 'c', 'value': True}]}}),
    ({'metadata': {'k': {'m': [1]}}}, {'data': {'metadata': {'k': {'m': [1]}}}}),
    ({'geo': GEO}, {'data': GEO.dict()}),
    ({'url': 'u', 'input_id': 'i'}, {'id': 'i', 'data': {'image': {'url': 'u'}}})])
def test_dict_of_an_input_term(arguments, term):
    assert InputSearchTerm(**arguments).dict() == {'input': term}


@pytest.mark.parametrize('arguments, term', [
    ({'url': ' u '}, {'input': {'data': {'image': {'url': 'u'}}}}),
    ({'input_id': 'i'}, {'input': {'id': 'i', 'data': {'image': {}}}}),
    ({'base64': BASE64}, {'input': {'data': {'image': {'base64': BASE64.decode('ascii')}}}}),
    ({'base64': BASE64.decode('ascii') + '\n'},
     {'input': {'data': {'image': {'base64': BASE64.decode('ascii')}}}}),
    ({'concept': 'c'}, {'data': {'concepts': [{'name': 'c', 'value': True}]}}),
    ({'concept_id': 'c', 'value': False}, {'data': {'concepts': [{'id': 'c', 'value': False}]}})])
def test_dict_of_an_output_term(arguments, term):
    assert OutputSearchTerm(**arguments).dict() == {'output': term}


@pytest.mark.parametrize('kind', [InputSearchTerm, OutputSearchTerm])
def test_an_empty_term_is_a_user_error_that_says_what_is_missing(kind):
    with pytest.raises(UserError) as caught:
        kind()
    for name in ('url', 'input_id', 'concept', 'concept_id'):
        assert name in str(caught.value)


@pytest.mark.parametrize('kind', [InputSearchTerm, OutputSearchTerm])
@pytest.mark.parametrize('name', ['url', 'input_id', 'concept', 'concept_id'])
@pytest.mark.parametrize('value', [5, '', '  ', ['a'], {'a': 1}])
def test_texts_are_texts(kind, name, value):
    with pytest.raises(UserError) as caught:
        kind(**{name: value})
    assert name + ' must be text' in str(caught.value)


@pytest.mark.parametrize('arguments', [
    {'metadata': 'k=v'}, {'metadata': [('k', 'v')]}, {'geo': GeoPoint(1, 2)}, {'geo': {'lat': 1}}])
def test_other_parts_of_an_input_term_are_checked(arguments):
    with pytest.raises(UserError) as caught:
        InputSearchTerm(**arguments)
    assert list(arguments)[0] in str(caught.value)


@pytest.mark.parametrize('arguments', [
    {'url': 'u', 'input_id': 'i'}, {'url': 'u', 'base64': BASE64},
    {'base64': BASE64, 'input_id': 'i'}])
def test_two_pictures_in_one_term_are_a_user_error(arguments):
    with pytest.raises(UserError) as caught:
        OutputSearchTerm(**arguments)
    for name in arguments:
        assert name in str(caught.value)


@pytest.mark.parametrize('arguments', [{'base64': 'no base64!'}, {'base64': 5},
                                       {'url': 'u', 'crop': [0, 0, 1, 1]}])
def test_an_output_term_refuses_what_cannot_be_sent(arguments):
    with pytest.raises(UserError):
        OutputSearchTerm(**arguments)


def test_a_picture_under_the_wrong_name_is_not_shown():
    for arguments in ({'url': bytearray(b'\x89PNG' * 2000)}, {'input_id': [b'\x89PNG' * 2000]}):
        with pytest.raises(UserError) as caught:
            OutputSearchTerm(**arguments)
        assert len(str(caught.value)) < 300


def test_both_kinds_are_terms():
    assert issubclass(InputSearchTerm, SearchTerm) and issubclass(OutputSearchTerm, SearchTerm)
    with pytest.raises(UserError):
        SearchTerm().dict()


def test_a_query():
    query = SearchQueryBuilder()
    assert query.dict() == {'ands': []} and query.language is None
    first, second = InputSearchTerm(concept='a'), OutputSearchTerm(concept='b')
    query.add_term(first)
    query.add_term(second)
    assert query.terms == [first, second]
    assert query.dict() == {'ands': [first.dict(), second.dict()]}


def test_a_query_in_a_language():
    query = SearchQueryBuilder(language='zh')
    query.add_term(OutputSearchTerm(concept=u'\u732b'))
    assert query.dict()['language'] == query.language == 'zh'


def test_two_queries_share_no_terms():
    SearchQueryBuilder().add_term(InputSearchTerm(concept='a'))
    assert SearchQueryBuilder().terms == []


@pytest.mark.parametrize('term', [{'concept': 'cat'}, 'cat', None, InputSearchTerm, SearchTerm()])
def test_what_is_no_term_is_a_user_error(term):
    with pytest.raises(UserError) as caught:
        SearchQueryBuilder().add_term(term)
    assert 'InputSearchTerm' in str(caught.value)
