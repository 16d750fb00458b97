"""What somebody who can reach the port can do to the others: next to nothing."""
import json
import os
import socket
import threading
import time

import pytest
import requests

from sandbox_process import SandboxProcess

from clarifai.sandbox.sandbox import Sandbox

LINE = b'POST /v2/inputs HTTP/1.1\r\nHost: h\r\nAuthorization: Key k\r\n'
BODY = b'{"inputs": []}'
UNCLEAR = {
    'two lengths': b'Content-Length: 14\r\nContent-Length: 14\r\n\r\n' + BODY,
    'two other lengths': b'Content-Length: 14\r\nContent-Length: 2\r\n\r\n' + BODY,
    'a list of lengths': b'Content-Length: 14, 14\r\n\r\n' + BODY,
    'a length and chunks': b'Content-Length: 14\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'another encoding': b'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    'a bare CR': b'X-A: b\rContent-Length: 14\r\nContent-Length: 0\r\n\r\n' + BODY,
    'a bare CR alone': b'X-A: b\rc\r\n\r\n',
    'a blank before the colon': b'Content-Length : 14\r\n\r\n' + BODY,
    'a folded line': b'X-A: b\r\n folded\r\n\r\n',
    'a NUL': b'X-A: \x00\r\n\r\n',
    'a length with a sign': b'Content-Length: +14\r\n\r\n' + BODY,
}


def spoken(url, data):
    """Returns all that a server answers to these bytes."""
    host, port = url.split('//')[1].split(':')
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(data)
        received = b''
        while True:
            block = connection.recv(65536)
            received += block
            if not block or b'"req_id"' in received:
                return received


@pytest.fixture(scope='module')
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.mark.parametrize('rest', UNCLEAR.values(), ids=list(UNCLEAR))
def test_requests_that_two_servers_could_read_in_two_ways_are_refused(sandbox, rest):
    answer = spoken(sandbox.url, LINE + rest)
    assert answer.startswith(b'HTTP/1.1 400 ')
    assert b'Connection: close' in answer
    assert json.loads(answer.split(b'\r\n\r\n', 1)[1])['status']['code'] == 11100


@pytest.fixture
def process():
    process = SandboxProcess()
    yield process
    assert process.stop() == 0


def memory_of(pid):
    """Returns how much memory a process holds and ever held, in MB."""
    with open('/proc/%d/status' % pid) as lines:
        values = dict(line.split(':', 1) for line in lines)
    return [int(values[name].split()[0]) // 1024 for name in ('VmRSS', 'VmHWM')]


@pytest.mark.skipif(not os.path.exists('/proc/self/status'), reason='memory is read from /proc')
def test_a_chunk_that_announces_much_holds_no_memory(process):
    requests.get(process.url + '/v2/inputs', headers={'Authorization': 'Key k'}, timeout=30)
    before = memory_of(process.process.pid)[0]
    host, port = process.url.split('//')[1].split(':')
    connections = []
    for _ in range(20):
        connection = socket.create_connection((host, int(port)), timeout=30)
        connection.sendall(LINE + b'Transfer-Encoding: chunked\r\n\r\n1FFFFFFF\r\nabc')
        connections.append(connection)
    for _ in range(5):
        requests.get(process.url + '/v2/inputs', headers={'Authorization': 'Key k2'},
                     timeout=30)
        time.sleep(0.1)
    after = memory_of(process.process.pid)[1]
    for connection in connections:
        connection.close()
    assert after - before < 60


def test_listings_of_something_large_do_not_keep_other_keys_waiting(process):
    concepts = [{'id': 'concept-%d' % number, 'value': 1} for number in range(100000)]
    busy, other = {'Authorization': 'Key busy'}, {'Authorization': 'Key other'}
    assert requests.post(process.url + '/v2/inputs', headers=busy, timeout=120, json={
        'inputs': [{'id': 'large', 'data': {
            'image': {'url': 'http://unknown.invalid/a.jpg'}, 'concepts': concepts}}]
    }).status_code == 200
    assert requests.get(process.url + '/v2/inputs', headers=other, timeout=30).ok
    host, port = process.url.split('//')[1].split(':')
    connections = []
    for _ in range(200):
        connection = socket.create_connection((host, int(port)), timeout=30)
        connection.sendall(b'GET /v2/inputs HTTP/1.1\r\nHost: h\r\n'
                           b'Authorization: Key busy\r\n\r\n')
        connections.append(connection)
    waited = []
    for _ in range(5):
        started = time.monotonic()
        assert requests.get(process.url + '/v2/inputs', headers=other, timeout=60).ok
        waited.append(time.monotonic() - started)
    for connection in connections:
        connection.close()
    # What was asked for and left is not carried out: the key itself is soon served again.
    assert requests.get(process.url + '/v2/concepts?per_page=1', headers=busy, timeout=60).ok
    assert sorted(waited)[2] < 10


def test_a_slow_prediction_of_one_key_does_not_stop_those_of_another():
    release = threading.Event()

    class Slow(threading.Thread):
        """A server that accepts, and says nothing until it is told."""

        def __init__(self):
            super().__init__(daemon=True)
            self.listener = socket.create_server(('127.0.0.1', 0))
            self.url = 'http://127.0.0.1:%d/a.jpg' % self.listener.getsockname()[1]
            self.accepted = threading.Semaphore(0)

        def run(self):
            connections = []
            while not release.is_set():
                connections.append(self.listener.accept()[0])
                self.accepted.release()

    slow = Slow()
    slow.start()
    with Sandbox(allow_private_urls=True) as sandbox:
        path = '/v2/models/aaa03c23b3724a16a56b629203edc62c/outputs'

        def predict(key, image):
            return requests.post(sandbox.url + path, headers={'Authorization': 'Key ' + key},
                                 json={'inputs': [{'data': {'image': image}}] * 16}, timeout=60)
        threads = [threading.Thread(target=predict, args=('slow', {'url': slow.url}))
                   for _ in range(8)]
        for thread in threads:
            thread.daemon = True
            thread.start()
        assert slow.accepted.acquire(timeout=30)
        answer = predict('quick', {'base64': 'bm8gcGljdHVyZQ=='}).json()
        assert answer['outputs'][0]['status']['code'] != 10000  # it is no picture, and said so soon
        release.set()
        socket.create_connection(slow.listener.getsockname()[:2]).close()
        slow.listener.close()
