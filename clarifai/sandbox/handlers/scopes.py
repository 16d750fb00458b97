"""What keys can do in general, and what the key of a request can do."""
from __future__ import absolute_import

from clarifai.sandbox import errors, platform
from clarifai.sandbox.access import permissions
from clarifai.sandbox.handlers import apps
from clarifai.sandbox.store import keys

ENDPOINT = '/clarifai.api.V2/%s'


def listing(call):
    """GET /users/{user_id}/scopes: all scopes, and those that each of them and each call needs."""
    kind = call.query.get('key_type')
    if kind not in (None, '') + keys.TYPES:
        raise errors.RequestError("'key_type' is %r; it must be one of %s."
                                  % (kind, ', '.join(keys.TYPES)))
    return {'scope_deps': [{'scope': scope, 'depending_scopes': needed}
                           for scope, needed in sorted(platform.SCOPES.items())],
            'endpoint_deps': [{'endpoint': ENDPOINT % rpc,
                               'depending_scopes': platform.scopes_of(rpc)}
                              for rpc in sorted(platform.RPCS)]}


def of_user(call):
    """GET /users/{user_id}/myscopes: those of the key that asks."""
    return {'scopes': sorted(permissions.expanded(call.scope.scopes)), 'endpoints': []}


def of_app(call):
    """GET /myscopes of an app: those of the key that asks, and the app."""
    return dict(of_user(call), **apps.of_key(call))
