"""The HTTP server: threads, connections that stay open, a clear start and stop."""
from __future__ import annotations

import select
import socket
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler, make_server

from clarifai.sandbox import libraries
from clarifai.sandbox.faults.delivery import DELIVERY
from clarifai.sandbox.web import framing
from clarifai.sandbox.web.application import BODY_WAS_READ, IS_GONE, bad_request, create_app

if TYPE_CHECKING:
    from clarifai.sandbox.access.access import Access
    from clarifai.sandbox.faults.delivery import Delivery
    from clarifai.sandbox.grpc_door.door import Door
    from clarifai.sandbox.services import Services
    from clarifai.sandbox.web.cross_origin import CrossOrigin

PATIENCE = 5.0
IDLE_SECONDS = 120


class ActiveRequests:
    """Counts the requests that are being received or answered: ``with busy:`` is one."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = threading.Condition()

    def __enter__(self) -> None:
        self._add(1)

    def __exit__(self, *_: Any) -> None:
        self._add(-1)

    def _add(self, number: int) -> None:
        with self._changed:
            self._number += number
            self._changed.notify_all()

    def wait_for_none(self, patience: float) -> None:
        """Wait until there are none, at most `patience` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not self._number, patience)


class RequestHandler(WSGIRequestHandler):
    """Speaks HTTP/1.1 and keeps connections open.

    Werkzeug's own handler closes the connection after every answer, because an application may
    leave a part of the body unread. This one knows: the application says that it has read it.
    """

    protocol_version = 'HTTP/1.1'
    # Headers and body are two writes; waiting to join them would cost 40 ms for each answer.
    disable_nagle_algorithm = True
    timeout = IDLE_SECONDS

    def parse_request(self) -> bool:
        """Read the header of a request; return whether it is one that can be answered."""
        stream = self.rfile
        self.rfile = lines = framing.HeaderLines(stream)
        try:
            if not super().parse_request():
                return False
        finally:
            self.rfile = stream
        problem = lines.problem or framing.problem_of(self.headers, self.request_version)
        if problem:
            self.send_error(400, problem)
        return not problem

    def run_wsgi(self) -> None:
        """Answer one request, and keep the connection if nothing of the request is left on it."""
        with self.server.active_requests:
            self._run()

    def _run(self) -> None:
        length = self.headers.get('Content-Length')
        environ = self.make_environ()
        environ.setdefault('RAW_URI', self.path)
        environ[IS_GONE] = self._is_gone
        if 'Transfer-Encoding' in self.headers:
            environ['wsgi.input'] = framing.ChunkedBody(self.rfile)
        started: list[Any] = []
        chunks = self.server.app(environ, lambda status, headers, _=None:
                                 started.extend((status, headers)))
        body = b''.join(chunks)
        if hasattr(chunks, 'close'):
            chunks.close()
        sent_body = length not in (None, '0') or 'Transfer-Encoding' in self.headers
        if sent_body and BODY_WAS_READ not in environ:
            self.close_connection = True
        delivery = environ.get(DELIVERY)
        if delivery and (delivery.silent or delivery.breaks_off):
            self.close_connection = True
        if not delivery or not delivery.silent:
            self._send(started[0], started[1], body, delivery)

    def _is_gone(self) -> bool:
        """Return whether the client has closed the connection."""
        try:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    def _send(self, status: str, headers: list[tuple[str, str]], body: Mapping[str, Any],
              delivery: Delivery | None = None) -> None:
        code, _, message = status.partition(' ')
        self.send_response(int(code), message)
        for name, value in headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header('Connection', 'close')
        self.end_headers()
        if self.command != 'HEAD' and delivery:
            delivery.write(self.wfile, body)
        elif self.command != 'HEAD':
            self.wfile.write(body)
        self.wfile.flush()

    def send_error(self, code: int, message: Any = None, explain: Any = None) -> None:
        """Answer what is not even HTTP with the API's kind of error."""
        self.close_connection = True
        self.command = getattr(self, 'command', None)
        self.request_version = self.protocol_version  # of 0.9, nobody would see the headers
        self._send('%d Bad Request' % code, *bad_request(message))

    def log(self, type: str, message: str, *args: Any) -> None:
        """Log nothing: what a client does wrong is in its answer, and the console has one line."""

    def version_string(self) -> str:
        """Return what the ``Server`` header says."""
        return 'clarifai-sandbox'


def _bound(host: str, port: int) -> socket.socket:
    """Return a listening socket; werkzeug, left to bind, ends the process when it cannot."""
    family = socket.AF_INET6 if ':' in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=128)


def _url(host: str, port: int) -> str:
    return ('http://[%s]:%d' if ':' in host else 'http://%s:%d') % (host, port)


class Server:
    """A sandbox that listens.

    Args:
        services: what it works with.
        host: the address to bind.
        port: the port, 0 for any free one.
        access: who may come in.
        platform: whether all paths follow the rules of the platform.
        cross_origin: which pages of other origins may use the API.

    Attributes:
        url: where it is reached, e.g. ``http://127.0.0.1:8080``.
        grpc_url: where `open_grpc_door` has opened one, '' where it has not.

    Raises:
        OSError: the address cannot be bound.
    """

    def __init__(self, services: Services, host: str, port: int, access: Access | None = None,
                 platform: bool = False, cross_origin: CrossOrigin | None = None) -> None:
        self._services = services
        app = create_app(services, access, platform, cross_origin)
        with _bound(host, port) as listener:
            self._http = make_server(host, port, app, threaded=True,
                                     request_handler=RequestHandler, fd=listener.fileno())
            port = listener.getsockname()[1]
        self._http.daemon_threads = True
        self._http.active_requests = ActiveRequests()
        self._address = host, port
        self.url, self.grpc_url = _url(host, port), ''
        self._door: Door | None = None
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.1,),
                                        name='sandbox-http')
        self._thread.daemon = True

    def open_grpc_door(self, port: int) -> None:
        """Let the official gRPC service be served, too, once the server starts.

        Args:
            port: its port, 0 for any free one.

        Raises:
            ImportError: the libraries for it are not installed.
            OSError: the address cannot be bound.
        """
        try:
            from clarifai.sandbox.grpc_door.door import Door
        except ImportError as error:
            raise ImportError(libraries.missing(error) or str(error))
        host, rest_port = self._address
        self._door = Door(host, port, rest_port)
        self.grpc_url = _url(host, self._door.port)

    def start(self) -> None:
        """Begin to answer requests, in threads of its own."""
        self._services.start()
        self._thread.start()
        if self._door:
            self._door.start()

    def stop(self) -> None:
        """Stop accepting, let requests that are being answered end, stop the background work."""
        self._services.end_waiting()
        if self._door:
            self._door.stop()
        if self._thread.ident is not None:  # else there is no loop that could end
            self._http.shutdown()
        self._http.server_close()
        self._http.active_requests.wait_for_none(PATIENCE)
        self._services.stop()
