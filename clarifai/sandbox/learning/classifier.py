"""A trained model as plain numbers: what predicts, and what is stored."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.learning import arrays
from clarifai.sandbox.learning.familiarity import Familiarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LAYOUT = 1
_FAMILIARITY = ('examples', 'owners', 'usual')


class Classifier:
    """Linear scores of a vector for each concept, doubted where the vector is strange.

    Attributes:
        concept_ids: the concepts, in the order of the columns that `predict`
            returns.
        mutually_exclusive: whether the scores of one vector sum to 1.
    """

    def __init__(self, concept_ids: list[str], weights: NDArray[Any], offsets: NDArray[Any],
                 mutually_exclusive: bool, familiarity: Familiarity | None = None) -> None:
        """
        Args:
            concept_ids: C ids.
            weights: C x D.
            offsets: C.
            mutually_exclusive: softmax over the concepts rather than a sigmoid for each.
            familiarity: lowers the scores of strange vectors; None for none.
        """
        self.concept_ids = tuple(concept_ids)
        self.mutually_exclusive = bool(mutually_exclusive)
        self._weights = np.asarray(weights, np.float64)
        self._offsets = np.asarray(offsets, np.float64)
        self._familiarity = familiarity

    def predict(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """Score vectors.

        Args:
            vectors: N x D, or one of length D.

        Returns:
            float64, N x C, scores in 0..1.

        Raises:
            ValueError: when the vectors have another length than those it was trained on.
        """
        vectors = np.atleast_2d(np.asarray(vectors, np.float64))
        if vectors.shape[1] != self._weights.shape[1]:
            raise ValueError('The vectors have %d numbers, the classifier was trained on %d.' %
                             (vectors.shape[1], self._weights.shape[1]))
        margins = np.dot(vectors, self._weights.T) + self._offsets
        if self.mutually_exclusive:
            powers = np.exp(margins - margins.max(axis=1, keepdims=True))
            return powers / powers.sum(axis=1, keepdims=True)
        scores = 1.0 / (1.0 + np.exp(-np.clip(margins, -500, 500)))
        if self._familiarity is not None:
            scores *= self._familiarity.factors(vectors)
        return scores

    def to_bytes(self) -> bytes:
        """The classifier as a NumPy archive without pickled objects.

        Returns:
            bytes
        """
        found = {'about': arrays.of_json({'layout': _LAYOUT, 'concept_ids': list(self.concept_ids),
                                          'mutually_exclusive': self.mutually_exclusive}),
                 'weights': self._weights, 'offsets': self._offsets}
        if self._familiarity is not None:
            found.update((name, getattr(self._familiarity, name)) for name in _FAMILIARITY)
        return arrays.packed(found)

    @classmethod
    def from_bytes(cls, data: bytes) -> Classifier:
        """Read what `to_bytes` wrote. Nothing in the data is executed.

        Args:
            data: the archive.

        Returns:
            Classifier

        Raises:
            ValueError: when the data are something else or damaged.
        """
        try:
            return cls._from_arrays(arrays.unpacked(data))
        except arrays.DAMAGED as error:
            raise ValueError(f'The bytes are not a stored classifier ({error}).')

    @classmethod
    def _from_arrays(cls, found: dict[str, Any]) -> Classifier:
        about = arrays.to_json(found['about'])
        if about['layout'] != _LAYOUT:
            raise ValueError(f"layout {about['layout']!r}")
        weights, offsets = found['weights'], found['offsets']
        count = len(about['concept_ids'])
        if weights.shape[:-1] != (count,) or offsets.shape != (count,):
            raise ValueError('sizes do not agree')
        familiarity = None
        if 'examples' in found:
            familiarity = Familiarity(*[found[name] for name in _FAMILIARITY])
        return cls(about['concept_ids'], weights, offsets, about['mutually_exclusive'], familiarity)
