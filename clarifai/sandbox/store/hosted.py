"""What is handed out under a token: the file of an input, of a version of a dataset, an upload."""
from __future__ import annotations

import sqlite3
from typing import NamedTuple

from clarifai.sandbox.store import dataset_versions, inputs, uploads


class Hosted(NamedTuple):
    """A file: its bytes, or None and the URL that it is behind."""

    data: bytes | None
    url: str = ''


def find(db: sqlite3.Connection, token: str) -> Hosted | None:
    """Return what is handed out under `token`, or None."""
    for files in (inputs.hosted, dataset_versions.kept_file, uploads.hosted):
        data = files(db, token)
        if data is not None:
            return Hosted(data)
    url = dataset_versions.kept_url(db, token)
    return Hosted(None, url) if url else None
