"""What a server can do to a request: answer it, or one of the many ways not to.

A step is called with the `server.Exchange`.  Functions with arguments make steps.  Unless a step
says otherwise, the connection stays open for the next request.
"""
from __future__ import absolute_import

import gzip
import io
import json

REASONS = {200: 'OK', 204: 'No Content', 207: 'Multi-Status', 301: 'Moved Permanently',
           302: 'Found', 303: 'See Other', 304: 'Not Modified',
           307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request',
           401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests',
           500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable',
           504: 'Gateway Timeout'}
TROUBLE = {'status': {'code': 98004, 'description': 'Trouble', 'details': 'on order',
                      'req_id': 'req-trouble'}}


def head(status, *headers, **options):
    """The beginning of an answer, up to the empty line."""
    lines = ['HTTP/%s %d %s' % (options.get('version', '1.1'), status, REASONS[status])]
    return '\r\n'.join(lines + list(headers) + ['', '']).encode('ascii')


def reply(status, body, *headers):
    """A whole answer; `body` is bytes, or what is to be sent as JSON."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode('ascii')
        headers = ('Content-Type: application/json',) + headers
    return head(status, 'Content-Length: %d' % len(body), *headers) + body


def acted(exchange):
    """Read a request, do it, and return the body of the answer as bytes."""
    exchange.read()
    return json.dumps(exchange.act()[1]).encode('ascii')


# Answers

def ok(exchange):
    """Do it and say so."""
    exchange.read()
    exchange.send(reply(*exchange.act()))


def refuse(status, *headers):
    """Do nothing, and answer with an HTTP status and the API's own JSON."""
    def step(exchange):
        exchange.read()
        exchange.send(reply(status, TROUBLE, *headers))
    return step


def act_and_refuse(status, *headers):
    """Do it, and answer with an HTTP status that says the contrary."""
    def step(exchange):
        acted(exchange)
        exchange.send(reply(status, TROUBLE, *headers))
    return step


def say(status, body, *headers):
    """Do it, and answer with bytes that have nothing to do with it."""
    def step(exchange):
        acted(exchange)
        exchange.send(reply(status, body, *headers))
    return step


def redirect(status, url):
    """Do nothing, and send the client elsewhere."""
    def step(exchange):
        exchange.read()
        exchange.send(reply(status, b'<html>Moved</html>', 'Location: %s' % url))
    return step


# Connections that break

def reset_unread(exchange):
    """Break the connection with the request in it."""
    exchange.reset()


def reset_in_upload(exchange):
    """Break the connection while the body is on its way."""
    exchange.read(most=1000)
    exchange.reset()


def reset_unacted(exchange):
    """Break the connection when the request is there, before anything is done."""
    exchange.read()
    exchange.reset()


def reset_acted(exchange):
    """Break the connection when all is done, before the answer."""
    acted(exchange)
    exchange.reset()


def close_unacted(exchange):
    """Close the connection properly, without an answer."""
    exchange.read()
    exchange.finish()


def close_acted(exchange):
    """Do it, and close the connection properly, without an answer."""
    acted(exchange)
    exchange.finish()


def ok_and_close(exchange):
    """Answer as if the connection stayed open, and close it once the client is idle."""
    ok(exchange)
    exchange.finish()


def speak_plainly(exchange):
    """Answer TLS in plain HTTP, as a server does at a port that has no TLS."""
    exchange.send(reply(400, b'The plain HTTP request was sent to a port of HTTPS'))
    exchange.finish()


# Silence

def stall(exchange):
    """Read the request and say nothing."""
    exchange.read()
    exchange.wait()


def act_and_stall(exchange):
    """Do it and say nothing."""
    acted(exchange)
    exchange.wait()


def stall_in_headers(exchange):
    """Do it, and stop in the middle of the headers."""
    acted(exchange)
    exchange.send(b'HTTP/1.1 200 OK\r\nContent-Type: appl')
    exchange.wait()


def stall_in_body(exchange):
    """Do it, and stop in the middle of the answer's body."""
    body = acted(exchange)
    exchange.send(head(200, 'Content-Length: %d' % len(body)) + body[:10])
    exchange.wait()


def drip(seconds, pieces=8):
    """Do it, and answer piece by piece, `seconds` apart."""
    def step(exchange):
        answer = reply(*(exchange.read() and exchange.act()))
        size = len(answer) // pieces + 1
        for start in range(0, len(answer), size):
            exchange.send(answer[start:start + size])
            exchange.wait(seconds)
    return step


# Answers that are not what they say

def length_too_long(exchange):
    """Announce more than comes, and close."""
    body = acted(exchange)
    exchange.send(head(200, 'Content-Length: %d' % (len(body) + 100)) + body)
    exchange.finish()


def truncated(exchange):
    """Close in the middle of the answer's body."""
    body = acted(exchange)
    exchange.send(head(200, 'Content-Length: %d' % len(body)) + body[:-10])
    exchange.finish()


def length_too_short(exchange):
    """Announce less than comes; the rest lies in the way of the next answer."""
    body = acted(exchange)
    exchange.send(head(200, 'Content-Length: %d' % (len(body) - 10)) + body)


def without_length(exchange):
    """An answer as of HTTP/1.0, which ends with the connection."""
    exchange.send(head(200, version='1.0') + acted(exchange))
    exchange.finish()


def chunked(exchange):
    """Answer in chunks."""
    body = acted(exchange)
    exchange.send(head(200, 'Transfer-Encoding: chunked'))
    for part in (body[:7], body[7:]):
        exchange.send(b'%x\r\n%s\r\n' % (len(part), part))
    exchange.send(b'0\r\n\r\n')


def chunks_broken_off(exchange):
    """Close after the first of several chunks."""
    body = acted(exchange)
    exchange.send(head(200, 'Transfer-Encoding: chunked') + b'7\r\n' + body[:7] + b'\r\n')
    exchange.finish()


def bad_chunk(exchange):
    """State the size of a chunk in no number that there is."""
    acted(exchange)
    exchange.send(head(200, 'Transfer-Encoding: chunked') + b'many\r\n{}\r\n0\r\n\r\n')
    exchange.finish()


def no_http(exchange):
    """Answer in something that is not HTTP."""
    acted(exchange)
    exchange.send(b'SSH-2.0-OpenSSH_9.6\r\n')
    exchange.finish()


def huge_header(exchange):
    """An answer with a header of 100 KB, more than a client takes."""
    body = acted(exchange)
    exchange.send(head(200, 'X-Huge: ' + 'x' * 100000, 'Content-Length: %d' % len(body)) + body)


def many_headers(exchange):
    """An answer with 90 headers, as many as a client takes."""
    status, body = exchange.read() and exchange.act()
    exchange.send(reply(status, body, *['X-Number-%d: %s' % (one, 'x' * 100)
                                        for one in range(80)]))


def go_on_first(exchange):
    """Say ``100 Continue`` before the answer."""
    answer = reply(*(exchange.read() and exchange.act()))
    exchange.send(b'HTTP/1.1 100 Continue\r\n\r\n' + answer)


def compressed(exchange):
    """Answer in gzip."""
    exchange.send(reply(200, _gzip(acted(exchange)), 'Content-Encoding: gzip'))


def badly_compressed(exchange):
    """Answer in gzip with bytes overturned in the middle."""
    body = bytearray(_gzip(acted(exchange)))
    for place in range(10, 20):
        body[place] ^= 0xff
    exchange.send(reply(200, bytes(body), 'Content-Encoding: gzip'))


def _gzip(data):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode='wb') as out:
        out.write(data)
    return packed.getvalue()
