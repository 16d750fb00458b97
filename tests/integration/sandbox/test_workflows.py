"""Workflows, public ones and one's own, in plain HTTP."""
from __future__ import absolute_import

import base64
import io
import uuid

import pytest
from sandbox_process import Api, an_input, photograph, pil_image, plain

GENERAL = 'general-image-recognition'
FACES = 'face-detection'
MAIN = '/users/clarifai/apps/main'
PUBLIC = ['Apparel', 'Demographics', 'Face', 'Face-Sentiment', 'Food', 'General', 'Moderation',
          'Text', 'Universal', 'Wedding']
ETHNICITIES = ['Black', 'Latino_Hispanic', 'Indian', 'White', 'Southeast Asian', 'Middle Eastern',
               'East Asian']
AGES = ['0-2', '3-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', 'more than 70']


@pytest.fixture(scope='module')
def user():
    return 'user-' + uuid.uuid4().hex[:8]


@pytest.fixture(scope='module')
def pat(sandbox_url):
    return Api(sandbox_url)


@pytest.fixture
def app(pat, user, request):
    """The path of an app without workflows."""
    return '/users/%s/apps/%s' % (user, uuid.uuid4().hex[:8])


@pytest.fixture(scope='module')
def trained(pat, user):
    """The path of an app with a trained model, 'temperature'."""
    app = '/users/%s/apps/trained' % user
    pat.ok('POST', app + '/inputs', {'inputs': [
        dict(an_input(plain(colour)), id=colour) for colour in ('red', 'blue')]})
    for colour, concept, other in (('red', 'warm', 'cold'), ('blue', 'cold', 'warm')):
        pat.ok('PATCH', app + '/inputs', {'action': 'merge', 'inputs': [{'id': colour, 'data': {
            'concepts': [{'id': concept}, {'id': other, 'value': 0}]}}]})
    pat.ok('POST', app + '/models', {'models': [{'id': 'temperature'}]})
    model = pat.ok('POST', app + '/models/temperature/versions', {'model_versions': [
        {'output_info': {'data': {'concepts': [{'id': 'warm'}, {'id': 'cold'}]}}}]})['model']
    version = '%s/models/temperature/versions/%s' % (app, model['model_version']['id'])
    assert pat.finished(version, (21103, 21101))['status']['code'] == 21100
    return app


def node(node_id, model_id, *inputs, **more):
    return dict({'id': node_id, 'model': {'id': model_id},
                 'node_inputs': [{'node_id': name} for name in inputs]}, **more)


def workflow(*nodes, **more):
    return {'workflows': [dict({'id': 'mine', 'nodes': list(nodes)}, **more)]}


def test_a_workflow_is_made_found_and_deleted(pat, user, app):
    made = pat.ok('POST', app + '/workflows', workflow(
        node('n1', GENERAL), description='first', use_cases=['x']))['workflows'][0]
    assert (made['id'], made['user_id'], made['description']) == ('mine', user, 'first')
    model = made['nodes'][0]['model']
    assert (model['id'], model['user_id'], model['app_id']) == (GENERAL, 'clarifai', 'main')
    assert model['model_version']['id'] and made['version']['nodes'] == made['nodes']
    assert pat.ok('GET', app + '/workflows')['workflows'] == [made]
    assert pat.ok('GET', app + '/workflows/mine')['workflow'] == made
    assert made in pat.ok('GET', '/users/%s/workflows' % user)['workflows']
    pat.ok('DELETE', app + '/workflows/mine')
    assert pat.refused('GET', app + '/workflows/mine')[:2] == (404, 22102)


def test_several_are_deleted_at_once(pat, app):
    for name in 'abc':
        pat.ok('POST', app + '/workflows', workflow(node('n', GENERAL), id=name))
    assert pat.refused('DELETE', app + '/workflows', {'ids': ['a', 'x']})[:2] == (404, 22102)
    assert pat.refused('DELETE', app + '/workflows', {})[:2] == (400, 22104)
    pat.ok('DELETE', app + '/workflows', {'ids': ['a']})
    assert [item['id'] for item in pat.ok('GET', app + '/workflows')['workflows']] == ['b', 'c']
    pat.ok('DELETE', app + '/workflows', {'delete_all': True})
    assert pat.ok('GET', app + '/workflows')['workflows'] == []


def test_nodes_run_in_their_order(pat, app):
    """Given backwards: what looks at the faces stands before what finds them."""
    pat.ok('POST', app + '/workflows', workflow(
        node('inside', GENERAL, 'faces'), node('whole', GENERAL),
        node('faces', FACES, suppress_output=True)))
    [result] = pat.ok('POST', app + '/workflows/mine/results',
                      {'inputs': [an_input(photograph('astronaut'))]})['results']
    whole, inside = result['outputs']
    assert result['status']['code'] == 10000
    assert whole['data']['concepts'] and 'regions' not in whole['data']
    [region] = inside['data']['regions']
    assert region['data']['concepts'] and region['region_info']['bounding_box']['top_row'] > 0
    assert {concept['name'] for concept in region['data']['concepts']} != {
        concept['name'] for concept in whole['data']['concepts']}


