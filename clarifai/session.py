"""Sessions of ``requests``, the key's header, and single requests, prepared once per route.

Preparing a request means merging headers, cookies and hooks, parsing the URL, and looking for
proxies, a CA bundle and a ``.netrc`` file: more work than everything else that a short call does.
So it is done for the first request to a URL, and again when the session's settings have changed;
what the environment says is read with it.  Importing this module imports ``requests``.
"""
from __future__ import absolute_import

import encodings.idna  # noqa: F401 (sockets import it with the first name, in whatever thread)
import os
import re
import threading
from types import FunctionType, MethodType
import weakref

import requests
from requests import exceptions
from requests.auth import AuthBase
from requests.sessions import merge_setting
from requests.utils import select_proxy

from clarifai import browser, content
from clarifai.compat import PY2, string_types, text_type, urlencode
from clarifai.credentials import is_loopback
from clarifai.errors import TOKEN_HEADER, UserError
from clarifai.reading import ENCODINGS, TimedAdapter, time_sockets
from clarifai.redact import clean_address, shown

CONNECTIONS = 64  # idle ones cost nothing; fewer than threads costs a handshake per call
PROXY_VARIABLES = ('%s_proxy', 'all_proxy')
BUNDLES = ('REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE')
KEPT = 256  # routes of one session

_routes = weakref.WeakKeyDictionary()  # of each session


def make_session(certificates=None):
    """A ``requests.Session`` for one client, to be shared by all its threads.

    Args:
        certificates (str): a file of the certificates to trust; None for the usual ones.
    """
    session = requests.Session()
    if certificates is not None:
        session.verify = certificates
    adapter = TimedAdapter(pool_connections=10, pool_maxsize=CONNECTIONS)
    session.mount('https://', adapter)
    session.mount('http://', adapter)
    return session


class KeyAuth(AuthBase):
    """Puts the API key into a request's header.

    As an ``auth`` object and not as a plain header, so that a ``.netrc`` file cannot replace it and
    a redirect to another host does not carry it along.
    """

    def __init__(self, api_key):
        self._api_key = api_key

    def __call__(self, request):
        request.headers['Authorization'] = 'Key %s' % self._api_key
        return request

    def __eq__(self, other):
        return type(other) is type(self) and self._api_key == other._api_key

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._api_key)


class TokenAuth(KeyAuth):
    """Puts a session token into a request's header for it."""

    def __call__(self, request):
        request.headers[TOKEN_HEADER] = self._api_key
        return request


class NoAuth(AuthBase):
    """Sends no credential, not even one of a ``.netrc`` file or of the session's headers."""

    def __call__(self, request):
        request.headers.pop('Authorization', None)
        return request


def routes_of(session):
    """The prepared routes of a session, which get connections of their own in each process.

    Args:
        session (requests.Session): what requests are sent with.

    Returns:
        Routes
    """
    routes = _routes.get(session)
    if routes is None or routes.process != os.getpid():
        if routes is not None:
            _take_over(session)
        time_sockets(session)
        routes = _routes[session] = Routes(session)
    return routes


def _take_over(session):
    """Give a session that was forked connections of its own, and a lock that nobody holds.

    Whatever thread of the parent was reading cookies held the lock of the jar, and is not there.
    """
    for adapter in session.adapters.values():
        adapter.__setstate__(adapter.__getstate__())
    if hasattr(session.cookies, '_cookies_lock'):
        session.cookies._cookies_lock = threading.RLock()


class Routes(object):
    """The routes that a session has prepared.

    Args:
        session (requests.Session): not kept.

    Attributes:
        process (int): the id of the process that they are for.
    """

    def __init__(self, session):
        self.process = os.getpid()
        self._settings = _Settings(session)
        self._kept = {}

    def request(self, session, method, url, auth, headers, params, body):
        """A request that is ready to be sent.

        Args:
            session (requests.Session): the one that these routes belong to.
            method (str): the verb.
            url (str): where to, without the query.
            auth (requests.auth.AuthBase): equal for equal keys.
            headers (dict): beside the session's; always the same for a verb.
            params (dict or None): the query.
            body (bytes, JsonBody or None): the body.

        Returns:
            tuple: a `requests.PreparedRequest`, and the options that it is to be sent with.
        """
        prepared, options = self._route(session, method, url, auth, headers)
        request = requests.PreparedRequest()
        request.method = prepared.method
        request.url = _with_query(prepared.url, params)
        request.headers = prepared.headers.copy()
        request.hooks = prepared.hooks
        request._cookies = prepared._cookies  # copied by requests before it changes them
        if body is not None:
            request.headers['Content-Type'] = 'application/json'
            request.headers['Content-Length'] = str(len(body))
            request.body = _for_http(body)
        return request, options

    def request_once(self, session, url, auth, headers):
        """A GET to a URL that is asked for this once, such as one of a redirect; see `request`."""
        return _prepared(session, 'GET', url, auth, headers)

    def options(self, session, url):
        """The options that a request to a URL is to be sent with; see `request`."""
        return _options_for(session, url)

    def _route(self, session, method, url, auth, headers):
        if len(session.cookies):  # they belong to times and paths, so they are looked at each time
            return _prepared(session, method, url, auth, headers)
        if not self._settings.are_those_of(session):
            self._settings, self._kept = _Settings(session), {}
        name = method, url, auth
        route = self._kept.get(name)
        if route is None:
            if len(self._kept) >= KEPT:
                self._kept = {}
            route = self._kept[name] = _prepared(session, method, url, auth, headers)
        return route


