"""A version of a dataset is made a piece at a time, and is not there before it is whole."""
from __future__ import absolute_import

import pytest

from clarifai.sandbox import errors
from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.store import apps, dataset_versions, datasets, inputs


@pytest.fixture
def dataset(db):
    app_id = apps.for_key(db, 'k')
    made = datasets.add(db, app_id, 'd', {})
    seqs = [inputs.add(db, app_id, {
        'id': name, 'kind': 'text', 'url': None, 'bytes': None, 'text': name,
        'allow_duplicate_url': False, 'concepts': [], 'metadata': {}, 'geo': None, 'regions': []})
        for name in 'abc']
    datasets.put(db, made, seqs)
    return made


def records(db, dataset):
    return inputs.by_seq(db, datasets.rows_in_order(db, dataset))


def test_it_is_seen_when_it_is_whole(db, dataset):
    version = dataset_versions.begin(db, dataset, 'v', {})
    dataset_versions.copy(db, version, records(db, dataset)[:2], MEASURED)
    assert dataset_versions.list_all(db, dataset) == []
    with pytest.raises(errors.DatasetNotFound):
        dataset_versions.get(db, dataset, 'v')
    with pytest.raises(errors.DatasetInvalid):
        dataset_versions.begin(db, dataset, 'v', {})
    dataset_versions.copy(db, version, records(db, dataset)[2:], MEASURED)
    done = dataset_versions.finish(db, dataset, version, {'all': {}, 'groups': []})
    assert dataset_versions.list_all(db, dataset) == [done]
    assert [one['id'] for one in dataset_versions.records(db, done['seq'])] == ['a', 'b', 'c']


def test_what_is_not_whole_is_discarded_and_the_rest_stays(db, dataset):
    kept = dataset_versions.begin(db, dataset, 'kept', {})
    dataset_versions.copy(db, kept, records(db, dataset), MEASURED)
    kept = dataset_versions.finish(db, dataset, kept, {})
    for name in ('one', 'two'):
        version = dataset_versions.begin(db, dataset, name, {})
        dataset_versions.copy(db, version, records(db, dataset), MEASURED)
    dataset_versions.discard(db, [version['seq']])
    dataset_versions.begin(db, dataset, 'two', {})
    dataset_versions.discard(db)
    for name in ('one', 'two'):
        dataset_versions.begin(db, dataset, name, {})
    assert dataset_versions.list_all(db, dataset) == [kept]
    assert len(dataset_versions.records(db, kept['seq'])) == 3


def test_a_dataset_that_is_deleted_meanwhile_ends_it(db, dataset):
    version = dataset_versions.begin(db, dataset, 'v', {})
    datasets.remove(db, dataset['app_id'], ['d'])
    with pytest.raises(errors.DatasetNotFound, match='deleted while'):
        dataset_versions.copy(db, version, [], MEASURED)
