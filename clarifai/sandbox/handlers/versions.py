"""``/models/{model_id}/versions`` and what belongs to a version: training, inputs, evaluation."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import models as model_handlers
from clarifai.sandbox.handlers.operators import is_operator
from clarifai.sandbox.handlers.shapes import metrics as evaluated
from clarifai.sandbox.models.learners import TEXT_EMBEDDER
from clarifai.sandbox.store import evaluations, inputs, models, versions

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def train(call: Call) -> dict[str, Any]:
    """POST .../versions: a version that is queued for training; the answer is the model with it."""
    model_id = call.params['model_id']
    model_handlers.refuse_public(call, model_id)
    with call.transaction() as db:
        model = models.get(db, call.app_id, model_id)
        if not model['concept_ids']:
            raise errors.ModelInvalid('There are no concepts in this model yet. Add some with '
                                      'PATCH /models, then train it.')
        version = versions.add_queued(db, model)
        answer = model_handlers.packed(call, db, model)
    call.services.jobs.train(version['seq'])
    return {'model': answer}


def listing(call: Call) -> dict[str, Any]:
    """GET .../versions, by page, newest first."""
    page = call.page()
    found = call.public_model(call.params['model_id'])
    if found:
        ids = found.versions[page.start:page.start + page.size]
        return {'model_versions': [call.shapes.public_version(found, one) for one in ids]}
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        return {'model_versions': [shown(call, db, version)
                                   for version in versions.listing(db, model, page)]}


def get(call: Call) -> dict[str, Any]:
    """GET .../versions/{version_id}"""
    found = call.public_model(call.params['model_id'])
    if found:
        return {'model_version': call.shapes.public_version(found, call.params['version_id'])}
    with call.transaction() as db:
        return {'model_version': shown(call, db, _version(call, db))}


def shown(call: Call, db: sqlite3.Connection, version: dict[str, Any]) -> dict[str, Any]:
    """Return a stored version as JSON: with its concepts where it has them, on the platform."""
    concepts = None
    if call.is_platform:
        concepts = model_handlers.in_order(db, call.app_id, version['concept_ids'])
    return call.shapes.version(version, concepts)


def delete(call: Call) -> Any:
    """DELETE .../versions/{version_id}"""
    model_handlers.refuse_public(call, call.params['model_id'])
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        versions.remove(db, model, call.params['version_id'])
    return {}


def _version(call: Call, db: sqlite3.Connection) -> dict[str, Any]:
    model = models.get(db, call.app_id, call.params['model_id'])
    return versions.get(db, model, call.params['version_id'])


def model_inputs(call: Call) -> dict[str, Any]:
    """GET /models/{model_id}/inputs: those annotated with concepts of the model."""
    page = call.page()
    if call.public_model(call.params['model_id']):
        return {'inputs': []}
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        seqs = models.inputs_with(db, call.app_id, model['concept_ids'])
        records = inputs.by_seq(db, seqs[page.start:page.start + page.size])
    return {'inputs': [call.shapes.input_(record) for record in records]}


def version_inputs(call: Call) -> dict[str, Any]:
    """GET .../versions/{version_id}/inputs: those that it learned from and that still exist."""
    page = call.page()
    if call.public_model(call.params['model_id']):
        return {'inputs': []}
    with call.transaction() as db:
        ids = _version(call, db)['input_ids']
        records = inputs.by_id(db, call.app_id, ids)[page.start:page.start + page.size]
    return {'inputs': [call.shapes.input_(record) for record in records]}


def evaluate(call: Call) -> Any:
    """POST .../versions/{version_id}/metrics: queue an evaluation, unless one waits already."""
    model_handlers.refuse_public(call, call.params['model_id'])
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        version = versions.get(db, model, call.params['version_id'])
        check_evaluable(model, version)
        waits = version['metrics_code'] in codes.EVALUATION_WAITING
        queued = [] if waits else [evaluations.add(db, version)]
        version = _version(call, db)
    for asked in queued:
        call.services.jobs.evaluate(asked['seq'])
    return {'model_version': call.shapes.version(version)}


def check_evaluable(model: dict[str, Any], version: dict[str, Any]) -> None:
    """Check that a version can be evaluated.

    Raises:
        errors.EvaluationInvalid: it has learned nothing, or no concepts.
        errors.ModelNotTrained: it is not trained.
    """
    if is_operator(model):
        raise errors.EvaluationInvalid('A model of this type has learned nothing that could be '
                                       'evaluated.')
    if model['about'].get('model_type_id') == TEXT_EMBEDDER.name:
        raise errors.EvaluationInvalid('A model of this type has no concepts whose values could be '
                                       'evaluated.')
    if version['status_code'] != codes.MODEL_TRAINED:
        raise errors.ModelNotTrained(version['status_code'],
                                     'Only a trained version can be evaluated.')


def metrics(call: Call) -> dict[str, Any]:
    """GET .../versions/{version_id}/metrics: the evaluation, as far as it is."""
    found = call.public_model(call.params['model_id'])
    if found:
        return {'model_version': call.shapes.public_version(found, call.params['version_id'])}
    with call.transaction() as db:
        version = _version(call, db)
        answer = call.shapes.version(version)
        if version['metrics']:
            words = model_handlers.in_order(db, call.app_id, version['concept_ids'])
            answer['metrics'].update(evaluated.packed(
                version['metrics'], [call.shapes.concept(word) for word in words]))
    answer.setdefault('metrics', {'status': codes.status(version['metrics_code'])})
    return {'model_version': answer}