def _prepared(session, method, url, auth, headers):
    request = session.prepare_request(requests.Request(method, url, headers=headers, auth=auth))
    request.headers['Accept-Encoding'] = ENCODINGS
    options = _options_for(session, request.url)
    _check_certificates(session, options)
    return request, options


def _options_for(session, url):
    if browser.IN_BROWSER:
        return browser.options(session)
    options = session.merge_environment_settings(url, {}, None, None, None)
    if isinstance(session.verify, string_types):
        options['verify'] = session.verify  # which requests lets the environment replace
    if is_loopback(url.split('?', 1)[0]):
        # A proxy of the environment is for the world outside; it has another machine's loopback.
        options['proxies'] = merge_setting({}, session.proxies)
    return options


def _check_certificates(session, options):
    """Refuse files of certificates that are not there.

    Raises:
        UserError: it says which setting names it.
    """
    verify, cert = options['verify'], options['cert']
    if isinstance(verify, string_types) and not os.path.exists(verify):
        raise UserError('%s names %s, which is not there: it must be a file of the certificates '
                        'to trust' % (_name_of_bundle(session, verify), shown(verify)))
    for path in cert if isinstance(cert, (list, tuple)) else [cert]:
        if path and not os.path.exists(path):
            raise UserError('cert of the session names %s, which is not there: it must be the file '
                            'of a client certificate' % shown(path))


def _name_of_bundle(session, path):
    if session.verify == path:
        return 'verify of the session'
    return next((name for name in BUNDLES if os.environ.get(name) == path), BUNDLES[0])


def _with_query(url, params):
    pairs = [(name, value) for name, value in (params or {}).items() if value is not None]
    if not pairs:
        return url
    if PY2:  # which escapes no text but bytes
        pairs = [(name, _in_bytes(value)) for name, value in pairs]
    return url + ('&' if '?' in url else '?') + urlencode(pairs, doseq=True)


def _in_bytes(value):
    if isinstance(value, (list, tuple)):
        return [_in_bytes(part) for part in value]
    return value.encode('utf-8') if isinstance(value, text_type) else value


class _Settings(object):
    """What a session was set to, from which it shows whether somebody has changed it since."""

    def __init__(self, session):
        self._headers = list(session.headers.items())
        self._simple = self._simple_of(session)
        self._copies = tuple(dict(part) for part in self._parts_of(session))
        self._hooks = dict((name, list(hooks)) for name, hooks in session.hooks.items())

    @staticmethod
    def _simple_of(session):
        return session.verify, session.cert, session.trust_env, session.stream

    @staticmethod
    def _parts_of(session):
        return session.proxies, session.params

    def are_those_of(self, session):
        """Whether a session is still set to them."""
        return (self._simple == self._simple_of(session) and
                self._headers == list(session.headers.items()) and
                self._copies == self._parts_of(session) and self._hooks == session.hooks)


def send_once(session, method, url, auth, headers, query, body, reader, timeout):
    """Send a request, and for a GET follow where its answer sends us.

    Args:
        session (requests.Session), method (str), url (str), auth (requests.auth.AuthBase), headers
            (dict), query (dict or None), body (bytes, JsonBody or None): as of `Routes.request`.
        reader (callable): the hook of ``requests`` that reads the answers.
        timeout (tuple): seconds to connect and between two bytes of the answer.

    Returns:
        requests.Response: the last answer.

    Raises:
        UserError: a file of certificates is not there.
        RequestException: there is no answer, or one leads nowhere.
    """
    if not _has_methods_of_requests(session, method):
        return _send_by_its_own(session, method, url, auth, headers, query, body, reader, timeout)
    routes = routes_of(session)
    request, options = routes.request(session, method, url, auth, headers, query, body)
    response = send_prepared(session, request, options, reader, timeout)
    # requests would look into a ``.netrc`` file on the way, and take a password out of it in place
    # of the key.  To follow a redirect is to send a GET in place of another verb, or data
    # elsewhere, so only a GET does.
    for _ in range(session.max_redirects):
        if method != 'GET' or response.next is None:
            return response
        target = response.next.url
        has_same_origin = not session.should_strip_auth(request.url, target)
        request, options = routes.request_once(
            session, target, auth if has_same_origin else NoAuth(), headers)
        if not has_same_origin:
            auth = NoAuth()  # also on the way back: that one chose where to
        response = send_prepared(session, request, options, reader, timeout)
    if response.next is None:
        return response
    raise exceptions.TooManyRedirects('there are more than %d redirects' % session.max_redirects)


