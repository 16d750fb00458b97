"""The door to every operation of today's REST API: ``Platform(...).list_inputs(per_page=50)``."""
from __future__ import absolute_import

from clarifai.connection import Connection
from clarifai.forking import importing
from clarifai.operations import scopes
from clarifai.redact import clean

WORDS = {
    scopes.NEEDS_PAT: '%(operation)s takes a PAT, with the user and the app that it is about: '
                      'give Platform(pat=..., user_id=..., app_id=...), or set CLARIFAI_PAT, '
                      'CLARIFAI_USER_ID and CLARIFAI_APP_ID. An API key opens only the routes '
                      'that name neither.',
    scopes.NEEDS_APP: '%(operation)s is about a user and an app: %(missing)s not known. Give '
                      'user_id= and app_id= to the call or to Platform, or set CLARIFAI_USER_ID '
                      'and CLARIFAI_APP_ID.',
    scopes.CHECK_PAT: 'Check the PAT: it may be mistyped, revoked or expired. "clarifai diagnose" '
                      'shows the one in use; make another in the Security section of your '
                      'account.',
    scopes.CHECK_KEY: 'Check the API key, its scopes, and that it is of the app that holds this. '
                      'Since June 2025 Clarifai\'s own models take a PAT.',
    scopes.CHECK_APP: 'Check the id, the app %(app_id)s of the user %(user_id)s, and that both '
                      'are open to your PAT; user_id= and app_id= name others.',
    scopes.CHECK_USER: 'Check the id, the user %(user_id)s, and that what is theirs is open to '
                       'your PAT; user_id= names another.',
    scopes.UNSCOPED: 'This was asked without a user and an app: check the PAT, and name them with '
                     'user_id= and app_id= when it is about theirs.',
}


def words(advice, sentences=None):
    """An advice as a sentence.

    Args:
        advice (Advice): a code with fields.
        sentences (dict): sentences by code, where a door has others than this one.
    """
    sentences = dict(WORDS, **(sentences or {}))
    fields = dict(advice.fields)
    if 'missing' in fields:
        fields['missing'] = ' and '.join(fields['missing']) + (
            ' are' if len(fields['missing']) > 1 else ' is')
    return sentences[advice.code] % fields


class Platform(object):
    """Today's Clarifai, operation by operation.

    Each operation of the REST API is a method in snake case: ``ListInputs`` is `list_inputs`.
    ``dir()`` shows their names, ``help(platform.list_inputs)`` what one takes and answers, and
    ``clarifai api list`` both.  Arguments are given by name.  Answers are plain dictionaries, as
    the server wrote them.  ``platform.list_inputs.items()`` goes through a whole list, and
    ``platform.list_inputs.pages()`` through the answers that it comes in.

    Making one sends nothing.  Each value comes from the argument, else from the environment, else
    from ``~/.clarifai/config``.  One may be used from many threads.

    Args:
        pat (str): a personal access token; ``CLARIFAI_PAT``.
        token (str): a session token in place of it; ``CLARIFAI_SESSION_TOKEN``.
        user_id (str), app_id (str): whose things calls are about that do not say it;
            ``CLARIFAI_USER_ID``, ``CLARIFAI_APP_ID``.
        api_key (str): the API key of an app, which opens the routes that name no user and app;
            ``CLARIFAI_API_KEY``.
        base_url (str): where the API is; ``CLARIFAI_API_BASE``, or https://api.clarifai.com.
        session (requests.Session): what to send with, for instance one with certificates or
            proxies of its own.
        timeout (float or tuple): seconds to connect and between two bytes of an answer, one number
            for both or one for each, of which None means no limit; 10 and 60 unless given.
        retry (RetryPolicy): whether and when a request is sent again.
        max_answer (int): the most bytes that an answer may have when it is unpacked; 64 MiB unless
            given.

    Raises:
        UserError: there is no credential, or a PAT and a token are both given.
    """

    def __init__(self, pat=None, token=None, user_id=None, app_id=None, api_key=None,
                 base_url=None, session=None, timeout=None, retry=None, max_answer=None):
        connection = Connection(
            pat=pat, token=token, user_id=user_id, app_id=app_id, api_key=api_key,
            base_url=base_url, session=session, timeout=timeout, retry=retry, door='Platform',
            max_answer=max_answer)
        self._use(connection, words)

    @classmethod
    def over(cls, connection, words):
        """The operations over a connection that is there.

        Args:
            connection (Connection): what to send with.
            words (callable): takes an `Advice`, gives a sentence; a function of a module, so that
                it can be pickled.
        """
        made = cls.__new__(cls)
        made._use(connection, words)
        return made

    def _use(self, connection, words):
        # Nothing of this is loaded with the package, of which most programs use other parts.
        with importing:
            from clarifai.operations.caller import Caller
        self._connection = connection
        self._words = words
        self._caller = Caller(
            scopes.Scopes(connection.has_key, connection.has_pat, connection.user_id,
                          connection.app_id),
            connection.send, connection.stream, words)

    def with_options(self, timeout=None, retry=None, max_answer=None):
        """The same platform with other limits, for some calls.

        Both share credentials and connections::

            platform.with_options(timeout=300).post_inputs(inputs=videos)

        Args:
            timeout (float or tuple), retry (RetryPolicy), max_answer (int): as of the class; None
                for this one's.

        Returns:
            Platform: a new one.
        """
        return type(self).over(self._connection.with_options(timeout, retry, max_answer),
                               self._words)

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        with importing:
            from clarifai.operations import table
            from clarifai.operations.operation import Operation
        made = Operation(self._caller, table.row(name))
        self.__dict__[name] = made
        return made

    def __dir__(self):
        with importing:
            from clarifai.operations import table
        return sorted(set(dir(type(self))) | set(table.names()))

    def __getstate__(self):
        return {'connection': self._connection, 'words': self._words}

    def __setstate__(self, state):
        self._use(state['connection'], state['words'])

    def __repr__(self):
        return 'Platform(base_url=%r)' % clean(self._connection.base_url)
