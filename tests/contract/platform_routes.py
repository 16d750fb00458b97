"""The sandbox's list of the platform's routes and status codes, out of the official protobufs.

    python tests/contract/platform_routes.py > clarifai/sandbox/platform.json

writes it anew, after an update of clarifai-grpc. A test compares the two.
"""
from __future__ import absolute_import, print_function

import json

from clarifai_grpc.grpc.api import service_pb2
from clarifai_grpc.grpc.api.status import status_code_pb2
from clarifai_grpc.grpc.auth.scope import scope_pb2
from clarifai_grpc.grpc.auth.util import extension_pb2
from contract import ROUTES

NO_KEY = 1  # of the auth types: whoever calls need not say who they are


def listing():
    """The list: RPCs with their bindings and scopes, and the scopes that need others."""
    bindings = {}
    for route in ROUTES:
        path = route.template.replace('user_app_id.', '')
        bindings.setdefault(route.rpc, []).append('%s %s' % (route.verb, path))
    return {'source': 'clarifai-grpc 12.6.0', 'rpcs': dict(_rpcs(bindings)),
            'scopes': dict(_scopes()), 'status_codes': dict(_status_codes())}


def _rpcs(bindings):
    for method in service_pb2.DESCRIPTOR.services_by_name['V2'].methods:
        if method.name not in bindings:
            continue
        options = method.GetOptions()
        needed = options.Extensions[extension_pb2.cl_depending_scopes]
        yield method.name, {
            'key': options.Extensions[extension_pb2.cl_auth_type] != NO_KEY,
            'scopes': [scope_pb2.S.Name(number) for number in needed],
            'routes': bindings[method.name]}


def _scopes():
    for value in scope_pb2.S.DESCRIPTOR.values:
        options = value.GetOptions()
        if options.Extensions[scope_pb2.clarfai_exposed]:
            needed = options.Extensions[scope_pb2.clarifai_depending_scopes]
            yield value.name, [scope_pb2.S.Name(number) for number in needed]


def _status_codes():
    names = {}
    for value in status_code_pb2.StatusCode.DESCRIPTOR.values:
        names.setdefault(value.number, value.name)
    return [(str(number), name) for number, name in sorted(names.items()) if number]


def written():
    """The text of the file: one line an entry, in the order of the protobufs."""
    found = listing()
    parts = ['"source": %s' % json.dumps(found['source'])]
    for name in ('rpcs', 'scopes', 'status_codes'):
        lines = ['  %s: %s' % (json.dumps(key), json.dumps(value, sort_keys=True))
                 for key, value in found[name].items()]
        parts.append('"%s": {\n%s\n }' % (name, ',\n'.join(lines)))
    return '{\n %s\n}\n' % ',\n '.join(parts)


if __name__ == '__main__':
    print(written(), end='')
