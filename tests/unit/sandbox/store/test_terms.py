"""Containment of metadata, and distances on the globe."""
from __future__ import absolute_import

import json
import math

import pytest

pytest.importorskip('numpy')

from clarifai.sandbox.store import places, terms


@pytest.mark.parametrize('part, expected', [
    ({}, True), ({'a': 1}, True), ({'a': 1.0}, True), ({'a': True}, False), ({'a': '1'}, False),
    ({'t': True}, True), ({'t': 1}, False), ({'none': None}, True), ({'missing': None}, False),
    ({'o': {}}, True), ({'o': {'x': {'y': 2}}}, True), ({'o': {'x': 2}}, False),
    ({'l': [2]}, True), ({'l': ['b', 2]}, True), ({'l': []}, True), ({'l': [3]}, False),
    ({'l': [{'k': 1}]}, True), ({'l': 2}, False), ({'a': 1, 't': False}, False)])
def test_contains(part, expected):
    whole = {'a': 1, 't': True, 'none': None, 'o': {'x': {'y': 2, 'z': 3}},
             'l': [1, 2, 'b', {'k': 1, 'm': 2}]}
    assert terms.contains(whole, part) is expected


def point(latitude, longitude):
    return {'latitude': latitude, 'longitude': longitude}


@pytest.mark.parametrize('one, other, kilometres', [
    (point(0, 0), point(0, 0), 0), (point(0, 0), point(0, 180), 20015.1),
    (point(90, 0), point(-90, 55), 20015.1),
    # Paris and New York, as flown.
    (point(48.8566, 2.3522), point(40.7128, -74.006), 5837.2),
    # Across the date line.
    (point(0, 179.5), point(0, -179.5), 111.2)])
def test_distances(one, other, kilometres):
    one, other = (one['latitude'], one['longitude']), (other['latitude'], other['longitude'])
    angle = places.angle(one, other)
    assert angle == pytest.approx(places.angle(other, one))
    assert angle * places.EARTH_RADIUS['withinKilometers'] == pytest.approx(kilometres, abs=1)
    assert angle * places.EARTH_RADIUS['withinMiles'] == pytest.approx(kilometres / 1.609344, abs=1)
    assert angle * places.EARTH_RADIUS['withinDegrees'] == pytest.approx(math.degrees(angle))


@pytest.mark.parametrize('whole, part', [
    ({'a': 'x', 'b': 1}, {'a': 'x'}),
    ({'a': {'b': [u'caf\xe9', 'tea "hot"']}}, {'a': {'b': [u'caf\xe9']}}),
    ({'a\\b': 'line\nbreak'}, {'a\\b': 'line\nbreak'}),
    ({'n': 1.0, 'on': True}, {'n': 1, 'on': True}),
    ({'deep': [{'k': 'v'}, {'k': 'w'}]}, {'deep': [{'k': 'w'}]})])
def test_what_contains_something_has_its_texts_in_it(whole, part):
    assert terms.contains(whole, part)
    assert terms.texts_in(part)
    assert all(text in json.dumps(whole) for text in terms.texts_in(part))
