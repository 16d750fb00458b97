"""Bulk work on a cluster of real processes, one of which is killed: nothing lost, nothing twice."""
from __future__ import absolute_import

import os
import re
import signal
import struct
import subprocess
import sys
import zlib

import pytest

pytest.importorskip('distributed')

from clarifai.bulk import sources, upload
from clarifai.rest import ClarifaiApp

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLE = os.path.join(ROOT, 'docs', 'examples', 'dask_predict.py')
MANY = 3000


def png(red, green, blue):
    """Returns a picture of 8 by 8 pixels of one colour."""
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data +
                struct.pack('>I', zlib.crc32(kind + data) & 0xffffffff))
    rows = (b'\0' + bytes(bytearray((red, green, blue))) * 8) * 8
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 8, 8, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


@pytest.fixture(scope='module')
def folder(tmpdir_factory):
    """A folder with thousands of pictures, each of another colour."""
    made = tmpdir_factory.mktemp('colours')
    for number in range(MANY):
        made.join('%04d.png' % number).write_binary(png(number % 256, number // 256, 128))
    return str(made)


@pytest.fixture
def surroundings(monkeypatch, sandbox_url, tmpdir):
    """The environment that this process and the workers share."""
    monkeypatch.setenv('CLARIFAI_API_BASE', sandbox_url)
    monkeypatch.setenv('CLARIFAI_API_KEY', 'dask')
    monkeypatch.setenv('HOME', str(tmpdir))
    monkeypatch.setenv('NO_PROXY', '127.0.0.1')
    monkeypatch.setenv('PYTHONPATH', ROOT)


def test_the_example_predicts_each_picture_once(folder, surroundings, tmpdir):
    journal = tmpdir.join('journal')
    printed = subprocess.check_output(
        [sys.executable, EXAMPLE, folder, '--kill-one', '--journal', str(journal)],
        stderr=subprocess.PIPE).decode('utf-8')
    assert re.search(r'^killed process \d+$', printed, re.M)
    assert re.search(r'^%d done, 0 failed in ' % MANY, printed, re.M)
    assert len(re.findall(r'\.png \w+', printed)) == 10
    entries = journal.read().splitlines()[1:]
    assert len(entries) == len(set(entries)) == MANY


def test_uploads_are_neither_lost_nor_doubled(folder, surroundings):
    from distributed import Client, LocalCluster
    app = ClarifaiApp()
    with LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            run = upload(app, sources.files_in(folder), executor=client.get_executor(), workers=4,
                         batch=50)
            ids = []
            for result in run:
                assert result.ok, result.error
                ids.append(result.input.input_id)
                if len(ids) in (500, 1500):
                    os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)
    assert len(ids) == len(set(ids)) == MANY
    assert run.report.done == MANY
    counts = app.inputs.check_status()
    assert counts.processed + counts.processing + counts.to_process + counts.errors == MANY
