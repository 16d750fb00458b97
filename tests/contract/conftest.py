"""A sandbox whose pictures and videos come from a folder."""
from __future__ import absolute_import

import os
import subprocess
import sys
import time

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@pytest.fixture(scope='module')
def send(url, request):
    """Sends a request to an app of the module's own; returns the JSON of the answer, checked."""
    from wire import Session, assert_contract
    session, user = Session(), 'ann'
    app = '/v2/users/%s/apps/%s' % (user, request.module.__name__.replace('_', '-'))

    def sent(method, path, body=None, code=10000, of_user=False):
        before = len(session.exchanges)
        place = '/v2/users/' + user if of_user else app
        answer = session.request(method, url + place + path, json=body,
                                 headers={'Authorization': 'Key ann-pat'}).json()
        assert answer['status']['code'] == code, answer
        assert_contract(session.exchanges[before:])
        return answer
    return sent


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
