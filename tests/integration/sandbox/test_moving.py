"""Folders of data that are opened with recognition, and were made without it, or the other way."""
from __future__ import absolute_import

import contextlib
import os
import random
import sqlite3
import time

import pytest
from sandbox_process import Api, SandboxProcess, an_input, photograph, wait_for

from clarifai.sandbox.learning.pretrained import packages

for package in ('onnxruntime', packages.LITE0.package, packages.NSFW.package):
    pytest.importorskip(package)

EMBEDDING = 'bbb5f41425b8468d9b7a554ff10f8581'
KEY = 'the-key'
ON, OFF = ('--recognition', 'on'), ('--recognition', 'off')
MEASURED, FEATURES = 'measured', 'efficientnet-lite0'
BOXES = ((0.1, 0.1, 0.8, 0.8), (0.2, 0.15, 0.9, 0.85), (0.0, 0.2, 0.7, 1.0))
KINDS = {'cat': 'chelsea', 'cup': 'coffee'}
LINK = 'http://pictures.example.com/rocket.jpg'
IDS = sorted('%s-%d' % (kind, number) for kind in KINDS for number in range(len(BOXES)))
KILLS = int(os.environ.get('CLARIFAI_MOVING_KILLS', '4'))


def fill(api):
    """Adds six inputs of two kinds and trains a model; returns the path of its version."""
    api.add(*[an_input(photograph(KINDS[kind], box), '%s-%d' % (kind, number), [kind])
              for kind in KINDS for number, box in enumerate(BOXES)])
    api.ok('POST', '/models', {'model': {'id': 'kinds', 'output_info': {
        'data': {'concepts': [{'id': 'cat'}, {'id': 'cup'}]},
        'output_config': {'concepts_mutually_exclusive': True}}}})
    version = api.train('kinds')
    assert version['status']['code'] == 21100
    return '/models/kinds/versions/%s' % version['id']


@contextlib.contextmanager
def database(folder):
    connection = sqlite3.connect(os.path.join(str(folder), 'sandbox.sqlite3'))
    try:
        yield connection
    finally:
        connection.close()


def vectors(folder):
    """Returns {(input's id, embedding): length in bytes}, of a sandbox that is not running."""
    with database(folder) as db:
        rows = db.execute('SELECT i.id, v.embedding, length(v.numbers) FROM vectors v '
                          'JOIN inputs i ON i.seq = v.input_seq').fetchall()
    return {(input_id, name): length for input_id, name, length in rows}


def taught_by(folder):
    """Returns the names of the embeddings that trained versions learned from."""
    with database(folder) as db:
        return [row[0] for row in db.execute(
            'SELECT embedding FROM model_versions WHERE status_code = 21100')]


def like(api, input_id):
    """Returns {id: score} of the inputs that look like one."""
    hits = api.search({'output': {'input': {'id': input_id}}})
    return {hit['input']['id']: hit['score'] for hit in hits}


def check(api, version):
    """The model tells the kinds apart under its old id, and likeness goes by kind."""
    assert api.ok('GET', version)['model_version']['status']['code'] == 21100
    for kind, name in KINDS.items():
        [data] = api.predict('kinds', photograph(name))
        assert data['concepts'][0]['id'] == kind
    scores = like(api, 'cat-0')
    assert set(scores) == set(IDS)
    assert min(scores[one] for one in IDS if one.startswith('cat')) > max(
        scores[one] for one in IDS if one.startswith('cup'))


def moved(sandbox):
    wait_for(lambda: 'have been looked at again' in sandbox.output())


def test_there_and_back(tmp_path):
    media = tmp_path / 'media'
    media.mkdir()
    (media / 'rocket.jpg').write_bytes(photograph('rocket'))
    options = ('--data', str(tmp_path / 'data'), '--media', str(media))
    sandbox = SandboxProcess(*options + OFF)
    api = Api(sandbox.url, KEY)
    version = fill(api)
    api.add({'id': 'rocket', 'data': {'image': {'url': LINK}}})
    assert sandbox.stop() == 0 and not sandbox.complaints()
    assert vectors(tmp_path / 'data') == {(one, MEASURED): 473 * 4 for one in IDS + ['rocket']}

    (media / 'rocket.jpg').unlink()
    sandbox = SandboxProcess(*options + ON)
    assert sandbox.complaints()[0].startswith('0 of 7 inputs of earlier runs were looked at again')
    moved(sandbox)
    api = Api(sandbox.url, KEY)
    check(api, version)
    wait_for(lambda: '1 input could not be looked at again' in sandbox.output())
    assert ': rocket (' in sandbox.output()
    assert 'rocket (' in api.session.get(sandbox.url + '/').text
    assert api.hits({'output': {'data': {'concepts': [{'name': 'cat'}]}}})[:1][0].startswith('cat')
    [data] = api.predict(EMBEDDING, photograph('chelsea'))
    assert data['embeddings'][0]['num_dimensions'] == 1280
    assert api.refused('POST', '/searches', {'query': {'ands': [
        {'output': {'input': {'id': 'rocket'}}}]}})[0] == 400
    assert sandbox.stop() == 0
    expected = {(one, FEATURES): 1280 * 4 for one in IDS}
    expected['rocket', MEASURED] = 473 * 4
    assert vectors(tmp_path / 'data') == expected
    assert taught_by(tmp_path / 'data') == [FEATURES]

    sandbox = SandboxProcess(*options + OFF)
    moved(sandbox)
    api = Api(sandbox.url, KEY)
    assert 'rocket' in like(api, 'cat-0')
    api.ok('DELETE', '/inputs/rocket')
    api.wait_for_inputs()
    check(api, version)
    assert sandbox.stop() == 0
    assert vectors(tmp_path / 'data') == {(one, MEASURED): 473 * 4 for one in IDS}
    assert taught_by(tmp_path / 'data') == [MEASURED]


def test_killed_at_any_moment_it_goes_on(tmp_path):
    options = ('--data', str(tmp_path), '--workers', '0')
    sandbox = SandboxProcess(*options + OFF)
    version = fill(Api(sandbox.url, KEY))
    sandbox.stop()
    lives = random.Random(12)
    for number in range(KILLS):
        sandbox = SandboxProcess(*options + (ON if number % 4 < 3 else OFF))
        time.sleep(lives.uniform(0, 0.8))  # the model takes some 0.3 s to load, each input 0.02 s
        sandbox.kill()
        assert 'Traceback' not in sandbox.output()
        kept = vectors(tmp_path)
        assert {one for one, _ in kept} == set(IDS)
        # Whatever there is less of than all, there is all of the other.
        assert any(all((one, name) in kept for one in IDS) for name in (MEASURED, FEATURES))
    is_left = {name for _, name in vectors(tmp_path)}.union(taught_by(tmp_path)) != {FEATURES}
    sandbox = SandboxProcess(*options + ON)
    if is_left:
        moved(sandbox)
    check(Api(sandbox.url, KEY), version)
    sandbox.stop()
    assert set(vectors(tmp_path)) == {(one, FEATURES) for one in IDS}
    assert taught_by(tmp_path) == [FEATURES]
