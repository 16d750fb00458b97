"""What the sandbox knows of the platform: its routes, scopes and status codes, and its messages."""
import json

import descriptors
from clarifai_grpc.grpc.api import resources_pb2
from clarifai_grpc.grpc.api.utils import extensions_pb2

F = descriptors.F
KINDS = {
    F.CPPTYPE_BOOL: 'bool', F.CPPTYPE_STRING: '', F.CPPTYPE_FLOAT: 'float',
    F.CPPTYPE_DOUBLE: 'float', F.CPPTYPE_INT32: 'int', F.CPPTYPE_INT64: 'int',
    F.CPPTYPE_UINT32: 'int', F.CPPTYPE_UINT64: 'int'}
KNOWN_ENUMS = ('StatusCode',)  # its names are among the routes
# What users put there is theirs: members of any names in a struct, and any JSON in a value.
OPEN = {'Struct': '{}', 'Value': '{any}', 'ListValue': '{any}'}
# What is written in a form of its own, and what no input of the sandbox has.
WELL_KNOWN = ('Timestamp', 'Struct')
NOT_EXPORTED = frozenset(
    'Data.hits Data.clusters Data.colors Data.tracks Data.parts Data.ndarray Data.heatmaps '
    'Input.settings Status.redirect_info Image.hosted_image_info Concept.keypoint_info '
    'Concept.extra_info'.split())
SOURCE = 'clarifai-grpc ' + descriptors.VERSION


def routes(found):
    """The file of routes: RPCs with their bindings and scopes, in the order in which they count."""
    rpcs = {operation.rpc: {
        'key': operation.takes_credentials, 'scopes': operation.scopes,
        'routes': ['%s %s' % (one.verb, one.path.replace('user_app_id.', ''))
                   for one in _longest_first(operation.bindings)]} for operation in found}
    codes = {str(number): name for number, name in sorted(descriptors.status_codes().items())
             if number}
    return _written(rpcs=rpcs, scopes=descriptors.key_scopes(), status_codes=codes)


def _longest_first(bindings):
    """Bindings as a server matches them: long before short, what is fixed before variables."""
    def rank(binding):
        segments = binding.path.strip('/').split('/')
        return -len(segments), [segment.startswith('{') for segment in segments]
    return sorted(bindings, key=rank)


def messages(found):
    """The file of messages: each RPC's request and answer, what is in them, and the enums."""
    known, enums = {}, {}
    for operation in found:
        for message in (operation.request, operation.answer):
            _collect(message, known, enums)
    rpcs = {operation.rpc: '%s %s' % (operation.request.name, operation.answer.name)
            for operation in found}
    return _written(rpcs=rpcs, messages=dict(sorted(known.items())),
                    enums=dict(sorted(enums.items())))


def _collect(message, known, enums):
    if message.name in known:
        return
    known[message.name] = ''  # it may hold itself
    known[message.name] = ' '.join(_field(field) for field in message.fields)
    for field in message.fields:
        if field.message_type is not None and _kind(field) == field.message_type.name:
            _collect(field.message_type, known, enums)
        if field.enum_type is not None and field.enum_type.name not in KNOWN_ENUMS:
            enums[_enum_name(field.enum_type)] = {
                value.name: value.number for value in field.enum_type.values}


def _field(field):
    """A field as ``name:kind``, with ``*`` if it is a list and ``!`` if it shows when empty."""
    kind = _kind(field)
    is_list = descriptors.is_repeated(field) and not kind.startswith('{')
    shown = field.GetOptions().Extensions[extensions_pb2.cl_show_if_empty]
    return '%s%s%s%s' % (field.name, ':' + kind if kind else '', '*' if is_list else '',
                         '!' if shown else '')


def _kind(field):
    message = field.message_type
    if message is None and field.enum_type is not None:
        return '' if field.enum_type.name in KNOWN_ENUMS else _enum_name(field.enum_type)
    if message is None:
        return 'bytes' if field.type == F.TYPE_BYTES else KINDS[field.cpp_type]
    if message.file.package == 'google.protobuf':
        return OPEN.get(message.name, '')  # times, masks and wrappers are plain values
    return '{any}' if message.GetOptions().map_entry else message.name


def _enum_name(enum):
    """The name of an enum; with its message's before it where another one is called the same."""
    outer, file = enum.containing_type, resources_pb2.DESCRIPTOR
    names = list(file.enum_types_by_name) + [
        name for message in file.message_types_by_name.values()
        for name in message.enum_types_by_name]
    return outer.name + enum.name if outer and names.count(enum.name) > 1 else enum.name


def _written(**tables):
    """A JSON file: one line an entry."""
    parts = ['"source": %s' % json.dumps(SOURCE)]
    for name, table in tables.items():
        lines = ['  %s: %s' % (json.dumps(key), json.dumps(value, sort_keys=True))
                 for key, value in table.items()]
        parts.append('"%s": {\n%s\n }' % (name, ',\n'.join(lines)))
    return '{\n %s\n}\n' % ',\n '.join(parts)


def batches():
    """The file of the messages of which an exported dataset is made, with the numbers of fields."""
    known = {}
    _collect_numbers(resources_pb2.InputBatch.DESCRIPTOR, known)
    return _written(messages=dict(sorted(known.items())))


def _collect_numbers(message, known):
    if message.name in known:
        return
    fields = [field for field in message.fields
              if '%s.%s' % (message.name, field.name) not in NOT_EXPORTED]
    known[message.name] = ' '.join(
        '%s:%d:%s%s' % (field.name, field.number, _wire_kind(field),
                        '*' if descriptors.is_repeated(field) else '') for field in fields)
    for field in fields:
        if field.message_type is not None and field.message_type.name not in WELL_KNOWN:
            _collect_numbers(field.message_type, known)


def _wire_kind(field):
    if field.enum_type is not None:
        return 'enum'
    return field.message_type.name if field.message_type else descriptors.SCALARS[field.type]
