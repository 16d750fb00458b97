"""Answers that come line by line over a real socket, as they come and as they break."""
from __future__ import absolute_import

import gc
import socket
import threading
import time

import pytest

from clarifai.errors import ApiError
from clarifai.operations import Platform
from clarifai.retry import RetryPolicy

HEAD = (b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
        b'Transfer-Encoding: chunked\r\n\r\n')
END = b'0\r\n\r\n'
PATIENCE = 10.0


def chunk(content):
    return ('%x\r\n' % len(content)).encode('ascii') + content + b'\r\n'


def line(number):
    return ('{"result": {"outputs": [%d]}}\n' % number).encode('ascii')


class Source(object):
    """A server that sends what it is told, when it is told.

    Attributes:
        url (str): its address.
        closed (threading.Event): set when the other side has closed a connection.
        connections (int): how many there were.
    """

    def __init__(self):
        self._listening = socket.socket()
        self._listening.bind(('127.0.0.1', 0))
        self._listening.listen(5)
        self.url = 'http://127.0.0.1:%d' % self._listening.getsockname()[1]
        self.closed = threading.Event()
        self.accepted = threading.Semaphore(0)
        self.connections = 0
        self._open = []
        thread = threading.Thread(target=self._accept)
        thread.daemon = True
        thread.start()

    def _accept(self):
        while True:
            try:
                connection = self._listening.accept()[0]
            except (OSError, socket.error):
                return
            read = b''
            while b'\r\n\r\n' not in read or not read.rstrip().endswith(b'}'):
                read += connection.recv(65536)
            self.connections += 1
            self._open.append(connection)
            self.accepted.release()
            watcher = threading.Thread(target=self._watch, args=(connection,))
            watcher.daemon = True
            watcher.start()

    def _watch(self, connection):
        try:
            if connection.recv(1) == b'':
                self.closed.set()
        except (OSError, socket.error):
            self.closed.set()

    def send(self, *parts):
        """Send to the latest connection."""
        self.accepted.acquire()
        self.accepted.release()
        self._open[-1].sendall(b''.join(parts))

    def cut(self):
        """End the latest connection."""
        self._open[-1].shutdown(socket.SHUT_RDWR)
        self._open[-1].close()

    def stop(self):
        """Close everything."""
        for one in self._open + [self._listening]:
            one.close()


@pytest.fixture
def source():
    made = Source()
    yield made
    made.stop()


@pytest.fixture
def answers(source, monkeypatch):
    """Opens a stream, whose first line waits at the server."""
    monkeypatch.setenv('NO_PROXY', '127.0.0.1')

    def opened(*first, **options):
        sender = threading.Thread(target=source.send, args=(HEAD,) + first)
        sender.start()
        platform = Platform(pat='p' * 32, user_id='me', app_id='mine', base_url=source.url,
                            retry=RetryPolicy(attempts=1), **options)
        made = platform.generate_model_outputs(model_id='m', inputs=[{'id': 'a'}])
        sender.join()
        return made
    return opened


def test_a_line_is_there_before_the_next_is_sent(source, answers):
    found = answers(chunk(line(1)))
    assert next(found) == {'outputs': [1]}
    source.send(chunk(line(2)[:9]))
    source.send(chunk(line(2)[9:] + line(3)))
    assert [next(found), next(found)] == [{'outputs': [2]}, {'outputs': [3]}]
    source.send(END)
    assert list(found) == []


def test_a_stream_that_is_left_closes_its_connection(source, answers):
    for answer in answers(chunk(line(1))):
        assert answer == {'outputs': [1]}
        break
    del answer
    gc.collect()
    assert source.closed.wait(PATIENCE)


def test_so_does_the_end_of_a_block(source, answers):
    with answers(chunk(line(1))) as found:
        next(found)
    assert source.closed.wait(PATIENCE)


def test_a_stream_that_breaks_is_an_api_error_and_is_not_begun_again(source, answers):
    found = answers(chunk(line(1)))
    assert next(found) == {'outputs': [1]}
    source.cut()
    with pytest.raises(ApiError) as caught:
        next(found)
    assert caught.value.uncertain
    assert source.connections == 1


def test_a_stream_that_stalls_is_an_api_error(source, answers):
    found = answers(chunk(line(1)), timeout=(5, 0.2))
    assert next(found) == {'outputs': [1]}
    begin = time.time()
    with pytest.raises(ApiError) as caught:
        next(found)
    assert 'no answer within 0.2 seconds' in str(caught.value)
    assert time.time() - begin < PATIENCE
