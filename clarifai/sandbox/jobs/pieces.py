"""Long works that are done a piece at a time, so that requests have their turn in between."""
from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from clarifai.sandbox import errors
from clarifai.sandbox.store import bulk_changes, dataset_versions, deletions

if TYPE_CHECKING:
    from clarifai.sandbox.learning.embeddings import Embedding
    from clarifai.sandbox.store.database import Database

LOG = logging.getLogger(__name__)

BREATH = 0.001  # seconds between two pieces


class Pieces:
    """Carries on with works that the database knows by their row numbers.

    Args:
        database: where they are written down.
        embedding: whose vectors versions of datasets keep.
        stopping: is set when the server ends; what is left then is for the next one.
    """

    def __init__(self, database: Database, embedding: Embedding,
                 stopping: threading.Event) -> None:
        self._database = database
        self._embedding = embedding
        self._stopping = stopping

    def delete(self, seq: int) -> None:
        """Carry out a deletion of many inputs."""
        self._to_the_end(deletions.carry_on, seq)

    def change(self, seq: int) -> None:
        """Carry out a change of many inputs."""
        self._to_the_end(bulk_changes.carry_on, seq)

    def make_version(self, seq: int) -> None:
        """Make a version of a dataset; one that cannot be made has failed."""
        try:
            self._to_the_end(lambda db, seq: dataset_versions.carry_on(db, seq, self._embedding),
                             seq)
        except errors.DiskFailure:
            raise
        except Exception as error:
            if self._stopping.is_set():
                raise
            LOG.exception('a version of a dataset could not be made')
            with self._database.transaction() as db:
                dataset_versions.fail(db, seq, f'{type(error).__name__}: {error}')

    def _to_the_end(self, carry_on: Callable[[sqlite3.Connection, int], bool], seq: int) -> None:
        more = True
        while more and not self._stopping.wait(BREATH):
            with self._database.transaction() as db:
                more = carry_on(db, seq)
