"""Faces."""
from __future__ import absolute_import

import pytest

from clarifai.errors import UserError
from clarifai.rest.concept import Concept
from clarifai.rest.faces import (
    Face, FaceAgeAppearance, FaceGenderAppearance, FaceIdentity, FaceMulticulturalAppearance,
    face_from_json)

PARTS = [(FaceIdentity, 'identity'), (FaceAgeAppearance, 'age_appearance'),
         (FaceGenderAppearance, 'gender_appearance'),
         (FaceMulticulturalAppearance, 'multicultural_appearance')]


@pytest.mark.parametrize('kind, field', PARTS)
def test_a_side_of_a_face(kind, field):
    concepts = [Concept('n', 'i', value=0.5)]
    assert kind(concepts).concepts == concepts
    assert kind(concepts).dict() == {field: {'concepts': [{'name': 'n', 'id': 'i', 'value': 0.5}]}}
    assert kind([]).dict() == kind(None).dict() == {field: {'concepts': []}}


@pytest.mark.parametrize('kind, field', PARTS)
@pytest.mark.parametrize('concepts', [['n'], 'n', Concept('n'), 5])
def test_sides_hold_concepts(kind, field, concepts):
    with pytest.raises(UserError) as caught:
        kind(concepts)
    assert kind.__name__ in str(caught.value)


@pytest.mark.parametrize('kind, field', PARTS)
def test_a_face_has_each_side_under_its_name(kind, field):
    part = kind([Concept('n')])
    face = Face(**{field: part})
    assert getattr(face, field) == part
    assert [getattr(face, name) for _, name in PARTS if name != field] == [None] * 3
    assert face.dict() == {'face': part.dict()}


def test_a_whole_face_by_position():
    parts = [kind([Concept(field)]) for kind, field in PARTS]
    assert Face(*parts).dict() == {'face': dict(
        (field, {'concepts': [{'name': field}]}) for _, field in PARTS)}
    assert Face().dict() == {'face': {}}


def test_a_side_at_the_wrong_place_is_a_user_error():
    with pytest.raises(UserError) as caught:
        Face(FaceAgeAppearance([]))
    assert 'identity must be a FaceIdentity' in str(caught.value)


def test_from_an_answer():
    face = Face(*[kind([Concept('n', 'i', value=0.5)]) for kind, _ in PARTS])
    assert face_from_json(face.dict()['face']) == face
    assert face_from_json({'identity': {'concepts': []}, 'age_appearance': {}}) is not None


@pytest.mark.parametrize('item', [None, {}])
def test_an_answer_without_a_face(item):
    assert face_from_json(item) is None
