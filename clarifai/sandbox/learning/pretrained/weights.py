"""Reading the tensors of a file that PyTorch saved in its old format, without PyTorch.

Such a file is a row of pickles and then the bytes of the tensors' storages. A pickle can run any
code, so only what tensors are made of is let in.
"""
from __future__ import annotations

import collections
import io
import pickle
import struct
from typing import Any, NamedTuple

import numpy as np

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
STORAGES = {'FloatStorage': np.dtype('<f4'), 'LongStorage': np.dtype('<i8')}


class WeightsError(ValueError):
    """The bytes are not such a file."""


class _Tensor(NamedTuple):
    """Where a tensor's numbers are: all counts are of numbers, not of bytes."""

    storage: str
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class _Storage(NamedTuple):
    key: str
    dtype: np.dtype[Any]


class _Unpickler(pickle.Unpickler):
    """Knows ordered dictionaries, tensors and two kinds of storages, and refuses all else."""

    def __init__(self, file: io.BytesIO, storages: dict[str, _Storage]) -> None:
        super().__init__(file)
        self._storages = storages

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ('collections', 'OrderedDict'):
            return collections.OrderedDict
        if (module, name) == ('torch._utils', '_rebuild_tensor_v2'):
            return _rebuild_tensor
        if module == 'torch' and name in STORAGES:
            return STORAGES[name]
        raise WeightsError(f'{module}.{name} does not belong into a file of weights')

    def persistent_load(self, pid: Any) -> _Storage:
        kind, dtype, key, _, _, view = pid
        if kind != 'storage' or view is not None:
            raise WeightsError(f'{pid!r} does not belong into a file of weights')
        return self._storages.setdefault(key, _Storage(key, dtype))


def _rebuild_tensor(storage: _Storage, offset: int, shape: tuple[int, ...],
                    strides: tuple[int, ...], *_: Any) -> _Tensor:
    return _Tensor(storage.key, offset, tuple(shape), tuple(strides))


def read(content: bytes) -> dict[str, np.ndarray]:
    """Return the tensors in a file.

    Args:
        content: the file.

    Returns:
        The tensors by name, as arrays that share the memory of `content`.

    Raises:
        WeightsError: the bytes are not such a file.
    """
    file, storages = io.BytesIO(content), {}  # type: ignore[var-annotated]
    try:
        if (_load(file, storages), _load(file, storages)) != (MAGIC, PROTOCOL):
            raise WeightsError('this is no file that PyTorch saved before its version 1.6')
        _load(file, storages)  # about the machine
        tensors = _load(file, storages)
        data = {key: _read_storage(file, content, storages[key].dtype)
                for key in _load(file, storages)}
    except (pickle.UnpicklingError, EOFError, struct.error, KeyError, TypeError) as error:
        raise WeightsError(f'the file of weights is damaged: {error}') from error
    if file.read(1):
        raise WeightsError('there is more in the file of weights than belongs there')
    return {name: _array(name, tensor, data) for name, tensor in tensors.items()}


def _load(file: io.BytesIO, storages: dict[str, _Storage]) -> Any:
    return _Unpickler(file, storages).load()


def _read_storage(file: io.BytesIO, content: bytes, dtype: np.dtype[Any]) -> np.ndarray:
    count, = struct.unpack('<q', file.read(8))
    start = file.tell()
    file.seek(start + count * dtype.itemsize)
    if count < 0 or file.tell() > len(content):
        raise WeightsError('the file of weights breaks off')
    return np.frombuffer(content, dtype, count, start)


def _array(name: str, tensor: _Tensor, data: dict[str, np.ndarray]) -> np.ndarray:
    numbers = data[tensor.storage][tensor.offset:]
    last = sum((size - 1) * stride for size, stride in zip(tensor.shape, tensor.strides))
    if min(tensor.strides, default=0) < 0 or min(tensor.shape, default=1) < 1 or (
            last >= len(numbers)):
        raise WeightsError(f'{name} does not fit its storage')
    # Tensors may be stored permuted: their strides say how, and a reshape would not notice.
    return np.lib.stride_tricks.as_strided(
        numbers, tensor.shape, [stride * numbers.itemsize for stride in tensor.strides],
        writeable=False)
