"""Reads answers, none that is larger or takes longer than allowed.

A compressed answer of a few hundred kilobytes can stand for gigabytes, and one that comes byte by
byte never runs into the limit between two bytes.  Importing this module imports ``requests``.
"""
from __future__ import absolute_import

import contextlib
import io
import socket
import threading
import time
import zlib

from requests import exceptions
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, exceptions as failures, poolmanager

from clarifai import browser
from clarifai.compat import PY2

if PY2:
    from httplib import HTTPResponse
else:
    from http.client import HTTPResponse

ENCODINGS = 'gzip, deflate'  # what can be unpacked piece by piece, whatever else is installed
PIECE = 64 * 1024
SHORTEST = 1.0  # seconds; a smaller `total` means that nothing is to be repeated
_WINDOWS = {'gzip': (16 + zlib.MAX_WBITS,), 'x-gzip': (16 + zlib.MAX_WBITS,),
            'deflate': (zlib.MAX_WBITS, -zlib.MAX_WBITS)}  # browsers take both of the latter

_clock = getattr(time, 'monotonic', time.time)
_reading = threading.local()  # sockets look here for the Deadline of the request of their thread


class TooLarge(exceptions.RequestException):
    """An answer has more bytes than it may have."""


class TooSlow(exceptions.RequestException):
    """An answer is not whole in time."""


class Deadline(object):
    """How long an answer may take from its first byte.

    Args:
        seconds (float): how long; None for ever.
    """

    def __init__(self, seconds):
        self.seconds = None if seconds is None else max(seconds, SHORTEST)
        self._end = None

    def begin(self):
        """Something has come."""
        if self._end is None and self.seconds is not None:
            self._end = _clock() + self.seconds

    def left(self):
        """The seconds that are left; None without a limit, and before the first byte."""
        return None if self._end is None else self._end - _clock()

    @property
    def is_over(self):
        """Whether none are left, or fewer than a clock may be wrong by."""
        return self._end is not None and self.left() < 0.05

    @contextlib.contextmanager
    def watched(self):
        """Hold the sockets of this thread to it, as far as a `TimedAdapter` has made them."""
        before, _reading.deadline = getattr(_reading, 'deadline', None), self
        try:
            yield
        finally:
            _reading.deadline = before


class Reader(object):
    """A hook of ``requests`` that reads an answer before anybody else does.

    Args:
        most (int): the most bytes that it may have when unpacked.
        deadline (Deadline): how long it may take.
    """

    def __init__(self, most, deadline):
        self._most = most
        self._deadline = deadline

    def __call__(self, response, **_):
        if response._content is not False or not hasattr(response.raw, 'stream'):
            return  # it has been read, or is none of urllib3's
        try:
            response._content = self._read(response)
            response._content_consumed = True
        except BaseException:
            response.close()
            raise

    def of_failures(self, response, **_):
        """The same, for an answer that is wanted piece by piece unless it is a failure."""
        if response.status_code >= 300:
            self(response)

    def _read(self, response):
        pieces, size = [], 0
        for piece in _unpacked(self._pieces_of(response), response.headers, self._most + 1):
            pieces.append(piece)
            size += len(piece)
            if size > self._most:
                raise TooLarge('the answer has more than %d bytes' % self._most)
        return b''.join(pieces)

    def _pieces_of(self, response):
        try:
            for piece in response.raw.stream(PIECE, decode_content=False):
                self._deadline.begin()
                yield piece
                if self._deadline.is_over:
                    raise TooSlow('too slow')
        # As requests does it where it reads.
        except failures.ProtocolError as error:
            raise exceptions.ChunkedEncodingError(error)
        except failures.ReadTimeoutError as error:
            raise exceptions.ConnectionError(error)
        except failures.SSLError as error:
            raise exceptions.SSLError(error)


def _unpacked(pieces, headers, most):
    """The pieces of a body without its encoding, each of `most` bytes at most."""
    encoding = headers.get('Content-Encoding', '').strip().lower()
    if browser.IN_BROWSER or encoding in ('', 'identity'):  # a browser has unpacked it
        return pieces
    if encoding not in _WINDOWS:
        raise exceptions.ContentDecodingError(
            'the answer has the encoding %s, which was not asked for' % encoding[:40])
    return _inflated(pieces, _WINDOWS[encoding], most)


