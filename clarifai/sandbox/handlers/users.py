"""``/users/{user_id}``: of a user the sandbox knows the id, and since when."""
from __future__ import absolute_import

from clarifai.sandbox.handlers.shapes.platform import PRIVATE, PUBLIC
from clarifai.sandbox.models import public_models
from clarifai.sandbox.store import apps


def get(call):
    """GET /users/{user_id}: whose PAT it is (``me``), or clarifai."""
    if call.scope.reaches_public == 'alone':
        return {'user': {'id': public_models.USER_ID, 'created_at': public_models.CREATED_AT,
                         'visibility': PUBLIC}}
    with call.transaction() as db:
        return {'user': dict(apps.user(db, call.scope.user_id), visibility=PRIVATE)}
