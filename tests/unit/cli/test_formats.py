# -*- coding: utf-8 -*-
"""Rows on the standard output."""
from __future__ import absolute_import

import csv
import io
import json
import sys

import pytest
import six
from six import PY2

from clarifai.cli.formats import FittedTable, HELD, Table, WIDEST, fitted, writer
from clarifai.cli.growing import GrowingFile
from clarifai.cli.output import StandardOutput, put
from clarifai.cli.terminal import width

LONG = u'x' * 200


def printed(capsys, name, *rows):
    """What a format makes of rows."""
    printer = writer(name, ('id', 'words'))
    for row in rows:
        printer.write(*row)
    printer.close()
    return capsys.readouterr()[0]


def test_a_table_has_aligned_columns(capsys):
    lines = printed(capsys, 'table', (('abcdef', 'one'),), (('a', 'two'),)).splitlines()
    assert lines == ['ID      WORDS', 'abcdef  one', 'a       two']


def test_rows_of_a_table_wait_for_each_other_and_a_wider_one_widens_those_after_it(capsys):
    rows = [(('a' * (number % 9 + 1), 'x'),) for number in range(HELD)]
    lines = printed(capsys, 'table', *rows + [(('b' * 12, 'x'),), (('c', 'x'),)]).splitlines()
    assert lines[0] == 'ID         WORDS'
    assert set(line.index('x') for line in lines[1:HELD + 1]) == set([11])
    assert set(line.index('x') for line in lines[HELD + 1:]) == set([14])


def test_rows_wait_no_longer_than_they_must(capsys):
    times = iter([0.0, 0.1, 0.7])
    table = Table(('id', 'words'), (), StandardOutput(), lambda: next(times))
    table.write(('a', 'one'))
    assert capsys.readouterr()[0] == ''
    table.write(('abc', 'two'))
    assert capsys.readouterr()[0].splitlines() == ['ID   WORDS', 'a    one', 'abc  two']


def test_no_row_waits_in_a_file_that_grows(tmpdir):
    path = str(tmpdir.join('rows.txt'))
    table = Table(('id', 'words'), (), GrowingFile(path, 'table', ('id', 'words')))
    table.write(('a', 'one'))
    assert tmpdir.join('rows.txt').read().splitlines() == ['ID  WORDS', 'a   one']


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


def test_json_is_one_list(capsys):
    out = printed(capsys, 'json', (('a', LONG), {'whole': {'b': [1]}}), (('a', LONG),))
    assert json.loads(out) == [{'whole': {'b': [1]}}, {'id': 'a', 'words': LONG}]
    assert json.loads(printed(capsys, 'json')) == []


class Screen(object):
    """A terminal of some columns, which keeps its lines."""

    def __init__(self, room):
        self.room = room
        self.lines = []

    def write(self, text):
        self.lines += six.ensure_text(text).splitlines()


def fitted_table(room, columns, rows, times=None):
    """The lines of a table on a terminal; `times` are what its clock says."""
    screen, times = Screen(room), iter(times or [0] * 1000)
    table = FittedTable(columns, screen, lambda: next(times))
    for row in rows:
        table.write(row)
    table.close()
    return screen.lines


@pytest.mark.parametrize('room', [20, 40, 80, 200])
def test_a_table_is_no_wider_than_the_terminal_and_keeps_its_columns(room):
    rows = [(u'photos/of/last/summer/%d.jpg' % number, u'\u732b' * number, LONG)
            for number in range(1, 30)]
    lines = fitted_table(room, ('source', 'name', 'words'), rows)
    assert len(lines) == 30 and all(width(line) <= room for line in lines)
    starts = set(width(line[:line.index(u'  x')]) for line in lines[1:20])
    assert len(starts) == 1


def test_wide_characters_take_two_columns_and_accents_none():
    lines = fitted_table(40, ('name', 'n'), [(u'\u732b', '1'), (u'cafe\u0301', '2'), (u'cat', '3')])
    assert lines == [u'NAME  N', u'\u732b    1', u'cafe\u0301  2', u'cat   3']


def test_ids_stay_whole_and_of_paths_the_end():
    row = ('a' * 32, 'http://pics.example.com/a/long/way.jpg')
    line = fitted_table(60, ('id', 'url'), [row])[1]
    assert line.startswith('a' * 32 + '  ...') and line.endswith('/way.jpg') and len(line) == 60


def test_a_first_column_stays_whole_and_of_several_ids_the_first():
    row = ('get_workflow_version_evaluation_data', 'GET /v2/users/{user_id}/apps', 'x' * 60)
    line = fitted_table(80, ('name', 'route', 'meaning'), [row])[1]
    assert line.startswith(row[0] + '  ') and len(line) == 80
    line = fitted_table(80, ('id', 'type', 'version', 'name'), [('a' * 32, 'b', 'c' * 32, LONG)])[1]
    assert line.startswith('a' * 32 + '  b') and len(line) == 80


def test_columns_grow_with_what_comes_later():
    rows = [('a', 'b')] * 20 + [('longer', 'b')]
    lines = fitted_table(40, ('x', 'y'), rows)
    assert lines[1] == 'a  b' and lines[-1] == 'longer  b'


def test_slow_rows_are_not_kept_back():
    screen, times = Screen(40), iter([0, 0.1, 0.6, 0.6])
    table = FittedTable(('x', 'y'), screen, lambda: next(times))
    table.write(('a', 'b'))
    assert screen.lines == []
    table.write(('c', 'd'))
    assert [line.split()[0] for line in screen.lines] == ['X', 'a', 'c']


@pytest.mark.parametrize('widths, room, is_whole, expected', [
    ([5, 5], 20, [False, False], [5, 5]), ([30, 5], 20, [False, False], [15, 5]),
    ([30, 30, 3], 23, [False] * 3, [10, 10, 3]), ([32, 40], 60, [True, False], [32, 28]),
    ([32, 40], 30, [True, False], [15, 15]), ([9, 9], 1, [False, False], [1, 1])])
def test_the_widest_columns_are_cut_first(widths, room, is_whole, expected):
    assert fitted(widths, room, is_whole) == expected


@pytest.mark.parametrize('name', ['table', 'json', 'jsonl', 'csv'])
def test_names_in_all_languages(capsys, name):
    assert printed(capsys, name, ((u'caf\xe9', u'\u732b'),))


@pytest.mark.skipif(PY2, reason='Python 2 writes bytes')
def test_an_output_that_lacks_a_letter_gets_a_question_mark(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, 'stdout', io.TextIOWrapper(raw, encoding='ascii'))
    put(u'caf\xe9\n')
    assert raw.getvalue() == b'caf?\n'
