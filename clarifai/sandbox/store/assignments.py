"""Who has to label which input for a task: one assignment for each worker and input."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, Optional

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store.inputs import chunks

COLUMNS = 'seq, task_seq, input_seq, id, worker, reviewer, status_code, created_at, modified_at'
AWAITING = (codes.TASK_ASSIGNMENT_AWAITING_REVIEW,
            codes.TASK_ASSIGNMENT_AWAITING_CONSENSUS_REVIEW)


def add(db: sqlite3.Connection, task: dict[str, Any], worker: str, rows: list[int]) -> None:
    """Assign inputs (rows) to a worker, pending.

    Args:
        db: in a transaction.
        task: as ``store.documents`` gives it.
        worker: the id of a user.
        rows: in the order in which they are to be labelled.
    """
    moment = clock.now()
    db.executemany(
        'INSERT INTO task_assignments (task_seq, input_seq, id, worker, status_code, created_at, '
        'modified_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [(task['seq'], row, clock.new_id(), worker, codes.TASK_ASSIGNMENT_PENDING, moment, moment)
         for row in rows])


def workers_by_input(db: sqlite3.Connection, task: dict[str, Any]) -> dict[int, set[str]]:
    """Return {input's row: the workers to whom it is assigned}."""
    found: dict[int, set[str]] = {}
    for row in db.execute('SELECT input_seq, worker FROM task_assignments WHERE task_seq = ?',
                          (task['seq'],)):
        found.setdefault(row['input_seq'], set()).add(row['worker'])
    return found


def find(db: sqlite3.Connection, task: dict[str, Any], statuses: Iterable[int] = (),
         workers: Iterable[str] = (), **columns: Optional[Any]) -> list[dict[str, Any]]:
    """Return assignments of a task, in the order in which they were made.

    Args:
        db: in a transaction.
        task: as ``store.documents`` gives it.
        statuses: the codes of those that are wanted; all, if there are none.
        workers: whose are wanted; likewise.
        **columns: what ``input_seq`` or ``reviewer`` has to be.
    """
    conditions, values = ['task_seq = ?'], [task['seq']]
    for name, wanted in (('status_code', list(statuses)), ('worker', list(workers))):
        if wanted:
            conditions.append('%s IN (%s)' % (name, ', '.join('?' * len(wanted))))
            values += wanted
    for name, value in columns.items():
        conditions.append(f'{name} IS ?')
        values.append(value)
    rows = db.execute('SELECT %s FROM task_assignments WHERE %s ORDER BY seq'
                      % (COLUMNS, ' AND '.join(conditions)), values)
    return [dict(row) for row in rows]


def by_ids(db: sqlite3.Connection, task: dict[str, Any], ids: list[str]) -> list[dict[str, Any]]:
    """Return the assignments of a task with these ids, in this order.

    Raises:
        errors.DocumentNotFound: the task has none with one of them.
    """
    found: dict[str, dict[str, Any]] = {}
    for chunk in chunks(ids):
        rows = db.execute('SELECT %s FROM task_assignments WHERE task_seq = ? AND id IN (%s)'
                          % (COLUMNS, ', '.join('?' * len(chunk))), [task['seq']] + chunk)
        found.update((row['id'], dict(row)) for row in rows)
    for assignment_id in ids:
        if assignment_id not in found:
            raise errors.DocumentNotFound(f"Task {task['id']!r} has no assignment with id "
                                          f'{assignment_id!r}.')
    return [found[assignment_id] for assignment_id in ids]


def set_status(db: sqlite3.Connection, records: list[dict[str, Any]], code: int) -> None:
    """Give assignments a status; those that are pending again have no reviewer."""
    reviewer = 'NULL' if code == codes.TASK_ASSIGNMENT_PENDING else 'reviewer'
    db.executemany(f'UPDATE task_assignments SET status_code = ?, reviewer = {reviewer}, '
                   'modified_at = ? WHERE seq = ?',
                   [(code, clock.now(), record['seq']) for record in records])


def set_reviewer(db: sqlite3.Connection, records: list[dict[str, Any]], reviewer: str) -> None:
    """Give assignments to a user to review."""
    db.executemany('UPDATE task_assignments SET reviewer = ?, modified_at = ? WHERE seq = ?',
                   [(reviewer, clock.now(), record['seq']) for record in records])


def set_annotations(db: sqlite3.Connection, task: dict[str, Any], record: dict[str, Any],
                    user_id: Optional[str], code: int) -> None:
    """Give a status to what the worker of an assignment annotated for the task.

    Args:
        db: in a transaction.
        task: as ``store.documents`` gives it.
        record: the assignment.
        user_id: of the worker, None for the owner of the app.
        code: the status of annotations.
    """
    db.execute('UPDATE annotations SET status_code = ?, modified_at = ? WHERE app_id = ? AND '
               'task_id = ? AND input_seq = ? AND user_id IS ? AND NOT input_level',
               (code, clock.now(), task['app_id'], task['id'], record['input_seq'], user_id))


def said_by_worker(db: sqlite3.Connection, task: dict[str, Any],
                   input_seq: int) -> dict[Optional[str], set[tuple[str, bool]]]:
    """Return {user, None for the owner: (concept, whether it is there)} of an input in a task."""
    rows = db.execute(
        'SELECT a.user_id, s.concept_id, s.value FROM annotations a JOIN annotated_concepts s '
        'ON s.annotation_seq = a.seq WHERE a.app_id = ? AND a.task_id = ? AND a.input_seq = ?',
        (task['app_id'], task['id'], input_seq))
    found: dict[Optional[str], set[tuple[str, bool]]] = {}
    for row in rows:
        found.setdefault(row['user_id'], set()).add((row['concept_id'], row['value'] >= 0.5))
    return found


def annotated_inputs(db: sqlite3.Connection, task: dict[str, Any],
                     users: set[Optional[str]]) -> list[int]:
    """Return the rows of the inputs that users (None for the owner) annotated for a task.

    Without users, those that anybody did.
    """
    condition = ' OR '.join(['user_id IS ?'] * len(users)) or '1'
    rows = db.execute('SELECT DISTINCT input_seq FROM annotations WHERE app_id = ? AND task_id = ? '
                      f'AND ({condition}) ORDER BY input_seq',
                      [task['app_id'], task['id'], *users])
    return [row['input_seq'] for row in rows]
