"""Predictions: what every public model answers, the output settings, failures, videos."""
from __future__ import absolute_import

import io

import pytest
from sandbox_process import (Api, SandboxProcess, an_input, clip, photograph, pil_image, plain,
                             text)

GENERAL = 'aaa03c23b3724a16a56b629203edc62c'
COLOR = 'eeed0b6733a644cea07cf4c60f87ebb7'
EMBEDDING = 'bbb5f41425b8468d9b7a554ff10f8581'
FACE = 'a403429f2ddf4b49b307e318f00e528b'
CONCEPT_MODELS = [
    GENERAL, 'bd367be194cf45149e75f01d59f77ba7', 'e0be3b9d6a454f0493ac3a30784001ff',
    'eee28c313d69466f836ab83287a54ed9', 'c386b7a870114f4a87477c0824499348',
    'fbefb47f9fdb410e8ce14f24f54b47ff', 'bec14810deb94c40a05f1f0eb3c91403',
    'de9bd05cfdbf4534af151beb2a5d0953']


@pytest.fixture(scope='module')
def api():
    process = SandboxProcess('--allow-private-urls', '--recognition', 'off')
    yield Api(process.url)
    process.stop()


def values(data):
    return dict((c['name'], c['value']) for c in data['concepts'])


def test_shape_of_an_answer(api):
    answer = api.ok('POST', '/models/%s/outputs' % GENERAL, {'inputs': [
        an_input(photograph('coffee'), 'mine'), an_input(photograph('rocket'))]})
    first, second = answer['outputs']
    assert first['status'] == {'code': 10000, 'description': 'Ok'}
    assert first['input']['id'] == 'mine'
    assert len(second['input']['id']) == 32
    # As the real service: a marker in place of the picture that was sent.
    assert first['input']['data'] == {'image': {'base64': 'dHJ1ZQ=='}}
    assert first['model']['id'] == GENERAL
    assert first['model']['output_info']['type'] == 'concept'
    assert first['id'] != second['id'] and first['created_at']
    concepts = first['data']['concepts']
    assert len(concepts) == 20
    assert [c['value'] for c in concepts] == sorted((c['value'] for c in concepts), reverse=True)
    assert all(0 <= c['value'] <= 1 and c['app_id'] == 'main' for c in concepts)


@pytest.mark.parametrize('model_id', CONCEPT_MODELS)
def test_concept_models_measure(api, model_id):
    dark, bright = api.predict(model_id, plain((10, 10, 10)), plain((250, 250, 250)),
                               max_concepts=200)
    assert values(dark)['dark'] > 0.9 > 0.1 > values(dark)['bright']
    assert values(bright)['bright'] > 0.9 > 0.1 > values(bright)['dark']
    assert values(bright)['landscape orientation'] > values(bright)['portrait orientation']


def test_names_have_stable_ids(api):
    one, other = api.predict(GENERAL, photograph('coffee'), photograph('rocket'),
                             max_concepts=200)
    ids = [dict((c['name'], c['id']) for c in data['concepts']) for data in (one, other)]
    assert ids[0] == ids[1]


def test_output_settings(api):
    picture = photograph('coffee')
    [everything] = api.predict(GENERAL, picture, max_concepts=200)
    [few] = api.predict(GENERAL, picture, max_concepts=3)
    assert few['concepts'] == everything['concepts'][:3]
    [likely] = api.predict(GENERAL, picture, min_value=0.8, max_concepts=200)
    assert likely['concepts'] == [c for c in everything['concepts'] if c['value'] >= 0.8]
    last, first = everything['concepts'][-1], everything['concepts'][0]
    [chosen] = api.predict(GENERAL, picture, select_concepts=[
        {'id': last['id']}, {'name': first['name']}])
    assert chosen['concepts'] == [first, last]
    [other] = api.predict(GENERAL, picture, language='zh', max_concepts=3)
    assert other['concepts'] == few['concepts']


@pytest.mark.parametrize('config', [
    {'min_value': 1.5}, {'min_value': 'x'}, {'max_concepts': 201}, {'max_concepts': 1.5},
    {'sample_ms': 99}, {'sample_ms': 60001}, {'select_concepts': 'cat'}, {'language': 7}])
def test_wrong_settings(api, config):
    body = {'inputs': [an_input(plain('red'))],
            'model': {'output_info': {'output_config': config}}}
    http, code, answer = api.refused('POST', '/models/%s/outputs' % GENERAL, body)
    assert (http, code) == (400, 11102)
    assert list(config)[0] in answer['status']['details']


