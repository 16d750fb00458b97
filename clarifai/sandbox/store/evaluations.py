"""The evaluations of model versions, from queued to done; a version may have several."""
from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock
from clarifai.sandbox import status_codes as codes

if TYPE_CHECKING:
    from clarifai.sandbox.fields import Page

_SELECT = ('SELECT e.seq, e.id, e.version_seq, e.code, e.details, e.metrics, e.about, '
           'e.created_at, v.id AS version_id, v.concept_ids, m.id AS model_id FROM evaluations e '
           'JOIN model_versions v ON v.seq = e.version_seq JOIN models m ON m.seq = v.model_seq ')


def add(db: sqlite3.Connection, version: dict[str, Any],
        evaluation_id: Any = None, about: dict[str, Any] | None = None) -> dict[str, Any]:
    """Make an evaluation of a version that is to be carried out, with this id or a fresh one.

    Args:
        db: in a transaction.
        version: as ``store.versions.get`` gives it.
        evaluation_id: the id, or None.
        about: what was asked for beside it, as members of ``EvalMetrics``.
    """
    seq = db.execute(
        'INSERT INTO evaluations (version_seq, id, code, about, created_at) VALUES (?, ?, ?, ?, ?)',
        (version['seq'], evaluation_id or clock.new_id(), codes.MODEL_QUEUED_FOR_EVALUATION,
         json.dumps(about or {}), clock.now())).lastrowid
    return by_seq(db, seq)


def by_seq(db: sqlite3.Connection, seq: int) -> dict[str, Any]:
    """Return one evaluation, with the ids of its version and model, or None if it is gone."""
    rows = _found(db.execute(_SELECT + 'WHERE e.seq = ?', (seq,)))
    return rows[0] if rows else None


def of_version(db: sqlite3.Connection, version: dict[str, Any], page: Page) -> list[dict[str, Any]]:
    """Return one page of the evaluations of a version, newest first."""
    return _found(db.execute(
        _SELECT + 'WHERE e.version_seq = ? ORDER BY e.seq DESC LIMIT ? OFFSET ?',
        (version['seq'], page.size, page.start)))


def of_app(db: sqlite3.Connection, app_id: str, page: Page) -> list[dict[str, Any]]:
    """Return one page of the evaluations of all models of an app, newest first."""
    return _found(db.execute(
        _SELECT + 'WHERE m.app_id = ? ORDER BY e.seq DESC LIMIT ? OFFSET ?',
        (app_id, page.size, page.start)))


def called(db: sqlite3.Connection, app_id: str, evaluation_id: str) -> dict[str, Any] | None:
    """Return the evaluation of this id in an app, or None."""
    rows = _found(db.execute(_SELECT + 'WHERE m.app_id = ? AND e.id = ?',
                             (app_id, evaluation_id)))
    return rows[0] if rows else None


def set_status(db: sqlite3.Connection, seq: int, code: int, details: str | None = None,
               metrics: dict[str, Any] | None = None) -> None:
    """Say how far an evaluation is, with its result when it is done."""
    db.execute('UPDATE evaluations SET code = ?, details = ?, metrics = ? WHERE seq = ?',
               (code, details, json.dumps(metrics) if metrics else None, seq))


def unfinished(db: sqlite3.Connection) -> list[int]:
    """Return the row numbers of the evaluations that are to be carried out."""
    rows = db.execute('SELECT seq FROM evaluations WHERE code IN (?, ?) ORDER BY seq',
                      codes.EVALUATION_WAITING)
    return [row['seq'] for row in rows]


def _found(rows: sqlite3.Cursor) -> list[dict[str, Any]]:
    return [dict(row, concept_ids=json.loads(row['concept_ids']), about=json.loads(row['about']),
                 metrics=json.loads(row['metrics']) if row['metrics'] else None) for row in rows]
