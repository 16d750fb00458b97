"""The examples of docs/testing.rst run as they stand.

Blocks with a caption are the files of a project whose tests are run; the others are programs. Lines
for the shell are sent to a sandbox with nothing changed but its address.
"""
from __future__ import absolute_import

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from sandbox_process import ROOT, SandboxProcess
from test_docs import TESTING, python_blocks, read

ADDRESS = 'http://127.0.0.1:8080'
CAPTION = re.compile(r'\A:caption: (\S+)\n')


@pytest.fixture()
def project(media, tmpdir, monkeypatch):
    """A folder with the photographs and the files of the page; the environment is empty of us."""
    folder = tmpdir.mkdir('project')
    for name in os.listdir(media):
        shutil.copy(os.path.join(media, name), str(folder))
    for name in [name for name in os.environ if name.startswith('CLARIFAI_')]:
        monkeypatch.delenv(name)
    monkeypatch.setenv('HOME', str(tmpdir))
    monkeypatch.setenv('PYTHONPATH', ROOT)
    monkeypatch.setenv('NO_PROXY', '127.0.0.1')
    monkeypatch.chdir(folder)
    return folder


def files():
    """Returns {name: code} of the blocks with a caption."""
    blocks = [code for _, code in python_blocks(read(TESTING)) if CAPTION.match(code)]
    return dict((CAPTION.match(code).group(1), CAPTION.sub('', code)) for code in blocks)


def commands():
    """Returns the lines that the page gives to a shell, each with what continues it."""
    return re.findall(r'^   \$ ((?:.*\\\n)*.*)$', read(TESTING), re.MULTILINE)


def test_the_tests_of_the_page_pass(project, monkeypatch):
    written = files()
    for name, code in written.items():
        project.join(name).write_text(code, encoding='utf-8')
    monkeypatch.setenv('PYTEST_DISABLE_PLUGIN_AUTOLOAD', '1')
    printed = subprocess.run(
        [sys.executable, '-m', 'pytest', '-p', 'clarifai.pytest_plugin', '-p', 'no:cacheprovider'],
        stdout=subprocess.PIPE, universal_newlines=True).stdout
    tests = sum(code.count('\ndef test_') for code in written.values())
    assert tests > 5
    assert '%d passed in' % tests in printed, printed


def test_the_programs_of_the_page_run(project):
    programs = [code for _, code in python_blocks(read(TESTING)) if not CAPTION.match(code)]
    assert programs
    for code in programs:
        subprocess.check_call([sys.executable, '-c', code])


def test_the_commands_of_the_page_start_a_sandbox():
    started = [line.split() for line in commands() if line.startswith('clarifai sandbox')]
    assert started
    for words in started:
        sandbox = SandboxProcess(*words[2:])
        assert sandbox.stop() == 0


@pytest.mark.skipif(not shutil.which('curl'), reason='curl is not installed')
def test_the_curl_lines_of_the_page():
    sandbox = SandboxProcess()
    lines = [line for line in commands() if line.startswith('curl')]
    for line in lines:
        answer = subprocess.check_output(
            ['sh', '-c', line.replace(ADDRESS, sandbox.url).replace('curl', 'curl -s', 1)],
            env=dict(os.environ, NO_PROXY='127.0.0.1'))
        assert json.loads(answer.decode('utf-8'))['status']['code'] == 10000, line
    assert len(lines) == 9
    sandbox.stop()
