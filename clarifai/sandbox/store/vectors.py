"""The vectors of an app's inputs, in memory as blocks of a matrix, for search by what pictures look
like.

The search is exact: one product of the matrix with a vector. In memory an input takes 4 bytes for
each number of its vector. What is new is put behind what is there, so that little is copied.
"""
from __future__ import annotations

import collections
import sqlite3
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy

from clarifai.sandbox.learning import embedding as measured
from clarifai.sandbox.store import examples
from clarifai.sandbox.store.scores import Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.embeddings import Embedding

KEPT_APPS = 32
BLOCK = 4096  # vectors


class Block(NamedTuple):
    """Up to `BLOCK` vectors.

    Attributes:
        matrix: a row for each; never changed in place.
        squares: the squared length of each.
        room: the matrix again, with the rows behind it where others may be put.
    """

    matrix: NDArray[Any]
    squares: NDArray[Any]
    room: NDArray[Any]


class Kept(NamedTuple):
    """The vectors of an app's inputs that an embedding made.

    Attributes:
        state: what tells any change.
        seqs: the inputs' row numbers.
        blocks: their vectors, in the same order.
    """

    state: tuple[int, ...] | None
    seqs: NDArray[Any]
    blocks: list[Block]

    def scored(self, score: Callable[[Block], NDArray[Any]]) -> Scores:
        """Return the score of each input, of which a function gives those of a block."""
        return Scores(self.seqs, numpy.concatenate(
            [numpy.zeros(0)] + [score(block) for block in self.blocks]))


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
            kept = self._kept.get(key) or Kept(None, numpy.zeros(0, numpy.int64), [])
            if kept.state != state:
                kept = Kept(state, *_updated(db, app_id, embedding, kept))
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_APPS:
                self._kept.popitem(last=False)
        return kept


def _updated(db: sqlite3.Connection, app_id: str, embedding: Embedding,
             kept: Kept) -> tuple[NDArray[Any], list[Block]]:
    now = examples.with_vectors(db, app_id, embedding)
    still_there = numpy.isin(kept.seqs, now, assume_unique=True)
    new = numpy.setdiff1d(now, kept.seqs, assume_unique=True)
    blocks, left = _without(kept.blocks, ~still_there), new
    while len(left):
        if not blocks or len(blocks[-1].matrix) == BLOCK:
            blocks.append(_block(numpy.zeros((0, embedding.size), numpy.float32), numpy.zeros(0)))
        free = BLOCK - len(blocks[-1].matrix)
        blocks[-1] = _longer(blocks[-1], examples.vectors(db, left[:free].tolist(), embedding))
        left = left[free:]
    return numpy.concatenate([kept.seqs[still_there], new]), blocks


def _without(blocks: list[Block], gone: NDArray[Any]) -> list[Block]:
    """Return blocks without the vectors that are gone, which is said for each."""
    left, start = [], 0
    for block in blocks:
        stays = ~gone[start:start + len(block.matrix)]
        start += len(stays)
        if stays.all():
            left.append(block)
        elif stays.any():
            left.append(_block(block.matrix[stays], block.squares[stays]))
    return left


def _block(matrix: NDArray[Any], squares: NDArray[Any]) -> Block:
    room = numpy.empty((BLOCK, matrix.shape[1]), numpy.float32)
    room[:len(matrix)] = matrix
    return Block(room[:len(matrix)], squares, room)


def _longer(block: Block, more: NDArray[Any]) -> Block:
    """Return a block with more vectors, which are put where nobody looks who has the other one."""
    end = len(block.matrix) + len(more)
    block.room[len(block.matrix):end] = more
    return Block(block.room[:end], numpy.concatenate(
        [block.squares, measured.squared_lengths(more)]), block.room)


def similar(db: sqlite3.Connection, app_id: str, vector: NDArray[Any], cache: VectorCache,
            embedding: Embedding) -> Scores:
    """Return {row number: similarity 0..1} of the app's inputs to a vector of an embedding."""
    return cache.get(db, app_id, embedding).scored(
        lambda block: measured.similarity(vector, block.matrix, block.squares))
