"""Whatever holds bytes, as bytes."""
from __future__ import absolute_import

from clarifai.compat import builtins, text_type


def bytes_of(value):
    """The bytes of a buffer, such as a bytearray, a memoryview, an array of the array module or
    of NumPy; None when it is none.
    """
    if isinstance(value, bytes):
        return value
    if isinstance(value, text_type):  # on Python 2.7 a buffer as well, of its inner form
        return None
    try:
        view = memoryview(value)
        return view.tobytes() if view.ndim else None
    except (TypeError, ValueError, BufferError):
        pass
    try:
        return bytes(_old_buffer(value))
    except TypeError:
        return None


def _old_buffer(value):
    """The buffer of Python 2.7, which its arrays have in place of a memoryview."""
    kind = getattr(builtins, 'buffer', None)
    if kind is None:
        raise TypeError
    return kind(value)
