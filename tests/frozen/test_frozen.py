"""A program that PyInstaller makes into one file runs without Python, tables and all."""
from __future__ import absolute_import

import os
import subprocess
import sys

import pytest

pytest.importorskip('PyInstaller')

from stub_server import Server  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(os.path.dirname(HERE), 'frozen_program.py')


def test_a_frozen_program_runs(tmpdir):
    subprocess.check_call(
        [sys.executable, '-m', 'PyInstaller', '--onefile', '--log-level', 'ERROR', '--name',
         'frozen', '--distpath', str(tmpdir), '--workpath', str(tmpdir.join('work')),
         '--specpath', str(tmpdir), PROGRAM])
    with Server() as server:
        environment = {'PATH': os.environ['PATH'], 'HOME': str(tmpdir), 'NO_PROXY': '*',
                       'CLARIFAI_PAT': 'p' * 32, 'CLARIFAI_USER_ID': 'me',
                       'CLARIFAI_APP_ID': 'mine', 'CLARIFAI_API_BASE': server.url}
        printed = subprocess.check_output([str(tmpdir.join('frozen'))], env=environment,
                                          cwd=str(tmpdir)).decode('utf-8')
    assert printed.splitlines()[:4] == [
        'predicted cat', "listed ['one']", 'refused inputs[0].data.image.url must be text, not 5',
        'helped True']
    assert len(server.requests) == 4
