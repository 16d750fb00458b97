"""The sandbox's list of the platform's messages, out of the official protobufs.

    python tests/contract/platform_messages.py > clarifai/sandbox/messages.json

writes it anew, after an update of clarifai-grpc. A test compares the two.
"""
from __future__ import absolute_import, print_function

import json

from clarifai_grpc.grpc.api import service_pb2
from clarifai_grpc.grpc.api.utils import extensions_pb2
from contract import _repeated
from google.protobuf.descriptor import FieldDescriptor as Field

KINDS = {
    Field.CPPTYPE_BOOL: 'bool', Field.CPPTYPE_STRING: '',
    Field.CPPTYPE_FLOAT: 'float', Field.CPPTYPE_DOUBLE: 'float', Field.CPPTYPE_INT32: 'int',
    Field.CPPTYPE_INT64: 'int', Field.CPPTYPE_UINT32: 'int', Field.CPPTYPE_UINT64: 'int'}
KNOWN_ENUMS = ('StatusCode',)  # in platform.json
# What users put there is theirs: members of any names in a struct, and any JSON in a value.
OPEN = {'Struct': '{}', 'Value': '{any}', 'ListValue': '{any}'}


def listing():
    """The list: each RPC's request and answer, the messages in them, and the enums in these."""
    messages, enums, rpcs = {}, {}, {}
    for method in service_pb2.DESCRIPTOR.services_by_name['V2'].methods:
        rpcs[method.name] = '%s %s' % (method.input_type.name, method.output_type.name)
        for message in (method.input_type, method.output_type):
            _collect(message, messages, enums)
    return {'source': 'clarifai-grpc 12.6.0', 'rpcs': rpcs,
            'messages': dict(sorted(messages.items())), 'enums': dict(sorted(enums.items()))}


def _collect(message, messages, enums):
    if message.name in messages:
        return
    messages[message.name] = ''  # it may hold itself
    messages[message.name] = ' '.join(_written(field) for field in message.fields)
    for field in message.fields:
        if field.message_type is not None and _kind(field) == field.message_type.name:
            _collect(field.message_type, messages, enums)
        if field.enum_type is not None and field.enum_type.name not in KNOWN_ENUMS:
            enums[field.enum_type.name] = dict((value.name, value.number)
                                               for value in field.enum_type.values)


def _written(field):
    """A field as ``name:kind``, with ``*`` if it is a list and ``!`` if it shows when empty."""
    kind = _kind(field)
    repeated = _repeated(field) and not kind.startswith('{')
    shown = field.GetOptions().Extensions[extensions_pb2.cl_show_if_empty]
    return '%s%s%s%s' % (field.name, ':' + kind if kind else '', '*' if repeated else '',
                         '!' if shown else '')


def _kind(field):
    message = field.message_type
    if message is None and field.enum_type is not None:
        return '' if field.enum_type.name in KNOWN_ENUMS else field.enum_type.name
    if message is None:
        return 'bytes' if field.type == Field.TYPE_BYTES else KINDS[field.cpp_type]
    if message.file.package == 'google.protobuf':
        return OPEN.get(message.name, '')  # times, masks and wrappers are plain values
    return '{any}' if message.GetOptions().map_entry else message.name


def written():
    """The text of the file: one line an entry."""
    found = listing()
    parts = ['"source": %s' % json.dumps(found['source'])]
    for name in ('rpcs', 'messages', 'enums'):
        lines = ['  %s: %s' % (json.dumps(key), json.dumps(value))
                 for key, value in found[name].items()]
        parts.append('"%s": {\n%s\n }' % (name, ',\n'.join(lines)))
    return '{\n %s\n}\n' % ',\n '.join(parts)


if __name__ == '__main__':
    print(written(), end='')
