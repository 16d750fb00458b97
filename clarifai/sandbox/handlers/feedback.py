"""Feedback on predictions and searches: kept, as the old service did, and nothing more."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.store import feedback, models, versions

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def of_model(call: Call) -> Any:
    """POST /models/{model_id}/feedback, /models/{model_id}/versions/{version_id}/feedback"""
    model_id, version_id = call.params['model_id'], call.params.get('version_id')
    sent = _sent(call)
    with call.transaction() as db:
        if not call.public_model(model_id, db):
            model = models.get(db, call.app_id, model_id)
            if version_id:
                versions.get(db, model, version_id)
        feedback.add(db, call.app_id, 'model ' + model_id, sent)
    return {}


def of_search(call: Call) -> Any:
    """POST /searches/feedback"""
    sent = _sent(call)
    with call.transaction() as db:
        feedback.add(db, call.app_id, 'search', sent)
    return {}


def _sent(call: Call) -> Any:
    sent = fields.mapping(call.body, 'input')
    if not sent:
        raise errors.RequestError("'input' is missing; feedback is about an input.")
    return sent
