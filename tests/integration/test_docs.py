"""The examples in README.rst and docs/ run as they stand, page by page, against a sandbox.

Every ``.. code-block:: python`` of a page is executed, in order and in one namespace, in the
folder that holds the photographs. A block that is not to be run is not marked as Python.

What a 2.x user would have written runs in the three settings that such a user may be in: with a key
alone, as ever; with a PAT, a user and an app, by today's rules; with the key written into the
script and a PAT in the environment, by today's rules.
"""
from __future__ import absolute_import

import glob
import io
import os
import re
import subprocess
import sys
import textwrap

import pytest

from clarifai.rest import ClarifaiApp, Image

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DIRECTIVE = '.. code-block:: python'
TODAY = 'docs/platform.rst'  # not for 2.x users: these examples need a PAT, and a model
OPERATIONS = 'docs/operations.rst'  # as much
SDK = ('docs/todays-sdk.rst', 'docs/start-new.rst')  # which need a PAT, a user and Python 3.8
NOTEBOOKS = 'docs/notebooks.rst'  # which draws and makes tables, with Pillow and pandas
TESTING = 'docs/testing.rst'  # whose examples are a project with tests: see test_docs_testing.py
EXECUTED = set()  # (page, line) of each example that has run; conftest.py prints how many
TUTORIAL = os.path.join(ROOT, 'docs', 'examples', 'tutorial.py')


def read(page):
    """Returns the text of a page."""
    with io.open(os.path.join(ROOT, page), encoding='utf-8') as source:
        return source.read()


def python_blocks(text):
    """Yields (number of the line before the code, code) for each Python block of a page."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.strip() != DIRECTIVE:
            continue
        margin = len(line) - len(line.lstrip())
        code = []
        for following in lines[number + 1:]:
            if following.strip() and len(following) - len(following.lstrip()) <= margin:
                break
            code.append(following)
        yield number + 1, textwrap.dedent('\n'.join(code)) + '\n'


def pages_with_examples():
    """Returns the pages that have Python blocks, as paths below the project's folder."""
    paths = ['README.rst'] + sorted(
        os.path.relpath(path, ROOT) for pattern in ('*.rst', 'howto/*.rst')
        for path in glob.glob(os.path.join(ROOT, 'docs', pattern)))
    return [path for path in paths if list(python_blocks(read(path)))]


def test_blocks_are_found_with_their_place():
    page = 'Text\n\n.. code-block:: python\n\n    a = 1\n\n    b = 2\n\nText\n'
    assert list(python_blocks(page)) == [(3, '\na = 1\n\nb = 2\n\n')]


def test_readme_has_examples():
    assert 'README.rst' in pages_with_examples()


class Setting(object):
    """The surroundings of a reader: credentials of their own, an empty home.

    Args:
        url (str): the base URL of the sandbox.
        app (str): the name of an app that no other test uses.
        variables (dict): the environment variables to set; ``{app}`` in their values is replaced.
        hard_coded (str): the key that is written into the script, if any.
    """

    def __init__(self, url, app, variables, hard_coded=None):
        self.variables = {name: value.format(app=app) for name, value in variables.items()}
        self.variables.update(CLARIFAI_API_BASE=url)
        self.hard_coded = hard_coded and hard_coded.format(app=app)

    def of(self, code):
        """Returns the code as this user would have it: with the key in it, if it is hard-coded."""
        if not self.hard_coded:
            return code
        return code.replace('ClarifaiApp()', 'ClarifaiApp(api_key=%r)' % self.hard_coded)


SETTINGS = {
    'key': ('sandbox_url', {'CLARIFAI_API_KEY': '{app}'}, None),
    'pat': ('platform_url', {'CLARIFAI_PAT': 'pat-of-{app}', 'CLARIFAI_USER_ID': 'user-{app}',
                             'CLARIFAI_APP_ID': '{app}'}, None),
    # A key alone runs no model on the platform, not even one of its own app.
    'hard-coded key, PAT beside it': (
        'platform_url', {'CLARIFAI_PAT': 'pat-of-{app}', 'CLARIFAI_USER_ID': 'user-{app}',
                         'CLARIFAI_APP_ID': '{app}'}, 'key-of-{app}'),
}


def app_name(request):
    return re.sub('[^a-z]+', '-', request.node.name.lower())


