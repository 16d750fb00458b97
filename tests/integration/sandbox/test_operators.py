"""Operators: models that learn nothing, alone and in workflows, in plain HTTP."""
from __future__ import absolute_import

import base64
import io
import uuid

import pytest
from sandbox_process import Api, an_input, photograph, pil_image, plain

GENERAL = {'id': 'look', 'model': {'id': 'general-image-recognition', 'user_id': 'clarifai',
                                   'app_id': 'main'}}
FACES = {'id': 'faces', 'model': {'id': 'face-detection', 'user_id': 'clarifai', 'app_id': 'main'}}


@pytest.fixture(scope='module')
def pat(sandbox_url):
    return Api(sandbox_url)


@pytest.fixture(scope='module')
def user():
    return 'user-' + uuid.uuid4().hex[:8]


@pytest.fixture
def app(user):
    return '/users/%s/apps/%s' % (user, uuid.uuid4().hex[:8])


def text(raw):
    return {'data': {'text': {'raw': raw}}}


def made(pat, app, type_id, model_id='op', **info):
    pat.ok('POST', app + '/models', {'models': [{'id': model_id, 'model_type_id': type_id}]})
    return pat.ok('POST', '%s/models/%s/versions' % (app, model_id), {'model_versions': [
        {'description': 'd', 'output_info': info}]})['model']


def flow(pat, app, *nodes):
    """Make a workflow whose nodes follow each other; return its path."""
    for before, after in zip(nodes, nodes[1:]):
        after['node_inputs'] = [{'node_id': before['id']}]
    workflow_id = 'flow-' + uuid.uuid4().hex[:8]
    pat.ok('POST', app + '/workflows', {'workflows': [{'id': workflow_id, 'nodes': nodes}]})
    return '%s/workflows/%s/results' % (app, workflow_id)


def results(pat, path, item):
    return [output['data'] for output in pat.ok('POST', path, {'inputs': [item]})
            ['results'][0]['outputs']]


def own(model_id='op'):
    return {'id': model_id, 'model': {'id': model_id}}


@pytest.mark.parametrize('type_id', ['prompter', 'image-crop', 'concept-synonym-mapper',
                                     'concept-thresholder', 'region-thresholder'])
def test_their_types_say_what_they_take(pat, app, type_id):
    kind = pat.ok('GET', '%s/models/types/%s' % (app, type_id))['model_type']
    assert kind['creatable'] and not kind['trainable']
    assert kind['model_type_fields'] and all(
        field['placeholder'] and field['path'].startswith('output_info.')
        for field in kind['model_type_fields'])


def test_a_version_is_ready_at_once(pat, app):
    model = made(pat, app, 'image-crop', params={'margin': 1.5})
    version = model['model_version']
    assert version['status']['code'] == 21100 and version['description'] == 'd'
    assert version['output_info']['params']['margin'] == 1.5
    path = '%s/models/op/versions/%s' % (app, version['id'])
    assert pat.ok('GET', path)['model_version']['id'] == version['id']
    assert pat.refused('POST', path + '/evaluations', {})[0] == 400
    assert pat.refused('POST', path + '/metrics', {})[0] == 400
    assert pat.refused('PUT', path + '/exports', {})[0] == 400


def test_it_may_be_made_with_its_model(pat, app):
    pat.ok('POST', app + '/models', {'model': {
        'id': 'op', 'model_type_id': 'concept-thresholder', 'output_info': {
            'data': {'concepts': [{'id': 'peopleID', 'value': 0.5}]},
            'params': {'concept_threshold_type': 'LESS_THAN'}}}})
    version = pat.ok('GET', app + '/models/op')['model']['model_version']
    assert version['output_info']['params']['concept_threshold_type'] == 'LESS_THAN'
    shown = pat.ok('GET', '%s/models/op/versions/%s' % (app, version['id']))['model_version']
    [concept] = shown['output_info']['data']['concepts']
    assert (concept['id'], concept['value']) == ('peopleID', 0.5)


@pytest.mark.parametrize('type_id, info, words', [
    ('prompter', {}, 'prompt_template'),
    ('prompter', {'params': {'prompt_template': 'no place'}}, '{data.text.raw}'),
    ('prompter', {'params': {'margin': 2}}, 'prompt_template'),
    ('image-crop', {'params': {'margin': 0.5}}, 'margin'),
    ('concept-thresholder', {'params': {'concept_threshold_type': 'GREATER_THAN'}}, 'concepts'),
    ('region-thresholder', {'data': {'concepts': [{'id': 'a'}]},
                            'params': {'concept_threshold_type': 'MORE'}}, 'LESS_THAN'),
])
def test_what_it_cannot_do_is_refused(pat, app, type_id, info, words):
    pat.ok('POST', app + '/models', {'models': [{'id': 'op', 'model_type_id': type_id}]})
    http, _, answer = pat.refused('POST', app + '/models/op/versions', {
        'model_versions': [{'output_info': info}]})
    assert http == 400 and words in answer['status']['details']
    assert 'model_version' not in pat.ok('GET', app + '/models/op')['model']


