"""Vectors of texts, from the words and parts of words that stand in them.

Nothing is understood: texts with words in common are similar, others are not.
"""
import hashlib
import re

import numpy as np

SIZE = 768
_WORD = re.compile(r'\w+')
_PART = 3  # letters: "dogs" and "dog" have parts in common
_WEIGHT_OF_PARTS = 0.3


def embed_text(text: str, size: int = SIZE) -> np.ndarray:
    """Return a vector of unit length for a text; the same for the same words.

    Each word, and each part of it, is one direction, found by a hash of it. A text without words
    points in a direction of its own.
    """
    vector = np.zeros(size, np.float64)
    words = _WORD.findall(text.casefold())
    for word in words:
        _add(vector, word, 1.0)
        framed = f' {word} '
        for start in range(len(framed) - _PART + 1):
            _add(vector, framed[start:start + _PART], _WEIGHT_OF_PARTS)
    if not words:
        _add(vector, '', 1.0)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def _add(vector: np.ndarray, part: str, weight: float) -> None:
    digest = hashlib.blake2b(part.encode('utf-8', 'surrogatepass'), digest_size=8).digest()
    number = int.from_bytes(digest, 'big')
    vector[number % len(vector)] += weight if number >> 63 else -weight
