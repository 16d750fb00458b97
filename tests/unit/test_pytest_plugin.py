"""The plugin in runs of pytest that have nothing to do with the sandbox, on every Python."""
from __future__ import absolute_import

import os
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEAVY = ('requests', 'sqlite3', 'flask', 'numpy', 'clarifai.errors', 'clarifai.sandbox')


def run_pytest(folder, code):
    """Runs pytest with no plugin but this on a file; returns its exit code and what it printed."""
    folder.join('test_it.py').write(code)
    environment = dict(os.environ, PYTHONPATH=ROOT, PYTEST_DISABLE_PLUGIN_AUTOLOAD='1')
    process = subprocess.Popen(
        [sys.executable, '-m', 'pytest', '-p', 'clarifai.pytest_plugin', '-p', 'no:cacheprovider',
         '--rootdir', str(folder), str(folder)],
        cwd=str(folder), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    printed, _ = process.communicate()
    return process.returncode, printed.decode('utf-8', 'replace')


def test_other_tests_run_as_ever_and_nothing_is_loaded_for_them(tmpdir):
    code, printed = run_pytest(tmpdir, (
        'import sys\n'
        'def test_it():\n'
        '    assert not set(%r) & set(sys.modules)\n' % (HEAVY,)))
    assert code == 0, printed
    assert '1 passed' in printed


@pytest.mark.skipif(sys.version_info >= (3, 9), reason='the sandbox runs here')
def test_on_an_old_python_the_fixture_says_what_it_needs(tmpdir):
    code, printed = run_pytest(tmpdir, 'def test_it(clarifai_sandbox):\n    pass\n')
    assert code == 1
    assert 'clarifai.sandbox needs Python 3.9 or newer, and this is Python' in printed
    assert 'Traceback' not in printed


@pytest.mark.skipif(sys.version_info < (3, 9), reason='the sandbox does not run here')
def test_without_its_libraries_the_fixture_says_what_to_install(tmpdir):
    tmpdir.join('flask.py').write('raise ImportError("no flask", name="flask")')
    code, printed = run_pytest(tmpdir, 'def test_it(clarifai_sandbox):\n    pass\n')
    assert code == 1
    assert 'install them with: pip install "clarifai-rest[sandbox]"' in printed
    assert 'Traceback' not in printed
