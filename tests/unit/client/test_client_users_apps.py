"""Users and apps: what each call sends, and what it makes of the answer."""
from __future__ import annotations

import json
import logging

import pytest

from clarifai.client import messages
from clarifai.client.app import App
from clarifai.client.module import Module
from clarifai.client.user import User
from clarifai.errors import ApiError, UserError

APPS = '/v2/users/me/apps'
MINE = APPS + '/mine'


@pytest.fixture
def user(given):
    """A user."""
    del given['app_id']
    return User(**given)


@pytest.fixture
def app(given):
    """An app."""
    return App(**given)


def answering(wire, *answers):
    """Lets the wire give these answers, one after the other, the last one again and again."""
    left = list(answers)
    wire.answer = lambda sent: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize('patch, name', [
    ('patch_dataset', 'datasets'), ('patch_model', 'models'), ('patch_workflow', 'workflows')])
def test_the_picture_and_the_visibility_of_a_patch(app, wire, patch, name):
    answering(wire, {name: [{'id': 'd'}]})
    public = messages.Visibility.Gettable.PUBLIC
    for visibility in (public, 'PUBLIC', {'gettable': 50}):
        getattr(app, patch)('d', image_url='https://x.example/d.jpg', visibility=visibility)
        [thing] = wire.sent[-1].body[name]
        assert thing['image'] == {'url': 'https://x.example/d.jpg'}
        assert thing['visibility']['gettable'] in (50, 'PUBLIC')


# Users

def test_the_picture_of_an_app(user, wire):
    answering(wire, {'apps': [{'id': 'pets'}]})
    user.patch_app('pets', image_url='https://x.example/pets.jpg')
    assert wire.sent[0].body['apps'] == [{'id': 'pets',
                                          'image': {'url': 'https://x.example/pets.jpg'}}]


def test_a_thing_that_is_made_with_another_pat_is_of_the_same_server(user, wire, monkeypatch):
    monkeypatch.delenv('CLARIFAI_API_BASE', raising=False)
    answering(wire, {'apps': [{'id': 'pets', 'user_id': 'me'}]}, {'model_types': []})
    made = user.create_app('pets', pat='q' * 32)
    assert made.connection.base_url == user.connection.base_url
    assert made.connection.session is user.connection.session
    list(made.list_items('ListModelTypes'))
    assert [sent.headers['Authorization'] for sent in wire.sent[-2:]] == [
        wire.sent[0].headers['Authorization'], 'Key ' + 'q' * 32]
    with pytest.raises(UserError, match='give one of them'):
        user.create_app('pets', pat='q' * 32, token='t' * 32)
    assert len(wire.sent) == 2


def test_a_user_has_its_id(user):
    assert user.id == 'me' and user.user_id == 'me' and user.first_name == ''
    assert str(user) == "User(id='me', user_id='me')"


def test_an_app_is_made_with_its_base_workflow(user, wire):
    answering(wire, {'apps': [{'id': 'pets', 'user_id': 'me', 'description': 'd'}]})
    made = user.create_app('pets', base_workflow='Universal', description='d')
    assert isinstance(made, App) and made.description == 'd'
    assert (made.id, made.user_id) == ('pets', 'me')
    assert wire.lines == ['POST ' + APPS]
    assert wire.sent[0].body == {'apps': [{
        'id': 'pets', 'description': 'd',
        'default_workflow': {'id': 'Universal', 'user_id': 'clarifai', 'app_id': 'main'}}]}


def test_the_base_workflow_that_is_documented(user, wire):
    answering(wire, {'apps': [{'id': 'pets'}]})
    user.create_app('pets')
    assert wire.sent[0].body['apps'][0]['default_workflow']['id'] == 'Language-Understanding'


def test_fields_of_an_app_are_checked_before_anything_is_sent(user, wire):
    with pytest.raises(UserError, match='descripion'):
        user.create_app('pets', descripion='d')
    assert wire.sent == []


