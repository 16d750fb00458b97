"""Protobuf's wire format: writing messages that are given in the JSON form of protobuf.

The numbers and kinds of fields are those of the platform's published protobufs (``batches.json``),
of the messages that exported datasets are made of. Members that are not among them are left out.
"""
from __future__ import annotations

import base64
import datetime
import functools
import json
import os
import struct
from collections.abc import Mapping
from typing import Any, NamedTuple

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'batches.json')
VARINT, FIXED_64, BYTES, FIXED_32 = 0, 1, 2, 5  # the wire types
_VARINTS = ('int32', 'int64', 'uint32', 'uint64', 'bool', 'enum')
_FIXED = {'float': (FIXED_32, '<f'), 'double': (FIXED_64, '<d')}
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


class Field(NamedTuple):
    """A field of a message: its number, its kind (a scalar or a message), and whether it is a list.
    """

    number: int
    kind: str
    repeated: bool


@functools.cache
def _messages() -> dict[str, dict[str, Field]]:
    with open(PATH, encoding='utf-8') as source:
        listed = json.load(source)['messages']
    return {name: dict(_field(text) for text in fields.split()) for name, fields in listed.items()}


def _field(text: str) -> tuple[str, Field]:
    name, number, kind = text.split(':')
    return name, Field(int(number), kind.rstrip('*'), kind.endswith('*'))


def encoded(message: str, value: Mapping[str, Any]) -> bytes:
    """Return a message as bytes.

    Args:
        message: its name.
        value: its members under the names of the fields, as answers of the API have them.
    """
    known = _messages()[message]
    parts = [_member(known[name], inner) for name, inner in value.items()
             if name in known and inner is not None]
    return b''.join(parts)


def _member(field: Field, value: Any) -> bytes:
    if not field.repeated:
        return _one(field, value)
    if field.kind in _FIXED or field.kind in _VARINTS:  # numbers of a list stand side by side
        packed = b''.join(_scalar(field.kind, item)[1] for item in value)
        return _key(field.number, BYTES) + _with_length(packed) if packed else b''
    return b''.join(_one(field, item) for item in value)


def _one(field: Field, value: Any) -> bytes:
    wire_type, data = _scalar(field.kind, value)
    return _key(field.number, wire_type) + data


def _scalar(kind: str, value: Any) -> tuple[int, bytes]:
    """Return the wire type of a value, and how it is written."""
    if kind in _VARINTS:
        return VARINT, _varint(int(value))
    if kind in _FIXED:
        wire_type, form = _FIXED[kind]
        return wire_type, struct.pack(form, value)
    return BYTES, _with_length(_contents(kind, value))


def _contents(kind: str, value: Any) -> bytes:
    if kind == 'string':
        return str(value).encode('utf-8')
    if kind == 'bytes':
        return base64.b64decode(value)
    if kind == 'Timestamp':
        return _timestamp(value)
    if kind == 'Struct':
        return _struct(value)
    return encoded(kind, value)


def _key(number: int, wire_type: int) -> bytes:
    return _varint(number << 3 | wire_type)


def _varint(number: int) -> bytes:
    """Return a whole number in groups of seven bits; one below zero as if it had 64 bits."""
    number &= (1 << 64) - 1
    groups = bytearray()
    while number > 127:
        groups.append(number & 127 | 128)
        number >>= 7
    groups.append(number)
    return bytes(groups)


def _with_length(data: bytes) -> bytes:
    return _varint(len(data)) + data


def _timestamp(text: str) -> bytes:
    moment = datetime.datetime.fromisoformat(text.replace('Z', '+00:00')) - _EPOCH
    seconds = moment.days * 86400 + moment.seconds
    return (_one(Field(1, 'int64', False), seconds)
            + _one(Field(2, 'int32', False), moment.microseconds * 1000))


def _struct(value: Mapping[str, Any]) -> bytes:
    """Return a ``google.protobuf.Struct``: entries of a name and a value."""
    return b''.join(
        _key(1, BYTES) + _with_length(_one(Field(1, 'string', False), name)
                                      + _key(2, BYTES) + _with_length(_value(inner)))
        for name, inner in value.items())


def _value(value: Any) -> bytes:
    """Return a ``google.protobuf.Value``, which says of what kind it is."""
    if value is None:
        return _one(Field(1, 'enum', False), 0)
    if isinstance(value, bool):
        return _one(Field(4, 'bool', False), value)
    if isinstance(value, (int, float)):
        return _one(Field(2, 'double', False), value)
    if isinstance(value, str):
        return _one(Field(3, 'string', False), value)
    if isinstance(value, list):
        items = b''.join(_key(1, BYTES) + _with_length(_value(item)) for item in value)
        return _key(6, BYTES) + _with_length(items)
    return _key(5, BYTES) + _with_length(_struct(value))
