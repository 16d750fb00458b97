"""Measures a sandbox that holds many pictures, over HTTP, as a client would use it.

    python tests/bench/sandbox.py                  ten thousand inputs
    python tests/bench/sandbox.py --inputs 1000    fewer
    python tests/bench/sandbox.py --data           on disk instead of in memory
    python tests/bench/sandbox.py --size 64x48     smaller pictures, for the searches alone
    python tests/bench/sandbox.py --recognition on  with the models that recognise

The sandbox runs in a process of its own; the one that measures shares the machine's cores with it.
Requests are timed one at a time. The medians are printed, and the processor time that the server
takes for each, which is much the same on a busy machine. The import counts from the first
request to the moment when the last picture can be found.
"""
from __future__ import absolute_import, print_function

import argparse
import base64
import contextlib
import functools
import glob
import io
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import requests
from PIL import Image
from skimage import data as photographs

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BATCH = 128
DISTINCT = 1000
SOURCES = ('astronaut', 'chelsea', 'coffee', 'rocket')
START_WITHIN = 60  # seconds
CLARIFAI, APP = '/v2', '/v2/users/bench/apps/pictures'


def pictures(count, size):
    """Returns distinct pictures: pieces of photographs, as JPEG files of (width, height)."""
    chance = random.Random(1)
    sources = [Image.fromarray(getattr(photographs, name)()).convert('RGB') for name in SOURCES]
    made = []
    for _ in range(count):
        image = chance.choice(sources)
        width, height = [int(side * chance.uniform(0.3, 0.9)) for side in image.size]
        left, top = chance.randrange(image.width - width), chance.randrange(image.height - height)
        image = image.crop((left, top, left + width, top + height)).resize(size)
        data = io.BytesIO()
        image.save(data, 'JPEG', quality=85)
        made.append(data.getvalue())
    return made


class Sandbox(object):
    """A sandbox in a process of its own, and one app of it.

    Args:
        folder (str): for its files.
        on_disk (bool): whether it keeps its data there.
        recognition (str): as the command's option.
        *more (str): further options of the command.

    Attributes:
        addresses (list of str): the base URL, and with ``--grpc-port`` that of the other door.
    """

    def __init__(self, folder, on_disk, recognition, *more):
        ready = os.path.join(folder, 'ready')
        options = ['--recognition', recognition] + list(more)
        options += ['--data', os.path.join(folder, 'data')] if on_disk else []
        self._process = subprocess.Popen(
            [sys.executable, '-m', 'clarifai.sandbox', '--port', '0', '--ready-file', ready]
            + options, cwd=ROOT, stdout=subprocess.DEVNULL)
        give_up = time.time() + START_WITHIN
        while not os.path.exists(ready):
            if self._process.poll() is not None or time.time() > give_up:
                raise SystemExit('The sandbox did not start.')
            time.sleep(0.02)
        with open(ready) as written:
            self.addresses = written.read().split()
        self._url = self.addresses[0]
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers['Authorization'] = 'Key bench'

    def stop(self):
        """Ends the process."""
        self._process.terminate()
        self._process.wait()

    def memory(self):
        """Returns its resident memory in MB, now and at most; None where Linux does not tell."""
        return _memory(self._process.pid)

    def memory_of_workers(self):
        """Returns the resident memory in MB of the processes that look at pictures for it."""
        return sum(_memory(pid)[0] for pid in self._children())

    def processor_time(self):
        """Returns the seconds that it and its workers have spent, or None where nobody tells."""
        try:
            return sum(_processor_time(pid) for pid in [self._process.pid] + self._children())
        except IOError:
            return None

    def time_of_threads(self):
        """Returns the seconds that its threads have run, to the microsecond; 0 where nobody tells.

        This leaves out threads that have ended.
        """
        return sum(_time_of_thread(name) for name in glob.glob(
            '/proc/%d/task/*/schedstat' % self._process.pid))

    def _children(self):
        found = []
        for name in glob.glob('/proc/%d/task/*/children' % self._process.pid):  # of each thread
            with open(name) as children:
                found.extend(int(pid) for pid in children.read().split())
        return found

    def send(self, method, path, body=None, prefix=CLARIFAI):
        """Sends a request that must go well; returns the answer."""
        response = self._session.request(method, self._url + prefix + path, json=body)
        if response.status_code != 200:
            raise SystemExit('%s %s: %s' % (method, path, response.text[:500]))
        return response.json()

    def look(self, path):
        """Returns the HTML of a page that must be there."""
        response = self._session.get(self._url + path)
        if response.status_code != 200:
            raise SystemExit('%s: HTTP %d' % (path, response.status_code))
        return response.text

    def load(self, files, count, prefix=CLARIFAI):
        """Adds `count` inputs in batches, waits until all are done; returns the seconds."""
        texts = [base64.b64encode(data).decode('ascii') for data in files]
        started = time.perf_counter()
        for start in range(0, count, BATCH):
            self.send('POST', '/inputs', {'inputs': [
                an_input(number, texts[number % len(texts)])
                for number in range(start, min(count, start + BATCH))]}, prefix)
        while True:
            counts = self.send('GET', '/inputs/status', prefix=prefix)['counts']
            if counts['processed'] + counts['errors'] == count:
                break
            time.sleep(0.05)
        if counts['errors']:
            raise SystemExit('%d inputs could not be looked at.' % counts['errors'])
        return time.perf_counter() - started


