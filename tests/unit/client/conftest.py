"""Today's SDK over a wire without a network.

Its tests are not even imported on the Pythons that it does not run on.
"""
from __future__ import absolute_import

import sys

import pytest

from fake_platform import BASE, PAT, Wire, session

collect_ignore_glob = [] if sys.version_info >= (3, 8) else ['*']


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmpdir):
    """A home and an environment without credentials."""
    monkeypatch.setenv('HOME', str(tmpdir))
    for name in ('API_KEY', 'PAT', 'SESSION_TOKEN', 'USER_ID', 'APP_ID', 'APP_SECRET', 'API_BASE',
                 'DIALECT'):
        monkeypatch.delenv('CLARIFAI_' + name, raising=False)


@pytest.fixture
def wire():
    """What is sent, and what is answered."""
    return Wire()


@pytest.fixture
def given(wire):
    """The arguments of a class that make it send over the wire, as a user and in an app."""
    return dict(user_id='me', app_id='mine', pat=PAT, base_url=BASE, session=session(wire))
