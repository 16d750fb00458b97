"""Predictions of models and workflows: what is sent, batches, and waiting."""
from __future__ import annotations

import pytest

from answering import Answering, failure
from clarifai import waiting
from clarifai.client.model import Model
from clarifai.client.workflow import Workflow
from clarifai.content import BytesContent, FileContent
from clarifai.errors import ApiClientError, ApiError, UserError

CAT = {'id': 'c', 'name': 'cat', 'value': 0.9}
OUTPUTS = {'outputs': [{'id': 'o', 'data': {'concepts': [CAT]}}]}
RESULTS = {'results': [{'outputs': []}]}
PICTURE = {'data': {'image': {'url': 'https://example.com/a.jpg'}}}
TYPES = ('image', 'text', 'video', 'audio')


def a_model(api, **more):
    return Model(model_id='m', user_id='u', app_id='a', connection=api.connection, **more)


def a_workflow(api, **more):
    return Workflow(workflow_id='w', user_id='u', app_id='a', connection=api.connection, **more)


@pytest.fixture(params=[(a_model, OUTPUTS), (a_workflow, RESULTS)], ids=['model', 'workflow'])
def kind(request):
    return request.param


@pytest.fixture
def pauses(monkeypatch):
    """The clock of waits stands still but for their pauses, which are kept."""
    class Clock:
        now, pauses = 0.0, []

        def time(self):
            return self.now

        def sleep(self, seconds):
            self.pauses.append(seconds)
            self.now += seconds
    clock = Clock()
    clock.pauses = []
    monkeypatch.setattr(waiting, 'time', clock)
    return clock.pauses


def sent_data(api):
    [item] = api.requests[0][2]['inputs']
    return item['data']


def test_a_prediction_of_a_model():
    api = Answering(OUTPUTS)
    answer = a_model(api).predict_by_url('https://example.com/a.jpg', 'image')
    assert answer.outputs[0].data.concepts[0].name == 'cat'
    assert api.requests == [('POST', '/v2/users/u/apps/a/models/m/outputs', {'inputs': [PICTURE]})]


def test_a_prediction_of_a_version_with_options():
    api = Answering(OUTPUTS)
    a_model(api, model_version={'id': 'v'}).predict(
        [PICTURE], inference_params={'temperature': 0.5},
        output_config={'max_concepts': 3, 'select_concepts': [{'id': 'cat'}]})
    [(_, path, body)] = api.requests
    assert path == '/v2/users/u/apps/a/models/m/versions/v/outputs'
    assert body['model'] == {'model_version': {'output_info': {
        'params': {'temperature': 0.5},
        'output_config': {'max_concepts': 3, 'select_concepts': [{'id': 'cat'}]}}}}


def test_options_are_of_one_call():
    api = Answering(OUTPUTS, OUTPUTS)
    model = a_model(api)
    model.predict([PICTURE], output_config={'max_concepts': 3})
    model.predict([PICTURE])
    assert 'model' not in api.requests[1][2]


def test_a_prediction_of_a_workflow():
    api = Answering(RESULTS)
    a_workflow(api, workflow_version={'id': 'v'}, output_config={'max_concepts': 2}).predict(
        [PICTURE], workflow_state_id='init')
    assert api.requests == [('POST', '/v2/users/u/apps/a/workflows/w/versions/v/results', {
        'inputs': [PICTURE], 'output_config': {'max_concepts': 2},
        'workflow_state': {'id': 'init'}})]


@pytest.mark.parametrize('input_type', TYPES)
def test_by_url(kind, input_type):
    make, answer = kind
    api = Answering(answer)
    make(api).predict_by_url('https://example.com/x', input_type)
    assert sent_data(api) == {input_type: {'url': 'https://example.com/x'}}


@pytest.mark.parametrize('input_type', ['image', 'video', 'audio'])
def test_by_file_and_bytes(kind, input_type, tmp_path):
    make, answer = kind
    (tmp_path / 'x').write_bytes(b'abc')
    api = Answering(answer)
    make(api).predict_by_filepath(tmp_path / 'x', input_type)
    content = sent_data(api)[input_type]['base64']
    assert isinstance(content, FileContent) and content.text() == 'YWJj'
    api = Answering(answer)
    make(api).predict_by_bytes(b'abc', input_type)
    content = sent_data(api)[input_type]['base64']
    assert isinstance(content, BytesContent) and content.text() == 'YWJj'


