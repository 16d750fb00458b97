"""``/users/{user_id}``, and the apps of a user, of which a path may also make new ones."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.handlers.list_filters import chosen
from clarifai.sandbox.handlers.metadata_fields import given_members, merged_members
from clarifai.sandbox.handlers.shapes.platform import PRIVATE, PUBLIC
from clarifai.sandbox.models import public_models
from clarifai.sandbox.store import apps, keys, patching
from clarifai.sandbox.wildcards import name_matcher

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

FIELDS = ('name', 'default_language', 'default_workflow_id', 'description', 'notes', 'metadata',
          'sample_ms', 'legal_consent_status', 'visibility', 'data_tier_id', 'image',
          'is_template')
DEFAULTS = {'default_language': 'en', 'default_workflow_id': 'General', 'metadata': {},
            'visibility': PRIVATE}
PUBLIC_APP = {'user_id': public_models.USER_ID, 'id': public_models.APP_ID,
              'about': {'visibility': PUBLIC}, 'created_at': public_models.CREATED_AT,
              'modified_at': public_models.CREATED_AT}


def packed(record: dict[str, Any]) -> dict[str, Any]:
    """Return an app, as ``store.user_apps`` gives it, as JSON."""
    known = dict(dict(DEFAULTS, name=record['id']), **record['about'])
    return dict(known, id=record['id'], user_id=record['user_id'],
                created_at=record['created_at'], modified_at=record['modified_at'],
                default_workflow={'id': known['default_workflow_id'],
                                  'app_id': public_models.APP_ID,
                                  'user_id': public_models.USER_ID})


def _all(call: Call, db: sqlite3.Connection) -> list[dict[str, Any]]:
    if call.scope.is_public_app:
        return [PUBLIC_APP]
    return apps.list_all(db, call.user_id)


def calls_of_apps(call: Call, db: sqlite3.Connection) -> list[Call]:
    """Return the request about a user as requests about each of the user's apps."""
    if call.scope.is_public_app:
        return [call.in_app('', public_models.APP_ID)]
    return [call.in_app(app['app_id'], app['id'])
            for app in apps.list_all(db, call.user_id)]


def _of_path(call: Call, db: sqlite3.Connection) -> dict[str, Any]:
    if call.scope.is_public_app:
        if call.params['app_id'] != public_models.APP_ID:
            raise errors.AppNotFound('User clarifai has one app here: main.')
        return PUBLIC_APP
    return apps.get(db, call.user_id, call.params['app_id'])


def add(call: Call) -> dict[str, Any]:
    """POST /users/{user_id}/apps: all of them are made, or none."""
    items = _some(call)
    with call.transaction() as db:
        made = [apps.add(db, call.user_id, fields.identifier(item) or clock.new_id(),
                         _given(item)) for item in items]
    return {'apps': [packed(record) for record in made]}


def _some(call: Call) -> list[dict[str, Any]]:
    items = fields.batch(call.body, 'apps')
    if not items:
        raise errors.AppInvalid("'apps' is empty; it needs at least one app.")
    return items


def _given(item: dict[str, Any]) -> dict[str, Any]:
    news = given_members(item, FIELDS)
    workflow_id = fields.identifier(fields.mapping(item, 'default_workflow'))
    if workflow_id:
        news['default_workflow_id'] = workflow_id
    return news


def listing(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/apps: by page; filtered by id, name or description, and sorted."""
    page = call.page()
    with call.transaction() as db:
        found = [packed(record) for record in _all(call, db)]
    found = chosen(found, call.query)
    if fields.flag_of_query(call.query, 'template_only'):
        found = [app for app in found if app.get('is_template')]
    return {'apps': found[page.start:page.start + page.size]}


def search(call: Call) -> dict[str, Any]:
    """POST /users/{user_id}/apps/searches: by name or id, with ``*``."""
    matches = name_matcher(fields.text(fields.mapping(call.body, 'app_query'), 'name'))
    page = call.page_of_body()
    with call.transaction() as db:
        found = [packed(record) for record in _all(call, db)]
    found = [app for app in found if matches(app['name']) or matches(app['id'])]
    return {'apps': found[page.start:page.start + page.size]}


def get(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/apps/{app_id}: one app; it is not made when it is named here."""
    with call.transaction() as db:
        return {'app': packed(_of_path(call, db))}


def of_key(call: Call) -> dict[str, Any]:
    """GET /app: the app that an API key opens, or the one that the query names."""
    scope = call.scope
    if scope.is_public_app:
        return {'app': packed(PUBLIC_APP)}
    with call.transaction() as db:
        if scope.user_id:
            return {'app': packed(apps.get(db, scope.user_id, scope.name))}
        created_at = apps.created_at(db, scope.app_id)
    app = packed({'user_id': '', 'id': scope.name, 'about': {}, 'created_at': created_at,
                  'modified_at': created_at})
    del app['user_id']
    return {'app': app}


def patch(call: Call) -> dict[str, Any]:
    """PATCH /users/{user_id}/apps: merge, overwrite or remove members; all apps or none."""
    action, items = patch_action(call.body), _some(call)
    with call.transaction() as db:
        changed = []
        for item in items:
            record = apps.get(db, call.user_id, fields.identifier(item) or '')
            changed.append(_patched(db, record, item, action))
    return {'apps': changed}


def patch_one(call: Call) -> dict[str, Any]:
    """PATCH /users/{user_id}/apps/{app_id}: the same for one app."""
    action, item = patch_action(call.body), fields.mapping(call.body, 'app')
    with call.transaction() as db:
        return {'app': _patched(db, _of_path(call, db), item, action)}


def _patched(db: sqlite3.Connection, record: dict[str, Any], item: dict[str, Any],
             action: str) -> dict[str, Any]:
    about = merged_members(record['about'], _given(item), action)
    return packed(apps.describe(db, record, about))


def patch_ids(call: Call) -> dict[str, Any]:
    """PATCH /users/{user_id}/apps/ids: new ids; what is in the apps stays."""
    action = fields.text(call.body, 'action')
    if action != patching.OVERWRITE:
        raise errors.AppInvalid(f"'action' is {action!r}; ids can be changed with overwrite.")
    with call.transaction() as db:
        answer = []
        for item in fields.batch(call.body, 'ids'):
            record = apps.get(db, call.user_id, fields.identifier(item) or '')
            new_id = fields.identifier(item, 'new_id')
            if not new_id:
                raise errors.AppInvalid('ids[] needs an id and a new_id.')
            answer.append(packed(apps.rename(db, record, new_id)))
    return {'apps': answer}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /users/{user_id}/apps/{app_id}: with everything in it, and its keys."""
    with call.transaction() as db:
        app_id = _of_path(call, db)['app_id']
        keys.delete_of_app(db, app_id)
        apps.delete(db, app_id)
    return {}


def get_user(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}: whose PAT it is (``me``), or clarifai."""
    if call.scope.is_public_app:
        return {'user': {'id': public_models.USER_ID, 'created_at': public_models.CREATED_AT,
                         'visibility': PUBLIC}}
    with call.transaction() as db:
        return {'user': dict(apps.user(db, call.user_id), visibility=PRIVATE)}
