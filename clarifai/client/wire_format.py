"""Messages in the binary format of protobuf, read by the table of fields and without protobuf.

What comes out is the JSON that the server would have sent: names in snake case, names of enums,
times as text.  Archives of datasets hold such messages.
"""
from __future__ import annotations

import base64
import datetime
import functools
import math
import struct
from typing import Any, Callable, Dict, Iterator, Optional, Tuple, Union

from clarifai.errors import UserError
from clarifai.operations import schema

DEEPEST = 100  # messages within messages, as protobuf has it
VARINT, FIXED64, BYTES, GROUP, END_GROUP, FIXED32 = range(6)  # wire types
FLOATS = {'double': '<d', 'float': '<f', 'fixed32': '<I', 'sfixed32': '<i', 'fixed64': '<Q',
          'sfixed64': '<q'}
WRAPPERS = {'google.protobuf.BoolValue': 'bool', 'google.protobuf.Int32Value': 'int32',
            'google.protobuf.UInt64Value': 'uint64'}
EPOCH = datetime.datetime(1970, 1, 1)
WHOLE = {'int32': (64, True), 'int64': (64, True), 'uint32': (32, False), 'uint64': (64, False)}

_Raw = Union[int, bytes]


def json_of(name: str, data: bytes) -> Dict[str, Any]:
    """Read a message.

    Args:
        name: which, such as 'InputBatch'.
        data: its bytes.

    Returns:
        its fields as JSON; what is not there is left out, unless its absence stands for 0 here and
        for another number in JSON, as in a concept's value.

    Raises:
        UserError: the bytes are none of such a message.
    """
    try:
        return _message(name, data, 0)
    except (_Damaged, IndexError, ValueError, struct.error, OverflowError) as error:
        raise UserError('this is no %s in the binary format of protobuf: %s'
                        % (name, error if isinstance(error, _Damaged) else 'it is damaged'))


class _Damaged(Exception):
    """The bytes mean nothing."""


def _message(name: str, data: bytes, depth: int) -> Dict[str, Any]:
    if depth > DEEPEST:
        raise _Damaged('messages are nested too deeply')
    if name in _WELL_KNOWN:
        made: Dict[str, Any] = _WELL_KNOWN[name](data, depth)
        return made
    by_number, zeros = _fields_of(name)
    read: Dict[str, Any] = {}
    for number, wire_type, raw in _pairs(data):
        field = by_number.get(number)
        if field is None:  # a newer server knows more
            continue
        of_map = schema.parts_of_map(field.type)
        if of_map:
            key, value = _entry(of_map, raw, depth)
            read.setdefault(field.name, {})[key] = value
        elif field.is_list:
            found = read.setdefault(field.name, [])
            if wire_type == BYTES and _is_packable(field.type):
                found.extend(_unpacked(field.type, _bytes(raw)))
            else:
                found.append(_single(field.type, raw, depth))
        else:
            value = _single(field.type, raw, depth)
            before = read.get(field.name)
            if isinstance(before, dict) and isinstance(value, dict):
                value = dict(before, **value)
            read[field.name] = value
    for zero in zeros:
        read.setdefault(zero, 0.0)
    return read


@functools.lru_cache(maxsize=None)
def _fields_of(name: str) -> Tuple[Dict[int, schema.Field], Tuple[str, ...]]:
    """The fields of a message by their numbers, and those whose absence means something in JSON."""
    fields = (schema.message(name) or {}).values()
    return {field.number: field for field in fields}, tuple(
        field.name for field in fields if any(word.startswith('default:') for word in field.words))


def _pairs(data: bytes) -> Iterator[Tuple[int, int, _Raw]]:
    """The fields of a message: number, wire type and value."""
    at, end = 0, len(data)
    while at < end:
        tag, at = _varint(data, at)
        number, wire_type = tag >> 3, tag & 7
        if not number:
            raise _Damaged('a field has the number 0')
        raw: _Raw
        if wire_type == VARINT:
            raw, at = _varint(data, at)
        elif wire_type == BYTES:
            size, at = _varint(data, at)
            raw, at = _cut(data, at, size)
        elif wire_type in (FIXED32, FIXED64):
            raw, at = _cut(data, at, 4 if wire_type == FIXED32 else 8)
        else:
            raise _Damaged('the field %d has the wire type %d' % (number, wire_type))
        yield number, wire_type, raw


def _varint(data: bytes, at: int) -> Tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7f) << shift
        if byte < 0x80:
            return value & 0xffffffffffffffff, at
        shift += 7
        if shift > 63:
            raise _Damaged('a number has more than 64 bits')


def _cut(data: bytes, at: int, size: int) -> Tuple[bytes, int]:
    if at + size > len(data):
        raise _Damaged('it breaks off')
    return data[at:at + size], at + size


def _bytes(raw: _Raw) -> bytes:
    if not isinstance(raw, bytes):
        raise _Damaged('there is a number in place of bytes')
    return raw


def _is_packable(type_name: str) -> bool:
    return (type_name in WHOLE or type_name in FLOATS or type_name == 'bool' or
            schema.enum(type_name) is not None)


