"""A version of a dataset is made a piece at a time, and tells how far it is."""
from __future__ import absolute_import

import pytest

from clarifai.sandbox import errors
from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.store import apps, dataset_counts, dataset_versions, datasets, inputs

PENDING, IN_PROGRESS, READY, FAILED = 64005, 64010, 64015, 64020


@pytest.fixture
def dataset(db, monkeypatch):
    monkeypatch.setattr(dataset_versions, 'PIECE', 2)
    app_id = apps.for_key(db, 'k')
    made = datasets.add(db, app_id, 'd', {})
    seqs = [inputs.add(db, app_id, {
        'id': name, 'kind': 'text', 'url': None, 'bytes': None, 'text': name,
        'allow_duplicate_url': False, 'concepts': [('c-' + name, None, 1)],
        'metadata': {}, 'geo': None, 'regions': []}) for name in 'abcde']
    datasets.put(db, made, seqs)
    return made


def begin(db, dataset, version_id='v', count=5):
    rows = datasets.rows_in_order(db, dataset)[:count]
    return dataset_versions.begin(db, dataset, version_id, {}, rows, MEASURED)


def statuses(db, dataset):
    return {one['id']: one['status_code'] for one in dataset_versions.list_all(db, dataset)}


def test_one_of_few_inputs_is_ready_at_once(db, dataset):
    made = begin(db, dataset, count=2)
    assert made['status_code'] == READY and made['metrics']['all']['inputs_count'] == 2
    assert dataset_versions.unfinished(db) == []
    assert begin(db, dataset, 'empty', count=0)['metrics'] == dataset_counts.measured([])


def test_one_of_many_is_pending_in_progress_and_ready(db, dataset):
    made = begin(db, dataset)
    assert (made['status_code'], made['metrics']) == (PENDING, None)
    assert dataset_versions.unfinished(db) == [made['seq']]
    more = [dataset_versions.carry_on(db, made['seq'], MEASURED)]
    assert statuses(db, dataset) == {'v': IN_PROGRESS}
    assert dataset_versions.get(db, dataset, 'v')['metrics'] is None
    assert dataset_versions.is_waiting(db, dataset['app_id'], 'd', 'v')
    more += [dataset_versions.carry_on(db, made['seq'], MEASURED) for _ in range(2)]
    assert more == [True, True, False] and dataset_versions.unfinished(db) == []
    done = dataset_versions.get(db, dataset, 'v')
    records = dataset_versions.records(db, made['seq'])
    assert (done['status_code'], [one['id'] for one in records]) == (READY, list('abcde'))
    assert done['metrics'] == dataset_counts.measured(records)
    assert not dataset_versions.is_waiting(db, dataset['app_id'], 'd', 'v')
    assert not dataset_versions.is_waiting(db, dataset['app_id'], 'd', 'ghost')


def test_an_id_is_taken_from_the_beginning(db, dataset):
    begin(db, dataset)
    with pytest.raises(errors.DatasetInvalid):
        begin(db, dataset)


def test_inputs_that_are_deleted_or_added_meanwhile_are_not_in_it(db, dataset):
    made = begin(db, dataset)
    dataset_versions.carry_on(db, made['seq'], MEASURED)
    inputs.remove(db, dataset['app_id'], ['a', 'd'])
    while dataset_versions.carry_on(db, made['seq'], MEASURED):
        pass
    records = dataset_versions.records(db, made['seq'])
    assert [one['id'] for one in records] == ['a', 'b', 'c', 'e']
    assert dataset_versions.get(db, dataset, 'v')['metrics']['all']['inputs_count'] == 4


def test_one_that_cannot_be_made_is_empty_and_says_why(db, dataset):
    made = begin(db, dataset)
    dataset_versions.carry_on(db, made['seq'], MEASURED)
    dataset_versions.fail(db, made['seq'], 'no reason')
    found = dataset_versions.get(db, dataset, 'v')
    assert (found['status_code'], found['status_details'], found['metrics']) == (
        FAILED, 'no reason', None)
    assert dataset_versions.records(db, made['seq']) == []
    assert dataset_versions.unfinished(db) == []
    assert not dataset_versions.carry_on(db, made['seq'], MEASURED)


@pytest.mark.parametrize('delete', [
    lambda db, dataset: datasets.remove(db, dataset['app_id'], ['d']),
    lambda db, dataset: dataset_versions.remove(db, dataset, ['v'])])
def test_one_that_is_deleted_meanwhile_goes_no_further(db, dataset, delete):
    made = begin(db, dataset)
    dataset_versions.carry_on(db, made['seq'], MEASURED)
    delete(db, dataset)
    assert dataset_versions.unfinished(db) == []
    assert not dataset_versions.carry_on(db, made['seq'], MEASURED)
    assert not db.execute('SELECT 1 FROM dataset_version_inputs').fetchall()


def test_an_export_of_one_is_ready_with_it(db, dataset):
    made = begin(db, dataset)
    dataset_versions.put_export(db, made, 'COCO', 0, False)
    assert not dataset_versions.exports(db, made)['COCO']['is_ready']
    while dataset_versions.carry_on(db, made['seq'], MEASURED):
        pass
    done = dataset_versions.get(db, dataset, 'v')
    assert dataset_versions.exports(db, done)['COCO']['is_ready']
