"""How many batches may be at work at once: less when the server says 429, then slowly more."""
from __future__ import absolute_import

from clarifai.retry import THROTTLED, RetryPolicy

PAUSE = 2.0      # seconds after 429 without Retry-After, then twice as long each time
LONGEST = 300.0  # the longest pause in seconds, whatever the server asks for


class Pace(object):
    """Halves after 429, and grows by one for each round without (additive increase).

    Args:
        most (int): the number of batches at work that it begins with and never exceeds.
        clock (callable): gives the time in seconds.
    """

    def __init__(self, most, clock):
        self._most = most
        self._limit = float(most)
        self._clock = clock
        self._rounds = 0
        self._slowed_at = None
        self._resume_at = None

    @property
    def limit(self):
        """The number of batches that may be at work now, at least 1."""
        return int(self._limit)

    def slow_down(self, sent_at, retry_after=None):
        """A batch was refused with 429.

        Of batches that were under way together only the first one counts.

        Args:
            sent_at (float): when it was sent, by the clock.
            retry_after (float): for how many seconds the server wants to be left alone.
        """
        if self._slowed_at is None or sent_at > self._slowed_at:
            self._limit = max(1.0, self._limit / 2)
            self._rounds += 1
            self._slowed_at = self._clock()
        wanted = PAUSE * 2 ** (self._rounds - 1) if retry_after is None else retry_after
        self._resume_at = max(self._clock() + min(wanted, LONGEST), self._resume_at or 0)

    def speed_up(self):
        """A batch went through."""
        self._rounds = 0
        self._limit = min(float(self._most), self._limit + 1.0 / self._limit)

    def pause(self):
        """Seconds to wait before another batch may be sent; 0 for none."""
        if self._resume_at is None:
            return 0.0
        return max(0.0, self._resume_at - self._clock())


class RetryAllButThrottled(object):
    """A retry policy that leaves 429 to the pace, and all else to another policy.

    A worker that sat through the pause itself would keep the others from slowing down.

    Args:
        policy (RetryPolicy or None): the other one; None for the usual one.
    """

    def __init__(self, policy):
        self._policy = RetryPolicy() if policy is None else policy

    @property
    def on_retry(self):
        """As of the other policy."""
        return self._policy.on_retry

    def repeats_status(self, status, repeatable):
        """Whether an answer is worth another attempt; see `RetryPolicy`."""
        return status != THROTTLED and self._policy.repeats_status(status, repeatable)

    def repeats_failure(self, sent, repeatable):
        """Whether a connection that broke is worth another attempt; see `RetryPolicy`."""
        return self._policy.repeats_failure(sent, repeatable)

    def pause(self, *facts):
        """Seconds to wait before the next attempt; see `RetryPolicy`."""
        return self._policy.pause(*facts)
