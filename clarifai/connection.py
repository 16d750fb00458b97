"""What a client sends with: credentials, address, limits and a session, under each of its doors."""
from __future__ import absolute_import

import copy
import os

from clarifai import content, credentials, deprecation
from clarifai.compat import integer_types, quote, string_types
from clarifai.errors import UserError, UserTextError, UserTypeError, UserValueError
from clarifai.forking import importing
from clarifai.redact import clean, shown, shown_setting

PATH_SAFE = "!$&'()*+,;=:@"  # what RFC 3986 allows in a path segment besides letters and digits


class Request(object):
    """A request relative to the base URL.

    Args:
        method (str), path (str): the verb, and the path.
        params (dict): its query or body.
        repeatable (bool): whether doing it twice does no harm; None where not even a GET is to be
            repeated, such as one that takes work off a queue.
        credential (str): what it goes with: 'api_key', or 'pat' for a PAT or a session token.
    """

    def __init__(self, method, path, params, repeatable, credential):
        self.method = method
        self.path = path
        self.params = params
        self.repeatable = repeatable
        self.credential = credential


def segment(name, value):
    """An id as one segment of a path, escaped once.

    Args:
        name (str): what it is the id of, for the message.
        value (str): the id.

    Raises:
        UserError: it is no text, is empty, or is a path to elsewhere.
    """
    check_id(name, value)
    if value in ('.', '..'):
        raise UserValueError('%s cannot be %s: it would lead to another URL'
                             % (name, shown(value)))
    try:
        return quote(value.encode('utf-8') if isinstance(value, type(u'')) else value,
                     safe=PATH_SAFE)
    except UnicodeEncodeError:
        raise UserTextError('%s cannot be written in a URL: %s' % (name, shown(value)))


def check_id(name, value):
    """Refuse what can be no id, in a path or elsewhere.

    Args:
        name (str), value: as of `segment`.

    Raises:
        UserError: it is no text, or is empty.
    """
    if not isinstance(value, (type(u''), str)):
        raise UserTypeError('%s must be text that is not empty, not %s' % (name, shown(value)))
    if not value:
        raise UserValueError('%s must be text that is not empty, not %s' % (name, shown(value)))