def test_where_no_face_is_found_nothing_is_looked_at(pat, app):
    pat.ok('POST', app + '/workflows', workflow(node('faces', FACES),
                                                node('inside', GENERAL, 'faces')))
    body = {'inputs': [an_input(plain('red'))]}
    [result] = pat.ok('POST', app + '/workflows/mine/results', body)['results']
    assert [output['data'] for output in result['outputs']] == [{}, {}]


def test_models_of_ones_own(pat, trained):
    pat.ok('POST', trained + '/workflows', workflow(node('own', 'temperature'),
                                                    node('public', GENERAL), id='both'))
    answer = pat.ok('POST', trained + '/workflows/both/results',
                    {'inputs': [an_input(plain('red')), {'id': 'blue'}],
                     'output_config': {'max_concepts': 1}})
    first = [[concept['name'] for concept in result['outputs'][0]['data']['concepts']]
             for result in answer['results']]
    assert first == [['warm'], ['cold']]
    assert all(len(output['data']['concepts']) == 1
               for result in answer['results'] for output in result['outputs'])
    pat.ok('POST', trained + '/models', {'models': [{'id': 'raw'}]})
    assert pat.refused('POST', trained + '/workflows', workflow(node('n', 'raw')))[:2] == (
        400, 22002)


def test_a_state_of_predictions_is_begun_and_gone_on_with(pat, app):
    pat.ok('POST', app + '/workflows', workflow(node('look', 'color-recognition')))
    path = app + '/workflows/mine/results'

    def answer(**more):
        return pat.ok('POST', path, dict({'inputs': [an_input(photograph('astronaut'))]}, **more))
    assert 'workflow_state' not in answer()
    assert 'workflow_state' not in answer(workflow_state={})
    first, other = (answer(workflow_state={'id': 'init'}) for _ in range(2))
    begun = first['workflow_state']
    assert begun['id'] not in ('', 'init', other['workflow_state']['id'])
    again = answer(workflow_state=begun)
    assert again['workflow_state'] == begun
    assert [output['data'] for output in again['results'][0]['outputs']] == \
        [output['data'] for output in first['results'][0]['outputs']]
    assert pat.refused('POST', path, {'workflow_state': {'id': 1}, 'inputs': []})[0] == 400


def test_other_nodes_make_another_version(pat, app):
    first = pat.ok('POST', app + '/workflows', workflow(node('a', GENERAL)))['workflows'][0]
    path = app + '/workflows/mine'

    def patch(action, *nodes):
        found = pat.ok('PATCH', app + '/workflows', dict(workflow(*nodes), action=action))
        return [item['id'] for item in found['workflows'][0]['nodes']]
    assert patch('merge', node('b', FACES, 'a')) == ['a', 'b']
    assert patch('remove', {'id': 'b'}) == ['a']
    assert patch('overwrite', node('c', FACES), node('d', GENERAL, 'c')) == ['c', 'd']
    versions = pat.ok('GET', path + '/versions')['workflow_versions']
    assert [len(version['nodes']) for version in versions] == [2, 1, 2, 1]
    assert versions[-1]['id'] == first['version']['id']
    one = path + '/versions/' + versions[-1]['id']
    assert pat.ok('GET', one)['workflow_version'] == versions[-1]
    body = {'inputs': [an_input(plain('red'))]}
    assert len(pat.ok('POST', one + '/results', body)['results'][0]['outputs']) == 1
    assert len(pat.ok('POST', path + '/results', body)['results'][0]['outputs']) == 2

    changed = pat.ok('PATCH', path + '/versions', {'action': 'overwrite', 'workflow_versions': [
        {'id': versions[-1]['id'], 'description': 'the first', 'is_deprecated': True}]})
    assert changed['workflow_versions'][0]['description'] == 'the first'
    pat.ok('DELETE', path + '/versions', {'workflow_version_ids': [versions[-1]['id']]})
    assert pat.refused('GET', one)[:2] == (404, 22102)
    everything = {'workflow_version_ids': [version['id'] for version in versions[:-1]]}
    assert pat.refused('DELETE', path + '/versions', everything)[:2] == (400, 22104)
    assert len(pat.ok('GET', path + '/versions')['workflow_versions']) == 3


