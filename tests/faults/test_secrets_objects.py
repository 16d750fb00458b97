"""Keys and PATs are in no repr and in no pickle of what the library makes."""
from __future__ import absolute_import

import copy
import pickle

import pytest

from clarifai.rest import ClarifaiApp, Image
from clarifai.rest.http_client import HttpClient
from clarifai.session import KeyAuth, make_session
import leaks
from server import Server
import steps

DIALECTS = {
    'legacy': dict(api_key=leaks.KEY),
    'platform': dict(api_key=leaks.KEY, pat=leaks.PAT, user_id='me', app_id='mine'),
}


def reached(start):
    """All objects of the library that hang on one, itself included."""
    found, left = [], [start]
    while left:
        one = left.pop()
        if any(one is other for other in found):
            continue
        if isinstance(one, (list, tuple)):
            left.extend(one)
        elif isinstance(one, dict):
            left.extend(one.values())
        elif type(one).__module__.split('.')[0] == 'clarifai':
            found.append(one)
            left.extend(getattr(one, '__dict__', {}).values())
    return found


@pytest.fixture(params=sorted(DIALECTS))
def used(request, connect):
    """An app that has sent something, with what came back."""
    with Server(steps.ok) as server:
        app = connect(server, **DIALECTS[request.param])
        model = app.public_models.general_model
        yield app, [
            app, app.concepts, app.models, app.solutions, app.workflows,
            model, model.predict_by_url('https://pics.example.com/pier.jpg'),
            app.inputs.create_image_from_url('https://pics.example.com/pier.jpg', image_id='in-1'),
            app.inputs.search_by_predicted_concepts('pier'),
            app.with_options(timeout=3), Image(url='https://pics.example.com/pier.jpg')]


def test_reprs(used):
    objects = reached(used[1])
    kinds = set(type(one).__name__ for one in objects)
    assert kinds >= {'ClarifaiApp', 'ApiClient', 'Inputs', 'Models', 'Model', 'Image', 'Auth',
                     'PublicModels', 'Workflows', 'Concepts', 'Solutions'}
    for one in objects:
        assert leaks.in_text(repr(one) + str(one)) == [], type(one)


def test_pickles(used):
    for one in reached(used[1]):
        try:
            pickle.dumps(one, 2)
        except (TypeError, pickle.PicklingError):  # a lock, a function: nothing is given away
            continue
        assert leaks.in_pickle(one) == [], type(one)


def test_the_app_and_its_parts_can_be_pickled(used, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', 'another-key-0123456789')
    app = used[0]
    for one in (app, app.api, app.inputs, app.models, app.public_models.general_model):
        again = pickle.loads(pickle.dumps(one))
        assert type(again) is type(one)
        assert leaks.in_text(repr(again)) == []
    assert pickle.loads(pickle.dumps(app)).api.api_key == 'another-key-0123456789'


def test_a_password_in_the_base_url():
    url = 'http://me:%s@127.0.0.1' % leaks.PASSWORD.replace('/', '%2F')
    for one in reached(ClarifaiApp(api_key=leaks.KEY, base_url=url)):
        assert leaks.in_text(repr(one) + str(one)) == [], type(one)


def test_what_carries_the_key_does_not_show_it():
    session = make_session()
    client, auth = HttpClient(session, leaks.KEY), KeyAuth(leaks.KEY)
    for one in (session, client, auth, copy.copy(client), [auth], {'auth': auth}):
        assert leaks.in_text(repr(one)) == []
    assert leaks.in_pickle(client) == []
