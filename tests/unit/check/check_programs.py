"""The programs that ``clarifai check`` is tried on, each line with what is found in it."""
from __future__ import absolute_import

from collections import namedtuple
import io
import os
import re

PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'programs.txt')

# text: without the notes; expected: (line, 'category rule') of each finding, in order.
Program = namedtuple('Program', 'name text expected')


def programs():
    """Returns the programs of programs.txt.

    A note after ``#>`` says what is found in its line: 'category rule', with '; ' between several.
    """
    with io.open(PROGRAMS, encoding='utf-8') as opened:
        parts = re.split(u'(?m)^=== ', opened.read())[1:]
    found = []
    for part in parts:
        name, _, text = part.partition(u'\n')
        lines = [line.partition(u'  #> ') for line in text.splitlines()]
        expected = [(number, note) for number, (_, _, notes) in enumerate(lines, 1) if notes
                    for note in notes.split(u'; ')]
        found.append(Program(name, u''.join(line[0] + u'\n' for line in lines), expected))
    return found
