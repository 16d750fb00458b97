"""A limit on how many requests a key may send within a second."""
from __future__ import annotations

import collections
import threading
import time
from collections.abc import Callable
from typing import Any

from clarifai.sandbox.faults.rules import Rule

SECOND = 1.0
KNOWN_KEYS = 4096


class Throttle:
    """Counts the requests of each key over the last second. It may be used from several threads.

    Args:
        limit: how many are let through.
        clock: gives the time in seconds.
    """

    def __init__(self, limit: int, clock: Callable[..., Any] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._times: collections.OrderedDict[Any, Any] = collections.OrderedDict()
        self._refusal = Rule({'status': 429, 'retry_after': 1})
        self._refusal.id = 'rate-limit'

    def refuse(self, key: str) -> Rule | None:
        """Return the `Rule` that strikes a request with this key, None if it is let through."""
        now = self._clock()
        with self._lock:
            times = self._times.setdefault(key, collections.deque(maxlen=self._limit))
            self._times.move_to_end(key)
            if len(self._times) > KNOWN_KEYS:
                self._times.popitem(last=False)
            if len(times) == self._limit and now - times[0] < SECOND:
                return self._refusal
            times.append(now)
            return None
