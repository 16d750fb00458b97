"""The user and app that a request names: in its path, its body or its query."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from clarifai.sandbox import errors, fields

FIELD = 'user_app_id'


def of_path(raw_path: str) -> tuple[str, tuple[str, str] | None]:
    """Take ``/users/{user_id}/apps/{app_id}`` out of a path.

    Args:
        raw_path: the path as it was sent, still percent-encoded.

    Returns:
        the path without it, and user id and app id, decoded, or None.
    """
    parts = raw_path.rstrip('/').split('/')
    if len(parts) < 7 or parts[1:3] != ['v2', 'users'] or parts[4] != 'apps':
        return raw_path, None
    user_id, app_id = unquote(parts[3]), unquote(parts[5])
    if not user_id or not app_id:
        return raw_path, None
    return '/'.join(parts[:2] + parts[6:]), (user_id, app_id)


def named_app(in_path: tuple[str, str] | None, query: Mapping[str, Any],
              body: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the (user id, app id) that a request names, or None.

    Args:
        in_path: those of the path, or None.
        query: the query string.
        body: the JSON body.

    Raises:
        errors.RequestError: it names two different ones.
    """
    holder = fields.mapping(body, FIELD) or {
        name: query.get(f'{FIELD}.{name}') for name in ('user_id', 'app_id')}
    user_id, app_id = fields.text(holder, 'user_id'), fields.text(holder, 'app_id')
    if in_path is None:
        return (user_id or 'me', app_id) if app_id else None
    for name, said, known in (('user_id', user_id, in_path[0]), ('app_id', app_id, in_path[1])):
        if said and said != known:
            raise errors.RequestError(f'{FIELD}.{name} is {said!r}, and the path names {known!r}.')
    return in_path


def named_user(params: Mapping[str, str], query: Mapping[str, Any],
               body: Mapping[str, Any]) -> str | None:
    """Return the id of the user that a request about a user names, or None.

    Args:
        params: the parts of the path.
        query: the query string.
        body: the JSON body; entries of logs say for whom they are.
    """
    named = params.get('user_id') or query.get(f'{FIELD}.user_id')
    for entry in () if named else fields.objects(body, 'log_entries'):
        meta = fields.mapping(entry, 'meta')
        named = named or fields.text(fields.mapping(meta, FIELD), 'user_id') or (
            fields.text(meta, 'compute_cluster_user_id'))
    return named
