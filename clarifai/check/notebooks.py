"""Notebooks: the program that their cells are, and edits of it put back where each line stands.

A notebook is JSON.  Only the characters that an edit is about are replaced in it: indentation,
order of keys, escapes and ends of lines stay as they were.
"""
from __future__ import absolute_import

import codecs
import json
from json.decoder import scanstring
from json.scanner import py_make_scanner
import re

COMMAND = re.compile(r'\s*(!|%(pip|conda|sx|system)\b)')
# A percent sign with a space behind it goes on with an expression.
MAGIC = re.compile(r'^(\s*)(%%?\w|!(?!=)|\?|[\w.]+\?\??$)')
ASSIGNED = re.compile(r'^(\s*\w[\w., ]*=\s*)(%\w|!)')  # files = !ls
CELL_MAGICS = ('%%time', '%%capture')  # below which stands Python of the notebook's own
OTHER_ENDS = re.compile(u'[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]')  # of lines, for some
ONE_CHARACTER = re.compile(r'\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|'
                           r'\\u[0-9a-fA-F]{4}|\\.|.', re.DOTALL)


class Notebook(object):
    """A notebook.

    Args:
        content (bytes): of the file.

    Attributes:
        encoding (str): of the file.
        starts (list of int): the line of the program, from 1, where each cell begins.
        lines (list of str): all lines of code, as they stand there.

    Raises:
        ValueError: it is none, with the reason.
    """

    def __init__(self, content):
        self.encoding = 'utf-8-sig' if content.startswith(codecs.BOM_UTF8) else 'utf-8'
        try:
            self._raw = content.decode(self.encoding)
            cells = [_texts(cell) for cell in _cells(_Decoder().decode(self._raw))]
        except (ValueError, AttributeError, KeyError, TypeError, RuntimeError) as error:
            raise ValueError('it is no notebook: %s' % error)
        self._cells = cells
        self.starts, self.lines = [], []
        self._places = []        # of each line: the index of its cell, and its offset there
        for index, texts in enumerate(cells):
            self.starts.append(len(self.lines) + 1)
            self._add(index, ''.join(texts))

    def _add(self, index, text):
        if text.startswith('%%') and not text.startswith(CELL_MAGICS):
            return
        offset = 0
        for line in text.split('\n') if text else ():
            if offset < len(text):
                self.lines.append(line.rstrip('\r'))
                self._places.append((index, offset))
            offset += len(line) + 1

    def program(self):
        """The lines as Python: what only IPython understands does nothing there."""
        return '\n'.join(_plain(line) for line in self.lines) + '\n'

    def commands(self):
        """The lines for a shell in the places where they stand, the others empty."""
        return '\n'.join(OTHER_ENDS.sub(' ', line) if COMMAND.match(line) else ''
                         for line in self.lines)

    def is_plain(self, row):
        """Whether a line, from 0, is Python as it stands."""
        return _plain(self.lines[row]) == self.lines[row]

    def rewritten(self, edits):
        """The notebook after some edits, of which no two overlap.

        Args:
            edits (list of tuple): start and end, each the line of the program and the character
                in it, both from 0; and the new text.

        Returns:
            tuple: the bytes of the file, and a list of (cell from 1, text before, text after).
        """
        by_cell = {}
        for start, end, text in edits:
            index, offset = self._places[start[0]]
            last, last_offset = self._places[end[0]]
            if index == last:
                by_cell.setdefault(index, []).append(
                    (offset + start[1], last_offset + end[1], text))
        raw_edits, shown = [], []
        for index, changes in sorted(by_cell.items()):
            before = ''.join(self._cells[index])
            shown.append((index + 1, before, _replaced(before, changes)))
            raw_edits += self._in_json(self._cells[index], changes)
        return _replaced(self._raw, raw_edits).encode(self.encoding), shown

    def _in_json(self, texts, changes):
        starts, stops = [], []   # of each character, in the file
        for text in texts:
            for found in ONE_CHARACTER.finditer(self._raw, text.start + 1, text.stop - 1):
                starts.append(found.start())
                stops.append(found.end())
        for start, end, new in changes:
            escaped = json.dumps(new)
            if start < end:      # perhaps from one line of a list into another: they become one
                yield starts[start], stops[end - 1], escaped[1:-1]
            elif new.endswith('\n') and starts[start] - 1 in [text.start for text in texts[1:]] + (
                    [texts[0].start] if len(texts) > 1 else []):
                place = starts[start] - 1
                between = self._raw[texts[0].stop:texts[1].start]
                yield place, place, escaped + between
            else:
                yield starts[start], starts[start], escaped[1:-1]


class _Text(str):
    """A text that knows where it stands in the file, quotes and all."""


class _Decoder(json.JSONDecoder):
    """Gives each value that is a text as `_Text`."""

    def __init__(self):
        super(_Decoder, self).__init__()
        self.parse_string = self._text
        self.scan_once = py_make_scanner(self)

    def _text(self, string, begin, strict):
        value, stop = scanstring(string, begin, strict)
        text = _Text(value)
        text.start, text.stop = begin - 1, stop
        return text, stop


def _cells(notebook):
    return notebook.get('cells') or [cell for sheet in notebook.get('worksheets', ())
                                     for cell in sheet['cells']]


def _texts(cell):
    """The texts that the code of a cell is in, one after the other."""
    if cell.get('cell_type') != 'code':
        return []
    source = cell.get('source', cell.get('input', []))
    texts = source if isinstance(source, list) else [source]
    ''.join(texts).encode('utf-8')  # half a pair of surrogates is no text
    return texts


def _plain(line):
    found = MAGIC.match(line)
    if found:
        return found.group(1) + 'pass'
    found = ASSIGNED.match(line)
    return found.group(1) + 'None' if found else line


def _replaced(text, edits):
    parts, done = [], 0
    for start, end, new in sorted(edits):
        parts += [text[done:start], new]
        done = end
    return ''.join(parts) + text[done:]
