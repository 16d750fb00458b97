"""Where a request ends."""
import email.parser
import io

import pytest

from clarifai.sandbox.web import framing


def headers(text):
    return email.parser.Parser().parsestr(text + '\n\n')


@pytest.mark.parametrize('text', [
    '', 'Content-Length: 0', 'content-length: 12', 'Transfer-Encoding: chunked',
    'transfer-encoding: Chunked'])
def test_what_is_clear(text):
    assert framing.problem_of(headers(text), 'HTTP/1.1') is None


@pytest.mark.parametrize('text', [
    'Content-Length: 1\nContent-Length: 1', 'Content-Length: 1\nContent-Length: 2',
    'Content-Length: 1, 1', 'Content-Length: +1', 'Content-Length: -1', 'Content-Length: 0x1',
    'Content-Length: 1\nTransfer-Encoding: chunked', 'Transfer-Encoding: gzip',
    'Transfer-Encoding: gzip, chunked', 'Transfer-Encoding: chunked\nTransfer-Encoding: chunked',
    'Transfer-Encoding: identity', 'Content-Length: \u00b2'])
def test_what_two_servers_could_read_in_two_ways(text):
    assert framing.problem_of(headers(text), 'HTTP/1.1')


def test_chunks_need_http_1_1():
    assert framing.problem_of(headers('Transfer-Encoding: chunked'), 'HTTP/1.0')


@pytest.mark.parametrize('line', [
    b'A: b\rC: d\r\n', b'A : b\r\n', b' folded\r\n', b'no colon\r\n', b'A: \x00\r\n', b': b\r\n',
    b'A: b', b'\xc3\xa4: b\r\n'])
def test_lines_that_are_no_header_fields(line):
    lines = framing.HeaderLines(io.BytesIO(line))
    assert lines.readline() == line
    assert lines.problem


@pytest.mark.parametrize('line', [b'A: b\r\n', b'A:b\n', b'X-1:\r\n', b'A: \xc3\xa4\r\n', b'\r\n'])
def test_lines_that_are(line):
    lines = framing.HeaderLines(io.BytesIO(line))
    assert lines.readline() == line
    assert lines.problem is None


@pytest.mark.parametrize('raw, body', [
    (b'0\r\n\r\n', b''), (b'3\r\nabc\r\n0\r\n\r\n', b'abc'),
    (b'3;name=value\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n', b'abc0123456789'),
    (b'00002\r\nab\r\n0\r\n\r\n', b'ab')])
def test_a_body_in_chunks(raw, body):
    stream = io.BytesIO(raw + b'GET')
    assert framing.ChunkedBody(stream).readall() == body
    assert stream.read() == b'GET'


@pytest.mark.parametrize('raw', [
    b'', b'\r\n', b'zz\r\n', b'-3\r\nabc\r\n', b'+3\r\nabc\r\n', b'0x3\r\nabc\r\n', b'1_0\r\n',
    b' 3\r\nabc\r\n', b'3\nabc\r\n', b'3\r\nabcd\r\n0\r\n\r\n', b'3\r\nab', b'3\r\nabc\r\n',
    b'3;\x00\r\nabc\r\n0\r\n\r\n', b'0\r\nnot a header\r\n\r\n', b'11111111111111111\r\n'])
def test_chunks_that_are_none(raw):
    with pytest.raises(OSError):
        framing.ChunkedBody(io.BytesIO(raw)).readall()


def test_a_chunk_takes_no_memory_for_what_it_announces():
    class Counting(io.BytesIO):
        largest = 0

        def read(self, size=-1):
            self.largest = max(self.largest, size)
            return super().read(size)

    stream = Counting(b'1FFFFFFF\r\nabc')
    with pytest.raises(OSError):
        framing.ChunkedBody(stream).readall()
    assert stream.largest <= framing.BLOCK
