"""All routes of the platform, by the names of their RPCs, whether the sandbox has them or not.

The list is that of the platform's published protobufs (``platform.json``), with the scopes that a
key needs for each route, and with the names of the status codes.
"""
import json
import os
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Optional, Protocol

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'platform.json')
# What `web.router` takes away from a path: a user, an app, and something of theirs after it.
_OF_APP = re.compile('^/v2/users/{user_id}/apps/{app_id}(?=/)')


class Place(Protocol):
    """A method and a path: a route of the sandbox, or a binding of the platform."""

    @property
    def method(self) -> str:
        """The HTTP method."""

    @property
    def path(self) -> str:
        """The path, with ``{parts}``, without user and app."""


class Binding(NamedTuple):
    """A method and path of the platform, as `web.routes` writes them, and its RPC."""

    rpc: str
    method: str
    path: str


def _load() -> dict[str, Any]:
    with open(PATH, encoding='utf-8') as source:
        listed: dict[str, Any] = json.load(source)
    return listed


_LISTED = _load()
# {scope: the scopes that it needs beside it}
SCOPES: dict[str, list[str]] = _LISTED['scopes']
RPCS: tuple[str, ...] = tuple(_LISTED['rpcs'])
# {status code: its name}
STATUS_CODES: dict[int, str] = {int(number): name
                                for number, name in _LISTED['status_codes'].items()}
STATUS_NUMBERS: dict[str, int] = {name: number for number, name in STATUS_CODES.items()}


def _bindings() -> Iterator[Binding]:
    for rpc, known in _LISTED['rpcs'].items():
        for text in known['routes']:
            method, path = text.split(' ')
            yield Binding(rpc, method, _OF_APP.sub('/v2', path))


def _key(place: Place) -> tuple[str, str]:
    """Return what two places have in common that differ only in the names of their parameters."""
    return place.method, re.sub('{.*?}', '{}', place.path)


# Where the protobufs declare a binding twice, the first RPC is the one that is called.
BINDINGS: dict[tuple[str, str], Binding] = {}
_RPCS_AT: dict[tuple[str, str], list[str]] = {}
for _binding in _bindings():
    BINDINGS.setdefault(_key(_binding), _binding)
    _RPCS_AT.setdefault(_key(_binding), []).append(_binding.rpc)


def rpc_of(place: Place) -> Optional[str]:
    """Return the name of the RPC that a route stands for, None for what the platform has not."""
    binding = BINDINGS.get(_key(place))
    return binding.rpc if binding else None


def rpcs_of(place: Place) -> list[str]:
    """Return the names of all RPCs whose calls come to a route, the one that it stands for first.

    The gRPC door calls them all.
    """
    return _RPCS_AT.get(_key(place), [])


def scopes_of(rpc: str) -> list[str]:
    """Return the scopes that a key needs to call an RPC."""
    scopes: list[str] = _LISTED['rpcs'][rpc]['scopes']
    return scopes


def absent(served: Iterable[Place]) -> list[Binding]:
    """Return the bindings of the platform that are not among the routes that are served."""
    known = {_key(route) for route in served}
    return [binding for key, binding in BINDINGS.items() if key not in known]
