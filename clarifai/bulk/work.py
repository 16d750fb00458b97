"""What is done to a batch, in a worker: a thread, a process, or another machine.

What goes there and what comes back is small and can be pickled; errors come back without pictures
and without keys.
"""
from __future__ import absolute_import

import binascii
import os

from clarifai.bulk.report import (UNEXPECTED, UNREADABLE, ItemError, error_of_failure,
                                  error_of_status)
from clarifai.errors import ApiError, UserError, without_secrets
from clarifai.reasons import status_of
from clarifai.retry import seconds_of
from clarifai.status_codes import LIMITS, REFUSALS

THROTTLED = 429
FOR_ALL = (401, 402, 403, 404)  # the key, the account, the model: no other batch fares better
FOR_SOME = (400, 413, 422)      # one item of the batch may be the reason, or their number
MOST_WORKS = 8

_works = {}  # those that this process has unpickled, by their token


class Outcome(object):
    """What became of a batch.

    Args:
        pairs (list): for each item its value and None, or None and an ItemError.

    Attributes:
        pairs: the argument.
        refused (int): how many of them went wrong with a request as a whole, not one by one.
        refusal (Exception or None): the latest error of that kind.
        throttled (bool): whether nothing was done, because of too many requests.
        retry_after (float or None): for how many seconds the server then wants to be left alone.
    """

    def __init__(self, pairs):
        self.pairs = pairs
        self.refused = 0
        self.refusal = None
        self.throttled = False
        self.retry_after = None


class Stored(object):
    """A value of something that the server keeps.

    Args:
        value: what stands for it.
        existed (bool): whether it was there already.
    """

    def __init__(self, value, existed):
        self.value = value
        self.existed = existed

    def with_value(self, value):
        """The same with another value."""
        return Stored(value, self.existed)


class Work(object):
    """What a run does, and all that the engine knows of it.

    A subclass has these, of which only `batch` is called in a worker:

    * ``task``, in words what is done; a journal goes on with the same task only;
    * ``item(given)``, what stands for something that was given, from here to the worker; it can be
      pickled, and what cannot be done is a UserError, here and in the next two;
    * ``size(item)``, how many bytes it adds to a request;
    * ``key(item)``, what it is known by from one run to the next, as text;
    * ``describe(item)``, a few words for people, without content and secrets;
    * ``batch(items)``, which does it to a list of items and gives an Outcome; an ApiError that
      concerns all items is raised.

    A worker process that unpickles it for each batch gets the same object each time, and so keeps
    its connections.

    Attributes:
        field (str): the attribute of `Result` that has what a batch gives for an item.
    """

    field = 'output'

    def __init__(self):
        self._token = binascii.hexlify(os.urandom(16))

    def __repr__(self):
        return type(self).__name__  # what a cluster's page calls a batch

    def __reduce__(self):
        return _unpickled, (type(self), self.__dict__)

    def __call__(self, items):
        """Do it to a batch; called in a worker."""
        return self.batch(items)

    def cancel(self):
        """The run is over: what a worker of this process still waits for is not wanted."""


class Requests(Work):
    """Work that is one request for each batch, or several where one of its items is refused.

    A subclass has three methods more: ``load(item)`` gives what is sent for an item;
    ``request(loads)`` sends a list of these and returns the JSON of the
    answer; ``value(answer, load)`` gives what an item of the answer stands for, as a pair of a
    value and None, or of None and an ItemError.
    """

    members = ()  # where in an answer its items are, in the order of what was sent

    def batch(self, items):
        """Send a batch.

        Args:
            items (list): what `item` gave.

        Returns:
            Outcome: one pair for each of them, unless it is throttled.

        Raises:
            ApiError: the server refused it in a way that concerns all items.
        """
        outcome, ready = Outcome([None] * len(items)), []
        for place, item in enumerate(items):
            try:
                ready.append((place, self.load(item)))
            except (UserError, IOError, OSError) as error:
                outcome.pairs[place] = (None, ItemError(UNREADABLE, str(error)))
        try:
            pairs = self._pairs([load for _, load in ready], outcome)
        except ApiError as error:
            _empty(error)
            if not is_throttled(error):
                raise
            outcome.throttled, outcome.retry_after = True, _retry_after(error)
            return outcome
        for (place, _), pair in zip(ready, pairs):
            outcome.pairs[place] = pair
        return outcome

    def _pairs(self, loads, outcome):
        if not loads:
            return []
        try:
            answer = self.request(loads)
        except (ApiError, UserError, IOError, OSError) as error:
            return self._after(error, loads, outcome)
        pairs = self._values(answer, loads)
        if pairs is None:
            unfit = ItemError(UNEXPECTED, 'the answer is not about what was sent')
            return [(None, unfit)] * len(loads)
        return pairs

    def _after(self, error, loads, outcome):
        """The pairs when a request failed: by its answer, by its halves, or all the same."""
        status = getattr(error, 'status_code', None)
        if concerns_all(error):
            raise error
        pairs = self._values(getattr(error, 'answer', None), loads)
        if pairs is not None:
            return pairs
        from_server = isinstance(error, ApiError)
        if len(loads) > 1 and (status in FOR_SOME or not from_server):
            middle = len(loads) // 2
            return self._pairs(loads[:middle], outcome) + self._pairs(loads[middle:], outcome)
        if from_server:
            _empty(error)
        if status is None or status < 500:
            outcome.refused += len(loads)
            outcome.refusal = error
        reason = error_of_failure(error) if from_server else ItemError(UNREADABLE, str(error))
        return [(None, reason)] * len(loads)

    def _values(self, answer, loads):
        """The pairs of an answer, if it has an item for each of what was sent; else None."""
        for member in self.members:
            items = (answer or {}).get(member)
            if (isinstance(items, list) and len(items) == len(loads) and
                    all(isinstance(item, dict) for item in items)):
                return [self.value(item, load) for item, load in zip(items, loads)]
        return None


class SourceRequests(Requests):
    """Requests about `Source` objects, or what is like them, which know the answers themselves."""

    def size(self, source):
        """The bytes of its content."""
        return source.size()

    def key(self, source):
        """What it is, its id included."""
        return source.key()

    def describe(self, source):
        """Its path, URL or id, or how large it is."""
        return source.label()


def _unpickled(kind, state):
    work = _works.get(state['_token'])
    if work is None:
        work = kind.__new__(kind)
        work.__dict__.update(state)
        if len(_works) >= MOST_WORKS:  # of runs that are over, most likely
            _works.clear()
        _works[state['_token']] = work
    return work


def _retry_after(error):
    return seconds_of((getattr(error.response, 'headers', None) or {}).get('Retry-After'))


def _empty(error):
    """Take out of an error what was sent: pictures and the key."""
    error.params = {}
    error.response = without_secrets(error.response)


def concerns_all(error):
    """Whether a failed request says that no other one would fare better now.

    Args:
        error (Exception): what it ended with.
    """
    status, code = getattr(error, 'status_code', None), getattr(error, 'error_code', None)
    return (status == THROTTLED or status in FOR_ALL or code in LIMITS or
            (status == 200 and code in REFUSALS))


def is_throttled(error):
    """Whether a failed request says that it came too early, and not that a limit is reached."""
    return error.status_code == THROTTLED and error.error_code not in LIMITS


def pair_of_status(item, good, value):
    """A pair by the status of an item.

    Args:
        item (dict): an item of an answer.
        good (tuple of int): the codes that mean success.
        value: what it then stands for.
    """
    status = item.get('status')
    if isinstance(status, dict) and status.get('code') in good:
        return value, None
    return None, error_of_status(status_of(item))
