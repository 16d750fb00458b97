"""Sending over real sockets: connections that break, stay silent, or speak something else."""
from __future__ import absolute_import

import json
import re
import socket
import struct
import threading

import pytest

from clarifai import transport
from clarifai.errors import ApiError
from clarifai.session import make_session

KEY = 'abcdefghijklmnop12345678'
BODY = json.dumps({'status': {'code': 10000}}).encode('ascii')
HEAD = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n'


class Server(object):
    """Meets each connection with the next behaviour, the last one for ever after.

    A behaviour is called with the connection once the whole request was read; the connection is
    closed after it.
    """

    def __init__(self, behaviours):
        self.behaviours, self.requests, self.accepted = list(behaviours), [], 0
        self.over = threading.Event()
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(('127.0.0.1', 0))
        self.listener.listen(8)
        self.host = '127.0.0.1:%d' % self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.run)
        self.thread.daemon = True
        self.thread.start()

    def run(self):
        while not self.over.is_set():
            try:
                connection = self.listener.accept()[0]
            except (OSError, socket.error):
                return
            behaviour = self.behaviours[min(self.accepted, len(self.behaviours) - 1)]
            self.accepted += 1
            thread = threading.Thread(target=self.meet, args=(connection, behaviour))
            thread.daemon = True
            thread.start()

    def meet(self, connection, behaviour):
        try:
            self.requests.append(read_request(connection))
            behaviour(self, connection)
        except (OSError, socket.error):
            pass
        connection.close()

    def close(self):
        self.over.set()
        try:
            socket.create_connection(self.listener.getsockname(), 1).close()
        except (OSError, socket.error):
            pass
        self.listener.close()
        self.thread.join(5)


def read_request(connection):
    connection.settimeout(5)
    data = b''
    while b'\r\n\r\n' not in data:
        more = connection.recv(65536)
        if not more:
            return data
        data += more
        if data.startswith(b'\x16'):  # the beginning of TLS
            return data
    head, body = data.split(b'\r\n\r\n', 1)
    length = [int(line.split(b':')[1]) for line in head.lower().split(b'\r\n')
              if line.startswith(b'content-length')]
    while length and len(body) < length[0]:
        body += connection.recv(65536)
    return head + b'\r\n\r\n' + body


def answer(server, connection):
    connection.sendall(HEAD + b'Content-Length: %d\r\n\r\n' % len(BODY) + BODY)


