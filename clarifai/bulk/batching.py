"""Sources, one by one, into batches for one request each."""
from __future__ import absolute_import

from clarifai.bulk.report import UNREADABLE, ItemError, Result
from clarifai.bulk.source import source_of
from clarifai.errors import UserError
from clarifai.redact import shown


class Item(object):
    """A source on its way through a run.

    Args:
        index (int): its place among the sources, from 0.
        given: what the caller gave.

    Attributes:
        index, given: the arguments.
        source (Source or None): the same as a Source; None when it is none.
        key (str or None): what it is known by, if anybody wants to know.
        size (int): the bytes of its content.
        error (ItemError or None): why it cannot be sent.
    """

    def __init__(self, index, given, needs_key):
        self.index = index
        self.given = given
        self.source = self.key = self.error = None
        self.size = 0
        try:
            self.source = source_of(given).loaded()
            self.size = self.source.size()
            self.key = self.source.key() if needs_key else None
        except UserError as error:
            self.error = ItemError(UNREADABLE, str(error))

    def label(self):
        """A few words on what it is."""
        return self.source.label() if self.source is not None else shown(self.given)

    def result(self, error=None, **values):
        """The Result of this item."""
        return Result(self.index, self.given, error=error, **values)


def batches(items, most, max_bytes):
    """Items in lists for one request each.

    Args:
        items (iterable of Item): in order; taken from it only as lists are.
        most (int): the number of items after which a list ends.
        max_bytes (int): the bytes of content that a list does not exceed; only a list of one item
            may.

    Yields:
        list of Item: none is empty.
    """
    batch, size = [], 0
    for item in items:
        if batch and size + item.size > max_bytes:
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += item.size
        if len(batch) == most or size >= max_bytes:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
