"""The scores of many inputs, as what a search term finds, and the order of the best."""
from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Scores(Mapping[int, float]):
    """{input's row number: score}, kept as two arrays: quick to make and to put in order.

    Args:
        seqs: row numbers, each once.
        values: the score of each.
    """

    def __init__(self, seqs: NDArray[Any], values: NDArray[Any]) -> None:
        self.seqs, self.values_in_order = seqs, values

    @functools.cached_property
    def _by_seq(self) -> dict[int, float]:
        return dict(zip(self.seqs.tolist(), self.values_in_order.tolist()))

    def __getitem__(self, seq: int) -> float:
        return self._by_seq[seq]

    def __iter__(self) -> Iterator[int]:
        return iter(self._by_seq)

    def __len__(self) -> int:
        return len(self.seqs)


def best_first(scores: Mapping[int, float], most: int | None = None) -> list[tuple[int, float]]:
    """Return row numbers and scores, best first, then newest first.

    Args:
        scores: {row number: score}.
        most: how many of the best are wanted; None for all.
    """
    if isinstance(scores, Scores):
        seqs, values = scores.seqs, scores.values_in_order
    else:
        seqs = numpy.fromiter(scores.keys(), numpy.int64, len(scores))
        values = numpy.fromiter(scores.values(), numpy.float64, len(scores))
    if most is not None and most < len(seqs):
        # Whatever is as good as the last of them stays, so that the newest of these comes first.
        least = numpy.partition(values, len(values) - most)[len(values) - most] if most else 2.0
        chosen = values >= least
        seqs, values = seqs[chosen], values[chosen]
    order = numpy.lexsort((-seqs, -values))[:most]
    return list(zip(seqs[order].tolist(), values[order].tolist()))
