"""The dominant colours of a picture, with the names that the web gives them."""
from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.learning.colour_names import NAMES
from clarifai.sandbox.learning.colourspace import to_lab

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.pictures import Picture

Colour = collections.namedtuple('Colour', 'hex name name_hex share')
Colour.__doc__ = """One dominant colour.

Attributes:
    hex: mean colour of its pixels, such as ``'#3a5f5b'``.
    name: the nearest CSS colour, such as ``'DarkSlateGray'``.
    name_hex: that CSS colour, such as ``'#2f4f4f'``.
    share: fraction of the picture's pixels, 0..1.
"""

_SAMPLED_SIDE = 200
_CLUSTERS = 12
_ROUNDS = 12
_SAME_COLOUR = 14.0  # Lab distance below which two clusters are one colour to the eye
_LEAST_SHARE = 0.01

_NAMED_RGB = np.array([[int(code[i:i + 2], 16) for i in (1, 3, 5)] for _, code in NAMES], np.uint8)
_NAMED_LAB = to_lab(_NAMED_RGB)


def dominant_colours(picture: Picture, limit: int = 8) -> list[Colour]:
    """Group the picture's pixels by colour.

    The groups come from k-means in Lab space with fixed starting points, so that the same picture
    always gives the same colours. Groups that look alike are merged, groups under 1 % of the pixels
    are left out.

    Args:
        picture: what to measure.
        limit: how many colours at most.

    Returns:
        by share, largest first; at least one for a limit of at least 1.
    """
    rgb, counts = _distinct_colours(picture.rgb)
    lab = to_lab(rgb.round().astype(np.uint8))
    groups = _cluster(lab, counts)
    colours, shares = _merge(*_summarise(rgb, groups, counts))
    order = np.argsort(-shares, kind='stable')
    kept = [i for i in order if shares[i] >= _LEAST_SHARE] or list(order[:1])
    return [_named(colours[i], shares[i]) for i in kept[:max(0, limit)]]


def nearest_name(rgb: list[int] | tuple[int, int, int]) -> tuple[str, str]:
    """The CSS colour that is nearest in Lab space.

    Args:
        rgb: red, green and blue, 0..255.

    Returns:
        tuple: (name, hex).
    """
    lab = to_lab(np.asarray(rgb, np.uint8))
    return NAMES[int(np.argmin(((_NAMED_LAB - lab)**2).sum(axis=1)))]


def _distinct_colours(pixels: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Colours of the picture, near-equal ones taken together: (N x 3 mean RGB, N pixel counts)."""
    # Pixels are skipped rather than averaged: an average would invent colours along edges.
    step = max(1, int(np.ceil(max(pixels.shape[:2]) / float(_SAMPLED_SIDE))))
    pixels = pixels[::step, ::step].reshape(-1, 3)
    codes = np.dot((pixels >> 3).astype(np.int32), np.array([1024, 32, 1]))
    _, group = np.unique(codes, return_inverse=True)
    group = group.ravel()
    counts = np.bincount(group).astype(np.float64)
    sums = [np.bincount(group, weights=pixels[:, channel]) for channel in range(3)]
    return np.stack(sums, axis=1) / counts[:, None], counts


def _distances(lab: NDArray[Any], centres: NDArray[Any]) -> NDArray[Any]:
    return ((lab[:, None, :] - centres[None, :, :])**2).sum(axis=2)


def _cluster(lab: NDArray[Any], counts: NDArray[Any]) -> NDArray[Any]:
    """k-means; returns the number of the group of each colour."""
    centres = _starting_centres(lab, counts)
    for _ in range(_ROUNDS):
        groups = _distances(lab, centres).argmin(axis=1)
        weight = np.bincount(groups, weights=counts, minlength=len(centres))
        moved = np.stack([np.bincount(groups, weights=counts * lab[:, axis], minlength=len(centres))
                          for axis in range(3)], axis=1)
        filled = weight > 0
        moved[filled] /= weight[filled, None]
        moved[~filled] = centres[~filled]
        if np.allclose(moved, centres, atol=0.05):
            break
        centres = moved
    return _distances(lab, centres).argmin(axis=1)


def _starting_centres(lab: NDArray[Any], counts: NDArray[Any]) -> NDArray[Any]:
    """The most frequent colour, then always one that is frequent and far from those before."""
    chosen = [int(np.argmax(counts))]
    nearest = ((lab - lab[chosen[0]])**2).sum(axis=1)
    while len(chosen) < min(_CLUSTERS, len(lab)):
        best = int(np.argmax(nearest * np.sqrt(counts)))
        if nearest[best] <= 0:
            break
        chosen.append(best)
        nearest = np.minimum(nearest, ((lab - lab[best])**2).sum(axis=1))
    return lab[chosen].astype(np.float64)


def _summarise(rgb: NDArray[Any], groups: NDArray[Any],
               counts: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    weight = np.bincount(groups, weights=counts)
    sums = np.stack([np.bincount(groups, weights=counts * rgb[:, axis]) for axis in range(3)],
                    axis=1)
    filled = weight > 0
    return sums[filled] / weight[filled, None], weight[filled] / counts.sum()


def _merge(colours: NDArray[Any], shares: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Join the two nearest groups for as long as they look alike."""
    while len(colours) > 1:
        lab = to_lab(colours.round().astype(np.uint8)).astype(np.float64)
        gaps = _distances(lab, lab)
        np.fill_diagonal(gaps, np.inf)
        i, j = np.unravel_index(int(np.argmin(gaps)), gaps.shape)
        if gaps[i, j] >= _SAME_COLOUR**2:
            break
        total = shares[i] + shares[j]
        colours[i] = (colours[i] * shares[i] + colours[j] * shares[j]) / total
        shares[i] = total
        colours, shares = np.delete(colours, j, axis=0), np.delete(shares, j)
    return colours, shares


def _named(colour: NDArray[Any], share: float) -> Colour:
    rgb = [int(round(channel)) for channel in colour]
    name, name_hex = nearest_name(rgb)
    return Colour('#%02x%02x%02x' % tuple(rgb), name, name_hex, min(1.0, float(share)))