@pytest.mark.parametrize('app_id', [None, '', 5])
@pytest.mark.parametrize('call', ['app', 'create_app', 'patch_app', 'delete_app'])
def test_an_app_has_an_id(user, wire, monkeypatch, call, app_id):
    """Such as that of a variable that is not set: an app under an id that was made up is no use."""
    monkeypatch.setenv('CLARIFAI_APP_ID', 'another')
    with pytest.raises(UserError, match='app_id must be text that is not empty, not'):
        getattr(user, call)(app_id)
    assert wire.sent == []


def test_an_app_is_fetched_with_its_fields(user, wire):
    answering(wire, {'app': {'id': 'pets', 'user_id': 'me', 'created_at': '2026-01-05T09:30:00Z',
                             'default_workflow': {'id': 'General'}}})
    found = user.app('pets')
    assert wire.lines == ['GET %s/pets' % APPS]
    assert (found.app_id, found.default_workflow.id) == ('pets', 'General')
    assert found.created_at.seconds == 1767605400
    assert found.connection is user.connection


def test_apps_are_listed_with_filters(user, wire):
    answering(wire, {'apps': [{'id': 'a'}, {'id': 'b'}]})
    found = list(user.list_apps({'query': 'pets'}, page_no=1))
    assert [(one.id, one.app_id, one.user_id) for one in found] == [
        ('a', 'a', 'me'), ('b', 'b', 'me')]
    assert wire.lines == ['GET %s?query=pets&page=1&per_page=16' % APPS]


@pytest.mark.parametrize('filters, why', [
    (['a'], 'filter_by must be a dictionary'), ({'page': 2}, 'page_no'),
    ({'colour': 'red'}, 'colour')])
def test_filters_are_checked(user, wire, filters, why):
    with pytest.raises(UserError, match=why):
        list(user.list_apps(filters))
    assert wire.sent == []


def test_an_app_is_changed_and_deleted(user, wire):
    answering(wire, {'apps': [{'id': 'pets', 'description': 'new'}]})
    changed = user.patch_app('pets', description='new', base_workflow='General')
    assert changed.description == 'new'
    assert user.delete_app('pets') is None
    assert wire.lines == ['PATCH ' + APPS, 'DELETE %s/pets' % APPS]
    assert wire.sent[0].body == {'action': 'overwrite', 'apps': [{
        'id': 'pets', 'description': 'new',
        'default_workflow': {'id': 'General', 'user_id': 'clarifai', 'app_id': 'main'}}]}


def test_an_app_that_is_not_there_is_an_error(user, wire):
    answering(wire, (404, {'status': {'code': 11101, 'description': 'App does not exist'}}))
    with pytest.raises(ApiError, match='App does not exist'):
        user.app('pets')


# Apps

def test_an_app_by_its_address(given):
    del given['app_id'], given['user_id']
    app = App('https://clarifai.com/you/yours', **given)
    assert (app.user_id, app.app_id, app.id) == ('you', 'yours', 'yours')


def test_an_app_needs_an_id_or_an_address(given):
    with pytest.raises(UserError, match='url or app_id, not both'):
        App('https://clarifai.com/you/yours', 'mine', pat='p')
    given.update(app_id='', user_id='')
    with pytest.raises(UserError, match='App needs url or app_id'):
        App(**given)


def test_models_without_a_version_are_not_listed(app, wire):
    answering(wire, {'models': [
        {'id': 'new'}, {'id': 'trained', 'model_version': {'id': 'v'}},
        {'id': 'public', 'app_id': 'main', 'user_id': 'clarifai', 'model_version': {'id': 'w'}}]})
    assert [one.id for one in app.list_models(page_no=1)] == ['trained']
    every = list(app.list_models({'trained_only': True}, only_in_app=False, per_page=3))
    assert [(one.id, one.user_id, one.app_id) for one in every] == [
        ('trained', 'me', 'mine'), ('public', 'clarifai', 'main')]
    assert wire.lines == ['GET %s/models?page=1&per_page=16' % MINE,
                          'GET %s/models?trained_only=true&page=1&per_page=3' % MINE]


