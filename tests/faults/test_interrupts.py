"""Ctrl-C gets through at once, whatever the client is waiting for."""
from __future__ import absolute_import

import os
import signal
import subprocess
import sys
import time

import pytest

from calls import KEY
import steps
from server import Server, unreachable

pytestmark = pytest.mark.skipif(os.name == 'nt', reason='Windows has no signals of this kind')

SCRIPT = '''
import sys
from clarifai.rest import ClarifaiApp
from clarifai.retry import RetryPolicy

app = ClarifaiApp(base_url=sys.argv[1], retry=RetryPolicy(attempts=3, backoff=1e6, longest=600,
                                                          total=3600))
print('ready')
sys.stdout.flush()
try:
    app.inputs.create_image_from_url('https://pics.example.com/pier.jpg', image_id='in-1')
except KeyboardInterrupt:
    print('interrupted')
'''


@pytest.fixture
def program():
    """Starts a program that uploads an input to a URL; one that is left running is ended."""
    started = []

    def start(url):
        root = os.path.dirname(os.path.dirname(os.path.abspath(sys.modules['clarifai'].__file__)))
        environment = dict(os.environ, CLARIFAI_API_KEY=KEY, PYTHONPATH=root)
        started.append(subprocess.Popen([sys.executable, '-c', SCRIPT, url], env=environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        assert started[0].stdout.readline() == b'ready\n'
        return started[0]

    yield start
    for one in started:
        if one.poll() is None:
            one.kill()
            one.communicate()


def interrupted(process):
    """Send SIGINT; returns how long it took to end, when it ended by it."""
    start = time.time()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert out == b'interrupted\n', err
    return time.time() - start


def wait_for(condition):
    end = time.time() + 20
    while not condition():
        assert time.time() < end
        time.sleep(0.02)


def test_while_waiting_for_the_answer(program):
    with Server(steps.stall) as server:
        process = program(server.url)
        wait_for(lambda: server.requests)
        assert interrupted(process) < 5
    assert len(server.arrived) == 1


def test_in_the_middle_of_the_answer(program):
    with Server(steps.stall_in_body) as server:
        process = program(server.url)
        wait_for(lambda: server.requests)
        time.sleep(0.2)
        assert interrupted(process) < 5
    assert len(server.arrived) == 1


@pytest.mark.parametrize('step', [steps.refuse(503), steps.refuse(429, 'Retry-After: 600')],
                         ids=['backoff', 'Retry-After'])
def test_in_the_pause_between_two_attempts(program, step):
    with Server(step) as server:
        process = program(server.url)
        wait_for(lambda: server.requests)
        time.sleep(0.3)
        assert interrupted(process) < 5
    assert len(server.arrived) == 1


def test_while_connecting(program):
    with unreachable() as url:
        process = program(url)
        time.sleep(0.5)
        assert interrupted(process) < 5
