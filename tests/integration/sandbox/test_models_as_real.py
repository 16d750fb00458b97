"""Models: versions, options and public models behave as those of the real service."""
from __future__ import absolute_import


import pytest
from sandbox_process import Api, App, an_input, clip, photograph, plain, shared_url, text

GENERAL = 'aaa03c23b3724a16a56b629203edc62c'
COLOR = 'eeed0b6733a644cea07cf4c60f87ebb7'
DEMOGRAPHICS = 'c0c0ac362b03416da06ab3fa36fb58e3'
NOT_TRAINED, TRAINED = 21102, 21100

url = shared_url()


@pytest.fixture
def api(url):
    return Api(url)


@pytest.fixture
def app(url):
    return App(url)


def words(*ids):
    return {'data': {'concepts': [{'id': concept_id} for concept_id in ids]}}


def ids(items):
    return [item['id'] for item in items]


def add_examples(api):
    api.add(an_input(plain('red'), None, ['red', '!blue', '!green']),
            an_input(plain('blue'), None, ['blue', '!red', '!green']),
            an_input(plain('lime'), None, ['green', '!red', '!blue']))


def a_trained_model(api, *concepts):
    add_examples(api)
    api.ok('POST', '/models', {'model': {'id': 'm', 'output_info': words(*concepts)}})
    return api.train('m')


def a_trained_version(app, **version):
    add_examples(app)
    app.ok('POST', '/models', {'models': [{'id': 'm'}]})
    body = dict({'output_info': words('red', 'blue')}, **version)
    made = app.ok('POST', '/models/m/versions', {'model_versions': [body]})['model']
    path = '/models/m/versions/' + made['model_version']['id']
    return app.finished(path, (21103, 21101))


def shown(api):
    info = api.ok('GET', '/models/m/output_info')['model']
    return info['model_version'], ids(info['output_info'].get('data', {}).get('concepts', []))


# Changing what a model knows


@pytest.mark.parametrize('action, given, left', [
    ('merge', ['green'], ['red', 'blue', 'green']), ('remove', ['blue'], ['red']),
    ('overwrite', ['green'], ['green'])])
def test_other_concepts_make_another_version(api, action, given, left):
    before = a_trained_model(api, 'red', 'blue')
    [model] = api.ok('PATCH', '/models', {'action': action, 'models': [
        {'id': 'm', 'output_info': words(*given)}]})['models']
    version = model['model_version']
    assert version['id'] != before['id'] and version['status']['code'] == NOT_TRAINED
    assert version['active_concept_count'] == len(left)
    assert shown(api)[0]['id'] == version['id'] and shown(api)[1] == left
    listed = api.ok('GET', '/models/m/versions')['model_versions']
    assert ids(listed)[0] == version['id'] and before['id'] in ids(listed)
    # What was trained still answers; the new version does not yet.
    outputs = '/models/m/versions/%s/outputs'
    body = {'inputs': [an_input(plain('red'))]}
    assert api.ok('POST', outputs % before['id'], body)
    assert api.refused('POST', outputs % version['id'], body)[:2] == (400, NOT_TRAINED)


def test_other_settings_make_another_version(api):
    before = a_trained_model(api, 'red', 'blue')
    [model] = api.ok('PATCH', '/models', {'action': 'merge', 'models': [
        {'id': 'm', 'output_info': {'output_config': {'closed_environment': True}}}]})['models']
    assert model['model_version']['id'] != before['id']
    assert model['model_version']['status']['code'] == NOT_TRAINED


@pytest.mark.parametrize('change', [
    {'name': 'other'}, {'output_info': words('red')}, {'output_info': {'output_config': {}}}])
def test_what_changes_nothing_makes_no_version(api, change):
    before = a_trained_model(api, 'red', 'blue')
    [model] = api.ok('PATCH', '/models', {'action': 'merge', 'models': [
        dict(change, id='m')]})['models']
    assert model['model_version']['id'] == before['id']


