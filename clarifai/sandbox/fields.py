"""Taking values out of a request's JSON, with errors that name the field.

A member that is absent or null takes its default, as in the API; one of the wrong type is refused.
"""
from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

from clarifai.sandbox import clock, errors, messages, platform

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

TRUE, FALSE = ('true', 't', '1'), ('false', 'f', '0')  # in a query string
MAX_ITEMS = 128
DEFAULT_PAGE_SIZE, PLATFORM_PAGE_SIZE = 20, 128
MAX_PAGE_SIZE = 1000
MAX_ID_LENGTH = 256
MAX_CODE = 10 ** 6
_T = TypeVar('_T')


class Page(NamedTuple):
    """A page of a list; the first one has the number 1."""

    number: int
    size: int

    @property
    def start(self) -> int:
        """How many items are on the pages before."""
        return (self.number - 1) * self.size


def _typed(holder: Mapping[str, Any], name: str, kinds: tuple[type, ...], what: str,
           default: Any) -> Any:
    value = holder.get(name)
    if value is None:
        return default
    if not isinstance(value, kinds) or isinstance(value, bool) and bool not in kinds:
        raise errors.RequestError(f'{name!r} must be {what}, not {_kind(value)}.')
    return value


def _kind(value: Any) -> str:
    kinds = {bool: 'true or false', dict: 'an object', list: 'a list', str: 'text'}
    return kinds.get(type(value), 'a number')


@overload
def text(holder: Mapping[str, Any], name: str) -> str | None: ...
@overload
def text(holder: Mapping[str, Any], name: str, default: str) -> str: ...


def text(holder: Mapping[str, Any], name: str, default: str | None = None) -> str | None:
    """Return the text called `name`."""
    return _typed(holder, name, (str,), 'text', default)


@overload
def flag(holder: Mapping[str, Any], name: str) -> bool | None: ...
@overload
def flag(holder: Mapping[str, Any], name: str, default: bool) -> bool: ...


def flag(holder: Mapping[str, Any], name: str, default: bool | None = None) -> bool | None:
    """Return the true or false called `name`."""
    return _typed(holder, name, (bool,), 'true or false', default)


