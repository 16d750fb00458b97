"""``/annotations``: what people say of inputs, as things of their own."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import annotation_filters, unpacking
from clarifai.sandbox.handlers.inputs import Refused, patch_action
from clarifai.sandbox.handlers.request import batch
from clarifai.sandbox.store import annotations as annotation_store
from clarifai.sandbox.store import inputs, patching

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def add(call: Call) -> Any:
    """POST /annotations: add annotations to inputs, each with a status of its own."""
    items = fields.batch(call.body, 'annotations')
    with call.transaction() as db:
        results = [_attempt(_added, call, db, item) for item in items]
        return _answer(call, db, items, results)


def patch(call: Call) -> Any:
    """PATCH /annotations: merge, remove or overwrite what they say, and their status."""
    action = patch_action(call.body)
    drop_empty = action == patching.REMOVE and fields.flag(call.body, 'delete_if_empty_data', False)
    items = fields.batch(call.body, 'annotations')
    with call.transaction() as db:
        results = [_attempt(_patched, call, db, item, action) for item in items]
        answer = _answer(call, db, items, results)
        if drop_empty:
            for record in annotation_store.by_seq(db, _good(results)).values():
                if annotation_store.is_empty(record) and not record['input_level']:
                    annotation_store.remove(db, record)
        return answer


def _attempt(work: Any, call: Call, *arguments: Any) -> Any:
    try:
        return work(call, *arguments)
    except errors.RequestError as error:
        return Refused(error)


def _good(results: Any) -> Any:
    return [result for result in results if not isinstance(result, Refused)]


def _answer(call: Call, db: sqlite3.Connection, items: Any, results: Any) -> Any:
    records = annotation_store.by_seq(db, _good(results))
    packed = []
    for item, result in zip(items, results):
        if isinstance(result, Refused):
            packed.append({'id': _shown_id(item, 'id'), 'input_id': _shown_id(item, 'input_id'),
                           'status': call.status_of(result.error)})
        else:
            packed.append(call.shapes.annotation(records[result]))
    return batch('annotations', packed, [not isinstance(result, Refused) for result in results])


def _shown_id(item: dict[str, Any], name: str) -> Any:
    return item[name] if isinstance(item.get(name), str) else ''


def _added(call: Call, db: sqlite3.Connection, item: dict[str, Any]) -> Any:
    if fields.flag(item, 'input_level', False):
        raise errors.AnnotationInvalid('An input has one annotation with input_level, from the '
                                       'beginning; change it with PATCH /inputs.')
    if fields.mapping(item, 'consensus_info'):
        raise errors.AnnotationInvalid('The sandbox knows no consensus; leave out consensus_info.')
    record = inputs.get(db, call.app_id, _required(item, 'input_id'))
    new = unpacking.annotation_data(fields.mapping(item, 'data'))
    known = {region['id'] for region in record['regions']}
    for region in new['regions']:
        if region['id'] in known:
            raise errors.AnnotationInvalid(f"The input has a region with the id {region['id']!r}.")
    user_id = annotation_filters.worker(item)
    new.update(id=fields.identifier(item), task_id=fields.identifier(item, 'task_id'),
               info=fields.mapping(item, 'annotation_info'),
               user_id=user_id and annotation_filters.kept_user(call, user_id),
               status_code=_status(item) or codes.ANNOTATION_SUCCESS)
    return annotation_store.add(db, call.app_id, record['seq'], new)


def _required(item: dict[str, Any], name: str) -> Any:
    value = fields.identifier(item, name)
    if not value:
        raise errors.AnnotationInvalid('An annotation needs %s here.' % (
            'the input_id of what it is about' if name == 'input_id' else 'its id'))
    return value


def _status(item: dict[str, Any]) -> Any:
    code = fields.status_code(item)
    if code and code not in codes.ANNOTATION_STATES:
        raise errors.AnnotationInvalid('status.code is %d; an annotation has one of %s.' % (
            code, ', '.join(str(one) for one in codes.ANNOTATION_STATES)))
    return code


def _patched(call: Call, db: sqlite3.Connection, item: dict[str, Any], action: Any) -> Any:
    record = annotation_store.get(db, call.app_id, _required(item, 'input_id'),
                                  _required(item, 'id'))
    data = _with_region_id(record, fields.mapping(item, 'data'))
    whole = action == patching.OVERWRITE and 'data' in item
    change = unpacking.input_patch({'data': data}, whole)
    changed = patching.patched_input(record, change, action)
    given = unpacking.parts(data)
    if whole or given:
        changed['parts'] = patching.patched_metadata(record['parts'] or {}, given, action)
    info = fields.mapping(item, 'annotation_info')
    if info:
        changed['info'] = patching.patched_metadata(record['info'] or {}, info, action)
    changed['status_code'] = _status(item) or record['status_code']
    changed['task_id'] = fields.identifier(item, 'task_id') or record['task_id']
    annotation_store.replace(db, changed)
    return record['seq']


def _with_region_id(record: dict[str, Any], data: Any) -> Any:
    """Take one region without an id for the one that the annotation has."""
    regions = fields.objects(data, 'regions')
    if len(regions) == 1 and len(record['regions']) == 1 and not regions[0].get('id'):
        return dict(data, regions=[dict(regions[0], id=record['regions'][0]['id'])])
    return data


def get(call: Call) -> Any:
    """GET /inputs/{input_id}/annotations/{annotation_id}: one annotation."""
    with call.transaction() as db:
        record = annotation_store.get(db, call.app_id, call.params['input_id'],
                                      call.params['annotation_id'])
    return {'annotation': call.shapes.annotation(record)}


def listing(call: Call) -> Any:
    """GET /annotations: list by page, oldest first.

    Those that are not trusted are listed only if they are asked for. The list of a whole app has
    what users labelled; that of ``input_ids`` has the inputs' own without a label as well.
    """
    page, query = call.page(), call.query
    user_ids = fields.list_of_query(query, 'user_ids')
    input_ids, ids = fields.list_of_query(query, 'input_ids'), fields.list_of_query(query, 'ids')
    wanted = {'task_id': query.get('task_id'), 'pairs': _pairs(input_ids, ids),
              'input_ids': [] if ids else input_ids,
              'user_ids': [annotation_filters.kept_user(call, one) for one in user_ids]}
    if not fields.flag_of_query(query, 'list_all_annotations') and not user_ids:
        wanted.update(statuses=[codes.ANNOTATION_SUCCESS], labelled=not input_ids)
    of_models = (query.getlist('model_version_ids') + query.getlist('workflow_version_ids'))
    with call.transaction() as db:
        # Models annotate nothing here, so theirs alone are none.
        found = [] if of_models and not user_ids else (
            annotation_store.listing(db, call.app_id, wanted, page))
    return {'annotations': [call.shapes.annotation(record) for record in found]}


def _pairs(input_ids: Any, ids: Any) -> Any:
    if ids and len(ids) != len(input_ids):
        raise errors.RequestError(
            "There are %d 'ids' and %d 'input_ids'; each id needs the id of its input, in the same "
            "order." % (len(ids), len(input_ids)))
    return list(zip(input_ids, ids)) if ids else []


def workers(call: Call) -> Any:
    """GET /annotations/workers: list the users who annotated by page."""
    page = call.page()
    with call.transaction() as db:
        found = annotation_store.workers(db, call.app_id)[page.start:page.start + page.size]
    ids = [user_id or call.user_id for user_id in found]
    return {'workers': [{'user': {'id': user_id}} for user_id in ids if user_id]}


def delete_one(call: Call) -> Any:
    """DELETE /inputs/{input_id}/annotations/{annotation_id}: delete one annotation."""
    with call.transaction() as db:
        record = annotation_store.get(db, call.app_id, call.params['input_id'],
                                      call.params['annotation_id'])
        annotation_store.remove(db, record)
    return {}


def delete(call: Call) -> Any:
    """DELETE /annotations: delete those of ``input_ids``, or some of them by their ``ids``."""
    input_ids, ids = (fields.few_texts(call.body, name) for name in ('input_ids', 'ids'))
    if not input_ids:
        raise errors.RequestError("Say of which inputs, with 'input_ids'.")
    pairs = _pairs(input_ids, ids)
    with call.transaction() as db:
        seqs = [record['seq'] for record in inputs.by_id(db, call.app_id, input_ids)]
        for records in annotation_store.of_inputs(db, seqs).values():
            for record in records:
                if not pairs or (record['input_id'], record['id']) in pairs:
                    annotation_store.remove(db, record)
    return {}
