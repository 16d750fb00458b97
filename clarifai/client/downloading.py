"""Files behind URLs, for the classes of today's SDK; ``requests`` is loaded when one is wanted."""
from __future__ import annotations

from typing import Any, BinaryIO

from clarifai.connection import Connection
from clarifai.forking import importing


def content(connection: Connection, url: str) -> bytes:
    """The bytes behind a URL; see `clarifai.remote_content.content`."""
    found: bytes = _module().content(connection, url)
    return found


def write(connection: Connection, url: str, sink: BinaryIO) -> None:
    """Write them into a file that is open; see `clarifai.remote_content.write`."""
    _module().write(connection, url, sink)


def save(connection: Connection, url: str, path: str, version: str, size: int = 0) -> None:
    """Save them as a file; see `clarifai.remote_content.save`."""
    _module().save(connection, url, path, version, size)


def _module() -> Any:
    with importing:
        from clarifai import remote_content
    return remote_content
