"""Creating, changing and training models on today's platform."""
from __future__ import absolute_import

import json

import pytest

from answers import a_concept
from clarifai.rest import Model
from clarifai.rest.dialects.platform.training import METADATA_KEY
from platform_api import OWN, PAT, row, sent, platform_model, platform_version


def kept(**settings):
    """Metadata of a model in which the client has kept settings for the training."""
    return {METADATA_KEY: json.dumps(settings)}


def kept_in(item):
    """The settings that a request keeps in a model's metadata."""
    return json.loads(item['metadata'][METADATA_KEY])


def trained_with(http):
    """The only version in the latest request."""
    versions = http.last.params['model_versions']
    assert len(versions) == 1
    return versions[0]


# Create

@row('model-create')
def test_creating_states_todays_type_and_makes_no_version(http, platform_app):
    http.answer({'model': platform_model()})
    model = platform_app.models.create(
        'boats', concepts=['sloop', 'ketch'], closed_environment=True,
        concepts_mutually_exclusive=True, hyper_parameters={'MAX_NITEMS': 10})
    assert sent(http) == ('POST', OWN + '/models', PAT)
    item, = http.last.params['models']
    assert (item['id'], item['model_type_id']) == ('boats', 'embedding-classifier')
    assert set(item) == set(['id', 'model_type_id', 'metadata'])
    assert set(item['metadata']) == set(['clarifai_rest_training'])
    assert kept_in(item) == {
        'concepts': ['sloop', 'ketch'], 'concepts_mutually_exclusive': True,
        'closed_environment': True, 'hyper_params': {'MAX_NITEMS': 10}}
    assert (model.model_id, model.model_name, model.model_status_code) == ('boats', 'boats', 21102)
    assert [one.concept_id for one in model.concepts] == ['sloop', 'ketch']
    assert model.closed_environment and model.concepts_mutually_exclusive
    assert model.hyper_parameters == {'MAX_NITEMS': 10}


@row('model-create')
def test_a_name_of_its_own_is_sent(http, platform_app):
    http.answer({'model': platform_model(name='My boats')})
    model = platform_app.models.create('boats', 'My boats')
    assert http.last.params['models'][0]['name'] == 'My boats'
    assert model.model_name == 'My boats'


@row('model-create')
@pytest.mark.parametrize('answer', [
    {'model': platform_model(model_version=platform_version('v-0', code=21102))},
    {'models': [platform_model(model_version=platform_version('v-0', code=21102))]}])
def test_a_version_is_taken_if_one_comes_all_the_same(http, platform_app, answer):
    http.answer(answer)
    model = platform_app.models.create('boats')
    assert (model.model_version, model.model_status_code) == ('v-0', 21102)


@row('model-create')
def test_the_answer_has_an_untrained_version_without_id(http, platform_api):
    http.answer({'model': platform_model()})
    version = platform_api.create_model('boats')['model']['model_version']
    assert version['id'] == '' and version['status']['code'] == 21102


# Change

@row('model-concepts')
@pytest.mark.parametrize('change, concepts', [
    (lambda model: model.merge_concepts(['ketch', 'yawl']), ['sloop', 'ketch', 'yawl']),
    (lambda model: model.add_concepts(['yawl']), ['sloop', 'ketch', 'yawl']),
    (lambda model: model.merge_concepts(['yawl'], overwrite=True), ['yawl']),
    (lambda model: model.delete_concepts(['sloop']), ['ketch']),
    (lambda model: model.update('overwrite', concept_ids=['yawl']), ['yawl'])])
@pytest.mark.parametrize('there', [
    dict(metadata=kept(concepts=['sloop', 'ketch'])),
    dict(model_version=platform_version('v-1', ['sloop', 'ketch']))])
def test_concepts_are_kept_for_the_next_training(http, platform_api, change, concepts, there):
    http.answer({'model': platform_model(**there)}, {'models': [platform_model(**there)]})
    changed = change(Model(platform_api, model_id='boats'))
    assert http.paths == ['GET %s/models/boats' % OWN, 'PATCH %s/models' % OWN]
    assert http.last.params['action'] == 'merge'
    item, = http.last.params['models']
    assert set(item) == set(['id', 'metadata'])
    assert kept_in(item)['concepts'] == concepts
    assert [one.concept_id for one in changed.concepts] == concepts


@row('model-update')
def test_the_name_is_changed_at_once(http, platform_api):
    http.answer({'models': [platform_model(name='Ships')]})
    changed = Model(platform_api, model_id='boats').update(model_name='Ships')
    assert http.paths == ['PATCH %s/models' % OWN]
    assert http.last.params == {'action': 'merge', 'models': [{'id': 'boats', 'name': 'Ships'}]}
    assert changed.model_name == 'Ships'


@row('model-update')
@pytest.mark.parametrize('flag', [True, False])
def test_options_are_kept_for_the_next_training(http, platform_api, flag):
    http.answer({'model': platform_model(metadata=kept(concepts=['sloop']))},
                {'models': [platform_model()]})
    changed = Model(platform_api, model_id='boats').update(
        concepts_mutually_exclusive=flag, closed_environment=flag)
    item, = http.last.params['models']
    assert kept_in(item) == {'concepts': ['sloop'], 'concepts_mutually_exclusive': flag,
                             'closed_environment': flag}
    assert changed.closed_environment is flag


