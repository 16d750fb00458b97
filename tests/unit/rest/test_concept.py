"""Concept."""
from __future__ import absolute_import

import pytest

from clarifai.errors import UserError
from clarifai.rest.concept import Concept, check_concepts, concept_from_json, concept_id_of

TIME = '2018-01-01T00:00:00Z'


def test_attributes():
    concept = Concept('n', 'i', 'a', TIME, 0.5)
    assert (concept.concept_name, concept.concept_id, concept.app_id, concept.created_at,
            concept.value, concept.updated_at) == ('n', 'i', 'a', TIME, 0.5, None)


def test_attributes_by_keyword():
    concept = Concept(concept_name='n', concept_id='i', app_id='a', created_at=TIME, value=1,
                      updated_at='t')
    assert (concept.value, concept.updated_at) == (1, 't')


def test_dict_leaves_out_what_is_not_known():
    assert Concept().dict() == {}
    assert Concept('n').dict() == {'name': 'n'}
    assert Concept('n', 'i', 'a', TIME, 0.5).dict() == {
        'name': 'n', 'id': 'i', 'app_id': 'a', 'created_at': TIME, 'value': 0.5}


@pytest.mark.parametrize('value', [0, 0.0, False])
def test_dict_keeps_a_value_of_nothing(value):
    assert Concept('n', value=value).dict() == {'name': 'n', 'value': value}


@pytest.mark.parametrize('time', ['2017-01-01T00:00:00Z', u'2017-01-01T00:00:00Z'])
def test_the_fifth_argument_of_early_releases_is_a_time(time):
    concept = Concept('n', 'i', 'a', TIME, time)
    assert (concept.updated_at, concept.value) == (time, None)
    assert 'updated_at' not in concept.dict() and 'value' not in concept.dict()


@pytest.mark.parametrize('value', [0.5, 1, True, False])
def test_the_fifth_argument_of_later_ones_is_a_value(value):
    assert Concept('n', 'i', 'a', TIME, value).value is value


def test_the_older_form_is_declared():
    assert Concept.__init__.__legacy_signatures__ == [
        '(concept_name, concept_id=None, app_id=None, created_at=None, updated_at=None)']


def test_from_an_answer():
    item = {'id': 'i', 'name': 'n', 'app_id': 'a', 'created_at': TIME, 'value': 0.25, 'new': 1}
    assert concept_from_json(item) == Concept('n', 'i', 'a', TIME)
    assert concept_from_json(item, with_value=True) == Concept('n', 'i', 'a', TIME, 0.25)


@pytest.mark.parametrize('item', [None, {}])
def test_from_an_answer_that_lacks_everything(item):
    assert concept_from_json(item, with_value=True) == Concept()


def test_the_id_that_stands_for_a_concept():
    assert concept_id_of('cat', 'concepts') == 'cat'
    assert concept_id_of(u'\u732b', 'concepts') == u'\u732b'
    assert concept_id_of(Concept('cat', 'c1'), 'concepts') == 'c1'
    assert concept_id_of(Concept('cat'), 'concepts') == 'cat'


@pytest.mark.parametrize('concept', [None, '', 5, ['cat'], ('cat', True), Concept(), {'id': 'a'}])
def test_what_is_no_concept_is_a_user_error_that_names_the_argument(concept):
    with pytest.raises(UserError) as caught:
        concept_id_of(concept, 'not_concepts')
    assert 'not_concepts' in str(caught.value)


@pytest.mark.parametrize('concepts', [None, [], (), [Concept('a')], (Concept('a'), Concept('b'))])
def test_a_list_of_concepts(concepts):
    assert check_concepts(concepts, 'select_concepts') is None


@pytest.mark.parametrize('concepts', ['cat', Concept('cat'), 5, ['cat'], [None], {'cat': 1}])
def test_what_is_no_list_of_concepts_is_a_user_error_that_shows_one(concepts):
    with pytest.raises(UserError) as caught:
        check_concepts(concepts, 'select_concepts')
    assert 'select_concepts must' in str(caught.value) and 'Concept(' in str(caught.value)
