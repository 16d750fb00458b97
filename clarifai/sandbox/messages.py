"""The messages of the platform's API: what is in them, and in which requests and answers they are.

The list is that of the platform's published protobufs (``messages.json``).
"""
import functools
import json
import os
import re
from typing import NamedTuple, Optional

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'messages.json')
STRUCT, ANY = '{}', '{any}'
NUMBERS = ('int', 'float')
_FIELD = re.compile(r'(\w+)(?::([\w{}]+))?(\*?)(!?)$')


class Field(NamedTuple):
    """A field of a message.

    Attributes:
        kind (str): the message or enum that it holds, `STRUCT` or `ANY` where users put what they
            like, 'int', 'float', 'bool', 'bytes', or '' for texts and what else is a text in JSON.
        repeated (bool): whether it is a list.
        shown (bool): whether answers have it also where it is empty.
    """

    kind: str
    repeated: bool
    shown: bool


def _load() -> dict:
    with open(PATH, encoding='utf-8') as source:
        return json.load(source)


_LISTED = _load()
ENUMS = _LISTED['enums']


@functools.cache
def fields_of(message: Optional[str]) -> dict:
    """Return {name: Field} of a message; {} for what is none."""
    found = {}
    for written in _LISTED['messages'].get(message, '').split():
        name, kind, repeated, shown = _FIELD.match(written).groups()
        found[name] = Field(kind or '', bool(repeated), bool(shown))
    return found


def request_of(rpc: Optional[str]) -> Optional[str]:
    """Return the message that an RPC takes, None for no RPC."""
    return _LISTED['rpcs'][rpc].split()[0] if rpc else None


def answer_of(rpc: Optional[str]) -> Optional[str]:
    """Return the message that an RPC answers with, None for no RPC."""
    return _LISTED['rpcs'][rpc].split()[1] if rpc else None


def list_of(message: Optional[str]) -> Optional[str]:
    """Return the name of the list that an answer has even where it is empty, or None."""
    return next((name for name, field in fields_of(message).items()
                 if field.repeated and field.shown), None)


def _camel_case(name: str) -> str:
    return re.sub('_([a-z0-9])', lambda match: match.group(1).upper(), name)


def _names() -> tuple:
    fields = [(name, field.kind) for message in _LISTED['messages']
              for name, field in fields_of(message).items()]
    by_json_name = {_camel_case(name): name for name, _ in fields if _camel_case(name) != name}
    return by_json_name, frozenset(name for name, kind in fields if kind == STRUCT)


# {a field's name in camelCase: its name}, where they differ; and the names of the structs.
BY_JSON_NAME, STRUCT_NAMES = _names()
