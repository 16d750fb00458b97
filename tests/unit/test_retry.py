"""RetryPolicy: whether to send again, and when."""
from __future__ import absolute_import

import time

import pytest

from clarifai.errors import UserError
from clarifai.retry import RetryPolicy, seconds_of

POLICY = RetryPolicy()


def least():
    return 0.0


def most():
    return 0.999999


@pytest.mark.parametrize('status', [429, 503])
@pytest.mark.parametrize('repeatable', [True, False])
def test_an_answer_that_says_nothing_was_done_is_always_worth_another_attempt(status, repeatable):
    assert POLICY.repeats_status(status, repeatable) is True


@pytest.mark.parametrize('status', [500, 502, 504, 599])
def test_other_failures_of_the_server_only_where_repeating_does_no_harm(status):
    assert POLICY.repeats_status(status, True) is True
    assert POLICY.repeats_status(status, False) is False


@pytest.mark.parametrize('status', [400, 401, 402, 403, 404, 409, 422])
def test_a_refusal_is_final(status):
    assert POLICY.repeats_status(status, True) is False


@pytest.mark.parametrize('sent, repeatable, again', [
    (False, False, True), (False, True, True), (True, True, True), (True, False, False)])
def test_a_write_that_may_have_happened_is_never_repeated(sent, repeatable, again):
    assert POLICY.repeats_failure(sent, repeatable) is again


def test_three_attempts_and_no_more():
    assert POLICY.pause(1, 0) is not None
    assert POLICY.pause(2, 0) is not None
    assert POLICY.pause(3, 0) is None
    assert RetryPolicy(attempts=1).pause(1, 0) is None


def test_throttling_waits_at_least_two_then_four_seconds():
    assert POLICY.pause(1, 0, 429, chance=least) == 2.0
    assert POLICY.pause(2, 0, 429, chance=least) == 4.0
    assert 2.9 < POLICY.pause(1, 0, 429, chance=most) < 3.0


@pytest.mark.parametrize('status', [None, 500, 503])
def test_everything_else_waits_a_random_part_of_a_time_that_doubles(status):
    assert POLICY.pause(1, 0, status, chance=least) == POLICY.pause(2, 0, status, chance=least) == 0
    assert 0.9 < POLICY.pause(1, 0, status, chance=most) < 1.0
    assert 1.9 < POLICY.pause(2, 0, status, chance=most) < 2.0


def test_many_clients_do_not_return_at_once():
    waits = set(POLICY.pause(1, 0, 429) for _ in range(20))
    assert len(waits) > 1
    asked = set(POLICY.pause(1, 0, 429, '5') for _ in range(20))
    assert len(asked) > 1


def test_a_single_pause_has_a_limit():
    policy = RetryPolicy(attempts=50, total=1e9, longest=60.0)
    assert policy.pause(40, 0, 429, chance=most) == 60.0


def test_attempts_without_end_have_pauses_all_the_same():
    policy = RetryPolicy(attempts=10 ** 6, total=1e12, longest=60.0)
    assert policy.pause(9999, 0, chance=most) == policy.pause(9999, 0, 429, chance=least) == 60.0


@pytest.mark.parametrize('name, value', [
    ('attempts', 0), ('attempts', 1.5), ('attempts', None), ('total', -1), ('backoff', 'soon'),
    ('throttle', None), ('longest', float('nan')), ('on_retry', 5)])
def test_a_wrong_setting_is_a_user_error_that_names_it(name, value):
    with pytest.raises(UserError) as caught:
        RetryPolicy(**{name: value})
    assert name in str(caught.value)


def test_what_the_server_asks_for_is_waited():
    assert POLICY.pause(1, 0, 429, '7', chance=least) == 7.0
    assert 7.0 <= POLICY.pause(1, 0, 503, '7') < 8.0
    assert POLICY.pause(2, 0, 429, '1', chance=least) == 1.0


@pytest.mark.parametrize('elapsed, asked, again', [
    (0, '121', False), (0, '100', True), (50, '100', False), (119.9, None, False),
    (0, 'inf', False)])
def test_no_attempt_begins_after_the_total_time(elapsed, asked, again):
    assert (POLICY.pause(1, elapsed, 429, asked, chance=least) is not None) is again


@pytest.mark.parametrize('asked', ['inf', '1e300', '1e10', 'Fri, 01 Jan 9999 00:00:00 GMT'])
def test_ages_are_not_waited_for_by_who_has_no_total_time(asked):
    """A clock refuses so long a sleep by an OverflowError."""
    assert RetryPolicy(total=float('inf')).pause(1, 0, 503, asked, chance=least) is None
    assert RetryPolicy(total=float('inf')).pause(1, 0, 503, '3600', chance=least) == 3600


def test_a_header_that_cannot_be_read_counts_as_none():
    assert POLICY.pause(1, 0, 429, 'soon', chance=least) == 2.0


@pytest.mark.parametrize('header, seconds', [
    ('7', 7.0), (' 3 ', 3.0), ('0.5', 0.5), ('-4', 0.0), ('nan', 0.0), (None, None), ('', None),
    (7, 7.0), (object(), None), ([], None), ([7], None)])
def test_retry_after_as_seconds(header, seconds):
    assert seconds_of(header) == seconds


def test_retry_after_as_a_date():
    now = 1445412440.0  # Wed, 21 Oct 2015 07:27:20 GMT
    assert seconds_of('Wed, 21 Oct 2015 07:28:00 GMT', now=lambda: now) == 40.0
    assert seconds_of('Wed, 21 Oct 2015 09:28:00 +0200', now=lambda: now) == 40.0
    assert seconds_of('Wed, 21 Oct 2015 07:00:00 GMT', now=lambda: now) == 0.0


def test_a_date_counts_from_the_present():
    assert seconds_of('Wed, 21 Oct 2015 07:28:00 GMT') == 0.0
    assert seconds_of('Fri, 01 Jan 2100 00:00:00 GMT') > 4102444800 - time.time() - 60


@pytest.mark.parametrize('header', [
    'soon', 'Wed', ' ', 'tomorrow at noon please or so', 'Wed, 21 Oct', '7 seconds',
    'Wed, 21 Oct 99999 07:28:00 GMT', 'Wed, 99 Foo 2015 07:28:00 GMT',
    'Wed, 21 Oct 2015 99:99:99 GMT x y z', '\xe9'])
def test_what_is_neither_is_no_error(header):
    assert seconds_of(header) is None or seconds_of(header) >= 0.0
