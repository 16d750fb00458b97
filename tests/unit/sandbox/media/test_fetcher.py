"""Fetching over real HTTP: redirects, limits, servers that drip, addresses that are refused."""
from __future__ import absolute_import

import gzip
import os
import socket
import ssl
import threading
import time
import zlib

import pytest

from clarifai.sandbox.media import addresses, fetcher
from clarifai.sandbox.errors import MediaUnavailable

pytest.importorskip('requests')
server_module = pytest.importorskip('http.server')

TESTS = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))
CERTIFICATES = os.path.join(TESTS, 'faults', 'certificates')


def copy(source, target):
    """Sends on what comes until it ends."""
    try:
        for block in iter(lambda: source.recv(65536), b''):
            target.sendall(block)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one of the two has gone


class Handler(server_module.BaseHTTPRequestHandler):
    """Serves some bytes, redirects, too many bytes, and bytes in odd ways."""

    seen = []
    tunnel = None  # where CONNECT leads, whatever it names

    def do_GET(self):
        self.seen.append((self.path, dict(self.headers)))
        answer = getattr(self, 'answer_' + self.path.split('?')[0].strip('/'), None)
        return answer() if answer else self.answer(200, b'bytes')

    def do_CONNECT(self):
        self.seen.append((self.path, dict(self.headers)))
        if self.tunnel is None:
            self.answer(403, b'no')
            return
        self.send_response(200)
        self.end_headers()
        with socket.create_connection(self.tunnel) as other:
            back = threading.Thread(target=copy, args=(other, self.connection), daemon=True)
            back.start()
            copy(self.connection, other)
            back.join(5)

    def answer_loop(self):
        self.answer(302, b'', Location=self.path)

    def answer_moved(self):
        self.answer(301, b'', Location='/bytes')

    def answer_file(self):
        self.answer(302, b'', Location='file:///etc/passwd')

    def answer_elsewhere(self):
        self.answer(302, b'', Location=self.path.split('?')[1])

    def answer_gone(self):
        self.answer(404, b'no')

    def answer_large(self):
        self.answer(200, b'x' * 300000)

    def answer_short(self):
        self.send_response(200)
        self.send_header('Content-Length', '100')
        self.end_headers()
        self.wfile.write(b'x' * 50)
        self.close_connection = True

    def answer_chunked(self):
        self.protocol_version = 'HTTP/1.1'
        self.send_response(200)
        self.send_header('Transfer-Encoding', 'chunked')
        self.end_headers()
        self.wfile.write(b'3\r\nbyt\r\n2\r\nes\r\n0\r\n\r\n')
        self.close_connection = True

    def answer_gzip(self):
        self.answer(200, gzip.compress(b'bytes'), **{'Content-Encoding': 'gzip'})

    def answer_deflate(self):
        self.answer(200, zlib.compress(b'bytes'), **{'Content-Encoding': 'Deflate'})

    def answer_raw_deflate(self):
        self.answer(200, zlib.compress(b'bytes')[2:-4], **{'Content-Encoding': 'deflate'})

    def answer_identity(self):
        self.answer(200, b'bytes', **{'Content-Encoding': 'identity'})

    def answer_moved_gzip(self):
        self.answer(302, gzip.compress(b'moved'), **{'Content-Encoding': 'gzip',
                                                     'Location': '/gzip'})

    def answer_no_gzip(self):
        self.answer(200, b'these are no bytes of gzip', **{'Content-Encoding': 'gzip'})

    def answer_gzip_bomb(self):
        self.answer(200, gzip.compress(b'0' * 3000000), **{'Content-Encoding': 'gzip'})

    def answer_gzip_twice(self):
        self.answer(200, gzip.compress(gzip.compress(b'bytes')),
                    **{'Content-Encoding': 'gzip, gzip'})

    def answer_brotli(self):
        self.answer(200, b'\x0b\x02\x80bytes\x03', **{'Content-Encoding': 'br'})

    def answer_dripping(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b'x')
            time.sleep(0.1)

    def answer_dripping_headers(self):
        self.wfile.write(b'HTTP/1.1 200 OK\r\n')
        for number in range(100):
            self.wfile.write(b'X')
            time.sleep(0.1)

    def answer(self, code, body, **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope='module')
