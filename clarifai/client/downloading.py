"""Files that the server has made, downloaded in pieces that a next attempt goes on from."""
from __future__ import annotations

import os
from typing import Any, Iterable
from urllib.parse import urlsplit

from clarifai.connection import Connection
from clarifai.errors import ApiError, UserError, file_error

ATTEMPTS = 5
PIECE = 1024 * 1024  # bytes
OK, PARTIAL, OUT_OF_RANGE, SERVER_ERROR = 200, 206, 416, 500


def save(connection: Connection, url: str, path: str, version: str, size: int = 0) -> None:
    """Download a file.

    What has come is kept beside the file, under a name that ends in ``.part``, until all of it is
    there.  Another attempt, of this call or a later one, asks for the rest.

    Args:
        connection (Connection): what to send with; its credential goes to its own host only.
        url (str): where the file is.
        path (str): where it is to be.
        version (str): what tells this file from others that were at `path` before it.
        size (int): how many bytes it has; 0 when the server has not said.

    Raises:
        ApiError: the server refused, or the file could not be had whole in `ATTEMPTS` attempts.
        UserError: the file cannot be written.
    """
    part = '%s.%s.part' % (path, version)
    problem = ''
    for attempt in range(1, ATTEMPTS + 1):
        try:
            problem = _fetch(connection, url, part, size)
        except UserError:
            raise
        except OSError as error:  # which the exceptions of requests are
            problem = 'the connection broke (%s)' % type(error).__name__
        if not problem:
            os.replace(part, path)
            return
    raise ApiError(_shown(url), {}, 'GET', attempts=ATTEMPTS, cause='%s; what has come is in %s, '
                   'and another call goes on from there' % (problem, part))


def _fetch(connection: Connection, url: str, part: str, size: int) -> str:
    """Ask for what is missing of a file once; return what went wrong, '' if it is whole now."""
    have = os.path.getsize(part) if os.path.exists(part) else 0
    if size and have == size:
        return ''
    if size and have > size:
        have = 0
    headers = {'Accept-Encoding': 'identity'}
    if have:
        headers['Range'] = 'bytes=%d-' % have
    with connection.session.get(url, headers=headers, stream=True, auth=_auth(connection, url),
                                timeout=_timeout(connection)) as response:
        if response.status_code == OUT_OF_RANGE and have:
            os.remove(part)
            return 'the server has another file now'
        if response.status_code >= SERVER_ERROR:
            return 'the server answered with HTTP %d' % response.status_code
        if response.status_code not in (OK, PARTIAL):
            raise ApiError(_shown(url), {}, 'GET', response)
        start = _start(response.headers) if response.status_code == PARTIAL else 0
        if start not in (0, have):
            return 'the server gave another part than was asked for'
        whole = start + int(response.headers.get('Content-Length') or 0) or size
        _write(part, 'ab' if start else 'wb', response.iter_content(PIECE))
    got = os.path.getsize(part)
    return '' if got == (size or whole or got) else '%d of %d bytes came' % (got, size or whole)


def _start(headers: Any) -> int:
    """Return where the part begins that an answer with status 206 has: ``bytes 5-9/10``."""
    first = headers.get('Content-Range', '').partition(' ')[2].partition('-')[0]
    return int(first) if first.isdigit() else -1


def _write(path: str, mode: str, pieces: Iterable[bytes]) -> None:
    """Write to a file.

    Raises:
        UserError: it cannot be written; what fails to come is not of this kind.
    """
    try:
        out = open(path, mode)
    except OSError as error:
        raise _not_written(path, error)
    with out:
        for piece in pieces:
            try:
                out.write(piece)
            except OSError as error:
                raise _not_written(path, error)


def _not_written(path: str, error: OSError) -> UserError:
    made: UserError = file_error('%s cannot be written: %s' % (path, error.strerror), error, path)
    return made


def _auth(connection: Connection, url: str) -> Any:
    from clarifai.session import KeyAuth, NoAuth, TokenAuth
    if urlsplit(url)[:2] != urlsplit(connection.base_url)[:2]:
        return NoAuth()
    return KeyAuth(connection.pat) if connection.pat else TokenAuth(connection.token)


def _timeout(connection: Connection) -> Any:
    from clarifai.transport import TIMEOUT
    return connection.timeout or TIMEOUT


def _shown(url: str) -> str:
    return url.split('?')[0]  # what follows may open the file to anybody
