"""What a terminal shows: how wide it is, how wide texts are on it, and bold where it likes it."""
from __future__ import absolute_import

import os
import struct
import unicodedata

import six

from clarifai.redact import native

USUAL = 80  # columns, where nobody tells
CUT = u'...'
_NO_WIDTH = ('Mn', 'Me', 'Cf')  # categories of what is drawn upon the character before it


def is_terminal(stream):
    """Whether somebody looks at what is written to a stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it is closed
        return False


def columns_of(stream):
    """How many columns a terminal has: by ``COLUMNS``, by what it says itself, or 80.

    Args:
        stream (file): what is written to it.
    """
    given = os.environ.get('COLUMNS', '')
    if given.isdigit() and int(given):
        return int(given)
    try:
        return _asked(stream.fileno()) or USUAL
    except (ImportError, AttributeError, IOError, OSError, ValueError):
        return USUAL  # no terminal, or one that does not tell


def _asked(number):
    if hasattr(os, 'get_terminal_size'):
        return os.get_terminal_size(number).columns
    import fcntl
    import termios
    return struct.unpack('hhhh', fcntl.ioctl(number, termios.TIOCGWINSZ, b'\0' * 8))[1]


def width(text):
    """How many columns a text takes: two for a wide character, none for an accent of its own.

    Args:
        text (str): any text on one line.
    """
    return sum(_width_of(character) for character in _characters(text))


def cut(text, room, at_the_end=True):
    """A text that is no wider than its room; where some is cut off stands ``...``.

    Args:
        text (str): on one line.
        room (int): columns.
        at_the_end (bool): False to cut at the beginning, as suits paths.

    Returns:
        str: as this Python's texts are.
    """
    if width(text) <= room:
        return native(text)
    characters = _characters(text)
    mark = CUT[:max(room, 0)]
    kept, free = [], room - len(mark)
    for character in characters if at_the_end else reversed(characters):
        free -= _width_of(character)
        if free < 0:
            break
        kept.append(character)
    return native(u''.join(kept) + mark if at_the_end else mark + u''.join(reversed(kept)))


def padded(text, room):
    """A text with blanks behind it, up to its room."""
    return native(text) + ' ' * (room - width(text))


def bold(text, stream):
    """A text in bold, where the stream is a terminal and ``NO_COLOR`` does not ask for plain text.

    See https://no-color.org.
    """
    if not is_terminal(stream) or os.environ.get('NO_COLOR') or os.environ.get('TERM') in (
            None, '', 'dumb'):
        return text
    return '\x1b[1m%s\x1b[0m' % text


def _characters(text):
    return six.ensure_text(text, errors='replace')


def _width_of(character):
    if ' ' <= character <= '~':
        return 1
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in 'WF' else 1
