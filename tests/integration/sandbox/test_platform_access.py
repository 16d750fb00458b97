"""Whose key opens what: PATs, users and apps, API keys, and the lists of them."""
from __future__ import absolute_import

import os
import subprocess
import sys
import uuid

import pytest
from sandbox_process import ROOT, Api, SandboxProcess, an_input, plain, shared_url

GENERAL = '/users/clarifai/apps/main/models/general-image-recognition'
OLD_GENERAL = '/models/aaa03c23b3724a16a56b629203edc62c'
BODY = {'inputs': [an_input(plain('red'))]}


def path(user, app='app', rest='/inputs'):
    return '/users/%s/apps/%s%s' % (user, app, rest)


def refusal(api, method, where, body=None):
    """Returns HTTP code, status code and details of a refusal."""
    http, code, answer = api.refused(method, where, body)
    return http, code, answer['status']['details']


open_to_all = shared_url('--recognition', 'off')
platform = shared_url('--platform', '--recognition', 'off')


@pytest.fixture(scope='module', params=[(), ('--platform',)], ids=['open', 'platform'])
def listed(request):
    process = SandboxProcess('--pat', 'p-ann=ann', '--pat', 'p-bob=bob', '--api-key',
                             'k=ann/photos', '--expired', 'stale', *request.param)
    yield process.url, bool(request.param)
    process.stop()


@pytest.fixture
def user():
    return 'user-' + uuid.uuid4().hex[:8]


def test_a_pat_belongs_to_the_first_user_it_writes_to(open_to_all, user):
    mine, other = Api(open_to_all), Api(open_to_all)
    for api, whose in ((mine, user), (other, user + '-2')):
        api.ok('POST', path(whose, rest='/concepts'), {'concepts': [{'id': 'cat'}]})
    http, code, details = refusal(mine, 'GET', path(user + '-2'))
    assert (http, code) == (403, 11007)
    assert user in details and user + '-2' in details
    http, code, details = refusal(mine, 'GET', path('nobody'))
    assert (http, code) == (404, 11101) and 'nobody' in details


def test_me_is_the_owner(open_to_all, user):
    api = Api(open_to_all)
    api.ok('POST', path(user, 'one', '/concepts'), {'concepts': [{'id': 'cat'}]})
    concept = api.ok('GET', path('me', 'one', '/concepts/cat'))['concept']
    assert (concept['user_id'], concept['app_id']) == (user, 'one')
    stranger = Api(open_to_all)
    stranger.ok('POST', path('me', rest='/concepts'), {'concepts': [{'id': 'cat'}]})
    assert refusal(stranger, 'GET', path(user))[0] == 403


def test_apps_are_made_when_first_named_and_kept_apart(open_to_all, user):
    api, second = Api(open_to_all), Api(open_to_all)
    api.ok('POST', path(user, 'one', '/concepts'), {'concepts': [{'id': 'cat'}]})
    assert api.ok('GET', path(user, 'two', '/concepts'))['concepts'] == []
    # Another PAT of the same user opens the same apps.
    assert len(second.ok('GET', path(user, 'one', '/concepts'))['concepts']) == 1
    assert api.ok('GET', '/concepts')['concepts'] == []  # the app of the key itself


def test_the_scope_may_stand_in_the_body_or_the_query(open_to_all, user):
    api = Api(open_to_all)
    scope = {'user_id': user, 'app_id': 'one'}
    api.ok('POST', '/concepts', {'user_app_id': scope, 'concepts': [{'id': 'cat'}]})
    query = {'user_app_id.user_id': user, 'user_app_id.app_id': 'one'}
    assert api.ok('GET', '/concepts', params=query)['concepts'][0]['user_id'] == user
    assert api.ok('GET', path(user, 'one', '/concepts'), params=query)['concepts']
    http, code, details = refusal(api, 'POST', path(user, 'two', '/concepts'),
                                  {'user_app_id': scope, 'concepts': [{'id': 'x'}]})
    assert (http, code) == (400, 11102) and 'user_app_id.app_id' in details


def test_clarifais_app_can_be_read_by_all_and_changed_by_nobody(open_to_all):
    api = Api(open_to_all)
    api.ok('POST', GENERAL + '/outputs', BODY)
    api.ok('GET', path('clarifai', 'main', '/models'))
    api.ok('POST', path('clarifai', 'main', '/models/searches'), {'model_query': {'name': '*'}})
    api.ok('POST', path('clarifai', 'main', '/workflows/General/results'), BODY)
    for method, rest, body in (('DELETE', '/models', {'delete_all': True}),
                               ('POST', '/models', {'models': [{'id': 'm'}]}),
                               ('POST', '/inputs', BODY),
                               ('DELETE', '/models/general-image-recognition', None)):
        http, code, _ = refusal(api, method, path('clarifai', 'main', rest), body)
        assert (http, code) == (403, 11007)
    assert refusal(api, 'GET', path('clarifai', 'other'))[:2] == (404, 11101)


