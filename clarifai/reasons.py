"""Why single items of an answer failed.

An answer is about one thing or many: outputs, inputs, results, hits, models, concepts, annotations
and so on.  Each may have a status of its own, and when all of them fail, the reason stands only
there.  This is the one reader of these statuses, for every kind of answer and both dialects.
"""
from __future__ import absolute_import

from collections import namedtuple
import logging

from clarifai.answers import code_of
from clarifai.compat import integer_types, string_types
from clarifai.redact import brief, clean, native, printable
from clarifai.status_codes import FAILED_IN_PART, NO_FAILURES

logger = logging.getLogger('clarifai')

OWN_IDS = ('outputs', 'results')  # members whose items have ids that the caller never sees

# Of which part an item is about, where it has no status of its own.
PARTS = ('model_version', 'input', 'annotation', 'concept')


class FailedItem(namedtuple('FailedItem', 'member position id code description details')):
    """One item of an answer that failed.

    Attributes:
        member (str): where in the answer it stands, such as 'outputs' or 'inputs'.
        position (int or None): its place there, from 0, which is the place among what was sent;
            None when the answer is about one thing only.
        id (str or None): its id; of an output, that of the input.
        code (int), description (str or None), details (str or None): its status.
    """

    __slots__ = ()

    def place(self):
        """Where it stands, in words: ``inputs[3]``, with its id if that says something."""
        place = self.member
        if self.position is not None:
            place += '[%d]' % self.position
        if self.id and self.member not in OWN_IDS:
            place += ' (id %s)' % native(self.id)
        return place

    def reason(self):
        """Its status in words."""
        return in_words(self.code, self.description, self.details)

    def __str__(self):
        return printable(brief(clean('%s: %s' % (native(self.place()), self.reason()))))


def in_words(code, description, details):
    """A status in words: those of its parts that there are.

    Args:
        code (int), description (str), details (str): the status.
    """
    said = ' '.join(native(part) for part in (code, description) if part is not None)
    return '; '.join(without_stop(native(part)) for part in (said, details) if part)


def without_stop(text):
    """A sentence without its full stop, to go on after it."""
    return text[:-1] if text.endswith('.') and not text.endswith('..') else text


def failed_items(answer, first=0):
    """The items of an answer that failed.

    Args:
        answer (dict or None): the JSON of an answer.
        first (int): the position of its first item, when it is about a part of what was sent.

    Returns:
        tuple of FailedItem: in the order of the answer.
    """
    found = []
    for member in sorted(answer or ()):
        part = answer[member]
        if member == 'status':
            continue
        if isinstance(part, dict):
            found.extend(_failed(member, None, part))
        elif isinstance(part, list):
            for position, item in enumerate(part):
                found.extend(_failed(member, first + position, item))
    return tuple(found)


def status_of(item):
    """The status of an item, or of that part of it which failed: of one of several outputs, say.

    Args:
        item (dict): an item of an answer.

    Returns:
        dict: ``{}`` when it has none.
    """
    own = _own_status(item)
    for output in _dicts(item.get('outputs')):
        status = _own_status(output)
        if is_failure(status.get('code')):
            return status
    return own


def is_failure(code):
    """Whether a code is that of a failure; one that is unknown here counts as such."""
    return (isinstance(code, integer_types) and not isinstance(code, bool) and
            code not in NO_FAILURES)


def sentence(failed):
    """The first failed item, and how many more there are.

    Args:
        failed (tuple of FailedItem): at least one.
    """
    more = len(failed) - 1
    return str(failed[0]) + ('; and %d more failed' % more if more else '')


def warn_of_failed(answer, what, note=None):
    """Leave one warning in the log when a part of what was asked for has failed.

    Args:
        answer (dict): an answer that is no error.
        what (str): what was asked for.
        note (callable): takes a FailedItem, gives a sentence on it or ``''``.
    """
    if code_of(answer) not in FAILED_IN_PART:
        return
    failed = failed_items(answer)
    if failed:
        logger.warning('%s: %d failed: %s', what, len(failed), '; '.join(
            '. '.join(part for part in (str(item), note and note(item)) if part)
            for item in failed))


def _failed(member, position, item):
    if not isinstance(item, dict):
        return
    status = status_of(item)
    if is_failure(status.get('code')):
        yield FailedItem(member, position, _id_of(item), status['code'],
                         status.get('description'), status.get('details'))


def _own_status(item):
    for holder in [item] + [item.get(part) for part in PARTS]:
        status = holder.get('status') if isinstance(holder, dict) else None
        if isinstance(status, dict) and status.get('code') is not None:
            return status
    return {}


def _id_of(item):
    """The id that the caller may know: of an output, that of its input."""
    holder = item.get('input')
    found = (holder if isinstance(holder, dict) else item).get('id')
    return found if isinstance(found, string_types) and found else None


def _dicts(items):
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
