"""The vectors of an app's inputs, in memory as one matrix, for search by what pictures look like.

The search is exact: one product of the matrix with a vector. In memory an input takes 4 bytes for
each number of its vector.
"""
from __future__ import annotations

import collections
import sqlite3
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy

from clarifai.sandbox.learning import embedding as measured
from clarifai.sandbox.store import examples
from clarifai.sandbox.store.scores import Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.embeddings import Embedding

KEPT_APPS = 32


class Kept(NamedTuple):
    """The vectors of an app's inputs that an embedding made.

    Attributes:
        state: what tells any change.
        seqs: the inputs' row numbers.
        matrix: a row for each; never changed in place.
        squares: the squared length of each.
    """

    state: tuple[int, ...] | None
    seqs: NDArray[Any]
    matrix: NDArray[Any]
    squares: NDArray[Any]


class VectorCache:
    """The matrices of the apps that were asked about last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: collections.OrderedDict[Any, Any] = collections.OrderedDict()

    def get(self, db: sqlite3.Connection, app_id: str,
            embedding: Embedding) -> Kept:
        """Return the vectors of an app's inputs that an embedding made, as of this transaction.

        Only those that are new since the last time are read from the database.
        """
        # Rows are never reused, and a vector never changes, so these three tell any change.
        state = tuple(db.execute(
            'SELECT COUNT(*), COALESCE(MAX(input_seq), 0), COALESCE(SUM(input_seq), 0) '
            'FROM vectors WHERE app_id = ? AND embedding = ?', (app_id, embedding.name)).fetchone())
        key = app_id, embedding.name
        with self._lock:
            kept = self._kept.get(key) or _none(embedding)
            if kept.state != state:
                kept = Kept(state, *_updated(db, app_id, embedding, kept))
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_APPS:
                self._kept.popitem(last=False)
        return kept


def _none(embedding: Embedding) -> Kept:
    return Kept(None, numpy.zeros(0, numpy.int64),
                numpy.zeros((0, embedding.size), numpy.float32), numpy.zeros(0, numpy.float32))


def _updated(db: sqlite3.Connection, app_id: str, embedding: Embedding,
             kept: Kept) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    now = numpy.array(examples.with_vectors(db, app_id, embedding), numpy.int64)
    still_there = numpy.isin(kept.seqs, now, assume_unique=True)
    new = numpy.setdiff1d(now, kept.seqs, assume_unique=True)
    read = examples.vectors(db, new.tolist(), embedding)
    squares = measured.squared_lengths(read)
    if not still_there.any():
        return new, read, squares
    # Of a large matrix there should be no more copies than these two.
    matrix = numpy.empty((int(still_there.sum()) + len(new), embedding.size), numpy.float32)
    numpy.compress(still_there, kept.matrix, axis=0, out=matrix[:len(matrix) - len(new)])
    matrix[len(matrix) - len(new):] = read
    return (numpy.concatenate([kept.seqs[still_there], new]), matrix,
            numpy.concatenate([kept.squares[still_there], squares]))


def similar(db: sqlite3.Connection, app_id: str, vector: NDArray[Any], cache: VectorCache,
            embedding: Embedding) -> Scores:
    """Return {row number: similarity 0..1} of the app's inputs to a vector of an embedding."""
    kept = cache.get(db, app_id, embedding)
    return Scores(kept.seqs, measured.similarity(vector, kept.matrix, kept.squares))
