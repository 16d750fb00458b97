"""A sandbox as a process, spoken to in plain HTTP, and the photographs that tests send to it.

Nothing of the client is used: one misunderstanding in both would pass unnoticed.
"""
from __future__ import absolute_import

import base64
import io
import os
import signal
import subprocess
import sys
import tempfile
import uuid

import pytest
import requests

from waiting import wait_for  # noqa: F401  (tests take it from here, too)

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

if sys.version_info < (3, 9):
    pytest.skip('the sandbox is tested on the Pythons that it runs on', allow_module_level=True)

skimage_data = pytest.importorskip('skimage.data')
pil_image = pytest.importorskip('PIL.Image')


def photograph(name, box=None):
    """Returns a photograph of scikit-image (e.g. 'coffee') as JPEG; `box` cuts it, in 0..1."""
    image = pil_image.fromarray(getattr(skimage_data, name)()).convert('RGB')
    if box:
        image = image.crop((int(box[0] * image.width), int(box[1] * image.height),
                            int(box[2] * image.width), int(box[3] * image.height)))
    data = io.BytesIO()
    image.save(data, 'JPEG', quality=90)
    return data.getvalue()


def plain(colour, size=(64, 48)):
    """Returns a picture of one colour, as PNG."""
    data = io.BytesIO()
    pil_image.new('RGB', size, colour).save(data, 'PNG')
    return data.getvalue()


