"""Annotations made of boxes and polygons."""
from __future__ import annotations

from typing import Any

from clarifai.client import messages
from clarifai.client.made_inputs import concept, is_number
from clarifai.errors import UserError
from clarifai.redact import shown


def of_box(input_id: str, label: str, bbox: Any, label_id: str | None,
           annot_id: str | None) -> Any:
    """An annotation of a box.

    Args:
        input_id: the input that it is on.
        label: the name of what is in it.
        bbox: its edges as parts of the whole: left, top, right, bottom.
        label_id: the id of the concept; else made of the label.
        annot_id: the id of the annotation; else the server makes one.

    Raises:
        UserError: the box is no list of four numbers in that order.
    """
    edges = _listed(bbox)
    if len(edges) != 4 or not all(is_number(edge) for edge in edges):
        raise UserError('bbox must be a list of four numbers, [xmin, ymin, xmax, ymax], not %s'
                        % shown(bbox))
    left, top, right, bottom = (float(edge) for edge in edges)
    if left > right or top > bottom:
        raise UserError('bbox must be [xmin, ymin, xmax, ymax]: %s has a maximum below its minimum'
                        % shown(bbox))
    return _annotation(input_id, label, label_id, annot_id, [{'bounding_box': {
        'top_row': top, 'left_col': left, 'bottom_row': bottom, 'right_col': right}}])


def of_polygons(input_id: str, label: str, polygons: Any, label_id: str | None,
                annot_id: str | None) -> Any:
    """An annotation of polygons, each of which is a region.

    Args:
        input_id, label, label_id, annot_id: as of `of_box`.
        polygons: a list of polygons, or the points of one; a point is [x, y].

    Raises:
        UserError: it is neither.
    """
    listed = _listed(polygons)
    if listed and _is_point(listed[0]):
        listed = [listed]
    if not listed or not all(_is_polygon(polygon) for polygon in listed):
        raise UserError('polygons must be a list of points [[x, y], ...] or a list of such lists, '
                        'not %s' % shown(polygons))
    return _annotation(input_id, label, label_id, annot_id, [
        {'polygon': {'points': [{'row': float(point[1]), 'col': float(point[0]),
                                 'visibility': 'VISIBLE'} for point in polygon]}}
        for polygon in listed])


def _annotation(input_id: str, label: str, label_id: str | None, annot_id: str | None,
                places: list[dict[str, Any]]) -> Any:
    fields: dict[str, Any] = {'input_id': input_id, 'data': {'regions': [
        {'region_info': place, 'data': {'concepts': [concept(label, label_id)]}}
        for place in places]}}
    if annot_id:
        fields['id'] = annot_id
    return messages.Annotation(**fields)


def _listed(value: Any) -> list[Any]:
    if hasattr(value, 'tolist') and hasattr(value, 'dtype'):  # an array of NumPy
        value = value.tolist()
    return list(value) if isinstance(value, (list, tuple)) else []


def _is_point(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and len(value) == 2 and all(map(is_number, value))


def _is_polygon(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(map(_is_point, value))