def test_a_version_that_was_never_trained_is_changed_itself(api):
    made = api.ok('POST', '/models', {'model': {'id': 'm', 'output_info': words('red')}})['model']
    [model] = api.ok('PATCH', '/models', {'action': 'merge', 'models': [
        {'id': 'm', 'output_info': words('blue')}]})['models']
    assert model['model_version']['id'] == made['model_version']['id']
    assert model['model_version']['active_concept_count'] == 2
    assert len(api.ok('GET', '/models/m/versions')['model_versions']) == 1


def test_training_without_concepts_is_refused(api, app):
    api.ok('POST', '/models', {'model': {'id': 'm'}})
    http, code, answer = api.refused('POST', '/models/m/versions', {})
    assert (http, code) == (400, 21202) and 'PATCH' in answer['status']['details']
    app.ok('POST', '/models', {'models': [{'id': 'm'}]})
    assert app.refused('POST', '/models/m/versions', {'model_versions': [{}]})[:2] == (400, 21202)


@pytest.mark.parametrize('method, path', [
    ('GET', ''), ('GET', '/output_info'), ('GET', '/inputs'), ('GET', '/metrics'),
    ('POST', '/outputs'), ('POST', '/metrics'), ('DELETE', '')])
def test_versions_of_ones_own_cannot_be_invented(api, method, path):
    a_trained_model(api, 'red', 'blue')
    body = {'inputs': [an_input(plain('red'))]} if path == '/outputs' else None
    assert api.refused(method, '/models/m/versions/invented' + path, body)[:2] == (404, 21200)


def test_a_version_named_in_the_body_counts(api):
    version = a_trained_model(api, 'red', 'blue')
    body = {'inputs': [an_input(plain('red'))],
            'model': {'model_version': {'id': version['id']}}}
    [output] = api.ok('POST', '/models/m/outputs', body)['outputs']
    assert output['model']['model_version']['id'] == version['id']
    body['model']['model_version']['id'] = 'invented'
    assert api.refused('POST', '/models/m/outputs', body)[:2] == (404, 21200)


def test_lists_show_no_concepts(api):
    a_trained_model(api, 'red', 'blue')
    lists = [api.ok('GET', '/models'),
             api.ok('POST', '/models/searches', {'model_query': {'name': 'm'}}),
             api.ok('POST', '/models/searches', {'model_query': {'name': 'gen*'}})]
    for answer in lists:
        assert answer['models']
        assert not any('data' in model['output_info'] for model in answer['models'])
    assert shown(api)[1] == ['red', 'blue']


# What the platform keeps


def test_what_is_said_of_a_model_is_kept(app):
    app.ok('POST', '/models', {'models': [{'id': 'm', 'visibility': {'gettable': 50}}]})
    assert app.ok('GET', '/models/m')['model']['visibility'] == {'gettable': 50}
    [model] = app.ok('PATCH', '/models', {'action': 'overwrite', 'models': [
        {'id': 'm', 'visibility': {'gettable': 'ORG'}, 'is_starred': True,
         'image': {'url': 'https://samples.clarifai.com/a.jpg'}}]})['models']
    assert model == app.ok('GET', '/models/m')['model']
    assert model['visibility'] == {'gettable': 30} and model['is_starred'] is True
    assert model['image'] == {'url': 'https://samples.clarifai.com/a.jpg'}
    assert ids(app.ok('GET', '/models?starred_only=true')['models']) == ['m']


def test_what_is_said_of_a_version_is_kept(app):
    version = a_trained_version(app, visibility={'gettable': 50}, output_info=dict(
        words('red', 'blue'), fields_map={'concepts': 'softmax'},
        output_config={'max_concepts': 1, 'concepts_mutually_exclusive': True}))
    assert version['visibility'] == {'gettable': 50}
    info = version['output_info']
    assert info['fields_map'] == {'concepts': 'softmax'}
    assert info['output_config']['max_concepts'] == 1
    assert info['output_config']['concepts_mutually_exclusive'] is True
    [version] = app.ok('PATCH', '/models/m/versions', {'action': 'merge', 'model_versions': [
        {'id': version['id'], 'visibility': {'gettable': 10},
         'output_info': {'output_config': {'min_value': 0.25}}}]})['model_versions']
    assert version['visibility']['gettable'] in (10, 'PRIVATE')
    assert version['output_info']['output_config']['min_value'] == 0.25
    assert version['output_info']['output_config']['max_concepts'] == 1
    assert len(app.predict('m', plain('red'))[0]['concepts']) == 1