def reset(server, connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


def hang_up(server, connection):
    """Just the close that follows."""


def stay_silent(server, connection):
    server.over.wait(10)


def truncate(server, connection):
    connection.sendall(HEAD + b'Content-Length: 500\r\n\r\n' + BODY[:10])


def truncate_chunks(server, connection):
    connection.sendall(HEAD + b'Transfer-Encoding: chunked\r\n\r\n')
    connection.sendall(b'5\r\n' + BODY[:5] + b'\r\nff\r\n{')


def stop_in_the_body(server, connection):
    connection.sendall(HEAD + b'Content-Length: 500\r\n\r\n' + BODY[:10])
    server.over.wait(10)


def talk_nonsense(server, connection):
    connection.sendall(b'SSH-2.0-OpenSSH_9.6\r\n')


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    waited = []
    monkeypatch.setattr(transport.time, 'sleep', waited.append)
    monkeypatch.setattr(transport, 'TIMEOUT', (0.5, 0.5))
    monkeypatch.setenv('NO_PROXY', '127.0.0.1')
    return waited


@pytest.fixture
def serve():
    servers = []

    def start(*behaviours):
        servers.append(Server(behaviours))
        return servers[-1]
    yield start
    for server in servers:
        server.close()


def send(host, method='GET', params=None, scheme='http', session=None, **options):
    url = '%s://%s/v2/inputs' % (scheme, host)
    return transport.send(session or make_session(), KEY, method, url, params,
                          **options).json


def refusal(*args, **kwargs):
    with pytest.raises(ApiError) as caught:
        send(*args, **kwargs)
    return caught.value


BROKEN = [reset, hang_up, stay_silent, truncate_chunks, stop_in_the_body, talk_nonsense]


def test_an_answer_arrives(serve):
    server = serve(answer)
    assert send(server.host, 'POST', {'a': 1}) == {'status': {'code': 10000}}
    assert b'Key ' + KEY.encode('ascii') in server.requests[0]
    assert server.requests[0].endswith(b'{"a": 1}')


@pytest.mark.parametrize('behaviour', BROKEN)
def test_a_broken_read_is_repeated(serve, pauses, behaviour):
    server = serve(behaviour, answer)
    assert send(server.host) == {'status': {'code': 10000}}
    assert len(server.requests) == 2 and len(pauses) == 1


@pytest.mark.parametrize('behaviour', BROKEN)
def test_a_broken_write_is_never_repeated(serve, behaviour):
    server = serve(behaviour, answer)
    error = refusal(server.host, 'POST', {'a': 1})
    assert len(server.requests) == 1 and error.attempts == 1
    assert error.response is None and error.error_code == 'N/A'


def test_a_reset_connection_is_given_up_after_three_attempts(serve):
    server = serve(reset)
    error = refusal(server.host)
    assert len(server.requests) == 3 and '3 attempts' in str(error)


def test_a_body_that_ends_early_is_an_api_error(serve):
    server = serve(truncate)
    assert refusal(server.host, 'POST', {}).attempts == 1


def test_silence_names_the_limit(serve):
    assert 'no answer within 0.5 seconds' in str(refusal(serve(stay_silent).host, 'POST', {}))


@pytest.mark.parametrize('behaviour', BROKEN)
def test_the_reason_is_words_and_not_the_repr_of_exceptions(serve, behaviour):
    shown = str(refusal(serve(behaviour).host, 'POST', {}))
    assert re.search(r'got no answer: [A-Za-z[]', shown)
    assert 'object at 0x' not in shown and '("' not in shown and "('" not in shown


def test_a_connection_that_was_never_made_is_repeated_even_for_a_write(serve):
    server = serve(answer)
    server.close()
    error = refusal(server.host, 'POST', {'a': 1})
    assert error.attempts == 3 and 'refused' in str(error).lower()
    assert 'object at 0x' not in str(error)


def test_a_host_that_does_not_exist_is_an_api_error():
    error = refusal('no-such-host.invalid', 'POST', {})
    assert error.attempts == 3 and error.response is None


@pytest.mark.parametrize('host', ['a' * 64 + '.invalid', '.invalid', '[::1', 'host:99999'])
def test_an_address_that_cannot_be_is_an_api_error(host):
    error = refusal(host)
    assert error.response is None and error.error_code == 'N/A'


def test_tls_failure_is_told_and_not_repeated(serve):
    server = serve(talk_nonsense)
    error = refusal(server.host, scheme='https')
    assert error.attempts == 1 and 'TLS' in str(error)


def test_a_tls_handshake_that_breaks_off_is_tried_again(serve):
    server = serve(hang_up)
    assert refusal(server.host, scheme='https').attempts == 3
    assert len(server.requests) == 3


def test_a_write_that_a_proxy_may_have_passed_on_is_never_repeated(serve):
    proxy = serve(reset)
    session = make_session()
    session.proxies['http'] = 'http://' + proxy.host
    error = refusal('api.test.invalid', 'POST', {'a': 1}, session=session)
    assert len(proxy.requests) == 1 and error.attempts == 1


def test_a_proxy_that_cannot_be_reached_is_tried_again_even_for_a_write(serve):
    proxy = serve(answer)
    proxy.close()
    session = make_session()
    session.proxies['http'] = 'http://' + proxy.host
    assert refusal('api.test.invalid', 'POST', {'a': 1}, session=session).attempts == 3


def test_one_connection_serves_many_requests():
    accepted = []

    def keep_open(listener):
        connection = listener.accept()[0]
        accepted.append(connection)
        while read_request(connection):
            connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n' % len(BODY) + BODY)

    listener = socket.socket()
    listener.bind(('127.0.0.1', 0))
    listener.listen(8)
    thread = threading.Thread(target=keep_open, args=(listener,))
    thread.daemon = True
    thread.start()
    session = make_session()
    for _ in range(3):
        send('127.0.0.1:%d' % listener.getsockname()[1], session=session)
    assert len(accepted) == 1
    session.close()
    thread.join(5)
    accepted[0].close()
    listener.close()
