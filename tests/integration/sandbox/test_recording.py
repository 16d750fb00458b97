"""The sandbox remembers what it was asked and what it answered."""
from __future__ import absolute_import

import socket
import uuid

import pytest
from sandbox_process import (
    Api, SandboxProcess, an_input, photograph, plain, requests, shared_sandbox)

from clarifai.sandbox.recorder.recorder import RecordedRequest, Recorder

sandbox = shared_sandbox('--recognition', 'off')


@pytest.fixture()
def api(sandbox):
    requests.delete(sandbox.url + '/sandbox/requests').raise_for_status()
    return Api(sandbox.url)


def recorded(api, query=''):
    """Returns the recorded requests, asked for by somebody without a key."""
    answer = requests.get(api.url + '/sandbox/requests' + query)
    assert answer.status_code == 200, answer.text
    return answer.json()['requests']


def test_a_request_is_recorded_with_its_answer(api):
    answer = api.send('POST', '/concepts?per_page=3', {'concepts': [{'id': 'cup'}]})
    one, = recorded(api)
    assert one['method'] == 'POST'
    assert one['path'] == '/v2/concepts'
    assert one['query'] == {'per_page': '3'}
    assert one['body'] == {'concepts': [{'id': 'cup'}]}
    assert one['status'] == 200
    assert one['content_type'] == 'application/json'
    assert one['answer'] == answer.json()
    assert 0 < one['milliseconds'] < 60000
    assert one['time'] < answer.json()['concepts'][0]['created_at'] and one['time'].endswith('Z')
    assert one['fault'] is None


def test_requests_of_one_app_can_be_told_from_those_of_another(api):
    other = Api(api.url)
    for sender in (api, other, api):
        sender.ok('GET', '/inputs')
    apps = [one['app'] for one in recorded(api)]
    assert apps[0] == apps[2] != apps[1]


def test_refusals_are_recorded(api):
    requests.get(api.url + '/v2/inputs')
    api.send('GET', '/nowhere')
    api.send('GET', '/inputs/none')
    assert [(one['status'], one['app'] is None) for one in recorded(api)] == [
        (401, True), (404, True), (404, False)]
    api.session.request('POST', api.url + '/v2/inputs', data=b'{no json')
    assert recorded(api)[-1]['body'] == '{no json'


def test_pictures_are_shortened_and_files_are_counted(api):
    url = api.add(an_input(photograph('coffee'), 'i'))[0]['data']['image']['url']
    size = len(requests.get(url).content)
    first, last = recorded(api)[0], recorded(api)[-1]
    assert first['body']['inputs'][0]['data']['image']['base64'].endswith(' characters)')
    assert len(str(first['body'])) < 500
    assert (last['content_type'], last['answer']) == ('image/jpeg', '(%d bytes)' % size)


def test_a_body_of_megabytes_is_kept_short(api):
    api.send('POST', '/inputs', {'inputs': [
        an_input(plain('red') + b'\0' * 400000, 'i-%d' % number) for number in range(4)]})
    pictures = recorded(api)[-1]['body']['inputs']
    assert [item['id'] for item in pictures] == ['i-0', 'i-1', 'i-2', 'i-3']
    api.send('POST', '/inputs', {'words': ['word'] * 100000})
    cut = recorded(api)[-1]['body']
    assert 100000 < len(cut) < 150000 and cut.endswith(' bytes)')


def test_keys_are_nowhere(api):
    secret = uuid.uuid4().hex
    sender = Api(api.url, secret)
    sender.send('POST', '/concepts?note=' + secret, {'concepts': [{'id': secret}]})
    sender.send('GET', '/concepts/' + secret)
    sender.send('POST', '/inputs', {'api_key': 'another'})
    text = requests.get(api.url + '/sandbox/requests').text
    assert secret not in text and 'another' not in text
    assert len(recorded(api)) == 3


def test_keys_that_are_made_are_nowhere(api):
    user = Api(api.url, 'pat-' + api.key)
    prefix = '/users/ann-' + api.key[:8]
    user.ok('GET', prefix + '/apps/photos/inputs')
    made, = user.ok('POST', prefix + '/keys', {'keys': [
        {'description': 'd', 'scopes': ['All'], 'apps': [{'id': 'photos'}]}]})['keys']
    user.ok('GET', prefix + '/keys/' + made['id'])
    Api(api.url, made['id']).ok('GET', '/inputs')
    user.ok('DELETE', prefix + '/keys/' + made['id'])
    found = recorded(api)
    assert len(found) == 5
    assert made['id'] not in str(found)
    assert found[1]['answer']['keys'][0]['id'] == '***'


def test_they_can_be_asked_for_from_a_number_on_and_forgotten(api):
    for number in range(3):
        api.ok('GET', '/inputs?page=%d' % (number + 1))
    first = recorded(api)[0]['number']
    assert [one['query']['page'] for one in recorded(api, '?after=%d' % first)] == ['2', '3']
    assert requests.get(api.url + '/sandbox/requests?after=x').status_code == 400
    assert requests.delete(api.url + '/sandbox/requests').json()['status']['code'] == 10000
    assert recorded(api) == []


def test_only_the_last_are_kept():
    recorder = Recorder(size=3)
    for number in range(5):
        recorder.add(RecordedRequest('GET', '/v2/%d' % number, {}))
    assert [request.path for request in recorder.requests()] == ['/v2/2', '/v2/3', '/v2/4']
    assert [request.number for request in recorder.requests(after=4)] == [5]


@pytest.mark.parametrize('headers', [{'Host': 'evil.example:8080'},
                                     {'Origin': 'http://evil.example'}, {'Origin': 'null'}])
@pytest.mark.parametrize('method', ['GET', 'DELETE'])
def test_pages_of_other_sites_are_refused(api, method, headers):
    answer = requests.request(method, api.url + '/sandbox/requests', headers=headers)
    assert (answer.status_code, answer.json()['status']['code']) == (403, 11007)
    own = {'Origin': api.url, 'Host': api.url.split('//')[1]}
    assert requests.request(method, api.url + '/sandbox/requests', headers=own).ok


def test_other_machines_are_refused():
    address = own_address()
    sandbox = SandboxProcess('--host', '0.0.0.0', '--public')
    url = 'http://%s:%s/sandbox/requests' % (address, sandbox.url.rpartition(':')[2])
    try:
        answer = requests.get(url)
    finally:
        sandbox.stop()
    assert (answer.status_code, answer.json()['status']['code']) == (403, 11007)


def own_address():
    """Returns this machine's address in its network; nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(('192.0.2.1', 9))
        except OSError:
            pytest.skip('this machine is in no network')
        return probe.getsockname()[0]