def clip(colours, seconds_each=1):
    """Returns a video of plain colours, as MP4."""
    av = pytest.importorskip('av')
    data = io.BytesIO()
    with av.open(data, 'w', format='mp4') as container:
        stream = container.add_stream('mpeg4', rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, 'yuv420p'
        for colour in colours:
            image = pil_image.new('RGB', (64, 48), colour)
            for _ in range(10 * seconds_each):
                for packet in stream.encode(av.VideoFrame.from_image(image)):
                    container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return data.getvalue()


def text(data):
    """Returns bytes as base64 text."""
    return base64.b64encode(data).decode('ascii')


def an_input(data, input_id=None, concepts=(), **more):
    """Returns an input of a request: picture bytes, id, concepts with ``!`` in front for "not"."""
    item = {'data': dict({'image': {'base64': text(data)}}, **more)}
    if input_id:
        item['id'] = input_id
    if concepts:
        item['data']['concepts'] = [{'id': name.lstrip('!'), 'value': 0 if name[0] == '!' else 1}
                                    for name in concepts]
    return item


class SandboxProcess(object):
    """A running sandbox.

    Args:
        options (str): further options of the command.
        path (list of str): folders to find modules in, by name only.

    Attributes:
        url (str): the base URL that it wrote to its ready file.
    """

    def __init__(self, *options, **more):
        self.folder = tempfile.mkdtemp()
        self.log = os.path.join(self.folder, 'log')
        ready = os.path.join(self.folder, 'ready')
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join([ROOT] + more.get('path', [])))
        with open(self.log, 'wb') as log:
            self.process = subprocess.Popen(
                [sys.executable, '-m', 'clarifai.sandbox', '--port', '0', '--ready-file', ready]
                + list(options), stdout=log, stderr=subprocess.STDOUT, env=environment,
                cwd=self.folder)
        wait_for(lambda: os.path.exists(ready) or self.process.poll() is not None)
        if not os.path.exists(ready):
            pytest.fail('the sandbox did not start:\n' + self.output())
        with open(ready) as written:
            self.url = written.read()

    def output(self):
        """Returns what it has printed so far."""
        with open(self.log) as log:
            return log.read()

    def complaints(self):
        """Returns what it has printed beyond where it listens and whether it recognises."""
        lines = self.output().splitlines()
        assert lines[0].startswith('The sandbox listens at') and lines[1].startswith('Recognition')
        return lines[2:]

    def stop(self, number=signal.SIGTERM):
        """Tells it to stop; returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)

    def kill(self):
        """Kills it in the middle of whatever it does."""
        self.process.kill()
        self.process.wait(30)


class Api(object):
    """One app of a sandbox.

    Args:
        url (str): the sandbox's base URL.
        key (str): the app's key; by default an app that nobody else uses.
    """

    def __init__(self, url, key=None):
        self.url = url
        self.key = key or uuid.uuid4().hex
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers['Authorization'] = 'Key ' + self.key

    def send(self, method, path, body=None, **options):
        """Sends a request; returns the response."""
        return self.session.request(method, self.url + '/v2' + path, json=body, **options)

    def ok(self, method, path, body=None, **options):
        """Sends a request that must go well; returns the JSON."""
        response = self.send(method, path, body, **options)
        assert response.status_code == 200, response.text
        answer = response.json()
        assert answer['status']['code'] == 10000
        assert answer['status']['description'] == 'Ok'
        return answer

    def refused(self, method, path, body=None, **options):
        """Sends a request that must fail; returns (HTTP code, status code, JSON)."""
        response = self.send(method, path, body, **options)
        answer = response.json()
        assert response.status_code >= 400, answer
        assert set(answer['status']) >= set(['code', 'description', 'req_id'])
        assert 'Traceback' not in response.text
        return response.status_code, answer['status']['code'], answer

    def add(self, *items):
        """Adds inputs and waits until they are looked at; returns them as answered at first."""
        inputs = self.ok('POST', '/inputs', {'inputs': list(items)})['inputs']
        self.wait_for_inputs()
        return inputs

    def wait_for_inputs(self):
        """Waits until no input is pending; returns the counts."""
        def counts():
            found = self.ok('GET', '/inputs/status')['counts']
            return None if found['to_process'] + found['processing'] else found
        return wait_for(counts)

    def status_of(self, input_id):
        """Returns the status of an input, as soon as it is final."""
        self.wait_for_inputs()
        return self.ok('GET', '/inputs/' + input_id)['input']['status']

    def train(self, model_id):
        """Trains a model; returns the version when it is neither queued nor in training."""
        model = self.ok('POST', '/models/%s/versions' % model_id)['model']
        path = '/models/%s/versions/%s' % (model_id, model['model_version']['id'])
        return self.finished(path, (21103, 21101))

    def finished(self, path, waiting, part=lambda version: version):
        """Polls a version until the status of a part of it is none of `waiting`."""
        def version():
            found = self.ok('GET', path)['model_version']
            return None if part(found)['status']['code'] in waiting else found
        return wait_for(version)

    def predict(self, model_id, *pictures, **config):
        """Returns the ``data`` of each output of a model."""
        body = {'inputs': [an_input(picture) for picture in pictures]}
        if config:
            body['model'] = {'output_info': {'output_config': config}}
        answer = self.ok('POST', '/models/%s/outputs' % model_id, body)
        return [output['data'] for output in answer['outputs']]

    def hits(self, *ands, **more):
        """Returns the ids that a search finds."""
        return [hit['input']['id'] for hit in self.search(*ands, **more)]

    def search(self, *ands, **more):
        """Returns the hits of a search."""
        return self.ok('POST', '/searches', dict({'query': {'ands': list(ands)}}, **more))['hits']


class App(Api):
    """An app of the platform, whose paths need no prefix.

    Args:
        url (str): the sandbox's base URL.
        key (str): a PAT; by default one that nobody else uses.
        user_id (str), app_id (str): the user and the app; by default a user that nobody else is.
    """

    def __init__(self, url, key=None, user_id=None, app_id='a'):
        super(App, self).__init__(url, key)
        self.prefix = '/users/%s/apps/%s' % (user_id or 'u-' + uuid.uuid4().hex[:8], app_id)

    def send(self, method, path, body=None, **options):
        """Sends a request to a path below the app; returns the response."""
        return super(App, self).send(method, self.prefix + path, body, **options)


def shared_sandbox(*options):
    """Returns a fixture: a `SandboxProcess` for all tests of a module."""
    @pytest.fixture(scope='module')
    def sandbox():
        process = SandboxProcess(*options)
        yield process
        process.stop()
    return sandbox


def shared_url(*options):
    """Returns a fixture: the address of a sandbox for all tests of a module."""
    @pytest.fixture(scope='module')
    def url():
        process = SandboxProcess(*options)
        yield process.url
        process.stop()
    return url
