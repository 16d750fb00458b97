"""Numbers as callers give them: as text, of NumPy, or a Decimal too."""
from __future__ import absolute_import

import operator

from clarifai.compat import integer_types
from clarifai.errors import UserTypeError, UserValueError
from clarifai.redact import shown


class Numbered(dict):
    """JSON in which all values of concepts are numbers already, as requests have them."""

    __slots__ = ()


def number(value, argument):
    """A number that JSON can write.

    Args:
        value: a number, or a text that is one.
        argument (str): the name to say.

    Raises:
        UserTypeError, UserValueError: it is none, or is infinite.
    """
    try:
        made = float(value)
    except TypeError:
        raise UserTypeError(_no_number(value, argument))
    except (ValueError, OverflowError):
        raise UserValueError(_no_number(value, argument))
    if made - made != 0:  # infinite, or no number
        raise UserValueError(_no_number(value, argument))
    return value if type(value) in integer_types else made


def _no_number(value, argument):
    return '%s must be a number, not %s' % (argument, shown(value))


def whole_number(value, argument):
    """A whole number; see `number`."""
    try:
        return operator.index(value)
    except TypeError:
        made = number(value, argument)
    if made != int(made):
        raise UserValueError('%s must be a whole number, not %s' % (argument, shown(value)))
    return int(made)
