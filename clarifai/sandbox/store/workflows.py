"""The workflows of an app, and their versions: each has its nodes."""
from __future__ import annotations

import json
import sqlite3
from typing import Any

from clarifai.sandbox import clock, errors


def _workflow(row: sqlite3.Row | None) -> dict[str, Any] | None:
    return dict(row, about=json.loads(row['about'])) if row else None


def _version(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row, about=json.loads(row['about']), nodes=json.loads(row['nodes']))


def find(db: sqlite3.Connection, app_id: str, workflow_id: str) -> dict[str, Any] | None:
    """Return one workflow as a dict, or None."""
    return _workflow(db.execute('SELECT * FROM workflows WHERE app_id = ? AND id = ?',
                                (app_id, workflow_id)).fetchone())


def get(db: sqlite3.Connection, app_id: str, workflow_id: str) -> dict[str, Any]:
    """Return one workflow.

    Raises:
        errors.WorkflowNotFound: the app has none with this id.
    """
    found = find(db, app_id, workflow_id)
    if found is None:
        raise errors.WorkflowNotFound(f'There is no workflow with id {workflow_id!r} here.')
    return found


def list_all(db: sqlite3.Connection, app_id: str | None) -> list[dict[str, Any]]:
    """Return all workflows of an app, oldest first."""
    rows = db.execute('SELECT * FROM workflows WHERE app_id = ? ORDER BY seq', (app_id,))
    return [_workflow(row) for row in rows]


def count(db: sqlite3.Connection, app_id: str) -> Any:
    """Return how many workflows an app has."""
    return db.execute('SELECT COUNT(*) FROM workflows WHERE app_id = ?', (app_id,)).fetchone()[0]


def add(db: sqlite3.Connection, app_id: str, workflow_id: str, nodes: list[dict[str, Any]],
        about: dict[str, Any]) -> dict[str, Any]:
    """Make a workflow with its first version.

    Raises:
        errors.WorkflowDuplicate: the app has one with this id.
    """
    _refuse_taken(db, app_id, workflow_id)
    moment = clock.now()
    db.execute('INSERT INTO workflows (app_id, id, about, created_at, modified_at) '
               'VALUES (?, ?, ?, ?, ?)', (app_id, workflow_id, json.dumps(about), moment, moment))
    made = get(db, app_id, workflow_id)
    add_version(db, made, nodes)
    return made


def _refuse_taken(db: sqlite3.Connection, app_id: str, workflow_id: str) -> None:
    if find(db, app_id, workflow_id):
        raise errors.WorkflowDuplicate('duplicate: there is a workflow with id %r already.'
                                       % workflow_id)


def describe(db: sqlite3.Connection, workflow: dict[str, Any],
             about: dict[str, Any]) -> dict[str, Any]:
    """Change what is said of a workflow; return it as it is then."""
    db.execute('UPDATE workflows SET about = ?, modified_at = ? WHERE seq = ?',
               (json.dumps(about), clock.now(), workflow['seq']))
    return get(db, workflow['app_id'], workflow['id'])


def rename(db: sqlite3.Connection, workflow: dict[str, Any], workflow_id: str) -> dict[str, Any]:
    """Give a workflow another id; return it as it is then."""
    if workflow_id != workflow['id']:
        _refuse_taken(db, workflow['app_id'], workflow_id)
    db.execute('UPDATE workflows SET id = ?, modified_at = ? WHERE seq = ?',
               (workflow_id, clock.now(), workflow['seq']))
    return get(db, workflow['app_id'], workflow_id)


def delete(db: sqlite3.Connection, workflow: dict[str, Any]) -> None:
    """Delete a workflow with its versions."""
    db.execute('DELETE FROM workflows WHERE seq = ?', (workflow['seq'],))


def add_version(db: sqlite3.Connection, workflow: dict[str, Any],
                nodes: list[dict[str, Any]]) -> None:
    """Make another version of a workflow, which is its latest from then on."""
    moment = clock.now()
    db.execute('INSERT INTO workflow_versions (workflow_seq, id, nodes, about, created_at, '
               'modified_at) VALUES (?, ?, ?, ?, ?, ?)',
               (workflow['seq'], clock.new_id(), json.dumps(nodes), '{}', moment, moment))


def versions(db: sqlite3.Connection, workflow: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the versions of a workflow, the latest first."""
    rows = db.execute('SELECT * FROM workflow_versions WHERE workflow_seq = ? ORDER BY seq DESC',
                      (workflow['seq'],))
    return [_version(row) for row in rows]


def version(db: sqlite3.Connection, workflow: dict[str, Any],
            version_id: str | None = None) -> dict[str, Any]:
    """Return one version of a workflow, the latest by default.

    Raises:
        errors.WorkflowNotFound: it has none with this id.
    """
    for found in versions(db, workflow):
        if version_id in (None, found['id']):
            return found
    raise errors.WorkflowNotFound(f"Workflow {workflow['id']!r} has no version {version_id!r}.")


def describe_version(db: sqlite3.Connection, found: dict[str, Any], about: dict[str, Any]) -> None:
    """Change what is said of a version."""
    db.execute('UPDATE workflow_versions SET about = ?, modified_at = ? WHERE seq = ?',
               (json.dumps(about), clock.now(), found['seq']))


def delete_versions(db: sqlite3.Connection, workflow: dict[str, Any], ids: list[str]) -> None:
    """Delete some versions of a workflow, which keeps at least one.

    Raises:
        errors.RequestError: there is no such version, or none would be left.
    """
    for version_id in ids:
        found = version(db, workflow, version_id)
        db.execute('DELETE FROM workflow_versions WHERE seq = ?', (found['seq'],))
    if not versions(db, workflow):
        raise errors.WorkflowInvalid('These are all versions of workflow %r; delete the workflow '
                                     'itself.' % workflow['id'])