def _memory(pid):
    try:
        with open('/proc/%d/status' % pid) as status:
            lines = dict(line.split(':', 1) for line in status)
    except IOError:
        return None
    return [int(lines[name].split()[0]) / 1024.0 for name in ('VmRSS', 'VmHWM')]


def _processor_time(pid):
    with open('/proc/%d/stat' % pid) as status:
        fields = status.read().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / float(os.sysconf('SC_CLK_TCK'))


def _time_of_thread(name):
    try:
        with open(name) as status:
            return int(status.read().split()[0]) * 1e-9
    except IOError:
        return 0.0


def an_input(number, text):
    """Returns an input of a request: every tenth is an apple, every hundredth has a place."""
    item = {'image': {'base64': text},
            'metadata': {'number': number, 'shelf': 'shelf %d' % (number % 50)},
            'concepts': [{'id': 'apple' if number % 10 == 0 else 'other %d' % (number % 7)}]}
    if number % 100 == 0:
        item['geo'] = {'geo_point': {'longitude': number % 360 - 180, 'latitude': number % 90}}
    return {'id': 'picture-%d' % number, 'data': item}


def queries(file, count):
    """Returns (name, method, path, body) of each request that is measured."""
    image = {'data': {'image': {'base64': base64.b64encode(file).decode('ascii')}}}
    concept = {'data': {'concepts': [{'id': 'apple', 'value': 1}]}}
    measured = {'data': {'concepts': [{'name': 'bright', 'value': 1}]}}
    metadata = {'data': {'metadata': {'shelf': 'shelf 7'}}}
    place = {'data': {'geo': {'geo_point': {'longitude': 0, 'latitude': 0},
                              'geo_limit': {'type': 'withinKilometers', 'value': 5000}}}}
    last = max(1, count // 20)
    found = [('list the first page of 20', 'GET', '/inputs?per_page=20', None),
             ('list the last page of 20', 'GET', '/inputs?per_page=20&page=%d' % last, None),
             ('list a page of 128', 'GET', '/inputs?per_page=128&page=2', None)]
    for name, ands in (
            ('search by annotated concept', [{'input': concept}]),
            ('search by predicted concept', [{'output': measured}]),
            ('search by metadata', [{'input': metadata}]),
            ('search by place', [{'input': place}]),
            ('search by an input that it looks like', [{'output': {'input': {'id': 'picture-1'}}}]),
            ('search by a picture that is sent', [{'output': {'input': image}}]),
            ('search by concept and look', [{'input': concept},
                                            {'output': {'input': {'id': 'picture-1'}}}])):
        found.append((name, 'POST', '/searches', {'query': {'ands': ands}}))
    return found


def tasks(sandbox, file, count):
    """Returns (name, function) of all that is measured: requests, and the web page."""
    found = [(name, functools.partial(sandbox.send, method, path, body))
             for name, method, path, body in queries(file, count)]
    app = re.search('/page/apps/[0-9a-f]+/', sandbox.look('/')).group()
    for name, path in (('page: the first 48 inputs', 'inputs'),
                       ('page: the last inputs', 'inputs?page=%d' % count),
                       ('page: one input', 'input?id=picture-1'),
                       ('page: search by an input', 'search?like=picture-1')):
        found.append((name, functools.partial(sandbox.look, app + path)))
    return found


def medians(measured, repeats, spent):
    """Returns (name, median in ms, worst, median of `spent`) of each of the `tasks`, in turn."""
    seconds = dict((name, []) for name, _ in measured)
    for repeat in range(repeats + 1):
        for name, act in measured:
            before, started = spent(), time.perf_counter()
            act()
            if repeat:  # the first round fills caches
                seconds[name].append((time.perf_counter() - started, spent() - before))
    return [(name, statistics.median(times) * 1e3, max(times) * 1e3,
             statistics.median(processor) * 1e3)
            for name, (times, processor) in ((name, zip(*seconds[name])) for name, _ in measured)]


def a_size(text):
    """Returns (width, height)."""
    width, height = text.split('x')
    return int(width), int(height)


@contextlib.contextmanager
def running(on_disk, recognition):
    """Runs a sandbox and leaves nothing behind."""
    folder = tempfile.mkdtemp(prefix='clarifai-bench-')
    try:
        sandbox = Sandbox(folder, on_disk, recognition)
        try:
            yield sandbox
        finally:
            sandbox.stop()
    finally:
        shutil.rmtree(folder)


def main():
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--inputs', type=int, default=10000, help='how many (%(default)s)')
    parser.add_argument('--size', type=a_size, default=(640, 480), metavar='WIDTHxHEIGHT',
                        help='of the pictures (640x480)')
    parser.add_argument('--repeats', type=int, default=30, help='of each request (%(default)s)')
    parser.add_argument('--data', action='store_true', help='keep the data on disk')
    parser.add_argument('--recognition', choices=('on', 'off'), default='off',
                        help='whether it recognises (%(default)s)')
    options = parser.parse_args()

    files = pictures(min(DISTINCT, options.inputs), options.size)
    with running(options.data, options.recognition) as sandbox:
        empty, spent = sandbox.memory(), sandbox.processor_time()
        seconds = sandbox.load(files, options.inputs)
        print('%-42s%10.0f /s' % ('import, inputs', options.inputs / seconds))
        if spent is not None:
            spent = sandbox.processor_time() - spent
            print('%-42s%10.1f ms' % ('import, processor time of each input',
                                      spent / options.inputs * 1e3))
            workers = sandbox.memory_of_workers()
        print('%-42s%10s%15s%15s' % ('', 'median', 'worst', 'processor'))
        for row in medians(tasks(sandbox, files[0], options.inputs), options.repeats,
                           sandbox.time_of_threads):
            print('%-42s%10.1f ms%12.1f ms%12.1f ms' % row)
        if empty:
            full = sandbox.memory()
            for name, value in (('empty', empty[0]), ('full', full[0]), ('at most', full[1]),
                                ('of its workers', workers)):
                print('%-42s%10.0f MB' % ('memory, ' + name, value))
    total = sum(len(files[number % len(files)]) for number in range(options.inputs))
    print('%-42s%10.0f MB' % ('the pictures', total / 2.0 ** 20))
    return 0


if __name__ == '__main__':
    sys.exit(main())
