"""``/inputs``: adding, reading, changing and deleting inputs, and the jobs that add them."""
from __future__ import annotations

import collections
import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import base_workflow, unpacking
from clarifai.sandbox.handlers.request import batch
from clarifai.sandbox.store import add_jobs, deletions, inputs, patching

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Answer, Call

Refused = collections.namedtuple('Refused', 'error')
SKIP, SUFFIX = 'SKIP', 'SUFFIX'
REFUSALS = (errors.RequestError, errors.MediaUnavailable)


def add(call: Call) -> Answer:
    """POST /inputs: each input is added, or refused with a status of its own."""
    items = call.sent_inputs()
    prepared = [_attempt(unpacking.new_input, item) for item in items]
    resolution = fields.enum(call.body, 'input_id_conflict_resolution',
                             'InputIDConflictResolution') or SKIP
    results = []
    job_id = fields.identifier(call.body, 'inputs_add_job_id')
    with call.transaction() as db:
        base_workflow.refuse_concepts(call, db, items)
        job = add_jobs.ensure(db, call.app_id, job_id) if job_id else None
        if resolution == SUFFIX:
            _add_suffixes(db, call.app_id, prepared)
        for new in prepared:
            if job and not isinstance(new, Refused):
                new['job_seq'] = job
            results.append(new if isinstance(new, Refused) else
                           _attempt(inputs.add, db, call.app_id, new))
        seqs = [result for result in results if not isinstance(result, Refused)]
        records = {record['seq']: record for record in inputs.by_seq(db, seqs)}
    call.services.jobs.analyse(seqs)
    return _answer(call, items, results, records)


def _attempt(work: Callable[..., Any], *arguments: Any) -> dict[str, Any] | int | Refused:
    try:
        return work(*arguments)
    except REFUSALS as error:
        return Refused(error)


def _add_suffixes(db: sqlite3.Connection, app_id: str, prepared: Any) -> None:
    """Change the ids that are taken in the app; those that a request has twice stay the same."""
    renamed = {}
    for new in prepared:
        if isinstance(new, Refused) or not new['id']:
            continue
        if new['id'] not in renamed:
            candidates = [new['id']] + ['%s-%d' % (new['id'], number) for number in range(1, 10)]
            renamed[new['id']] = next(
                (one for one in candidates if not inputs.has_id(db, app_id, one)),
                f"{new['id']}-{clock.new_id()}")
        new['id'] = renamed[new['id']]


def _answer(call: Call, items: list[dict[str, Any]], results: list[int | Refused],
            records: dict[Any, Any], code: int | None = None) -> Answer:
    """Pack a batch: for each item sent, a stored input or the reason why there is none.

    With a `code`, what was done has the status of that, and not of the input.
    """
    packed = []
    for item, result in zip(items, results):
        if isinstance(result, Refused):
            packed.append({'id': str(item.get('id') or clock.new_id()),
                           'data': _echo(call, item), 'created_at': clock.now(),
                           'status': call.status_of(result.error)})
        else:
            packed.append(call.shapes.input_(records[result]))
            if code:
                packed[-1]['status'] = codes.status(code)
    return batch('inputs', packed, [not isinstance(result, Refused) for result in results])


def _echo(call: Call, item: dict[str, Any]) -> dict[str, Any]:
    """Return what a refused input held, without its bytes; its concepts as answers have them."""
    data = item.get('data')
    data = dict(data) if isinstance(data, dict) else {}
    for kind in unpacking.FILES:
        if isinstance(data.get(kind), dict):
            data[kind] = {name: value for name, value in data[kind].items()
                          if name != 'base64'}
    said = _attempt(unpacking.concepts, data)
    if not isinstance(said, Refused):
        data['concepts'] = [call.shapes.annotated_concept(dict(one, name=one['name'] or one['id']))
                            for one in said]
    return data


def get(call: Call) -> dict[str, Any]:
    """GET /inputs/{input_id}: one input."""
    with call.transaction() as db:
        record = inputs.get(db, call.app_id, call.params['input_id'])
    return {'input': call.shapes.input_(record)}


def listing(call: Call) -> dict[str, Any]:
    """GET /inputs: list by page, oldest first; on the platform, by ``ids`` or ``status.code``."""
    page, ids = call.page(), call.query.getlist('ids') if call.is_platform else []
    code = fields.code_of_query(call.query) if call.is_platform else None
    with call.transaction() as db:
        if ids:
            records = [record for record in inputs.by_id(db, call.app_id, ids)
                       if code in (None, record['status_code'])][page.start:page.start + page.size]
        else:
            records = inputs.listing(db, call.app_id, page, code)
    return {'inputs': [call.shapes.input_(record) for record in records]}


