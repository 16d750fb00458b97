"""Who is told how far a run is: nobody, a function, or a line on the terminal."""
from __future__ import absolute_import

import sys
import time

from clarifai.errors import UserError
from clarifai.redact import shown

COLUMNS = 79    # of a terminal whose width nobody gives
INTERVAL = 0.1  # seconds between two lines
SURE = 1.0      # seconds after which a rate says something

_clock = getattr(time, 'monotonic', time.time)


def check_progress(wanted):
    """What a caller wants to be told with.

    Raises:
        UserError: it is neither a function nor a bool.
    """
    if (wanted is not None and not isinstance(wanted, (bool, Line)) and not callable(wanted)):
        raise UserError('progress must be a function or True, not %s' % shown(wanted))


def progress_of(wanted, sources):
    """What is told after each result.

    Args:
        wanted (callable, bool, Line or None): a function of the Report; True for a line.
        sources (iterable): what the run is about; its length, if it has one, is the total.

    Returns:
        Calling or Line: with ``update(report)``, ``tick(report)`` and ``close(report)``.
    """
    if isinstance(wanted, Line):
        return wanted
    if callable(wanted):
        return Calling(wanted)
    if not wanted or not sys.stderr.isatty():
        return Calling(None)
    return Line(sys.stderr, len(sources) if hasattr(sources, '__len__') else None, stays=True)


class Calling(object):
    """Tells a function, or nobody.

    Args:
        function (callable or None): gets the Report.
    """

    def __init__(self, function):
        self._function = function

    def update(self, report):
        """There is one more result."""
        if self._function is not None:
            self._function(report)

    def tick(self, report):
        """Time passes, and there is no result."""

    def close(self, report):
        """There are no more results."""


class Line(object):
    """A line on a terminal, which is written over again and again.

    Args:
        stream (file): the terminal.
        total (int): how many sources there are; None as long as nobody knows.
        columns (int): how wide the terminal is.
        stays (bool): whether the last line is left there.
        clock (callable): gives the time in seconds.

    Attributes:
        total: the argument; it may become known later.
    """

    def __init__(self, stream, total=None, columns=COLUMNS, stays=False, clock=_clock):
        self.total = total
        self._stream = stream
        self._columns = columns
        self._stays = stays
        self._clock = clock
        self._shown = 0  # characters
        self._shown_at = None
        self._text = ''

    def update(self, report):
        """There is one more result."""
        self.say(in_words(report, self.total))

    def tick(self, report):
        """Time passes, and there is no result."""
        self.update(report)

    def say(self, text, at_once=False):
        """Write something else, unless the last line is younger than a tenth of a second.

        Args:
            text (str): in ASCII.
            at_once (bool): whatever the age of the last one.
        """
        now = self._clock()
        if not at_once and self._shown_at is not None and now - self._shown_at < INTERVAL:
            return
        self._text, self._shown_at = text[:self._columns - 1], now
        self.show()

    def show(self):
        """Write the last line again, below what others wrote."""
        rest = max(0, self._shown - len(self._text))
        self._put('\r' + self._text + ' ' * rest + '\b' * rest)
        self._shown = len(self._text)

    def hide(self):
        """Make room for what others write."""
        if self._shown:
            self._put('\r' + ' ' * self._shown + '\r')
            self._shown = 0

    def close(self, report):
        """There are no more results."""
        if not self._stays:
            self.hide()
            self._text = ''
            return
        self.say(in_words(report, self.total), at_once=True)
        self._put('\n')
        self._shown = 0

    def _put(self, text):
        try:
            self._stream.write(text)
            self._stream.flush()
        except (IOError, OSError, ValueError):  # a terminal that was closed stops nothing
            pass


def in_words(report, total):
    """How far a run is, such as ``1,234 of 5,000 (24 %), 41.3 a second, 1:31 left, 2 failed``.

    Args:
        report (Report): how it went up to now.
        total (int): how many sources there are, None if nobody knows.
    """
    through = report.done + report.failed + report.skipped
    parts = ['{0:,}'.format(through)]
    if total:
        parts = ['{0:,} of {1:,} ({2} %)'.format(through, total, 100 * through // total)]
    if report.seconds >= SURE and report.rate:
        parts.append('%.1f a second' % report.rate)
        if total and total >= through:
            parts.append('%s left' % duration((total - through) / report.rate))
    if report.failed:
        parts.append('{0:,} failed'.format(report.failed))
    return ', '.join(parts)


def duration(seconds):
    """Seconds as ``m:ss`` or ``h:mm:ss``."""
    minutes, seconds = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return '%d:%02d:%02d' % (hours, minutes, seconds) if hours else '%d:%02d' % (minutes, seconds)
