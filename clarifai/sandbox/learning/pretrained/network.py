"""EfficientNet-Lite0 (Apache-2.0) as a graph: which operations on which numbers.

The network is that of https://github.com/tensorflow/tpu, models/official/efficientnet/lite: ReLU6,
no squeeze-and-excitation, TensorFlow's "SAME" padding. Batch normalisation is folded into
the convolutions.
"""
from __future__ import annotations

from typing import NamedTuple

import numpy as np

SIDE = 224
FEATURES = 1280
CLASSES = 1000
EPSILON = 1e-3  # of batch normalisation, as TensorFlow has it
PIXELS, FEATURES_NAME, LOGITS = 'pixels', 'features', 'logits'
ZERO, SIX = 'zero', 'six'


class Stage(NamedTuple):
    """Blocks that follow each other: the first may halve the picture and changes the channels."""

    kernel: int
    stride: int
    expansion: int
    inputs: int
    outputs: int
    repeats: int


STAGES = (
    Stage(3, 1, 1, 32, 16, 1), Stage(3, 2, 6, 16, 24, 2), Stage(5, 2, 6, 24, 40, 2),
    Stage(3, 2, 6, 40, 80, 3), Stage(5, 1, 6, 80, 112, 3), Stage(5, 2, 6, 112, 192, 4),
    Stage(3, 1, 6, 192, 320, 1))


class Node(NamedTuple):
    """One operation: its name in ONNX, what goes in, what comes out, its attributes."""

    operation: str
    inputs: list[str]
    output: str
    attributes: dict[str, int | list[int]]


class Graph(NamedTuple):
    """Operations in order, and the numbers that they use."""

    nodes: list[Node]
    weights: dict[str, np.ndarray]


def build(state: dict[str, np.ndarray]) -> Graph:
    """Return the network with its weights.

    Args:
        state: the tensors of ``efficientnet-lite0-57934424.pth``, by name.

    Raises:
        KeyError, ValueError: they are not this network's.
    """
    return _Builder(state).build()


class _Builder:

    def __init__(self, state: dict[str, np.ndarray]) -> None:
        self._state = dict(state)
        self._nodes: list[Node] = []
        self._weights = {ZERO: np.array(0, np.float32), SIX: np.array(6, np.float32)}
        self._side = SIDE

    def build(self) -> Graph:
        value = self._convolution(PIXELS, 'stem', '_conv_stem', '_bn0', 3, stride=2)
        number = 0
        for stage in STAGES:
            for repeat in range(stage.repeats):
                first = repeat == 0
                value = self._block(value, number, stage.kernel, stage.stride if first else 1,
                                    stage.expansion, stage.inputs if first else stage.outputs,
                                    stage.outputs)
                number += 1
        value = self._convolution(value, 'head', '_conv_head', '_bn1', 1)
        self._add('GlobalAveragePool', [value], 'pooled')
        self._add('Flatten', ['pooled'], FEATURES_NAME, axis=1)
        self._weights['classes.w'] = np.asarray(self._take('_fc.weight'), np.float32)
        self._weights['classes.b'] = np.asarray(self._take('_fc.bias'), np.float32)
        self._add('Gemm', [FEATURES_NAME, 'classes.w', 'classes.b'], LOGITS, transB=1)
        unused = [name for name in self._state if not name.endswith('num_batches_tracked')]
        if unused:
            raise ValueError('the weights hold more than the network: ' + ', '.join(unused))
        return Graph(self._nodes, self._weights)

    def _block(self, value: str, number: int, kernel: int, stride: int, expansion: int,
               inputs: int, outputs: int) -> str:
        before, name, at = value, 'block%d' % number, '_blocks.%d.' % number
        if expansion != 1:
            value = self._convolution(value, name + '.expand', at + '_expand_conv', at + '_bn0', 1)
        value = self._convolution(value, name + '.depthwise', at + '_depthwise_conv', at + '_bn1',
                                  kernel, stride, groups=inputs * expansion)
        value = self._convolution(value, name + '.project', at + '_project_conv', at + '_bn2', 1,
                                  activated=False)
        if stride == 1 and inputs == outputs:
            return self._add('Add', [value, before], name)
        return value

    def _convolution(self, value: str, name: str, convolution: str, normalisation: str,
                     kernel: int, stride: int = 1, groups: int = 1,
                     activated: bool = True) -> str:
        self._weights[name + '.w'], self._weights[name + '.b'] = self._folded(convolution,
                                                                              normalisation)
        before, after = _padding(self._side, kernel, stride)
        self._side = -(-self._side // stride)
        result = name + '.sum' if activated else name
        self._add('Conv', [value, name + '.w', name + '.b'], result,
                  kernel_shape=[kernel, kernel], strides=[stride, stride],
                  pads=[before, before, after, after], group=groups)
        return self._add('Clip', [result, ZERO, SIX], name) if activated else result

    def _folded(self, convolution: str, normalisation: str) -> tuple[np.ndarray, np.ndarray]:
        """Return weights and bias of a convolution with its normalisation in them."""
        scale, shift, mean, variance = (
            self._take(f'{normalisation}.{part}').astype(np.float64)
            for part in ('weight', 'bias', 'running_mean', 'running_var'))
        factor = scale / np.sqrt(variance + EPSILON)
        weights = self._take(convolution + '.weight').astype(np.float64)
        return ((weights * factor[:, None, None, None]).astype(np.float32),
                (shift - mean * factor).astype(np.float32))

    def _take(self, name: str) -> np.ndarray:
        return self._state.pop(name)

    def _add(self, operation: str, inputs: list[str], output: str,
             **attributes: int | list[int]) -> str:
        self._nodes.append(Node(operation, inputs, output, attributes))
        return output


def _padding(side: int, kernel: int, stride: int) -> tuple[int, int]:
    """Return how much "SAME" pads before and after; the odd pixel goes after."""
    total = max((-(-side // stride) - 1) * stride + kernel - side, 0)
    return total // 2, total - total // 2
