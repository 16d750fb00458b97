"""What went wrong when a request got no answer, in words and in terms of what to do next."""
from __future__ import absolute_import

from collections import namedtuple
import re

from requests import exceptions
from urllib3.exceptions import HTTPError, SSLError

# Why there is no answer; whether the server may have seen the request; whether it is no use to
# ask again.
Failure = namedtuple('Failure', 'reason sent final')

# What a request may raise.  Everything else, such as KeyboardInterrupt, is none of our business.
EXCEPTIONS = (exceptions.RequestException, HTTPError)

NEVER_CONNECTED = ('NewConnectionError', 'NameResolutionError', 'ConnectTimeoutError')


def failure_of(error, timeout):
    """The `Failure` that an exception means.

    Args:
        error (Exception): one of `EXCEPTIONS`.
        timeout (tuple): the seconds to connect and between two bytes of the answer.
    """
    if isinstance(error, exceptions.ConnectTimeout):
        return Failure('no connection within %g seconds' % timeout[0], False, False)
    if isinstance(error, exceptions.Timeout) or _is_read_timeout(error):
        return Failure('no answer within %g seconds' % timeout[1], True, False)
    reason = _reason(error)
    if isinstance(error, (exceptions.SSLError, SSLError)):
        # Dropped by a server in trouble, in the handshake or, as Python before 3.8 says it too,
        # after all was sent.  A bad certificate stays bad.
        dropped = 'eof' in reason.lower()
        return Failure('TLS failed: %s' % reason, True, not dropped)
    if isinstance(error, exceptions.ConnectionError):
        return Failure(reason, not _never_connected(error), False)
    final = not isinstance(error, exceptions.ChunkedEncodingError)
    return Failure(reason, True, final)


def _is_read_timeout(error):
    """Whether the answer stalled: requests has another name for that once a part has come."""
    return (isinstance(error, exceptions.ConnectionError) and
            type(_innermost(error)).__name__ == 'ReadTimeoutError')


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
    while True:
        inner = [part for part in (getattr(error, 'reason', None),) + tuple(error.args)
                 if isinstance(part, Exception)]
        if not inner:
            return error
        error = inner[-1]
