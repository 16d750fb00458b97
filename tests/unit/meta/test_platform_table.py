"""The tables of docs/platform.rst: every row has a test, and every choice is listed.

A test says ``@row('key')`` for the rows that it is about.
"""
from __future__ import absolute_import

import ast
import glob
import io
import os
import re
import sys

from package_source import MODULES

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(os.path.dirname(TESTS))
PAGE = os.path.join(ROOT, 'docs', 'platform.rst')


def read(path):
    with io.open(path, encoding='utf-8') as source:
        return source.read()


def rows():
    """The keys of the tables' rows, in order."""
    return re.findall(r'^   \* - ``([a-z0-9-]+)``$', read(PAGE), re.MULTILINE)


def marked_tests():
    """(key, name of the test) for every mark of a function that pytest runs."""
    found = []
    for path in sorted(glob.glob(os.path.join(TESTS, '*', 'test_*.py')) +
                       glob.glob(os.path.join(TESTS, '*', '*', 'test_*.py'))):
        room = os.path.relpath(path, TESTS).split(os.sep)[0]
        if room in ('client', 'sandbox') and sys.version_info < (3, 9):
            continue  # their grammar is that of their rooms, and none of them is about a row
        with open(path, 'rb') as source:
            tree = ast.parse(source.read(), path)
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef):
                continue
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and getattr(mark.func, 'id', None) == 'row':
                    assert node.name.startswith('test_'), node.name
                    found += [(ast.literal_eval(key), node.name) for key in mark.args]
    return found


def choice_numbers():
    """The numbers of the choices that the client's source names where it takes them."""
    return set(int(number) for module, path in MODULES.items()
               if not module.startswith('clarifai.sandbox')
               for number in re.findall(r'\bChoice (\d+)\b', read(path), re.IGNORECASE))


def listed_numbers():
    """The numbers in the table of what is not verified."""
    section = read(PAGE).split('.. _not-verified:')[1]
    return [int(number) for number in re.findall(r'^   \* - (\d+)$', section, re.MULTILINE)]


def test_there_are_rows():
    assert len(rows()) > 60


def test_no_row_comes_twice():
    assert sorted(rows()) == sorted(set(rows()))


def test_every_row_has_a_test():
    assert set(rows()) - set(key for key, _ in marked_tests()) == set()


def test_every_mark_has_a_row():
    assert [mark for mark in marked_tests() if mark[0] not in rows()] == []


def test_every_row_fills_every_column():
    for table in re.split(r'^\.\. list-table::$', read(PAGE), flags=re.MULTILINE)[1:]:
        width = len(re.search(r':widths: (.*)', table).group(1).split())
        for row in re.split(r'^   \* ', table, flags=re.MULTILINE)[1:]:
            assert len(re.findall(r'^(?:     )?- ', row, re.MULTILINE)) == width, row


def test_every_choice_is_listed_as_not_verified():
    assert listed_numbers() == sorted(choice_numbers())


def test_every_probe_is_about_a_choice_or_named_below_the_table():
    section = read(PAGE).split('.. _not-verified:')[1]
    probes = read(os.path.join(os.path.dirname(TESTS), 'live', 'probes.py'))
    numbers = [int(number) for number in re.findall(r'^    Probe\((\d+), ', probes, re.M)]
    assert len(numbers) > 10
    for number in numbers:
        assert number in listed_numbers() or '(%d)' % number in section
