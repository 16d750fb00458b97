"""A platform without a network: an adapter of ``requests`` that answers by a function."""
from __future__ import absolute_import

import io
import json

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from six.moves.urllib.parse import unquote

BASE = 'http://127.0.0.1:9'
OK = {'code': 10000, 'description': 'Ok'}
PAT = 'pat-0123456789abcdef0123456789'
KEY = 'key-0123456789abcdef0123456789'


class Sent(object):
    """A request as the server gets it."""

    def __init__(self, prepared):
        self.method = prepared.method
        self.path, _, self.query = prepared.url[len(BASE):].partition('?')
        self.headers = prepared.headers
        content = prepared.body
        if content is not None and not isinstance(content, str):
            content = b''.join(iter(content)).decode('utf-8')
        self.body = None if content is None else json.loads(content)

    @property
    def line(self):
        """The verb, the path and the query, decoded."""
        return '%s %s%s' % (self.method, self.path,
                            '?' + unquote(self.query) if self.query else '')

    @property
    def exchange(self):
        """The request as `contract.check` takes it."""
        return {'method': self.method, 'path': self.path, 'query': self.query,
                'body': self.body or None}


class Wire(BaseAdapter):
    """Keeps what is sent, and answers what `answer` says.

    Args:
        answer (callable): takes a `Sent`; gives a dict, or a pair of an HTTP status and a dict, or
            a list of bytes for an answer in lines, or an exception to raise.
    """

    def __init__(self, answer=None):
        super(Wire, self).__init__()
        self.answer = answer or (lambda sent: {})
        self.sent = []
        self.closed = 0

    def send(self, request, **options):
        """Answer a request."""
        sent = Sent(request)
        self.sent.append(sent)
        answer = self.answer(sent)
        if isinstance(answer, Exception):
            raise answer
        status, answer = answer if isinstance(answer, tuple) else (200, answer)
        response = requests.Response()
        response.status_code = status
        response.reason = 'Status %d' % status
        response.request, response.url = request, request.url
        response.headers = CaseInsensitiveDict({'Content-Type': 'application/json'})
        response.raw = Raw(self, b''.join(answer) if isinstance(answer, list) else
                           json.dumps(dict({'status': OK}, **answer)).encode('utf-8'))
        return response

    def close(self):
        """Nothing is open."""

    @property
    def lines(self):
        """The requests, a line for each."""
        return [sent.line for sent in self.sent]


class Raw(io.BytesIO):
    """The body of an answer, which tells when it is closed."""

    def __init__(self, wire, content):
        super(Raw, self).__init__(content)
        self._wire = wire

    def close(self):
        """Count it."""
        if not self.closed:
            self._wire.closed += 1
        super(Raw, self).close()

    release_conn = close  # as of a connection that goes back when all was read


def session(wire):
    """A session whose requests go to a `Wire`."""
    made = requests.Session()
    made.trust_env = False
    made.mount('http://', wire)
    return made
