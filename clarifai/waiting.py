"""The one loop that waits for the server to finish something."""
from __future__ import absolute_import

import time

from clarifai.errors import ApiClientError

INTERVAL = 1.0  # seconds between two questions


def wait_until(missing, what, max_wait, interval=INTERVAL, clock=None, sleep=None):
    """Ask again and again until nothing is missing.

    Args:
        missing (callable): asks the server; gives None when all is done, else a text that says
            what is still missing.  It may raise when there is no hope.
        what (str): what is waited for, for the message.
        max_wait (float): seconds after which to give up.
        interval (float): seconds between two questions.
        clock (callable): the time in seconds; ``time.time`` unless given.
        sleep (callable): waits some seconds; ``time.sleep`` unless given.

    Raises:
        ApiClientError: `max_wait` is over; the message says what was missing last.
    """
    clock, sleep = clock or time.time, sleep or time.sleep
    end = clock() + max_wait
    while True:
        rest = missing()
        if rest is None:
            return
        left = end - clock()
        if left <= 0:
            raise ApiClientError('gave up after %g seconds of waiting for %s: %s'
                                 % (max_wait, what, rest))
        sleep(min(interval, left))
