"""What is sent again and what is not: every kind of call through every kind of fault."""
from __future__ import absolute_import

import re

import pytest

from calls import CALLS, SAFE, UNSAFE, run
import steps
from server import Server

# Faults after which nobody knows if the request was acted upon; a pattern of what is said of them.
UNCERTAIN = {
    'reset with the request unread': (steps.reset_unread, 'reset|closed|pipe|abort'),
    'reset before acting': (steps.reset_unacted, 'reset'),
    'reset after acting': (steps.reset_acted, 'reset'),
    'closed without an answer': (steps.close_unacted, 'closed'),
    'silence after acting': (steps.act_and_stall, 'no answer within 0.4 seconds'),
    'silence in the body': (steps.stall_in_body, 'no answer within 0.4 seconds'),
    'chunks broken off': (steps.chunks_broken_off, ''),
    'answer cut short': (steps.truncated, ''),
    'HTTP 500': (steps.refuse(500), 'HTTP 500'),
    'HTTP 500 after acting': (steps.act_and_refuse(500), 'HTTP 500'),
    'HTTP 502 after acting, in HTML': (
        steps.say(502, b'<html>Bad Gateway</html>', 'Content-Type: text/html'), 'HTTP 502'),
    'HTTP 504': (steps.refuse(504), 'HTTP 504'),
}
NOTHING_DONE = {'HTTP 429': steps.refuse(429), 'HTTP 503': steps.refuse(503)}
FINAL = (400, 401, 403, 404)


def each(names, argument='name'):
    return pytest.mark.parametrize(argument, sorted(names))


@each(UNCERTAIN, 'fault')
@each(SAFE)
def test_what_may_be_done_twice_is_sent_again(connect, name, fault):
    with Server(UNCERTAIN[fault][0], steps.ok) as server:
        result, error, seconds = run(CALLS[name].run, connect(server))
    assert error is None
    assert result
    look_ups = [one for one in server.sent if one.startswith('GET /v2/inputs/')]
    assert len(server.arrived) - len(look_ups) == 2
    assert set(server.backend.done) == set(CALLS[name].writes)
    assert seconds < 5


@each(UNCERTAIN, 'fault')
@each(UNSAFE)
def test_what_may_have_been_done_is_not_sent_again(connect, name, fault):
    step, words = UNCERTAIN[fault]
    with Server(step, steps.ok) as server:
        _, error, seconds = run(CALLS[name].run, connect(server))
    assert error.attempts == 1
    assert re.search(words, str(error), re.I) is not None
    assert len(server.arrived) == 1
    assert server.backend.twice == []
    assert seconds < 5


@each(NOTHING_DONE, 'fault')
@each(CALLS)
def test_what_was_not_done_is_sent_again(connect, name, fault):
    with Server(NOTHING_DONE[fault], NOTHING_DONE[fault], steps.ok) as server:
        result, error, seconds = run(CALLS[name].run, connect(server))
    assert error is None
    assert result
    assert len(server.arrived) == 3
    assert server.backend.done == CALLS[name].writes
    assert seconds < 5


@pytest.mark.parametrize('status', FINAL)
@each(CALLS)
def test_a_refusal_stays_one(connect, name, status):
    with Server(steps.refuse(status), steps.ok) as server:
        _, error, _ = run(CALLS[name].run, connect(server))
    assert error.status_code == status
    assert error.attempts == 1
    assert error.request_id == 'req-trouble'
    assert len(server.arrived) == 1
    assert server.backend.done == []


@each(UNCERTAIN, 'fault')
def test_it_gives_up_after_three_attempts(connect, fault):
    step, words = UNCERTAIN[fault]
    with Server(step) as server:
        _, error, seconds = run(CALLS['predict'].run, connect(server))
    assert error.attempts == 3
    assert '(3 attempts)' in str(error)
    assert re.search(words, str(error), re.I) is not None
    assert len(server.arrived) == 3
    assert seconds < 8
