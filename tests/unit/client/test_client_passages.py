"""Objects of 2.x and of today's SDK pass into each other, over one connection."""
from __future__ import annotations

import pytest

from clarifai.client.app import App
from clarifai.client.user import User
from clarifai.errors import UserError
from clarifai.rest import ClarifaiApp, Model, http_client
from fake_platform import BASE, KEY, PAT, session

GENERAL = 'aaa03c23b3724a16a56b629203edc62c'


@pytest.fixture
def old(given):
    """An app of 2.x."""
    return ClarifaiApp(**given)


def test_an_app_of_2_x_becomes_one_of_today(old, wire):
    app = old.to_client()
    assert isinstance(app, App) and (app.user_id, app.id) == ('me', 'mine')
    assert app.connection is old.api.connection
    wire.answer = lambda sent: {'concepts': []}
    assert list(app.list_concepts()) == []
    assert wire.sent[0].headers['Authorization'] == 'Key ' + PAT


def test_an_app_of_today_becomes_one_of_2_x(given, wire):
    app = App(timeout=3, **given)
    old = ClarifaiApp.from_client(app)
    wire.answer = lambda sent: {'concept': {'id': 'c', 'name': 'cat'}}
    assert old.concepts.get('c').concept_name == 'cat'
    assert wire.lines == ['GET /v2/users/me/apps/mine/concepts/c']
    assert old.api.session is app.connection.session and old.api.timeout == (3, 3)
    assert old.to_client().app_id == 'mine'


def test_the_app_and_not_the_settings_says_whose_it_is(given, wire):
    user = User(**given)
    wire.answer = lambda sent: {'app': {'id': 'other', 'user_id': 'me'}}
    old = ClarifaiApp.from_client(user.app('other'))
    wire.answer = lambda sent: {'concept': {'id': 'c'}}
    old.concepts.get('c')
    assert wire.lines[-1] == 'GET /v2/users/me/apps/other/concepts/c'
    assert user.connection.app_id == 'mine'


def test_calls_of_both_go_through_the_seam_of_2_x(old, monkeypatch):
    seen = []

    class Replaced:
        def __init__(self, session, api_key):
            pass

        def execute_request(self, method, params, url):
            seen.append((method, url))
            return {'status': {'code': 10000}, 'concepts': []}
    monkeypatch.setattr(http_client, 'HttpClient', Replaced)
    list(old.to_client().list_concepts())
    list(ClarifaiApp.from_client(old.to_client()).concepts.get_all())
    assert len(seen) == 2


def old_model(old, model_id, version=None):
    """Returns a model of 2.x as one of today's."""
    made = Model(old.api, model_id=model_id)
    made.model_version = version
    return made.client()


def test_a_model_of_2_x_becomes_one_of_today(old):
    model = old_model(old, 'pets')
    assert (model.id, model.user_id, model.app_id) == ('pets', 'me', 'mine')
    assert model.model_version.id == ''
    assert model.connection is old.api.connection


def test_a_version_that_is_pinned_stays_so(old):
    assert old_model(old, 'pets', 'v').model_version.id == 'v'


@pytest.mark.parametrize('model_id, place', [
    (GENERAL, ('clarifai', 'main', GENERAL, '')),
    ('https://clarifai.com/you/yours/models/m/versions/v', ('you', 'yours', 'm', 'v'))])
def test_a_model_that_is_elsewhere(old, model_id, place):
    model = old_model(old, model_id)
    assert (model.user_id, model.app_id, model.id, model.model_version.id) == place


def test_a_key_is_not_enough(wire):
    old = ClarifaiApp(api_key=KEY, base_url=BASE, session=session(wire))
    with pytest.raises(UserError, match='CLARIFAI_USER_ID'):
        old.to_client()
    known = ClarifaiApp(api_key=KEY, user_id='me', app_id='mine', base_url=BASE)
    with pytest.raises(UserError, match='personal access token'):
        known.to_client()
    with pytest.raises(UserError, match='PAT'):
        old_model(old, GENERAL)


@pytest.mark.parametrize('app', [None, 'app', 5])
def test_something_else_is_no_app(app):
    with pytest.raises(UserError, match='App of clarifai.client'):
        ClarifaiApp.from_client(app)


def test_an_object_that_is_about_no_app_is_none(given):
    del given['app_id']
    with pytest.raises(UserError, match='give it user_id and app_id'):
        ClarifaiApp.from_client(User(**given))
