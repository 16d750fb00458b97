"""Many pictures at once: worker processes look at them, and nothing else is different."""
from __future__ import absolute_import

import glob
import sys
import time

import pytest
from sandbox_process import Api, SandboxProcess, an_input, plain, wait_for

COUNT = 384
BATCH = 128
FEW = 20
QUICK = ('--recognition', 'off')  # which hundreds of pictures need not wait for


def pictures(count):
    """Returns inputs of different colours; every tenth is no picture."""
    return [an_input(b'no picture' if number % 10 == 9 else
                     plain((number % 256, 2 * number % 256, 255 - number % 256)), str(number))
            for number in range(count)]


def add(api, count=COUNT):
    """Adds inputs as fast as possible."""
    items = pictures(count)
    for start in range(0, count, BATCH):
        response = api.send('POST', '/inputs', {'inputs': items[start:start + BATCH]})
        assert response.status_code == 200, response.text


def children(process):
    """Returns how many processes a process has started, by all of its threads."""
    found = []
    for name in glob.glob('/proc/%d/task/*/children' % process.pid):
        with open(name) as listed:
            found.extend(listed.read().split())
    return len(found)


def findings(api):
    """Returns what was found out about all inputs."""
    looks = {'output': {'data': {'concepts': [{'name': 'blue', 'value': 1}]}}}
    like = {'output': {'input': {'id': '0'}}}
    pages = [api.search(one, pagination={'page': page, 'per_page': BATCH})
             for one in (looks, like) for page in range(1, COUNT // BATCH + 1)]
    return [(hit['input']['id'], hit['score']) for page in pages for hit in page]


def test_workers_find_what_the_server_finds():
    found = []
    for number in ('0', '2'):
        sandbox = SandboxProcess('--workers', number, *QUICK)
        api = Api(sandbox.url)
        add(api)
        if number == '2' and sys.platform.startswith('linux'):
            assert wait_for(lambda: children(sandbox.process)) >= 1
        counts = api.wait_for_inputs()
        assert (counts['processed'], counts['errors']) == (COUNT - COUNT // 10, COUNT // 10)
        assert api.status_of('9')['code'] == 30101
        found.append(findings(api))
        assert sandbox.stop() == 0
        assert not sandbox.complaints()
    assert found[0] == found[1]
    assert len(found[0]) > COUNT


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='looks into /proc')
def test_for_a_few_pictures_no_process_is_started():
    sandbox = SandboxProcess('--workers', '2', *QUICK)
    api = Api(sandbox.url)
    add(api, FEW)
    assert api.wait_for_inputs()['processed'] == FEW - FEW // 10
    assert children(sandbox.process) == 0
    sandbox.stop()


def test_stopped_in_the_middle_it_goes_on_with_the_next_start(tmp_path):
    sandbox = SandboxProcess('--workers', '2', '--data', str(tmp_path), *QUICK)
    api = Api(sandbox.url, 'the-key')
    add(api)
    began = time.time()
    assert sandbox.stop() == 0
    assert time.time() - began < 20
    sandbox = SandboxProcess('--workers', '2', '--data', str(tmp_path), *QUICK)
    counts = Api(sandbox.url, 'the-key').wait_for_inputs()
    assert (counts['processed'], counts['errors']) == (COUNT - COUNT // 10, COUNT // 10)
    sandbox.stop()
