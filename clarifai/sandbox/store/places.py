"""Places of annotations, and areas on the globe that they are looked for in."""
from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy

from clarifai.sandbox.store.scores import ByRow, columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

EARTH_RADIUS = {'withinMiles': 3958.7613, 'withinKilometers': 6371.0088, 'withinRadians': 1.0,
                'withinDegrees': 180.0 / math.pi}
_MARGIN = 1e-6  # degrees


class Area(NamedTuple):
    """A part of the globe.

    Attributes:
        south, north, west, east: what bounds it, in degrees; `west` and `east` may lie beyond the
            date line.
        has: (latitudes, longitudes) -> whether each is in the area; called with what is in the
            bounds.
    """

    south: float
    north: float
    west: float
    east: float
    has: Callable[[NDArray[Any], NDArray[Any]], NDArray[Any]]


def near(point: dict[str, Any], limit_type: str, limit: float) -> Area:
    """Return what is within `limit` (in miles, kilometres, radians or degrees) of a point."""
    radius = EARTH_RADIUS[limit_type]
    latitude, longitude, reach = point['latitude'], point['longitude'], limit / radius
    south = latitude - math.degrees(reach) - _MARGIN
    north = latitude + math.degrees(reach) + _MARGIN
    aside = 360.0
    if -90 < south and north < 90:
        aside = math.degrees(math.asin(min(1.0, math.sin(reach)
                                           / math.cos(math.radians(latitude))))) + _MARGIN
    return Area(south, north, longitude - aside, longitude + aside,
                lambda *other: radius * angle((latitude, longitude), other) <= limit)


def inside(corner: dict[str, Any], opposite: dict[str, Any]) -> Area:
    """Return the box between two opposite corners; it does not cross the date line."""
    south, north = sorted([corner['latitude'], opposite['latitude']])
    west, east = sorted([corner['longitude'], opposite['longitude']])
    return Area(south, north, west, east,
                lambda latitudes, longitudes: (west <= longitudes) & (longitudes <= east))


def angle(one: tuple[Any, ...], other: tuple[Any, ...]) -> Any:
    """Return the angle between two (latitude, longitude), in radians (haversine formula).

    Each may be a number or an array of numbers.
    """
    first, second = numpy.radians(one[0]), numpy.radians(other[0])
    along = numpy.radians(numpy.subtract(other[1], one[1]))
    half = (numpy.sin((second - first) / 2) ** 2
            + numpy.cos(first) * numpy.cos(second) * numpy.sin(along / 2) ** 2)
    return 2 * numpy.arcsin(numpy.minimum(1.0, numpy.sqrt(half)))


def keep(db: sqlite3.Connection, app_id: str, annotation_seq: int,
         geo: dict[str, Any] | None) -> None:
    """Keep the place of an annotation where `within` finds it, or that it has none."""
    db.execute('DELETE FROM places WHERE annotation_seq = ?', (annotation_seq,))
    if geo:
        point = geo['geo_point']
        db.execute('INSERT INTO places (annotation_seq, app_id, latitude, longitude) '
                   'VALUES (?, ?, ?, ?)',
                   (annotation_seq, app_id, point['latitude'], point['longitude']))


def within(db: sqlite3.Connection, app_id: str, area: Area, status_code: int,
           annotation_status: int | None = None) -> ByRow[int]:
    """Return the annotations that say that their inputs are in an area.

    Args:
        db: in a transaction.
        app_id: the app.
        area: the area.
        status_code: of the inputs.
        annotation_status: of the annotations; None for any.

    Returns:
        {annotation's row: its input's row}.
    """
    seqs, input_seqs, latitudes, longitudes = columns(
        db, 'i8,i8,f8,f8',
        'SELECT a.seq, a.input_seq, p.latitude, p.longitude FROM places p '
        'JOIN annotations a ON a.seq = p.annotation_seq JOIN inputs i ON i.seq = a.input_seq '
        'WHERE p.app_id = ? AND p.latitude BETWEEN ? AND ? AND (%s) AND i.status_code = ? '
        'AND a.status_code = COALESCE(?, a.status_code)'
        % ' OR '.join(['p.longitude BETWEEN ? AND ?'] * 3),
        [app_id, area.south, area.north]
        + [side + turn for turn in (-360.0, 0.0, 360.0) for side in (area.west, area.east)]
        + [status_code, annotation_status])
    inside = area.has(latitudes, longitudes)
    return ByRow(seqs[inside], input_seqs[inside])
