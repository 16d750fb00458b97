"""Ranks and filters of a search, as people write them, checked and made into a query."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable

from clarifai.client.made_inputs import KINDS, is_number
from clarifai.content import content_of_bytes
from clarifai.errors import UserError
from clarifai.operations.misses import alike
from clarifai.redact import shown

CONCEPT_KEYS = ('id', 'name', 'language', 'value')
POINT_KEYS = ('longitude', 'latitude', 'geo_limit')


def query_of(ranks: Any, filters: Any) -> dict[str, Any]:
    """A query; its two sides are always there, an empty one for what is not asked.

    Args:
        ranks: a list of dictionaries: what hits are to be like.
        filters: a list of dictionaries: what hits have to have.

    Raises:
        UserError: something in them does not fit; it says which key, and what was perhaps meant.
    """
    return {
        'ranks': [{'annotation': _part(item, place, ANNOTATION)}
                  for item, place in _items(ranks, 'ranks', ANNOTATION)],
        'filters': [{'annotation': _part(item, place, ANNOTATION),
                     'input': _part(item, place, INPUT)}
                    for item, place in _items(filters, 'filters', dict(ANNOTATION, **INPUT))]}


def _items(given: Any, name: str, known: Mapping[str, Any]
           ) -> list[tuple[Mapping[str, Any], str]]:
    items: list[tuple[Mapping[str, Any], str]] = []
    for item, place in _list(given, name):
        if not isinstance(item, Mapping):
            raise _wrong(place, 'a dictionary, such as {"image_url": "https://..."}', item)
        for key in item:
            if key not in known and key in INPUT:
                raise UserError('%s cannot have the key %s, which is one of filters' % (place, key))
            if key not in known:
                raise _unknown(place, key, known)
        items.append((item, place))
    return items or [({}, name)]


def _part(item: Mapping[str, Any], place: str, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """One side of a rank or filter: an annotation, or an input."""
    made: dict[str, Any] = {}
    for key, read in readers.items():
        if key in item:
            where = '%s[%r]' % (place, key)
            for name, value in read(item[key], where).items():
                before = made.get(name)
                made[name] = dict(before, **value) if isinstance(before, dict) else value
    return made


Reader = Callable[[Any, str], 'dict[str, Any]']


def _image_url(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, str) or not value.startswith(('http://', 'https://')):
        raise _wrong(place, 'a URL that begins with http:// or https://', value)
    return {'data': {'image': {'url': value}}}


def _image_bytes(value: Any, place: str) -> dict[str, Any]:
    return {'data': {'image': {'base64': content_of_bytes(value, place)}}}


def _text_raw(value: Any, place: str) -> dict[str, Any]:
    return {'data': {'text': {'raw': _text(value, place)}}}


def _metadata(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(place, 'a dictionary', value)
    return {'data': {'metadata': value}}


def _geo_point(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(place, 'a dictionary with longitude, latitude and geo_limit', value)
    for key in value:
        if key not in POINT_KEYS:
            raise _unknown(place, key, POINT_KEYS)
    for key in POINT_KEYS:
        if key not in value:
            raise UserError('%s has no %s; it needs %s' % (place, key, ', '.join(POINT_KEYS)))
        if not is_number(value[key]):
            raise _wrong('%s[%r]' % (place, key), 'a number', value[key])
    return {'data': {'geo': {
        'geo_point': {'longitude': value['longitude'], 'latitude': value['latitude']},
        'geo_limit': {'type': 'withinKilometers', 'value': value['geo_limit']}}}}


def _concepts(value: Any, place: str) -> dict[str, Any]:
    return {'data': {'concepts': [_concept(one, where) for one, where in _list(value, place)]}}


def _concept(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not value:
        raise _wrong(place, 'a dictionary with %s' % ', '.join(CONCEPT_KEYS), value)
    for key in value:
        if key not in CONCEPT_KEYS:
            raise _unknown(place, key, CONCEPT_KEYS)
    made: dict[str, Any] = {}
    for key in CONCEPT_KEYS:
        if key in value:
            where = '%s[%r]' % (place, key)
            if key != 'value':
                made[key] = _text(value[key], where)
            elif is_number(value[key]) or isinstance(value[key], bool):
                made[key] = float(value[key])
            if made.get(key) not in (0.0, 1.0) and key == 'value':
                raise _wrong(where, '0 or 1', value[key])
    return made


def _input_types(value: Any, place: str) -> dict[str, Any]:
    for kind, where in _list(value, place):
        if kind not in KINDS:
            like = alike(kind, KINDS) if isinstance(kind, str) else ''
            raise UserError('%s must be %s or %s, not %s%s' % (
                where, ', '.join(KINDS[:-1]), KINDS[-1], shown(kind), like))
    return {'data': {kind: {} for kind in value}}


def _dataset_ids(value: Any, place: str) -> dict[str, Any]:
    return {'dataset_ids': [_text(one, where) for one, where in _list(value, place)]}


def _status_code(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(place, 'a whole number, such as 30000', value)
    return {'status': {'code': int(value)}}


# What a rank or filter may say of an annotation, and a filter also of an input.
ANNOTATION: dict[str, Reader] = {
    'image_url': _image_url, 'image_bytes': _image_bytes, 'text_raw': _text_raw,
    'metadata': _metadata, 'geo_point': _geo_point, 'concepts': _concepts}
INPUT: dict[str, Reader] = {
    'input_types': _input_types, 'input_dataset_ids': _dataset_ids,
    'input_status_code': _status_code}


def _list(value: Any, place: str) -> list[tuple[Any, str]]:
    if not isinstance(value, Sequence) or isinstance(value, (str, bytes)):
        raise _wrong(place, 'a list', value)
    return [(item, '%s[%d]' % (place, at)) for at, item in enumerate(value)]


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(place, 'text that is not empty', value)
    return value


def _wrong(place: str, wanted: str, value: Any) -> UserError:
    return UserError('%s must be %s, not %s' % (place, wanted, shown(value)))


def _unknown(place: str, key: Any, known: Any) -> UserError:
    like = alike(key, known) if isinstance(key, str) else ''
    return UserError('%s cannot have the key %s%s Possible are: %s' % (
        place, shown(key), like or '.', ', '.join(known)))
