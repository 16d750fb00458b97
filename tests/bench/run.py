"""Measures the client beside plain requests, http.client and 2.6.2, in one run.

    python tests/bench/run.py                        the Python that runs it
    python tests/bench/run.py --python PY            another one, 3.6 or newer
    python tests/bench/run.py --original DIR         with 2.6.2, installed into DIR if need be
    python tests/bench/run.py --write                the table goes into docs/performance.rst
    python tests/bench/run.py --check                exit status 1 when a bar is missed that the
                                                     machine has no part in: calls, memory

Each measurement is a fresh process, and the clients take turns, so that a busy minute of the
machine is everybody's. Read the ratios to plain requests; the times depend on the machine.
"""
from __future__ import absolute_import, print_function

import argparse
import collections
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PAGE = os.path.join(ROOT, 'docs', 'performance.rst')
BULK_HEADING = ('Prediction in bulk, beside the most that the latency of the server allows, which '
                'is workers / latency:\n\n')
# 2.6.2 breaks with what pip takes by itself today.
ORIGINAL = ['clarifai==2.6.2', 'protobuf==3.19.6', 'grpcio', 'googleapis-common-protos<1.60',
            'setuptools<81']
MB = 1000 * 1000

# A line of the table: what is measured and with which parameters, the name of its figure, the
# unit, how often, and the ratio to plain requests (or, in `most`, the figure) that must hold.
Line = collections.namedtuple('Line', 'text measure parameters figure unit repeats ratio most')


def line(text, measure, parameters, figure, unit, repeats=5, ratio=None, most=None):
    return Line(text, measure, parameters, figure, unit, repeats, ratio, most)


LINES = (
    line('import', 'import', None, 'ms', 'ms', 15, ratio=0.60),
    line('process to its first answer', 'process', 0, 'ms', 'ms', 15, ratio=1.08),
    line('process to its first answer, with a PAT', 'process', 1, 'ms', 'ms', 15, ratio=1.10),
    # Python 3.6 loads more, which cannot ask a module for what it lacks.
    line('modules of the client that it loads', 'first_answer', 0, 'modules', '', 1, most=47),
    line('modules of the client that it loads, with a PAT', 'first_answer', 1, 'modules', '', 1,
         most=61),
    line('construction, CPU', 'construct', 100, 'ms', 'ms', most=0.3),
    line('the first construction of a process, CPU', 'construct_first', 0, 'ms', 'ms', 15,
         most=0.3),
    line('construction, requests sent', 'construct', 100, 'requests', '', 1, most=0),
    line('``predict_by_url``, CPU', 'predict_url', 1000, 'us', 'us', ratio=1.00),
    line('``app.platform.post_model_outputs``, CPU', 'call_platform', 1000, 'us', 'us',
         ratio=1.10),
    line('tables of the first ``app.platform`` call, CPU', 'load_tables', 0, 'first', 'ms', 15,
         most=1),
    line('tables of all messages, CPU', 'load_tables', 0, 'messages', 'ms', 15, most=5),
    line('``predict_by_url``, function calls', 'function_calls', 100, 'calls', '', 1, most=1900),
    line('``predict_by_bytes`` of 100 KB, CPU per MB', 'predict_bytes', (100 * 1000, 100), 'ms',
         'ms', ratio=0.70),
    line('``predict_by_bytes`` of 5 MB, CPU per MB', 'predict_bytes', (5 * MB, 10), 'ms', 'ms',
         ratio=0.60),
    line('``predict_by_filename`` of 50 MB, memory', 'predict_file', 50 * MB, 'mb', 'MB', 3,
         most=4),
    line('``predict_by_filename`` of 200 MB, memory', 'predict_file', 200 * MB, 'mb', 'MB', 3,
         most=4),
    line('``inputs.get_all``, CPU per input', 'list_inputs', 10000, 'us', 'us', ratio=1.25),
    line('``bulk_create_images``, CPU per input', 'create_inputs', 1280, 'us', 'us', ratio=1.5),
    line('``bulk_create_images``, function calls per input', 'create_calls', 1280, 'calls', '', 1,
         most=120),
    line('32 threads at 20 ms, calls a second', 'threads', (32, 40, 20), 'rate', '/s', ratio=0.95),
    line('32 threads at 20 ms, connections', 'threads', (32, 40, 20), 'connections', '', 1),
)
RATES = ('rate',)  # figures of which more is better
TIMES = ('ms', 'us', '/s')


