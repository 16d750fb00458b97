"""The errors a caller can meet.

::

    Exception
      ApiError         the server said no, or could not be reached
      ApiClientError   the client gave up: a wait that took too long, an upload that failed
      UserError        the caller's mistake, found before anything was sent
      TokenError       OAuth tokens (2.0 to 2.2) are needed and no longer exist
"""
from __future__ import absolute_import

import copy

from clarifai import status_codes
from clarifai.answers import json_object, object_in
from clarifai.compat import builtins, string_types
from clarifai.forking import importing
from clarifai.redact import brief, clean, masked, masked_content, native, printable
from clarifai.versions import CLIENT_VERSION, OS_VER, PYTHON_VERSION  # noqa: F401 (2.x names)

UNKNOWN = 'N/A'
TOKEN_HEADER = 'X-Clarifai-Session-Token'

ADVICE = {
    400: 'Compare the arguments with the details above.',
    401: 'Check the API key: "clarifai diagnose" shows the one in use, "clarifai config" sets it.',
    402: 'The account has reached its limit: see the billing page of your Clarifai account.',
    403: 'The API key may not do this: check its scopes on the API keys page.',
    404: 'Check the id, and that the API key belongs to the app that holds it.',
    413: 'The request is too large: send smaller pictures, or fewer at a time.',
    429: 'Too many requests: wait a little, or send fewer at a time.',
}
NO_DETAILS = 'Compare the arguments with what the call takes: the server gives no details.'
SERVER_ADVICE = 'This is a failure of the server: try again later.'
REDIRECT_ADVICE = ('Set CLARIFAI_API_BASE to the address where the API answers; only a GET follows '
                   'to another one.')
UNREACHABLE_ADVICE = 'Check the network, the proxy settings and CLARIFAI_API_BASE.'

# What to say of answers that are not the API's.  The address is the one that answered.
NOT_THE_API = ('This is not an answer of the API: something between here and the API answered as '
               '%s, such as a proxy, a firewall or another program.')
NOT_THE_API_ADVICE = {
    407: 'The proxy wants a login: set HTTPS_PROXY to http://NAME:PASSWORD@HOST:PORT.',
    413: 'It takes no request as large as this: send smaller pictures, or fewer at a time.',
    429: 'It takes no more requests now: wait a little, or send fewer at a time.',
}
NOT_THE_API_CHECK = 'Check CLARIFAI_API_BASE and the proxy settings.'
NOT_THE_API_LATER = ('Try again later; if it stays so, check CLARIFAI_API_BASE and the proxy '
                     'settings.')


