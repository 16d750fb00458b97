"""Measures today's SDK, `clarifai.client`, beside the official one: one sandbox, one run.

    python tests/bench/todays_sdk.py --official PY    PY has clarifai==12.5.0
    python tests/bench/todays_sdk.py --official PY --official-json PY    and protobuf<7
    python tests/bench/todays_sdk.py                  this client alone
    python tests/bench/todays_sdk.py --write          the table goes into docs/performance.rst
    python tests/bench/todays_sdk.py --check          exit status 1 when a bar is missed

The sandbox is a process of its own, and serves all: this client speaks REST to it, the official SDK
unary gRPC, and in the third column JSON over HTTP.  Each measurement is a fresh process, and they
take turns, so that a busy minute of the machine is everybody's.  The bars are for the ratio to the
official SDK over gRPC, of what a client itself takes: the processor
time of its process with all its threads, its memory, its files.  The times on the clock have the
work of the sandbox in them, which shares the machine.
"""
from __future__ import absolute_import, print_function

import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid

from run import grid, medians, write_page, written
from sandbox import Sandbox, pictures

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KEY = USER = 'bench'
PICTURE = 'https://samples.clarifai.com/%d/picture.jpg'
SIZE = (320, 240)
BATCH = 128
CLIENTS = ('client', 'official', 'official, JSON')

PACKAGE = os.path.join(ROOT, 'clarifai')

# A line of the table: what is measured, by which function of sdk_measure.py, of which kind that
# is, with how many, the figure, its unit and the factor for that, and the most that the ratio to
# the official SDK may be.
Line = collections.namedtuple('Line', 'text work kind count figure unit factor most')

LINES = (
    Line('import, CPU', 'import_classes', 'alone', None, 'cpu', 'ms', 1e3, 0.2),
    Line('memory after the import', 'import_classes', 'alone', None, 'mb', 'MB', 1, 0.4),
    Line('installed size', 'installed', 'installed', None, 'mb', 'MB', 1, 0.1),
    Line('``predict_by_url``, CPU', 'predict', 'alone', 500, 'cpu', 'us', 1e6, 0.3),
    Line('``upload_inputs`` of 1,280 URLs, CPU', 'upload_urls', 'upload', 1280, 'cpu', 'ms', 1e3,
         0.5),
    Line('``upload_inputs`` of 1,280 files, CPU', 'upload_files', 'upload', 1280, 'cpu', 'ms', 1e3,
         0.5),
    Line('``bulk_upload`` of 1,280 URLs, CPU', 'bulk_upload', 'upload', 1280, 'cpu', 'ms', 1e3,
         0.5),
    Line('``list_inputs`` of 10,000, CPU', 'list_inputs', 'listing', 10000, 'cpu', 'ms', 1e3, 0.5),
    Line('import', 'import_classes', 'alone', None, 'seconds', 'ms', 1e3, None),
    Line('``predict_by_url``', 'predict', 'alone', 500, 'seconds', 'ms', 1e3, None),
    Line('``upload_inputs`` of 1,280 URLs', 'upload_urls', 'upload', 1280, 'seconds', 's', 1, None),
    Line('``upload_inputs`` of 1,280 files', 'upload_files', 'upload', 1280, 'seconds', 's', 1,
         None),
    Line('``bulk_upload`` of 1,280 URLs', 'bulk_upload', 'upload', 1280, 'seconds', 's', 1, None),
    Line('``list_inputs`` of 10,000', 'list_inputs', 'listing', 10000, 'seconds', 's', 1, None),
)


class Server(object):
    """The sandbox, as what sets the stage for a measurement.

    Args:
        sandbox (Sandbox): has both doors open.
    """

    def __init__(self, sandbox):
        self._sandbox = sandbox

    def new_app(self):
        """Makes an app; returns its id."""
        app_id = 'app-' + uuid.uuid4().hex
        self._sandbox.send('POST', '/users/%s/apps' % USER, {'apps': [{
            'id': app_id, 'default_workflow_id': 'Universal'}]})
        return app_id

    def filled_app(self, count):
        """Makes an app with inputs that have labels; returns its id."""
        app_id = self.new_app()
        for first in range(0, count, BATCH):
            self._sandbox.send('POST', _path(app_id) + '/inputs', {'inputs': [{
                'id': 'input-%d' % number,
                'data': {'image': {'url': PICTURE % number}, 'metadata': {'number': number},
                         'concepts': [{'id': name, 'name': name, 'value': 1}
                                      for name in ('train', 'platform %d' % (number % 7))]}}
                for number in range(first, min(count, first + BATCH))]})
        self.wait(app_id, count)
        return app_id

    def wait(self, app_id, count):
        """Waits until so many inputs are processed, which would disturb what comes next."""
        while True:
            counts = self._sandbox.send('GET', _path(app_id) + '/inputs/status')['counts']
            if counts['processed'] == count:
                return
            if counts['errors'] or sum(counts.values()) != count:
                raise SystemExit('%d inputs were to be there: %s' % (count, counts))
            time.sleep(0.1)

    def delete_app(self, app_id):
        """Deletes an app."""
        self._sandbox.send('DELETE', _path(app_id))


def _path(app_id):
    return '/users/%s/apps/%s' % (USER, app_id)


