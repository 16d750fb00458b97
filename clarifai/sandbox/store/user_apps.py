"""The apps of a user: their names and what is said of them. What is in them is under their ids."""
from __future__ import absolute_import

import json

from clarifai.sandbox import clock, errors
from clarifai.sandbox.store import apps

_SELECT = ('SELECT user_apps.*, apps.created_at FROM user_apps '
           'JOIN apps ON apps.id = user_apps.app_id WHERE user_id = ?')


def _record(row):
    """Return an app: ``user_id``, ``id``, ``app_id`` (where it is kept), ``about`` and times."""
    return {'user_id': row['user_id'], 'id': row['name'], 'app_id': row['app_id'],
            'about': json.loads(row['about']), 'created_at': row['created_at'],
            'modified_at': row['modified_at'] or row['created_at']}


def everything(db, user_id):
    """Return a user's apps, the oldest first."""
    rows = db.execute(_SELECT + ' ORDER BY apps.created_at, name', (user_id,))
    return [_record(row) for row in rows]


def find(db, user_id, name):
    """Return one app, or None."""
    row = db.execute(_SELECT + ' AND name = ?', (user_id, name)).fetchone()
    return _record(row) if row else None


def get(db, user_id, name):
    """Return one app.

    Raises:
        errors.AppNotFound: the user has none of this name.
    """
    found = find(db, user_id, name)
    if found is None:
        raise errors.AppNotFound('There is no app %r of user %s.' % (name, user_id))
    return found


def add(db, user_id, name, about):
    """Make an app.

    Raises:
        errors.AppInvalid: the user has one of this name.
    """
    _refuse_taken(db, user_id, name)
    apps.add(db, user_id, name)
    return describe(db, get(db, user_id, name), about)


def describe(db, record, about):
    """Change what is said of an app; return it as it is then."""
    db.execute('UPDATE user_apps SET about = ?, modified_at = ? WHERE user_id = ? AND name = ?',
               (json.dumps(about), clock.now(), record['user_id'], record['id']))
    return get(db, record['user_id'], record['id'])


def rename(db, record, name):
    """Give an app another id; return it as it is then."""
    if name != record['id']:
        _refuse_taken(db, record['user_id'], name)
    db.execute('UPDATE user_apps SET name = ?, modified_at = ? WHERE user_id = ? AND name = ?',
               (name, clock.now(), record['user_id'], record['id']))
    return get(db, record['user_id'], name)


def _refuse_taken(db, user_id, name):
    if find(db, user_id, name):
        raise errors.AppInvalid('duplicate: user %s has an app %r already.' % (user_id, name))
