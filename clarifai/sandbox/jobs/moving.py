"""How far the inputs of earlier runs are on their way to the embedding that is in use now."""
from __future__ import annotations

import threading
from collections.abc import Hashable, Sequence

NAMED = 10  # inputs, in a sentence


class Move:
    """Inputs that are looked at again, because another embedding made their vectors."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[Hashable, str] = {}
        self._total = 0
        self._kept: list[str] = []

    def begin(self, inputs: Sequence[tuple[Hashable, str]]) -> None:
        """Take (what stands for an input, app's id) of all that are to be looked at again."""
        with self._lock:
            self._left.update(inputs)
            self._total = len(self._left)

    def done(self, item: Hashable, kept: str | None = None) -> bool:
        """Note that the turn of an input is over.

        Args:
            item: what stands for it.
            kept: what it is called and why, if it keeps its old vector.

        Returns:
            whether another tenth of all is done.
        """
        with self._lock:
            self._left.pop(item, None)
            if kept:
                self._kept.append(kept)
            number = self._total - len(self._left)
            return number * 10 // self._total > (number - 1) * 10 // self._total

    def is_under_way(self, app_id: str | None = None) -> bool:
        """Return whether inputs are left, of any app or of one."""
        with self._lock:
            return bool(self._left) if app_id is None else app_id in self._left.values()

    def said(self) -> str | None:
        """Return in words how far it is and which inputs keep old vectors; None if it is nothing.

        That all is done is not worth a word, unless there are such inputs.
        """
        with self._lock:
            done, kept = self._total - len(self._left), list(self._kept)
            under_way = bool(self._left)
        said = ['%d of %d inputs of earlier runs were looked at again: the others have vectors of '
                'another embedding, and are not found by what they look like.'
                % (done, self._total)] if under_way else []
        if kept:
            more = len(kept) - NAMED
            words = ('%d input could not be looked at again, keeps its old vector and is not found '
                     'by what it looks like' if len(kept) == 1 else
                     '%d inputs could not be looked at again, keep their old vectors and are not '
                     'found by what they look like') % len(kept)
            said.append('%s: %s%s.' % (words, '; '.join(kept[:NAMED]),
                                       '; and %d more' % more if more > 0 else ''))
        return ' '.join(said) or None
