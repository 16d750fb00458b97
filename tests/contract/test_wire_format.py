"""Messages in the binary format, as the official library writes them and the client reads them."""
from __future__ import annotations

import random

import pytest

pytest.importorskip('clarifai_grpc')

from clarifai_grpc.grpc.api import service_pb2  # noqa: E402, F401 (has all messages)
from google.protobuf import descriptor_pool, json_format, message_factory  # noqa: E402

from clarifai.client import wire_format  # noqa: E402
from clarifai.errors import UserError  # noqa: E402
from clarifai.operations import schema  # noqa: E402

TEXTS = ['', 'a', 'id-cat', '\u732b \U0001f408', 'x' * 200]
WHOLE = [0, 1, 127, 128, 2 ** 31 - 1]
# Fields that the table leaves out, which the reader passes over.
NAMES = [name for name in schema.message_names() if not name.startswith('google.')]


def kind(name):
    pool = descriptor_pool.Default()
    try:
        found = pool.FindMessageTypeByName('clarifai.api.' + name)
    except KeyError:
        found = pool.FindMessageTypeByName(name)  # one has no package
    return message_factory.GetMessageClass(found)


def filled(chance, descriptor, depth=0):
    """A message of which fields are set by chance, as JSON."""
    made, oneofs = {}, set()
    for field in descriptor.fields:
        oneof = field.containing_oneof
        if oneof in oneofs and oneof is not None or chance.random() < 0.4:
            continue
        is_map = field.message_type is not None and field.message_type.GetOptions().map_entry
        if field.message_type is not None and depth > 3:
            continue
        if is_map:
            value = field.message_type.fields_by_name['value']
            if value.message_type is not None and depth > 2:
                continue
            made[field.name] = {'k%d' % at: single(chance, value, depth) for at in range(2)}
        elif field.is_repeated if hasattr(field, 'is_repeated') else field.label == 3:
            made[field.name] = [single(chance, field, depth) for _ in range(chance.randint(0, 3))]
        else:
            made[field.name] = single(chance, field, depth)
        oneofs.add(oneof)
    return made


def single(chance, field, depth):
    if field.enum_type is not None:
        if field.enum_type.full_name == 'google.protobuf.NullValue':
            return None
        return chance.choice(field.enum_type.values).name
    if field.message_type is None:
        return {'string': lambda: chance.choice(TEXTS), 'bool': lambda: chance.random() < 0.5,
                'bytes': lambda: chance.choice(['', 'AAE=', '/+8=']),
                'float': lambda: chance.choice([0.0, 0.1, -1.5, 1e-20, 16777216.0]),
                'double': lambda: chance.choice([0.0, 0.1, -1e300])}.get(
                    NUMBERS.get(field.type, 'whole'), lambda: chance.choice(
                        WHOLE + ([-1, -2 ** 31] if field.type in (3, 5) else [])))()
    full = field.message_type.full_name
    if full in WELL_KNOWN:
        return chance.choice(WELL_KNOWN[full])
    return filled(chance, field.message_type, depth + 1)


NUMBERS = {1: 'double', 2: 'float', 8: 'bool', 9: 'string', 12: 'bytes'}
WELL_KNOWN = {
    'google.protobuf.Timestamp': ['2026-01-31T12:00:00Z', '1969-12-31T23:59:59.500Z',
                                  '2026-01-31T12:00:00.000000001Z', '1970-01-01T00:00:00Z'],
    'google.protobuf.Duration': ['0s', '2.5s', '-1.000000001s'],
    'google.protobuf.Struct': [{}, {'a': 1, 'b': [None, True, 'x', {'c': -0.5}], 'd': {}}],
    'google.protobuf.Value': [1, 'x', False, [], {'a': [1, 2]}],
    'google.protobuf.ListValue': [[], [1, 'x', None]],
    'google.protobuf.BoolValue': [True, False], 'google.protobuf.Int32Value': [0, -5],
    'google.protobuf.UInt64Value': ['0', '18446744073709551615'],
}


@pytest.mark.parametrize('name', NAMES)
def test_any_message_is_read_as_it_was_written(name):
    chance = random.Random(name)
    for _ in range(3):
        message = kind(name)()
        json_format.ParseDict(filled(chance, message.DESCRIPTOR), message)
        read = wire_format.json_of(name, message.SerializeToString())
        assert json_format.ParseDict(read, kind(name)(), ignore_unknown_fields=False) == message


def test_a_negative_label_is_written_out():
    message = kind('InputBatch')()
    message.inputs.add(id='a').data.concepts.add(id='cat')
    read = wire_format.json_of('InputBatch', message.SerializeToString())
    assert read['inputs'][0]['data']['concepts'] == [{'id': 'cat', 'value': 0.0}]


def test_numbers_of_32_bits_are_short():
    message = kind('Concept')(value=0.1)
    assert wire_format.json_of('Concept', message.SerializeToString())['value'] == 0.1


@pytest.mark.parametrize('cut', range(1, 60))
def test_what_breaks_off_or_is_changed_is_a_user_error_or_another_message(cut):
    message = kind('InputBatch')()
    for name in ('first', 'second'):
        item = message.inputs.add(id=name)
        item.data.image.url = 'https://samples.example/' + name
        item.data.metadata.update({'page': 3})
    data = message.SerializeToString()
    chance = random.Random(cut)
    for wrong in (data[:cut], data[cut:], data[:cut] + bytes([chance.randrange(256)]) +
                  data[cut + 1:]):
        try:
            read = wire_format.json_of('InputBatch', wrong)
        except UserError as error:
            assert 'InputBatch' in str(error)
        else:
            assert isinstance(read, dict)