def test_what_is_said_of_a_workflow_changes_and_its_nodes_stay(pat, app):
    pat.ok('POST', app + '/workflows', workflow(node('a', GENERAL), metadata={'k': 1}))
    changed = pat.ok('PATCH', app + '/workflows', {'action': 'merge', 'workflows': [
        {'id': 'mine', 'metadata': {'l': 2}, 'notes': 'n'}]})['workflows'][0]
    assert (changed['metadata'], changed['notes']) == ({'k': 1, 'l': 2}, 'n')
    assert len(pat.ok('GET', app + '/workflows/mine/versions')['workflow_versions']) == 1
    pat.ok('PATCH', app + '/workflows/ids', {'action': 'overwrite', 'ids': [
        {'id': 'mine', 'new_id': 'ours'}]})
    assert pat.ok('GET', app + '/workflows/ours')['workflow']['notes'] == 'n'


def test_lists_are_filtered_and_sorted(pat, app):
    for name in ('b-one', 'c-two', 'a-two'):
        pat.ok('POST', app + '/workflows', workflow(node('n', GENERAL), id=name))

    def ids(**query):
        answer = pat.ok('GET', app + '/workflows', params=query)
        return [item['id'] for item in answer['workflows']]
    assert ids() == ['b-one', 'c-two', 'a-two']
    assert ids(search='*TWO') == ids(id='two') == ['c-two', 'a-two']
    assert ids(sort_by_id='true', sort_ascending='true', per_page=2) == ['a-two', 'b-one']
    assert ids(starred_only='true') == []


@pytest.mark.parametrize('nodes, expected', [
    ([], (400, 22104)),
    ([{}], (400, 22104)),
    ([{'id': 'n'}], (400, 22104)),
    ([{'id': 'n', 'model': {}}], (400, 22104)),
    ([{'id': 'n', 'model': 'general'}], (400, 11102)),
    ([{'id': 'n', 'colour': 'red'}], (400, 11102)),
    ([node('n', 'nope')], (400, 22104)),
    ([node('n', 'c0c0ac362b03416da06ab3fa36fb58e3')], (400, 22104)),
    ([node('n', GENERAL), node('n', GENERAL)], (400, 22107)),
    ([node('n', GENERAL, 'm')], (400, 22107)),
    ([node('n', GENERAL, 'n')], (400, 22107)),
    ([node('n', GENERAL, 'm'), node('m', GENERAL, 'n')], (400, 22107)),
    ([node('n', GENERAL, output_info_override={'params': {'a': 1}})], (400, 22104)),
    ([{'id': 'n', 'model': {'id': 'm', 'user_id': 'eve', 'app_id': 'x'}}], (400, 22104)),
    ([node('n%d' % number, GENERAL) for number in range(21)], (400, 22104)),
    ('nodes', (400, 11102))])
def test_nodes_that_make_no_sense(pat, app, nodes, expected):
    body = {'workflows': [{'id': 'mine', 'nodes': nodes}]}
    assert pat.refused('POST', app + '/workflows', body)[:2] == expected
    assert pat.ok('GET', app + '/workflows')['workflows'] == []


def test_other_bad_requests(pat, app):
    pat.ok('POST', app + '/workflows', workflow(node('n', GENERAL)))
    for method, rest, body, expected in (
            ('POST', '', workflow(node('n', GENERAL)), (400, 22100)),
            ('POST', '', {}, (400, 22104)),
            ('PATCH', '', dict(workflow(), action='paint'), (400, 11102)),
            ('PATCH', '', dict(workflow(id='x'), action='merge'), (404, 22102)),
            ('PATCH', '', dict(workflow(node('n', GENERAL)), action='remove'), (400, 22104)),
            ('PATCH', '', dict(workflow(node('m', GENERAL, 'x')), action='merge'), (400, 22107)),
            ('DELETE', '/x', None, (404, 22102)),
            ('POST', '/x/results', {'inputs': []}, (404, 22102)),
            ('POST', '/mine/versions/x/results', {'inputs': []}, (404, 22102)),
            ('PATCH', '/mine/versions', {'action': 'merge', 'workflow_versions': [
                {'id': 'x'}]}, (404, 22102)),
            ('DELETE', '/mine/versions', {}, (400, 22104))):
        assert pat.refused(method, app + '/workflows' + rest, body)[:2] == expected, (method, rest)


def test_public_workflows(pat):
    found = pat.ok('GET', MAIN + '/workflows')['workflows']
    assert [item['id'] for item in found] == PUBLIC
    version = pat.ok('GET', MAIN + '/workflows/General/versions')['workflow_versions'][0]
    assert pat.ok('GET', MAIN + '/workflows/General/versions/' + version['id'])
    assert pat.refused('DELETE', MAIN + '/workflows/General')[:2] == (403, 11007)
    assert pat.refused('POST', MAIN + '/workflows', workflow())[:2] == (403, 11007)
    assert [item['id'] for item in
            pat.ok('GET', '/users/clarifai/workflows')['workflows']] == PUBLIC
    general = pat.ok('GET', MAIN + '/workflows/General')['workflow']
    assert [node['id'] for node in general['nodes']] == [
        'general-v1.5-concept', 'general-v1.5-embed', 'general-v1.5-cluster']
    body = {'inputs': [an_input(plain('red'))]}
    [result] = pat.ok('POST', MAIN + '/workflows/General/results', body)['results']
    assert [sorted(output['data']) for output in result['outputs']] == [
        ['concepts'], ['embeddings'], ['clusters']]


