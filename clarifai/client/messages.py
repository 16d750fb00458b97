"""Every message of the API by its name, to be made with keyword arguments.

::

    from clarifai.client import messages

    picture = messages.Input(id='dog', data={'image': {'url': 'https://example.com/dog.jpg'}})
    picture.data.concepts.add(id='cat', value=0)

A message is named as in the API's protobufs, without its package: ``messages.Status`` is
``clarifai.api.status.Status``.  What protobuf has inside a message is its attribute here too:
``messages.MetricData.Label``, and the enum ``messages.Visibility.Gettable``, whose values are
``messages.Visibility.Gettable.PUBLIC``.
"""
from __future__ import annotations

from typing import Any, Dict, FrozenSet, List, Type, Union, cast

from clarifai.client import protobuf
from clarifai.client.enums import Enum
from clarifai.client.fields import Field, KeptField, field_of
from clarifai.client.message import RENAMED, Message, to_dict
from clarifai.client.times import Duration, Timestamp
from clarifai.errors import UserError
from clarifai.operations import schema
from clarifai.operations.misses import alike

__all__ = ['Duration', 'Message', 'Timestamp', 'message_class', 'to_dict', 'to_protobuf', 'wrap']

_PACKAGES = ('', 'status.', 'utils.')

_classes: Dict[str, Type[Message]] = {}
_enums: Dict[str, Enum] = {}


def wrap(name: str, answer: Dict[str, Any]) -> Message:
    """A message of what a server answered.

    Nothing is checked, and what is inside becomes messages when it is read.

    Args:
        name: its type, such as 'MultiOutputResponse'.
        answer: the JSON.

    Raises:
        UserError: there is no such message.
    """
    return message_class(name)._wrapped(answer)


def to_protobuf(message: Message) -> Any:
    """The official protobuf message that is equal to one of these.

    Args:
        message: it is not changed.

    Returns:
        a message of ``clarifai_grpc``, which is imported here.

    Raises:
        ImportError: that is not installed.
    """
    if not isinstance(message, Message):
        raise UserError('to_protobuf takes a message of clarifai.client.messages, not a %s'
                        % type(message).__name__)
    return protobuf.made(message._name, to_dict(message))


def message_class(name: str) -> Type[Message]:
    """The class of a message.

    Args:
        name: its type, such as 'Input' or 'MetricData.Label'.

    Raises:
        UserError: there is no such message.
    """
    found = _classes.get(name)
    if found is None:
        full_name = _full_name(name)
        if full_name is None:
            raise UserError('there is no message %s%s'
                            % (name, alike(name, schema.message_names())))
        if full_name != name:
            return message_class(full_name)
        # Of two threads that make it, both use the class of the first.
        found = _classes.setdefault(name, _made(name))
    return found


def _full_name(name: str) -> Union[str, None]:
    """A name with its package; None when no message has it."""
    if not name.startswith(schema.WELL_KNOWN):
        for package in _PACKAGES:
            if schema.message(package + name) is not None:
                return package + name
    return None


def _made(name: str) -> Type[Message]:
    known = schema.message(name)
    fields: Dict[str, Field] = {
        field: field_of(name, known[field], message_class, _enum)
        for field in sorted(known, key=lambda each: int(known[each].number))}
    oneofs: Dict[str, List[str]] = {}
    for field in fields.values():
        if field.known.oneof:
            oneofs.setdefault(field.known.oneof, []).append(field.name)
    rivals: Dict[str, FrozenSet[str]] = {
        one: frozenset(names) - {one} for names in oneofs.values() for one in names}
    public = name[len(_package(name)):]
    attributes: Dict[str, Any] = {RENAMED.get(field, field): fields[field] for field in fields}
    attributes.update(
        __slots__=(), __module__=__name__, __qualname__=public, __doc__=_document(public, fields),
        _name=name, _fields=fields, _oneofs=oneofs, _rivals=rivals,
        _kept={field: kind for field, kind in fields.items() if isinstance(kind, KeptField)})
    made: Any = _WithInner(public.rpartition('.')[2], (Message,), attributes)
    return cast(Type[Message], made)


def _document(name: str, fields: Dict[str, Field]) -> str:
    lines = ['%s: %s%s' % (RENAMED.get(field.name, field.name), field.known.type,
                           '[]' * field.known.is_list) for field in fields.values()]
    return '\n    '.join(['The message %s.\n\n    Fields:' % name] +
                         ['    ' + line for line in lines]) + '\n    '


class _WithInner(type):
    """The classes of messages, whose attributes are also what protobuf has inside them."""

    def __getattr__(cls, name: str) -> Any:
        if not name.startswith('_'):
            found = _named('%s.%s' % (cls.__dict__.get('_name', ''), name))
            if found is not None:
                return found
        raise AttributeError('%s has no attribute %s' % (cls.__name__, name))


def _package(name: str) -> str:
    return next((package for package in _PACKAGES[1:] if name.startswith(package)), '')


def _enum(name: str) -> Enum:
    found = _enums.get(name)
    if found is None:
        found = _enums.setdefault(name, Enum(name))
    return found


def _named(name: str) -> Any:
    """A message or an enum; None when there is neither."""
    if _full_name(name) is not None:
        return message_class(name)
    for package in _PACKAGES:
        if schema.enum(package + name) is not None:
            return _enum(package + name)
    return None


def __getattr__(name: str) -> Any:
    if name.startswith('_'):
        raise AttributeError('module %r has no attribute %r' % (__name__, name))
    found = _named(name)
    if found is None:
        raise AttributeError('clarifai.client.messages has no message %s%s'
                             % (name, alike(name, __dir__())))
    globals()[name] = found
    return found


def __dir__() -> List[str]:
    names = (name[len(_package(name)):] for name in schema.message_names() + schema.enum_names()
             if not name.startswith(schema.WELL_KNOWN))
    return sorted(set(name for name in names if '.' not in name) | set(__all__))
