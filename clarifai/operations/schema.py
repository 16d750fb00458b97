"""The types of arguments and the fields of messages, each read when it is first needed."""
from __future__ import absolute_import

from collections import namedtuple
import json

from clarifai.forking import importing
from clarifai.operations.lines import line_of, names_of

WELL_KNOWN = 'google.protobuf.'

# A field: its name and number, the type without [], whether it holds a list, the oneof that it is
# of or None, and the other words about it (deprecated, shown, default:NUMBER).
Field = namedtuple('Field', 'name number type is_list oneof words')

# Arguments by their names as `Field`, the messages of request and answer, whether the operation
# is deprecated, and what it does where a document says so, else None.
Operation = namedtuple('Operation', 'arguments request answer is_deprecated meaning')

_messages = {}
_enums = {}
_operations = {}
_words = {}


def operation(name):
    """The types of an operation.

    Args:
        name (str): its name, which must be known.

    Returns:
        Operation
    """
    found = _operations.get(name)
    if found is None:
        with importing:
            from clarifai.operations import arguments
        known = json.loads(line_of(arguments.ARGUMENTS, name))
        fields = dict((argument, _field(argument, '0 ' + words))
                      for argument, words in known['arguments'].items())
        found = _operations[name] = Operation(
            fields, known['request'], known['answer'], bool(known.get('deprecated')),
            known.get('meaning'))
    return found


def message(name):
    """The fields of a message.

    Args:
        name (str): its name, such as 'Input'; without ``clarifai.api.``.

    Returns:
        dict: names to `Field`; None when there is no such message.
    """
    found = _messages.get(name)
    if found is None:
        with importing:
            from clarifai.operations import messages
        line = line_of(messages.MESSAGES, name)
        if line is None:
            return None
        found = _messages[name] = dict((field, _field(field, words))
                                       for field, words in json.loads(line).items())
    return found


def enum(name):
    """The values of an enum: a dict of names to numbers, or None when there is no such enum."""
    found = _enums.get(name)
    if found is None:
        with importing:
            from clarifai.operations import messages
        line = line_of(messages.ENUMS, name)
        if line is None:
            return None
        found = _enums[name] = json.loads(line)
    return found


def message_names():
    """The names of all messages, in order."""
    with importing:
        from clarifai.operations import messages
    return names_of(messages.MESSAGES)


def enum_names():
    """The names of all enums, in order."""
    with importing:
        from clarifai.operations import messages
    return names_of(messages.ENUMS)


def parts_of_map(type_name):
    """The types of keys and values of a type such as ``map<string,Struct>``; None of another."""
    if not type_name.startswith('map<'):
        return None
    return tuple(type_name[len('map<'):-1].split(',', 1))


def _field(name, words):
    known = _words.get(words)  # many fields say the same
    if known is None:
        known = _words[words] = _parsed(words)
    return Field(name, *known)


def _parsed(words):
    parts = words.split(' ')
    type_name, oneof, more = parts[1], None, parts[2:]
    is_list = type_name[-2:] == '[]'
    if more and more[0].startswith('oneof:'):
        oneof = more.pop(0)[len('oneof:'):]
    return (int(parts[0]), type_name[:-2] if is_list else type_name, is_list, oneof,
            tuple(more))