def stream(call: Call) -> Any:
    """GET /inputs/stream: list those after ``last_id``, by arrival or ``order_by_id``."""
    by_id, descending = (fields.flag_of_query(call.query, name)
                         for name in ('order_by_id', 'descending'))
    size = fields.page_of_query(call.query).size
    with call.transaction() as db:
        records = inputs.after(db, call.app_id, call.query.get('last_id', ''), size, by_id,
                               descending)
    return {'inputs': [call.shapes.input_(record) for record in records]}


def status(call: Call) -> dict[str, Any]:
    """GET /inputs/status: how many inputs are done, waiting, being worked on, failed."""
    with call.transaction() as db:
        counts = inputs.counts(db, call.app_id)
    known = (codes.INPUT_SUCCESS,) + codes.INPUT_WAITING
    return {'counts': call.shapes.counts({
        'processed': counts.get(codes.INPUT_SUCCESS, 0),
        'to_process': counts.get(codes.INPUT_PENDING, 0),
        'processing': counts.get(codes.INPUT_IN_PROGRESS, 0),
        'errors': sum(number for code, number in counts.items() if code not in known)})}


def patch(call: Call) -> Answer:
    """PATCH /inputs: merge, remove or overwrite concepts, metadata, regions and geo."""
    action = patch_action(call.body)
    items = call.sent_inputs()
    # On the platform, overwriting replaces all that is said of an input.
    whole = call.is_platform and action == patching.OVERWRITE
    patches = [_attempt(unpacking.input_patch, item, whole) for item in items]
    results, records = [], {}
    with call.transaction() as db:
        base_workflow.refuse_concepts(call, db, items)
        for item, change in zip(items, patches):
            result = change if isinstance(change, Refused) else _attempt(
                _patched, db, call.app_id, item, change, action)
            results.append(result)
            if not isinstance(result, Refused):
                records[result] = inputs.by_seq(db, [result])[0]
    return _answer(call, items, results, records, codes.INPUT_MODIFIED)


def patch_action(body: Mapping[str, Any]) -> str:
    """Return the ``action`` of a PATCH.

    Raises:
        errors.RequestError: it is none of merge, remove and overwrite.
    """
    action = fields.text(body, 'action')
    if action not in patching.ACTIONS:
        raise errors.RequestError("'action' is %r; it must be one of %s."
                                  % (action, ', '.join(patching.ACTIONS)))
    return action


def _patched(db: sqlite3.Connection, app_id: str, item: dict[str, Any], change: dict[str, Any],
             action: str) -> int:
    record = inputs.get(db, app_id, fields.identifier(item) or '')
    inputs.update(db, patching.patched_input(record, change, action))
    return record['seq']


def delete_one(call: Call) -> dict[str, Any]:
    """DELETE /inputs/{input_id}: delete one input."""
    with call.transaction() as db:
        inputs.get(db, call.app_id, call.params['input_id'])
        inputs.remove(db, call.app_id, [call.params['input_id']])
    return {}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /inputs with ``ids``, or ``delete_all``, which goes on behind the answer.

    Ids that are not there are no error.
    """
    everything, ids = what_to_delete(call.body)
    left = None
    with call.transaction() as db:
        if everything:
            left = deletions.begin(db, call.app_id)
        else:
            inputs.remove(db, call.app_id, ids)
    if left is not None:
        call.services.jobs.delete(left)
    return {}


def what_to_delete(body: Mapping[str, Any]) -> tuple[bool, list[str]]:
    """Return (whether to delete all, the ids to delete) of a DELETE on a collection.

    An empty list of ids deletes nothing.

    Raises:
        errors.RequestError: the body says neither.
    """
    everything, ids = fields.flag(body, 'delete_all', False), fields.texts(body, 'ids')
    if not everything and body.get('ids') is None:
        raise errors.RequestError("Say which: 'ids' with a list, or 'delete_all' with true.")
    return everything, ids


def list_jobs(call: Call) -> Any:
    """GET /inputs/jobs/add: list the jobs by page, oldest first."""
    page = call.page()
    with call.transaction() as db:
        found = add_jobs.listing(db, call.app_id, page)
    return {'inputs_add_jobs': [call.shapes.add_job(record) for record in found]}


def get_job(call: Call) -> Any:
    """GET /inputs/jobs/add/{id}: one job, with the numbers of its inputs by state."""
    with call.transaction() as db:
        return _job_answer(call, db)


def cancel_job(call: Call) -> Any:
    """PATCH /inputs/jobs/add/{id}: cancel a job; its inputs whose turn has not come fail."""
    with call.transaction() as db:
        add_jobs.cancel(db, call.app_id, call.params['id'])
        return _job_answer(call, db)


def _job_answer(call: Call, db: sqlite3.Connection) -> Any:
    return {'inputs_add_job': call.shapes.add_job(
        add_jobs.get(db, call.app_id, call.params['id']))}
