"""The platform's published protobufs, as plain data: operations, messages, enums, status codes."""
import re

from clarifai_grpc import __version__ as VERSION  # noqa: F401 (written into what is generated)
from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from clarifai_grpc.grpc.api.status import status_code_pb2
from clarifai_grpc.grpc.api.utils import extensions_pb2
from clarifai_grpc.grpc.auth.scope import scope_pb2
from clarifai_grpc.grpc.auth.types import types_pb2
from clarifai_grpc.grpc.auth.util import extension_pb2 as auth_pb2
from google.api import annotations_pb2
from google.protobuf import descriptor

F = descriptor.FieldDescriptor
PACKAGE = 'clarifai.api.'
APP = '/v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}'
USER = '/v2/users/{user_app_id.user_id}'
SCALARS = {
    F.TYPE_DOUBLE: 'double', F.TYPE_FLOAT: 'float', F.TYPE_INT64: 'int64',
    F.TYPE_UINT64: 'uint64', F.TYPE_INT32: 'int32', F.TYPE_FIXED64: 'fixed64',
    F.TYPE_FIXED32: 'fixed32', F.TYPE_BOOL: 'bool', F.TYPE_STRING: 'string',
    F.TYPE_BYTES: 'bytes', F.TYPE_UINT32: 'uint32', F.TYPE_SFIXED32: 'sfixed32',
    F.TYPE_SFIXED64: 'sfixed64', F.TYPE_SINT32: 'sint32', F.TYPE_SINT64: 'sint64',
}
# Messages that no operation has in its request or answer, but that programs read and write.
MORE_MESSAGES = (resources_pb2.InputBatch.DESCRIPTOR,)


class Binding:
    """A verb and a path of an operation.

    Attributes:
        verb (str), path (str): as published, variables in braces.
        body (str): '*' when what is not in the path goes into the body, '' when into the query.
    """

    def __init__(self, rule):
        kind = rule.WhichOneof('pattern')
        self.verb = rule.custom.kind if kind == 'custom' else kind.upper()
        self.path = rule.custom.path if kind == 'custom' else getattr(rule, kind)
        self.body = rule.body
        if self.body not in ('', '*'):
            raise ValueError('%s %s has the body %r, which nobody knows how to fill'
                             % (self.verb, self.path, self.body))

    @property
    def place(self):
        """What two bindings have in common that differ in the names of their variables only."""
        return self.verb, re.sub('{.*?}', '{}', self.path)


class Operation:
    """An operation of the service: its names, bindings, arguments and answer."""

    def __init__(self, method):
        rule = method.GetOptions().Extensions[annotations_pb2.http]
        self.rpc = method.name
        self.name = snake(method.name)
        self.bindings = [Binding(one) for one in [rule] + list(rule.additional_bindings)]
        self.request = method.input_type
        self.answer = method.output_type
        self.deprecated = bool(method.GetOptions().deprecated)
        self.streams_requests = method.client_streaming
        self.streams_answers = method.server_streaming
        options = method.GetOptions().Extensions
        # Whether one must say who one is.
        self.takes_credentials = options[auth_pb2.cl_auth_type] != types_pb2.AuthType.Value(
            'NoAuth')
        self.scopes = [scope_pb2.S.Name(one) for one in options[auth_pb2.cl_depending_scopes]]

    @property
    def arguments(self):
        """The fields of the request but for the user and app, by their names."""
        return {field.name: field for field in self.request.fields if field.name != 'user_app_id'}

    @property
    def lists(self):
        """The names of the lists in the answer."""
        return [field.name for field in self.answer.fields if is_repeated(field)]

    @property
    def verb(self):
        """The verb of the first binding."""
        return self.bindings[0].verb


def snake(name):
    """The name of an RPC as Python writes it."""
    name = re.sub('([A-Z]+)([A-Z][a-z])', r'\1_\2', name)
    return re.sub('([a-z0-9])([A-Z])', r'\1_\2', name).lower()


