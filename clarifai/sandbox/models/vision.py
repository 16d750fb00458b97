"""How a picture is looked at when it is added: by recognition, or by measuring."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from clarifai.sandbox.learning import recognition
from clarifai.sandbox.learning.embeddings import MEASURED, Embedding
from clarifai.sandbox.models import recognised

if TYPE_CHECKING:
    from clarifai.sandbox.learning.pictures import Picture
    from clarifai.sandbox.learning.pretrained.recognizer import Recognizer


class Vision(NamedTuple):
    """What is found out about a picture.

    Attributes:
        name: picture -> the concepts of the general model, as (name, score) pairs.
        embedding: what makes its vector.
    """

    name: Callable[[Picture], list[tuple[str, float]]]
    embedding: Embedding


MEASURING = Vision(recognition.measured_concepts, MEASURED)


def recognising(recognizer: Recognizer) -> Vision:
    """Return how pictures are looked at where they are recognised."""
    return Vision(recognised.of_recognizer(recognizer), recognised.embedding(recognizer))