def enter(setting, monkeypatch, tmpdir, media):
    for name in list(os.environ):
        if name.startswith('CLARIFAI_'):
            monkeypatch.delenv(name)
    for name, value in setting.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv('HOME', str(tmpdir))
    monkeypatch.setenv('NO_PROXY', '127.0.0.1')
    monkeypatch.chdir(media)
    return setting


@pytest.fixture(params=sorted(SETTINGS))
def setting(request, media, monkeypatch, tmpdir):
    """Each setting in turn; the environment is its own, the working folder has the photographs."""
    server, variables, hard_coded = SETTINGS[request.param]
    url = request.getfixturevalue(server)
    return enter(Setting(url, app_name(request), variables, hard_coded), monkeypatch, tmpdir, media)


def run(page, namespace, change=lambda code: code):
    for line, code in python_blocks(read(page)):
        EXECUTED.add((page, line))
        # Empty lines in front make a traceback name the line of the page.
        exec(compile('\n' * line + change(code), os.path.join(ROOT, page), 'exec'), namespace)


@pytest.mark.parametrize('page', [page for page in pages_with_examples()
                                  if page not in (TODAY, OPERATIONS, NOTEBOOKS, TESTING) + SDK])
def test_examples_of_page(page, setting):
    run(page, {'__name__': 'example'}, setting.of)


def test_tutorial_program(setting, media, tmpdir):
    program = tmpdir.join('tutorial.py')
    program.write_text(setting.of(read(TUTORIAL)), encoding='utf-8')
    environment = dict(os.environ, PYTHONPATH=ROOT)
    printed = subprocess.check_output([sys.executable, str(program), media],
                                      env=environment).decode('utf-8')
    assert '30 pictures are there' in printed
    assert 'a face, from' in printed
    assert '  0 pictures are left' in printed


def test_examples_of_the_platform_page(platform_url, media, monkeypatch, tmpdir, request):
    enter(Setting(platform_url, app_name(request), SETTINGS['pat'][1]), monkeypatch, tmpdir, media)
    app = ClarifaiApp()
    pictures = [Image(filename='%s-%d.jpg' % (surface, number), concepts=['brick'] * (not other),
                      not_concepts=['brick'] * other, metadata={'taken': 'outdoors'})
                for other, surface in enumerate(('brick', 'grass')) for number in range(1, 6)]
    app.inputs.bulk_create_images(pictures)
    app.wait_until_inputs_upload_finish(max_wait=60)
    app.concepts.create('night')  # a search for a concept that is not there is an error
    app.models.create('walls', concepts=['brick']).train()
    run(TODAY, {'__name__': 'example', 'app': app})
    assert 'walls' not in [model.model_id for model in app.models.get_all()]


def test_examples_of_operations(platform_url, media, monkeypatch, tmpdir):
    variables = SETTINGS['pat'][1]
    enter(Setting(platform_url, 'operations', variables), monkeypatch, tmpdir, media)
    run(OPERATIONS, {'__name__': 'example'})


def test_examples_of_notebooks(setting, monkeypatch):
    pytest.importorskip('PIL', reason='thumbnails and drawings need Pillow')
    pytest.importorskip('pandas', reason='tables need clarifai-rest[views-test]')
    namespace = {'__name__': 'example'}
    try:
        run(NOTEBOOKS, namespace, setting.of)
        assert namespace['hits']._repr_html_().count('<img') == len(namespace['hits']) > 5
        for name in ('coffee.html', 'gallery.html', 'faces.png'):
            assert os.path.getsize(name) > 10000
        assert set(namespace['table'].source) == set(glob.glob('*.png')) - set(['faces.png'])
    finally:
        for name in ('coffee.html', 'gallery.html', 'faces.png'):
            if os.path.exists(name):
                os.remove(name)


@pytest.mark.skipif(sys.version_info < (3, 8), reason='today\'s SDK needs Python 3.8')
@pytest.mark.parametrize('page', SDK)
def test_examples_of_todays_sdk(page, platform_url, media, monkeypatch, tmpdir, request):
    variables = {name: value for name, value in SETTINGS['pat'][1].items() if 'APP' not in name}
    enter(Setting(platform_url, app_name(request), variables), monkeypatch, tmpdir, media)
    run(page, {'__name__': 'example'})
