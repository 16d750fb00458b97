"""Fetching a file over HTTP, within limits of address, size and time.

A URL comes from whoever may send requests, and what it names is fetched from the machine that the
sandbox runs on. So the connection is made to an address that was checked, not to a name that may
have another one a moment later; each redirect is checked in the same way; and a server that sends
one byte a minute is cut off in time.
"""
from __future__ import absolute_import

import base64
import contextlib
import http.client
import os
import socket
import ssl
import threading
import time

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.errors import MediaUnavailable
from clarifai.sandbox.media import addresses

try:
    from urllib.parse import urljoin, urlsplit
except ImportError:  # only so that this file can be read on Python 2.7
    urljoin = urlsplit = None

MAX_BYTES = 100 * 1024 * 1024
MAX_SECONDS = 20.0
CONNECT_SECONDS = 5.0
SILENT_SECONDS = 10.0
MAX_REDIRECTS = 5
PIECE = 64 * 1024
PORTS = {'http': 80, 'https': 443}
REDIRECTS = (301, 302, 303, 307, 308)


class Fetcher(object):
    """Fetches files from the internet.

    Args:
        private (bool): whether also from this machine and its network.
    """

    def __init__(self, private=False):
        self._private = private

    def fetch(self, url):
        """Return the bytes behind an http or https URL.

        Raises:
            MediaUnavailable: nobody answers, or nobody whose address is allowed; the answer is an
                error, too large or too slow.
        """
        deadline = time.monotonic() + MAX_SECONDS
        try:
            return self._fetch(url, deadline)
        except addresses.NotPublic:
            raise MediaUnavailable(
                codes.INPUT_CONNECTION_FAILED, 'The host of the URL is on this machine or its '
                'network. Start the sandbox with --allow-private-urls to fetch from there.')
        except socket.gaierror:
            raise MediaUnavailable(codes.INPUT_FAILED, 'There is no host of this name.')
        except (OSError, ValueError, http.client.HTTPException) as error:
            if time.monotonic() >= deadline:
                raise _too_slow()
            if isinstance(error, OSError):
                raise MediaUnavailable(codes.INPUT_CONNECTION_FAILED,
                                       'Nothing could be read from the host of the URL.')
            raise MediaUnavailable(codes.INPUT_FAILED, 'The URL could not be read (%s).'
                                   % type(error).__name__)

    def _fetch(self, url, deadline):
        for _ in range(MAX_REDIRECTS + 1):
            with self._answer(_request(url), deadline) as answer:
                if answer.status not in REDIRECTS:
                    return _body(answer, deadline)
                url = urljoin(url, answer.getheader('Location', ''))
            if urlsplit(url).scheme not in PORTS:
                raise MediaUnavailable(codes.INPUT_FAILED,
                                       'The URL redirects to one that is not http or https.')
        raise MediaUnavailable(codes.INPUT_FAILED, 'The URL redirects more than %d times.'
                               % MAX_REDIRECTS)

    @contextlib.contextmanager
    def _answer(self, request, deadline):
        """Send a request; give the answer, whose connection is cut off at the deadline."""
        parts = urlsplit(request.url)
        port = parts.port or PORTS[parts.scheme]
        proxy = _proxy(request.url)
        peers = self._peers(parts.hostname, port, proxy)
        with _connected(peers, deadline) as plain, _cut_off(plain, deadline):
            if proxy and parts.scheme == 'https':
                _open_tunnel(plain, parts.hostname, port, _authorization(proxy))
            with _secured(plain, parts) as sock:
                connection = http.client.HTTPConnection(parts.hostname, port)
                connection.sock = sock
                headers = dict(request.headers, Host=parts.netloc.rpartition('@')[2])
                target = request.path_url
                if proxy and parts.scheme == 'http':
                    headers.update(_authorization(proxy))
                    target = 'http://' + headers['Host'] + target
                connection.request('GET', target, headers=headers)
                with contextlib.closing(connection.getresponse()) as answer:
                    yield answer

    def _peers(self, host, port, proxy):
        """Return the addresses to connect to: those of the host, or of the proxy."""
        if proxy is None:
            return addresses.resolved(host, port, self._private)
        try:
            addresses.resolved(host, port, self._private)
        except socket.gaierror:
            pass  # Behind a proxy, only the proxy may know the names of the internet.
        try:
            return addresses.resolved(proxy.hostname, proxy.port or 80, private=True)
        except socket.gaierror:
            raise OSError('there is no such proxy')


