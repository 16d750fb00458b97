"""Headers, claims of PATs, and what the API had once."""
from __future__ import absolute_import

import uuid

import pytest
from sandbox_process import Api, SandboxProcess, an_input, plain, shared_url

MAIN = '/users/clarifai/apps/main'
GENERAL = 'general-image-recognition'
BODY = {'inputs': [an_input(plain('red'))]}

default = shared_url('--recognition', 'off')
platform = shared_url('--platform', '--recognition', 'off')


@pytest.fixture(params=['default', 'platform'])
def url(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def user():
    return 'user-' + uuid.uuid4().hex[:8]


def of(user, rest='/inputs', app='zoo'):
    return '/users/%s/apps/%s%s' % (user, app, rest)


def test_bearer_is_accepted_as_key_is(url, user):
    api = Api(url)
    api.ok('POST', of(user, '/concepts'), {'concepts': [{'id': 'cat'}]})
    headers = {'Authorization': 'Bearer ' + api.key}
    assert api.ok('GET', of(user, '/concepts/cat'), headers=headers)
    assert api.ok('POST', '%s/models/%s/outputs' % (MAIN, GENERAL), BODY, headers=headers)


@pytest.mark.parametrize('header', [None, 'key K', 'KEY K', 'Key', 'Key  ', 'K', 'Basic K', ''])
def test_malformed_headers_on_the_platform(platform, header):
    http, code, answer = Api(platform).refused('GET', '/inputs', headers={
        'Authorization': header and header.replace('K', 'K')})
    assert (http, code) == (401, 11102)
    assert "'Authorization: Key YOUR_KEY'" in answer['status']['details']
    assert "'Authorization: Bearer YOUR_KEY'" in answer['status']['details']
    assert answer['inputs'] == []


def test_malformed_headers_of_2_x(default):
    for header in (None, 'Basic K', ''):
        http, code, _ = Api(default).refused('GET', '/inputs', headers={'Authorization': header})
        assert (http, code) == (401, 11002)
    assert Api(default).ok('GET', '/inputs', headers={'Authorization': 'key abc'})


def test_reading_does_not_claim_a_pat(default, user):
    api = Api(default)
    stranger = 'stranger-' + uuid.uuid4().hex[:8]
    api.ok('GET', '/users/me')
    api.ok('GET', of(stranger, '/models'))
    api.ok('POST', of(stranger, '/models/%s/outputs' % GENERAL), BODY)
    api.ok('POST', of(stranger, '/concepts/searches'), {'concept_query': {'name': 'cat'}})
    # The first that writes says whose it is.
    api.ok('POST', of(user), {'inputs': [an_input(plain('red'), 'mine')]})
    assert api.ok('GET', '/users/me')['user']['id'] == user
    assert api.ok('GET', of('me', '/inputs/mine'))
    assert api.refused('POST', of(stranger), BODY)[0] in (403, 404)


def test_a_listed_pat_belongs_to_its_user():
    process = SandboxProcess('--pat', 'p=ann')
    try:
        api = Api(process.url, 'p')
        assert api.ok('GET', '/users/me')['user']['id'] == 'ann'
        assert api.refused('POST', of('bob'), BODY)[:2] == (404, 11101)
        api.ok('POST', of('ann'), BODY)
    finally:
        process.stop()


def test_an_app_that_nobody_made(platform, user):
    api = Api(platform)
    for method, rest, body in (('GET', '/inputs', None), ('GET', '/models', None),
                               ('POST', '/concepts/searches', {'concept_query': {'name': '*'}})):
        http, code, answer = api.refused(method, of(user, rest), body)
        assert (http, code) == (404, 11101)
        assert 'POST /v2/users/%s/apps' % user in answer['status']['details']
    api.ok('POST', '/users/%s/apps' % user, {'apps': [{'id': 'zoo'}]})
    assert api.ok('GET', of(user))['inputs'] == []
    # Where any key is good, writing makes an app, too.
    api.ok('POST', of(user, app='second'), BODY)
    api.ok('GET', of(user, app='second'))


def test_an_app_that_nobody_made_where_keys_are_listed():
    process = SandboxProcess('--platform', '--pat', 'p=ann', '--api-key', 'k=ann/photos')
    try:
        api = Api(process.url, 'p')
        assert api.refused('POST', of('ann'), BODY)[:2] == (404, 11101)
        api.ok('GET', of('ann', app='photos'))
        api.ok('POST', '/users/ann/apps', {'apps': [{'id': 'zoo'}]})
        api.ok('POST', of('ann'), BODY)
    finally:
        process.stop()


def test_a_public_model_by_way_of_an_own_app(default, platform, user):
    api = Api(default)
    scope = {'user_app_id': {'user_id': user, 'app_id': 'zoo'}}
    for path, body in ((of(user, '/models/%s/outputs' % GENERAL), BODY),
                       ('/models/%s/outputs' % GENERAL, dict(BODY, **scope)),
                       ('/models/aaa03c23b3724a16a56b629203edc62c/outputs', dict(BODY, **scope))):
        model = api.ok('POST', path, body)['outputs'][0]['model']
        assert (model['id'], model['app_id']) == (GENERAL, 'main')
    assert api.ok('GET', of(user, '/models/' + GENERAL))['model']['app_id'] == 'main'
    assert api.ok('GET', of(user, '/models'))['models'] == []  # it is found and not listed
    api.ok('POST', of(user, '/workflows/Demographics/results'), BODY)
    # Today's rule refuses it, and says what would do.
    there = Api(platform)
    there.ok('POST', '/users/%s/apps' % user, {'apps': [{'id': 'zoo'}]})
    for method, rest, body in (('POST', '/outputs', BODY), ('GET', '', None)):
        http, code, answer = there.refused(
            method, of(user, '/models/%s%s' % (GENERAL, rest)), body)
        assert (http, code) == (404, 21200)
        assert 'users/clarifai/apps/main' in answer['status']['details']


def test_an_own_model_goes_before_a_public_one(default, user):
    api = Api(default)
    api.ok('POST', of(user, '/models'), {'models': [{'id': GENERAL, 'name': 'mine'}]})
    assert api.ok('GET', of(user, '/models/' + GENERAL))['model']['name'] == 'mine'


@pytest.mark.parametrize('method, path, said', [
    ('POST', '/v2/token', 'API key'), ('POST', '/v1/token/', 'API key'),
    ('POST', '/v1/tag/', '/v2/models/{model_id}/outputs'), ('GET', '/v1/info', 'version 1')])
def test_what_is_gone_says_what_to_use(url, method, path, said):
    api = Api(url)
    response = api.session.request(method, url + path, data={'grant_type': 'client_credentials'})
    status = response.json()['status']
    assert (response.status_code, status['code']) == (404, 11101)
    assert 'gone' in status['details'] and said in status['details']


def test_refusals_of_the_platform_have_their_empty_list(platform):
    api = Api(platform)
    for path, name in (('/models', 'models'), ('/inputs', 'inputs'), ('/concepts', 'concepts'),
                       ('/workflows', 'workflows')):
        assert api.refused('GET', path, headers={'Authorization': 'Key None'})[2][name] == []
    assert 'model' not in api.refused('GET', '/models/none')[2]
