"""All routes of the platform, by the names of their RPCs, whether the sandbox has them or not.

The list is that of the platform's published protobufs (``platform.json``), with the scopes that a
key needs for each route, and with the names of the status codes.
"""
from __future__ import absolute_import

import collections
import io
import json
import os
import re

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'platform.json')
# What `web.router` takes away from a path: a user, an app, and something of theirs after it.
_OF_APP = re.compile('^/v2/users/{user_id}/apps/{app_id}(?=/)')

Binding = collections.namedtuple('Binding', 'rpc method path')
Binding.__doc__ = """A method and path of the platform, as `web.routes` writes them, and its RPC."""


def _load():
    with io.open(PATH, encoding='utf-8') as source:
        return json.load(source)


_LISTED = _load()
# {scope: the scopes that it needs beside it}
SCOPES = _LISTED['scopes']
RPCS = tuple(_LISTED['rpcs'])
# {status code: its name}
STATUS_CODES = dict((int(number), name) for number, name in _LISTED['status_codes'].items())


def _bindings():
    for rpc, known in _LISTED['rpcs'].items():
        for text in known['routes']:
            method, path = text.split(' ')
            yield Binding(rpc, method, _OF_APP.sub('/v2', path))


def _place(method, path):
    """Return what two routes have in common that differ only in the names of their parameters."""
    return method, re.sub('{.*?}', '{}', path)


# Where the protobufs declare a binding twice, the first RPC is the one that is called.
BINDINGS = {}
for _binding in _bindings():
    BINDINGS.setdefault(_place(_binding.method, _binding.path), _binding)


def rpc_of(route):
    """Return the name of the RPC that a route stands for, None for what the platform has not."""
    binding = BINDINGS.get(_place(route.method, route.path))
    return binding and binding.rpc


def scopes_of(rpc):
    """Return the list of scopes that a key needs to call an RPC."""
    return _LISTED['rpcs'][rpc]['scopes']


def absent(served):
    """Return the list of `Binding`: those routes of the platform that are not served.

    Args:
        served (list of routes.Route): those that are.
    """
    known = set(_place(route.method, route.path) for route in served)
    return [binding for place, binding in BINDINGS.items() if place not in known]
