"""What does several things at the same time, where Python has threads."""
from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from clarifai import browser


class InPlace(Executor):
    """Does what is submitted at once and where it is."""

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call a function; gives the future of what it returned."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def executor_of(workers: int) -> Executor:
    """An executor with so many threads, or with none where there are none."""
    return ThreadPoolExecutor(workers) if browser.HAS_THREADS else InPlace()
