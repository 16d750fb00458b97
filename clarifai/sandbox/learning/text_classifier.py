"""Learning concepts from texts: vectors of a space that the texts make, told apart as pictures are.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.learning import arrays, training
from clarifai.sandbox.learning.classifier import Classifier
from clarifai.sandbox.learning.embeddings import Embedding, Nearness
from clarifai.sandbox.learning.text_space import TextSpace

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEARNESS = Nearness(0.2, 0.2)  # texts about the same have few words in common


class TextClassifier:
    """Scores of texts: a classifier of the vectors of a space.

    Attributes:
        concept_ids: the concepts, in the order of the columns that `predict` returns.
    """

    def __init__(self, space: TextSpace, classifier: Classifier) -> None:
        self._space = space
        self._classifier = classifier
        self.concept_ids = classifier.concept_ids

    def predict(self, texts: Sequence[str]) -> NDArray[Any]:
        """Score texts.

        Returns:
            float64, N x C, scores in 0..1.
        """
        return self._classifier.predict(self._space.vectors(texts))

    def to_bytes(self) -> bytes:
        """Return it as a NumPy archive without pickled objects."""
        return arrays.packed(dict(self._space.arrays(), classifier=np.frombuffer(
            self._classifier.to_bytes(), np.uint8)))

    @classmethod
    def from_bytes(cls, data: bytes) -> TextClassifier:
        """Read what `to_bytes` wrote. Nothing in the data is executed.

        Raises:
            ValueError: the data are something else, or damaged.
        """
        try:
            found = arrays.unpacked(data)
            return cls(TextSpace.of_arrays(found),
                       Classifier.from_bytes(found['classifier'].tobytes()))
        except arrays.DAMAGED as error:
            raise ValueError(f'The bytes are not a stored classifier of texts ({error}).')


def train(texts: Sequence[str], labels: list[dict[str, Any]], mutually_exclusive: bool = False,
          closed_environment: bool = False, seed: int = 0,
          concept_ids: list[str] | None = None) -> TextClassifier:
    """Train a classifier of texts; see `training.train`.

    What stands in for a text that shows nothing is one of which no word is known.

    Raises:
        TrainingError: there are no texts or no words in them, or as for pictures.
    """
    if not len(texts):
        raise training.TrainingError('There are no labelled examples to learn from.', 'no_data')
    space = TextSpace.learn(texts, seed)
    embedding = Embedding('texts', space.size, space.embed, _NEARNESS)
    return TextClassifier(space, training.train(
        space.vectors(texts), labels, mutually_exclusive, closed_environment, seed, concept_ids,
        embedding, background=np.zeros((training.BACKGROUND, space.size))))
