"""ClarifaiAuthHelper: who somebody is, and a stub with every operation."""
from __future__ import annotations

from typing import Any

from clarifai.client import messages
from clarifai.client.auth.stub import Stub
from clarifai.client.base import BaseClient
from clarifai.client.urls import SITE
from clarifai.errors import TOKEN_HEADER, UserError


class ClarifaiAuthHelper:
    """A user, an app and a credential.

    Args:
        user_id (str), app_id (str): whose things calls are about.
        pat (str): a personal access token.
        token (str): a session token in place of it.
        base (str): where the API is.
        ui (str): where the website is.
        root_certificates_path (str): a file of the certificates to trust.
        validate (bool): whether to refuse an empty `user_id` or `app_id`.
        **options: `session`, `timeout`, `retry` and `connection` as of `BaseClient`.

    Attributes:
        user_id (str), app_id (str), ui (str): as given.

    Raises:
        UserError: something is missing or not usable.
    """

    def __init__(self, user_id: str = '', app_id: str = '', pat: str = '', token: str = '',
                 base: str = '', ui: str = SITE, root_certificates_path: str | None = None,
                 validate: bool = True, **options: Any) -> None:
        self._client = BaseClient(
            user_id=user_id, app_id=app_id, pat=pat, token=token, base_url=base,
            root_certificates_path=root_certificates_path, **options)
        self.user_id = self._client.user_id or ''
        self.app_id = self._client.app_id or ''
        self.ui = ui
        if validate:
            self.validate()

    @classmethod
    def from_env(cls, user_id: str = '', app_id: str = '', token: str = '', pat: str = '',
                 base: str = '', ui: str = SITE, root_certificates_path: str | None = None,
                 validate: bool = False) -> ClarifaiAuthHelper:
        """Make one of the environment and the config file, but for what is given.

        Args:
            user_id (str), app_id (str), token (str), pat (str), base (str), ui (str),
                root_certificates_path (str), validate (bool): as of the class.
        """
        return cls(user_id, app_id, pat, token, base, ui, root_certificates_path, validate)

    def validate(self) -> None:
        """Refuse an empty user or app.

        Raises:
            UserError: it says which of them.
        """
        for name, value in (('user_id', self.user_id), ('app_id', self.app_id)):
            if not value:
                raise UserError('%s is not known: give it, or set CLARIFAI_%s'
                                % (name, name.upper()))

    @property
    def base(self) -> str:
        """Where the API is."""
        return str(self._client.connection.base_url)

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """The header with the credential, as calls of the official stub are given it."""
        connection = self._client.connection
        if connection.pat:
            return (('authorization', 'Key %s' % connection.pat),)
        return ((TOKEN_HEADER.lower(), str(connection.token)),)

    def get_user_app_id_proto(self, user_id: str | None = None,
                              app_id: str | None = None) -> messages.Message:
        """The user and the app as a message, as requests have it.

        Args:
            user_id (str), app_id (str): others than this helper's.
        """
        made: messages.Message = messages.UserAppIDSet(
            user_id=self.user_id if user_id is None else user_id,
            app_id=self.app_id if app_id is None else app_id)
        return made

    def get_stub(self) -> Stub:
        """Every operation by the name that the protobufs give it.

        Returns:
            Stub
        """
        return Stub(self._client)

    def __repr__(self) -> str:
        return 'ClarifaiAuthHelper(user_id=%r, app_id=%r)' % (self.user_id, self.app_id)
