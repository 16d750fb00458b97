"""Runners: the place that they have, the items that they get, and who waits for what they say."""
from __future__ import absolute_import

import os
import subprocess
import sys
import threading
import time

import pytest
from sandbox_process import Api, SandboxProcess, an_input, plain, wait_for

pytest.importorskip('concurrent.futures')

import concurrent.futures  # noqa: E402

from clarifai.sandbox import Sandbox  # noqa: E402

PLACE = '/users/ann/compute_clusters/local/nodepools/local'
RUNNERS = PLACE + '/runners'
APP = '/users/ann/apps/zoo'
PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'runner_program.py')


@pytest.fixture(scope='module')
def running():
    with Sandbox(recognition='off', runner_timeout=0.5) as sandbox:
        yield sandbox


@pytest.fixture()
def api(running):
    running.reset()
    api = Api(running.url, 'ann-pat')
    api.ok('POST', '/users/ann/apps', {'apps': [{'id': 'zoo'}]})
    return api


def make(api, runner_id='desk', **about):
    return api.ok('POST', RUNNERS, {'runners': [dict(about, id=runner_id)]})['runners'][0]


def serving(model_id, **more):
    return {'worker': {'model': dict(more, id=model_id)}}


class Prediction(object):
    """A prediction that waits, in a thread.

    Args:
        api (Api): whose sandbox is asked.
        texts (str): what is predicted.
        body: further members of the request, and its ``path``.
    """

    def __init__(self, api, *texts, **body):
        path = body.pop('path', APP + '/models/shout/outputs')
        self._api = Api(api.url, 'ann-pat')  # a session is for one thread
        self._body = dict({'inputs': [{'id': 'i%d' % number, 'data': {'text': {'raw': text}}}
                                      for number, text in enumerate(texts)]}, **body)
        self._thread = threading.Thread(target=self._run, args=(path,))
        self._thread.start()

    def _run(self, path):
        self._response = self._api.send('POST', path, self._body)

    def result(self):
        """Returns the HTTP code and the JSON."""
        self._thread.join(60)
        return self._response.status_code, self._response.json()


def poll(api, runner_id='desk'):
    """Asks for work once; returns the items."""
    answer = api.send('GET', '%s/%s/items' % (RUNNERS, runner_id)).json()
    assert answer['status']['code'] == (10000 if answer['runner_items'] else 25604)
    return answer['runner_items']


def take(api, runner_id='desk'):
    """Asks for work until there is some; returns the only item."""
    return wait_for(lambda: poll(api, runner_id))[0]


@pytest.fixture(autouse=True)
def short_polls(monkeypatch):
    from clarifai.sandbox.handlers import runners
    monkeypatch.setattr(runners, 'POLL_SECONDS', 0.5)


def post(api, item, *texts, **more):
    outputs = [{'data': {'text': {'raw': text}}} for text in texts]
    return api.send('POST', '%s/%s/items/%s/outputs' % (
        RUNNERS, more.pop('runner_id', 'desk'), item['id']), dict({'runner_item_outputs': [
            {'multi_output_response': {'outputs': outputs}}]}, **more))


class TestPlaces(object):
    def test_every_user_has_one_of_each(self, api):
        for path in ('/users/ann/compute_clusters', '/compute_clusters',
                     '/users/me/compute_clusters'):
            cluster, = api.ok('GET', path)['compute_clusters']
            assert (cluster['id'], cluster['user_id']) == ('local', 'ann')
        assert api.ok('GET', '/users/ann/compute_clusters/local')['compute_cluster'] == cluster
        for path in ('/users/ann/compute_clusters/local/nodepools', '/users/ann/nodepools',
                     '/nodepools'):
            pool, = api.ok('GET', path)['nodepools']
            assert (pool['id'], pool['compute_cluster']) == ('local', cluster)
        assert api.ok('GET', PLACE)['nodepool'] == pool
        assert api.ok('GET', '/users/ann/nodepools?page=2')['nodepools'] == []

    @pytest.mark.parametrize('path, code', [
        ('/users/ann/compute_clusters/moon', 25800),
        ('/users/ann/compute_clusters/moon/nodepools', 25800),
        ('/users/ann/compute_clusters/local/nodepools/moon', 25700),
        ('/users/ann/compute_clusters/local/nodepools/moon/runners', 25700),
        ('/users/ann/compute_clusters/local/nodepools/moon/runners/x/items', 25700)])
    def test_there_are_no_others(self, api, path, code):
        http, found, _ = api.refused('GET', path)
        assert (http, found) == (404, code)

    def test_others_cannot_be_made(self, api):
        api.refused('POST', '/users/ann/compute_clusters', {'compute_clusters': [{'id': 'x'}]})
        api.refused('POST', '/users/ann/compute_clusters/local/nodepools',
                    {'nodepools': [{'id': 'x'}]})


