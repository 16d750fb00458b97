"""Feedback that clients sent."""
import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from clarifai.sandbox import clock


def add(db: sqlite3.Connection, app_id: str, about: str, body: Mapping[str, Any]) -> None:
    """Keep one piece of feedback.

    Args:
        db: in a transaction.
        app_id: the app.
        about: what it is about: ``search``, or ``model`` and an id.
        body: what was sent.
    """
    db.execute('INSERT INTO feedback (app_id, about, body, created_at) VALUES (?, ?, ?, ?)',
               (app_id, about, json.dumps(body), clock.now()))


def count(db: sqlite3.Connection, app_id: str) -> int:
    """Return how many pieces of feedback the app has."""
    return db.execute('SELECT COUNT(*) AS number FROM feedback WHERE app_id = ?',
                      (app_id,)).fetchone()['number']
