"""The package works from a zip file, tables and all."""
from __future__ import absolute_import

import os
import subprocess
import sys
import zipfile

import clarifai
from stub_server import Server

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(os.path.dirname(HERE), 'frozen_program.py')
PACKAGE = os.path.dirname(os.path.abspath(clarifai.__file__))


def zipped(path):
    """Writes the package, without the sandbox, into a zip file."""
    with zipfile.ZipFile(path, 'w') as archive:
        for folder, _, names in os.walk(PACKAGE):
            for name in names:
                whole = os.path.join(folder, name)
                place = os.path.join('clarifai', os.path.relpath(whole, PACKAGE))
                if name.endswith('.py') and os.sep + 'sandbox' + os.sep not in place:
                    archive.write(whole, place)


def test_a_program_runs_from_a_zip(tmpdir):
    archive = str(tmpdir.join('client.zip'))
    zipped(archive)
    with Server() as server:
        environment = dict(os.environ, PYTHONPATH=archive, HOME=str(tmpdir), NO_PROXY='*',
                           CLARIFAI_PAT='p' * 32, CLARIFAI_USER_ID='me', CLARIFAI_APP_ID='mine',
                           CLARIFAI_API_BASE=server.url)
        printed = subprocess.check_output([sys.executable, PROGRAM], env=environment,
                                          cwd=str(tmpdir)).decode('utf-8')
    lines = [line.strip() for line in printed.splitlines()]
    assert lines[:4] == [
        'predicted cat', "listed ['one']" if sys.version_info > (3,) else "listed [u'one']",
        'refused inputs[0].data.image.url must be text, not 5', 'helped True']
    assert archive in lines[4]
    path, _, query = server.requests[1].partition('?')
    assert path == 'GET /v2/users/me/apps/mine/inputs'
    assert sorted(query.split('&')) == ['page=1', 'per_page=1']  # in any order on Python 2.7
    assert len(server.requests) == 4
