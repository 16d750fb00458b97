"""Official protobuf messages: read by their descriptors, and made.

Reading does not import protobuf, which need not be installed; only `made`, `descriptor` and
`struct` do, when they are called.
"""
from __future__ import annotations

from typing import Any, Callable, Dict, Mapping, Optional

from clarifai.content import BytesContent, plain
from clarifai.operations import schema

PACKAGE = 'clarifai.api.'
NEEDED = ('official protobuf messages need the library clarifai-grpc, which is not installed. '
          'Run: pip install clarifai-grpc')
_DEFAULT = 'default:'


def type_name(value: object) -> Optional[str]:
    """The type of an official message, as the table has it; None of anything else."""
    if isinstance(value, dict) or not hasattr(value, 'ListFields'):
        return None  # messages of ours have the names of the official ones, too
    name = getattr(getattr(value, 'DESCRIPTOR', None), 'full_name', None)
    if not isinstance(name, str):
        return None
    return name[len(PACKAGE):] if name.startswith(PACKAGE) else name


def is_container(value: object) -> bool:
    """Whether a value is a list or a map that is inside an official message."""
    return type(value).__module__.startswith('google.') and hasattr(value, '__len__')


def read(value: Any) -> Any:
    """An official message, or anything inside one, as JSON in which contents may stand."""
    name = type_name(value)
    if name is not None:
        return _SPECIAL[name](value) if name in _SPECIAL else _fields(value, name)
    if isinstance(value, bytes):
        return BytesContent(value)
    if is_container(value):
        if hasattr(value, 'items'):
            return {key: read(part) for key, part in value.items()}
        return [read(part) for part in value]
    return value


def _fields(value: Any, name: str) -> Dict[str, Any]:
    found = {descriptor.name: read(part) for descriptor, part in value.ListFields()}
    # A message does not tell such a field that is 0 from one that is absent, and these differ.
    for field in defaults(name):
        found.setdefault(field, getattr(value, field))
    return found


def defaults(name: str) -> Dict[str, float]:
    """The fields of a message whose absence means something else than 0, and what it means."""
    return {field.name: float(word[len(_DEFAULT):])
            for field in (schema.message(name) or {}).values()
            for word in field.words if word.startswith(_DEFAULT)}


def _value(value: Any) -> Any:
    kind = value.WhichOneof('kind')
    return None if kind in (None, 'null_value') else read(getattr(value, kind))


def _wrapped(value: Any) -> Any:
    return read(value.value)


def _as_text(value: Any) -> Any:
    return value.ToJsonString()


_SPECIAL: Dict[str, Callable[[Any], Any]] = {
    'google.protobuf.Struct': lambda value: read(value.fields),
    'google.protobuf.ListValue': lambda value: read(value.values),
    'google.protobuf.Value': _value,
    'google.protobuf.Timestamp': _as_text,
    'google.protobuf.Duration': _as_text,
}
_SPECIAL.update(('google.protobuf.%sValue' % kind, _wrapped) for kind in (
    'Bool', 'Bytes', 'Double', 'Float', 'Int32', 'Int64', 'String', 'UInt32', 'UInt64'))


def made(name: str, fields: Dict[str, Any]) -> Any:
    """An official message.

    Args:
        name: its type, such as 'Input'.
        fields: its JSON, in which contents may stand.

    Returns:
        a message of ``clarifai_grpc``.

    Raises:
        ImportError: that is not installed.
    """
    kind = descriptor(name)
    from google.protobuf import json_format, message_factory  # type: ignore
    return json_format.ParseDict(_complete(name, plain(fields)),
                                 message_factory.GetMessageClass(kind)(),
                                 ignore_unknown_fields=True)


def descriptor(name: str) -> Any:
    """The official descriptor of a message.

    Args:
        name: its type, such as 'Input'.

    Raises:
        ImportError: ``clarifai_grpc`` is not installed.
    """
    try:
        # These bring all messages.
        from clarifai_grpc.grpc.api import service_pb2  # type: ignore  # noqa: F401
        from clarifai_grpc.grpc.api.utils import matrix_pb2  # type: ignore  # noqa: F401
        from google.protobuf import descriptor_pool
    except ImportError:
        raise ImportError(NEEDED) from None
    package = '' if name == matrix_pb2.MatrixUint64.DESCRIPTOR.full_name else PACKAGE
    return descriptor_pool.Default().FindMessageTypeByName(package + name)


def struct(values: Mapping[str, Any]) -> Any:
    """A ``Struct`` of JSON.

    Raises:
        ImportError: protobuf is not installed.
    """
    try:
        from google.protobuf.struct_pb2 import Struct  # type: ignore
    except ImportError:
        raise ImportError(NEEDED) from None
    made = Struct()
    made.update(plain(values))
    return made


def _complete(name: str, value: Any) -> Any:
    """JSON in which a default that protobuf does not know stands where it is meant."""
    of_map = schema.parts_of_map(name)
    if of_map and isinstance(value, dict):
        return {key: _complete(of_map[1], part) for key, part in value.items()}
    fields = schema.message(name)
    if fields is None or name.startswith(schema.WELL_KNOWN) or not isinstance(value, dict):
        return value
    complete: Dict[str, Any] = dict(defaults(name))
    for field_name, part in value.items():
        field = fields.get(field_name)
        if field is not None and field.is_list and isinstance(part, list):
            part = [_complete(field.type, single) for single in part]
        elif field is not None:
            part = _complete(field.type, part)
        complete[field_name] = part
    return complete