class ApiError(Exception):
    """The server refused a request, failed, or could not be reached.

    Attributes:
        resource (str): the URL of the request.
        method (str): its verb.
        params (dict): its query or JSON body.  May hold whole pictures, so no message shows it.
        response (requests.Response or None): the answer; None when there was none.
        answer (dict or None): the JSON of the answer; None when it was none, or not JSON.  Where a
            refusal came as an answer like any other, it is given in place of the response.
        error_code (int or str or None): ``status.code`` of the answer; ``'N/A'`` when the answer
            was not JSON or did not come at all, None when the JSON does not state it.
        error_desc (str or None): ``status.description``, likewise.
        error_details (str or None): ``status.details``, likewise; where the answer has none, why
            the first of its items failed.
        items (tuple of FailedItem): the items of the answer that failed, each with its position
            among what was sent, its code, description and details.
        first_position (int): the position of the first item of this request among them, when it
            was one of several.
        from_api (bool): whether the API itself answered, and not a proxy or a firewall before it.
        status_code (int or None): the HTTP status; None without an answer.
        request_id (str or None): what to quote to Clarifai's support.
        attempts (int): how often the request was sent.
        uncertain (bool): whether an attempt may have been acted upon although its answer was a
            failure, or none.  A write may then have happened.
        partial (dict or None): of a call in several batches, the answers to those that went before.
        positions (list of int or None): of such a call, the places of the items that the batch
            that failed had, among all that were to be sent.
        advice (str or None): what to do, when more is known than the status says.
        hint (Advice or None): the same as a code with fields, for programs.
        cause (str): why there was no answer, or no readable one; ``''`` otherwise.
        api: 2.0.31 to 2.2.3 kept the ApiClient here; None unless given.
    """

    def __init__(self, resource, params, method, response=None, api=None, cause='', attempts=1,
                 answer=None):
        super(ApiError, self).__init__()
        self.resource = clean(resource) if isinstance(resource, string_types) else resource
        self.params = {} if params is None else params
        self.method = method
        self.response = response
        self.api = api
        self.cause = cause
        self.attempts = attempts
        self.uncertain = False
        self.partial = None
        self.positions = None
        self.advice = None
        self.hint = None
        self.status_code = getattr(response, 'status_code', None)
        self.answer = answer if response is None else _answer_of(response)
        self.from_api = self.answer is not None and isinstance(self.answer.get('status'), dict)
        if self.answer is None:
            self.error_code = self.error_desc = self.error_details = UNKNOWN
            self.request_id = None
        else:
            status = object_in(self.answer.get('status'))
            self.error_code = status.get('code')
            self.error_desc = status.get('description')
            self.error_details = status.get('details')
            self.request_id = status.get('req_id')
        self.items = ()
        self.place_items(0)
        self.args = (str(self),)  # the message alone: params may hold whole pictures

    def place_items(self, first):
        """Count the positions of the failed items from another one than 0.

        Args:
            first (int): the position of the first item of the request among all that were to be
                sent, when the request is one of several batches.
        """
        reasons = _reasons()
        self.first_position = first
        before = reasons.sentence(self.items) if self.items else None
        self.items = reasons.failed_items(self.answer, first)
        if self.items and self.error_details in (None, '', before):
            self.error_details = reasons.sentence(self.items)

    def __str__(self):
        return printable(brief(self._message()))

    def _message(self):
        request = '%s %s' % (native(self.method), native(self.resource))
        times = ' (%d attempts)' % self.attempts if self.attempts > 1 else ''
        if self.response is None and self.answer is None:
            return '%s got no answer%s: %s. %s' % (
                request, times, native(self.cause) or 'the connection failed',
                native(self.advice or UNREACHABLE_ADVICE))
        parts = ['%s failed%s%s' % (request, times, self._http_status())]
        if self.positions:
            parts.append('items %d to %d of the call' % (self.positions[0], self.positions[-1]))
        parts.extend(self._what_the_server_says())
        if self.request_id:
            parts.append('request id %s' % native(self.request_id))
        text = '; '.join(_reasons().without_stop(part.strip()) for part in parts if part)
        return '%s. %s' % (text, native(self._advice()))

    def _http_status(self):
        if self.response is None:
            return ''
        reason = clean(native(getattr(self.response, 'reason', None) or ''),
                       _secrets_of(self.response))
        return ': HTTP %s %s' % (self.status_code, reason)

    def _what_the_server_says(self):
        if self.error_code == UNKNOWN or (self.cause and self.response is None):
            yield native(self.cause) or 'the answer is not a JSON object'
            return
        yield ' '.join(native(part) for part in (self.error_code, self.error_desc)
                       if part is not None)
        failed = _reasons().sentence(self.items) if self.items else ''
        if self.error_details and native(self.error_details) != failed:
            yield clean(native(self.error_details))
        yield failed

    def __repr__(self):
        return printable('<ApiError %s %s: HTTP %s, code %s>' % (
            self.method, brief(native(self.resource)), self.status_code, native(self.error_code)))

    def __reduce__(self):
        return (type(self), (self.resource, self.params, self.method,
                             without_secrets(self.response), None, self.cause, self.attempts,
                             self.answer if self.response is None else None),
                dict((name, getattr(self, name)) for name in (
                    'uncertain', 'partial', 'positions', 'advice', 'hint', 'items',
                    'first_position', 'error_details')))

    def _advice(self):
        if self.advice:
            return self.advice
        status = self.status_code if isinstance(self.status_code, int) else 400
        if 300 <= status < 400:
            return REDIRECT_ADVICE
        if not self.from_api:
            return self._advice_on_strangers(status)
        meant = status_codes.status_meant(self)
        if meant == 400 and not (self.items or self.error_details):
            return NO_DETAILS
        if meant in ADVICE:
            return ADVICE[meant]
        return SERVER_ADVICE if status >= 500 else 'See the details above.'

    def _advice_on_strangers(self, status):
        """What to do about an answer that is not the API's."""
        later = NOT_THE_API_LATER if status >= 500 else NOT_THE_API_CHECK
        return '%s %s' % (NOT_THE_API % native(self._answering_address()),
                          NOT_THE_API_ADVICE.get(status, later))

    def _answering_address(self):
        """The scheme and host of what answered, which a redirect may have chosen."""
        url = getattr(self.response, 'url', None) or self.resource
        if not isinstance(url, string_types):
            return self.resource
        return '/'.join(clean(url).split('/', 3)[:3])


