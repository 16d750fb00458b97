"""The tests for the live service run, and hold, against a sandbox."""
from __future__ import absolute_import

import os
import shutil
import subprocess
import sys

from clarifai.cli import open_questions
from clarifai.rest import ClarifaiApp

PICTURE = 'https://samples.clarifai.com/metro-north.jpg'
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def make_app(url, media):
    """Make the app that is asked about, with a picture of which something is said."""
    for sample, photograph in (('metro-north.jpg', 'china.jpg'), ('dog1.jpeg', 'chelsea.png')):
        shutil.copy(os.path.join(media, photograph), os.path.join(media, sample))
    app = ClarifaiApp(pat='a-pat', user_id='ann', app_id='zoo', base_url=url)
    app.inputs.create_image_from_url(PICTURE, concepts=['train'], metadata={'at': 'noon'},
                                     allow_duplicate_url=True)
    app.wait_until_inputs_upload_finish(max_wait=60)


def test_diagnose_settles_the_open_questions(platform_url, media, monkeypatch):
    make_app(platform_url, media)
    monkeypatch.setenv('CLARIFAI_API_BASE', platform_url)
    found = [answer for _, answer in open_questions.answers('a-pat', 'ann', 'zoo')]
    assert [': settled: ' in finding for finding in found] == [True] * 3, found
    assert 'yes, POST /searches finds' in found[0] and 'code 21200' in found[1]


def test_the_live_tests_pass(platform_url, media):
    make_app(platform_url, media)
    environment = dict(
        (name, value) for name, value in os.environ.items() if not name.startswith('CLARIFAI_'))
    environment.update(
        CLARIFAI_API_BASE=platform_url, CLARIFAI_LIVE_PAT='a-pat', CLARIFAI_LIVE_USER_ID='ann',
        CLARIFAI_LIVE_APP_ID='zoo', CLARIFAI_LIVE_WRITE='1', PYTHONPATH=ROOT, NO_PROXY='127.0.0.1')
    run = subprocess.Popen(
        [sys.executable, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests/live'],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = run.communicate()[0].decode('utf-8')
    assert run.returncode == 0, said
    assert '32 passed' in said and 'skipped' not in said
