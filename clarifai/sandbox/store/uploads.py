"""Multipart uploads: files that come in parts, in any order, and are whole when all are there."""
from __future__ import annotations

import datetime
import json
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes

if TYPE_CHECKING:
    from clarifai.sandbox.fields import Page

COLUMNS = ('seq, app_id, id, name, length, token, job_seq, template, created_at, modified_at, '
           'expires_at, (SELECT COALESCE(SUM(length(bytes)), 0) FROM upload_parts '
           'WHERE upload_seq = uploads.seq) AS received')
LIFETIME = datetime.timedelta(days=1)  # of an upload that is not whole
MAX_LENGTH = 512 * 1024 * 1024


def add(db: sqlite3.Connection, app_id: str, upload_id: str | None, name: str, length: int,
        job_seq: int | None = None, template: dict[str, Any] | None = None) -> dict[str, Any]:
    """Begin an upload.

    Args:
        db: in a transaction.
        app_id: the app.
        upload_id: its id, or None for a fresh one.
        name: what the file is called.
        length: how many bytes it has.
        job_seq: the row of the job whose inputs are in it, or None.
        template: what those inputs have in common.

    Returns:
        the upload, as `get` gives it.

    Raises:
        errors.UploadInvalid: the id is taken, or the file is too large.
    """
    upload_id = upload_id or clock.new_id()
    if _row(db, app_id, upload_id):
        raise errors.UploadInvalid(f'There is an upload with id {upload_id!r} already.')
    if length > MAX_LENGTH:
        raise errors.UploadInvalid('content_length is %d; an upload may have %d bytes.'
                                   % (length, MAX_LENGTH))
    moment = clock.now()
    expires_at = (datetime.datetime.now(datetime.timezone.utc) + LIFETIME).strftime(clock.FORM)
    db.execute('INSERT INTO uploads (app_id, id, name, length, token, job_seq, template, '
               'created_at, modified_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
               (app_id, upload_id, name, length, clock.new_id(), job_seq,
                json.dumps(template or {}), moment, moment, expires_at))
    return get(db, app_id, upload_id)


def get(db: sqlite3.Connection, app_id: str, upload_id: str) -> dict[str, Any]:
    """Return an upload: its columns, ``received`` (bytes), and its ``status_code``.

    Raises:
        errors.UploadNotFound: the app has none with this id.
    """
    row = _row(db, app_id, upload_id)
    if not row:
        raise errors.UploadNotFound(f'There is no upload with id {upload_id!r} in this app.')
    return _record(row)


def listing(db: sqlite3.Connection, app_id: str, page: Page) -> list[dict[str, Any]]:
    """Return one page of the app's uploads, oldest first."""
    rows = db.execute(f'SELECT {COLUMNS} FROM uploads WHERE app_id = ? ORDER BY seq '
                      'LIMIT ? OFFSET ?', (app_id, page.size, page.start))
    return [_record(row) for row in rows]


def of_job(db: sqlite3.Connection, job_seq: int) -> list[dict[str, Any]]:
    """Return the uploads of a job, oldest first."""
    rows = db.execute(f'SELECT {COLUMNS} FROM uploads WHERE job_seq = ? ORDER BY seq', (job_seq,))
    return [_record(row) for row in rows]


def put_part(db: sqlite3.Connection, upload: dict[str, Any], number: int, start: int,
             data: bytes) -> None:
    """Keep a part of an upload, in place of an earlier one with its number.

    Args:
        db: in a transaction.
        upload: as `get` gives it.
        number: the number of the part.
        start: where it begins in the file.
        data: what is in it.

    Raises:
        errors.UploadInvalid: it does not fit into the file, or overlaps another part.
    """
    if start + len(data) > upload['length']:
        raise errors.UploadInvalid('Part %d goes to byte %d; the upload has %d.'
                                   % (number, start + len(data), upload['length']))
    other = db.execute(
        'SELECT number FROM upload_parts WHERE upload_seq = ? AND number != ? AND start < ? '
        'AND start + length(bytes) > ?',
        (upload['seq'], number, start + len(data), start)).fetchone()
    if other:
        raise errors.UploadInvalid('Part %d has bytes that part %d has, too.'
                                   % (number, other['number']))
    db.execute('INSERT OR REPLACE INTO upload_parts (upload_seq, number, start, bytes) '
               'VALUES (?, ?, ?, ?)', (upload['seq'], number, start, data))
    db.execute('UPDATE uploads SET modified_at = ? WHERE seq = ?', (clock.now(), upload['seq']))


def remove(db: sqlite3.Connection, app_id: str, ids: list[str]) -> None:
    """Delete these uploads, whole or not."""
    db.executemany('DELETE FROM uploads WHERE app_id = ? AND id = ?',
                   [(app_id, upload_id) for upload_id in ids])


def hosted(db: sqlite3.Connection, token: str) -> bytes | None:
    """Return the bytes of a whole upload by the token that it is handed out under, or None."""
    row = db.execute(f'SELECT {COLUMNS} FROM uploads WHERE token = ?', (token,)).fetchone()
    if not row or _record(row)['status_code'] != codes.UPLOAD_DONE:
        return None
    parts = db.execute('SELECT bytes FROM upload_parts WHERE upload_seq = ? ORDER BY start',
                       (row['seq'],))
    return b''.join(part['bytes'] for part in parts)


def _row(db: sqlite3.Connection, app_id: str, upload_id: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(
        f'SELECT {COLUMNS} FROM uploads WHERE app_id = ? AND id = ?',
        (app_id, upload_id)).fetchone()
    return row


def _record(row: sqlite3.Row) -> dict[str, Any]:
    # Parts do not overlap, so as many bytes as the file has are the whole of it.
    if row['received'] == row['length']:
        code = codes.UPLOAD_DONE
    else:
        code = (codes.UPLOAD_EXPIRED if row['expires_at'] < clock.now()
                else codes.UPLOAD_IN_PROGRESS)
    return dict(row, template=json.loads(row['template']), status_code=code)
