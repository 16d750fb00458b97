"""A sandbox whose pictures and videos come from a folder."""
from __future__ import absolute_import

import os
import subprocess
import sys
import time

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@pytest.fixture(scope='module')
def url(tmpdir_factory):
    """The base URL of a sandbox that has metro-north.jpg and other.jpg at every address."""
    from wire import picture
    folder = tmpdir_factory.mktemp('answers')
    for name, colour in (('metro-north.jpg', 'red'), ('other.jpg', 'blue')):
        folder.join(name).write_binary(picture(colour))
    ready, log = str(folder.join('ready')), str(folder.join('log'))
    with open(log, 'wb') as output:
        process = subprocess.Popen(
            [sys.executable, '-m', 'clarifai.sandbox', '--port', '0', '--media', str(folder),
             '--ready-file', ready], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        give_up = time.time() + 60
        while not os.path.exists(ready) and process.poll() is None and time.time() < give_up:
            time.sleep(0.05)
        with open(ready) as handle:
            yield handle.read()
    finally:
        process.terminate()
        process.wait()
