"""Where rows go: the standard output, or a file.

A file that a run makes is written beside its place, and moved there when it is whole.  A run that
goes on where another ended (``--journal``) adds to the file instead, row by row, so that file and
journal agree whenever it is interrupted: `clarifai.cli.growing`.
"""
from __future__ import absolute_import, print_function

import contextlib
import io
import os
import stat
import sys

import six

from clarifai.cli import terminal
from clarifai.errors import UserError
from clarifai.redact import native, printable
from clarifai.whole_file import put_in_place

HEAD = 4096  # bytes of a file that are looked at for a header


def make_sure_of_streams():
    """Let the standard output and the error output lead somewhere, also where they are closed.

    A file that is opened would take their numbers else, and get what was meant for them.
    """
    for number, name in ((1, 'stdout'), (2, 'stderr')):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_WRONLY)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, 'w'))


def put(text):
    """Print to the standard output, whatever its encoding can write, and at once."""
    text = native(text)
    if os.name == 'nt':  # whose text files make two characters of each line break
        text = text.replace('\r\n', '\n')
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or 'ascii'
        sys.stdout.write(text.encode(encoding, 'replace').decode(encoding))
    sys.stdout.flush()


def note(message):
    """Tell people something, on the error output."""
    print('clarifai: %s' % printable(native(message)), file=sys.stderr)


@contextlib.contextmanager
def writing(path):
    """The place for a text: ``with writing(path) as out: out.write(text)``.

    Args:
        path (str): a file, which is there when it is whole; None or ``-`` for the standard output.

    Raises:
        UserError: the file cannot be written.
    """
    out = StandardOutput() if path in (None, '-') else NewFile(path)
    try:
        yield out
    except BaseException:
        out.close(False, has_rows=False)
        raise
    out.close(True)


class StandardOutput(object):
    """The standard output as a place for rows."""

    @property
    def room(self):
        """How many columns there are, None where no terminal is."""
        return terminal.columns_of(sys.stdout) if terminal.is_terminal(sys.stdout) else None

    def write(self, text):
        """Print a text."""
        put(text)

    def starts_with(self, line):
        """Whether something is there that begins with a line, as with ``>>`` in a shell."""
        try:
            state = os.fstat(sys.stdout.fileno())
        except (AttributeError, IOError, OSError, ValueError):
            return False  # no file
        if not stat.S_ISREG(state.st_mode) or not state.st_size:
            return False
        head = _head_of_descriptor(sys.stdout.fileno())
        # The same names make a header, however wide the columns of a table were then.
        return head is None or head.partition(b'\n')[0].split() == six.ensure_binary(line).split()

    def close(self, is_whole, has_rows=True):
        """Nothing more comes."""


class NewFile(object):
    """A file that is there when it is whole, and not before; what is left of it can be kept.

    Args:
        path (str): its place; what was there is replaced then.
        mode (int): who may read it.

    Raises:
        UserError: it cannot be written; the message names it.
    """

    room = None

    def __init__(self, path, mode=0o666):
        self._path = os.path.realpath(path)
        self._part = None if is_special(path) else self._path + '.part'
        self._name = path
        with telling(path):
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, 'O_BINARY', 0)
            self._file = os.fdopen(os.open(self._part or path, flags, mode), 'wb')

    def write(self, text):
        """Write a text."""
        with telling(self._name):
            self._file.write(six.ensure_binary(text))

    def starts_with(self, line):
        """Nothing is there before."""
        return False

    def close(self, is_whole, has_rows=True):
        """Move the file to its place if it is whole.

        Args:
            is_whole (bool): whether nothing is missing.
            has_rows (bool): False when there is nothing in it that anybody could want.

        Returns:
            str: where that is which was written, when it is not whole; None else.

        Raises:
            UserError: it cannot be written.
        """
        with telling(self._name):
            self._file.close()
            if self._part is None:
                return None
            if is_whole:
                put_in_place(self._part, self._path)
            elif has_rows:
                return self._part
            else:
                os.remove(self._part)
        return None


def is_special(path):
    """Whether a path leads to a device or a pipe, which can neither be replaced nor read again."""
    return os.path.exists(path) and not os.path.isfile(path)


class telling(object):
    """Tells what goes wrong with a file as a UserError that names it."""

    def __init__(self, path):
        self._path = path

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, (IOError, OSError)):
            raise UserError('%s cannot be written: %s' % (native(self._path), error.strerror))


def _head_of_descriptor(number):
    """The first bytes of an open file, or None where they cannot be read."""
    if not sys.platform.startswith('linux'):  # elsewhere the place in the file would move
        return None
    try:
        with io.open('/proc/self/fd/%d' % number, 'rb') as handle:
            return handle.read(HEAD)
    except (IOError, OSError):
        return None
