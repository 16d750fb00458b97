"""What a handler is given, and what it gives back."""
from __future__ import annotations

import contextlib
import functools
import sqlite3
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from clarifai.sandbox import errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.access.access import KEY_REACHES_NO_PUBLIC, PublicModels
from clarifai.sandbox.handlers.shapes.legacy import LegacyShapes
from clarifai.sandbox.handlers.shapes.platform import PlatformShapes
from clarifai.sandbox.models import public_models
from clarifai.sandbox.store import apps, models

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from clarifai.sandbox.access.access import Scope
    from clarifai.sandbox.errors import MediaUnavailable, RequestError
    from clarifai.sandbox.fields import Page
    from clarifai.sandbox.models.public_models import PublicModel
    from clarifai.sandbox.services import Services

IN_AN_APP = (PublicModels.BY_ID, PublicModels.ELSEWHERE)
NOT_IN_AN_APP = ('App %s has no model %r. The public model of this id is in app main of user '
                 'clarifai: name users/clarifai/apps/main in the path, or in user_app_id.')


class Answer:
    """A JSON answer.

    Args:
        payload: the members beside ``status``.
        code: the status code.
        http: the HTTP code.
        details: more about the status.
    """

    def __init__(self, payload: dict[str, Any], code: int = codes.SUCCESS, http: int = 200,
                 details: str | None = None) -> None:
        self.payload = payload
        self.status = codes.status(code, details)
        self.http = http


class Stream:
    """A JSON answer in parts, one after the other.

    Args:
        payloads: the members of each beside ``status``.
    """

    def __init__(self, payloads: list[dict[str, Any]]) -> None:
        self.answers = [Answer(payload) for payload in payloads]


class Media:
    """An answer that is a file, not JSON."""

    def __init__(self, data: bytes, mimetype: str) -> None:
        self.data = data
        self.mimetype = mimetype


class Connection(NamedTuple):
    """What a handler needs to know that waits for somebody else.

    Attributes:
        is_gone: says whether the client has closed the connection.
        end_turn: lets the next request of the same key be answered.
    """

    is_gone: Callable[[], bool]
    end_turn: Callable[[], None]


