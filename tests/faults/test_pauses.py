"""How long the client waits between attempts, and who is told."""
from __future__ import absolute_import

from email.utils import formatdate
import time

import pytest

from calls import CALLS, quick, run
import steps
from server import Server

PREDICT = CALLS['predict'].run


def throttled(retry_after=None, status=429):
    headers = [] if retry_after is None else ['Retry-After: %s' % retry_after]
    return steps.refuse(status, *headers)


@pytest.mark.parametrize('status', [429, 503, 500])
def test_retry_after_in_seconds(connect, status):
    with Server(throttled(1, status), steps.ok) as server:
        assert run(PREDICT, connect(server)).error is None
    assert 1 <= server.pauses[0] < 3


@pytest.mark.parametrize('status', [429, 503])
def test_retry_after_as_a_date(connect, status):
    def date_in_two_seconds(exchange):  # of whole seconds, so between one and two are left
        throttled(formatdate(time.time() + 2, usegmt=True), status)(exchange)

    with Server(date_in_two_seconds, steps.ok) as server:
        assert run(PREDICT, connect(server)).error is None
    assert 0.9 <= server.pauses[0] < 4


@pytest.mark.parametrize('value', [
    '0', '-5', 'soon', '', 'Fri, 31 Feb 2020 99:00:00 GMT', 'Wed, 21 Oct 2015 07:28:00 GMT', 'nan'])
def test_retry_after_that_is_over_or_unreadable_means_the_usual_pause(connect, value):
    with Server(throttled(value), steps.ok) as server:
        assert run(PREDICT, connect(server)).error is None
    assert len(server.arrived) == 2
    assert server.pauses[0] < 2


@pytest.mark.parametrize('value', ['3600', 'inf', 'Fri, 01 Jan 2100 00:00:00 GMT'])
def test_retry_after_beyond_the_total_ends_the_call_at_once(connect, value):
    with Server(throttled(value), steps.ok) as server:
        _, error, seconds = run(PREDICT, connect(server))
    assert error.status_code == 429
    assert error.attempts == 1
    assert 'Too many requests' in str(error)
    assert seconds < 3
    assert len(server.arrived) == 1


def test_without_retry_after_429_waits_longer_and_longer(connect):
    with Server(throttled(), throttled(), throttled(), steps.ok) as server:
        app = connect(server, retry=quick(attempts=4, throttle=0.2))
        assert run(PREDICT, app).error is None
    for pause, least in zip(server.pauses, (0.2, 0.4, 0.8)):
        assert least <= pause < least + 1.5


def test_a_burst_of_failures_ends_at_the_last_attempt(connect):
    with Server(steps.refuse(500), steps.refuse(502), steps.reset_unacted, steps.refuse(503),
                steps.refuse(504), steps.ok) as server:
        _, error, _ = run(PREDICT, connect(server, retry=quick(attempts=5)))
    assert error.status_code == 504
    assert error.attempts == 5
    assert len(server.arrived) == 5


def test_more_attempts_outlive_the_same_burst(connect):
    with Server(steps.refuse(500), steps.refuse(502), steps.reset_unacted, steps.refuse(503),
                steps.refuse(504), steps.ok) as server:
        assert run(PREDICT, connect(server, retry=quick(attempts=6))).error is None
    assert len(server.arrived) == 6


def test_one_attempt_is_one(connect):
    with Server(steps.refuse(503), steps.ok) as server:
        _, error, _ = run(PREDICT, connect(server, retry=quick(attempts=1)))
    assert error.attempts == 1
    assert len(server.arrived) == 1


def test_the_total_time_ends_the_attempts(connect):
    with Server(throttled(1)) as server:
        _, error, seconds = run(PREDICT, connect(server, retry=quick(attempts=100, total=2.5)))
    assert 2 <= error.attempts <= 3
    assert seconds < 5
    assert len(server.arrived) == error.attempts


def test_the_hook_is_told_before_each_pause(connect):
    told = []
    with Server(throttled(0), steps.reset_unacted, steps.ok) as server:
        assert run(PREDICT, connect(server, retry=quick(on_retry=told.append))).error is None
    assert [(one.attempt, one.status_code) for one in told] == [(1, 429), (2, None)]
    assert 'reset' in told[1].reason.lower()
    assert all(one.method == 'POST' and one.url.endswith('/outputs') for one in told)
    assert all(0 <= one.pause < 1 for one in told)


def test_what_the_hook_raises_ends_the_call(connect):
    class Enough(Exception):
        pass

    def refuse(retry):
        raise Enough()

    with Server(throttled(0), steps.ok) as server:
        with pytest.raises(Enough):
            PREDICT(connect(server, retry=quick(on_retry=refuse)))
    assert len(server.arrived) == 1


def test_a_timeout_of_one_call(connect):
    with Server(steps.stall) as server:
        app = connect(server, timeout=30, retry=quick(attempts=1))
        _, error, seconds = run(PREDICT, app.with_options(timeout=0.3))
    assert 'no answer within 0.3 seconds' in str(error)
    assert 0.3 <= seconds < 3


def test_a_slow_answer_that_never_pauses_for_long_is_taken(connect):
    with Server(steps.drip(0.1)) as server:
        result, error, seconds = run(PREDICT, connect(server))
    assert error is None
    assert result['outputs']
    assert 0.7 <= seconds < 5
    assert len(server.arrived) == 1
