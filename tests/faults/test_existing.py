"""Inputs that "exist already": success when an earlier attempt of ours made them, else an error."""
from __future__ import absolute_import

import pytest

from calls import PAT, URL, quick, run
from clarifai.rest import Image
import steps
from server import Server

OTHER = 'https://pics.example.com/other.jpg'
UNCERTAIN = {
    'reset after acting': steps.reset_acted,
    'HTTP 500 after acting': steps.act_and_refuse(500),
    'answer cut short': steps.truncated,
}
SCOPES = {'legacy': {}, 'platform': dict(api_key=None, pat=PAT, user_id='me', app_id='mine')}


def each(names, argument):
    return pytest.mark.parametrize(argument, sorted(names))


@each(UNCERTAIN, 'fault')
@each(SCOPES, 'dialect')
def test_an_input_that_an_earlier_attempt_made_is_a_success(connect, fault, dialect):
    with Server(UNCERTAIN[fault], steps.ok) as server:
        app = connect(server, **SCOPES[dialect])
        image, error, _ = run(lambda: app.inputs.create_image_from_url(
            URL, image_id='in-1', concepts=['pier'], metadata={'shelf': 3}))
    assert error is None
    assert image.input_id == 'in-1'
    assert image.url == URL
    assert server.backend.done == ['add in-1']


@each(SCOPES, 'dialect')
def test_all_inputs_of_a_batch(connect, dialect):
    images = [Image(url='%s?%d' % (URL, one), image_id='in-%d' % one, concepts=['pier'])
              for one in range(3)]
    with Server(steps.reset_acted, steps.ok) as server:
        app = connect(server, **SCOPES[dialect])
        made, error, _ = run(app.inputs.bulk_create_images, images)
    assert error is None
    assert [one.input_id for one in made] == ['in-0', 'in-1', 'in-2']
    assert [one.url for one in made] == [one.url for one in images]
    assert server.backend.done == ['add in-0', 'add in-1', 'add in-2']


def test_only_the_batch_that_was_uncertain(connect):
    images = [Image(url='%s?%d' % (URL, one), image_id='in-b%d' % one) for one in range(200)]
    with Server(steps.ok, steps.reset_acted, steps.ok) as server:
        answer, error, _ = run(connect(server).api.add_inputs, images)
    assert error is None
    assert [one['id'] for one in answer['inputs']] == [one.input_id for one in images]
    assert server.backend.done == ['add ' + one.input_id for one in images]
    assert server.sent.count('POST /v2/inputs') == 3


def test_another_input_with_the_id_stays_an_error(connect):
    with Server(steps.refuse(500), steps.ok) as server:
        app = connect(server)
        _, error, _ = run(lambda: app.inputs.create_image_from_url(OTHER, image_id='in-9'))
    assert error.status_code == 400
    assert server.backend.done == []
    assert server.backend.inputs['in-9']['data']['image']['url'] != OTHER


def test_an_input_that_was_there_before_stays_an_error(connect):
    with Server(steps.ok) as server:
        app = connect(server)
        url = server.backend.inputs['in-9']['data']['image']['url']
        _, error, _ = run(lambda: app.inputs.create_image_from_url(url, image_id='in-9'))
    assert error.status_code == 400
    assert len(server.arrived) == 1


@pytest.mark.parametrize('step', [steps.refuse(429), steps.refuse(503)])
def test_after_an_attempt_that_did_nothing_it_stays_an_error(connect, step):
    with Server(step, steps.ok) as server:
        app = connect(server)
        url = server.backend.inputs['in-9']['data']['image']['url']
        _, error, _ = run(lambda: app.inputs.create_image_from_url(url, image_id='in-9'))
    assert error.status_code == 400
    assert error.attempts == 2


def test_uploaded_bytes_that_an_earlier_attempt_made(connect):
    with Server(steps.reset_acted, steps.ok) as server:
        app = connect(server)
        image, error, _ = run(lambda: app.inputs.create_image_from_bytes(
            b'\xff\xd8' * 100000, image_id='in-1', concepts=['pier']))
    assert error is None
    assert image.input_id == 'in-1'
    assert server.backend.done == ['add in-1']


def test_one_attempt_leaves_the_doubt_to_the_caller(connect):
    with Server(steps.reset_acted, steps.ok) as server:
        app = connect(server, retry=quick(attempts=1))
        _, error, _ = run(lambda: app.inputs.create_image_from_url(URL, image_id='in-1'))
    assert error.attempts == 1
    assert server.backend.done == ['add in-1']
