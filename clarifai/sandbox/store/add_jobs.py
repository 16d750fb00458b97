"""Jobs: inputs that were added together, with how many of them are done."""
import sqlite3
from typing import Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import extractions, uploads

COLUMNS = 'seq, id, cancelled, created_at, modified_at'
CANCELLED = 'The job that added it was cancelled before its turn.'


def ensure(db: sqlite3.Connection, app_id: str, job_id: Any) -> Any:
    """Return the row of a job; one that the app does not have yet is made."""
    row = _row(db, app_id, job_id)
    if row:
        return row['seq']
    moment = clock.now()
    return db.execute('INSERT INTO add_jobs (app_id, id, created_at, modified_at) '
                      'VALUES (?, ?, ?, ?)', (app_id, job_id, moment, moment)).lastrowid


def get(db: sqlite3.Connection, app_id: str, job_id: Any) -> Any:
    """Return a job: ``id``, ``status_code``, ``counts`` of its inputs by state, and times.

    Its ``uploads`` and ``extractions`` are the archives that its inputs are taken from.

    Raises:
        errors.JobNotFound: the app has none with this id.
    """
    row = _row(db, app_id, job_id)
    if not row:
        raise errors.JobNotFound('There is no job with id %r in this app; POST /inputs with '
                                 "'inputs_add_job_id' makes one." % job_id)
    return _record(db, row)


def by_seq(db: sqlite3.Connection, seq: int) -> Any:
    """Return the job of a row, like `get`."""
    return _record(db, db.execute(f'SELECT {COLUMNS} FROM add_jobs WHERE seq = ?',
                                  (seq,)).fetchone())


def listing(db: sqlite3.Connection, app_id: str, page: Any) -> Any:
    """Return one page of the app's jobs, oldest first."""
    rows = db.execute('SELECT %s FROM add_jobs WHERE app_id = ? ORDER BY seq LIMIT ? OFFSET ?'
                      % COLUMNS, (app_id, page.size, page.start)).fetchall()
    return [_record(db, row) for row in rows]


def cancel(db: sqlite3.Connection, app_id: str, job_id: Any) -> None:
    """Fail the inputs of a job whose turn has not come; a job that is done stays as it is."""
    record = get(db, app_id, job_id)
    if record['status_code'] != codes.JOB_RUNNING:
        return
    moment = clock.now()
    db.execute('UPDATE inputs SET status_code = ?, status_details = ?, modified_at = ? '
               'WHERE job_seq = ? AND status_code = ?',
               (codes.INPUT_FAILED, CANCELLED, moment, record['seq'], codes.INPUT_PENDING))
    for job in record['extractions']:
        extractions.finish(db, job['seq'], codes.JOB_CANCELLED)
    db.execute('UPDATE add_jobs SET cancelled = 1, modified_at = ? WHERE seq = ?',
               (moment, record['seq']))


def _row(db: sqlite3.Connection, app_id: str, job_id: Any) -> Any:
    return db.execute(f'SELECT {COLUMNS} FROM add_jobs WHERE app_id = ? AND id = ?',
                      (app_id, job_id)).fetchone()


def _record(db: sqlite3.Connection, row: Any) -> Any:
    rows = db.execute('SELECT status_code, COUNT(*) AS number FROM inputs WHERE job_seq = ? '
                      'GROUP BY status_code', (row['seq'],))
    by_code = {found['status_code']: found['number'] for found in rows}
    counts = {'pending': by_code.pop(codes.INPUT_PENDING, 0),
              'in_progress': by_code.pop(codes.INPUT_IN_PROGRESS, 0),
              'success': by_code.pop(codes.INPUT_SUCCESS, 0)}
    counts['failed'] = sum(by_code.values())
    sent, taken = uploads.of_job(db, row['seq']), extractions.of_job(db, row['seq'])
    running = (counts['pending'] or counts['in_progress']
               or any(upload['status_code'] == codes.UPLOAD_IN_PROGRESS for upload in sent)
               or any(job['status_code'] in extractions.WAITING for job in taken))
    code = codes.JOB_CANCELLED if row['cancelled'] else (
        codes.JOB_RUNNING if running else codes.JOB_COMPLETED)
    return dict(row, counts=counts, status_code=code, uploads=sent, extractions=taken)
