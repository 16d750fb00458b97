"""The inputs of an app: pictures, videos, texts and audio, with what is said about them."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import annotations as annotation_store

if TYPE_CHECKING:
    from clarifai.sandbox.fields import Page

COLUMNS = ('seq, app_id, id, kind, url, token, allow_duplicate_url, info, text, '
           'status_code, status_details, created_at, modified_at')
CHUNK = 500
_T = TypeVar('_T')


def add(db: sqlite3.Connection, app_id: str, new: dict[str, Any]) -> int:
    """Make one input, waiting to be fetched and looked at.

    Args:
        db: in a transaction.
        app_id: the app.
        new: ``id`` (or None), ``kind`` (one of ``analysis.KINDS``), ``url`` (or None),
            ``bytes`` (or None), ``text`` (or None), ``allow_duplicate_url``, ``concepts`` ((id,
            name, value) each), ``metadata``, ``geo``, ``regions``, ``job_seq`` (the row of the
            job that it is a part of, or None), ``dataset_ids`` (those it is put into).

    Returns:
        the row's number, by which `jobs.queue` knows it.

    Raises:
        errors.InputDuplicate: the id, or the URL without ``allow_duplicate_url``, is taken.
        errors.DatasetNotFound: the app lacks one of the datasets.
    """
    _refuse_duplicates(db, app_id, new)
    datasets = _dataset_rows(db, app_id, new.get('dataset_ids', ()))
    moment = clock.now()
    token = None if new['url'] else clock.new_id()
    seq = db.execute(
        'INSERT INTO inputs (app_id, id, kind, url, token, allow_duplicate_url, text, '
        'job_seq, status_code, created_at, modified_at) VALUES '
        '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        (app_id, new['id'] or clock.new_id(), new['kind'], new['url'], token,
         new['allow_duplicate_url'], new.get('text'), new.get('job_seq'),
         codes.INPUT_PENDING, moment, moment)).lastrowid
    if new['bytes'] is not None:
        db.execute('INSERT INTO media (token, input_seq, bytes) VALUES (?, ?, ?)',
                   (token, seq, new['bytes']))
    annotation_store.annotate_input(db, app_id, seq, new)
    db.executemany('INSERT INTO dataset_inputs (dataset_seq, input_seq, created_at) '
                   'VALUES (?, ?, ?)', [(dataset, seq, moment) for dataset in datasets])
    return seq


def _dataset_rows(db: sqlite3.Connection, app_id: str, ids: Iterable[str]) -> list[int]:
    found = []
    for dataset_id in dict.fromkeys(ids):
        row = db.execute('SELECT seq FROM datasets WHERE app_id = ? AND id = ?',
                         (app_id, dataset_id)).fetchone()
        if not row:
            raise errors.DatasetNotFound(f'There is no dataset with id {dataset_id!r} in this '
                                         'app; make it with POST /datasets.')
        found.append(row['seq'])
    return found


def _refuse_duplicates(db: sqlite3.Connection, app_id: str, new: dict[str, Any]) -> None:
    if new['id'] and _row(db, app_id, new['id']):
        raise errors.InputDuplicate('Input has a duplicate ID.')
    if new['url'] and not new['allow_duplicate_url'] and with_url(db, app_id, new['url']):
        raise errors.InputDuplicate(
            'Input has a duplicate URL; set allow_duplicate_url to add it again.')


def update(db: sqlite3.Connection, record: dict[str, Any]) -> None:
    """Write back the concepts, regions, metadata and geo of `record`, as `get` gave it."""
    annotation_store.write_input(db, record)
    db.execute('UPDATE inputs SET modified_at = ? WHERE seq = ?', (clock.now(), record['seq']))


def get(db: sqlite3.Connection, app_id: str, input_id: str) -> dict[str, Any]:
    """Return one input.

    Raises:
        errors.InputNotFound: the app has none with this id.
    """
    row = _row(db, app_id, input_id)
    if not row:
        raise errors.InputNotFound(f'There is no input with id {input_id!r} in this app.')
    return _records(db, [row])[0]


def by_seq(db: sqlite3.Connection, seqs: list[int]) -> list[dict[str, Any]]:
    """Return the inputs with these row numbers, in this order; those that are gone are left out."""
    found: dict[Any, Any] = {}
    for chunk in chunks(seqs):
        rows = db.execute('SELECT %s FROM inputs WHERE seq IN (%s)'
                          % (COLUMNS, ', '.join('?' * len(chunk))), chunk).fetchall()
        found.update((record['seq'], record) for record in _records(db, rows))
    return [found[seq] for seq in seqs if seq in found]


def by_id(db: sqlite3.Connection, app_id: str, ids: list[str]) -> list[dict[str, Any]]:
    """Return the inputs with these ids, in this order; those that are gone are left out."""
    found: dict[Any, Any] = {}
    for chunk in chunks(ids):
        rows = db.execute('SELECT %s FROM inputs WHERE app_id = ? AND id IN (%s)'
                          % (COLUMNS, ', '.join('?' * len(chunk))), [app_id] + chunk).fetchall()
        found.update((record['id'], record) for record in _records(db, rows))
    return [found[input_id] for input_id in ids if input_id in found]


def listing(db: sqlite3.Connection, app_id: str, page: Page,
            status_code: Any = None) -> list[dict[str, Any]]:
    """Return one page of the app's inputs, oldest first; of one status only, if it is given."""
    condition = '' if status_code is None else ' AND status_code = ?'
    # The inner query is answered by an index alone, however many inputs it has to skip.
    rows = db.execute('SELECT %s FROM inputs WHERE seq IN (SELECT seq FROM inputs WHERE '
                      'app_id = ?%s ORDER BY seq LIMIT ? OFFSET ?) ORDER BY seq'
                      % (COLUMNS, condition), [app_id] + [status_code] * bool(condition)
                      + [page.size, page.start]).fetchall()
    return _records(db, rows)


