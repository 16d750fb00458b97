"""Whose things a request is about, and with which credential it goes.

PUBLIC is Clarifai's own app (user ``clarifai``, app ``main``); OWN is the user's.  A PAT opens
both, an API key only the app it was made for.
"""
from __future__ import absolute_import

from collections import namedtuple
import re

from clarifai import credentials
from clarifai.errors import UserError
from clarifai.operations.paths import segment
from clarifai.rest import catalogue
from clarifai.rest.dialects import MODEL_URL, PUBLIC_NEEDS_PAT, is_model_url

WRONG_PAT = ('Check the PAT: "clarifai diagnose" shows the one in use; it may be mistyped, revoked '
             'or expired. Make another in the Security section of your account.')
WRONG_APP = ('Check CLARIFAI_USER_ID and CLARIFAI_APP_ID: they name the app %s of the user %s, '
             'which must exist and be open to your PAT; if they are right, check the id.')
NOT_PUBLIC = ('Clarifai has no such thing that is public: check the id; if it is your own, set '
              'CLARIFAI_USER_ID and CLARIFAI_APP_ID, which name the app that holds it.')
NOT_OPEN = ('The user %s has no such app or model as the address names, or it is not public: check '
            'the address.')


class Scope(namedtuple('Scope', 'prefix credential user_id app_id is_own')):
    """The beginning of paths, the credential ('pat' or 'api_key'), and whose app it is."""

    __slots__ = ()

    def __new__(cls, prefix, credential, user_id=None, app_id=None, is_own=True):
        return super(Scope, cls).__new__(cls, prefix, credential, user_id, app_id, is_own)

    def advice(self, error):
        """What to do about an ApiError met in this scope with a PAT, or None."""
        if error.status_code == 401:
            return WRONG_PAT
        if error.status_code in (403, 404):
            if self.is_own:
                return WRONG_APP % (self.app_id, self.user_id)
            return NOT_PUBLIC if self.user_id == 'clarifai' else NOT_OPEN % self.user_id
        return None


OWN_NEEDS_APP = (
    'set CLARIFAI_USER_ID and CLARIFAI_APP_ID (or ClarifaiApp(user_id=..., app_id=...)) beside the '
    'PAT: they name the app that holds your inputs, concepts and models')


class Scopes(object):
    """The scopes that a set of credentials opens.

    Args:
        has_key (bool), has_pat (bool): which credentials there are; a session token is as good as
            a PAT.
        user_id (str), app_id (str): as far as known, else None.
    """

    def __init__(self, has_key=False, has_pat=False, user_id=None, app_id=None):
        self._has_key = bool(has_key)
        self._has_pat = bool(has_pat)
        self._user_id = user_id
        self._app_id = app_id

    def own(self):
        """The scope of the user's app.

        Raises:
            UserError: the credentials do not say which app that is.
        """
        if self._has_pat and self._user_id and self._app_id:
            return self.of_app(self._user_id, self._app_id)._replace(is_own=True)
        if self._has_key:
            return Scope('/v2', 'api_key')
        raise UserError('. '.join(part for part in (OWN_NEEDS_APP, credentials.app_hint()) if part))

    def public(self):
        """The scope of Clarifai's public models.

        Raises:
            UserError: there is no PAT.
        """
        return self.of_app('clarifai', 'main')

    def of_app(self, user_id, app_id):
        """The scope of any app that is public or the user's.

        Raises:
            UserError: there is no PAT.
        """
        if not self._has_pat:
            raise UserError(PUBLIC_NEEDS_PAT)
        return Scope(_prefix(user_id, app_id), 'pat', user_id, app_id, is_own=False)

    def has_public(self):
        """Whether the public models can be reached."""
        return self._has_pat

    def of_model(self, model_id):
        """The scope a model is in, and its id there.

        Args:
            model_id (str): an id, or the URL of a model's page.

        Returns:
            tuple: a Scope, the id, and the version that a URL names or None.

        Raises:
            UserError: the credentials do not open that scope.
        """
        found = is_model_url(model_id) and re.match(MODEL_URL, model_id)
        if found:
            return (self.of_app(found.group('user'), found.group('app')), found.group('model'),
                    found.group('version'))
        public = catalogue.find_by_id(model_id)
        if public is not None:
            known = model_id in public.ids or model_id == public.today_id
            return self.public(), model_id if known else public.ids[-1], None
        if model_id in catalogue.decommissioned_ids() and '-' in model_id:
            return self.public(), model_id, None
        if self._own_is_known():
            return self.own(), model_id, None
        public = catalogue.find(model_id)  # with no app of one's own a name can mean no other
        return self.public(), public.ids[-1] if public is not None else model_id, None

    def _own_is_known(self):
        return self._has_key or bool(self._user_id and self._app_id)


def _prefix(user_id, app_id):
    return '/v2/users/%s/apps/%s' % (segment('user_id', user_id), segment('app_id', app_id))
