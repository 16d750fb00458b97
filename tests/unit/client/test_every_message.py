"""Every field of every message can be read when it is absent, set, and read again."""
from __future__ import annotations

import base64
import copy
import pickle

from clarifai.client import messages
from clarifai.client.message import RENAMED
from clarifai.content import Content, plain
from clarifai.operations import schema
from message_samples import of_field, of_message

NAMES = [name for name in schema.message_names() if not name.startswith(schema.WELL_KNOWN)]


def attribute(field):
    return RENAMED.get(field.name, field.name)


def test_absent_fields_read_as_empty_and_stay_absent():
    for name in NAMES:
        message = messages.wrap(name, {})
        for field in schema.message(name).values():
            value = getattr(message, attribute(field))
            assert not value or field.words and 'default:1' in field.words, (field, value)
            assert not message.HasField(field.name)
            if schema.message(field.type) is not None and not field.is_list and \
                    not field.type.startswith(schema.WELL_KNOWN):
                assert type(value) is messages.message_class(field.type)
        assert message == {} and not message and messages.to_dict(message) == {}


def test_fields_are_set_and_read():
    for name in NAMES:
        for field in schema.message(name).values():
            for sample in of_field(field):
                message = messages.wrap(name, {})
                setattr(message, attribute(field), sample)
                assert list(message) == [field.name] and message.HasField(field.name)
                read = getattr(message, attribute(field))
                if field.type == 'bytes' or schema.enum(field.type) is not None:
                    sample, read = spoken(field, sample), spoken(field, read)
                assert plain(messages.to_dict(read)) == plain(messages.to_dict(sample)), field
                delattr(message, attribute(field))
                assert message == {}


def spoken(field, value):
    """A value in one of the ways to say it."""
    if field.is_list:
        return [spoken(field._replace(is_list=False), part) for part in value]
    if field.type == 'bytes':
        return base64.b64decode(value) if isinstance(value, str) else value
    return schema.enum(field.type)[value] if isinstance(value, str) else int(value)


def test_a_full_message_is_the_same_made_wrapped_and_copied():
    for name in NAMES:
        given = of_message(name)
        made = messages.message_class(name)(given)
        by_words = messages.message_class(name)(**given)
        sent = plain(messages.to_dict(made))
        wrapped = messages.wrap(name, sent)
        assert made == by_words and plain(messages.to_dict(by_words)) == sent
        touch(wrapped)
        assert wrapped == sent
        for again in (copy.deepcopy(made), pickle.loads(pickle.dumps(made)), type(made)(made)):
            touch(again)
            assert again == made and type(again) is type(made)
        assert len(repr(made)) < 1000


def touch(message):
    """Read everything in a message."""
    for field in schema.message(message._name).values():
        value = getattr(message, attribute(field))
        parts = value if field.is_list else value.values() if isinstance(value, dict) and \
            schema.parts_of_map(field.type) else [value]
        for part in parts:
            assert not isinstance(part, Content)
            if isinstance(part, messages.Message) and part:
                touch(part)


def test_setting_one_by_one_builds_the_same():
    for name in NAMES:
        given = of_message(name)
        made = messages.wrap(name, {})
        build(made, given)
        assert made == messages.message_class(name)(given)


def build(message, given):
    """Set fields as users of protobuf do: in place, at any depth."""
    for field in schema.message(message._name).values():
        if field.name not in given:
            continue
        value, there = given[field.name], getattr(message, attribute(field))
        if isinstance(there, messages.Message) and isinstance(value, dict) and value:
            build(there, value)
        elif isinstance(there, list) and value:
            for part in value:
                if isinstance(part, dict) and hasattr(there, 'add'):
                    build(there.add(), part)
                else:
                    there.append(part)
        else:
            setattr(message, attribute(field), value)


def test_messages_are_found_where_protobuf_has_them():
    known = set(dir(messages))
    for name in NAMES:
        found = messages
        for part in name.rpartition('status.')[2].rpartition('utils.')[2].split('.'):
            found = getattr(found, part)
        assert found is messages.message_class(name)
        assert found.__name__ in known or '.' in name


def test_names_without_their_package_are_unique():
    inner = [name.rpartition('status.')[2].rpartition('utils.')[2] for name in NAMES]
    enums = [name.rpartition('status.')[2] for name in schema.enum_names()]
    assert len(set(inner + enums)) == len(inner + enums)


def test_what_is_renamed_is_all_that_must_be():
    taken = set(dir(messages.Message)) - set(RENAMED)
    for name in NAMES:
        assert not taken & set(schema.message(name)), name
