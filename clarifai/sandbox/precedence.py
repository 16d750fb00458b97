"""Of several orders that fit, which comes first: of faults, and of answers of models."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar('T')


def in_turn(orders: Iterable[T], is_limited: Callable[[T], bool]) -> list[T]:
    """Return orders in the order in which they are looked at.

    Those with a number of ``times`` come first, the oldest at the front. Of the others the newest
    holds, and when it is taken back, the one before it.

    Args:
        orders: the oldest first.
        is_limited: whether one has a number of times.
    """
    found = list(orders)
    return ([one for one in found if is_limited(one)]
            + [one for one in reversed(found) if not is_limited(one)])
