"""The legacy JavaScript client, clarifai 2.9.1 of npm, against the sandbox.

Its live specs, in our words, are in ``javascript/calls.js``. Without the client or without node the
test is skipped, and says so (see `node.modules_with`).
"""
from __future__ import absolute_import

import io
import json
import os
import re
import subprocess
import sys
import time

import pytest
from node import modules_with

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CALLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'javascript', 'calls.js')
PHOTOGRAPHS = {
    'metro-north.jpg': 'coffee', 'wedding.jpg': 'astronaut', 'cookies.jpeg': 'chelsea',
    'beer.jpeg': 'rocket', 'dog.tiff': 'chelsea', 'red-car-1.png': 'coffee',
    'red-car-2.jpeg': 'immunohistochemistry', 'red-truck.png': 'retina', 'black-car.jpg': 'rocket'}
FORMATS = {'jpg': 'JPEG', 'jpeg': 'JPEG', 'tiff': 'TIFF', 'png': 'PNG'}
COLOURS = ('red', 'blue', 'lime', 'white', 'black')


def _names():
    with io.open(CALLS, encoding='utf-8') as source:
        return re.findall(r"^  async '(.*)'\(\) \{$", source.read(), re.MULTILINE)


@pytest.fixture(scope='module')
def node_modules():
    return modules_with('clarifai', '2.9.1')


@pytest.fixture(scope='module')
def media(tmpdir_factory):
    """A folder with a picture or video under each name that the calls use."""
    data = pytest.importorskip('skimage.data')
    image = pytest.importorskip('PIL.Image')
    folder = tmpdir_factory.mktemp('samples')
    for name, photograph in PHOTOGRAPHS.items():
        picture = image.fromarray(getattr(data, photograph)()).convert('RGB')
        picture.thumbnail((480, 480))
        picture.save(str(folder.join(name)), FORMATS[name.rpartition('.')[2]])
    frames = [image.new('RGB', (64, 48), colour) for colour in COLOURS]
    frames[0].save(str(folder.join('3o6gb3kkXfLvdKEZs4.gif')), save_all=True,
                   append_images=frames[1:], duration=500)
    _write_video(str(folder.join('beer.mp4')), frames)
    return str(folder)


def _write_video(path, frames):
    av = pytest.importorskip('av')
    with av.open(path, 'w', format='mp4') as container:
        stream = container.add_stream('mpeg4', rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, 'yuv420p'
        for frame in frames:
            for _ in range(10):
                container.mux(stream.encode(av.VideoFrame.from_image(frame)))
        container.mux(stream.encode())


@pytest.fixture(scope='module')
def results(node_modules, media, tmpdir_factory):
    """{name of a call: why it failed, or None}, for all calls in one run."""
    folder = tmpdir_factory.mktemp('javascript')
    ready, log = str(folder.join('ready')), str(folder.join('log'))
    with open(log, 'wb') as output:
        process = subprocess.Popen(
            [sys.executable, '-m', 'clarifai.sandbox', '--port', '0', '--media', media,
             '--ready-file', ready], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        give_up = time.time() + 60
        while not os.path.exists(ready) and process.poll() is None and time.time() < give_up:
            time.sleep(0.05)
        with open(ready) as handle:
            url = handle.read().strip()
        environment = dict(os.environ, NO_PROXY='127.0.0.1', no_proxy='127.0.0.1')
        printed = subprocess.check_output(['node', CALLS, url, node_modules], env=environment,
                                          timeout=300)
    finally:
        process.terminate()
        process.wait()
    lines = [json.loads(line) for line in printed.decode('utf-8').splitlines()]
    return dict((line['name'], line['failed']) for line in lines)


@pytest.mark.parametrize('name', _names())
def test_call(results, name):
    assert results[name] is None


def test_all_calls_are_made(results):
    assert sorted(results) == sorted(_names()) and len(results) > 50