def test_colours(api):
    image = pil_image.new('RGB', (100, 100), '#2f4f4f')
    image.paste('#ff0000', (0, 0, 100, 25))
    data = io.BytesIO()
    image.save(data, 'PNG')
    first, second = api.predict(COLOR, data.getvalue())[0]['colors']
    assert first['raw_hex'] == '#2f4f4f'
    assert first['w3c'] == {'hex': '#2f4f4f', 'name': 'DarkSlateGray'}
    assert second['w3c'] == {'hex': '#ff0000', 'name': 'Red'}
    assert (first['value'], second['value']) == (pytest.approx(0.75, abs=0.01),
                                                 pytest.approx(0.25, abs=0.01))


def test_misprinted_colour_id_of_the_old_tutorial(api):
    assert api.predict(COLOR[1:], plain('red'))[0]['colors'][0]['w3c']['name'] == 'Red'


def test_embeddings(api):
    datas = api.predict(EMBEDDING, photograph('coffee'), photograph('coffee'), photograph('rocket'))
    vectors = [data['embeddings'][0]['vector'] for data in datas]
    assert datas[0]['embeddings'][0]['num_dimensions'] == len(vectors[0]) > 50
    assert vectors[0] == vectors[1] != vectors[2]
    assert sum(number * number for number in vectors[0]) == pytest.approx(1.0, abs=1e-3)


def contains(outer, row, column):
    return (outer['top_row'] < row < outer['bottom_row']
            and outer['left_col'] < column < outer['right_col'])


@pytest.mark.parametrize('model_id', [
    FACE, '53e1df302c079b3db8a0a36033ed2d15', 'c0c0ac362b03416da06ab3fa36fb58e3',
    'e466caa0619f444ab97497640cefc4dc', 'd02b4508df58432fbb84e800597b8959'])
def test_faces_are_found_where_they_are(api, model_id):
    face, nobody = api.predict(model_id, photograph('astronaut'), photograph('coffee'))
    assert nobody == {}
    [region] = face['regions']
    # The astronaut's nose.
    assert contains(region['region_info']['bounding_box'], 0.22, 0.43)
    assert region['id'] and 0 < region['value'] <= 1


def test_what_is_said_of_faces(api):
    picture = photograph('astronaut')
    [region] = api.predict(FACE, picture)[0]['regions']
    assert region['data']['concepts'][0]['name'] == 'face'
    [region] = api.predict('d02b4508df58432fbb84e800597b8959', picture)[0]['regions']
    assert region['data']['embeddings'][0]['num_dimensions'] > 50
    [region] = api.predict('c0c0ac362b03416da06ab3fa36fb58e3', picture, max_concepts=2)[0][
        'regions']
    assert len(region['data']['face']['age_appearance']['concepts']) == 2
    for size in ({}, {'select_concepts': [{'name': 'unknown'}]}):
        [region] = api.predict('e466caa0619f444ab97497640cefc4dc', picture, **size)[0]['regions']
        [nobody] = region['data']['concepts']
        assert (nobody['name'], nobody['value']) == ('unknown', 1)
        assert region['data']['face']['identity']['concepts'] == [nobody]


def test_what_vocabulary_a_word_is_of_is_said_on_legacy_routes_alone(api):
    """The models that took the place of the demographics model name no vocabularies."""
    demographics = '/models/c0c0ac362b03416da06ab3fa36fb58e3/outputs'
    asked = {'inputs': [an_input(photograph('astronaut'))]}
    assert '"vocab_id"' in api.send('POST', demographics, asked).text
    today = api.send('POST', '/users/ann/apps/photos' + demographics, asked)
    assert '"vocab_id"' not in today.text


def test_clusters_focus_and_logo(api):
    def cluster(picture):
        return api.predict('cccbe437d6e54e2bb911c6aa292fb072', picture)[0]['clusters'][0]['id']
    assert cluster(photograph('coffee')) == cluster(photograph('coffee'))
    assert cluster(photograph('coffee')) != cluster(photograph('astronaut'))
    sharp, flat = api.predict('c2cf7cecd8a6427da375b9f35fcd2381', photograph('astronaut'),
                              plain('gray', (200, 200)))
    assert sharp['focus']['value'] > flat['focus']['value']
    [region] = api.predict('c443119bf2ed4da98487520d01a0b1e3', plain('red'))[0]['regions']
    assert region['region_info']['bounding_box']['bottom_row'] == 1.0
    assert values(region['data'])['red'] == 1.0


def test_any_version_can_be_pinned(api):
    answer = api.ok('POST', '/models/%s/versions/what-you-like/outputs' % COLOR,
                    {'inputs': [an_input(plain('red'))]})
    assert answer['outputs'][0]['model']['model_version']['id'] == 'what-you-like'


