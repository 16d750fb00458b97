"""What one filter of a query asks of annotations, as functions db -> {annotation: input} (rows)."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import query_concepts, searches, unpacking
from clarifai.sandbox.store import places, terms

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call
    from clarifai.sandbox.store.scores import ByRow

SHAPES = ('bounding_box', 'mask', 'point', 'polygon', 'span')
PARTS = ('text', 'frames', 'time_segments')
BEGINNING, END = '0001', '9999-12-31T24'  # compared as texts
KNOWN = ('data (concepts, regions, metadata, geo, text, frames, time_segments), id, input_id, '
         'user_id or worker.user.id, task_id, status.code, input_level, trusted and '
         'annotation_info')


def finders(call: Call, item: dict[str, Any], language: str) -> list[Callable[..., Any]]:
    """Return a finder for each thing that a filter asks of annotations.

    Args:
        call: the request.
        item: the filter.
        language: the language of the names of concepts in it, or None.
    """
    about = fields.mapping(item, 'annotation')
    found = _of_data(call.app_id, about, language) + _of_columns(call, about)
    info = fields.mapping(about, 'annotation_info')
    if info:
        found.append(_matching(call.app_id, 'info', lambda said: terms.contains(said, info)))
    if _of_models(about):
        found.append(lambda db: terms.NO_ANNOTATIONS)
    span = fields.mapping(item, 'last_updated_time_range')
    if span:
        found.append(_between(call.app_id, span))
    return found


def without(call: Call, item: dict[str, Any],
            language: str) -> list[Callable[..., Any]]:
    """Return a finder db -> {input's row: score} for each concept that a filter has with value 0.

    Inputs of which nobody said anything do not have it either, and no annotation tells them.
    """
    data = fields.mapping(fields.mapping(item, 'annotation'), 'data')
    return [query_concepts.annotated(call, concept, language) for concept in _concepts(data)
            if concept['value'] < terms.LIKELY]


def _concepts(data: dict[str, Any]) -> list[dict[str, Any]]:
    return unpacking.concepts(data) + searches.region_concepts(data)


def _of_models(about: dict[str, Any]) -> bool:
    """Return whether a filter asks for what models and workflows annotated: nothing, here."""
    worker_of = fields.mapping(about, 'worker')
    return bool(fields.identifier(about, 'model_version_id') or worker_of.get('model')
                or worker_of.get('workflow')
                or fields.objects(fields.mapping(about, 'data'), 'clusters'))


def _of_columns(call: Call, about: dict[str, Any]) -> list[Callable[..., Any]]:
    trusted = codes.ANNOTATION_SUCCESS if fields.flag(about, 'trusted') else None
    wanted = [('id', fields.identifier(about)), ('input_id', fields.identifier(about, 'input_id')),
              ('task_id', fields.identifier(about, 'task_id')), ('status_code', trusted),
              ('status_code', fields.status_code(about)),
              ('input_level', fields.flag(about, 'input_level'))]
    found = [_with_column(call.app_id, name, value) for name, value in wanted if value]
    user_id = worker(about)
    if user_id:
        found.append(_with_column(call.app_id, 'user_id', kept_user(call, user_id)))
    return found


def worker(about: dict[str, Any]) -> Any:
    """Return the id of who annotated, from the place on the platform or in 2.x, or None."""
    user = fields.mapping(fields.mapping(about, 'worker'), 'user')
    return fields.identifier(user) or fields.identifier(about, 'user_id')


def kept_user(call: Call, user_id: str) -> Any:
    """Return what is kept for a user: None for the owner of the app."""
    return None if user_id in ('me', call.user_id) else user_id


def _with_column(app_id: str, name: str, value: str) -> Callable[..., Any]:
    return lambda db: terms.annotations_with_column(db, app_id, name, value)


def _matching(app_id: str, column: str, test: Callable[..., Any]) -> Callable[..., Any]:
    return lambda db: terms.annotations_matching(db, app_id, column, test)


def _between(app_id: str, span: Any) -> Any:
    start, end = fields.moment(span, 'start_time', BEGINNING), fields.moment(span, 'end_time', END)
    return lambda db: terms.annotations_between(db, app_id, start, end)


def _of_data(app_id: str, about: dict[str, Any], language: Any) -> list[Callable[..., Any]]:
    """Return finders for the ``data`` of a filter; an empty one asks for what has no regions."""
    data = fields.mapping(about, 'data')
    if about.get('data') == {}:
        return [lambda db: terms.annotations_without(db, app_id, 'regions')]
    found = [_said(app_id, concept, language) for concept in _concepts(data)]
    for name, value in fields.mapping(data, 'metadata').items():
        found.append(_with_metadata(app_id, {name: value}))
    if fields.mapping(data, 'geo'):
        found.append(_at_place(app_id, searches.area_of(data['geo'])))
    for region in fields.objects(data, 'regions'):
        found.extend(_of_region(app_id, region))
    found.extend(_with_part(app_id, name) for name in PARTS if data.get(name) is not None)
    return found


def _said(app_id: str, concept: dict[str, Any], language: Any) -> Callable[..., Any]:
    wanted = concept['value'] >= terms.LIKELY

    def find(db: sqlite3.Connection) -> ByRow[int]:
        ids = query_concepts.known_ids_of(db, app_id, concept, language)
        return terms.annotations_with_concepts(db, app_id, ids, wanted)
    return find


def _with_metadata(app_id: str, wanted: dict[str, Any]) -> Callable[..., Any]:
    return lambda db: terms.annotations_with_metadata(db, app_id, wanted)


def _at_place(app_id: str, area: places.Area) -> Callable[..., Any]:
    return lambda db: terms.annotations_at_place(db, app_id, area)


def _with_part(app_id: str, name: str) -> Any:
    return _matching(app_id, 'parts', lambda parts: name in parts)


def _of_region(app_id: str, region: Any) -> Any:
    """Return finders for the shapes of regions (of any size), and for a track."""
    info, track_id = fields.mapping(region, 'region_info'), fields.identifier(region, 'track_id')
    found = [_with_shape(app_id, name) for name in SHAPES if name in info]
    if track_id:
        found.append(_matching(app_id, 'regions', lambda regions: any(
            one.get('track_id') == track_id for one in regions)))
    return found


def _with_shape(app_id: str, name: str) -> Any:
    return _matching(app_id, 'regions', lambda regions: any(
        name in one.get('region_info', {}) for one in regions))
