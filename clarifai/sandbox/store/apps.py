"""Apps: one for each API key, and those that users name.

Of a key a hash is kept, and the last characters by which its owner knows it.

A user's app has a name and members that describe it; what is in it is under its own id.
"""
from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Any

from clarifai.sandbox import clock, errors

# In place of a key's hash, for apps that no key opens by itself; no hash has a space.
NO_KEY = 'app %s'
SHOWN_OF_KEY = 4  # characters
_SELECT = ('SELECT user_apps.*, apps.created_at FROM user_apps '
           'JOIN apps ON apps.id = user_apps.app_id WHERE user_id = ?')


def hashed(key: str) -> str:
    """Return what is kept of a key or PAT."""
    return hashlib.sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()


def for_key(db: sqlite3.Connection, key: str) -> str:
    """Return the id of the app that `key` opens; a key never seen before opens a new app.

    Args:
        db: in a transaction.
        key: what the client sent after ``Key``.

    Returns:
        the app's id.
    """
    found = _of_key(db, key)
    if found is None:
        app_id = clock.new_id()
        _add(db, app_id, hashed(key), end_of(key))
        return app_id
    if found['key_end'] is None:  # an earlier sandbox made it
        db.execute('UPDATE apps SET key_end = ? WHERE id = ?', (end_of(key), found['id']))
    return found['id']


