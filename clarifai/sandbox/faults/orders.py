"""The faults that are on order, and which of them strikes a request."""
from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.faults.rules import LONGEST_DELAY, Rule
from clarifai.sandbox.faults.throttle import Throttle
from clarifai.sandbox.precedence import in_turn

MOST_RULES = 1000


class Faults:
    """What goes wrong on one server. It may be used from several threads.

    Args:
        latency: seconds that every request takes longer.
        fail_rate: the share of requests, from 0 to 1, that is answered with HTTP 500 or 503
            and not carried out.
        rate_limit: how many requests a key may send within a second; more of them are
            answered with 429.
        seed: makes the choice of what fails the same each time.

    Raises:
        errors.RequestError: one of them makes no sense.
    """

    def __init__(self, latency: float = 0, fail_rate: float = 0, rate_limit: int | None = None,
                 seed: int | None = None) -> None:
        given = {'latency': latency, 'fail_rate': fail_rate, 'rate_limit': rate_limit}
        self._latency = fields.number(given, 'latency', 0, low=0, high=LONGEST_DELAY)
        fail_rate = fields.number(given, 'fail_rate', 0, low=0, high=1)
        rate_limit = fields.whole(given, 'rate_limit', low=1)
        self._seed = seed
        self._lock = threading.Lock()
        self._ordered: list[tuple[Rule, Callable[[], float]]] = []
        self._number = 0
        self._throttle = Throttle(rate_limit) if rate_limit else None
        self._failures = [Rule({'status': status, 'rate': fail_rate}) for status in (500, 503)]
        for rule in self._failures:
            rule.id = 'fail'
        self._chance = random.Random(seed).random
        self._over = threading.Event()

    def add(self, order: dict[str, Any]) -> Rule:
        """Order a fault.

        Args:
            order: see `Rule`.

        Returns:
            Rule: with its id.

        Raises:
            errors.RequestError: `order` is wrong.
        """
        rule = Rule(order)
        seed = self._seed if rule.seed is None else rule.seed
        with self._lock:
            if len(self._ordered) >= MOST_RULES:
                raise errors.RequestError('%d faults are on order, and no more are taken; remove '
                                          'some.' % MOST_RULES)
            self._number += 1
            rule.id = str(self._number)
            self._ordered.append((rule, random.Random(seed).random))
        return rule

    def remove(self, rule_id: str) -> None:
        """Take back an order.

        Raises:
            errors.FaultNotFound: there is none with this id.
        """
        with self._lock:
            left = [one for one in self._ordered if one[0].id != rule_id]
            if len(left) == len(self._ordered):
                raise errors.FaultNotFound(f'There is no fault {rule_id!r}.')
            self._ordered = left

    def clear(self) -> None:
        """Take back all orders; what the server was started with stays."""
        with self._lock:
            self._ordered = []

    def rules(self) -> list[Rule]:
        """Return the `Rule` objects that are on order, the oldest first."""
        with self._lock:
            return [rule for rule, _ in self._ordered]

    def match(self, method: str, paths: tuple[str, str] | list[str], key: str) -> Rule | None:
        """Wait for as long as every request waits, and choose what strikes this one.

        Of several rules that fit, the first in the order of `in_turn` that is not used up strikes.

        Args:
            method: its method.
            paths: its path, in each way it can be written.
            key: whose limit of requests it counts towards.

        Returns:
            Rule: the one that strikes, or None.
        """
        self.pause(self._latency)
        refused = self._throttle and self._throttle.refuse(key)
        if refused:
            return refused
        with self._lock:
            for rule, chance in in_turn(self._ordered, lambda one: one[0].times is not None):
                if rule.fits(method, paths) and rule.applies(chance):
                    return rule
            return self._failure()

    def _failure(self) -> Rule | None:
        if not self._failures[0].rate:
            return None
        rule = self._failures[self._chance() < 0.5]
        return rule if rule.applies(self._chance) else None

    def pause(self, seconds: float) -> None:
        """Wait, unless the server is stopping."""
        if seconds:
            self._over.wait(seconds)

    def stop(self) -> None:
        """End all pauses."""
        self._over.set()