def test_texts_are_sent_as_text(kind, tmp_path):
    make, answer = kind
    (tmp_path / 'x').write_bytes('Gr\xfc\xdfe'.encode('utf-8'))
    api = Answering(answer, answer)
    make(api).predict_by_filepath(str(tmp_path / 'x'), 'text')
    make(api).predict_by_bytes('Gr\xfc\xdfe'.encode('utf-8'), 'text')
    assert [request[2]['inputs'][0]['data'] for request in api.requests] == [
        {'text': {'raw': 'Gr\xfc\xdfe'}}] * 2


@pytest.mark.parametrize('call, words', [
    (lambda one: one.predict_by_url('https://example.com/x', 'picture'), 'image, text, video'),
    (lambda one: one.predict_by_url('', 'image'), 'url'),
    (lambda one: one.predict_by_filepath('/not/there', 'image'), '/not/there'),
    (lambda one: one.predict_by_filepath(3, 'image'), 'filepath'),
    (lambda one: one.predict_by_bytes('text', 'text'), 'encode'),
    (lambda one: one.predict_by_bytes(b'\xff', 'text'), 'UTF-8'),
    (lambda one: one.predict_by_bytes(3, 'image'), 'bytes'),
    (lambda one: one.predict(PICTURE), 'list'),
    (lambda one: one.predict([]), 'empty'),
    (lambda one: one.predict([PICTURE] * 129), 'predict_all'),
])
def test_what_is_wrong_is_said_before_anything_is_sent(kind, call, words):
    make, _ = kind
    api = Answering()
    with pytest.raises(UserError) as caught:
        call(make(api))
    assert words in str(caught.value) and not api.requests


def echo(method, path, body):
    member = 'results' if path.endswith('results') else 'outputs'
    return {member: [{'input': item} for item in body['inputs']]}


@pytest.mark.parametrize('make, member, sizes', [
    (a_model, 'outputs', [128, 128, 44]), (a_workflow, 'results', [32] * 9 + [12])])
def test_any_number_in_order(make, member, sizes):
    api = Answering(*[echo] * len(sizes))
    inputs = [{'id': 'i%d' % number} for number in range(300)]
    answer = make(api).predict_all(inputs)
    assert [part.input.id for part in answer[member]] == [one['id'] for one in inputs]
    assert [len(body['inputs']) for _, _, body in api.requests] == sizes


def test_a_batch_that_fails_says_what_went_before():
    api = Answering(echo, failure(21202))
    with pytest.raises(ApiError) as caught:
        a_model(api).predict_all([{'id': 'i%d' % number} for number in range(130)])
    assert len(caught.value.partial['outputs']) == 128
    assert caught.value.positions == [128, 129]


@pytest.mark.parametrize('code', [21351, 21352, 21355])
def test_a_model_that_is_being_started_is_waited_for(kind, code, pauses):
    make, answer = kind
    api = Answering(failure(code), failure(code), answer)
    make(api).predict([PICTURE])
    assert len(api.requests) == 3 and len(pauses) == 2


def test_it_is_not_waited_for_without_end(pauses):
    api = Answering(*[failure(21351, 'Model is deploying')] * 1000)
    with pytest.raises(ApiClientError) as caught:
        a_model(api).predict([PICTURE])
    assert 'Model is deploying' in str(caught.value) and sum(pauses) <= 600


def test_other_failures_are_not_waited_for(kind, pauses):
    make, _ = kind
    api = Answering(failure(21200))
    with pytest.raises(ApiError):
        make(api).predict([PICTURE])
    assert len(api.requests) == 1 and not pauses


@pytest.mark.parametrize('options, words', [
    (dict(), 'model_id'), (dict(url='https://clarifai.com/u/a/models/m', model_id='m'), 'not both'),
    (dict(url='https://clarifai.com/u/a/workflows/w'), 'Workflow'),
    (dict(url='https://clarifai.com/u/a'), 'models'), (dict(url='m'), 'https'),
])
def test_an_address_that_is_none_of_a_model(options, words):
    with pytest.raises(UserError) as caught:
        Model(pat='p' * 32, **options)
    assert words in str(caught.value)


def test_an_address_names_all():
    api = Answering(OUTPUTS)
    model = Model('https://clarifai.com/eve/zoo/models/m/versions/v', connection=api.connection)
    assert (model.id, model.user_id, model.app_id) == ('m', 'eve', 'zoo')
    model.predict([PICTURE])
    assert api.requests[0][1] == '/v2/users/eve/apps/zoo/models/m/versions/v/outputs'
