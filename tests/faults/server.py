"""A real server that misbehaves on order, and notes all that it receives.

A scenario is a list of steps, one for each request in the order of arrival; the last one serves all
further requests.  `steps.py` has them.  Behind the faults stands `backend.Backend`, which does what
the requests ask for, where a step lets it.
"""
from __future__ import absolute_import

from collections import namedtuple
import contextlib
import json
import select
import socket
import struct
import threading
import time

from backend import Backend

PATIENCE = 10  # seconds after which a connection that says nothing is given up
TICK = 0.01  # seconds between two looks at whether the test is over
BROKEN = (OSError, IOError, socket.error, ValueError)  # a client that goes away


class Request(namedtuple('Request', 'method path headers body connection time')):
    """What came in.

    Attributes:
        method (str), path (str), headers (dict): as sent; header names in lower case.
        body (bytes): what was read of it.
        connection (int): the number of its connection, from 1.
        time (float): when its first byte was there.
    """

    __slots__ = ()

    @property
    def json(self):
        """The body, decoded."""
        return json.loads(self.body.decode('utf-8'))


class Server(object):
    """Listens on a port of its own while it is used as a context.

    Args:
        *scenario (callable): steps; each is called with an `Exchange`.
        tls (ssl.SSLContext): speak TLS, taken up when a step first reads or sends.
        listening (bool): False to refuse connections until `listen` is called.

    Attributes:
        backend (Backend): what was done.
        arrived (list of float): when the first byte of each request was there, read or not.
        requests (list of Request): those that were read, in the order of arrival.
        connections (int): how many were made.
    """

    def __init__(self, *scenario, **options):
        self._steps = list(scenario)
        self.tls = options.get('tls')
        self.backend = Backend()
        self.arrived, self.requests, self.connections = [], [], 0
        self.over = threading.Event()
        self._lock = threading.Lock()
        self._threads = []
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(('127.0.0.1', 0))
        self.port = self._listener.getsockname()[1]
        self._listening = options.get('listening', True)

    def __enter__(self):
        if self._listening:
            self.listen()
        return self

    def __exit__(self, *error):
        self.over.set()
        for thread in list(self._threads):
            thread.join(PATIENCE)
        self._listener.close()

    def listen(self):
        """Take connections from now on."""
        self._listener.listen(128)
        self._start(self._accept)

    @property
    def url(self):
        """The base URL."""
        if self.tls is not None:  # Python 2.7 does not find addresses in certificates
            return 'https://localhost:%d' % self.port
        return 'http://127.0.0.1:%d' % self.port

    @property
    def sent(self):
        """Verb and path of every request that was read, in order."""
        return ['%s %s' % (one.method, one.path) for one in self.requests]

    @property
    def pauses(self):
        """The seconds between one request and the next."""
        return [after - before for before, after in zip(self.arrived, self.arrived[1:])]

    def note(self, request):
        """Keep a request."""
        with self._lock:
            self.requests.append(request)

    def _start(self, target, *args):
        thread = threading.Thread(target=target, args=args)
        thread.daemon = True
        self._threads.append(thread)
        thread.start()

    def _accept(self):
        while not self.over.is_set():
            if select.select([self._listener], [], [], TICK)[0]:
                connection = self._listener.accept()[0]
                self.connections += 1
                self._start(self._serve, Exchange(self, connection, self.connections))

    def _serve(self, exchange):
        try:
            while exchange.begun():
                self._next_step()(exchange)
        except BROKEN:
            pass
        finally:
            exchange.close()

    def _next_step(self):
        with self._lock:
            step = self._steps[min(len(self.arrived), len(self._steps) - 1)]
            self.arrived.append(time.time())
            return step


class Exchange(object):
    """One connection, as the steps see it.

    Args:
        server (Server): whose connection it is.
        connection (socket.socket): it.
        number (int): its number.

    Attributes:
        server (Server): as above.
        request (Request or None): the one that was read last.
    """

    def __init__(self, server, connection, number):
        connection.settimeout(PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.server = server
        self.request = None
        self._socket = connection
        self._secure = server.tls is None
        self._number = number
        self._buffer = b''

    def begun(self):
        """Wait for the first byte of a request; False when none will come."""
        while self._socket is not None and not self.server.over.is_set():
            if select.select([self._socket], [], [], TICK)[0]:
                if self.server.tls is not None and self._secure:  # which cannot be peeked at
                    self._receive()
                    return True
                return bool(self._socket.recv(1, socket.MSG_PEEK))
        return False

    def read(self, most=None):
        """Read the request.

        Args:
            most (int): leave off when so much of its body is there.

        Returns:
            Request
        """
        began = self.server.arrived[-1]
        self._secured()
        head = self._read_until(b'\r\n\r\n').decode('iso-8859-1').split('\r\n')
        method, path, _ = head[0].split(' ', 2)
        headers = dict((name.strip().lower(), value.strip()) for name, value in
                       (line.split(':', 1) for line in head[1:]))
        length = int(headers.get('content-length', 0))
        self.request = Request(method, path, headers,
                               self._read(length if most is None else min(most, length)),
                               self._number, began)
        self.server.note(self.request)
        return self.request

    def act(self):
        """Do what the request asks for.

        Returns:
            tuple: the HTTP status, and the JSON of the answer.
        """
        return self.server.backend.act(self.request)

    def send(self, data):
        """Send bytes as they are."""
        self._secured()
        self._socket.sendall(data)

    def wait(self, seconds=PATIENCE):
        """Do nothing for a while."""
        self.server.over.wait(seconds)

    def finish(self):
        """Say that nothing more will come, and let what was sent arrive."""
        self._socket.shutdown(socket.SHUT_WR)
        self.close()

    def reset(self):
        """Break the connection: the client sees ECONNRESET."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.close()

    def close(self):
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _secured(self):
        if not self._secure:
            self._socket = self.server.tls.wrap_socket(self._socket, server_side=True)
            self._secure = True

    def _read_until(self, end):
        while end not in self._buffer:
            self._receive()
        found, self._buffer = self._buffer.split(end, 1)
        return found

    def _read(self, length):
        parts, missing = [self._buffer], length - len(self._buffer)
        while missing > 0:
            self._buffer = b''
            self._receive()
            parts.append(self._buffer)
            missing -= len(self._buffer)
        self._buffer = b''
        return b''.join(parts)

    def _receive(self):
        data = self._socket.recv(1 << 16)
        if not data:
            raise ValueError('the client went away')
        self._buffer += data


@contextlib.contextmanager
def unreachable():
    """The URL of a host that neither takes nor refuses connections."""
    full = socket.socket()
    full.bind(('127.0.0.1', 0))
    full.listen(0)
    fillers = [socket.socket() for _ in range(8)]
    try:
        for filler in fillers:  # into its queue, out of which nobody takes them
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        yield 'http://127.0.0.1:%d' % full.getsockname()[1]
    finally:
        for one in fillers + [full]:
            one.close()
