"""A run: sources in, results out, as fast as somebody takes them."""
from __future__ import absolute_import

from collections import deque
import time

import six

from clarifai import browser
from clarifai.bulk.batching import Item, batches
from clarifai.bulk.dispatch import Batch, Dispatcher
from clarifai.bulk.journal import Journal
from clarifai.bulk.progress import check_progress, progress_of
from clarifai.bulk.report import Report
from clarifai.bulk.threads import InPlace, Threads
from clarifai.bulk.work import Stored
from clarifai.compat import integer_types, string_types
from clarifai.errors import UserError
from clarifai.paging import BATCH
from clarifai.redact import shown

WORKERS = 8
MAX_BYTES = 8 * 1024 * 1024
HELD = 4       # batches for each worker that may be there at once, waiting for one before them
LATE = 0.1     # seconds; when sources come slower, results are not kept back for more of them
HOPELESS = 8   # sources that were refused before any went well, after which a run ends

_clock = getattr(time, 'monotonic', time.time)


class Run(six.Iterator):
    """The results of many sources; what `predict` and `upload` return.

    An iterator of Result objects.  It takes from the sources, and sends, only while it is asked
    for results; from one thread at a time.  What is noted in the journal has been taken from here:
    a result counts as taken when the next one is asked for.

    Args:
        work (Work): what is done to each batch.
        sources, executor, workers, batch, max_bytes, ordered, journal, progress: as for `predict`.

    Attributes:
        report (Report): how it went up to now.
    """

    def __init__(self, work, sources, executor, workers, batch, max_bytes, ordered, journal,
                 progress):
        if isinstance(sources, (string_types, bytes)) or not hasattr(sources, '__iter__'):
            raise UserError('sources must be a list or another iterable of sources, not %s'
                            % shown(sources))
        _check_number('workers', workers, 1)
        _check_number('batch', batch, 1, BATCH)
        _check_number('max_bytes', max_bytes, 1)
        check_progress(progress)
        self.report = Report(_clock)
        self._work = work
        self._sources = sources
        self._executor = executor
        self._workers = workers if executor or browser.HAS_THREADS else 1
        self._batch = batch
        self._max_bytes = max_bytes
        self._ordered = ordered
        self._journal_path = journal
        self._journal = None
        self._progress = progress
        self._results = self._run()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._results)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def open_journal(self):
        """Open the journal now, so that another task's is refused before anything else is done.

        Raises:
            UserError: the journal cannot be used.
        """
        if self._journal is None and self._journal_path:
            self._journal = Journal(self._journal_path, self._work.task)

    def close(self):
        """End the run: nothing more is sent, and requests under way are not waited for."""
        self._results.close()
        self._close_journal()  # of a run that nobody has begun

    def _close_journal(self):
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def finish(self):
        """Take all results that are left.

        Returns:
            Report: how it went.
        """
        for _ in self:
            pass
        return self.report

    def to_dataframe(self):
        """Take all results that are left, and put them into a table.

        Returns:
            pandas.DataFrame: with the columns of `clarifai.views.to_dataframe`.

        Raises:
            UserError: pandas is not installed; nothing was taken.
        """
        from clarifai.views.dataframe import to_dataframe
        return to_dataframe(self)

    def _repr_html_(self):
        from clarifai.views.showing import html_of
        return html_of(self)

    def _run(self):
        self.open_journal()
        journal = self._journal
        executor = self._executor or (Threads(self._workers) if browser.HAS_THREADS else InPlace())
        dispatcher = Dispatcher(self._work, executor, self._workers, _clock)
        progress = progress_of(self._progress, self._sources)
        self.report.start()
        try:
            items = self._items(journal or ())
            progress.tick(self.report)
            for batch in self._through(batches(items, self._batch, self._max_bytes), dispatcher,
                                       lambda: progress.tick(self.report)):
                for item, value, error in batch.pairs():
                    existed = isinstance(value, Stored) and value.existed
                    value = value.value if isinstance(value, Stored) else value
                    self.report.count(error, existed)
                    progress.update(self.report)
                    yield item.result(error, existed=existed, **{self._work.field: value})
                    if journal and item.key is not None:
                        journal.note(item.key, self._work.describe(item.content), error)
        finally:
            self._work.cancel()
            dispatcher.cancel()
            if executor is not self._executor:
                executor.shutdown()
            self._close_journal()
            self.report.end()
            progress.close(self.report)

    def _items(self, done):
        """The sources as items, without those that are done."""
        for index, given in enumerate(self._sources):
            item = Item(index, given, self._work, self._journal_path is not None)
            if item.key is not None and item.key in done:
                self.report.skipped += 1
            else:
                yield item

    def _through(self, waiting, dispatcher, tick):
        """The batches that are through, in the order that is wanted; calls `tick` meanwhile."""
        held, more, refused = deque(), True, 0
        while more or held:
            started = _clock()
            while more and len(held) < HELD * self._workers and dispatcher.has_room():
                items = next(waiting, None)
                if items is None:
                    more = False
                else:
                    held.append(Batch(items))
                    dispatcher.send(held[-1])
                dispatcher.collect()
                if _clock() - started > LATE and self._ready(held):
                    break
            batch = self._ready(held)
            if batch is None:
                tick()
                if held or more:
                    dispatcher.wait()
                continue
            held.remove(batch)
            refused += self._refused_in(batch, refused)
            yield batch

    def _ready(self, held):
        """The next batch of those held that is through and whose turn it is, or None."""
        for batch in held:
            if batch.outcome is not None:
                return batch
            if self._ordered:
                return None
        return None

    def _refused_in(self, batch, refused):
        """How many sources of a batch were refused, after as many as `refused` before it.

        Raises:
            Exception: the refusal, when there is no hope for the rest.
        """
        outcome = batch.outcome
        if outcome.refusal is None or self.report.done:
            return 0
        if outcome.refused == len(outcome.pairs) > 1 or refused + outcome.refused >= HOPELESS:
            raise outcome.refusal
        return outcome.refused


def _check_number(name, value, least, most=None):
    whole = isinstance(value, integer_types) and not isinstance(value, bool)
    if not whole or value < least or (most is not None and value > most):
        allowed = 'from %d' % least if most is None else 'from %d to %d' % (least, most)
        raise UserError('%s must be a whole number %s, not %s' % (name, allowed, shown(value)))
