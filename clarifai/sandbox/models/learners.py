"""How versions of models learn, by a name that is kept with each version."""
from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from clarifai.sandbox.learning import text_classifier, training
from clarifai.sandbox.learning.classifier import Classifier
from clarifai.sandbox.learning.text_space import TextSpace

if TYPE_CHECKING:
    from clarifai.sandbox.learning.embeddings import Embedding


class Learner(NamedTuple):
    """A way to learn.

    Attributes:
        name: of the embedding whose vectors it learns from, or one of `OF_TEXTS`.
        train: as `training.train`; what it gives has ``to_bytes()``.
        load: those bytes -> what was learned.
    """

    name: str
    train: Callable[..., Any]
    load: Callable[[bytes], Any]


def of_vectors(embedding: Embedding) -> Learner:
    """Return what learns concepts from the vectors that an embedding made."""
    return Learner(embedding.name, functools.partial(training.train, embedding=embedding),
                   Classifier.from_bytes)


def _learn_space(texts: Sequence[str], labels: Any, mutually_exclusive: bool = False,
                 closed_environment: bool = False, seed: int = 0,
                 concept_ids: Any = None) -> TextSpace:
    """Learn what makes vectors of texts, whatever is said about them."""
    if not len(texts):
        raise training.TrainingError('There are no texts to learn from.', 'no_data')
    return TextSpace.learn(texts, seed)


TEXT_CLASSIFIER = Learner('text-classifier', text_classifier.train,
                          text_classifier.TextClassifier.from_bytes)
TEXT_EMBEDDER = Learner('text-embedder', _learn_space, TextSpace.from_bytes)
OF_TEXTS = {learner.name: learner for learner in (TEXT_CLASSIFIER, TEXT_EMBEDDER)}


def load(name: str, data: bytes) -> Any:
    """Return what a version learned, from the bytes that are kept and the name beside them."""
    return OF_TEXTS[name].load(data) if name in OF_TEXTS else Classifier.from_bytes(data)
