"""Keys with scopes, made through the API, in plain HTTP."""
from __future__ import absolute_import

import uuid

import pytest
from sandbox_process import Api, SandboxProcess, an_input, plain

PREDICTING = ['Predict', 'Models_Get', 'Concepts_Get', 'Apps_Get']
READING = ['Inputs_Get', 'Annotations_Get', 'Concepts_Get', 'Apps_Get']
BODY = {'inputs': [an_input(plain('red'))]}


@pytest.fixture
def user():
    return 'user-' + uuid.uuid4().hex[:8]


@pytest.fixture
def owner(sandbox_url, user):
    """Whoever has a PAT; the user has an app."""
    api = Api(sandbox_url)
    api.ok('POST', '/users/%s/apps' % user, {'apps': [{'id': 'zoo'}]})
    api.keys = '/users/%s/keys' % user
    api.app = '/users/%s/apps/zoo' % user
    return api


def made(owner, **key):
    """Makes a key; returns its JSON and an Api that uses it."""
    key.setdefault('apps', [{'id': 'zoo'}])
    answer = owner.ok('POST', owner.keys, {'keys': [key]})['keys'][0]
    return answer, Api(owner.url, answer['id'])


def test_an_app_key_opens_its_app_and_no_other(owner, user):
    key, api = made(owner, scopes=['All'], description='for the demo')
    assert key['type'] == 'app_specific_key'
    assert [app['id'] for app in key['apps']] == ['zoo']
    api.ok('POST', '/concepts', {'concepts': [{'id': 'cat'}]})
    assert owner.ok('GET', owner.app + '/concepts/cat')['concept']['user_id'] == user
    assert api.ok('GET', '/app')['app']['id'] == 'zoo'
    assert api.ok('GET', owner.app)['app']['id'] == 'zoo'
    assert api.refused('GET', '/users/%s/apps/other/concepts' % user)[:2] == (401, 11008)
    for method, path in (('GET', owner.keys), ('GET', '/users/me'), ('DELETE', owner.app),
                         ('GET', '/users/%s/apps' % user)):
        assert api.refused(method, path)[:2] == (403, 11007)


def test_scopes_are_enforced(owner):
    _, predicting = made(owner, scopes=PREDICTING)
    general = '/models/aaa03c23b3724a16a56b629203edc62c/outputs'
    predicting.ok('POST', general, BODY)
    http, code, answer = predicting.refused('POST', '/inputs', BODY)
    assert (http, code) == (403, 11007)
    assert 'Inputs_Add' in answer['status']['details']
    assert predicting.refused('POST', '/concepts', {'concepts': [{'id': 'c'}]})[:2] == (403, 11007)
    _, reading = made(owner, scopes=READING)
    assert reading.ok('GET', '/inputs')['inputs'] == []
    assert reading.refused('POST', general, BODY)[:2] == (403, 11007)
    assert reading.refused('DELETE', '/inputs/x')[:2] == (403, 11007)


def test_a_scope_brings_those_that_it_needs(owner):
    _, api = made(owner, scopes=['Concepts_Add', 'Apps_Get'])
    api.ok('POST', '/concepts', {'concepts': [{'id': 'cat'}]})
    api.ok('GET', '/concepts/cat')


def test_a_pat_opens_all_apps_of_its_user(owner, user):
    key, api = made(owner, type='personal_access_token', scopes=['All'], apps=[])
    assert 'apps' not in key
    assert api.ok('GET', '/users/me')['user']['id'] == user
    assert api.ok('GET', '/users/%s/apps/zoo/inputs' % user)['inputs'] == []
    _, reader = made(owner, type='personal_access_token', scopes=READING + ['Keys_Get'], apps=[])
    assert len(reader.ok('GET', owner.keys)['keys']) == 2
    assert reader.refused('POST', owner.keys, {'keys': [{}]})[:2] == (403, 11007)
    assert reader.refused('DELETE', owner.app)[:2] == (403, 11007)


def test_nobody_gives_away_more_than_they_have(owner):
    scopes = ['Keys_Add', 'Apps_Get', 'Predict']
    _, api = made(owner, type='personal_access_token', scopes=scopes, apps=[])
    body = {'keys': [{'scopes': ['All'], 'apps': [{'id': 'zoo'}]}]}
    assert api.refused('POST', owner.keys, body)[:2] == (403, 11007)
    body['keys'][0]['scopes'] = ['Predict']
    api.ok('POST', owner.keys, body)


def test_keys_are_listed_without_themselves(owner):
    key, _ = made(owner, scopes=['All'], description='one')
    made(owner, type='personal_access_token', scopes=PREDICTING, apps=[])
    listed = owner.ok('GET', owner.keys)['keys']
    assert [item['type'] for item in listed] == ['app_specific_key', 'personal_access_token']
    assert key['id'] not in str(listed)
    assert owner.ok('GET', owner.app + '/keys')['keys'] == listed[:1]
    for query, found in (({'type': 'personal_access_token'}, listed[1:]),
                         ({'scopes': 'Inputs_Add'}, listed[:1]),
                         ({'page': 2, 'per_page': 1}, listed[1:]),
                         ({'not_expired': 'true'}, listed)):
        assert owner.ok('GET', owner.keys, params=query)['keys'] == found
    for key_id in (key['id'], listed[0]['id']):
        assert owner.ok('GET', owner.keys + '/' + key_id)['key'] == listed[0]


