"""Files behind URLs, such as pictures and archives, read piece by piece.

A download that breaks off goes on where it broke, as far as the server can do that.  Importing this
module imports ``requests``.
"""
from __future__ import absolute_import

import io
import time

from requests.exceptions import ChunkedEncodingError
import six
from six.moves.urllib.parse import urlsplit

from clarifai.errors import ApiError, UserError
from clarifai.reading import Deadline, Reader
from clarifai.redact import clean, shown
from clarifai.session import KeyAuth, NoAuth, TokenAuth, routes_of
from clarifai.transport import (DEFAULT_POLICY, EXCEPTIONS, MAX_ANSWER, TIMEOUT, TOO_MUCH,
                                failure_of)
from clarifai.versions import CLIENT_HEADERS

PIECE = 64 * 1024
CLARIFAI = '.clarifai.com'


def content(connection, url, most=None):
    """The bytes behind a URL.

    Args:
        connection (Connection): what to ask with.
        url (str): where they are.
        most (int): how many there may be; None for as many as there are.

    Returns:
        bytes

    Raises:
        UserError: the URL is none.
        ApiError: they could not be had.
    """
    sink = io.BytesIO()
    _Download(connection, url, sink, most).run()
    return sink.getvalue()


def write(connection, url, sink, most=None):
    """Write what is behind a URL into a file that is open to be read and written.

    Args:
        connection (Connection), url (str), most (int): as of `content`.
        sink (file): an empty one, which stands at its beginning then.

    Raises:
        UserError, ApiError: as of `content`.
    """
    _Download(connection, url, sink, most).run()
    sink.seek(0)


def auth_for(connection, url):
    """The credential that a URL is asked with, as an object of ``requests``.

    It goes to the server of the API, and to those of Clarifai that keep pictures; nobody else gets
    it.

    Args:
        connection (Connection): what has the credential.
        url (str): where it would go.
    """
    wanted, own = urlsplit(url), urlsplit(connection.base_url)
    hosts = [(part.hostname or '').lower() for part in (wanted, own)]
    is_own = (wanted.scheme, wanted.netloc.lower()) == (own.scheme, own.netloc.lower())
    if not is_own and not (wanted.scheme == 'https' and
                           all(host.endswith(CLARIFAI) for host in hosts)):
        return NoAuth()
    if connection.pat or not connection.token:
        return KeyAuth(connection.pat or connection.api_key)
    return TokenAuth(connection.token)


class _Download(object):
    """What comes from a URL into a file that can be written again from its beginning."""

    def __init__(self, connection, url, sink, most):
        if not isinstance(url, six.string_types) or urlsplit(url).scheme not in ('http', 'https'):
            raise UserError('what is to be downloaded must have a URL that begins with http:// or '
                            'https://, not %s' % shown(url))
        self._session = connection.session
        self._auth = auth_for(connection, url)
        self._timeout = connection.timeout or TIMEOUT
        self._policy = connection.retry or DEFAULT_POLICY
        self._url = url
        self._sink = sink
        self._most = most
        self._version = None  # what the server calls this state of the file

    def run(self):
        """Ask until all is there or there is no point in going on."""
        attempts, start, has_come = 0, time.time(), 0
        while True:
            if self._sink.tell() > has_come:  # an attempt that got some of it counts for nothing
                attempts, start, has_come = 0, time.time(), self._sink.tell()
            attempts += 1
            response = failure = None
            try:
                response = self._ask()
                if response.status_code < 300:
                    self._write(response)
                    return
            except EXCEPTIONS as error:
                failure, response = failure_of(error, self._timeout), None
            except _TooMuch:
                raise self._error(None, attempts, 'it has more than %d bytes' % self._most,
                                  TOO_MUCH)
            pause = None
            if failure is None or not failure.final:
                pause = self._pause(response, attempts, start)
            if pause is None:
                raise self._error(response, attempts, failure.reason if failure else '',
                                  failure.advice if failure else None)
            time.sleep(pause)

    def _ask(self):
        headers, has_come = dict(CLIENT_HEADERS), self._sink.tell()
        if has_come and self._version:
            headers.update({'Range': 'bytes=%d-' % has_come, 'If-Range': self._version})
        response = self._follow(headers)
        if response.status_code < 300:
            if response.status_code != 206 or 'Content-Encoding' in response.headers:
                self._sink.seek(0)
                self._sink.truncate()
            self._version = (response.headers.get('ETag') or
                             response.headers.get('Last-Modified'))
        return response

    def _follow(self, headers):
        """The answer, wherever the server sends us for it; the credential goes to one server."""
        url, auth = self._url, self._auth
        reader = Reader(MAX_ANSWER, Deadline(None))
        for _ in range(self._session.max_redirects):
            request, settings = routes_of(self._session).request_once(
                self._session, url, auth, headers)
            if 'Range' in headers:
                request.headers['Accept-Encoding'] = 'identity'
            request.hooks = dict(request.hooks, response=[reader.of_failures] +
                                 request.hooks.get('response', []))
            response = self._session.send(request, allow_redirects=False, timeout=self._timeout,
                                          **dict(settings, stream=True))
            if response.next is None:
                return response
            if self._session.should_strip_auth(url, response.next.url):
                auth = NoAuth()
            url = response.next.url
        return response

    def _write(self, response):
        left = response.headers.get('Content-Length', '')
        left = int(left) if left.isdigit() and 'Content-Encoding' not in response.headers else 0
        try:
            for piece in response.iter_content(PIECE):
                if self._most is not None and self._sink.tell() + len(piece) > self._most:
                    raise _TooMuch
                self._sink.write(piece)
                left -= len(piece)
        finally:
            response.close()
        if left > 0:  # not every urllib3 notices
            raise ChunkedEncodingError('the answer breaks off')

    def _pause(self, response, attempts, start):
        status = getattr(response, 'status_code', None)
        if status is not None and not self._policy.repeats_status(status, True):
            return None
        return self._policy.pause(attempts, time.time() - start, status,
                                  getattr(response, 'headers', {}).get('Retry-After'))

    def _error(self, response, attempts, cause, advice):
        # A URL may be signed, and whoever has the signature has the picture.
        error = ApiError(clean(self._url.split('?')[0]), {}, 'GET', response, cause=clean(cause),
                         attempts=attempts)
        error.advice = advice
        return error


class _TooMuch(Exception):
    """There are more bytes than allowed."""
