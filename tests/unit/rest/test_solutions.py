"""The solutions of 2.4.0 to 2.6.2: objects and attributes stay, the closed service is refused."""
from __future__ import absolute_import

import json

import pytest
import responses

from answers import KEY, URL
from clarifai.errors import UserError
from clarifai.rest import Model
from clarifai.rest.solutions.moderation import ModerationSolution

OWN_HOST = 'http://moderation.example.com/v2'


def test_they_are_reached_as_before(app):
    assert isinstance(app.solutions.moderation, ModerationSolution)
    assert app.models.solutions is app.solutions
    model = app.models.get(model_id='boats')
    assert model.solutions.moderation.model is model


@pytest.mark.parametrize('call', [
    lambda app: app.solutions.moderation.predict_model('moderation', URL),
    lambda app: app.solutions.moderation.get_moderation_status('in-1'),
    lambda app: app.models.get(model_id='moderation').solutions.moderation.predict_by_url(URL),
    lambda app: Model(app.api, model_id='m').solutions.moderation.predict_by_url(URL)])
def test_the_closed_service_is_refused_with_what_to_use(app, http, call):
    with pytest.raises(UserError) as caught:
        call(app)
    assert 'app.public_models.moderation_model' in str(caught.value)
    assert http.requests == []


def test_a_service_of_ones_own_is_asked():
    solution = ModerationSolution(KEY, OWN_HOST)
    with responses.RequestsMock() as network:
        network.add('POST', OWN_HOST + '/models/m%201/outputs', body='{"outputs": []}')
        network.add('GET', OWN_HOST + '/inputs/in-1/outputs', body='{"status": {"code": 1}}')
        assert solution.predict_model('m 1', URL) == {'outputs': []}
        assert solution.get_moderation_status('in-1')['status']['code'] == 1
        body = network.calls[0].request.body
        assert json.loads(body) == {'inputs': [{'data': {'image': {'url': URL}}}]}
        assert network.calls[0].request.headers['Authorization'] == 'Key ' + KEY


def test_its_repr_shows_no_key():
    assert KEY not in repr(ModerationSolution(KEY, OWN_HOST))
