"""The table of faults that users met: each has its input, brothers, and tests that are there."""
from __future__ import absolute_import

import io
import os
import re

import pytest

from faults_met import FAULTS

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))


def names_in(path):
    """Returns the names of the test functions in a file of tests."""
    with io.open(os.path.join(ROOT, path), encoding='utf-8') as source:
        return set(re.findall(r'^    def (test_\w+)|^def (test_\w+)', source.read(), re.MULTILINE))


def test_there_is_a_row_for_each():
    assert sorted(FAULTS) == list(range(1, 33))


@pytest.mark.parametrize('number', sorted(FAULTS))
def test_a_row_is_complete(number):
    fault = FAULTS[number]
    assert fault.title and fault.given
    assert len(fault.brothers) >= 2
    assert fault.tests


@pytest.mark.parametrize('number', sorted(FAULTS))
def test_the_tests_of_a_row_are_there(number):
    for test in FAULTS[number].tests:
        path, _, name = test.partition('::')
        names = set(name for pair in names_in(path) for name in pair if name)
        assert not name or name.split('::')[-1].split('[')[0] in names, test
