"""A sandbox as a context manager in the process of a test."""
from __future__ import absolute_import

import os
import subprocess
import sys
import threading

import pytest
from sandbox_process import ROOT, Api, App, an_input, photograph, plain, requests

from clarifai.sandbox import Sandbox
from clarifai.sandbox.store import bulk_changes, dataset_counts, dataset_versions


@pytest.fixture(scope='module')
def running():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture()
def sandbox(running):
    yield running
    running.reset()


def test_it_listens_on_this_machine_until_its_block_ends():
    with Sandbox() as sandbox:
        assert sandbox.url.startswith('http://127.0.0.1:')
        assert Api(sandbox.url).ok('GET', '/inputs')['inputs'] == []
    with pytest.raises(requests.ConnectionError):
        requests.get(sandbox.url)
    assert [thread.name for thread in threading.enumerate() if 'sandbox-http' in thread.name] == []


def test_it_starts_once(running):
    with pytest.raises(RuntimeError):
        running.start()
    Sandbox().stop()


def test_several_run_side_by_side():
    with Sandbox() as one, Sandbox() as other:
        for sandbox in (one, other):
            Api(sandbox.url, 'key').ok('POST', '/concepts', {'concepts': [{'id': sandbox.url}]})
        for sandbox in (one, other):
            concepts = Api(sandbox.url, 'key').ok('GET', '/concepts')['concepts']
            assert [concept['id'] for concept in concepts] == [sandbox.url]


def test_requests_are_there_to_be_looked_at(sandbox):
    api = Api(sandbox.url)
    api.ok('POST', '/concepts', {'concepts': [{'id': 'cup'}]})
    request, = sandbox.requests
    assert (request.method, request.path, request.status) == ('POST', '/v2/concepts', 200)
    assert request.body == {'concepts': [{'id': 'cup'}]}
    assert request.answer['concepts'][0]['id'] == 'cup'
    assert 'POST /v2/concepts, 200' in repr(request)


def test_faults_can_be_ordered_counted_and_taken_back(sandbox):
    api = Api(sandbox.url)
    with sandbox.fail('/v2/inputs', method='GET', status=503, retry_after=1) as fault:
        assert api.send('GET', '/inputs').headers['Retry-After'] == '1'
        assert api.send('GET', '/concepts').status_code == 200
        assert (fault.seen, fault.struck) == (1, 1)
    assert api.send('GET', '/inputs').status_code == 200
    fault = sandbox.fail(close=True)
    with pytest.raises(requests.ConnectionError):
        api.send('GET', '/inputs')
    fault.remove()
    fault.remove()
    assert api.send('GET', '/inputs').status_code == 200


def test_an_order_that_makes_no_sense_is_a_value_error(sandbox):
    with pytest.raises(ValueError) as caught:
        sandbox.fail('/v2/inputs', satus=500)
    assert "no 'satus'; it has method, path, after" in str(caught.value)


def test_reset_leaves_nothing(sandbox):
    api = Api(sandbox.url, 'the-same-key')
    url = api.add(an_input(photograph('coffee'), 'i', ['cup'], metadata={'k': 1}),
                  an_input(plain('red'), 'j', ['!cup']))[0]['data']['image']['url']
    api.ok('POST', '/models', {'model': {'id': 'm', 'output_info': {
        'data': {'concepts': [{'id': 'cup'}]}}}})
    api.train('m')
    sandbox.fail(status=500)
    sandbox.reset()
    assert sandbox.requests == []
    assert requests.get(url).status_code == 404
    assert api.ok('GET', '/inputs')['inputs'] == []
    assert api.refused('GET', '/models/m')[0] == 404
    api.add(an_input(photograph('coffee'), 'i', ['cup']))
    assert api.hits({'output': {'input': {'data': {'image': {
        'base64': an_input(photograph('coffee'))['data']['image']['base64']}}}}}) == ['i']


def test_a_client_finds_it_through_its_environment(sandbox):
    program = 'from clarifai.rest import ClarifaiApp; ClarifaiApp().concepts.create("cup")'
    for credentials, start in (('key', '/v2/concepts'), ('pat', '/v2/users/user-')):
        environment = dict(os.environ, PYTHONPATH=ROOT, CLARIFAI_PAT='of-the-developer',
                           HTTP_PROXY='http://127.0.0.1:9')
        environment.update(sandbox.environment(credentials))
        subprocess.check_call([sys.executable, '-c', program], env=environment)
        assert sandbox.requests[-1].path.startswith(start)


def test_each_environment_and_key_is_an_app_of_its_own(sandbox):
    assert sandbox.new_key() != sandbox.new_key()
    for name in ('CLARIFAI_PAT', 'CLARIFAI_USER_ID', 'CLARIFAI_APP_ID'):
        assert sandbox.environment()[name] != sandbox.environment()[name]


