"""The files of a user: which are read, and their texts as the parser takes them."""
from __future__ import absolute_import

import codecs
from collections import namedtuple
import io
import os
import re

from clarifai.check.notebooks import Notebook

LEFT_OUT = frozenset(('.git', '.hg', '.svn', '.tox', '.nox', '.venv', 'venv', 'node_modules',
                      '__pycache__', '.ipynb_checkpoints', '.eggs', 'site-packages'))
COOKIE = re.compile(br'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)')

# text: of the program, cells of a notebook one below the other; encoding: of the file; book: the
# Notebook, or None.
Source = namedtuple('Source', 'path text encoding book')


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
        book = Notebook(content)
        return Source(path, book.program(), book.encoding, book)
    encoding = encoding_of(content)
    try:
        return Source(path, content.decode(encoding), encoding, None)
    except (UnicodeDecodeError, LookupError) as error:
        raise ValueError('it is no text in %s: %s' % (encoding, error))


def encoding_of(content):
    """The encoding that a program states, utf-8 if it states none."""
    if content.startswith(codecs.BOM_UTF8):
        return 'utf-8-sig'
    if content.startswith(codecs.BOM_UTF16):  # as PowerShell writes lists of requirements
        return 'utf-16'
    for line in content.split(b'\n', 2)[:2]:
        found = COOKIE.match(line)
        if found:
            return found.group(1).decode('ascii')
    try:
        content.decode('utf-8')
    except UnicodeDecodeError:  # Python 2 took any bytes in comments
        return 'latin-1'
    return 'utf-8'


def cell_of(source, line):
    """The cell that a line of a notebook is in, from 1, and the line there."""
    if source.book is None:
        return None, line
    number = len([start for start in source.book.starts if start <= line])
    # Cells without code begin where the next one does.
    return number, line - source.book.starts[number - 1] + 1
