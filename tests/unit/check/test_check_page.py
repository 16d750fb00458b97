"""docs/check.rst: its example is what the command prints, and its figures those of the tables."""
from __future__ import absolute_import

import io
import os
import re

import pytest

pytest.importorskip('tree_sitter_python')

from check_programs import programs
from clarifai.check import knowledge
from clarifai.cli.main import main

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'docs',
                    'check.rst')
PROGRAM = u'''from clarifai.rest import ClarifaiApp
app = ClarifaiApp('anid', 'asecret')
model = app.models.get('general-v1.3')
'''


@pytest.fixture
def page():
    """The text of the page."""
    with io.open(PAGE, encoding='utf-8') as opened:
        return opened.read()


def test_the_example_is_what_is_printed(page, write, tmpdir, monkeypatch, capsys):
    shown = re.search(r'\$ clarifai check tagger.py\n(.*?\n)\n=', page, re.S).group(1)
    expected = [line.strip() for line in shown.splitlines() if line.strip()]
    write('tagger.py', PROGRAM)
    monkeypatch.chdir(tmpdir)
    main(['check', 'tagger.py'])
    printed = [line.strip() for line in capsys.readouterr()[0].splitlines() if line.strip()]
    assert len(printed) == len(expected) > 5
    for line, wanted in zip(printed, expected):
        if wanted.endswith('...'):
            assert line.startswith(wanted[:-3])
        else:
            assert line == wanted


def test_the_figures_are_those_of_the_tables(page):
    text = ' '.join(page.split())
    assert ('has %d calls and classes, %d keywords, %d attributes' % (
        len(knowledge.CALLS), len(knowledge.KEYWORDS), len(knowledge.ATTRIBUTES))) in text
    assert '%d kinds of paths into answers' % len(knowledge.ANSWERS) in text
    of_two = [one for one in programs() if one.name.startswith('python 2')]
    assert '%d small programs, of which %d are Python 2' % (len(programs()), len(of_two)) in text