def test_options_of_the_command(tmp_path):
    (tmp_path / 'cup.jpg').write_bytes(photograph('coffee'))
    seen = []

    def recognise(picture):
        seen.append(picture)
        return [('cup', 0.9)]
    with Sandbox(data=str(tmp_path / 'data'), media=str(tmp_path), platform=True,
                 recognisers={'general-image-recognition': recognise}, latency=0.01) as sandbox:
        environment = sandbox.environment()
        api = Api(sandbox.url, environment['CLARIFAI_PAT'])
        path = '/users/clarifai/apps/main/models/general-image-recognition/outputs'
        answer = api.ok('POST', path, {
            'inputs': [{'data': {'image': {'url': 'https://example.com/cup.jpg'}}}]})
        assert answer['outputs'][0]['data']['concepts'][0]['name'] == 'cup'
        assert len(seen) == 1
        assert sandbox.requests[0].milliseconds >= 10
    with Sandbox(pats={'the-pat': 'ann'}, expired=['old']) as sandbox:
        assert Api(sandbox.url, 'old').refused('GET', '/inputs')[1] == 11001
        Api(sandbox.url, 'the-pat').ok('GET', '/users/ann/apps/photos/inputs')
        with pytest.raises(ValueError):
            sandbox.new_key()
    with Sandbox(fail_rate=1, seed=1) as sandbox:
        assert Api(sandbox.url).send('GET', '/inputs').status_code in (500, 503)
    with Sandbox(rate_limit=1) as sandbox:
        api = Api(sandbox.url)
        assert [api.send('GET', '/inputs').status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize('options', [{'media': '/no/such/folder'}, {'fail_rate': 2},
                                     {'latency': -1}, {'rate_limit': 0}, {'rate_limit': 'ten'},
                                     {'credentials': 'password'}])
def test_an_argument_that_makes_no_sense_is_a_value_error(options):
    with pytest.raises(ValueError):
        Sandbox(**options)


def test_a_port_that_is_taken(running):
    with pytest.raises(OSError):
        Sandbox(port=int(running.url.rpartition(':')[2])).start()


def test_without_the_libraries_it_says_what_to_install(tmp_path):
    (tmp_path / 'flask.py').write_text('raise ImportError("no flask", name="flask")')
    program = 'import clarifai.sandbox\nclarifai.sandbox.Sandbox'
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join([str(tmp_path), ROOT]))
    process = subprocess.run([sys.executable, '-c', program], env=environment,
                             stderr=subprocess.PIPE, universal_newlines=True)
    assert process.returncode == 1
    assert process.stderr.splitlines()[-1] == (
        'ImportError: The sandbox needs libraries that are not installed (flask); install them '
        'with: pip install "clarifai-rest[sandbox]"')


def test_importing_the_package_loads_none_of_them():
    program = ('import sys, clarifai.sandbox\n'
               'print(sorted({"flask", "numpy", "sqlite3", "argparse"} & set(sys.modules)))')
    environment = dict(os.environ, PYTHONPATH=ROOT)
    printed = subprocess.check_output([sys.executable, '-S', '-c', program], env=environment)
    assert printed == b'[]\n'


WITH_AND_WITHOUT_A_MODEL = """
import sys, time
import requests
from clarifai.sandbox import Sandbox
with Sandbox() as sandbox:
    url, key = sandbox.url + '/v2', {'Authorization': 'Key k'}
    requests.get(url + '/models', headers=key).raise_for_status()
    assert 'sklearn' not in sys.modules
    requests.post(url + '/models', json={'model': {'id': 'm'}}, headers=key).raise_for_status()
    end = time.time() + 60
    while 'sklearn.linear_model' not in sys.modules:
        assert time.time() < end
        time.sleep(0.01)
"""


def test_what_training_needs_is_loaded_when_there_is_a_model_to_train():
    subprocess.check_call([sys.executable, '-c', WITH_AND_WITHOUT_A_MODEL],
                          env=dict(os.environ, PYTHONPATH=ROOT, NO_PROXY='*'))


def test_the_environment_names_it_for_a_block_and_is_as_before_then(running, monkeypatch):
    monkeypatch.setenv('CLARIFAI_PAT', 'of-the-developer')
    monkeypatch.setenv('CLARIFAI_PROFILE', 'work')
    before = dict(os.environ)
    with pytest.raises(ZeroDivisionError):
        with running.in_environment() as variables:
            assert os.environ['CLARIFAI_API_BASE'] == running.url
            assert os.environ['CLARIFAI_PAT'] == variables['CLARIFAI_PAT'] != 'of-the-developer'
            assert 'CLARIFAI_PROFILE' not in os.environ
            1 / 0
    assert dict(os.environ) == before


def test_what_a_block_does_to_other_variables_stays(running, monkeypatch):
    monkeypatch.setenv('OTHER', 'before')
    for name in ('NEW', 'CLARIFAI_PROFILE'):
        monkeypatch.delenv(name, raising=False)
    with running.in_environment():
        monkeypatch.setenv('OTHER', 'since')
        monkeypatch.setenv('NEW', 'too')
        os.environ['CLARIFAI_PROFILE'] = 'of-the-block'
    assert (os.environ['OTHER'], os.environ['NEW']) == ('since', 'too')
    assert 'CLARIFAI_PROFILE' not in os.environ


