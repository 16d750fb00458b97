"""Feedback that clients sent."""
from __future__ import absolute_import

import json

from clarifai.sandbox import clock


def add(db, app_id, about, body):
    """Keep one piece of feedback.

    Args:
        db (sqlite3.Connection): in a transaction.
        app_id (str): the app.
        about (str): what it is about: ``search``, or ``model`` and an id.
        body (dict): what was sent.
    """
    db.execute('INSERT INTO feedback (app_id, about, body, created_at) VALUES (?, ?, ?, ?)',
               (app_id, about, json.dumps(body), clock.now()))


def count(db, app_id):
    """Return how many pieces of feedback the app has."""
    return db.execute('SELECT COUNT(*) AS number FROM feedback WHERE app_id = ?',
                      (app_id,)).fetchone()['number']