def test_a_model_is_made_fetched_changed_and_deleted(app, wire):
    model = {'id': 'pets', 'model_type_id': 'embedding-classifier', 'user_id': 'me',
             'app_id': 'mine', 'model_version': {'id': 'v'}}
    answering(wire, {'model': model}, {'model': model}, {'models': [model]}, {})
    made = app.create_model('pets', model_type_id='embedding-classifier')
    assert (made.id, made.model_type_id, made.app_id) == ('pets', 'embedding-classifier', 'mine')
    assert app.model('pets', model_version={'id': 'v'}).model_version.id == 'v'
    assert app.patch_model('pets', notes='n').id == 'pets'
    assert app.delete_model('pets') is None
    assert wire.lines == [
        'POST %s/models' % MINE, 'GET %s/models/pets?version_id=v' % MINE,
        'PATCH %s/models' % MINE, 'DELETE %s/models/pets' % MINE]
    assert wire.sent[0].body['models'] == [{'id': 'pets', 'model_type_id': 'embedding-classifier'}]


def test_writes_are_named_in_the_log(app, wire, caplog):
    answering(wire, {'status': {'code': 10000}, 'datasets': [{'id': 'd'}], 'dataset': {'id': 'd'}})
    with caplog.at_level(logging.INFO, 'clarifai'):
        app.create_dataset('d')
        app.patch_dataset('d', notes='n')
        app.delete_dataset('d')
        app.inputs().delete_inputs(['a'])
        app.dataset('d')
    said = [one.getMessage() for one in caplog.records if one.name == 'clarifai.client']
    assert said == ['Dataset created: SUCCESS', 'Dataset patched: SUCCESS',
                    'Dataset Deleted: SUCCESS', 'Inputs Deleted: SUCCESS']


def test_what_failed_is_not_said_to_be_done(app, wire, caplog):
    answering(wire, {'status': {'code': 11102, 'description': 'no'}})
    with caplog.at_level(logging.INFO, 'clarifai'), pytest.raises(ApiError):
        app.delete_dataset('d')
    assert not any('Deleted' in message for message in caplog.messages)


def test_a_model_of_somebody_else(app, wire):
    answering(wire, {'model': {'id': 'm', 'user_id': 'clarifai', 'app_id': 'main'}})
    model = app.model('m', user_id='clarifai', app_id='main')
    assert wire.lines == ['GET /v2/users/clarifai/apps/main/models/m']
    assert (model.user_id, model.app_id) == ('clarifai', 'main')


def test_types_that_can_be_trained(app, wire):
    answering(wire, {'model_types': [{'id': 'embedding-classifier', 'trainable': True},
                                     {'id': 'concept-thresholder'}]}, {})
    assert app.list_trainable_model_types() == ['embedding-classifier']


def test_a_dataset_is_made_fetched_changed_and_deleted(app, wire):
    answering(wire, {'datasets': [{'id': 'd'}]}, {'dataset': {'id': 'd'}},
              {'dataset': {'id': 'd'}}, {'dataset_version': {'id': 'v'}},
              {'datasets': [{'id': 'd', 'description': 'n'}]}, {'datasets': [{'id': 'd'}]}, {})
    assert app.create_dataset('d', description='x').id == 'd'
    assert app.dataset('d').user_id == 'me'
    assert app.dataset('d', dataset_version_id='v').version.id == 'v'
    assert app.patch_dataset('d', description='n').description == 'n'
    assert [one.id for one in app.list_datasets(page_no=1, per_page=1)] == ['d']
    assert app.delete_dataset('d') is None
    assert wire.lines == [
        'POST %s/datasets' % MINE, 'GET %s/datasets/d' % MINE, 'GET %s/datasets/d' % MINE,
        'GET %s/datasets/d/versions/v' % MINE, 'PATCH %s/datasets' % MINE,
        'GET %s/datasets?page=1&per_page=1' % MINE, 'DELETE %s/datasets' % MINE]
    assert wire.sent[-1].body == {'dataset_ids': ['d']}


