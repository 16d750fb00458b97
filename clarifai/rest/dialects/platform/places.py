"""Whose app an operation is about: the user's own, Clarifai's, or that of a model's address.

A PAT opens all of them, an API key only the one it was made for.
"""
from __future__ import absolute_import

import re

from clarifai import credentials
from clarifai.errors import UserError
from clarifai.forking import importing
from clarifai.operations.scopes import Scopes
from clarifai.rest import catalogue
from clarifai.rest.catalogue import MODEL_URL, PUBLIC_NEEDS_PAT, is_model_url
from clarifai.status_codes import status_meant

CLARIFAI, MAIN = 'clarifai', 'main'


class Place(object):
    """An app.

    Args:
        scope (Scope): that of its operations.
        is_own (bool): whether it is the user's own.
        app_is_known (bool): whether the settings name an app of the user's own, whatever this one
            is.
    """

    def __init__(self, scope, is_own, app_is_known):
        self.scope = scope
        self.is_own = is_own
        self.app_is_known = app_is_known

    def hint(self, error):
        """What to do about an ApiError met here with a PAT, or None.

        Args:
            error (ApiError): a refusal.

        Returns:
            Advice
        """
        with importing:
            from clarifai import advice  # which nothing but a refusal needs
        meant = status_meant(error)
        if meant == 401:
            return advice.Advice(advice.CHECK_PAT, {})
        if meant not in (403, 404):
            return None
        if self.is_own:
            return advice.Advice(advice.NOT_IN_APP, {
                'user_id': self.scope.user_id, 'app_id': self.scope.app_id})
        if self.scope.user_id != CLARIFAI:
            return advice.Advice(advice.NOT_OPEN, {'user_id': self.scope.user_id})
        return advice.Advice(advice.NOT_PUBLIC, {'app_is_known': self.app_is_known})


OWN_NEEDS_APP = (
    'set CLARIFAI_USER_ID and CLARIFAI_APP_ID (or ClarifaiApp(user_id=..., app_id=...)) beside the '
    'PAT: they name the app that holds your inputs, concepts and models')


class Places(object):
    """The apps that a set of credentials opens.

    Args:
        has_key (bool), has_pat (bool): which credentials there are; a session token is as good as
            a PAT.
        user_id (str), app_id (str): as far as known, else None.

    Attributes:
        known_own (Place): what `own` has found; None before.
    """

    def __init__(self, has_key=False, has_pat=False, user_id=None, app_id=None):
        self._has_key = bool(has_key)
        self._has_pat = bool(has_pat)
        self._user_id = user_id
        self._app_id = app_id
        self._scopes = Scopes(self._has_key, self._has_pat)
        self._public = None
        self.known_own = None

    def own(self):
        """The user's app.

        Raises:
            UserError: the credentials do not say which app that is.
        """
        if self.known_own is None:
            self.known_own = self._own()
        return self.known_own

    def _own(self):
        if self._has_pat and self._user_id and self._app_id:
            return Place(self._scopes.scope(self._user_id, self._app_id), True, True)
        if self._has_key:
            return Place(self._scopes.of_key, True, False)
        raise UserError('. '.join(part for part in (OWN_NEEDS_APP, credentials.app_hint()) if part))

    def public(self):
        """The app of Clarifai's public models.

        Raises:
            UserError: there is no PAT.
        """
        if self._public is None:
            self._public = self.of_app(CLARIFAI, MAIN)
        return self._public

    def of_app(self, user_id, app_id):
        """Any app that is public or the user's.

        Raises:
            UserError: there is no PAT.
        """
        if not self._has_pat:
            raise UserError(PUBLIC_NEEDS_PAT)
        return Place(self._scopes.scope(user_id, app_id), False,
                     bool(self._user_id and self._app_id))

    def has_public(self):
        """Whether the public models can be reached."""
        return self._has_pat

    def of_model(self, model_id):
        """The app a model is in, and its id there.

        Args:
            model_id (str): an id, or the URL of a model's page.

        Returns:
            tuple: a Place, the id, and the version that a URL names or None.

        Raises:
            UserError: the credentials do not open that app.
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
        if self.own_is_known():
            return self.own(), model_id, None
        public = catalogue.find(model_id)  # with no app of one's own a name can mean no other
        return self.public(), public.ids[-1] if public is not None else model_id, None

    def own_is_known(self):
        """Whether the credentials say which app is the user's."""
        return self._has_key or bool(self._user_id and self._app_id)

    def missing(self):
        """The settings without which the user's app is not asked with a PAT, by their names."""
        return tuple(name for name, is_set in (
            ('CLARIFAI_PAT', self._has_pat), ('CLARIFAI_USER_ID', self._user_id),
            ('CLARIFAI_APP_ID', self._app_id)) if not is_set)
