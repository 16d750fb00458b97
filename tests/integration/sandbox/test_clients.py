"""Several processes of clients write to one app: no write is lost, and no id has two owners."""
from __future__ import absolute_import

import multiprocessing

import pytest
from sandbox_process import Api, SandboxProcess, an_input, plain

PROCESSES, ROUNDS = 4, 25
KEY = 'shared'


@pytest.fixture(scope='module')
def results():
    """The sandbox's answers to a client, and what each of the processes counted."""
    sandbox = SandboxProcess()
    api = Api(sandbox.url, KEY)
    api.ok('POST', '/inputs', {'inputs': [an_input(plain('red'), 'common')]})
    with multiprocessing.get_context('spawn').Pool(PROCESSES) as processes:
        counted = processes.starmap(work, [(sandbox.url, name) for name in range(PROCESSES)])
    api.wait_for_inputs()
    yield api, counted
    assert sandbox.stop() == 0
    assert not sandbox.complaints()


def work(url, name):
    """Writes what is its own, what all write, and what only one of all can have."""
    api, won = Api(url, KEY), []
    for number in range(ROUNDS):
        mine = '%d-%d' % (name, number)
        api.ok('POST', '/inputs', {'inputs': [an_input(plain((name, number, 0)), mine, [mine])]})
        api.ok('PATCH', '/inputs', {'action': 'merge', 'inputs': [
            {'id': 'common', 'data': {'metadata': {mine: number},
                                      'concepts': [{'id': mine, 'value': 1}]}}]})
        wanted = an_input(plain('blue'), 'wanted-%d' % number, metadata={'owner': name})
        answer = api.send('POST', '/inputs', {'inputs': [wanted]})
        assert answer.status_code in (200, 400)
        if answer.status_code == 200:
            won.append(number)
        else:
            assert answer.json()['inputs'][0]['status']['code'] == 30100
    return won


def mine():
    return set('%d-%d' % (name, number) for name in range(PROCESSES) for number in range(ROUNDS))


def test_what_each_wrote_is_there(results):
    api, _ = results
    kept = api.ok('GET', '/inputs?per_page=1000')['inputs']
    assert set(item['id'] for item in kept) >= mine()
    assert len(kept) == 1 + len(mine()) + ROUNDS
    assert all(item['status']['code'] == 30000 for item in kept)


def test_changes_of_one_input_add_up(results):
    api, _ = results
    data = api.ok('GET', '/inputs/common')['input']['data']
    assert set(concept['id'] for concept in data['concepts']) == mine()
    assert set(data['metadata']) == mine()


def test_an_id_has_one_owner(results):
    api, counted = results
    assert sorted(number for won in counted for number in won) == list(range(ROUNDS))
    for owner, won in enumerate(counted):
        for number in won:
            data = api.ok('GET', '/inputs/wanted-%d' % number)['input']['data']
            assert data['metadata'] == {'owner': owner}