def test_concepts_are_messages(app, wire):
    answering(wire, {'concepts': [{'id': 'c', 'name': 'cat'}]}, {})
    assert [(one.id, one.name) for one in app.list_concepts()] == [('c', 'cat')]


def test_inputs_and_searches_use_the_connection_of_the_app(app):
    for made in (app.inputs(), app.search(top_k=3, metric='euclidean')):
        assert made.connection is app.connection
        assert (made.user_id, made.app_id) == ('me', 'mine')


# Workflows of YAML

def workflow_file(tmpdir, *nodes):
    """Returns the path of a workflow as JSON, which is YAML, too."""
    path = tmpdir.join('flow.yml')
    path.write(json.dumps({'workflow': {'id': 'flow', 'nodes': list(nodes)}}))
    return str(path)


LOOKS = {'id': 'looks', 'model': {'model_id': 'm', 'user_id': 'clarifai', 'app_id': 'main'}}
FLOW = {'workflows': [{'id': 'flow', 'nodes': [{'id': 'looks'}]}]}


def test_a_workflow_uses_the_latest_version_of_each_model(app, wire, tmpdir):
    pytest.importorskip('yaml')
    answering(wire, {'model': {'id': 'm', 'model_version': {'id': 'v'}}}, FLOW)
    flow = app.create_workflow(workflow_file(tmpdir, LOOKS), display=False)
    assert flow.id == 'flow' and flow.nodes[0].id == 'looks'
    assert wire.lines == ['GET /v2/users/clarifai/apps/main/models/m', 'POST %s/workflows' % MINE]
    assert wire.sent[1].body == {'workflows': [{'id': 'flow', 'nodes': [
        {'id': 'looks', 'model': {'id': 'm', 'user_id': 'clarifai', 'app_id': 'main',
                                  'model_version': {'id': 'v'}}}]}]}


def test_a_workflow_uses_the_version_that_its_file_says(app, wire, tmpdir, capsys):
    pytest.importorskip('yaml')
    answering(wire, FLOW)
    first = {'id': 'a', 'model': {'model_id': 'm', 'model_version_id': 'v'}}
    second = {'id': 'b', 'model': {'model_id': 'n', 'model_version_id': 'w'},
              'node_inputs': [{'node_id': 'a'}]}
    app.create_workflow(workflow_file(tmpdir, first, second), generate_new_id=True)
    sent, = wire.sent[0].body['workflows']
    assert len(sent['id']) == 36
    assert sent['nodes'][1]['node_inputs'] == [{'node_id': 'a'}]
    assert sent['nodes'][0]['model']['user_id'] == 'me'
    assert capsys.readouterr().out == 'Input\n  a (m)\n    b (n)\n'


def test_a_model_that_a_workflow_says_how_to_make_is_made(app, wire, tmpdir):
    pytest.importorskip('yaml')
    made = {'id': 't', 'user_id': 'me', 'app_id': 'mine'}
    answering(wire, (404, {'status': {'code': 21200, 'description': 'Model does not exist'}}),
              {'model': made}, {'model': dict(made, model_version={'id': 'new'})}, FLOW)
    node = {'id': 'cut', 'model': {'model_id': 't', 'model_type_id': 'concept-thresholder',
                                   'output_info': {'params': {'threshold': 0.5}}}}
    app.create_workflow(workflow_file(tmpdir, node), display=False)
    assert wire.lines == ['GET %s/models/t' % MINE, 'POST %s/models' % MINE,
                          'POST %s/models/t/versions' % MINE, 'POST %s/workflows' % MINE]
    assert wire.sent[3].body['workflows'][0]['nodes'][0]['model']['model_version'] == {'id': 'new'}


