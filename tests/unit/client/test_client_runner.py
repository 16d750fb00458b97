"""Runners: where they stand, how they take work and give it back, and how they stop."""
from __future__ import annotations

import pickle
import threading

import pytest
import requests

from clarifai import browser
from clarifai.client import messages, runner as runners
from clarifai.client.runner import Runner
from clarifai.errors import ApiError, UserError
from fake_platform import PAT

ITEMS = '/v2/users/me/compute_clusters/desk/nodepools/gpu/runners/r/items'
PLACE = {'id': 'r', 'nodepool': {'id': 'gpu', 'compute_cluster': {'id': 'desk'}}}


class Shout(Runner):
    """Answers a text in capitals."""

    def run_input(self, input, output_info):
        text = input.data.text.raw
        if text == 'no':
            raise ValueError('no such word')
        made = {'data': {'text': {'raw': text.upper() + output_info.params.get('end', '')}}}
        return messages.Output(**made) if text == 'message' else made


class Queue:
    """A server with work; `answers` has what came back, by the id of the item."""

    def __init__(self, *texts_of_items):
        self.waiting = [self.item(str(number), *texts)
                        for number, texts in enumerate(texts_of_items)]
        self.answers = {}
        self.failures = []
        self.lock = threading.Lock()
        self.runner = None

    @staticmethod
    def item(item_id, *texts):
        return {'id': item_id, 'post_model_outputs_request': {
            'inputs': [{'id': text, 'data': {'text': {'raw': text}}} for text in texts],
            'model': {'model_version': {'output_info': {'params': {'end': '!'}}}}}}

    def __call__(self, sent):
        with self.lock:
            if sent.path.endswith('/runners/r'):
                return {'runner': PLACE}
            if sent.method == 'GET':
                return {'runner_items': [self.waiting.pop(0)]} if self.waiting else {
                    'status': {'code': 25604, 'description': 'Runner needs to retry'}}
            if self.failures:
                return self.failures.pop(0)
            item = sent.path.split('/')[-2]
            assert item not in self.answers, 'answered twice'
            self.answers[item] = sent.body
            if not self.waiting:
                self.runner.stop()
            return {}

    def outputs(self, item):
        """Returns the answer to an item."""
        return self.answers[item]['runner_item_outputs'][0]['multi_output_response']


@pytest.fixture
def start(given, wire, monkeypatch):
    """Starts a runner over a queue, which stops when all is answered."""
    monkeypatch.setattr(runners, 'SHORTEST_PAUSE', 0.001)
    del given['app_id']

    def started(queue, cls=Shout, **options):
        wire.answer = queue
        queue.runner = cls('r', **dict(given, **options))
        queue.runner.start()
        return queue
    return started


def test_it_learns_its_place(given, wire):
    wire.answer = Queue()
    made = Shout('r', **given)
    assert made.nodepool.compute_cluster.id == 'desk' and made.id == 'r'
    assert wire.lines == ['GET /v2/users/me/runners/r']


def test_it_is_not_asked_for_where_that_is_not_wanted(given, wire):
    Shout('r', check_runner_exists=False, **given)
    Shout('r', check_runner_exists=False, compute_cluster_id='desk', nodepool_id='gpu', **given)
    assert wire.sent == []


@pytest.mark.parametrize('options, why', [
    ({'runner_id': ''}, 'runner_id'), ({'num_parallel_polls': 0}, 'num_parallel_polls')])
def test_what_it_is_made_of_is_checked(given, options, why):
    with pytest.raises(UserError, match=why):
        Shout(**dict(dict(given, runner_id='r'), **options))


def test_each_item_is_answered_once(start, wire):
    queue = start(Queue(*[['t%d' % number] for number in range(40)]), num_parallel_polls=8)
    assert sorted(queue.answers, key=int) == [str(number) for number in range(40)]
    assert queue.outputs('7')['outputs'][0]['data']['text']['raw'] == 'T7!'
    assert queue.outputs('7')['status']['code'] == 10000
    assert [line for line in wire.lines if line.startswith('POST')][0].startswith('POST ' + ITEMS)


def test_a_message_is_as_good_as_a_dictionary(start):
    queue = start(Queue(['message']))
    output, = queue.outputs('0')['outputs']
    assert output['data']['text']['raw'] == 'MESSAGE!' and output['status']['code'] == 10000


def test_what_it_raises_is_the_status_of_that_input_alone(start):
    queue = start(Queue(['yes', 'no'], ['no']), num_parallel_polls=1)
    good, bad = queue.outputs('0')['outputs']
    assert good['status']['code'] == 10000
    assert bad['status']['code'] == 21313
    assert bad['status']['details'] == 'ValueError: no such word'
    assert queue.outputs('0')['status']['code'] == 10010
    assert queue.outputs('1')['status']['code'] == 10020


