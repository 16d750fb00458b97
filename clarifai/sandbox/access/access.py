"""Which app a request is about, and what its key may do there."""
from __future__ import annotations

import enum
import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

from clarifai.sandbox import errors
from clarifai.sandbox.access import permissions
from clarifai.sandbox.models import public_models
from clarifai.sandbox.store import apps, keys

if TYPE_CHECKING:
    from clarifai.sandbox.web.routes import Route

ME = 'me'
PUBLIC_APP = (public_models.USER_ID, public_models.APP_ID)
KEY_REACHES_NO_PUBLIC = ('An API key cannot reach %s: the public models in users/clarifai/apps/'
                         'main are open to personal access tokens (PATs) only.')
PAT_WITHOUT_APP = ('Must provide app external ID in API authorizer: a PAT opens all apps of its '
                   'user, so the path must name one: /v2/users/{user_id}/apps/{app_id}/...')


class PublicModels(enum.Enum):
    """Where the public models are, for a request."""

    BESIDE = 'among the models of the app, as 2.x showed them'
    ALONE = 'alone: the request goes to app main of user clarifai'
    BY_ID = 'found by their ids, and not among the models that the app lists'
    ELSEWHERE = 'not in this app, but in another one that the key opens'
    CLOSED = 'out of reach: the platform has none for an API key'


class Scope(NamedTuple):
    """Where a request works.

    Attributes:
        app_id: the id under which the app is kept; '' where a request is about a user.
        user_id: the owner as shown in answers, or None for the app of a key.
        name: the id of the app as shown in answers.
        is_platform: whether the platform's dialect is spoken, and not that of 2.x.
        public: where the public models are.
        scopes: what the key may do.
        has_decommissioned: whether public models answer that went in 2025.
    """

    app_id: str
    user_id: Optional[str]
    name: str
    is_platform: bool
    public: PublicModels
    scopes: tuple[str, ...] = permissions.EVERYTHING
    has_decommissioned: bool = False

    @property
    def is_public_app(self) -> bool:
        """Whether this is Clarifai's own app, with the public models."""
        return self.public is PublicModels.ALONE

    @property
    def shows_public(self) -> bool:
        """Whether the public models and concepts are among what the app lists."""
        return self.public in (PublicModels.ALONE, PublicModels.BESIDE)


