"""What uploads have in common: ids of contents, inputs that are there already, and waiting."""
from __future__ import absolute_import

import time

from clarifai.answers import code_of
from clarifai.bulk.report import ItemError, error_of_failure
from clarifai.bulk.work import Requests, Stored, concerns_all, is_throttled, pair_of_status
from clarifai.duplicates import is_same
from clarifai.errors import ApiError, UserError
from clarifai.paging import batches_of
from clarifai.reasons import in_words
from clarifai.redact import native, shown
from clarifai.rest.concept import concept_id_of
from clarifai.rest.numbers import number
from clarifai.status_codes import (
    DOWNLOAD_UNDER_WAY, INPUT_DOES_NOT_EXIST, INPUT_DOWNLOAD_PENDING, INPUT_DOWNLOAD_SUCCESS,
    INPUT_DUPLICATE, is_missing)

LONGEST = 3600     # seconds that an input may be processed, where nobody says how long
SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 2.0  # seconds between two questions; they grow
IDS = 64  # of a listing, whose address has them
MOST_ABSENCES = 5  # questions to which an input may be missing that was just uploaded
CHANGED = ('there is an input with id %s already, and its URL, concepts or metadata differ; change '
           'it with %s, or give another id')
FAILED = ('%s. The input %s is there since an earlier upload that failed: delete it, then upload '
          'it again')


class Load(object):
    """An input as it is sent.

    Args:
        sent: an Image or Video of 2.x, or an input as a dict.
        input_id (str): its id.
        is_made (bool): whether the id was made of the content, and is not the caller's.
        is_linked (bool): whether its ``source`` is only where it comes from; the same content
            from elsewhere is the same input.
    """

    def __init__(self, sent, input_id, is_made, is_linked):
        self.sent = sent
        self.input_id = input_id
        self.is_made = is_made
        self.is_linked = is_linked


class Uploads(Requests):
    """Uploads batches.

    A subclass has these: ``load(item)`` gives the `Load` of an item; ``send(sent)`` uploads a
    list of what loads hold, and gives the answer; ``as_json(sent)`` gives one as a dict;
    ``fetch(input_id)`` the input of an id as the server has it; ``statuses(input_ids)`` the status
    of some inputs by their ids, of as many of the first ones as it likes, and None for one that is
    not there; ``finished(item)`` what a result shows for an input of an answer.

    Attributes:
        wait (float or None): for how many seconds each input is waited for.
        changing (str): what changes an input, for messages.
    """

    members = ('inputs',)
    field = 'input'
    good = (INPUT_DOWNLOAD_SUCCESS,) + DOWNLOAD_UNDER_WAY
    wait = None
    is_cancelled = False

    def cancel(self):
        """Wait for nothing any more."""
        self.is_cancelled = True

    def request(self, loads):
        """Upload some inputs."""
        return self.send([load.sent for load in loads])

    def batch(self, items):
        """Upload a batch, and wait until it is processed, if that is wanted."""
        outcome = super(Uploads, self).batch(items)
        if outcome.throttled:
            return outcome
        if self.wait:
            outcome.pairs = self._processed(outcome.pairs)
        outcome.pairs = [(value if value is None else value.with_value(self.finished(value.value)),
                          error) for value, error in outcome.pairs]
        return outcome

    def value(self, item, load):
        """The input as the server has it, still as it says so."""
        if code_of(item) == INPUT_DUPLICATE:
            return self._existing(load) or pair_of_status(item, (), None)
        return pair_of_status(item, self.good, Stored(item, False))

    def _pairs(self, loads, outcome):
        """Equal contents go into a request once; the others are what was there already."""
        places, copies = {}, []
        for place, load in enumerate(loads):
            first = places.setdefault(load.input_id if load.is_made else (place,), place)
            if first != place:
                copies.append((place, first))
        if not copies:
            return super(Uploads, self)._pairs(loads, outcome)
        firsts = sorted(places.values())
        pairs = dict(zip(firsts, super(Uploads, self)._pairs([loads[one] for one in firsts],
                                                             outcome)))
        for place, first in copies:
            value, error = pairs[first]
            pairs[place] = (None, error) if error else self._existing(loads[place]) or (
                Stored(value.value, True), None)
        return [pairs[place] for place in range(len(loads))]

    def _existing(self, load):
        """The pair of what is there under the same id; None when it is only the URL that is."""
        try:
            there = self.fetch(load.input_id)
        except ApiError as error:
            if is_missing(error):
                return None
            if concerns_all(error):
                raise
            return None, error_of_failure(error)
        if not is_same(_without_link(self.as_json(load.sent), load), there):
            return None, ItemError(INPUT_DUPLICATE,
                                   CHANGED % (shown(load.input_id), self.changing))
        status = there.get('status') or {}
        if status.get('code') not in (None,) + self.good:
            reason = in_words(None, status.get('description'), status.get('details'))
            return None, ItemError(status['code'], FAILED % (reason, shown(load.input_id)))
        return Stored(there, True), None

    def _after(self, error, loads, outcome):
        """The pairs when a request failed; of an only input that was there, its `value` decides."""
        if len(loads) == 1 and getattr(error, 'error_code', None) == INPUT_DUPLICATE:
            status = {'code': INPUT_DUPLICATE, 'description': error.error_desc,
                      'details': error.error_details}
            return [self.value({'status': status}, loads[0])]
        return super(Uploads, self)._after(error, loads, outcome)

    def _processed(self, pairs):
        """The pairs when all inputs are processed, or have been waited for long enough."""
        waiting = [value.value['id'] for value, _ in pairs
                   if value is not None and code_of(value.value) in DOWNLOAD_UNDER_WAY]
        settled = self._settled(waiting)
        return [(value, error) if value is None or value.value.get('id') not in settled else
                self._pair_of_settled(value, settled[value.value['id']])
                for value, error in pairs]

    def _pair_of_settled(self, value, status):
        if isinstance(status, ItemError):
            return None, status
        item = dict(value.value, status=status)
        return pair_of_status(item, self.good, value.with_value(item))

    def _settled(self, waiting):
        """Of each input its last status, or an ItemError where that is not known in the end."""
        settled, absences, pause, end = {}, {}, SHORTEST_PAUSE, _clock() + self.wait
        while waiting and not self.is_cancelled:
            for input_id, status in self._asked(waiting).items():
                absences[input_id] = absences.get(input_id, 0) + 1 if status is None else 0
                if absences[input_id] > MOST_ABSENCES:
                    settled[input_id] = ItemError(INPUT_DOES_NOT_EXIST, 'it is not there any more')
                elif status is not None:
                    settled[input_id] = status
            waiting = [one for one in waiting if one not in settled]
            if waiting and _clock() >= end:
                error = ItemError(INPUT_DOWNLOAD_PENDING,
                                  'not processed after %g seconds' % self.wait)
                settled.update((one, error) for one in waiting)
                break
            if waiting:
                _sleep(min(pause, max(0.0, end - _clock())))
                pause = min(LONGEST_PAUSE, pause * 1.5)
        return settled

    def _asked(self, input_ids):
        """The statuses of those that are processed, not there, or cannot be asked for."""
        try:
            statuses = self.statuses(input_ids)
        except ApiError as error:
            if is_throttled(error):  # asked again after a pause
                return {}
            if concerns_all(error):
                raise
            failure = error_of_failure(error)
            return dict((one, failure) for one in input_ids)
        return dict((one, status) for one, status in statuses.items()
                    if status is None or status.get('code') not in DOWNLOAD_UNDER_WAY)


