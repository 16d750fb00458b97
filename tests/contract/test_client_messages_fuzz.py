"""The same steps, taken at random, with a message of today's SDK and with the official one."""
from __future__ import absolute_import

import random

import pytest

pytest.importorskip('clarifai_grpc')

from google.protobuf import json_format  # noqa: E402

from clarifai.client import messages  # noqa: E402
from clarifai.operations import schema  # noqa: E402
from message_samples import of_message, of_type  # noqa: E402

NAMES = ['Input', 'Annotation', 'Model', 'ModelVersion', 'Workflow', 'RunnerItem',
         'MetricFilter', 'DatasetVersion', 'EvaluationMetricValue',
         'PostAnnotationsSearchesRequest']
RENAMED = ('keys', 'values', 'in')
STEPS = 30


class Pair:
    """A message, and the official one; `path` says how one came to them."""

    def __init__(self, name, ours, theirs, path):
        self.name, self.ours, self.theirs, self.path = name, ours, theirs, path

    def fields(self):
        return sorted(schema.message(self.name).values(), key=lambda field: field.number)

    def part(self, field):
        """What stands in a field, or would."""
        return (getattr(self.ours, field.name + '_' * (field.name in RENAMED)),
                getattr(self.theirs, field.name))


def is_message(field):
    return schema.message(field.type) is not None and not field.type.startswith(schema.WELL_KNOWN)


def step(chance, pair):
    """Go down to some message, and do something there to both."""
    while True:
        inner = [field for field in pair.fields() if is_message(field)]
        if not inner or chance.random() < 0.4:
            break
        field = chance.choice(inner)
        ours, theirs = pair.part(field)
        if field.is_list:
            if not len(ours):
                break
            at = chance.randrange(len(ours))
            ours, theirs = ours[at], theirs[at]
        pair = Pair(field.type, ours, theirs, pair.path + [field.name])
    action = chance.choice([set_field] * 4 + [add] * 3 + [clear, read, merge, copy, take_out])
    action(chance, pair)
    return '%s %s' % (action.__name__, '.'.join(pair.path))


def set_field(chance, pair):
    fields = [field for field in pair.fields() if not is_message(field) and not field.is_list and
              'google' not in field.type and 'map<' not in field.type and
              field.type != 'bytes' and field.name != 'value']
    if fields:
        field = chance.choice(fields)
        value = chance.choice([sample for sample in of_type(field.type, 3) if
                               not isinstance(sample, str) or field.type == 'string'])
        setattr(pair.ours, field.name + '_' * (field.name in RENAMED), value)
        setattr(pair.theirs, field.name, value)


def add(chance, pair):
    fields = [field for field in pair.fields() if field.is_list and
              (is_message(field) or field.type in ('string', 'float', 'uint32'))]
    if fields:
        field = chance.choice(fields)
        ours, theirs = pair.part(field)
        if not is_message(field):
            value = of_type(field.type, 3)[0]
            ours.append(value)
            theirs.append(value)
        elif chance.random() < 0.5:
            given = messages.message_class(field.type)(of_message(field.type, 3))
            given.pop('value', None)
            ours.append(given)
            theirs.append(messages.to_protobuf(given))
        else:
            ours.add()
            theirs.add()


def clear(chance, pair):
    field = chance.choice(pair.fields() or [None])
    if field is not None:
        for message in (pair.ours, pair.theirs):
            message.SetInParent()  # the official one does it by itself, which is no use to anybody
        pair.ours.ClearField(field.name)
        pair.theirs.ClearField(field.name)


def read(chance, pair):
    for field in pair.fields():
        ours, theirs = pair.part(field)
        if is_message(field) and not field.is_list:
            assert pair.ours.HasField(field.name) == pair.theirs.HasField(field.name)
        elif field.is_list:
            assert len(ours) == len(theirs)
    for oneof in pair.ours._oneofs:
        ours = pair.ours.WhichOneof(oneof)
        assert ours == pair.theirs.WhichOneof(oneof), oneof


def merge(chance, pair):
    given = messages.message_class(pair.name)(of_message(pair.name, 3))
    given.pop('value', None)
    pair.ours.MergeFrom(given)
    pair.theirs.MergeFrom(messages.to_protobuf(given))


def copy(chance, pair):
    given = messages.message_class(pair.name)(of_message(pair.name, 3))
    given.pop('value', None)
    pair.ours.CopyFrom(given)
    pair.theirs.CopyFrom(messages.to_protobuf(given))


def take_out(chance, pair):
    fields = [field for field in pair.fields() if field.is_list and len(pair.part(field)[0])]
    if fields:
        ours, theirs = pair.part(chance.choice(fields))
        at = chance.randrange(len(ours))
        del ours[at], theirs[at]


def canonical(official):
    """An official message as JSON, but for the values of concepts, whose absence means another."""
    def without(value):
        if isinstance(value, dict):
            return {key: without(part) for key, part in value.items()
                    if (key, part) != ('value', 1.0)}
        return [without(part) for part in value] if isinstance(value, list) else value
    return without(json_format.MessageToDict(official, preserving_proto_field_name=True,
                                             use_integers_for_enums=True))


@pytest.mark.parametrize('name', NAMES)
@pytest.mark.parametrize('seed', range(8))
def test_both_become_the_same(name, seed):
    chance = random.Random('%s %d' % (name, seed))
    ours = messages.wrap(name, {})
    theirs = messages.to_protobuf(ours)
    taken = []
    for _ in range(STEPS):
        taken.append(step(chance, Pair(name, ours, theirs, [name])))
        assert canonical(messages.to_protobuf(ours)) == canonical(theirs), taken
    assert canonical(messages.to_protobuf(messages.message_class(name)(theirs))) == \
        canonical(theirs)
