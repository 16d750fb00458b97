"""``/workflows/{workflow_id}/versions``: each change of a workflow's nodes makes one."""
from __future__ import absolute_import

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.handlers.metadata_fields import patched, told
from clarifai.sandbox.handlers.shapes import workflows as workflow_shapes
from clarifai.sandbox.handlers.workflows import found
from clarifai.sandbox.store import workflows

FIELDS = ('description', 'metadata', 'license', 'visibility', 'is_deprecated')


def listing(call):
    """GET /workflows/{workflow_id}/versions: by page, the latest first."""
    page = call.page()
    with call.transaction() as db:
        record, latest = found(call, db)
        known = [latest] if record.get('is_public') else workflows.versions(db, record)
    return {'workflow_versions': [workflow_shapes.version_of(call, record, version)
                                  for version in known[page.start:page.start + page.size]]}


def get(call):
    """GET /workflows/{workflow_id}/versions/{version_id}: one version with its nodes."""
    with call.transaction() as db:
        record, version = found(call, db, call.params['version_id'])
    return {'workflow_version': workflow_shapes.version_of(call, record, version)}


def patch(call):
    """PATCH /workflows/{workflow_id}/versions: what is said of versions, not their nodes."""
    action, answer = patch_action(call.body), []
    with call.transaction() as db:
        record = workflows.get(db, call.app_id, call.params['workflow_id'])
        for item in fields.batch(call.body, 'workflow_versions'):
            if item.get('nodes'):
                raise errors.WorkflowInvalid('The nodes of a version stay as they are; send others '
                                             'to PATCH /workflows.')
            version_id = fields.identifier(item) or ''
            version = workflows.version(db, record, version_id)
            about = patched(version['about'], told(item, FIELDS), action)
            workflows.describe_version(db, version, about)
            version = workflows.version(db, record, version_id)
            answer.append(workflow_shapes.version_of(call, record, version))
    return {'workflow_versions': answer}


def delete(call):
    """DELETE /workflows/{workflow_id}/versions: some (``workflow_version_ids``), not all."""
    with call.transaction() as db:
        record = workflows.get(db, call.app_id, call.params['workflow_id'])
        ids = fields.texts(call.body, 'workflow_version_ids')
        if not ids:
            raise errors.WorkflowInvalid("'workflow_version_ids' is empty.")
        workflows.delete_versions(db, record, ids)
    return {}
