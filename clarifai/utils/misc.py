"""Chunker, which cuts a list in parts."""
from __future__ import annotations

from typing import Generic, List, Sequence, TypeVar

from clarifai.errors import UserError
from clarifai.paging import batches_of
from clarifai.redact import shown

T = TypeVar('T')


class Chunker(Generic[T]):
    """Cuts a list in parts of the same size, of which the last may be shorter.

    Args:
        seq (list): what to cut.
        size (int): how many items a part has.

    Raises:
        UserError: `size` is no whole number from 1.
    """

    def __init__(self, seq: Sequence[T], size: int) -> None:
        if type(size) is not int or size < 1:
            raise UserError('size must be a whole number from 1, not %s' % shown(size))
        self.seq = seq
        self.size = size

    def chunk(self) -> List[Sequence[T]]:
        """The parts, in order.

        Returns:
            list of list
        """
        return list(batches_of(self.seq, self.size))
