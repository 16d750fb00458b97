"""Processes that look at inputs: what they find, how they end, and what happens when they die."""
from __future__ import absolute_import

import io
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

numpy = pytest.importorskip('numpy')
pytest.importorskip('skimage')
image = pytest.importorskip('PIL.Image')

from clarifai.sandbox.jobs import processes  # noqa: E402
from clarifai.sandbox.media import analysis  # noqa: E402

PATIENCE = 30
linux = pytest.mark.skipif(not sys.platform.startswith('linux'), reason='looks into /proc')


def png(side=40):
    """Returns a picture, as PNG."""
    pixels = numpy.random.RandomState(side).randint(0, 256, (side, side, 3)).astype('uint8')
    data = io.BytesIO()
    image.fromarray(pixels).save(data, 'PNG')
    return data.getvalue()


def wait_for(condition):
    end = time.time() + PATIENCE
    while not condition():
        assert time.time() < end
        time.sleep(0.01)


def is_running(pid):
    """Returns whether a process is there and no zombie."""
    try:
        with open('/proc/%d/stat' % pid) as status:
            return status.read().rpartition(')')[2].split()[0] != 'Z'
    except IOError:
        return False


def same(found, other):
    return (numpy.array_equal(found.embedding, other.embedding) and
            found._replace(embedding=None) == other._replace(embedding=None))


@pytest.fixture
def pool():
    made = processes.Workers(2)
    yield made
    made.close()


def test_a_worker_finds_what_the_server_would_find(pool):
    data = png()
    assert same(pool.analyse('image', data), analysis.analyse('image', data))
    assert pool.analyse('text', b'some words') == analysis.analyse('text', b'some words')


def test_why_a_file_is_no_picture_comes_back(pool):
    found = pool.analyse('image', b'no picture')
    assert found == analysis.analyse('image', b'no picture')
    assert found.code == 30101 and isinstance(found, analysis.Failure)


def test_one_worker_does_one_thing_after_the_other(pool):
    for _ in range(3):
        pool.analyse('text', b'words')
    assert len(pool.pids()) == 1


def test_no_more_workers_than_allowed(pool):
    threads = [threading.Thread(target=pool.analyse, args=('image', png())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(pool.pids()) <= 2


@linux
def test_workers_rest_and_begin_again(pool):
    pool.analyse('text', b'words')
    first, = pool.pids()
    pool.rest()
    assert pool.pids() == [] and not is_running(first)
    assert pool.analyse('text', b'words').text == 'words'


def test_a_worker_that_was_killed_is_replaced(pool):
    pool.analyse('text', b'words')
    first, = pool.pids()
    os.kill(first, signal.SIGKILL)
    assert pool.analyse('text', b'words').text == 'words'
    assert pool.pids() != [first]


def test_where_no_process_can_be_started_the_server_looks(pool, monkeypatch, caplog):
    def fails(*_):
        raise OSError('Cannot allocate memory')
    monkeypatch.setattr(processes, 'Worker', fails)
    assert pool.analyse('text', b'words').text == 'words'
    assert 'Cannot allocate memory' in caplog.text


class KilledByPictures(processes.Worker):
    """A worker whose decoder crashes."""

    def analyse(self, kind, data):
        if kind == 'image':
            self.kill()
        return super(KilledByPictures, self).analyse(kind, data)


def test_what_brings_down_two_workers_fails_alone(pool, monkeypatch):
    monkeypatch.setattr(processes, 'Worker', KilledByPictures)
    assert pool.analyse('image', png()) == (30002, 'The process that looked at it ended, twice.')
    assert pool.analyse('text', b'words').text == 'words'


def test_ctrl_c_is_for_the_server(pool):
    pool.analyse('text', b'words')
    os.kill(pool.pids()[0], signal.SIGINT)
    before = pool.pids()
    assert pool.analyse('text', b'words').text == 'words'
    assert pool.pids() == before


@linux
def test_closing_ends_what_is_going_on(pool):
    raised = []

    def look():
        while not raised:
            try:
                pool.analyse('image', png(1500))
            except processes.WorkerEnded as error:
                raised.append(error)

    thread = threading.Thread(target=look)
    thread.start()
    wait_for(pool.pids)
    pids = pool.pids()
    pool.close()
    thread.join(PATIENCE)
    assert raised and not any(is_running(pid) for pid in pids)
    with pytest.raises(processes.WorkerEnded):
        pool.analyse('text', b'words')


SERVER = '''
import sys
import time
from clarifai.sandbox.jobs.processes import Workers
if __name__ == '__main__':
    pool = Workers(1)
    pool.analyse('text', b'words')
    print(pool.pids()[0], flush=True)
    if sys.stdin.readline():
        time.sleep(600)
'''


@linux
@pytest.mark.parametrize('number', [signal.SIGKILL, signal.SIGTERM, None])
def test_workers_end_with_their_server(tmp_path, number):
    script = tmp_path / 'server.py'
    script.write_text(SERVER)
    root = os.path.dirname(os.path.dirname(os.path.abspath(sys.modules['clarifai'].__file__)))
    server = subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE,
                              env=dict(os.environ, PYTHONPATH=root))
    with server.stdout, server.stdin:
        pid = int(server.stdout.readline())
        assert is_running(pid)
        if number:
            server.send_signal(number)
        else:
            server.stdin.close()  # and it comes to the end of its program
        server.wait(PATIENCE)
    wait_for(lambda: not is_running(pid))