def end_of(key: str) -> str:
    """Return what is kept and shown of a key: the last characters, but never more than half."""
    end = key[len(key) - min(SHOWN_OF_KEY, len(key) // 2):]
    return end.encode('ascii', 'replace').decode('ascii')


def has_app(db: sqlite3.Connection, key: str) -> bool:
    """Return whether a key has opened an app of its own."""
    return _of_key(db, key) is not None


def _of_key(db: sqlite3.Connection, key: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute('SELECT id, key_end FROM apps WHERE key_hash = ?',
                                         (hashed(key),)).fetchone()
    return row


def _add(db: sqlite3.Connection, app_id: str, key_hash: str, key_end: str | None = None) -> None:
    db.execute('INSERT INTO apps (id, key_hash, key_end, created_at) VALUES (?, ?, ?, ?)',
               (app_id, key_hash, key_end, clock.now()))


def of_user(db: sqlite3.Connection, user_id: str, name: str) -> str:
    """Return the id under which the app `name` of a user is kept; it is made when first named."""
    row = db.execute('SELECT app_id FROM user_apps WHERE user_id = ? AND name = ?',
                     (user_id, name)).fetchone()
    if row:
        return row['app_id']
    return _add_named(db, user_id, name)


def _add_named(db: sqlite3.Connection, user_id: str, name: str) -> str:
    """Make the app `name` of a user, who has none of this name; return the id it is kept under."""
    app_id = clock.new_id()
    _add(db, app_id, NO_KEY % app_id)
    db.execute('INSERT INTO user_apps (user_id, name, app_id) VALUES (?, ?, ?)',
               (user_id, name, app_id))
    return app_id


def exists(db: sqlite3.Connection, app_id: str) -> bool:
    """Return whether an app is kept under this id."""
    return db.execute('SELECT 1 FROM apps WHERE id = ?', (app_id,)).fetchone() is not None


def created_at(db: sqlite3.Connection, app_id: str) -> str:
    """Return when an app was made."""
    return db.execute('SELECT created_at FROM apps WHERE id = ?', (app_id,)).fetchone()[0]


def delete(db: sqlite3.Connection, app_id: str) -> None:
    """Delete an app and everything in it: the rows of every table that refers to apps."""
    db.execute('PRAGMA defer_foreign_keys = ON')
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for table in [row['name'] for row in tables]:
        for reference in db.execute(f'PRAGMA foreign_key_list({table})').fetchall():
            if reference['table'] == 'apps':
                db.execute(f"DELETE FROM {table} WHERE {reference['from']} = ?", (app_id,))
    db.execute('DELETE FROM apps WHERE id = ?', (app_id,))


def owner(db: sqlite3.Connection, pat: str) -> str | None:
    """Return the id of the user whose PAT this is, or None."""
    row = db.execute('SELECT user_id FROM pats WHERE key_hash = ?', (hashed(pat),)).fetchone()
    return row['user_id'] if row else None


def bind(db: sqlite3.Connection, pat: str, user_id: str) -> None:
    """Remember whose PAT this is."""
    db.execute('INSERT INTO pats (key_hash, user_id) VALUES (?, ?)', (hashed(pat), user_id))


def is_user(db: sqlite3.Connection, user_id: str) -> bool:
    """Return whether a PAT of this user was ever used."""
    return db.execute('SELECT 1 FROM pats WHERE user_id = ? LIMIT 1',
                      (user_id,)).fetchone() is not None


def user(db: sqlite3.Connection, user_id: str) -> dict[str, str]:
    """Return a user as a dict of ``id`` and ``created_at``, from when the user is asked for."""
    db.execute('INSERT INTO users (id, created_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
               (user_id, clock.now()))
    return dict(db.execute('SELECT id, created_at FROM users WHERE id = ?', (user_id,)).fetchone())


def _record(row: sqlite3.Row) -> dict[str, Any]:
    """Return an app: ``user_id``, ``id``, ``app_id`` (where it is kept), ``about`` and times."""
    return {'user_id': row['user_id'], 'id': row['name'], 'app_id': row['app_id'],
            'about': json.loads(row['about']), 'created_at': row['created_at'],
            'modified_at': row['modified_at'] or row['created_at']}


def list_all(db: sqlite3.Connection, user_id: str) -> list[dict[str, Any]]:
    """Return a user's apps, the oldest first."""
    rows = db.execute(_SELECT + ' ORDER BY apps.created_at, name', (user_id,))
    return [_record(row) for row in rows]


def find(db: sqlite3.Connection, user_id: str, name: str) -> dict[str, Any] | None:
    """Return one app, or None."""
    row = db.execute(_SELECT + ' AND name = ?', (user_id, name)).fetchone()
    return _record(row) if row else None


def get(db: sqlite3.Connection, user_id: str, name: str) -> dict[str, Any]:
    """Return one app.

    Raises:
        errors.AppNotFound: the user has none of this name.
    """
    found = find(db, user_id, name)
    if found is None:
        raise errors.AppNotFound(f'There is no app {name!r} of user {user_id}.')
    return found


def add(db: sqlite3.Connection, user_id: str, name: str, about: dict[str, Any]) -> dict[str, Any]:
    """Make an app.

    Raises:
        errors.AppInvalid: the user has one of this name.
    """
    _refuse_taken(db, user_id, name)
    _add_named(db, user_id, name)
    return describe(db, get(db, user_id, name), about)


def describe(db: sqlite3.Connection, record: dict[str, Any],
             about: dict[str, Any]) -> dict[str, Any]:
    """Change what is said of an app; return it as it is then."""
    db.execute('UPDATE user_apps SET about = ?, modified_at = ? WHERE user_id = ? AND name = ?',
               (json.dumps(about), clock.now(), record['user_id'], record['id']))
    return get(db, record['user_id'], record['id'])


def rename(db: sqlite3.Connection, record: dict[str, Any], name: str) -> dict[str, Any]:
    """Give an app another id; return it as it is then."""
    if name != record['id']:
        _refuse_taken(db, record['user_id'], name)
    db.execute('UPDATE user_apps SET name = ?, modified_at = ? WHERE user_id = ? AND name = ?',
               (name, clock.now(), record['user_id'], record['id']))
    return get(db, record['user_id'], name)


def _refuse_taken(db: sqlite3.Connection, user_id: str, name: str) -> None:
    if find(db, user_id, name):
        raise errors.AppInvalid(f'duplicate: user {user_id} has an app {name!r} already.')
