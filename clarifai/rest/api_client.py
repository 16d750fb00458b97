"""ApiClient: credentials, a dialect and a session, and the operations of the REST API over them."""
from __future__ import absolute_import

import copy

from clarifai import bodies, credentials, deprecation, logs
from clarifai.errors import ApiError, UserError
from clarifai.redact import clean, shown
from clarifai.rest import http_client
from clarifai.rest.arguments import checked_timeout
from clarifai.rest.batches import batches_of, merged
from clarifai.rest.connection import Connection
from clarifai.rest.input_calls import InputCalls
from clarifai.rest.model_calls import ModelCalls
from clarifai.rest.old_calls import OldCalls
from clarifai.rest.todays_calls import TodaysCalls
from clarifai.versions import CLIENT_HEADERS


class ApiClient(InputCalls, ModelCalls, TodaysCalls, OldCalls):
    """The REST API of one app, operation by operation.

    The methods return the JSON of the answer as a dict.  All of them raise `UserError` for wrong
    arguments, before anything is sent, and `ApiError` when the server refuses, fails or cannot be
    reached.  One client may be used from many threads.

    Args:
        app_id (str): the id of the app; beside `app_secret` the OAuth id of 2.0 to 2.2, of no use
            any more.
        app_secret (str): the OAuth secret of 2.0 to 2.2.
        base_url (str): where the API is; else ``CLARIFAI_API_BASE``, the config file, or
            https://api.clarifai.com.
        api_key (str): the API key; else ``CLARIFAI_API_KEY`` or the config file.
        quiet (bool): False logs to the error output what is sent.
        log_level (int): a level of `logging` for that, in place of INFO.
        pat (str): a personal access token; else ``CLARIFAI_PAT`` or the config file.
        user_id (str): the owner of the app; else ``CLARIFAI_USER_ID`` or the config file.
        dialect (str): 'legacy' or 'platform'; else ``CLARIFAI_DIALECT``, or what the credentials
            are good for.
        timeout (float or tuple): seconds to connect and between two bytes of an answer, one number
            for both or one for each, of which None means no limit; 10 and 60 unless given.
        retry (RetryPolicy): whether and when a request is sent again.
        session (requests.Session): what to send with, for instance one with certificates or
            proxies of its own.

    Attributes:
        session (requests.Session): what requests are sent with; set its proxies or headers.
        timeout (tuple), retry (RetryPolicy): as above; None for what is usual.
        pickle_secrets (bool): whether a pickle has the key and the PAT in it.  It does not unless
            this is set to True: the process that reads it takes them from its own environment or
            config file.
        base_url (str): the host (and path) of the API, `scheme` its scheme, `basev2` both.
        headers (dict): what goes along with each request, but for the key.

    Raises:
        UserError: there is neither an API key nor a PAT, or the config file cannot be read.
    """

    patch_actions = ['merge', 'remove', 'overwrite']
    concepts_patch_actions = ['overwrite']
    pickle_secrets = False

    @deprecation.accepts_forms(
        '(app_id=None, app_secret=None, base_url=None, quiet=False)',
        '(app_id=None, app_secret=None, base_url=None, quiet=True)')
    def __init__(self, app_id=None, app_secret=None, base_url=None, api_key=None, quiet=True,
                 log_level=None, pat=None, user_id=None, dialect=None, timeout=None, retry=None,
                 session=None):
        if isinstance(api_key, bool):  # the fourth argument was quiet until 2.0.21
            api_key, quiet = None, api_key
        key, token = credentials.find_api_key(api_key), credentials.find_pat(pat)
        if not key.value and not token.value:
            raise UserError(_no_key_message(app_secret))
        if app_secret:
            deprecation.warn(
                'app_id and app_secret are of no use since 2018: Clarifai takes API keys and '
                'personal access tokens. Going on with the one from the %s.'
                % (key.source or token.source))
        self.app_id = app_id or ''
        self.app_secret = app_secret or ''
        self.api_key = key.value
        self.pat = token.value
        self.token = None
        self.basev2 = credentials.find_base_url(base_url).value
        self.scheme, self.base_url = self.basev2.split('://', 1)
        if self.scheme == 'http' and not credentials.is_loopback(self.basev2):
            deprecation.warn('%s is not encrypted: anybody on the way can read the key and the '
                             'pictures. Use https:// if the server has it.' % clean(self.basev2),
                             UserWarning)
        self.headers = dict(CLIENT_HEADERS, **{'Content-Type': 'application/json'})
        self._user_id = credentials.find_user_id(user_id).value
        self._app_id = credentials.find_app_id(app_id, app_secret).value
        self._dialect_name = credentials.find_dialect(dialect).value or (
            'platform' if self.pat or (self._user_id and self._app_id) else 'legacy')
        self._dialect = self._new_dialect()
        self._connection = Connection(session)
        self._set_options(timeout, retry)
        logs.show(quiet, log_level)

    def _new_dialect(self):
        # Each client needs one of the two, and importing both is a part of its start.
        if self._dialect_name == 'legacy':
            from clarifai.rest.dialects.legacy import Legacy
            return Legacy()
        from clarifai.rest.dialects.platform import Platform
        from clarifai.rest.dialects.scopes import Scopes
        return Platform(Scopes(self.api_key, self.pat, self._user_id, self._app_id))

    def _set_options(self, timeout, retry):
        self.timeout = checked_timeout(timeout)
        if retry is not None and not hasattr(retry, 'pause'):
            raise UserError('retry must be a RetryPolicy, such as '
                            'clarifai.retry.RetryPolicy(attempts=5), not %s' % shown(retry))
        self.retry = retry

    def with_options(self, timeout=None, retry=None):
        """The same client with other limits, for some calls.

        Both share credentials and connections.

        Args:
            timeout (float or tuple), retry (RetryPolicy): as of the class; None for this client's.

        Returns:
            ApiClient: a new one.
        """
        other = copy.copy(self)
        other._set_options(self.timeout if timeout is None else timeout,
                           self.retry if retry is None else retry)
        return other

    def __repr__(self):
        return 'ApiClient(base_url=%r)' % clean(self.basev2)

    def __copy__(self):
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def __deepcopy__(self, memo):
        return self.__copy__()

    def __getstate__(self):
        state = dict(self.__dict__, _connection=None, _dialect=None)
        if not self.pickle_secrets:
            state.update(api_key=None, pat=None, app_secret='')
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        if not self.pickle_secrets:
            self.api_key = credentials.find_api_key().value
            self.pat = credentials.find_pat().value
        self._dialect = self._new_dialect()
        self._connection = Connection()

    @property
    def session(self):
        """The `requests.Session` of this client, made when first needed."""
        return self._connection.session()

    @session.setter
    def session(self, session):
        self._connection.set(session)

    # Sending

    def _call(self, operation, ids=None, params=None, send=None):
        return self._dialect.perform(operation, ids or {}, params, send or self._send)

    def _in_batches(self, operation, items, params_of, ids=None, call=None):
        """An operation on many items, 128 at a time; the answers are put together in order."""
        answers = []
        for batch in list(batches_of(items)) or [[]]:
            try:
                answers.append((call or self._call)(operation, ids, params_of(batch)))
            except ApiError as error:
                error.partial = merged(answers) if answers else None
                raise
        return merged(answers)

    def _send(self, request):
        return self._exchange(request)[0]

    def _exchange(self, request):
        """Send a request; return the answer, and whether it may have been acted upon before."""
        secret = self.pat if request.credential == 'pat' else self.api_key or self.pat
        if not secret:  # a copy in another process, whose environment has none
            raise UserError(_no_key_message(None))
        client = http_client.HttpClient(self.session, secret)
        client.repeatable = request.repeatable
        client.timeout, client.retry = self.timeout, self.retry
        params = {} if request.params is None else request.params  # as replacements of 2.x expect
        if getattr(client, 'takes_contents', None) is not True:
            params = bodies.plain(params)
        answer = client.execute_request(request.method, params, self.basev2 + request.path)
        return answer, getattr(client, 'uncertain', None) is True

    @staticmethod
    def _check_action(action, known):
        if action not in known:
            raise UserError('action must be one of %s, not %s' % (', '.join(known), shown(action)))


def _no_key_message(app_secret):
    message = ('no credentials: set CLARIFAI_PAT or CLARIFAI_API_KEY, run "clarifai config", or '
               'give ClarifaiApp(pat=...) or ClarifaiApp(api_key=...)')
    if app_secret or credentials.find_app_secret().value:
        message = ('app_id and app_secret are of no use since 2018, when Clarifai replaced OAuth '
                   'tokens by API keys; ' + message)
    return message
