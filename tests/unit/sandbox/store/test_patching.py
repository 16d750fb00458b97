"""merge, remove and overwrite, on plain data."""
from __future__ import absolute_import

import pytest

from clarifai.sandbox.store import patching

ITEMS = [{'id': 'a', 'value': 1}, {'id': 'b', 'value': 0}]


@pytest.mark.parametrize('action, patch, expected', [
    ('merge', [{'id': 'b', 'value': 1}, {'id': 'c', 'value': 1}],
     [{'id': 'a', 'value': 1}, {'id': 'b', 'value': 1}, {'id': 'c', 'value': 1}]),
    ('merge', [], ITEMS),
    ('remove', [{'id': 'a'}, {'id': 'z'}], [{'id': 'b', 'value': 0}]),
    ('overwrite', [{'id': 'z', 'value': 1}], [{'id': 'z', 'value': 1}]),
    ('overwrite', [], [])])
def test_items(action, patch, expected):
    assert patching.patched_items(ITEMS, patch, action) == expected


METADATA = {'k': 1, 'n': {'x': 1, 'y': {'z': 2}}}


@pytest.mark.parametrize('action, patch, expected', [
    ('merge', {'n': {'y': {'w': 3}}}, {'k': 1, 'n': {'x': 1, 'y': {'z': 2, 'w': 3}}}),
    ('merge', {'n': 5}, {'k': 1, 'n': 5}),
    ('merge', {'k': {'deep': 1}}, {'k': {'deep': 1}, 'n': {'x': 1, 'y': {'z': 2}}}),
    ('merge', {'k': None}, {'k': None, 'n': {'x': 1, 'y': {'z': 2}}}),
    ('remove', {'k': None, 'n': {'y': {'z': 0}}}, {'n': {'x': 1, 'y': {}}}),
    ('remove', {'n': None}, {'k': 1}),
    ('remove', {'unknown': {'x': 1}}, METADATA),
    ('overwrite', {'only': 1}, {'only': 1})])
def test_metadata(action, patch, expected):
    assert patching.patched_metadata(METADATA, patch, action) == expected
    assert METADATA == {'k': 1, 'n': {'x': 1, 'y': {'z': 2}}}


def record(**parts):
    return dict({'seq': 1, 'concepts': [], 'regions': [], 'metadata': None, 'geo': None}, **parts)


def region(region_id, *concept_ids, **info):
    return dict({'id': region_id, 'data': {'concepts': [{'id': i} for i in concept_ids]}}, **info)


def test_what_is_not_mentioned_stays():
    before = record(concepts=ITEMS, metadata=METADATA, geo={'geo_point': 1},
                    regions=[region('r', 'a')])
    for action in patching.ACTIONS:
        assert patching.patched_input(before, {}, action) == before


def test_metadata_where_there_was_none():
    assert patching.patched_input(record(), {'metadata': {'k': 1}}, 'merge')['metadata'] == {'k': 1}


@pytest.mark.parametrize('action, expected', [
    ('merge', {'geo_point': 2}), ('overwrite', {'geo_point': 2}), ('remove', None)])
def test_geo(action, expected):
    before = record(geo={'geo_point': 1})
    assert patching.patched_input(before, {'geo': {'geo_point': 2}}, action)['geo'] == expected


def regions_after(action, *patch):
    before = record(regions=[region('r1', 'a', 'b', region_info={'box': 1}), region('r2', 'c')])
    after = patching.patched_input(before, {'regions': list(patch)}, action)['regions']
    return [(item['id'], [c['id'] for c in item['data']['concepts']]) for item in after], after


def test_regions_are_merged_by_id():
    short, whole = regions_after('merge', region('r1', 'b', 'z'), region('r3', 'n'))
    assert short == [('r1', ['a', 'b', 'z']), ('r2', ['c']), ('r3', ['n'])]
    assert whole[0]['region_info'] == {'box': 1}
    _, whole = regions_after('merge', region('r1', region_info={'box': 2}))
    assert whole[0]['region_info'] == {'box': 2}


def test_regions_lose_concepts_or_go():
    assert regions_after('remove', region('r1', 'a'))[0] == [('r1', ['b']), ('r2', ['c'])]
    assert regions_after('remove', region('r1'))[0] == [('r2', ['c'])]
    assert regions_after('overwrite', region('x', 'y'))[0] == [('x', ['y'])]
