"""The Python console: the client in the browser, against this sandbox.

Python itself is Pyodide, from a folder that whoever starts the sandbox has named. It runs in a
worker of the browser, and what it may load is from here alone.
"""
from __future__ import annotations

import os
from typing import TYPE_CHECKING

import flask

from clarifai.sandbox import errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.page import packing
from clarifai.sandbox.store import overview

if TYPE_CHECKING:
    from clarifai.sandbox.services import Services

# What a page loads of the npm package, by media type.
FILES = {'pyodide.mjs': 'text/javascript', 'pyodide.asm.mjs': 'text/javascript',
         'pyodide.asm.wasm': 'application/wasm', 'python_stdlib.zip': 'application/zip',
         'pyodide-lock.json': 'application/json'}
SHOWN = 8


def missing(folder: str) -> str:
    """Return the first file that a folder lacks to be an unpacked Pyodide, or ''."""
    return next((name for name in FILES if not os.path.isfile(os.path.join(folder, name))), '')


def page(services: Services) -> str:
    """Show the console."""
    _folder(services)
    return flask.render_template('console.html', latest=_latest(services))


def pictures(services: Services) -> str:
    """Show the newest pictures alone, for the page to put them in."""
    return flask.render_template('console_pictures.html', latest=_latest(services))


def file(services: Services, name: str) -> flask.Response:
    """Serve a file of Pyodide."""
    folder = _folder(services)
    if name not in FILES:
        raise errors.NoSuchRoute(f'The console needs no file {name}.')
    return flask.send_from_directory(os.path.abspath(folder), name, mimetype=FILES[name])


def client(services: Services) -> flask.Response:
    """Serve the client with what it needs."""
    _folder(services)
    return flask.Response(packing.packed(), mimetype='application/zip')


def _folder(services: Services) -> str:
    if services.pyodide is None:
        raise errors.NoSuchRoute(
            'There is no console here. Start the sandbox with --pyodide DIR, the folder of '
            'npm\'s package pyodide, to have one.')
    return services.pyodide


def _latest(services: Services) -> list[dict[str, object]]:
    with services.database.transaction() as db:
        return overview.latest_pictures(db, codes.INPUT_SUCCESS, SHOWN)
