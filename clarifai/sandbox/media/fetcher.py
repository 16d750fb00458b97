"""Fetching a file over HTTP, within limits of address, size and time.

A URL comes from whoever may send requests, and what it names is fetched from the machine that the
sandbox runs on. So the connection is made to an address that was checked, not to a name that may
have another one a moment later; each redirect is checked in the same way; and a server that sends
one byte a minute is cut off in time.
"""
import base64
import contextlib
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Optional
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from requests import PreparedRequest, Request, RequestException, certs, utils
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.ssl_ import create_urllib3_context

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.errors import MediaUnavailable
from clarifai.sandbox.media import addresses
from clarifai.sandbox.media.sizes import MAX_BYTES, too_large

if TYPE_CHECKING:  # urllib3 1.26 has no such class
    from urllib3.response import BaseHTTPResponse

MAX_SECONDS = 20.0
CONNECT_SECONDS = 5.0
SILENT_SECONDS = 10.0
MAX_REDIRECTS = 5
# Read at a time. What gzip makes of a piece is at most a thousand times as large.
PIECE = 16 * 1024
PORTS = {'http': 80, 'https': 443}
REDIRECTS = (301, 302, 303, 307, 308)
# Of one coding inside another, a few bytes could make terabytes: only one is decoded.
CODINGS = ('', 'identity', 'gzip', 'x-gzip', 'deflate')


class Fetcher:
    """Fetches files from the internet.

    Args:
        private: whether also from this machine and its network.
    """

    def __init__(self, private: bool = False) -> None:
        self._private = private

    def fetch(self, url: str) -> bytes:
        """Return the bytes behind an http or https URL.

        Raises:
            MediaUnavailable: nobody answers, or nobody whose address is allowed; the answer is an
                error, too large or too slow.
        """
        deadline = time.monotonic() + MAX_SECONDS
        try:
            return self._fetch(url, deadline)
        except addresses.NotPublic as error:
            raise MediaUnavailable(
                codes.INPUT_CONNECTION_FAILED, 'The host of the URL is on this machine or its '
                'network. Start the sandbox with --allow-private-urls to fetch from '
                'there.') from error
        except socket.gaierror as error:
            raise MediaUnavailable(codes.INPUT_FAILED,
                                   'There is no host of this name.') from error
        except (OSError, ValueError, urllib3.exceptions.HTTPError) as error:
            if time.monotonic() >= deadline:
                raise _too_slow() from error
            raise _unreadable(error) from error

    def _fetch(self, url: str, deadline: float) -> bytes:
        for _ in range(MAX_REDIRECTS + 1):
            with self._answer(_request(url), deadline) as answer:
                if answer.status not in REDIRECTS:
                    return _body(url, answer, deadline)
                url = urljoin(url, answer.headers.get('Location', ''))
            if urlsplit(url).scheme not in PORTS:
                raise MediaUnavailable(codes.INPUT_FAILED,
                                       'The URL redirects to one that is not http or https.')
        raise MediaUnavailable(codes.INPUT_FAILED, 'The URL redirects more than %d times.'
                               % MAX_REDIRECTS)

    @contextlib.contextmanager
    def _answer(self, request: PreparedRequest, deadline: float) -> Iterator['BaseHTTPResponse']:
        """Send a request; give the answer, whose connection is cut off at the deadline."""
        parts = urlsplit(str(request.url))
        headers = dict(request.headers, Host=parts.netloc.rpartition('@')[2])
        target, tunnel = request.path_url, None
        proxy = _proxy(str(request.url))
        if proxy and parts.scheme == 'http':
            headers.update(_authorization(proxy))
            target = 'http://' + headers['Host'] + target
        elif proxy:
            tunnel = _authorization(proxy)
        line = _Line(self._peers(parts, proxy), deadline, tunnel)
        with contextlib.closing(line), contextlib.closing(_pool(parts, line)) as pool:
            answer = pool.urlopen('GET', target, headers=headers, retries=False, redirect=False,
                                  assert_same_host=False, preload_content=False,
                                  enforce_content_length=True,
                                  timeout=urllib3.Timeout(CONNECT_SECONDS, SILENT_SECONDS))
            with contextlib.closing(answer):
                yield answer

    def _peers(self, parts: SplitResult, proxy: Optional[SplitResult]) -> list[addresses.Peer]:
        """Return the addresses to connect to: those of the host, or of the proxy."""
        host, port = _place(parts)
        if proxy is None:
            return addresses.resolved(host, port, self._private)
        try:
            addresses.resolved(host, port, self._private)
        except socket.gaierror:
            pass  # Behind a proxy, only the proxy may know the names of the internet.
        try:
            return addresses.resolved(proxy.hostname or '', proxy.port or 80, private=True)
        except socket.gaierror as error:
            raise OSError('there is no such proxy') from error


