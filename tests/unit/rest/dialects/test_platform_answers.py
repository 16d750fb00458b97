"""Answers of today with what 2.x code reads put back, and nothing lost."""
from __future__ import absolute_import

import copy

import pytest

from clarifai.rest import catalogue
from clarifai.rest.dialects.platform.answers import restore_input, restore_model, restore_output
from platform_api import GENERAL, row, platform_model, platform_version


def todays_general(**more):
    return platform_model('general-image-recognition', 'visual-classifier', app_id='main',
                          user_id='clarifai', name='Image Recognition', **more)


def assert_nothing_lost(before, after, path=''):
    """Every key and value of `before` is in `after`, or kept under ``platform_<key>``."""
    for key, value in before.items():
        if 'platform_' + key in after:
            assert after['platform_' + key] == value
        elif isinstance(value, dict):
            assert_nothing_lost(value, after[key], path + '.' + key)
        else:
            assert after[key] == value, path + '.' + key


# Models

@row('answer-name')
@pytest.mark.parametrize('name', ['Image Recognition', None])
def test_a_public_model_has_its_name_of_2x(name):
    restored = restore_model(dict(todays_general(), name=name), GENERAL)
    assert restored['name'] == 'general-v1.3'
    assert restored.get('platform_name') == name


@row('answer-name')
def test_ones_own_model_keeps_its_name_or_has_its_id_for_one():
    assert restore_model(platform_model(name='My boats'))['name'] == 'My boats'
    assert restore_model(platform_model())['name'] == 'boats'
    assert restore_model(platform_model(name=''))['name'] == 'boats'


@row('answer-id')
def test_the_id_is_the_one_that_was_asked_for():
    restored = restore_model(todays_general(), GENERAL)
    assert (restored['id'], restored['platform_id']) == (GENERAL, 'general-image-recognition')


@row('answer-id')
def test_todays_id_stays_where_it_was_asked_for():
    restored = restore_model(todays_general(), 'general-image-recognition')
    assert restored['id'] == 'general-image-recognition' and 'platform_id' not in restored


@row('answer-type')
@pytest.mark.parametrize('model_type_id, kind', [
    ('visual-classifier', 'concept'), ('embedding-classifier', 'concept'),
    ('visual-embedder', 'embed'), ('clusterer', 'cluster'),
    ('visual-detector', 'detect-concept')])
def test_the_type_comes_from_todays_type(model_type_id, kind):
    info = restore_model(platform_model(model_type_id=model_type_id))['output_info']
    assert (info['type'], info['type_ext']) == (kind, kind)
    assert info['message'] == 'Show output_info with: GET /models/{model_id}/output_info'


@row('answer-type')
@pytest.mark.parametrize('model', [one for one in catalogue.all_models()],
                         ids=lambda model: model.key)
def test_the_type_of_a_public_model_is_that_of_2x(model):
    assert restore_model({'id': model.ids[0]})['output_info']['type'] == model.type


def test_an_unknown_type_is_left_out_and_not_invented():
    assert 'type' not in restore_model(platform_model(model_type_id='text-to-text'))['output_info']


@row('answer-output-info')
@pytest.mark.parametrize('model', [
    platform_model(model_version=platform_version('v-1', ['sloop'])),
    platform_model(output_info={'data': {'concepts': [{'id': 'sloop', 'name': 'Sloop'}]}})])
def test_concepts_are_in_the_old_place_wherever_they_came(model):
    assert restore_model(model)['output_info']['data']['concepts'] == [
        {'id': 'sloop', 'name': 'Sloop'}]


@row('answer-output-info')
def test_options_are_in_the_old_place():
    version = platform_version(output_info={'output_config': {'max_concepts': 20}})
    info = restore_model(platform_model(model_version=version))['output_info']
    assert info['output_config'] == {'max_concepts': 20}


@row('answer-output-info')
def test_parts_that_are_empty_in_the_old_place_come_from_the_version():
    version = platform_version('v-1', ['sloop'])
    version['output_info']['output_config'] = {'max_concepts': 20}
    model = platform_model(model_version=version, output_info={'data': {}, 'output_config': {}})
    info = restore_model(model)['output_info']
    assert [one['id'] for one in info['data']['concepts']] == ['sloop']
    assert info['output_config'] == {'max_concepts': 20}


@row('answer-closed-environment')
def test_closed_environment_stands_beside_the_other_options():
    version = platform_version(train_info={'params': {'enrich_dataset': 'Disabled'}},
                               output_info={'output_config': {'max_concepts': 20}})
    info = restore_model(platform_model(model_version=version))['output_info']
    assert info['output_config'] == {'max_concepts': 20, 'closed_environment': True}


@row('answer-closed-environment')
@pytest.mark.parametrize('enrich, closed', [('Disabled', True), ('Automatic', False)])
def test_closed_environment_comes_from_enrich_dataset(enrich, closed):
    version = platform_version(train_info={'params': {'enrich_dataset': enrich}})
    info = restore_model(platform_model(model_version=version))['output_info']
    assert info['output_config']['closed_environment'] is closed


@row('answer-version')
def test_a_model_without_a_version_is_untrained():
    version = restore_model(platform_model())['model_version']
    assert version['id'] == '' and version['status']['code'] == 21102


@row('answer-version')
def test_a_version_that_is_there_is_kept():
    version = platform_version('v-1', code=21103)
    assert restore_model(platform_model(model_version=version))['model_version'] == version


