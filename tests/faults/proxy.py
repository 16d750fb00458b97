"""A small proxy: passes requests on, opens tunnels, notes what it sees."""
from __future__ import absolute_import

import select
import socket
import threading

from six.moves.urllib.parse import urlsplit

BROKEN = (OSError, IOError, socket.error, ValueError)


class Proxy(object):
    """Listens on a port of its own while it is used as a context.

    Args:
        refuses (bool): answer 407, as one that wants a password.
        leads_to (int): the port of this machine that each request goes to, whatever it asks for.

    Attributes:
        seen (list of bytes): the head of each request that came.
    """

    def __init__(self, refuses=False, leads_to=None):
        self.seen = []
        self._leads_to = leads_to
        self._refuses = refuses
        self._over = threading.Event()
        self._threads = []
        self._listener = socket.socket()
        self._listener.bind(('127.0.0.1', 0))
        self._listener.listen(16)
        self.address = '127.0.0.1:%d' % self._listener.getsockname()[1]
        self.url = 'http://' + self.address

    def __enter__(self):
        self._start(self._accept)
        return self

    def __exit__(self, *error):
        self._over.set()
        for thread in list(self._threads):
            thread.join(10)
        self._listener.close()

    def _start(self, target, *args):
        thread = threading.Thread(target=target, args=args)
        thread.daemon = True
        self._threads.append(thread)
        thread.start()

    def _accept(self):
        while not self._over.is_set():
            if select.select([self._listener], [], [], 0.05)[0]:
                self._start(self._serve, self._listener.accept()[0])

    def _serve(self, client):
        host = None
        try:
            client.settimeout(10)
            head, body = _head_of(client)
            self.seen.append(head)
            if self._refuses:
                client.sendall(b'HTTP/1.1 407 Proxy Authentication Required\r\n'
                               b'Content-Length: 0\r\nConnection: close\r\n\r\n')
                return
            method, target, rest = head.split(b' ', 2)
            address = _address(method, target)
            if self._leads_to is not None:
                address = '127.0.0.1', self._leads_to
            host = socket.create_connection(address, 10)
            if method == b'CONNECT':
                client.sendall(b'HTTP/1.1 200 Connection established\r\n\r\n')
            else:
                path = target.split(b'/', 3)[3]
                host.sendall(b'%s /%s %s\r\n\r\n' % (method, path, rest) + body)
            self._pass_on(client, host)
        except BROKEN:
            pass
        finally:
            client.close()
            if host is not None:
                host.close()

    def _pass_on(self, client, host):
        other = {client: host, host: client}
        while not self._over.is_set():
            for one in select.select([client, host], [], [], 0.05)[0]:
                data = one.recv(1 << 16)
                if not data:
                    return
                other[one].sendall(data)


def _head_of(client):
    data = b''
    while b'\r\n\r\n' not in data:
        more = client.recv(1 << 16)
        if not more:
            raise ValueError('the client went away')
        data += more
    return data.split(b'\r\n\r\n', 1)


def _address(method, target):
    target = target.decode('ascii')
    if method == b'CONNECT':
        host, port = target.rsplit(':', 1)
        return host, int(port)
    parts = urlsplit(target)
    return parts.hostname, parts.port or 80
