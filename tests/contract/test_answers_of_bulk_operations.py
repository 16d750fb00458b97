"""Bulk operations of the sandbox: what they change, and their answers against the protobufs."""
from __future__ import absolute_import

import base64
import time

import pytest
from wire import picture

pytest.importorskip('sklearn')

NAMES = ('red', 'blue', 'green')
ALL = {'input_ids': {'input_ids': list(NAMES)}}


@pytest.fixture(scope='module')
def app(send):
    """The app, with three pictures, two datasets, and one dataset that is empty."""
    send('POST', '/datasets', {'datasets': [{'id': 'warm'}, {'id': 'a'}, {'id': 'b'}]})
    send('POST', '/inputs', {'inputs': [
        {'id': name, 'dataset_ids': ['warm'] if name == 'red' else [], 'data': {
            'image': {'base64': base64.b64encode(picture(name)).decode('ascii')},
            'metadata': {'name': name}}} for name in NAMES]})
    give_up = time.time() + 60
    while send('GET', '/inputs/status')['counts']['processed'] != 3:
        assert time.time() < give_up
        time.sleep(0.05)
    return send


def run(app, operation, **source):
    answer = app('POST', '/bulk_operations', {'bulk_operations': [
        dict(source or ALL, operation=operation)]})
    made, = answer['bulk_operation']
    assert made['status']['code'] == 25400
    assert app('GET', '/bulk_operations/' + made['id'])['bulk_operation'] == made
    return made['progress']['processed']


def data(app, name):
    return app('GET', '/inputs/' + name)['input']['data']


def test_concepts_metadata_and_places(app):
    filters = [{'annotation': {'data': {'metadata': {'name': 'red'}}}}]
    assert run(app, {'add_concepts': {'concepts': [{'id': 'c'}, {'id': 'd', 'value': 0}]}}) == 3
    assert run(app, {'delete_concepts': {'concepts': [{'id': 'c'}]}},
               search={'query': {'filters': filters}}) == 1
    assert run(app, {'add_metadata': {'metadata': {'k': {'n': 1}}}}, dataset={'id': 'warm'}) == 1
    assert run(app, {'overwrite_geo': {'geo': {'geo_point': {'longitude': 1, 'latitude': 2}}}}) == 3
    assert [one['id'] for one in data(app, 'red')['concepts']] == ['d']
    assert [(one['id'], one['value']) for one in data(app, 'blue')['concepts']] == [
        ('c', 1), ('d', 0)]
    assert data(app, 'red')['metadata'] == {'name': 'red', 'k': {'n': 1}}
    assert data(app, 'blue')['geo'] == {'geo_point': {'longitude': 1, 'latitude': 2}}
    run(app, {'delete_metadata': {'metadata': {'k': {'n': 1}}}})
    run(app, {'delete_geo': {}})
    assert 'k' not in data(app, 'red')['metadata'] or not data(app, 'red')['metadata']['k']
    assert 'geo' not in data(app, 'blue')


def members(app, dataset_id):
    return [one['input']['id'] for one in app(
        'GET', '/datasets/%s/inputs' % dataset_id)['dataset_inputs']]


def test_datasets(app):
    run(app, {'add_to_dataset': {'dataset_id': 'a'}})
    assert sorted(members(app, 'a')) == sorted(NAMES)
    run(app, {'delete_from_dataset': {'dataset_id': 'a'}})
    assert members(app, 'a') == []
    run(app, {'split_into_datasets': {'method': 'RANDOM_PERCENTAGE_SPLIT', 'dataset_splits': [
        {'dataset': {'id': 'a'}, 'percentage': 67}, {'dataset': {'id': 'b'}, 'percentage': 33}]}})
    assert (len(members(app, 'a')), len(members(app, 'b'))) == (2, 1)
    assert sorted(members(app, 'a') + members(app, 'b')) == sorted(NAMES)


def test_annotations(app):
    app('POST', '/annotations', {'annotations': [
        {'id': name, 'input_id': name, 'data': {'concepts': [{'id': 'note'}]}} for name in NAMES]})
    run(app, {'delete_annotations': {}}, annotation_search={'query': {'filters': [
        {'annotation': {'id': 'red'}}]}})
    app('GET', '/inputs/red/annotations/red', code=11101)
    app('GET', '/inputs/blue/annotations/blue')
    run(app, {'delete_annotations': {}}, input_ids={'input_ids': ['blue']})
    app('GET', '/inputs/blue/annotations/blue', code=11101)


def test_what_a_search_finds_goes_into_a_dataset_by_a_bulk_operation(app):
    answer = app('POST', '/datasets/warm/inputs', {'search': {'query': {'filters': [
        {'annotation': {'input_id': 'blue'}}]}}})
    assert answer['bulk_operation']['progress'] == {'processed': 1, 'last_processed_id': 'blue'}
    assert 'blue' in members(app, 'warm')


def test_they_are_listed_cancelled_and_deleted(app):
    run(app, {'delete_geo': {}})
    ids = [one['id'] for one in app('GET', '/bulk_operations')['bulk_operation']]
    assert len(app('GET', '/bulk_operations?per_page=1')['bulk_operation']) == 1
    done = app('PATCH', '/bulk_operations', {'ids': ids[:1]})['bulk_operation']
    assert done[0]['status']['code'] == 25400
    app('DELETE', '/bulk_operations', {'ids': ids})
    assert not app('GET', '/bulk_operations').get('bulk_operation')
    app('GET', '/bulk_operations/' + ids[0], code=11101)


@pytest.mark.parametrize('item, code', [
    (dict(ALL), 25404), ({'operation': {'delete_geo': {}}}, 25404),
    (dict(input_ids={'input_ids': ['nope']}, operation={'delete_geo': {}}), 11101),
    (dict(ALL, operation={'add_to_dataset': {'dataset_id': 'nope'}}), 11101),
    (dict(ALL, operation={'split_into_datasets': {'dataset_splits': [
        {'dataset': {'id': 'a'}, 'percentage': 50}]}}), 25404)])
def test_what_makes_no_sense_is_refused_and_nothing_is_changed(app, item, code):
    before = data(app, 'red')
    good = dict(ALL, operation={'add_metadata': {'metadata': {'x': 1}}})
    app('POST', '/bulk_operations', {'bulk_operations': [good, item]}, code=code)
    assert data(app, 'red') == before