def test_a_bad_picture_among_good_ones(api):
    response = api.send('POST', '/models/%s/outputs' % GENERAL, {'inputs': [
        an_input(plain('red')), an_input(b'no picture'),
        {'data': {'image': {'url': api.url + '/nowhere.jpg'}}},
        {'data': {'image': {'url': 'http://127.0.0.1:9/x.jpg'}}}, {'data': {'image': {}}}]})
    assert response.status_code == 207
    answer = response.json()
    assert answer['status']['code'] == 10010
    assert [output['status']['code'] for output in answer['outputs']] == [
        10000, 30101, 30002, 39996, 30104]
    assert answer['outputs'][0]['data']['concepts']
    assert answer['outputs'][1]['data'] == {}
    assert answer['outputs'][2]['input']['data']['image']['url'].endswith('/nowhere.jpg')


def test_bad_pictures_only(api):
    body = {'inputs': [an_input(b'no picture')]}
    http, code, answer = api.refused('POST', '/models/%s/outputs' % GENERAL, body)
    assert (http, code, answer['status']['description']) == (400, 10020, 'Failure')
    assert answer['outputs'][0]['status']['code'] == 30101


def test_number_of_inputs(api):
    assert api.ok('POST', '/models/%s/outputs' % COLOR, {'inputs': []})['outputs'] == []
    items = [an_input(plain('red', (4, 4)))] * 129
    assert api.refused('POST', '/models/%s/outputs' % COLOR, {'inputs': items})[:2] == (400, 11102)
    assert len(api.ok('POST', '/models/%s/outputs' % COLOR, {'inputs': items[:128]})[
        'outputs']) == 128


def test_an_input_of_the_app_by_id(api):
    api.add(an_input(plain('red'), 'stored'))
    body = {'inputs': [{'id': 'stored'}, {'id': 'stored', 'data': {'image': {}}}]}
    for output in api.ok('POST', '/models/%s/outputs' % COLOR, body)['outputs']:
        assert output['data']['colors'][0]['w3c']['name'] == 'Red'


def test_video(api):
    body = {'inputs': [{'data': {'video': {'base64': text(clip(['red', 'blue', 'lime']))}}}]}
    answer = api.ok('POST', '/models/%s/outputs' % COLOR, body)
    [output] = answer['outputs']
    frames = output['data']['frames']
    assert [frame['frame_info']['index'] for frame in frames] == [0, 1, 2]
    times = [frame['frame_info']['time'] for frame in frames]
    assert [later - earlier for earlier, later in zip(times, times[1:])] == [1000, 1000]
    dominant = [frame['data']['colors'][0]['raw_hex'] for frame in frames]
    brightest = [max(range(3), key=lambda part: int(colour[1 + 2 * part:3 + 2 * part], 16))
                 for colour in dominant]
    assert brightest == [0, 2, 1]
    body['model'] = {'output_info': {'output_config': {'sample_ms': 500}}}
    frames = api.ok('POST', '/models/%s/outputs' % COLOR, body)['outputs'][0]['data']['frames']
    assert len(frames) == 6


def test_a_picture_is_no_video(api):
    body = {'inputs': [{'data': {'video': {'base64': text(plain('red'))}}}]}
    _, code, answer = api.refused('POST', '/models/%s/outputs' % COLOR, body)
    assert (code, answer['outputs'][0]['status']['code']) == (10020, 30101)


def test_workflows(api):
    for path in ('/workflows', '/public_workflows'):
        assert [flow['id'] for flow in api.ok('GET', path)['workflows']] == [
            'Apparel', 'Demographics', 'Face', 'Face-Sentiment', 'Food', 'General', 'Moderation',
            'Text', 'Universal', 'Wedding']
    assert api.ok('GET', '/workflows?page=2')['workflows'] == []
    flow = api.ok('GET', '/workflows/General')['workflow']
    assert flow['nodes'][0]['model']['id'] == GENERAL
    assert flow['app_id'] == 'main'
    body = {'inputs': [an_input(plain('red'), 'r'), an_input(plain('blue'))],
            'output_config': {'max_concepts': 2}}
    results = api.ok('POST', '/workflows/General/results', body)['results']
    assert [result['input']['id'] for result in results][0] == 'r'
    assert [len(result['outputs']) for result in results] == [3, 3]
    assert len(results[0]['outputs'][0]['data']['concepts']) == 2
    assert results[0]['outputs'][0]['model']['id'] == GENERAL
    body['inputs'].append(an_input(b'bad'))
    assert api.send('POST', '/workflows/General/results', body).status_code == 207
    assert api.refused('GET', '/workflows/ghost')[:2] == (404, 22102)
    assert api.refused('POST', '/workflows/ghost/results', body)[:2] == (404, 22102)


def test_models_that_are_not_there(api):
    body = {'inputs': [an_input(plain('red'))]}
    assert api.refused('POST', '/models/ghost/outputs', body)[:2] == (404, 21200)
    assert api.refused('GET', '/models/general-v1.3')[:2] == (404, 21200)
