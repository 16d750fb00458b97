"""One batch: its files are read, one request is sent, its answer is taken apart.

This is what runs in the workers: threads, processes, or machines.  What goes there and what comes
back is small and can be pickled; errors come back without pictures and without keys.
"""
from __future__ import absolute_import

import binascii
from collections import namedtuple
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
MOST_REVIVED = 8

_revived = {}

# A source, and the Image or Video that is sent for it.
Load = namedtuple('Load', 'source media')


class Outcome(object):
    """What became of a batch.

    Args:
        pairs (list): for each source its value and None, or None and an ItemError.

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


class Work(object):
    """What is done to each batch; called in a worker.

    A subclass says what that is, with three methods: ``media(source, key)`` gives the Image or
    Video to send for a Source that is known by a key (or None); ``request(media)`` sends a list of
    them and returns the JSON of the answer; ``value(item, load)`` gives what an item of the answer
    stands for, as a pair of a value and None, or of None and an ItemError.

    A worker process that unpickles it for each batch gets the same object each time, and so keeps
    its connections.
    """

    members = ()  # where in an answer the items are, in the order of what was sent

    def __init__(self):
        self._token = binascii.hexlify(os.urandom(16))

    def __repr__(self):
        return type(self).__name__  # what a cluster's page calls a batch

    def __reduce__(self):
        return _revive, (type(self), self.__dict__)

    def __call__(self, keyed_sources):
        """Do it to a batch.

        Args:
            keyed_sources (list of (Source, str)): the sources with their keys.

        Returns:
            Outcome: one pair for each of them, unless it is throttled.

        Raises:
            ApiError: the server refused it in a way that concerns all sources.
        """
        outcome, ready = Outcome([None] * len(keyed_sources)), []
        for place, (source, key) in enumerate(keyed_sources):
            try:
                ready.append((place, Load(source, self.media(source, key))))
            except (UserError, IOError, OSError) as error:
                outcome.pairs[place] = (None, ItemError(UNREADABLE, str(error)))
        try:
            pairs = self._pairs([load for _, load in ready], outcome)
        except ApiError as error:
            _empty(error)
            if not _is_throttled(error):
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
            answer = self.request([load.media for load in loads])
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
            if isinstance(items, list) and list(map(type, items)) == [dict] * len(loads):
                return [self.value(item, load) for item, load in zip(items, loads)]
        return None


def _revive(kind, state):
    work = _revived.get(state['_token'])
    if work is None:
        work = kind.__new__(kind)
        work.__dict__.update(state)
        if len(_revived) >= MOST_REVIVED:  # of runs that are over, most likely
            _revived.clear()
        _revived[state['_token']] = work
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


def _is_throttled(error):
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
