"""The server of the official gRPC service: it hands each call on to the server of REST."""
from __future__ import annotations

import concurrent.futures
import contextlib
import logging
import socket
import threading
from collections.abc import Iterator
from typing import Any, Optional

import grpc
from clarifai_grpc.grpc.api import service_pb2
from google.protobuf import message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message

from clarifai.sandbox.grpc_door import message_json
from clarifai.sandbox.grpc_door.bindings import Bindings
from clarifai.sandbox.grpc_door.exchange import Exchange
from clarifai.sandbox.grpc_door.refusals import Refusal

LOG = logging.getLogger(__name__)

SERVICE = service_pb2.DESCRIPTOR.services_by_name['V2']
LARGEST_MESSAGE = 128 * 1024 * 1024
MOST_CALLS = 256  # that are answered at the same time
PATIENCE = 5.0
REQUEST_ID = 'x-clarifai-request-id'
# What goes on as a header: who asks, with which session, and how ids of requests begin.
METADATA = ('authorization', 'x-clarifai-')
# {a call whose path nothing serves: the one that answers each of its messages}
SERVED_BY = {'StreamModelOutputs': 'PostModelOutputs'}
OPTIONS = [
    ('grpc.max_receive_message_length', LARGEST_MESSAGE),
    ('grpc.max_send_message_length', LARGEST_MESSAGE),
    # A port that another server of gRPC has would be shared with it.
    ('grpc.so_reuseport', 0),
    # Clients may ask as often as they like whether the connection is there.
    ('grpc.keepalive_permit_without_calls', 1),
    ('grpc.http2.min_recv_ping_interval_without_data_ms', 1000),
    ('grpc.http2.max_ping_strikes', 0),
]


class Door:
    """A server of gRPC before a server of REST.

    Args:
        host: the address to bind.
        port: the port, 0 for any free one.
        rest_port: the port of the server of REST at the same address.

    Attributes:
        port: the port that it has.

    Raises:
        OSError: the address cannot be bound.
    """

    def __init__(self, host: str, port: int, rest_port: int) -> None:
        self._server = grpc.server(
            concurrent.futures.ThreadPoolExecutor(MOST_CALLS, 'sandbox-grpc'), options=OPTIONS)
        self._server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(
            SERVICE.full_name, {method.name: _Calls(method, (host, rest_port)).handler()
                                for method in SERVICE.methods})])
        # gRPC would say in several lines of a log that it cannot bind it.
        family = socket.AF_INET6 if ':' in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
        self.port = self._server.add_insecure_port(
            ('[%s]:%d' if ':' in host else '%s:%d') % (host, port))

    def start(self) -> None:
        """Begin to answer calls."""
        self._server.start()

    def stop(self) -> None:
        """Take no more calls, and let those that are being answered end."""
        self._server.stop(PATIENCE).wait()


class _Calls:
    """One operation of the service.

    Args:
        method: as the service describes it.
        address: host and port of the server of REST.
    """

    def __init__(self, method: MethodDescriptor, address: tuple[str, int]) -> None:
        served_by = SERVED_BY.get(method.name, method.name)
        self._bindings = Bindings(SERVICE.methods_by_name[served_by])
        self._method = method
        self._answer_type = message_factory.GetMessageClass(method.output_type)
        self._address = address

    def handler(self) -> grpc.RpcMethodHandler:
        """Return what the server calls."""
        kind, answer = {
            (False, False): (grpc.unary_unary_rpc_method_handler, self._answer),
            (False, True): (grpc.unary_stream_rpc_method_handler, self._stream),
            (True, True): (grpc.stream_stream_rpc_method_handler, self._answer_each),
        }[self._method.client_streaming, self._method.server_streaming]
        request_type = message_factory.GetMessageClass(self._method.input_type)
        # Answers are bytes already: their length decides whether they can be sent.
        return kind(answer, request_deserializer=request_type.FromString)

    def _answer(self, message: Message, context: grpc.ServicerContext) -> bytes:
        with _refusals(context), self._exchange(message, context) as exchange:
            return self._encoded(exchange.answer(), context)

    def _stream(self, message: Message, context: grpc.ServicerContext) -> Iterator[bytes]:
        with _refusals(context), self._exchange(message, context) as exchange:
            for answer in exchange.answers():
                yield self._encoded(answer, context)

    def _answer_each(self, messages: Iterator[Message],
                     context: grpc.ServicerContext) -> Iterator[bytes]:
        with _refusals(context):
            for message in messages:
                with self._exchange(message, context) as exchange:
                    answer = self._encoded(exchange.answer(), context)
                yield answer

    def _exchange(self, message: Message, context: grpc.ServicerContext) -> Exchange:
        request = self._bindings.request(message_json.to_json(message))
        exchange = Exchange(self._address, request, _headers(context), _seconds(context))
        if not context.add_callback(exchange.stop):  # the call is over already
            exchange.stop()
        return exchange

    def _encoded(self, answer: dict[str, Any], context: grpc.ServicerContext) -> bytes:
        message = message_json.to_message(answer, self._answer_type)
        data = message.SerializeToString()
        if len(data) > LARGEST_MESSAGE:
            raise Refusal(grpc.StatusCode.RESOURCE_EXHAUSTED, 'The answer has %d MB; at most %d '
                          'are sent.' % (len(data) >> 20, LARGEST_MESSAGE >> 20))
        context.set_trailing_metadata([(REQUEST_ID, message.status.req_id)])
        return data


@contextlib.contextmanager
def _refusals(context: grpc.ServicerContext) -> Iterator[None]:
    """End a call with the status of a `Refusal`, and never with one that says nothing."""
    try:
        yield
    except Refusal as refusal:
        context.abort(refusal.code, refusal.details)
    except grpc.RpcError:
        raise  # the call is over: its client sends no more messages
    except Exception:
        LOG.exception('A call through the gRPC door failed')
        context.abort(grpc.StatusCode.INTERNAL, 'The sandbox failed; its log has the reason.')


def _headers(context: grpc.ServicerContext) -> list[tuple[str, str]]:
    return [(name, value) for name, value in context.invocation_metadata()
            if name.startswith(METADATA) and isinstance(value, str)]


def _seconds(context: grpc.ServicerContext) -> Optional[float]:
    """Return how long a call may still take; None for as long as it likes."""
    seconds = context.time_remaining()
    if seconds is None or seconds > threading.TIMEOUT_MAX:
        return None
    return max(seconds, 0.001)  # 0 would mean to a socket that it never waits
