"""The benchmark runs, whatever its figures are on a busy machine."""
from __future__ import absolute_import

import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RUN = os.path.join(ROOT, 'tests', 'bench', 'run.py')


def test_quick_run_prints_the_table(sandbox_python):
    printed = subprocess.check_output([sandbox_python, RUN, '--quick']).decode('ascii')
    # One sample less the time of an empty process can be below nothing on a busy machine.
    assert re.search(r'^import( +-?[\d.]+ ms){3} +-?[\d.]+$', printed, re.M)
    assert re.search(r'^``predict_by_url``, CPU( +[\d.]+ us){3} +[\d.]+$', printed, re.M)
    assert re.search(r'^construction, requests sent( +0){3}$', printed, re.M)
    assert 'workers  batch  sources/s' in printed


def test_the_benchmark_of_todays_sdk_prints_its_table(sandbox_python):
    printed = subprocess.check_output(
        [sandbox_python, os.path.join(ROOT, 'tests', 'bench', 'todays_sdk.py'), '--quick'],
        env=dict(os.environ, PYTHONPATH=ROOT)).decode('ascii')
    for name in ('import, CPU', '``upload_inputs`` of 1,280 files, CPU', '``predict_by_url``'):
        assert re.search(r'^%s +-?[\d.]+ (ms|us)' % re.escape(name), printed, re.M)
    assert re.search(r'^installed size +[\d.]+ MB', printed, re.M)


def test_the_benchmark_of_the_sandbox_prints_its_table(sandbox_python):
    printed = subprocess.check_output(
        [sandbox_python, os.path.join(ROOT, 'tests', 'bench', 'sandbox.py'), '--inputs', '100',
         '--repeats', '1'], env=dict(os.environ, PYTHONPATH=ROOT)).decode('ascii')
    assert re.search(r'^import, inputs +\d+ /s$', printed, re.M)
    for name in ('list the last page of 20', 'search by annotated concept', 'search by metadata',
                 'search by an input that it looks like', 'search by concept and look'):
        assert re.search(r'^%s( +[\d.]+ ms){3}$' % name, printed, re.M)
