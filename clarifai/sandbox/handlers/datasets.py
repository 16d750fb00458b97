"""``/datasets``: named sets of inputs."""
from __future__ import annotations

import collections
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import bulk_operations, list_filters
from clarifai.sandbox.handlers.apps import calls_of_apps
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.handlers.metadata_fields import given_members, merged_members
from clarifai.sandbox.handlers.request import batch
from clarifai.sandbox.store import datasets, inputs

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Answer, Call

FIELDS = ('description', 'notes', 'metadata', 'visibility', 'image', 'is_starred',
          'default_processing_info')
Refused = collections.namedtuple('Refused', 'error')


def add(call: Call) -> dict[str, Any]:
    """POST /datasets: all of them are made, or none."""
    items = _some(call)
    with call.transaction() as db:
        made = [datasets.add(db, call.app_id, fields.identifier(item), _given(item))
                for item in items]
    return {'datasets': [call.shapes.dataset(record) for record in made]}


def _some(call: Call) -> list[dict[str, Any]]:
    items = fields.batch(call.body, 'datasets')
    if not items:
        raise errors.DatasetInvalid("'datasets' is empty; it needs at least one dataset.")
    return items


def _given(item: dict[str, Any]) -> dict[str, Any]:
    return given_members(item, FIELDS)


def of_path(call: Call, db: sqlite3.Connection) -> dict[str, Any]:
    """Return the dataset that the path names.

    Raises:
        errors.DatasetNotFound: the app has none of this id.
    """
    return datasets.get(db, call.app_id, call.params['dataset_id'])


def listing(call: Call) -> dict[str, Any]:
    """GET /datasets: by page, oldest first; filtered by id or description, and sorted."""
    page = call.page()
    with call.transaction() as db:
        found = _all(call, db)
    found = list_filters.chosen(found, call.query)
    return {'datasets': found[page.start:page.start + page.size]}


def of_user(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/datasets: those of all apps of a user; filtered and sorted."""
    page = call.page()
    with call.transaction() as db:
        found = [item for inside in calls_of_apps(call, db) for item in _all(inside, db)]
    found = list_filters.chosen(found, call.query)
    return {'datasets': found[page.start:page.start + page.size]}


def _all(call: Call, db: sqlite3.Connection) -> list[dict[str, Any]]:
    return [call.shapes.dataset(record) for record in datasets.list_all(db, call.app_id)]


def get(call: Call) -> dict[str, Any]:
    """GET /datasets/{dataset_id}: one dataset."""
    with call.transaction() as db:
        return {'dataset': call.shapes.dataset(of_path(call, db))}


def patch(call: Call) -> dict[str, Any]:
    """PATCH /datasets: merge, overwrite or remove members; all datasets or none."""
    action, items = patch_action(call.body), _some(call)
    with call.transaction() as db:
        changed = []
        for item in items:
            record = datasets.get(db, call.app_id, fields.identifier(item) or '')
            about = merged_members(record['about'], _given(item), action)
            changed.append(datasets.describe(db, record, about))
    return {'datasets': [call.shapes.dataset(record) for record in changed]}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /datasets: with their versions; the inputs stay in the app."""
    ids = fields.few_texts(call.body, 'dataset_ids')
    with call.transaction() as db:
        datasets.remove(db, call.app_id, ids)
    return {}


def add_inputs(call: Call) -> Answer | dict[str, Any]:
    """POST /datasets/{dataset_id}/inputs: inputs by their ids, or all that a search finds."""
    items = fields.batch(call.body, 'dataset_inputs')
    search = fields.mapping(call.body, 'search')
    if items and search:
        raise errors.DatasetInvalid("Send either 'dataset_inputs' or 'search'.")
    if search:
        return _add_found(call, search)
    with call.transaction() as db:
        dataset = of_path(call, db)
        results = [_added(call, db, dataset, item) for item in items]
        answer = [{'input': {'id': _input_id(item), 'status': call.status_of(result.error)}}
                  if isinstance(result, Refused) else _packed(call, *result)
                  for item, result in zip(items, results)]
    for item, result in zip(answer, results):
        if not isinstance(result, Refused):
            item['input']['status'] = codes.status(codes.DATASET_INPUT_SUCCESS)
    return batch('dataset_inputs', answer,
                 [not isinstance(result, Refused) for result in results])


def _added(call: Call, db: sqlite3.Connection, dataset: dict[str, Any],
           item: dict[str, Any]) -> tuple[dict[str, Any], str] | Refused:
    input_id = _input_id(item)
    try:
        record = inputs.get(db, call.app_id, input_id)
        if not datasets.put(db, dataset, [record['seq']]):
            raise errors.DatasetInputDuplicate('Dataset %r has input %r already.'
                                               % (dataset['id'], input_id))
    except errors.RequestError as error:
        return Refused(error)
    return datasets.member(db, dataset, input_id)


def _input_id(item: dict[str, Any]) -> str:
    return fields.identifier(fields.mapping(item, 'input')) or ''


def _add_found(call: Call, search: dict[str, Any]) -> dict[str, Any]:
    """Put into a dataset what a search finds, by a bulk operation; what is in it stays."""
    find = bulk_operations.found_by(call, search)
    with call.transaction() as db:
        named = {'dataset_id': of_path(call, db)['id']}
        item = {'search': search, 'operation': {'add_to_dataset': named}}
        change = bulk_operations.put_into(call, named, item)
        begun, left = bulk_operations.begin(call, db, item, find, change)
    bulk_operations.carry_on(call, [left])
    return {'dataset_inputs': [], 'bulk_operation': bulk_operations.packed(call, begun)}


def list_inputs(call: Call) -> dict[str, Any]:
    """GET /datasets/{dataset_id}/inputs: by page, in the order in which they were put there."""
    page = call.page()
    with call.transaction() as db:
        found = datasets.members(db, of_path(call, db), page)
        return {'dataset_inputs': [_packed(call, *member) for member in found]}


def get_input(call: Call) -> dict[str, Any]:
    """GET /datasets/{dataset_id}/inputs/{input_id}: one input of a dataset."""
    with call.transaction() as db:
        found = datasets.member(db, of_path(call, db), call.params['input_id'])
        return {'dataset_input': _packed(call, *found)}


def _packed(call: Call, record: dict[str, Any], since: str) -> dict[str, Any]:
    return {'created_at': since, 'input': call.shapes.input_(record)}


def delete_inputs(call: Call) -> dict[str, Any]:
    """DELETE /datasets/{dataset_id}/inputs: take inputs out of a dataset; they stay in the app."""
    ids = fields.few_texts(call.body, 'input_ids')
    with call.transaction() as db:
        dataset = of_path(call, db)
        rows = [record['seq'] for record in inputs.by_id(db, call.app_id, ids)]
        datasets.take_out(db, dataset, rows)
    return {}