def operations():
    """All operations in the order in which they are published, which decides between bindings."""
    service = service_pb2.DESCRIPTOR.services_by_name['V2']
    found = [Operation(method) for method in service.methods]
    if len(set(one.name for one in found)) != len(found):
        raise ValueError('two operations have one name in Python')
    for operation in found:
        for name in ('user_id', 'app_id', 'batch'):
            if name in operation.arguments:
                raise ValueError('%s has an argument %s, which means something else here'
                                 % (operation.rpc, name))
    return found


def shadowed(found):
    """Bindings that lead to another operation, which is published earlier.

    Returns:
        dict: (name of the operation, number of the binding) to the name of the other operation.
    """
    first, hidden = {}, {}
    for operation in found:
        for number, binding in enumerate(operation.bindings):
            owner = first.setdefault(binding.place, operation.name)
            if owner != operation.name:
                hidden[operation.name, number] = owner
    return hidden


def is_repeated(field):
    """Whether a field holds a list; a map does not."""
    flag = getattr(field, 'is_repeated', None)
    if flag is None:
        flag = field.label == F.LABEL_REPEATED
    return bool(flag() if callable(flag) else flag) and not is_map(field)


def is_map(field):
    """Whether a field is a map."""
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def short(full_name):
    """A message's or enum's name as it stands in what is generated."""
    return full_name[len(PACKAGE):] if full_name.startswith(PACKAGE) else full_name


def type_of(field):
    """The type of a field: ``string``, ``Input[]``, ``map<string,Struct>``."""
    if is_map(field):
        inner = field.message_type.fields_by_name
        return 'map<%s,%s>' % (type_of(inner['key']), type_of(inner['value']))
    target = field.message_type or field.enum_type
    name = short(target.full_name) if target is not None else SCALARS[field.type]
    return name + '[]' if is_repeated(field) else name


def is_real_oneof(oneof):
    """Whether a oneof is not the one that the compiler makes of an optional field."""
    return oneof is not None and not (len(oneof.fields) == 1 and oneof.name.startswith('_'))


def words_of(field):
    """All about a field: its number and type, then what else there is to say."""
    options = field.GetOptions()
    words = [str(field.number), type_of(field)]
    if is_real_oneof(field.containing_oneof):
        words.append('oneof:' + field.containing_oneof.name)
    if options.deprecated:
        words.append('deprecated')
    if options.Extensions[extensions_pb2.cl_show_if_empty]:
        words.append('shown')
    default = options.Extensions[extensions_pb2.cl_default_float]
    if default:
        words.append('default:%g' % default)
    return ' '.join(words)


def messages(found):
    """All messages that the operations know, and more that programs need, by their names."""
    todo = [one for operation in found for one in (operation.request, operation.answer)]
    todo += MORE_MESSAGES
    seen = {}
    while todo:
        message = todo.pop()
        if short(message.full_name) in seen:
            continue
        if not message.GetOptions().map_entry:
            seen[short(message.full_name)] = message
        todo += [field.message_type for field in message.fields if field.message_type is not None]
    return seen


def enums(known):
    """All enums that messages have fields of, by their names."""
    found = {}
    for message in known.values():
        for field in message.fields:
            if is_map(field):
                field = field.message_type.fields_by_name['value']
            if field.enum_type is not None:
                found[short(field.enum_type.full_name)] = field.enum_type
    return found


def key_scopes():
    """The scopes that a key can be given, each with those that it needs beside it."""
    needed = {}
    for value in scope_pb2.DESCRIPTOR.enum_types_by_name['S'].values:
        options = value.GetOptions().Extensions
        if options[scope_pb2.clarfai_exposed]:
            needed[value.name] = [scope_pb2.S.Name(one)
                                  for one in options[scope_pb2.clarifai_depending_scopes]]
    return needed


def status_codes():
    """The names of the status codes by their numbers; of several names, the first."""
    names = {}
    for value in status_code_pb2.StatusCode.DESCRIPTOR.values:
        names.setdefault(value.number, value.name)
    return names
