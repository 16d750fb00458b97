"""``/users/{user_id}/keys`` and ``/scopes``: keys, for apps or, as PATs, for users.

A key is shown once, when it is made. After that it has another id: only a hash of it is kept.
"""
from __future__ import annotations

import datetime
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields, platform
from clarifai.sandbox.access import permissions
from clarifai.sandbox.handlers import apps as app_handlers
from clarifai.sandbox.store import apps, keys, patching

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

_ENDPOINT = '/clarifai.api.V2/%s'


def packed(db: sqlite3.Connection, record: dict[str, Any],
           secret: str | None = None) -> dict[str, Any]:
    """Return a key, as ``store.keys`` gives it, as JSON; with a secret, that is its id."""
    answer = {'id': secret or record['id'], 'type': record['type'], 'endpoints': [],
              'description': record['description'], 'scopes': record['scopes'], 'apps': [],
              'created_at': record['created_at'], 'authorized_idp_ids': []}
    if record['app']:
        app = apps.get(db, record['user_id'], record['app'])
        answer['apps'] = [app_handlers.packed(app)]
    if record['expires_at']:
        answer['expires_at'] = record['expires_at']
    return answer


def _user_id(call: Call) -> str:
    if call.scope.is_public_app:
        raise errors.Forbidden('The keys of user clarifai are not shown.')
    return call.user_id


def add(call: Call) -> dict[str, Any]:
    """POST /users/{user_id}/keys: each with its scopes; the ``id`` that is answered is the key."""
    user_id, items = _user_id(call), fields.batch(call.body, 'keys')
    if not items:
        raise errors.RequestError("'keys' is empty; it needs at least one key.")
    with call.transaction() as db:
        made = [keys.add(db, user_id, _given(call, db, user_id, item)) for item in items]
        return {'keys': [packed(db, record, secret) for secret, record in made]}


def _given(call: Call, db: sqlite3.Connection, user_id: str,
           item: dict[str, Any]) -> dict[str, Any]:
    kind = fields.text(item, 'type') or keys.APP_KEY
    if kind not in keys.TYPES:
        raise errors.RequestError(f"'type' is {kind!r}; it must be one of {', '.join(keys.TYPES)}.")
    if item.get('endpoints'):
        raise errors.RequestError("'endpoints' are not kept here; give the key 'scopes'.")
    return {'type': kind, 'app_id': _app_id(db, user_id, kind, item),
            'description': fields.text(item, 'description', ''),
            'scopes': _scopes(call, item), 'expires_at': _expiry(item)}


def _app_id(db: sqlite3.Connection, user_id: str, kind: str, item: dict[str, Any]) -> str | None:
    named = fields.objects(item, 'apps')
    if kind == keys.PAT:
        if named:
            raise errors.RequestError("A PAT opens all apps of its user; leave out 'apps'.")
        return None
    if len(named) != 1:
        raise errors.RequestError("An %s needs one app: 'apps': [{'id': ...}]." % kind)
    owner = fields.text(named[0], 'user_id')
    if owner not in (None, '', 'me', user_id):
        raise errors.Forbidden(f'A key can be made for apps of user {user_id} only.')
    return apps.get(db, user_id, fields.identifier(named[0]) or '')['app_id']


def _scopes(call: Call, item: dict[str, Any]) -> list[str]:
    scopes = fields.texts(item, 'scopes')
    permissions.refuse_unknown(scopes)
    permissions.refuse_more(scopes, call.scope.scopes)
    return scopes


def _expiry(item: dict[str, Any]) -> str | None:
    text = fields.text(item, 'expires_at')
    if not text:
        return None
    try:
        moment = datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))
        if moment.tzinfo is None:
            raise ValueError('no time zone')
        moment = moment.astimezone(datetime.timezone.utc)
    except (ValueError, OverflowError):
        raise errors.RequestError("'expires_at' is no time such as 2030-01-31T12:00:00Z.")
    return moment.strftime('%Y-%m-%dT%H:%M:%S.%fZ')


def listing(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/keys: by page, oldest first; filtered by scopes, type and expiry."""
    page, user_id = call.page(), _user_id(call)
    with call.transaction() as db:
        found = [packed(db, record) for record in keys.list_all(db, user_id)]
    scopes, kind = set(call.query.getlist('scopes')), call.query.get('type')
    found = [key for key in found if scopes <= permissions.expanded(key['scopes'])
             and kind in (None, '', key['type'])]
    if fields.flag_of_query(call.query, 'not_expired'):
        found = [key for key in found if not keys.is_expired(key)]
    return {'keys': found[page.start:page.start + page.size]}


def of_app(call: Call) -> dict[str, Any]:
    """GET /keys of an app: those that open it alone."""
    page = call.page()
    with call.transaction() as db:
        found = keys.list_all(db, call.user_id, call.app_id)
        return {'keys': [packed(db, record)
                         for record in found[page.start:page.start + page.size]]}


def get(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/keys/{key_id}: by the id that lists show, or by the key itself."""
    user_id = _user_id(call)
    with call.transaction() as db:
        return {'key': packed(db, keys.get(db, user_id, call.params['key_id']))}


def patch(call: Call) -> dict[str, Any]:
    """PATCH /users/{user_id}/keys: merge, overwrite or remove scopes; a new description."""
    action, user_id = fields.text(call.body, 'action') or patching.OVERWRITE, _user_id(call)
    if action not in patching.ACTIONS:
        raise errors.RequestError("'action' is %r; it must be one of %s."
                                  % (action, ', '.join(patching.ACTIONS)))
    with call.transaction() as db:
        return {'keys': [packed(db, _patched(call, db, user_id, item, action))
                         for item in fields.batch(call.body, 'keys')]}


def _patched(call: Call, db: sqlite3.Connection, user_id: str, item: dict[str, Any],
             action: str) -> dict[str, Any]:
    record = keys.get(db, user_id, fields.identifier(item) or '')
    scopes, news = record['scopes'], fields.texts(item, 'scopes')
    if news and action != patching.OVERWRITE:
        kept = [scope for scope in scopes if scope not in news]
        news = kept if action == patching.REMOVE else kept + news
    if item.get('scopes') is not None:
        scopes = _scopes(call, {'scopes': news})
    return keys.describe(db, record, fields.text(item, 'description', record['description']),
                         scopes)


def delete(call: Call) -> dict[str, Any]:
    """DELETE /users/{user_id}/keys/{key_id}: from now on it opens nothing."""
    user_id = _user_id(call)
    with call.transaction() as db:
        keys.delete(db, keys.get(db, user_id, call.params['key_id']))
    return {}


def all_scopes(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/scopes: all scopes, and those that each of them and each call needs."""
    kind = call.query.get('key_type')
    if kind not in (None, '') + keys.TYPES:
        raise errors.RequestError("'key_type' is %r; it must be one of %s."
                                  % (kind, ', '.join(keys.TYPES)))
    return {'scope_deps': [{'scope': scope, 'depending_scopes': needed}
                           for scope, needed in sorted(platform.SCOPES.items())],
            'endpoint_deps': [{'endpoint': _ENDPOINT % rpc,
                               'depending_scopes': platform.scopes_of(rpc)}
                              for rpc in sorted(platform.RPCS)]}


def scopes_of_key(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/myscopes: those of the key that asks."""
    return {'scopes': sorted(permissions.expanded(call.scope.scopes)), 'endpoints': []}


def scopes_of_app(call: Call) -> dict[str, Any]:
    """GET /myscopes of an app: those of the key that asks, and the app."""
    return dict(scopes_of_key(call), **app_handlers.of_key(call))
