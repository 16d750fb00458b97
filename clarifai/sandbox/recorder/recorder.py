"""The last requests and what they were answered, for whoever wants to know what a client sends."""
from __future__ import annotations

import collections
import threading
import time
from collections.abc import Mapping
from typing import Any

from clarifai.sandbox import clock
from clarifai.sandbox.recorder import redaction

KEPT_REQUESTS = 200
KEPT_BYTES = 128 * 1024


class RecordedRequest:
    """One request and its answer. Bodies are parsed when they are looked at.

    Keys are masked, and base64, other long texts and vectors are shortened.

    Attributes:
        number: counts the requests of a server, from 1.
        time: when it came, RFC 3339 in UTC.
        method: the HTTP method.
        path: the path, percent-encoded as it was sent, without the query.
        query: the query string, {name: value}.
        status: the HTTP code of the answer, None if the connection was closed instead.
        content_type: that of the answer.
        milliseconds: how long the answer took to make, delays on order included.
        app: the id under which the sandbox keeps the app, None if no app was reached.
        fault: the id of the fault that struck it, or None.
    """

    def __init__(self, method: str, path: str, query: Mapping[str, str]) -> None:
        self.number = 0  # until it is kept
        self.time = clock.now()
        self.method = method
        self.path = path
        self.query = dict(query)
        self.status: int | None = None
        self.content_type: str | None = None
        self.milliseconds: float | None = None
        self.app: str | None = None
        self.fault: str | None = None
        self._key = ''
        self._began = time.perf_counter()
        self._body = self._answer = b''

    def receive(self, body: bytes) -> None:
        """Take note of the body (bytes)."""
        self._body = _kept(body)

    def identify(self, key: str, app_id: str | None = None) -> None:
        """Take note of who asks.

        Args:
            key: the key, which is kept until the request is answered.
            app_id: the app that it opens, if it is known already.
        """
        self._key, self.app = key, app_id

    def finish(self, status: int | None, content_type: str, answer: bytes) -> None:
        """Take note of the answer, and forget the key.

        Args:
            status: the HTTP code, None if nothing is sent.
            content_type: that of the answer.
            answer: its body.
        """
        self.milliseconds = round((time.perf_counter() - self._began) * 1000, 3)
        self.status, self.content_type = status, content_type
        is_text = content_type.startswith(('application/json', 'text/'))
        self._answer = _kept(answer) if is_text else b'(%d bytes)' % len(answer)
        self._mask(self._key)
        self._key = ''

    def _mask(self, key: str) -> None:
        self._body = redaction.without_key(self._body, key)
        self._answer = redaction.without_key(self._answer, key)
        if len(key) >= redaction.SHORTEST_KEY:
            self.path = self.path.replace(key, redaction.MASK)
            self.query = {name: text.replace(key, redaction.MASK)
                          for name, text in self.query.items()}
        self.path = redaction.path(self.path)
        self.query = redaction.value(self.query)

    @property
    def body(self) -> dict[str, Any] | str | None:
        """The body that was sent: parsed JSON, text if it is not JSON, None if there was none."""
        return redaction.shown(self._body)

    @property
    def answer(self) -> dict[str, Any] | str | None:
        """The body of the answer, likewise; of a file, its size."""
        return redaction.shown(self._answer)

    def as_dict(self) -> dict[str, Any]:
        """Return all of it, to be written as JSON."""
        return collections.OrderedDict((name, getattr(self, name)) for name in (
            'number', 'time', 'method', 'path', 'query', 'body', 'status', 'content_type',
            'answer', 'milliseconds', 'app', 'fault'))

    def __repr__(self) -> str:
        return '<RecordedRequest %d: %s %s, %s>' % (
            self.number, self.method, self.path, self.status or 'closed')


class Recorder:
    """Keeps the last requests, in memory. It may be used from several threads.

    Args:
        size: how many are kept.
    """

    def __init__(self, size: int = KEPT_REQUESTS) -> None:
        self._lock = threading.Lock()
        self._kept: collections.deque[RecordedRequest] = collections.deque(maxlen=size)
        self._number = 0

    def add(self, request: RecordedRequest) -> None:
        """Keep a `RecordedRequest` that was answered."""
        with self._lock:
            self._number += 1
            request.number = self._number
            self._kept.append(request)

    def requests(self, after: int = 0) -> list[RecordedRequest]:
        """Return the requests in the order of their answers.

        Args:
            after: only those with a higher number.

        Returns:
            the oldest first.
        """
        with self._lock:
            return [request for request in self._kept if request.number > after]

    def clear(self) -> None:
        """Forget them; the numbers go on."""
        with self._lock:
            self._kept.clear()


def _kept(data: bytes) -> bytes:
    if len(data) > KEPT_BYTES:
        data = redaction.without_pictures(data)
    if len(data) > KEPT_BYTES:
        data = data[:KEPT_BYTES] + b'... (%d bytes)' % len(data)
    return data
