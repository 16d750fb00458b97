"""What was learned, as bytes: a NumPy archive without pickled objects."""
from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAMAGED = (ValueError, KeyError, TypeError, OSError, EOFError, AttributeError,
           NotImplementedError, zipfile.BadZipfile, zlib.error)


def packed(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays, by name, as bytes."""
    stream = io.BytesIO()
    keep: dict[str, Any] = dict(arrays)
    np.savez(stream, **keep)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, NDArray[Any]]:
    """Return what `packed` was given. Nothing in the data is executed.

    Raises:
        any of `DAMAGED`: they are something else, or damaged.
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def of_json(value: Any) -> NDArray[Any]:
    """Return plain data as an array."""
    return np.frombuffer(json.dumps(value).encode('utf-8'), np.uint8)


def to_json(array: NDArray[Any]) -> Any:
    """Return what `of_json` was given."""
    return json.loads(array.tobytes().decode('utf-8'))
