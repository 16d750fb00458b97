"""The sandbox's answers on legacy routes beside real ones, recorded from 2016 to 2020.

Each recording with a route is played: the same request goes to the sandbox, where what it is
about was made before. The answer has to have every member that the real one had, of the same kind
(``SELDOM`` holds what only some years or some models had), no member that no real answer with
this content ever had, and the same status codes with the same descriptions.
"""
from __future__ import absolute_import

import ast
import io
import json
import os
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sandbox_process import Api, SandboxProcess, an_input, clip, photograph, plain, text

HERE = os.path.dirname(os.path.abspath(__file__))
NOWHERE = 'http://127.0.0.1:35169/nosuch.jpg'
VERSION = '8b5effac35044cbf93bbb9dc99527f94'
# Which machine trained a model was not meant for anybody.
SELDOM = re.compile(r'\.worker_id$')


def _recordings():
    path = os.path.join(HERE, 'recorded', 'legacy_answers.jsonl')
    with io.open(path, encoding='utf-8') as opened:
        return [json.loads(line) for line in opened]


RECORDINGS = _recordings()
PLAYED = [one for one in RECORDINGS
          if isinstance(one.get('response_shape'), dict) and 'route' in one]
_NAMES = [one['source'].split()[-1] for one in PLAYED]
# It was recorded when the model was trained, and stands before that.
PLAYED.insert(_NAMES.index('trainModel'), PLAYED.pop(_NAMES.index('getModel')))


def kinds(value, path=''):
    """Yields (path, kind) for each leaf of an answer, written as the recordings write them."""
    if isinstance(value, dict):
        if not value:
            yield path + '{}', 'obj'
        for name, inner in value.items():
            if name == 'metadata':
                yield path + '.metadata', 'obj'
            else:
                for found in kinds(inner, path + '.' + name):
                    yield found
    elif isinstance(value, list):
        if not value:
            yield path + '[]', 'empty'
        for inner in value:
            for found in kinds(inner, path + '[]'):
                yield found
    else:
        yield path, {bool: 'bool', str: 'str'}.get(type(value), 'num')


def _of_one(path):
    """Returns the path of a member, the same for a thing that is found, listed or alone."""
    path = re.sub(r'^\.(hits\[\]\.input|inputs\[\])', '.input', path)
    path = re.sub(r'^\.(model|concept|model_version|output|result|workflow)s(\[\])?', r'.\1', path)
    return re.sub(r'^\.model\.model_version\.', '.model_version.', path)


# The members that real answers had at any time.
DEFAULT_MAX_WAIT = set(_of_one(path) for recording in RECORDINGS
                       for path in recording.get('response_shape', ()))
# The service said some of them in other words over the years; any of them will do.
DESCRIPTIONS = set(ast.literal_eval(status) for recording in PLAYED
                   for status in recording['statuses'])
DESCRIPTIONS.update([(21300, 'Model has been evaluated successfully.'),
                     (21301, 'Model is currently being evaluated.')])
MODEL_CODES = set([21100, 21101, 21102, 21103, 21300, 21301, 21303])
# What no recording shows: members that the service had before and after the years of the
# recordings, or that documents and programs of these years name.
MORE = frozenset([
    '.status.req_id', '.id', '.model.modified_at',
    '.input.data.image.image_info.format', '.input.data.image.image_info.width',
    '.input.data.image.image_info.height', '.model_version.completed_at',
    '.output.data.regions[].value', '.result.outputs[].input.id',
    '.result.outputs[].input.data.image.url', '.result.outputs[].input.data.image.base64',
    '.workflow.nodes[].id', '.workflow.nodes[].model.id',
    '.workflow.nodes[].model.model_version.id'])
PICTURE = text(plain('red'))


def statuses(value):
    """Yields (code, description) for each status in an answer."""
    if isinstance(value, dict):
        if 'code' in value and 'description' in value:
            yield value['code'], value['description']
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        for found in statuses(inner):
            yield found


@pytest.fixture(scope='module')
def media(tmpdir_factory):
    folder = tmpdir_factory.mktemp('media')
    for name, picture in (('wedding.jpg', 'astronaut'), ('metro-north.jpg', 'coffee')):
        folder.join(name).write_binary(photograph(picture))
    folder.join('beer.mp4').write_binary(clip(['red', 'blue']))
    return str(folder)


class _Nothing(BaseHTTPRequestHandler):
    """Has nothing under any address."""

    def do_GET(self):
        self.send_error(404)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope='module')
def nowhere():
    """A URL whose host answers that there is nothing."""
    server = HTTPServer(('127.0.0.1', 0), _Nothing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield 'http://127.0.0.1:%d/nosuch.jpg' % server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope='module')
def answer_to(media, nowhere):
    """Plays the recordings in their order, once; gives the answer to each by its source."""
    process = SandboxProcess('--media', media, '--allow-private-urls')
    try:
        yield _Player(Api(process.url), nowhere)
    finally:
        process.stop()


