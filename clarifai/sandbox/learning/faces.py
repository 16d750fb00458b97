"""Frontal faces, found with the trained cascade that scikit-image carries in its wheel."""
from __future__ import annotations

import collections
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.pictures import Picture

Box = collections.namedtuple('Box', 'top left bottom right')
Box.__doc__ = """Where something is, in fractions (0..1) of the picture's height and width."""

_SIDE = 400
_SMALLEST = 24  # the cascade's own window
_AGREE = 0.45  # overlap from which two windows speak of the same face
# Of 25 faces pasted into landscapes 22 got as many answers as this; away from faces, in 28
# pictures, no place got more than 21.
_LEAST_AGREEING = 25
_USUAL_AGREEING = 35.0
_QUICK_SIDE = 250
_QUICK_STEPS = {'scale_factor': 1.25, 'step_ratio': 2}
_MOST_TRIED = 4  # places that a quick look finds
_THOROUGH_STEPS = {'scale_factor': 1.08, 'step_ratio': 1}
_lock = threading.Lock()
_cascades: list[Any] = []


def find_faces(picture: Picture) -> list[tuple[Box, float]]:
    """Find upright faces that look at the camera.

    The cascade is asked at many sizes and places, on the picture and on its mirror image; a face is
    where many of its answers agree.

    Args:
        picture: where to look.

    Returns:
        boxes that do not overlap much, with a score in 0..1 that grows with
        the agreement; best first, empty when there is none.
    """
    grey = _grey(picture.reduced(_SIDE))
    height, width = grey.shape
    if min(height, width) < _SMALLEST:
        return []
    groups = _grouped(_windows_both_ways(grey, _smallest_in(grey), min(height, width)))
    return [(_box(window, height, width), score) for window, score in groups]


def surest_face(picture: Picture) -> float:
    """Look for a face in a small part of the time of `find_faces`, which may find more.

    A quick look finds places that are worth a thorough one.

    Args:
        picture: where to look.

    Returns:
        the highest score that a face has, 0 if none is found.
    """
    quick = _grey(picture.reduced(_QUICK_SIDE))
    if min(quick.shape) < _SMALLEST:
        return 0.0
    windows = _windows(quick, _smallest_in(quick), min(quick.shape), _QUICK_STEPS)
    grey = _grey(picture.reduced(_SIDE))
    windows *= grey.shape[0] / quick.shape[0]
    best = 0.0
    for _ in range(_MOST_TRIED):
        if not len(windows):
            break
        best = max(best, _score_near(grey, windows[0]))
        windows = windows[_overlap(windows[0], windows) <= _AGREE]
    return best


def _score_near(grey: NDArray[Any], window: NDArray[Any]) -> float:
    """Return the highest score of a face that is about as large as a window, and there."""
    top, left, side = (float(value) for value in window)
    margin = side / 2
    part = grey[max(0, int(top - margin)):int(top + side + margin) + 1,
                max(0, int(left - margin)):int(left + side + margin) + 1]
    largest = min(int(1.5 * side), *part.shape)
    smallest = max(_SMALLEST, int(0.65 * side))
    if smallest > largest:
        return 0.0
    groups = _grouped(_windows_both_ways(np.ascontiguousarray(part), smallest, largest))
    return groups[0][1] if groups else 0.0


def _windows_both_ways(grey: NDArray[Any], smallest: int, largest: int) -> NDArray[Any]:
    """Every window that passes the cascade, in a picture and in its mirror image."""
    windows = _windows(grey, smallest, largest)
    mirrored = _windows(np.ascontiguousarray(grey[:, ::-1]), smallest, largest)
    mirrored[:, 1] = grey.shape[1] - mirrored[:, 1] - mirrored[:, 2]
    return np.concatenate([windows, mirrored])


def _smallest_in(grey: NDArray[Any]) -> int:
    return max(_SMALLEST, min(grey.shape) // 12)


def _grey(rgb: NDArray[Any]) -> NDArray[Any]:
    return np.dot(rgb, np.array([0.299, 0.587, 0.114]) / 255.0)


def _cascade() -> Any:
    with _lock:
        if not _cascades:
            from skimage import data
            from skimage.feature import Cascade
            _cascades.append(Cascade(data.lbp_frontal_face_cascade_filename()))
        return _cascades[0]


def _windows(grey: NDArray[Any], smallest: int, largest: int,
             steps: dict[str, float] = _THOROUGH_STEPS) -> NDArray[Any]:
    """Every window that passes the cascade: N x 3 of top, left, side."""
    # A threshold above 1 keeps scikit-image from joining windows: their number is the evidence.
    found = _cascade().detect_multi_scale(
        img=grey, min_neighbor_number=1, min_size=(smallest, smallest),
        max_size=(largest, largest), intersection_score_threshold=1.1, **steps)
    rows = [(window['r'], window['c'], window['width']) for window in found]
    return np.array(sorted(rows), np.float64).reshape(-1, 3)


def _overlap(window: NDArray[Any], windows: NDArray[Any]) -> NDArray[Any]:
    """Intersection over union of one window with each of many."""
    top = np.maximum(window[0], windows[:, 0])
    left = np.maximum(window[1], windows[:, 1])
    bottom = np.minimum(window[0] + window[2], windows[:, 0] + windows[:, 2])
    right = np.minimum(window[1] + window[2], windows[:, 1] + windows[:, 2])
    shared = np.maximum(0, bottom - top) * np.maximum(0, right - left)
    return shared / (window[2]**2 + windows[:, 2]**2 - shared)


def _grouped(windows: NDArray[Any]) -> list[tuple[NDArray[Any], float]]:
    """Join windows that agree, so that one face gives one box: [(window, score)], best first."""
    groups = []
    while len(windows):
        agreement = np.array([(_overlap(window, windows) > _AGREE).sum() for window in windows])
        best = int(np.argmax(agreement))
        if agreement[best] < _LEAST_AGREEING:
            break
        overlap = _overlap(windows[best], windows)
        mean = windows[overlap > _AGREE].mean(axis=0)
        groups.append((mean, float(1.0 - np.exp(-agreement[best] / _USUAL_AGREEING))))
        windows = windows[_overlap(mean, windows) < 0.1]
    return groups


def _box(window: NDArray[Any], height: int, width: int) -> Box:
    top, left, side = (float(value) for value in window)
    return Box(max(0.0, top / height), max(0.0, left / width),
               min(1.0, (top + side) / height), min(1.0, (left + side) / width))
