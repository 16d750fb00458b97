"""The kinds of fields that messages have.

A message holds the JSON of the wire.  A field is what its attribute reads from that, and what it
writes there.
"""
from __future__ import annotations

import base64
from abc import ABCMeta, abstractmethod
from typing import Any, Callable, Optional

from clarifai.client.enums import Enum
from clarifai.client.parts import (FieldList, FieldMap, MessageList, MessageMap, ReadList,
                                   StructMap, detach)
from clarifai.client.protobuf import defaults
from clarifai.client.times import Duration, Timestamp
from clarifai.content import Content
from clarifai.operations import schema
from clarifai.operations.values import RANGES

ClassOf = Callable[[str], Any]


class Field:
    """A field with a single value, which is what stands in the JSON.

    Args:
        known: the field as the table has it.
        default: what an absent one reads as.
    """

    def __init__(self, known: schema.Field, default: Any) -> None:
        self.known = known
        self.name: str = known.name
        self.default = default
        self.owner: Any = None
        # A value of exactly this class needs no check.
        self._exact = {'string': str, 'bool': bool}.get(known.type)

    def __set_name__(self, owner: Any, attribute: str) -> None:
        self.owner = owner

    def __get__(self, message: Any, owner: Any = None) -> Any:
        if message is None:
            return self
        value = dict.get(message, self.name)
        return self.default if value is None else value

    def __set__(self, message: Any, value: Any) -> None:
        message[self.name] = value

    def __delete__(self, message: Any) -> None:
        message.ClearField(self.name)

    def checked(self, value: Any) -> Any:
        """A value that is to be set, as it stands in the JSON."""
        if type(value) is self._exact:
            return value
        return self.owner._checked(self.known, value)

    def sent(self, value: Any, to_dict: Callable[[Any], Any]) -> Any:
        """What is sent of a value; what a newer server has put into messages is left out.

        Args:
            value: it need not have been read.
            to_dict: gives the JSON of anything.
        """
        return to_dict(value)

    def __repr__(self) -> str:
        return '<field %s: %s%s>' % (self.name, self.known.type, '[]' * self.known.is_list)


class NumberField(Field):
    """A number, which answers may have as a text.

    Args:
        known: the field as the table has it.
        default: what an absent one reads as.
        kind: int or float.
    """

    def __init__(self, known: schema.Field, default: Any, kind: Callable[[Any], Any]) -> None:
        super().__init__(known, default)
        self._kind = kind

    def __get__(self, message: Any, owner: Any = None) -> Any:
        if message is None:
            return self
        value = dict.get(message, self.name)
        return self.default if value is None else self.read(value)

    def read(self, value: Any) -> Any:
        """The number of what an answer has."""
        try:
            return self._kind(value)
        except (TypeError, ValueError, OverflowError):
            return value


class EnumField(Field):
    """A number that has a name; answers have either."""

    def __init__(self, known: schema.Field, enum: Enum) -> None:
        super().__init__(known, enum.read(0))
        self._enum = enum

    def __get__(self, message: Any, owner: Any = None) -> Any:
        if message is None:
            return self
        value = dict.get(message, self.name)
        return self.default if value is None else self.read(value)

    def read(self, value: Any) -> Any:
        """The value that an answer has."""
        return self._enum.read(value) if isinstance(value, (int, str)) else value


class BytesField(Field):
    """Bytes, which are base64 in the JSON; a file that is to be sent is read when they are."""

    def __get__(self, message: Any, owner: Any = None) -> Any:
        if message is None:
            return self
        value = dict.get(message, self.name)
        if value is None:
            return b''
        try:
            return base64.b64decode(
                b''.join(value.pieces()) if isinstance(value, Content) else value)
        except (TypeError, ValueError):
            return value


class TimeField(Field):
    """A point or a length of time."""

    def __get__(self, message: Any, owner: Any = None) -> Any:
        if message is None:
            return self

        def write(text: Optional[str]) -> None:
            message[self.name] = text

        value = dict.get(message, self.name)
        return self.default(write=write) if value is None else self.default.of(value, write)

    def read(self, value: Any) -> Any:
        """The time of the text that a list has."""
        return self.default.of(value)


class BoxedValue(int):
    """A number or flag that may be absent, which protobuf wraps into a message with a `value`."""

    @property
    def value(self) -> int:
        """The number."""
        return int(self)


class BoxedFlag(BoxedValue):
    """A flag that may be absent."""

    @property
    def value(self) -> bool:
        """Whether it is set."""
        return bool(self)

    def __repr__(self) -> str:
        return repr(bool(self))

    __str__ = __repr__


