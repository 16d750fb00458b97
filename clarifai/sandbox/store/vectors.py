"""The vectors of an app's inputs, in memory as one matrix, for search by what pictures look like.

The search is exact: one product of the matrix with a vector. In memory an input takes 4 bytes for
each number of its vector.
"""
from __future__ import annotations

import collections
import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import numpy

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.learning import embedding
from clarifai.sandbox.store import examples

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEPT_APPS = 32
Kept = collections.namedtuple('Kept', 'state seqs matrix')
_NONE = Kept(None, numpy.zeros(0, numpy.int64), numpy.zeros((0, embedding.SIZE), numpy.float32))


class VectorCache:
    """The matrices of the apps that were asked about last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: collections.OrderedDict[Any, Any] = collections.OrderedDict()

    def get(self, db: sqlite3.Connection, app_id: str) -> tuple[list[int], NDArray[Any]]:
        """Return the vectors of an app's processed inputs, as of this transaction.

        Only those of inputs that are new since the last time are read from the database.

        Returns:
            row numbers, and the N x SIZE matrix, which is never
            changed in place.
        """
        # Rows are never reused, and a vector never changes, so these three tell any change.
        state = tuple(db.execute(
            'SELECT COUNT(*), COALESCE(MAX(seq), 0), COALESCE(SUM(seq), 0) FROM inputs '
            'WHERE app_id = ? AND status_code = ?', (app_id, codes.INPUT_SUCCESS)).fetchone())
        with self._lock:
            kept = self._kept.get(app_id, _NONE)
            if kept.state != state:
                kept = self._kept[app_id] = Kept(state, *_updated(db, app_id, kept))
            self._kept.move_to_end(app_id)
            while len(self._kept) > KEPT_APPS:
                self._kept.popitem(last=False)
        return kept.seqs.tolist(), kept.matrix


def _updated(db: sqlite3.Connection, app_id: str, kept: Kept) -> tuple[NDArray[Any], NDArray[Any]]:
    now = numpy.array(examples.with_vectors(db, app_id), numpy.int64)
    still_there = numpy.isin(kept.seqs, now, assume_unique=True)
    new = numpy.setdiff1d(now, kept.seqs, assume_unique=True)
    return (numpy.concatenate([kept.seqs[still_there], new]),
            numpy.concatenate([kept.matrix[still_there], examples.vectors(db, new.tolist())]))


def similar(db: sqlite3.Connection, app_id: str, vector: NDArray[Any],
            cache: VectorCache) -> dict[Any, Any]:
    """Return {row number: similarity 0..1} of all of the app's processed inputs to a vector."""
    seqs, matrix = cache.get(db, app_id)
    return dict(zip(seqs, embedding.similarity(vector, matrix).tolist()))
