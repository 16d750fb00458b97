"""Writing a graph in the format of ONNX, a protobuf of a dozen fields.

The numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3; a test compares
the result with what the package ``onnx`` makes of it.
"""
from __future__ import annotations

from typing import Union

import numpy as np

from clarifai.sandbox.learning.pretrained.network import Graph, Node

IR_VERSION = 8
OPSET = 13
FLOAT = 1  # TensorProto.DataType
INT, INTS = 2, 7  # AttributeProto.AttributeType

Shape = list[Union[int, str]]


def model(graph: Graph, inputs: dict[str, Shape], outputs: dict[str, Shape]) -> bytes:
    """Return a ModelProto.

    Args:
        graph: the operations and their numbers.
        inputs: {name: its sizes; a text names one that is open}.
        outputs: likewise.
    """
    content = b''.join(
        [_message(1, _node(node)) for node in graph.nodes] + [_text(2, 'graph')]
        + [_message(5, _tensor(name, array)) for name, array in graph.weights.items()]
        + [_message(11, _value(name, shape)) for name, shape in inputs.items()]
        + [_message(12, _value(name, shape)) for name, shape in outputs.items()])
    opset = _text(1, '') + _number(2, OPSET)
    return _number(1, IR_VERSION) + _message(7, content) + _message(8, opset)


def _node(node: Node) -> bytes:
    return b''.join([_text(1, name) for name in node.inputs] + [_text(2, node.output),
                    _text(4, node.operation)]
                    + [_message(5, _attribute(name, value))
                       for name, value in node.attributes.items()])


def _attribute(name: str, value: int | list[int]) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, INT)
    return _text(1, name) + b''.join(_number(8, item) for item in value) + _number(20, INTS)


def _tensor(name: str, array: np.ndarray) -> bytes:
    sizes = b''.join(_number(1, size) for size in array.shape)
    return sizes + _number(2, FLOAT) + _text(8, name) + _message(
        9, np.ascontiguousarray(array, '<f4').tobytes())


def _value(name: str, shape: Shape) -> bytes:
    sizes = b''.join(_message(1, _text(2, size) if isinstance(size, str) else _number(1, size))
                     for size in shape)
    tensor = _number(1, FLOAT) + _message(2, sizes)
    return _text(1, name) + _message(2, _message(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _message(field, value.encode('utf-8'))


def _message(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)
