"""Lists of an answer: the one generator that walks through their pages."""
from __future__ import absolute_import

PER_PAGE = 20


def pages(fetch, per_page=PER_PAGE, until_short=False):
    """All entries of a list, fetched page by page as they are asked for.

    Args:
        fetch (callable): takes a page (from 1) and a number of entries, gives a list of them.
        per_page (int): entries per page.
        until_short (bool): take a page that is not full for the last one.  Else only an empty page
            ends the list, as in 2.x: a server may leave out entries it cannot show.

    Yields:
        the entries, in the server's order.
    """
    page = 1
    while True:
        entries = fetch(page, per_page)
        for entry in entries:
            yield entry
        if not entries or (until_short and len(entries) < per_page):
            return
        page += 1


def first(entries):
    """The only entry of a list; None when the answer lacks it."""
    return entries[0] if entries else None
