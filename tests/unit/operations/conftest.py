"""Platforms over a wire without a network."""
from __future__ import absolute_import

import pytest

from clarifai.operations import Platform
from fake_platform import BASE, KEY, PAT, Wire, session


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
def platform(wire):
    """A platform with a PAT, a user and an app."""
    return Platform(pat=PAT, user_id='me', app_id='mine', base_url=BASE, session=session(wire))


@pytest.fixture
def with_key(wire):
    """A platform with an API key only."""
    return Platform(api_key=KEY, base_url=BASE, session=session(wire))