class KeptField(Field, metaclass=ABCMeta):
    """A field whose value can be changed in place: that stands in the message once it is read."""

    def checked(self, value: Any) -> Any:
        """A value that is to be set, as it stands in the JSON."""
        return self.owner._checked(self.known, value)

    @abstractmethod
    def of(self, value: Any) -> Any:
        """The value that stands in the place of some JSON, or of none if that is of another kind.

        Args:
            value: the JSON.
        """

    @abstractmethod
    def empty(self, place: Any) -> Any:
        """An absent one.

        Args:
            place: the message, and the name of the field.
        """

    def __get__(self, message: Any, owner: Any = None) -> Any:
        if message is None:
            return self
        value = dict.get(message, self.name)
        if value is None:
            return self._absent(message)
        kind = type(value)
        return self.keep(message, value) if kind is dict or kind is list else value

    def keep(self, message: Any, value: Any) -> Any:
        """Read JSON, and leave what was read in its place."""
        made = self.of(value)
        if made is not value:
            dict.__setitem__(message, self.name, made)
        return made

    def _absent(self, message: Any) -> Any:
        absent = message._absent
        if absent is None:
            absent = message._absent = {}
        part = absent.get(self.name)
        if part is None:
            part = absent[self.name] = self.empty((message, self.name))
        return part

    def forget(self, message: Any) -> None:
        """Let go the empty value that was read."""
        detach((message._absent or {}).pop(self.name, None))


class MessageField(KeptField):
    """A message in a message."""

    def __init__(self, known: schema.Field, class_of: ClassOf) -> None:
        super().__init__(known, None)
        self._class_of = class_of
        self._kind: Any = None

    @property
    def kind(self) -> Any:
        """The class of the message; made when it is first needed."""
        if self._kind is None:
            self._kind = self._class_of(self._type)
        return self._kind

    @property
    def _type(self) -> str:
        return str(self.known.type)

    def checked(self, value: Any) -> Any:
        """A message that is to be set; one of the right class has been checked already."""
        return value._duplicate() if type(value) is self.kind else super().checked(value)

    def of(self, value: Any) -> Any:
        """Make the message of a dictionary."""
        return (self._kind or self.kind)._wrapped(value) if type(value) is dict else value

    def sent(self, value: Any, to_dict: Callable[[Any], Any]) -> Any:
        """What is sent of the message."""
        return (self._kind or self.kind)._sent(value) if type(value) is dict else to_dict(value)

    def empty(self, place: Any) -> Any:
        """Make one that is absent."""
        made = self.kind()
        made._place = place
        return made


class MessageListField(MessageField):
    """A list of messages."""

    def checked(self, value: Any) -> Any:
        """The messages of a list that is to be set."""
        kind = self.kind
        if isinstance(value, (list, tuple)) and all(type(part) is kind for part in value):
            return MessageList(self, [part._duplicate() for part in value])
        return self.owner._checked(self.known, value)

    def of(self, value: Any) -> Any:
        """Make the messages of a list of dictionaries."""
        if type(value) is not list:
            return value
        wrapped = (self._kind or self.kind)._wrapped
        return MessageList(self, [wrapped(part) if type(part) is dict else part for part in value])

    def sent(self, value: Any, to_dict: Callable[[Any], Any]) -> Any:
        """What is sent of the messages."""
        if not isinstance(value, list):
            return to_dict(value)
        sent = super().sent
        return [sent(part, to_dict) for part in list.__iter__(value)]

    def empty(self, place: Any) -> Any:
        """Make one that is absent."""
        return MessageList(self, (), place)

    def taken(self, value: Any) -> Any:
        """Make the message that is put into the list."""
        return value._duplicate() if type(value) is self.kind else self.kind(value)


class MessageMapField(MessageField):
    """A dictionary of messages."""

    checked = KeptField.checked

    @property
    def _type(self) -> str:
        return str((schema.parts_of_map(self.known.type) or ('', ''))[1])

    def of(self, value: Any) -> Any:
        """Make the messages of a dictionary of dictionaries."""
        if type(value) is not dict:
            return value
        wrapped = (self._kind or self.kind)._wrapped
        return MessageMap(self, {key: wrapped(part) if type(part) is dict else part
                                 for key, part in value.items()})

    def sent(self, value: Any, to_dict: Callable[[Any], Any]) -> Any:
        """What is sent of the messages."""
        if not isinstance(value, dict):
            return to_dict(value)
        sent = super().sent
        return {key: sent(part, to_dict) for key, part in value.items()}

    def empty(self, place: Any) -> Any:
        """Make one that is absent."""
        return MessageMap(self, (), place)

    def taken(self, value: Any) -> Any:
        """Make the message that is put into the dictionary."""
        return self.kind(value)


