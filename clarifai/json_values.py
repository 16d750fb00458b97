"""JSON that a caller gives: what is none is named with its place, before anything is sent."""
from __future__ import absolute_import

from clarifai.compat import PY2, integer_types, string_types, text_type
from clarifai.errors import UserTypeError, UserValueError
from clarifai.redact import shown

_SCALARS = (text_type, bool, type(None)) + integer_types
_KEYS = string_types + integer_types + (float, type(None))
_CONTAINERS = (dict, list, tuple)
_PLAIN = frozenset(_SCALARS)  # what is JSON at a glance, as most parts are

JSON_IS = 'Use text, numbers, True, False, None, lists and dictionaries.'


def checked_json(value, argument):
    """The caller's own JSON.

    Args:
        value: JSON, in which a `clarifai.content.Content` may stand wherever a text may.
        argument (str): the name to say; ``''`` for a whole body.

    Raises:
        UserError: a part of it is no JSON; the message names its place.
    """
    try:
        _check_json(value, argument, ())
    except RuntimeError:  # nested too deeply
        raise UserValueError('%s is nested too deeply' % (argument or 'what is to be sent'))
    return value


def _check_json(value, place, above):
    if isinstance(value, _CONTAINERS):
        if above and any(value is one for one in above):
            raise UserValueError('%s contains itself, so it is no JSON' % place)
        _check_parts(value, place, above + (value,))
    elif isinstance(value, float):
        if value - value != 0:
            raise UserValueError('%s is %r, which is no JSON: leave it out' % (place, value))
    elif not (isinstance(value, _SCALARS) or _is_native_text(value) or
              hasattr(value, 'pieces')):  # as a `clarifai.content.Content` has, which is a text
        raise UserTypeError('%s is %s, which is no JSON. %s'
                            % (place or 'what is to be sent', shown(value), JSON_IS))


def _check_parts(value, place, above):
    if not isinstance(value, dict):
        for at, part in enumerate(value):
            if type(part) not in _PLAIN:
                _check_json(part, '%s[%d]' % (place, at), above)
        return
    for key, part in value.items():
        if not isinstance(key, _KEYS):
            raise UserTypeError('%s has the key %s, which is no text, as JSON wants it'
                                % (place or 'what is to be sent', shown(key)))
        if type(part) not in _PLAIN:
            _check_json(part, '%s[%r]' % (place, key) if place else str(key), above)


def _is_native_text(value):
    """Whether a value is text in the bytes of Python 2.7."""
    if not PY2 or not isinstance(value, str):
        return False
    try:
        return value.decode('utf-8') is not None
    except UnicodeDecodeError:
        return False


def as_unicode(value):
    """JSON whose texts compare with those of an answer.

    On Python 2.7 a text in a script is bytes, in an answer Unicode, and the two differ as soon as
    a letter is not ASCII.

    Args:
        value: JSON; it is not changed.
    """
    if not PY2:
        return value
    if isinstance(value, dict):
        return dict((as_unicode(name), as_unicode(part)) for name, part in value.items())
    if isinstance(value, list):
        return [as_unicode(part) for part in value]
    if isinstance(value, str):
        try:
            return value.decode('utf-8')
        except UnicodeDecodeError:
            pass  # no text: the encoder says so
    return value
