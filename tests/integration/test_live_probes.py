"""The tests for the live service run, and hold, against a sandbox."""
from __future__ import absolute_import

import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def test_the_probes_can_be_asked(platform_url, media):
    shutil.copy(os.path.join(media, 'china.jpg'), os.path.join(media, 'metro-north.jpg'))
    environment = dict(
        (name, value) for name, value in os.environ.items() if not name.startswith('CLARIFAI_'))
    environment.update(
        CLARIFAI_API_BASE=platform_url, CLARIFAI_LIVE_PAT='a-pat', CLARIFAI_LIVE_USER_ID='ann',
        CLARIFAI_LIVE_APP_ID='zoo', PYTHONPATH=ROOT, NO_PROXY='127.0.0.1')
    run = subprocess.Popen(
        [sys.executable, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests/live', '-k',
         'probe'], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = run.communicate()[0].decode('utf-8')
    assert run.returncode == 0, said
    assert '11 passed' in said