class Bench(object):
    """A run.

    Args:
        pythons (dict): client to interpreter.
        server (Server): what they speak to.
        doors (dict): client to the address that it is given.
        folder (str): has the picture, and nothing that would configure a client.
        quick (bool): whether a tenth of the work will do, once, for rough figures.
    """

    def __init__(self, pythons, server, doors, folder, quick):
        self._pythons = pythons
        self._server = server
        self._doors = doors
        self._folder = folder
        self._part = 10 if quick else 1
        self._listed = server.filled_app(10000 // self._part)
        self.results = {}

    def run(self, repeats):
        """Measures everything so often, in turn."""
        for line in LINES:
            if line.work in self.results:
                continue
            samples = dict((client, []) for client in self._pythons)
            for _ in range(repeats):
                for client, kept in samples.items():
                    kept.append(getattr(self, '_' + line.kind)(client, line))
            self.results[line.work] = dict((client, medians(kept))
                                           for client, kept in samples.items())

    def _alone(self, client, line):
        count = [line.count // self._part] if line.count else []
        return self._measured(client, line.work, *count)

    def _installed(self, client, line):
        # This checkout is the one distribution that need not be installed.
        return self._measured(client, line.work, *(
            [['requests', 'six'], PACKAGE] if client == 'client' else [['clarifai']]))

    def _listing(self, client, line):
        return self._measured(client, line.work, self._listed, line.count // self._part)

    def _upload(self, client, line):
        app_id, count = self._server.new_app(), line.count // self._part
        figures = self._measured(client, line.work, app_id, count,
                                 os.path.join(self._folder, 'picture.jpg'))
        self._server.wait(app_id, 1 + count)
        self._server.delete_app(app_id)
        return figures

    def _measured(self, client, work, *arguments):
        """Returns the figures of one fresh process."""
        kept = dict((name, value) for name, value in os.environ.items()
                    if not name.startswith(('CLARIFAI_', 'PYTHON')))
        kept.update(CLARIFAI_API_BASE=self._doors[client], CLARIFAI_PAT=KEY, CLARIFAI_USER_ID=USER,
                    NO_PROXY='127.0.0.1', no_proxy='127.0.0.1', HOME=self._folder)
        if client != 'official':
            kept['PYTHONPATH'] = ROOT if client == 'client' else os.path.join(HERE, 'official_json')
        printed = subprocess.check_output(
            [self._pythons[client], os.path.join(HERE, 'sdk_measure.py'), work,
             json.dumps(arguments)], env=kept)
        return json.loads(printed.decode('ascii').splitlines()[-1])

    def figure(self, line, client):
        """Returns the median of a figure in its unit, or None where a client was not measured."""
        found = self.results[line.work].get(client)
        return found and found[line.figure] * line.factor

    def ratio(self, line, other='official'):
        """Returns the ratio of this client's figure to that of an official one, or None."""
        mine, official = self.figure(line, 'client'), self.figure(line, other)
        return official and mine / official


def table_of(bench):
    """Returns the figures as a table in reStructuredText."""
    rows = [['', 'client', 'official', 'ratio', 'bar', 'JSON', 'ratio']]
    for line in LINES:
        figures = ['' if figure is None else written(figure, line.unit)
                   for figure in (bench.figure(line, client) for client in CLIENTS)]
        ratios = ['' if ratio is None else '{:.2f}'.format(ratio)
                  for ratio in (bench.ratio(line, client) for client in CLIENTS[1:])]
        rows.append([line.text] + figures[:2] + [ratios[0], str(line.most or '')] +
                    [figures[2], ratios[1]])
    return grid(rows)


def missed_bars(bench):
    """Returns a sentence for each bar that is missed."""
    return ['{}: {:.2f} times the official SDK, the bar is {}'.format(
        line.text, bench.ratio(line), line.most)
        for line in LINES if line.most and (bench.ratio(line) or 0) > line.most]


def main():
    """Measures, prints the table, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--python', default=sys.executable, help='the interpreter to measure')
    parser.add_argument('--official', metavar='PYTHON',
                        help='an interpreter with clarifai==12.5.0, of the same version')
    parser.add_argument('--official-json', metavar='PYTHON',
                        help='one that has protobuf<7 as well, for JSON over HTTP')
    parser.add_argument('--repeats', type=int, default=5, help='of each (%(default)s)')
    parser.add_argument('--quick', action='store_true', help='rough figures in half a minute')
    parser.add_argument('--write', action='store_true', help='write docs/performance.rst')
    parser.add_argument('--check', action='store_true', help='fail when a bar is missed')
    options = parser.parse_args()

    pythons = collections.OrderedDict(client=options.python)
    if options.official:
        pythons['official'] = options.official
    if options.official_json:
        pythons['official, JSON'] = options.official_json
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'picture.jpg'), 'wb') as picture:
            picture.write(pictures(1, SIZE)[0])
        second_door = ['--grpc-port', '0'] if options.official else []
        sandbox = Sandbox(folder, False, 'off', '--platform', '--media', folder, *second_door)
        try:
            doors = dict(zip(('client', 'official'), sandbox.addresses))
            doors['official, JSON'] = doors['client']
            bench = Bench(pythons, Server(sandbox), doors, folder, options.quick)
            bench.run(1 if options.quick else options.repeats)
        finally:
            sandbox.stop()
    version = subprocess.check_output(
        [options.python, '-c', 'import platform; print(platform.python_version())'])
    text = 'Python {}, medians{}.\n\n{}'.format(
        version.decode('ascii').strip(), ' of a tenth of the work' if options.quick else '',
        table_of(bench))
    print(text)
    if options.write:
        write_page(text, 'todays-sdk')
    missed = missed_bars(bench)
    for bar in missed:
        print('MISSED: ' + bar)
    return 1 if missed and options.check else 0


if __name__ == '__main__':
    sys.exit(main())