def test_a_prompter_by_itself(pat, app):
    made(pat, app, 'prompter', params={'prompt_template': 'Say of {data.text.raw}: good?'})
    answer = pat.ok('POST', app + '/models/op/outputs', {'inputs': [text('the lake')]})
    assert answer['outputs'][0]['data'] == {'text': {'raw': 'Say of the lake: good?'}}


def test_a_prompter_before_a_model_that_reads(pat, app):
    made(pat, app, 'prompter', params={'prompt_template': '{data.text.raw} {data.text.raw}'})
    reader = {'id': 'read', 'model': {'id': 'BAAI-bge-base-en-v15', 'user_id': 'clarifai',
                                      'app_id': 'main'}}
    path = flow(pat, app, own(), reader)
    prompted, vector = results(pat, path, text('lake'))
    assert prompted == {'text': {'raw': 'lake lake'}}
    [same] = [output['data'] for output in pat.ok(
        'POST', '/users/clarifai/apps/main/models/BAAI-bge-base-en-v15/outputs',
        {'inputs': [text('lake lake')]})['outputs']]
    assert vector == same


def test_a_concept_thresholder(pat, app):
    path = flow(pat, app, GENERAL)
    [seen] = results(pat, path, an_input(plain('red')))
    high, low = seen['concepts'][0], seen['concepts'][-1]
    assert high['value'] > 0.5 > low['value']
    for name, wanted in (('GREATER_THAN', [high['id']]), ('LESS_THAN', [low['id']])):
        made(pat, app, 'concept-thresholder', name,
             data={'concepts': [{'id': high['id'], 'value': 0.5}, {'id': low['id'], 'value': 0.5},
                                {'id': 'nobody', 'value': 0}]},
             params={'concept_threshold_type': name})
        _, passed = results(pat, flow(pat, app, dict(GENERAL), own(name)), an_input(plain('red')))
        assert [concept['id'] for concept in passed['concepts']] == wanted
    http, _, answer = pat.refused('POST', app + '/models/LESS_THAN/outputs',
                                  {'inputs': [an_input(plain('red'))]})
    assert http == 400 and 'workflow' in answer['outputs'][0]['status']['details']


def test_faces_are_chosen_and_cut_out(pat, app):
    face = photograph('astronaut')
    [seen] = results(pat, flow(pat, app, dict(FACES)), an_input(face))
    [region] = seen['regions']
    [concept] = region['data']['concepts']
    for name, passes in (('GREATER_THAN', True), ('LESS_THAN', False)):
        made(pat, app, 'region-thresholder', name,
             data={'concepts': [{'id': concept['id'], 'value': concept['value'] / 2}]},
             params={'concept_threshold_type': name})
        crop_id = 'crop-' + name
        made(pat, app, 'image-crop', crop_id, params={'margin': 1.5})
        path = flow(pat, app, dict(FACES), own(name), own(crop_id), dict(GENERAL))
        _, chosen, crops, looks = results(pat, path, an_input(face))
        for data in (chosen, crops, looks):
            assert len(data.get('regions', ())) == passes  # empty lists are not written
    made(pat, app, 'image-crop', 'wide', params={'margin': 1.5})
    _, crops = results(pat, flow(pat, app, dict(FACES), own('wide')), an_input(face))
    data = base64.b64decode(crops['regions'][0]['data']['image']['base64'])
    cut, whole = pil_image.open(io.BytesIO(data)), pil_image.open(io.BytesIO(face))
    box = region['region_info']['bounding_box']
    width = (box['right_col'] - box['left_col']) * whole.width
    assert abs(cut.width - 1.5 * width) < 3


def test_concepts_become_their_synonyms(pat, app):
    [seen] = results(pat, flow(pat, app, dict(GENERAL)), an_input(plain('red')))
    red = next(concept for concept in seen['concepts'] if concept['name'] == 'red')
    pat.ok('POST', app + '/concepts', {'concepts': [{'id': red['id'], 'name': 'red'},
                                                    {'id': 'rot', 'name': 'Rot'}]})
    pat.ok('POST', app + '/concepts/rot/relations', {'concept_relations': [
        {'object_concept': {'id': red['id']}, 'predicate': 'synonym'}]})
    made(pat, app, 'concept-synonym-mapper', params={'knowledge_graph_id': ''})
    _, mapped = results(pat, flow(pat, app, dict(GENERAL), own()), an_input(plain('red')))
    [concept] = mapped['concepts']
    assert (concept['id'], concept['name'], concept['value']) == ('rot', 'Rot', red['value'])
