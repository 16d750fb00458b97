"""Where sources come from: folders, patterns, lists in text files, tables.

All of these are lazy: a file is looked for, and a line is read, when it is asked for.
"""
from __future__ import absolute_import

import csv
import glob
import io
import itertools
import os
import re

from clarifai.bulk.source import Source
from clarifai.compat import PY2, path_of, string_types
from clarifai.errors import UserError
from clarifai.kinds import (IMAGE_ENDINGS, OTHER_ENDINGS, VIDEO_ENDINGS, ending_of,
                            format_of_file)
from clarifai.redact import native, shown

LONGEST_LINE = 1024 * 1024  # characters; longer than any URL, path or row
COLUMNS = ('source', 'id', 'concepts', 'not_concepts')
# What "clarifai --failures" adds to these.
FAILURE_COLUMNS = ('failure_origin', 'failure_code', 'failure')
SEPARATORS = ',;\t'  # the second is that of spreadsheets where numbers have a decimal comma
NOT_UTF8 = ('%s is not text in UTF-8: of a spreadsheet, save it as "CSV UTF-8", or export it '
            'as CSV in UTF-8')


def files_in(folder, endings=None, left_out=None):
    """The pictures and videos in a folder and in those below it, by name.

    A file is taken for what it holds, whatever its name is, and for what its name says: one whose
    content is not what its ending promises has an error of its own, as has one that cannot be
    read.  Hidden files and folders are left out, and links to folders are not followed.

    Args:
        folder (str or os.PathLike): its path.
        endings (tuple of str): which files to take, by the ending of their names in lower case and
            by nothing else.
        left_out (callable): called with the path of each file, and each link to a folder, that is
            left out and not hidden.

    Yields:
        str: paths that begin with `folder`.  A folder that cannot be listed is among them, and is
        then an error.

    Raises:
        UserError: there is no such folder.
    """
    folder = path_of(folder)
    if not os.path.isdir(folder):
        raise UserError('there is no folder %s' % shown(folder))
    return _files_in(folder, None if endings is None else tuple(endings), left_out or _ignore)


def _ignore(path):
    pass


def _files_in(folder, endings, left_out):
    broken = []
    for place, folders, names in os.walk(folder, onerror=lambda error: broken.append(error)):
        for error in broken:
            yield error.filename
        del broken[:]
        folders[:] = sorted(name for name in folders if not name.startswith('.'))
        for name in folders:
            if os.path.islink(os.path.join(place, name)):
                left_out(os.path.join(place, name))
        for name in sorted(names):
            if name.startswith('.'):
                continue
            path = os.path.join(place, name)
            if name.lower().endswith(endings) if endings is not None else _is_wanted(path):
                yield path
            else:
                left_out(path)
    for error in broken:
        yield error.filename


def _is_wanted(path):
    """Whether a file may be a picture or a video, by its name or by what it holds."""
    if ending_of(path) in IMAGE_ENDINGS + VIDEO_ENDINGS + OTHER_ENDINGS:
        return os.path.isfile(path) or not os.path.exists(path)
    try:
        return format_of_file(path) is not None
    except UserError:  # a pipe, a device
        return False
    except (IOError, OSError):
        return True  # what cannot be read may be one


def matching(pattern):
    """The files that a pattern means, by name.

    Args:
        pattern (str or os.PathLike): such as ``'photos/*.jpg'``.

    Yields:
        str: paths; none when nothing fits.
    """
    return (path for path in sorted(glob.glob(path_of(pattern))) if os.path.isfile(path))


def lines_of(lines):
    """The URLs and paths in a text, one in each line.

    Args:
        lines (str, os.PathLike or iterable of str): the path of a text file in UTF-8, or lines,
            such as ``sys.stdin``.

    Yields:
        str: without blanks around them; empty lines and those that begin with ``#`` are left out.

    Raises:
        IOError: there is no such file.
        UserError: a line has a million characters and more.
    """
    lines = path_of(lines)
    if isinstance(lines, string_types):
        return _closing(io.open(lines, encoding='utf-8-sig'), lines)
    return _entries(_bounded(lines, 'the list') if hasattr(lines, 'readline') else lines)


def _closing(handle, path):
    with handle:
        for entry in _entries(_bounded(handle, path)):
            yield entry


def _bounded(handle, name):
    """The lines of an open file, of which none fills the memory."""
    number = 0
    while True:
        line, number = handle.readline(LONGEST_LINE), number + 1
        if not line:
            return
        if len(line) == LONGEST_LINE:
            raise UserError('line %d of %s is longer than %d characters: is it a text file?'
                            % (number, shown(name), LONGEST_LINE))
        yield line


def _entries(lines):
    stripped = (line.strip() for line in lines)
    return (line for line in stripped if line and not line.startswith('#'))


def rows_of(path):
    """The sources in a table: a CSV file in UTF-8 whose first line names its columns.

    Commas may stand between the cells, or semicolons or tabs, as spreadsheets write them; a line
    ``sep=;`` may come before the first.

    Args:
        path (str or os.PathLike): the file.  ``source`` (a URL or a path) must be among its
            columns; ``id`` is the id of the input, ``concepts`` and ``not_concepts`` are ids of
            concepts with ``;`` between them.  Any other column goes into the metadata, by its
            name, where it is not empty.

    Yields:
        Source: one for each row.

    Raises:
        IOError: there is no such file.
        UserError: there is no column ``source``, a line has a million characters and more, or
            the text is not UTF-8.
    """
    path = path_of(path)
    if PY2:  # whose csv reads bytes
        return _rows(open(path, 'rb'), path)
    return _rows(io.open(path, encoding='utf-8-sig', newline=''), path)


def _rows(handle, path):
    with handle:
        try:
            for row in _table(handle, path):
                yield _source_of_row(row)
        except UnicodeDecodeError:
            raise UserError(NOT_UTF8 % shown(path))
        except csv.Error as error:
            raise UserError('%s is no table: %s' % (shown(path), error))


def _table(handle, path):
    lines = _bounded(handle, path)
    first = next(lines, '')
    _text(first)  # refuses what is in another encoding, before 2.7's csv stumbles over it
    if re.match(r'(\xef\xbb\xbf)?"?sep=.', first, re.I):  # which is for spreadsheets
        first = next(lines, '')
    for separator in SEPARATORS:
        table = csv.DictReader(itertools.chain([first], lines), delimiter=str(separator))
        names = [_text(name).lstrip(u'\ufeff').strip() for name in table.fieldnames or ()]
        if 'source' in names:
            table.fieldnames = names
            return table
    raise UserError('%s has no column "source"; its first line is %s'
                    % (shown(path), shown(native(_text(first).strip()))))


def _source_of_row(row):
    known = dict((name, _text(value).strip()) for name, value in row.items()
                 if name and value)
    metadata = dict((name, value) for name, value in known.items()
                    if name not in COLUMNS + FAILURE_COLUMNS and value)
    return Source(known.get('source', ''), input_id=known.get('id') or None,
                  concepts=_list(known.get('concepts')),
                  not_concepts=_list(known.get('not_concepts')), metadata=metadata or None,
                  origin=known.get('failure_origin') or None)


def _list(cell):
    return [part.strip() for part in (cell or '').split(';') if part.strip()] or None


def _text(value):
    return value.decode('utf-8') if isinstance(value, bytes) else value
