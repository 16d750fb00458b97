"""Keys that were made through the API. Of a key only its hash is kept, and an id made of that.

One that was deleted stays known, so that it opens nothing from then on.
"""
from __future__ import annotations

import json
import sqlite3
from typing import Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox.store import apps

APP_KEY, PAT = TYPES = ('app_specific_key', 'personal_access_token')
ID_LENGTH = 32
_SELECT = ('SELECT keys.*, user_apps.name AS app FROM keys '
           'LEFT JOIN user_apps ON user_apps.app_id = keys.app_id ')


def _record(row: sqlite3.Row) -> dict[str, Any]:
    """Return a key: ``id``, ``user_id``, ``type``, ``app`` (an app's name or None) and the rest."""
    known = dict(row, scopes=json.loads(row['scopes']))
    del known['key_hash'], known['seq']
    return known


def of_secret(db: sqlite3.Connection, secret: str) -> dict[str, Any] | None:
    """Return the key with which somebody came, or None if it was not made through the API.

    Its ``deleted`` may be true.
    """
    row = db.execute(_SELECT + 'WHERE key_hash = ?', (apps.hashed(secret),)).fetchone()
    return _record(row) if row else None


def is_expired(record: dict[str, Any]) -> bool:
    """Return whether a key was to be good until some moment that is over."""
    return bool(record.get('expires_at')) and record['expires_at'] <= clock.now()


def get(db: sqlite3.Connection, user_id: str, key_id: str) -> dict[str, Any]:
    """Return a key of a user, by its id or by the key itself.

    Raises:
        errors.KeyNotFound: the user has none.
    """
    row = db.execute(
        _SELECT + 'WHERE NOT deleted AND keys.user_id = ? AND (id = ? OR key_hash = ?)',
        (user_id, key_id, apps.hashed(key_id))).fetchone()
    if row is None:
        raise errors.KeyNotFound(f'User {user_id} has no such key.')
    return _record(row)


def list_all(db: sqlite3.Connection, user_id: str,
             app_id: str | None = None) -> list[dict[str, Any]]:
    """Return the keys of a user, or of one app (the id under which it is kept), oldest first."""
    rows = db.execute(
        _SELECT + 'WHERE NOT deleted AND keys.user_id = ? AND (? IS NULL OR keys.app_id = ?) '
        'ORDER BY seq',
        (user_id, app_id, app_id))
    return [_record(row) for row in rows]


def add(db: sqlite3.Connection, user_id: str, key: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Make a key.

    Args:
        db: in a transaction.
        user_id: whose it is.
        told: ``type``, ``app_id`` (None for a PAT), ``description``, ``scopes`` and
            ``expires_at`` (or None).

    Returns:
        the key itself, which is not kept, and its record.
    """
    secret = clock.new_id()
    hashed = apps.hashed(secret)
    db.execute('INSERT INTO keys (key_hash, id, user_id, type, app_id, description, scopes, '
               'created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
               (hashed, hashed[:ID_LENGTH], user_id, key['type'], key['app_id'],
                key['description'], json.dumps(key['scopes']), clock.now(), key['expires_at']))
    return secret, of_secret(db, secret)


def describe(db: sqlite3.Connection, record: dict[str, Any], description: str,
             scopes: list[str]) -> dict[str, Any]:
    """Change what a key is for and what it may do; return it as it is then."""
    db.execute('UPDATE keys SET description = ?, scopes = ? WHERE id = ?',
               (description, json.dumps(scopes), record['id']))
    return get(db, record['user_id'], record['id'])


def delete(db: sqlite3.Connection, record: dict[str, Any]) -> None:
    """Delete a key; from now on it opens nothing."""
    db.execute('UPDATE keys SET deleted = 1 WHERE id = ?', (record['id'],))


def delete_of_app(db: sqlite3.Connection, app_id: str) -> None:
    """Delete the keys of an app (the id under which it is kept)."""
    db.execute('UPDATE keys SET deleted = 1 WHERE app_id = ?', (app_id,))
