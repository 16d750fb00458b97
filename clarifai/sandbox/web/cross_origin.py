"""Which pages of other origins may use the API from a browser (CORS).

Pages that are served on this machine may, on any port; others when they are named. Credentials that
a browser adds by itself are never allowed: whoever asks has to know a key.
"""
from __future__ import annotations

from collections.abc import Iterable

import flask

from clarifai.sandbox import errors
from clarifai.sandbox.web.origins import is_of_this_machine, origin

# The API, and the files whose addresses its answers give, which nobody can guess.
PATHS = ('/v2/', '/sandbox/media/', '/sandbox/exports/', '/sandbox/model_exports/')
METHODS = 'GET, POST, PATCH, PUT, DELETE'
HEADERS = frozenset(['accept', 'accept-language', 'authorization', 'cache-control', 'content-type',
                     'if-range', 'range', 'user-agent', 'x-requested-with'])
EXPOSED = 'Content-Range, ETag, Retry-After'
OWN_HEADERS = 'x-clarifai-'
PREFLIGHT_SECONDS = 600


class CrossOrigin:
    """What pages of other origins may do.

    Args:
        allowed: origins beside those on this machine, as `origin` returns them.
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(origin(text) for text in allowed)

    def allows(self, asking: str) -> bool:
        """Return whether pages of the origin in a header ``Origin`` may use the API."""
        return asking in self._allowed or is_of_this_machine(asking)

    def preflight(self, request: flask.Request) -> flask.Response | None:
        """Return the answer to a browser that asks before it sends a request, None if it is not.

        Raises:
            errors.OriginRefused: pages of this origin may not use the API.
        """
        if request.method != 'OPTIONS' or not request.path.startswith(PATHS):
            return None
        if 'Origin' not in request.headers:
            return None
        if 'Access-Control-Request-Method' not in request.headers:
            return None
        asking = request.headers['Origin']
        if not self.allows(asking):
            raise errors.OriginRefused(
                'Pages of %s may not use this sandbox; start it with --allow-origin %s if they '
                'shall.' % (asking, asking))
        wanted = request.headers.get('Access-Control-Request-Headers', '')
        response = flask.Response(status=204)
        response.headers['Access-Control-Allow-Methods'] = METHODS
        response.headers['Access-Control-Allow-Headers'] = ', '.join(
            ['Authorization', 'Content-Type'] + _further(wanted))
        response.headers['Access-Control-Max-Age'] = str(PREFLIGHT_SECONDS)
        if request.headers.get('Access-Control-Request-Private-Network') == 'true':
            response.headers['Access-Control-Allow-Private-Network'] = 'true'
        return response

    def mark(self, request: flask.Request, response: flask.Response) -> flask.Response:
        """Add to an answer what lets a page that may use the API read it; return the answer."""
        if request.path.startswith(PATHS):
            response.headers.add('Vary', 'Origin')
            asking = request.headers.get('Origin')
            if asking is not None and self.allows(asking):
                response.headers['Access-Control-Allow-Origin'] = asking
                response.headers['Access-Control-Expose-Headers'] = EXPOSED
        return response


def _further(wanted: str) -> list[str]:
    """Return those of the header names that a browser asks for which are harmless."""
    names = [name.strip().lower() for name in wanted.split(',')]
    return sorted({name for name in names if name.startswith(OWN_HEADERS) or name in HEADERS}
                  - {'authorization', 'content-type'})
