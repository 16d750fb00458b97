"""Inputs, evaluations and deletions behave as those of the real service."""
from __future__ import absolute_import

import socket

import pytest
import requests
from sandbox_process import Api, App, an_input, photograph, plain, shared_url

MODIFIED = {'code': 30200, 'description': 'Input image modification success'}

url = shared_url('--allow-private-urls')


@pytest.fixture
def api(url):
    return Api(url)


@pytest.fixture(params=['legacy', 'platform'])
def either(request, url):
    return Api(url) if request.param == 'legacy' else App(url)


@pytest.mark.parametrize('action', ['merge', 'remove', 'overwrite'])
def test_what_was_patched_says_so(either, action):
    either.add(an_input(plain('red'), 'one', ['a']), an_input(plain('blue'), 'two'))
    answer = either.ok('PATCH', '/inputs', {'action': action, 'inputs': [
        {'id': name, 'data': {'concepts': [{'id': 'a', 'value': 1}]}} for name in ('one', 'two')]})
    assert [item['status'] for item in answer['inputs']] == [MODIFIED, MODIFIED]
    assert either.ok('GET', '/inputs/one')['input']['status']['code'] == 30000


def test_what_could_not_be_patched_says_why(either):
    either.add(an_input(plain('red'), 'one'))
    response = either.send('PATCH', '/inputs', {'action': 'merge', 'inputs': [
        {'id': name, 'data': {'concepts': [{'id': 'a', 'value': 1}]}} for name in ('one', 'no')]})
    answer = response.json()
    assert (response.status_code, answer['status']['code']) == (207, 10010)
    assert answer['inputs'][0]['status'] == MODIFIED
    assert answer['inputs'][1]['status']['code'] in (30102, 11101)


def silent_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as sock:
        sock.bind(('127.0.0.1', 0))
        return sock.getsockname()[1]


@pytest.mark.parametrize('address, code', [
    ('https://nowhere.invalid/x.jpg', 30002), ('http://a..b.invalid/x.jpg', 30002),
    ('silent', 39996)])
def test_no_such_host_is_not_one_that_is_silent(api, address, code):
    if address == 'silent':
        address = 'http://127.0.0.1:%d/x.jpg' % silent_port()
    item = {'id': 'one', 'data': {'image': {'url': address}}}
    api.ok('POST', '/inputs', {'inputs': [item]})
    assert api.status_of('one')['code'] == code
    http, top, answer = api.refused(
        'POST', '/models/aaa03c23b3724a16a56b629203edc62c/outputs', {'inputs': [item]})
    assert answer['outputs'][0]['status']['code'] == code


def test_uploads_have_an_address_that_downloads(either):
    data = photograph('coffee')
    either.add(an_input(data, 'one'))
    image = either.ok('GET', '/inputs/one')['input']['data']['image']
    response = either.session.get(image['url'])
    assert response.status_code == 200 and response.content == data
    assert response.headers['Content-Type'] == 'image/jpeg'
    listed = either.ok('GET', '/inputs')['inputs']
    assert listed[0]['data']['image']['url'] == image['url']
    if 'hosted' in image:
        parts = [image['hosted']['prefix'], image['hosted']['sizes'][0], image['hosted']['suffix']]
        assert requests.get('/'.join(parts)).content == data


@pytest.mark.parametrize('item', [
    {'data': {'image': {'base64': '!!!'}}}, {'data': {}}, {'data': {'image': {'url': 'nonsense'}}},
    {'id': '', 'data': {'image': {'base64': ''}}}])
def test_a_refused_input_has_an_id(either, item):
    _, code, answer = either.refused('POST', '/inputs', {'inputs': [item]})
    assert code == 10020
    [refused] = answer['inputs']
    assert len(refused['id']) == 32 and refused['status']['code'] >= 11000


def test_a_refused_input_keeps_its_id(either):
    _, _, answer = either.refused('POST', '/inputs', {'inputs': [
        {'id': 'mine', 'data': {'image': {'base64': '!!!'}}}]})
    assert answer['inputs'][0]['id'] == 'mine'


def test_deleting_no_input_deletes_nothing(either):
    either.add(an_input(plain('red'), 'one'))
    either.ok('DELETE', '/inputs', {'ids': []})
    assert either.ok('GET', '/inputs/one')
    assert either.refused('DELETE', '/inputs', {})[:2] == (400, 11102)


def test_deleting_none_of_other_things_deletes_nothing(url):
    api, app = Api(url), App(url)
    api.ok('POST', '/models', {'model': {'id': 'm'}})
    app.ok('POST', '/models', {'models': [{'id': 'm'}]})
    general = {'id': 'general-image-recognition', 'user_id': 'clarifai', 'app_id': 'main'}
    app.ok('POST', '/workflows', {'workflows': [
        {'id': 'w', 'nodes': [{'id': 'n', 'model': general}]}]})
    for one in (api, app):
        one.ok('DELETE', '/models', {'ids': []})
        assert one.ok('GET', '/models/m')
    app.ok('DELETE', '/workflows', {'ids': []})
    app.ok('DELETE', '/workflows/w/versions', {'workflow_version_ids': []})
    assert len(app.ok('GET', '/workflows/w/versions')['workflow_versions']) == 1


def test_evaluations_keep_the_ids_that_they_are_given(url):
    app = App(url)
    app.add(an_input(plain('red'), None, ['red', '!blue']),
            an_input(plain('blue'), None, ['blue', '!red']))
    app.ok('POST', '/models', {'models': [{'id': 'm'}]})
    model = app.ok('POST', '/models/m/versions', {'model_versions': [
        {'output_info': {'data': {'concepts': [{'id': 'red'}, {'id': 'blue'}]}}}]})['model']
    version_id = model['model_version']['id']
    path = '/models/m/versions/' + version_id
    app.finished(path, (21103, 21101))
    asked = {'eval_metrics': [{'id': 'mine', 'model': {
        'id': 'm', 'model_version': {'id': version_id}}}]}
    [made] = app.ok('POST', '/evaluations', asked)['eval_metrics']
    assert made['id'] == 'mine'
    assert app.ok('GET', '/evaluations/mine')['eval_metrics']['id'] == 'mine'
    http, code, answer = app.refused('POST', '/evaluations', asked)
    assert http == 400 and 'mine' in answer['status']['details']
    [made] = app.ok('POST', path + '/evaluations', {'eval_metrics': [{'id': 'second'}]})[
        'eval_metrics']
    assert made['id'] == 'second'
    [made] = app.ok('POST', path + '/evaluations', {})['eval_metrics']
    assert len(made['id']) == 32
