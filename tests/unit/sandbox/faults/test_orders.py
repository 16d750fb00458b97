"""Which requests faults strike: the clock of the limit, many threads, seeds."""
from __future__ import absolute_import

import threading

from clarifai.sandbox.faults.orders import Faults
from clarifai.sandbox.faults.throttle import KNOWN_KEYS, Throttle


class Clock(object):
    """A clock that is set by hand."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def struck(faults, number, method='GET'):
    rules = [faults.match(method, ['/v2/inputs'], 'key') for _ in range(number)]
    return [rule.status if rule else None for rule in rules]


def test_the_limit_looks_at_the_last_second():
    clock = Clock()
    throttle = Throttle(2, clock)
    let_through = []
    for now in (0, 0.5, 0.9, 1.0, 1.4, 1.5, 2.0):
        clock.now = 100 + now
        let_through.append(throttle.refuse('key') is None)
    assert let_through == [True, True, False, True, False, True, True]


def test_each_key_has_a_limit_of_its_own():
    throttle = Throttle(1, Clock())
    assert throttle.refuse('one') is None
    assert throttle.refuse('other') is None
    refusal = throttle.refuse('one')
    assert (refusal.id, refusal.status, refusal.retry_after) == ('rate-limit', 429, 1)


def test_keys_that_were_not_seen_for_long_are_forgotten():
    throttle = Throttle(1, Clock())
    for number in range(KNOWN_KEYS + 1):
        assert throttle.refuse(str(number)) is None
    assert throttle.refuse('0') is None
    assert throttle.refuse(str(KNOWN_KEYS)) is not None


def test_many_threads_are_struck_as_often_as_ordered():
    faults = Faults()
    rule = faults.add({'status': 500, 'after': 10, 'times': 25})
    found = []
    threads = [threading.Thread(target=lambda: found.extend(struck(faults, 50))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found.count(500), found.count(None)) == (25, 175)
    assert (rule.seen, rule.struck) == (200, 25)


def test_the_seed_of_the_server_is_that_of_its_rules():
    def share(**options):
        faults = Faults(**options)
        faults.add({'status': 500, 'rate': 0.5, 'method': 'POST'})
        return struck(faults, 100, 'POST')
    assert share(seed=1) == share(seed=1) != share(seed=2)
    assert share() != share()


def test_a_share_counts_towards_the_number_of_times():
    faults = Faults()
    faults.add({'status': 500, 'rate': 0.5, 'times': 3, 'seed': 1})
    assert struck(faults, 100).count(500) == 3


def test_rules_with_a_number_of_times_come_first_and_of_the_others_the_newest_holds():
    faults = Faults()
    faults.add({'status': 500})
    newest = faults.add({'status': 501})
    for status in (502, 503):
        faults.add({'status': status, 'times': 1})
    assert struck(faults, 4) == [502, 503, 501, 501]
    faults.remove(newest.id)
    assert struck(faults, 2) == [500, 500]


def test_rules_come_before_the_share_that_fails():
    faults = Faults(fail_rate=1)
    faults.add({'status': 429, 'times': 1})
    first, second = struck(faults, 2)
    assert first == 429
    assert second in (500, 503)