def url():
    server = server_module.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # a client that gives up is what is tested
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield 'http://127.0.0.1:%d' % server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def secure(monkeypatch):
    """A server with TLS, whose authority is trusted; its port."""
    monkeypatch.setenv('REQUESTS_CA_BUNDLE', os.path.join(CERTIFICATES, 'authority.pem'))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(CERTIFICATES, 'server.pem'))
    server = server_module.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv('NO_PROXY', '*')
    del Handler.seen[:]


def fetch(url):
    return fetcher.Fetcher(private=True).fetch(url)


def refusal(url, by=None):
    with pytest.raises(MediaUnavailable) as refused:
        (by or fetcher.Fetcher(private=True)).fetch(url)
    assert refused.value.details
    return refused.value


@pytest.mark.parametrize('path', [
    '/bytes', '', '/moved', '/chunked', '/a b?x=\u732b#part', '/gzip', '/deflate', '/raw_deflate',
    '/identity', '/moved_gzip'])
def test_fetch(url, path):
    assert fetch(url + path) == b'bytes'


def test_what_is_sent(url):
    fetch(url.replace('//', '//user:word@') + '/a b?q=\u732b')
    (path, headers), = Handler.seen
    assert path == '/a%20b?q=%E7%8C%AB'
    assert headers['Host'] == url.split('//')[1]
    assert headers['Authorization'] == 'Basic dXNlcjp3b3Jk'
    assert headers['User-Agent'] == 'clarifai-sandbox'
    assert headers['Accept-Encoding'] == 'gzip, deflate'


@pytest.mark.parametrize('path, words', [
    ('/gone', '404 Client Error: Not Found'), ('/loop', 'more than 5 times'), ('/file', 'not http'),
    ('/short', 'broke off'), ('/no_gzip', 'DecodeError'),
    ('/gzip_twice', 'Content-Encoding gzip, gzip'), ('/brotli', 'Content-Encoding br')])
def test_answers_that_are_no_file(url, path, words):
    error = refusal(url + path)
    assert error.code == 30002
    assert words in error.details


@pytest.mark.parametrize('wrong', [
    'http://127.0.0.1:9/', 'http://no-such-host.invalid/', 'http://a..b/', 'http://127.0.0.1:x/',
    'http://%s.invalid/' % ('x' * 70)])
def test_nobody_answers(wrong):
    assert refusal(wrong).code in (39996, 30002)


def test_too_large(url, monkeypatch):
    monkeypatch.setattr(fetcher, 'MAX_BYTES', 250000)
    assert refusal(url + '/large').code == 30105
    assert refusal(url + '/gzip_bomb').code == 30105  # 3 KB on the wire


@pytest.mark.parametrize('path', ['/dripping', '/dripping_headers'])
def test_the_whole_transfer_has_a_deadline(url, monkeypatch, path):
    monkeypatch.setattr(fetcher, 'MAX_SECONDS', 0.5)
    began = time.monotonic()
    error = refusal(url + path)
    assert error.code == 30002 and 'more than' in error.details
    assert time.monotonic() - began < 5


def test_a_handshake_has_the_same_deadline(monkeypatch):
    monkeypatch.setattr(fetcher, 'MAX_SECONDS', 0.5)
    with socket.create_server(('127.0.0.1', 0)) as silent:
        error = refusal('https://127.0.0.1:%d/' % silent.getsockname()[1])
    assert error.code == 30002 and 'more than' in error.details


@pytest.mark.parametrize('host', [
    '127.0.0.1', 'localhost', '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '127.1',
    '10.0.0.1', '192.168.1.1', '172.16.0.1', '169.254.169.254', '100.64.0.1', '[fe80::1]',
    '[fd00::1]', '224.0.0.1', '[2002:7f00:1::]', '[64:ff9b::7f00:1]'])
def test_addresses_that_are_not_on_the_internet(url, host):
    port = url.rsplit(':', 1)[1]
    error = refusal('http://%s:%s/bytes' % (host, port), fetcher.Fetcher())
    assert error.code == 39996
    assert '--allow-private-urls' in error.details or 'Nothing could be read' in error.details
    assert Handler.seen == []


def test_addresses_on_the_internet():
    for public in ('8.8.8.8', '2606:4700:4700::1111', '64:ff9b::808:808'):
        assert addresses.is_public(public), public


