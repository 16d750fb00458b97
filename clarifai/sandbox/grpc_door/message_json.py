"""Messages as JSON and back."""
from __future__ import annotations

import functools
from typing import Any

import grpc
from clarifai_grpc.grpc.api.utils import extensions_pb2
from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor
from google.protobuf.message import Message

from clarifai.sandbox.grpc_door.refusals import Refusal


def to_json(message: Message) -> dict[str, Any]:
    """Return a request as JSON.

    JSON leaves out what has its default, but a number such as a concept's value means something
    else there where it is absent than in a message, which always has it. Such are written.
    """
    written: dict[str, Any] = json_format.MessageToDict(message, preserving_proto_field_name=True)
    _write_numbers(message, written)
    return written


def _write_numbers(message: Message, written: dict[str, Any]) -> None:
    for name in _numbers_to_write(message.DESCRIPTOR):
        written.setdefault(name, getattr(message, name))
    for field, value in message.ListFields():
        if not _is_walked(field.message_type):
            continue
        if isinstance(value, Message):
            _write_numbers(value, written[field.name])
        elif field.message_type.GetOptions().map_entry:
            continue  # no map of this service leads to such a number
        else:
            for inner, inner_written in zip(value, written[field.name]):
                _write_numbers(inner, inner_written)


def _is_walked(kind: Descriptor | None) -> bool:
    """Return whether it is a message that JSON writes as an object of its fields."""
    return kind is not None and not kind.full_name.startswith('google.protobuf.')


@functools.cache
def _numbers_to_write(kind: Descriptor) -> tuple[str, ...]:
    return tuple(field.name for field in kind.fields
                 if field.GetOptions().HasExtension(extensions_pb2.cl_default_float))


def to_message(answer: dict[str, Any], kind: type[Message]) -> Message:
    """Return an answer as a message; what this version of the service has not is left out.

    Raises:
        Refusal: it is no such message.
    """
    try:
        return json_format.ParseDict(answer, kind(), ignore_unknown_fields=True)
    except json_format.ParseError as error:
        raise Refusal(grpc.StatusCode.INTERNAL, 'The answer of the sandbox is not a %s: %s.'
                      % (kind.DESCRIPTOR.name, error))
