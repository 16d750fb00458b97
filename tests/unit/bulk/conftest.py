"""What the tests of bulk work share: an app and a model on a server that many threads may use."""
from __future__ import absolute_import

import threading
import time

import pytest

from answers import BASE, KEY
from bulk_server import Server
from clarifai.rest import ClarifaiApp, Model, http_client


@pytest.fixture
def server(monkeypatch):
    """The server behind `app`, instead of the network."""
    made = Server()

    class ServedHttpClient(object):

        repeatable = False

        def __init__(self, session, api_key):
            pass

        def execute_request(self, method, params, url):
            return made.exchange(method, params, url)

    monkeypatch.setattr(http_client, 'HttpClient', ServedHttpClient)
    yield made
    give_up = time.time() + 10
    while any(thread.name == 'clarifai-bulk' for thread in threading.enumerate()):
        assert time.time() < give_up, 'the threads of a run go on'
        time.sleep(0.005)


@pytest.fixture
def app(server):
    """A ClarifaiApp whose requests go to `server`."""
    return ClarifaiApp(api_key=KEY, base_url=BASE)


@pytest.fixture
def model(app):
    """A model of that app."""
    return Model(app.api, model_id='boats')