def test_a_redirect_to_this_machine_is_not_followed(url, monkeypatch):
    # The first host is taken for one on the internet, the second is what it is.
    monkeypatch.setattr(addresses, 'is_public', lambda address: address == '127.0.0.1')
    inside = url.replace('127.0.0.1', '127.0.0.2')
    error = refusal('%s/elsewhere?%s/bytes' % (url, inside), fetcher.Fetcher())
    assert '--allow-private-urls' in error.details
    assert len(Handler.seen) == 1


def test_a_name_is_looked_up_once(url, monkeypatch):
    # A name server that gives another address each time gets no second question.
    asked = []

    def getaddrinfo(host, port, *_, **__):
        asked.append(host)
        address = '127.0.0.1' if len(asked) == 1 else '127.0.0.2'
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, '', (address, port))]
    monkeypatch.setattr(socket, 'getaddrinfo', getaddrinfo)
    monkeypatch.setattr(addresses, 'is_public', lambda address: address == '127.0.0.1')
    port = url.rsplit(':', 1)[1]
    assert fetcher.Fetcher().fetch('http://rebinding.test:%s/' % port) == b'bytes'
    assert asked == ['rebinding.test']
    assert Handler.seen[0][1]['Host'] == 'rebinding.test:' + port


def test_the_good_one_of_several_addresses_is_taken(url, monkeypatch):
    port = int(url.rsplit(':', 1)[1])
    monkeypatch.setattr(socket, 'getaddrinfo', lambda *_, **__: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, '', (address, port))
        for address in ('10.0.0.1', '127.0.0.3', '127.0.0.1')])
    monkeypatch.setattr(addresses, 'is_public', lambda address: address.startswith('127'))
    # Nobody listens at the first good one.
    assert fetcher.Fetcher().fetch('http://several.test/') == b'bytes'


def test_a_proxy(url, monkeypatch):
    monkeypatch.delenv('NO_PROXY')
    monkeypatch.setenv('http_proxy', url.replace('//', '//me:word@'))
    monkeypatch.setenv('https_proxy', url)
    assert fetcher.Fetcher().fetch('http://no-such-host.invalid/a?b=c') == b'bytes'
    path, headers = Handler.seen.pop()
    assert path == 'http://no-such-host.invalid/a?b=c'
    assert headers['Proxy-Authorization'] == 'Basic bWU6d29yZA=='
    assert refusal('https://no-such-host.invalid/', fetcher.Fetcher()).code == 39996
    assert Handler.seen.pop()[0] == 'no-such-host.invalid:443'
    assert '--allow' in refusal('http://10.0.0.1/', fetcher.Fetcher()).details
    assert Handler.seen == []


def test_tls(secure, monkeypatch):
    assert fetch('https://127.0.0.1:%d/bytes' % secure) == b'bytes'
    assert fetch('https://localhost:%d/bytes' % secure) == b'bytes'
    # Another authority, and another name.
    monkeypatch.setattr(socket, 'getaddrinfo', lambda *_, **__: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, '', ('127.0.0.1', secure))])
    del Handler.seen[:]
    assert refusal('https://other.test:%d/bytes' % secure).code == 39996
    monkeypatch.delenv('REQUESTS_CA_BUNDLE')
    assert refusal('https://localhost:%d/bytes' % secure).code == 39996
    assert Handler.seen == []


def test_tls_through_a_proxy(url, secure, monkeypatch):
    monkeypatch.delenv('NO_PROXY')
    monkeypatch.setenv('https_proxy', url.replace('//', '//me:word@'))
    monkeypatch.setattr(Handler, 'tunnel', ('127.0.0.1', secure))
    monkeypatch.setattr(addresses, 'is_public', lambda address: True)
    monkeypatch.setattr('requests.utils.should_bypass_proxies', lambda *_, **__: False)
    assert fetch('https://localhost/bytes') == b'bytes'
    (place, asked), (path, sent) = Handler.seen
    assert (place, path) == ('localhost:443', '/bytes')
    assert asked['Proxy-Authorization'] == 'Basic bWU6d29yZA=='
    assert (sent['Host'], 'Proxy-Authorization' in sent) == ('localhost', False)


@pytest.mark.parametrize('host, private', [
    ('127.0.0.1', True), ('127.1.2.3', True), ('::1', True), ('localhost', True),
    ('', False), ('0.0.0.0', False), ('::', False), ('8.8.8.8', False), ('10.0.0.1', False)])
def test_where_only_this_machine_reaches_a_server(host, private):
    assert addresses.is_loopback(host) == private
