"""Threads as an executor, on every Python, and what stands in for them where there are none.

The standard library's pool waits for its threads when the interpreter ends, which would hold up
Ctrl-C for as long as a request takes, and Python 2.7 has none.
"""
from __future__ import absolute_import

import sys
import threading
import time

import six
from six.moves import queue

PATIENCE = 0.1  # seconds


class Threads(object):
    """Runs what is submitted in threads that do not keep the program alive.

    Args:
        workers (int): the most threads; each is started when there is work for it.
    """

    def __init__(self, workers):
        self._workers = workers
        self._threads = []
        self._waiting = queue.Queue()

    def submit(self, function, *arguments):
        """Have a function called in one of the threads.

        Returns:
            Future: of what it returns.
        """
        future = Future(function, arguments)
        self._waiting.put(future)
        if len(self._threads) < self._workers:
            thread = threading.Thread(target=_work, args=(self._waiting,), name='clarifai-bulk')
            thread.daemon = True
            thread.start()
            self._threads.append(thread)
        return future

    def shutdown(self):
        """Let the threads end when they have done what they are at.

        Those that have nothing to do have ended afterwards; on a request nobody waits.
        """
        for _ in self._threads:
            self._waiting.put(None)
        give_up = time.time() + PATIENCE
        for thread in self._threads:
            thread.join(max(0.0, give_up - time.time()))


class InPlace(object):
    """Runs what is submitted at once and where it is, for a Python that has no threads."""

    def submit(self, function, *arguments):
        """Call a function.

        Returns:
            Future: of what it returned.
        """
        future = Future(function, arguments)
        future.run()
        return future

    def shutdown(self):
        """There is nothing to end."""


class Future(object):
    """As much of a ``concurrent.futures.Future`` as a run needs.

    Args:
        function (callable): what to call.
        arguments (tuple): what with.
    """

    def __init__(self, function, arguments):
        self._function = function
        self._arguments = arguments
        self._callback = None
        self._state = 'waiting'
        self._lock = threading.Lock()
        self._value = self._error = None

    def run(self):
        """Call the function, unless that was cancelled."""
        with self._lock:
            if self._state != 'waiting':
                return
            self._state = 'running'
        try:
            self._value = self._function(*self._arguments)
        except BaseException:  # whatever it is belongs to whoever asks for the result
            self._error = sys.exc_info()
        self._arguments = None
        with self._lock:
            self._state = 'done'
            callback = self._callback
        if callback is not None:
            callback(self)

    def add_done_callback(self, callback):
        """Have `callback` called with this object when there is a result or an error."""
        with self._lock:
            self._callback = callback
            done = self._state == 'done'
        if done:
            callback(self)

    def cancel(self):
        """Call the function no more, if it has not begun.

        Returns:
            bool: whether that was so.
        """
        with self._lock:
            if self._state == 'waiting':
                self._state = 'cancelled'
            return self._state == 'cancelled'

    def result(self):
        """What the function returned, when it is done.

        Raises:
            BaseException: what the function raised.
        """
        if self._error is not None:
            six.reraise(*self._error)
        return self._value


def _work(waiting):
    while True:
        future = waiting.get()
        if future is None:
            return
        future.run()
