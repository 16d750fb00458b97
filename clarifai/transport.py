"""The one way to the network: the loop of attempts, what exceptions mean, errors, log lines.

Importing this module imports ``requests``; the rest of the package does so only with the first
request.
"""
from __future__ import absolute_import

import logging
import re
import time

from requests import exceptions
from urllib3.exceptions import HTTPError, SSLError, TimeoutError as AnyTimeout

from clarifai import browser, content
from clarifai.answers import code_of, json_object
from clarifai.compat import PY2
from clarifai.errors import ApiError, UserError
from clarifai.reading import Deadline, Reader, TooLarge
from clarifai.redact import brief, clean, masked, native, printable, summary
from clarifai.retry import NOTHING_DONE, Retry, RetryPolicy
from clarifai.session import KeyAuth, TokenAuth, proxy_of, secrets_of, send_once
from clarifai.status_codes import LIMITS, REFUSALS
from clarifai.versions import CLIENT_HEADERS

if PY2:
    from httplib import HTTPException
else:
    from http.client import HTTPException

logger = logging.getLogger('clarifai')

DEFAULT_POLICY = RetryPolicy()
TIMEOUT = (10.0, 60.0)  # seconds to connect, seconds between two bytes of the answer
MAX_ANSWER = 64 * 1024 * 1024  # bytes, unpacked

# What a request may raise, a ValueError where an address that the server gives is none.  Everything
# else, such as KeyboardInterrupt, is none of our business.
EXCEPTIONS = (exceptions.RequestException, HTTPError, ValueError, HTTPException)
WRONG_CERTIFICATE = (
    'Where a proxy or a firewall opens TLS, or the server has a certificate of your own, set '
    'REQUESTS_CA_BUNDLE to a file with the certificate of the authority that signed it; check the '
    'clock of this machine, too.')
WRONG_NAME = ('The certificate is for another host than CLARIFAI_API_BASE names: check that '
              'address, and whether a proxy or a firewall opens TLS.')
TOO_MUCH = ('Ask for less at a time, such as by per_page, or allow more: '
            'ClarifaiApp(max_answer=...) takes a number of bytes.')
WRONG_BUNDLE = 'Check the file that REQUESTS_CA_BUNDLE names: it must hold certificates as PEM.'

NO_JSON = 'the answer is not a JSON object'
NEVER_CONNECTED = ('NewConnectionError', 'NameResolutionError', 'ConnectTimeoutError')


class Answer(object):
    """An answer that is no failure.

    Attributes:
        json (dict): what it says.
        uncertain (bool): whether an earlier attempt may have been acted upon although its own
            answer was a failure, or none.
    """

    def __init__(self, json, uncertain):
        self.json = json
        self.uncertain = uncertain


class Failure(object):
    """Why there is no answer.

    Attributes:
        reason (str): in words.
        sent (bool): whether the server may have seen the request.
        final (bool): whether it is no use to ask again.
        advice (str): what to do; None where nothing is known.
    """

    def __init__(self, reason, sent, final, advice=None):
        self.reason = reason
        self.sent = sent
        self.final = final
        self.advice = advice


def send(session, api_key, method, url, params, repeatable=False, policy=None, timeout=None,
         is_session_token=False, max_answer=None):
    """Send one request, again where that is safe.

    Args:
        session (requests.Session): its proxies, headers, hooks and adapters apply.
        api_key (str): goes into the header for it and nowhere else.
        method (str): 'GET', 'POST', 'PATCH', 'PUT' or 'DELETE'.
        url (str): where to.
        params (dict or None): the query of a GET, else the JSON body, in which contents may stand
            (`clarifai.content.Content`).
        repeatable (bool): whether doing the operation twice does no harm; a GET does none, unless
            this is None.
        policy (RetryPolicy): None for the default one.
        timeout (tuple): seconds to connect and between two bytes of the answer, None for no
            limit; None in place of both for 10 and 60.
        is_session_token (bool): whether `api_key` is a session token.
        max_answer (int): the most bytes that an answer may have, unpacked; None for 64 MiB.

    Returns:
        Answer

    Raises:
        UserError: the parameters cannot be written as JSON.
        ApiError: on any HTTP status from 300 on, on an answer that is no JSON object, on a
            connection that failed or timed out.
    """
    exchange = Exchange(session, api_key, method, url, params, timeout, is_session_token,
                        max_answer)
    response, answer = exchange.run(policy, repeatable)
    return exchange.succeeded(response, answer)


