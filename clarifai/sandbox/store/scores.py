"""What is known of many rows, as arrays: what a search term finds, and the order of the best.

Rows are matched by a table from the first row number to the last, which is much faster than to sort
them. Integers come out of SQLite fastest as one text. Scores come as tuples, because a text would
not have all their digits.
"""
from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

_N = TypeVar('_N', int, float)
_Self = TypeVar('_Self', bound='ByRow[Any]')


class ByRow(Mapping[int, _N]):
    """{row number: number}, kept as two arrays.

    Args:
        seqs: row numbers, each once.
        numbers: the number of each.
    """

    def __init__(self, seqs: NDArray[Any], numbers: NDArray[Any]) -> None:
        self.seqs, self.numbers = seqs, numbers

    @functools.cached_property
    def _by_seq(self) -> dict[int, _N]:
        return dict(zip(self.seqs.tolist(), self.numbers.tolist()))

    def __getitem__(self, seq: int) -> _N:
        return self._by_seq[seq]

    def __iter__(self) -> Iterator[int]:
        return iter(self._by_seq)

    def __len__(self) -> int:
        return len(self.seqs)

    def chosen(self: _Self, rows: NDArray[Any]) -> _Self:
        """Return some of it, chosen by an array of bools or of positions."""
        return type(self)(self.seqs[rows], self.numbers[rows])


class Scores(ByRow[float]):
    """{input's row number: score}, quick to make, to combine and to put in order."""

    @classmethod
    def same(cls, seqs: NDArray[Any], score: float = 1.0) -> Scores:
        """Give the same score to each of some row numbers."""
        seqs = distinct(seqs)
        return cls(seqs, numpy.full(len(seqs), score))

    @classmethod
    def of(cls, scores: Mapping[int, float]) -> Scores:
        """Return any mapping as arrays."""
        if isinstance(scores, Scores):
            return scores
        return cls(numpy.fromiter(scores.keys(), numpy.int64, len(scores)),
                   numpy.fromiter(scores.values(), numpy.float64, len(scores)))

    @classmethod
    def highest(cls, scores: Iterable[Scores]) -> Scores:
        """Return the highest score of each row that has any; it may have several in one of them."""
        return _combined(scores, numpy.maximum)

    @classmethod
    def total(cls, scores: Iterable[Scores]) -> Scores:
        """Return the sum of the scores of each row that has any."""
        return _combined(scores, numpy.add)

    def get_all(self, seqs: NDArray[Any], missing: float) -> NDArray[Any]:
        """Return the score of each of some rows, `missing` for those that have none."""
        if not len(self):
            return numpy.full(len(seqs), missing)
        first, size = self.seqs.min(), numpy.ptp(self.seqs) + 1
        table = numpy.full(size + 1, missing)  # the last is for what is outside
        table[self.seqs - first] = self.numbers
        places = seqs - first
        return table[numpy.where((places >= 0) & (places < size), places, size)]

    def times(self, other: Scores) -> Scores:
        """Return the product of the scores of each row that both have."""
        others = other.get_all(self.seqs, missing=-1.0)
        return Scores(self.seqs, self.numbers * others).chosen(others >= 0)


def distinct(seqs: NDArray[Any]) -> NDArray[Any]:
    """Return each of some row numbers once, in order."""
    if not len(seqs):
        return seqs
    first = seqs.min()
    there = numpy.zeros(numpy.ptp(seqs) + 1, bool)
    there[seqs - first] = True
    return numpy.flatnonzero(there) + first


def _combined(scores: Iterable[Scores], combine: numpy.ufunc) -> Scores:
    """Return the scores of each row, combined to one."""
    parts = list(scores)
    all_seqs = numpy.concatenate([numpy.zeros(0, numpy.int64)] + [part.seqs for part in parts])
    seqs = distinct(all_seqs)
    if not len(seqs):
        return Scores(seqs, numpy.zeros(0))
    table = numpy.zeros(seqs[-1] - seqs[0] + 1)
    combine.at(table, all_seqs - seqs[0], numpy.concatenate([part.numbers for part in parts]))
    return Scores(seqs, table[seqs - seqs[0]])


def integers(db: sqlite3.Connection, columns: Sequence[str], query: str,
             values: Sequence[Any]) -> list[NDArray[Any]]:
    """Return columns of a query as arrays of int64.

    Args:
        db: in a transaction.
        columns: their names; none of their values is NULL.
        query: what comes after the columns, from ``FROM`` on.
        values: of its placeholders.
    """
    row = _cursor(db).execute('SELECT %s %s' % (
        ', '.join(f'group_concat({column})' for column in columns), query), values).fetchone()
    return [numpy.fromstring(text, numpy.int64, sep=',') if text else numpy.zeros(0, numpy.int64)
            for text in row]


def columns(db: sqlite3.Connection, types: str, query: str,
            values: Sequence[Any]) -> list[NDArray[Any]]:
    """Return the columns of a query as arrays.

    Args:
        db: in a transaction.
        types: of the columns, as NumPy writes them: 'i8,f8' for an integer and a float.
        query: the query.
        values: of its placeholders.
    """
    rows = numpy.fromiter(_cursor(db).execute(query, values), types)
    return [numpy.ascontiguousarray(rows[name]) for name in rows.dtype.names or ()]


def _cursor(db: sqlite3.Connection) -> sqlite3.Cursor:
    """Return a cursor that gives plain tuples, which are made faster than ``sqlite3.Row``."""
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor


def best_first(scores: Mapping[int, float], most: int | None = None) -> list[tuple[int, float]]:
    """Return row numbers and scores, best first, then newest first.

    Args:
        scores: {row number: score}.
        most: how many of the best are wanted; None for all.
    """
    found = Scores.of(scores)
    seqs, values = found.seqs, found.numbers
    if most is not None and most < len(seqs):
        # Whatever is as good as the last of them stays, so that the newest of these comes first.
        least = numpy.partition(values, len(values) - most)[len(values) - most] if most else 2.0
        chosen = values >= least
        seqs, values = seqs[chosen], values[chosen]
    order = numpy.lexsort((-seqs, -values))[:most]
    return list(zip(seqs[order].tolist(), values[order].tolist()))
