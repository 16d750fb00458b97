"""What a key may do: the scopes that it was given, and those that each call needs."""
from __future__ import annotations

from typing import TYPE_CHECKING

from clarifai.sandbox import errors, platform

if TYPE_CHECKING:
    from clarifai.sandbox.web.routes import Route

ALL = 'All'
EVERYTHING = (ALL,)


def refuse_unknown(scopes: list[str]) -> None:
    """Check the scopes that a key is to have.

    Raises:
        errors.RequestError: there are none, or one that the platform does not have.
    """
    if not scopes:
        raise errors.RequestError("A key needs 'scopes'; [\"All\"] lets it do everything.")
    for scope in scopes:
        if scope not in platform.SCOPES:
            raise errors.RequestError('There is no scope %r; GET /v2/users/{user_id}/scopes lists '
                                      'them.' % scope)


def expanded(scopes: list[str] | tuple[str, ...]) -> set[str]:
    """Return the set of `scopes` and of those that they need; of ``All``, all there are."""
    if ALL in scopes:
        return set(platform.SCOPES)
    found, waiting = set(), list(scopes)
    while waiting:
        scope = waiting.pop()
        if scope not in found:
            found.add(scope)
            waiting.extend(platform.SCOPES.get(scope, ()))
    return found


def refuse_missing(scopes: list[str], route: Route) -> None:
    """Check that a key with `scopes` may call a route.

    Raises:
        errors.Forbidden: a scope that the route needs is missing.
    """
    rpc = platform.rpc_of(route)
    if rpc is None or ALL in scopes:
        return
    missing = set(platform.scopes_of(rpc)) - expanded(scopes)
    if missing:
        raise errors.Forbidden('This key lacks the scopes %s, which %s needs; it has %s.' % (
            ', '.join(sorted(missing)), rpc, ', '.join(sorted(scopes))))


def refuse_more(scopes: list[str], own: tuple[str, ...]) -> None:
    """Check that whoever has the scopes `own` may give `scopes` to a key.

    Raises:
        errors.Forbidden: the key could do more than its maker.
    """
    more = expanded(scopes) - expanded(own)
    if more:
        raise errors.Forbidden('A key cannot give away scopes that it lacks: %s.'
                               % ', '.join(sorted(more)))
