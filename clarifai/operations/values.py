"""Arguments as people give them, checked to any depth and made into the JSON of protobuf.

A check is a function of a value and of its place. It returns JSON or raises a UserError that names
the place. A place is a chain of pairs, (the place above, name or index), which becomes a text only
when there is something to say.
"""
from __future__ import absolute_import

import datetime
import math
import numbers
import re

from clarifai.compat import collections_abc, string_types, text_type
from clarifai.content import Content, content_of_base64, content_of_bytes
from clarifai.errors import UserError
from clarifai.operations import schema
from clarifai.redact import is_secret, native, shown, shown_at

# The ranges of whole numbers, and those that may also come as text, as the server writes them.
RANGES = {
    'int32': (-2 ** 31, 2 ** 31 - 1), 'sint32': (-2 ** 31, 2 ** 31 - 1),
    'sfixed32': (-2 ** 31, 2 ** 31 - 1), 'uint32': (0, 2 ** 32 - 1), 'fixed32': (0, 2 ** 32 - 1),
    'int64': (-2 ** 63, 2 ** 63 - 1), 'sint64': (-2 ** 63, 2 ** 63 - 1),
    'sfixed64': (-2 ** 63, 2 ** 63 - 1), 'uint64': (0, 2 ** 64 - 1), 'fixed64': (0, 2 ** 64 - 1),
}
TIMESTAMP = r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$'
DURATION = r'^-?\d+(?:\.\d{1,9})?s$'
INFINITY = float('inf')
SINGLES = string_types + (bytes, bytearray, dict)  # what can be gone through and is no list

_checks = {}


def checked(name, given):
    """The arguments of a call, ready to be sent.

    Args:
        name (str): the operation.
        given (dict): names to values; None leaves one out.

    Returns:
        dict: names to JSON, in which contents may stand.

    Raises:
        UserError: one of them is unknown or of the wrong type.
    """
    known = schema.operation(name).arguments
    made = {}
    for argument, value in given.items():
        if value is None:
            continue
        field = known.get(argument)
        if field is None:
            if not re.match(r'\w+$', argument):
                argument = repr(argument)
            raise UserError(_unknown('%s takes no argument %s' % (name, argument), argument,
                                     list(known) + _beside(name)))
        made[argument] = _guarded(_check_of(field), value, (None, argument))
    _check_oneofs(known, made, name)
    return made


def _beside(name):
    """What a call takes beside the arguments of its operation."""
    from clarifai.operations import table  # only a mistake needs it
    row = table.row(name)
    return ['user_id', 'app_id'] * row.is_scoped + ['batch'] * bool(row.batch)


def checked_message(name, given):
    """A dictionary as the JSON of a message; see `checked`.

    Args:
        name (str): the message, such as 'Input'.
        given (dict): its fields.
    """
    return _guarded(_single(name), given, (None, name))


def checked_field(field, value, whole):
    """The value of one field of a message as JSON; see `checked`.

    Args:
        field (Field): which.
        value: what was given for it.
        whole (str): the name of the message, for errors.
    """
    return _guarded(_check_of(field), value, ((None, whole), field.name))


def _guarded(check, value, place):
    try:
        return check(value, place)
    except RuntimeError:  # RecursionError, which 2.7 has no name for
        raise UserError('%s is nested too deeply, or contains itself' % text_of(place))


def text_of(place):
    """A place as people write it: ``inputs[3].data.image.url``."""
    above, name = place
    if above is None:
        return name
    return text_of(above) + ('[%r]' % name if isinstance(name, (int, _Key)) else '.' + name)


class _Key(str):
    """The key of a map, which stands in brackets in a place."""


def _wrong(place, wanted, value):
    place = text_of(place)
    return UserError('%s must be %s, not %s' % (place, wanted, shown_at(place, value)))


def _unknown(beginning, name, known):
    from clarifai.operations.misses import alike  # only a mistake needs it
    listed = ', '.join(sorted(known)) or 'none'
    return '%s%s Possible are: %s' % (beginning, alike(name, known) or '.', listed)


# Which check a type has

def _check_of(field):
    name = (field.type, field.is_list)
    found = _checks.get(name)
    if found is None:
        found = _single(field.type)
        if field.is_list:
            found = _list_of(found, field.type)
        _checks[name] = found
    return found