def _unpacked(type_name: str, data: bytes) -> Iterator[Any]:
    at = 0
    raw: _Raw
    while at < len(data):
        if type_name in FLOATS:
            raw, at = _cut(data, at, struct.calcsize(FLOATS[type_name]))
        else:
            raw, at = _varint(data, at)
        yield _single(type_name, raw, 0)


def _entry(types: Tuple[str, str], raw: _Raw, depth: int) -> Tuple[str, Any]:
    found: Dict[int, _Raw] = {1: b'', 2: b''}
    found.update((number, part) for number, _, part in _pairs(_bytes(raw)))
    return _bytes(found[1]).decode('utf-8'), _single(types[1], found[2], depth)


def _single(type_name: str, raw: _Raw, depth: int) -> Any:
    if type_name == 'string':
        return _bytes(raw).decode('utf-8')
    if type_name == 'bytes':
        return base64.b64encode(_bytes(raw)).decode('ascii')
    if type_name in FLOATS:
        return _floating(type_name, _bytes(raw))
    names = schema.enum(type_name)
    if type_name in WHOLE or type_name == 'bool' or names is not None:
        if not isinstance(raw, int):
            raise _Damaged('there are bytes in place of a number')
        if type_name == 'bool':
            return bool(raw)
        if names is None:
            return _whole(raw, *WHOLE[type_name])
        number = _whole(raw, 64, True)
        return next((name for name, known in names.items() if known == number), number)
    return _message(type_name, _bytes(raw), depth + 1)


def _whole(raw: int, bits: int, is_signed: bool) -> int:
    raw &= (1 << bits) - 1
    return raw - (1 << bits) if is_signed and raw >> (bits - 1) else raw


def _floating(type_name: str, data: bytes) -> Any:
    value = struct.unpack(FLOATS[type_name], data)[0]
    if not isinstance(value, float):
        return value
    if math.isnan(value) or math.isinf(value):
        return 'NaN' if math.isnan(value) else 'Infinity' if value > 0 else '-Infinity'
    if type_name == 'double':
        return value
    # 0.1, and not what its 32 bits are as a number of 64.
    for digits in range(6, 9):
        shorter = float('%.*g' % (digits, value))
        if struct.pack('<f', shorter) == data:
            return shorter
    return value


# Messages that are something else in JSON

def _timestamp(data: bytes, depth: int) -> str:
    seconds, nanos = _seconds_and_nanos(data)
    moment = EPOCH + datetime.timedelta(seconds=seconds)
    return moment.strftime('%Y-%m-%dT%H:%M:%S') + _fraction(nanos) + 'Z'


def _duration(data: bytes, depth: int) -> str:
    seconds, nanos = _seconds_and_nanos(data)
    sign = '-' if seconds < 0 or nanos < 0 else ''
    return '%s%d%ss' % (sign, abs(seconds), _fraction(abs(nanos)))


def _seconds_and_nanos(data: bytes) -> Tuple[int, int]:
    parts = dict((number, raw) for number, _, raw in _pairs(data) if isinstance(raw, int))
    return _whole(parts.get(1, 0), 64, True), _whole(parts.get(2, 0), 64, True)


def _fraction(nanos: int) -> str:
    return ('.%09d' % nanos).rstrip('0') if nanos else ''


def _struct(data: bytes, depth: int) -> Dict[str, Any]:
    entries = (_entry(('string', 'google.protobuf.Value'), raw, depth + 1)
               for number, _, raw in _pairs(data) if number == 1)
    return dict(entries)


def _json_value(data: bytes, depth: int) -> Any:
    value: Any = None
    for number, _, raw in _pairs(data):
        if number == 1:
            value = None
        elif number == 2:
            value = _floating('double', _bytes(raw))
            value = int(value) if isinstance(value, float) and value.is_integer() else value
        elif number == 3:
            value = _bytes(raw).decode('utf-8')
        elif number == 4:
            value = bool(raw)
        elif number == 5:
            value = _message('google.protobuf.Struct', _bytes(raw), depth + 1)
        elif number == 6:
            value = _message('google.protobuf.ListValue', _bytes(raw), depth + 1)
    return value


def _list_value(data: bytes, depth: int) -> Any:
    return [_message('google.protobuf.Value', _bytes(raw), depth + 1)
            for number, _, raw in _pairs(data) if number == 1]


def _wrapped(type_name: str) -> Callable[[bytes, int], Any]:
    def value_of(data: bytes, depth: int) -> Any:
        found: Optional[_Raw] = None
        for number, _, raw in _pairs(data):
            found = raw if number == 1 else found
        return _single(type_name, 0 if found is None else found, depth)
    return value_of


_WELL_KNOWN: Dict[str, Callable[[bytes, int], Any]] = {
    'google.protobuf.Timestamp': _timestamp,
    'google.protobuf.Duration': _duration,
    'google.protobuf.Struct': _struct,
    'google.protobuf.Value': _json_value,
    'google.protobuf.ListValue': _list_value,
}
_WELL_KNOWN.update((_name, _wrapped(_type)) for _name, _type in WRAPPERS.items())