class TestRunners(object):
    def test_made_shown_and_deleted(self, api):
        made = make(api, labels=['gpu'], description='my desk', metadata={'a': 1})
        assert (made['id'], made['labels'], made['description']) == ('desk', ['gpu'], 'my desk')
        assert made['nodepool']['id'] == made['nodepool']['compute_cluster']['id'] == 'local'
        other = api.ok('POST', RUNNERS, {'runners': [serving('m')]})['runners'][0]
        assert other['id'] and other['worker'] == {'model': {'id': 'm'}}
        for path in (RUNNERS, '/users/ann/runners'):
            assert api.ok('GET', path)['runners'] == [made, other]
            assert api.ok('GET', path + '/desk')['runner'] == made
        assert api.ok('GET', RUNNERS + '?page=2&per_page=1')['runners'] == [other]
        api.ok('DELETE', RUNNERS, {'ids': ['desk']})
        assert api.ok('GET', RUNNERS)['runners'] == [other]
        assert api.refused('GET', RUNNERS + '/desk')[:2] == (404, 25600)

    @pytest.mark.parametrize('runner', [
        {'worker': {'model': {}}}, {'worker': {'workflow': {'id': 'w'}}}, {'labels': 'gpu'},
        {'num_replicas': -1}])
    def test_what_makes_no_sense(self, api, runner):
        assert api.refused('POST', RUNNERS, {'runners': [runner]})[0] == 400
        assert api.ok('GET', RUNNERS)['runners'] == []

    def test_an_id_is_taken_once(self, api):
        make(api)
        again = {'runners': [{'id': 'new'}, {'id': 'desk'}]}
        assert api.refused('POST', RUNNERS, again)[1] == 25602
        assert [item['id'] for item in api.ok('GET', RUNNERS)['runners']] == ['desk']

    def test_users_have_their_own(self, api):
        make(api)
        other = Api(api.url, 'bob-pat')
        other.ok('POST', '/users/bob/apps', {'apps': [{'id': 'zoo'}]})
        assert other.ok('GET', '/users/bob/runners')['runners'] == []
        assert other.refused('GET', '/users/ann/runners')[0] in (401, 403, 404)

    def test_they_are_kept(self, tmp_path):
        for expected in ([], ['desk']):
            sandbox = SandboxProcess('--data', str(tmp_path), '--recognition', 'off')
            api = Api(sandbox.url, 'ann-pat')
            kept = api.ok('GET', '/users/ann/runners')['runners']
            assert [item['id'] for item in kept] == expected
            if not expected:
                make(api)
            sandbox.kill()


