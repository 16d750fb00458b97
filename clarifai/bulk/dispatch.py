"""Batches on their way: sent to the executor, awaited, and sent again after 429."""
from __future__ import absolute_import

from collections import deque
import time

from six.moves import queue

from clarifai import browser
from clarifai.bulk.pace import Pace
from clarifai.bulk.report import ItemError
from clarifai.bulk.work import THROTTLED, Outcome

MOST_THROTTLED = 6  # times that a batch meets 429 before it counts as failed
TICK = 0.5          # seconds; a wait without end would not let Ctrl-C through on every Python


class Batch(object):
    """A batch on its way.

    Args:
        items (list of Item): the batch.

    Attributes:
        items: the argument.
        outcome (Outcome or None): what became of those that could be sent; None until it is known.
        sent_at (float): when it was sent last, by the clock.
        throttled (int): how often it met 429.
    """

    def __init__(self, items):
        self.items = items
        self.outcome = None
        self.sent_at = 0.0
        self.throttled = 0

    def sendable(self):
        """Its items without those that cannot be sent."""
        return [item for item in self.items if item.error is None]

    def pairs(self):
        """Each item with its value and its error."""
        pairs = iter(self.outcome.pairs)
        for item in self.items:
            yield (item,) + ((None, item.error) if item.error else next(pairs))


class Dispatcher(object):
    """Sends batches and says when they are through.

    Args:
        work (Work): what is done to a batch.
        executor: where, with ``submit`` as a ``concurrent.futures.Executor`` has it.
        workers (int): how many batches are done at once.
        clock (callable): gives the time in seconds.
    """

    def __init__(self, work, executor, workers, clock):
        self._work = work
        self._executor = executor
        self._workers = workers
        self._clock = clock
        self._pace = Pace(workers, clock)
        self._under_way = {}
        self._again = deque()
        self._finished = queue.Queue()

    def has_room(self):
        """Whether another batch may be sent.

        At full pace as many again may wait in the executor, so that no worker has to wait.
        """
        limit = self._pace.limit
        if limit == self._workers:
            limit *= 2
        return not self._again and len(self._under_way) < limit and not self._pace.pause()

    def send(self, batch):
        """Send a batch.

        Args:
            batch (Batch): done at once when nothing in it can be sent.
        """
        sendable = batch.sendable()
        if not sendable:
            batch.outcome = Outcome([])
            return
        batch.sent_at = self._clock()
        future = self._executor.submit(self._work, [item.content for item in sendable])
        self._under_way[future] = batch
        future.add_done_callback(self._finished.put)

    def wait(self):
        """Wait until a batch is through, or until there may be room; not for long.

        Raises:
            Exception: what the work raised.
        """
        while self._again and len(self._under_way) < self._pace.limit and not self._pace.pause():
            self.send(self._again.popleft())
        self._take(min(TICK, self._pace.pause() or TICK))

    def collect(self):
        """Take note of the batches that are through; waits for none.

        Raises:
            Exception: what the work raised.
        """
        while self._take(0):
            pass

    def _take(self, seconds):
        """Take note of one that is through within so many seconds; whether there was one."""
        if seconds and not browser.HAS_THREADS:  # a page stands still while a lock is waited for
            time.sleep(seconds if self._finished.empty() else 0)
            seconds = 0
        try:
            future = self._finished.get(seconds > 0, seconds)
        except queue.Empty:
            return False
        if future in self._under_way:  # else it is queued again
            self._complete(self._under_way.pop(future), future.result())
        return True

    def _complete(self, batch, outcome):
        if not outcome.throttled:
            self._pace.speed_up()
            batch.outcome = outcome
            return
        self._pace.slow_down(batch.sent_at, outcome.retry_after)
        batch.throttled += 1
        if batch.throttled < MOST_THROTTLED:
            self._requeue(batch)
            return
        error = ItemError(THROTTLED, 'too many requests, %d times over' % batch.throttled,
                          THROTTLED)
        batch.outcome = Outcome([(None, error)] * len(batch.sendable()))

    def _requeue(self, refused):
        """Keep a batch for later, and all others that have not been begun, in order."""
        waiting = [future for future in list(self._under_way) if future.cancel()]
        batches = [refused] + list(self._again) + [self._under_way.pop(one) for one in waiting]
        self._again = deque(sorted(batches, key=lambda batch: batch.items[0].index))

    def cancel(self):
        """Send nothing more; what is under way is left to end by itself."""
        self._again.clear()
        for future in self._under_way:
            future.cancel()
