"""The doors: what a platform shows of itself, shares with an app, and carries along."""
from __future__ import absolute_import

import copy
import inspect
import pickle
import pydoc
import threading

import pytest
import six

from clarifai.errors import ApiError, UserError
from clarifai.operations import Platform, table
from clarifai.rest import ClarifaiApp, http_client
from clarifai.retry import RetryPolicy
from fake_platform import BASE, KEY, PAT, Wire, session

APP = '/v2/users/me/apps/mine'


@pytest.fixture
def app(wire):
    """An app with a PAT."""
    return ClarifaiApp(pat=PAT, user_id='me', app_id='mine', base_url=BASE, session=session(wire))


def test_an_app_has_the_platform(app, wire):
    app.platform.list_inputs(per_page=5)
    assert app.platform is app.platform
    assert wire.lines == ['GET %s/inputs?per_page=5' % APP]


def test_it_shares_options_and_credentials_with_the_app(app, wire):
    app.api.retry = RetryPolicy(attempts=2, backoff=0)
    wire.answer = lambda sent: (500, {})
    with pytest.raises(ApiError):
        app.platform.list_inputs()
    assert len(wire.sent) == 2
    with pytest.raises(ApiError):
        app.with_options(retry=RetryPolicy(attempts=1)).platform.list_inputs()
    assert len(wire.sent) == 3


@pytest.mark.parametrize('dialect', ['legacy', 'platform'])
def test_it_is_there_in_both_dialects(wire, dialect):
    app = ClarifaiApp(api_key=KEY, base_url=BASE, session=session(wire), dialect=dialect)
    app.platform.list_inputs()
    assert wire.lines == ['GET /v2/inputs']
    with pytest.raises(UserError) as caught:
        app.platform.list_artifacts()
    assert 'ClarifaiApp(pat=..., user_id=..., app_id=...)' in str(caught.value)


def test_a_replaced_http_client_gets_old_calls_and_platform_calls_alike(app, monkeypatch):
    calls = []

    class Fake(object):
        """As programs of 2.x wrote it."""

        def __init__(self, session, api_key):
            self.api_key = api_key

        def execute_request(self, method, params, url):
            calls.append((method, url[len(BASE):], params, self.api_key))
            return {'status': {'code': 10000}, 'inputs': []}

    monkeypatch.setattr(http_client, 'HttpClient', Fake)
    app.api.get_inputs(1, 3)
    app.platform.list_inputs(page=1, per_page=3)
    app.platform.post_inputs(inputs=[{'data': {'image': {'base64': b'abc'}}}])
    answers = app.platform.generate_model_outputs(model_id='m', inputs=[])
    assert list(answers) == [{'status': {'code': 10000}, 'inputs': []}]
    assert [call[:2] for call in calls[:3]] == [
        ('GET', APP + '/inputs'), ('GET', APP + '/inputs'), ('POST', APP + '/inputs')]
    assert calls[1][2] == {'page': '1', 'per_page': '3'}
    assert calls[2][2] == {'inputs': [{'data': {'image': {'base64': 'YWJj'}}}]}
    assert set(call[3] for call in calls) == {PAT}


def test_dir_has_every_operation(platform):
    names = dir(platform)
    assert set(table.names()) <= set(names)
    assert 'with_options' in names


def test_help_has_arguments_types_values_routes_and_answer(platform):
    text = pydoc.render_doc(platform.list_annotations)
    for words in ('per_page (int)', 'ids (list of str)', 'user_id, app_id',
                  'GET /v2/users/{user_id}/apps/{app_id}/annotations', 'GET /v2/annotations',
                  'MultiAnnotationResponse', 'annotations (list of Annotation)',
                  'items() goes through annotations'):
        assert words in text
    text = pydoc.render_doc(platform.list_models)
    assert 'only one of those of sort_by' in text and 'UNKNOWN_LICENSE_TYPE' in text
    assert 'REST cannot carry it' in pydoc.render_doc(platform.stream_model_outputs)
    assert 'answered as post_runners' in pydoc.render_doc(platform.patch_runners)
    assert 'Deprecated' in pydoc.render_doc(platform.post_searches)


@pytest.mark.parametrize('name', table.names())
def test_every_operation_has_a_help(platform, name):
    call = getattr(platform, name)
    assert 'Routes:' in call.__doc__
    assert name in repr(call) and name in repr(call.routes[0])


@pytest.mark.skipif(six.PY2, reason='Python 2.7 has no signatures')
def test_editors_see_the_arguments(platform):
    parameters = inspect.signature(platform.post_inputs).parameters
    assert list(parameters) == ['input_id_conflict_resolution', 'inputs', 'inputs_add_job_id',
                                'user_id', 'app_id', 'batch']
    assert set(one.kind for one in parameters.values()) == {inspect.Parameter.KEYWORD_ONLY}


def test_a_pickle_has_no_secrets(platform, monkeypatch):
    written = pickle.dumps(platform)
    assert PAT.encode('ascii') not in written
    monkeypatch.setenv('CLARIFAI_PAT', 'pat-of-the-other-process')
    read = pickle.loads(written)
    wire = Wire()
    read._connection.session = session(wire)
    read.list_inputs()
    assert wire.lines == ['GET %s/inputs' % APP]
    assert wire.sent[0].headers['Authorization'] == 'Key pat-of-the-other-process'


def test_an_app_is_pickled_with_its_platform_and_made_anew(app, monkeypatch):
    app.platform.list_inputs()
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    read = pickle.loads(pickle.dumps(app))
    wire = Wire()
    read.api.session = session(wire)
    read.platform.list_inputs()
    assert wire.lines == ['GET %s/inputs' % APP]
    other = pickle.loads(pickle.dumps(app.platform))
    assert other._words is app.platform._words


def test_without_credentials_a_pickle_says_so_when_it_is_used(platform):
    read = pickle.loads(pickle.dumps(platform))
    with pytest.raises(UserError) as caught:
        read.list_status_codes()
    assert 'CLARIFAI_PAT' in str(caught.value)


def test_copies_and_reprs(platform, wire):
    copy.copy(platform).list_inputs()
    copy.deepcopy(platform).list_inputs()
    assert len(wire.sent) == 2
    assert PAT not in repr(platform) + repr(platform._connection)


def test_threads_share_a_platform(platform, wire):
    threads = [threading.Thread(target=lambda: [platform.get_input(input_id='a')
                                                for _ in range(20)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wire.lines == ['GET %s/inputs/a' % APP] * 160


def test_the_options_are_checked():
    for given in ({'timeout': 'long'}, {'retry': 3}):
        with pytest.raises(UserError):
            Platform(pat=PAT, **given)


def test_an_old_call_takes_a_token_too(wire):
    app = ClarifaiApp(token='token-0123456789', user_id='me', app_id='mine', base_url=BASE,
                      session=session(wire))
    app.api.get_inputs(1, 3)
    assert wire.sent[0].headers['X-Clarifai-Session-Token'] == 'token-0123456789'
    assert wire.sent[0].path == APP + '/inputs'
    assert 'token-0123' not in repr(app) + repr(app.api.__dict__)
