"""Bulk where Python has no threads, as in a web page: one batch at a time, and else the same."""
from __future__ import absolute_import

import itertools
import threading

import pytest

from clarifai import browser
from clarifai.bulk import dispatch, predict, upload


def urls(number):
    return ['http://p/%d.jpg' % index for index in range(number)]


def seen(results):
    return [result.output['data']['seen'] for result in results]


@pytest.fixture(autouse=True)
def no_threads(monkeypatch):
    """Takes the threads away."""
    def start(_):
        raise RuntimeError("can't start new thread")
    monkeypatch.setattr(browser, 'HAS_THREADS', False)
    monkeypatch.setattr(threading.Thread, 'start', start)


@pytest.mark.parametrize('ordered', [True, False])
def test_results_come_in_the_order_of_the_sources(model, server, ordered):
    assert seen(predict(model, urls(30), batch=7, workers=4, ordered=ordered)) == urls(30)
    assert server.batches == [urls(30)[at:at + 7] for at in range(0, 30, 7)]


def test_sources_are_taken_only_as_results_are(model):
    taken = []

    def endless():
        for index in itertools.count():
            taken.append(index)
            yield 'http://p/%d.jpg' % index

    run = predict(model, endless(), batch=4)
    assert seen(itertools.islice(run, 40)) == urls(40)
    assert len(taken) <= 40 + 4 * 5
    run.close()


def test_the_journal_is_that_of_threads(model, server, tmpdir):
    path = tmpdir.join('journal').strpath
    run = predict(model, urls(5), journal=path, batch=1)
    assert seen(itertools.islice(run, 3)) == urls(3)
    run.close()
    run = predict(model, urls(5), journal=path, batch=1)
    assert seen(run) == urls(5)[2:]  # a result counts as taken when the next one is asked for
    assert run.report.skipped == 2


def test_what_is_wrong_with_one_source_is_its_error(model):
    results = list(predict(model, ['http://p/1', 'http://p/bad', 'http://p/3'], batch=1))
    assert [result.ok for result in results] == [True, False, True]


def test_uploads(app, server):
    report = upload(app, urls(20), batch=6).finish()
    assert (report.done, report.failed) == (20, 0)
    assert sorted(server.inputs.values()) == sorted(urls(20))


def test_a_pause_is_slept_and_not_waited_for_at_a_lock(model, server, monkeypatch):
    """A page goes on while Python sleeps; at a lock it would stand still."""
    slept, waited = [], []
    monkeypatch.setattr(dispatch.time, 'sleep', slept.append)
    get = dispatch.queue.Queue.get

    def spied(self, block=True, timeout=None):
        waited.append(block)
        return get(self, False)

    monkeypatch.setattr(dispatch.queue.Queue, 'get', spied)
    server.trouble = [(429, {'Retry-After': '0.2'})]
    assert predict(model, urls(3), batch=1).finish().done == 3
    assert max(slept) > 0.1
    assert True not in waited
