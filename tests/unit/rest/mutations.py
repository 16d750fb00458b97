"""Answers that are wrong in one place, and programs that meet them.

The programs and answers are those of the golden cases (``tests/wire/cases.json``): every call of
2.6.2 with what the server said. A mutation replaces one node of one answer, or takes it out. The
requests go through the real transport to an adapter of ``requests``.
"""
from __future__ import absolute_import

import ast
import copy
import io
import json
import os

import requests
from requests.adapters import HTTPAdapter
import urllib3

import clarifai.rest
from clarifai.retry import RetryPolicy

CASES = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
                     'wire', 'cases.json')
REMOVED = object()
VALUES = (None, [], {}, u'text', 7, REMOVED, [None], [[]], [{}])
OK = {'status': {'code': 10000, 'description': 'Ok'}}
MOST_REQUESTS = 40
FACE = {'id': 'f', 'region_info': {'bounding_box': {'top_row': 0.1, 'left_col': 0.1,
                                                    'bottom_row': 0.5, 'right_col': 0.5}},
        'data': {'concepts': [{'id': 'c', 'name': '20-29', 'value': 0.5}]}}
DEMOGRAPHICS = dict(OK, results=[{
    'status': OK['status'], 'input': {'id': 'i'}, 'outputs': [
        {'id': 'o', 'status': OK['status'], 'model': {'id': name}, 'data': {'regions': [FACE]}}
        for name in ('face-detection', 'age-demographics-recognition',
                     'gender-demographics-recognition', 'ethnicity-demographics-recognition')]}])
MORE_CASES = [
    {'id': 'more.demographics', 'responses': [{'status': 200, 'json': DEMOGRAPHICS}],
     'call': "app.models.get('demographics').predict_by_url('https://pics.invalid/p.jpg')"},
    {'id': 'more.platform_items',
     'responses': [{'status': 200, 'json': dict(OK, inputs=[{'id': 'a'}, {'id': 'b'}])}],
     'call': 'app.platform.list_inputs.items(per_page=2)'},
    {'id': 'more.platform_call', 'call': "app.platform.get_input(input_id='a')",
     'responses': [{'status': 200, 'json': dict(OK, input={'id': 'a'})}]},
]
FIXTURES = {
    'PNG_BYTES': b'\x89PNG', 'JPEG_BYTES': b'\xff\xd8', 'MP4_BYTES': b'\x00\x00ftyp',
    'TEXT_BYTES': b'text', 'PNG_B64': b'iVBORw==', 'JPEG_B64': b'/9g=', 'MP4_B64': b'AABmdHlw',
    'TEXT_B64': b'dGV4dA==', 'io': io, 'os': os, 'json': json, 'BytesIO': io.BytesIO,
}


def cases():
    """Returns the golden cases whose answers are JSON, and some calls that 2.6.2 had not."""
    with io.open(CASES, encoding='utf-8') as file:
        found = json.load(file)
    return MORE_CASES + [case for case in found
                         if case['responses'] and all('json' in one for one in case['responses'])
                         and case['group'] != 'config']


def nodes(value, path=()):
    """Returns the paths of all nodes below a value."""
    items = (value.items() if isinstance(value, dict) else
             enumerate(value) if isinstance(value, list) else ())
    found = []
    for key, part in items:
        found.append(path + (key,))
        found.extend(nodes(part, path + (key,)))
    return found


def mutated(answer, path, value):
    """Returns a copy of an answer that has `value` in one place."""
    changed = copy.deepcopy(answer)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    if value is REMOVED:
        del holder[path[-1]]
    else:
        holder[path[-1]] = copy.deepcopy(value)
    return changed


def mutations(known):
    """Returns (case, number of the answer, path, value) for every mutation of the cases."""
    return [(case, number, path, value) for case in known
            for number, response in enumerate(case['responses'])
            for path in nodes(response['json']) for value in VALUES]


class Answers(HTTPAdapter):
    """Gives answers in turn, then ones that say that nothing more is there."""

    def __init__(self, answers):
        super(Answers, self).__init__()
        self._answers = list(answers)
        self.requests = []

    def send(self, request, **_):
        """Gives the next answer."""
        self.requests.append(request)
        if len(self.requests) > MOST_REQUESTS:
            raise requests.ConnectionError('that is enough')
        status, answer = self._answers.pop(0) if self._answers else (200, OK)
        raw = urllib3.HTTPResponse(
            body=io.BytesIO(json.dumps(answer).encode('ascii')), status=status,
            headers={'Content-Type': 'application/json'}, preload_content=False)
        return self.build_response(request, raw)


def run(case, answers, files, **credentials):
    """Runs the program of a case; returns what it made."""
    session = requests.Session()
    session.trust_env = False
    session.mount('https://', Answers(answers))
    app = clarifai.rest.ClarifaiApp(
        base_url='https://api.example.com', session=session, retry=RetryPolicy(attempts=1),
        **credentials)
    names = dict((name, getattr(clarifai.rest.client, name))
                 for name in clarifai.rest.client.__all__)
    names.update(FIXTURES, app=app, **files)
    return consumed(value_of(case, names))


def value_of(case, names):
    """Runs statements; returns the value of the last line where it is an expression."""
    if case.get('setup'):
        exec(compile(case['setup'], '<setup>', 'exec'), names)
    tree = ast.parse(case['call'])
    if not isinstance(tree.body[-1], ast.Expr):
        exec(compile(tree, '<call>', 'exec'), names)
        return None
    last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, '<call>', 'exec'), names)
    return eval(compile(last, '<call>', 'eval'), names)


def consumed(value):
    """Goes through whatever a call gives, as a program would."""
    repr(value)
    if hasattr(value, '__next__') or hasattr(value, 'next'):
        value = list(value)
    if isinstance(value, list):
        for item in value:
            repr(item)
            if hasattr(item, 'dict'):
                item.dict()
    return value
