"""Opens files that have an end, and nothing else that a path can lead to."""
from __future__ import absolute_import

import os
import stat
import sys

from clarifai.errors import UserError

_KINDS = ((stat.S_ISDIR, 'a folder'), (stat.S_ISFIFO, 'a pipe'), (stat.S_ISCHR, 'a device'),
          (stat.S_ISBLK, 'a device'), (stat.S_ISSOCK, 'a socket'))
# Not in a browser, which has no pipes: what is opened so, the drive of JupyterLite takes for
# written to, and stores it again, with a new time of change.
_NO_WAITING = 0 if sys.platform == 'emscripten' else getattr(os, 'O_NONBLOCK', 0)


def open_regular(path, flags=os.O_RDONLY):
    """Open a regular file.

    A pipe would be waited for, and a device such as ``/dev/zero`` read without an end.

    Args:
        path (str): where it is.
        flags (int): as of `os.open`.

    Returns:
        int: its descriptor.

    Raises:
        UserError: it is no regular file; the message says what it is, but not where.
        OSError: it cannot be opened.
    """
    if os.path.exists(path):
        _check(os.stat(path))  # first, since to open some devices is to set them going
    handle = os.open(path, flags | _NO_WAITING | getattr(os, 'O_BINARY', 0) |
                     getattr(os, 'O_CLOEXEC', 0), 0o666)
    try:
        _check(os.fstat(handle))
    except BaseException:
        os.close(handle)
        raise
    return handle


def _check(state):
    if stat.S_ISREG(state.st_mode):
        return
    kinds = [name for is_kind, name in _KINDS if is_kind(state.st_mode)]
    raise UserError('is %s and not a file' % (kinds[0] if kinds else 'something else'))
