"""From sRGB to CIE Lab (D65, 2 degree observer): IEC 61966-2-1 and CIE 15."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CODES = np.arange(256) / 255.0
_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055)**2.4)
_LINEAR = _LINEAR.astype(np.float32)
_TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375],
                    [0.2126729, 0.7151522, 0.0721750],
                    [0.0193339, 0.1191920, 0.9503041]])
# Each row of the matrix sums to the white point, so dividing by it makes white (1, 1, 1).
_TO_RELATIVE_XYZ = (_TO_XYZ / _TO_XYZ.sum(axis=1, keepdims=True)).astype(np.float32)
_EPSILON = 216.0 / 24389.0
_KAPPA = 24389.0 / 27.0


def to_lab(rgb: NDArray[Any]) -> NDArray[Any]:
    """Convert sRGB codes to Lab, to within 0.2.

    Args:
        rgb: uint8, any shape that ends in 3.

    Returns:
        float32 of the same shape: L in 0..100, a and b about -110..110.
    """
    x, y, z = (_ROOT.take(_relative(rgb, row)) for row in range(3))
    lab = np.empty(rgb.shape, np.float32)
    lab[..., 0] = 116.0 * y - 16.0
    lab[..., 1] = 500.0 * (x - y)
    lab[..., 2] = 200.0 * (y - z)
    return lab


def to_lightness(rgb: NDArray[Any]) -> NDArray[Any]:
    """The first channel of `to_lab` alone, in a third of the time.

    Args:
        rgb: uint8, any shape that ends in 3.

    Returns:
        float32 without the last axis, 0..100.
    """
    return _LIGHTNESS.take(_relative(rgb, 1))


def _relative(rgb: NDArray[Any], row: int) -> NDArray[Any]:
    """One of X, Y and Z, relative to white, in `_STEPS`."""
    red, green, blue = _PARTS[row]
    total = red.take(rgb[..., 0])
    total += green.take(rgb[..., 1])
    total += blue.take(rgb[..., 2])
    return total


def _root(relative: NDArray[Any]) -> NDArray[Any]:
    return np.where(relative > _EPSILON, np.cbrt(relative), (_KAPPA * relative + 16.0) / 116.0)


# Looked up instead of computed: what each code of each channel adds to X, Y and Z, and the root and
# lightness of each sum. The steps leave room for rounding up in 16 bits.
_STEPS = 65533
_PARTS = np.rint(_TO_RELATIVE_XYZ[:, :, None] * _LINEAR * _STEPS).astype(np.uint16)
_ROOT = _root(np.arange(_STEPS + 3) / float(_STEPS)).astype(np.float32)
_LIGHTNESS = 116.0 * _ROOT - 16.0
