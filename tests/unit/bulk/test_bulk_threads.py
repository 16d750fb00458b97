"""Threads as an executor, and who is told about the progress."""
from __future__ import absolute_import

import sys
import threading
import time
import types

import pytest

from clarifai.bulk import predict
from clarifai.bulk.threads import Threads
from clarifai.errors import UserError


def test_results_and_errors():
    threads, done = Threads(2), []
    good, bad = threads.submit(divmod, 7, 2), threads.submit(divmod, 7, 0)
    finished = threading.Event()
    good.add_done_callback(done.append)
    bad.add_done_callback(lambda future: finished.set())
    assert finished.wait(10)
    assert good.result() == (3, 1)
    with pytest.raises(ZeroDivisionError):
        bad.result()
    threads.shutdown()


def test_a_callback_that_comes_late_is_called_once():
    threads, called, finished = Threads(1), [], threading.Event()
    future = threads.submit(finished.set)
    assert finished.wait(10)
    last = threads.submit(lambda: None)
    while not last.cancel() and last._state != 'done':
        time.sleep(0.001)
    future.add_done_callback(called.append)
    assert called == [future]
    threads.shutdown()


def test_what_is_cancelled_is_not_called():
    threads, gate, begun, called = Threads(1), threading.Event(), threading.Event(), []
    first = threads.submit(lambda: (begun.set(), gate.wait(10)))
    second = threads.submit(called.append, 1)
    assert begun.wait(10)
    assert not first.cancel()
    assert second.cancel()
    gate.set()
    third, finished = threads.submit(lambda: None), threading.Event()
    third.add_done_callback(lambda future: finished.set())
    assert finished.wait(10)
    assert called == []
    threads.shutdown()


def test_threads_end_after_the_shutdown():
    before = threading.active_count()
    threads = Threads(3)
    for _ in range(10):
        threads.submit(int)
    assert threading.active_count() <= before + 3
    threads.shutdown()
    give_up = time.time() + 10
    while threading.active_count() > before and time.time() < give_up:
        time.sleep(0.01)
    assert threading.active_count() == before


class Terminal(object):
    def __init__(self, is_one):
        self.isatty = lambda: is_one


class Tqdm(object):
    made = []

    def __init__(self, total, unit):
        self.total, self.n, self.postfix, self.closed = total, 0, {}, False
        self.made.append(self)

    def update(self, number):
        self.n += number

    def set_postfix(self, refresh, **postfix):
        self.postfix = postfix

    def close(self):
        self.closed = True


@pytest.fixture
def tqdm(monkeypatch):
    monkeypatch.setattr(Tqdm, 'made', [])
    monkeypatch.setitem(sys.modules, 'tqdm', types.ModuleType('tqdm'))
    monkeypatch.setattr(sys.modules['tqdm'], 'tqdm', Tqdm, raising=False)
    return Tqdm


@pytest.fixture
def terminal(monkeypatch):
    """Says whether the error output is one; to be called in the test, not before it."""
    return lambda is_one: monkeypatch.setattr(sys, 'stderr', Terminal(is_one))


def test_a_function_is_told(model):
    told = []
    run = predict(model, ['http://p/1', 'http://p/bad', 'http://p/3'],
                  progress=lambda report: told.append((report.done, report.failed)))
    run.finish()
    assert told == [(1, 0), (1, 1), (2, 1)]


def test_a_bar_on_a_terminal(model, tqdm, terminal):
    terminal(True)
    predict(model, ['http://p/1', 'http://p/bad', 'http://p/3'], progress=True).finish()
    bar, = tqdm.made
    assert (bar.total, bar.n, bar.postfix, bar.closed) == (3, 3, {'failed': 1}, True)


def test_a_bar_of_unknown_length(model, tqdm, terminal):
    terminal(True)
    predict(model, iter(['http://p/1']), progress=True).finish()
    assert [(bar.total, bar.n) for bar in tqdm.made] == [(None, 1)]


def test_no_bar_without_a_terminal_or_the_library_or_the_wish(model, tqdm, terminal,
                                                              monkeypatch):
    terminal(True)
    predict(model, ['http://p/1']).finish()
    terminal(False)
    predict(model, ['http://p/1'], progress=True).finish()
    terminal(True)
    monkeypatch.setitem(sys.modules, 'tqdm', None)
    predict(model, ['http://p/1'], progress=True).finish()
    assert tqdm.made == []


def test_what_cannot_be_told(model):
    with pytest.raises(UserError) as caught:
        predict(model, [], progress='a bar')
    assert str(caught.value) == "progress must be a function or True, not 'a bar'"