def stream(session, api_key, method, url, params, repeatable=False, policy=None, timeout=None,
           is_session_token=False, max_answer=None):
    """Send one request whose answer comes line by line, again until the first line may come.

    Args and what it raises are those of `send`.

    Returns:
        Lines
    """
    exchange = Exchange(session, api_key, method, url, params, timeout, is_session_token,
                        max_answer, is_stream=True)
    response, _ = exchange.run(policy, repeatable)
    return Lines(exchange, response)


class Lines(object):
    """The lines of an answer, as they come, and the connection that they come by.

    Args:
        exchange (Exchange): the request.
        response (requests.Response): its answer, of which nothing has been read.
    """

    def __init__(self, exchange, response):
        self._exchange = exchange
        self._response = response
        self._lines = browser.unreported_pieces(_lines_of(response, exchange.max_answer))

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(self._lines)
        except EXCEPTIONS as error:
            raised = error
        self.close()
        raise self._exchange.broken(raised)

    next = __next__  # of Python 2.7

    def close(self):
        """Close the connection, whatever may still come."""
        self._response.close()

    def error(self, cause, answer=None):
        """The ApiError about one of the lines.

        Args:
            cause (str): what is wrong.
            answer (dict): the JSON of the line, where it is some.
        """
        return self._exchange.error_of_line(cause, answer)