def _inflated(pieces, windows, most):
    unpacker, is_fresh = None, True
    for piece in pieces:
        while piece:
            if unpacker is None:
                unpacker, is_fresh = zlib.decompressobj(windows[0]), True
            try:
                data = unpacker.decompress(piece, most)
            except zlib.error as error:
                if not is_fresh or len(windows) == 1:
                    raise exceptions.ContentDecodingError('the answer is not %s' % error)
                windows, unpacker = windows[1:], None
                continue
            is_fresh = False
            if data:
                yield data
            piece = unpacker.unconsumed_tail
            if unpacker.unused_data:  # one more after the end of the first
                piece, unpacker = unpacker.unused_data, None


class TimedAdapter(HTTPAdapter):
    """Makes connections whose sockets keep to the `Deadline` of the request of their thread."""

    def init_poolmanager(self, *args, **kwargs):
        """As of `HTTPAdapter`."""
        super(TimedAdapter, self).init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy, **kwargs):
        """As of `HTTPAdapter`."""
        manager = super(TimedAdapter, self).proxy_manager_for(proxy, **kwargs)
        if proxy.lower().startswith('http'):  # those for SOCKS have pools of their own
            manager.pool_classes_by_scheme = _POOLS
        return manager


def time_sockets(session):
    """Make the adapters of a session of somebody else do the same, as far as they are usual ones.

    Args:
        session (requests.Session): connections that it has already are as they were, and so are
            those by a proxy.
    """
    for adapter in session.adapters.values():
        manager = getattr(adapter, 'poolmanager', None)
        if getattr(manager, 'pool_classes_by_scheme', None) == poolmanager.pool_classes_by_scheme:
            manager.pool_classes_by_scheme = _POOLS


class _TimedResponse(HTTPResponse):

    def __init__(self, sock, *args, **kwargs):
        # Not super(): it has old classes on 2.7.
        HTTPResponse.__init__(self, _TimedSocket(sock) if _can_be_timed(sock) else sock, *args,
                              **kwargs)


def _can_be_timed(sock):
    """Whether a socket tells its limit, as what tools for tests and pyOpenSSL make may not."""
    try:
        sock.gettimeout()
    except Exception:  # whatever a stand-in raises for a method that it lacks
        return False
    return True


class _TimedSocket(object):
    """As much of a socket as an `HTTPResponse` asks for."""

    def __init__(self, sock):
        self._socket = sock

    def makefile(self, *_):
        """The only thing that it asks for."""
        return io.BufferedReader(_TimedFile(self._socket))


class _TimedFile(io.RawIOBase):
    """What comes by a socket, as long as the deadline of this thread allows it to come."""

    def __init__(self, sock):
        super(_TimedFile, self).__init__()
        self._file = sock.makefile('rb', 0)  # keeps the socket open, whoever else closes it
        # 2.7 has real sockets below those that it gives away and closes.
        self._socket = self._file._sock if PY2 else sock
        self._usual = sock.gettimeout()

    def readable(self):
        """It is."""
        return True

    def fileno(self):
        """That of the socket."""
        return self._socket.fileno()

    def readinto(self, buffer):
        """Wait for some bytes."""
        deadline = getattr(_reading, 'deadline', None)
        left = None if deadline is None else deadline.left()
        if left is not None:
            if left <= 0:
                raise socket.timeout('timed out')
            self._socket.settimeout(left if self._usual is None else min(left, self._usual))
        size = self._receive(buffer)
        if deadline is not None and size:
            deadline.begin()
        return size

    def _receive(self, buffer):
        if not PY2:
            return self._file.readinto(buffer)
        while True:
            try:
                data = self._socket.recv(len(buffer))
                break
            except socket.error as error:
                if error.args[:1] != (4,):  # EINTR: a signal was handled, and all goes on
                    raise
        buffer[:len(data)] = data
        return len(data)

    def close(self):
        """Give the socket up."""
        if not self.closed:
            self._file.close()
        super(_TimedFile, self).close()


class _Connection(HTTPConnectionPool.ConnectionCls):
    response_class = _TimedResponse


class _SecureConnection(HTTPSConnectionPool.ConnectionCls):
    response_class = _TimedResponse


class _Pool(HTTPConnectionPool):

    @property
    def ConnectionCls(self):
        """The class of connections: ours, unless a recorder of traffic has put its own there."""
        return _unless_replaced(_Connection, HTTPConnectionPool)


class _SecurePool(HTTPSConnectionPool):

    @property
    def ConnectionCls(self):
        """As of `_Pool`."""
        return _unless_replaced(_SecureConnection, HTTPSConnectionPool)


def _unless_replaced(timed, pool):
    usual = pool.ConnectionCls
    return timed if usual is timed.__bases__[0] else usual


_POOLS = {'http': _Pool, 'https': _SecurePool}