# Outputs

@row('answer-output-info', 'answer-name', 'answer-id')
def test_an_output_names_its_model_as_2x_did():
    output = {'id': 'o-1', 'status': {'code': 10000}, 'model': todays_general(),
              'data': {'concepts': [{'id': 'ai_1', 'name': 'boat', 'value': 0.9}]}}
    model = restore_output(output, GENERAL)['model']
    assert (model['id'], model['name']) == (GENERAL, 'general-v1.3')
    assert model['output_info']['type'] == 'concept'


FACES = [{'id': 'ai_1', 'name': '20-29', 'value': 0.8, 'vocab_id': 'age_appearance'},
         {'id': 'ai_2', 'name': 'feminine', 'value': 0.7, 'vocab_id': 'gender_appearance'},
         {'id': 'ai_3', 'name': 'white', 'value': 0.6, 'vocab_id': 'multicultural_appearance'}]


def face_output(data, model_id='c0c0ac362b03416da06ab3fa36fb58e3'):
    return {'id': 'o-1', 'model': {'id': model_id}, 'data': data}


@row('answer-face')
def test_faces_in_regions_have_their_parts_again():
    region = {'id': 'r-1', 'region_info': {}, 'data': {'concepts': FACES}}
    restored = restore_output(face_output({'regions': [region]}))['data']['regions'][0]['data']
    assert restored['face'] == {'age_appearance': {'concepts': FACES[:1]},
                                'gender_appearance': {'concepts': FACES[1:2]},
                                'multicultural_appearance': {'concepts': FACES[2:]}}
    assert restored['concepts'] == FACES


@row('answer-face')
def test_faces_outside_of_regions_have_them_too():
    restored = restore_output(face_output({'concepts': FACES}))['data']
    assert restored['face']['age_appearance'] == {'concepts': FACES[:1]}


@row('answer-face')
def test_who_a_celebrity_is():
    concepts = [{'id': 'ai_9', 'name': 'ann', 'value': 0.9}]
    restored = restore_output(face_output(
        {'regions': [{'id': 'r', 'data': {'concepts': concepts}}]},
        'e466caa0619f444ab97497640cefc4dc'))
    assert restored['data']['regions'][0]['data']['face'] == {'identity': {'concepts': concepts}}


@row('answer-face')
def test_other_regions_have_no_face():
    region = {'id': 'r', 'data': {'concepts': [{'id': 'ai_9', 'name': 'boat', 'value': 0.9}]}}
    restored = restore_output({'model': todays_general(), 'data': {'regions': [region]}})
    assert restored['data']['regions'] == [region]


@row('answer-frames')
@pytest.mark.parametrize('time', [u'2000', 2000])
def test_the_time_of_a_frame_is_a_number(time):
    frame = {'frame_info': {'index': 1, 'time': time}, 'data': {'concepts': []}}
    restored = restore_output({'model': todays_general(), 'data': {'frames': [frame]}})
    assert restored['data']['frames'][0]['frame_info'] == {'index': 1, 'time': 2000}


def test_an_output_that_failed_is_left_as_it_is():
    failed = {'id': 'o', 'status': {'code': 30002, 'description': 'Download failed'}}
    assert restore_output(failed, GENERAL) == failed


# Nothing lost, nothing changed in place

WHOLE = {
    'id': 'o-1', 'created_at': '2026-01-05T09:30:00.402117Z',
    'model': todays_general(toolkits=[], visibility={'gettable': 50}, model_version=dict(
        platform_version('v-1', ['sloop']), user_id='clarifai', total_input_count=5)),
    'input': {'id': 'i', 'data': {'image': {'url': 'u', 'base64': 'dHJ1ZQ=='}}},
    'data': {'text': {'raw': 'x'}, 'concepts': FACES,
             'regions': [], 'colors': [{'raw_hex': '#ffffff', 'value': 1}]}}


@row('answer-more')
def test_no_field_of_todays_answer_is_lost():
    before = copy.deepcopy(WHOLE)
    after = restore_output(WHOLE, GENERAL)
    assert_nothing_lost(before, after)
    assert WHOLE == before  # and the answer itself is not changed


@row('input-hosted')
def test_nor_of_an_input():
    item = {'id': 'i', 'data': {'image': {'hosted': {
        'prefix': 'https://h.example.com', 'suffix': 'x', 'sizes': ['orig', 'small']}}}}
    before = copy.deepcopy(item)
    assert_nothing_lost(before, restore_input(item))
    assert item == before


@pytest.mark.parametrize('sizes, size', [
    (['orig', 'small'], 'orig'), (['tiny', 'orig', 'large'], 'orig'), (['thumbnail'], 'thumbnail'),
    ([], 'orig'), (None, 'orig')])
@pytest.mark.parametrize('kind', ['image', 'video'])
def test_of_the_sizes_that_are_kept_the_original_is_shown(kind, sizes, size):
    item = {'id': 'i', 'data': {kind: {'hosted': {
        'prefix': 'https://h.example.com', 'suffix': 'x', 'sizes': sizes}}}}
    assert restore_input(item)['data'][kind]['url'] == 'https://h.example.com/%s/x' % size


@pytest.mark.parametrize('item', [{}, {'id': 'i'}, {'id': 'i', 'data': {}},
                                  {'id': 'i', 'data': {'text': {'raw': 'x'}}}])
def test_an_input_without_a_picture_is_left_as_it_is(item):
    assert restore_input(item) == item