def test_instant_is_an_option_and_can_be_changed():
    with Sandbox(instant=True) as sandbox:
        api = Api(sandbox.url)
        for number in range(5):
            api.ok('POST', '/inputs', {'inputs': [an_input(plain('red'), 'red-%d' % number)]})
            assert api.ok('GET', '/inputs/red-%d' % number)['input']['status']['code'] == 30000
        assert sandbox.instant
        sandbox.instant = False
        assert not sandbox.instant
    assert Sandbox().instant is False


def test_settling_waits_for_all_that_goes_on(sandbox):
    api = Api(sandbox.url)
    api.ok('POST', '/inputs', {'inputs': [an_input(plain(colour), colour, [colour])
                                          for colour in ('red', 'blue')]})
    api.ok('POST', '/models', {'model': {'id': 'colours', 'output_info': {
        'data': {'concepts': [{'id': 'red'}, {'id': 'blue'}]}}}})
    api.ok('POST', '/models/colours/versions')
    sandbox.settle()
    assert api.ok('GET', '/inputs/status')['counts']['processed'] == 2
    version = api.ok('GET', '/models/colours')['model']['model_version']
    assert version['status']['code'] == 21100


def test_settling_waits_for_bulk_operations(sandbox, monkeypatch):
    monkeypatch.setattr(bulk_changes, 'PIECE', 1)
    app = App(sandbox.url, 'key', 'u')
    app.ok('POST', '/inputs', {'inputs': [{'id': 'i%d' % number, 'data': {'text': {'raw': 'x'}}}
                                          for number in range(20)]})
    sandbox.settle()
    made, = app.ok('POST', '/bulk_operations', {'bulk_operations': [{
        'search': {'query': {}}, 'operation': {'add_concepts': {'concepts': [
            {'id': 'seen'}]}}}]})['bulk_operation']
    assert made['status']['code'] == 25403
    sandbox.settle()
    found = app.ok('GET', '/bulk_operations/' + made['id'])['bulk_operation']
    assert (found['status']['code'], found['progress']['processed']) == (25400, 20)


@pytest.fixture
def versions(sandbox, monkeypatch):
    """The app with a dataset whose versions are made an input at a time; gives what one answers.
    """
    monkeypatch.setattr(dataset_versions, 'PIECE', 1)
    app = App(sandbox.url, 'key', 'u')
    app.ok('POST', '/datasets', {'datasets': [{'id': 'd'}]})
    app.ok('POST', '/inputs', {'inputs': [
        {'id': 'i%d' % number, 'dataset_ids': ['d'], 'data': {'text': {'raw': 'x'}}}
        for number in range(20)]})
    sandbox.settle()

    def version(method, path='', body=None):
        answer = app.ok(method, '/datasets/d/versions' + path, body)
        return answer.get('dataset_version') or answer['dataset_versions'][0]
    version.app = app
    return version


def test_settling_waits_for_versions_of_datasets(sandbox, versions):
    made = versions('POST', body={'dataset_versions': [{'id': 'v'}]})
    assert made['status']['code'] == 64005 and 'metrics' not in made
    sandbox.settle()
    found = versions('GET', '/v')
    assert (found['status']['code'], found['metrics']['all']['inputs_count']) == (64015, '20')


def test_an_instant_sandbox_has_them_before_its_answer(sandbox, versions):
    sandbox.instant = True
    versions('POST', body={'dataset_versions': [{'id': 'v'}]})
    assert versions('GET', '/v')['status']['code'] == 64015


def test_a_version_that_cannot_be_made_has_failed(sandbox, versions, monkeypatch, caplog):
    count = dataset_counts.measured
    monkeypatch.setattr(dataset_counts, 'measured', lambda records: (
        {}['broken'] if records else count(records)))
    versions('POST', body={'dataset_versions': [{'id': 'v'}]})
    sandbox.settle()
    status = versions('GET', '/v')['status']
    assert status['code'] == 64020 and 'KeyError' in status['details']
    assert versions.app.refused('PUT', '/datasets/d/versions/v/exports', {
        'exports': [{'format': 'COCO'}]})[0] == 400
    assert 'could not be made' in caplog.text


def test_nothing_is_ordered_of_a_sandbox_that_is_not_started():
    for call in (lambda: Sandbox().settle(), lambda: Sandbox().answer('general-v1.3', ['cat'])):
        with pytest.raises(RuntimeError) as caught:
            call()
        assert 'is not started' in str(caught.value)


def test_a_reset_takes_back_what_was_ordered(sandbox):
    sandbox.answer('general-v1.3', ['cat'])
    sandbox.fail(status=503)
    sandbox.reset()
    api = Api(sandbox.url)
    data, = api.predict('aaa03c23b3724a16a56b629203edc62c', plain('red'))
    assert [one['name'] for one in data['concepts']] != ['cat']
