"""What all messages are: dictionaries of the JSON of the wire that also give attributes."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Dict, FrozenSet, List, Optional, Tuple, Type, TypeVar

from clarifai.client import protobuf
from clarifai.client.fields import Field, KeptField
from clarifai.client.parts import Part, attach, detach, duplicate
from clarifai.client.times import Duration, Timestamp
from clarifai.errors import UserError
from clarifai.operations.misses import alike
from clarifai.operations.values import checked_field, checked_message
from clarifai.redact import clean, mask, printable, shown

LONGEST = 300  # characters of a repr
SECRETS = frozenset(['account_key', 'app_pat', 'secret', 'token'])
# Fields that are called as a method of dictionaries, or a word of Python, and their attributes.
RENAMED = {'keys': 'keys_', 'values': 'values_', 'in': 'in_'}
_FIELDS = {attribute: name for name, attribute in RENAMED.items()}
_SINGLE = frozenset([str, int, float, bool, type(None)])

M = TypeVar('M', bound='Message')


class NoSuchField(AttributeError):
    """An attribute that is no field; what is like it is looked up when the error is shown."""

    def __init__(self, message: Message, name: str) -> None:
        super().__init__(message, name)
        self._message, self._name = type(message), name

    def __str__(self) -> str:
        fields = self._message._fields
        return '%s has no field %s%s Fields: %s' % (
            self._message._name, self._name, alike(self._name, fields) or '.',
            ', '.join(sorted(fields)) or 'none')


class _Descriptor:
    """The official descriptor of a class of messages, for tools of protobuf."""

    def __get__(self, message: Any, owner: Any = None) -> Any:
        return protobuf.descriptor(owner._name)


class Message(Dict[str, Any], Part):
    """A message.

    It is a dictionary of what stands in the JSON, and has an attribute for each field of its type.
    The attribute of an absent field reads as its default: an empty text, 0, False, or an empty
    message, list or dictionary, which comes into the message when something is written into it.
    What is put into a message is checked and copied, as protobuf copies it.

    The fields ``keys``, ``values`` and ``in`` are the attributes ``keys_``, ``values_`` and
    ``in_``, since a dictionary's methods stay what they are.

    Args:
        given: a dictionary, another message, or an official protobuf message of the same type.
        **fields: fields by their names.

    Raises:
        UserError: there is no such field, or a value does not fit it.
    """

    __slots__ = ('_place', '_absent')

    _place: Optional[Tuple[Any, str]]
    _absent: Optional[Dict[str, Any]]

    # What a class of messages knows of its type.
    _name: ClassVar[str] = 'Message'
    _fields: ClassVar[Dict[str, Field]] = {}
    _kept: ClassVar[Dict[str, KeptField]] = {}
    _oneofs: ClassVar[Dict[str, List[str]]] = {}
    _rivals: ClassVar[Dict[str, FrozenSet[str]]] = {}

    def __init__(self, given: Any = None, /, **fields: Any) -> None:
        if given is not None:
            dict.update(self, self._checked_all(given))
        for name, value in fields.items():
            field = self._field(name)
            if value is not None and given is None:
                dict.__setitem__(self, field.name, field.checked(value))
            else:
                self[name] = value
        if self._rivals and len(fields) > 1:
            self._check_rivals([name for name in fields if fields[name] is not None])

    def _check_rivals(self, names: List[str]) -> None:
        for name in names:
            both = sorted(self._rivals.get(name, frozenset()).intersection(names))
            if both:
                raise UserError('%s can have %s or %s, not both'
                                % ((self._name,) + tuple(sorted((name, both[0])))))

    @classmethod
    def _wrapped(cls: Type[M], answer: Dict[str, Any]) -> M:
        """A message of what a server answered, which is not checked."""
        made: M = cls.__new__(cls)
        dict.update(made, answer)
        return made

    def _duplicate(self: M) -> M:
        """Another message with copies of what is in this one."""
        made = self._wrapped(self)
        for name, value in dict.items(made):
            if isinstance(value, (dict, list)):
                dict.__setitem__(made, name, duplicate(value))
        return made

    @classmethod
    def _checked(cls, known: Any, value: Any) -> Any:
        """A value for a field, as it stands in the JSON."""
        return checked_field(known, to_dict(value), cls._name)

    @classmethod
    def _checked_all(cls, given: Any) -> Dict[str, Any]:
        if isinstance(given, Message) and not isinstance(given, cls):
            raise UserError('%s must be made of a message of the same type, not of %s'
                            % (cls._name, shown(given)))
        name = protobuf.type_name(given)
        if name is not None and name != cls._name:
            raise UserError('%s cannot be made of a message of the type %s' % (cls._name, name))
        if isinstance(given, Message):
            return given._duplicate()
        made: Dict[str, Any] = checked_message(cls._name, to_dict(given))
        return made

    # Attributes

    def __getattr__(self, name: str) -> Any:
        if name in Message.__slots__:
            return None  # not set by making one, as messages are made by the thousand
        if name in self and not name.startswith('_'):
            return self[name]  # a newer server may know more fields than the table
        raise NoSuchField(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        try:
            object.__setattr__(self, name, value)
        except AttributeError:
            raise NoSuchField(self, name) from None

    def __dir__(self) -> List[str]:
        return sorted(set(dir(type(self))) | {RENAMED.get(name, name) for name in self._fields})

    # The dictionary

    def _put(self, name: str, value: Any) -> None:
        """Set a field to what is checked already."""
        attach(self)
        for rival in self._rivals.get(name, ()):
            self.ClearField(rival)
        self._forget(name)
        dict.__setitem__(self, name, value)

    def _forget(self, name: str) -> None:
        if self._absent:
            detach(self._absent.pop(name, None))

    def __setitem__(self, name: str, value: Any) -> None:
        field = self._field(name)
        if value is None:
            self.ClearField(field.name)
        elif value is not dict.get(self, field.name):  # which `message.regions += [...]` sets again
            self._put(field.name, field.checked(value))

    def _field(self, name: str) -> Field:
        field = self._fields.get(_FIELDS.get(name, name))
        if field is None:
            raise UserError(str(NoSuchField(self, name)))
        return field

    def __getitem__(self, name: str) -> Any:
        value = dict.__getitem__(self, name)
        if type(value) is dict or type(value) is list:
            field = self._kept.get(name)
            if field is not None:
                return field.keep(self, value)
        return value

    def get(self, name: str, default: Any = None) -> Any:
        """What stands in the JSON, or else a default."""
        return self[name] if name in self else default

    @classmethod
    def _sent(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """What is sent of a message, or of the dictionary that one still is inside another."""
        made = {}
        for name, value in dict.items(values):
            field = cls._fields.get(name)
            if field is not None:
                made[name] = value if type(value) in _SINGLE else field.sent(value, to_dict)
        return made

    def _read_all(self) -> None:
        for name, value in dict.items(self):
            kind = type(value)
            if (kind is dict or kind is list) and name in self._kept:
                self._kept[name].keep(self, value)

    def values(self) -> Any:
        """What stands in the JSON."""
        self._read_all()
        return dict.values(self)

    def items(self) -> Any:
        """What stands in the JSON, with the names."""
        self._read_all()
        return dict.items(self)

    def pop(self, name: str, *default: Any) -> Any:
        """Take a field out."""
        if name in self:
            self[name]
        return dict.pop(self, name, *default)

    def popitem(self) -> Tuple[str, Any]:
        """Take the last field out."""
        self._read_all()
        return dict.popitem(self)

    def setdefault(self, name: str, default: Any = None) -> Any:
        """What stands in the JSON; a default that is put there when nothing does."""
        if name not in self:
            self[name] = default
        return self.get(name)

    def update(self, *given: Any, **fields: Any) -> None:
        """Set several fields."""
        for name, value in dict(*map(to_dict, given), **fields).items():
            self[name] = value

    def __ior__(self: M, given: Any) -> M:  # type: ignore[override,misc]
        self.update(given)
        return self

    def copy(self: M) -> M:
        """Another message with copies of what is in this one."""
        return self._duplicate()

    __copy__ = copy

    def __reduce__(self) -> Tuple[Any, ...]:
        return _again, (type(self), dict(self))

    def __reduce_ex__(self, protocol: Any) -> Tuple[Any, ...]:
        return self.__reduce__()

    # What messages of protobuf have

    def HasField(self, name: str) -> bool:
        """Whether a field, or one of a oneof, is there.

        Raises:
            ValueError: there is no such field.
        """
        if name in self._oneofs and name not in self._fields:
            return self.WhichOneof(name) is not None
        return dict.get(self, self._field_name(name)) is not None

    def WhichOneof(self, oneof: str) -> Optional[str]:
        """Which field of a oneof is there.

        Args:
            oneof: the name that the fields share.

        Raises:
            ValueError: there is no such oneof.
        """
        if oneof not in self._oneofs:
            raise ValueError('%s has no oneof %s%s' % (self._name, oneof,
                                                       alike(oneof, self._oneofs)))
        for name in self._oneofs[oneof]:
            if dict.get(self, name) is not None:
                return name
        return None

    def ClearField(self, name: str) -> None:
        """Take a field out, if it is there.

        Raises:
            ValueError: there is no such field.
        """
        name = self._field_name(name)
        self._forget(name)
        dict.pop(self, name, None)

    def _field_name(self, name: str) -> str:
        name = _FIELDS.get(name, name)
        if name not in self._fields and name not in self:
            raise ValueError(str(NoSuchField(self, name)))
        return name

    def clear(self) -> None:
        """Take all fields out."""
        for name in list(self._absent or ()):
            self._forget(name)
        dict.clear(self)

    Clear = clear

    def CopyFrom(self, other: Any) -> None:
        """Become equal to another message.

        Args:
            other: a message of the same type, its dictionary, or an official protobuf message.
        """
        if other is not self:
            values = self._checked_all(other)
            attach(self)
            self.clear()
            dict.update(self, values)

    def MergeFrom(self, other: Any) -> None:
        """Take what is there in another message: lists are joined, other values replaced.

        Args:
            other: a message of the same type, its dictionary, or an official protobuf message.
        """
        attach(self)
        for name, value in self._checked_all(other).items():
            field = self._fields.get(name)
            if field is None:
                dict.__setitem__(self, name, value)
            elif isinstance(value, list) and name in self:
                field.__get__(self).extend(value)
            elif isinstance(value, dict) and name in self:
                there = field.__get__(self)
                getattr(there, 'MergeFrom', there.update)(value)
            else:
                self._put(name, value)

    DESCRIPTOR: ClassVar[Any] = _Descriptor()

    def ListFields(self) -> Any:
        """The fields that are there, as protobuf lists them: descriptors and official values.

        With this and `DESCRIPTOR`, ``MessageToDict`` and its like take a message.

        Raises:
            ImportError: ``clarifai_grpc`` is not installed.
        """
        return self._official().ListFields()

    def SerializeToString(self, **options: Any) -> bytes:
        """The bytes that the official message has; see `ListFields`."""
        return bytes(self._official().SerializeToString(**options))

    def ByteSize(self) -> int:
        """How many bytes these are."""
        return int(self._official().ByteSize())

    def IsInitialized(self) -> bool:
        """True: no field has to be there."""
        return True

    def _official(self) -> Any:
        return protobuf.made(self._name, to_dict(self))

    def __repr__(self) -> str:
        return str(printable('%s(%s)' % (self._name, ', '.join(self._shown()))))

    def _repr_html_(self) -> Optional[str]:
        from clarifai.views.showing import html_of
        found: Optional[str] = html_of(self)
        return found

    def _shown(self, longest: Optional[int] = LONGEST) -> Iterator[str]:
        """The fields as a repr shows them: short, and without contents and secrets."""
        left = longest
        for name, value in self.items():
            if left is not None and left <= 0:
                yield '...'
                return
            if name in SECRETS or (self._name, name) in _SECRET_FIELDS:
                text = repr(mask(value) if isinstance(value, str) else '****')
            elif isinstance(value, list) and len(value) > 3:
                text = '<%d of them>' % len(value)
            else:
                text = clean(shown(value))
            text = '%s=%s' % (RENAMED.get(name, name), text)
            if left is not None:
                left -= len(text)
            yield text

    __str__ = __repr__


_SECRET_FIELDS = frozenset([('Secret', 'value'), ('Key', 'id')])


def _again(kind: Type[M], values: Dict[str, Any]) -> M:
    return kind._wrapped(values)


def to_dict(value: Any) -> Any:
    """JSON as it is sent, in which contents may stand.

    Args:
        value: a message, an official protobuf message or ``Struct``, or anything made of these.

    Returns:
        dictionaries, lists and single values.  What a newer server has put into a message and the
        table does not know is left out: it would not be taken back.
    """
    kind = type(value)
    if kind in _SINGLE:
        return value
    if isinstance(value, Message):
        return value._sent(value)
    if kind is dict or isinstance(value, Mapping):
        return {name: to_dict(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        # Not as they are read: a name that an enum had is sent back as it came.
        parts = list.__iter__(value) if isinstance(value, list) else iter(value)
        return [to_dict(part) for part in parts]
    if isinstance(value, (Timestamp, Duration)):
        return value.ToJsonString()
    if protobuf.type_name(value) is not None or protobuf.is_container(value):
        return protobuf.read(value)
    if isinstance(value, Iterator) and not hasattr(value, 'read'):
        return [to_dict(part) for part in value]
    return value
