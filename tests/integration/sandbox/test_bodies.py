"""Bodies that come in chunks: too large, broken off, and what happens to the connection."""
from __future__ import absolute_import

import http.client
import json
import sys

import pytest

if sys.version_info < (3, 9):
    pytest.skip('the sandbox is tested on the Pythons that it runs on', allow_module_level=True)
pytest.importorskip('skimage')

from clarifai.sandbox.web import application
from clarifai.sandbox.sandbox import Sandbox

LIMIT = 100000
HEADERS = {'Authorization': 'Key k', 'Transfer-Encoding': 'chunked'}


@pytest.fixture
def connection(monkeypatch):
    monkeypatch.setattr(application, 'MAX_BODY', LIMIT)
    with Sandbox() as sandbox:
        connected = http.client.HTTPConnection(sandbox.url.split('//')[1], timeout=30)
        yield connected
        connected.close()


def answer(connection, body, encode=True):
    """Returns (HTTP code, status code, whether the connection stays open)."""
    connection.request('POST', '/v2/inputs', iter([body]), HEADERS, encode_chunked=encode)
    response = connection.getresponse()
    status = json.loads(response.read().decode('utf-8'))['status']
    return response.status, status['code'], response.getheader('Connection') != 'close'


def test_a_body_that_is_taken(connection):
    assert answer(connection, b'{"inputs": [], "a": "%s"}' % (b'x' * (LIMIT - 100))) == (
        200, 10000, True)
    assert answer(connection, b'{"inputs": []}') == (200, 10000, True)


def test_a_body_that_is_too_large(connection):
    # What is left of it must not be taken for the next request.
    assert answer(connection, b'{"a": "%s"}' % (b'x' * 3 * LIMIT)) == (413, 11006, False)


@pytest.mark.parametrize('chunks', [b'zz\r\n{}\r\n0\r\n\r\n', b'-5\r\n{}\r\n0\r\n\r\n'])
def test_chunks_that_are_none(connection, chunks):
    assert answer(connection, chunks, encode=False) == (400, 11100, False)
