"""What goes over the wire, and what comes out of a call, is what it was in 2.6.2."""
from __future__ import absolute_import

import io
import json
import os
import subprocess
import sys

import pytest

import clarifai

HERE = os.path.dirname(os.path.abspath(__file__))
RUNNER = os.path.join(HERE, 'run.py')
CASES = os.path.join(HERE, 'cases.json')
PACKAGE_PARENT = os.path.dirname(os.path.dirname(os.path.abspath(clarifai.__file__)))
OLDEST_RUNNER = (3, 8)

# Cases in which this package differs from 2.6.2 on purpose, with the reason.
DELIBERATE = {
    'config.id_and_secret_refused':
        'with an API key at hand, an app id and a secret are ignored with a DeprecationWarning; '
        '2.6.2 raised the warning as an error, which stopped scripts that have both',
}

with io.open(CASES, encoding='utf-8') as _handle:
    GROUPS = sorted(set(case['group'] for case in json.load(_handle)))


def runner_python():
    """Returns an interpreter that is new enough for run.py, or None."""
    if sys.version_info >= OLDEST_RUNNER:
        return sys.executable
    for candidate in (os.environ.get('CLARIFAI_TEST_RUNNER_PYTHON'), 'python3'):
        if candidate and _is_new_enough(candidate):
            return candidate
    return None


def _is_new_enough(python):
    check = 'import sys; sys.exit(sys.version_info < (%d, %d))' % OLDEST_RUNNER
    try:
        return subprocess.call([python, '-c', check]) == 0
    except OSError:
        return False


@pytest.fixture(scope='module')
def report(tmpdir_factory):
    """The runner's report on all cases: {id: list of differences}."""
    python = runner_python()
    if python is None:
        pytest.skip('run.py needs Python %d.%d: set CLARIFAI_TEST_RUNNER_PYTHON' % OLDEST_RUNNER)
    path = str(tmpdir_factory.mktemp('wire').join('report.json'))
    environment = dict((name, value) for name, value in os.environ.items()
                       if name != 'PYTHONPATH')  # is that of the tested Python
    process = subprocess.Popen(
        [python, RUNNER, '--cases', CASES, '--python', sys.executable,
         '--pythonpath', PACKAGE_PARENT, '--json', path],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    output = process.communicate()[0].decode('utf-8', 'replace')
    assert os.path.exists(path), output
    with io.open(path, encoding='utf-8') as handle:
        result = json.load(handle)
    assert not result.get('fatal'), result['fatal']
    return result['cases']


@pytest.mark.parametrize('group', GROUPS)
def test_calls_send_and_return_what_they_did_in_2_6_2(report, group):
    rows = [row for row in report if row['group'] == group]
    assert rows, 'the runner did not run group %s' % group
    failing = ['%s: %s' % (row['id'], '; '.join(row['diffs'])) for row in rows
               if not row['ok'] and row['id'] not in DELIBERATE]
    assert not failing, '\n'.join(failing)


def test_the_deliberate_differences_are_still_differences(report):
    assert sorted(DELIBERATE) == sorted(row['id'] for row in report
                                        if row['id'] in DELIBERATE and not row['ok'])
