"""What the recogniser finds, in words that people search for.

A class of ImageNet is no such word: there are six kinds of cats and no cat. The further words are
ancestors in WordNet 3.0, and a word's score is the sum of its classes' probabilities. The file is
made by ``scripts/vocabulary``; the notice of WordNet is in ``WORDNET.txt`` beside it.
"""
from __future__ import annotations

import functools
import json
import pathlib

import numpy as np

SMALLEST = 0.01  # of a class that counts; hundreds of smaller ones make an animal of any picture
SHOWN_FROM = 0.2
FILE = pathlib.Path(__file__).with_name('vocabulary.json')


class Vocabulary:
    """Names for classes, and words that stand for several of them.

    Attributes:
        names: all of them, each once, in an order that never changes.
        themes: {theme: the names that belong to it}.
    """

    def __init__(self, classes: list[str], words: dict[str, list[int]],
                 themes: dict[str, list[str]]) -> None:
        numbers: dict[str, list[int]] = {}
        for number, name in enumerate(classes):
            numbers.setdefault(name, []).append(number)
        for word, members in words.items():
            numbers[word] = sorted(set(members) | set(numbers.get(word, ())))
        self.names = tuple(numbers)
        self.themes = {theme: _within(numbers, members) for theme, members in themes.items()}
        self._matrix = np.zeros((len(classes), len(numbers)), np.float32)
        for column, members in enumerate(numbers.values()):
            self._matrix[members, column] = 1

    def named(self, probabilities: np.ndarray,
              least: float = SHOWN_FROM) -> list[tuple[str, float]]:
        """Return what a picture shows, best first.

        Args:
            probabilities: of the classes; they sum to 1.
            least: the lowest score that is of interest, above 0.

        Returns:
            Names and scores, 0 to 1.
        """
        counted = np.flatnonzero(probabilities >= SMALLEST)
        scores = probabilities[counted] @ self._matrix[counted]
        order = np.argsort(-scores, kind='stable')[:np.count_nonzero(scores >= least)]
        return [(self.names[column], min(1.0, float(scores[column]))) for column in order]


def _within(numbers: dict[str, list[int]], members: list[str]) -> frozenset[str]:
    """Return the names all of whose classes belong to some words."""
    classes = {number for word in members for number in numbers[word]}
    return frozenset(name for name, own in numbers.items() if classes.issuperset(own))


@functools.cache
def vocabulary() -> Vocabulary:
    """Return the one that is shipped."""
    content = json.loads(FILE.read_text(encoding='utf-8'))
    return Vocabulary(content['classes'], content['words'], content['themes'])
