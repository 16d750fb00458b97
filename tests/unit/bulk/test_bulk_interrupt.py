"""Ctrl-C and kill in the middle of a run: it ends at once, and the journal is good."""
from __future__ import absolute_import

import os
import signal
import subprocess
import sys
import time

import pytest

import clarifai

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(clarifai.__file__)))
PATIENCE = 30  # seconds
NUMBER = 200

# A program whose requests take a while each, and that says what it got.
PROGRAM = '''
from __future__ import print_function
import sys, time
from clarifai.bulk import predict
from clarifai.rest import ClarifaiApp, Model, http_client

class SlowHttpClient(object):
    def __init__(self, session, api_key):
        pass
    def execute_request(self, method, params, url):
        time.sleep(float(sys.argv[2]) if 'stall' in str(params) else 0.02)
        return {'outputs': [{'status': {'code': 10000}} for _ in params['inputs']]}

http_client.HttpClient = SlowHttpClient
model = Model(ClarifaiApp(api_key='k' * 32).api, model_id='boats')
sources = ['http://p/%d' % number for number in range(int(sys.argv[3]))] + sys.argv[4:]
try:
    for result in predict(model, sources, journal=sys.argv[1], batch=2, workers=2):
        print(result.index)
        sys.stdout.flush()
except KeyboardInterrupt:
    print('interrupted')
'''


def start(journal, stall, number, *more):
    return subprocess.Popen([sys.executable, '-c', PROGRAM, journal, str(stall), str(number)] +
                            list(more), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            bufsize=0,  # what is read ahead would be lost to communicate()
                            env=dict(os.environ, PYTHONPATH=ROOT))


def rest(journal, *more):
    """What a second run gets."""
    output, errors = start(journal, 0, NUMBER, *more).communicate()
    assert errors == b''
    return [int(line) for line in output.split()]


@pytest.fixture
def journal(tmpdir):
    return tmpdir.join('journal').strpath


def test_ctrl_c_ends_it_at_once_although_requests_stall(journal):
    process = start(journal, PATIENCE, 20, 'http://p/stall')
    seen = [process.stdout.readline() for _ in range(20)]
    time.sleep(0.2)  # now it waits for the one that stalls
    started = time.time()
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate()
    assert time.time() - started < PATIENCE / 2
    assert output.split() == [b'interrupted']
    assert errors == b''
    assert [int(line) for line in seen] == list(range(20))
    assert rest(journal) == list(range(20, NUMBER))


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGKILL])
def test_what_it_had_given_is_not_done_again(journal, number):
    process = start(journal, 0, NUMBER)
    seen = [int(process.stdout.readline()) for _ in range(25)]
    process.send_signal(number)
    seen += [int(line) for line in process.communicate()[0].split() if line != b'interrupted']
    assert seen == list(range(len(seen)))
    left = rest(journal)
    # The last one it gave may come again: whether it was put to use, nobody knows.
    assert left in (list(range(len(seen), NUMBER)), list(range(len(seen) - 1, NUMBER)))
