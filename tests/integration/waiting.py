"""Waits for what the sandbox does by and by."""
from __future__ import absolute_import

import time

PATIENCE = 60.0  # seconds


def wait_for(question):
    """Asks until the answer is not empty; returns it."""
    give_up = time.time() + PATIENCE
    while time.time() < give_up:
        answer = question()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError('waited for %d seconds' % PATIENCE)
