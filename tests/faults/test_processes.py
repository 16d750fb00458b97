"""Processes: a child has connections of its own, and neither gets the other's answers."""
from __future__ import absolute_import

import multiprocessing
import os
import pickle
import signal
import sys
import time

import pytest

from calls import KEY
import steps
from server import Server

forks = pytest.mark.skipif(not hasattr(os, 'fork'), reason='this system cannot fork')
pytestmark = pytest.mark.filterwarnings('ignore:.*multi-threaded.*fork')
ROUNDS = 20


def url_of(who, number):
    return 'https://pics.example.com/%s-%d.jpg' % (who, number)


def answered(app, who):
    """Whether each of many predictions got the answer to its own question."""
    for number in range(ROUNDS):
        answer = app.public_models.general_model.predict_by_url(url_of(who, number))
        if answer['outputs'][0]['input']['data']['image']['url'] != url_of(who, number):
            return False
    return True


def forked(work):
    """Start a child that does `work`; returns a function that waits and says if it went well."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if work() else 1
        finally:
            os._exit(status)
    return lambda: _ended_well(child)


def _ended_well(child):
    end = time.time() + 60
    while time.time() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def connections_of(server, who):
    return set(one.connection for one in server.requests
               if one.json['inputs'][0]['data']['image']['url'].startswith(
                   'https://pics.example.com/%s-' % who))


@forks
def test_parent_and_children_at_the_same_time(connect):
    with Server(steps.ok) as server:
        app = connect(server, timeout=20)
        assert answered(app, 'before')
        children = [forked(lambda who='child%d' % one: answered(app, who)) for one in range(3)]
        assert answered(app, 'parent')
        assert [was_well() for was_well in children] == [True] * 3
        parents = connections_of(server, 'before')
        assert connections_of(server, 'parent') == parents
        for one in range(3):
            own = connections_of(server, 'child%d' % one)
            assert len(own) == 1
            assert not own & parents


@forks
def test_a_child_that_ends_leaves_the_parents_connection_alone(connect):
    with Server(steps.ok) as server:
        app = connect(server, timeout=20)
        assert answered(app, 'before')
        assert forked(lambda: answered(app, 'child'))()
        assert answered(app, 'after')
        assert connections_of(server, 'after') == connections_of(server, 'before')


@forks
def test_a_child_of_a_child(connect):
    with Server(steps.ok) as server:
        app = connect(server, timeout=20)
        assert answered(app, 'before')
        assert forked(lambda: answered(app, 'child') and
                      forked(lambda: answered(app, 'grandchild'))() and
                      answered(app, 'child'))()
        assert connections_of(server, 'grandchild').isdisjoint(connections_of(server, 'child'))


@forks
def test_a_pool_of_workers_gets_the_app_without_its_key(connect, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    with Server(steps.ok) as server:
        app = connect(server, timeout=20)
        assert KEY.encode('ascii') not in pickle.dumps(app, 2)
        workers = multiprocessing.Pool(2)
        try:
            results = [workers.apply_async(answered, (app, 'worker%d' % one)) for one in range(4)]
            assert [result.get(30) for result in results] == [True] * 4
        finally:
            workers.terminate()
            workers.join()
    assert set(one.headers['authorization'] for one in server.requests) == {'Key ' + KEY}


@pytest.mark.skipif(sys.version_info < (3, 4), reason='Python 2.7 only forks')
def test_a_spawned_worker_reads_its_own_environment(connect, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    with Server(steps.ok) as server:
        workers = multiprocessing.get_context('spawn').Pool(1)
        try:
            assert workers.apply_async(answered, (connect(server, timeout=20), 'w')).get(60)
        finally:
            workers.terminate()
            workers.join()
    assert server.requests[0].headers['authorization'] == 'Key ' + KEY
