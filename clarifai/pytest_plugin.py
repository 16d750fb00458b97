"""The pytest fixture ``clarifai_sandbox``: a local Clarifai for the tests of whoever uses this.

pytest loads this file in every run where the distribution is installed, on any Python and without
the sandbox's libraries. So it stands outside ``clarifai.sandbox``, which only some Pythons can
import, and loads that when a test asks for it.
"""
from __future__ import absolute_import

import os

import pytest

PREFIX = 'CLARIFAI_'


@pytest.fixture(scope='session')
def clarifai_sandbox_options():
    """Arguments of the sandbox, as a dict (see clarifai.sandbox.sandbox.Sandbox).

    Define a fixture of this name, for the session, in your conftest.py to change them.
    """
    return {}


@pytest.fixture(scope='session')
def clarifai_sandbox_server(clarifai_sandbox_options):
    """The sandbox that all tests of a session share; tests use clarifai_sandbox."""
    try:
        from clarifai.sandbox import Sandbox
    except ImportError as error:
        pytest.fail(str(error), pytrace=False)
    with Sandbox(**clarifai_sandbox_options) as sandbox:
        yield sandbox


@pytest.fixture
def clarifai_sandbox(clarifai_sandbox_server, monkeypatch):
    """A running sandbox with an empty app, which ClarifaiApp() finds by the environment.

    Its requests are those of the test alone, and faults that the test orders end with it.
    """
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    for name, value in clarifai_sandbox_server.environment().items():
        monkeypatch.setenv(name, value)
    clarifai_sandbox_server.forget_requests()
    yield clarifai_sandbox_server
    clarifai_sandbox_server.faults.clear()