class Call:
    """One request, for a handler.

    Args:
        services: the database, the background work and so on.
        scope: whose app it is about, or None on routes without a key.
        params: the parts of the path that the route names.
        query: the query string.
        body: the JSON body, {} if there is none.
        base_url: where this server is reached, without a final slash.
        connection: the connection that it came on.

    Attributes:
        app_id: the id under which the app is kept, '' where a request is about a user.
        is_platform: whether the dialect of the request is the platform's.
        services, params, query, body, base_url, connection: as above.
    """

    def __init__(self, services: Services, scope: Scope | None, params: dict[str, Any],
                 query: MultiDict[str, str], body: dict[str, Any], base_url: str,
                 connection: Connection) -> None:
        self.services = services
        self.params = params
        self.query = query
        self.body = body
        self.base_url = base_url
        self.connection = connection
        self._scope = scope
        self.app_id = scope.app_id if scope else ''
        self.is_platform = scope is not None and scope.is_platform

    @property
    def scope(self) -> Scope:
        """Whose app the request is about, on routes that need a key."""
        assert self._scope is not None
        return self._scope

    @property
    def user_id(self) -> str:
        """The user whom a request names, on the platform."""
        return self.scope.user_id or ''

    @functools.cached_property
    def shapes(self) -> Any:
        """How things are written in the dialect of the request (`shapes.legacy`, `.platform`)."""
        return (PlatformShapes if self.is_platform else LegacyShapes)(self.scope, self.base_url)

    def in_app(self, app_id: str, name: str, user_id: str | None = None) -> Call:
        """Return the same request as if it were about another app.

        Args:
            app_id: the id under which the app is kept.
            name: its id as shown in answers.
            user_id: whose it is; of the user that the request is about, unless given.
        """
        scope = self.scope._replace(app_id=app_id, name=name,
                                    user_id=user_id or self.scope.user_id)
        return Call(self.services, scope, self.params, self.query, self.body, self.base_url,
                    self.connection)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Begin a transaction; used as ``with call.transaction() as db:``.

        Raises:
            errors.AppNotFound: somebody has deleted the app since the request came.
        """
        with self.services.database.transaction() as db:
            if self.app_id and not apps.exists(db, self.app_id):
                raise errors.AppNotFound('This app was deleted a moment ago.')
            yield db

    def sent_inputs(self) -> list[dict[str, Any]]:
        """Return the ``inputs`` of the body, which may be no more than one request takes.

        Raises:
            errors.BadFormat: 2.x wanted them to be there, if only as an empty list.
        """
        if not self.is_platform and self.body.get('inputs') is None:
            raise errors.BadFormat("Must supply the 'inputs' field. Check the JSON body of your "
                                   'request.')
        return fields.batch(self.body, 'inputs')

    def page(self) -> Page:
        """Return the `fields.Page` that the query string asks for."""
        return fields.page_of_query(self.query, self._page_size())

    def page_of_body(self) -> Page:
        """Return the `fields.Page` that ``pagination`` in the body asks for."""
        return fields.page_of(fields.mapping(self.body, 'pagination'), self._page_size())

    def _page_size(self) -> int:
        return fields.PLATFORM_PAGE_SIZE if self.is_platform else fields.DEFAULT_PAGE_SIZE

    def status_of(self, error: RequestError | MediaUnavailable) -> dict[str, Any]:
        """Return the ``status`` object of an item that was refused."""
        return error.status(self.is_platform)

    def recogniser(self, model_id: Any) -> Any:
        """Return what answers for the model with this id in place of anything here, or None."""
        return self.services.recognisers.named(self.scope.user_id, self.scope.name, model_id)

    def is_answered_for(self, db: sqlite3.Connection, model_id: str) -> bool:
        """Return whether a test has ordered answers for a model that the app has not."""
        return bool(self.services.canned.find(self.scope.user_id, self.scope.name, model_id)
                    and models.find(db, self.app_id, model_id) is None)

    def public_models(self) -> tuple[PublicModel, ...]:
        """Return the public models that the app lists beside its own."""
        if self.scope.public is PublicModels.BESIDE:
            return public_models.MODELS
        return public_models.PLATFORM_MODELS if self.scope.is_public_app else ()

    def public_model(self, model_id: str,
                     db: sqlite3.Connection | None = None) -> PublicModel | None:
        """Return the public model with this id, None if the app's own are meant.

        Args:
            model_id: the model.
            db: inside a transaction, the transaction.

        Raises:
            errors.ModelNotFound: it was there once, or cannot be reached from here.
        """
        found, public = public_models.find(model_id), self.scope.public
        if found is None:
            return None
        # 2.x kept these ids for the public models; those that came later may be anybody's.
        is_kept = found in public_models.MODELS and public not in IN_AN_APP
        if not is_kept and not self.scope.is_public_app and self._has_model(model_id, db):
            return None
        if public is PublicModels.CLOSED:
            raise errors.ModelNotFound(KEY_REACHES_NO_PUBLIC % (f'model {model_id!r}'))
        if public is PublicModels.ELSEWHERE:
            raise errors.ModelNotFound(NOT_IN_AN_APP % (self.scope.name, model_id))
        gone = (public_models.RETIRED if self.scope.has_decommissioned else public_models.GONE)
        if self.scope.is_public_app and found.key in gone:
            raise errors.ModelNotFound(gone[found.key])
        return found

    def refuse_key(self, what: Any) -> None:
        """Refuse an API key on today's platform what a model of another app has to run for.

        Raises:
            errors.Forbidden: the request has such a key.
        """
        if self.scope.public is PublicModels.CLOSED:
            raise errors.Forbidden(
                'An API key cannot %s, for which a model of another app (mostly clarifai/main) has '
                'to run: that needs a personal access token (PAT), with a user and an app.' % what)

    def _has_model(self, model_id: Any, db: sqlite3.Connection) -> Any:
        if db is None:
            with self.transaction() as db:
                return models.find(db, self.app_id, model_id) is not None
        return models.find(db, self.app_id, model_id) is not None


def batch(name: str, items: list[dict[str, Any]], statuses: list[bool],
          payload: dict[str, Any] | None = None, missing: str | None = None) -> Answer:
    """Answer for a batch whose items have a status each.

    All well is 10000 with HTTP 200; some well is 10010 with HTTP 207; none is 10020 with HTTP 400.

    Args:
        name: the member that holds the items.
        items: the items of the answer.
        statuses: whether each of them went well.
        payload: further members.
        missing: what could not be done for any of them, which makes a success a mixed one.
    """
    payload = dict(payload or {}, **{name: items})
    if all(statuses) and not missing:
        return Answer(payload)
    if any(statuses):
        return Answer(payload, codes.MIXED_STATUS, 207, missing)
    return Answer(payload, codes.FAILURE, 400)