class Access:
    """The keys that a server knows and what they open.

    When none are listed, any key is good: on a path without user and app it is the API key of an
    app of its own, on a path with them it is a PAT. That belongs to the user of the first request
    with it that writes; until then it reads what is anybody's.

    Args:
        pats: {PAT: user id}.
        api_keys: {API key: (user id, app id)}.
        expired: keys that were good once.
        platform: whether the platform's rules hold on all paths.
    """

    def __init__(self, pats: Mapping[str, str] | None = None,
                 api_keys: Mapping[str, tuple[str, str]] | None = None,
                 expired: Sequence[str] = (), platform: bool = False) -> None:
        self._pats = dict(pats or {})
        self._api_keys = dict(api_keys or {})
        self._expired = frozenset(expired)
        self._listed = bool(self._pats or self._api_keys or self._expired)
        self._platform = platform

    def scope(self, db: sqlite3.Connection, key: str, named: tuple[str, str] | None,
              route: Route) -> Scope:
        """Return the `Scope` of a request that is about an app.

        Args:
            db: in a transaction.
            key: what was sent after ``Key``.
            named: the user and app that the request names, or None.
            route: where it goes.

        Raises:
            errors.RequestError: the key is not known, or not good for this.
        """
        made = self._known(db, key)
        if self._is_api_key(db, key, named, made):
            scope = self._of_api_key(db, key, named, made, route)
        else:
            scope = self._of_pat(db, key, named, route.writes)
        return _limited(scope, made, route)

    def guest_scope(self, db: sqlite3.Connection, key: str, named: tuple[str, str],
                    route: Route) -> Scope:
        """Return the `Scope` of a request about a model that is anybody's to use.

        Args:
            db: in a transaction.
            key: what was sent after ``Key``.
            named: the user and app whose model it is.
            route: where it goes.

        Raises:
            errors.RequestError: the key is not known, or not good for this.
        """
        made = self._known(db, key)
        scope = Scope('', named[0], named[1], True, PublicModels.ELSEWHERE)
        return _limited(scope, made, route)

    def user_scope(self, db: sqlite3.Connection, key: str, user_id: str, app_id: str | None,
                   route: Route) -> Scope:
        """Return the `Scope` of a request that is about a user: only a PAT opens that.

        Args:
            db: in a transaction.
            key: what was sent after ``Key``.
            user_id: the user that the request names, or ``me``.
            app_id: the app of the user that it is about, or None.
            route: where it goes.

        Raises:
            errors.RequestError: the key is not known, or not good for this.
        """
        made = self._known(db, key)
        own = self._own_app(key, made)
        if own and app_id == own[1] and user_id in (ME, own[0]) and not route.writes:
            return _limited(_of_user(own[0]), made, route)
        if own or (self._platform and not made and apps.has_app(db, key)):
            raise errors.Forbidden('An API key opens one app; this needs a personal access token '
                                   '(PAT).')
        if user_id == public_models.USER_ID:
            if route.writes:
                raise errors.Forbidden('User clarifai cannot be changed.')
            return _limited(_of_user(user_id, PublicModels.ALONE), made, route)
        owner = self._owner(db, key, user_id, route.writes)
        if user_id not in (ME, owner):
            self._refuse(db, user_id, None, owner)
        return _limited(_of_user(owner, self._of_own_app()), made, route)

    def _of_own_app(self) -> Any:
        """Return where the public models are for the app of a PAT."""
        return PublicModels.ELSEWHERE if self._platform else PublicModels.BY_ID

    def _known(self, db: sqlite3.Connection, key: str) -> dict[str, Any] | None:
        """Return the key as it was made through the API, None if it was not, once it is good."""
        made = keys.of_secret(db, key)
        if key in self._expired or (made and keys.is_expired(made)):
            raise errors.KeyExpired('This key has expired; make another one.')
        if made and made['deleted']:
            raise errors.BadKey('This key was deleted; make another one.')
        if self._listed and not (made or key in self._pats or key in self._api_keys):
            raise errors.BadKey('The sandbox was started with a list of keys, and this is none of '
                                'them (see --pat and --api-key).')
        return made

    def _own_app(self, key: str, made: dict[str, Any] | None) -> tuple[str, str] | None:
        """Return the (user id, app id) that an API key was made for, None if that is not known."""
        if made:
            return (made['user_id'], made['app']) if made['type'] == keys.APP_KEY else None
        return self._api_keys.get(key)

    def _is_api_key(self, db: sqlite3.Connection, key: str, named: tuple[str, str] | None,
                    made: dict[str, Any] | None) -> bool:
        if made:
            return made['type'] == keys.APP_KEY
        if self._listed:
            return key in self._api_keys
        if apps.owner(db, key):
            return named is None and not self._platform
        return named is None or (self._platform and apps.has_app(db, key))

    def _of_api_key(self, db: sqlite3.Connection, key: str, named: tuple[str, str] | None,
                    made: dict[str, Any] | None, route: Any) -> Scope:
        own = self._own_app(key, made)
        if named == PUBLIC_APP:
            if self._platform:
                refusal = errors.ModelNotFound if '{model_id}' in route.path else errors.Forbidden
                raise refusal(KEY_REACHES_NO_PUBLIC % 'this')
            return self._public(db, route.writes)
        if named and named != own:
            raise errors.BadKey('This API key was made for another app than %s of user %s.'
                                % (named[1], named[0]))
        public = (PublicModels.CLOSED if self._platform else
                  PublicModels.BY_ID if named else PublicModels.BESIDE)
        if own:
            return Scope(apps.of_user(db, *own), own[0], own[1], True, public)
        app_id = apps.for_key(db, key)
        return Scope(app_id, None, app_id, True, public)

    def _of_pat(self, db: sqlite3.Connection, key: str, named: tuple[str, str],
                writes: bool) -> Scope:
        if named is None:
            raise errors.BadKey(PAT_WITHOUT_APP)
        if named == PUBLIC_APP:
            return self._public(db, writes)
        user_id, name = self._owner(db, key, named[0], writes), named[1]
        if named[0] not in (ME, user_id):
            self._refuse(db, named[0], name, user_id)
        if self._platform:
            self._refuse_unknown_app(db, user_id, name, writes)
        return Scope(apps.of_user(db, user_id, name), user_id, name, True, self._of_own_app())

    def _public(self, db: sqlite3.Connection, writes: bool) -> Scope:
        if writes:
            raise errors.Forbidden('App main of user clarifai can be read by everybody and changed '
                                   'by nobody.')
        return Scope(apps.of_user(db, *PUBLIC_APP), public_models.USER_ID, public_models.APP_ID,
                     True, PublicModels.ALONE, has_decommissioned=not self._platform)

    def _refuse_unknown_app(self, db: sqlite3.Connection, user_id: str, name: str,
                            writes: Any) -> None:
        """Refuse an app that nobody has made, on today's platform.

        Where any key is good, whoever writes to an app has made it.
        """
        listed = (user_id, name) in self._api_keys.values()
        if not listed and not apps.find(db, user_id, name) and (self._listed or not writes):
            how = '' if self._listed else ', or write something to it'
            raise errors.AppNotFound('User %s has no app %s; make it with POST /v2/users/%s/apps%s.'
                                     % (user_id, name, user_id, how))

    def _owner(self, db: sqlite3.Connection, key: str, user_id: str, writes: Any) -> str:
        """Return whose PAT this is; one that is not known becomes that of a user by writing."""
        made = keys.of_secret(db, key)
        known = made['user_id'] if made else self._pats.get(key) or apps.owner(db, key)
        if known:
            return known
        if user_id == public_models.USER_ID:
            raise errors.ScopeNotFound('User clarifai has one app here: main.')
        if user_id == ME:
            user_id = 'user-' + apps.hashed(key)[:12]
        if writes:
            apps.bind(db, key, user_id)
        return user_id

    def _refuse(self, db: sqlite3.Connection, user_id: str, name: str | None, owner: str) -> None:
        if user_id == public_models.USER_ID:
            raise errors.ScopeNotFound('User clarifai has one app here: main.')
        listed = set(self._pats.values()) | {user for user, _ in self._api_keys.values()}
        if user_id in listed or apps.is_user(db, user_id):
            what = f'App {name} belongs to user {user_id}' if name else (
                f'This is about user {user_id}')
            raise errors.Forbidden(f'{what}, and this PAT belongs to user {owner}.')
        raise errors.ScopeNotFound(f'There is no user {user_id}; this PAT belongs to user {owner}.')


def _of_user(user_id: str, public: PublicModels = PublicModels.ELSEWHERE) -> Scope:
    return Scope('', user_id, '', True, public)


def _limited(scope: Scope, made: dict[str, Any] | None, route: Route) -> Scope:
    """Return a scope with what the key may do, once it is found to be enough for the route."""
    if made is None:
        return scope
    permissions.refuse_missing(made['scopes'], route)
    return scope._replace(scopes=tuple(made['scopes']))
