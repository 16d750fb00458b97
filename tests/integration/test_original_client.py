"""The original client of PyPI, release 2.6.2, runs the tutorial; ours prints the same.

CLARIFAI_ORIGINAL_PYTHON names an interpreter that has it; ``tox run -e py38-original`` sets it.
Without it these tests are skipped.
"""
from __future__ import absolute_import

import os
import re
import subprocess

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TUTORIAL = os.path.join(ROOT, 'docs', 'examples', 'tutorial.py')
# Each training makes another version. The original's wait_until_inputs_upload_finish returns at
# once, so how many pictures it finds there is a matter of chance.
VARYING = re.compile(r'version [0-9a-f]{32}|\d+ pictures are there')


@pytest.fixture(scope='module')
def original():
    """The interpreter with the original client, as a path."""
    named = os.environ.get('CLARIFAI_ORIGINAL_PYTHON')
    if not named:
        pytest.skip('set CLARIFAI_ORIGINAL_PYTHON to a Python that has clarifai 2.6.2')
    return named


def run(python, arguments, folder, **variables):
    """Returns what a Python of its own prints, in the folder and with the environment given."""
    environment = dict((name, value) for name, value in os.environ.items()
                       if not name.startswith('CLARIFAI_') and name != 'PYTHONPATH')
    environment.update(variables, HOME=str(folder), NO_PROXY='127.0.0.1', no_proxy='127.0.0.1')
    return subprocess.check_output([python] + arguments, cwd=str(folder),
                                   env=environment).decode('utf-8')


def tutorial(python, folder, media, **variables):
    """Returns the lines that the tutorial prints, without what differs from run to run."""
    printed = run(python, [TUTORIAL, media], folder, **variables)
    return [VARYING.sub('...', line) for line in printed.splitlines()]


def test_it_is_the_original(original, tmpdir):
    code = 'from importlib import metadata; print(metadata.version("clarifai"))'
    assert run(original, ['-c', code], tmpdir).strip() == '2.6.2'


def test_original_client_runs_the_tutorial(original, sandbox_python, sandbox_url, media, tmpdir):
    printed = tutorial(original, tmpdir, media, CLARIFAI_API_BASE=sandbox_url,
                       CLARIFAI_API_KEY='original-client')
    assert [line for line in printed if 'a face, from' in line]
    assert '  0 pictures are left' in printed
    ours = tutorial(sandbox_python, tmpdir, media, CLARIFAI_API_BASE=sandbox_url,
                    CLARIFAI_API_KEY='our-client', PYTHONPATH=ROOT)
    assert printed == ours
