"""What is said of models and workflows in requests of their own: labels, new ids, publication."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.handlers.metadata_fields import merged_members
from clarifai.sandbox.handlers.models import packed
from clarifai.sandbox.handlers.shapes.platform import PRIVATE, PUBLIC
from clarifai.sandbox.store import models, patching, versions, workflows

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def patch_toolkits(call: Call) -> dict[str, Any]:
    """PATCH /models/{model_id}/toolkits: merge, remove or overwrite them."""
    return _patched(call, 'toolkits', 'toolkits')


def patch_use_cases(call: Call) -> dict[str, Any]:
    """PATCH /models/{model_id}/usecases: merge, remove or overwrite them."""
    return _patched(call, 'usecases', 'use_cases')


def patch_languages(call: Call) -> dict[str, Any]:
    """PATCH /models/{model_id}/languages: merge, remove or overwrite them."""
    return _patched(call, 'languages', 'languages')


def patch_check_consents(call: Call) -> dict[str, Any]:
    """PATCH /models/{model_id}/check_consents: merge, remove or overwrite them."""
    return _patched(call, 'check_consents', 'check_consents')


def _patched(call: Call, name: str, kept: str) -> dict[str, Any]:
    action, values = patch_action(call.body), fields.texts(call.body, name)
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        about = merged_members(model['about'], {kept: values}, action)
        models.describe(db, model, model['name'], about)
    return {name: about[kept]}


def patch_model_ids(call: Call) -> dict[str, Any]:
    """PATCH /models/ids: new ids; all of them, or none."""
    action = fields.text(call.body, 'action')
    if action != patching.OVERWRITE:
        raise errors.ModelInvalid(f"'action' is {action!r}; ids can be changed with overwrite.")
    with call.transaction() as db:
        answer = []
        for item in fields.batch(call.body, 'ids'):
            model = models.get(db, call.app_id, fields.identifier(item) or '')
            new_id = fields.identifier(item, 'new_id')
            if not new_id:
                raise errors.ModelInvalid('ids[] needs an id and a new_id.')
            answer.append(packed(call, db, models.rename(db, model, new_id)))
    return {'models': answer}


def publish_model(call: Call) -> dict[str, Any]:
    """POST /models/{model_id}/publish: make versions public, which opens them to nobody here."""
    return _publish(call, _model_version, PUBLIC)


def unpublish_model(call: Call) -> dict[str, Any]:
    """POST /models/{model_id}/unpublish: make versions private."""
    return _publish(call, _model_version, PRIVATE)


def publish_workflow(call: Call) -> dict[str, Any]:
    """POST /workflows/{workflow_id}/publish: make versions public, as those of models."""
    return _publish(call, _workflow_version, PUBLIC)


def unpublish_workflow(call: Call) -> dict[str, Any]:
    """POST /workflows/{workflow_id}/unpublish: make versions private."""
    return _publish(call, _workflow_version, PRIVATE)


def _publish(call: Call, describe: Callable[[Call, sqlite3.Connection, str, dict[str, Any]], None],
             visibility: dict[str, Any]) -> dict[str, Any]:
    items = fields.batch(call.body, 'publications')
    if not items:
        raise errors.RequestError("'publications' is empty; it names versions by version_id.")
    with call.transaction() as db:
        for item in items:
            describe(call, db, fields.identifier(item, 'version_id') or '', visibility)
    return {}


def _model_version(call: Call, db: sqlite3.Connection, version_id: str,
                   visibility: dict[str, Any]) -> None:
    model = models.get(db, call.app_id, call.params['model_id'])
    version = versions.get(db, model, version_id)
    versions.describe(db, version, dict(version['about'], visibility=visibility))


def _workflow_version(call: Call, db: sqlite3.Connection, version_id: str,
                      visibility: dict[str, Any]) -> None:
    workflow = workflows.get(db, call.app_id, call.params['workflow_id'])
    version = workflows.version(db, workflow, version_id)
    workflows.describe_version(db, version, dict(version['about'], visibility=visibility))
