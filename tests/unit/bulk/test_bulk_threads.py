"""Threads as an executor."""
from __future__ import absolute_import

import threading
import time

import pytest

from clarifai.bulk.threads import Threads


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
