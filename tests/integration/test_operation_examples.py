"""The examples of the operations in the docs run, one after the other, against a sandbox."""
from __future__ import absolute_import

import io
import os
import sys
import time

import pytest

pytest.importorskip('flask')

from clarifai.rest import ClarifaiApp  # noqa: E402
from clarifai.sandbox import platform  # noqa: E402
from clarifai.sandbox.web import routes  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGES = os.path.join(ROOT, 'docs', 'operations')
sys.path.insert(0, os.path.join(ROOT, 'scripts', 'operations'))

from examples import EXAMPLES  # noqa: E402

# What the sandbox does after it has answered, or takes back when it is asked a second time.
WAITS = {
    'PostModelVersions': lambda app: app.platform.get_model(
        model_id='pets')['model']['model_version']['status']['code'] == 21100,
    'PostInputs': lambda app: app.inputs.check_status().processed == 2,
}


def wait_for(condition, app):
    end = time.time() + 60
    while not condition(app):
        assert time.time() < end
        time.sleep(0.05)


def test_the_examples_run(platform_url, media, monkeypatch, tmpdir, capsys):
    for name in list(os.environ):
        if name.startswith('CLARIFAI_'):
            monkeypatch.delenv(name)
    monkeypatch.setenv('HOME', str(tmpdir))
    monkeypatch.setenv('NO_PROXY', '127.0.0.1')
    monkeypatch.chdir(media)
    app = ClarifaiApp(pat='pat-of-examples', user_id='user-examples', app_id='examples',
                      base_url=platform_url)
    names = {'app': app}
    failed = []
    for rpc, code in EXAMPLES.items():
        try:
            exec(compile(code, rpc, 'exec'), names)
            if rpc in WAITS:
                wait_for(WAITS[rpc], app)
        except Exception as error:
            failed.append('%s: %s: %s' % (rpc, type(error).__name__, error))
    assert '\n'.join(failed) == ''


def test_they_stand_on_the_pages():
    text = ''
    for name in sorted(os.listdir(PAGES)):
        with io.open(os.path.join(PAGES, name), encoding='utf-8') as page:
            text += page.read()
    for code in EXAMPLES.values():
        assert '\n'.join('   ' + line for line in code.split('\n')) in text


def test_what_the_sandbox_serves_has_an_example():
    served = set(platform.rpc_of(route) for route in routes.ROUTES) - {None}
    assert served == set(EXAMPLES)