def checked_wait(wait):
    """What a caller says of waiting, in seconds.

    Args:
        wait (bool or float): True for an hour, False or None for not at all.

    Raises:
        UserError: it is something else.
    """
    if wait is None or isinstance(wait, bool):
        return LONGEST if wait else None
    seconds = number(wait, 'wait')
    if not seconds > 0:
        raise UserError('wait must be True, False or a number of seconds above 0, not %s'
                        % shown(wait))
    return seconds


def check_concepts(concepts, not_concepts):
    """Refuse a concept that an input is both to show and not to show.

    Args:
        concepts (list of str or Concept), not_concepts (list of str or Concept): as of `Input`.

    Raises:
        UserError: there is one.
    """
    both = (set(concept_id_of(one, 'concepts') for one in concepts or ()) &
            set(concept_id_of(one, 'not_concepts') for one in not_concepts or ()))
    if both:
        raise UserError('the concept %s is given both as shown and as not shown: leave one of the '
                        'two out' % shown(native(min(both))))


def statuses_by_id(input_ids, listed):
    """The statuses of inputs, by their ids; None for one that is not there.

    Args:
        input_ids (list of str): their ids.
        listed (callable): gives the inputs with some ids.
    """
    found = dict.fromkeys(input_ids)
    for some in batches_of(input_ids, IDS):
        found.update((item['id'], item.get('status') or {}) for item in listed(some))
    return found


def with_source(metadata, origin):
    """Metadata with the place that an input comes from, and whether that was added.

    Args:
        metadata (dict or None): what is known of it otherwise.
        origin (str or None): the place.
    """
    if origin is None or 'source' in (metadata or {}):
        return metadata, False
    return dict(metadata or {}, source=origin), True


def _without_link(sent, load):
    """An input without the place that it comes from, unless that is the caller's own word."""
    if not load.is_linked:
        return sent
    data = dict(sent['data'], metadata=dict(sent['data']['metadata']))
    del data['metadata']['source']
    return dict(sent, data=data)


_clock = getattr(time, 'monotonic', time.time)
_sleep = time.sleep
