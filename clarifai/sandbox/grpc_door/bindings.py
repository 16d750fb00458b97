"""Which request of REST a message stands for: the service's own rules, ``google.api.http``."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Optional
from urllib.parse import quote, urlencode

import grpc
from google.api import annotations_pb2
from google.protobuf.descriptor import MethodDescriptor

from clarifai.sandbox.grpc_door.refusals import Refusal

VERBS = ('get', 'put', 'post', 'delete', 'patch')
_VARIABLE = re.compile('{([^}]*)}')


class Request(NamedTuple):
    """A request of REST.

    Attributes:
        method: the HTTP method.
        target: the path with its query.
        body: JSON, None where there is no body.
    """

    method: str
    target: str
    body: Optional[bytes]


class Binding:
    """One of the paths of a call.

    Args:
        method: the HTTP method.
        path: the path, where ``{name}`` and ``{outer.name}`` stand for fields of the message.
        has_body: whether the other fields go into a body; else they go into the query.

    Attributes:
        variables: the fields that the path needs, in their order.
    """

    def __init__(self, method: str, path: str, has_body: bool) -> None:
        self._method = method
        self._path = path
        self._has_body = has_body
        self.variables = _VARIABLE.findall(path)

    def missing(self, fields: Mapping[str, Any]) -> list[str]:
        """Return the variables that a message, as JSON, has not."""
        return [name for name in self.variables if not _field(fields, name)]

    def request(self, fields: dict[str, Any]) -> Request:
        """Return the request for a message as JSON, which is used up.

        Raises:
            Refusal: a query cannot hold it.
        """
        path = _VARIABLE.sub(lambda found: quote(_field(fields, found[1]), safe=''), self._path)
        for name in self.variables:
            _take_away(fields, name.split('.'))
        if self._has_body:
            return Request(self._method, path, json.dumps(fields).encode('ascii'))
        query = urlencode(list(_query(fields)))
        return Request(self._method, path + '?' + query if query else path, None)


class Bindings:
    """All paths of a call.

    Args:
        method: the call, as the service describes it.
    """

    def __init__(self, method: MethodDescriptor) -> None:
        self._name = method.name
        rule = method.GetOptions().Extensions[annotations_pb2.http]
        self._bindings = sorted(map(_binding, [rule, *rule.additional_bindings]),
                                key=lambda binding: -len(binding.variables))

    def request(self, fields: dict[str, Any]) -> Request:
        """Return the request for a message as JSON, on the path that takes most from it.

        Args:
            fields: the message, which is used up.

        Raises:
            Refusal: there is none whose variables it all has.
        """
        missing = [binding.missing(fields) for binding in self._bindings]
        for binding, names in zip(self._bindings, missing):
            if not names:
                return binding.request(fields)
        fewest = min(missing, key=len)
        raise Refusal(grpc.StatusCode.INVALID_ARGUMENT, '%s needs %s, which the request has not.'
                      % (self._name, ' and '.join(fewest)))


def _binding(rule: Any) -> Binding:
    verb = next(verb for verb in VERBS if getattr(rule, verb))
    return Binding(verb.upper(), getattr(rule, verb), rule.body == '*')


def _field(fields: Mapping[str, Any], name: str) -> str:
    value: Any = fields
    for part in name.split('.'):
        value = value.get(part, {})
    return value or ''


def _take_away(fields: dict[str, Any], parts: list[str]) -> None:
    """Remove a field, and what holds nothing else."""
    if len(parts) > 1:
        _take_away(fields[parts[0]], parts[1:])
    if len(parts) == 1 or not fields[parts[0]]:
        del fields[parts[0]]


def _query(fields: Mapping[str, Any], prefix: str = '') -> Iterator[tuple[str, str]]:
    """Yield names and values of a query; what a message holds is ``outer.name``."""
    for name, value in fields.items():
        if isinstance(value, dict):
            yield from _query(value, prefix + name + '.')
        elif isinstance(value, list):
            yield from ((prefix + name, _text(item)) for item in value)
        else:
            yield prefix + name, _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
