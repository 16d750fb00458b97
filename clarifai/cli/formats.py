"""Rows on the standard output: a table for people, JSON lines and CSV for programs."""
from __future__ import absolute_import

import csv
import io
import json
import sys

import six

from clarifai.redact import native, printable

WIDEST = 48  # characters of a cell in a table, but for the last of a row


def writer(name, columns, rows=()):
    """Something with ``write(row, whole)``, which prints at once.

    Args:
        name (str): 'table', 'jsonl' or 'csv'.
        columns (list of str): the columns of tables and CSV.
        rows (list): those that are known beforehand; a table has room for them.
    """
    if name == 'table':
        return Table(columns, rows)
    return {'jsonl': JsonLines, 'csv': Csv}[name](columns)


class Table(object):
    """Columns that grow with what comes; a row is printed as soon as it is there.

    Args:
        columns (list of str): their names, which are the first row.
        rows (list): those that are known beforehand, which the columns have room for.
    """

    def __init__(self, columns, rows=()):
        self._columns = columns
        self._widths = [len(name) for name in columns]
        for row in rows:
            self._make_room_for(row)
        self._is_first = True

    def write(self, row, whole=None):
        """Print a row.

        Args:
            row (list): the cells.
            whole: not shown in a table.
        """
        if self._is_first:
            self._is_first = False
            self._make_room_for(row)
            self._line([name.upper() for name in self._columns])
        self._line([_short(cell) for cell in row[:-1]] + [_one_line(row[-1])])

    def _make_room_for(self, row):
        self._widths = [max(width, len(_short(cell))) for width, cell in zip(self._widths, row)]

    def _line(self, cells):
        padded = [cell + ' ' * (width - len(cell)) for cell, width in zip(cells, self._widths)]
        put('  '.join(padded[:-1] + cells[-1:]).rstrip() + '\n')


class JsonLines(object):
    """One JSON object for each row: all that is known, not only what a table has room for."""

    def __init__(self, columns):
        self._columns = columns

    def write(self, row, whole=None):
        """Print a row, or in its place the object it was made from."""
        if whole is None:
            whole = dict(zip(self._columns, row))
        put(json.dumps(whole, sort_keys=True) + '\n')


class Csv(object):
    """Comma-separated values with a header (RFC 4180)."""

    def __init__(self, columns):
        self._line(columns)

    def write(self, row, whole=None):
        """Print a row."""
        self._line(['' if cell is None else cell for cell in row])

    @staticmethod
    def _line(cells):
        line = io.BytesIO() if six.PY2 else io.StringIO()
        csv.writer(line, lineterminator='\r\n').writerow([_quotable(cell) for cell in cells])
        put(line.getvalue())


def put(text):
    """Print to the standard output, whatever its encoding can write, and at once."""
    text = native(text)
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or 'ascii'
        sys.stdout.write(text.encode(encoding, 'replace').decode(encoding))
    sys.stdout.flush()


def _quotable(cell):
    """A cell for CSV, which may have line breaks but nothing else that steers a terminal."""
    return '\n'.join(printable(line) for line in native(cell).split('\n'))


def _one_line(cell):
    return printable(' '.join(native('' if cell is None else cell).split()))


def _short(cell):
    text = _one_line(cell)
    return text if len(text) <= WIDEST else text[:WIDEST - 3] + '...'