def _single(type_name):
    found = SCALARS.get(type_name)
    if found is not None:
        return found
    if type_name in RANGES:
        return _whole_number(type_name)
    of_map = schema.parts_of_map(type_name)
    if of_map:
        return _map_of(_single(of_map[1]))
    if schema.enum(type_name) is not None:
        return _enum(type_name)
    return _message(type_name)


def _message(type_name):
    fields = schema.message(type_name)
    oneofs = any(field.oneof for field in fields.values())
    known = {}  # names as they were given, to the name of the field and its check

    def check(value, place):
        if type(value) is not dict and not isinstance(value, collections_abc.Mapping):
            raise _wrong(place, 'a dictionary with the fields of %s' % type_name, value)
        made = {}
        for given, part in value.items():
            if part is None:
                continue
            found = known.get(given)
            if found is None:
                field = fields.get(given) or _other_name(fields, given)
                if field is None:
                    raise UserError(_unknown('%s: %s has no field %s' % (
                        text_of(place), type_name, shown(given)),
                        given if isinstance(given, string_types) else repr(given), fields))
                found = known[given] = field.name, _check_of(field)
            name, check_part = found
            if name in made:
                raise UserError('%s is given twice, also as %s' % (text_of((place, name)), given))
            made[name] = check_part(part, (place, name))
        if oneofs and len(made) > 1:
            _check_oneofs(fields, made, text_of(place))
        return made
    return check


def _other_name(fields, name):
    """A field by its name in camel case, which protobuf takes too."""
    if not isinstance(name, string_types):
        return None
    return next((field for field in fields.values()
                 if _in_camel_case(field.name) == native(name)), None)


def _in_camel_case(name):
    return native(re.sub('_(.)', lambda found: found.group(1).upper(), name))


def _check_oneofs(fields, made, whole):
    seen = {}
    for name in sorted(made):
        oneof = fields[name].oneof
        if oneof and seen.setdefault(oneof, name) != name:
            raise UserError('%s can have %s or %s, not both' % (whole, seen[oneof], name))


def _list_of(check, type_name):
    def check_list(value, place):
        if type(value) is not list:
            if hasattr(value, 'tolist') and hasattr(value, 'dtype'):  # an array of NumPy
                value = value.tolist()
            if isinstance(value, SINGLES) or not hasattr(value, '__iter__'):
                raise _wrong(place, 'a list of %s' % _noun(type_name), value)
        return [check(part, (place, at)) for at, part in enumerate(value)]
    return check_list


def _map_of(check):
    def check_map(value, place):
        if not isinstance(value, collections_abc.Mapping):
            raise _wrong(place, 'a dictionary', value)
        return dict((_text(key, place), check(part, (place, _Key(native(key)))))
                    for key, part in value.items())
    return check_map


def _enum(type_name):
    values = schema.enum(type_name)

    def check(value, place):
        value = _plain(value)
        if isinstance(value, string_types) and value in values:
            return value
        if _is_whole(value):
            return int(value)  # a newer server may know more than the tables
        from clarifai.operations.misses import alike
        like = alike(value.upper(), values) if isinstance(value, string_types) else ''
        names = sorted(values, key=values.get)
        listed = ', '.join(names[:30]) + (' and %d more' % (len(names) - 30)
                                          if len(names) > 30 else '')
        raise UserError('%s must be one of %s, not %s%s'
                        % (text_of(place), listed, shown(value), like))
    return check


def _noun(type_name):
    """A type in the words of an error."""
    nouns = {'string': 'text', 'bytes': 'bytes', 'bool': 'True or False', 'float': 'numbers',
             'double': 'numbers', 'google.protobuf.Struct': 'dictionaries',
             'google.protobuf.Value': 'JSON'}
    if type_name in RANGES:
        return 'whole numbers'
    if type_name in nouns:
        return nouns[type_name]
    if schema.enum(type_name) is not None:
        return 'names of %s' % type_name
    return 'dictionaries with the fields of %s' % type_name


# The checks of single values

def _plain(value):
    """A number of NumPy as one of Python; anything else as it is."""
    return value.item() if hasattr(value, 'dtype') and hasattr(value, 'item') and \
        getattr(value, 'ndim', 0) == 0 else value


def _is_whole(value):
    return isinstance(value, numbers.Integral) and not isinstance(value, bool)