@pytest.mark.parametrize('change', [
    words('green'), {'output_config': {'concepts_mutually_exclusive': True}}])
def test_what_a_version_learned_is_not_changed(app, change):
    version = a_trained_version(app)
    http, code, _ = app.refused('PATCH', '/models/m/versions', {
        'action': 'merge', 'model_versions': [{'id': version['id'], 'output_info': change}]})
    assert (http, code) == (400, 21202)


@pytest.mark.parametrize('params, left', [
    ({'max_concepts': 1}, ['red']), ({'min_value': 0.5}, ['red']),
    ({'select_concepts': ['blue']}, ['blue']),
    ({'select_concepts': [{'name': 'blue'}]}, ['blue'])])
def test_params_of_a_version_hold_for_its_predictions(app, params, left):
    version = a_trained_version(app)
    before = app.predict('m', plain('red'))[0]['concepts']
    assert ids(before) == ['red', 'blue']
    app.ok('PATCH', '/models/m/versions', {'action': 'merge', 'model_versions': [
        {'id': version['id'], 'output_info': {'params': params}}]})
    assert ids(app.predict('m', plain('red'))[0]['concepts']) == left
    asked = app.predict('m', plain('red'), max_concepts=2, min_value=0.000001,
                        select_concepts=[{'id': 'red'}, {'id': 'blue'}])[0]['concepts']
    assert asked == [concept for concept in before if concept['value'] >= 0.000001]


@pytest.mark.parametrize('version, said', [
    ({'output_info': dict(words('red'), params={'max_concept': 1})}, 'max_concept'),
    ({'output_info': words('red'), 'train_info': {'params': {'epochs': 3}}}, 'epochs'),
    ({'output_info': words('red'), 'train_info': {'params': {'dataset': 'd'}}}, 'dataset')])
def test_params_that_nobody_knows_are_refused(app, version, said):
    app.ok('POST', '/models', {'models': [{'id': 'm'}]})
    http, code, answer = app.refused('POST', '/models/m/versions', {'model_versions': [version]})
    assert (http, code) == (400, 21202) and said in answer['status']['details']


# Public models


def test_public_models_have_several_versions(api):
    for model_id in (GENERAL, COLOR, 'face-detection', 'BAAI-bge-base-en-v15'):
        versions = api.ok('GET', '/models/%s/versions' % model_id)['model_versions']
        assert len(set(ids(versions))) == len(versions) > 1
        assert ids(api.ok('GET', '/models/%s/versions?per_page=1&page=2' % model_id)[
            'model_versions']) == ids(versions)[1:2]
    assert ids(api.ok('GET', '/models/%s/versions' % GENERAL)['model_versions'])[:2] == [
        'aa7f35c01e0642fda5cf400f543e7c40', 'aa9ca48295b37401f8af92ad1af0d91d']


def test_public_models_list_their_concepts(api):
    for model_id, some in ((GENERAL, {'red', 'dog'}), (COLOR, {'AliceBlue', 'Crimson'}),
                           (DEMOGRAPHICS, {'46', 'feminine', 'white'}),
                           ('c443119bf2ed4da98487520d01a0b1e3', {'red'}),
                           ('e9576d86d2004ed1a38ba0cf39ecb4b1', {'nsfw', 'sfw'})):
        info = api.ok('GET', '/models/%s/output_info' % model_id)['model']['output_info']
        assert some <= set(concept['name'] for concept in info['data']['concepts'])
        assert 'message' not in info
        assert 'message' in api.ok('GET', '/models/' + model_id)['model']['output_info']
    info = api.ok('GET', '/models/bbb5f41425b8468d9b7a554ff10f8581/output_info')['model']
    assert 'data' not in info['output_info']


