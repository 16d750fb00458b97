"""Jobs that take inputs out of archives: one for each archive of an upload, or behind a URL."""
from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes

if TYPE_CHECKING:
    from clarifai.sandbox.fields import Page

COLUMNS = ('seq, app_id, id, url, token, job_seq, template, status_code, details, counts, '
           'created_at, modified_at')
WAITING = (codes.JOB_QUEUED, codes.JOB_RUNNING)


def add(db: sqlite3.Connection, app_id: str, job_seq: int, template: dict[str, Any],
        url: str | None = None, token: str | None = None) -> int:
    """Queue an archive.

    Args:
        db: in a transaction.
        app_id: the app.
        job_seq: the row of the job that its inputs are a part of.
        template: what its inputs have in common.
        url: where the archive is, or None.
        token: what the archive is handed out under, where it was uploaded.

    Returns:
        the row's number, by which `jobs.queue` knows it.
    """
    moment = clock.now()
    seq = db.execute(
        'INSERT INTO extractions (app_id, id, url, token, job_seq, template, status_code, counts, '
        "created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, '{}', ?, ?)",
        (app_id, clock.new_id(), url, token, job_seq, json.dumps(template), codes.JOB_QUEUED,
         moment, moment)).lastrowid
    assert seq is not None
    return seq


def get(db: sqlite3.Connection, app_id: str, extraction_id: str) -> dict[str, Any]:
    """Return a job: its columns.

    Raises:
        errors.JobNotFound: the app has none with this id.
    """
    row = db.execute(f'SELECT {COLUMNS} FROM extractions WHERE app_id = ? AND id = ?',
                     (app_id, extraction_id)).fetchone()
    if not row:
        raise errors.JobNotFound(f'There is no extraction job with id {extraction_id!r} in this '
                                 'app.')
    return _record(row)


def by_seq(db: sqlite3.Connection, seq: int) -> dict[str, Any] | None:
    """Return the job of a row, or None if it is gone."""
    row = db.execute(f'SELECT {COLUMNS} FROM extractions WHERE seq = ?', (seq,)).fetchone()
    return _record(row) if row else None


def listing(db: sqlite3.Connection, app_id: str, page: Page) -> list[dict[str, Any]]:
    """Return one page of the app's jobs, oldest first."""
    rows = db.execute(f'SELECT {COLUMNS} FROM extractions WHERE app_id = ? ORDER BY seq '
                      'LIMIT ? OFFSET ?', (app_id, page.size, page.start))
    return [_record(row) for row in rows]


def of_job(db: sqlite3.Connection, job_seq: int) -> list[dict[str, Any]]:
    """Return those of a job that adds inputs, oldest first."""
    rows = db.execute(f'SELECT {COLUMNS} FROM extractions WHERE job_seq = ? ORDER BY seq',
                      (job_seq,))
    return [_record(row) for row in rows]


def unfinished(db: sqlite3.Connection) -> list[int]:
    """Return the row numbers of the jobs that are not carried out."""
    rows = db.execute('SELECT seq FROM extractions WHERE status_code IN (?, ?) ORDER BY seq',
                      WAITING)
    return [row['seq'] for row in rows]


def finish(db: sqlite3.Connection, seq: int, code: int, details: str | None = None,
           counts: dict[str, int] | None = None) -> None:
    """Say what came of a job; one that was cancelled meanwhile stays so."""
    db.execute('UPDATE extractions SET status_code = ?, details = ?, counts = ?, modified_at = ? '
               'WHERE seq = ? AND status_code IN (?, ?)',
               (code, details, json.dumps(counts or {}), clock.now(), seq) + WAITING)


def _record(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row, template=json.loads(row['template']), counts=json.loads(row['counts']))
