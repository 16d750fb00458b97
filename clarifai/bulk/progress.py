"""Who is told how far a run is: nobody, a function, or a bar on the terminal."""
from __future__ import absolute_import

import sys

from clarifai.errors import UserError
from clarifai.redact import shown


def check_progress(wanted):
    """What a caller wants to be told with.

    Raises:
        UserError: it is neither a function nor a bool.
    """
    if wanted is not None and not isinstance(wanted, bool) and not callable(wanted):
        raise UserError('progress must be a function or True, not %s' % shown(wanted))


def progress_of(wanted, sources):
    """What is told after each result.

    Args:
        wanted (callable, bool or None): a function of the Report; True for a bar.
        sources (iterable): what the run is about; its length, if it has one, is the bar's.

    Returns:
        Calling or Bar: with ``update(report)`` and ``close()``.
    """
    if callable(wanted):
        return Calling(wanted)
    tqdm = _tqdm() if wanted and sys.stderr.isatty() else None
    if tqdm is None:
        return Calling(None)
    return Bar(tqdm(total=len(sources) if hasattr(sources, '__len__') else None, unit=''))


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

    def close(self):
        """There are no more results."""


class Bar(object):
    """Moves a bar.

    Args:
        bar (tqdm.tqdm): the bar.
    """

    def __init__(self, bar):
        self._bar = bar

    def update(self, report):
        """There is one more result."""
        self._bar.update(report.done + report.failed + report.skipped - self._bar.n)
        if report.failed:
            self._bar.set_postfix(failed=report.failed, refresh=False)

    def close(self):
        """There are no more results."""
        self._bar.close()


def _tqdm():
    try:
        from tqdm import tqdm
    except ImportError:
        return None
    return tqdm
