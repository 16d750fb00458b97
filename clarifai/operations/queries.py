"""Arguments in the query of a request, for the routes that have no body."""
from __future__ import absolute_import

from clarifai.compat import text_type
from clarifai.content import Content
from clarifai.errors import UserTextError
from clarifai.operations import schema
from clarifai.redact import native, shown


def can_carry(name, values, variables):
    """Whether arguments have room in a query.

    Args:
        name (str): the operation.
        values (dict): its arguments, checked.
        variables (tuple of str): those that the path has.
    """
    return all(_has_room(schema.operation(name).arguments[argument], value)
               for argument, value in values.items()
               if isinstance(value, (dict, list)) and argument not in variables)


def query_of(values, variables):
    """The query of a request.

    Args:
        values (dict), variables (tuple of str): as of `can_carry`, which they passed.

    Returns:
        dict: names, dotted where they lead into a dictionary, to texts and lists of texts.
    """
    query = {}
    for argument, value in values.items():
        _add(query, argument, value, variables)
    return query


def _add(query, name, value, variables):
    if name in variables:
        return
    if isinstance(value, dict):
        for part, inner in value.items():
            _add(query, '%s.%s' % (name, part), inner, variables)
    elif isinstance(value, list):
        if value:
            query[name] = [_text(name, part) for part in value]
    else:
        query[name] = _text(name, value)


def _text(name, value):
    if value is True or value is False:
        return 'true' if value else 'false'
    if isinstance(value, Content):
        return value.text()
    if isinstance(value, float):
        return repr(value)
    try:
        if isinstance(value, text_type):
            value.encode('utf-8')
    except UnicodeEncodeError:
        raise UserTextError('%s cannot be written in a URL: %s' % (name, shown(value)))
    return native(value)  # 2.7 escapes no text but bytes


def _has_room(field, value):
    """Whether a query can say a value: texts and numbers, lists of them, and messages of these."""
    if isinstance(value, list):
        return not any(isinstance(part, (dict, list)) for part in value) and \
            not field.type.startswith(schema.WELL_KNOWN + 'Value')
    if not isinstance(value, dict):
        return True
    fields = schema.message(field.type)
    if fields is None or field.type.startswith(schema.WELL_KNOWN):
        return False
    return all(_has_room(fields[name], part) for name, part in value.items())
