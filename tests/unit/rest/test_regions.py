"""Regions of a picture."""
from __future__ import absolute_import

import pytest

from clarifai.errors import UserError
from clarifai.rest.concept import Concept
from clarifai.rest.feedback import FeedbackType
from clarifai.rest.regions import (
    BoundingBox, Face, FaceAgeAppearance, FaceGenderAppearance, FaceIdentity,
    FaceMulticulturalAppearance, Region, RegionInfo, face_from_json, region_from_json)

INFO = RegionInfo(BoundingBox(0.1, 0.2, 0.3, 0.4))
FACE = Face(FaceIdentity([Concept('Ann', 'f1', value=0.9)]))
CONCEPTS = [Concept('cat', 'c1', value=0.5)]


def test_a_box():
    box = BoundingBox(0.1, 0.2, 0.3, 0.4)
    assert (box.top_row, box.left_col, box.bottom_row, box.right_col) == (0.1, 0.2, 0.3, 0.4)
    assert box.dict() == {'bounding_box': {'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.3,
                                           'right_col': 0.4}}


def test_where_a_region_is():
    assert (RegionInfo().bbox, RegionInfo().feedback_type) == (None, None)
    assert RegionInfo().dict() == {'region_info': {}}
    assert INFO.dict() == {'region_info': BoundingBox(0.1, 0.2, 0.3, 0.4).dict()}


@pytest.mark.parametrize('feedback', [FeedbackType.misplaced, 'misplaced'])
def test_feedback_on_a_region(feedback):
    info = RegionInfo(BoundingBox(0, 0, 1, 1), feedback)
    assert info.feedback_type == 'misplaced'
    assert info.dict()['region_info']['feedback'] == 'misplaced'


def test_a_region_needs_a_real_box():
    with pytest.raises(UserError) as caught:
        RegionInfo([0, 0, 1, 1])
    assert 'BoundingBox' in str(caught.value)


def test_a_region():
    region = Region(INFO, CONCEPTS, 'r1', FACE)
    assert (region.region_info, region.concepts, region.region_id, region.face) == (
        INFO, CONCEPTS, 'r1', FACE)
    assert region.dict() == dict(
        INFO.dict(), id='r1', data=dict(FACE.dict(), concepts=[CONCEPTS[0].dict()]))


def test_dict_leaves_out_what_is_not_known():
    assert Region().dict() == {}
    assert Region(region_id='only').dict() == {'id': 'only'}
    assert Region(concepts=[Concept('n', value=0)]).dict() == {
        'data': {'concepts': [{'name': 'n', 'value': 0}]}}
    assert Region(INFO, []).dict() == INFO.dict()
    assert Region(face=FACE).dict() == {'data': FACE.dict()}


@pytest.mark.parametrize('arguments, keywords', [
    ((INFO, CONCEPTS, FACE, 'r1'), {}),  # 2.1.0 to 2.6.2
    ((INFO, CONCEPTS, 'r1', FACE), {}),
    ((INFO, CONCEPTS, 'r1'), {'face': FACE}),
    ((INFO, CONCEPTS), {'face': FACE, 'region_id': 'r1'})])
def test_face_and_id_in_either_order(arguments, keywords):
    region = Region(*arguments, **keywords)
    assert (region.face, region.region_id) == (FACE, 'r1')


def test_a_face_without_an_id():
    region = Region(INFO, CONCEPTS, FACE)
    assert (region.face, region.region_id) == (FACE, None)


def test_an_id_behind_no_face():
    region = Region(INFO, None, None, 'r1')
    assert (region.face, region.region_id) == (None, 'r1')


def test_the_older_forms_are_declared():
    assert Region.__init__.__legacy_signatures__ == [
        '(region_info=None, concepts=None, face=None, region_id=None)',
        '(region_info=None, concepts=None, face=None)']


@pytest.mark.parametrize('arguments', [
    {'region_info': BoundingBox(0, 0, 1, 1)}, {'concepts': ['cat']}, {'concepts': Concept('cat')},
    {'concepts': 'cat'}, {'concepts': 5}, {'face': {'identity': 1}}, {'face': CONCEPTS}])
def test_parts_of_the_wrong_kind_are_user_errors(arguments):
    with pytest.raises(UserError) as caught:
        Region(**arguments)
    assert list(arguments)[0] in str(caught.value)


def test_from_an_answer():
    region = Region(INFO, CONCEPTS, 'r1', FACE)
    assert region_from_json(region.dict()) == region


def test_an_edge_of_zero_that_an_answer_leaves_out():
    box = region_from_json({'region_info': {'bounding_box': {'bottom_row': 0.5}}}).region_info.bbox
    assert box == BoundingBox(0.0, 0.0, 0.5, 0.0)


@pytest.mark.parametrize('item', [
    {}, None, {'region_info': None, 'data': None}, {'region_info': {'bounding_box': None}},
    {'data': {'concepts': None, 'face': None}}])
def test_from_an_answer_that_lacks_everything(item):
    region = region_from_json(item)
    assert region.region_info is None or region.region_info.bbox is None
    assert (region.concepts, region.region_id, region.face) == (None, None, None)


# Faces

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


def test_a_face_from_an_answer():
    face = Face(*[kind([Concept('n', 'i', value=0.5)]) for kind, _ in PARTS])
    assert face_from_json(face.dict()['face']) == face
    assert face_from_json({'identity': {'concepts': []}, 'age_appearance': {}}) is not None


@pytest.mark.parametrize('item', [None, {}])
def test_an_answer_without_a_face(item):
    assert face_from_json(item) is None
