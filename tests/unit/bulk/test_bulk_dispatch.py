"""The pace after 429, and batches by number and size."""
from __future__ import absolute_import

import pickle
import time

import pytest

from clarifai.bulk import predict
from clarifai.bulk.batching import Item, batches
from clarifai.bulk.dispatch import Batch, Dispatcher
from clarifai.bulk.legacy import Prediction
from clarifai.bulk.pace import LONGEST, PAUSE, Pace
from clarifai.bulk.threads import Future, Threads
from clarifai.bulk.work import Outcome
from clarifai.retry import RetryPolicy

from answers import KEY
from bulk_server import refusal


class Clock(object):
    now = 100.0

    def __call__(self):
        return self.now


def test_the_pace_halves_once_for_what_was_under_way_together():
    clock = Clock()
    pace = Pace(8, clock)
    for _ in range(8):
        pace.slow_down(sent_at=99.0)
    assert pace.limit == 4
    clock.now = 105.0
    pace.slow_down(sent_at=104.0)
    assert pace.limit == 2
    for sent_at in (106.0, 107.0, 108.0):
        clock.now = sent_at
        pace.slow_down(sent_at)
    assert pace.limit == 1


def test_the_pace_recovers_one_by_one_and_no_further():
    clock = Clock()
    pace = Pace(4, clock)
    pace.slow_down(sent_at=99.0)
    limits = []
    for _ in range(12):
        pace.speed_up()
        limits.append(pace.limit)
    assert limits == sorted(limits)
    assert limits[0] == 2 and limits[-1] == 4
    assert limits.index(3) == 2 and limits.index(4) >= 5


def test_the_pause_is_what_the_server_asks_for():
    clock = Clock()
    pace = Pace(4, clock)
    assert pace.pause() == 0
    pace.slow_down(99.0)
    assert pace.pause() == PAUSE
    pace.slow_down(99.0)
    assert pace.pause() == PAUSE
    pace.slow_down(99.0, 7.5)
    assert pace.pause() == 7.5
    pace.slow_down(99.0, 1.0)
    assert pace.pause() == 7.5
    clock.now = 107.0
    assert pace.pause() == 0.5
    clock.now = 200.0
    assert pace.pause() == 0
    pace.slow_down(199.0, 1e9)
    assert pace.pause() == LONGEST


def test_pauses_get_longer_until_a_batch_goes_through():
    clock = Clock()
    pace = Pace(4, clock)
    pauses = []
    for _ in range(4):
        pace.slow_down(clock.now)
        pauses.append(pace.pause())
        clock.now += pauses[-1] + 1
    assert pauses == [PAUSE, 2 * PAUSE, 4 * PAUSE, 8 * PAUSE]
    pace.speed_up()
    pace.slow_down(clock.now)
    assert pace.pause() == PAUSE


def test_all_but_429_is_left_to_the_retry_policy_of_the_app(app, model, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    told = []
    app.api.retry = RetryPolicy(attempts=5, on_retry=told.append)
    work = Prediction(model)
    policy = pickle.loads(pickle.dumps(work))._api.retry
    assert not policy.repeats_status(429, True)
    assert policy.repeats_status(503, False)
    assert policy.repeats_status(500, True) and not policy.repeats_status(500, False)
    assert policy.repeats_failure(True, True) and not policy.repeats_failure(True, False)
    assert policy.pause(4, 0.0, 503, '7') >= 7 and policy.pause(5, 0.0, 503, '7') is None
    work._api.retry.on_retry('told')
    assert told == ['told']
    assert app.api.retry.repeats_status(429, True)


def a_thread_pool(workers):
    return pytest.importorskip('concurrent.futures').ThreadPoolExecutor(workers)


@pytest.mark.parametrize('new_executor', [Threads, a_thread_pool])
def test_batches_that_met_429_are_sent_again(model, server, new_executor):
    server.trouble = [(429, {'Retry-After': '0'})] * 3
    executor = new_executor(4)
    report = predict(model, ['http://p/%d' % number for number in range(40)], batch=5,
                     workers=4, executor=executor).finish()
    executor.shutdown()
    assert (report.done, report.failed) == (40, 0)
    assert len(server.batches) == 8 + 3


def test_retry_after_is_kept(model, server):
    server.trouble = [(429, {'Retry-After': '0.4'})]
    times = []
    server.before = lambda batch: times.append(time.time())
    assert predict(model, ['http://p/1']).finish().done == 1
    assert times[1] - times[0] >= 0.4


class ByHand(object):
    """An executor whose work is done when the test says so."""

    def __init__(self):
        self.futures = []

    def submit(self, function, *arguments):
        self.futures.append(Future(function, arguments))
        return self.futures[-1]


def test_fewer_are_under_way_after_429(model):
    clock, executor, outcome = Clock(), ByHand(), Outcome([])
    outcome.throttled, outcome.retry_after = True, 5.0
    dispatcher = Dispatcher(lambda keyed: outcome, executor, 8, clock)
    while dispatcher.has_room():
        dispatcher.send(Batch([Item(0, 'http://p/1', Prediction(model), False)]))
    assert len(executor.futures) == 16  # as many again wait in the executor
    for future in executor.futures[:2]:
        future.run()
    dispatcher.wait()
    assert [future.cancel() for future in executor.futures] == [False] * 2 + [True] * 14
    dispatcher.wait()
    assert not dispatcher.has_room()
    assert len(executor.futures) == 16  # nothing before the pause is over
    clock.now += 6
    dispatcher.wait()
    assert len(executor.futures) == 16 + 4


def test_429_without_end_fails_the_batch_and_not_the_run(model, server):
    def too_often(batch):
        if 'http://p/2' in batch:
            raise refusal('http://p', 429, {'Retry-After': '0'})
    server.before = too_often
    run = predict(model, ['http://p/%d' % number for number in range(6)], batch=2)
    assert [result.ok for result in run] == [True, True, False, False, True, True]
    assert run.report.codes == {429: 2}


class Sized(Item):
    def __init__(self, size):
        self.size = size


@pytest.mark.parametrize('sizes, most, max_bytes, expected', [
    ([], 3, 10, []),
    ([0] * 7, 3, 10, [3, 3, 1]),
    ([4, 4, 4, 4], 3, 10, [2, 2]),
    ([5, 5, 5], 3, 10, [2, 1]),
    ([50, 1, 50, 1], 3, 10, [1, 1, 1, 1]),
    ([0, 50, 0, 0, 0], 3, 10, [1, 1, 3])])
def test_batches_end_by_number_or_size(sizes, most, max_bytes, expected):
    found = list(batches([Sized(size) for size in sizes], most, max_bytes))
    assert [len(batch) for batch in found] == expected
    assert [item.size for batch in found for item in batch] == sizes


def test_files_are_counted_without_being_read(model, server, tmpdir):
    for number in range(6):
        tmpdir.join('%d.jpg' % number).write('x' * 400)
    sources = [tmpdir.join('%d.jpg' % number).strpath for number in range(6)]
    assert predict(model, sources, max_bytes=1000).finish().done == 6
    assert sorted(map(len, server.batches)) == [2, 2, 2]
