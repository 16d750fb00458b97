"""``/runners``: programs of a user's own that answer for models, and the items that they work on.

A runner serves the model that its ``worker`` names, and the user's models whose ids are among its
``labels``; a prediction can also ask for it by its id (``runner_selector``).
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import compute
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.handlers.metadata_fields import merged_members
from clarifai.sandbox.handlers.request import Answer
from clarifai.sandbox.store import runners
from clarifai.sandbox.store.runners import Work

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

POLL_SECONDS = 20.0
UNARY = 1  # of the enum RunnerMethodType


def _packed(record: dict[str, Any], nodepool: dict[str, Any]) -> dict[str, Any]:
    return dict(record['about'], id=record['id'], nodepool=nodepool,
                created_at=record['created_at'], modified_at=record['modified_at'])


def add(call: Call) -> dict[str, Any]:
    """POST .../nodepools/{nodepool_id}/runners: each with labels, a worker, or both.

    The platform changes runners at the same path; a request with an ``action`` does.
    """
    if call.body.get('action') is not None:
        return _patch(call)
    compute.refuse_elsewhere(call.params)
    nodepool, items = compute.nodepool(call), fields.batch(call.body, 'runners')
    if not items:
        raise errors.RunnerInvalid("'runners' is empty; it needs at least one runner.")
    with call.transaction() as db:
        made = [runners.add(db, call.user_id, fields.identifier(item), _about(item))
                for item in items]
    return {'runners': [_packed(record, nodepool) for record in made]}


def _patch(call: Call) -> dict[str, Any]:
    """Merge, remove or overwrite what is said of runners: of all, or of none."""
    compute.refuse_elsewhere(call.params)
    action, nodepool = patch_action(call.body), compute.nodepool(call)
    changed = []
    with call.transaction() as db:
        for item in fields.batch(call.body, 'runners'):
            record = runners.get(db, call.user_id, fields.identifier(item) or '')
            about = merged_members(record['about'], _about(item), action)
            changed.append(runners.replace(db, call.user_id, record['id'], about))
        left = runners.list_all(db, call.user_id)
    call.services.runner_items.cancel(
        lambda work: work.user_id != call.user_id or _is_served(left, work))
    return {'runners': [_packed(record, nodepool) for record in changed]}


def _about(item: dict[str, Any]) -> dict[str, Any]:
    worker = fields.mapping(item, 'worker')
    if worker.get('workflow'):
        raise errors.RunnerInvalid("Runners of the sandbox serve models; a 'worker' has a 'model'.")
    if worker and not fields.identifier(fields.mapping(worker, 'model')):
        raise errors.RunnerInvalid("'worker.model' needs the 'id' of a model.")
    said = {'description': fields.text(item, 'description'), 'labels': fields.texts(item, 'labels'),
            'metadata': fields.mapping(item, 'metadata'), 'worker': worker,
            'compute_info': fields.mapping(item, 'compute_info'),
            'num_replicas': fields.whole(item, 'num_replicas', low=0)}
    return {name: value for name, value in said.items() if value}


def listing(call: Call) -> dict[str, Any]:
    """GET .../runners: of the nodepool, or of the user, which is the same."""
    compute.refuse_elsewhere(call.params)
    page, nodepool = call.page(), compute.nodepool(call)
    with call.transaction() as db:
        found = runners.list_all(db, call.user_id)[page.start:page.start + page.size]
    return {'runners': [_packed(record, nodepool) for record in found]}


def get(call: Call) -> dict[str, Any]:
    """GET .../runners/{runner_id}."""
    return {'runner': _packed(_runner(call), compute.nodepool(call))}


def delete(call: Call) -> dict[str, Any]:
    """DELETE .../runners: those of ``ids``; what only they serve waits no longer."""
    compute.refuse_elsewhere(call.params)
    with call.transaction() as db:
        for runner_id in fields.few_texts(call.body, 'ids'):
            runners.delete(db, call.user_id, runner_id)
        left = runners.list_all(db, call.user_id)
    call.services.runner_items.cancel(
        lambda work: work.user_id != call.user_id or _is_served(left, work))
    return {}


def next_items(call: Call) -> Answer:
    """GET .../runners/{runner_id}/items: wait for a prediction; it is the runner's for a while."""
    runner = _runner(call)
    call.connection.end_turn()
    item = call.services.runner_items.take(_serves(call, runner), POLL_SECONDS,
                                           call.connection.is_gone)
    if item is None:
        return Answer({'runner_items': []}, codes.RUNNER_NEEDS_RETRY,
                      details='There is nothing to do at present; ask again.')
    return Answer({'runner_items': [{
        'id': item.id, 'description': f'A prediction of model {item.work.model_id}.',
        'processing_info': {'runner_method_type': UNARY},
        'post_model_outputs_request': item.request}]})


