"""The official stubs drive the sandbox through their JSON channel: apps, users, keys, codes."""
from __future__ import absolute_import

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')

from clarifai_grpc.grpc.api import resources_pb2 as R  # noqa: E402
from clarifai_grpc.grpc.api import service_pb2 as S  # noqa: E402
from google.protobuf import struct_pb2, timestamp_pb2  # noqa: E402
from wire import Official  # noqa: E402

USER = R.UserAppIDSet(user_id='officer')
APP = R.UserAppIDSet(user_id='officer', app_id='zoo')


@pytest.fixture(scope='module')
def call(url):
    return Official(url, 'app-pat')


def test_apps(call):
    metadata = struct_pb2.Struct()
    metadata.update({'a': [1, 'x']})
    made = call('PostApps', S.PostAppsRequest(user_app_id=USER, apps=[R.App(
        id='zoo', name='The zoo', default_language='de', metadata=metadata, sample_ms=500,
        visibility=R.Visibility(gettable=R.Visibility.Gettable.PUBLIC))])).apps[0]
    assert (made.user_id, made.visibility.gettable, made.sample_ms) == ('officer', 50, 500)
    assert call('GetApp', S.GetAppRequest(user_app_id=APP)).app == made
    assert list(call('ListApps', S.ListAppsRequest(user_app_id=USER, search='zoo')).apps) == [made]
    assert len(call('PostAppsSearches', S.PostAppsSearchesRequest(
        user_app_id=USER, app_query=R.AppQuery(name='*zoo*'))).apps) == 1
    changed = call('PatchApps', S.PatchAppsRequest(
        user_app_id=USER, action='overwrite', apps=[R.App(id='zoo', description='d')])).apps[0]
    assert (changed.name, changed.description) == ('The zoo', 'd')
    call('PatchApp', S.PatchAppRequest(user_app_id=APP, action='merge', app=R.App(notes='n')))
    call('PatchAppsIds', S.PatchAppsIdsRequest(
        user_app_id=USER, action='overwrite', ids=[S.IdUpdateSource(id='zoo', new_id='park')]))
    park = R.UserAppIDSet(user_id='officer', app_id='park')
    call('DeleteApp', S.DeleteAppRequest(user_app_id=park))
    call('GetApp', S.GetAppRequest(user_app_id=park), 11101)
    main = R.UserAppIDSet(user_id='clarifai', app_id='main')
    assert call('GetApp', S.GetAppRequest(user_app_id=main)).app.id == 'main'


def test_users(call):
    assert call('GetUser', S.GetUserRequest(user_app_id=USER)).user.id == 'officer'
    assert call('GetUser', S.GetUserRequest()).user.id == 'officer'


def test_keys(call, url):
    call('PostApps', S.PostAppsRequest(user_app_id=USER, apps=[R.App(id='farm')]))
    farm = R.UserAppIDSet(user_id='officer', app_id='farm')
    expires = timestamp_pb2.Timestamp(seconds=4102444800)
    key = call('PostKeys', S.PostKeysRequest(user_app_id=USER, keys=[R.Key(
        description='d', scopes=['Concepts_Get', 'Apps_Get', 'Workflows_Get'],
        apps=[R.App(id='farm', user_id='officer')], expires_at=expires)])).keys[0]
    assert key.expires_at == expires
    limited = Official(url, key.id)
    limited('ListConcepts', S.ListConceptsRequest(user_app_id=farm))
    limited('PostConcepts', S.PostConceptsRequest(
        user_app_id=farm, concepts=[R.Concept(id='c')]), 11007)
    limited('PostKeys', S.PostKeysRequest(user_app_id=USER), 11007)
    assert set(limited('MyScopes', S.MyScopesRequest(user_app_id=farm)).scopes) == {
        'Concepts_Get', 'Apps_Get', 'Workflows_Get'}
    listed = call('ListKeys', S.ListKeysRequest(user_app_id=USER, not_expired=True)).keys
    assert list(call('ListAppKeys', S.ListAppKeysRequest(user_app_id=farm)).keys) == list(listed)
    call('GetKey', S.GetKeyRequest(user_app_id=USER, key_id=listed[0].id))
    call('PatchKeys', S.PatchKeysRequest(user_app_id=USER, action='overwrite', keys=[
        R.Key(id=listed[0].id, scopes=['All'])]))
    limited('PostConcepts', S.PostConceptsRequest(
        user_app_id=farm, concepts=[R.Concept(id='c')]))
    call('DeleteKey', S.DeleteKeyRequest(user_app_id=USER, key_id=listed[0].id))
    limited('ListConcepts', S.ListConceptsRequest(user_app_id=farm), 11008)


def test_scopes(call):
    scopes = call('ListScopes', S.ListScopesRequest(
        user_app_id=USER, key_type='personal_access_token'))
    assert 'Predict' in [item.scope for item in scopes.scope_deps]
    assert 'All' in call('MyScopesUser', S.MyScopesUserRequest(user_app_id=USER)).scopes
    assert 'All' in call('MyScopesRoot', S.MyScopesRootRequest()).scopes


def test_status_codes(call):
    assert len(call('ListStatusCodes', S.ListStatusCodesRequest()).statuses) > 300
    call('GetStatusCode', S.GetStatusCodeRequest(status_code_id='21200'), 21200)


def test_what_is_not_there_is_refused_by_name(call):
    refusal = call('ListKnowledgeGraphs', S.ListKnowledgeGraphsRequest(user_app_id=APP), 10040)
    assert 'ListKnowledgeGraphs' in refusal.status.details
