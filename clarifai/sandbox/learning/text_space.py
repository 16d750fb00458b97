"""Vectors of texts, learned from texts: which words go together is what makes texts alike.

Latent semantic analysis, by scikit-learn: the words of the texts and the parts of them, each with
its weight (TF-IDF), in as many directions as tell the texts apart best (a truncated singular value
decomposition).
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.learning import arrays
from clarifai.sandbox.learning.training import TrainingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE = 128
_MOST_PARTS = 10000  # of which what is learned keeps a number for each direction
_WORD = re.compile(r'\w+')
_PART = 4  # letters, with the edges of a word: "dogs" and "dog" have parts in common
_EDGE = ' '


class TextSpace:
    """What makes vectors of texts.

    Attributes:
        size: how many numbers a vector has: `SIZE`, or fewer where it was learned from fewer texts.
    """

    def __init__(self, parts: list[str], weights: NDArray[Any], directions: NDArray[Any]) -> None:
        """
        Args:
            parts: P words and parts of words.
            weights: of each.
            directions: D x P.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer
        self._parts = list(parts)
        self._weights = np.asarray(weights, np.float64)
        self._directions = np.asarray(directions, np.float32)
        self.size = len(self._directions)
        self._counter = TfidfVectorizer(analyzer=parts_of, sublinear_tf=True,
                                        vocabulary={part: number for number, part
                                                    in enumerate(self._parts)})
        self._counter.idf_ = self._weights

    @classmethod
    def learn(cls, texts: Sequence[str], seed: int = 0) -> TextSpace:
        """Learn from texts, whatever is said about them.

        Args:
            texts: N of them.
            seed: for the solver; the same texts give the same vectors.

        Raises:
            TrainingError: there are no words in them.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer
        counter = TfidfVectorizer(analyzer=parts_of, sublinear_tf=True, max_features=_MOST_PARTS)
        try:
            counted = counter.fit_transform(texts)
        except ValueError:
            raise TrainingError('There are no words in the texts to learn from.', 'no_data')
        return cls(counter.get_feature_names_out().tolist(), counter.idf_,
                   _directions(counted, seed))

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Return the vectors of texts, as long as much of them is known.

        Returns:
            float64, N x `size`; nothing but zeros where no word is known.
        """
        return np.asarray(self._counter.transform(texts) @ self._directions.T.astype(np.float64))

    def embed(self, text: str) -> NDArray[Any]:
        """Return the vector of a text in unit length, or zeros."""
        vector = self.vectors([text])[0]
        return vector / max(float(np.linalg.norm(vector)), 1e-12)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return it as arrays by name; see `of_arrays`."""
        return {'parts': arrays.of_json(self._parts), 'part_weights': self._weights,
                'directions': self._directions}

    @classmethod
    def of_arrays(cls, found: dict[str, NDArray[Any]]) -> TextSpace:
        """Return what gave these `arrays`."""
        return cls(arrays.to_json(found['parts']), found['part_weights'], found['directions'])

    def to_bytes(self) -> bytes:
        """Return it as a NumPy archive without pickled objects."""
        return arrays.packed(self.arrays())

    @classmethod
    def from_bytes(cls, data: bytes) -> TextSpace:
        """Read what `to_bytes` wrote. Nothing in the data is executed.

        Raises:
            ValueError: the data are something else, or damaged.
        """
        try:
            return cls.of_arrays(arrays.unpacked(data))
        except arrays.DAMAGED as error:
            raise ValueError(f'The bytes are not stored vectors of texts ({error}).')


def _directions(counted: Any, seed: int) -> NDArray[Any]:
    """Return the directions, D x P, in which counted texts (N x P, sparse) differ most."""
    from sklearn.decomposition import TruncatedSVD
    from threadpoolctl import threadpool_limits
    if min(counted.shape) < 2:  # one text, or one word, is a direction
        return counted.max(axis=0).toarray()
    with threadpool_limits(limits=1):  # side by side with requests, threads cost more
        return TruncatedSVD(min(SIZE, counted.shape[0] - 1, counted.shape[1]),
                            random_state=seed).fit(counted).components_


def parts_of(text: str) -> list[str]:
    """Return the words of a text, and the parts of each, which have its edges."""
    found = []
    for word in _WORD.findall(text.casefold()):
        framed = _EDGE + word + _EDGE
        found.append(word)
        found += [f'~{framed[start:start + _PART]}' for start in range(len(framed) - _PART + 1)]
    return found