def _text(value, place):
    if isinstance(value, text_type):
        return value
    if isinstance(value, str):  # bytes of Python 2.7
        try:
            value.decode('utf-8')
            return value
        except UnicodeDecodeError:
            pass
    raise _wrong(place, 'text', value)


def _flag(value, place):
    value = _plain(value)
    if not isinstance(value, bool):
        raise _wrong(place, 'True or False', value)
    return value


def _whole_number(type_name):
    low, high = RANGES[type_name]
    takes_text = type_name.endswith('64')  # JSON of protobuf has these as text

    def check(value, place):
        value = _plain(value)
        if takes_text and isinstance(value, string_types) and re.match(r'^-?\d{1,20}$', value):
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not _is_whole(value):
            raise _wrong(place, 'a whole number', value)
        if not low <= value <= high:
            raise _wrong(place, 'a whole number from %d to %d' % (low, high), value)
        return int(value)
    return check


def _number(value, place):
    if type(value) is float and -INFINITY < value < INFINITY:
        return value  # what most are, without the abstract classes of numbers, which take long
    value = _plain(value)
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise _wrong(place, 'a number', value)
    try:
        made = float(value)
    except OverflowError:
        made = INFINITY
    if math.isnan(made) or math.isinf(made):
        raise _wrong(place, 'a number that is finite', value)
    return int(value) if _is_whole(value) else made


def _bytes(value, place):
    """Base64, made while it is sent: of bytes and files; text is base64 already."""
    if isinstance(value, Content):
        return value
    try:
        if isinstance(value, text_type):
            return content_of_base64(value)
        return content_of_bytes(value, text_of(place))
    except UserError as error:
        problem = str(error)
    name = text_of(place)
    if is_secret(name):
        raise _wrong(place, 'bytes, a file or base64', value)
    raise UserError(problem if problem.startswith(name) else '%s: %s' % (name, problem))


def _timestamp(value, place):
    if isinstance(value, datetime.datetime):
        try:
            offset = value.utcoffset()
            if offset is not None:
                value = value.replace(tzinfo=None) - offset
            return value.isoformat() + 'Z'
        except (ValueError, OverflowError):
            pass  # pandas' NaT, or a time that is out of the calendar where UTC is
    elif isinstance(value, string_types) and re.match(TIMESTAMP, value):
        return value
    raise _wrong(place, 'a datetime, or text such as 2026-01-31T12:00:00Z', value)


def _duration(value, place):
    if isinstance(value, datetime.timedelta):
        seconds = ('%.6f' % value.total_seconds()).rstrip('0').rstrip('.')
        return seconds + 's'
    if isinstance(value, string_types) and re.match(DURATION, value):
        return value
    raise _wrong(place, 'a timedelta, or text such as 2.5s', value)


def _json(value, place):
    """Any JSON, as google.protobuf.Value is."""
    value = _plain(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, numbers.Real):
        return _number(value, place)
    if isinstance(value, string_types):
        return _text(value, place)
    if isinstance(value, collections_abc.Mapping):
        return _struct(value, place)
    if isinstance(value, (list, tuple)) or (hasattr(value, 'tolist') and hasattr(value, 'dtype')):
        return _json_list(value, place)
    raise _wrong(place, 'JSON: text, a number, True, False, None, a list or a dictionary', value)


def _struct(value, place):
    if not isinstance(value, collections_abc.Mapping):
        raise _wrong(place, 'a dictionary', value)
    made = {}
    for key, part in value.items():
        if not isinstance(key, string_types):
            raise UserError('%s has the key %s, and JSON has only text as keys'
                            % (text_of(place), shown(key)))
        made[key] = _json(part, (place, _Key(native(key))))
    return made


_json_list = _list_of(_json, 'google.protobuf.Value')

SCALARS = {
    'string': _text,
    'bool': _flag,
    'float': _number,
    'double': _number,
    'bytes': _bytes,
    'google.protobuf.BoolValue': _flag,
    'google.protobuf.Int32Value': _whole_number('int32'),
    'google.protobuf.UInt64Value': _whole_number('uint64'),
    'google.protobuf.Timestamp': _timestamp,
    'google.protobuf.Duration': _duration,
    'google.protobuf.Struct': _struct,
    'google.protobuf.Value': _json,
    'google.protobuf.ListValue': _json_list,
}
