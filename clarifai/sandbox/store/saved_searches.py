"""Searches that were saved in an app, to be run again."""
import json
import sqlite3
from typing import Any

from clarifai.sandbox import clock, errors

COLUMNS = 'seq, id, over, search, created_at, modified_at'


def add(db: sqlite3.Connection, app_id: str, search_id: str, over: str,
        search: dict[str, Any]) -> Any:
    """Save a search.

    Args:
        db: in a transaction.
        app_id: the app.
        search_id: its id, or None for a fresh one.
        over: what it searches, in the words of whoever runs it.
        search: what is to be kept of it.

    Returns:
        the record, as `get` gives it.

    Raises:
        errors.SearchInvalid: the id is taken.
    """
    search_id = search_id or clock.new_id()
    if _row(db, app_id, search_id):
        raise errors.SearchInvalid('There is a saved search with id %r already; change it with '
                                   'PATCH, or leave out the id.' % search_id)
    moment = clock.now()
    db.execute('INSERT INTO saved_searches (app_id, id, over, search, created_at, modified_at) '
               'VALUES (?, ?, ?, ?, ?, ?)',
               (app_id, search_id, over, json.dumps(search), moment, moment))
    return get(db, app_id, search_id)


def get(db: sqlite3.Connection, app_id: str, search_id: Any) -> Any:
    """Return a saved search: ``id``, ``over``, ``search``, ``created_at`` and ``modified_at``.

    Raises:
        errors.SearchNotFound: the app has none with this id.
    """
    row = _row(db, app_id, search_id)
    if not row:
        raise errors.SearchNotFound(f'There is no saved search with id {search_id!r} in this app.')
    return _record(row)


def listing(db: sqlite3.Connection, app_id: str, page: Any) -> Any:
    """Return one page of the app's saved searches, oldest first."""
    rows = db.execute('SELECT %s FROM saved_searches WHERE app_id = ? ORDER BY seq '
                      'LIMIT ? OFFSET ?' % COLUMNS, (app_id, page.size, page.start))
    return [_record(row) for row in rows]


def replace(db: sqlite3.Connection, record: dict[str, Any]) -> None:
    """Write back the ``search`` of `record`, as `get` gave it."""
    db.execute('UPDATE saved_searches SET search = ?, modified_at = ? WHERE seq = ?',
               (json.dumps(record['search']), clock.now(), record['seq']))


def remove(db: sqlite3.Connection, app_id: str, search_id: Any) -> None:
    """Delete a saved search."""
    db.execute('DELETE FROM saved_searches WHERE app_id = ? AND id = ?', (app_id, search_id))


def _row(db: sqlite3.Connection, app_id: str, search_id: Any) -> Any:
    return db.execute(f'SELECT {COLUMNS} FROM saved_searches WHERE app_id = ? AND id = ?',
                      (app_id, search_id)).fetchone()


def _record(row: Any) -> Any:
    return dict(row, search=json.loads(row['search']))
