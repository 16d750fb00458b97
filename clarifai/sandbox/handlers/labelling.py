"""``/annotation_filters``, ``/tasks``, ``/label_orders`` and ``/collaborators``: state, no people.

What they say is kept and given back; nobody is asked to do anything.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors, fields, messages
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import documents, rank_searches
from clarifai.sandbox.handlers.documents import Kind, kept_members, owned
from clarifai.sandbox.store import documents as document_store

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

TASK_MEMBERS = ('type description worker concept_ids input_source sample_ms ai_assistant review '
                'name ai_assist_params visibility label_order_id concepts '
                'delete_previous_annotations priority metadata')
ORDER_MEMBERS = 'name auto_release allow_empty_tag desired_fulfill_time task'
COUNTED = {'pending': codes.ANNOTATION_PENDING,
           'awaiting_review': codes.ANNOTATION_AWAITING_REVIEW,
           'success': codes.ANNOTATION_SUCCESS,
           'review_denied': codes.ANNOTATION_REVIEW_DENIED,
           'awaiting_consensus_review': codes.ANNOTATION_AWAITING_CONSENSUS_REVIEW}


def _read_filter(call: Call, item: dict[str, Any], is_new: bool) -> dict[str, Any]:
    search = fields.mapping(item, 'search')
    query = fields.mapping(search, 'query')
    if query.get('ranks') or not query.get('filters'):
        raise errors.DocumentInvalid("An annotation filter needs search.query.filters, and has no "
                                     "'ranks'.")
    rank_searches.finders(call, query)
    return {'search': {'query': query}}


def _packed_filter(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    return call.shapes.owned(owned(record))


FILTERS = Kind('annotation filter', 'annotation_filter', _read_filter, _packed_filter)


def add_filters(call: Call) -> dict[str, Any]:
    """POST /annotation_filters: all of them are kept, or none."""
    return documents.add(call, FILTERS)


def list_filters(call: Call) -> dict[str, Any]:
    """GET /annotation_filters: by page, oldest first."""
    return documents.listing(call, FILTERS)


def get_filter(call: Call) -> dict[str, Any]:
    """GET /annotation_filters/{annotation_filter_id}: one filter."""
    return documents.get(call, FILTERS)


def patch_filters(call: Call) -> dict[str, Any]:
    """PATCH /annotation_filters: another search; all of them, or none."""
    return documents.patch(call, FILTERS)


def delete_filters(call: Call) -> dict[str, Any]:
    """DELETE /annotation_filters: those in ``annotation_filter_ids``."""
    return documents.delete(call, FILTERS, 'annotation_filter_ids')


def _status(item: dict[str, Any], known: tuple[int, ...]) -> dict[str, Any]:
    """Return the status that an item sets, as what is kept of it."""
    code = fields.status_code(item)
    if code and code not in known:
        raise errors.DocumentInvalid('status.code is %d; it must be one of %s.'
                                     % (code, ', '.join(map(str, known))))
    return {'status_code': code} if code else {}


def _read_task(call: Call, item: dict[str, Any], is_new: bool) -> dict[str, Any]:
    if is_new and not item.get('type'):
        raise errors.DocumentInvalid("A task needs a 'type', one of %s." % ', '.join(
            name for name, number in messages.ENUMS['TaskTaskType'].items() if number))
    for name in ('worker', 'review'):
        users_of(fields.mapping(item, name))  # which refuses what it cannot read
    fields.identifier(fields.mapping(item, 'input_source'))
    return dict(kept_members(item, TASK_MEMBERS), **_status(item, codes.TASK_STATES))


def _packed_task(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    return call.shapes.owned(_with_status(owned(record)))


def _with_status(shown: dict[str, Any]) -> dict[str, Any]:
    return dict(shown, status=codes.status(shown.pop('status_code')))


TASKS = Kind('task', 'task', _read_task, _packed_task)


def add_tasks(call: Call) -> dict[str, Any]:
    """POST /tasks: all of them are kept, in progress at once, or none."""
    return documents.add(call, TASKS, {'status_code': codes.TASK_IN_PROGRESS})


def list_tasks(call: Call) -> dict[str, Any]:
    """GET /tasks: by page; those of ``ids``, workers, reviewers, label orders, input sources."""
    query, wanted = call.query, {
        'ids': lambda record: {record['id']},
        'label_order_ids': lambda record: {record['about'].get('label_order_id')},
        'worker_user_ids': lambda record: _users(record, 'worker'),
        'review_user_ids': lambda record: _users(record, 'review'),
        'input_source_ids': lambda record: {fields.identifier(
            fields.mapping(record['about'], 'input_source'))}}
    asked = {name: set(fields.list_of_query(query, name)) for name in wanted}
    return documents.listing(call, TASKS, lambda record: all(
        not values or values & wanted[name](record) for name, values in asked.items()))


def _users(record: dict[str, Any], name: str) -> set[str]:
    return set(users_of(fields.mapping(record['about'], name)))


def users_of(holder: dict[str, Any]) -> list[str]:
    """Return the ids of the users that a task names as workers or reviewers."""
    users = fields.objects(holder, 'users') + [
        fields.mapping(worker, 'user') for worker in fields.objects(holder, 'workers')]
    named = fields.texts(holder, 'user_ids') + [fields.identifier(user) or '' for user in users]
    return list(dict.fromkeys(filter(None, named)))


def get_task(call: Call) -> dict[str, Any]:
    """GET /tasks/{task_id}: one task."""
    return documents.get(call, TASKS)


def patch_tasks(call: Call) -> dict[str, Any]:
    """PATCH /tasks: merge, remove or overwrite members, and the status; all of them, or none."""
    return documents.patch(call, TASKS)


def delete_tasks(call: Call) -> dict[str, Any]:
    """DELETE /tasks: those in ``ids``; what was annotated for them stays."""
    return documents.delete(call, TASKS)


def count_annotations(call: Call) -> dict[str, Any]:
    """GET /tasks/{task_id}/annotations/count: annotations for a task, by user and status."""
    return _counted(call, of_inputs=False)


def count_inputs(call: Call) -> dict[str, Any]:
    """GET /tasks/{task_id}/inputs/count: annotated inputs of a task, by user and status."""
    return _counted(call, of_inputs=True)


def _counted(call: Call, of_inputs: bool) -> dict[str, Any]:
    users = fields.list_of_query(call.query, 'user_ids')
    with call.transaction() as db:
        task = documents.of_path(call, db, TASKS)
        found = document_store.counts_of_task(db, call.app_id, task['id'], of_inputs)
    counts = []
    for user_id, by_code in found.items():
        name = user_id or call.user_id
        if not users or name in users:
            counts.append(dict({state: by_code.get(code, 0) for state, code in COUNTED.items()},
                               user_id=name, worker={'user': {'id': name}}))
    return {'app_id': call.scope.name, 'task_id': task['id'], 'counts': counts}


def _read_order(call: Call, item: dict[str, Any], is_new: bool) -> dict[str, Any]:
    kept = kept_members(item, ORDER_MEMBERS)
    if 'desired_fulfill_time' in kept:
        kept['desired_fulfill_time'] = fields.moment(item, 'desired_fulfill_time', clock.now())
    return dict(kept, **_status(item, codes.LABEL_ORDER_STATES))


def _packed_order(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    return _with_status(owned(record))


ORDERS = Kind('label order', 'label_order', _read_order, _packed_order)


def add_orders(call: Call) -> dict[str, Any]:
    """POST /label_orders: all of them are kept, or none; nobody carries them out."""
    return documents.add(call, ORDERS, {'status_code': codes.LABEL_ORDER_PENDING})


def list_orders(call: Call) -> dict[str, Any]:
    """GET /label_orders: by page, oldest first."""
    return documents.listing(call, ORDERS)


def get_order(call: Call) -> dict[str, Any]:
    """GET /label_orders/{label_order_id}: one label order."""
    return documents.get(call, ORDERS)


def patch_orders(call: Call) -> dict[str, Any]:
    """PATCH /label_orders: merge, remove or overwrite members, and the status."""
    return documents.patch(call, ORDERS)


def delete_orders(call: Call) -> dict[str, Any]:
    """DELETE /label_orders: those in ``ids``."""
    return documents.delete(call, ORDERS)


def _read_collaborator(call: Call, item: dict[str, Any], is_new: bool) -> dict[str, Any]:
    user = fields.mapping(item, 'user')
    if is_new and not fields.identifier(user):
        raise errors.DocumentInvalid('A collaborator needs user.id.')
    kept = {name: fields.texts(item, name) for name in ('scopes', 'endpoints') if item.get(name)}
    return dict(kept, user={'id': fields.identifier(user)}) if user else kept


def _packed_collaborator(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    return dict(owned(record), app={'id': call.scope.name, 'user_id': call.user_id})


COLLABORATORS = Kind('collaborator', 'collaborator', _read_collaborator, _packed_collaborator)


def add_collaborators(call: Call) -> dict[str, Any]:
    """POST /collaborators: who else may work in an app; kept, and opens nothing to them."""
    return dict(documents.add(call, COLLABORATORS), app_owner={'id': call.user_id})


def list_collaborators(call: Call) -> dict[str, Any]:
    """GET /collaborators: by page, oldest first, with the owner of the app."""
    return dict(documents.listing(call, COLLABORATORS), app_owner={'id': call.user_id})


def patch_collaborators(call: Call) -> dict[str, Any]:
    """PATCH /collaborators: other scopes; all of them, or none."""
    return dict(documents.patch(call, COLLABORATORS), app_owner={'id': call.user_id})


def delete_collaborators(call: Call) -> dict[str, Any]:
    """DELETE /collaborators: those in ``collaborator_ids``."""
    return documents.delete(call, COLLABORATORS, 'collaborator_ids')
