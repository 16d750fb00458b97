"""The clients that are measured, each with the same things to do.

Nothing is imported before it is needed, so that no measurement pays for another.
"""
from __future__ import absolute_import

import base64
import json

KEY = 'key-of-the-benchmark'
PAT = 'pat-of-the-benchmark'
GENERAL = 'aaa03c23b3724a16a56b629203edc62c'
OUTPUTS = '/v2/models/%s/outputs' % GENERAL
HEADERS = {'Authorization': 'Key ' + KEY, 'Content-Type': 'application/json',
           'X-Clarifai-Client': 'python:bench', 'Python-Client': 'linux:bench'}


def url(number):
    return 'https://photos.example.com/%06d.jpg' % number


class Clarifai(object):
    """Everything with the API of 2.x: this client, and 2.6.2."""

    IMPORT = 'import clarifai.rest'

    def __init__(self, base, **credentials):
        self.app = self.make(base, **credentials)
        self.model = self.app.public_models.general_model

    @staticmethod
    def make(base, **credentials):
        from clarifai.rest import ClarifaiApp
        return ClarifaiApp(base_url=base, **credentials or {'api_key': KEY})

    def predict_url(self, number):
        return self.model.predict_by_url(url(number))

    def predict_bytes(self, data):
        return self.model.predict_by_bytes(data)

    def predict_file(self, path):
        return self.model.predict_by_filename(path)

    def list_inputs(self):
        count = 0
        for one in self.app.inputs.get_all():
            count += bool(one.input_id and one.url and one.concepts)
        return count

    def create_inputs(self, total, batch):
        from clarifai.rest import Image
        made = 0
        for first in range(0, total, batch):
            made += len(self.app.inputs.bulk_create_images([
                Image(url=url(number), image_id='bulk-%06d' % number, concepts=['cat'],
                      not_concepts=['dog'], metadata={'number': number})
                for number in range(first, first + batch)]))
        return made


class ThisClient(Clarifai):
    """This client, which has also PATs and the operations of today's API."""

    @classmethod
    def with_pat(cls, base):
        return cls(base, pat=PAT, user_id='bench', app_id='bench')

    def call_platform(self, number):
        return self.app.platform.post_model_outputs(
            model_id=GENERAL, inputs=[{'data': {'image': {'url': url(number)}}}])


class PlainRequests(object):
    """A `requests.Session` as its documentation uses it: dicts in, dicts out."""

    IMPORT = 'import requests'

    def __init__(self, base):
        self.base = base
        self.session = self.make(base)

    @staticmethod
    def make(base):
        import requests
        session = requests.Session()
        session.mount('http://', requests.adapters.HTTPAdapter(pool_maxsize=64))
        session.headers.update(HEADERS)
        return session

    def _post(self, path, payload):
        answer = self.session.post(self.base + path, data=json.dumps(payload).encode('utf-8'))
        answer.raise_for_status()
        return answer.json()

    def predict_url(self, number):
        return self._post(OUTPUTS, {'inputs': [{'data': {'image': {'url': url(number)}}}]})

    call_platform = predict_url

    def predict_bytes(self, data):
        text = base64.b64encode(data).decode('ascii')
        return self._post(OUTPUTS, {'inputs': [{'data': {'image': {'base64': text}}}]})

    def predict_file(self, path):
        with open(path, 'rb') as handle:
            return self.predict_bytes(handle.read())

    def _page(self, page):
        answer = self.session.get(self.base + '/v2/inputs',
                                  params={'page': page, 'per_page': 20})
        answer.raise_for_status()
        return answer.json()

    def list_inputs(self):
        count = page = 0
        while True:
            page += 1
            found = self._page(page)['inputs']
            if not found:
                return count
            count += len(found)

    def create_inputs(self, total, batch):
        made = 0
        for first in range(0, total, batch):
            made += len(self._post('/v2/inputs', {'inputs': [
                {'id': 'bulk-%06d' % number, 'data': {
                    'image': {'url': url(number)}, 'metadata': {'number': number},
                    'concepts': [{'id': 'cat', 'value': 1.0}, {'id': 'dog', 'value': 0.0}]}}
                for number in range(first, first + batch)]})['inputs'])
        return made


class HttpClient(PlainRequests):
    """The standard library alone, a connection for each thread: what HTTP itself costs."""

    IMPORT = 'import http.client, json'

    def __init__(self, base):
        import threading
        self.base = base
        self.own = threading.local()

    @staticmethod
    def make(base):
        import http.client
        return http.client.HTTPConnection(base.split('//')[1])

    def _exchange(self, verb, path, body=None):
        if not hasattr(self.own, 'connection'):
            self.own.connection = self.make(self.base)
        self.own.connection.request(verb, path, body, HEADERS)
        return json.loads(self.own.connection.getresponse().read())

    def _post(self, path, payload):
        return self._exchange('POST', path, json.dumps(payload).encode('utf-8'))

    def _page(self, page):
        return self._exchange('GET', '/v2/inputs?page=%d&per_page=20' % page)


CLIENTS = {'client': ThisClient, 'original': Clarifai, 'requests': PlainRequests,
           'http.client': HttpClient}
