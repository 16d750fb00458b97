"""Places."""
from __future__ import absolute_import

import pytest

from clarifai.errors import UserError
from clarifai.rest.geo import Geo, GeoBox, GeoLimit, GeoPoint, geo_from_json

POINT = {'geo_point': {'longitude': 1.0, 'latitude': 2.5}}
OTHER = {'geo_point': {'longitude': 3.0, 'latitude': 4.0}}


def test_a_point():
    point = GeoPoint(1, '2.5')
    assert (point.longitude, point.latitude) == (1.0, 2.5)
    assert point.dict() == POINT


@pytest.mark.parametrize('arguments', [(None, 1), (1, 'north'), ([1], 2), ('', 1)])
def test_a_point_is_made_of_numbers(arguments):
    with pytest.raises(UserError) as caught:
        GeoPoint(*arguments)
    assert 'itude must be a number' in str(caught.value)


@pytest.mark.parametrize('unit, written', [
    ('mile', 'withinMiles'), ('kilometer', 'withinKilometers'), ('degree', 'withinDegrees'),
    ('radian', 'withinRadians'), ('withinMiles', 'withinMiles')])
def test_a_limit(unit, written):
    limit = GeoLimit(unit, '3')
    assert limit.limit_range == 3.0
    assert limit.dict() == {'geo_limit': {'type': written, 'value': 3.0}}


def test_a_limit_is_ten_miles_unless_told():
    assert GeoLimit().dict() == {'geo_limit': {'type': 'withinMiles', 'value': 10.0}}


@pytest.mark.parametrize('unit', ['furlong', None, 5, ['mile']])
def test_another_unit_is_a_value_error_that_lists_them(unit):
    with pytest.raises(ValueError) as caught:
        GeoLimit(unit, 3)
    assert repr(unit) in str(caught.value)
    for unit in ('degree', 'kilometer', 'mile', 'radian'):
        assert unit in str(caught.value)


def test_a_limit_without_a_number_is_a_user_error():
    with pytest.raises(UserError):
        GeoLimit('mile', 'ten')


def test_a_box():
    box = GeoBox(GeoPoint(1, 2.5), GeoPoint(3, 4))
    assert (box.point1, box.point2) == (GeoPoint(1, 2.5), GeoPoint(3, 4))
    assert box.dict() == {'geo_box': [POINT, OTHER]}


@pytest.mark.parametrize('arguments, name', [((None, GeoPoint(1, 2)), 'point1'),
                                             ((GeoPoint(1, 2), (3, 4)), 'point2')])
def test_a_box_has_points_for_corners(arguments, name):
    with pytest.raises(UserError) as caught:
        GeoBox(*arguments)
    assert name in str(caught.value)


def test_a_place():
    point, limit = GeoPoint(1, 2.5), GeoLimit('mile', 5)
    box = GeoBox(GeoPoint(1, 2.5), GeoPoint(3, 4))
    place = Geo(point, limit)
    assert (place.geo_point, place.geo_limit, place.geo_box) == (point, limit, None)
    assert Geo(point).dict() == {'geo': POINT}
    assert place.dict() == {'geo': dict(POINT, geo_limit={'type': 'withinMiles', 'value': 5.0})}
    assert Geo(geo_box=box).dict() == {'geo': {'geo_box': [POINT, OTHER]}}


@pytest.mark.parametrize('arguments', [
    {}, {'geo_limit': GeoLimit()},
    {'geo_point': GeoPoint(1, 2), 'geo_box': GeoBox(GeoPoint(1, 2), GeoPoint(3, 4))},
    {'geo_limit': GeoLimit(), 'geo_box': GeoBox(GeoPoint(1, 2), GeoPoint(3, 4))},
    {'geo_point': (1, 2)}, {'geo_point': GeoPoint(1, 2), 'geo_limit': 5}, {'geo_box': [1, 2]}])
def test_a_place_is_a_point_or_a_box(arguments):
    with pytest.raises(UserError):
        Geo(**arguments)


@pytest.mark.parametrize('place', [
    Geo(GeoPoint(1, 2.5)), Geo(GeoPoint(1, 2.5), GeoLimit('degree', 3)),
    Geo(geo_box=GeoBox(GeoPoint(1, 2), GeoPoint(3, 4)))])
def test_from_an_answer(place):
    assert geo_from_json(place.dict()['geo']) == place


@pytest.mark.parametrize('item', [
    None, {}, {'geo_point': None}, {'geo_box': []}, {'geo_box': [POINT]}, {'geo_limit': {}}])
def test_an_answer_with_neither_point_nor_box_is_no_place(item):
    assert geo_from_json(item) is None


def test_a_zero_that_an_answer_leaves_out():
    assert geo_from_json({'geo_point': {}}) == Geo(GeoPoint(0, 0))
    assert geo_from_json({'geo_point': {'latitude': 5}}) == Geo(GeoPoint(0, 5))


@pytest.mark.parametrize('limit', [None, {}, {'type': 'withinLeagues', 'value': 1}])
def test_a_limit_that_an_answer_does_not_state(limit):
    assert geo_from_json(dict(POINT, geo_limit=limit)) == Geo(GeoPoint(1, 2.5))
