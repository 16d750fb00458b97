"""What programs have logged, in the order in which it came."""
from __future__ import annotations

import json
import sqlite3
from typing import Any

from clarifai.sandbox import clock


def add(db: sqlite3.Connection, entries: list[dict[str, Any]]) -> None:
    """Keep entries of logs, as the API writes them; their ``meta`` names a user."""
    moment = clock.now()
    db.executemany(
        'INSERT INTO log_entries (user_id, cluster_user_id, log_type, about, created_at) '
        'VALUES (?, ?, ?, ?, ?)',
        [(entry['meta'].get('user_app_id', {}).get('user_id'),
          entry['meta'].get('compute_cluster_user_id'), entry['log_type'], json.dumps(entry),
          moment) for entry in entries])


def count(db: sqlite3.Connection, user_id: str, wanted: dict[str, str]) -> int:
    """Return how many entries there are of a user.

    Args:
        db: in a transaction.
        user_id: for whom they are, or in whose compute cluster they were made.
        wanted: {path in an entry, with dots: what stands there}.
    """
    condition, values = _condition(user_id, wanted)
    number: int = db.execute('SELECT COUNT(*) FROM log_entries WHERE ' + condition,
                             values).fetchone()[0]
    return number


def page(db: sqlite3.Connection, user_id: str, wanted: dict[str, str], start: int,
         size: int) -> list[dict[str, Any]]:
    """Return some of these entries, the oldest first; for all, the size is -1."""
    condition, values = _condition(user_id, wanted)
    rows = db.execute(f'SELECT about FROM log_entries WHERE {condition} ORDER BY seq '
                      'LIMIT ? OFFSET ?', values + [size, start])
    return [json.loads(row['about']) for row in rows]


def _condition(user_id: str, wanted: dict[str, str]) -> tuple[str, list[Any]]:
    terms, values = ['(user_id = ? OR cluster_user_id = ?)'], [user_id, user_id]
    for path, value in wanted.items():
        if path == 'log_type':
            terms.append('log_type = ?')
            values.append(value)
        else:
            terms.append('json_extract(about, ?) = ?')
            values += ['$.' + path, value]
    return ' AND '.join(terms), values
