"""``/evaluations``: how well versions of models do. A version may have several."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers.apps import calls_of_apps
from clarifai.sandbox.handlers.models import in_order
from clarifai.sandbox.handlers.shapes import metrics
from clarifai.sandbox.handlers.versions import check_evaluable
from clarifai.sandbox.store import (dataset_versions, datasets, evaluations, inputs, models,
                                    versions)

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

DATASET = 'ground_truth_dataset'
KEPT = ('eval_info', 'extended_metrics')  # and shown, but not looked at
TEST_SET = 'test_set'
# What an evaluation has beside its summary, and may be asked for by these names.
PARTS = ('confusion_matrix', 'cooccurrence_matrix', 'label_counts', 'binary_metrics', TEST_SET,
         'metrics_by_area', 'metrics_by_class')


def add(call: Call) -> dict[str, Any]:
    """POST /evaluations: queue an evaluation of each version that is named; all, or none."""
    asked = [_asked(item) for item in fields.batch(call.body, 'eval_metrics')]
    if not asked:
        raise errors.RequestError("'eval_metrics' is empty; it names the versions to evaluate.")
    return _queue(call, asked)


def add_to_version(call: Call) -> Any:
    """POST .../versions/{version_id}/evaluations: queue an evaluation of the version."""
    items = fields.batch(call.body, 'eval_metrics') or [{}]
    return _queue(call, [(call.params['model_id'], call.params['version_id'], item)
                         for item in items])


def _queue(call: Call, asked: list[tuple[str, str, dict[str, Any]]]) -> dict[str, Any]:
    with call.transaction() as db:
        added = [_added(call, db, *each) for each in asked]
        answer = {'eval_metrics': [_packed(call, db, record) for record in added]}
    for record in added:
        call.services.jobs.evaluate(record['seq'])
    return answer


def _asked(item: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    model = fields.mapping(item, 'model')
    model_id = fields.identifier(model)
    version_id = fields.identifier(fields.mapping(model, 'model_version'))
    if not model_id or not version_id:
        raise errors.RequestError('An evaluation needs model.id and model.model_version.id.')
    return model_id, version_id, item


def _added(call: Call, db: sqlite3.Connection, model_id: str, version_id: str,
           item: dict[str, Any]) -> dict[str, Any]:
    evaluation_id = fields.identifier(item)
    model = models.get(db, call.app_id, model_id)
    version = versions.get(db, model, version_id)
    check_evaluable(model, version)
    if evaluation_id and evaluations.called(db, call.app_id, evaluation_id):
        raise errors.EvaluationInvalid(f'There is an evaluation with id {evaluation_id!r} already.')
    about = {name: fields.mapping(item, name) for name in KEPT if fields.mapping(item, name)}
    if item.get(DATASET):
        about[DATASET] = _dataset(call, db, fields.mapping(item, DATASET))
    return evaluations.add(db, version, evaluation_id, about)


def _dataset(call: Call, db: sqlite3.Connection, item: dict[str, Any]) -> dict[str, Any]:
    """Return the dataset to evaluate on, checked."""
    owner = (fields.text(item, 'user_id') or call.user_id,
             fields.text(item, 'app_id') or call.scope.name)
    if owner not in ((call.user_id, call.scope.name), ('me', call.scope.name)):
        raise errors.EvaluationInvalid('The dataset is of %s/%s; the sandbox evaluates on datasets '
                                       "of the model's app." % owner)
    dataset = datasets.get(db, call.app_id, fields.identifier(item) or '')
    made = {'id': dataset['id'], 'user_id': call.user_id, 'app_id': call.scope.name}
    version_id = fields.identifier(fields.mapping(item, 'version'))
    if version_id:
        made['version'] = {'id': dataset_versions.get(db, dataset, version_id)['id']}
    return made


def _packed(call: Call, db: sqlite3.Connection, record: dict[str, Any]) -> dict[str, Any]:
    """Return a stored evaluation as the API's ``EvalMetrics``."""
    answer = dict(call.shapes.evaluation(record), **record['about'])
    if record['metrics']:
        words = in_order(db, call.app_id, record['concept_ids'])
        answer.update(metrics.packed(record['metrics'],
                                     [call.shapes.concept(word) for word in words]))
    return answer


def _test_set(call: Call, db: sqlite3.Connection, record: dict[str, Any]) -> list[dict[str, Any]]:
    words = in_order(db, call.app_id, record['concept_ids'])
    ids = [one['input_id'] for one in record['metrics'].get(TEST_SET, [])]
    there = {one['id']: call.shapes.input_(one) for one in inputs.by_id(db, call.app_id, ids)}
    return metrics.test_set(record['metrics'], [call.shapes.concept(word) for word in words],
                            there)


def listing(call: Call) -> dict[str, Any]:
    """GET /evaluations, by page, newest first."""
    page = call.page()
    with call.transaction() as db:
        return {'eval_metrics': [_packed(call, db, record)
                                 for record in evaluations.of_app(db, call.app_id, page)]}


def of_user(call: Call) -> Any:
    """GET /users/{user_id}/evaluations: those of all apps of a user, by page."""
    page = call.page()
    until_then = fields.Page(1, page.start + page.size)
    with call.transaction() as db:
        found = [_packed(inside, db, record) for inside in calls_of_apps(call, db)
                 for record in evaluations.of_app(db, inside.app_id, until_then)]
    return {'eval_metrics': found[page.start:page.start + page.size]}


def of_version(call: Call) -> dict[str, Any]:
    """GET .../versions/{version_id}/evaluations, by page, newest first."""
    page = call.page()
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        version = versions.get(db, model, call.params['version_id'])
        return {'eval_metrics': [_packed(call, db, record)
                                 for record in evaluations.of_version(db, version, page)]}


def get(call: Call) -> dict[str, Any]:
    """GET /evaluations/{evaluation_id}, also below its version.

    Beside its summary it has the parts alone that ``fields`` names.
    """
    wanted = call.params['evaluation_id']
    asked = [name for name in PARTS if fields.flag_of_query(call.query, 'fields.' + name)]
    with call.transaction() as db:
        record = evaluations.called(db, call.app_id, wanted)
        if record and all(call.params.get(name, record[name]) == record[name]
                          for name in ('model_id', 'version_id')):
            answer = _packed(call, db, record)
            if record['metrics'] and TEST_SET in asked:
                answer[TEST_SET] = _test_set(call, db, record)
            return {'eval_metrics': {name: value for name, value in answer.items()
                                     if name in asked or name not in PARTS}}
    raise errors.EvaluationNotFound(f'There is no evaluation with id {wanted!r} in this app.')
