"""Rows as people and programs read them: a table, JSON, JSON lines, CSV."""
from __future__ import absolute_import

import csv
import io
import json
import os
import sys
import time

import six

from clarifai.cli import terminal
from clarifai.cli.growing import GrowingFile
from clarifai.cli.output import NewFile, StandardOutput, is_special, note
from clarifai.cli.wrong_use import WrongUse
from clarifai.compat import PY2
from clarifai.redact import native, printable

FORMATS = ('table', 'json', 'jsonl', 'csv')
ENDINGS = {'.json': 'json', '.jsonl': 'jsonl', '.ndjson': 'jsonl', '.csv': 'csv'}
WIDEST = 48  # characters of a cell in a table that nobody looks at, but for the last of a row
GAP = '  '
ID = 'id'                     # is cut last, as is a first column: half an id is of no use
ENDS = ('source', 'url')      # columns of which the end tells more than the beginning
HELD = 20                     # rows of a table on a terminal that its first columns are made for,
PATIENCE = 0.5                # or as many as come within so many seconds

_clock = getattr(time, 'monotonic', time.time)


def format_of(options):
    """The format that a command line asks for: ``--format``, or what the ending of ``-o`` says."""
    ending = os.path.splitext(options.output or '')[1].lower()
    return options.format or ENDINGS.get(ending) or options.usual_format


class Rows(object):
    """The rows of a command, where its options want them: ``with Rows(options, columns) as rows``.

    Args:
        options (argparse.Namespace): with what `add_format` has added.
        columns (list of str): the columns of tables and CSV.
        known (list): rows that are known beforehand; a table has room for them.
        goes_on (bool): whether the run may go on where another ended: then rows are added to the
            file of ``-o``, and else it is replaced when all is there.
        name (str): the format; `format_of` the options unless given.

    Raises:
        UserError: the file cannot be written, or holds other columns.
    """

    def __init__(self, options, columns, known=(), goes_on=False, name=None):
        name = name or format_of(options)
        self._out = _place(options.output, goes_on, name, columns)
        self._writer = writer(name, columns, known, self._out)
        self._count = 0

    def write(self, row, whole=None):
        """Print a row.

        Args:
            row (list): the cells.
            whole (dict): the object that it was made from, for JSON.
        """
        self._count += 1
        self._writer.write(row, whole)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        is_lost = isinstance(error, (IOError, OSError))  # there is nowhere to write to
        if not is_lost:
            self._writer.close()
        left = self._out.close(kind is None, self._count > 0)
        if left:
            note('what there was until then is in %s' % left)


def _place(path, goes_on, name, columns):
    if path in (None, '-'):
        return StandardOutput()
    if not goes_on or is_special(path):
        return NewFile(path)
    if name == 'json':
        raise WrongUse('a run with --journal adds to %s, and a JSON list ends but once: give '
                       '--format jsonl, or csv' % path)
    return GrowingFile(path, name, columns)


def writer(name, columns, rows=(), out=None):
    """Something with ``write(row, whole)``, which prints at once, and ``close()``.

    Args:
        name (str): one of `FORMATS`.
        columns (list of str): the columns of tables and CSV.
        rows (list): those that are known beforehand; a table has room for them.
        out: where to write to; the standard output unless given.
    """
    out = out or StandardOutput()
    if name == 'table':
        return Table(columns, rows, out) if out.room is None else FittedTable(columns, out)
    return {'json': Json, 'jsonl': JsonLines, 'csv': Csv}[name](columns, out)


class Table(object):
    """A table that nobody looks at.

    The first rows wait for each other, so that the columns fit them, and a wider cell that comes
    later widens its column.  In a file that grows from run to run none waits: it is noted
    elsewhere that they are done.

    Args:
        columns (list of str): their names, which are the first row.
        rows (list): those that are known beforehand, which the columns have room for.
        out: where to write to.
        clock (callable): gives the time in seconds.
    """

    def __init__(self, columns, rows, out, clock=_clock):
        self._columns = columns
        self._out = out
        self._clock = clock
        self._widths = [len(name) for name in columns]
        for row in rows:
            self._make_room_for(row)
        self._waiting = []  # None when no row waits any more
        self._patience = 0 if isinstance(out, GrowingFile) else PATIENCE
        self._started = None

    def write(self, row, whole=None):
        """Print a row.

        Args:
            row (list): the cells.
            whole: not shown in a table.
        """
        self._make_room_for(row)
        cells = [_short(cell) for cell in row[:-1]] + [_one_line(row[-1])]
        if self._waiting is None:
            self._out.write(self._line(cells))
            return
        self._waiting.append(cells)
        self._started = self._clock() if self._started is None else self._started
        if len(self._waiting) >= HELD or self._clock() - self._started >= self._patience:
            self.close()

    def close(self):
        """Print the rows that waited."""
        waiting, self._waiting = self._waiting, None
        if waiting:
            header = self._line([name.upper() for name in self._columns])
            if not self._out.starts_with(header):
                self._out.write(header)
        for cells in waiting or ():
            self._out.write(self._line(cells))

    def _make_room_for(self, row):
        self._widths = [max(width, terminal.width(_short(cell)))
                        for width, cell in zip(self._widths, row)]

    def _line(self, cells):
        return _joined(cells, self._widths) + '\n'