def test_a_workflow_is_listed_fetched_changed_and_deleted(app, wire):
    flow = {'id': 'flow', 'user_id': 'me', 'app_id': 'mine'}
    answering(wire, {'workflows': [flow, {'id': 'General', 'app_id': 'main'}]},
              {'workflow': flow}, {'workflows': [flow]}, {})
    assert [one.id for one in app.list_workflows(page_no=1)] == ['flow']
    assert app.workflow('flow').id == 'flow'
    assert app.patch_workflow('flow', description='d').id == 'flow'
    assert app.delete_workflow('flow') is None
    assert wire.lines == ['GET %s/workflows?page=1&per_page=16' % MINE,
                          'GET %s/workflows/flow' % MINE, 'PATCH %s/workflows' % MINE,
                          'DELETE %s/workflows/flow' % MINE]


# Modules

@pytest.mark.parametrize('call', [
    lambda app: app.module('m'), lambda app: app.create_module('m', 'd'),
    lambda app: app.delete_module('m'), lambda app: app.list_modules(),
    lambda app: app.list_installed_module_versions(), lambda app: Module(module_id='m')])
def test_modules_are_gone(app, wire, call):
    with pytest.raises(UserError, match='no modules any more'):
        call(app)
    assert wire.sent == []


# Runners

NODEPOOLS = {'nodepools': [{'id': 'gpu', 'compute_cluster': {'id': 'desk'}}]}
RUNNERS = '/v2/users/me/compute_clusters/desk/nodepools/gpu/runners'
RUNNER = {'id': 'r', 'labels': ['l'], 'description': 'd',
          'nodepool': {'id': 'gpu', 'compute_cluster': {'id': 'desk'}}}


def test_a_runner_is_made_in_the_only_nodepool(user, wire):
    answering(wire, NODEPOOLS, {}, {'runners': [RUNNER]})
    made = user.create_runner('r', ['l'], 'd')
    assert (made.id, made.description, list(made.labels)) == ('r', 'd', ['l'])
    assert wire.lines[-1] == 'POST ' + RUNNERS
    assert wire.sent[-1].body == {'runners': [{'id': 'r', 'labels': ['l'], 'description': 'd'}]}


def test_a_runner_is_made_where_it_is_said(user, wire):
    answering(wire, {'runners': [RUNNER]})
    user.create_runner('r', ['l'], compute_cluster_id='desk', nodepool_id='gpu')
    assert wire.lines == ['POST ' + RUNNERS]


@pytest.mark.parametrize('pools, why', [
    ([], 'none is meant.*has: none'),
    ([('desk', 'gpu'), ('desk', 'cpu')], 'more than one is meant.*gpu in desk, cpu in desk'),
])
def test_no_nodepool_or_several_are_refused_and_listed(user, wire, pools, why):
    answering(wire, {'nodepools': [{'id': pool, 'compute_cluster': {'id': cluster}}
                                   for cluster, pool in pools]}, {})
    with pytest.raises(UserError, match=why):
        user.create_runner('r', ['l'])
    assert not [line for line in wire.lines if line.startswith('POST')]


def test_one_of_several_nodepools_is_named(user, wire):
    answering(wire, {'nodepools': [{'id': 'gpu', 'compute_cluster': {'id': 'desk'}},
                                   {'id': 'cpu', 'compute_cluster': {'id': 'desk'}}]}, {},
              {'runners': [RUNNER]})
    user.create_runner('r', ['l'], nodepool_id='gpu')
    assert wire.lines[-1] == 'POST ' + RUNNERS


def test_labels_are_a_list(user, wire):
    with pytest.raises(UserError, match='labels must be a list'):
        user.create_runner('r', 'l')
    assert wire.sent == []


def test_a_runner_is_fetched_listed_and_deleted(user, wire):
    answering(wire, {'runner': RUNNER}, {'runners': [RUNNER]}, {'runner': RUNNER}, {})
    assert user.runner('r').id == 'r'
    assert [one.id for one in user.list_runners(page_no=1)] == ['r']
    assert user.delete_runner('r') is None
    assert wire.lines == ['GET /v2/users/me/runners/r',
                          'GET /v2/users/me/runners?page=1&per_page=16',
                          'GET /v2/users/me/runners/r', 'DELETE ' + RUNNERS]
    assert wire.sent[-1].body == {'ids': ['r']}
