"""What is kept as it was sent: filters of annotations, tasks and the like, by kind and id."""
from __future__ import annotations

import json
import sqlite3
from typing import Any

from clarifai.sandbox import clock, errors

COLUMNS = 'seq, app_id, kind, id, about, created_at, modified_at'


def add(db: sqlite3.Connection, app_id: str, kind: str, document_id: str | None,
        about: dict[str, Any]) -> dict[str, Any]:
    """Keep a document.

    Args:
        db: in a transaction.
        app_id: the app.
        kind: what it is, in the words of whoever reads it.
        document_id: its id, or None for a fresh one.
        about: what is to be kept.

    Returns:
        the document, as `get` gives it.

    Raises:
        errors.DocumentInvalid: the id is taken.
    """
    document_id = document_id or clock.new_id()
    if _row(db, app_id, kind, document_id):
        raise errors.DocumentInvalid(f'duplicate: there is a {kind} with id {document_id!r} '
                                     'already.')
    moment = clock.now()
    db.execute('INSERT INTO documents (app_id, kind, id, about, created_at, modified_at) '
               'VALUES (?, ?, ?, ?, ?, ?)',
               (app_id, kind, document_id, json.dumps(about), moment, moment))
    return get(db, app_id, kind, document_id)


def get(db: sqlite3.Connection, app_id: str, kind: str, document_id: str) -> dict[str, Any]:
    """Return a document: ``seq``, ``app_id``, ``kind``, ``id``, ``about`` and times.

    Raises:
        errors.DocumentNotFound: the app has none of this kind with this id.
    """
    row = _row(db, app_id, kind, document_id)
    if not row:
        raise errors.DocumentNotFound(f'There is no {kind} with id {document_id!r} in this app.')
    return _record(row)


def list_all(db: sqlite3.Connection, app_id: str, kind: str) -> list[dict[str, Any]]:
    """Return all documents of a kind in an app, oldest first."""
    rows = db.execute(f'SELECT {COLUMNS} FROM documents WHERE app_id = ? AND kind = ? '
                      'ORDER BY seq', (app_id, kind))
    return [_record(row) for row in rows]


def replace(db: sqlite3.Connection, document: dict[str, Any],
            about: dict[str, Any]) -> dict[str, Any]:
    """Keep something else in a document; return it as it is then."""
    db.execute('UPDATE documents SET about = ?, modified_at = ? WHERE seq = ?',
               (json.dumps(about), clock.now(), document['seq']))
    return get(db, document['app_id'], document['kind'], document['id'])


def remove(db: sqlite3.Connection, app_id: str, kind: str, ids: list[str]) -> None:
    """Delete these documents of a kind."""
    db.executemany('DELETE FROM documents WHERE app_id = ? AND kind = ? AND id = ?',
                   [(app_id, kind, document_id) for document_id in ids])


def counts_of_task(db: sqlite3.Connection, app_id: str, task_id: str,
                   of_inputs: bool) -> dict[str | None, dict[int, int]]:
    """Count what users annotated for a task.

    Args:
        db: in a transaction.
        app_id: the app.
        task_id: the task.
        of_inputs: whether to count inputs, and not annotations.

    Returns:
        {user id, None for the owner of the app: {status code: number}}.
    """
    what = 'DISTINCT input_seq' if of_inputs else '*'
    rows = db.execute(f'SELECT user_id, status_code, COUNT({what}) AS number FROM annotations '
                      'WHERE app_id = ? AND task_id = ? GROUP BY user_id, status_code '
                      'ORDER BY user_id', (app_id, task_id))
    found: dict[str | None, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row['user_id'], {})[row['status_code']] = row['number']
    return found


def _row(db: sqlite3.Connection, app_id: str, kind: str, document_id: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(
        f'SELECT {COLUMNS} FROM documents WHERE app_id = ? AND kind = ? AND id = ?',
        (app_id, kind, document_id)).fetchone()
    return row


def _record(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row, about=json.loads(row['about']))
