"""Predictions that wait for a runner: a queue of items, each answered once.

It is in memory: an item lives as long as the request of whoever predicts, who asks again when the
server was killed.
"""
from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Optional

from clarifai.sandbox import clock
from clarifai.sandbox.store.runners import Work

LOOK_SECONDS = 0.25  # between two looks whether whoever waits is still there
RUNNER_TIMEOUT = 60.0  # that a runner has for an item, unless told otherwise


class Item:
    """A prediction that waits.

    Args:
        work: what it is about.
        request: what the runner is to be told.

    Attributes:
        id: its id.
        answer: what a runner has said, or None.
    """

    def __init__(self, work: Work, request: dict[str, Any]) -> None:
        self.id = clock.new_id()
        self.work = work
        self.request = request
        self.answer: Optional[dict[str, Any]] = None
        self.is_cancelled = False
        self.free_at = 0.0  # when it may be given to a runner, of `time.monotonic`


class RunnerItems:
    """The items of one server. It may be used from several threads.

    Args:
        seconds: after which an item that a runner has not answered is given to the next that asks.
    """

    def __init__(self, seconds: float = RUNNER_TIMEOUT) -> None:
        self._seconds = seconds
        self._changed = threading.Condition()
        self._waiting: dict[str, Item] = {}
        self._is_over = False

    def predict(self, work: Work, request: dict[str, Any], patience: float,
                is_gone: Callable[[], bool]) -> Optional[dict[str, Any]]:
        """Wait until a runner has answered a prediction.

        Args:
            work: what it is about.
            request: what the runner is to be told.
            patience: how many seconds at most.
            is_gone: says whether nobody waits for the answer any longer.

        Returns:
            the answer, None where there is none.
        """
        item = Item(work, request)
        with self._changed:
            self._waiting[item.id] = item
            self._changed.notify_all()
            self._wait(patience, is_gone, lambda: item.answer is not None or item.is_cancelled)
            del self._waiting[item.id]
            return item.answer

    def take(self, serves: Callable[[Work], bool], patience: float,
             is_gone: Callable[[], bool]) -> Optional[Item]:
        """Wait for an item, and give it to the runner that asks.

        Args:
            serves: says whether the runner does a work.
            patience: how many seconds at most.
            is_gone: says whether the runner is gone.

        Returns:
            the item that waits longest, None where there is none.
        """
        with self._changed:
            if not self._wait(patience, is_gone, lambda: self._free(serves) is not None):
                return None
            item = self._free(serves)
            # Of a runner that is gone it would have to be taken back first.
            if item is None or is_gone():
                return None
            item.free_at = time.monotonic() + self._seconds
            return item

    def answer(self, serves: Callable[[Work], bool], item_id: str, answer: dict[str, Any]) -> bool:
        """Answer an item; return whether it was still waiting for a runner like this."""
        with self._changed:
            item = self._waiting.get(item_id)
            if item is None or item.answer is not None or not serves(item.work):
                return False
            item.answer = answer
            self._changed.notify_all()
            return True

    def cancel(self, is_served: Callable[[Work], bool]) -> None:
        """Let all end unanswered that no runner serves any longer."""
        with self._changed:
            for item in self._waiting.values():
                item.is_cancelled = item.is_cancelled or not is_served(item.work)
            self._changed.notify_all()

    def stop(self) -> None:
        """End all waiting."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _free(self, serves: Callable[[Work], bool]) -> Optional[Item]:
        now = time.monotonic()
        return next((item for item in self._waiting.values() if item.answer is None
                     and item.free_at <= now and serves(item.work)), None)

    def _wait(self, patience: float, is_gone: Callable[[], bool],
              is_done: Callable[[], bool]) -> bool:
        """Wait for something; return whether it has happened."""
        give_up = time.monotonic() + patience
        while not is_done():
            left = give_up - time.monotonic()
            if left <= 0 or self._is_over or is_gone():
                return False
            self._changed.wait(min(left, LOOK_SECONDS))
        return True
