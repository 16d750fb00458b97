"""Entries of logs: what programs have sent, by where it is from, in the order it came."""
from __future__ import absolute_import

import json
import uuid

import pytest
from sandbox_process import Api, SandboxProcess, shared_sandbox

from clarifai.rest import ClarifaiApp

process = shared_sandbox('--recognition', 'off', '--workers', '0')
RUNNER = '/users/%s/compute_clusters/c/nodepools/n/runners/%s/%s/logs'
RUN = '/users/%s/apps/a/pipelines/p/versions/v/runs/r/pipeline.version.run%s/logs'


@pytest.fixture
def user(process):
    """Somebody with a PAT of their own: the id, and what sends requests."""
    return 'user-' + uuid.uuid4().hex[:8], Api(process.url)


def entry(user_id, message, log_type='runner', app_id=None, **meta):
    owner = {'user_id': user_id}
    if app_id:
        owner['app_id'] = app_id
    return {'message': message, 'log_type': log_type, 'meta': dict(meta, user_app_id=owner)}


def of_runner(user_id, message, log_type='runner', runner_id='r'):
    return entry(user_id, message, log_type, compute_cluster_id='c', nodepool_id='n',
                 runner_id=runner_id, compute_cluster_user_id=user_id)


def post(api, *entries):
    return api.ok('POST', '/log_entries', {'log_entries': list(entries)})


def said(api, path):
    return [one['message'] for one in api.ok('GET', path)['log_entries']]


def test_what_was_sent_is_listed_by_its_runner_and_type(user):
    name, api = user
    post(api, of_runner(name, 'one'), of_runner(name, 'event', 'runner.events'))
    post(api, of_runner(name, 'other', runner_id='r2'), of_runner(name, 'two'))
    assert said(api, RUNNER % (name, 'r', 'runner')) == ['one', 'two']
    assert said(api, RUNNER % (name, 'r', 'runner.events')) == ['event']
    assert said(api, RUNNER % (name, 'r2', 'runner')) == ['other']
    assert said(api, RUNNER % ('me', 'r2', 'runner')) == ['other']
    assert said(api, RUNNER % (name, 'none', 'runner')) == []
    [found] = api.ok('GET', RUNNER % (name, 'r2', 'runner'))['log_entries']
    assert found == of_runner(name, 'other', runner_id='r2')


def test_pages_are_from_the_oldest_and_the_last_is_given_unless_one_is_named(user):
    name, api = user
    post(api, *[of_runner(name, str(number)) for number in range(70)])
    path = RUNNER % (name, 'r', 'runner')
    answer = api.ok('GET', path)
    assert [one['message'] for one in answer['log_entries']] == [str(n) for n in range(64, 70)]
    assert (answer['page'], answer['per_page']) == (3, 32)
    assert said(api, path + '?page=1') == [str(number) for number in range(32)]
    assert said(api, path + '?per_page=35') == [str(number) for number in range(35, 70)]
    assert said(api, path + '?page=2&per_page=50') == [str(number) for number in range(50, 70)]
    assert said(api, path + '?page=9') == []
    everything = [message for page in (1, 2, 3) for message in said(api, path + '?page=%d' % page)]
    assert everything == [str(number) for number in range(70)]


def test_a_client_goes_through_all_entries_also_when_they_are_alike(process, user):
    name, api = user
    post(api, *[of_runner(name, 'tick') for _ in range(70)])
    platform = ClarifaiApp(pat=api.key, user_id=name, app_id='a', base_url=process.url).platform
    found = platform.list_log_entries.items(
        log_type='runner', compute_cluster_id='c', nodepool_id='n', runner_id='r', per_page=20)
    assert [one['message'] for one in found] == ['tick'] * 70


