"""Pictures of nothing in particular: what a concept without counter-examples is told apart from.

They are drawn from fixed random numbers: clouds and grain with the spectrum of natural pictures, in
random colours, and plain fields, gradients and blocks. They show no object, so they are
counter-examples of any concept, though weak ones.
"""
from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.learning.pictures import Picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.embeddings import Embedding

COUNT = 60
_SIDE = 128
_lock = threading.Lock()
_vectors: dict[str, NDArray[Any]] = {}


def background_vectors(embedding: Embedding) -> NDArray[Any]:
    """The vectors of the generated pictures; computed once per process.

    Returns:
        float32, `COUNT` x the embedding's size, always the same.
    """
    with _lock:
        if embedding.name not in _vectors:
            _vectors[embedding.name] = np.stack([embedding.embed(picture)
                                                 for picture in background_pictures()])
        return _vectors[embedding.name]


def background_pictures() -> Iterator[Picture]:
    """Generate the pictures.

    Yields:
        Picture: 128 x 128 pixels, format ``'GENERATED'``.
    """
    random = np.random.RandomState(20180914)
    painters = (_clouds, _clouds, _clouds, _gradient, _blocks)
    for number in range(COUNT):
        field = painters[number % len(painters)](random)
        rgb = _coloured(field, random)
        yield Picture(rgb, _SIDE, _SIDE, 'GENERATED')


def _clouds(random: Any) -> NDArray[Any]:
    """Noise whose amplitude falls with frequency, as it does in photographs (about 1/f)."""
    frequency = np.hypot(np.fft.fftfreq(_SIDE)[:, None], np.fft.fftfreq(_SIDE)[None, :])
    frequency[0, 0] = 1.0
    spectrum = np.fft.fft2(random.standard_normal((_SIDE, _SIDE)))
    field = np.fft.ifft2(spectrum / frequency**random.uniform(0.4, 2.0)).real
    return _stretched(field)


def _gradient(random: Any) -> NDArray[Any]:
    angle = random.uniform(0, 2 * np.pi)
    line = np.linspace(-1, 1, _SIDE)
    field = np.cos(angle) * line[:, None] + np.sin(angle) * line[None, :]
    return _stretched(field + 0.02 * random.standard_normal(field.shape))


def _blocks(random: Any) -> NDArray[Any]:
    field = np.zeros((_SIDE, _SIDE))
    for _ in range(random.randint(3, 25)):
        top, left = random.randint(0, _SIDE, 2)
        height, width = random.randint(4, _SIDE // 2, 2)
        field[top:top + height, left:left + width] = random.uniform(-1, 1)
    return _stretched(field)


def _stretched(field: NDArray[Any]) -> NDArray[Any]:
    return (field - field.min()) / max(1e-9, field.max() - field.min())


def _coloured(field: NDArray[Any], random: Any) -> NDArray[Any]:
    """Map the field onto a path between three random colours of random strength."""
    grey = random.uniform(0, 255, (3, 1))
    colours = grey + random.uniform(0, 1) * (random.uniform(0, 255, (3, 3)) - grey)
    channels = [np.interp(field, [0.0, 0.5, 1.0], colours[:, channel]) for channel in range(3)]
    return np.clip(np.stack(channels, axis=2) + 0.5, 0, 255).astype(np.uint8)
