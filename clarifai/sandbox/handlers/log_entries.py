"""``/log_entries`` and ``.../logs``: what programs log is kept, and listed in the order it came."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields, messages
from clarifai.sandbox.handlers.request import Stream
from clarifai.sandbox.store import log_entries

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

PAGE_SIZE = 32
OWNER, CLUSTER_USER = 'user_app_id', 'compute_cluster_user_id'


def add(call: Call) -> dict[str, Any]:
    """POST /log_entries: all of them are kept, or none.

    Each is for a user, or from the compute cluster of one, and the key has to be that user's.
    """
    items = fields.batch(call.body, 'log_entries')
    if not items:
        raise errors.LogEntriesInvalid("'log_entries' is empty; it needs at least one entry.")
    entries = [_given(call, item) for item in items]
    with call.transaction() as db:
        log_entries.add(db, entries)
    return {}


def _given(call: Call, item: dict[str, Any]) -> dict[str, Any]:
    said = {name: fields.text(item, name) for name in ('message', 'log_type', 'url')}
    if not said['log_type'] or not (said['message'] or said['url']):
        raise errors.LogEntriesInvalid("An entry needs a 'log_type', and a 'message' or a 'url'.")
    meta = fields.mapping(item, 'meta')
    kept: dict[str, Any] = {name: fields.text(meta, name) for name in _names() if meta.get(name)}
    owner = fields.mapping(meta, OWNER)
    kept[OWNER] = {name: fields.text(owner, name) for name in ('user_id', 'app_id')
                   if owner.get(name)}
    for holder, name in ((kept[OWNER], 'user_id'), (kept, CLUSTER_USER)):
        if holder.get(name) == 'me':
            holder[name] = call.user_id
    users = {kept[OWNER].get('user_id'), kept.get(CLUSTER_USER)} - {None}
    if not users:
        raise errors.LogEntriesInvalid("'meta' needs user_app_id.user_id or "
                                       'compute_cluster_user_id, by which the entry is found.')
    if call.user_id not in users:
        raise errors.Forbidden('This entry is for %s, and the key belongs to user %s.'
                               % (' and '.join(sorted(users)), call.user_id))
    return dict({name: value for name, value in said.items() if value}, meta=kept)


def _names() -> list[str]:
    """Return the names of the ids that say where an entry is from."""
    return [name for name in messages.fields_of('ComputeSourceMetadata') if name != OWNER]


def _wanted(call: Call) -> dict[str, str]:
    """Return what entries must have, by the path and the query."""
    given = {name: call.params.get(name) or call.query.get(name) for name in _names()}
    wanted = {'meta.' + name: value for name, value in given.items() if value}
    app_id = call.scope.name or call.query.get('user_app_id.app_id')
    if app_id:
        wanted['meta.user_app_id.app_id'] = app_id
    return dict(wanted, log_type=call.params['log_type'])


def listing(call: Call) -> dict[str, Any]:
    """GET .../{log_type}/logs: by page, the oldest first; the last page unless one is asked for."""
    page, wanted = fields.page_of_query(call.query, PAGE_SIZE), _wanted(call)
    with call.transaction() as db:
        start = page.start
        if call.query.get('page') in (None, '', '0'):
            count = log_entries.count(db, call.user_id, wanted)
            start = max(0, count - 1) // page.size * page.size
        found = log_entries.page(db, call.user_id, wanted, start, page.size)
    return {'log_entries': found, 'page': start // page.size + 1, 'per_page': page.size}


def stream(call: Call) -> Stream:
    """GET .../{log_type}/stream/logs: all that there is, some entries an answer; then it ends."""
    wanted = _wanted(call)
    with call.transaction() as db:
        found = log_entries.page(db, call.user_id, wanted, 0, -1)
    return Stream([{'log_entries': found[start:start + PAGE_SIZE]}
                   for start in range(0, len(found), PAGE_SIZE)])
