"""Changes of many inputs are made a piece at a time, wholly, and no further than they may."""
from __future__ import absolute_import

import pytest

from clarifai.sandbox import errors, fields
from clarifai.sandbox.store import annotations, apps, bulk_changes, datasets, documents, inputs

NAMES = ['a', 'b', 'c', 'd', 'e']
DONE, IN_PROGRESS, FAILED, CANCELLED = 25400, 25403, 25401, 25405


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(bulk_changes, 'PIECE', 2)


@pytest.fixture
def app_id(db):
    made = apps.for_key(db, 'k')
    for name in NAMES:
        inputs.add(db, made, {
            'id': name, 'kind': 'text', 'url': None, 'bytes': None, 'text': name,
            'allow_duplicate_url': False,
            'concepts': [('old', None, 1)], 'metadata': {}, 'geo': None, 'regions': []})
    datasets.add(db, made, 'one', {})
    datasets.add(db, made, 'two', {})
    return made


def begin(db, app_id, change):
    document = documents.add(db, app_id, 'bulk operation', 'x', {})
    rows = [record['seq'] for record in inputs.by_id(db, app_id, NAMES)]
    return document, bulk_changes.begin(db, document, change, rows)


def state(db, document):
    about = documents.get(db, document['app_id'], document['kind'], 'x')['about']
    return about['status_code'], about['progress']['processed'], about['progress'][
        'last_processed_id']


def with_concept(db, app_id, concept_id):
    return [record['id'] for record in inputs.listing(db, app_id, fields.Page(1, 100))
            if any(concept['id'] == concept_id for concept in record['concepts'])]


def members(db, app_id, dataset_id):
    return [record['id'] for record, _ in datasets.members(db, datasets.get(db, app_id,
                                                                            dataset_id))]


NEW = bulk_changes.patch('concepts', [{'id': 'new', 'name': None, 'value': 1}], 'merge')


def test_pieces_are_made_one_after_the_other(db, app_id):
    document, left = begin(db, app_id, NEW)
    assert with_concept(db, app_id, 'new') == ['a', 'b']
    assert state(db, document) == (IN_PROGRESS, 2, 'b')
    assert bulk_changes.unfinished(db) == [left]
    assert bulk_changes.carry_on(db, left)
    assert state(db, document) == (IN_PROGRESS, 4, 'd')
    assert not bulk_changes.carry_on(db, left)
    assert state(db, document) == (DONE, 5, 'e')
    assert with_concept(db, app_id, 'new') == with_concept(db, app_id, 'old') == NAMES
    assert bulk_changes.unfinished(db) == []
    assert not bulk_changes.carry_on(db, left)


def test_few_are_changed_at_once(db, app_id):
    document = documents.add(db, app_id, 'bulk operation', 'x', {})
    assert bulk_changes.begin(db, document, NEW, []) is None
    assert state(db, document) == (DONE, 0, '')


def all_of(db, left):
    while bulk_changes.carry_on(db, left):
        pass


def test_datasets_get_their_parts_over_the_pieces(db, app_id):
    document, left = begin(db, app_id, bulk_changes.split([('one', 60), ('two', 40)]))
    all_of(db, left)
    assert (members(db, app_id, 'one'), members(db, app_id, 'two')) == (['a', 'b', 'c'],
                                                                        ['d', 'e'])


def test_out_of_a_dataset(db, app_id):
    _, left = begin(db, app_id, bulk_changes.put('one'))
    all_of(db, left)
    assert members(db, app_id, 'one') == NAMES
    documents.remove(db, app_id, 'bulk operation', ['x'])
    _, left = begin(db, app_id, bulk_changes.take_out('one'))
    assert members(db, app_id, 'one') == ['c', 'd', 'e']
    all_of(db, left)
    assert members(db, app_id, 'one') == []


@pytest.mark.parametrize('chosen', [True, False])
def test_annotations_that_were_found_or_all(db, app_id, chosen):
    rows = [record['seq'] for record in inputs.by_id(db, app_id, NAMES)]
    new = [annotations.add(db, app_id, row, {'concepts': [{'id': 'said', 'value': 1}]})
           for row in rows]
    _, left = begin(db, app_id, bulk_changes.delete_annotations(new[3:] if chosen else None))
    all_of(db, left)
    assert sorted(annotations.by_seq(db, new)) == (new[:3] if chosen else [])
    assert with_concept(db, app_id, 'old') == (NAMES if chosen else [])


def test_what_is_cancelled_goes_no_further(db, app_id):
    document, left = begin(db, app_id, NEW)
    current = documents.get(db, app_id, 'bulk operation', 'x')
    assert bulk_changes.cancel(db, current)['about']['status_code'] == CANCELLED
    assert not bulk_changes.carry_on(db, left)
    assert state(db, document) == (CANCELLED, 2, 'b')
    assert with_concept(db, app_id, 'new') == ['a', 'b']


def test_what_is_done_is_not_cancelled(db, app_id):
    document, left = begin(db, app_id, NEW)
    all_of(db, left)
    current = documents.get(db, app_id, 'bulk operation', 'x')
    assert bulk_changes.cancel(db, current) == current


def test_what_is_forgotten_goes_no_further(db, app_id):
    _, left = begin(db, app_id, NEW)
    documents.remove(db, app_id, 'bulk operation', ['x'])
    assert bulk_changes.unfinished(db) == []
    assert not bulk_changes.carry_on(db, left)


def test_a_dataset_that_is_deleted_meanwhile_ends_it(db, app_id):
    document, left = begin(db, app_id, bulk_changes.put('one'))
    datasets.remove(db, app_id, ['one'])
    assert not bulk_changes.carry_on(db, left)
    assert state(db, document) == (FAILED, 2, 'b')
    assert bulk_changes.unfinished(db) == []


def test_what_cannot_be_begun_is_refused(db, app_id):
    with pytest.raises(errors.DatasetNotFound):
        begin(db, app_id, bulk_changes.put('ghost'))


def test_inputs_that_are_deleted_meanwhile_are_left_out(db, app_id):
    document, left = begin(db, app_id, bulk_changes.put('one'))
    inputs.remove(db, app_id, ['c', 'e'])
    all_of(db, left)
    assert members(db, app_id, 'one') == ['a', 'b', 'd']
    assert state(db, document)[0] == DONE
