"""``/tasks/{task_id}/assignments``: which inputs somebody has to label or review for a task.

Whoever sends the request is the worker, or the reviewer: nobody else has a key to the app.
"""
from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import documents, rank_searches, saved_searches, searches
from clarifai.sandbox.handlers.annotation_filters import kept_user
from clarifai.sandbox.handlers.labelling import TASKS, users_of
from clarifai.sandbox.store import annotations as annotation_store
from clarifai.sandbox.store import assignments, datasets, inputs, terms
from clarifai.sandbox.store import saved_searches as search_store

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

AT_ONCE = 10
MOST_SAMPLES = 1000
START, SUBMIT, REVIEW = 'LABEL_START', 'LABEL_SUBMIT', 'REVIEW_START'
CONFIGS = {START: None, SUBMIT: 'label_submit_config', REVIEW: 'review_start_config',
           'REVIEW_APPROVE': 'review_approve_config',
           'REVIEW_REQUEST_CHANGES': 'review_request_changes_config',
           'REVIEW_REJECT': 'review_reject_config'}
# What becomes of assignments in a review, and of their annotations.
VERDICTS = {'REVIEW_APPROVE': (codes.TASK_ASSIGNMENT_SUCCESS, codes.ANNOTATION_SUCCESS),
            'REVIEW_REQUEST_CHANGES': (codes.TASK_ASSIGNMENT_PENDING, codes.ANNOTATION_PENDING),
            'REVIEW_REJECT': (codes.TASK_ASSIGNMENT_REJECTED, codes.ANNOTATION_REVIEW_DENIED)}
MANUAL, CONSENSUS = 'MANUAL', 'CONSENSUS'
SUBMITTED = {MANUAL: codes.TASK_ASSIGNMENT_AWAITING_REVIEW,
             CONSENSUS: codes.TASK_ASSIGNMENT_AWAITING_CONSENSUS_REVIEW}


def put(call: Call) -> dict[str, Any]:
    """PUT /tasks/{task_id}/assignments: take inputs, or submit, review or judge what was taken.

    What was done already is not done again.
    """
    action, config = _action(call)
    if action == START:
        return {'task_assignments': _packed(call, _started(call))}
    with call.transaction() as db:
        task = documents.of_path(call, db, TASKS)
        if action == SUBMIT:
            found = _submitted(call, db, task, config)
        elif action == REVIEW:
            found = _taken_for_review(call, db, task, config)
        else:
            found = _judged(call, db, task, config, *VERDICTS[action])
        found = assignments.by_ids(db, task, [record['id'] for record in found])
    return {'task_assignments': _packed(call, found)}


def list_next(call: Call) -> dict[str, Any]:
    """GET /tasks/{task_id}/assignments: take the next inputs, as LABEL_START does."""
    return {'inputs': [one['input'] for one in _packed(call, _started(call))]}


def _action(call: Call) -> tuple[str, dict[str, Any]]:
    """Return the action of a request, and its config."""
    action = fields.enum(call.body, 'action', 'PutTaskAssignmentsRequestAction',
                         errors.DocumentInvalid)
    if action not in CONFIGS:
        if not fields.identifier(call.body, 'input_id'):
            raise errors.DocumentInvalid("'action' must be one of %s." % ', '.join(CONFIGS))
        action = SUBMIT
    for other, name in CONFIGS.items():
        if name and other != action and fields.mapping(call.body, name):
            raise errors.DocumentInvalid(f"{name!r} is for the action {other}, not {action}.")
    config = CONFIGS[action]
    return action, fields.mapping(call.body, config) if config else {}


