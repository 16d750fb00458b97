"""The Runner of today's SDK as a program, and those who predict with its model."""
from __future__ import annotations

import concurrent.futures
import os
import signal
import subprocess
import sys

import pytest
from sandbox_process import SandboxProcess, wait_for

from clarifai.client.input import Inputs
from clarifai.client.model import Model
from clarifai.client.user import User
from clarifai.errors import ApiError

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'shouting_runner.py')


@pytest.fixture(scope='module')
def url():
    sandbox = SandboxProcess('--recognition', 'off', '--runner-timeout', '1')
    user = User('ann', base_url=sandbox.url, pat='ann-pat')
    user.create_app('zoo', base_workflow='Empty')
    user.create_runner('desk', labels=['shout'], worker={'model': {'id': 'shout'}})
    yield sandbox.url
    sandbox.stop()


class Program:
    """The runner, started; killed when it is not needed any more."""

    def __init__(self, url, polls):
        self.process = subprocess.Popen(
            [sys.executable, PROGRAM, 'desk', str(polls)],
            env=dict(os.environ, CLARIFAI_PAT='ann-pat', CLARIFAI_USER_ID='ann',
                     CLARIFAI_API_BASE=url))

    def __enter__(self):
        return self.process

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()


def predict(url, *texts):
    model = Model(model_id='shout', user_id='ann', app_id='zoo', base_url=url, pat='ann-pat')
    return model.predict([Inputs.get_text_input('i%d' % number, text)
                          for number, text in enumerate(texts)]).outputs


def test_killed_amid_its_work_and_started_again(url):
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        with Program(url, 8) as runner:
            answers = [pool.submit(predict, url, 'item %d' % number) for number in range(200)]
            wait_for(lambda: sum(answer.done() for answer in answers) > 40)
            runner.kill()
            runner.wait()
        assert not all(answer.done() for answer in answers)
        with Program(url, 8):
            outputs = [answer.result(60) for answer in answers]
    assert [len(each) for each in outputs] == [1] * 200
    assert [each[0].data.text.raw for each in outputs] == [
        'ITEM %d' % number for number in range(200)]
    assert len(set(each[0].data.concepts[0].name for each in outputs)) == 2


def test_told_to_end_it_answers_what_it_has_begun(url):
    with concurrent.futures.ThreadPoolExecutor(8) as pool, Program(url, 4) as runner:
        answers = [pool.submit(predict, url, 'item %d' % number) for number in range(40)]
        wait_for(lambda: sum(answer.done() for answer in answers) > 8)
        runner.send_signal(signal.SIGTERM)
        assert runner.wait(20) == 0
        before = sum(answer.done() for answer in answers)
        with Program(url, 4):
            outputs = [answer.result(60) for answer in answers]
    assert before < 40
    assert [each[0].data.text.raw for each in outputs] == [
        'ITEM %d' % number for number in range(40)]


def test_an_input_that_fails_leaves_the_others(url):
    with Program(url, 1):
        with pytest.raises(ApiError) as caught:
            predict(url, 'yes', 'no', 'also')
    assert '21313' in str(caught.value) and 'this is no text' in str(caught.value)
