"""Points and lengths of time: text in JSON, and objects with seconds and nanoseconds here."""
from __future__ import annotations

import datetime
import functools
import re
import time
from typing import Any, Callable, Optional, Tuple, Union

from clarifai.errors import UserError
from clarifai.redact import shown

BILLION = 1000000000
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_TIMESTAMP = (r'(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?'
              r'(?:[Zz]|([+-])(\d\d):(\d\d))$')
_DURATION = r'(-?)(\d+)(?:\.(\d{1,9}))?s$'

Write = Callable[[Optional[str]], None]


class _Time:
    """Seconds and nanoseconds, which may belong to a message: then changes are written there."""

    __slots__ = ('_seconds', '_nanos', '_write')

    def __init__(self, seconds: int = 0, nanos: int = 0, write: Optional[Write] = None) -> None:
        self._seconds, self._nanos = int(seconds), int(nanos)
        self._write = write

    @property
    def seconds(self) -> int:
        """Whole seconds."""
        return self._seconds

    @seconds.setter
    def seconds(self, value: int) -> None:
        self._set(int(value), self._nanos)

    @property
    def nanos(self) -> int:
        """Nanoseconds beyond these."""
        return self._nanos

    @nanos.setter
    def nanos(self, value: int) -> None:
        self._set(self._seconds, int(value))

    def _set(self, seconds: int, nanos: int) -> None:
        self._seconds, self._nanos = seconds, nanos
        if self._write is not None:
            self._write(self.ToJsonString())

    def ToJsonString(self) -> str:
        """The text that stands in JSON."""
        raise NotImplementedError

    def FromJsonString(self, value: str) -> None:
        """Take the time of a text of JSON."""
        self._set(*self._parsed(value))

    @classmethod
    def _parsed(cls, text: str) -> Tuple[int, int]:
        raise NotImplementedError

    @classmethod
    def of(cls, text: Any, write: Optional[Write] = None) -> Any:
        """The time of a text that a server gave; of one that is none, zero."""
        try:
            return cls(*cls._parsed(text), write=write)
        except UserError:
            return cls(write=write)

    def CopyFrom(self, other: Any) -> None:
        """Take the time of another one, or of a text."""
        if isinstance(other, str):
            self.FromJsonString(other)
        else:
            self._set(int(other.seconds), int(other.nanos))

    def ToNanoseconds(self) -> int:
        """All of it as nanoseconds."""
        return self._seconds * BILLION + self._nanos

    def ToMicroseconds(self) -> int:
        """All of it as microseconds."""
        return self.ToNanoseconds() // 1000

    def ToMilliseconds(self) -> int:
        """All of it as milliseconds."""
        return self.ToNanoseconds() // 1000000

    def ToSeconds(self) -> int:
        """The whole seconds."""
        return self._seconds

    def FromNanoseconds(self, nanos: int) -> None:
        """Take a number of nanoseconds."""
        self._set(*divmod(int(nanos), BILLION))

    def FromMicroseconds(self, micros: int) -> None:
        """Take a number of microseconds."""
        self.FromNanoseconds(int(micros) * 1000)

    def FromMilliseconds(self, millis: int) -> None:
        """Take a number of milliseconds."""
        self.FromNanoseconds(int(millis) * 1000000)

    def FromSeconds(self, seconds: int) -> None:
        """Take a number of seconds."""
        self._set(int(seconds), 0)

    def _compared(self, other: object) -> Optional[int]:
        if isinstance(other, str):
            try:
                seconds, nanos = self._parsed(other)
            except UserError:
                return None
            return seconds * BILLION + nanos
        if isinstance(getattr(other, 'nanos', None), int):
            return int(getattr(other, 'seconds')) * BILLION + int(getattr(other, 'nanos'))
        return None

    def __eq__(self, other: object) -> bool:
        return self.ToNanoseconds() == self._compared(other)

    def __lt__(self, other: object) -> bool:
        compared = self._compared(other)
        if compared is None:
            return NotImplemented
        return self.ToNanoseconds() < compared

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return bool(self._seconds or self._nanos)

    def __str__(self) -> str:
        return self.ToJsonString()

    def __repr__(self) -> str:
        return '%s(%r)' % (type(self).__name__, self.ToJsonString())

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), (self._seconds, self._nanos)


