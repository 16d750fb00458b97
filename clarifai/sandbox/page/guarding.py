"""Who may look, and what a browser may do with what it gets.

The page shows all apps without a key, so it is for the machine that the sandbox runs on alone, and
pages of other sites can neither read it nor send anything to it.
"""
from typing import Any

import flask

from clarifai.sandbox.access import loopback

# What runs the console: a page, and the worker that Python is in.  Python is WebAssembly, and talks
# to nobody but this sandbox.  blob: is for pictures that somebody has chosen for it.
CONSOLE = ("default-src 'none'; style-src 'self'; img-src 'self' blob:; script-src 'self' "
           "'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; form-action 'none'; "
           "base-uri 'none'; frame-ancestors 'none'")
CONSOLE_PLACES = ('/page/console', '/page/static/console_worker.mjs')
HEADERS = {
    'Content-Security-Policy':
        # data: is for a picture that a form has sent, which is shown and not kept.
        "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    # Under 'no-referrer' a browser would send its own forms with 'Origin: null'.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
}


def refuse_remote_clients() -> None:
    """Refuse a request from another machine or from a page of another site."""
    loopback.refuse_remote_clients(flask.request)


def protect(response: Any) -> Any:
    """Add the headers that keep a browser within bounds; return the response."""
    response.headers.update(HEADERS)
    if flask.request.path in CONSOLE_PLACES:
        response.headers['Content-Security-Policy'] = CONSOLE
    response.headers.setdefault('Cache-Control', 'no-cache')
    return response
