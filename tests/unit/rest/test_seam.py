"""The seam of 2.x: what reaches ``HttpClient.execute_request``, whoever sends it."""
from __future__ import absolute_import

import pytest
import responses

from answers import BASE, KEY, a_model, an_input
from clarifai.errors import UserError
from clarifai.rest import ApiClient, ClarifaiApp, FeedbackInfo, Model, http_client
from clarifai.rest.solutions.moderation import ModerationSolution
from clarifai.retry import RetryPolicy
from platform_api import APP, MAIN, OWN, PAT, USER, sent

RETRY = RetryPolicy(attempts=1)
NOTHING = [
    lambda app: app.inputs.get('a'), lambda app: app.inputs.check_status(),
    lambda app: app.inputs.delete('a'), lambda app: app.concepts.get('c'),
    lambda app: app.models.get('boats'), lambda app: app.models.delete('boats'),
    lambda app: app.models.get(model_id='boats').get_version('v'),
    lambda app: app.models.get(model_id='boats').delete_version('v'),
    lambda app: app.models.get(model_id='boats').create_version(),
    lambda app: app.workflows.get('flow'), lambda app: app.api.get_workflows(),
    lambda app: app.api.get('inputs/status'), lambda app: app.api.delete('inputs/a')]


@pytest.fixture
def clients(monkeypatch):
    """The HttpClients that are made, with the limits that each had when it sent something."""
    made = []

    class Recorded(http_client.HttpClient):

        def execute_request(self, method, params, url):
            made.append((self.timeout, self.retry, self._session, url))
            return {}

    monkeypatch.setattr(http_client, 'HttpClient', Recorded)
    return made


@pytest.mark.parametrize('call', NOTHING)
def test_where_there_is_nothing_to_say_params_are_an_empty_dict(app, http, call):
    counts = dict.fromkeys(('processed', 'to_process', 'errors', 'processing'), 0)
    http.answer({'model': a_model('boats'), 'counts': counts})
    call(app)
    assert http.last.params == {} and isinstance(http.last.params, dict)


@pytest.mark.parametrize('call', NOTHING[:1] + NOTHING[3:4] + NOTHING[-2:])
def test_so_they_are_on_the_platform(platform_app, http, call):
    http.answer({})
    call(platform_app)
    assert http.last.params == {}


def test_nothing_is_no_body_of_a_delete_on_the_network(api_url='https://api.example.com'):
    app = ClarifaiApp(api_key=KEY, base_url=api_url)
    with responses.RequestsMock() as network:
        network.add('DELETE', api_url + '/v2/inputs/a', body='{"status": {"code": 10000}}')
        network.add('POST', api_url + '/v2/models/m/versions', body='{"status": {"code": 10000}}')
        app.inputs.delete('a')
        app.models.get(model_id='m').create_version()
        assert [call.request.body for call in network.calls] == [None, '{}']


# Options

@pytest.mark.parametrize('verb', ['get', 'post', 'patch', 'put', 'delete'])
def test_options_go_along_with_any_route(clients, verb):
    app = ClarifaiApp(api_key=KEY, base_url=BASE).with_options(timeout=1, retry=RETRY)
    getattr(app.api, verb)('inputs')
    (timeout, retry, session, _), = clients
    assert (timeout, retry) == ((1, 1), RETRY) and session is app.api.session


def test_options_go_along_with_solutions(clients):
    app = ClarifaiApp(api_key=KEY, base_url=BASE)
    limited = app.with_options(timeout=1, retry=RETRY)
    limited.solutions.moderation.base_url = app.solutions.moderation.base_url = BASE
    app.solutions.moderation.get_moderation_status('a')
    limited.models.get(model_id='m').solutions.moderation.predict_by_url('https://p/1.jpg')
    assert [made[:2] for made in clients] == [(None, None), ((1, 1), RETRY)]
    assert clients[0][2] is clients[1][2] is app.api.session


def test_the_client_of_a_solution_can_be_replaced():
    class Fake(object):
        def execute_request(self, method, params, url):
            return {'method': method, 'url': url}

    moderation = ModerationSolution(KEY, BASE)
    moderation.http_client = Fake()
    assert moderation.get_moderation_status('a') == {'method': 'GET',
                                                     'url': BASE + '/inputs/a/outputs'}


# Any route with a PAT

@pytest.mark.parametrize('resource, path', [
    ('inputs/status', OWN + '/inputs/status'), ('/inputs', OWN + '/inputs'),
    ('inputs?page=2', OWN + '/inputs?page=2'), ('searches', OWN + '/searches'),
    ('concepts/a%2Fb', OWN + '/concepts/a%2Fb'),
    ('workflows/f/results', OWN + '/workflows/f/results'),
    ('models', OWN + '/models'), ('models/searches', OWN + '/models/searches'),
    ('models/boats/outputs', OWN + '/models/boats/outputs'),
    ('models/a%2Fb', OWN + '/models/a%2Fb'),
    ('models/aaa03c23b3724a16a56b629203edc62c/outputs',
     MAIN + '/models/aaa03c23b3724a16a56b629203edc62c/outputs'),
    ('models/general-image-recognition', MAIN + '/models/general-image-recognition'),
    ('users/me', '/v2/users/me'), ('status_codes', '/v2/status_codes')])
def test_any_route_is_found_in_its_app(http, platform_app, resource, path):
    http.answer({})
    platform_app.api.get(resource)
    assert sent(http) == ('GET', path, PAT)


def test_with_a_pat_and_a_key_the_key_opens_the_app_whose_owner_is_not_known(http):
    api = ApiClient(api_key=KEY, pat=PAT, base_url=BASE)
    http.answer({}, {})
    api.get('inputs')
    assert sent(http) == ('GET', '/v2/inputs', KEY)
    api.put('models/general-image-recognition')
    assert sent(http) == ('PUT', MAIN + '/models/general-image-recognition', PAT)


def test_with_a_pat_alone_there_is_no_app(http):
    api = ApiClient(pat=PAT, base_url=BASE)
    with pytest.raises(UserError) as caught:
        api.get('inputs')
    assert 'CLARIFAI_USER_ID' in str(caught.value) and http.requests == []


def test_with_an_app_and_a_key_only_the_route_is_the_old_one(http):
    api = ApiClient(api_key=KEY, user_id=USER, app_id=APP, base_url=BASE)
    http.answer({})
    api.get('inputs/status')
    assert sent(http) == ('GET', '/v2/inputs/status', KEY)


# Feedback, whose route depends on the version

def test_feedback_on_a_model_without_a_version(app, http):
    http.answer({}, {})
    model = Model(app.api, model_id='boats')
    model.send_concept_feedback('in-1', 'https://p/1.jpg', ['cat'], [], FeedbackInfo('u'))
    assert http.paths == ['POST /v2/models/boats/feedback']
    model.model_version = 'v'
    model.send_concept_feedback('in-1', 'https://p/1.jpg', ['cat'], [], FeedbackInfo('u'))
    assert http.last.path == '/v2/models/boats/versions/v/feedback'


def test_an_input_still_comes_back(app, http):
    http.answer({'input': an_input('a')})
    assert app.inputs.get('a').input_id == 'a'
