"""Files of YAML: read with PyYAML, written without it.

What is written is plain: dictionaries, lists, text, numbers, true, false and null.
"""
from __future__ import annotations

import json
import math
import os
import re
from typing import Any, Iterator, Union

from clarifai.errors import UserError, file_error
from clarifai.whole_file import whole_file

PathLike = Union[str, 'os.PathLike[str]']

MISSING = ('reading YAML needs PyYAML, which is not installed: pip install "clarifai-rest[client]"')

# Text that stands without quotes: what begins as a name does, and is no other word of YAML 1.1.
_PLAIN = re.compile(r'[A-Za-z_][A-Za-z0-9_./-]*\Z')
_WORDS = frozenset('y n yes no on off true false null'.split())
# What PyYAML takes no line of, and JSON would leave as it is.
_NOT_PRINTABLE = re.compile('[\x7f-\x84\x86-\x9f\x85\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')


def read(path: PathLike, argument: str) -> Any:
    """Read a file of YAML.

    Args:
        path (str): the file.
        argument (str): what a caller calls it, for messages.

    Returns:
        what it holds: a dictionary, a list, text, a number, True, False or None.

    Raises:
        UserError: there is no such file, it is not YAML, or PyYAML is not installed.
    """
    try:
        with open(path, encoding='utf-8') as opened:
            text = opened.read()
    except (TypeError, ValueError) as error:
        raise UserError('%s must be the path of a file of YAML: %s' % (argument, error))
    except OSError as error:
        raise file_error('%s %s cannot be read: %s' % (argument, path, error.strerror), error, path)
    try:
        import yaml
    except ImportError:
        raise UserError(MISSING)
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UserError('%s %s is not YAML: %s' % (argument, path, ' '.join(str(error).split())))


def write(path: PathLike, value: Any, argument: str) -> None:
    """Write a file of YAML, whose keys stand in the order of the dictionaries.

    Args:
        path (str): the file; it is replaced whole, or not at all.
        value: what is to be in it.
        argument (str): what a caller calls it, for messages.

    Raises:
        UserError: it cannot be written.
    """
    content = dumped(value).encode('utf-8')
    with whole_file(path, argument) as out:
        out.write(content)


def dumped(value: Any) -> str:
    """Return something as YAML.

    Raises:
        UserError: it holds what is not plain.
    """
    if _is_leaf(value):
        return _leaf(value) + '\n'
    return '\n'.join(_lines(value)) + '\n'


def _is_leaf(value: Any) -> bool:
    return not isinstance(value, (dict, list, tuple)) or not value


def _lines(value: Any) -> Iterator[str]:
    """Yield the lines of a dictionary or a list that has items."""
    if isinstance(value, dict):
        for name, part in value.items():
            if _is_leaf(part):
                yield '%s: %s' % (_leaf(name), _leaf(part))
            else:
                yield _leaf(name) + ':'
                for line in _lines(part):
                    yield '  ' + line
        return
    for part in value:
        first, rest = '- ', '  '
        for line in [_leaf(part)] if _is_leaf(part) else _lines(part):
            yield first + line
            first = rest


def _leaf(value: Any) -> str:
    if value is None:
        return 'null'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, int):
        return '%d' % value
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return '{}'
    if isinstance(value, (list, tuple)):
        return '[]'
    raise UserError('YAML has no place for the %s %r; give text, numbers, True, False, None, lists '
                    'and dictionaries' % (type(value).__name__, value))


def _float(value: float) -> str:
    if math.isnan(value):
        return '.nan'
    if math.isinf(value):
        return '.inf' if value > 0 else '-.inf'
    digits, sign, power = repr(value).partition('e')
    if sign and '.' not in digits:
        digits += '.0'  # to YAML 1.1, 1e-05 is text
    return digits + sign + power


def _text(value: str) -> str:
    if _PLAIN.match(value) and value.lower() not in _WORDS:
        return value
    return _NOT_PRINTABLE.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: 're.Match[str]') -> str:
    return '\\u%04x' % ord(found.group())
