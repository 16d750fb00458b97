"""A picture as a vector: hand-made features of colour, layout, edges and texture.

There is no trained network behind it. Two pictures are near each other when they share colours, the
layout of light and dark, the directions of their edges, and their fine texture.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.learning.pictures import SQUARE, halved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.pictures import Picture

_HUES, _TONES, _GREYS = 12, 3, 8
_DIRECTIONS = 8
_CELLS = 4
_PATTERNS = 10

# What each block weighs in the comparison of two pictures.
_WEIGHTS = (('colour', 1.0), ('layout', 0.8), ('edges', 0.55), ('coarse_edges', 0.75),
            ('texture', 0.6), ('directions', 0.5))
_MIDDLE_LAB = np.array([50.0, 0.0, 0.0], np.float32)
_USUAL_LAB_SPREAD = np.array([30.0, 22.0, 22.0], np.float32)
_BIAS = 0.25  # keeps the vector of an empty, mid-grey picture away from zero

SIZE = (_GREYS + _HUES * _TONES) + (3 * _CELLS * _CELLS + 6) + 2 * _DIRECTIONS * _CELLS * _CELLS + \
    2 * 5 * _PATTERNS + 2 * (_DIRECTIONS + 1) + 1


def embed(picture: Picture) -> NDArray[Any]:
    """Compute the vector of a picture.

    Args:
        picture: what to measure.

    Returns:
        float32, length `SIZE`, of unit length; the same for the same pixels.
    """
    _, lab = picture.square()
    light = lab[..., 0]
    half = halved(light)
    quarter = halved(half)
    fine, fine_directions = _edges(light)
    coarse, coarse_directions = _edges(quarter)
    blocks = {
        'colour': _colour_histogram(lab),
        'layout': _layout(lab),
        'edges': fine,
        'coarse_edges': coarse,
        'texture': np.concatenate([_texture(light), _texture(half)]),
        'directions': np.concatenate([fine_directions, coarse_directions])}
    parts = [weight * _unit(blocks[name]) for name, weight in _WEIGHTS]
    vector = np.concatenate(parts + [[_BIAS]])
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def squared_lengths(matrix: NDArray[Any]) -> NDArray[Any]:
    """Return the squared length of each row of a matrix."""
    squares: NDArray[Any] = np.einsum('ij,ij->i', matrix, matrix)
    return squares


def similarity(vector: NDArray[Any], matrix: NDArray[Any],
               squares: NDArray[Any] | None = None) -> NDArray[Any]:
    """Compare one vector with many: the cosine of the angle, with opposites counted as 0.

    Args:
        vector: length D.
        matrix: N x D.
        squares: the `squared_lengths` of the matrix, if they are known.

    Returns:
        float64, N scores in 0..1; 1.0 for identical pictures.
    """
    matrix = np.asarray(matrix, np.float32).reshape(-1, len(vector))
    vector = np.asarray(vector, np.float32)
    if squares is None:
        squares = squared_lengths(matrix)
    lengths = np.sqrt(squares * np.dot(vector, vector))
    # This takes as long as to read the matrix does. np.dot shares it among threads, which on a busy
    # machine spend ten times as much in waiting for each other.
    products = np.einsum('ij,j->i', matrix, vector)
    cosines = products / np.maximum(lengths, 1e-12)
    # Rounding to float32's precision lets an exact copy score exactly 1.
    return np.clip(np.round(cosines.astype(np.float64), 5), 0.0, 1.0)


def _unit(block: NDArray[Any]) -> NDArray[Any]:
    # The added constant lets blocks with next to nothing in them (a blank page has no edges) stay
    # small.
    return block / (np.linalg.norm(block) + 0.15)


def _shared(position: NDArray[Any], count: int,
            wrap: bool) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Split each value between the two bins beside it: [(bin, weight), (bin, weight)].

    Args:
        position: float32, 0..count - 1, or 0..2 * count if the bins `wrap` around.
    """
    low = position.astype(np.int32)
    part = position - low
    following = low + 1
    if wrap:
        around = np.arange(2 * count + 2, dtype=np.int32) % count
        low, following = around.take(low), around.take(following)
    else:
        np.minimum(following, count - 1, out=following)
    return [(low, 1.0 - part), (following, part)]


