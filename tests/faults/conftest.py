"""What the fault tests share: an environment without surprises, and apps that do not wait long."""
from __future__ import absolute_import

import os

import pytest

from calls import KEY, quick
from clarifai.rest import ClarifaiApp

READ = ('CLARIFAI_', 'REQUESTS_', 'CURL_', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY')


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmpdir):
    """An empty home, and none of the variables that the client or requests reads."""
    for name in list(os.environ):
        if name.upper().startswith(READ):
            monkeypatch.delenv(name)
    home = tmpdir.mkdir('home')
    for name in ('HOME', 'USERPROFILE', 'HOMEPATH'):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture
def connect():
    """Makes apps that speak to a server and lose little time over its faults."""
    def make(server, **settings):
        settings.setdefault('api_key', KEY)
        settings.setdefault('retry', quick())
        settings.setdefault('timeout', (2, 0.4))
        return ClarifaiApp(base_url=getattr(server, 'url', server), **settings)
    return make
