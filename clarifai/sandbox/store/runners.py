"""Runners: programs of users that answer for models, by user."""
from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple, Optional

from clarifai.sandbox import clock, errors

_SELECT = 'SELECT id, about, created_at, modified_at FROM runners WHERE user_id = ?'


class Work(NamedTuple):
    """A prediction, as far as it says which runners can do it.

    Attributes:
        user_id, app_id, model_id: the model.
        version_id: the version that was asked for, or None.
        runner_id: the runner that was asked for, or None.
    """

    user_id: str
    app_id: str
    model_id: str
    version_id: Optional[str]
    runner_id: Optional[str]


def does(record: dict[str, Any], work: Work) -> bool:
    """Return whether a runner does a work of its user.

    Args:
        record: the runner, as `get` gives it.
        work: what is to be done.
    """
    if work.runner_id:
        return work.runner_id == record['id']
    model = record['about'].get('worker', {}).get('model', {})
    version_id = model.get('model_version', {}).get('id')
    wanted = {'id': work.model_id, 'app_id': work.app_id, 'user_id': work.user_id}
    named = bool(model) and all(model.get(name) in (None, '', value)
                                for name, value in wanted.items())
    return (named and version_id in (None, '', work.version_id or version_id)
            or work.model_id in record['about'].get('labels', ()))


def add(db: sqlite3.Connection, user_id: str, runner_id: str | None,
        about: dict[str, Any]) -> dict[str, Any]:
    """Add a runner.

    Args:
        db: in a transaction.
        user_id: whose it is.
        runner_id: its id, or None for a fresh one.
        about: what is said of it.

    Returns:
        the record, as `get` gives it.

    Raises:
        errors.RunnerInvalid: the id is taken.
    """
    runner_id, moment = runner_id or clock.new_id(), clock.now()
    try:
        db.execute('INSERT INTO runners (user_id, id, about, created_at, modified_at) '
                   'VALUES (?, ?, ?, ?, ?)',
                   (user_id, runner_id, json.dumps(about), moment, moment))
    except sqlite3.IntegrityError:
        raise errors.RunnerInvalid('There is a runner with id %r already; delete it, or leave out '
                                   'the id.' % runner_id)
    return get(db, user_id, runner_id)


def get(db: sqlite3.Connection, user_id: str, runner_id: str) -> dict[str, Any]:
    """Return a runner: ``id``, ``about``, ``created_at`` and ``modified_at``.

    Raises:
        errors.RunnerNotFound: the user has none with this id.
    """
    row = db.execute(_SELECT + ' AND id = ?', (user_id, runner_id)).fetchone()
    if row is None:
        raise errors.RunnerNotFound(f'User {user_id} has no runner with id {runner_id!r}.')
    return _record(row)


def list_all(db: sqlite3.Connection, user_id: str) -> list[dict[str, Any]]:
    """Return the runners of a user, the oldest first."""
    return [_record(row) for row in db.execute(_SELECT + ' ORDER BY seq', (user_id,))]


def replace(db: sqlite3.Connection, user_id: str, runner_id: str,
            about: dict[str, Any]) -> dict[str, Any]:
    """Keep something else of a runner; return it as it is then."""
    db.execute('UPDATE runners SET about = ?, modified_at = ? WHERE user_id = ? AND id = ?',
               (json.dumps(about), clock.now(), user_id, runner_id))
    return get(db, user_id, runner_id)


def delete(db: sqlite3.Connection, user_id: str, runner_id: str) -> None:
    """Delete a runner.

    Raises:
        errors.RunnerNotFound: the user has none with this id.
    """
    get(db, user_id, runner_id)
    db.execute('DELETE FROM runners WHERE user_id = ? AND id = ?', (user_id, runner_id))


def _record(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row, about=json.loads(row['about']))