class TestItems(object):
    """Polls of these tests end soon, and what was not answered is free again after 0.5 seconds."""

    def test_a_prediction_waits_for_its_runner(self, api):
        make(api, **serving('shout', app_id='zoo'))
        waiting = Prediction(api, 'a', 'b', model={'model_version': {'output_info': {
            'params': {'loud': True}}}})
        item = take(api)
        request = item['post_model_outputs_request']
        assert request['user_app_id'] == {'user_id': 'ann', 'app_id': 'zoo'}
        assert (request['model_id'], [sent['id'] for sent in request['inputs']]) == (
            'shout', ['i0', 'i1'])
        assert request['model']['model_version']['output_info']['params'] == {'loud': True}
        assert post(api, item, 'A', 'B').status_code == 200
        http, answer = waiting.result()
        assert (http, answer['status']['code']) == (200, 10000)
        assert [output['data']['text']['raw'] for output in answer['outputs']] == ['A', 'B']
        first = answer['outputs'][0]
        assert (first['input']['id'], first['model']['id'], first['status']['code']) == (
            'i0', 'shout', 10000)

    @pytest.mark.parametrize('about, body', [
        ({'labels': ['shout']}, {}),
        (serving('shout', user_id='ann', app_id='zoo'), {}),
        ({}, {'runner_selector': {'runner': {'id': 'desk'}}}),
        (serving('shout'), {'runner_selector': {'nodepool': {'id': 'local'}}}),
        (serving('shout', model_version={'id': 'v1'}),
         {'path': APP + '/models/shout/versions/v1/outputs'})])
    def test_which_runner_serves(self, api, about, body):
        make(api, **about)
        waiting = Prediction(api, 'a', **body)
        post(api, take(api), 'A')
        assert waiting.result()[1]['outputs'][0]['data']['text']['raw'] == 'A'

    @pytest.mark.parametrize('about', [
        {}, {'labels': ['else']}, serving('else'), serving('shout', app_id='else'),
        serving('shout', user_id='bob')])
    def test_what_no_runner_serves_is_as_ever(self, api, about):
        make(api, **about)
        assert Prediction(api, 'a').result()[1]['status']['code'] == 21200

    @pytest.mark.parametrize('selector, code', [
        ({'runner': {'id': 'none'}}, 25600), ({'nodepool': {'id': 'moon'}}, 25700),
        ({'deployment': {'id': 'd'}}, 25602)])
    def test_what_cannot_be_selected(self, api, selector, code):
        make(api, **serving('shout'))
        answer = Prediction(api, 'a', runner_selector=selector).result()[1]
        assert answer['status']['code'] == code

    def test_an_input_by_its_id_comes_with_its_data(self, api):
        api.ok('POST', APP + '/inputs', {'inputs': [an_input(plain('red'), 'red')]})
        make(api, **serving('shout'))
        waiting = Prediction(api, inputs=[{'id': 'red'}])
        sent, = take(api)['post_model_outputs_request']['inputs']
        assert sent['data']['image']['url'].startswith(api.url)
        api.ok('DELETE', RUNNERS, {'ids': ['desk']})
        waiting.result()

    def test_failures_are_those_of_one_input(self, api):
        make(api, **serving('shout'))
        waiting = Prediction(api, 'a', 'b')
        item = take(api)
        api.ok('POST', '%s/desk/items/%s/outputs' % (RUNNERS, item['id']), {
            'runner_item_outputs': [{'multi_output_response': {'outputs': [
                {'data': {'text': {'raw': 'A'}}},
                {'status': {'code': 'MODEL_PREDICTION_FAILED', 'details': 'too loud'}}]}}]})
        http, answer = waiting.result()
        assert (http, answer['status']['code']) == (207, 10010)
        good, bad = answer['outputs']
        assert good['status']['code'] == 10000
        assert (bad['status']['code'], bad['status']['details']) == (21313, 'too loud')
        assert bad['input']['id'] == 'i1'

    def test_an_output_that_is_missing_is_a_failure(self, api):
        make(api, **serving('shout'))
        waiting = Prediction(api, 'a', 'b')
        post(api, take(api), 'A')
        outputs = waiting.result()[1]['outputs']
        assert [output['status']['code'] for output in outputs] == [10000, 21313]

    def test_a_runner_that_gives_up_says_why(self, api):
        make(api, **serving('shout'))
        waiting = Prediction(api, 'a')
        api.ok('POST', '%s/desk/items/%s/outputs' % (RUNNERS, take(api)['id']), {
            'status': {'code': 25608, 'details': 'out of memory'}})
        http, answer = waiting.result()
        assert (http, answer['status']['code']) == (400, 25608)
        assert answer['status']['details'] == 'out of memory'
        assert answer['outputs'][0]['status']['code'] == 21313

    def test_nothing_is_no_answer(self, api):
        make(api, **serving('shout'))
        waiting = Prediction(api, 'a')
        item = take(api)
        path = '%s/desk/items/%s/outputs' % (RUNNERS, item['id'])
        assert api.refused('POST', path, {})[1] == 25602
        assert post(api, item, 'A').status_code == 200
        waiting.result()

    def test_an_item_that_is_not_answered_goes_to_the_next(self, api):
        make(api, **serving('shout'))
        make(api, 'other', **serving('shout'))
        waiting = Prediction(api, 'a')
        item = take(api)
        began = time.time()
        again = take(api, 'other')
        assert again['id'] == item['id'] and time.time() - began > 0.3
        assert post(api, again, 'A', runner_id='other').status_code == 200
        late = post(api, item, 'too late')
        assert late.json()['status']['code'] == 25607
        assert waiting.result()[1]['outputs'][0]['data']['text']['raw'] == 'A'

    def test_items_of_others_are_not_to_be_answered(self, api):
        make(api, **serving('shout'))
        make(api, 'other', **serving('else'))
        waiting = Prediction(api, 'a')
        item = take(api)
        assert post(api, item, 'B', runner_id='other').json()['status']['code'] == 25607
        assert post(api, item, 'A').status_code == 200
        waiting.result()

    def test_who_predicts_does_not_wait_for_a_runner_that_was_deleted(self, api):
        make(api, **serving('shout'))
        waiting = Prediction(api, 'a')
        take(api)
        api.ok('DELETE', RUNNERS, {'ids': ['desk']})
        http, answer = waiting.result()
        assert (http, answer['status']['code']) == (400, 21351)

    def test_an_item_ends_with_the_connection_of_who_predicts(self, api, running):
        make(api, **serving('shout'))
        with pytest.raises(Exception):
            Api(api.url, 'ann-pat').send('POST', APP + '/models/shout/outputs', {
                'inputs': [{'data': {'text': {'raw': 'a'}}}]}, timeout=0.5)
        wait_for(lambda: poll(api) == [])

    def test_many_wait_without_stopping_others_of_their_key(self, api):
        make(api, **serving('shout'))
        waiting = [Prediction(api, str(number)) for number in range(12)]
        assert api.ok('GET', '/users/ann/apps')['apps']
        for _ in waiting:
            item = take(api)
            sent, = item['post_model_outputs_request']['inputs']
            post(api, item, 'no ' + sent['data']['text']['raw'])
        texts = [item.result()[1]['outputs'][0]['data']['text']['raw'] for item in waiting]
        assert texts == ['no %d' % number for number in range(12)]


