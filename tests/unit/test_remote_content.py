"""Files behind URLs: whole or not at all, and the credential goes to nobody else."""
from __future__ import absolute_import

import contextlib
import io
import threading

import pytest
from six.moves.BaseHTTPServer import BaseHTTPRequestHandler, HTTPServer

from clarifai import remote_content
from clarifai.connection import Connection
from clarifai.errors import ApiError, UserError
from clarifai.retry import RetryPolicy

PAT = 'pat-0123456789abcdef0123456789'
CONTENT = b'0123456789' * 100000


class Handler(BaseHTTPRequestHandler):
    """Answers as `server.behave` says, and keeps what it was asked."""

    def do_GET(self):
        """Keep the request, and let `behave` answer it."""
        self.server.asked.append((self.path, dict((name.lower(), value) for name, value
                                                  in self.headers.items())))
        self.server.behave(self)

    def answer(self, status=200, body=CONTENT, length=None, **headers):
        """Send an answer, perhaps a shorter one than it says."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.send_header('Content-Length', str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Nobody reads a log."""


@contextlib.contextmanager
def serving(behave):
    """A server, which answers as a function says."""
    server = HTTPServer(('127.0.0.1', 0), Handler)
    server.asked, server.behave = [], behave
    server.url = 'http://127.0.0.1:%d' % server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.daemon = True
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def connection(base_url, **options):
    options = dict(dict(pat=PAT), **options)
    return Connection(user_id='me', app_id='mine', base_url=base_url,
                      retry=RetryPolicy(attempts=3, backoff=0, throttle=0), **options)


def test_content_comes_whole():
    with serving(lambda asked: asked.answer()) as server:
        assert remote_content.content(connection(server.url), server.url + '/cat.jpg') == CONTENT


def test_a_download_that_breaks_off_goes_on():
    def behave(asked):
        begin = int(asked.headers.get('Range', 'bytes=0-')[len('bytes='):-1])
        asked.answer(206 if begin else 200, CONTENT[begin:begin + 150000],
                     length=len(CONTENT) - begin, ETag='"v1"',
                     Content_Range='bytes %d-' % begin)
    with serving(behave) as server:
        assert remote_content.content(connection(server.url), server.url + '/a') == CONTENT
    asked = [headers for _, headers in server.asked]
    assert len(asked) > 3 and asked[0].get('range') is None  # what gets on is no failed attempt
    assert [one['if-range'] for one in asked[1:]] == ['"v1"'] * (len(asked) - 1)


def test_a_file_that_has_changed_begins_again():
    def behave(asked):
        is_first = len(server.asked) == 1
        asked.answer(200, CONTENT[:10] if is_first else b'another', ETag='"v1"',
                     length=len(CONTENT) if is_first else None)
    with serving(behave) as server:
        assert remote_content.content(connection(server.url), server.url + '/a') == b'another'


def test_a_download_that_never_comes_is_an_error():
    with serving(lambda asked: asked.answer(body=b'', length=5)) as server:
        with pytest.raises(ApiError, match='3 attempts') as caught:
            remote_content.content(connection(server.url), server.url + '/a?signature=secret')
    assert 'secret' not in str(caught.value)


def test_a_file_that_is_not_there_is_an_error_at_once():
    with serving(lambda asked: asked.answer(404, b'')) as server:
        with pytest.raises(ApiError, match='404'):
            remote_content.content(connection(server.url), server.url + '/a')
        assert len(server.asked) == 1


def test_a_server_that_is_busy_is_asked_again():
    def behave(asked):
        asked.answer(*(503, b'') if len(server.asked) < 3 else (200, b'ok'))
    with serving(behave) as server:
        assert remote_content.content(connection(server.url), server.url + '/a') == b'ok'


def test_no_more_bytes_than_allowed():
    with serving(lambda asked: asked.answer()) as server:
        with pytest.raises(ApiError, match='more than 100 bytes'):
            remote_content.content(connection(server.url), server.url + '/a', most=100)
        sink = io.BytesIO()
        remote_content.write(connection(server.url), server.url + '/a', sink, most=len(CONTENT))
        assert sink.read() == CONTENT


@pytest.mark.parametrize('options, header, value', [
    ({}, 'authorization', 'Key ' + PAT),
    ({'pat': None, 'token': PAT}, 'x-clarifai-session-token', PAT)])
def test_the_server_of_the_api_gets_the_credential(options, header, value):
    with serving(lambda asked: asked.answer()) as server:
        remote_content.content(connection(server.url, **options), server.url + '/a')
    assert server.asked[0][1][header] == value


def test_nobody_else_gets_the_credential():
    with serving(lambda asked: asked.answer()) as other:
        with serving(lambda asked: asked.answer(302, b'', Location=other.url + '/b')) as server:
            remote_content.content(connection(server.url), server.url + '/a')
            remote_content.content(connection(server.url), other.url + '/c')
    assert server.asked[0][1]['authorization'] == 'Key ' + PAT
    assert [path for path, _ in other.asked] == ['/b', '/c']
    assert not [headers for _, headers in other.asked if PAT in str(headers)]