class ApiClientError(Exception):
    """The client gave up on something that the server did not refuse, such as a wait."""


class UserError(Exception):
    """A wrong argument or setting, found before anything was sent.

    Where 2.x raised an error of Python's own, it is one of the classes below, which are both.
    """


class UserValueError(UserError, ValueError):
    """A UserError that was a ValueError in 2.x, or is one in today's official SDK."""


class UserTypeError(UserError, TypeError):
    """A UserError that was a TypeError in 2.x."""


class UserTextError(UserError, UnicodeEncodeError):
    """A UserError about a text that cannot be encoded, such as half of a surrogate pair."""

    def __init__(self, message):
        UnicodeEncodeError.__init__(self, 'utf-8', u'', 0, 1, message)
        self.args = (message,)

    def __str__(self):
        return self.args[0]


class UserFileError(UserError, IOError):
    """A UserError about a file, which 2.x left to `open`.

    On Python 3 it is of the class that `open` raised as well, such as FileNotFoundError.

    Args:
        errno (int), message (str), filename (str): as of IOError.
    """

    def __str__(self):
        return self.args[1]


_FILE_ERRORS = {}  # the class that `open` raises, to ours
for _name in ('FileNotFoundError', 'IsADirectoryError', 'NotADirectoryError', 'PermissionError'):
    _kind = getattr(builtins, _name, None)
    if _kind is not None:
        globals()['User' + _name] = _FILE_ERRORS[_kind] = type(
            'User' + _name, (UserFileError, _kind), {'__doc__': UserFileError.__doc__,
                                                     '__module__': __name__})


def file_error(message, error, filename):
    """The UserError for a file that cannot be opened or read.

    Args:
        message (str): what it says.
        error (IOError or OSError): what `open` raised.
        filename (str): the file.
    """
    return _FILE_ERRORS.get(type(error), UserFileError)(error.errno, message, filename)


class TokenError(Exception):
    """OAuth tokens are asked for; Clarifai has none any more and takes API keys."""


def _secrets_of(response):
    """The credential that a request went with: a server may repeat it."""
    headers = getattr(getattr(response, 'request', None), 'headers', None) or {}
    return [native(headers.get(name) or '').rpartition(' ')[2]
            for name in ('Authorization', TOKEN_HEADER)]


def without_secrets(response):
    """A response as others may see it: without the request, whose headers have the key.

    Args:
        response (requests.Response or None): it is not changed.
    """
    if getattr(response, 'request', None) is None:
        return response
    shown, secrets = copy.copy(response), _secrets_of(response)
    shown._content = masked_content(response.content, secrets)
    shown.headers = masked(copy.copy(response.headers), secrets)
    shown.reason = masked(response.reason, secrets)
    if getattr(response, 'url', None):
        shown.url = clean(response.url)
    shown.request = None
    shown.history = []
    return shown


def _reasons():
    with importing:
        from clarifai import reasons  # which nothing but a failure needs
    return reasons


def _answer_of(response):
    """The JSON object of an answer, or None."""
    content = getattr(response, 'content', None)
    if isinstance(content, (bytes, bytearray)):
        answer = json_object(content)
    else:  # what stands in for a response in a test may have no more than the json() of 2.6.2
        answer = _json_of(response)
    return None if answer is None else masked(answer, _secrets_of(response))


def _json_of(response):
    """What the `json` of a response gives, where that is an object."""
    try:
        answer = response.json()
    except (AttributeError, TypeError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None