class Exchange(object):
    """One request with its attempts; see `send`."""

    def __init__(self, session, api_key, method, url, params, timeout, is_session_token=False,
                 max_answer=None, is_stream=False):
        self._session = session
        self._auth = (TokenAuth if is_session_token else KeyAuth)(api_key)
        self._is_stream = is_stream
        self._api_key = api_key
        self._method = method
        self._url = url
        self._params = params
        self._timeout = timeout or TIMEOUT
        self.max_answer = max_answer or MAX_ANSWER
        query = method == 'GET'
        self._query = params if query else None
        empty = params is None or (method == 'DELETE' and not params)  # some servers refuse a body
        self._body = None if query or empty else content.encoded(params)
        self._attempts = 0
        self._uncertain = False
        self._start = time.time()

    def run(self, policy, repeatable):
        """Send it until it is answered or there is no point in going on.

        Args:
            policy (RetryPolicy): whether and when to go on; None for the default one.
            repeatable (bool): whether doing the operation twice does no harm; a GET does none,
                unless this is None.

        Returns:
            tuple: the response and its JSON; of a stream, the response of which nothing was read
            and None.
        """
        policy = policy or DEFAULT_POLICY
        repeatable = repeatable is not None and (repeatable or self._method == 'GET')
        while True:
            response, failure = self._attempt(getattr(policy, 'total', None))
            if self._is_stream and failure is None and response.status_code < 300:
                return response, None
            answer = json_object(response.content) if failure is None else None
            if answer is not None and _is_success(response, answer):
                return response, answer
            if failure is None and answer is None and _is_cut_off(response):
                failure = Failure('the answer breaks off', sent=True, final=False)
            pause = None
            if code_of(answer) not in LIMITS:  # comes as 429, and lasts for an hour or a month
                pause = self._pause(policy, repeatable, response, failure)
            self._uncertain = self._uncertain or _may_be_done(response, failure, answer)
            if pause is None:
                raise self._error(response, failure, answer)
            self._tell_of_retry(policy, response, failure, pause)
            time.sleep(pause)

    def _attempt(self, seconds):
        """One exchange: (response, None) or (None, Failure)."""
        self._attempts += 1
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug('%s %s sends %s', self._method, self._address(),
                         summary(self._params, [self._api_key]))
        deadline = Deadline(None if self._is_stream else seconds)
        reader = Reader(self.max_answer, deadline)
        try:
            with deadline.watched():
                return send_once(
                    self._session, self._method, self._url, self._auth, CLIENT_HEADERS,
                    self._query, self._body, reader.of_failures if self._is_stream else reader,
                    timeout=self._timeout), None
        except UserError:  # some are a ValueError as well, which is one of those below
            raise
        except EXCEPTIONS as error:
            if deadline.is_over:
                return None, Failure('the answer was not whole within %g seconds'
                                     % deadline.seconds, sent=True, final=True)
            return None, failure_of(error, self._timeout, self._url)

    def _pause(self, policy, repeatable, response, failure):
        """Seconds until the next attempt, or None to give up."""
        if failure is None:
            again = policy.repeats_status(response.status_code, repeatable)
        else:
            again = not failure.final and policy.repeats_failure(failure.sent, repeatable)
        if not again:
            return None
        return policy.pause(self._attempts, time.time() - self._start,
                            getattr(response, 'status_code', None),
                            getattr(response, 'headers', {}).get('Retry-After'))

    def _tell_of_retry(self, policy, response, failure, pause):
        """Tell `RetryPolicy.on_retry`, and the log, of the pause before the next attempt."""
        if policy.on_retry is not None:
            policy.on_retry(Retry(
                self._method, clean(self._url), self._attempts,
                getattr(response, 'status_code', None),
                clean(failure.reason, self._secrets()) if failure else '', pause))
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug('%s %s: attempt %d failed, the next one in %.1f s', self._method,
                         self._address(), self._attempts, pause)

    def succeeded(self, response, answer):
        """Note an answer that is no failure in the log, and make the `Answer` of it."""
        if logger.isEnabledFor(logging.INFO):
            status = answer.get('status')
            self._log('HTTP %d' % response.status_code,
                      status.get('req_id') if isinstance(status, dict) else None)
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug('%s %s answers %s', self._method, self._address(),
                         summary(answer, [self._api_key]))
        return Answer(answer, self._uncertain)

    def broken(self, raised):
        """The ApiError about an answer that broke off while it came."""
        self._uncertain = True
        return self._error(None, failure_of(raised, self._timeout, self._url), None)

    def error_of_line(self, cause, answer):
        """The ApiError about a part of an answer; see `Lines.error`."""
        return ApiError(self._url, self._params, self._method, None,
                        cause=clean(cause, [self._api_key]), attempts=self._attempts,
                        answer=None if answer is None else masked(answer, [self._api_key]))

    def _error(self, response, failure, answer):
        cause = failure.reason if failure is not None else _cause(response, answer)
        if answer is None:
            cause = self._with_proxy(cause, response)
        error = ApiError(self._url, self._params, self._method, response,
                         cause=clean(cause, self._secrets()), attempts=self._attempts)
        error.advice = failure.advice if failure is not None else None
        error.uncertain = self._uncertain
        if logger.isEnabledFor(logging.INFO):
            self._log('HTTP %d' % response.status_code if response is not None else error.cause,
                      error.request_id)
        return error

    def _with_proxy(self, cause, response):
        """The cause, with the proxy between here and there."""
        proxy = proxy_of(self._session, getattr(response, 'url', None) or self._url)
        return '%s, through the proxy %s' % (cause or NO_JSON, proxy) if proxy else cause

    def _secrets(self):
        return [self._api_key] + secrets_of(self._session, self._url)

    def _address(self):
        """The URL as the log shows it."""
        return printable(brief(clean(self._url)))

    def _log(self, outcome, request_id):
        """The one line that a request leaves at INFO."""
        logger.info('%s %s: %s, %d ms, attempts %d, request id %s', self._method,
                    self._address(), printable(native(outcome)),
                    1000 * (time.time() - self._start), self._attempts,
                    printable(native(request_id)))


def _is_success(response, answer):
    """Whether an answer is what was asked for: by the HTTP status, but for a few codes."""
    return response.status_code < 300 and code_of(answer) not in REFUSALS


def _lines_of(response, longest):
    """The lines of a response that is being read, without those that are empty."""
    waiting, size_of_line = [], 0
    # Chunks come as the server sends them.  Without them, a second byte may be long in coming.
    size = None if getattr(response.raw, 'chunked', False) else 1
    for piece in response.iter_content(size):
        parts = piece.split(b'\n')
        for part in parts[:-1]:
            line = b''.join(waiting + [part]).strip()
            waiting = []
            if line:
                yield line
        waiting.append(parts[-1])
        size_of_line = sum(map(len, waiting)) if len(parts) > 1 else size_of_line + len(piece)
        if size_of_line > longest:
            raise TooLarge('a line of the answer has more than %d bytes' % longest)
    line = b''.join(waiting).strip()
    if line:
        yield line


