"""Forks while another thread makes the first request: no child waits for what that thread held."""
from __future__ import absolute_import

import os
import subprocess
import sys

import pytest

import steps
from server import Server

pytestmark = pytest.mark.skipif(not hasattr(os, 'fork'), reason='this system cannot fork')
PROCESSES, FORKS = 50, 10  # of each

# A process that has sent nothing yet makes others, each of which begins a first request in a thread
# and forks all along; each of those children makes a request of its own.
PROGRAM = '''
import os, signal, sys, threading, time, warnings
from clarifai.rest import ClarifaiApp

warnings.simplefilter('ignore')  # 3.12 warns of forks in programs with threads
url, processes, forks = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
settings = [dict(api_key='a-key-of-a-test', base_url=url),
            dict(pat='a-pat-of-a-test', user_id='me', app_id='mine', base_url=url)]


def is_over(child, seconds):
    end = time.time() + seconds
    while time.time() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.005)
    try:
        os.killpg(child, signal.SIGKILL)  # with its children, who would keep the pipe open
    except OSError:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 'hangs'


def forked(work, group=False):
    child = os.fork()
    if child:
        return child
    try:
        if group:
            os.setpgid(0, 0)
        work()
        os._exit(0)
    except BaseException as error:
        sys.stderr.write('%s: %s\\\\n' % (type(error).__name__, error))
    finally:
        os._exit(1)


def first_request(number, between, report):
    app = ClarifaiApp(**settings[number % 2])
    thread = threading.Thread(target=lambda: app.api.get_inputs())
    started = time.time()
    thread.start()
    children = []
    for _ in range(forks):
        time.sleep(between)
        children.append(forked(lambda: app.api.get_inputs()))
    thread.join()
    os.write(report, ('%.3f' % (time.time() - started)).encode('ascii'))
    ends = [is_over(child, 30) for child in children]
    assert ends == [0] * forks, ends


between = 0.01
for number in range(processes):
    come, go = os.pipe()
    status = is_over(forked(lambda: first_request(number, between, go), group=True), 120)
    os.close(go)
    took = os.read(come, 100)
    os.close(come)
    if status != 0:
        sys.exit('process %d: %s' % (number, status))
    # From all forks before the first import is over to all of them at the end.
    between = max(0.001, float(took)) * 1.2 * ((number * 7 % 10) + 1) / 10 / forks
print('%d forks' % (processes * forks))
'''


def test_no_child_hangs():
    root = os.path.dirname(os.path.dirname(os.path.abspath(sys.modules['clarifai'].__file__)))
    with Server(steps.ok) as server:
        process = subprocess.Popen(
            [sys.executable, '-W', 'ignore', '-c', PROGRAM.replace('\\\\n', '\\n'), server.url,
             str(PROCESSES), str(FORKS)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=dict(os.environ, PYTHONPATH=root))
        said, _ = process.communicate()
    assert said.decode('utf-8').split()[-2:] == ['500', 'forks'], said
