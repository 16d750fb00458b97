"""``/bulk_operations``: one change to many inputs, the more of them the longer after the answer."""
from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import query_terms, rank_searches, unpacking
from clarifai.sandbox.handlers.documents import owned
from clarifai.sandbox.store import bulk_changes, datasets, documents, inputs, patching, terms

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

KIND = 'bulk operation'
SOURCES = ('input_ids', 'search', 'dataset', 'annotation_search')
# What finds the rows of inputs, and what gives the change of these rows and their order.
Find = Callable[[sqlite3.Connection], list[int]]
Change = Callable[[sqlite3.Connection, list[int]], tuple[dict[str, Any], list[int]]]


def add(call: Call) -> dict[str, Any]:
    """POST /bulk_operations: change inputs by ids, a search or a dataset.

    All operations are begun, or none; those on few inputs are done when the answer comes.
    """
    items = fields.batch(call.body, 'bulk_operations')
    if not items:
        raise errors.BulkOperationInvalid("'bulk_operations' is empty; it needs at least one.")
    prepared = [(item, _rows(call, item), _change(call, item)) for item in items]
    with call.transaction() as db:
        begun = [begin(call, db, *one) for one in prepared]
    carry_on(call, [left for _, left in begun])
    return {'bulk_operation': [packed(call, record) for record, _ in begun]}


def begin(call: Call, db: sqlite3.Connection, item: dict[str, Any], find: Find,
          change: Change) -> tuple[dict[str, Any], int | None]:
    """Begin a bulk operation.

    Args:
        call: the request.
        db: in a transaction.
        item: the operation as it was sent.
        find: gives the rows of the inputs.
        change: gives what happens to them.

    Returns:
        the operation, as ``store.documents`` gives it, and what is left of it, for `carry_on`.
    """
    what, rows = change(db, find(db))
    kept = {name: item[name] for name in SOURCES + ('operation',) if item.get(name)}
    record = documents.add(db, call.app_id, KIND, fields.identifier(item),
                           dict(kept, created_by=call.user_id))
    left = bulk_changes.begin(db, record, what, rows)
    return documents.get(db, call.app_id, KIND, record['id']), left


def carry_on(call: Call, left: list[int | None]) -> None:
    """See to it that what is left of operations is done, once they are committed."""
    for seq in left:
        if seq is not None:
            call.services.jobs.change(seq)


def packed(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    """Return an operation, as ``store.documents`` gives it, as JSON."""
    shown = owned(record)
    shown['last_modified_at'] = shown.pop('modified_at')
    status = codes.status(shown.pop('status_code'), shown.pop('status_details', None))
    return dict(shown, app_id=call.scope.name, status=status)


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
    """PATCH /bulk_operations: leave the rest of those in ``ids`` undone; what is done stays."""
    ids = fields.few_texts(call.body, 'ids')
    with call.transaction() as db:
        found = [bulk_changes.cancel(db, documents.get(db, call.app_id, KIND, one)) for one in ids]
    return {'bulk_operation': [packed(call, record) for record in found]}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /bulk_operations: forget those in ``ids``, and do no more of them."""
    ids = fields.few_texts(call.body, 'ids')
    with call.transaction() as db:
        documents.remove(db, call.app_id, KIND, ids)
    return {}


def _rows(call: Call, item: dict[str, Any]) -> Find:
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


def found_by(call: Call, search: dict[str, Any]) -> Find:
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
    return lambda call, said, item: _same_for_all(bulk_changes.patch(name, read(said), action))


def _same_for_all(change: dict[str, Any]) -> Change:
    return lambda db, rows: (change, rows)


def _metadata(said: dict[str, Any]) -> dict[str, Any]:
    return fields.mapping(said, 'metadata')


def put_into(call: Call, said: dict[str, Any], item: dict[str, Any]) -> Change:
    """Return what puts inputs into the dataset that is named."""
    return _same_for_all(bulk_changes.put(fields.identifier(said, 'dataset_id') or ''))


def _take_out(call: Call, said: dict[str, Any], item: dict[str, Any]) -> Change:
    return _same_for_all(bulk_changes.take_out(fields.identifier(said, 'dataset_id') or ''))


def _split(call: Call, said: dict[str, Any], item: dict[str, Any]) -> Change:
    """Return what spreads inputs over datasets, at random, by percentages."""
    parts = [(fields.identifier(fields.mapping(split, 'dataset')) or '',
              fields.whole(split, 'percentage', 0, low=0, high=100))
             for split in fields.objects(said, 'dataset_splits')]
    if not parts or sum(share for _, share in parts) != 100:
        raise errors.BulkOperationInvalid('The percentages of dataset_splits must make 100.')

    return lambda db, rows: (bulk_changes.split(parts), random.sample(rows, len(rows)))


def _delete_annotations(call: Call, said: dict[str, Any], item: dict[str, Any]) -> Change:
    """Return what deletes the annotations that a search finds, or all of the inputs."""
    query = fields.mapping(fields.mapping(item, 'annotation_search'), 'query')

    def change(db: sqlite3.Connection, rows: list[int]) -> tuple[dict[str, Any], list[int]]:
        fitting = list(query_terms.fitting_annotations(db, call, query)) if query else None
        return bulk_changes.delete_annotations(fitting), rows
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
