"""The JSON form of protobuf, which is how the API reads requests and writes answers.

A request may name members in camelCase, give numbers as texts and enums as names. An answer leaves
out the lists that are empty, but for those that its message always shows. What is in members that
are users' own (``metadata``) stays as it is.
"""
import re
from typing import Any, Optional

from werkzeug.datastructures import MultiDict

from clarifai.sandbox import errors, messages

OPEN = (messages.STRUCT, messages.ANY)
_HOLDERS = frozenset([dict, list])
_TRUTH = {True: 1, False: 0, 'true': 1, 'false': 0}
_NUMBER = re.compile(r'-?\d+(\.\d+)?([eE][-+]?\d+)?$', re.ASCII)
_WHOLE = re.compile(r'-?\d{1,20}$', re.ASCII)


def with_field_names(value: Any) -> Any:
    """Return a request's JSON with its members under the names of the fields, not in camelCase.

    Raises:
        errors.RequestError: a member is there under both names.
    """
    if isinstance(value, list):
        return [with_field_names(item) for item in value]
    if not isinstance(value, dict):
        return value
    renamed = {}
    for name, inner in value.items():
        known = messages.BY_JSON_NAME.get(name, name)
        if known != name and known in value:
            raise errors.RequestError('%r and %r are the same member; send one of them.'
                                      % (name, known))
        renamed[known] = inner if known in messages.STRUCT_NAMES else with_field_names(inner)
    return renamed


def query_with_field_names(query: MultiDict) -> MultiDict:
    """Return a query string with its members under the names of the fields, not in camelCase."""
    return MultiDict([('.'.join(messages.BY_JSON_NAME.get(part, part) for part in name.split('.')),
                       value) for name, value in query.items(multi=True)])


def with_numbers(message: Optional[str], value: Any) -> Any:
    """Return a message of a request with numbers where texts or names of enums stand for them."""
    if not isinstance(value, dict):
        return value
    fields = messages.fields_of(message)
    return {name: _read(fields[name].kind, inner) if name in fields else inner
            for name, inner in value.items()}


def _read(kind: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_read(kind, item) for item in value]
    if isinstance(value, dict):
        return with_numbers(kind, value)
    if not isinstance(value, str):
        return value
    if kind in messages.NUMBERS and _NUMBER.match(value):
        return int(value) if _WHOLE.match(value) else float(value)
    return messages.ENUMS.get(kind, {}).get(value, value)


def with_concept_values(value: Any) -> Any:
    """Return a request's JSON with 1 and 0 for true and false as the values of concepts.

    Protobuf has no such thing, but routes without a user and an app took it, and official clients
    of those years sent it, some as texts.
    """
    if isinstance(value, list):
        return [with_concept_values(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: _concepts(inner) if name == 'concepts' else
            inner if name in messages.STRUCT_NAMES else with_concept_values(inner)
            for name, inner in value.items()}


def _concepts(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [dict(item, value=_TRUTH[item['value']])
            if isinstance(item, dict) and _is_truth(item.get('value')) else item
            for item in value]


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool) or value in ('true', 'false')


def without_empty_lists(message: Optional[str], value: dict) -> dict:
    """Return a message of an answer without the lists that are not shown when they are empty."""
    if _HOLDERS.isdisjoint(map(type, value.values())):
        return value  # as most are: concepts, boxes, statuses
    fields = messages.fields_of(message)
    shown = {}
    for name, inner in value.items():
        field = fields.get(name)
        if name in messages.STRUCT_NAMES if field is None else field.kind in OPEN:
            shown[name] = inner
        elif isinstance(inner, dict):
            shown[name] = without_empty_lists(field and field.kind, inner)
        elif not isinstance(inner, list):
            shown[name] = inner
        elif inner and isinstance(inner[0], dict):
            shown[name] = [without_empty_lists(field and field.kind, item) for item in inner]
        elif inner or (field is not None and field.shown):
            shown[name] = inner
    return shown
