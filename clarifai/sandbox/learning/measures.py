"""Numbers that describe a picture: light, colour, edges, grain, symmetry."""
from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.learning.colourspace import to_lab, to_lightness
from clarifai.sandbox.learning.pictures import halved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.pictures import Picture

_SIDE = 192
_SAMPLED = 4  # of so many pixels, one is taken for percentiles
# As many as give steady statistics.
_SHARPNESS_LINES, _GRAIN_LINES = 48, 24
_TANGENTS = [np.float32(np.tan(np.radians(angle))) for angle in (15, 30, 60, 75)]

# (name, lowest hue, highest hue) in degrees of the HSV circle, for pixels with enough colour.
HUES = (('red', 345, 375), ('orange', 15, 42), ('yellow', 42, 70), ('green', 70, 165),
        ('cyan', 165, 200), ('blue', 200, 255), ('purple', 255, 300), ('pink', 300, 345))
COLOURS = tuple(name for name, _, _ in HUES) + ('brown', 'black', 'gray', 'white')
# The coarse histogram of Lab: the sizes of its cells, and what makes their numbers positive.
_COARSE = np.array([12.5, 16.0, 16.0], np.float32)
_BINS = 20
_FROM_ZERO = np.array([0, _BINS // 2, _BINS // 2])


class Measures:
    """All measurements of one picture. Lightness is CIE L (0..100), chroma is CIE Lab's.

    Attributes:
        lightness, lightness_spread (float): mean and standard deviation.
        darkest, lightest (float): 5th and 95th percentile of lightness.
        black_clipped, white_clipped (float): fractions of pixels at the ends of the scale.
        chroma, chroma_peak (float): mean and 95th percentile.
        warmth: mean of Lab's b plus half of a: positive is warm, negative is cool.
        colour_shares: fraction of the pixels per plain colour name.
        colour_variety: number of colours in use, as the exponent of the entropy of a coarse
            histogram.
        sharpness: how much of the fine contrast a blur would destroy, 0..1.
        grain: noise in flat areas, in units of lightness.
        detail: mean strength of edges, lightness per pixel.
        horizontal, vertical, diagonal (float): fractions of the edges' energy along these
            directions.
        mirror, upside (float): correlation with the picture mirrored left-right and top-bottom,
            -1..1.
        border_evenness: spread of the colours along the border, Lab units; small means
            plain.
        centre_detail, vignette (float): edge strength and lightness of the middle relative to the
            rest.
        horizon: lightness of the top third less that of the bottom third.
        aspect: width / height of the original.
        megapixels: of the original.
    """

    def __init__(self, picture: Picture) -> None:
        """
        Args:
            picture: what to measure.
        """
        rgb, lab = picture.square()
        self.aspect = float(picture.width) / picture.height
        self.megapixels = picture.width * picture.height / 1e6
        self._measure_light(lab[..., 0])
        self._measure_colour(rgb, lab)
        self._measure_edges(to_lightness(picture.reduced(_SIDE)))
        self._measure_fineness(picture)
        self._measure_composition(lab)

    def _measure_light(self, light: NDArray[Any]) -> None:
        self.lightness = float(light.mean())
        self.lightness_spread = float(light.std())
        self.darkest, self.lightest = _percentiles(light, 5, 95)
        self.black_clipped = float((light < 3).mean())
        self.white_clipped = float((light > 98).mean())

    def _measure_colour(self, rgb: NDArray[Any], lab: NDArray[Any]) -> None:
        chroma = np.hypot(lab[..., 1], lab[..., 2])
        self.chroma = float(chroma.mean())
        self.chroma_peak, = _percentiles(chroma, 95)
        self.warmth = float((lab[..., 2] + 0.5 * lab[..., 1]).mean())
        classes, cells = _tables()
        codes = _codes(rgb)
        found = np.bincount(classes.take(codes).ravel(), minlength=len(COLOURS))
        self.colour_shares = dict(zip(COLOURS, (found / float(codes.size)).tolist()))
        counts = np.bincount(cells.take(codes).ravel())
        shares = counts[counts > 0] / float(counts.sum())
        self.colour_variety = float(np.exp(-(shares * np.log(shares)).sum()))

    def _measure_edges(self, light: NDArray[Any]) -> None:
        across, down = (np.abs(slope).ravel() for slope in _slopes(light))
        energy = across * across + down * down
        self.detail = float(np.sqrt(energy).mean()) if energy.size else 0.0
        total = float(energy.sum())
        if total <= 1e-6:
            self.horizontal = self.vertical = self.diagonal = 0.0
            return
        # The direction of an edge is at right angles to the slope of the lightness. How much of the
        # energy is steeper than each of four directions tells how much lies between them.
        steeper = [float(np.dot(energy, across > tangent * down)) / total for tangent in _TANGENTS]
        self.horizontal = 1.0 - steeper[0]
        self.diagonal = steeper[1] - steeper[2]
        self.vertical = steeper[3]

    def _measure_fineness(self, picture: Picture) -> None:
        self.sharpness = _sharpness(picture.rgb)
        self.grain = _grain(picture.rgb)

    def _measure_composition(self, lab: NDArray[Any]) -> None:
        lab = halved(lab)
        light = lab[..., 0]
        self.mirror = _correlation(light, light[:, ::-1])
        self.upside = _correlation(light, light[::-1])
        border = np.concatenate([lab[:4].reshape(-1, 3), lab[-4:].reshape(-1, 3),
                                 lab[:, :4].reshape(-1, 3), lab[:, -4:].reshape(-1, 3)])
        self.border_evenness = float(np.sqrt(border.var(axis=0).sum()))
        quarter = len(light) // 4
        middle = (slice(quarter, -quarter), slice(quarter, -quarter))
        strength = np.hypot(*_slopes(light))
        self.centre_detail = _ratio(strength[middle], strength)
        corners = [light[rows, columns] for rows in (slice(0, quarter), slice(-quarter, None))
                   for columns in (slice(0, quarter), slice(-quarter, None))]
        self.vignette = float(light[middle].mean() - np.concatenate(corners).mean())
        third = len(light) // 3
        self.horizon = float(light[:third].mean() - light[-third:].mean())


def _percentiles(plane: NDArray[Any], *percents: Any) -> list[float]:
    return np.percentile(plane.ravel()[::_SAMPLED], percents).tolist()


def _codes(rgb: NDArray[Any]) -> NDArray[Any]:
    """Number colours with six bits of each channel."""
    high = (rgb >> 2).astype(np.int32)
    return (high[..., 0] << 12) | (high[..., 1] << 6) | high[..., 2]


@functools.lru_cache(None)
def _tables() -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the class and the cell of the coarse histogram of each code: two arrays."""
    codes = np.arange(1 << 18)
    rgb = np.stack([codes >> 12, codes >> 6 & 63, codes & 63], axis=1).astype(np.uint8)
    rgb = (rgb << 2) + 2
    cells = np.floor(to_lab(rgb) / _COARSE).astype(np.int64) + _FROM_ZERO
    return _colour_classes(rgb), np.dot(cells, [_BINS * _BINS, _BINS, 1]).astype(np.int16)


def _colour_classes(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return the number in `COLOURS` of the plain colour of each pixel (N x 3)."""
    values = pixels.T.astype(np.float32) / 255.0
    red, green, blue = values
    high = np.maximum(np.maximum(red, green), blue)
    low = np.minimum(np.minimum(red, green), blue)
    spread = high - low
    saturation = spread / np.maximum(high, 1e-6)
    hue = _hue_degrees(red, green, blue, high, spread)
    black = high < 0.18
    white = (low > 0.82) & (spread < 0.1)
    grey = (saturation < 0.15) | (spread < 0.06)
    brown = (hue >= 10) & (hue < 48) & (high < 0.65)
    rose = ((hue >= 330) | (hue < 12)) & (high > 0.7) & (saturation < 0.5)
    # The hues follow each other around the circle; from the end of the first they do not wrap.
    order = HUES[1:] + HUES[:1]
    ends = np.cumsum([last - first for _, first, last in order])
    found = np.searchsorted(ends[:-1], (hue - order[0][1]) % 360, side='right')
    hues = np.array([COLOURS.index(item[0]) for item in order])[found]
    # What comes first counts.
    chosen = [(black, 'black'), (white, 'white'), (grey, 'gray'), (brown, 'brown'), (rose, 'pink')]
    return np.select([where for where, _ in chosen],
                     [COLOURS.index(name) for _, name in chosen], hues).astype(np.uint8)


def _hue_degrees(red: NDArray[Any], green: NDArray[Any], blue: NDArray[Any], high: NDArray[Any],
                 spread: NDArray[Any]) -> NDArray[Any]:
    divisor = np.maximum(spread, 1e-6)
    sixths = np.where(high == green, 2.0 + (blue - red) / divisor, 4.0 + (red - green) / divisor)
    sixths = np.where(high == red, (green - blue) / divisor, sixths)
    return (sixths * 60.0) % 360.0


def _slopes(plane: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    across = np.zeros_like(plane)
    down = np.zeros_like(plane)
    across[:, 1:-1] = (plane[:, 2:] - plane[:, :-2]) / 2.0
    down[1:-1] = (plane[2:] - plane[:-2]) / 2.0
    return across, down


def _lines(count: int, enough: int) -> NDArray[Any]:
    """Numbers of lines that stand for all `count`, about `enough` of them."""
    return np.arange(0, count, max(1, count // enough))


def _sharpness(rgb: NDArray[Any]) -> float:
    """Blur again and see what is lost (0 nothing, 1 everything), after Crete and others (2007)."""
    scores = []
    for lines in (rgb, rgb.transpose(1, 0, 2)):
        if lines.shape[1] < 11:
            continue
        plane = to_lightness(lines[_lines(len(lines), _SHARPNESS_LINES)])
        before = np.abs(plane[:, 6:-4] - plane[:, 5:-5])
        # Two neighbours in the mean of nine differ by what enters and what leaves it.
        after = np.abs(plane[:, 10:] - plane[:, 1:-9]) / np.float32(9.0)
        total = float(before.sum())
        if total > 0.02 * before.size:
            scores.append(float(np.maximum(0.0, before - after).sum()) / total)
    return max(scores) if scores else 0.0


def _grain(rgb: NDArray[Any]) -> float:
    """Median response of a filter that is blind to edges and gradients, after Immerkaer (1996)."""
    if min(rgb.shape[:2]) < 3:
        return 0.0
    middle = 1 + _lines(len(rgb) - 2, _GRAIN_LINES)
    above, line, below = (to_lightness(rgb[middle + step]) for step in (-1, 0, 1))
    rows = above - 2.0 * line + below
    response = rows[:, :-2] - 2.0 * rows[:, 1:-1] + rows[:, 2:]
    return float(np.median(np.abs(response))) / (6.0 * 0.6745)


def _correlation(one: NDArray[Any], other: NDArray[Any]) -> float:
    one, other = one - one.mean(), other - other.mean()
    power = float(np.sqrt((one**2).sum() * (other**2).sum()))
    if power < 1.0:
        return 1.0  # Without any contrast every side is alike.
    return float((one * other).sum()) / power


def _ratio(part: NDArray[Any], whole: NDArray[Any]) -> float:
    mean = float(whole.mean())
    return float(part.mean()) / mean if mean > 0.05 else 1.0
