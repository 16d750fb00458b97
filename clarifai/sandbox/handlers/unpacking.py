"""Inputs, concepts, regions and places in a request's JSON, checked and in our own terms."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox.media import analysis, frames, source

ANNOTATED = ('concepts', 'regions', 'metadata', 'geo', 'text', 'frames', 'time_segments')
FILES = frames.KINDS + (analysis.AUDIO,)


def concepts(holder: Mapping[str, Any], name: str = 'concepts') -> list[dict[str, Any]]:
    """Return the list of concepts called `name`: ``id``, ``name`` (or None) and ``value`` each.

    A concept without an id is known by its name; one without a value is true (1.0).
    """
    found = []
    for item in fields.objects(holder, name):
        concept_id = fields.identifier(item) or fields.identifier(item, 'name')
        if not concept_id:
            raise errors.ConceptInvalid('A concept needs an id or a name.')
        found.append({'id': concept_id, 'name': fields.text(item, 'name'),
                      'value': fields.number(item, 'value', 1.0, low=0, high=1)})
    return found


def media(data: dict[str, Any],
          kinds: tuple[str, ...] = frames.KINDS) -> tuple[str, str | None, str | None, bool]:
    """Return (kind, url, base64 text, allow_duplicate_url) of the picture or video in `data`.

    Args:
        data: the ``data`` of an input.
        kinds: what may be in it.

    Raises:
        errors.InputInvalid: there is neither, or there is nothing in it to look at.
    """
    for kind in kinds:
        if data.get(kind) is not None:
            holder = fields.mapping(data, kind)
            break
    else:
        raise errors.InputInvalid(f"data needs one of: {', '.join(kinds)}.")
    url, text = fields.text(holder, 'url'), fields.text(holder, 'base64')
    if not url and not text:
        raise errors.InputInvalid(f'{kind} needs a url or base64.')
    return kind, _address(url), text, bool(fields.flag(holder, 'allow_duplicate_url', False))


def _address(url: str | None) -> str | None:
    url = url.strip() if url else None
    if url and not source.is_fetchable(url):
        raise errors.InputInvalid(f'{url!r} is not an http or https URL.')
    return url


def regions(holder: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the ``regions`` with checked boxes and concepts; a region without an id gets one."""
    found, ids = [], set()
    for item in fields.objects(holder, 'regions'):
        data = {name: value for name, value in fields.mapping(item, 'data').items()
                if value is not None}
        if 'concepts' in data:
            data['concepts'] = concepts(data)
            for concept in data['concepts']:
                concept['name'] = concept['name'] or concept['id']
        region = {'id': fields.identifier(item) or clock.new_id(), 'data': data}
        if region['id'] in ids:
            raise errors.RequestError(f"'regions' has the id {region['id']!r} twice.")
        ids.add(region['id'])
        track_id = fields.identifier(item, 'track_id')
        if track_id:
            region['track_id'] = track_id
        info = fields.mapping(item, 'region_info')
        if info:
            region['region_info'] = dict(info)
            if info.get('bounding_box') is not None:
                region['region_info']['bounding_box'] = _box(fields.mapping(info, 'bounding_box'))
        found.append(region)
    return found


def _box(holder: Mapping[str, Any]) -> dict[str, Any]:
    sides = ('top_row', 'left_col', 'bottom_row', 'right_col')
    return {side: fields.number(holder, side, 0.0, low=0, high=1) for side in sides}


def geo(holder: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the ``geo`` of an input as {'geo_point': ...}, or None."""
    place = fields.mapping(holder, 'geo')
    return {'geo_point': point(place)} if place else None


def point(holder: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ``geo_point`` in `holder`, whose absent coordinates are 0."""
    found = fields.mapping(holder, 'geo_point')
    return {'latitude': fields.number(found, 'latitude', 0.0, low=-90, high=90),
            'longitude': fields.number(found, 'longitude', 0.0, low=-180, high=180)}


def new_input(item: dict[str, Any]) -> dict[str, Any]:
    """Return an input of a POST, as ``store.inputs.add`` takes it.

    Raises:
        errors.RequestError, errors.MediaUnavailable: what is wrong with it.
    """
    data = fields.mapping(item, 'data')
    raw = fields.text(fields.mapping(data, 'text'), 'raw')
    if data.get(analysis.TEXT) is not None and not any(data.get(kind) for kind in FILES):
        kind, encoded, (url, allow) = analysis.TEXT, None, _text_source(data, raw)
    else:
        kind, url, encoded, allow = media(data, FILES)
    return {
        'id': fields.identifier(item), 'kind': kind, 'url': url, 'text': raw or None,
        'bytes': source.decode_base64(encoded) if encoded else None,
        'allow_duplicate_url': allow, 'metadata': fields.mapping(data, 'metadata'),
        'concepts': [(one['id'], one['name'], one['value']) for one in concepts(data)],
        'regions': regions(data), 'geo': geo(data),
        'dataset_ids': fields.texts(item, 'dataset_ids')}


def annotation_data(data: Any) -> Any:
    """Return what an annotation says, as ``store.annotations.add`` takes it.

    Raises:
        errors.RequestError: it makes no sense, or says what is not kept here.
    """
    for name, value in data.items():
        if value and name not in ANNOTATED:
            raise errors.AnnotationInvalid('The sandbox does not keep %r of an annotation; it '
                                           'keeps %s.' % (name, ', '.join(ANNOTATED)))
    return {'concepts': concepts(data), 'regions': regions(data), 'geo': geo(data),
            'metadata': fields.mapping(data, 'metadata'), 'parts': parts(data)}


def parts(data: Any) -> Any:
    """Return the members of an annotation's ``data`` that are kept just as they are."""
    found = {}
    text = fields.text(fields.mapping(data, 'text'), 'raw')
    if text:
        found['text'] = {'raw': text}
    for name in ('frames', 'time_segments'):
        if fields.objects(data, name):
            found[name] = data[name]
    return found


def _text_source(data: Any, raw: Any) -> Any:
    """Return (url or None, allow_duplicate_url) of an input that is a text."""
    holder = fields.mapping(data, analysis.TEXT)
    url = _address(fields.text(holder, 'url'))
    if bool(url) == bool(raw):
        raise errors.InputInvalid('text needs either raw or a url.')
    return url, bool(fields.flag(holder, 'allow_duplicate_url', False))


def input_patch(item: dict[str, Any], whole: bool = False) -> dict[str, Any]:
    """Return the parts of an input that a PATCH mentions, for ``patching.patched_input``.

    Args:
        item: an input of the request.
        whole: whether the parts that it does not mention are meant to be empty.
    """
    data, patch = fields.mapping(item, 'data'), {}
    for name, unpack in (('concepts', concepts), ('regions', regions), ('geo', geo)):
        if whole or data.get(name) is not None:
            patch[name] = unpack(data)
    if whole or data.get('metadata') is not None:
        patch['metadata'] = fields.mapping(data, 'metadata')
    return patch
