"""A rule: which requests a fault strikes, how often, and what it does to them."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.wildcards import exact_matcher

METHODS = ('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS')
EMPTY, HTML, TRUNCATED = 'empty', 'html', 'truncated'
BODIES = (EMPTY, HTML, TRUNCATED)
LONGEST_DELAY = 600.0
LONGEST_RETRY_AFTER = 86400
EFFECTS = ('status', 'close', 'delay', 'delay_answer', 'body', 'content_type', 'drip')
# What an answer is needed for.
_OF_ANSWERS = ('status', 'body', 'content_type', 'drip')


class Rule:
    """One rule, checked.

    Args:
        order: its members:

            * ``method``: the HTTP method; any, if it is absent.
            * ``path``: the path, in which ``*`` stands for any text; any path, if it is absent. It
              is compared with the path without ``/users/.../apps/...`` as well.
            * ``after``: how many requests that fit it lets pass first (0).
            * ``times``: how many it strikes then (no limit).
            * ``rate``: the share that it strikes of those, from 0 to 1 (1).
            * ``seed``: makes the choice of that share the same each time.
            * ``status``: an HTTP code from 400 to 599, to answer with.
            * ``retry_after``: seconds, for the header; with ``retry_after_date`` (true) as a date.
            * ``close``: true closes the connection without an answer.
            * ``acted``: whether the request is carried out all the same; false unless given, with
              ``status`` and ``close``, and always true without them.
            * ``delay``, ``delay_answer``: seconds to wait before acting, and before answering.
            * ``body``: ``empty``, ``html`` (a page, as of a gateway) or ``truncated`` (half of what
              Content-Length announces, then the connection is closed).
            * ``content_type``: another one.
            * ``drip``: seconds between pieces of the body, of ``drip_bytes`` bytes each (1).

    Attributes:
        id: the name of the rule, given when it is added.
        seen: how many requests fitted.
        struck: how many of them it struck.

    Raises:
        errors.RequestError: something in `order` is wrong; its details say what.
    """

    NAMES = ('method', 'path', 'after', 'times', 'rate', 'seed', 'status', 'retry_after',
             'retry_after_date', 'close', 'acted', 'delay', 'delay_answer', 'body', 'content_type',
             'drip', 'drip_bytes')

    def __init__(self, order: dict[str, Any]) -> None:
        for name in order:
            if name not in self.NAMES:
                raise errors.RequestError('A fault has no %r; it has %s.'
                                          % (name, ', '.join(self.NAMES)))
        self.id = ''  # given when it is ordered
        self.seen, self.struck = 0, 0
        self._order = order = {name: value for name, value in order.items()
                               if value is not None}
        self._read_requests(order)
        self._read_effects(order)
        self._refuse_contradictions(order)
        acted = fields.flag(order, 'acted')
        self.acted = not self.status and not self.close if acted is None else acted

    def _read_requests(self, order: dict[str, Any]) -> None:
        self.method = _one_of(order, 'method', METHODS)
        self.path = fields.text(order, 'path', '*')
        if not self.path.startswith(('/', '*')):
            raise errors.RequestError(f"'path' is {self.path!r}; it must begin with / or *.")
        self._matches = exact_matcher(self.path)
        self.after = fields.whole(order, 'after', 0, low=0)
        self.times = fields.whole(order, 'times', low=1)
        self.rate = fields.number(order, 'rate', 1, low=0, high=1)
        self.seed = fields.whole(order, 'seed')

    def _read_effects(self, order: dict[str, Any]) -> None:
        self.status = fields.whole(order, 'status', low=400, high=599)
        self.retry_after = fields.whole(order, 'retry_after', low=0, high=LONGEST_RETRY_AFTER)
        self.retry_after_date = fields.flag(order, 'retry_after_date', False)
        self.close = fields.flag(order, 'close', False)
        self.delay = fields.number(order, 'delay', 0, low=0, high=LONGEST_DELAY)
        self.delay_answer = fields.number(order, 'delay_answer', 0, low=0, high=LONGEST_DELAY)
        self.body = _one_of(order, 'body', BODIES)
        self.content_type = fields.text(order, 'content_type')
        if self.content_type and not re.match(r'[!-~][ -~]*\Z', self.content_type):
            raise errors.RequestError("'content_type' must be a line of ASCII text.")
        self.drip = fields.number(order, 'drip', 0, low=0, high=LONGEST_DELAY)
        self.drip_bytes = fields.whole(order, 'drip_bytes', 1, low=1)

    def _refuse_contradictions(self, order: dict[str, Any]) -> None:
        if not any(getattr(self, name) for name in EFFECTS):
            raise errors.RequestError(f"A fault needs an effect: {', '.join(EFFECTS)}.")
        if self.close:
            for name in _OF_ANSWERS:
                if getattr(self, name):
                    raise errors.RequestError("'close' sends no answer, so there can be no %r."
                                              % name)
        if order.get('acted') is False and not self.status and not self.close:
            raise errors.RequestError("'acted' is false, so there is no answer to send; give a "
                                      "'status', or 'close'.")
        for name, needed in (('retry_after', 'status'), ('retry_after_date', 'retry_after'),
                             ('drip_bytes', 'drip')):
            if order.get(name, False) is not False and needed not in order:
                raise errors.RequestError(f'{name!r} means nothing without {needed!r}.')

    def fits(self, method: str, paths: list[str]) -> bool:
        """Return whether it is about a request.

        Args:
            method: its method.
            paths: its path, in each way it can be written.
        """
        return self.method in (None, method) and any(map(self._matches, paths))

    def applies(self, chance: Callable[..., Any]) -> bool:
        """Count a request that fits, and return whether it is struck.

        Args:
            chance: gives a float in [0, 1).
        """
        self.seen += 1
        if self.seen <= self.after or (self.times is not None and self.struck >= self.times):
            return False
        if self.rate < 1 and chance() >= self.rate:
            return False
        self.struck += 1
        return True

    def as_dict(self) -> dict[str, Any]:
        """Return what was ordered, with ``id``, ``seen`` and ``struck``."""
        return dict(self._order, id=self.id, seen=self.seen, struck=self.struck)


def _one_of(order: dict[str, Any], name: str, known: tuple[str, ...]) -> str | None:
    value = fields.text(order, name)
    if value is not None and value not in known:
        raise errors.RequestError(f"{name!r} is {value!r}; it must be one of {', '.join(known)}.")
    return value
