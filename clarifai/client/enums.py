"""Values of enums: numbers that have names.  An answer may have either."""
from __future__ import annotations

from typing import Any, Dict, Iterator, List, Tuple

from clarifai.operations import schema
from clarifai.operations.misses import alike

UNKNOWN = -1  # the number of a name that the table does not have, since a newer server has it


class EnumValue(int):
    """A number of an enum, with its name.

    Attributes:
        name (str): the name; of a number without one the number as text.
    """

    name: str
    _enum: str

    def __new__(cls, number: int, name: str, enum: str) -> EnumValue:
        """Make one of its number, its name and the enum's."""
        made = super().__new__(cls, number)
        made.name, made._enum = name, enum
        return made

    def __str__(self) -> str:
        return str(int(self))

    def __repr__(self) -> str:
        return '<%s.%s: %d>' % (self._enum, self.name, self)

    def __reduce__(self) -> Tuple[Any, ...]:
        return EnumValue, (int(self), self.name, self._enum)


class Enum:
    """An enum: its values are its attributes.

    Args:
        type_name (str): its name in the table.
    """

    def __init__(self, type_name: str) -> None:
        self._name = type_name
        self._numbers: Dict[str, int] = schema.enum(type_name) or {}
        self._names = {number: name for name, number in self._numbers.items()}

    def __getattr__(self, name: str) -> EnumValue:
        if name.startswith('_'):
            raise AttributeError(name)
        if name not in self._numbers:
            raise AttributeError(self._unknown(name))
        return self._value(self._numbers[name], name)

    def _value(self, number: int, name: str) -> EnumValue:
        return EnumValue(number, name, self._name)

    def _unknown(self, name: str) -> str:
        return '%s has no value %s%s' % (self._name, name, alike(name.upper(), self._numbers))

    def __dir__(self) -> List[str]:
        return sorted(self._numbers) + ['Name', 'Value', 'keys', 'values', 'items']

    def __repr__(self) -> str:
        return '<enum %s>' % self._name

    def __reduce__(self) -> Tuple[Any, ...]:
        return Enum, (self._name,)

    def read(self, value: Any) -> EnumValue:
        """The value that an answer gives by its name or its number."""
        if isinstance(value, str):
            if value not in self._numbers and value.lstrip('-').isdigit():
                return self.read(int(value))
            return self._value(self._numbers.get(value, UNKNOWN), value)
        return self._value(value, self._names.get(value) or str(value))

    def Name(self, number: int) -> str:
        """The name of a number."""
        return self.read(number).name

    def Value(self, name: str) -> int:
        """The number of a name.

        Raises:
            ValueError: there is no such name.
        """
        if name not in self._numbers:
            raise ValueError(self._unknown(name))
        return self._numbers[name]

    def keys(self) -> List[str]:
        """The names, in the order of their numbers."""
        return sorted(self._numbers, key=self._numbers.__getitem__)

    def values(self) -> List[int]:
        """The numbers, in order."""
        return [self._numbers[name] for name in self.keys()]

    def items(self) -> List[Tuple[str, int]]:
        """Names and numbers, in the order of the numbers."""
        return [(name, self._numbers[name]) for name in self.keys()]

    def __iter__(self) -> Iterator[EnumValue]:
        return iter(self._value(number, name) for name, number in self.items())