def test_an_app_has_a_copy_of_general_with_one_version(pat, app):
    pat.ok('POST', app + '/inputs', {'inputs': [an_input(plain('red'))]})
    [version] = pat.ok('GET', app + '/workflows/General/versions')['workflow_versions']
    assert pat.ok('GET', app + '/workflows/General/versions/' + version['id'])


def test_demographics_looks_at_each_face_with_three_models(pat):
    body = {'inputs': [an_input(photograph('astronaut'))]}
    [result] = pat.ok('POST', MAIN + '/workflows/Demographics/results', body)['results']
    faces, crops, others = result['outputs'][0], result['outputs'][1], result['outputs'][2:]
    assert [output['model']['id'] for output in result['outputs']] == [
        'face-detection', 'margin-110-image-crop'] + [
        name + '-demographics-recognition' for name in ('ethnicity', 'gender', 'age')]
    assert [output['model']['model_version']['id'] for output in result['outputs']] == [
        '6dc7e46bc9124c5c8824be4822abe105', 'b9987421b40a46649566826ef9325303',
        'b2897edbda314615856039fb0c489796', 'ff83d5baac004aafbe6b372ffa6f8227',
        'fb9f10339ac14e23b8e960e74984401b']
    [face] = faces['data']['regions']
    assert face['data']['concepts'][0]['name'] == 'BINARY_POSITIVE'
    [crop] = crops['data']['regions']
    box, info = face['region_info']['bounding_box'], crop['data']['image']['image_info']
    picture = pil_image.open(io.BytesIO(base64.b64decode(crop['data']['image']['base64'])))
    assert picture.size == (info['width'], info['height']) and info['format'] == 'JPEG'
    assert info['width'] == pytest.approx(1.1 * 512 * (box['right_col'] - box['left_col']), abs=2)
    for output, names in zip(others, (ETHNICITIES, ['Masculine', 'Feminine'], AGES)):
        [region] = output['data']['regions']
        assert (region['id'], region['region_info']) == (face['id'], face['region_info'])
        assert set(region) == {'id', 'region_info', 'data'}
        concepts = region['data']['concepts']
        assert [concept['name'] for concept in concepts] == names
        # Nobody is judged here: each word is as likely as the others.
        assert set(concept['value'] for concept in concepts) == {round(1.0 / len(names), 6)}
        assert not any('vocab_id' in concept for concept in concepts)


def test_faces_nobody_has(pat):
    body = {'inputs': [an_input(photograph('coffee'))]}
    [result] = pat.ok('POST', MAIN + '/workflows/Demographics/results', body)['results']
    assert not any(output.get('data', {}).get('regions') for output in result['outputs'])


def test_an_api_key_makes_workflows_in_its_app(pat):
    api = Api(pat.url)
    api.ok('POST', '/workflows', workflow(node('n', GENERAL)))
    body = {'inputs': [an_input(plain('red'))]}
    assert len(api.ok('POST', '/workflows/mine/results', body)['results'][0]['outputs']) == 1
    listed = api.ok('GET', '/workflows')['workflows']
    assert [item['id'] for item in listed] == PUBLIC + ['mine']
    assert set(listed[-1]) == {'id', 'app_id', 'nodes', 'created_at'}
    assert [item['id'] for item in api.ok('GET', '/public_workflows')['workflows']] == PUBLIC


def test_a_workflow_that_is_called_like_a_public_model_runs_it(pat, platform_url):
    body = {'inputs': [an_input(plain('red'))]}
    path = '/users/someone-%s/apps/a/workflows/general-image-recognition' % uuid.uuid4().hex[:8]
    answer = Api(pat.url).ok('POST', path + '/results', body)
    [output] = answer['results'][0]['outputs']
    assert output['model']['id'] == GENERAL and output['data']['concepts']
    assert answer['workflow']['app_id'] == 'a'
    shown = Api(pat.url).ok('GET', path)['workflow']
    assert [node['id'] for node in shown['nodes']] == [GENERAL]
    api = Api(platform_url)
    api.ok('POST', '/users/ann-w/apps/a/concepts', {'concepts': [{'id': 'c'}]})
    assert api.refused('POST', '/users/ann-w/apps/a/workflows/general-image-recognition/results',
                       body)[:2] == (404, 22102)
