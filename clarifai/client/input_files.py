"""Inputs of the files of a folder, and of the rows of a CSV file."""
from __future__ import annotations

import ast
from collections import Counter
import csv
import json
import os
from typing import Any, Iterator
import uuid

from clarifai.client import made_inputs
from clarifai.errors import UserError, file_error
from clarifai.operations.misses import alike
from clarifai.redact import shown

SUFFIXES = {'image': ('jpg', 'jpeg', 'png', 'tiff', 'tif', 'bmp', 'webp'), 'text': ('txt',)}
COLUMNS = ('inputid', 'input', 'concepts', 'metadata', 'geopoints')
CSV_TYPES = ('raw', 'url', 'file_path')


def of_folder(folder_path: str, input_type: str, dataset_id: str | None,
              labels: bool) -> list[Any]:
    """An input for each file of a folder that is of a type, in the order of their names.

    The id is the name up to its first dot; where several files share that, the whole name.

    Args:
        folder_path: the folder.
        input_type: 'image' or 'text'.
        dataset_id: the dataset to add them to.
        labels: whether the folder's name is their label.

    Raises:
        UserError: there is no such folder.
    """
    try:
        names = sorted(name for name in os.listdir(folder_path)
                       if name.lower().rpartition('.')[2] in SUFFIXES[input_type])
    except TypeError:
        raise UserError('folder_path must be a path, not %s' % shown(folder_path)) from None
    except OSError as error:
        raise file_error('folder_path %s cannot be read: %s' % (
            shown(folder_path), error.strerror), error, folder_path)
    stems = Counter(name.split('.')[0] for name in names)
    label = [os.path.basename(os.path.abspath(folder_path))] if labels else None
    return [made_inputs.of_files(
        name.split('.')[0] if stems[name.split('.')[0]] == 1 else name.replace('.', '-'),
        {input_type: os.path.join(folder_path, name)}, dataset_id, labels=label)
        for name in names]


def of_csv(csv_path: str, input_type: str, csv_type: str, dataset_id: str | None,
           labels: bool) -> list[Any]:
    """An input for each row of a CSV file.

    Args:
        csv_path: the file; its first row names the columns, which are some of `COLUMNS`.
        input_type: one of `made_inputs.KINDS`.
        csv_type: what the column `input` has: one of `CSV_TYPES`.
        dataset_id: the dataset to add them to.
        labels: whether to read the column `concepts`.

    Raises:
        UserError: the file is not there, or something in it does not fit; it says the line.
    """
    _check_choice('input_type', input_type, made_inputs.KINDS)
    if csv_type == 'file':  # what the official SDK itself calls it
        csv_type = 'file_path'
    _check_choice('csv_type', csv_type, CSV_TYPES)
    if csv_type == 'raw' and input_type != 'text':
        raise UserError('a CSV file of raw inputs can hold texts only: give csv_type="url" or '
                        'csv_type="file_path" for %s' % input_type)
    try:
        with open(csv_path, newline='', encoding='utf-8-sig') as opened:
            return [_of_row(row, line, input_type, csv_type, dataset_id, labels)
                    for line, row in _rows(opened, csv_path)]
    except UserError:
        raise  # some are an OSError as well
    except TypeError:
        raise UserError('csv_path must be a path, not %s' % shown(csv_path)) from None
    except OSError as error:
        raise file_error('csv_path %s cannot be read: %s' % (
            shown(csv_path), error.strerror), error, csv_path)
    except UnicodeDecodeError:
        raise UserError('the file %s must be in UTF-8' % shown(csv_path)) from None
    except csv.Error as error:
        raise UserError('the file %s is not CSV: %s' % (shown(csv_path), error)) from None


def _rows(opened: Any, csv_path: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(opened)
    columns = reader.fieldnames or []
    for column in columns:
        if column not in COLUMNS:
            raise UserError('the file %s has the column %s%s Possible are: %s' % (
                shown(csv_path), shown(column), alike(column, COLUMNS) or '.', ', '.join(COLUMNS)))
    if 'input' not in columns:
        raise UserError('the file %s has no column input: its first row must name the columns, '
                        'such as input,concepts' % shown(csv_path))
    for row in reader:
        if None in row:
            raise UserError('line %d has more cells than there are columns: put texts with commas '
                            'into double quotes' % reader.line_num)
        yield reader.line_num, dict((name, cell or '') for name, cell in row.items())


def _of_row(row: dict[str, str], line: int, input_type: str, csv_type: str,
            dataset_id: str | None, labels: bool) -> Any:
    names = [name.strip() for name in row.get('concepts', '').split(',')] if labels else []
    about = dict(labels=[name for name in names if name] or None,
                 metadata=_metadata(row.get('metadata', ''), line),
                 geo_info=_place(row.get('geopoints', ''), line))
    input_id = row.get('inputid') or uuid.uuid4().hex
    if not row['input']:
        raise UserError('line %d has nothing in the column input' % line)
    if csv_type == 'raw':
        return made_inputs.made(input_id, {'text': {'raw': row['input']}}, dataset_id, **about)
    make = made_inputs.of_urls if csv_type == 'url' else made_inputs.of_files
    return make(input_id, {input_type: row['input']}, dataset_id, **about)


def _metadata(cell: str, line: int) -> Any:
    """A dict, as JSON or as Python writes it."""
    if not cell.strip():
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(cell)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    raise UserError('line %d: metadata must be like {"key": "value"}, not %s' % (line, shown(cell)))


def _place(cell: str, line: int) -> list[float] | None:
    if not cell.strip():
        return None
    try:
        longitude, latitude = (float(part) for part in cell.split(','))
    except ValueError:
        raise UserError('line %d: geopoints must be "longitude,latitude", not %s'
                        % (line, shown(cell))) from None
    return [longitude, latitude]


def _check_choice(argument: str, value: Any, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise UserError('%s must be %s or %s, not %s' % (
            argument, ', '.join(choices[:-1]), choices[-1], shown(value)))