@pytest.mark.parametrize('base, url, goes_there', [
    ('https://api.clarifai.com', 'https://data.clarifai.com/orig/a', True),
    ('https://api.clarifai.com', 'http://data.clarifai.com/orig/a', False),
    ('https://api.clarifai.com', 'https://data.clarifai.com.example/a', False),
    ('https://api.clarifai.com', 'https://notclarifai.com/a', False),
    ('https://api.example.com', 'https://data.clarifai.com/a', False),
    ('https://api.example.com', 'https://api.example.com:444/a', False),
    ('https://api.example.com', 'https://api.example.com/a', True)])
def test_who_gets_the_credential(base, url, goes_there):
    auth = remote_content.auth_for(connection(base), url)
    assert hasattr(auth, '_api_key') == goes_there


@pytest.mark.parametrize('url', [None, 5, '', 'cat.jpg', 'file:///etc/passwd', 'ftp://x/y'])
def test_what_is_no_url(url):
    with pytest.raises(UserError, match='must have a URL'):
        remote_content.content(connection('https://api.clarifai.com'), url)


# Files

def ranges(breaks_at=None):
    """An answer with the part of the content that was asked for, perhaps broken off."""
    def behave(asked):
        begin = int(asked.headers.get('Range', 'bytes=0-')[len('bytes='):-1])
        if begin >= len(CONTENT):
            return asked.answer(416, b'')
        asked.answer(206 if begin else 200, CONTENT[begin:breaks_at], length=len(CONTENT) - begin,
                     Content_Range='bytes %d-%d/%d' % (begin, len(CONTENT) - 1, len(CONTENT)))
    return behave


def save(server, path, size=len(CONTENT)):
    remote_content.save(connection(server.url), server.url + '/model.tar?signature=secret',
                        str(path), 'v', size)


@pytest.mark.parametrize('size', [0, len(CONTENT)])
def test_a_file_is_saved_whole(tmpdir, size):
    folder = tmpdir.mkdir('files')
    folder.join('model.tar').write('before')
    with serving(ranges()) as server:
        save(server, folder.join('model.tar'), size)
    assert folder.join('model.tar').read_binary() == CONTENT
    assert folder.listdir() == [folder.join('model.tar')]


def test_what_has_come_is_kept_for_the_next_call(tmpdir):
    folder = tmpdir.mkdir('files')
    part = folder.join('model.tar.v.part')
    with serving(ranges(breaks_at=300000)) as server:
        with pytest.raises(ApiError, match='another call goes on') as caught:
            save(server, folder.join('model.tar'))
        assert 'secret' not in str(caught.value) and folder.listdir() == [part]
        begun = part.size()
        assert begun > 0
        server.behave, server.asked[:] = ranges(), []
        save(server, folder.join('model.tar'))
    assert [headers['range'] for _, headers in server.asked] == ['bytes=%d-' % begun]
    assert folder.join('model.tar').read_binary() == CONTENT and not part.exists()


def test_a_body_without_end_ends_where_the_file_is_to_end(tmpdir):
    sent = []

    def behave(asked):
        asked.send_response(200)
        asked.end_headers()
        try:
            for _ in range(500):  # a hundred times as much as there is to be
                asked.wfile.write(b'x' * 200000)
                sent.append(200000)
        except (IOError, OSError):
            pass  # nobody reads on

    with serving(behave) as server:
        with pytest.raises(ApiError, match='more than 1000000 bytes came'):
            save(server, tmpdir.join('a'))
        assert len(server.asked) == 4
    assert tmpdir.join('a.v.part').size() <= len(CONTENT)
    assert sum(sent) < 40 * len(CONTENT)


def test_a_part_that_is_whole_is_not_asked_for_again(tmpdir):
    tmpdir.join('a.v.part').write_binary(CONTENT)
    with serving(ranges()) as server:
        save(server, tmpdir.join('a'))
    assert server.asked == [] and tmpdir.join('a').read_binary() == CONTENT


@pytest.mark.parametrize('size', [0, len(CONTENT)])
def test_a_part_that_is_too_long_is_begun_again(tmpdir, size):
    tmpdir.join('a.v.part').write_binary(CONTENT + b'x')
    with serving(ranges()) as server:
        save(server, tmpdir.join('a'), size)
    assert tmpdir.join('a').read_binary() == CONTENT


def test_a_server_without_ranges_sends_it_all_again(tmpdir):
    tmpdir.join('a.v.part').write_binary(b'another')
    with serving(lambda asked: asked.answer()) as server:
        save(server, tmpdir.join('a'))
    assert tmpdir.join('a').read_binary() == CONTENT


def test_another_part_than_was_asked_for_is_not_taken(tmpdir):
    tmpdir.join('a.v.part').write_binary(CONTENT[:10])

    def behave(asked):
        if 'Range' in asked.headers:
            return asked.answer(206, CONTENT[20:], Content_Range='bytes 20-')
        asked.answer()
    with serving(behave) as server:
        save(server, tmpdir.join('a'))
    assert tmpdir.join('a').read_binary() == CONTENT


def test_a_file_of_another_size_is_not_taken(tmpdir):
    with serving(lambda asked: asked.answer(body=b'short')) as server:
        with pytest.raises(ApiError, match='5 of'):
            save(server, tmpdir.join('a'))
    assert not tmpdir.join('a').exists()


def test_a_file_that_cannot_be_written(tmpdir):
    with serving(ranges()) as server:
        with pytest.raises(UserError, match='cannot be written'):
            save(server, tmpdir.join('none', 'a'))
