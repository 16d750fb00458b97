"""Inputs made of what people have: URLs, files, bytes, texts, and objects of 2.x."""
from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
import os
from typing import Any

from clarifai.client import messages
from clarifai.content import content_of_bytes, content_of_filename, content_of_path
from clarifai.errors import UserError, UserValueError
from clarifai.redact import shown

KINDS = ('image', 'video', 'audio', 'text')


def of_urls(input_id: str, urls: Mapping[str, str | None], dataset_id: str | None,
            **about: Any) -> Any:
    """An input with what is behind URLs.

    Args:
        input_id: its id.
        urls: the URL of each of `KINDS` that it has.
        dataset_id: the dataset to add it to.
        **about: as of `made`.

    Raises:
        UserError: there is no URL, or an argument does not fit.
    """
    parts = {}
    for kind, url in _given(urls, 'url'):
        if not isinstance(url, str):
            raise UserError('%s_url must be text, not %s' % (kind, shown(url)))
        parts[kind] = {'url': url.strip()}
    return made(input_id, parts, dataset_id, **about)


def of_files(input_id: str, files: Mapping[str, str | None], dataset_id: str | None,
             **about: Any) -> Any:
    """An input with what is in files, which are read while they are sent; see `of_urls`."""
    parts: dict[str, Any] = {}
    for kind, path in _given(files, 'file'):
        parts.update(medium_of_file(kind, path))
    return made(input_id, parts, dataset_id, **about)


def of_bytes(input_id: str, contents: Mapping[str, Any], dataset_id: str | None,
             **about: Any) -> Any:
    """An input with bytes, or what is in files that are open; see `of_urls`."""
    parts: dict[str, Any] = {}
    for kind, data in _given(contents, 'bytes'):
        parts.update(medium_of_bytes(kind, data))
    return made(input_id, parts, dataset_id, **about)


def medium_of_file(kind: str, path: Any) -> dict[str, Any]:
    """One of `KINDS` with the content of a file, which is read while it is sent; a text at once.

    Raises:
        UserError: there is no such file, or a text that is not in UTF-8.
    """
    if kind != 'text':
        return {kind: {'base64': content_of_path(path)}}
    return {kind: {'raw': _text_of(content_of_filename(path), 'the file %s' % os.fspath(path))}}


def medium_of_bytes(kind: str, data: Any) -> dict[str, Any]:
    """One of `KINDS` with bytes, or with what is in a file that is open.

    Raises:
        UserError: they are no bytes, or a text that is not in UTF-8.
    """
    if kind != 'text':
        return {kind: {'base64': content_of_bytes(data, kind + '_bytes')}}
    return {kind: {'raw': text_of_bytes(data, 'text_bytes')}}


def of_text_and_image(input_id: str, raw_text: str | None, text_bytes: Any, image_url: str | None,
                      image_bytes: Any, dataset_id: str | None, **about: Any) -> Any:
    """An input with a text and a picture.

    Raises:
        UserError: one of them is missing or given twice, or an argument does not fit.
    """
    for first, second in ((('image_url', image_url), ('image_bytes', image_bytes)),
                          (('raw_text', raw_text), ('text_bytes', text_bytes))):
        if _is_missing(first[1]) == _is_missing(second[1]):
            raise UserError('give %s or %s, and one of them' % (first[0], second[0]))
    parts = ({'image': {'url': image_url}} if not _is_missing(image_url) else
             medium_of_bytes('image', image_bytes))
    parts.update({'text': {'raw': raw_text}} if not _is_missing(raw_text) else
                 medium_of_bytes('text', text_bytes))
    return made(input_id, parts, dataset_id, **about)


def made(input_id: str, parts: Mapping[str, Any], dataset_id: str | None = None,
         geo_info: Sequence[float] | None = None, labels: Sequence[Any] | None = None,
         label_ids: Sequence[str] | None = None, metadata: Any = None) -> Any:
    """An input with what is known of it.

    Args:
        input_id: its id.
        parts: what it consists of, by the names of `KINDS`.
        dataset_id: the dataset to add it to.
        geo_info: longitude and latitude of where it was made.
        labels: names of the concepts that it shows.
        label_ids: their ids, one for each label; else they are made of the names.
        metadata: whatever else is known of it, as a dict or a ``Struct``.

    Raises:
        UserError: an argument does not fit.
    """
    if input_id is None or not isinstance(input_id, (str, int)):
        raise UserError('input_id must be text, not %s' % shown(input_id))
    data = dict(parts)
    if geo_info is not None:
        data['geo'] = {'geo_point': _point(geo_info)}
    concepts = concepts_of(labels, label_ids)
    if concepts:
        data['concepts'] = concepts
    if metadata is not None:
        data['metadata'] = metadata
    return messages.Input(id=str(input_id), data=data,
                          dataset_ids=[dataset_id] if dataset_id else None)


