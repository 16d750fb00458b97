"""Counts the files of the package that one warm call enters: how far a reader has to go.

    python tests/bench/entered.py           the numbers, beside the most that they may be
    python tests/bench/entered.py --files   and which files they are

The third call counts, when everything that is made once per client has been made. Nothing is sent:
an adapter of the session answers.
"""
from __future__ import absolute_import, print_function

import json
import sys

import requests
from requests.adapters import BaseAdapter

from clarifai.rest import ClarifaiApp

BASE = 'https://api.example.com'
URL = 'https://photos.example.com/1.jpg'
GENERAL = 'aaa03c23b3724a16a56b629203edc62c'

CREDENTIALS = {
    'PAT': {'pat': 'p' * 32, 'user_id': 'me', 'app_id': 'mine'},
    'key': {'api_key': 'k' * 32},
}
CALLS = {
    'predict_by_url': lambda app: app.models.get(model_id=GENERAL).predict_by_url,
    'create_image_from_url': lambda app: app.inputs.create_image_from_url,
    'concepts.get': lambda app: app.concepts.get,
}
ARGUMENTS = {'predict_by_url': [URL], 'create_image_from_url': [URL, 'pier'],
             'concepts.get': ['cat']}
MOST = {
    ('predict_by_url', 'PAT'): 20, ('predict_by_url', 'key'): 14,
    ('create_image_from_url', 'PAT'): 18, ('create_image_from_url', 'key'): 13,
    ('concepts.get', 'PAT'): 11, ('concepts.get', 'key'): 9,
}

OK = {'code': 10000, 'description': 'Ok'}
CAT = {'id': 'cat', 'name': 'cat', 'value': 0.9}


class Answering(BaseAdapter):
    """Answers requests in place of a network."""

    def send(self, request, **options):
        """Returns the answer to a request."""
        response = requests.Response()
        response.status_code, response.request, response.url = 200, request, request.url
        response._content = json.dumps(dict(self._answer(request), status=OK)).encode('ascii')
        return response

    def close(self):
        """There is nothing to close."""

    @staticmethod
    def _answer(request):
        if request.url.endswith('/outputs'):
            return {'outputs': [{'status': OK, 'data': {'concepts': [CAT]},
                                 'model': {'id': GENERAL, 'model_version': {'id': 'v'}}}]}
        if request.url.endswith('/inputs'):
            return {'inputs': [dict(item, status={'code': 30000, 'description': 'Done'})
                               for item in json.loads(request.body)['inputs']]}
        return {'concept': CAT}


def entered(function, *arguments):
    """Returns the modules that the third call of a function enters, in order: each is a file."""
    modules = []

    def note(frame, event, _):
        name = frame.f_globals.get('__name__', '')
        if event == 'call' and name.split('.')[0] == 'clarifai' and name not in modules:
            modules.append(name)
    for _ in range(2):
        function(*arguments)
    sys.setprofile(note)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return modules


def figures():
    """Yields (call, credential, modules) for everything that is counted."""
    for call, credential in sorted(MOST):
        session = requests.Session()
        session.mount(BASE, Answering())
        app = ClarifaiApp(base_url=BASE, session=session, **CREDENTIALS[credential])
        yield call, credential, entered(CALLS[call](app), *ARGUMENTS[call])


def main():
    """Prints the figures."""
    for call, credential, modules in figures():
        print('%-22s %-4s %2d files, at most %d'
              % (call, credential, len(modules), MOST[call, credential]))
        if '--files' in sys.argv:
            print('    ' + ' '.join(modules))


if __name__ == '__main__':
    main()
