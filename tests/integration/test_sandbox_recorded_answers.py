"""The sandbox's answers on legacy routes beside real ones, recorded from 2016 to 2020.

Each recording with a route is played: the same request goes to the sandbox, where what it is
about was made before. The answer has to have every member that the real one had, of the same kind
(``SELDOM`` holds what only some years or some models had), no member that no real answer with
this content ever had, and the same status codes with the same descriptions.
"""
from __future__ import absolute_import

import ast
import collections
import io
import json
import os
import re

import pytest
from sandbox_process import Api, SandboxProcess, clip, photograph, plain, text

HERE = os.path.dirname(os.path.abspath(__file__))
VERSION = '8b5effac35044cbf93bbb9dc99527f94'
# What real answers had at times, and what says nothing: the worker that trained, and numbers
# that were always empty.
SELDOM = re.compile(r'train_stats|\.worker_id$|\.status\.req_id$|\.unknown_field$')


def _recordings():
    path = os.path.join(HERE, 'recorded', 'legacy_answers.jsonl')
    with io.open(path, encoding='utf-8') as opened:
        return [json.loads(line) for line in opened]


RECORDINGS = _recordings()
PLAYED = [one for one in RECORDINGS
          if isinstance(one.get('response_shape'), dict) and 'route' in one]


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


def _top(shape):
    """Returns what an answer is about: its members beside the status."""
    return frozenset(re.match(r'\.\w+', path).group() for path in shape) - {'.status'}


def _ever():
    """Returns {what an answer is about: the paths that real answers about this ever had}."""
    found = collections.defaultdict(set)
    for recording in RECORDINGS:
        shape = recording.get('response_shape', ())
        if shape:
            found[_top(shape)].update(shape)
    return found


EVER = _ever()
# The service said some of them in other words over the years; any of them will do.
DESCRIPTIONS = set(ast.literal_eval(status) for recording in PLAYED
                   for status in recording['statuses'])
# What no recording shows, and documents of the time do.
OWN = frozenset(['.status.req_id'])
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


@pytest.fixture(scope='module')
def answer_to(media):
    """Plays the recordings in their order, once; gives the answer to each by its source."""
    process = SandboxProcess('--media', media)
    try:
        yield _Player(Api(process.url))
    finally:
        process.stop()


class _Player(object):
    """Sends what was recorded to an app that is brought up to what the recording is about."""

    def __init__(self, api):
        self._api = api
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
        body = json.loads(json.dumps(recording['request']).replace('\\u2026', PICTURE))
        answer = self._api.send(method, path, body).json()
        if method == 'POST' and path == '/inputs':
            self._api.wait_for_inputs()
        if path == '/models/m1/versions' and method == 'POST':
            self._version = answer['model']['model_version']['id']
            self._api.finished('%s/%s' % (path, self._version), (21103, 21101))
        return answer


def test_every_recording_with_a_route_is_played():
    assert len(PLAYED) == 52


@pytest.mark.parametrize('recording', PLAYED, ids=lambda one: one['source'].split()[-1])
def test_members_and_their_kinds(answer_to, recording):
    had = recording['response_shape']
    has = dict(kinds(answer_to(recording)))
    lacking = sorted(path for path, kind in had.items()
                     if has.get(path) != kind and not SELDOM.search(path))
    assert lacking == []
    assert sorted(set(has) - EVER[_top(had)] - OWN) == []


@pytest.mark.parametrize('recording', PLAYED, ids=lambda one: one['source'].split()[-1])
def test_status_codes_and_their_descriptions(answer_to, recording):
    said = set(ast.literal_eval(status) for status in recording['statuses'])
    found = set(statuses(answer_to(recording)))
    assert set(code for code, _ in found) == set(code for code, _ in said)
    assert found <= DESCRIPTIONS