class _Line:
    """A connection to the first of some addresses that answers, until a deadline.

    Args:
        peers: the addresses; they were checked.
        deadline: when the connection ends, however steadily it drips; by the monotonic clock.
        tunnel: headers for a proxy that is to open a tunnel, or None.
    """

    def __init__(self, peers: list[addresses.Peer], deadline: float,
                 tunnel: Optional[dict[str, str]]) -> None:
        self.tunnel = tunnel
        self._peers = peers
        self._deadline = deadline
        self._ends = contextlib.ExitStack()

    def connect(self) -> socket.socket:
        """Return a socket that is connected."""
        failure: Optional[OSError] = None
        for peer in self._peers:
            sock = socket.socket(peer.family, socket.SOCK_STREAM)
            sock.settimeout(max(0.01, min(CONNECT_SECONDS, self._seconds_left())))
            try:
                sock.connect(peer.address)
            except OSError as error:
                sock.close()
                failure = error
                continue
            sock.settimeout(SILENT_SECONDS)
            self._cut_off_in_time(sock)
            return sock
        raise failure or OSError('there is no address to connect to')

    def close(self) -> None:
        """Forget the deadline."""
        self._ends.close()

    def _seconds_left(self) -> float:
        return self._deadline - time.monotonic()

    def _cut_off_in_time(self, sock: socket.socket) -> None:
        handle = self._ends.enter_context(contextlib.closing(sock.dup()))
        timer = threading.Timer(max(0.0, self._seconds_left()), _shut, [handle])
        timer.daemon = True
        timer.start()
        self._ends.callback(timer.cancel)


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # It is closed already.


class _Connection(HTTPConnection):
    """A connection that does not look its host up again."""

    def __init__(self, *args: Any, line: _Line, **options: Any) -> None:
        super().__init__(*args, **options)
        self._line = line

    def _new_conn(self) -> socket.socket:
        return self._line.connect()


class _SecureConnection(HTTPSConnection):
    """The same with TLS, through a tunnel where there is a proxy."""

    def __init__(self, *args: Any, line: _Line, **options: Any) -> None:
        super().__init__(*args, **options)
        self._line = line
        if line.tunnel is not None:
            self.set_tunnel(self.host, self.port, line.tunnel)

    def _new_conn(self) -> socket.socket:
        return self._line.connect()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


def _pool(parts: SplitResult, line: _Line) -> HTTPConnectionPool:
    host, port = _place(parts)
    if parts.scheme == 'http':
        return _Pool(host, port, line=line)
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.load_default_certs()
    context.load_verify_locations(os.environ.get('REQUESTS_CA_BUNDLE') or certs.where())
    return _SecurePool(host, port, ssl_context=context, cert_reqs='CERT_REQUIRED', line=line)


def _place(parts: SplitResult) -> tuple[str, int]:
    return parts.hostname or '', parts.port or PORTS[parts.scheme]


def _request(url: str) -> PreparedRequest:
    """Return a request whose URL is fit to be sent: ASCII, with a path, its login in a header."""
    return Request('GET', url, headers={
        'User-Agent': 'clarifai-sandbox', 'Accept': '*/*', 'Accept-Encoding': 'gzip, deflate',
        'Connection': 'close'}).prepare()


def _proxy(url: str) -> Optional[SplitResult]:
    """Return the parts of the URL of the proxy that the environment names, or None."""
    found = utils.select_proxy(url, utils.get_environ_proxies(url))
    return urlsplit(utils.prepend_scheme_if_needed(found, 'http')) if found else None


def _authorization(proxy: SplitResult) -> dict[str, str]:
    if not proxy.username:
        return {}
    login = f"{proxy.username}:{proxy.password or ''}"
    return {'Proxy-Authorization':
            'Basic ' + base64.b64encode(login.encode('utf-8')).decode('ascii')}


def _without_user(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition('@')[2]).geturl()


def _body(url: str, answer: 'BaseHTTPResponse', deadline: float) -> bytes:
    if answer.status != 200:
        whose = 'Server' if answer.status >= 500 else 'Client'
        raise MediaUnavailable(codes.INPUT_FAILED, '%d %s Error: %s for url: %s' % (
            answer.status, whose, answer.reason, _without_user(url)))
    coding = answer.headers.get('Content-Encoding', '').strip().lower()
    if coding not in CODINGS:
        raise MediaUnavailable(codes.INPUT_FAILED, 'The URL answers with Content-Encoding %s; it '
                               'may be gzip or deflate.' % coding[:40])
    pieces, size = [], 0
    for piece in answer.stream(PIECE, decode_content=True):
        size += len(piece)
        if size > MAX_BYTES:
            raise too_large()
        pieces.append(piece)
    if time.monotonic() >= deadline:  # a body without a length ends where it is cut off
        raise _too_slow()
    return b''.join(pieces)


def _unreadable(error: Exception) -> MediaUnavailable:
    """Return what an exception of the libraries means."""
    causes = [error] + [cause for cause in error.args if isinstance(cause, Exception)]
    if any(isinstance(cause, urllib3.exceptions.IncompleteRead) for cause in causes):
        return MediaUnavailable(codes.INPUT_FAILED, 'The download broke off.')
    is_url_wrong = isinstance(error, RequestException)  # an OSError, by inheritance
    if not is_url_wrong and any(isinstance(cause, _NO_CONNECTION) for cause in causes):
        return MediaUnavailable(codes.INPUT_CONNECTION_FAILED,
                                'Nothing could be read from the host of the URL.')
    return MediaUnavailable(codes.INPUT_FAILED, 'The URL could not be read (%s).'
                            % type(error).__name__)


_NO_CONNECTION = (OSError, urllib3.exceptions.TimeoutError, urllib3.exceptions.SSLError,
                  urllib3.exceptions.NewConnectionError)


def _too_slow() -> MediaUnavailable:
    return MediaUnavailable(codes.INPUT_FAILED,
                            'The download took more than %d seconds.' % MAX_SECONDS)
