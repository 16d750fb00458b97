"""Logs of what was not uploaded: a table of text, written here and read to try again."""
from __future__ import annotations

import re
import time
from typing import Any, Iterable, NamedTuple

from clarifai.client.uploading import DUPLICATE_ID, Failure
from clarifai.errors import UserError, file_error
from clarifai.redact import shown

HEADERS = ('Index', 'Input ID', 'Status', 'Image Path', 'Labels', 'Metadata')
LONGEST = 200  # characters of a cell
_ROW = re.compile(r'^\|\s*(\d+)\s*\|\s*([^|]*?)\s*\|\s*([^|]*?)\s*\|', re.M)


class Logged(NamedTuple):
    """What a log says: the indexes of inputs whose ids were taken, and of those that failed."""

    duplicates: list[int]
    failed: list[int]


def file_name() -> str:
    """The name of a new log, in the current folder."""
    return 'Dataset_Upload%d.log' % time.time()


def table(failures: Iterable[Failure], described: Any) -> str:
    """A table of what failed.

    Args:
        failures: what.
        described: takes a position; gives the texts of the last three columns.
    """
    rows = [HEADERS] + [tuple(_cell(part) for part in (
        failure.position, failure.input_id or '-', failure.reason,
        *described(failure.position)))
        for failure in failures]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADERS))]
    line = '+%s+' % '+'.join('-' * (width + 2) for width in widths)
    written = ['| %s |' % ' | '.join(cell.ljust(width) for cell, width in zip(row, widths))
               for row in rows]
    return '\n'.join([line, written[0], line] + written[1:] + [line])


def write(path: str, failures: list[Failure], described: Any) -> None:
    """Add what failed to a log.

    Raises:
        UserError: it cannot be written.
    """
    try:
        with open(path, 'a', encoding='utf-8') as opened:
            opened.write('%s\nFailed to upload %d inputs:\n%s\n\n' % (
                time.strftime('%Y-%m-%d %H:%M:%S'), len(failures), table(failures, described)))
    except OSError as error:
        raise file_error('the log %s cannot be written: %s' % (path, error.strerror), error, path)


def read(path: str) -> Logged:
    """What a log says, also one that the official SDK wrote.

    Raises:
        UserError: there is no such file.
    """
    try:
        with open(path, encoding='utf-8', errors='replace') as opened:
            rows = _ROW.findall(opened.read())
    except TypeError:
        raise UserError('log_file_path must be a path, not %s' % shown(path)) from None
    except OSError as error:
        raise file_error('log_file_path %s cannot be read: %s' % (
            shown(path), error.strerror), error, path)
    is_duplicate: dict[int, bool] = {}
    for index, _, status in rows:
        is_duplicate[int(index)] = status == DUPLICATE_ID
    return Logged([index for index, taken in is_duplicate.items() if taken],
                  [index for index, taken in is_duplicate.items() if not taken])


def _cell(value: Any) -> str:
    text = ' '.join(str(value).replace('|', '/').split())
    return text[:LONGEST] or '-'