class Connection(object):
    """The credentials, address, limits and session of a client.

    Each value comes from the argument, else from the environment, else from the config file.

    Args:
        api_key (str), pat (str), token (str): an API key, a personal access token, a session token
            in place of that.
        user_id (str), app_id (str): whose things the client is about.
        app_secret (str): the OAuth secret of 2.0 to 2.2, beside which `app_id` names no app.
        base_url (str): where the API is.
        session (requests.Session): what to send with; None to make one when it is needed.
        timeout (float or tuple), retry (RetryPolicy): as of `clarifai.rest.ClarifaiApp`.
        max_answer (int): likewise.
        door (str): the class that a user made, for messages.
        http_client (callable): a function of a module, which can be pickled, that gives the class
            to send with.  It is called for each request.  None for `HttpSender`.
        sources (Sources): where values are looked for; not kept.
        root_certificates_path (str): a file of the certificates to trust, for a session that is
            made here.

    Attributes:
        timeout (tuple), retry (RetryPolicy), max_answer (int): as checked; None for what is usual.
        pickle_secrets (bool): whether a pickle has the credentials in it.  Else the process that
            reads it takes them from its own environment or config file.

    Raises:
        UserError: there is no credential, a value is not usable, or a PAT and a token are both
            given.
    """

    pickle_secrets = False

    def __init__(self, api_key=None, pat=None, token=None, user_id=None, app_id=None,
                 app_secret=None, base_url=None, session=None, timeout=None, retry=None,
                 door='ClarifaiApp', http_client=None, sources=None,
                 max_answer=None, root_certificates_path=None):
        sources = sources or credentials.Sources()
        key = credentials.find_api_key(api_key, sources)
        found_pat, found_token = credentials.find_pat_or_token(pat, token, sources)
        if not (key.value or found_pat.value or found_token.value):
            raise credentials.no_credentials(door, app_id, app_secret, sources)
        self.api_key = key.value
        self.pat = found_pat.value
        self.token = found_token.value
        self.user_id = credentials.find_user_id(user_id, sources).value
        self.app_id = credentials.find_app_id(app_id, app_secret, sources).value
        self.base_url = credentials.find_base_url(base_url, sources).value
        if self.base_url.startswith('http:') and not credentials.is_loopback(self.base_url):
            deprecation.warn('%s is not encrypted: anybody on the way can read the key and the '
                             'pictures. Use https:// if the server has it.' % clean(self.base_url),
                             UserWarning)
        credentials.warn_about(sources, key, found_pat if found_pat.value else found_token, app_id,
                               app_secret)
        self._door = door
        self._http_client = http_client
        self._certificates = _checked_certificates(root_certificates_path, session)
        self._session = LazySession(_checked_session(session), self._certificates)
        self._set_options(timeout, retry, max_answer)

    def _set_options(self, timeout, retry, max_answer):
        self.timeout = checked_timeout(timeout)
        if retry is not None and not hasattr(retry, 'pause'):
            raise UserError('retry must be a RetryPolicy, such as '
                            'clarifai.retry.RetryPolicy(attempts=5), not %s' % shown_setting(retry))
        self.retry = retry
        self.max_answer = _checked_max_answer(max_answer)

    def with_options(self, timeout=None, retry=None, max_answer=None):
        """The same connection with other limits; both share the session.

        Args:
            timeout (float or tuple), retry (RetryPolicy), max_answer (int): as of the class; None
                for this one's.
        """
        other = copy.copy(self)
        other._set_options(self.timeout if timeout is None else timeout,
                           self.retry if retry is None else retry,
                           self.max_answer if max_answer is None else max_answer)
        return other

    def with_credential(self, pat=None, token=None):
        """The same connection with another credential; both share the session.

        Args:
            pat (str), token (str): as of the class; one of them.
        """
        other = copy.copy(self)
        found, found_token = credentials.find_pat_or_token(pat, token)
        other.pat, other.token = found.value, found_token.value
        return other

    def used_by(self, http_client, user_id, app_id):
        """The same connection for another client, about another app; both share the session.

        Args:
            http_client (callable): as of the class.
            user_id (str), app_id (str): whose things that client is about.
        """
        other = copy.copy(self)
        other._http_client = http_client
        other.user_id, other.app_id = user_id, app_id
        return other

    @property
    def has_key(self):
        """Whether there is an API key."""
        return bool(self.api_key)

    @property
    def has_pat(self):
        """Whether there is a PAT, or a session token, which is as good."""
        return bool(self.pat or self.token)

    @property
    def session(self):
        """The `requests.Session`, made when it is first needed."""
        return self._session.get()

    @session.setter
    def session(self, session):
        self._session.set(session)

    def __repr__(self):
        return 'Connection(base_url=%r)' % clean(self.base_url)

    def __copy__(self):
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def __deepcopy__(self, memo):
        return self.__copy__()

    def __getstate__(self):
        state = dict(self.__dict__, _session=None)
        if not self.pickle_secrets:
            state.update(api_key=None, pat=None, token=None)
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        if not self.pickle_secrets:
            self.api_key = credentials.find_api_key().value
            self.pat, self.token = (one.value for one in credentials.find_pat_or_token())
        self._session = LazySession(certificates=self._certificates)

    def send(self, request):
        """Send a request.

        Args:
            request (Request): what to send.

        Returns:
            tuple: the answer, and whether an earlier attempt may have been acted upon although its
            own answer was a failure, or none.

        Raises:
            UserError: there is no credential for it.
            ApiError: the server refused, failed or could not be reached.
        """
        sender = self._sender(request)
        answer = sender.execute_request(request.method, self._params(sender, request),
                                        self.base_url + request.path)
        return answer, getattr(sender, 'uncertain', None) is True

    def stream(self, request):
        """Send a request whose answer comes bit by bit.

        Args:
            request (Request): what to send.

        Returns:
            Lines: the lines of the answer; of a replacement of `HttpSender` that does not stream,
            an iterator of its one answer.
        """
        sender = self._sender(request)
        arguments = (request.method, self._params(sender, request), self.base_url + request.path)
        if getattr(sender, 'streams', None) is True:
            return sender.stream_request(*arguments)
        return iter([sender.execute_request(*arguments)])

    def _sender(self, request):
        """The `HttpSender`, or what a program has put in its place, for one request."""
        key = self.api_key if request.credential == 'api_key' else None
        secret = key or self.pat or self.token
        if not secret:  # a copy in another process, whose environment has none
            raise credentials.no_credentials(self._door)
        sender = (self._http_client() if self._http_client else HttpSender)(self.session, secret)
        sender.repeatable = request.repeatable
        sender.timeout, sender.retry = self.timeout, self.retry
        sender.max_answer = self.max_answer
        sender.is_session_token = not (key or self.pat)
        return sender

    @staticmethod
    def _params(sender, request):
        """What a sender is given as `params`: a replacement of 2.x knows plain JSON only."""
        params = {} if request.params is None else request.params  # 2.x had no None here
        return params if getattr(sender, 'takes_contents', None) is True else content.plain(params)


