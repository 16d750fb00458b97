"""Keys take turns at being answered, so that one with many requests does not stop the others."""
from __future__ import annotations

import collections
import contextlib
import threading
from collections.abc import Callable, Iterator

REQUESTS_OF_A_KEY = 3  # that are answered at the same time
LOOK_SECONDS = 0.25  # between two looks whether a client that waits is still there


class Abandoned(Exception):
    """The client has gone before its turn came."""


class Turns:
    """Lets a few requests of each key be answered at the same time, in the order they came.

    Args:
        each: how many of one key.
    """

    def __init__(self, each: int = REQUESTS_OF_A_KEY) -> None:
        self._each = each
        self._changed = threading.Condition()
        self._running: collections.Counter[str] = collections.Counter()
        self._waiting: dict[str, collections.deque[object]] = {}

    @contextlib.contextmanager
    def turn(self, key: str, is_gone: Callable[[], bool]) -> Iterator[Callable[[], None]]:
        """Wait for a turn of `key`, and keep it while the block runs.

        Args:
            key: whose turn it is to be.
            is_gone: says whether nobody waits for the answer any longer.

        Yields:
            what ends the turn before the block does, for who waits there for somebody else.

        Raises:
            Abandoned: it does.
        """
        self._wait(key, is_gone)
        with contextlib.ExitStack() as running:
            running.callback(self._end, key)
            yield running.close

    def _end(self, key: str) -> None:
        with self._changed:
            self._running[key] -= 1
            if not self._running[key]:
                del self._running[key]
            self._changed.notify_all()

    def _wait(self, key: str, is_gone: Callable[[], bool]) -> None:
        ticket = object()
        with self._changed:
            tickets = self._waiting.setdefault(key, collections.deque())
            tickets.append(ticket)
            try:
                while tickets[0] is not ticket or self._running[key] >= self._each:
                    self._changed.wait(LOOK_SECONDS)
                    if is_gone():
                        raise Abandoned()
                self._running[key] += 1
            finally:
                tickets.remove(ticket)
                if not tickets:
                    del self._waiting[key]
                self._changed.notify_all()