def _has_methods_of_requests(session, method):
    """Whether a session's own methods are those of ``requests``, which `Routes` can do without.

    2.x called them.  So those of a session of somebody's own are called here, and those that a test
    or a tracer has replaced; by their code, since they may be replaced before this is imported.
    """
    return all(_is_of_requests(getattr(session, name, None))
               for name in (method.lower(), 'request'))


def _is_of_requests(method):
    function = method.__func__ if type(method) is MethodType else None
    return (type(function) is FunctionType and
            function.__code__.co_filename == merge_setting.__code__.co_filename)


def _is_session(session):
    """Whether it is a session of ``requests``, of whatever subclass.

    Not by `isinstance`: a test may have replaced ``requests.Session``, and a Mock claims a class.
    """
    return any((kind.__module__, kind.__name__) == ('requests.sessions', 'Session')
               for kind in type(session).__mro__)


def _send_by_its_own(session, method, url, auth, headers, query, body, reader, timeout):
    """Send a request by a session's own methods, as 2.x did; see `send_once`."""
    with_type = _Headers(dict(headers, **{'Content-Type': 'application/json'}))
    given = {'headers': auth(with_type).headers}
    if method == 'GET':
        given['params'] = query
    else:
        given['data'] = _whole(body)
    if _is_session(session):
        routes_of(session)  # for what a session needs in a process that was forked
        given.update(auth=auth, timeout=timeout, allow_redirects=method == 'GET', stream=True,
                     hooks={'response': [reader] + list(session.hooks.get('response') or ())})
        if 'timeout' in getattr(session.request, 'keywords', ()):  # of a functools.partial
            del given['timeout']
    return getattr(session, method.lower())(url, **given)


class _FileOfBody(object):
    """A body for the ``httplib`` of Python 2.7, which reads one that is no text."""

    def __init__(self, body):
        self._pieces = iter(body)

    def read(self, size=-1):
        """The next piece; ``httplib`` sends whatever it gets."""
        return next(self._pieces, b'')


def _for_http(body):
    """A body as the HTTP library takes it, at its beginning; text, as in 2.x, unless it is large.

    Tests of users look at it.
    """
    if isinstance(body, content.JsonBody):
        return _FileOfBody(body) if PY2 else body
    return _whole(body)


def _whole(body):
    """A body, or None, as text."""
    if isinstance(body, content.JsonBody):
        body = b''.join(body)
    return body if body is None or PY2 else body.decode('ascii')


class _Headers(object):
    """As much of a request as an `AuthBase` of ours needs."""

    def __init__(self, headers):
        self.headers = headers


def send_prepared(session, request, options, reader, timeout):
    """Send a prepared request, and follow nothing.

    Args:
        session (requests.Session): what it is sent with.
        request (requests.PreparedRequest), options (dict): as of `Routes.request`.
        reader (callable), timeout (tuple): as of `send_once`.

    Returns:
        requests.Response
    """
    request.hooks = dict(request.hooks, response=[reader] + request.hooks.get('response', []))
    options = dict(options, stream=True)
    if browser.IN_BROWSER:
        timeout = browser.prepare(request, timeout)
        with browser.unreported():
            response = session.send(request, allow_redirects=False, timeout=timeout, **options)
        if not response.status_code:  # of Firefox without promises, where nobody answers
            from http.client import HTTPException
            raise exceptions.ConnectionError(HTTPException('no status'))
        return response
    return session.send(request, allow_redirects=False, timeout=timeout, **options)


def proxy_of(session, url):
    """The proxy that a URL is asked through.

    Args:
        session (requests.Session): what requests are sent with.
        url (str): where to.

    Returns:
        str: its address without a password, and what names it; None without a proxy.
    """
    proxies = _proxies(session, url)
    address = select_proxy(url, proxies) if proxies else None
    if not address:
        return None
    names = [name % url.split(':', 1)[0] if '%' in name else name for name in PROXY_VARIABLES]
    variables = [variable for name in names for variable in (name, name.upper())
                 if os.environ.get(variable) == address]
    is_own = address in session.proxies.values() or not variables
    return '%s (%s)' % (clean_address(address), 'of the session' if is_own else variables[0])


def secrets_of(session, url):
    """The passwords of the proxies that a URL may be asked through.

    Also what a library takes for a host, and quotes, where a slash in one is not encoded.
    """
    users = [address.rpartition('@')[0].split('://', 1)[-1]
             for address in _proxies(session, url).values() if address]
    return ([user.partition(':')[2] for user in users] +
            [re.split('[/?#]', user)[0] for user in users if re.search('[/?#]', user)])


def _proxies(session, url):
    if not _is_session(session):  # but what stands in for one in a test
        return {}
    try:
        return routes_of(session).options(session, url)['proxies']
    except ValueError:  # the address is none, so nothing was asked
        return {}