def test_scopes_are_changed(owner):
    key, api = made(owner, scopes=READING)

    def patch(action, scopes):
        body = {'action': action, 'keys': [{'id': key['id'], 'scopes': scopes}]}
        return owner.ok('PATCH', owner.keys, body)['keys'][0]['scopes']
    assert patch('merge', ['Concepts_Add']) == READING + ['Concepts_Add']
    api.ok('POST', '/concepts', {'concepts': [{'id': 'cat'}]})
    assert patch('remove', ['Concepts_Add']) == READING
    assert patch('overwrite', ['Apps_Get']) == ['Apps_Get']
    assert api.refused('GET', '/inputs')[:2] == (403, 11007)


def test_a_deleted_key_opens_nothing(owner):
    key, api = made(owner, scopes=['All'])
    api.ok('GET', '/inputs')
    owner.ok('DELETE', owner.keys + '/' + key['id'])
    assert api.refused('GET', '/inputs')[:2] == (401, 11008)
    assert owner.refused('GET', owner.keys + '/' + key['id'])[:2] == (404, 11009)
    _, other = made(owner, scopes=['All'])
    owner.ok('DELETE', owner.app)
    assert other.refused('GET', '/inputs')[:2] == (401, 11008)


def test_an_expired_key_opens_nothing(owner):
    _, old = made(owner, scopes=['All'], expires_at='2020-01-31T12:00:00Z')
    assert old.refused('GET', '/inputs')[:2] == (401, 11001)
    key, new = made(owner, scopes=['All'], expires_at='2999-01-31T12:00:00.5+01:00')
    assert key['expires_at'] == '2999-01-31T11:00:00.500000Z'
    new.ok('GET', '/inputs')
    assert len(owner.ok('GET', owner.keys, params={'not_expired': 'true'})['keys']) == 1


@pytest.mark.parametrize('key, expected', [
    ({}, (400, 11102)),
    ({'scopes': []}, (400, 11102)),
    ({'scopes': ['Fly']}, (400, 11102)),
    ({'scopes': ['All'], 'type': 'golden'}, (400, 11102)),
    ({'scopes': ['All'], 'apps': []}, (400, 11102)),
    ({'scopes': ['All'], 'apps': [{'id': 'zoo'}, {'id': 'zoo'}]}, (400, 11102)),
    ({'scopes': ['All'], 'apps': [{'id': 'nope'}]}, (404, 11101)),
    ({'scopes': ['All'], 'apps': [{}]}, (404, 11101)),
    ({'scopes': ['All'], 'apps': [{'id': 'zoo', 'user_id': 'eve'}]}, (403, 11007)),
    ({'scopes': ['All'], 'type': 'personal_access_token'}, (400, 11102)),
    ({'scopes': ['All'], 'expires_at': 'soon'}, (400, 11102)),
    ({'scopes': ['All'], 'expires_at': '0001-01-01T00:00:00+14:00'}, (400, 11102)),
    ({'scopes': ['All'], 'endpoints': ['/clarifai.api.V2/PostInputs']}, (400, 11102)),
    ({'scopes': 'All'}, (400, 11102))])
def test_keys_that_make_no_sense(owner, key, expected):
    key.setdefault('apps', [{'id': 'zoo'}])
    assert owner.refused('POST', owner.keys, {'keys': [key]})[:2] == expected
    assert owner.ok('GET', owner.keys)['keys'] == []


def test_what_scopes_there_are(owner, user):
    answer = owner.ok('GET', '/users/%s/scopes' % user)
    scopes = dict((item['scope'], item.get('depending_scopes'))
                  for item in answer['scope_deps'])
    assert 'Predict' in scopes and scopes['Inputs_Add'] == ['Inputs_Get']
    calls = dict((item['endpoint'], item.get('depending_scopes'))
                 for item in answer['endpoint_deps'])
    assert 'Predict' in calls['/clarifai.api.V2/PostModelOutputs']
    assert owner.refused('GET', '/users/%s/scopes?key_type=x' % user)[:2] == (400, 11102)


def test_what_a_key_may_do(owner, user):
    _, api = made(owner, scopes=['Concepts_Add', 'Apps_Get', 'Workflows_Get'])
    mine = api.ok('GET', '/myscopes')
    assert mine['app']['id'] == 'zoo'
    assert mine['scopes'] == ['Apps_Get', 'Concepts_Add', 'Concepts_Get', 'Workflows_Get']
    for path in (owner.app + '/myscopes', '/users/%s/myscopes' % user, '/myscopesroot'):
        assert 'All' in owner.ok('GET', path)['scopes']


def test_keys_are_kept_and_the_file_does_not_hold_them(tmpdir, user):
    first = SandboxProcess('--data', str(tmpdir))
    owner = Api(first.url)
    owner.keys = '/users/%s/keys' % user
    owner.ok('POST', '/users/%s/apps' % user, {'apps': [{'id': 'zoo'}]})
    key, _ = made(owner, scopes=READING)
    first.stop()
    second = SandboxProcess('--data', str(tmpdir), '--pat', 'listed=ann')
    again = Api(second.url, key['id'])
    assert again.ok('GET', '/inputs')['inputs'] == []
    assert again.refused('POST', '/inputs', BODY)[:2] == (403, 11007)
    assert Api(second.url, owner.key).refused('GET', '/inputs')[:2] == (401, 11008)
    second.stop()
    kept = b''.join(entry.read_binary() for entry in tmpdir.listdir() if entry.isfile())
    assert key['id'].encode() not in kept