def rows(db: sqlite3.Connection, app_id: str) -> list[int]:
    """Return the row numbers of the app's inputs, oldest first."""
    return [row['seq'] for row in db.execute('SELECT seq FROM inputs WHERE app_id = ? ORDER BY seq',
                                             (app_id,))]


def after(db: sqlite3.Connection, app_id: str, last_id: str, size: int, by_id: bool = False,
          descending: bool = False) -> Any:
    """Return the inputs that come after one of them, so that a list can be read while it changes.

    Args:
        db: in a transaction.
        app_id: the app.
        last_id: the last input that was read; '' to begin.
        size: how many.
        by_id: whether they are in the order of their ids, and not of their arrival.
        descending: whether the order is turned round.

    Raises:
        errors.InputNotFound: the order is that of arrival, and `last_id` is gone.
    """
    column, last = ('id', last_id) if by_id else ('seq', None)
    if last_id and not by_id:
        last = get(db, app_id, last_id)['seq']
    condition = f" AND {column} {'<' if descending else '>'} ?" if last_id else ''
    rows = db.execute('SELECT %s FROM inputs WHERE app_id = ?%s ORDER BY %s %s LIMIT ?'
                      % (COLUMNS, condition, column, 'DESC' if descending else 'ASC'),
                      [app_id] + [last] * bool(last_id) + [size]).fetchall()
    return _records(db, rows)


def has_id(db: sqlite3.Connection, app_id: str, input_id: Any) -> Any:
    """Return whether the app has an input with this id."""
    return _row(db, app_id, input_id) is not None


def with_url(db: sqlite3.Connection, app_id: str, url: str) -> list[int]:
    """Return the row numbers of the inputs that were made from this URL."""
    rows = db.execute('SELECT seq FROM inputs WHERE app_id = ? AND url = ?', (app_id, url))
    return [row['seq'] for row in rows]


def counts(db: sqlite3.Connection, app_id: str) -> dict[int, int]:
    """Return how many of the app's inputs have which status code, as a dict."""
    rows = db.execute('SELECT status_code, COUNT(*) AS number FROM inputs WHERE app_id = ? '
                      'GROUP BY status_code', (app_id,))
    return {row['status_code']: row['number'] for row in rows}


def remove(db: sqlite3.Connection, app_id: str, ids: list[str]) -> int:
    """Delete these inputs; return how many there were."""
    return sum(db.execute('DELETE FROM inputs WHERE app_id = ? AND id = ?',
                          (app_id, input_id)).rowcount for input_id in ids)


def hosted(db: sqlite3.Connection, token: str) -> bytes | None:
    """Return the bytes, or the text in UTF-8, that were uploaded under `token`, or None."""
    row = db.execute('SELECT bytes FROM media WHERE token = ?', (token,)).fetchone()
    if row:
        return row['bytes']
    row = db.execute('SELECT text FROM inputs WHERE token = ?', (token,)).fetchone()
    return row['text'].encode('utf-8') if row else None


def kept(db: sqlite3.Connection, record: dict[str, Any]) -> bytes | None:
    """Return the bytes of an input that are kept here, or None if they are behind its URL."""
    if record['token']:
        return hosted(db, record['token'])
    return None if record['url'] else record['text'].encode('utf-8')


def chunks(values: list[_T]) -> list[list[_T]]:
    """Cut a list into lists short enough for one SQL statement's placeholders."""
    return [values[start:start + CHUNK] for start in range(0, len(values), CHUNK)]


def _row(db: sqlite3.Connection, app_id: str, input_id: str) -> sqlite3.Row | None:
    return db.execute(f'SELECT {COLUMNS} FROM inputs WHERE app_id = ? AND id = ?',
                      (app_id, input_id)).fetchone()


def _records(db: sqlite3.Connection, rows: list[sqlite3.Row]) -> list[dict[str, Any]]:
    records = [dict(row, info=json.loads(row['info']) if row['info'] else None) for row in rows]
    annotation_store.attach_to_inputs(db, records)
    _attach_datasets(db, records)
    return records


def _attach_datasets(db: sqlite3.Connection, records: list[dict[str, Any]]) -> None:
    """Put ``dataset_ids`` into records of inputs."""
    by_row: dict[int, dict[str, Any]] = {}
    for record in records:
        record['dataset_ids'] = []
        by_row[record['seq']] = record
    for chunk in chunks(list(by_row)):
        rows = db.execute(
            'SELECT m.input_seq, d.id FROM dataset_inputs m JOIN datasets d '
            'ON d.seq = m.dataset_seq WHERE m.input_seq IN (%s) ORDER BY m.seq'
            % ', '.join('?' * len(chunk)), chunk)
        for row in rows:
            by_row[row['input_seq']]['dataset_ids'].append(row['id'])