def _is_cut_off(response):
    """Whether an answer is shorter than it was meant to be, which not every urllib3 notices."""
    if browser.IN_BROWSER:
        return browser.is_cut_off(response)
    length = response.headers.get('Content-Length', '')
    return (response.status_code < 300 and length.isdigit() and hasattr(response.raw, 'tell') and
            response.raw.tell() < int(length))


def _may_be_done(response, failure, answer):
    """Whether the server may have done what a failed attempt asked for."""
    if failure is not None:
        return failure.sent
    status = response.status_code
    return (status < 300 and answer is None) or (status >= 500 and status not in NOTHING_DONE)


def _cause(response, answer):
    """Why an answer is a failure, where its status and JSON do not say it."""
    if response.status_code >= 400:
        return ''
    if response.status_code >= 300:
        return 'the server sends us to %s' % response.headers.get('Location', 'nowhere')
    if answer is not None:
        return ''
    return NO_JSON if response.content else 'the answer is empty'


def failure_of(error, timeout, url):
    """The `Failure` that an exception means.

    Args:
        error (Exception): one of `EXCEPTIONS`.
        timeout (tuple): the seconds to connect and between two bytes of the answer.
        url (str): where the request went.
    """
    if isinstance(error, HTTPException):  # of a browser, after the answer has begun
        return Failure('the answer breaks off', sent=True, final=False)
    if browser.IN_BROWSER and isinstance(_innermost(error), HTTPException):
        return Failure(*browser.why_unanswered(url))
    if isinstance(error, exceptions.ConnectTimeout):
        return Failure('no connection within %g seconds' % timeout[0], sent=False, final=False)
    if isinstance(error, exceptions.Timeout) or _is_read_timeout(error):
        return Failure('no answer within %g seconds' % timeout[1], sent=True, final=False)
    reason = _reason(error)
    if isinstance(error, TooLarge):
        return Failure(reason, sent=True, final=True, advice=TOO_MUCH)
    if isinstance(error, (exceptions.SSLError, SSLError)):
        # Dropped by a server in trouble, in the handshake or, as Python before 3.8 says it too,
        # after all was sent.  A bad certificate stays bad.
        dropped = 'eof' in reason.lower()
        return Failure('TLS failed: %s' % reason, sent=True, final=not dropped,
                       advice=_tls_advice(reason))
    if isinstance(error, exceptions.ConnectionError):
        return Failure(reason, sent=not _never_connected(error), final=False)
    is_broken_off = isinstance(error, exceptions.ChunkedEncodingError)
    return Failure(reason, sent=True, final=not is_broken_off)


def _tls_advice(reason):
    """What to do about a certificate, or None."""
    if re.search("(?i)mismatch|doesn't match|not valid for", reason):
        return WRONG_NAME
    if re.search('(?i)certificate.verify.failed|self.signed', reason):
        return WRONG_CERTIFICATE
    return WRONG_BUNDLE if re.search(r'(?i)\[x509|\bpem\b|no certificate', reason) else None


def _is_read_timeout(error):
    """Whether the answer stalled: requests has another name for that once a part has come."""
    innermost = _innermost(error)
    if browser.IN_BROWSER:  # where connecting is not told apart
        return type(innermost) is AnyTimeout
    return (isinstance(error, exceptions.ConnectionError) and
            type(innermost).__name__ == 'ReadTimeoutError')


def _never_connected(error):
    """Whether a ConnectionError says that no connection was made, so nothing was sent."""
    return type(_innermost(error)).__name__ in NEVER_CONNECTED


def _reason(error):
    """The innermost reason of an exception, in words."""
    error = _innermost(error)
    text = str(error) or type(error).__name__
    # urllib3 puts the repr of a connection object in front.
    return re.sub(r'^<?[\w.]*Connection\b.*?\)?>?: (?=\S)', '', text)


def _innermost(error):
    """The exception that others are wrapped around: as their `reason`, or as an argument."""
    while True:
        inner = [part for part in (getattr(error, 'reason', None),) + tuple(error.args)
                 if isinstance(part, Exception)]
        if not inner:
            return error
        error = inner[-1]
