"""Inputs and searches on today's platform."""
from __future__ import absolute_import

from clarifai.answers import objects_in
from clarifai.errors import ApiError, UserError
from clarifai.forking import importing
from clarifai.paging import BATCH, batches_of, pages
from clarifai.rest.dialects.platform.answers import restore_input
from clarifai.status_codes import SUCCESS

KEPT_ON_OVERWRITE = ('concepts', 'metadata', 'geo', 'regions')


def add_inputs(call):
    """Add inputs; who a face is, is a concept of its region today."""
    inputs = without_faces(call.params['inputs'])
    try:
        answer = call.own('post_inputs', inputs=inputs)
    except ApiError as error:
        if not _annotating().refuses_concepts(error):
            raise
        answer = _annotating().add(call, inputs)
    return _restored(answer)


def get_input(call):
    """Get an input."""
    answer = call.pass_on('get_input')
    if answer.get('input'):
        answer = dict(answer, input=restore_input(answer['input']))
    return answer


def get_inputs(call):
    """List inputs."""
    return _restored(call.pass_on('list_inputs'))


def patch_inputs(call):
    """Change inputs; what overwriting is not meant to touch is sent again."""
    action, inputs = call.params['action'], without_faces(call.params['inputs'])
    # Overwriting drops concepts and place, and keeps the picture (Clarifai's page on patching).
    if action == 'overwrite':
        inputs = [_with_kept_parts(call, item) for item in inputs]
    try:
        answer = call.own('patch_inputs', action=action, inputs=inputs)
    except ApiError as error:
        if action != 'merge' or not _annotating().refuses_concepts(error):
            raise
        answer = _annotating().merge(call, inputs)
    return _restored(answer)


def delete_all_inputs(call):
    """Delete inputs by their ids: there is no "all" any more.

    The server deletes in the background and goes on listing what is on its way out, so the ids are
    remembered; the end is a listing in which none is new.
    """
    asked, answer = set(), {'status': {'code': SUCCESS, 'description': 'Ok'}}
    while True:
        new = [input_id for input_id in _all_input_ids(call) if input_id not in asked]
        if not new:
            return answer
        for batch in batches_of(new):
            answer = call.own('delete_inputs', ids=batch)
        asked.update(new)


def _all_input_ids(call):
    return (item.get('id') for item in pages(lambda page, per_page: call.own(
        'list_inputs', page=page, per_page=per_page), 'inputs', BATCH))


def search_inputs(call):
    """Search inputs; those with original URLs in the deprecated search."""
    searches = _searches()
    query, pagination = call.params['query'], call.params['pagination']
    if searches.needs_old_search(query):
        answer = call.own('post_searches', **call.params)
    else:
        answer = call.own('post_inputs_searches', **searches.search_body(query, pagination))
    answer = searches.restore_hits(answer, query)
    hits = [dict(hit, input=restore_input(hit['input'])) if hit.get('input') else hit
            for hit in answer['hits']]
    return dict(answer, hits=hits)


def search_annotations(call):
    """Search annotations."""
    searches = _searches()
    query = call.params['query']
    if searches.needs_old_search(query):
        raise UserError('annotations cannot be searched by the original URL of their input; use '
                        'inputs.search_by_original_url(url)')
    answer = call.own('post_annotations_searches',
                      **searches.search_body(query, call.params['pagination']))
    return dict(answer, query=searches.without_contents(query))


def _searches():
    with importing:
        from clarifai.rest.dialects.platform import searches
    return searches


def _annotating():
    with importing:
        from clarifai.rest.dialects.platform import annotating  # where concepts were refused
    return annotating


def _restored(answer):
    return dict(answer, inputs=[restore_input(item) for item in objects_in(answer.get('inputs'))])


def _with_kept_parts(call, item):
    """An input's data as it shall be when `item` has overwritten its part of it."""
    there = call.own('get_input', input_id=item['id']).get('input') or {}
    data = dict((name, part) for name, part in (there.get('data') or {}).items()
                if name in KEPT_ON_OVERWRITE)
    data.update(item['data'])
    return dict(item, data=data)


def without_faces(inputs):
    """Inputs whose regions have the identities of faces among their concepts."""
    return [_without_faces(item) if (item.get('data') or {}).get('regions') else item
            for item in inputs]


def _without_faces(item):
    moved = []
    for region in item['data']['regions']:
        data = dict(region.get('data') or {})
        face = data.pop('face', None) or {}
        named = [one for part in face.values() for one in part.get('concepts') or ()]
        if named:
            data['concepts'] = list(data.get('concepts') or ()) + named
        moved.append(dict(region, data=data) if data else region)
    return dict(item, data=dict(item['data'], regions=moved))


HANDLERS = {
    'add_inputs': add_inputs, 'get_input': get_input, 'get_inputs': get_inputs,
    'patch_inputs': patch_inputs, 'delete_all_inputs': delete_all_inputs,
    'search_inputs': search_inputs, 'search_annotations': search_annotations,
}
