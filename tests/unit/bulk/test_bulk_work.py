"""What goes to the workers and comes back: small, picklable, without secrets; and answers of all
kinds."""
from __future__ import absolute_import

import multiprocessing
import pickle

import pytest
import requests

from answers import BASE, KEY
from clarifai.bulk import predict, upload
from clarifai.bulk.legacy import Prediction
from clarifai.bulk.report import ItemError, error_of_failure, error_of_status
from clarifai.bulk.source import Source
from clarifai.errors import ApiError, UserError
from clarifai.rest import Image, Workflow


def urls(number):
    return ['http://p/%d.jpg' % index for index in range(number)]


def sources_of(*contents):
    return [Source(content) for content in contents]


@pytest.fixture
def work(model):
    return Prediction(model)


def test_a_worker_process_gets_the_same_work_each_time(work):
    sent = pickle.dumps(work)
    first = pickle.loads(sent)
    assert first is not work
    assert pickle.loads(sent) is first


def test_pickled_work_predicts(work, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    outcome = pickle.loads(pickle.dumps(work))(sources_of('http://p/1', 'http://p/bad'))
    (value, none), (nothing, error) = pickle.loads(pickle.dumps(outcome)).pairs
    assert (value['data']['seen'], none, nothing) == ('http://p/1', None, None)
    assert (error.code, str(error)) == (30002, '30002: Download failed')


@pytest.mark.parametrize('kind', ['process', 'thread'])
def test_executors_of_the_standard_library(model, app, server, kind, monkeypatch):
    futures = pytest.importorskip('concurrent.futures')
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    if kind == 'thread':
        executor = futures.ThreadPoolExecutor(2)
    elif hasattr(multiprocessing, 'get_context'):  # fork, so that the server is there as well
        try:
            executor = futures.ProcessPoolExecutor(2, multiprocessing.get_context('fork'))
        except TypeError:  # 3.6, which takes no context and forks
            executor = futures.ProcessPoolExecutor(2)
    with executor:
        results = list(predict(model, urls(50) + ['http://p/bad'], executor=executor, workers=2,
                               batch=5))
        assert [result.output['data']['seen'] for result in results[:50]] == urls(50)
        assert results[50].error.code == 30002
        assert upload(app, [b'1\0', b'2\0'], executor=executor).finish().done == 2
        assert executor.submit(len, 'still open').result() == 10


def test_an_error_brings_back_neither_pictures_nor_the_key(work, server):
    response = requests.Response()
    response.status_code = 403
    response._content = b'{"status": {"code": 11009}}'
    response.request = requests.Request('POST', BASE, headers={'Authorization': 'Key ' + KEY},
                                        data=b'a whole picture').prepare()
    server.trouble = [ApiError(BASE, {'inputs': ['a whole picture']}, 'POST', response)]
    with pytest.raises(ApiError) as caught:
        work(sources_of('http://p/1'))
    assert caught.value.error_code == 11009
    pickled = pickle.dumps(caught.value)
    assert KEY.encode('ascii') not in pickled
    assert b'whole picture' not in pickled


def test_results_can_be_pickled(model):
    results = list(predict(model, ['http://p/1', 'http://p/bad', 'nowhere.jpg']))
    again = pickle.loads(pickle.dumps(results))
    assert again[0] == results[0]
    assert [str(one.error) for one in again] == [str(one.error) for one in results]


@pytest.mark.parametrize('answer', [{}, {'outputs': None}, {'outputs': []},
                                    {'outputs': [{'status': {'code': 10000}}] * 3},
                                    {'outputs': ['fine', None]}])
def test_an_answer_about_something_else(answer, model, http):
    http.answer(answer)
    results = list(predict(model, urls(2)))
    assert [result.error.code for result in results] == ['unexpected'] * 2


@pytest.mark.parametrize('item', [{}, {'status': None}, {'status': 'fine'}])
def test_an_item_without_a_status(model, http, item):
    http.answer({'outputs': [item]})
    result, = predict(model, urls(1))
    assert result.error.code is None


def test_workflows(app, http):
    http.answer({'results': [{'status': {'code': 10000}, 'outputs': [1, 2]}]})
    result, = predict(Workflow(app.api, {'id': 'docks'}), urls(1), min_value=0.5)
    assert result.output['outputs'] == [1, 2]
    assert http.paths == ['POST /v2/workflows/docks/results']
    assert http.last.params['output_config'] == {'min_value': 0.5}


def test_options_of_predictions(model, http):
    http.answer({'outputs': [{'status': {'code': 10000}}]})
    predict(model, urls(1), lang='zh', max_concepts=3, sample_ms=500).finish()
    config = http.last.params['model']['output_info']['output_config']
    assert config == {'language': 'zh', 'max_concepts': 3, 'sample_ms': 500}


def test_a_mistake_of_the_caller_ends_the_run(http, app, model, monkeypatch):
    def refuse(inputs, info):
        raise UserError('this model needs a PAT')
    monkeypatch.setattr(model, 'predict', refuse)
    with pytest.raises(UserError):
        predict(model, urls(100)).finish()


def test_what_cannot_be_sent_is_an_error_of_its_own(work, tmpdir):
    vanished = Source(tmpdir.join('a.jpg').strpath)
    outcome = work([vanished] + sources_of('http://p/1', Image(image_id='empty')))
    assert [error and error.code for _, error in outcome.pairs] == ['unreadable', None,
                                                                    'unreadable']


def test_the_words_of_errors():
    error = error_of_status({'code': 30002, 'description': 'Failed', 'details': 'ann:pw@host'})
    assert str(error) == '30002: Failed; ann:pw@host'
    assert str(ItemError(1, 'see http://ann:pw@host/')) == '1: see http://****@host/'
    lost = error_of_failure(ApiError(BASE, {}, 'POST', cause='reset'))
    assert lost.code == 'unreachable' and 'reset' in str(lost) and lost.status_code is None
    response = requests.Response()
    response.status_code, response._content = 502, b'<html>'
    assert error_of_failure(ApiError(BASE, {}, 'POST', response)).code == 502