@pytest.mark.parametrize('given_back, why', [
    (None, 'run_input gave nothing'), ({'dta': {}}, 'did you mean data'),
    (messages.Input(id='a'), 'of the same type')])
def test_what_is_no_output_is_the_status_of_that_input(start, given_back, why):
    class Wrong(Runner):
        def run_input(self, input, output_info):
            return given_back
    output, = start(Queue(['yes']), Wrong).outputs('0')['outputs']
    assert output['status']['code'] == 21313 and why in output['status']['details']


def test_work_of_another_kind_is_answered_with_a_failure(start):
    queue = Queue()
    queue.waiting = [{'id': '0', 'sync_state_request': {}}]
    assert start(queue).outputs('0')['status']['code'] == 10020


def test_an_answer_that_did_not_arrive_is_given_again(start):
    queue = Queue(['yes'])
    queue.failures = [requests.ConnectionError('gone'),
                      (500, {'status': {'code': 98004, 'description': 'Down'}})]
    assert list(start(queue).answers) == ['0']


def test_an_answer_is_given_again_while_the_runner_stops(start, monkeypatch):
    slept = []
    monkeypatch.setattr(runners.time, 'sleep', slept.append)
    queue = Queue(['yes'])
    queue.failures = [requests.ConnectionError('gone')] * 2

    class Stopping(Shout):
        def run_input(self, input, output_info):
            self.stop()
            return super().run_input(input, output_info)
    assert list(start(queue, Stopping).answers) == ['0']
    assert len([pause for pause in slept if pause in (0.001, 0.002)]) == 2


def test_an_answer_that_is_refused_is_not_given_again(start):
    queue = Queue(['yes'], ['more'])
    queue.failures = [(400, {'status': {'code': 25602, 'description': 'Answered already'}})]
    assert list(start(queue, num_parallel_polls=1).answers) == ['1']


def test_it_goes_on_when_no_work_could_be_asked_for(start):
    queue = Queue(['yes'])
    failures = [(500, {'status': {'code': 98004, 'description': 'Down'}})]

    def answer(sent):
        return failures.pop() if sent.path.endswith('/items') and failures else queue(sent)
    answer.runner = None

    class Stopping(Shout):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            queue.runner = self
    start(answer, Stopping)
    assert list(queue.answers) == ['0'] and not failures


def test_it_ends_when_the_server_refuses_it(start):
    def answer(sent):
        if sent.path.endswith('/items'):
            return 403, {'status': {'code': 11007, 'description': 'Insufficient scopes'}}
        return {'runner': PLACE}
    answer.runner = None
    with pytest.raises(ApiError, match='Insufficient scopes'):
        start(answer)


def test_a_class_without_run_input_does_not_start(given, wire):
    with pytest.raises(UserError, match='has one'):
        Runner('r', check_runner_exists=False, **given).start()
    assert wire.sent == []


def test_stopping_answers_what_was_begun(given, wire):
    begun, go_on = threading.Event(), threading.Event()

    class Slow(Shout):
        def run_input(self, input, output_info):
            begun.set()
            assert go_on.wait(30)
            return super().run_input(input, output_info)
    answered = []

    def answer(sent):
        if sent.method == 'POST':
            answered.append(sent.path)
        return {'runner_items': [] if begun.is_set() else [Queue.item('0', 'yes')]}
    wire.answer = answer
    slow = Slow('r', check_runner_exists=False, compute_cluster_id='desk', nodepool_id='gpu',
                num_parallel_polls=1, **given)
    started = threading.Thread(target=slow.start)
    started.start()
    assert begun.wait(30)
    slow.stop()
    assert started.is_alive() and not answered
    go_on.set()
    started.join(30)
    assert not started.is_alive() and len(answered) == 1


def test_it_does_not_wait_for_a_poll_that_gets_nothing(given, wire):
    polling, release = threading.Event(), threading.Event()

    def answer(sent):
        polling.set()
        release.wait(30)
        return {}
    wire.answer = answer
    idle = Shout('r', check_runner_exists=False, compute_cluster_id='desk', nodepool_id='gpu',
                 **given)
    started = threading.Thread(target=idle.start)
    started.start()
    assert polling.wait(30)
    idle.stop()
    started.join(30)
    assert not started.is_alive() and not release.is_set()
    release.set()


def test_it_can_be_pickled(given, wire, monkeypatch):
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    wire.answer = Queue()
    assert pickle.loads(pickle.dumps(Shout('r', **dict(given)))).nodepool.id == 'gpu'


def test_a_page_has_no_threads_for_it(given, wire, monkeypatch):
    monkeypatch.setattr(browser, 'HAS_THREADS', False)
    with pytest.raises(UserError, match='Python in a web page has none'):
        Shout('r', check_runner_exists=False, **given).start()
    assert wire.sent == []
