"""One request to the server of REST, for as long as somebody waits for its answer."""
from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Optional, TypeVar

import grpc

from clarifai.sandbox.grpc_door.refusals import Refusal

if TYPE_CHECKING:
    from clarifai.sandbox.grpc_door.bindings import Request

LINES = 'application/x-ndjson'  # of a stream, which may have no lines
T = TypeVar('T')


class Exchange:
    """A request and its answer, on a connection of its own: ``with Exchange(...) as exchange:``.

    Args:
        address: host and port of the server.
        request: what is asked.
        headers: names and values of the headers.
        seconds: how long the answer is waited for; without it, as long as it takes.
    """

    def __init__(self, address: tuple[str, int], request: Request,
                 headers: list[tuple[str, str]], seconds: Optional[float] = None) -> None:
        self._connection = http.client.HTTPConnection(*address, timeout=seconds)
        self._request = request
        self._headers = headers
        self._what = '%s %s' % (request.method, request.target.split('?')[0])
        self._lock = threading.Lock()
        self._opened = contextlib.ExitStack()
        self._socket: Optional[socket.socket] = None
        self._is_over = False

    def __enter__(self) -> Exchange:
        return self

    def __exit__(self, *_: Any) -> None:
        with self._lock:
            self._is_over = True
            self._opened.close()

    def stop(self) -> None:
        """End it, from another thread: the call is over, and nobody waits for the answer."""
        with self._lock, contextlib.suppress(OSError):
            if not self._is_over and self._socket is not None:
                self._is_over = True
                self._socket.shutdown(socket.SHUT_RDWR)
            self._is_over = True

    def answer(self) -> dict[str, Any]:
        """Send the request and return the answer, whatever its HTTP status.

        Raises:
            Refusal: nothing came, not all of it, or no JSON object; or it was stopped.
        """
        response = self._attempt(self._response)
        return self._object(response, self._attempt(response.read))

    def answers(self) -> Iterator[dict[str, Any]]:
        """Send the request and yield the answers as they come, one a line.

        Raises:
            Refusal: as above.
        """
        response = self._attempt(self._response)
        line = self._attempt(response.readline)
        if not line and response.headers.get_content_type() == LINES:
            return  # a stream of nothing
        while True:
            answer = self._object(response, line)
            yield answer.get('result', answer)  # as streams of the platform have it
            line = self._attempt(response.readline)
            if not line:
                return

    def _attempt(self, action: Callable[[], T]) -> T:
        """Do something with the connection.

        Raises:
            Refusal: the connection does not serve.
        """
        try:
            return action()
        except socket.timeout:
            raise Refusal(grpc.StatusCode.DEADLINE_EXCEEDED,
                          f'The sandbox has not answered {self._what} in time.')
        except (OSError, http.client.HTTPException) as error:
            if self._is_over:
                raise Refusal(grpc.StatusCode.CANCELLED, 'The call ended before its answer came.')
            what = ('broke off' if isinstance(error, http.client.IncompleteRead) else
                    'did not come')
            raise Refusal(grpc.StatusCode.UNAVAILABLE, 'The answer of the sandbox to %s %s (%s).'
                          % (self._what, what, type(error).__name__))

    def _response(self) -> http.client.HTTPResponse:
        self._opened.callback(self._connection.close)
        self._connection.connect()
        with self._lock:
            if self._is_over:
                raise ConnectionAbortedError
            self._socket = self._connection.sock
        self._connection.putrequest(self._request.method, self._request.target,
                                    skip_accept_encoding=True)
        for name, value in self._headers:
            self._connection.putheader(name, value)
        self._connection.putheader('Connection', 'close')
        if self._request.body is not None:
            self._connection.putheader('Content-Type', 'application/json')
            self._connection.putheader('Content-Length', str(len(self._request.body)))
        self._connection.endheaders(self._request.body)
        return self._opened.enter_context(self._connection.getresponse())

    def _object(self, response: http.client.HTTPResponse, data: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(data)
        except ValueError:
            answer = None
        if isinstance(answer, dict):
            return answer
        raise Refusal(grpc.StatusCode.UNAVAILABLE, 'The answer of the sandbox to %s is not a JSON '
                      'object (HTTP %d, %d bytes of %s).' % (
                          self._what, response.status, len(data),
                          response.headers.get_content_type()))
