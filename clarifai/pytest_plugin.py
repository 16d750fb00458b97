"""The pytest fixture ``clarifai_sandbox``: a local Clarifai for the tests of whoever uses this.

pytest loads this file in every run where the distribution is installed, on any Python and without
the sandbox's libraries. So it stands outside ``clarifai.sandbox``, which only some Pythons can
import, and loads that when a test asks for it.
"""
from __future__ import absolute_import

import os

import pytest

PREFIX = 'CLARIFAI_'
MARKER = 'clarifai'
# Options that each test may have otherwise on the same server.
OF_A_TEST = ('credentials', 'instant')


def pytest_configure(config):
    """Make the marker known."""
    config.addinivalue_line(
        'markers', '%s(**options): the sandbox of this test has other options, those of '
        'clarifai.sandbox.Sandbox, such as platform=True, credentials="key" or instant=True'
        % MARKER)


@pytest.fixture(scope='session')
def clarifai_sandbox_options():
    """Arguments of the sandbox, as a dict (see clarifai.sandbox.sandbox.Sandbox).

    Define a fixture of this name, for the session, in your conftest.py to change them.
    """
    return {}


@pytest.fixture(scope='session')
def clarifai_sandbox_servers():
    """The sandboxes of a session, one for each set of options; tests use clarifai_sandbox."""
    servers = _Servers()
    yield servers
    servers.stop()


@pytest.fixture(scope='session')
def clarifai_sandbox_server(clarifai_sandbox_servers, clarifai_sandbox_options):
    """The sandbox that all tests of a session share; tests use clarifai_sandbox."""
    return clarifai_sandbox_servers.get(clarifai_sandbox_options)


@pytest.fixture
def clarifai_sandbox(request, clarifai_sandbox_servers, clarifai_sandbox_options, monkeypatch):
    """A running sandbox with an empty app, which ClarifaiApp() finds by the environment.

    Its requests are those of the test alone, and faults and answers that the test orders end with
    it. ``@pytest.mark.clarifai(platform=True)`` gives it other options.
    """
    options = dict(clarifai_sandbox_options)
    for marker in reversed(list(request.node.iter_markers(MARKER))):  # the nearest one wins
        if marker.args:
            pytest.fail('@pytest.mark.%s takes options by their names, such as platform=True, '
                        'not %r' % (MARKER, marker.args[0]), pytrace=False)
        options.update(marker.kwargs)
    server = clarifai_sandbox_servers.get(options)
    server.instant = bool(options.get('instant'))
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    for name, value in _started(server.environment, options.get('credentials')).items():
        monkeypatch.setenv(name, value)
    server.forget_requests()
    yield server
    server.forget_orders()


class _Servers(object):
    """Sandboxes that are started when a test wants one, and kept for the next that wants the same.
    """

    def __init__(self):
        self._running = []

    def get(self, options):
        """The sandbox with some options, as a Sandbox."""
        try:
            from clarifai.sandbox import Sandbox
        except ImportError as error:
            pytest.fail(str(error), pytrace=False)
        _check(Sandbox, options)
        of_server = dict((name, value) for name, value in options.items()
                         if name not in OF_A_TEST)
        for known, running in self._running:
            if known == of_server:
                return running
        server = _started(Sandbox, **of_server)
        _started(server.start)
        self._running.append((of_server, server))
        return server

    def stop(self):
        """Stop all of them."""
        while self._running:
            self._running.pop()[1].stop()


def _started(step, *arguments, **options):
    """What a step of starting gives; what is wrong with it fails the test, without a traceback."""
    try:
        return step(*arguments, **options)
    except (ValueError, ImportError, EnvironmentError) as error:
        problem = str(error)
    return pytest.fail('the sandbox does not start: %s' % problem, pytrace=False)


def _check(sandbox, options):
    import inspect
    known = list(inspect.signature(sandbox).parameters)
    for name in options:
        if name not in known:
            pytest.fail('the sandbox has no option %r; it has %s' % (name, ', '.join(known)),
                        pytrace=False)
