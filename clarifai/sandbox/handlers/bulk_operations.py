"""``/bulk_operations``: one change to many inputs. It is done, wholly, when the answer comes."""
from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import query_terms, rank_searches, unpacking
from clarifai.sandbox.handlers.documents import owned
from clarifai.sandbox.store import annotations as annotation_store
from clarifai.sandbox.store import datasets, documents, inputs, patching, terms

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

KIND = 'bulk operation'
SOURCES = ('input_ids', 'search', 'dataset', 'annotation_search')
Change = Callable[[sqlite3.Connection, list[int]], None]


def add(call: Call) -> dict[str, Any]:
    """POST /bulk_operations: change inputs by ids, a search or a dataset; all of them, or none."""
    items = fields.batch(call.body, 'bulk_operations')
    if not items:
        raise errors.BulkOperationInvalid("'bulk_operations' is empty; it needs at least one.")
    prepared = [(item, _rows(call, item), _change(call, item)) for item in items]
    with call.transaction() as db:
        made = [carry_out(call, db, *one) for one in prepared]
    return {'bulk_operation': [packed(call, record) for record in made]}


def carry_out(call: Call, db: sqlite3.Connection, item: dict[str, Any],
              find: Callable[[sqlite3.Connection], list[int]], change: Change) -> dict[str, Any]:
    """Do a bulk operation.

    Args:
        call: the request.
        db: in a transaction.
        item: the operation as it was sent.
        find: gives the rows of the inputs.
        change: changes them.

    Returns:
        the operation, as ``store.documents`` gives it.
    """
    rows = find(db)
    last = inputs.by_seq(db, rows[-1:])
    change(db, rows)
    kept = {name: item[name] for name in SOURCES + ('operation',) if item.get(name)}
    return documents.add(db, call.app_id, KIND, fields.identifier(item), dict(
        kept, created_by=call.user_id, progress={
            'processed': len(rows), 'last_processed_id': last[0]['id'] if last else ''}))


