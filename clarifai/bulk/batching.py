"""What is given to a run, one by one, into batches for one request each."""
from __future__ import absolute_import

from clarifai.bulk.report import UNREADABLE, ItemError, Result
from clarifai.errors import UserError


class Item(object):
    """Something that was given, on its way through a run.

    Args:
        index (int): its place among all that is given, from 0.
        given: what the caller gave.
        work (Work): what is done to it.
        needs_key (bool): whether its key is wanted.

    Attributes:
        index, given: the arguments.
        content: what stands for it on the way to the worker; None when it cannot be done.
        key (str or None): what it is known by from one run to the next, if that is wanted.
        size (int): the bytes of its content.
        error (ItemError or None): why it cannot be done.
    """

    def __init__(self, index, given, work, needs_key):
        self.index = index
        self.given = given
        self.content = self.key = self.error = None
        self.size = 0
        try:
            self.content = work.item(given)
            self.size = work.size(self.content)
            self.key = work.key(self.content) if needs_key else None
        except UserError as error:
            self.error = ItemError(UNREADABLE, str(error))

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
