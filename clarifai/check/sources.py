"""The files of a user: which are read, and their texts as the parser takes them."""
from __future__ import absolute_import

import codecs
from collections import namedtuple
import io
import json
import os
import re

LEFT_OUT = frozenset(('.git', '.hg', '.svn', '.tox', '.nox', '.venv', 'venv', 'node_modules',
                      '__pycache__', '.ipynb_checkpoints', '.eggs', 'site-packages'))
COOKIE = re.compile(br'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)')
COMMAND = re.compile(r'\s*(!|%(pip|conda|sx|system)\b)')
MAGIC = re.compile(r'^(\s*)([%!?]|\w+\?\??$)')

# text: of the program, cells of a notebook one below the other; encoding: of the file; cells: of a
# notebook, the first line of each, or None; commands: of a notebook, its lines for a shell in the
# same places, or ''.
Source = namedtuple('Source', 'path text encoding cells commands')


def programs(paths):
    """The programs among some files and below some folders.

    Args:
        paths (list of str): files, whatever their names, and folders.

    Yields:
        tuple: a path, and whether it was named itself.
    """
    for path in paths:
        if not os.path.isdir(path):
            yield path, True
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
            for name in sorted(names):
                if os.path.isfile(os.path.join(folder, name)):  # and no pipe, which never ends
                    yield os.path.join(folder, name), False


def is_program(path):
    """Whether a file is Python or a notebook: by its name, or by the first line of a script."""
    if path.endswith(('.py', '.pyw', '.ipynb')):
        return True
    if '.' in os.path.basename(path):
        return False
    try:
        with io.open(path, 'rb') as opened:
            return re.match(br'#!.*python', opened.readline(200)) is not None
    except (IOError, OSError):
        return False


def content_of(path):
    """The bytes of a file."""
    with io.open(path, 'rb') as opened:
        return opened.read()


def read(path, content):
    """Read a program.

    Args:
        path (str): where it is.
        content (bytes): what is there.

    Returns:
        Source

    Raises:
        ValueError: its text cannot be read, with the reason.
    """
    if path.endswith('.ipynb'):
        return _notebook(path, content)
    encoding = encoding_of(content)
    try:
        return Source(path, content.decode(encoding), encoding, None, '')
    except (UnicodeDecodeError, LookupError) as error:
        raise ValueError('it is no text in %s: %s' % (encoding, error))


def encoding_of(content):
    """The encoding that a program states, utf-8 if it states none."""
    if content.startswith(codecs.BOM_UTF8):
        return 'utf-8-sig'
    for line in content.split(b'\n', 2)[:2]:
        found = COOKIE.match(line)
        if found:
            return found.group(1).decode('ascii')
    try:
        content.decode('utf-8')
    except UnicodeDecodeError:  # Python 2 took any bytes in comments
        return 'latin-1'
    return 'utf-8'


def _notebook(path, content):
    try:
        cells = json.loads(content.decode('utf-8'))
        cells = cells.get('cells') or [cell for sheet in cells.get('worksheets', ())
                                       for cell in sheet['cells']]
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise ValueError('it is no notebook: %s' % error)
    lines, starts = [], []
    for cell in cells:
        starts.append(len(lines) + 1)
        if cell.get('cell_type') != 'code':
            continue
        text = cell.get('source', cell.get('input', ''))
        text = text if not isinstance(text, list) else ''.join(text)
        if text.startswith('%%') and not text.startswith(('%%time', '%%capture')):
            continue
        lines.extend(text.splitlines())
    commands = u'\n'.join(line if COMMAND.match(line) else u'' for line in lines)
    text = u'\n'.join(_plain(line) for line in lines) + u'\n'
    return Source(path, text, 'utf-8', starts, commands)


def _plain(line):
    """A line of a notebook without what only IPython understands."""
    found = MAGIC.match(line)
    return found.group(1) + u'pass' if found else line


def cell_of(source, line):
    """The cell that a line of a notebook is in, from 1, and the line there."""
    if source.cells is None:
        return None, line
    number = len([start for start in source.cells if start <= line])
    # Cells without code begin where the next one does.
    return number, line - source.cells[number - 1] + 1