@row('model-update')
def test_a_users_own_metadata_is_left_to_the_server_to_merge(http, platform_api):
    http.answer({'model': platform_model(metadata={'mine': 1})},
                {'models': [platform_model(metadata={'mine': 1})]})
    platform_api.patch_model({'id': 'boats', 'output_info': {'data': {'concepts': [{'id': 'a'}]}}})
    assert set(http.last.params['models'][0]['metadata']) == set([METADATA_KEY])


@pytest.mark.parametrize('text', [5, 'no json', '[1]'])
def test_metadata_that_is_none_of_ours_is_not_read(http, platform_api, text):
    http.answer({'model': platform_model(metadata={METADATA_KEY: text})})
    assert platform_api.get_model('boats')['model']['output_info'].get('data') is None


# Train

@row('train')
def test_training_states_everything(http, platform_app, clock):
    http.answer({'model': platform_model(metadata=kept(
        concepts=['sloop', 'ketch'], closed_environment=True, concepts_mutually_exclusive=True,
        hyper_params={'MAX_NITEMS': 10}))})
    http.answer({'model': platform_model(model_version=platform_version('v-1', code=21103))},
                {'model_version': platform_version('v-1', code=21101)},
                {'model_version': platform_version('v-1', code=21100)})
    trained = platform_app.models.get(model_id='boats').train()
    assert http.paths == [
        'GET %s/models/boats' % OWN, 'POST %s/models/boats/versions' % OWN,
        'GET %s/models/boats/versions/v-1' % OWN, 'GET %s/models/boats/versions/v-1' % OWN]
    assert http.requests[1].params == {'model_versions': [{
        'output_info': {
            'data': {'concepts': [{'id': 'sloop', 'value': 1}, {'id': 'ketch', 'value': 1}]},
            'output_config': {'concepts_mutually_exclusive': True,
                              'hyper_params': {'MAX_NITEMS': 10}}},
        'train_info': {'params': {'enrich_dataset': 'Disabled'}}}]}
    assert not http.requests[1].repeatable
    assert (trained.model_version, trained.model_status_code) == ('v-1', 21100)


@row('train')
def test_an_open_environment_is_enriched(http, platform_api):
    http.answer({'model': platform_model(metadata=kept(concepts=['a']))},
                {'model': platform_model()})
    platform_api.create_model_version('boats')
    assert trained_with(http)['train_info'] == {'params': {'enrich_dataset': 'Automatic'}}
    assert 'output_config' not in trained_with(http)['output_info']


@row('train')
def test_hyper_parameters_are_not_touched_even_where_they_look_like_concepts(http, platform_api):
    parameters = {'concepts': [{'id': 'x'}]}
    http.answer({'model': platform_model(metadata=kept(concepts=['a'], hyper_params=parameters))},
                {'model': platform_model()})
    platform_api.create_model_version('boats')
    assert trained_with(http)['output_info']['output_config']['hyper_params'] == parameters


@row('train-concepts')
def test_concepts_of_the_latest_version_are_used_when_none_are_kept(http, platform_api):
    http.answer({'model': platform_model(model_version=platform_version('v-1', ['sloop']))},
                {'model': platform_model()})
    platform_api.create_model_version('boats')
    assert [one['id'] for one in trained_with(http)['output_info']['data']['concepts']] == ['sloop']


@row('train-concepts')
def test_a_version_that_is_shown_without_its_concepts_is_asked_for_them(http, platform_api):
    http.answer({'model': platform_model(model_version=platform_version('v-1'))},
                {'model': platform_model(model_version=platform_version('v-1', ['sloop']))},
                {'models': [platform_model()]})
    platform_api.patch_model(
        {'id': 'boats', 'output_info': {'data': {'concepts': [{'id': 'ketch'}]}}})
    assert http.paths[:2] == ['GET %s/models/boats' % OWN, 'GET %s/models/boats/output_info' % OWN]
    assert kept_in(http.last.params['models'][0])['concepts'] == ['sloop', 'ketch']


@row('train-concepts')
def test_else_all_concepts_of_the_app(http, platform_api):
    http.answer({'model': platform_model()}, {'concepts': [a_concept('a'), a_concept('b')]},
                {'concepts': []}, {'model': platform_model()})
    platform_api.create_model_version('boats')
    assert http.paths == ['GET %s/models/boats' % OWN, 'GET %s/concepts' % OWN,
                          'GET %s/concepts' % OWN, 'POST %s/models/boats/versions' % OWN]
    assert [one['id'] for one in trained_with(http)['output_info']['data']['concepts']] == [
        'a', 'b']


@row('train')
def test_without_waiting_the_answer_is_the_json(http, platform_app):
    http.answer({'model': platform_model(metadata=kept(concepts=['a']))},
                {'model': platform_model(model_version=platform_version('v-1', code=21103))})
    answer = platform_app.models.get(model_id='boats').train(sync=False)
    assert answer['model']['model_version']['status']['code'] == 21103
