"""Lists in parts: the one pager, and requests of at most 128 items."""
from __future__ import absolute_import

from clarifai.answers import objects_in
from clarifai.compat import string_types
from clarifai.errors import ApiClientError, ApiError
from clarifai.status_codes import SUCCESS

PER_PAGE = 20
# What items without ids of their own may be about, such as hits: no two of these are the same.
SUBJECTS = ('input', 'annotation', 'user', 'app', 'model', 'workflow')
ALIKE = 100  # pages of items without ids, such as lines of a log, may be alike so often in a row
BATCH = 128  # the most items that the API takes in one request


def answers_of_list(place, fetch, items_of, following, repeated=None):
    """The answers of a list, page by page, each asked for when its turn has come.

    Args:
        place: where to begin, such as the number of a page or a whole request.
        fetch (callable): takes a place, gives an answer.
        items_of (callable): takes an answer, gives its items; one without items ends the list.
        following (callable): takes a place and its items, gives the next place; None ends the list.
        repeated (callable): takes a place and its answer, gives what to raise when the items came
            before, so that they would come for ever.

    Yields:
        the answers that have items.
    """
    seen = _Seen()
    while place is not None:
        answer = fetch(place)
        items = items_of(answer)
        if not items:
            return
        if seen.has(items):
            raise repeated(place, answer)
        yield answer
        place = following(place, items)


class _Seen(object):
    """Tells whether a list goes round, whatever the length of a round, and keeps two pages for it.

    One is the page before, the other one after ever more pages (Brent's way to find a cycle).  Of
    items with ids only these count: the rest, such as a status or a signed URL, may change.  Of
    items about something that has an id all counts.  Others may be alike, so it takes many pages in
    a row to tell.
    """

    def __init__(self):
        self._before = self._kept = None
        self._pages = self._alike = 0
        self._keep_at = 2

    def has(self, items):
        """Whether these items are a page that was there before; takes note of them."""
        ids = [_mark_of(item) for item in items]
        if None in ids:
            self._alike = self._alike + 1 if items == self._before else 0
            self._before = items
            return self._alike >= ALIKE
        if ids in (self._before, self._kept):
            return True
        self._before = ids
        self._pages += 1
        if self._pages == 1 or self._pages == self._keep_at:
            self._kept, self._keep_at = ids, 2 * self._pages
        return False


def _mark_of(item):
    """What tells an item from others: its id, or all of it; None when there may be two of it."""
    if not isinstance(item, dict):
        return item if isinstance(item, string_types) else None
    if isinstance(item.get('id'), string_types):
        return item['id']
    return item if any(isinstance(item.get(name), dict) for name in SUBJECTS) else None


def pages(fetch, member, per_page=PER_PAGE, until_short=False):
    """All entries of a list, fetched page by page as they are asked for.

    Args:
        fetch (callable): takes a page (from 1) and a number of entries, gives the answer.
        member (str): where the entries are in it.
        per_page (int): entries per page.
        until_short (bool): take a page that is not full for the last one.  Else only an empty page
            ends the list, as in 2.x: a server may leave out entries it cannot show.

    Yields:
        dict: the entries, in the server's order.

    Raises:
        ApiClientError: when a page comes again, as of a server that takes no notice of its number:
            such a list has no end.
    """
    def items_of(answer):
        return objects_in(answer.get(member))

    def following(page, entries):
        return None if until_short and len(entries) < per_page else page + 1

    def repeated(page, answer):
        return endless(member, page)
    found = answers_of_list(1, lambda page: fetch(page, per_page), items_of, following, repeated)
    return (entry for answer in found for entry in items_of(answer))


def endless(what, page):
    """The ApiClientError about a list of which a page came again.

    Args:
        what (str): what the list is of.
        page (int): the number of the page.
    """
    return ApiClientError('the server gave a page of %s again, as page %d, so the list has no end; '
                          'ask it for one page, or tell who runs it' % (what, page))


def batches_of(items, size=BATCH):
    """The items in lists of at most `size`, in order."""
    for start in range(0, len(items), size):
        yield items[start:start + size]


def in_batches(items, send, size=BATCH):
    """Send items in several requests, and put the answers together in order.

    Args:
        items (list): what to send; when it is empty, one request says so.
        send (callable): takes a list of at most `size` of them, gives the answer.
        size (int): the most that go into one request.

    Returns:
        dict: one answer.

    Raises:
        ApiError: of the first request that fails; it has the answers to those before, and counts
            the positions of its items from the first of all.
    """
    answers, sent = [], 0
    for batch in list(batches_of(items, size)) or [[]]:
        try:
            answers.append(send(batch))
        except ApiError as error:
            done = answers + ([error.partial] if error.partial else [])
            error.partial = merged(done) if done else None
            if len(items) > size:
                places = error.positions or range(len(batch))
                error.positions = [sent + place for place in places]
            error.place_items(sent + error.first_position)
            raise
        sent += len(batch)
    return merged(answers)


def merged(answers):
    """One answer in place of several: their lists joined in order, the first bad status kept.

    Args:
        answers (list of dict): at least one.
    """
    if len(answers) == 1:
        return answers[0]
    whole = dict(answers[0])
    for answer in answers[1:]:
        for name, part in answer.items():
            if isinstance(part, list):
                whole[name] = (whole.get(name) or []) + part
        if answer.get('status') and (whole.get('status') or {}).get('code') in (None, SUCCESS):
            whole['status'] = answer['status']
    return whole