@functools.total_ordering
class Timestamp(_Time):
    """A point in time: seconds since 1970 in UTC, and nanoseconds."""

    __slots__ = ()

    def ToDatetime(self, tzinfo: Optional[datetime.tzinfo] = None) -> datetime.datetime:
        """As a datetime: without a zone in UTC, as protobuf gives it, or in the zone given."""
        made = EPOCH + datetime.timedelta(seconds=self._seconds, microseconds=self._nanos // 1000)
        return made.replace(tzinfo=None) if tzinfo is None else made.astimezone(tzinfo)

    def FromDatetime(self, value: datetime.datetime) -> None:
        """Take the time of a datetime; one without a zone is in UTC."""
        self._set(*_of_datetime(value))

    def GetCurrentTime(self) -> None:
        """Take the time that it is now."""
        self.FromNanoseconds(int(time.time() * 1000000) * 1000)

    def ToJsonString(self) -> str:
        """The text that stands in JSON, such as 2026-01-31T12:00:00Z."""
        return self.isoformat()

    def isoformat(self) -> str:
        """The same, by the name that a datetime has for it."""
        whole = EPOCH + datetime.timedelta(seconds=self._seconds)
        return whole.strftime('%Y-%m-%dT%H:%M:%S').zfill(19) + _fraction(self._nanos) + 'Z'

    @classmethod
    def _parsed(cls, text: str) -> Tuple[int, int]:
        parts = re.match(_TIMESTAMP, text) if isinstance(text, str) else None
        try:
            if parts is None:
                raise ValueError
            moment = datetime.datetime(*(int(part) for part in parts.groups()[:6]),  # type: ignore
                                       tzinfo=datetime.timezone.utc)
        except ValueError:
            raise UserError('%s is no time such as 2026-01-31T12:00:00Z' % shown(text)) from None
        nanos, sign, hours, minutes = parts.groups()[6:]
        if sign:
            offset = datetime.timedelta(hours=int(hours), minutes=int(minutes))
            moment = moment - offset if sign == '+' else moment + offset
        return _whole_seconds(moment - EPOCH), int((nanos or '').ljust(9, '0'))

    def _compared(self, other: object) -> Optional[int]:
        if isinstance(other, datetime.datetime):
            seconds, nanos = _of_datetime(other)
            return seconds * BILLION + nanos
        return super()._compared(other)


@functools.total_ordering
class Duration(_Time):
    """A length of time: seconds, and nanoseconds of the same sign."""

    __slots__ = ()

    def ToTimedelta(self) -> datetime.timedelta:
        """As a timedelta."""
        return datetime.timedelta(seconds=self._seconds, microseconds=self._nanos / 1000)

    def FromTimedelta(self, value: datetime.timedelta) -> None:
        """Take the length of a timedelta."""
        self.FromNanoseconds((value.days * 86400 + value.seconds) * BILLION +
                             value.microseconds * 1000)

    def FromNanoseconds(self, nanos: int) -> None:
        """Take a number of nanoseconds."""
        sign = -1 if nanos < 0 else 1
        seconds, rest = divmod(abs(int(nanos)), BILLION)
        self._set(sign * seconds, sign * rest)

    def ToJsonString(self) -> str:
        """The text that stands in JSON, such as 2.5s."""
        nanos = self.ToNanoseconds()
        seconds, rest = divmod(abs(nanos), BILLION)
        return '%s%d%ss' % ('-' if nanos < 0 else '', seconds, _fraction(rest))

    @classmethod
    def _parsed(cls, text: str) -> Tuple[int, int]:
        parts = re.match(_DURATION, text) if isinstance(text, str) else None
        if parts is None:
            raise UserError('%s is no length of time such as 2.5s' % shown(text))
        sign = -1 if parts.group(1) else 1
        return sign * int(parts.group(2)), sign * int((parts.group(3) or '').ljust(9, '0'))

    def _compared(self, other: object) -> Optional[int]:
        if isinstance(other, datetime.timedelta):
            return _whole_seconds(other) * BILLION + other.microseconds * 1000
        return super()._compared(other)


AnyTime = Union[Timestamp, Duration]


def _of_datetime(value: datetime.datetime) -> Tuple[int, int]:
    if value.tzinfo is None:
        value = value.replace(tzinfo=datetime.timezone.utc)
    since = value - EPOCH
    return _whole_seconds(since), since.microseconds * 1000


def _whole_seconds(length: datetime.timedelta) -> int:
    return length.days * 86400 + length.seconds


def _fraction(nanos: int) -> str:
    """A fraction of a second in three, six or nine digits, as protobuf writes it."""
    if not nanos:
        return ''
    digits = '%09d' % nanos
    while digits.endswith('000'):
        digits = digits[:-3]
    return '.' + digits
