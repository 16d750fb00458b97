"""Where boxes are drawn over a picture, in its own pixels."""
import collections
from typing import Any

Box = collections.namedtuple('Box', 'number x y width height region')


def size(record: dict[str, Any]) -> Any:
    """Return the (width, height) of an input's picture, or None while nobody has looked at it."""
    info = record['info'] or {}
    return (info['width'], info['height']) if info.get('width') and info.get('height') else None


def boxes(record: dict[str, Any]) -> Any:
    """Return a `Box` for each region of an input that has a bounding box, numbered from 1."""
    found = []
    for place, region in enumerate(record['regions'], 1):
        edges = region.get('region_info', {}).get('bounding_box')
        if edges and size(record):
            found.append(_box(place, edges, size(record), region))
    return found


def _box(place: Any, edges: Any, whole: Any, region: Any) -> Any:
    left, right = (whole[0] * edges.get(name, 0.0) for name in ('left_col', 'right_col'))
    top, bottom = (whole[1] * edges.get(name, 0.0) for name in ('top_row', 'bottom_row'))
    return Box(place, left, top, max(0.0, right - left), max(0.0, bottom - top), region)
