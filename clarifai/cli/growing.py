"""A file of rows that a run adds to, where another one ended (``--journal``).

What is in it may be somebody's work.  So it is looked through before anything is changed: a file
that holds no rows of ours is refused as it is, and nothing is cut off but half a row.
"""
from __future__ import absolute_import

import csv
import io
import json
import os

import six

from clarifai.cli.output import telling
from clarifai.compat import PY2
from clarifai.errors import UserError
from clarifai.redact import native

BOM = b'\xef\xbb\xbf'  # which some editors put before the header


class GrowingFile(object):
    """A file that rows are added to, each at once.

    Args:
        path (str): the file; it is made when there is none.
        name (str): the format of its rows: ``csv``, ``jsonl`` or ``table``.
        columns (list of str): the columns of the rows.

    Raises:
        UserError: it cannot be read or written, or holds anything but such rows, and is as it was;
            the message names it.
    """

    room = None

    def __init__(self, path, name, columns):
        self._name = path
        self._line_end = None  # that of the rows which are there
        with telling(path):
            self._file = io.open(path, 'a+b')
        try:
            with telling(path):
                self._is_begun = self._take_up(_FORMATS[name], list(columns))
        except BaseException:
            self._file.close()
            raise

    def write(self, text):
        """Write a text, at once."""
        content = six.ensure_binary(text)
        if self._line_end is not None and content.endswith(b'\n'):
            content = content.rstrip(b'\r\n') + self._line_end
        with telling(self._name):
            self._file.write(content)
            self._file.flush()

    def starts_with(self, line):
        """Whether the header is there, whatever the line ends with."""
        return self._is_begun

    def close(self, is_whole, has_rows=True):
        """Nothing more comes."""
        with telling(self._name):
            self._file.close()

    def _take_up(self, form, columns):
        """Find out where the rows end, and make a line end there; tells whether there are any."""
        self._file.seek(0)
        first = self._file.readline()
        if not first:
            return False
        if not form.is_first(first, columns):
            raise UserError('%s holds something else than rows with %s, and is left as it is: '
                            'name another file' % (native(self._name), ', '.join(columns)))
        self._line_end = b'\r\n' if first.endswith(b'\r\n') else b'\n'
        self._file.seek(0)
        last, place = form.last(self._file)
        if last and form.is_torn(last, columns):
            self._file.truncate(place)
        self._file.seek(0, os.SEEK_END)
        if last and not form.is_torn(last, columns):
            self._file.write(self._line_end)
            self._file.flush()
        return True


class _Lines(object):
    """Rows of one line each."""

    def last(self, handle):
        """The last row where it has no line end, or else nothing; and where it begins."""
        place, line = 0, b''
        for line in handle:
            place += len(line)
        return (b'', place) if line.endswith(b'\n') else (line, place - len(line))


class _Table(_Lines):
    """A table for people, of which nothing says whether a line is whole."""

    def is_first(self, line, columns):
        """Whether a line is the header."""
        return line.split() == [word for name in columns
                                for word in six.ensure_binary(name).upper().split()]

    def is_torn(self, line, columns):
        """A line is kept as it is."""
        return False


class _JsonLines(_Lines):
    """JSON lines, whose objects name their source."""

    def is_first(self, line, columns):
        """Whether a line is a row."""
        value = _json(line)
        return isinstance(value, dict) and columns[0] in value

    def is_torn(self, line, columns):
        """Whether a line is half a row."""
        return not isinstance(_json(line), dict)


class _Csv(object):
    """Comma-separated values below their header, with line breaks of any system."""

    def is_first(self, line, columns):
        """Whether a line is the header."""
        line = line[len(BOM):] if line.startswith(BOM) else line
        return _cells(line) == columns

    def last(self, handle):
        """The last row where it has no line end, or else nothing; and where it begins.

        A cell between quotes may have line breaks: a row ends where quotes are even in number.
        """
        place, rest, quotes = 0, [], 0
        for line in handle:
            rest.append(line)
            quotes += line.count(b'"')
            if line.endswith(b'\n') and quotes % 2 == 0:
                place += sum(len(part) for part in rest)
                rest = []
        return b''.join(rest), place

    def is_torn(self, row, columns):
        """Whether a row is half one: without its last quote, or with too few cells."""
        return row.count(b'"') % 2 == 1 or len(_cells(row) or ()) < len(columns)


_FORMATS = {'csv': _Csv(), 'jsonl': _JsonLines(), 'table': _Table()}


def _json(line):
    try:
        return json.loads(line.decode('utf-8'))
    except (ValueError, RuntimeError):  # the latter of what is nested too deep
        return None


def _cells(line):
    """The cells of a line of CSV, None where it is none."""
    try:
        text = line.decode('utf-8')
        handle = io.BytesIO(line) if PY2 else io.StringIO(text, newline='')
        return next(csv.reader(handle), None)
    except (UnicodeDecodeError, csv.Error):
        return None
