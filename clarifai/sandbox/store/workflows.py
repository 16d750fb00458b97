"""The workflows of an app, and their versions: each has its nodes."""
from __future__ import absolute_import

import json

from clarifai.sandbox import clock, errors


def _workflow(row):
    return dict(row, about=json.loads(row['about'])) if row else None


def _version(row):
    return dict(row, about=json.loads(row['about']), nodes=json.loads(row['nodes']))


def find(db, app_id, workflow_id):
    """Return one workflow as a dict, or None."""
    return _workflow(db.execute('SELECT * FROM workflows WHERE app_id = ? AND id = ?',
                                (app_id, workflow_id)).fetchone())


def get(db, app_id, workflow_id):
    """Return one workflow.

    Raises:
        errors.WorkflowNotFound: the app has none with this id.
    """
    found = find(db, app_id, workflow_id)
    if found is None:
        raise errors.WorkflowNotFound('There is no workflow with id %r here.' % workflow_id)
    return found


def list_all(db, app_id):
    """Return all workflows of an app, oldest first."""
    rows = db.execute('SELECT * FROM workflows WHERE app_id = ? ORDER BY seq', (app_id,))
    return [_workflow(row) for row in rows]


def count(db, app_id):
    """Return how many workflows an app has."""
    return db.execute('SELECT COUNT(*) FROM workflows WHERE app_id = ?', (app_id,)).fetchone()[0]


def add(db, app_id, workflow_id, nodes, about):
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


def _refuse_taken(db, app_id, workflow_id):
    if find(db, app_id, workflow_id):
        raise errors.WorkflowDuplicate('duplicate: there is a workflow with id %r already.'
                                       % workflow_id)


def describe(db, workflow, about):
    """Change what is said of a workflow; return it as it is then."""
    db.execute('UPDATE workflows SET about = ?, modified_at = ? WHERE seq = ?',
               (json.dumps(about), clock.now(), workflow['seq']))
    return get(db, workflow['app_id'], workflow['id'])


def rename(db, workflow, workflow_id):
    """Give a workflow another id; return it as it is then."""
    if workflow_id != workflow['id']:
        _refuse_taken(db, workflow['app_id'], workflow_id)
    db.execute('UPDATE workflows SET id = ?, modified_at = ? WHERE seq = ?',
               (workflow_id, clock.now(), workflow['seq']))
    return get(db, workflow['app_id'], workflow_id)


def delete(db, workflow):
    """Delete a workflow with its versions."""
    db.execute('DELETE FROM workflows WHERE seq = ?', (workflow['seq'],))


def add_version(db, workflow, nodes):
    """Make another version of a workflow, which is its latest from then on."""
    moment = clock.now()
    db.execute('INSERT INTO workflow_versions (workflow_seq, id, nodes, about, created_at, '
               'modified_at) VALUES (?, ?, ?, ?, ?, ?)',
               (workflow['seq'], clock.new_id(), json.dumps(nodes), '{}', moment, moment))


def versions(db, workflow):
    """Return the versions of a workflow, the latest first."""
    rows = db.execute('SELECT * FROM workflow_versions WHERE workflow_seq = ? ORDER BY seq DESC',
                      (workflow['seq'],))
    return [_version(row) for row in rows]


def version(db, workflow, version_id=None):
    """Return one version of a workflow, the latest by default.

    Raises:
        errors.WorkflowNotFound: it has none with this id.
    """
    for found in versions(db, workflow):
        if version_id in (None, found['id']):
            return found
    raise errors.WorkflowNotFound('Workflow %r has no version %r.' % (workflow['id'], version_id))


def describe_version(db, found, about):
    """Change what is said of a version."""
    db.execute('UPDATE workflow_versions SET about = ?, modified_at = ? WHERE seq = ?',
               (json.dumps(about), clock.now(), found['seq']))


def delete_versions(db, workflow, ids):
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