class _Player(object):
    """Sends what was recorded to an app that is brought up to what the recording is about."""

    def __init__(self, api, nowhere):
        self._api = api
        self._nowhere = nowhere
        self._answers = {}
        self._waiting = list(PLAYED)
        self._version = None
        api.ok('POST', '/workflows', {'workflows': [{'id': 'w1', 'nodes': [
            {'id': 'n', 'model': {'id': 'aaa03c23b3724a16a56b629203edc62c'}}]}]})

    def __call__(self, wanted):
        while wanted['source'] not in self._answers:
            recording = self._waiting.pop(0)
            self._answers[recording['source']] = self._play(recording)
        return self._answers[wanted['source']]

    def _play(self, recording):
        method, path = recording['route'].split(' ')
        path = path[len('/v2'):].replace(VERSION, self._version or VERSION)
        if recording['route'] == 'POST /v2/models/m1/versions':
            self._api.add(*[an_input(plain(colour), concepts=concepts) for colour, concepts in (
                ('red', ['c1', '!c2']), ('blue', ['c2', '!c1']))])
        body = json.dumps(recording['request']).replace('\\u2026', PICTURE)
        body = json.loads(body.replace(NOWHERE, self._nowhere))
        answer = self._api.send(method, path, body).json()
        if method == 'POST' and path == '/inputs':
            self._api.wait_for_inputs()
        if path == '/models/m1/versions' and method == 'POST':
            self._version = answer['model']['model_version']['id']
            self._api.finished('%s/%s' % (path, self._version), (21103, 21101))
        return answer


# What recordings without a route, of refusals, are taken to be about.
_TWICE = {'inputs': [{'id': 'twice', 'data': {
    'image': {'url': 'http://samples.example/wedding.jpg', 'allow_duplicate_url': True},
    'concepts': [{'id': 'c'}], 'metadata': {'k': 1}}}]}
REFUSALS = {
    '10020_fail_adding_1_image_duplicate_id.json': ('POST', '/inputs', _TWICE),
    'fail_10010_added_2_images_to_search_index_duplicates.json': (
        'POST', '/inputs', {'inputs': _TWICE['inputs'] * 2}),
    'fail_11100_bad_req_supply_inputs.json': ('POST', '/inputs', {}),
    'fail_21202_train_model_no_concepts.json': ('POST', '/models/bare/versions', {}),
    'fail_40002_concept_id_not_found.json': ('POST', '/searches', {'query': {'ands': [
        {'output': {'data': {'concepts': [{'id': 'event_type'}]}}}]}}),
}
# An empty list of hits, and details that say nothing, are left out.
UNSAID = frozenset(['.hits', '.status.details'])


@pytest.fixture(scope='module')
def api_of_refusals(media):
    process = SandboxProcess('--media', media)
    api = Api(process.url)
    api.add(*_TWICE['inputs'])
    api.ok('POST', '/models', {'model': {'id': 'bare'}})
    yield api
    process.stop()


@pytest.mark.parametrize('name', sorted(REFUSALS))
def test_refusals(api_of_refusals, name):
    recording = [one for one in RECORDINGS if one['source'].endswith(name)][0]
    answer = api_of_refusals.send(*REFUSALS[name]).json()
    status = recording['status']
    assert (answer['status']['code'], answer['status']['description']) == (
        status['code'], status['description'])
    wanted = set(recording['response_shape']) - (UNSAID if not status.get('details') else {'.hits'})
    assert wanted - set(dict(kinds(answer))) == set()


def test_every_recording_with_a_route_is_played():
    assert len(PLAYED) == 52


@pytest.mark.parametrize('recording', PLAYED, ids=lambda one: one['source'].split()[-1])
def test_members_and_their_kinds(answer_to, recording):
    had = recording['response_shape']
    has = dict(kinds(answer_to(recording)))
    lacking = sorted(path for path, kind in had.items()
                     if has.get(path) != kind and not SELDOM.search(path))
    assert lacking == []
    assert sorted(path for path in set(map(_of_one, has)) - DEFAULT_MAX_WAIT - MORE) == []


@pytest.mark.parametrize('recording', PLAYED, ids=lambda one: one['source'].split()[-1])
def test_status_codes_and_their_descriptions(answer_to, recording):
    said = set(ast.literal_eval(status) for status in recording['statuses'])
    found = set(statuses(answer_to(recording)))
    lacking = set(code for code, _ in said) - set(code for code, _ in found)
    more = set(code for code, _ in found) - set(code for code, _ in said)
    assert not lacking
    # Lists of models here have the untrained versions, too, that trained models began with.
    assert more <= (MODEL_CODES if recording['route'].startswith('GET /v2/models') else set())
    assert found <= DESCRIPTIONS