def _colour_histogram(lab: NDArray[Any]) -> NDArray[Any]:
    """How much of each hue in three tones, and of each grey, over the whole picture."""
    light, a, b = (np.ascontiguousarray(lab[..., channel]).ravel() for channel in range(3))
    light = np.clip(light / np.float32(100.0), 0.0, 1.0)
    chroma = np.sqrt(a * a + b * b)
    colourful = chroma / (chroma + np.float32(12.0))
    hue = (np.arctan2(b, a) * np.float32(0.5 / np.pi) + np.float32(1.0)) * np.float32(_HUES)
    hues = np.zeros(_HUES * _TONES)
    by_hue = _shared(hue, _HUES, True)
    for tone, tone_weight in _shared(light * (_TONES - 1), _TONES, False):
        tone_weight = tone_weight * colourful
        for bin_, hue_weight in by_hue:
            hues += np.bincount(bin_ * _TONES + tone, weights=tone_weight * hue_weight,
                                minlength=_HUES * _TONES)
    greys = np.zeros(_GREYS)
    grey = np.float32(1.0) - colourful
    for bin_, weight in _shared(light * (_GREYS - 1), _GREYS, False):
        greys += np.bincount(bin_, weights=weight * grey, minlength=_GREYS)
    histogram = np.sqrt(np.concatenate([hues, greys]) / len(light))
    return histogram - histogram.mean()


def _layout(lab: NDArray[Any]) -> NDArray[Any]:
    """Mean colour of each cell of a grid, and the overall mean and spread."""
    # Channel by channel: sums along short axes are slow.
    planes = np.ascontiguousarray(lab.transpose(2, 0, 1))
    planes -= _MIDDLE_LAB[:, None, None]
    planes /= _USUAL_LAB_SPREAD[:, None, None]
    side = SQUARE // _CELLS
    cells = planes.reshape(3 * _CELLS, side, SQUARE).sum(axis=1)
    cells = cells.reshape(3, _CELLS, _CELLS, side).mean(axis=3).transpose(1, 2, 0) / side
    overall = 2.0 * planes.mean(axis=(1, 2))
    spread = planes.std(axis=(1, 2)) - 0.6
    return np.concatenate([cells.ravel() / _CELLS, overall / 2.0, spread])


def _edges(plane: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Strength of the edges per direction: in each cell of a grid, and overall."""
    across = np.zeros_like(plane)
    down = np.zeros_like(plane)
    across[:, 1:-1] = plane[:, 2:] - plane[:, :-2]
    down[1:-1] = plane[2:] - plane[:-2]
    across, down = across.ravel(), down.ravel()
    strength = np.sqrt(across * across + down * down)
    direction = (np.arctan2(down, across) * np.float32(1.0 / np.pi) + np.float32(1.0)) * _DIRECTIONS
    side = plane.shape[0] // _CELLS
    cell = np.arange(plane.shape[0], dtype=np.int32) // side
    cell = (cell[:, None] * _CELLS + cell[None, :]).ravel() * _DIRECTIONS
    energy = np.zeros(_CELLS * _CELLS * _DIRECTIONS)
    for bin_, weight in _shared(direction, _DIRECTIONS, True):
        energy += np.bincount(cell + bin_, weights=weight * strength, minlength=len(energy))
    energy = energy.reshape(-1, _DIRECTIONS) / (side * side)
    root = np.sqrt(energy)
    total = energy.mean(axis=0)
    shares = np.sqrt(total / (total.sum() + 0.5)) - np.sqrt(1.0 / _DIRECTIONS)
    amount = np.log1p(total.sum()) / 2.0 - 1.0
    return (root - root.mean()).ravel() / 2.0, np.append(shares, amount)


def _pattern_table() -> NDArray[Any]:
    """Rotation-invariant uniform binary patterns: 0..8 by number of ones, 9 for all others."""
    table = np.empty(256, np.int64)
    for code in range(256):
        bits = [(code >> i) & 1 for i in range(8)]
        changes = sum(bits[i] != bits[i - 1] for i in range(8))
        table[code] = sum(bits) if changes <= 2 else 9
    return table


_PATTERN_OF = _pattern_table()
_NEIGHBOURS = ((-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1))


def _texture(plane: NDArray[Any]) -> NDArray[Any]:
    """Histograms of local binary patterns, overall and in each quarter."""
    size = plane.shape[0]
    centre = plane[1:-1, 1:-1] + 1.0  # a step of one unit of lightness is no texture
    code = np.zeros(centre.shape, np.uint8)
    for bit, (down, across) in enumerate(_NEIGHBOURS):
        beside = plane[1 + down:size - 1 + down, 1 + across:size - 1 + across]
        code |= (beside > centre).view(np.uint8) << np.uint8(bit)
    patterns = _PATTERN_OF.take(code)
    middle = (size - 2) // 2
    parts = [patterns, patterns[:middle, :middle], patterns[:middle, middle:],
             patterns[middle:, :middle], patterns[middle:, middle:]]
    weights = (1.0, 0.4, 0.4, 0.4, 0.4)
    histograms = []
    for part, weight in zip(parts, weights):
        share = np.bincount(part.ravel(), minlength=_PATTERNS) / float(part.size)
        histograms.append(weight * (np.sqrt(share) - np.sqrt(1.0 / _PATTERNS)))
    return np.concatenate(histograms)
