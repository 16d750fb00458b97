"""A stub of the REST routes that are measured, fast enough to stay out of the way.

Started by run.py; prints its port once it listens. Keeps connections open, throws the bodies of
predictions away as they come, and waits for `latency` milliseconds before it answers.

    POST .../outputs          one output with 20 concepts
    POST /v2/inputs           the inputs that were sent, each with a status
    GET /v2/inputs?page=N     a page of 20 of 10,000 inputs
    GET /stub?latency=20      sets the latency; answers how many requests and connections there
                              were since the last time
"""
from __future__ import absolute_import, print_function

import asyncio
import json
from urllib.parse import parse_qs, urlsplit

OK = {'code': 10000, 'description': 'Ok'}
DONE = {'code': 30000, 'description': 'Download complete'}
CREATED = '2019-05-06T07:08:09.123456Z'
TOTAL, PAGE = 10000, 20

CONCEPTS = [{'id': 'ai_{:08d}'.format(number * 7919), 'name': 'concept {}'.format(number),
             'value': round(0.9989 - number * 0.0137, 7), 'app_id': 'main', 'vocab_id': '',
             'language': 'en', 'created_at': CREATED} for number in range(20)]
MODEL = {'id': 'aaa03c23b3724a16a56b629203edc62c', 'name': 'general', 'app_id': 'main',
         'created_at': CREATED, 'output_info': {'type': 'concept', 'type_ext': 'concept'},
         'model_version': {'id': 'aa9ca48295b37401f8af92ad1af0d91d', 'created_at': CREATED,
                           'status': {'code': 21100, 'description': 'Model trained'}}}


def encoded(answer):
    return json.dumps(dict({'status': OK}, **answer)).encode('ascii')


PREDICTION = encoded({'outputs': [{
    'id': 'f00d', 'status': OK, 'created_at': CREATED, 'model': MODEL,
    'input': {'id': 'cafe', 'data': {'image': {'url': 'https://photos.example.com/1.jpg'}}},
    'data': {'concepts': CONCEPTS}}]})
NOTHING = encoded({'models': [], 'inputs': []})


def an_input(number):
    """Returns an input of a listing; a quarter of them have a place."""
    data = {'image': {'url': 'https://photos.example.com/{}.jpg'.format(number)},
            'concepts': [{'id': 'cat', 'name': 'cat', 'value': 1}],
            'metadata': {'number': number}}
    if not number % 4:
        data['geo'] = {'geo_point': {'longitude': 13.4, 'latitude': 52.5}}
    return {'id': 'input-{:06d}'.format(number), 'data': data, 'created_at': CREATED,
            'status': DONE}


PAGES = [encoded({'inputs': [an_input(number) for number in range(start, start + PAGE)]})
         for start in range(0, TOTAL, PAGE)]


def created(item):
    """Returns an input as it is answered: without the bytes that were sent."""
    item['data'].get('image', {}).pop('base64', None)
    return dict(item, status=DONE, created_at=CREATED)


class Stub(object):
    """The state: a latency and two counters."""

    def __init__(self):
        self.latency = 0.0
        self.requests = self.connections = 0

    async def serve(self, reader, writer):
        """Answers the requests of one connection."""
        self.connections += 1
        try:
            while True:
                head = (await reader.readuntil(b'\r\n\r\n')).decode('latin-1')
                await self._exchange(head, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _exchange(self, head, reader, writer):
        verb, target = head.split(' ', 2)[:2]
        path = urlsplit(target).path
        body = await self._body(head, reader, path == '/v2/inputs')
        if path == '/stub':
            answer = self._control(parse_qs(urlsplit(target).query))
        else:
            self.requests += 1
            if self.latency:
                await asyncio.sleep(self.latency)
            answer = self._answer(verb, path, target, body)
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
                     b'Content-Length: %d\r\n\r\n%s' % (len(answer), answer))
        await writer.drain()

    @staticmethod
    async def _body(head, reader, keep):
        left = next((int(line.split(':')[1]) for line in head.lower().split('\r\n')
                     if line.startswith('content-length:')), 0)
        kept = []
        while left:
            piece = await reader.read(min(left, 1 << 18))
            left -= len(piece)
            if keep:
                kept.append(piece)
        return b''.join(kept)

    @staticmethod
    def _answer(verb, path, target, body):
        if path.endswith('/outputs'):
            return PREDICTION
        if path != '/v2/inputs':
            return NOTHING
        if verb == 'POST':
            return encoded({'inputs': [created(item) for item in json.loads(body)['inputs']]})
        page = int(parse_qs(urlsplit(target).query)['page'][0])
        return PAGES[page - 1] if page <= len(PAGES) else NOTHING

    def _control(self, wanted):
        seen = {'requests': self.requests, 'connections': self.connections}
        self.requests = self.connections = 0
        self.latency = float(wanted.get('latency', ['0'])[0]) / 1000
        return json.dumps(seen).encode('ascii')


async def main():
    """Serves for ever."""
    server = await asyncio.start_server(Stub().serve, '127.0.0.1', 0, limit=1 << 20)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == '__main__':
    asyncio.run(main())
