"""Many threads share one app through bursts of faults: each call gets its own answer."""
from __future__ import absolute_import

from collections import Counter
import itertools
import threading

import pytest

from calls import quick
import steps
from server import Server

THREADS = 32
CALLS = 12  # of each thread
BURST = [steps.reset_unread, steps.ok, steps.refuse(503), steps.ok, steps.truncated, steps.ok,
         steps.refuse(500), steps.chunked, steps.reset_acted, steps.ok_and_close, steps.ok,
         steps.compressed, steps.refuse(429), steps.ok, steps.close_unacted, steps.ok]


class Burst(object):
    """Steps in turn, over and over; several at a time."""

    def __init__(self):
        self._steps = itertools.cycle(BURST)
        self._lock = threading.Lock()

    def __call__(self, exchange):
        with self._lock:
            step = next(self._steps)
        step(exchange)


def in_threads(work):
    """Call `work` with 0 to 31, all at the same time, and raise what any of them raised."""
    begin, failures = threading.Event(), []

    def run(number):
        begin.wait()
        try:
            work(number)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.daemon = True
        thread.start()
    begin.set()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    if failures:
        raise failures[0]


@pytest.fixture
def patient():
    return quick(attempts=12, backoff=0.005, throttle=0.01, longest=0.05)


def test_each_thread_gets_its_own_answers(connect, patient):
    with Server(Burst()) as server:
        app = connect(server, retry=patient, timeout=20)

        def work(number):
            for call in range(CALLS):
                url = 'https://pics.example.com/%d-%d.jpg' % (number, call)
                answer = app.public_models.general_model.predict_by_url(url)
                assert answer['outputs'][0]['input']['data']['image']['url'] == url

        in_threads(work)
    assert len(server.arrived) > THREADS * CALLS


def test_every_write_of_every_thread_is_done_once(connect, patient):
    with Server(Burst()) as server:
        app = connect(server, retry=patient, timeout=20)

        def work(number):
            for call in range(CALLS):
                one = 'in-%d-%d' % (number, call)
                url = 'https://pics.example.com/%s.jpg' % one
                made = app.inputs.create_image_from_url(url, image_id=one)
                assert (made.input_id, made.url) == (one, url)

        in_threads(work)
    assert Counter(server.backend.done) == Counter(
        'add in-%d-%d' % (number, call) for number in range(THREADS) for call in range(CALLS))


def test_threads_share_the_connections(connect):
    with Server(steps.ok) as server:
        app = connect(server, timeout=20)
        in_threads(lambda number: [app.api.get_inputs() for _ in range(CALLS)])
    assert len(server.arrived) == THREADS * CALLS
    assert server.connections <= THREADS
