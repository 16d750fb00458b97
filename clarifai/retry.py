"""Whether and when to send a request again.  Decides, never sleeps.

Sending twice is safe when nothing was done the first time, or when doing it twice is doing it once.
The second is a fact about an operation and not about its verb (predict and search are POSTs that
change nothing), so it comes with the call.
"""
from __future__ import absolute_import

from collections import namedtuple
import random
import time

from clarifai.compat import integer_types, string_types
from clarifai.errors import UserError
from clarifai.forking import importing
from clarifai.redact import shown

NOTHING_DONE = (429, 503)
THROTTLED = 429
NEVER = 10 ** 9  # seconds; no clock can wait for much more, whatever `total` allows


class Retry(namedtuple('Retry', 'method url attempt status_code reason pause')):
    """What `RetryPolicy.on_retry` is told before each pause.

    Attributes:
        method (str), url (str): the request.
        attempt (int): how many attempts were made so far.
        status_code (int or None): the HTTP status of the last one; None without an answer.
        reason (str): why there was no answer; ``''`` when there was one.
        pause (float): the seconds until the next attempt.
    """

    __slots__ = ()


class RetryPolicy(object):
    """How many attempts, for how long, and how far apart.

    Args:
        attempts (int): the most times a request is sent, the first one included; 1 for no repeats.
        total (float): seconds after which no further attempt begins, and that an answer may take
            from its first byte to its last.
        backoff (float): the pause before the second attempt is anything up to twice so many
            seconds, and doubles with each further one ("full jitter": a random part of it, so that
            many clients do not return at once).
        throttle (float): seconds to wait at least after 429 without ``Retry-After``; doubles too.
        longest (float): the longest single pause, in seconds, that is not asked for by
            ``Retry-After``.
        on_retry (callable): is given a `Retry` before each pause; what it raises ends the call.

    Raises:
        UserError: a number is missing, negative or of the wrong kind.
    """

    def __init__(self, attempts=3, total=120.0, backoff=0.5, throttle=2.0, longest=60.0,
                 on_retry=None):
        if not isinstance(attempts, integer_types) or attempts < 1:
            raise UserError('attempts must be a whole number from 1, not %s' % shown(attempts))
        for name, seconds in (('total', total), ('backoff', backoff), ('throttle', throttle),
                              ('longest', longest)):
            if not isinstance(seconds, integer_types + (float,)) or not seconds >= 0:
                raise UserError('%s must be a number of seconds, not %s' % (name, shown(seconds)))
        if on_retry is not None and not callable(on_retry):
            raise UserError('on_retry must be a function of one argument, not %s'
                            % shown(on_retry))
        self.attempts = attempts
        self.total = total
        self.backoff = backoff
        self.throttle = throttle
        self.longest = longest
        self.on_retry = on_retry

    def __getstate__(self):
        return dict(self.__dict__, on_retry=None)  # it stays in its process

    def repeats_status(self, status, repeatable):
        """Whether an answer with this HTTP status is worth another attempt.

        Args:
            status (int): the HTTP status.
            repeatable (bool): whether doing the operation twice does no harm.
        """
        return status in NOTHING_DONE or (status >= 500 and repeatable)

    def repeats_failure(self, sent, repeatable):
        """Whether a connection that broke is worth another attempt.

        Args:
            sent (bool): whether the server may have seen the request.
            repeatable (bool): as above.
        """
        return repeatable or not sent

    def pause(self, attempt, elapsed, status=None, retry_after=None, chance=random.random):
        """Seconds to wait before the next attempt, or None to give up.

        Args:
            attempt (int): how many attempts were made.
            elapsed (float): seconds since the first of them began.
            status (int or None): the HTTP status of the last one.
            retry_after (str or None): its ``Retry-After`` header, in seconds or as a date.
            chance (callable): gives a float in [0, 1); spreads many clients over time.
        """
        if attempt >= self.attempts:
            return None
        wait = chance() * self.backoff * 2 ** min(attempt, 30)
        asked = seconds_of(retry_after)
        if asked is not None:
            wait = asked + min(wait, self.longest)
        elif status == THROTTLED:
            wait = min(wait + self.throttle * 2 ** min(attempt - 1, 30), self.longest)
        else:
            wait = min(wait, self.longest)
        return None if elapsed + wait > self.total or wait > NEVER else wait


def seconds_of(retry_after, now=time.time):
    """``Retry-After`` as seconds from now; None when absent or unreadable (RFC 9110, 10.2.3).

    Args:
        retry_after (str or None): a number of seconds or an HTTP date.
        now (callable): the present, in seconds since 1970.
    """
    if not retry_after or not isinstance(retry_after, string_types + integer_types + (float,)):
        return None  # such as the header of a Mock, in a test
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    with importing:
        from email.utils import mktime_tz, parsedate_tz  # only a date needs it
    try:
        date = parsedate_tz(retry_after)
        return None if date is None else max(0.0, mktime_tz(date) - now())
    except (IndexError, OverflowError, TypeError, ValueError):  # no date of the calendar
        return None
