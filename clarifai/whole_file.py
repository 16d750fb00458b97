"""Files that are written whole, or not at all."""
from __future__ import absolute_import

from contextlib import contextmanager
import io
import os

from clarifai.compat import path_of, string_types
from clarifai.errors import UserError, UserTypeError, file_error
from clarifai.redact import shown


@contextmanager
def whole_file(path, argument=''):
    """Write a file beside its place, and put it there when nothing is missing.

    What was there before stays until then.  The file that is written has ``.part`` at its end; it
    is removed when something goes wrong.

    Args:
        path (str or os.PathLike): where it is to be.
        argument (str): what a caller calls it, for messages.

    Yields:
        file: open for writing bytes.

    Raises:
        UserError: it is no path, or cannot be written.
    """
    path = path_of(path)
    if not isinstance(path, string_types):
        raise UserTypeError('%s must be the path of a file to write, not %s'
                            % (argument or 'path', shown(path)))
    part = path + '.part'
    try:
        with io.open(part, 'wb') as handle:
            yield handle
        put_in_place(part, path)
    except (IOError, OSError) as error:
        _remove(part)
        of_another = getattr(error, 'filename', None) not in (None, part, path)
        if isinstance(error, UserError) or of_another:
            raise
        what = ' '.join(word for word in (argument, shown(path)) if word)
        raise file_error('%s cannot be written: %s' % (what, error.strerror or error), error, path)
    except BaseException:  # Ctrl-C, too
        _remove(part)
        raise


def put_in_place(part, path):
    """Move a file that is whole to its place, in one step where the system has one.

    Args:
        part (str): where it was written.
        path (str): where it is to be, whatever is there.
    """
    if hasattr(os, 'replace'):
        os.replace(part, path)
        return
    if os.name == 'nt' and os.path.exists(path):  # 2.7 on Windows cannot rename over a file
        os.remove(path)
    os.rename(part, path)


def _remove(path):
    try:
        os.remove(path)
    except (IOError, OSError):  # it was never made
        pass
