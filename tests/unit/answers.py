"""Parts of answers as the server writes them, for the tests to put together."""
from __future__ import absolute_import

import json

import requests

from clarifai.errors import ApiError

KEY = '0123456789abcdef0123456789abcdef'
BASE = 'https://api.example.com'
OK = {'code': 10000, 'description': 'Ok'}
URL = 'https://pics.example.com/pier.jpg'


def an_input(input_id='in-1', url=URL, code=30000, **data):
    """An image in an app; more of its data by name."""
    data.setdefault('image', {'url': url})
    return {'id': input_id, 'data': data, 'created_at': '2018-09-14T07:21:35.402117Z',
            'status': {'code': code, 'description': 'Status %d' % code}}


def a_video(input_id='clip-1', url='https://pics.example.com/clip.mp4'):
    """A video in an app."""
    return {'id': input_id, 'data': {'video': {'url': url}},
            'status': {'code': 30000, 'description': 'Download complete'}}


def a_concept(concept_id='cat', name=None, value=1):
    """A concept of an input, a model or an app."""
    return {'id': concept_id, 'name': concept_id if name is None else name, 'value': value,
            'app_id': 'app-1', 'created_at': '2018-09-14T07:21:35.118203Z'}


def a_model(model_id='boats', name=None, kind='concept', app_id='app-1', version='v-1', code=21100,
            concepts=()):
    """A model; of a public one `app_id` is 'main'."""
    info = {'type': kind, 'output_config': {}}
    if concepts:
        info['data'] = {'concepts': [a_concept(one) for one in concepts]}
    return {'id': model_id, 'name': model_id if name is None else name, 'app_id': app_id,
            'created_at': '2018-09-14T07:21:35.118203Z', 'output_info': info,
            'model_version': {'id': version, 'status': {'code': code, 'description': 'Status'}}}


def a_version(code, version='v-1'):
    """A version of a model with its status."""
    return {'id': version, 'status': {'code': code, 'description': 'Status'}}


def an_output(**data):
    """What a model sees in one input."""
    data = data or {'concepts': [a_concept('ai_1', 'harbour', 0.98)]}
    return {'id': 'out-1', 'status': OK, 'data': data,
            'model': a_model('general', app_id='main'),
            'input': {'id': 'in-9', 'data': {'image': {'url': URL}}}}


def a_workflow(workflow_id='docks'):
    """A workflow of two models."""
    return {'id': workflow_id, 'app_id': 'app-1', 'nodes': [
        {'id': 'n-1', 'model': {'id': 'm-1', 'model_version': {'id': 'v-1'}}},
        {'id': 'n-2', 'model': {'id': 'm-2', 'model_version': {'id': 'v-2'}}}]}


def a_hit(input_id='in-1', score=0.9):
    """A hit of a search."""
    return {'score': score, 'input': an_input(input_id)}


def box(top=0.1, left=0.2, bottom=0.3, right=0.4):
    """A bounding box."""
    return {'top_row': top, 'left_col': left, 'bottom_row': bottom, 'right_col': right}


def an_error(status_code, body, url=BASE + '/v2/inputs'):
    """The ApiError that an answer becomes: JSON, or bytes of something that is not the API."""
    response = requests.Response()
    response.status_code, response.reason, response.url = status_code, 'Reason', url
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode('utf-8')
    return ApiError(url, {}, 'POST', response)