def mapping(holder: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the object called `name`, {} if it is absent."""
    return _typed(holder, name, (dict,), 'an object', {})


def objects(holder: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the list of objects called `name`, [] if it is absent."""
    values = _typed(holder, name, (list,), 'a list', [])
    for value in values:
        if not isinstance(value, dict):
            raise errors.RequestError(f'{name!r} must hold objects, not {_kind(value)}.')
    return values


def texts(holder: Mapping[str, Any], name: str) -> list[str]:
    """Return the list of texts called `name`, [] if it is absent."""
    values = _typed(holder, name, (list,), 'a list', [])
    for value in values:
        if not isinstance(value, str):
            raise errors.RequestError(f'{name!r} must hold texts, not {_kind(value)}.')
    return values


def few_texts(holder: Mapping[str, Any], name: str) -> list[str]:
    """Return the list of texts called `name`, which may not be longer than one request takes."""
    return _few(texts(holder, name), name)


@overload
def number(holder: Mapping[str, Any], name: str, *, low: float | None = None,
           high: float | None = None) -> float | None: ...


@overload
def number(holder: Mapping[str, Any], name: str, default: float, low: float | None = None,
           high: float | None = None) -> float: ...


def number(holder: Mapping[str, Any], name: str, default: float | None = None,
           low: float | None = None, high: float | None = None) -> float | None:
    """Return the number called `name`, which lies in [low, high] where they are given."""
    return _number(holder, name, default, low, high)


def _number(holder: Mapping[str, Any], name: str, default: float | None, low: float | None,
            high: float | None) -> Any:
    value = _typed(holder, name, (int, float), 'a number', default)
    if value is None:
        return None
    if not _finite(value) or (low is not None and value < low) or (
            high is not None and value > high):
        raise errors.RequestError('%r is %s; it must lie between %s and %s.'
                                  % (name, value, _bound(low), _bound(high)))
    return value


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number with hundreds of digits
        return False


def _bound(limit: float | None) -> str | float:
    return 'any' if limit is None else limit


@overload
def whole(holder: Mapping[str, Any], name: str, *, low: int | None = None,
          high: int | None = None) -> int | None: ...


@overload
def whole(holder: Mapping[str, Any], name: str, default: int, low: int | None = None,
          high: int | None = None) -> int: ...


def whole(holder: Mapping[str, Any], name: str, default: int | None = None, low: int | None = None,
          high: int | None = None) -> int | None:
    """Return the whole number called `name`."""
    value = _number(holder, name, default, low, high)
    if value is None:
        return None
    if value != int(value):
        raise errors.RequestError(f'{name!r} is {value}; it must be a whole number.')
    return int(value)


def status_code(holder: Mapping[str, Any]) -> Any:
    """Return ``status.code`` of an object, as a number (it may be sent as a name), or None."""
    return _code(mapping(holder, 'status').get('code'))


def _code(value: Any) -> Any:
    if isinstance(value, str) and not value.isdecimal():
        if value not in platform.STATUS_NUMBERS:
            raise errors.RequestError("'status.code' is %r; there is no such status code."
                                      % value[:MAX_ID_LENGTH])
        return platform.STATUS_NUMBERS[value]
    code = int(value[:len(str(MAX_CODE))]) if isinstance(value, str) else value
    return whole({'status.code': code}, 'status.code', low=0, high=MAX_CODE)


def enum(holder: Mapping[str, Any], name: str, of: str, refusal: type = errors.RequestError) -> Any:
    """Return the enum called `name`, by the name of its value; None if it is absent.

    Args:
        holder: where it is.
        name: its name; the value may be sent as a name or as a number.
        of: the name of the enum (``messages.ENUMS``).
        refusal: the class of the error for a value that is none of the enum's.
    """
    known, value = messages.ENUMS[of], holder.get(name)
    for value_name, number in known.items():
        if value in (value_name, number) and not isinstance(value, bool):
            return value_name
    if value in (None, ''):
        return None
    raise refusal(f"{name!r} is {value!r}; it must be one of {', '.join(known)}.")


def identifier(holder: Mapping[str, Any], name: str = 'id') -> str | None:
    """Return the id called `name`, or None when it is absent or empty."""
    value = text(holder, name)
    if not value:
        return None
    if len(value) > MAX_ID_LENGTH:
        raise errors.RequestError('%r has %d characters; an id has at most %d.'
                                  % (name, len(value), MAX_ID_LENGTH))
    return value


def moment(holder: Mapping[str, Any], name: str, default: Any) -> Any:
    """Return the time called `name`, in the form of `clock.now`."""
    value = text(holder, name)
    if not value:
        return default
    try:
        return clock.same_form(value)
    except ValueError as error:
        raise errors.RequestError(f'{name!r}: {error}')


def batch(holder: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the list of objects called `name`, which may not be longer than one request takes."""
    return _few(objects(holder, name), name)


def _few(values: list[_T], name: str) -> list[_T]:
    if len(values) > MAX_ITEMS:
        raise errors.RequestError('%r has %d items; one request takes at most %d.'
                                  % (name, len(values), MAX_ITEMS))
    return values


def page_of(holder: Mapping[str, Any], default: int = DEFAULT_PAGE_SIZE) -> Page:
    """Return the `Page` that ``page`` and ``per_page`` in `holder` (numbers) ask for."""
    page = whole(holder, 'page', 1, low=0, high=10 ** 9) or 1
    size = whole(holder, 'per_page', default, low=0, high=MAX_PAGE_SIZE)
    return Page(page, size or default)


def page_of_query(query: Mapping[str, Any], default: int = DEFAULT_PAGE_SIZE) -> Page:
    """Return the `Page` that a query string (a mapping of texts) asks for."""
    numbers = {}
    for name in ('page', 'per_page'):
        value = query.get(name)
        if value:
            numbers[name] = _number_of_query(name, value)
    return page_of(numbers, default)


def _number_of_query(name: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise errors.RequestError(f'{name!r} is {value!r}; it must be a whole number.')


def code_of_query(query: Mapping[str, Any]) -> Any:
    """Return the ``status.code`` that a query string asks for, or None."""
    return _code(query.get('status.code') or None)


def flag_of_query(query: Mapping[str, Any], name: str) -> bool:
    """Return the true or false called `name` in a query string."""
    value = query.get(name) or 'false'
    if value.lower() not in TRUE + FALSE:
        raise errors.RequestError(f'{name!r} is {value!r}; it must be true or false.')
    return value.lower() in TRUE


def list_of_query(query: MultiDict[str, str], name: str) -> list[str]:
    """Return the texts called `name` in a query string, which may name no more than a batch."""
    return _few(query.getlist(name), name)
