"""A server of a few answers, for programs that run in processes of their own."""
from __future__ import absolute_import

import json
import threading

from six.moves.BaseHTTPServer import BaseHTTPRequestHandler, HTTPServer
from six.moves.socketserver import ThreadingMixIn

OK = {'code': 10000, 'description': 'Ok'}


class Server(ThreadingMixIn, HTTPServer):
    """Remembers the requests that it got.

    Attributes:
        requests (list of str): verbs and paths.
        url (str): its address.
    """

    daemon_threads = True

    def __init__(self):
        HTTPServer.__init__(self, ('127.0.0.1', 0), _Handler)
        self.requests = []
        self.url = 'http://127.0.0.1:%d' % self.server_port

    def __enter__(self):
        thread = threading.Thread(target=self.serve_forever)
        thread.daemon = True
        thread.start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def _answer(self):
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        self.server.requests.append('%s %s' % (self.command, self.path))
        answer = {'status': OK, 'inputs': []}
        if self.command == 'GET' and 'page=2' not in self.path:
            answer['inputs'] = [{'id': 'one'}]
        if self.path.endswith('/outputs'):
            answer['outputs'] = [{'status': OK, 'data': {'concepts': [
                {'id': 'ai_8S2Vq3cR', 'name': 'cat', 'value': 0.99}]}}]
        body = json.dumps(answer).encode('ascii')
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _answer

    def log_message(self, *arguments):
        """Nobody reads a log."""
