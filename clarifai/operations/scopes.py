"""Whose things a call is about, and with which credential it goes.

A PAT and a session token open what is the user's and what is public, an API key the one app that
it was made for, whose routes name neither user nor app.
"""
from __future__ import absolute_import

from clarifai.forking import importing
from clarifai.connection import segment
from clarifai.redact import native
from clarifai.status_codes import status_meant

KEPT = 256  # scopes of one client
UNSET = object()  # in place of a user or app that a call does not name

# Codes of `Advice`.
NEEDS_PAT = 'needs_pat'      # a key cannot do this
NEEDS_APP = 'needs_app'      # the user or the app is not known; fields: missing
CHECK_PAT = 'check_pat'      # refused with a PAT or token
CHECK_KEY = 'check_key'      # refused with a key
CHECK_APP = 'check_app'      # what was not found may be elsewhere; fields: user_id, app_id
CHECK_USER = 'check_user'    # likewise, where no app is known; fields: user_id
UNSCOPED = 'unscoped'        # sent without user and app, and refused


class Scope(object):
    """Whose things a call is about, and with what it goes.

    Args:
        credential (str): 'pat' or 'api_key'.
        user_id (str), app_id (str): as far as known, else None.
        prefixes (dict): the beginnings of their paths: those that are known by 'app' and 'user',
            and '' by None.
    """

    def __init__(self, credential, user_id, app_id, prefixes):
        self.credential = credential
        self.user_id = user_id
        self.app_id = app_id
        self.prefixes = prefixes

    def advice(self, error):
        """What to do about an ApiError met here, or None.

        Args:
            error (ApiError): a refusal, by its HTTP status or by the code in its answer.

        Returns:
            Advice
        """
        meant = status_meant(error)
        if meant not in (401, 403, 404):
            return None
        with importing:
            from clarifai.advice import Advice  # which nothing but a refusal needs
        if self.credential == 'api_key':
            return Advice(CHECK_KEY, {})
        if not self.user_id or (not self.app_id and misses_an_app(error)):
            return Advice(UNSCOPED, {})
        if meant == 401:
            return Advice(CHECK_PAT, {})
        if not self.app_id:
            return Advice(CHECK_USER, {'user_id': self.user_id})
        return Advice(CHECK_APP, {'user_id': self.user_id, 'app_id': self.app_id})


def misses_an_app(error):
    """Whether a credential was refused because neither it nor the path says which app is meant.

    Args:
        error (ApiError): the refusal.
    """
    said = '%s %s' % (native(error.error_desc), native(error.error_details))
    return 'app external id' in said.lower()


class Scopes(object):
    """The scopes that a set of credentials opens, each made once.

    Args:
        has_key (bool), has_pat (bool): which credentials there are; a session token is as good as
            a PAT.
        user_id (str), app_id (str): what a call is about that does not say it; None when unknown.

    Attributes:
        of_key (Scope): the app of the API key, which paths do not name.
    """

    def __init__(self, has_key, has_pat, user_id=None, app_id=None):
        self._has_key = has_key
        self.has_pat = has_pat
        self._user_id = user_id
        self._app_id = app_id
        self._made = {}
        self.of_key = Scope('api_key', None, None, {None: ''})

    def scope(self, user_id=UNSET, app_id=UNSET):
        """The scope of a call.

        Args:
            user_id (str), app_id (str): as the call names them; None for none.

        Returns:
            Scope: None when it would take a PAT, and there is none.
        """
        if not self.has_pat:
            named = [one for one in (user_id, app_id) if one is not UNSET and one is not None]
            return None if named else self.of_key
        name = (self._user_id if user_id is UNSET else user_id,
                self._app_id if app_id is UNSET else app_id)
        found = self._made.get(name)
        if found is None:
            if len(self._made) >= KEPT:
                self._made.clear()
            found = self._made[name] = _scope(*name)
        return found

    def without_scope(self, scope, is_named):
        """The scope of a call that takes a route without user and app, though others have them.

        Args:
            scope (Scope): the call's.
            is_named (bool): whether the call names a user or app, or says that there is none.

        Returns:
            Scope: of the key where there is one, which knows its app.
        """
        return self.of_key if self._has_key and not is_named else scope


def _scope(user_id, app_id):
    prefixes = {None: ''}
    if user_id is not None:
        prefixes['user'] = '/v2/users/' + segment('user_id', user_id)
        if app_id is not None:
            prefixes['app'] = prefixes['user'] + '/apps/' + segment('app_id', app_id)
    return Scope('pat', user_id, app_id, prefixes)
