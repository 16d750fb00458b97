"""How an answer goes out: whole, cut off, bit by bit, or not at all."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clarifai.sandbox.faults.rules import Rule

# Where the WSGI environment says so; without it an answer is sent as it is.
DELIVERY = 'clarifai.sandbox.delivery'


class Delivery:
    """What the server does with one answer.

    Args:
        rule: what was ordered.
        pause: waits for some seconds, less when the server stops.

    Attributes:
        silent: nothing is sent, the connection is closed.
        breaks_off: a part is sent, then the connection is closed.
    """

    def __init__(self, rule: Rule, pause: Callable[..., Any]) -> None:
        self.silent = rule.close
        self.breaks_off = rule.body == 'truncated'
        self._seconds = rule.drip
        self._bytes = rule.drip_bytes
        self._pause = pause

    def write(self, stream: Any, body: bytes) -> None:
        """Write the body of an answer (bytes), or as much of it as is to be sent."""
        if self.breaks_off:
            body = body[:len(body) // 2]
        if not self._seconds:
            stream.write(body)
            return
        for start in range(0, len(body), self._bytes):
            self._pause(self._seconds)
            stream.write(body[start:start + self._bytes])
