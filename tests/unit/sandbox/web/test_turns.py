"""Keys take turns at being answered, and share the threads that look at pictures."""
import threading

import pytest

from clarifai.sandbox.jobs.fair_pool import FairPool
from clarifai.sandbox.web.turns import Abandoned, Turns

PATIENCE = 20


class Crowd:
    """Threads that ask for turns, and keep them until they are told."""

    def __init__(self, turns):
        self.turns = turns
        self.begun = threading.Semaphore(0)
        self.end = threading.Event()
        self.order = []
        self.abandoned = threading.Semaphore(0)
        self.threads = []

    def ask(self, key, number, is_gone=lambda: False):
        thread = threading.Thread(target=self._run, args=(key, number, is_gone))
        thread.start()
        self.threads.append(thread)

    def _run(self, key, number, is_gone):
        try:
            with self.turns.turn(key, is_gone):
                self.order.append(number)
                self.begun.release()
                assert self.end.wait(PATIENCE)
        except Abandoned:
            self.abandoned.release()

    def finish(self):
        self.end.set()
        for thread in self.threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()


@pytest.fixture
def crowd():
    crowd = Crowd(Turns(each=2))
    yield crowd
    crowd.finish()


def test_a_key_with_many_requests_does_not_stop_another(crowd):
    for number in range(20):
        crowd.ask('busy', number)
    for _ in range(2):
        assert crowd.begun.acquire(timeout=PATIENCE)
    crowd.ask('other', 'other')
    assert crowd.begun.acquire(timeout=PATIENCE)
    assert len(crowd.order) == 3 and 'other' in crowd.order
    crowd.finish()
    assert sorted(crowd.order, key=str) == sorted(list(range(20)) + ['other'], key=str)


def test_requests_whose_client_has_gone_are_not_carried_out(crowd):
    crowd.ask('busy', 0)
    crowd.ask('busy', 1)
    for _ in range(2):
        assert crowd.begun.acquire(timeout=PATIENCE)
    for number in range(2, 20):
        crowd.ask('busy', number, is_gone=lambda: True)
    for _ in range(18):
        assert crowd.abandoned.acquire(timeout=PATIENCE)
    assert sorted(crowd.order) == [0, 1]


def test_a_turn_that_fails_is_given_back():
    turns = Turns(each=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            with turns.turn('k', lambda: False):
                1 / 0


def test_a_pool_does_its_work_in_order_and_passes_errors_on():
    pool = FairPool(3)
    assert pool.map('k', lambda item: item * 2, range(50)) == [item * 2 for item in range(50)]
    assert pool.map('k', len, []) == []
    with pytest.raises(ZeroDivisionError):
        pool.map('k', lambda item: 1 // item, [1, 0, 2])
    pool.close()


def test_a_pool_is_never_all_at_work_for_one_key():
    pool, wait = FairPool(3, each=2), threading.Event()
    slow = threading.Thread(target=pool.map, args=('slow', lambda _: wait.wait(PATIENCE), range(9)))
    slow.start()
    try:
        assert pool.map('quick', lambda item: item, [1, 2, 3]) == [1, 2, 3]
        assert not wait.is_set()
    finally:
        wait.set()
        slow.join(PATIENCE)
        pool.close()