class HttpSender(object):
    """Sends single requests with a credential.

    Args:
        session (requests.Session): what to send with.
        api_key (str): the key, PAT or token.

    Attributes:
        repeatable (bool): whether doing the next operation twice does no harm, so that it may be
            sent again when its fate is unknown; so may a GET, unless this is None.
        retry (RetryPolicy): whether and when that is done; None for the default one.
        timeout (tuple): seconds to connect and between two bytes of the answer; None for 10 and 60.
        max_answer (int): the most bytes that an answer may have, unpacked; None for 64 MiB.
        is_session_token (bool): whether the credential is a session token.
        uncertain (bool): set by each operation that succeeds: whether an earlier attempt may have
            been acted upon although its answer was a failure, or none.

    These are attributes and not arguments, so that a replacement with 2.x's signature fits.
    """

    repeatable = False
    retry = None
    timeout = None
    max_answer = None
    is_session_token = False
    uncertain = False
    takes_contents = True  # of a replacement that lacks this, params are plain JSON
    streams = True         # of a replacement that lacks this, answers come whole

    @deprecation.accepts_forms('(api_key)')
    def __init__(self, session=None, api_key=None):
        if api_key is None:
            session, api_key = self._of_one_argument(session)
        self._session = session
        self._api_key = api_key

    @staticmethod
    def _of_one_argument(session):
        """The session and the key that a single argument of the constructor means."""
        return session, None

    def __getstate__(self):
        """Without secrets, which another process reads from its own environment."""
        return dict(self.__dict__, _session=None, _api_key=None)

    def __setstate__(self, state):
        self.__dict__.update(state, _api_key=credentials.find_api_key().value)

    def execute_request(self, method, params, url):
        """Send one request, again where that is safe.

        Args:
            method (str): 'GET', 'POST', 'PATCH', 'PUT' or 'DELETE'.
            params (dict): the query of a GET, else the JSON body, in which contents may stand that
                are made while they are sent (`clarifai.content`); ``{}`` or None for nothing.
            url (str): where to.

        Returns:
            dict: the JSON of the answer.

        Raises:
            ApiError: the server refused, failed or could not be reached.
        """
        with importing:
            from clarifai import transport  # imports requests, which only a request needs
        answer = transport.send(*self._arguments(method, params, url))
        self.uncertain = answer.uncertain
        return answer.json

    def stream_request(self, method, params, url):
        """Send one request whose answer comes line by line; see `execute_request`.

        Returns:
            Lines
        """
        with importing:
            from clarifai import transport
        return transport.stream(*self._arguments(method, params, url))

    def _arguments(self, method, params, url):
        """What `transport.send` and `transport.stream` take, in that order."""
        if self._session is None:
            with importing:
                from clarifai.session import make_session
            self._session = make_session()
        return (self._session, self._api_key, method, url, params, self.repeatable, self.retry,
                self.timeout, self.is_session_token, self.max_answer)


class LazySession(object):
    """A `requests.Session` that is made when it is first needed.

    Args:
        session (requests.Session): the one to use; None to make one.
        certificates (str): a file of the certificates that the one that is made trusts; None for
            the usual ones.
    """

    def __init__(self, session=None, certificates=None):
        self._made = {} if session is None else {'session': session}
        self._certificates = certificates

    def get(self):
        """The session."""
        if 'session' not in self._made:
            with importing:
                from clarifai.session import make_session  # imports requests: when it is needed
            # One of several threads puts its own there for all.  A lock might be forked while held.
            self._made.setdefault('session', make_session(self._certificates))
        return self._made['session']

    def set(self, session):
        """Use another session."""
        self._made['session'] = session


def _checked_session(value):
    if value is not None and not hasattr(value, 'send'):
        raise UserError('session must be a requests.Session, not %s' % shown_setting(value))
    return value


def _checked_certificates(path, session):
    if path is None:
        return None
    if session is not None:
        raise UserError('root_certificates_path is for a session that is made here: set verify of '
                        'the session that you give')
    if not isinstance(path, (string_types, getattr(os, 'PathLike', str))):
        raise UserError('root_certificates_path must be text, not %s' % shown_setting(path))
    path = str(path)
    if not os.path.exists(path):
        raise UserError('root_certificates_path names %s, which is not there: it must be a file of '
                        'the certificates to trust' % shown(path))
    return path


def _checked_max_answer(value):
    whole = isinstance(value, integer_types) and not isinstance(value, bool)
    if value is not None and not (whole and value > 0):
        raise UserError('max_answer must be a number of bytes from 1, not %s'
                        % shown_setting(value))
    return value


def checked_timeout(value):
    """The limits of a request as seconds to connect and between two bytes, or None.

    Raises:
        UserError: it is neither a number of seconds above 0 nor two of them.
    """
    if value is None:
        return None
    pair = tuple(value) if isinstance(value, (list, tuple)) else (value, value)
    if len(pair) != 2 or not all(one is None or _is_seconds(one) for one in pair):
        raise UserError('timeout must be a number of seconds, or two: (to connect, between two '
                        'bytes of the answer), not %s' % shown_setting(value))
    return pair


def _is_seconds(value):
    return (isinstance(value, integer_types + (float,)) and not isinstance(value, bool) and
            value > 0)
