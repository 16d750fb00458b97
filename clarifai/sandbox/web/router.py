"""From a method and a raw path to a route."""
from __future__ import absolute_import

import collections

from clarifai.sandbox import errors

try:
    from urllib.parse import unquote
except ImportError:  # only so that this file can be read on Python 2.7
    unquote = None

Found = collections.namedtuple('Found', 'route params today')
Found.__doc__ = """A route, the decoded parts of its path, and whether the dialect is today's."""


class Router(object):
    """A table of routes, ready to be asked.

    Args:
        routes (list of Route): with ``method``, ``path``, ``handler``, ``dialects`` and ``open``.
        platform (bool): whether paths without a user and an app, too, follow today's rules.
    """

    def __init__(self, routes, platform=False):
        self._routes = sorted(((route, route.path.split('/')) for route in routes),
                              key=lambda known: [_is_parameter(part) for part in known[1]])
        self._platform = platform

    def find(self, method, raw_path, today=False):
        """Return the route and its parameters.

        Args:
            method (str): the HTTP method.
            raw_path (str): the path, still percent-encoded, without user and app.
            today (bool): whether the request is in today's dialect. One that seems not to be is
                all the same, if nothing but a route of today fits it.

        Returns:
            Found

        Raises:
            errors.NoSuchRoute: nothing is served at this path.
            errors.MethodNotAllowed: something is, but for other methods.
        """
        today = today or self._platform
        parts = raw_path.rstrip('/').split('/')
        allowed = set()
        for dialect in (True,) if today else (False, True):
            found = self._find(method, parts, dialect, allowed)
            if found:
                return found
        if allowed:
            raise errors.MethodNotAllowed('%s is no method of this path; its methods are %s.'
                                          % (method, ', '.join(sorted(allowed))))
        raise errors.NoSuchRoute('The sandbox has no route %s %s%s.' % (
            method, unquote(raw_path), " on today's platform" if today else ''))

    def _find(self, method, parts, today, allowed):
        for route, pattern in self._routes:
            params = _match(pattern, parts) if route.serves(today) else None
            if params is None:
                continue
            if route.method == method:
                return Found(route, params, today)
            allowed.add(route.method)
        return None


def _is_parameter(part):
    return part.startswith('{')


def _match(pattern, parts):
    if len(pattern) != len(parts):
        return None
    params = {}
    for wanted, part in zip(pattern, parts):
        if _is_parameter(wanted):
            if not part:
                return None
            params[wanted[1:-1]] = unquote(part, errors='replace')
        elif wanted != part:
            return None
    return params
