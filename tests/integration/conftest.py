"""A sandbox in a process of its own, for the tests that drive it over real HTTP.

The client under test may run on a Python that the sandbox does not run on: then
CLARIFAI_SANDBOX_PYTHON names an interpreter that has clarifai-rest[sandbox].
"""
from __future__ import absolute_import

import os
import subprocess
import sys
import time

import pytest

from shells import PHOTOS, Shell

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PHOTOGRAPHS = os.path.join(ROOT, 'docs', 'examples', 'photographs.py')
START_WITHIN = 60  # seconds


@pytest.fixture(scope='session')
def sandbox_python():
    """The interpreter that runs the sandbox, as a path."""
    named = os.environ.get('CLARIFAI_SANDBOX_PYTHON')
    if named:
        return named
    if sys.version_info < (3, 9):
        pytest.skip('the sandbox needs Python 3.9: set CLARIFAI_SANDBOX_PYTHON')
    return sys.executable


@pytest.fixture(scope='session')
def media(sandbox_python, tmpdir_factory):
    """A folder with the photographs that the examples name, and pieces of them."""
    folder = str(tmpdir_factory.mktemp('photographs'))
    subprocess.check_output([sandbox_python, PHOTOGRAPHS, folder])
    return folder


@pytest.fixture(scope='session')
def sandbox_url(sandbox_python, media, tmpdir_factory):
    """The base URL of a sandbox that reads the pictures of all URLs from `media`."""
    for url in _serve(sandbox_python, media, tmpdir_factory):
        yield url


@pytest.fixture(scope='session')
def platform_url(sandbox_python, media, tmpdir_factory):
    """The same with the rules of today's platform."""
    for url in _serve(sandbox_python, media, tmpdir_factory, '--platform'):
        yield url


@pytest.fixture(scope='session')
def guarded_url(sandbox_python, media, tmpdir_factory):
    """The same with a list of the keys that are good."""
    for url in _serve(sandbox_python, media, tmpdir_factory, '--platform',
                      '--pat', 'good-pat=ann', '--api-key', 'good-key=ann/zoo',
                      '--expired', 'expired-pat', '--expired', 'expired-key'):
        yield url


@pytest.fixture
def shell(request, sandbox_url, media, tmpdir):
    """A shell in a folder with four photographs, with an app of the test's own."""
    work = tmpdir.mkdir('work')
    for name in PHOTOS:
        os.symlink(os.path.join(media, name), str(work.join(name)))
    return Shell(tmpdir, {'CLARIFAI_API_BASE': sandbox_url,
                          'CLARIFAI_API_KEY': 'cli-' + request.node.name})


@pytest.fixture
def serve(tmpdir_factory):
    """Starts a sandbox that is there while its address is iterated over."""
    def started(sandbox_python, media, *options):
        return _serve(sandbox_python, media, tmpdir_factory, *options)
    return started


def _serve(sandbox_python, media, tmpdir_factory, *options):
    folder = tmpdir_factory.mktemp('sandbox')
    ready_file, log = str(folder.join('address')), str(folder.join('log'))
    with open(log, 'wb') as output:
        process = subprocess.Popen(
            [sandbox_python, '-m', 'clarifai.sandbox', '--port', '0', '--media', media,
             '--ready-file', ready_file] + list(options),
            cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield _wait_for_address(process, ready_file, log)
    finally:
        process.terminate()
        process.wait()


def _wait_for_address(process, ready_file, log):
    give_up = time.time() + START_WITHIN
    while time.time() < give_up and process.poll() is None:
        if os.path.exists(ready_file) and os.path.getsize(ready_file):
            with open(ready_file) as ready:
                return ready.read().strip()
        time.sleep(0.05)
    with open(log) as said:
        pytest.fail('the sandbox did not start:\n' + said.read())


def pytest_terminal_summary(terminalreporter):
    """Prints how many of the examples in README.rst and docs/ were run."""
    docs = sys.modules.get('test_docs')
    if docs is not None and docs.EXECUTED:
        terminalreporter.write_line('%d examples of %d pages of the documentation were run' % (
            len(docs.EXECUTED), len(set(page for page, _ in docs.EXECUTED))))
