"""Places: a point, a distance from it, a box."""
from __future__ import absolute_import

from clarifai.answers import number_in, object_in, objects_in, text_in
from clarifai.compat import string_types
from clarifai.errors import UserError, UserValueError
from clarifai.redact import shown
from clarifai.rest.numbers import number
from clarifai.value import Value


class GeoPoint(Value):
    """A point on the map.

    Args:
        longitude (float): degrees, -180 to 180.
        latitude (float): degrees, -90 to 90.
    """

    def __init__(self, longitude, latitude):
        self.longitude = number(longitude, 'longitude')
        self.latitude = number(latitude, 'latitude')

    def dict(self):
        """The point as the API writes it."""
        return {'geo_point': {'longitude': self.longitude, 'latitude': self.latitude}}


class GeoLimit(Value):
    """A distance around a point.

    Args:
        limit_type (str): 'mile', 'kilometer', 'degree' or 'radian', or as the API writes them.
        limit_range (float): how many of them.

    Attributes:
        limit_type (str): the unit as the API writes it, such as 'withinMiles'.
        limit_range (float): how many of them.

    Raises:
        UserValueError: another unit, or no number.
    """

    convert_table = {'mile': 'withinMiles', 'kilometer': 'withinKilometers',
                     'degree': 'withinDegrees', 'radian': 'withinRadians'}

    def __init__(self, limit_type='mile', limit_range=10):
        if isinstance(limit_type, string_types):
            limit_type = self.convert_table.get(limit_type, limit_type)
        if limit_type not in self.convert_table.values():
            raise UserValueError('limit_type must be one of %s, not %s'
                                 % (', '.join(sorted(self.convert_table)), shown(limit_type)))
        self.limit_type = limit_type
        self.limit_range = number(limit_range, 'limit_range')

    def dict(self):
        """The limit as the API writes it."""
        return {'geo_limit': {'type': self.limit_type, 'value': self.limit_range}}


class GeoBox(Value):
    """A box on the map.

    Args:
        point1 (GeoPoint): one corner.
        point2 (GeoPoint): the opposite one.
    """

    def __init__(self, point1, point2):
        for name, point in (('point1', point1), ('point2', point2)):
            if not isinstance(point, GeoPoint):
                raise UserError('%s must be a GeoPoint, not %s' % (name, shown(point)))
        self.point1 = point1
        self.point2 = point2

    def dict(self):
        """The box as the API writes it."""
        return {'geo_box': [self.point1.dict(), self.point2.dict()]}


class Geo(Value):
    """A place: a point, perhaps with a limit around it, or a box.

    Args:
        geo_point (GeoPoint): the point.
        geo_limit (GeoLimit): for a search, how far from the point.
        geo_box (GeoBox): the box, in place of the other two.

    Raises:
        UserError: neither a point nor a box, or both.
    """

    def __init__(self, geo_point=None, geo_limit=None, geo_box=None):
        if geo_point is None and geo_box is None:
            raise UserError('Geo needs a geo_point or a geo_box')
        if geo_box is not None and (geo_point is not None or geo_limit is not None):
            raise UserError('Geo takes a geo_point (with a geo_limit) or a geo_box, not both')
        for name, part, kind in (('geo_point', geo_point, GeoPoint),
                                 ('geo_limit', geo_limit, GeoLimit), ('geo_box', geo_box, GeoBox)):
            if part is not None and not isinstance(part, kind):
                raise UserError('%s must be a %s, not %s' % (name, kind.__name__, shown(part)))
        self.geo_point = geo_point
        self.geo_limit = geo_limit
        self.geo_box = geo_box

    def dict(self):
        """The place as the API writes it."""
        place = {}
        for part in (self.geo_point, self.geo_limit, self.geo_box):
            if part is not None:
                place.update(part.dict())
        return {'geo': place}


def geo_from_json(item):
    """The Geo that an answer describes, or None when it states neither point nor box."""
    item = object_in(item)
    if item.get('geo_box'):
        corners = [_point(corner) for corner in objects_in(item['geo_box'])]
        return Geo(geo_box=GeoBox(*corners)) if len(corners) == 2 else None
    if item.get('geo_point') is None:
        return None
    return Geo(geo_point=_point(item), geo_limit=_limit(object_in(item.get('geo_limit'))))


def _point(item):
    point = object_in(item.get('geo_point'))
    return GeoPoint(number_in(point.get('longitude')), number_in(point.get('latitude')))


def _limit(item):
    if text_in(item.get('type')) not in GeoLimit.convert_table.values():
        return None
    return GeoLimit(item['type'], number_in(item.get('value')))
