"""Refusing members that today's messages do not have, by their names."""
from __future__ import absolute_import

import re

from clarifai.sandbox import errors
from clarifai.sandbox.request_fields import MESSAGES, REQUESTS

SCOPE = 'user_app_id'
MAX_NAME = 60


def refuse_unknown(route, query, body):
    """Check the names in a request to today's platform.

    Args:
        route (routes.Route): where it goes.
        query (dict): the query string, read where a request has no body.
        body (dict): the JSON body.

    Raises:
        errors.RequestError: one of them is not known; the details say which and where.
    """
    known = dict(REQUESTS.get('%s %s' % (route.method, route.path[len('/v2'):]), {}))
    known.update((name, '') for name in re.findall('{(.*?)}', route.path))
    if route.method == 'GET':
        for name in query:
            if name not in known and not name.startswith(SCOPE + '.'):
                raise _unknown(name, 'query', known)
    else:
        known[SCOPE] = 'UserAppIDSet'
        _refuse(body, known, '')


def _refuse(holder, known, place):
    for name, value in holder.items():
        if name not in known:
            raise _unknown(name, place or 'body', known)
        inner = MESSAGES.get(known[name])
        if inner is not None:
            path = place + '.' + name if place else name
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    _refuse(item, inner, path)


def _unknown(name, place, known):
    return errors.RequestError("'%s' is not known as a member of the %s, which has %s." % (
        name[:MAX_NAME], place, ', '.join(sorted(known)) or 'none'))
