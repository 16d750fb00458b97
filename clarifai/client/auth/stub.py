"""Stub: every operation of today's API by the name that the protobufs give it."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from clarifai.client import messages
from clarifai.errors import ApiError, UserError
from clarifai.operations import schema, table

if TYPE_CHECKING:
    from clarifai.client.base import BaseClient


class Stub:
    """Calls operations as the official stub does: ``stub.PostModelOutputs(request)``.

    A request is a message, a dictionary or a message of protobuf.  An answer is a message; a
    refusal of the API is one, too, and has its reason in `status`.

    Args:
        client (BaseClient): what sends.
    """

    def __init__(self, client: BaseClient) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith('_') or table.row_of(name).rpc != name:
            raise AttributeError('the stub has no operation %s' % name)
        return _Method(self._client, name)

    def __dir__(self) -> list[str]:
        return sorted(table.row(name).rpc for name in table.names())


class _Method:
    """An operation of a stub.

    Args:
        client (BaseClient): what sends.
        name (str): the operation, such as 'ListInputs'.
    """

    def __init__(self, client: BaseClient, name: str) -> None:
        self._client = client
        self._name = name
        self.__name__ = name

    def __call__(self, request: Any = None, timeout: float | None = None,
                 metadata: Any = None) -> Any:
        """Call it.

        Args:
            request (Message): what it takes; None for nothing.
            timeout (float): seconds, in place of the client's.
            metadata (tuple): headers, as the official stub takes them; only a credential, which
                must be the client's own.

        Returns:
            Message: the answer.

        Raises:
            UserError: the request does not fit.
            ApiError: the API could not be reached.
        """
        self._check(metadata)
        client = self._client if timeout is None else self._client.with_options(timeout)
        try:
            return client.call_unchecked(self._name, **self._arguments(request))
        except ApiError as error:
            if not error.from_api:
                raise
            answer = schema.operation(table.snake(self._name)).answer
            return messages.wrap(answer, error.answer or {})

    @staticmethod
    def _arguments(request: Any) -> dict[str, Any]:
        if request is None:
            return {}
        arguments: dict[str, Any] = messages.to_dict(request)
        return arguments

    def _check(self, metadata: Any) -> None:
        own = dict(self._client.auth_helper.metadata)
        for name, value in metadata or ():
            if name.lower() in ('authorization', 'x-clarifai-session-token') and (
                    own.get(name.lower()) != value):
                raise UserError('metadata has another credential than the stub: make another '
                                'ClarifaiAuthHelper with it')

    def __repr__(self) -> str:
        return '<operation %s>' % self._name