class FittedTable(object):
    """A table on a terminal, no wider than that.

    The first rows wait for each other, so that the columns fit them.  A wider cell that comes later
    widens its column where there is room, and is cut where there is none.

    Args:
        columns (list of str): their names, which are the first row.
        out: where to write to; its `room` is the width.
        clock (callable): gives the time in seconds.
    """

    def __init__(self, columns, out, clock=_clock):
        self._columns = columns
        self._out = out
        self._clock = clock
        self._widths = [len(name) for name in columns]
        self._waiting = []  # None when no row waits any more
        self._started = None

    def write(self, row, whole=None):
        """Print a row, or keep it until there are some.

        Args:
            row (list): the cells.
            whole: not shown in a table.
        """
        cells = [_one_line(cell) for cell in row]
        self._widths = [max(width, terminal.width(cell))
                        for width, cell in zip(self._widths, cells)]
        if self._waiting is None:
            self._line(cells)
            return
        self._waiting.append(cells)
        self._started = self._clock() if self._started is None else self._started
        if len(self._waiting) >= HELD or self._clock() - self._started >= PATIENCE:
            self.close()

    def close(self):
        """Print the rows that waited."""
        waiting, self._waiting = self._waiting, None
        if waiting:
            self._line([name.upper() for name in self._columns], terminal.bold)
        for cells in waiting or ():
            self._line(cells)

    def _line(self, cells, look=lambda text, stream: text):
        room = self._out.room
        widths = fitted(self._widths, room - len(GAP) * (len(cells) - 1),
                        [name == ID or (place == 0 and name not in ENDS)
                         for place, name in enumerate(self._columns)])
        cells = [terminal.cut(cell, width, name not in ENDS)
                 for cell, width, name in zip(cells, widths, self._columns)]
        line = terminal.cut(_joined(cells, widths), room)
        self._out.write(look(line, sys.stdout) + '\n')


def fitted(widths, room, is_whole):
    """The widths of columns that together are no wider than their room.

    Args:
        widths (list of int): what each would like.
        room (int): what there is for all of them.
        is_whole (list of bool): those that are cut only when the others
            would get less than a third.

    Returns:
        list of int: the widest are cut first, and none to nothing.
    """
    kept = sum(width for width, whole in zip(widths, is_whole) if whole)
    others = [width for width, whole in zip(widths, is_whole) if not whole]
    if kept > room - min(sum(others), room // 3):
        cap = _cap(widths, room)
        return [min(width, cap) for width in widths]
    cap = _cap(others, room - kept)
    return [width if whole else min(width, cap) for width, whole in zip(widths, is_whole)]


def _cap(widths, room):
    """The most that each of some columns may have, so that they fit."""
    left = len(widths)
    for width in sorted(widths):
        share = max(room // left, 1)
        if width > share:
            return share
        room -= width
        left -= 1
    return max(widths or [1])


class JsonLines(object):
    """One JSON object for each row: all that is known, not only what a table has room for.

    Args:
        columns (list of str): the names of what is in a row.
        out: where to write to.
    """

    def __init__(self, columns, out):
        self._columns = columns
        self._out = out

    def write(self, row, whole=None):
        """Print a row, or in its place the object it was made from."""
        self._put(json.dumps(self._object(row, whole), sort_keys=True) + '\n')

    def close(self):
        """Nothing more comes."""

    def _object(self, row, whole):
        return dict(zip(self._columns, row)) if whole is None else whole

    def _put(self, text):
        self._out.write(text)


class Json(JsonLines):
    """One JSON list of the objects that `JsonLines` prints; it grows as they come."""

    def __init__(self, columns, out):
        super(Json, self).__init__(columns, out)
        self._before = '[\n'

    def write(self, row, whole=None):
        """Print a row, or in its place the object it was made from."""
        text = json.dumps(self._object(row, whole), sort_keys=True, indent=2,
                          separators=(',', ': '))
        self._put(self._before + text)
        self._before = ',\n'

    def close(self):
        """Print the end of the list."""
        self._put('[]\n' if self._before == '[\n' else '\n]\n')


class Csv(object):
    """Comma-separated values with a header (RFC 4180), unless they go on below one.

    Args:
        columns (list of str): the header.
        out: where to write to.
    """

    def __init__(self, columns, out):
        self._out = out
        header = _csv_line(columns)
        if not out.starts_with(header):
            out.write(header)

    def write(self, row, whole=None):
        """Print a row."""
        self._out.write(_csv_line(['' if cell is None else cell for cell in row]))

    def close(self):
        """Nothing more comes."""


def _csv_line(cells):
    line = io.BytesIO() if PY2 else io.StringIO()
    csv.writer(line, lineterminator='\r\n').writerow([_quotable(cell) for cell in cells])
    return line.getvalue()


def _quotable(cell):
    """A cell for CSV, which may have line breaks but nothing else that steers a terminal."""
    return '\n'.join(printable(line) for line in native(cell).split('\n'))


def _joined(cells, widths):
    padded = [terminal.padded(cell, width) for cell, width in zip(cells, widths)]
    return GAP.join(padded[:-1] + [native(cell) for cell in cells[-1:]]).rstrip()


def _one_line(cell):
    return printable(' '.join(native('' if cell is None else cell).split()))


def _short(cell):
    text = six.ensure_text(_one_line(cell), errors='replace')
    return native(text if len(text) <= WIDEST else text[:WIDEST - 3] + u'...')
