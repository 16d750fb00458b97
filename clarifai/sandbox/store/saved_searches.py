"""Searches that were saved in an app, to be run again."""
from __future__ import absolute_import

import json

from clarifai.sandbox import clock, errors

COLUMNS = 'seq, id, over, search, created_at, modified_at'


def add(db, app_id, search_id, over, search):
    """Save a search.

    Args:
        db (sqlite3.Connection): in a transaction.
        app_id (str): the app.
        search_id (str): its id, or None for a fresh one.
        over (str): what it searches, in the words of whoever runs it.
        search (dict): what is to be kept of it.

    Returns:
        dict: the record, as `get` gives it.

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


def get(db, app_id, search_id):
    """Return a saved search: ``id``, ``over``, ``search``, ``created_at`` and ``modified_at``.

    Raises:
        errors.SearchNotFound: the app has none with this id.
    """
    row = _row(db, app_id, search_id)
    if not row:
        raise errors.SearchNotFound('There is no saved search with id %r in this app.' % search_id)
    return _record(row)


def listing(db, app_id, page):
    """Return one page of the app's saved searches, oldest first."""
    rows = db.execute('SELECT %s FROM saved_searches WHERE app_id = ? ORDER BY seq '
                      'LIMIT ? OFFSET ?' % COLUMNS, (app_id, page.size, page.start))
    return [_record(row) for row in rows]


def replace(db, record):
    """Write back the ``search`` of `record`, as `get` gave it."""
    db.execute('UPDATE saved_searches SET search = ?, modified_at = ? WHERE seq = ?',
               (json.dumps(record['search']), clock.now(), record['seq']))


def remove(db, app_id, search_id):
    """Delete a saved search."""
    db.execute('DELETE FROM saved_searches WHERE app_id = ? AND id = ?', (app_id, search_id))


def _row(db, app_id, search_id):
    return db.execute('SELECT %s FROM saved_searches WHERE app_id = ? AND id = ?' % COLUMNS,
                      (app_id, search_id)).fetchone()


def _record(row):
    return dict(row, search=json.loads(row['search']))