def packed(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    """Return an operation, as ``store.documents`` gives it, as JSON."""
    shown = owned(record)
    shown['last_modified_at'] = shown.pop('modified_at')
    return dict(shown, app_id=call.scope.name,
                status=codes.status(codes.BULK_OPERATION_SUCCESS))


def listing(call: Call) -> dict[str, Any]:
    """GET /bulk_operations: by page, oldest first."""
    page = call.page()
    with call.transaction() as db:
        found = documents.list_all(db, call.app_id, KIND)[page.start:page.start + page.size]
    return {'bulk_operation': [packed(call, record) for record in found]}


def get(call: Call) -> dict[str, Any]:
    """GET /bulk_operations/{id}: one operation, and how many inputs it was about."""
    with call.transaction() as db:
        record = documents.get(db, call.app_id, KIND, call.params['id'])
    return {'bulk_operation': packed(call, record)}


def cancel(call: Call) -> dict[str, Any]:
    """PATCH /bulk_operations: cancel those in ``ids``; they are done already, and stay so."""
    ids = fields.few_texts(call.body, 'ids')
    with call.transaction() as db:
        found = [documents.get(db, call.app_id, KIND, one) for one in ids]
    return {'bulk_operation': [packed(call, record) for record in found]}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /bulk_operations: forget those in ``ids``; what they changed stays changed."""
    ids = fields.few_texts(call.body, 'ids')
    with call.transaction() as db:
        documents.remove(db, call.app_id, KIND, ids)
    return {}


def _rows(call: Call, item: dict[str, Any]) -> Callable[[sqlite3.Connection], list[int]]:
    """Return what finds the rows of the inputs that an operation is about."""
    named = [name for name in SOURCES if item.get(name)]
    if len(named) != 1:
        raise errors.BulkOperationInvalid('A bulk operation needs one of %s.' % ', '.join(SOURCES))
    if named == ['input_ids']:
        ids = fields.texts(fields.mapping(item, 'input_ids'), 'input_ids')
        return lambda db: [inputs.get(db, call.app_id, input_id)['seq'] for input_id in ids]
    if named == ['dataset']:
        dataset_id = fields.identifier(fields.mapping(item, 'dataset')) or ''
        return lambda db: datasets.rows_in_any(db, call.app_id, [dataset_id]).tolist()
    return found_by(call, fields.mapping(item, named[0]))


def found_by(call: Call, search: dict[str, Any]) -> Callable[[sqlite3.Connection], list[int]]:
    """Return what finds the rows of the inputs that a search finds, the best first."""
    finders = rank_searches.finders(call, fields.mapping(search, 'query'))
    least = fields.number(search, 'min_value', 0.0)
    return lambda db: [seq for seq, score in terms.ranked(
        db, call.app_id, [find(db) for find in finders]) if score >= least]


def _change(call: Call, item: dict[str, Any]) -> Change:
    """Return what an operation does to inputs (rows)."""
    operation = fields.mapping(item, 'operation')
    if len(operation) != 1 or list(operation)[0] not in _CHANGES:
        raise errors.BulkOperationInvalid("'operation' needs one of %s." % ', '.join(_CHANGES))
    name = list(operation)[0]
    return _CHANGES[name](call, fields.mapping(operation, name), item)


def _patch(name: str, action: str, read: Callable[[dict[str, Any]], Any]) -> Any:
    def prepared(call: Call, said: dict[str, Any], item: dict[str, Any]) -> Change:
        news = {name: read(said)}

        def change(db: sqlite3.Connection, rows: list[int]) -> None:
            for record in inputs.by_seq(db, rows):
                inputs.update(db, patching.patched_input(record, news, action))
        return change
    return prepared


def _metadata(said: dict[str, Any]) -> dict[str, Any]:
    return fields.mapping(said, 'metadata')


def put_into(call: Call, said: dict[str, Any], item: dict[str, Any]) -> Change:
    """Return what puts inputs into the dataset that is named."""
    return lambda db, rows: _put(db, call, fields.identifier(said, 'dataset_id') or '', rows)


def _put(db: sqlite3.Connection, call: Call, dataset_id: str, rows: list[int]) -> None:
    datasets.put(db, datasets.get(db, call.app_id, dataset_id), rows)


def _take_out(call: Call, said: dict[str, Any], item: dict[str, Any]) -> Change:
    dataset_id = fields.identifier(said, 'dataset_id') or ''
    return lambda db, rows: datasets.take_out(
        db, datasets.get(db, call.app_id, dataset_id), rows)


def _split(call: Call, said: dict[str, Any], item: dict[str, Any]) -> Change:
    """Return what spreads inputs over datasets, at random, by percentages."""
    parts = [(fields.identifier(fields.mapping(split, 'dataset')) or '',
              fields.whole(split, 'percentage', 0, low=0, high=100))
             for split in fields.objects(said, 'dataset_splits')]
    if not parts or sum(share for _, share in parts) != 100:
        raise errors.BulkOperationInvalid('The percentages of dataset_splits must make 100.')

    def change(db: sqlite3.Connection, rows: list[int]) -> None:
        shuffled, end, start = random.sample(rows, len(rows)), 0, 0
        for dataset_id, share in parts:
            end += share
            until = round(len(rows) * end / 100)
            _put(db, call, dataset_id, shuffled[start:until])
            start = until
    return change


def _delete_annotations(call: Call, said: dict[str, Any], item: dict[str, Any]) -> Change:
    """Return what deletes the annotations that a search finds, or all of the inputs."""
    query = fields.mapping(fields.mapping(item, 'annotation_search'), 'query')

    def change(db: sqlite3.Connection, rows: list[int]) -> None:
        fitting = query_terms.fitting_annotations(db, call, query) if query else None
        for found in annotation_store.of_inputs(db, rows).values():
            for record in found:
                if fitting is None or record['seq'] in fitting:
                    annotation_store.remove(db, record)
    return change


_CHANGES: dict[str, Callable[[Call, dict[str, Any], dict[str, Any]], Change]] = {
    'add_concepts': _patch('concepts', patching.MERGE, unpacking.concepts),
    'delete_concepts': _patch('concepts', patching.REMOVE, unpacking.concepts),
    'add_metadata': _patch('metadata', patching.MERGE, _metadata),
    'delete_metadata': _patch('metadata', patching.REMOVE, _metadata),
    'overwrite_geo': _patch('geo', patching.OVERWRITE, unpacking.geo),
    'delete_geo': _patch('geo', patching.REMOVE, unpacking.geo),
    'add_to_dataset': put_into, 'delete_from_dataset': _take_out,
    'split_into_datasets': _split, 'delete_annotations': _delete_annotations}
