"""How near a picture is to the examples of a concept, so that strange pictures score low.

A linear classifier only knows sides: far out on the side of the cats it is sure of a cat, even if
what lies there is like no cat it was shown. So each concept keeps some of its examples, and a
picture that is farther from all of them than they are from each other is doubted.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.embeddings import Nearness

_MOST_KEPT = 32  # examples per concept
_FALL = 0.2  # below the usual cosine by this much, nothing is left
_RARE = 10  # percentile of the examples that may be farther apart than usual


class Familiarity:
    """Kept examples and the usual nearness among them, for each of C concepts.

    Attributes:
        examples: P x D, of unit length.
        owners: bool, C x P: whose example each is; every concept has one at least.
        usual: C cosines.
    """

    def __init__(self, examples: NDArray[Any], owners: list[NDArray[Any]] | NDArray[Any],
                 usual: list[float] | NDArray[Any]) -> None:
        self.examples = np.asarray(examples, np.float32)
        self.owners = np.asarray(owners, bool)
        self.usual = np.asarray(usual, np.float64)

    @classmethod
    def of(cls, vectors: NDArray[Any], positive: NDArray[Any],
           nearness: Nearness) -> Familiarity:
        """Choose the examples to keep and measure them.

        Args:
            vectors: N x D.
            positive: bool, N x C, at least one in each column.
            nearness: of the embedding that made the vectors.

        Returns:
            Familiarity
        """
        vectors = _unit(vectors)
        chosen = [_spread_out(vectors, np.flatnonzero(column)) for column in positive.T]
        usual = [_usual(vectors, np.flatnonzero(column), rows, nearness)
                 for column, rows in zip(positive.T, chosen)]
        kept = np.unique(np.concatenate(chosen))
        return cls(vectors[kept], [np.isin(kept, rows) for rows in chosen], usual)

    def factors(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """What to multiply the scores by.

        Args:
            vectors: N x D.

        Returns:
            N x C, 1 for pictures as near as usual, falling smoothly to 0 for strange
                ones.
        """
        cosines = np.dot(_unit(vectors), self.examples.T)
        factors = np.empty((len(vectors), len(self.owners)))
        for column, owned in enumerate(self.owners):
            nearest = cosines[:, owned].max(axis=1)
            part = np.clip((nearest - self.usual[column]) / _FALL + 1.0, 0.0, 1.0)
            factors[:, column] = part * part * (3.0 - 2.0 * part)
        return factors


def _unit(vectors: NDArray[Any]) -> NDArray[Any]:
    vectors = np.asarray(vectors, np.float64)
    return vectors / np.maximum(1e-12, np.linalg.norm(vectors, axis=1, keepdims=True))


def _spread_out(vectors: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
    """Up to `_MOST_KEPT` of the rows, each time the one farthest from those already chosen."""
    if len(rows) <= _MOST_KEPT:
        return rows
    chosen = [0]
    nearest = np.dot(vectors[rows], vectors[rows[0]])
    while len(chosen) < _MOST_KEPT:
        chosen.append(int(np.argmin(nearest)))
        nearest = np.maximum(nearest, np.dot(vectors[rows], vectors[rows[chosen[-1]]]))
    return rows[np.sort(chosen)]


def _usual(vectors: NDArray[Any], rows: NDArray[Any], kept: NDArray[Any],
           nearness: Nearness) -> float:
    """The cosine that an example has to the nearest other one, taken from the farther ones."""
    if len(rows) < 2:
        return nearness.of_one
    cosines = np.dot(vectors[rows], vectors[kept].T)
    cosines[rows[:, None] == kept[None, :]] = -1.0
    return min(nearness.surely, float(np.percentile(cosines.max(axis=1), _RARE)))
