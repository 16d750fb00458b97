"""What the API does behind the faults: inputs are kept, predictions and searches say what for."""
from __future__ import absolute_import

from collections import Counter, OrderedDict
import re
import threading

OK = {'code': 10000, 'description': 'Ok', 'req_id': 'req-ok'}
MIXED = {'code': 10010, 'description': 'Mixed Success', 'req_id': 'req-mixed'}
FAILURE = {'code': 10020, 'description': 'Failure', 'req_id': 'req-failure'}
DUPLICATE = {'code': 30100, 'description': 'Input has a duplicate ID'}
ADDED = {'code': 30000, 'description': 'Download complete'}
ABSENT = {'code': 30001, 'description': 'Input does not exist', 'req_id': 'req-absent'}

_SCOPE = re.compile(r'^/v2(/users/[^/]+/apps/[^/]+)?')


class Backend(object):
    """An app of the API, in memory.

    Attributes:
        inputs (OrderedDict): id to the input as it was sent; 'in-9' is there from the beginning.
        done (list of str): every write that was carried out, in order, such as ``'add in-1'``.
    """

    def __init__(self):
        self.inputs = OrderedDict([('in-9', {
            'id': 'in-9', 'data': {'image': {'url': 'https://pics.example.com/9.jpg'}},
            'status': ADDED})])
        self.done = []
        self._lock = threading.Lock()

    @property
    def twice(self):
        """The writes that were done more often than once."""
        return sorted(write for write, times in Counter(self.done).items() if times > 1)

    def act(self, request):
        """Do what a request asks for.

        Args:
            request (server.Request): the request.

        Returns:
            tuple: the HTTP status, and the JSON of the answer.
        """
        path = _SCOPE.sub('', request.path.split('?')[0])
        with self._lock:
            if path.endswith('/searches'):
                return 200, {'status': OK, 'hits': [
                    {'score': 1.0, 'input': one} for one in self.inputs.values()]}
            if path.startswith('/inputs'):
                return self._inputs(request, path[len('/inputs/'):])
            if path.endswith('/outputs'):
                return 200, {'status': OK, 'outputs': [_output(one) for one in
                                                       request.json['inputs']]}
            if request.method != 'GET':
                self.done.append('%s %s' % (request.method, path))
            return 200, {'status': OK, 'model': {
                'id': 'boats', 'name': 'boats', 'model_version': {'id': 'v-1'}}}

    def _inputs(self, request, input_id):
        if request.method == 'POST':
            return self._add(request.json['inputs'])
        if request.method == 'DELETE':
            for one in [input_id] if input_id else request.json['ids']:
                self.done.append('delete %s' % one)
                self.inputs.pop(one, None)
            return 200, {'status': OK}
        if request.method == 'PATCH':
            changed = [one['id'] for one in request.json['inputs']]
            self.done.extend('%s %s' % (request.json['action'], one) for one in changed)
            return 200, {'status': OK, 'inputs': [self.inputs[one] for one in changed]}
        if not input_id:
            return 200, {'status': OK, 'inputs': list(self.inputs.values())}
        if input_id in self.inputs:
            return 200, {'status': OK, 'input': self.inputs[input_id]}
        return 404, {'status': ABSENT}

    def _add(self, items):
        answers = []
        for item in items:
            input_id = item.get('id') or 'made-%d' % len(self.inputs)
            if input_id in self.inputs:
                answers.append(dict(item, status=DUPLICATE))
                continue
            self.done.append('add %s' % (item.get('id') or item['data']['image']['url']))
            self.inputs[input_id] = dict(item, id=input_id, status=ADDED)
            answers.append(self.inputs[input_id])
        refused = sum(1 for answer in answers if answer['status'] is DUPLICATE)
        if not refused:
            return 200, {'status': OK, 'inputs': answers}
        if refused < len(answers):
            return 207, {'status': MIXED, 'inputs': answers}
        return 400, {'status': FAILURE, 'inputs': answers}


def _output(one):
    return {'status': OK, 'input': one, 'data': {'concepts': [
        {'id': 'pier', 'name': 'pier', 'value': 0.98}]}}
