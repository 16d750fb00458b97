"""What comes back: a result for each source, and a report on all of them."""
from __future__ import absolute_import

from clarifai.errors import UNKNOWN, ApiClientError
from clarifai.reasons import in_words
from clarifai.redact import clean, native, printable
from clarifai.value import Value

UNREADABLE = 'unreadable'    # codes of errors that have no number of the server's
UNREACHABLE = 'unreachable'
UNEXPECTED = 'unexpected'


class ItemError(ApiClientError):
    """Why one source has no result; a value in `Result.error`, which can be raised, too.

    It holds text and numbers only, so that it can be kept, pickled and sent.

    Args:
        code (int or str): the server's code, such as 30002; 'unreadable' for a source that cannot
            be sent, 'unreachable' when no answer came, 'unexpected' for an answer that does not
            fit.
        description (str): what happened.
        status_code (int): the HTTP status, None without an answer.

    Attributes:
        code, description, status_code: the arguments.
    """

    def __init__(self, code, description, status_code=None):
        self.code = code
        self.description = clean(native(description))
        self.status_code = status_code
        super(ItemError, self).__init__(code, self.description, status_code)

    def __str__(self):
        return printable('%s: %s' % (native(self.code), self.description))


def error_of_status(status, status_code=None):
    """The ItemError that a ``status`` of an answer is.

    Args:
        status (dict): with ``code``, ``description`` and perhaps ``details``.
        status_code (int): the HTTP status of the answer.
    """
    said = in_words(None, status.get('description'), status.get('details'))
    return ItemError(status.get('code'), said, status_code)


def error_of_failure(error):
    """The ItemError that an ApiError is for each of the sources that were sent.

    Args:
        error (ApiError): what a request ended with.
    """
    code = error.error_code
    if error.response is None:
        code = UNREACHABLE
    elif code in (None, UNKNOWN):
        code = error.status_code
    return ItemError(code, str(error), error.status_code)


class Result(Value):
    """What became of one source.

    Args:
        index (int): its place among the sources, from 0.
        source: what was given.
        output (dict): of `predict`, the JSON of its output; None if there is none.  Of an object of
            `clarifai.client` it is a message, which gives attributes, too.
        input (Image or Video): of `upload`, the input as the server has it; None if there is none.
            Of an object of `clarifai.client` it is an `Input` message.
        error (ItemError): why there is none; else None.
        existed (bool): of `upload`, whether the app had the input already.

    Attributes:
        index, source, output, input, error, existed: the arguments.
        ok (bool): whether there is no error.
    """

    _hashed = ('index',)

    def __init__(self, index, source, output=None, input=None, error=None, existed=False):
        self.index = index
        self.source = source
        self.output = output
        self.input = input
        self.error = error
        self.existed = existed

    @property
    def ok(self):
        """Whether there is no error."""
        return self.error is None

    def _repr_html_(self):
        from clarifai.views.showing import html_of
        return html_of(self)


class Report(Value):
    """How a run went, up to now.

    Args:
        clock (callable): gives the time in seconds.

    Attributes:
        done (int): sources with a result.
        existed (int): of these, inputs that were there before they were uploaded.
        failed (int): sources with an error.
        skipped (int): sources that an earlier run has done, by the journal.
        codes (dict): of each code of an error, how many had it.
        seconds (float): since the first source was taken; to the end, when there is one.
        rate (float): sources per second, skipped ones left out.
    """

    _hidden = ('_clock',)

    def __init__(self, clock):
        self._clock = clock
        self._started = None
        self._ended = None
        self.done = 0
        self.existed = 0
        self.failed = 0
        self.skipped = 0
        self.codes = {}

    def start(self):
        """The first source is about to be taken."""
        self._started = self._clock()

    def end(self):
        """There is no more to come."""
        self._ended = self._clock()

    def count(self, error, existed=False):
        """One more source is through.

        Args:
            error (ItemError or None): why it has no result.
            existed (bool): whether it was there already.
        """
        if error is None:
            self.done += 1
            self.existed += bool(existed)
            return
        self.failed += 1
        self.codes[error.code] = self.codes.get(error.code, 0) + 1

    @property
    def seconds(self):
        """Seconds since the first source was taken; to the end, when there is one."""
        if self._started is None:
            return 0.0
        return (self._clock() if self._ended is None else self._ended) - self._started

    @property
    def rate(self):
        """Sources per second, skipped ones left out."""
        return (self.done + self.failed) / self.seconds if self.seconds > 0 else 0.0

    def _repr_html_(self):
        from clarifai.views.showing import html_of
        return html_of(self)

    def __str__(self):
        parts = ['%d done' % self.done, '%d failed' % self.failed]
        if self.existed:
            parts[0] += ' (%d there already)' % self.existed
        if self.skipped:
            parts.append('%d skipped' % self.skipped)
        text = '%s in %.1f s (%.1f per second)' % (', '.join(parts), self.seconds, self.rate)
        if self.codes:
            text += '; errors: ' + ', '.join('%s x %s' % (number, code) for code, number in sorted(
                self.codes.items(), key=lambda item: (-item[1], str(item[0]))))
        return printable(text)
