"""Threads that are shared fairly among those who have work for them."""
from __future__ import annotations

import collections
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any, TypeVar

Item = TypeVar('Item')
Result = TypeVar('Result')

THREADS_OF_A_KEY = 4


class FairPool:
    """Threads that take work of one key after the other, never all of them that of one key.

    Args:
        threads: how many there are.
        each: how many work for one key at the same time.
    """

    def __init__(self, threads: int, each: int = THREADS_OF_A_KEY) -> None:
        self._each = each
        self._changed = threading.Condition()
        self._running: collections.Counter[str] = collections.Counter()
        self._tasks: collections.OrderedDict[str, collections.deque[Callable[[], None]]]
        self._tasks = collections.OrderedDict()
        self._closed = False
        for number in range(threads):
            threading.Thread(target=self._work, name='sandbox-pool-%d' % number,
                             daemon=True).start()

    def map(self, key: str, function: Callable[[Item], Result],
            items: Iterable[Item]) -> list[Result]:
        """Return what `function` makes of each item, in order.

        Raises:
            Exception: what `function` raised for the first item for which it did.
        """
        futures: list[Future[Result]] = []
        with self._changed:
            for item in items:
                future: Future[Result] = Future()
                futures.append(future)
                self._tasks.setdefault(key, collections.deque()).append(
                    lambda item=item, future=future: _run(future, function, item))
            self._changed.notify_all()
        return [future.result() for future in futures]

    def close(self) -> None:
        """Let the threads end when they have nothing left to do."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                key = self._next_key()
                while key is None:
                    if self._closed and not self._tasks:
                        return
                    self._changed.wait()
                    key = self._next_key()
                task = self._take(key)
            try:
                task()
            finally:
                with self._changed:
                    self._running[key] -= 1
                    self._changed.notify_all()

    def _next_key(self) -> str | None:
        return next((key for key in self._tasks if self._running[key] < self._each), None)

    def _take(self, key: str) -> Callable[[], None]:
        tasks = self._tasks[key]
        task = tasks.popleft()
        self._running[key] += 1
        self._tasks.move_to_end(key)
        if not tasks:
            del self._tasks[key]
        return task


def _run(future: Future[Any], function: Callable[[Any], Any], item: Any) -> None:
    try:
        future.set_result(function(item))
    except BaseException as error:
        future.set_exception(error)
