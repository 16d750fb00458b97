"""Values for every field of every message, made of the table: JSON."""
from __future__ import absolute_import

from clarifai.operations import schema
from clarifai.operations.values import RANGES

SINGLE = {
    'string': ['text', '\u00e9\u4e2d'], 'bool': [True], 'float': [0.5, 2], 'double': [0.25],
    'bytes': ['AP9ieXRlcw=='],
    'google.protobuf.BoolValue': [True, False], 'google.protobuf.Int32Value': [-3],
    'google.protobuf.UInt64Value': [2 ** 60],
    'google.protobuf.Timestamp': ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.250Z'],
    'google.protobuf.Duration': ['2.500s', '-3s'],
    'google.protobuf.Struct': [{'a': 1.0, 'b': [True, None, {'c': 'd'}]}],
    'google.protobuf.Value': ['text', {'a': [1.0]}], 'google.protobuf.ListValue': [[1.0, 'a']],
}
DEEP = 2


def of_field(field, deep=0):
    """Returns values for a field."""
    single = of_type(field.type, deep)
    return [single] if field.is_list else single


def of_type(type_name, deep):
    if type_name in SINGLE:
        return SINGLE[type_name]
    if type_name in RANGES:
        return [RANGES[type_name][1], 7]
    of_map = schema.parts_of_map(type_name)
    if of_map:
        return [{'key': value} for value in of_type(of_map[1], deep)]
    numbers = schema.enum(type_name)
    if numbers is not None:
        return [max(numbers.values()), max(numbers, key=numbers.get)]
    return [of_message(type_name, deep + 1)]


def of_message(name, deep=0):
    """Returns a dictionary with the fields of a message, one of each oneof."""
    made, oneofs = {}, set()
    for field in schema.message(name).values():
        if field.oneof in oneofs or (deep > DEEP and schema.message(field.type) is not None):
            continue
        values = of_field(field, deep)
        if values:
            made[field.name] = values[0]
            oneofs.update([field.oneof] if field.oneof else [])
    return made
