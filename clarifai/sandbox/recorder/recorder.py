"""The last requests and what they were answered, for whoever wants to know what a client sends."""
from __future__ import absolute_import

import collections
import threading
import time

from clarifai.sandbox import clock
from clarifai.sandbox.recorder import redaction

KEPT_REQUESTS = 200
KEPT_BYTES = 128 * 1024


class RecordedRequest(object):
    """One request and its answer. Bodies are parsed when they are looked at.

    Keys are masked, and base64, other long texts and vectors are shortened.

    Attributes:
        number (int): counts the requests of a server, from 1.
        time (str): when it came, RFC 3339 in UTC.
        method (str): the HTTP method.
        path (str): the path, percent-encoded as it was sent, without the query.
        query (dict): the query string, {name: value}.
        status (int): the HTTP code of the answer, None if the connection was closed instead.
        content_type (str): that of the answer.
        milliseconds (float): how long the answer took to make, delays on order included.
        app (str): the id under which the sandbox keeps the app, None if no app was reached.
        fault (str): the id of the fault that struck it, or None.
    """

    def __init__(self, method, path, query):
        self.number = None
        self.time = clock.now()
        self.method = method
        self.path = path
        self.query = query
        self.status = self.content_type = self.milliseconds = self.app = self.fault = None
        self._key = ''
        self._began = time.perf_counter()
        self._body = self._answer = b''

    def receive(self, body):
        """Take note of the body (bytes)."""
        self._body = _kept(body)

    def identify(self, key, app_id=None):
        """Take note of who asks.

        Args:
            key (str): the key, which is kept until the request is answered.
            app_id (str): the app that it opens, if it is known already.
        """
        self._key, self.app = key, app_id

    def finish(self, status, content_type, answer):
        """Take note of the answer, and forget the key.

        Args:
            status (int): the HTTP code, None if nothing is sent.
            content_type (str): that of the answer.
            answer (bytes): its body.
        """
        self.milliseconds = round((time.perf_counter() - self._began) * 1000, 3)
        self.status, self.content_type = status, content_type
        is_text = content_type.startswith(('application/json', 'text/'))
        self._answer = _kept(answer) if is_text else b'(%d bytes)' % len(answer)
        self._mask(self._key)
        self._key = ''

    def _mask(self, key):
        self._body = redaction.without_key(self._body, key)
        self._answer = redaction.without_key(self._answer, key)
        if len(key) >= redaction.SHORTEST_KEY:
            self.path = self.path.replace(key, redaction.MASK)
            self.query = dict((name, text.replace(key, redaction.MASK))
                              for name, text in self.query.items())
        self.path = redaction.path(self.path)
        self.query = redaction.value(self.query)

    @property
    def body(self):
        """The body that was sent: parsed JSON, text if it is not JSON, None if there was none."""
        return redaction.shown(self._body)

    @property
    def answer(self):
        """The body of the answer, likewise; of a file, its size."""
        return redaction.shown(self._answer)

    def as_dict(self):
        """Return all of it, to be written as JSON."""
        return collections.OrderedDict((name, getattr(self, name)) for name in (
            'number', 'time', 'method', 'path', 'query', 'body', 'status', 'content_type',
            'answer', 'milliseconds', 'app', 'fault'))

    def __repr__(self):
        return '<RecordedRequest %d: %s %s, %s>' % (
            self.number or 0, self.method, self.path, self.status or 'closed')


class Recorder(object):
    """Keeps the last requests, in memory. It may be used from several threads.

    Args:
        size (int): how many are kept.
    """

    def __init__(self, size=KEPT_REQUESTS):
        self._lock = threading.Lock()
        self._kept = collections.deque(maxlen=size)
        self._number = 0

    def add(self, request):
        """Keep a `RecordedRequest` that was answered."""
        with self._lock:
            self._number += 1
            request.number = self._number
            self._kept.append(request)

    def requests(self, after=0):
        """Return the requests in the order of their answers.

        Args:
            after (int): only those with a higher number.

        Returns:
            list of RecordedRequest: the oldest first.
        """
        with self._lock:
            return [request for request in self._kept if request.number > after]

    def clear(self):
        """Forget them; the numbers go on."""
        with self._lock:
            self._kept.clear()


def _kept(data):
    if len(data) > KEPT_BYTES:
        data = redaction.without_pictures(data)
    if len(data) > KEPT_BYTES:
        data = data[:KEPT_BYTES] + b'... (%d bytes)' % len(data)
    return data