def test_keys_are_checked_against_the_lists(listed):
    url, platform = listed
    ann, key = Api(url, 'p-ann'), Api(url, 'k')
    ann.ok('GET', path('ann', 'photos'))
    ann.ok('GET', path('me', 'photos'))
    assert refusal(ann, 'GET', path('bob'))[:2] == (403, 11007)
    assert refusal(ann, 'GET', path('eve'))[:2] == (404, 11101)
    assert refusal(ann, 'GET', '/inputs')[:2] == (401, 11008)
    for unknown in ('p-eve', 'p-annx'):
        for where in ('/inputs', path('ann'), GENERAL):
            assert refusal(Api(url, unknown), 'GET', where)[:2] == (401, 11008)
    http, code, details = refusal(Api(url, 'stale'), 'GET', path('ann'))
    assert (http, code) == (401, 11001) and 'expired' in details
    key.ok('GET', '/inputs')
    assert refusal(key, 'GET', path('ann', 'other'))[:2] == (401, 11008)
    if platform:
        assert refusal(key, 'GET', GENERAL)[:2] == (404, 21200)
    else:
        key.ok('GET', GENERAL)


def test_an_api_key_and_a_pat_open_the_same_app(listed):
    url, _ = listed
    ann, key, concept_id = Api(url, 'p-ann'), Api(url, 'k'), uuid.uuid4().hex
    key.ok('POST', '/concepts', {'concepts': [{'id': concept_id}]})
    assert ann.ok('GET', path('ann', 'photos', '/concepts/' + concept_id))
    assert key.ok('GET', path('ann', 'photos', '/concepts/' + concept_id))
    assert key.ok('GET', '/concepts/' + concept_id)['concept']['app_id'] == 'photos'


def test_an_api_key_reaches_no_public_model_on_the_platform(platform):
    api = Api(platform)
    for where in (OLD_GENERAL, '/models/general-image-recognition'):
        http, code, details = refusal(api, 'POST', where + '/outputs', BODY)
        assert (http, code) == (404, 21200) and 'personal access tokens' in details
    assert api.refused('POST', '/models/general-v1.3/outputs', BODY)[1] == 21200
    assert api.ok('GET', '/models')['models'] == []
    assert api.ok('POST', '/models/searches', {'model_query': {'name': '*'}})['models'] == []
    assert api.ok('GET', '/workflows')['workflows'] == []
    assert api.ok('POST', '/concepts/searches', {'concept_query': {'name': '*'}})['concepts'] == []
    # It was an API key before it came here.
    assert refusal(api, 'GET', GENERAL)[:2] == (404, 21200)
    assert refusal(api, 'GET', path('ann'))[:2] == (401, 11008)


def test_a_pat_needs_a_user_and_an_app_on_the_platform(platform, user):
    api = Api(platform)
    api.ok('POST', path(user, rest='/concepts'), {'concepts': [{'id': 'cat'}]})
    http, code, details = refusal(api, 'GET', '/inputs')
    assert (http, code) == (401, 11008) and '/v2/users/{user_id}/apps/{app_id}' in details
    api.ok('POST', GENERAL + '/outputs', BODY)


@pytest.mark.parametrize('options', [
    ('--pat', 'nothing'), ('--pat', '=u'), ('--api-key', 'k=user'), ('--api-key', 'k')])
def test_lists_that_make_no_sense(options):
    process = subprocess.run([sys.executable, '-m', 'clarifai.sandbox'] + list(options),
                             env=dict(os.environ, PYTHONPATH=ROOT), stderr=subprocess.PIPE)
    assert process.returncode == 2
    assert options[1].encode() in process.stderr


def test_users_and_their_pats_are_kept(tmpdir, user):
    first = SandboxProcess('--data', str(tmpdir))
    api = Api(first.url)
    api.ok('POST', path(user, 'one', '/concepts'), {'concepts': [{'id': 'cat'}]})
    first.stop()
    second = SandboxProcess('--data', str(tmpdir))
    again = Api(second.url, api.key)
    assert len(again.ok('GET', path(user, 'one', '/concepts'))['concepts']) == 1
    assert refusal(again, 'GET', path('other'))[0] == 404
    second.stop()
    assert api.key.encode() not in b''.join(
        entry.read_binary() for entry in tmpdir.listdir() if entry.isfile())
