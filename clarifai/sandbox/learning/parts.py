"""Parts of a picture that stand out from the rest of it by their colour.

Nothing is recognised: a part is an area that is far, in colour, from the mean of the whole picture.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from clarifai.sandbox.learning.colourspace import to_lab
from clarifai.sandbox.learning.faces import Box

if TYPE_CHECKING:
    from clarifai.sandbox.learning.pictures import Picture

_SIDE = 96
_MOST = 5
_SMALLEST = 0.01  # of the picture's area
_LEAST_DISTANCE = 8.0  # in Lab: a plain picture with a little noise has no parts


def find_parts(picture: Picture) -> list[tuple[Box, float]]:
    """Find the parts of a picture that stand out.

    Args:
        picture: where to look.

    Returns:
        up to five boxes, the largest part first, with how much of the
        picture's strongest contrast each part has on average (0..1); empty for an even picture.
    """
    from skimage import filters, measure
    lab = to_lab(picture.reduced(_SIDE))
    smooth = filters.gaussian(lab, sigma=2, channel_axis=2)
    distance = np.linalg.norm(smooth - smooth.mean(axis=(0, 1)), axis=2)
    strongest = float(distance.max())
    if strongest < _LEAST_DISTANCE:
        return []
    labels = measure.label(distance > filters.threshold_otsu(distance))
    found = [region for region in measure.regionprops(labels, intensity_image=distance)
             if region.area >= _SMALLEST * distance.size]
    found.sort(key=lambda region: -region.area)
    return [(_box(region.bbox, distance.shape), float(region.intensity_mean) / strongest)
            for region in found[:_MOST]]


def _box(bounds: tuple[int, int, int, int], shape: tuple[int, int]) -> Box:
    top, left, bottom, right = bounds
    height, width = shape
    return Box(top / height, left / width, bottom / height, right / width)