def _request(url):
    """Return a request whose URL is fit to be sent: ASCII, with a path, its login in a header."""
    import requests
    request = requests.Request('GET', url, headers={
        'User-Agent': 'clarifai-sandbox', 'Accept': '*/*', 'Connection': 'close'})
    return request.prepare()


def _proxy(url):
    """Return the parts of the URL of the proxy that the environment names, or None."""
    from requests import utils
    found = utils.select_proxy(url, utils.get_environ_proxies(url))
    return urlsplit(utils.prepend_scheme_if_needed(found, 'http')) if found else None


def _authorization(proxy):
    if not proxy.username:
        return {}
    login = '%s:%s' % (proxy.username, proxy.password or '')
    return {'Proxy-Authorization':
            'Basic ' + base64.b64encode(login.encode('utf-8')).decode('ascii')}


def _open_tunnel(sock, host, port, headers):
    place = '%s:%d' % ('[%s]' % host if ':' in host else host, port)
    lines = ['CONNECT %s HTTP/1.1' % place, 'Host: ' + place]
    lines += ['%s: %s' % item for item in headers.items()]
    sock.sendall(('\r\n'.join(lines) + '\r\n\r\n').encode('ascii'))
    answer = b''
    while not answer.endswith(b'\r\n\r\n') and len(answer) < PIECE:
        byte = sock.recv(1)  # what follows the headers belongs to the tunnel
        if not byte:
            break
        answer += byte
    if answer.split(b' ')[1:2] != [b'200']:
        raise OSError('the proxy opens no tunnel')


@contextlib.contextmanager
def _connected(peers, deadline):
    """Connect to the first of some addresses that answers."""
    failure = None
    for family, address in peers:
        sock = socket.socket(family, socket.SOCK_STREAM)
        with contextlib.closing(sock):
            sock.settimeout(max(0.01, min(CONNECT_SECONDS, deadline - time.monotonic())))
            try:
                sock.connect(address)
            except OSError as error:
                failure = error
                continue
            sock.settimeout(SILENT_SECONDS)
            yield sock
            return
    raise failure


@contextlib.contextmanager
def _cut_off(sock, deadline):
    """End a connection at the deadline, however steadily it drips."""
    with contextlib.closing(sock.dup()) as handle:
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), _shut, [handle])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _shut(sock):
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # It is closed already.


@contextlib.contextmanager
def _secured(plain, parts):
    if parts.scheme == 'http':
        yield plain
        return
    from requests import certs
    context = ssl.create_default_context()
    context.load_verify_locations(os.environ.get('REQUESTS_CA_BUNDLE') or certs.where())
    with context.wrap_socket(plain, server_hostname=parts.hostname) as sock:
        yield sock


def _body(answer, deadline):
    if answer.status != 200:
        raise MediaUnavailable(codes.INPUT_FAILED, 'The URL answers with HTTP %d.' % answer.status)
    pieces, size = [], 0
    while True:
        piece = answer.read1(PIECE)
        if time.monotonic() >= deadline:
            raise _too_slow()
        if not piece:
            break
        size += len(piece)
        if size > MAX_BYTES:
            raise too_large()
        pieces.append(piece)
    announced = answer.getheader('Content-Length', '')
    if not answer.chunked and announced.isdigit() and size < int(announced):
        raise MediaUnavailable(codes.INPUT_FAILED, 'The download broke off.')
    return b''.join(pieces)


def too_large():
    """Return the error of a file that is larger than what is taken."""
    return MediaUnavailable(codes.INPUT_OVER_LIMIT,
                            'The file has more than %d MB.' % (MAX_BYTES // (1024 * 1024)))


def _too_slow():
    return MediaUnavailable(codes.INPUT_FAILED,
                            'The download took more than %d seconds.' % MAX_SECONDS)