def test_stopping_ends_all_waiting():
    sandbox = Sandbox(recognition='off')
    sandbox.start()
    api = Api(sandbox.url, 'ann-pat')
    make(api, **serving('shout'))
    api.ok('POST', '/users/ann/apps', {'apps': [{'id': 'zoo'}]})
    waiting = Prediction(api, 'a')
    polling = threading.Thread(target=api.send, args=('GET', RUNNERS + '/desk/items'))
    item = take(api)
    polling.start()
    assert item
    began = time.time()
    sandbox.stop()
    assert time.time() - began < 5
    polling.join(10)
    assert waiting.result()[1]['status']['code'] == 21351


def test_a_runner_that_is_killed_loses_no_item_and_doubles_none():
    sandbox = SandboxProcess('--recognition', 'off', '--runner-timeout', '1')
    api = Api(sandbox.url, 'ann-pat')
    api.ok('POST', '/users/ann/apps', {'apps': [{'id': 'zoo'}]})
    make(api, **serving('shout'))

    def start():
        return subprocess.Popen([sys.executable, PROGRAM, sandbox.url, 'ann-pat', 'ann', 'desk',
                                 '8'])

    def predict(number):
        return Api(sandbox.url, 'ann-pat').ok('POST', APP + '/models/shout/outputs', {
            'inputs': [{'data': {'text': {'raw': 'item %d' % number}}}]})['outputs']
    runner = start()
    try:
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            answers = [pool.submit(predict, number) for number in range(200)]
            wait_for(lambda: sum(answer.done() for answer in answers) > 40)
            runner.kill()
            runner.wait()
            assert not all(answer.done() for answer in answers)
            runner = start()
            outputs = [answer.result(60) for answer in answers]
    finally:
        runner.kill()
        runner.wait()
        sandbox.stop()
    assert [len(output) for output in outputs] == [1] * 200
    assert [output['data']['text']['raw'] for output, in outputs] == [
        'ITEM %d' % number for number in range(200)]
    assert len(set(output['data']['concepts'][0]['name'] for output, in outputs)) == 2
