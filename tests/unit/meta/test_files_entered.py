"""A call goes through few files: the figures of ``tests/bench/entered.py``."""
from __future__ import absolute_import

import os
import sys

import pytest
import six

BENCH = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
                     'bench')


@pytest.fixture
def entered(monkeypatch):
    """The module that counts."""
    monkeypatch.syspath_prepend(BENCH)
    for name in list(os.environ):
        if name.startswith('CLARIFAI_'):
            monkeypatch.delenv(name)
    import entered
    yield entered
    sys.modules.pop('entered', None)


def test_a_warm_call_enters_few_files(entered):
    # On Python 2.7 texts are made Unicode first, and there and on 3.6 what stands in for the lock
    # of forking.py is not a built-in one: a file more each.
    more = int(six.PY2) + int(not hasattr(os, 'register_at_fork'))
    too_many = dict(((call, credential), modules)
                    for call, credential, modules in entered.figures()
                    if len(modules) > entered.MOST[call, credential] + more)
    assert too_many == {}


def test_files_are_counted(entered):
    counts = dict(((call, credential), len(modules))
                  for call, credential, modules in entered.figures())
    assert set(counts) == set(entered.MOST)
    assert min(counts.values()) > 5
