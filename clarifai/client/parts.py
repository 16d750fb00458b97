"""What stands inside a message: lists and dictionaries that belong to it at their first write.

The value of an absent field is an empty one of these, which knows its place.  Until something is
written into it, its owner does not have it.
"""
from __future__ import annotations

from typing import (Any, Callable, ClassVar, Dict, Generic, Iterable, Iterator, List, Optional,
                    Tuple, TypeVar)

from clarifai.client import protobuf

Make = Callable[[Any], Any]
T = TypeVar('T')


def attach(part: Any) -> None:
    """Give a part the place that it was read from, before something is written into it."""
    if part._place is not None:
        (owner, name), part._place = part._place, None
        owner._put(name, part)


def detach(part: Any) -> None:
    """Let a part go that has lost its place to another value, or None."""
    if part is not None:
        part._place = None


class Part:
    """What has a `_place` until its owner holds it: the owner and the name there, else None."""

    __slots__ = ()

    def _duplicate(self) -> Any:
        raise NotImplementedError

    def SetInParent(self) -> None:
        """Be there, even if empty."""
        attach(self)


def duplicate(value: Any) -> Any:
    """A value with copies of the lists and dictionaries in it."""
    if isinstance(value, FieldList):
        return type(value)(value._field, [duplicate(part) for part in list.__iter__(value)])
    if isinstance(value, FieldMap):
        return type(value)(value._field, {key: duplicate(part) for key, part in value.items()})
    if isinstance(value, Part):
        return value._duplicate()
    if isinstance(value, dict):
        return {key: duplicate(part) for key, part in value.items()}
    if isinstance(value, list):
        return [duplicate(part) for part in value]
    return value


class FieldList(List[T], Part, Generic[T]):
    """A list that is the value of a field.

    Args:
        field: the field, whose `taken` checks what is put in.
        values: what it has already.
        place: its owner and its name there, when the owner does not hold it.
    """

    __slots__ = ('_field', '_place')

    def __init__(self, field: Any, values: Iterable[Any] = (),
                 place: Optional[Tuple[Any, str]] = None) -> None:
        list.__init__(self, values)
        self._field = field
        self._place = place

    def append(self, value: Any) -> None:
        """Put a value at the end."""
        value = self._field.taken(value)
        attach(self)
        list.append(self, value)

    def extend(self, values: Iterable[Any]) -> None:
        """Put several values at the end."""
        taken = [self._field.taken(value) for value in values]
        if taken:
            attach(self)
            list.extend(self, taken)

    MergeFrom = extend

    def insert(self, index: Any, value: Any) -> None:
        """Put a value before another."""
        value = self._field.taken(value)
        attach(self)
        list.insert(self, index, value)

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            value = [self._field.taken(single) for single in value]
            attach(self)
        else:
            value = self._field.taken(value)
        list.__setitem__(self, index, value)

    def __iadd__(self, values: Iterable[Any]) -> FieldList[T]:  # type: ignore[override,misc]
        self.extend(values)
        return self

    def copy(self) -> List[T]:
        """A plain list of the same values."""
        return list(self)

    def __reduce__(self) -> Tuple[Any, ...]:
        return _list_again, (self._field.owner, self._field.name, list.__getitem__(self, _ALL))

    def __reduce_ex__(self, protocol: Any) -> Tuple[Any, ...]:
        return self.__reduce__()


_ALL = slice(None)


class MessageList(FieldList[T]):
    """A list of messages."""

    __slots__ = ()

    def add(self, **fields: Any) -> T:
        """Make a message at the end.

        Args:
            **fields: its fields.

        Returns:
            the message, which may be changed in place.
        """
        made: T = self._field.kind(**fields)
        attach(self)
        list.append(self, made)
        return made

    def _repr_html_(self) -> Optional[str]:
        from clarifai.views.showing import html_of
        found: Optional[str] = html_of(self)
        return found


class ReadList(FieldList[T]):
    """A list of values that an answer writes in several ways, such as numbers as texts."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Any:
        value = list.__getitem__(self, index)
        read = self._field.read
        return [read(single) for single in value] if isinstance(index, slice) else read(value)

    def __iter__(self) -> Iterator[Any]:
        return map(self._field.read, list.__iter__(self))

    def __reversed__(self) -> Iterator[Any]:
        return map(self._field.read, list.__reversed__(self))

    def __contains__(self, value: object) -> bool:
        return any(value == single for single in self)

    def pop(self, index: Any = -1) -> Any:
        """Take a value out."""
        return self._field.read(list.pop(self, index))


class _StructDescriptor:
    def __get__(self, value: Any, owner: Any = None) -> Any:
        return protobuf.struct({}).DESCRIPTOR


class FieldMap(Dict[str, T], Part, Generic[T]):
    """A dictionary that is the value of a field: a map, or JSON of any kind.

    Args:
        field: the field, whose `taken` checks what is put in.
        values: what it has already.
        place: its owner and its name there, when the owner does not hold it.
    """

    __slots__ = ('_field', '_place')

    def __init__(self, field: Any, values: Any = (),
                 place: Optional[Tuple[Any, str]] = None) -> None:
        dict.__init__(self, values)
        self._field = field
        self._place = place

    def __setitem__(self, key: str, value: Any) -> None:
        value = self._field.taken(value)
        attach(self)
        dict.__setitem__(self, key, value)

    _put = __setitem__

    def setdefault(self, key: str, default: Any = None) -> Any:
        """The value of a key; a default that is put there when it has none."""
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, *values: Any, **more: Any) -> None:
        """Put several values in."""
        for key, value in dict(*values, **more).items():
            self[key] = value

    def __ior__(self, values: Any) -> FieldMap[T]:  # type: ignore[override,misc]
        self.update(values)
        return self

    def __reduce__(self) -> Tuple[Any, ...]:
        return _map_again, (self._field.owner, self._field.name, dict(self))

    def __reduce_ex__(self, protocol: Any) -> Tuple[Any, ...]:
        return self.__reduce__()


class StructMap(FieldMap[T]):
    """JSON of any kind, which tools of protobuf take for a ``Struct``.

    What these tools ask for needs protobuf, and raises ImportError without it.
    """

    __slots__ = ()

    DESCRIPTOR: ClassVar[Any] = _StructDescriptor()

    @property
    def fields(self) -> Any:
        """The values as a ``Struct`` has them; a copy."""
        return protobuf.struct(self).fields

    def ListFields(self) -> Any:
        """What a ``Struct`` lists."""
        return protobuf.struct(self).ListFields()


class MessageMap(FieldMap[T]):
    """A dictionary of messages, in which one that is missing is made when it is written to."""

    __slots__ = ()

    def _put(self, key: str, value: Any) -> None:
        attach(self)
        dict.__setitem__(self, key, value)

    def __missing__(self, key: str) -> T:
        made: T = self._field.kind()
        setattr(made, '_place', (self, key))
        return made


def _list_again(owner: Any, name: str, values: List[Any]) -> Any:
    return owner._fields[name].of(values)


def _map_again(owner: Any, name: str, values: Dict[str, Any]) -> Any:
    return owner._fields[name].of(values)