class Bench(object):
    """A run.

    Args:
        pythons (dict): client to interpreter.
        quick (bool): a tenth of the work, once: rough figures.
    """

    def __init__(self, pythons, quick):
        self.pythons = pythons
        self.quick = quick
        self.results = {}

    def run(self, base, folder):
        """Measures everything."""
        for one in LINES:
            name = (one.measure, one.parameters)
            if name in self.results:
                continue
            samples = dict((client, []) for client in self.pythons)
            for _ in range(1 if self.quick else one.repeats):
                for client, kept in samples.items():
                    kept.append(self._sample(client, one, base, folder))
            self.results[name] = dict((client, medians(kept)) for client, kept in samples.items())

    def _sample(self, client, one, base, folder):
        if one.measure == 'import':
            statement = subprocess.check_output(
                [self.pythons[client], '-c', 'from clients import CLIENTS; '
                 'print(CLIENTS[%r].IMPORT)' % client], cwd=HERE).decode('ascii')
            return {'ms': self._process(client, ['-c', statement]) -
                    self._process(client, ['-c', 'pass'])}
        if one.measure == 'process':
            return {'ms': self._process(client, [os.path.join(HERE, 'measure.py'), client,
                                                 'first_answer', base,
                                                 str(one.parameters)])}
        return self.measure(client, one.measure, self._parameters(one, folder), base)

    def _parameters(self, one, folder):
        if one.measure == 'predict_file':
            return _file_of(folder, one.parameters // (10 if self.quick else 1))
        if not self.quick or one.measure == 'list_inputs':
            return one.parameters
        if isinstance(one.parameters, tuple):
            return one.parameters[:1] + (max(1, one.parameters[1] // 10),) + one.parameters[2:]
        return one.parameters // 10 or one.parameters

    def measure(self, client, measure, parameters, base):
        """Returns the figures of one fresh process."""
        printed = subprocess.check_output(
            [self.pythons[client], os.path.join(HERE, 'measure.py'), client, measure, base,
             json.dumps(parameters)], env=self._environment(client))
        return json.loads(printed.decode('ascii').splitlines()[-1])

    def _process(self, client, arguments):
        begin = time.perf_counter()
        subprocess.check_call([self.pythons[client]] + arguments, env=self._environment(client),
                              cwd=HERE, stdout=subprocess.DEVNULL)
        return (time.perf_counter() - begin) * 1e3

    def _environment(self, client):
        kept = dict(os.environ, NO_PROXY='127.0.0.1', no_proxy='127.0.0.1')
        # A checkout without bytecode would be compiled every time.
        kept.pop('PYTHONDONTWRITEBYTECODE', None)
        kept.pop('PYTHONPATH', None)
        if client != 'original':
            kept['PYTHONPATH'] = ROOT
        return kept

    def figure(self, one, client):
        """Returns the median of a figure, or None where a client was not measured."""
        return self.results[one.measure, one.parameters].get(client, {}).get(one.figure)

    def ratio(self, one, client):
        """Returns the ratio of a figure to that of plain requests, or None."""
        mine, floor = self.figure(one, client), self.figure(one, 'requests')
        return mine / floor if mine is not None and floor else None


def medians(samples):
    """Returns the median of each figure of some samples."""
    return dict((name, statistics.median(sample[name] for sample in samples))
                for name in samples[0])


def _file_of(folder, size):
    """Returns the path of a file of that size, made when there is none."""
    path = os.path.join(folder, '{}.mp4'.format(size))
    if not os.path.exists(path):
        with open(path, 'wb') as handle:
            for _ in range(size // MB):
                handle.write(os.urandom(MB))
    return path


@contextlib.contextmanager
def running_stub():
    """Runs the stub in a process of its own and yields its base URL."""
    process = subprocess.Popen([sys.executable, os.path.join(HERE, 'stub.py')],
                               stdout=subprocess.PIPE)
    try:
        yield 'http://127.0.0.1:{}'.format(int(process.stdout.readline()))
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def original_python(folder):
    """Returns an interpreter with 2.6.2, in an environment that is made when there is none."""
    python = os.path.join(folder, 'bin', 'python')
    if not os.path.exists(python):
        subprocess.check_call([sys.executable, '-m', 'venv', folder])
        subprocess.check_call([python, '-m', 'pip', 'install', '--quiet'] + ORIGINAL)
    return python


def table_of(bench):
    """Returns the figures as a table in reStructuredText."""
    clients = list(bench.pythons)
    header = [''] + ['2.6.2' if client == 'original' else client for client in clients] + ['ratio']
    if 'original' in clients:
        header.append('2.6.2')
    rows = [header]
    for one in LINES:
        cells = [one.text]
        for client in clients:
            figure = bench.figure(one, client)
            cells.append('' if figure is None else written(figure, one.unit))
        for client in ('client', 'original')[:len(header) - len(clients) - 1]:
            ratio = bench.ratio(one, client)
            cells.append('' if ratio is None else '{:.2f}'.format(ratio))
        rows.append(cells)
    return grid(rows)


def grid(rows):
    """Returns rows of texts, of which the first is the heading, as a table."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    rule = '  '.join('=' * max(1, width) for width in widths)
    # An empty first cell would join its row to the one before.
    lines = ['  '.join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
             for row in rows]
    lines[0] = '\\ ' + lines[0][2:]
    return '\n'.join([rule, lines[0], rule] + lines[1:] + [rule]) + '\n'


def written(figure, unit):
    """Returns a figure as text: as many digits as say something."""
    digits = 0 if figure == int(figure) else 1 if figure >= 10 else 2
    return '{:.{}f} {}'.format(figure, digits, unit).strip()


def missed_bars(bench):
    """Returns what must hold and does not: the times, and what no busy machine excuses."""
    times, others = [], []
    for one in LINES:
        missed = times if one.unit in TIMES else others
        figure, ratio = bench.figure(one, 'client'), bench.ratio(one, 'client')
        if one.most is not None and figure > one.most:
            missed.append('{}: {:.2f} {}, at most {}'.format(one.text, figure, one.unit, one.most))
        if one.ratio is not None:
            fails = ratio < one.ratio if one.figure in RATES else ratio > one.ratio
            if fails:
                missed.append('{}: {:.2f} times plain requests, the bar is {:.2f}'.format(
                    one.text, ratio, one.ratio))
    return times, others


def bulk_text(python, quick):
    """Measures `clarifai.bulk`; returns the table of bulk.py as a literal block."""
    printed = subprocess.check_output(
        [python, os.path.join(HERE, 'bulk.py')] + ['--quick'] * quick,
        env=dict(os.environ, PYTHONPATH=ROOT, NO_PROXY='127.0.0.1')).decode('ascii')
    return '::\n\n' + ''.join('   {}\n'.format(line) for line in printed.splitlines())


def write_page(text, name):
    """Puts figures into the page, between the marks that have their name."""
    begin, end = '.. begin-{}\n'.format(name), '.. end-{}\n'.format(name)
    with open(PAGE) as page:
        before, rest = page.read().split(begin)
        after = rest.split(end)[1]
    with open(PAGE + '.part', 'w') as page:
        page.write(before + begin + '\n' + text + '\n' + end + after)
    os.replace(PAGE + '.part', PAGE)


def main():
    """Measures, prints the table, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--python', default=sys.executable, help='the interpreter to measure')
    parser.add_argument('--original', metavar='DIR', help='an environment with 2.6.2')
    parser.add_argument('--quick', action='store_true', help='rough figures in half a minute')
    parser.add_argument('--write', action='store_true', help='write docs/performance.rst')
    parser.add_argument('--check', action='store_true', help='fail when a bar is missed')
    options = parser.parse_args()

    pythons = collections.OrderedDict(
        (name, options.python) for name in ('client', 'requests', 'http.client'))
    if options.original:
        pythons['original'] = original_python(options.original)
    bench = Bench(pythons, options.quick)
    with running_stub() as base, tempfile.TemporaryDirectory() as folder:
        bench.run(base, folder)
        bulk = bulk_text(options.python, options.quick)
    version = subprocess.check_output(
        [options.python, '-c', 'import platform; print(platform.python_version())'])
    text = 'Python {}, medians{}.\n\n{}\n{}'.format(
        version.decode('ascii').strip(), ' of a tenth of the work' if options.quick else '',
        table_of(bench), BULK_HEADING + bulk)
    print(text)
    if options.write:
        write_page(text, 'figures')
    times, others = missed_bars(bench)
    for bar in times + others:
        print('MISSED: ' + bar)
    return 1 if others and options.check else 0


if __name__ == '__main__':
    sys.exit(main())