def add_outputs(call: Call) -> dict[str, Any]:
    """POST .../items/{runner_item_id}/outputs: what the prediction is answered."""
    runner, outputs = _runner(call), fields.objects(call.body, 'runner_item_outputs')
    status = fields.mapping(call.body, 'status')
    if len(outputs) > 1 or not (outputs or fields.status_code(call.body)):
        raise errors.RunnerInvalid(
            "'runner_item_outputs' has %d items; it needs one for an item, or a 'status' that says "
            'why there is none.' % len(outputs))
    said = fields.mapping(outputs[0], 'multi_output_response') if outputs else {}
    answer = {'outputs': fields.objects(said, 'outputs'),
              'status': fields.mapping(said, 'status') or status}
    if not call.services.runner_items.answer(_serves(call, runner), call.params['runner_item_id'],
                                             answer):
        raise errors.RunnerItemCancelled(
            'Nobody waits for this item (any longer): it was answered already, whoever predicted '
            'has gone, or it was never there.')
    return {'runner_item_outputs': []}


def work_of(call: Call, model_id: str, version_id: str | None) -> Work | None:
    """Return what a prediction of a model is for runners, None if it is for none.

    Raises:
        errors.RequestError: it asks for a runner that is not here.
    """
    selector = fields.mapping(call.body, 'runner_selector')
    if selector.get('deployment'):
        raise errors.RunnerInvalid("The sandbox has no deployments; leave out "
                                   "'runner_selector.deployment'.")
    pool = fields.identifier(fields.mapping(selector, 'nodepool'))
    compute.refuse_elsewhere({'nodepool_id': pool} if pool else {})
    if not call.user_id or call.scope.is_public_app:
        return None
    runner_id = fields.identifier(fields.mapping(selector, 'runner'))
    work = Work(call.user_id, call.scope.name or '', model_id, version_id, runner_id)
    with call.transaction() as db:
        if runner_id:
            runners.get(db, call.user_id, runner_id)
        return work if _is_served(runners.list_all(db, call.user_id), work) else None


def _runner(call: Call) -> dict[str, Any]:
    compute.refuse_elsewhere(call.params)
    with call.transaction() as db:
        return runners.get(db, call.user_id, call.params['runner_id'])


def _serves(call: Call, runner: dict[str, Any]) -> Callable[[Work], bool]:
    user_id = call.user_id
    return lambda work: work.user_id == user_id and _is_served([runner], work)


def _is_served(found: Iterable[dict[str, Any]], work: Work) -> bool:
    """Return whether one of some runners of its user does a work."""
    return any(runners.does(record, work) for record in found)


def new_status(status: dict[str, Any], default: int) -> dict[str, Any]:
    """Return the ``status`` that a runner gave something, with a description."""
    code = fields.status_code({'status': status}) or default
    description = status.get('description') or codes.DESCRIPTIONS.get(code, 'Runner failed')
    return dict(status, code=code, description=description)


def new_output(posted: dict[str, Any], model: dict[str, Any],
               echo: dict[str, Any]) -> dict[str, Any]:
    """Return an output of a runner, with what it left out."""
    whole = {'id': clock.new_id(), 'created_at': clock.now(), 'model': model, 'input': echo,
             'data': {}, **{name: value for name, value in posted.items() if value}}
    return dict(whole, status=new_status(fields.mapping(posted, 'status'), codes.SUCCESS))