def concepts_of(labels: Sequence[Any] | None, label_ids: Sequence[str] | None = None) -> list[Any]:
    """Labels as concepts, whose ids are ``id-`` and the label without spaces unless given.

    Raises:
        UserError: they are no lists, or not of one length.
    """
    for name, values in (('labels', labels), ('label_ids', label_ids)):
        if values is not None and (isinstance(values, (str, bytes)) or
                                   not isinstance(values, Iterable)):
            raise UserError("%s must be a list, such as ['cat'], not %s" % (name, shown(values)))
    if not labels:
        return []
    if label_ids and len(label_ids) != len(labels):
        raise UserError('labels and label_ids must have the same length, not %d and %d'
                        % (len(labels), len(label_ids)))
    ids: Sequence[str | None] = label_ids or [None] * len(labels)
    return [concept(label, label_id) for label, label_id in zip(labels, ids)]


def concept(label: Any, label_id: str | None = None, value: float = 1.0) -> dict[str, Any]:
    """A label as the fields of a concept; see `concepts_of`.

    Raises:
        UserError: the label is neither text nor a number.
    """
    if isinstance(label, bool) or not isinstance(label, (str, int)) or label == '':
        raise UserError('a label must be text, not %s' % shown(label))
    name = str(label)
    return {'id': label_id or 'id-' + name.replace(' ', ''), 'name': name, 'value': value}


def text_of_bytes(data: Any, what: str) -> str:
    """The text that bytes are.

    Args:
        data: bytes, or text, which is given back.
        what: what they are called, for messages.

    Raises:
        UserError: they are not in UTF-8.
    """
    if isinstance(data, str):
        return data
    return _text_of(content_of_bytes(data, what), what)


def _text_of(content: Any, what: str) -> str:
    try:
        return base64.b64decode(b''.join(content.pieces())).decode('utf-8')
    except UnicodeDecodeError as error:
        raise UserError('%s must be in UTF-8: byte %d is not' % (what, error.start)) from None


def from_legacy(value: Any) -> Any:
    """An input of 2.x, such as an `Image`, as a dictionary; anything else as it is.

    It is known by its `dict()`.  Contents are still encoded while they are sent.
    """
    if isinstance(value, Mapping) or not callable(getattr(value, 'dict', None)):
        return value
    found = dict((getattr(value, 'sendable', None) or value.dict)())
    found.pop('feedback_info', None)
    if found.get('data'):
        found['data'] = _with_numbers(found['data'])
    return found


def _with_numbers(data: dict[str, Any]) -> dict[str, Any]:
    """Data whose concepts have 1 and 0 in place of the True and False of 2.x."""
    changed = dict(data)
    if data.get('concepts'):
        changed['concepts'] = [dict(one, value=float(one['value'])) if 'value' in one else one
                               for one in data['concepts']]
    if data.get('regions'):
        changed['regions'] = [dict(region, data=_with_numbers(region['data']))
                              if region.get('data') else region for region in data['regions']]
    return changed


def _given(values: Mapping[str, Any], suffix: str) -> list[tuple[str, Any]]:
    found = [(kind, value) for kind, value in values.items() if not _is_missing(value)]
    if not found:
        raise UserValueError('one of %s must be given' % ', '.join(
            '%s_%s' % (kind, suffix) for kind in values))
    return found


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, (str, bytes)) and not value)


def _point(geo_info: Any) -> dict[str, float]:
    pair = list(geo_info) if isinstance(geo_info, (list, tuple)) else []
    if len(pair) != 2 or not all(is_number(one) for one in pair):
        raise UserError('geo_info must be a list of longitude and latitude, not %s'
                        % shown(geo_info))
    return {'longitude': pair[0], 'latitude': pair[1]}


def is_number(value: Any) -> bool:
    """Whether a value is a number of Python or NumPy, and no flag."""
    return not isinstance(value, (bool, str, bytes)) and hasattr(value, '__float__')
