"""Arguments for every operation, made from the descriptors of its request."""
from __future__ import absolute_import

from google.protobuf import descriptor

F = descriptor.FieldDescriptor
DEPTH = 3  # messages within messages
WELL_KNOWN = {
    'google.protobuf.BoolValue': True, 'google.protobuf.Int32Value': 3,
    'google.protobuf.UInt64Value': 7, 'google.protobuf.Timestamp': '2026-01-31T12:00:00Z',
    'google.protobuf.Duration': '2.5s', 'google.protobuf.Struct': {'colour': ['red', 1.5, None]},
    'google.protobuf.Value': 'any', 'google.protobuf.ListValue': [1, 'two'],
}


def is_repeated(field):
    flag = getattr(field, 'is_repeated', None)
    if flag is None:
        return field.label == F.LABEL_REPEATED
    return bool(flag() if callable(flag) else flag)


def is_map(field):
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def arguments_of(message, skip=(), in_query=False):
    """Returns a value for each field of a request that has room on a route.

    Args:
        message: its descriptor.
        skip (iterable of str): fields to leave out.
        in_query (bool): whether there is nothing but a query.
    """
    return dict((field.name, value_of(field, DEPTH)) for field in one_of_each(message)
                if field.name not in skip and (has_room(field) or not in_query))


def one_of_each(message):
    """Returns the fields of a message, but of each oneof only the first."""
    taken = set()
    for field in message.fields:
        oneof = field.containing_oneof
        if oneof is None or oneof.name not in taken:
            yield field
        if oneof is not None:
            taken.add(oneof.name)


def has_room(field):
    """Returns whether a query can say a field: text, numbers, lists of them, flat messages."""
    if field.message_type is None:
        return True
    if is_repeated(field) or field.message_type.full_name.startswith('google.protobuf.'):
        return not is_repeated(field) and field.message_type.full_name in (
            'google.protobuf.BoolValue', 'google.protobuf.UInt64Value')
    return all(one.message_type is None for one in field.message_type.fields)


def value_of(field, depth):
    if is_map(field):
        return {'one': single(field.message_type.fields_by_name['value'], depth)}
    return [single(field, depth)] if is_repeated(field) else single(field, depth)


def single(field, depth):
    if field.message_type is not None:
        name = field.message_type.full_name
        return WELL_KNOWN[name] if name in WELL_KNOWN else message_of(field.message_type, depth)
    if field.enum_type is not None:
        return field.enum_type.values[-1].name
    if field.type == F.TYPE_STRING:
        return 'the ' + field.name.replace('_', ' ')  # with a space, which a path escapes
    if field.type == F.TYPE_BYTES:
        return b'\x00\xff bytes'
    if field.type == F.TYPE_BOOL:
        return True
    return 0.25 if field.type in (F.TYPE_FLOAT, F.TYPE_DOUBLE) else 12


def message_of(message, depth):
    return dict((field.name, value_of(field, depth - 1))
                for field in (one_of_each(message) if depth else ()))