def _packed(call: Call, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    with call.transaction() as db:
        records = {record['seq']: record for record in inputs.by_seq(
            db, [one['input_seq'] for one in found])}
    return [{'id': one['id'], 'worker': {'user': {'id': one['worker']}},
             'input': call.shapes.input_(records[one['input_seq']]),
             'status': codes.status(one['status_code']), 'created_at': one['created_at'],
             'modified_at': one['modified_at']} for one in found if one['input_seq'] in records]


def _started(call: Call) -> list[dict[str, Any]]:
    """Return what the caller has to label: what is pending, or else the next inputs."""
    rows_of = _rows_of(call)
    with call.transaction() as db:
        task = documents.of_path(call, db, TASKS)
        worker = fields.mapping(task['about'], 'worker')
        _refuse_others(call, worker, 'worker')
        mine = [codes.TASK_ASSIGNMENT_PENDING], [call.user_id]
        pending = assignments.find(db, task, *mine)
        if not pending and task['about']['status_code'] == codes.TASK_IN_PROGRESS:
            chosen = _chosen(worker, call.user_id, rows_of(db),
                             assignments.workers_by_input(db, task))
            assignments.add(db, task, call.user_id, chosen[:AT_ONCE])
            pending = assignments.find(db, task, *mine)
        return pending[:AT_ONCE]


def _rows_of(call: Call) -> Callable[[sqlite3.Connection], list[int]]:
    """Return what finds the rows of the inputs of the task in the path."""
    with call.transaction() as db:
        task = documents.of_path(call, db, TASKS)
        source = fields.mapping(task['about'], 'input_source')
        kind = fields.enum(source, 'type', 'TaskInputSourceType', errors.DocumentInvalid)
        source_id = fields.identifier(source) or ''
        saved = search_store.get(db, call.app_id, source_id) if kind == 'SAVED_SEARCH' else None
    if kind == 'DATASET':
        return lambda db: datasets.rows_in_order(db, datasets.get(db, call.app_id, source_id))
    if kind == 'INPUT':
        return lambda db: [inputs.get(db, call.app_id, source_id)['seq']]
    if saved is None:
        return lambda db: inputs.rows(db, call.app_id)
    made_by = searches if saved['over'] == saved_searches.OLD else rank_searches
    finders = made_by.finders(call, fields.mapping(saved['search'], 'query'))
    return lambda db: [seq for seq, _ in terms.ranked(
        db, call.app_id, [find(db) for find in finders])]


def _refuse_others(call: Call, holder: dict[str, Any], what: str) -> None:
    """Refuse the caller's request if a task names others.

    Raises:
        errors.TaskForbidden: it does.
    """
    users = users_of(holder)
    if (users or holder.get('workers')) and not {call.user_id, 'me'} & set(users):
        raise errors.TaskForbidden('You are no %s of task %r; it has %s.' % (
            what, call.params['task_id'], ', '.join(users) or 'none who is a user'))


def _chosen(worker: dict[str, Any], user_id: str, rows: list[int],
            taken: dict[int, set[str]]) -> list[int]:
    """Return the inputs (rows) that a worker has to label yet, in order.

    Args:
        worker: what the task says of its workers.
        user_id: the worker.
        rows: all inputs of the task.
        taken: {row: the workers to whom it is assigned}.
    """
    strategy = fields.enum(worker, 'strategy', 'TaskWorkerStrategy', errors.DocumentInvalid)
    users = [user_id if user == 'me' else user for user in users_of(worker)] or [user_id]
    most = len(users) if strategy == 'FULL' else 1
    if strategy == 'PARTITIONED':
        info = fields.mapping(worker, 'partitioned_strategy_info')
        most = min(max(1, fields.whole(info, 'workers_per_input', 1)), len(users))
        own = _partition(sorted(rows), user_id, _shares(info, users), most)
        rows = [row for row in rows if row in own]
    return [row for row in rows if user_id not in taken.get(row, ())
            and len(taken.get(row, ())) < most]


def _shares(info: dict[str, Any], users: list[str]) -> dict[str, float]:
    weights = fields.mapping(info, 'weights')
    shares = {user: fields.number(weights, user, 0.0, low=0) for user in users}
    is_weighted = fields.enum(info, 'type', 'TaskWorkerPartitionedStrategy') == 'WEIGHTED'
    return shares if is_weighted and any(shares.values()) else dict.fromkeys(users, 1.0)


def _partition(rows: list[int], user_id: str, shares: dict[str, float], each: int) -> set[int]:
    """Return the rows of one worker, where each row has `each` workers, by their shares."""
    given, total, own = dict.fromkeys(shares, 0), sum(shares.values()), set()
    for number, row in enumerate(rows, 1):
        def ahead(user: str, number: int = number) -> float:
            return given[user] - number * each * shares[user] / total
        for user in sorted(shares, key=ahead)[:each]:  # who is behind most
            given[user] += 1
            if user == user_id:
                own.add(row)
    return own


def _named(call: Call, db: sqlite3.Connection, task: dict[str, Any],
           config: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the assignments that a config names, by their ids or by their workers."""
    ids = [fields.identifier(one) or '' for one in fields.objects(config, 'task_assignments')]
    workers = _workers(call, config)
    if bool(ids) == bool(workers):
        raise errors.DocumentInvalid("Name the assignments in 'task_assignments', or the 'workers' "
                                     'whose they are.')
    if ids:
        return assignments.by_ids(db, task, list(dict.fromkeys(ids)))
    return assignments.find(db, task, assignments.AWAITING, workers)


def _workers(call: Call, config: dict[str, Any]) -> list[str]:
    ids = users_of({'workers': fields.objects(config, 'workers')})
    return [call.user_id if user == 'me' else user for user in ids]


def _submitted(call: Call, db: sqlite3.Connection, task: dict[str, Any],
               config: dict[str, Any]) -> list[dict[str, Any]]:
    """Submit what the caller has labelled; return the assignments."""
    _refuse_others(call, fields.mapping(task['about'], 'worker'), 'worker')
    input_id = fields.identifier(call.body, 'input_id')
    if input_id:
        row = inputs.get(db, call.app_id, input_id)['seq']
        found = assignments.find(db, task, workers=[call.user_id], input_seq=row)
    else:
        ids = [fields.identifier(one) or '' for one in fields.objects(config, 'task_assignments')]
        found = assignments.by_ids(db, task, list(dict.fromkeys(ids)))
    if not found:
        raise errors.DocumentInvalid('Name the assignments in label_submit_config.'
                                     'task_assignments; LABEL_START gives them.')
    if any(record['worker'] != call.user_id for record in found):
        raise errors.TaskForbidden('An assignment is submitted by its worker.')
    review = fields.mapping(task['about'], 'review')
    strategy = fields.enum(review, 'strategy', 'TaskReviewStrategy', errors.DocumentInvalid)
    pending = [one for one in found if one['status_code'] == codes.TASK_ASSIGNMENT_PENDING]
    assignments.set_status(db, pending,
                           SUBMITTED.get(strategy, codes.TASK_ASSIGNMENT_SUCCESS))
    for record in pending:
        is_accepted = strategy not in SUBMITTED or (
            strategy == CONSENSUS and _agree(call, db, task, record, review))
        _set_annotations(call, db, task, record, codes.ANNOTATION_SUCCESS if is_accepted
                         else codes.ANNOTATION_AWAITING_REVIEW)
    return found


def _agree(call: Call, db: sqlite3.Connection, task: dict[str, Any], record: dict[str, Any],
           review: dict[str, Any]) -> bool:
    """Return whether as many workers as it takes have said the same of an input."""
    info = fields.mapping(review, 'consensus_strategy_info')
    needed = fields.whole(info, 'approval_threshold_labelers', 0) or (
        fields.whole(info, 'approval_threshold', 0))
    if needed <= 1:
        return needed == 1
    said = assignments.said_by_worker(db, task, record['input_seq'])
    own = said.get(kept_user(call, record['worker']))
    return bool(own) and sum(words == own for words in said.values()) >= needed


def _set_annotations(call: Call, db: sqlite3.Connection, task: dict[str, Any],
                     record: dict[str, Any], code: int) -> None:
    assignments.set_annotations(db, task, record, kept_user(call, record['worker']), code)


def _taken_for_review(call: Call, db: sqlite3.Connection, task: dict[str, Any],
                      config: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the caller has to review: what was taken, or else the next assignments."""
    _refuse_others(call, fields.mapping(task['about'], 'review'), 'reviewer')
    workers = _workers(call, config)
    found = assignments.find(db, task, assignments.AWAITING, workers, reviewer=call.user_id)
    if not found:
        found = assignments.find(db, task, assignments.AWAITING, workers,
                                 reviewer=None)[:AT_ONCE]
        assignments.set_reviewer(db, found, call.user_id)
    return found[:AT_ONCE]


def _judged(call: Call, db: sqlite3.Connection, task: dict[str, Any], config: dict[str, Any],
            code: int, annotation_code: int) -> list[dict[str, Any]]:
    """Give a verdict on those assignments that are named and await one; return all named."""
    _refuse_others(call, fields.mapping(task['about'], 'review'), 'reviewer')
    found = _named(call, db, task, config)
    awaiting = [one for one in found if one['status_code'] in assignments.AWAITING]
    assignments.set_status(db, awaiting, code)
    for record in awaiting:
        _set_annotations(call, db, task, record, annotation_code)
    return found


def samples(call: Call) -> dict[str, Any]:
    """GET /tasks/{task_id}/inputs/samples: what was annotated for a task, with its inputs.

    Of the inputs that were annotated, as large a part as the task wants to be reviewed.
    """
    users = {kept_user(call, user) for user in fields.list_of_query(call.query, 'user_ids')}
    with call.transaction() as db:
        task = documents.of_path(call, db, TASKS)
        info = fields.mapping(fields.mapping(task['about'], 'review'), 'manual_strategy_info')
        share = fields.number(info, 'sample_percentage', 0.0) or 1.0
        rows = assignments.annotated_inputs(db, task, users)
        sampled = [row for number, row in enumerate(rows)
                   if math.ceil((number + 1) * share) > math.ceil(number * share)][:MOST_SAMPLES]
        shown = {record['seq']: record for record in inputs.by_seq(db, sampled)}
        found = annotation_store.of_inputs(db, sampled)
    return {'hits': [call.shapes.hit(1.0, shown[row], record) for row in sampled
                     for record in found[row] if record['task_id'] == task['id']
                     and (not users or record['user_id'] in users)]}
