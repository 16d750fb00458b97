# -*- coding: utf-8 -*-
"""Rows on the standard output."""
from __future__ import absolute_import

import csv
import io
import json
import sys

import pytest
from six import PY2

from clarifai.cli.formats import WIDEST, put, writer

LONG = u'x' * 200


def printed(capsys, name, *rows):
    """What a format makes of rows."""
    printer = writer(name, ('id', 'words'))
    for row in rows:
        printer.write(*row)
    return capsys.readouterr()[0]


def test_a_table_has_aligned_columns(capsys):
    lines = printed(capsys, 'table', (('abcdef', 'one'),), (('a', 'two'),)).splitlines()
    assert lines == ['ID      WORDS', 'abcdef  one', 'a       two']


def test_a_table_without_rows_is_nothing(capsys):
    assert printed(capsys, 'table') == ''


def test_cells_stay_on_their_line_and_long_ones_are_cut_but_for_the_last(capsys):
    first, row = printed(capsys, 'table', ((LONG, 'a\nb ' + LONG),)).splitlines()
    assert len(row) == WIDEST + 2 + len('a b ' + LONG)


def test_nothing_is_an_empty_cell(capsys):
    assert printed(capsys, 'table', ((None, 'b'),)).splitlines()[1].split() == ['b']


def test_json_lines_have_all_that_is_known(capsys):
    out = printed(capsys, 'jsonl', (('a', LONG), {'whole': {'b': [1]}}), (('a', LONG),))
    assert [json.loads(line) for line in out.splitlines()] == [
        {'whole': {'b': [1]}}, {'id': 'a', 'words': LONG}]


def test_csv_can_be_read_again(capsys):
    out = printed(capsys, 'csv', (('a,"b"', u'line\nbreak'),), (('c', None),))
    rows = list(csv.reader(io.BytesIO(out.encode('utf-8')) if PY2 else io.StringIO(out)))
    assert rows == [['id', 'words'], ['a,"b"', 'line\nbreak'], ['c', '']]


def test_csv_without_rows_still_has_its_header(capsys):
    assert printed(capsys, 'csv') == 'id,words\r\n'


@pytest.mark.parametrize('name', ['table', 'jsonl', 'csv'])
def test_names_in_all_languages(capsys, name):
    assert printed(capsys, name, ((u'caf\xe9', u'\u732b'),))


@pytest.mark.skipif(PY2, reason='Python 2 writes bytes')
def test_an_output_that_lacks_a_letter_gets_a_question_mark(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, 'stdout', io.TextIOWrapper(raw, encoding='ascii'))
    put(u'caf\xe9\n')
    assert raw.getvalue() == b'caf?\n'
