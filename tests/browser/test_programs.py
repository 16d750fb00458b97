"""Programs that know nothing of a browser run in one, and print there what they print elsewhere."""
from __future__ import annotations

import glob
import os
import subprocess
import sys

import harness
import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = sorted(os.path.splitext(os.path.basename(path))[0]
                  for path in glob.glob(os.path.join(HERE, 'user_programs', '*.py')))
DOCS = os.path.join(harness.ROOT, 'docs')
TUTORIAL = os.path.join(DOCS, 'examples', 'tutorial.py')
PLACES = ('main', 'worker')
# Without promises a page stands still while it waits, but all goes as well.
WITHOUT_PROMISES = ('predictions', 'uploads', 'bulk_predictions', 'refusals')


def text_of(path):
    with open(path, encoding='utf-8') as opened:
        return opened.read()


def program(name):
    return text_of(os.path.join(HERE, 'user_programs', name + '.py'))


class Variables:
    """Makes the environment of a user with an API key, or with a PAT, whose app nobody else has."""

    def __init__(self, dialect, url):
        self.dialect, self._url = dialect, url

    def __call__(self, app):
        if self.dialect == 'key':
            return {'CLARIFAI_API_BASE': self._url, 'CLARIFAI_API_KEY': app}
        return {'CLARIFAI_API_BASE': self._url, 'CLARIFAI_PAT': 'pat-of-' + app,
                'CLARIFAI_USER_ID': 'user-of-' + app, 'CLARIFAI_APP_ID': app}


@pytest.fixture
def with_key(sandbox):
    """Makes environments with an API key."""
    return Variables('key', sandbox.url)


@pytest.fixture
def with_pat(platform_sandbox):
    """Makes environments with a PAT, a user and an app."""
    return Variables('pat', platform_sandbox.url)


@pytest.fixture(params=['with_key', 'with_pat'])
def variables(request):
    """Both of these, one after the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope='session')
def printed_elsewhere(media):
    """Runs a program by this Python, once for each dialect; gives what it prints."""
    done = {}

    def run(name, variables):
        case = name, variables.dialect
        if case not in done:
            environment = dict(os.environ, PYTHONPATH=harness.ROOT, NO_PROXY='127.0.0.1',
                               PYTHONIOENCODING='utf-8',
                               **variables('here-' + name.replace('_', '-')))
            done[case] = subprocess.check_output(
                [sys.executable, os.path.join(HERE, 'user_programs', name + '.py')], cwd=media,
                env=environment).decode('utf-8')
        return done[case]
    return run


@pytest.mark.parametrize('place', PLACES)
@pytest.mark.parametrize('name', PROGRAMS)
def test_a_program_prints_what_it_prints_elsewhere(page, printed_elsewhere, variables, name, place):
    said = page.run(place, program(name), variables('%s-%s' % (place, name.replace('_', '-'))))
    assert said == printed_elsewhere(name, variables)


@pytest.mark.parametrize('place', PLACES)
@pytest.mark.parametrize('name', WITHOUT_PROMISES)
def test_nothing_needs_promises(page, printed_elsewhere, with_key, name, place):
    said = page.run(place, program(name), with_key('still-%s-%s' % (place, name)), promises=False)
    assert said == printed_elsewhere(name, with_key)


@pytest.mark.parametrize('place', PLACES)
def test_the_tutorial(page, variables, place):
    said = page.run(place, text_of(TUTORIAL), variables('tutorial-' + place), ['/media'])
    assert '30 pictures are there' in said
    assert 'a face, from' in said
    assert '  0 pictures are left' in said


@pytest.mark.parametrize('place, setting', [('main', 'with_pat'), ('worker', 'with_key')])
@pytest.mark.parametrize('name', ['tutorial.rst', 'bulk.rst', '../README.rst'])
def test_the_examples_of_a_page(page, request, setting, name, place):
    variables = request.getfixturevalue(setting)
    page.run(place, examples_of(name), variables('%s-%s' % (place, name.strip('./').split('.')[0])))


@pytest.mark.parametrize('place', PLACES)
@pytest.mark.parametrize('name', ['todays-sdk.rst', 'operations.rst'])
def test_todays_platform(page, platform_sandbox, name, place):
    """The quick start and the other examples of today's SDK, and the operations by their names."""
    app = '%s-%s' % (place, name.split('.')[0])
    variables = {'CLARIFAI_API_BASE': platform_sandbox.url, 'CLARIFAI_PAT': 'pat-of-' + app,
                 'CLARIFAI_USER_ID': 'user-of-' + app}
    if name == 'operations.rst':
        variables['CLARIFAI_APP_ID'] = app
    page.run(place, examples_of(name), variables)


def examples_of(name):
    """Returns the examples of a page of the documentation as one program."""
    from test_docs import python_blocks
    return '\n'.join(code for _, code in python_blocks(text_of(os.path.join(DOCS, name))))