class ListField(KeptField):
    """A list of single values, which are what stands in the JSON."""

    def of(self, value: Any) -> Any:
        """Make it of a list."""
        return FieldList(self, value) if type(value) is list else value

    def empty(self, place: Any) -> Any:
        """Make one that is absent."""
        return FieldList(self, (), place)

    def taken(self, value: Any) -> Any:
        """Check what is put into the list."""
        return self.owner._checked(self.known._replace(is_list=False), value)


class ReadListField(ListField):
    """A list of values that an answer writes in several ways.

    Args:
        known: the field as the table has it.
        read: gives the value of what an answer has.
    """

    def __init__(self, known: schema.Field, read: Callable[[Any], Any]) -> None:
        super().__init__(known, None)
        self.read = read

    def of(self, value: Any) -> Any:
        """Make it of a list."""
        return ReadList(self, value) if type(value) is list else value

    def empty(self, place: Any) -> Any:
        """Make one that is absent."""
        return ReadList(self, (), place)


class MapField(KeptField):
    """A dictionary of plain JSON: a map of texts or of JSON, or a ``Struct``.

    Args:
        known: the field as the table has it.
        part: the type of the values.
    """

    def __init__(self, known: schema.Field, part: str) -> None:
        super().__init__(known, None)
        self._part = known._replace(type=part)
        self._map = StructMap if known.type == _STRUCT else FieldMap

    def of(self, value: Any) -> Any:
        """Make it of a dictionary."""
        return self._map(self, value) if type(value) is dict else value

    def empty(self, place: Any) -> Any:
        """Make one that is absent."""
        return self._map(self, (), place)

    def taken(self, value: Any) -> Any:
        """Check what is put into the dictionary."""
        return self.owner._checked(self._part, value)


_STRUCT = 'google.protobuf.Struct'
_PLAIN_JSON = ('google.protobuf.Value', 'google.protobuf.ListValue', _STRUCT)


def field_of(message_name: str, known: schema.Field, class_of: ClassOf,
             enum_of: Callable[[str], Enum]) -> Field:
    """The field of a message.

    Args:
        message_name: the message.
        known: the field as the table has it.
        class_of: gives the class of a message by its name.
        enum_of: gives an enum by its name.
    """
    type_name, of_map = known.type, schema.parts_of_map(known.type)
    if of_map:
        is_plain = of_map[1] in _PLAIN_JSON or schema.message(of_map[1]) is None
        return MapField(known, of_map[1]) if is_plain else MessageMapField(known, class_of)
    single = _single(message_name, known, enum_of)
    if single is None:
        return (MessageListField if known.is_list else MessageField)(known, class_of)
    if known.is_list:
        read = getattr(single, 'read', None)
        return ListField(known, None) if read is None else ReadListField(known, read)
    return MapField(known, 'google.protobuf.Value') if type_name == _STRUCT else single


def _single(message_name: str, known: schema.Field,
            enum_of: Callable[[str], Enum]) -> Optional[Field]:
    """The field as if it was not a list; None for a message."""
    type_name = known.type
    if type_name in _EMPTY:
        return Field(known, _EMPTY[type_name])
    if type_name in RANGES:
        return NumberField(known, 0, int)
    if type_name in ('float', 'double'):
        return NumberField(known, defaults(message_name).get(known.name, 0.0), float)
    if type_name == 'bytes':
        return BytesField(known, b'')
    if type_name in _BOXED:
        kind = _BOXED[type_name]
        return NumberField(known, kind(), kind)
    if type_name in _TIMES:
        return TimeField(known, _TIMES[type_name])
    if schema.enum(type_name) is not None:
        return EnumField(known, enum_of(type_name))
    return Field(known, None) if type_name in _PLAIN_JSON else None


_EMPTY = {'string': '', 'bool': False}
_BOXED = {'google.protobuf.BoolValue': BoxedFlag, 'google.protobuf.Int32Value': BoxedValue,
          'google.protobuf.UInt64Value': BoxedValue}
_TIMES = {'google.protobuf.Timestamp': Timestamp, 'google.protobuf.Duration': Duration}
