"""Taking values out of a request's JSON, with errors that name the field.

A member that is absent or null takes its default, as in the API; one of the wrong type is refused.
"""
from __future__ import absolute_import

import collections
import math

from clarifai.sandbox import clock, errors, messages, platform

TRUE, FALSE = ('true', 't', '1'), ('false', 'f', '0')  # in a query string
MAX_ITEMS = 128
DEFAULT_PAGE_SIZE, PLATFORM_PAGE_SIZE = 20, 128
MAX_PAGE_SIZE = 1000
MAX_ID_LENGTH = 256
MAX_CODE = 10 ** 6
CODES_BY_NAME = dict((name, code) for code, name in platform.STATUS_CODES.items())

Page = collections.namedtuple('Page', 'number size')
Page.start = property(lambda page: (page.number - 1) * page.size)


def _typed(holder, name, kinds, what, default):
    value = holder.get(name)
    if value is None:
        return default
    if not isinstance(value, kinds) or isinstance(value, bool) and bool not in kinds:
        raise errors.RequestError('%r must be %s, not %s.' % (name, what, _kind(value)))
    return value


def _kind(value):
    kinds = {bool: 'true or false', dict: 'an object', list: 'a list', str: 'text'}
    return kinds.get(type(value), 'a number')


def text(holder, name, default=None):
    """Return the text called `name`."""
    return _typed(holder, name, (str,), 'text', default)


def flag(holder, name, default=None):
    """Return the true or false called `name`."""
    return _typed(holder, name, (bool,), 'true or false', default)


def mapping(holder, name):
    """Return the object called `name`, {} if it is absent."""
    return _typed(holder, name, (dict,), 'an object', {})


def objects(holder, name):
    """Return the list of objects called `name`, [] if it is absent."""
    values = _typed(holder, name, (list,), 'a list', [])
    for value in values:
        if not isinstance(value, dict):
            raise errors.RequestError('%r must hold objects, not %s.' % (name, _kind(value)))
    return values


def texts(holder, name):
    """Return the list of texts called `name`, [] if it is absent."""
    values = _typed(holder, name, (list,), 'a list', [])
    for value in values:
        if not isinstance(value, str):
            raise errors.RequestError('%r must hold texts, not %s.' % (name, _kind(value)))
    return values


def few_texts(holder, name):
    """Return the list of texts called `name`, which may not be longer than one request takes."""
    return _few(texts(holder, name), name)


def number(holder, name, default=None, low=None, high=None):
    """Return the number called `name`, which lies in [low, high] where they are given."""
    value = _typed(holder, name, (int, float), 'a number', default)
    if value is None:
        return None
    if not _finite(value) or (low is not None and value < low) or (
            high is not None and value > high):
        raise errors.RequestError('%r is %s; it must lie between %s and %s.'
                                  % (name, value, _bound(low), _bound(high)))
    return value


def _finite(value):
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number with hundreds of digits
        return False


def _bound(limit):
    return 'any' if limit is None else limit


def whole(holder, name, default=None, low=None, high=None):
    """Return the whole number called `name`."""
    value = number(holder, name, default, low, high)
    if value is None:
        return None
    if value != int(value):
        raise errors.RequestError('%r is %s; it must be a whole number.' % (name, value))
    return int(value)


def status_code(holder):
    """Return ``status.code`` of an object, as a number (it may be sent as a name), or None."""
    return _code(mapping(holder, 'status').get('code'))


def _code(value):
    if isinstance(value, str) and not value.isdecimal():
        if value not in CODES_BY_NAME:
            raise errors.RequestError("'status.code' is %r; there is no such status code."
                                      % value[:MAX_ID_LENGTH])
        return CODES_BY_NAME[value]
    code = int(value[:len(str(MAX_CODE))]) if isinstance(value, str) else value
    return whole({'status.code': code}, 'status.code', low=0, high=MAX_CODE)


def enum(holder, name, of, refusal=errors.RequestError):
    """Return the enum called `name`, by the name of its value; None if it is absent.

    Args:
        holder (dict): where it is.
        name (str): its name; the value may be sent as a name or as a number.
        of (str): the name of the enum (``messages.ENUMS``).
        refusal (type): the class of the error for a value that is none of the enum's.
    """
    known, value = messages.ENUMS[of], holder.get(name)
    for value_name, number in known.items():
        if value in (value_name, number) and not isinstance(value, bool):
            return value_name
    if value in (None, ''):
        return None
    raise refusal('%r is %r; it must be one of %s.' % (name, value, ', '.join(known)))


def identifier(holder, name='id'):
    """Return the id called `name`, or None when it is absent or empty."""
    value = text(holder, name)
    if not value:
        return None
    if len(value) > MAX_ID_LENGTH:
        raise errors.RequestError('%r has %d characters; an id has at most %d.'
                                  % (name, len(value), MAX_ID_LENGTH))
    return value


def moment(holder, name, default):
    """Return the time called `name`, in the form of `clock.now`."""
    value = text(holder, name)
    if not value:
        return default
    try:
        return clock.same_form(value)
    except ValueError as error:
        raise errors.RequestError('%r: %s' % (name, error))


def batch(holder, name):
    """Return the list of objects called `name`, which may not be longer than one request takes."""
    return _few(objects(holder, name), name)


def _few(values, name):
    if len(values) > MAX_ITEMS:
        raise errors.RequestError('%r has %d items; one request takes at most %d.'
                                  % (name, len(values), MAX_ITEMS))
    return values


def page_of(holder, default=DEFAULT_PAGE_SIZE):
    """Return the `Page` that ``page`` and ``per_page`` in `holder` (numbers) ask for."""
    page = whole(holder, 'page', 1, low=0, high=10 ** 9) or 1
    size = whole(holder, 'per_page', default, low=0, high=MAX_PAGE_SIZE)
    return Page(page, size or default)


def page_of_query(query, default=DEFAULT_PAGE_SIZE):
    """Return the `Page` that a query string (a mapping of texts) asks for."""
    numbers = {}
    for name in ('page', 'per_page'):
        value = query.get(name)
        if value:
            numbers[name] = _number_of_query(name, value)
    return page_of(numbers, default)


def _number_of_query(name, value):
    try:
        return int(value)
    except ValueError:
        raise errors.RequestError('%r is %r; it must be a whole number.' % (name, value))


def code_of_query(query):
    """Return the ``status.code`` that a query string asks for, or None."""
    return _code(query.get('status.code') or None)


def flag_of_query(query, name):
    """Return the true or false called `name` in a query string."""
    value = query.get(name) or 'false'
    if value.lower() not in TRUE + FALSE:
        raise errors.RequestError('%r is %r; it must be true or false.' % (name, value))
    return value.lower() in TRUE


def list_of_query(query, name):
    """Return the texts called `name` in a query string, which may name no more than a batch."""
    return _few(query.getlist(name), name)
