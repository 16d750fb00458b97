"""A server in the place of the network that answers by what is sent, from many threads."""
from __future__ import absolute_import

import base64
import json
import threading

from answers import BASE, OK
from clarifai.errors import ApiError, UserError

BAD = {'code': 30002, 'description': 'Download failed'}
COMPLETE = {'code': 30000, 'description': 'Complete'}
DUPLICATE = {'code': 30100, 'description': 'Input is a duplicate'}


class Server(object):
    """Predicts and keeps inputs.

    An URL or content with ``bad`` in it is refused by itself, one with ``poison`` makes the server
    refuse the whole request with HTTP 400.

    Attributes:
        batches (list of list of str): what each request held: URLs and contents.
        inputs (dict): id to URL or content, of what was uploaded.
        data (dict): id to the rest of it.
        trouble (list): what to answer before anything else: exceptions, or (status, headers).
        before (callable): called with each batch, in the thread that sends it.
        statuses (list): statuses that the next inputs that are asked for have.
    """

    def __init__(self):
        self.batches = []
        self.inputs = {}
        self.data = {}
        self.trouble = []
        self.before = lambda batch: None
        self.statuses = []
        self._lock = threading.Lock()

    def exchange(self, method, params, url):
        path = url[len(BASE):]
        if method == 'GET':
            return self.found(path.rsplit('/', 1)[1], url)
        refuse_what_is_no_json(params)
        items = params['inputs']
        batch = [content_of(item) for item in items]
        self.before(batch)
        with self._lock:
            self.batches.append(batch)
            trouble = self.trouble.pop(0) if self.trouble else None
        if trouble is not None:
            raise trouble if isinstance(trouble, Exception) else refusal(url, *trouble)
        if any('poison' in content for content in batch):
            raise refusal(url, 400)
        pack = self.added if path.endswith('/inputs') else predicted
        with self._lock:
            return self.answer(url, 'inputs' if path.endswith('/inputs') else 'outputs',
                               [pack(item, content) for item, content in zip(items, batch)])

    @staticmethod
    def answer(url, member, items):
        good = [item['status']['code'] in (10000, 30001) for item in items]
        if not any(good):
            raise refusal(url, 400, **{member: items})
        return {'status': OK if all(good) else {'code': 10010}, member: items}

    def added(self, item, content):
        if 'bad' in content:
            return dict(item, status=BAD)
        if item['id'] in self.inputs or content in self.inputs.values():
            return dict(item, status=DUPLICATE)
        self.inputs[item['id']] = content
        self.data[item['id']] = item['data']
        return dict(item, status={'code': 30001, 'description': 'Pending'})

    def found(self, input_id, url):
        if input_id not in self.inputs:
            raise refusal(url, 404)
        return {'status': OK, 'input': {
            'id': input_id,
            'data': dict(self.data.get(input_id, {}), image={'url': self.inputs[input_id]}),
            'status': self.statuses.pop(0) if self.statuses else COMPLETE}}

    @property
    def sent(self):
        """All that was sent, in order."""
        return [content for batch in self.batches for content in batch]


def refuse_what_is_no_json(params):
    """As the transport does."""
    try:
        json.dumps(params)
    except TypeError as error:
        raise UserError(str(error))


def content_of(item):
    """The URL of an input, or its content as text."""
    data = item['data'].get('image') or item['data']['video']
    if 'url' in data:
        return data['url']
    return base64.b64decode(data['base64']).decode('utf-8')


def predicted(item, content):
    """The output for an input; its data says what the input was."""
    if 'bad' in content:
        return {'status': BAD, 'data': {}}
    return {'status': OK, 'data': {'seen': content}}


def refusal(url, status_code, headers=None, **answer):
    """The ApiError of a request that was refused as a whole."""
    status = {'code': 10000 + status_code, 'description': 'Refused'}
    return ApiError(url, {'inputs': ['a whole picture']}, 'POST',
                    Response(status_code, headers or {}, dict(answer, status=status)))


class Response(object):
    """As much of a ``requests.Response`` as is read."""

    reason = 'Reason'
    request = 'what was sent, with the key'

    def __init__(self, status_code, headers, answer):
        self.status_code = status_code
        self.headers = headers
        self.content = json.dumps(answer).encode('utf-8')
