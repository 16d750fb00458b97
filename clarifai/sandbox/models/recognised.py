"""What is recognised in a picture, in place of the public models that name what they see."""
from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.errors import RecognitionFailed
from clarifai.sandbox.learning import faces, recognition
from clarifai.sandbox.learning.embeddings import Embedding, Nearness
from clarifai.sandbox.learning.pictures import Picture
from clarifai.sandbox.learning.pretrained import network
from clarifai.sandbox.learning.pretrained.packages import RecognitionUnavailable
from clarifai.sandbox.learning.pretrained.recognizer import Look, Recognizer
from clarifai.sandbox.learning.pretrained.vocabulary import SHOWN_FROM, SMALLEST, vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

Pairs = list[tuple[str, float]]
PEOPLE = 'people'
# Faces take longer than the recogniser, and are looked for where that is at a loss, as it is with
# people: none of its classes is one.
SURE = 0.5
# Up to the first of these scores of the nsfw model a picture is safe, from the last it is
# explicit; at the one in the middle it is suggestive, and neither of the others.
SAFE, SUGGESTIVE, EXPLICIT = 0.2, 0.5, 0.8


def of_recognizer(recognizer: Recognizer) -> Callable[[Picture], Pairs]:
    """Return what `general` says but for people, as a function of a picture."""
    return functools.partial(general, recognizer, people=False)


def embedding(recognizer: Recognizer) -> Embedding:
    """Return the embedding whose vectors are what the network sees before it names anything."""
    return Embedding('efficientnet-lite0', network.FEATURES,
                     functools.partial(_features, recognizer), Nearness(0.4, 0.35))


def _features(recognizer: Recognizer, picture: Picture) -> NDArray[Any]:
    features = _look(recognizer, picture).features
    return features / max(float(np.linalg.norm(features)), 1e-12)


def _look(recognizer: Recognizer, picture: Picture) -> Look:
    try:
        return recognizer.look(picture)
    except RecognitionUnavailable as error:
        raise RecognitionFailed('Nothing can be recognised: %s.' % error)


def general(recognizer: Recognizer, picture: Picture, all_scores: bool = False,
            people: bool | None = None) -> Pairs:
    """Return all that is known of a picture: what is recognised, then people, then measures.

    Args:
        recognizer: what recognises.
        picture: where.
        all_scores: also what is hardly there.
        people: whether to look for faces; None for where nothing else is recognised for sure.

    Raises:
        RecognitionFailed: the model cannot be loaded.
    """
    found, measured = _recognised_and_measured(recognizer, picture, all_scores, people)
    return found + measured


def best_first(recognizer: Recognizer, picture: Picture) -> Pairs:
    """Return the same with scores that go down, as the scores of real answers do.

    What is measured comes after what is recognised, and is mostly near 1. So its scores are made
    smaller, all by the same factor: the lowest score of what is recognised. Where nothing is
    recognised for sure, what is measured says more, and keeps its scores.
    """
    found, measured = _recognised_and_measured(recognizer, picture, False, None)
    found.sort(key=lambda pair: -pair[1])
    if not found or found[0][1] < SURE:
        return sorted(found + measured, key=lambda pair: -pair[1])
    lowest = found[-1][1]
    return found + [(name, score * lowest) for name, score in measured]


def _recognised_and_measured(recognizer: Recognizer, picture: Picture, all_scores: bool,
                             people: bool | None) -> tuple[Pairs, Pairs]:
    found = named(recognizer, picture, all_scores)
    if people or people is None and (not found or found[0][1] < SURE):
        found += _people(picture)
    measured = recognition.measured_concepts(picture)
    # A colour may be called as a fruit is: the name stands once, with the higher score.
    scores = dict(measured)
    names = {name for name, _ in found}
    return ([(name, max(score, scores.get(name, 0.0))) for name, score in found],
            [pair for pair in measured if pair[0] not in names])


def themed(recognizer: Recognizer, picture: Picture, theme: str,
           all_scores: bool = False) -> Pairs:
    """Return what is recognised in a picture that belongs to a theme of the vocabulary."""
    names = vocabulary().themes[theme]
    return [pair for pair in named(recognizer, picture, all_scores) if pair[0] in names]


def named(recognizer: Recognizer, picture: Picture, all_scores: bool = False) -> Pairs:
    """Return what is recognised in a picture, best first, from `SHOWN_FROM` or all of it."""
    look = _look(recognizer, picture)
    return vocabulary().named(look.probabilities, SMALLEST if all_scores else SHOWN_FROM)


def nsfw(recognizer: Recognizer, picture: Picture) -> Pairs:
    """Return how likely a picture is not safe for work, and how likely it is."""
    score = _nsfw_score(recognizer, picture)
    return [('nsfw', score), ('sfw', 1.0 - score)]


def moderation(recognizer: Recognizer, picture: Picture) -> Pairs:
    """Return the five words of the moderation model; nothing here knows drugs or gore."""
    score = _nsfw_score(recognizer, picture)
    safe = _between(score, SUGGESTIVE, SAFE)
    explicit = _between(score, SUGGESTIVE, EXPLICIT)
    return [('safe', safe), ('suggestive', 1.0 - safe - explicit), ('explicit', explicit),
            ('drug', 0.0), ('gore', 0.0)]


def _nsfw_score(recognizer: Recognizer, picture: Picture) -> float:
    try:
        return recognizer.nsfw(picture)
    except RecognitionUnavailable as error:
        raise RecognitionFailed('Nothing can be recognised: %s.' % error)


def _between(score: float, nothing: float, everything: float) -> float:
    """Return 0 at one score, 1 at another and beyond it, and what is between on a line."""
    return min(1.0, max(0.0, (score - nothing) / (everything - nothing)))


def _people(picture: Picture) -> Pairs:
    score = faces.surest_face(picture)
    return [(PEOPLE, score)] if score else []
