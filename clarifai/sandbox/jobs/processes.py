"""Processes that look at inputs beside the server's own, for as long as many of them wait.

Threads alone would take turns, as much of the work on a picture holds the interpreter's lock. And a
file that brings a decoder down takes a worker with it, not the server.
"""
from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import memory
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.learning.pretrained.recognizer import Recognizer
from clarifai.sandbox.media import analysis
from clarifai.sandbox.models import vision

if TYPE_CHECKING:
    from clarifai.sandbox.media.analysis import Analysis, Failure

LOG = logging.getLogger(__name__)

MOST_BY_DEFAULT = 8
PATIENCE = 2.0
NICENESS = 5  # requests are answered first
# A forked process would inherit the locks of threads that it does not have.
_CONTEXT = multiprocessing.get_context('spawn')


class WorkerEnded(Exception):
    """A worker ended before it had answered."""


def default_number() -> int:
    """Return one worker for each processor, up to a limit; none where they would take turns."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        cores = os.cpu_count() or 1
    return min(cores, MOST_BY_DEFAULT) if cores > 1 else 0


class Worker:
    """One process, for one thread at a time. It ends with the process that started it.

    Args:
        recognises: whether it recognises what is in pictures, or measures only.

    Attributes:
        pid: its process id.
    """

    def __init__(self, recognises: bool = False) -> None:
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, recognises),
                                         name='sandbox-worker')
        self._process.daemon = True
        self._process.start()
        theirs.close()
        self.pid = self._process.pid

    def analyse(self, kind: str, data: bytes) -> Analysis | Failure:
        """Do as `analysis.analyse` does.

        Raises:
            WorkerEnded: the process is gone, perhaps because of these bytes.
        """
        try:
            self._pipe.send_bytes(kind.encode('ascii'))
            self._pipe.send_bytes(data)
            return self._pipe.recv()
        except (EOFError, OSError):
            raise WorkerEnded()

    def stop(self) -> None:
        """End the process once it has nothing to do."""
        self._pipe.close()
        self._process.join(PATIENCE)
        self.kill()
        self._process.join()

    def kill(self) -> None:
        """End the process at once; whoever waits for it gets `WorkerEnded`."""
        self._process.kill()


def _work(pipe: Any, recognises: bool) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server.
    if hasattr(os, 'nice'):
        os.nice(NICENESS)
    memory.give_back_large_blocks()
    how = vision.recognising(Recognizer()) if recognises else vision.MEASURING
    try:
        while True:
            kind = pipe.recv_bytes().decode('ascii')
            pipe.send(analysis.analyse(kind, pipe.recv_bytes(), how))
    except (EOFError, OSError):
        pass  # The server is gone, or wants no more.


class Workers:
    """Up to `limit` workers, which are started when they are needed.

    Args:
        limit: how many at most.
        how: how they look at pictures: `vision.MEASURING` or by recognition.
    """

    def __init__(self, limit: int, how: vision.Vision = vision.MEASURING) -> None:
        self.limit = limit
        self._how = how
        self._free = threading.Semaphore(limit)
        self._lock = threading.Lock()
        self._idle, self._busy = [], []
        self._closed = False

    def analyse(self, kind: str, data: bytes) -> Analysis | Failure:
        """Have a worker do as `analysis.analyse` does, as soon as one is free.

        A worker that ends meanwhile may have been the victim of something else, so there is a
        second try, in a new one.

        Raises:
            WorkerEnded: these workers were closed.
        """
        with self._free:
            for _ in range(2):
                try:
                    worker = self._begin()
                except OSError as error:
                    LOG.warning('No process could be started to look at inputs (%s).', error)
                    return analysis.analyse(kind, data, self._how)
                try:
                    found = worker.analyse(kind, data)
                except WorkerEnded:
                    self._end(worker, Worker.stop)
                    LOG.warning('The process that looked at an input (%s, %d bytes) ended.',
                                kind, len(data))
                else:
                    self._end(worker, self._idle.append)
                    return found
        return analysis.Failure(codes.INPUT_FAILED, 'The process that looked at it ended, twice.')

    def _begin(self) -> Worker:
        with self._lock:
            if self._closed:
                raise WorkerEnded()
            worker = (self._idle.pop() if self._idle
                      else Worker(self._how is not vision.MEASURING))
            self._busy.append(worker)
        return worker

    def _end(self, worker: Worker, act: Callable[..., Any]) -> None:
        with self._lock:
            self._busy.remove(worker)
            if self._closed:
                worker.stop()
                raise WorkerEnded()
            act(worker)

    def rest(self) -> None:
        """End the workers that have nothing to do; others can be started later."""
        with self._lock:
            idle, self._idle[:] = list(self._idle), []
        for worker in idle:
            worker.stop()

    def close(self) -> None:
        """End all workers, for good, whatever they do."""
        with self._lock:
            self._closed = True
            for worker in self._busy:
                worker.kill()
        self.rest()

    def pids(self) -> list[int]:
        """Return the process ids of all workers."""
        with self._lock:
            return [worker.pid for worker in self._idle + self._busy]