def test_the_logs_of_a_cluster_a_version_and_a_build(user):
    name, api = user
    post(api, entry(name, 'agent', 'agent', compute_cluster_id='c', compute_cluster_user_id=name),
         entry(name, 'replica', 'runner', 'a', compute_cluster_user_id='bob', nodepool_id='n',
               compute_cluster_id='c', model_id='m', model_version_id='v'),
         entry(name, 'built', 'builder', 'a', model_id='m', model_version_id='v'),
         entry(name, 'elsewhere', 'builder', 'b', model_id='m', model_version_id='v'))
    mine = '/users/' + name
    assert said(api, mine + '/compute_clusters/c/agent/logs') == ['agent']
    assert said(api, mine + '/compute_clusters/bob/c/nodepools/n/versions/v/runner/logs') == [
        'replica']
    assert said(api, mine + '/compute_clusters/ann/c/nodepools/n/versions/v/runner/logs') == []
    assert said(api, mine + '/apps/a/models/m/versions/v/builder/logs') == ['built']
    assert said(api, mine + '/apps/b/models/m/versions/v/builder/logs') == ['elsewhere']


def test_filters_in_the_query(user):
    name, api = user
    post(api, *[entry(name, step, 'builder', 'a', model_id='m', model_version_id='v',
                      pipeline_step_id=step) for step in ('s', 't')])
    path = '/users/%s/apps/a/models/m/versions/v/builder/logs' % name
    assert said(api, path) == ['s', 't']
    assert said(api, path + '?pipeline_step_id=t') == ['t']
    assert said(api, path + '?pipeline_step_id=t&workflow_id=w') == []
    assert api.refused('GET', path + '?replica=t')[:2] == (400, 11102)


def test_the_logs_of_a_run_as_a_stream(user):
    name, api = user
    run = dict(pipeline_id='p', pipeline_version_id='v', pipeline_version_run_id='r')
    post(api, *[entry(name, str(number), 'pipeline.version.run', 'a', **run)
                for number in range(70)])
    assert said(api, RUN % (name, '')) == [str(number) for number in range(64, 70)]
    response = api.send('GET', RUN % (name, '/stream'))
    assert response.headers['Content-Type'].startswith('application/x-ndjson')
    answers = [json.loads(line)['result'] for line in response.text.splitlines()]
    assert [answer['status']['code'] for answer in answers] == [10000] * 3
    assert [one['message'] for answer in answers for one in answer['log_entries']] == [
        str(number) for number in range(70)]
    assert api.send('GET', RUN % (name, '/stream') + '?pipeline_step_id=x').text == ''


@pytest.mark.parametrize('change', [
    {'log_type': ''}, {'message': ''}, {'meta': {}}, {'meta': {'user_app_id': {'app_id': 'a'}}}])
def test_an_entry_that_makes_no_sense_is_refused_with_all_others(user, change):
    name, api = user
    wrong = dict(of_runner(name, 'wrong'), **change)
    assert api.refused('POST', '/log_entries', {'log_entries': [
        of_runner(name, 'right'), wrong]})[:2] == (400, 70000)
    assert said(api, RUNNER % (name, 'r', 'runner')) == []
    assert api.refused('POST', '/log_entries', {'log_entries': []})[:2] == (400, 70000)


def test_nobody_writes_or_reads_the_logs_of_others(user, process):
    name, api = user
    post(api, of_runner('me', 'mine'))
    mine, = {one['meta']['user_app_id']['user_id'] for one in api.ok(
        'GET', RUNNER % ('me', 'r', 'runner'))['log_entries']}
    other = Api(process.url)
    post(other, of_runner(name, 'theirs'))
    assert other.refused('POST', '/log_entries', {
        'log_entries': [of_runner(mine, 'x')]})[:2] == (403, 11007)
    assert other.refused('POST', '/log_entries', {'log_entries': [
        of_runner(name, 'x'), of_runner(mine, 'x')]})[:2] == (403, 11007)
    assert other.refused('GET', RUNNER % (mine, 'r', 'runner'))[:2] == (403, 11007)
    assert said(other, RUNNER % (name, 'r', 'runner')) == ['theirs']


def test_they_survive_a_kill(tmp_path):
    process = SandboxProcess('--data', str(tmp_path), '--recognition', 'off', '--workers', '0')
    post(Api(process.url, 'k'), of_runner('ann', 'kept'))
    process.kill()
    process = SandboxProcess('--data', str(tmp_path), '--recognition', 'off', '--workers', '0')
    assert said(Api(process.url, 'k'), RUNNER % ('ann', 'r', 'runner')) == ['kept']
    assert process.stop() == 0
