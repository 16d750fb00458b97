"""Small files that would fill the memory are refused before they do."""
from __future__ import absolute_import

import json
import os
import subprocess
import sys
import threading
import time

import pytest

pytest.importorskip('skimage')
pytest.importorskip('av')

from media import bombs  # noqa: E402

from clarifai.sandbox.learning import clips, pictures  # noqa: E402

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 4))
MOST_MEGABYTES = 100


@pytest.fixture(scope='module')
def costs():
    if not os.path.exists('/proc/self/clear_refs'):
        pytest.skip('only Linux tells the peak of the memory')
    return json.loads(subprocess.check_output(
        [sys.executable, bombs.__file__], env=dict(os.environ, PYTHONPATH=ROOT)))


@pytest.mark.parametrize('name', sorted(bombs.BOMBS))
def test_refused_before_memory_is_spent(costs, name):
    code, megabytes = costs[name]
    assert code in (30101, 30105)
    assert megabytes < MOST_MEGABYTES


@pytest.mark.parametrize('data', [
    bombs.png(65000, 65000, 1), bombs.tiff(16, 30000), bombs.gif(10, 60000, 1)])
def test_the_reason_is_the_size(data):
    with pytest.raises(pictures.MediaError) as refusal:
        pictures.read_picture(data)
    assert refusal.value.kind == 'too_large'


@pytest.mark.parametrize('data', [bombs.gif(9000, 9000, 3000), bombs.gif(1, 1, 500001)])
def test_the_reason_is_the_number_of_frames(data):
    with pytest.raises(pictures.MediaError) as refusal:
        clips.read_clip(data)
    assert refusal.value.kind == 'too_large' and 'frames' in str(refusal.value)


def test_large_pictures_are_decoded_one_at_a_time(monkeypatch):
    running, most = [], []
    loaded = pictures._loaded

    def watched(*arguments):
        running.append(1)
        most.append(len(running))
        time.sleep(0.05)
        try:
            return loaded(*arguments)
        finally:
            running.pop()
    monkeypatch.setattr(pictures, '_loaded', watched)
    monkeypatch.setattr(pictures, 'LARGE', 5000)
    threads = [threading.Thread(target=pictures.read_picture, args=(bombs.png(100, 100, 100),))
               for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 4
