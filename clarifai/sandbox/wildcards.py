"""Names with ``*`` in them, as searches for concepts and models take them."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any


def name_matcher(pattern: str | None) -> Callable[..., Any]:
    """Return a function that tells whether a name matches `pattern`, in which ``*`` is anything.

    Case does not matter. An absent or empty pattern matches every name.
    """
    if not pattern:
        return lambda name: True
    matches = exact_matcher(pattern.casefold())
    return lambda name: matches(name.casefold())


def exact_matcher(pattern: str) -> Callable[..., Any]:
    """Return the same for a pattern in which case matters; an empty one matches an empty name."""
    parts = pattern.split('*')

    def matches(name: str) -> bool:
        if len(parts) == 1:
            return name == parts[0]
        if not name.startswith(parts[0]):
            return False
        place = len(parts[0])
        for part in parts[1:-1]:
            place = name.find(part, place)
            if place < 0:
                return False
            place += len(part)
        return len(name) - place >= len(parts[-1]) and name.endswith(parts[-1])
    return matches