def test_demographics_say_to_which_group_a_concept_belongs(api):
    [data] = api.predict(DEMOGRAPHICS, photograph('astronaut'))
    [region] = data['regions']
    groups = {}
    for concept in region['data']['concepts']:
        groups.setdefault(concept['vocab_id'], []).append(concept)
    assert sorted(groups) == ['age_appearance', 'gender_appearance', 'multicultural_appearance']
    assert [len(groups[name]) for name in sorted(groups)] == [20, 2, 7]
    for name, concepts in groups.items():
        assert region['data']['face'][name]['concepts'] == concepts
    assert set(c['id'] for c in groups['gender_appearance']) == {'ai_zgR2BBt0', 'ai_cVWr8NK5'}


def test_ids_that_came_after_2_x_may_be_ones_own(api):
    add_examples(api)
    assert api.ok('GET', '/models/face-detection')['model']['app_id'] == 'main'
    api.ok('POST', '/models', {'model': {'id': 'face-detection',
                                         'output_info': words('red', 'blue')}})
    assert api.ok('GET', '/models/face-detection')['model']['app_id'] != 'main'
    api.train('face-detection')
    assert ids(api.predict('face-detection', plain('red'))[0]['concepts']) == ['red', 'blue']
    api.ok('PATCH', '/models', {'action': 'merge', 'models': [
        {'id': 'face-detection', 'name': 'mine'}]})
    api.ok('DELETE', '/models/face-detection')
    assert api.ok('GET', '/models/face-detection')['model']['app_id'] == 'main'
    assert api.refused('POST', '/models', {'model': {'id': GENERAL}})[:2] == (400, 21202)


# Selecting concepts


def outputs_with(api, *selected, **more):
    config = {'select_concepts': [dict([one]) for one in selected]}
    return api.send('POST', more.get('path', '/models/%s/outputs' % GENERAL), {
        'inputs': [an_input(plain('red'))], 'model': {'output_info': {'output_config': config}}})


def test_selected_concepts_are_there_whatever_their_value(api):
    response = outputs_with(api, ('name', 'dog'), ('id', 'ai_mFqxrph2'), ('name', 'red'))
    assert response.status_code == 200
    concepts = response.json()['outputs'][0]['data']['concepts']
    assert [c['name'] for c in concepts][0] == 'red' and concepts[0]['value'] == 1.0
    assert sorted((c['name'], c['value']) for c in concepts[1:]) == [('cat', 0), ('dog', 0)]


def test_selecting_what_is_not_there_is_an_error(api):
    response = outputs_with(api, ('name', 'Dog'), ('id', 'ai_nothing'))
    status = response.json()['status']
    assert (response.status_code, status['code']) == (400, 21202)
    assert "'Dog'" in status['details'] and "'ai_nothing'" in status['details']
    a_trained_model(api, 'red', 'blue')
    response = outputs_with(api, ('id', 'green'), path='/models/m/outputs')
    assert (response.status_code, response.json()['status']['code']) == (400, 21202)


def test_selecting_also_what_is_not_there_is_a_mixed_success(api):
    response = outputs_with(api, ('name', 'red'), ('name', 'no such thing'))
    answer = response.json()
    assert (response.status_code, answer['status']['code']) == (207, 10010)
    assert 'no such thing' in answer['status']['details']
    assert [c['name'] for c in answer['outputs'][0]['data']['concepts']] == ['red']
    assert answer['outputs'][0]['status']['code'] == 10000


def test_models_that_give_no_concepts_do_not_mind(api):
    response = outputs_with(api, ('name', 'x'),
                            path='/models/bbb5f41425b8468d9b7a554ff10f8581/outputs')
    assert response.status_code == 200


# Videos


@pytest.mark.parametrize('sample_ms, times', [
    (1000, [500, 1500, 2500, 3500]), (2000, [1000, 3000]), (3000, [1500]), (4000, [2000]),
    (800, [400, 1200, 2000, 2800, 3600]), (10000, [2000])])
def test_frames_lie_on_a_grid(api, sample_ms, times):
    body = {'inputs': [{'data': {'video': {'base64': text(clip(['red', 'blue', 'lime', 'red']))}}}],
            'model': {'output_info': {'output_config': {'sample_ms': sample_ms}}}}
    [output] = api.ok('POST', '/models/%s/outputs' % COLOR, body)['outputs']
    assert [int(frame['frame_info']['time']) for frame in output['data']['frames']] == times
