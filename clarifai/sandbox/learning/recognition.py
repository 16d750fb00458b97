"""Concepts that are measurably true of a picture.

These are not guesses at what a picture shows: that takes a trained recogniser, and there is none
here. Each concept is one measurement of the pixels (see `measures`), mapped to 0..1.
"""
from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox.learning.measures import COLOURS, Measures

if TYPE_CHECKING:
    from clarifai.sandbox.learning.pictures import Picture


def measured_concepts(picture: Picture) -> list[tuple[str, float]]:
    """Score a picture for every concept of `VOCABULARY`.

    Args:
        picture: what to measure.

    Returns:
        names with scores in 0..1, best first; equal scores in alphabetical
            order.
    """
    measures = Measures(picture)
    scores = [(name, _rounded(score(measures))) for name, score in _CONCEPTS]
    return sorted(scores, key=lambda item: (-item[1], item[0]))


def _rounded(score: float) -> float:
    return round(min(1.0, max(0.0, float(score))), 6)


def _rise(value: float, low: float, high: float) -> float:
    """0 below `low`, 1 above `high`, a smooth step between; with low > high it falls instead."""
    part = min(1.0, max(0.0, (value - low) / float(high - low)))
    return part * part * (3.0 - 2.0 * part)


def _peak(value: float, middle: int, width: int) -> float:
    return math.exp(-((value - middle) / width)**2)


def _colour(name: str) -> tuple[str, Callable[..., Any]]:
    # The root makes a quarter of the picture count as half: small areas of a colour are noticed.
    return name, lambda m: math.sqrt(m.colour_shares[name])


def _logged(aspect: float) -> float:
    return math.log(aspect, 2)


_CONCEPTS = tuple(_colour(name) for name in COLOURS) + (
    # light
    ('bright', lambda m: _rise(m.lightness, 45, 85)),
    ('dark', lambda m: _rise(m.lightness, 50, 12)),
    ('medium brightness', lambda m: _peak(m.lightness, 50, 20)),
    ('high contrast', lambda m: _rise(m.lightest - m.darkest, 40, 90)),
    ('low contrast', lambda m: _rise(m.lightest - m.darkest, 60, 10)),
    ('overexposed', lambda m: _rise(m.white_clipped, 0.05, 0.5)),
    ('underexposed', lambda m: _rise(m.black_clipped, 0.1, 0.7)),
    ('silhouette', lambda m: _rise(m.lightness_spread, 25, 42)),
    ('backlit', lambda m: _rise(-m.vignette, 8, 40)),
    ('vignette', lambda m: _rise(m.vignette, 8, 40)),
    ('bright top', lambda m: _rise(m.horizon, 5, 45)),
    ('bright bottom', lambda m: _rise(-m.horizon, 5, 45)),
    # colour
    ('colorful', lambda m: _rise(m.chroma, 10, 45)),
    ('saturated', lambda m: _rise(m.chroma_peak, 30, 90)),
    ('muted', lambda m: _rise(m.chroma_peak, 45, 8) * _rise(m.chroma, 1, 5)),
    ('monochrome', lambda m: _rise(m.chroma_peak, 14, 2)),
    ('warm', lambda m: _rise(m.warmth, 3, 35)),
    ('cool', lambda m: _rise(-m.warmth, 2, 22)),
    ('few colors', lambda m: _rise(m.colour_variety, 16, 2)),
    ('many colors', lambda m: _rise(m.colour_variety, 10, 60)),
    # edges and texture
    ('sharp', lambda m: _rise(m.sharpness, 0.5, 0.72)),
    ('blurred', lambda m: _rise(m.sharpness, 0.55, 0.25)),
    ('grainy', lambda m: _rise(m.grain, 1.0, 5)),
    ('detailed', lambda m: _rise(m.detail, 1.5, 6)),
    ('textured', lambda m: _rise(m.detail, 1, 5) * _rise(m.grain, 0.2, 1.5)),
    ('smooth', lambda m: _rise(m.detail, 3, 0.4)),
    ('horizontal lines', lambda m: _rise(m.horizontal, 0.25, 0.8)),
    ('vertical lines', lambda m: _rise(m.vertical, 0.25, 0.8)),
    ('diagonal lines', lambda m: _rise(m.diagonal, 0.33, 0.85)),
    # composition
    ('symmetrical', lambda m: _rise(m.mirror, 0.2, 0.95)),
    ('reflection', lambda m: _rise(m.upside, 0.2, 0.95)),
    ('plain background', lambda m: _rise(m.border_evenness, 25, 3)),
    ('centered', lambda m: _rise(m.centre_detail, 1.1, 2.2)),
    ('landscape orientation', lambda m: _rise(_logged(m.aspect), 0.0, 0.3)),
    ('portrait orientation', lambda m: _rise(-_logged(m.aspect), 0.0, 0.3)),
    ('square', lambda m: _rise(abs(_logged(m.aspect)), 0.3, 0.0)),
    ('panorama', lambda m: _rise(abs(_logged(m.aspect)), 0.9, 1.6)),
    ('high resolution', lambda m: _rise(math.log10(m.megapixels + 1e-9), -0.5, 1.0)),
    ('low resolution', lambda m: _rise(math.log10(m.megapixels + 1e-9), -0.3, -2.0)))

VOCABULARY = tuple(name for name, _ in _CONCEPTS)
