"""Files behind URLs, such as pictures and archives, read piece by piece.

A download that breaks off goes on where it broke, as far as the server can do that.  Importing this
module imports ``requests``.
"""
from __future__ import absolute_import

import io
import os
import time

from requests.exceptions import ChunkedEncodingError

from clarifai import browser
from clarifai.compat import string_types, urlsplit
from clarifai.errors import ApiError, UserError, file_error
from clarifai.reading import Deadline, Reader
from clarifai.redact import clean, shown
from clarifai.session import KeyAuth, NoAuth, TokenAuth, routes_of, send_prepared
from clarifai.transport import (DEFAULT_POLICY, EXCEPTIONS, MAX_ANSWER, TIMEOUT, TOO_MUCH,
                                failure_of)
from clarifai.versions import CLIENT_HEADERS
from clarifai.whole_file import put_in_place

PIECE = 64 * 1024
CLARIFAI = '.clarifai.com'
OUT_OF_RANGE = 416


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


def save(connection, url, path, version, size=0):
    """Save what is behind a URL as a file.

    What has come is kept beside the file, under a name that ends in ``.part``, until all of it is
    there.  A later call goes on from there.

    Args:
        connection (Connection), url (str): as of `content`.
        path (str): where it is to be.
        version (str): what tells it from others that were at `path` before it.
        size (int): how many bytes it has; 0 when that is not known.

    Raises:
        UserError: the URL is none, or the file cannot be written.
        ApiError: it could not be had whole.
    """
    part = '%s.%s.part' % (path, version)
    try:
        with open(part, 'r+b' if os.path.exists(part) else 'w+b') as sink:
            sink.seek(0, os.SEEK_END)
            if size and sink.tell() > size:
                _empty(sink)
            if not size or sink.tell() != size:
                _Download(connection, url, sink, None, True, size).run()
        put_in_place(part, path)
    except (IOError, OSError) as error:
        if isinstance(error, UserError):
            raise
        raise file_error('%s cannot be written: %s' % (shown(path), error.strerror), error, path)
    except ApiError as error:
        if os.path.getsize(part) and error.response is None:
            error.advice = 'What has come is in %s: another call goes on from there.' % part
        raise


def _empty(sink):
    sink.seek(0)
    sink.truncate()


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

    def __init__(self, connection, url, sink, most, goes_on=False, size=0):
        if not isinstance(url, string_types) or urlsplit(url).scheme not in ('http', 'https'):
            raise UserError('what is to be downloaded must have a URL that begins with http:// or '
                            'https://, not %s' % shown(url))
        self._session = connection.session
        self._auth = auth_for(connection, url)
        self._timeout = connection.timeout or TIMEOUT
        self._policy = connection.retry or DEFAULT_POLICY
        self._url = url
        self._sink = sink
        self._most = most
        self._goes_on = goes_on  # whether what is in the file is the beginning of this
        self._size = size
        self._version = None  # what the server calls this state of the file

    def run(self):
        """Ask until all is there or there is no point in going on."""
        attempts, start, has_come = 0, time.time(), self._sink.tell()
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
                failure, response = failure_of(error, self._timeout, self._url), None
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
        if has_come and (self._version or self._goes_on):
            headers['Range'] = 'bytes=%d-' % has_come
            if self._version:
                headers['If-Range'] = self._version
        response = self._follow(headers)
        is_the_rest = (response.status_code == 206 and 'Content-Encoding' not in response.headers
                       and _start(response) == has_come)
        if has_come and not is_the_rest and response.status_code in (200, 206, OUT_OF_RANGE):
            _empty(self._sink)
            if response.status_code != 200:
                response.close()
                return self._ask()  # from the beginning
        if response.status_code < 300:
            self._version = (response.headers.get('ETag') or
                             response.headers.get('Last-Modified'))
        return response

    def _follow(self, headers):
        """The answer, wherever the server sends us for it; the credential goes to one server."""
        url, auth = self._url, self._auth
        reader = Reader(MAX_ANSWER, Deadline(None))
        for _ in range(self._session.max_redirects):
            request, options = routes_of(self._session).request_once(
                self._session, url, auth, headers)
            if 'Range' in headers:
                request.headers['Accept-Encoding'] = 'identity'
            response = send_prepared(self._session, request, options, reader.of_failures,
                                     self._timeout)
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
            for piece in browser.unreported_pieces(response.iter_content(PIECE)):
                if self._most is not None and self._sink.tell() + len(piece) > self._most:
                    raise _TooMuch
                if self._size and self._sink.tell() + len(piece) > self._size:  # it may never end
                    raise ChunkedEncodingError('more than %d bytes came' % self._size)
                self._sink.write(piece)
                left -= len(piece)
        finally:
            response.close()
        if left > 0:  # not every urllib3 notices
            raise ChunkedEncodingError('the answer breaks off')
        if self._size and self._sink.tell() != self._size:
            raise ChunkedEncodingError('%d of %d bytes came' % (self._sink.tell(), self._size))

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


def _start(response):
    """Where the part begins that an answer has: ``bytes 5-9/10``; 0 when it does not say it."""
    first = response.headers.get('Content-Range', '').partition(' ')[2].partition('-')[0]
    return int(first) if first.isdigit() else 0


class _TooMuch(Exception):
    """There are more bytes than allowed."""
