"""What today's platform does not take any more, and how it says so."""
from __future__ import absolute_import

import pytest
from sandbox_process import Api, SandboxProcess, an_input, photograph, plain

OWN, MAIN = '/users/u/apps/a', '/users/clarifai/apps/main'


@pytest.fixture(scope='module', params=['scoped', 'unscoped'])
def sender(request):
    """Sends to the app of a PAT, or with --platform to that of an API key."""
    process = SandboxProcess(*(['--platform'] if request.param == 'unscoped' else []))
    api = Api(process.url)
    prefix = OWN if request.param == 'scoped' else ''
    yield lambda method, path, body=None, **more: api.refused(method, prefix + path, body, **more)
    process.stop()


@pytest.mark.parametrize('method, path, body, name', [
    ('DELETE', '/inputs', {'delete_all': True}, 'delete_all'),
    ('POST', '/models/searches', {'model_query': {'name': 'color', 'type': 'color'}}, 'type'),
    ('POST', '/models', {'model': {'id': 'm', 'output_info': {
        'output_config': {'closed_environment': True}}}}, 'closed_environment'),
    ('POST', '/inputs', {'inputs': [{'data': {'image': {
        'url': 'http://x/1.jpg', 'crop': [0.1, 0.2, 0.3, 0.4]}}}]}, 'crop'),
    ('POST', '/searches', {'query': {'ands': [{'output': {'input': {'data': {'image': {
        'url': 'http://x/1.jpg', 'crop': [0, 0, 1, 1]}}}}}]}}, 'crop'),
    ('POST', '/inputs', {'inputs': [{'data': {'regions': [{'data': {
        'face': {'identity': {}}}}]}}]}, 'face'),
    ('POST', '/models/m/versions', {'output_info': {}}, 'output_info'),
    ('PATCH', '/models', {'model': {'id': 'm'}, 'action': 'merge'}, 'model'),
    ('POST', '/inputs/searches', {'query': {'ranks': []}}, 'query'),
    ('POST', '/inputs/searches', {'searches': [{'query': {'ranks': [{'input': {}}]}}]}, 'input'),
    ('GET', '/inputs?limit=20', None, 'limit')])
def test_members_that_are_gone_are_named(sender, method, path, body, name):
    http, code, answer = sender(method, path, body)
    # Of a search, it is the search that makes no sense.
    expected = 40002 if path in ('/searches', '/inputs/searches') else 11102
    assert (http, code) == (400, expected)
    assert answer['status']['details'].startswith("'%s' is not known" % name)


@pytest.mark.parametrize('method, path, body, name', [
    ('GET', '/models?visibility.gettable=PUBLIC', None, 'visibility.gettable'),
    ('GET', '/inputs?status.description=x', None, 'status.description'),
    ('GET', '/evaluations?sort_by_f1=true', None, 'sort_by_f1'),
    ('POST', '/models/m/outputs', {'inputs': [], 'version_id': 'v'}, 'version_id')])
def test_members_that_the_sandbox_has_no_use_for_are_named(sender, method, path, body, name):
    http, code, answer = sender(method, path, body)
    assert (http, code) == (400, 11102)
    assert answer['status']['details'].startswith("'%s' is not served" % name)


@pytest.mark.parametrize('method, path', [
    ('POST', '/models/m/versions/v/feedback'), ('POST', '/models/m/feedback'),
    ('POST', '/searches/feedback'), ('GET', '/public_workflows'), ('POST', '/token')])
def test_routes_that_are_gone(sender, method, path):
    http, code, answer = sender(method, path, {})
    assert (http, code) == (404, 11101)
    # POST /searches/feedback would run a saved search with this id.
    assert path.rsplit('/', 1)[1] in answer['status']['details']


@pytest.fixture(scope='module')
def api():
    process = SandboxProcess()
    yield Api(process.url)
    process.stop()


@pytest.mark.parametrize('model_id, said', [
    ('c0c0ac362b03416da06ab3fa36fb58e3', '16 October 2020'),
    ('c2cf7cecd8a6427da375b9f35fcd2381', '1 February 2020')])
def test_models_that_are_gone(api, model_id, said):
    body = {'inputs': [an_input(plain('red'))]}
    http, code, answer = api.refused('POST', '%s/models/%s/outputs' % (MAIN, model_id), body)
    assert (http, code) == (404, 21200) and said in answer['status']['details']
    assert api.ok('POST', '/models/%s/outputs' % model_id, body)  # but not of 2.x


@pytest.mark.parametrize('model_id', [
    'travel-recognition', 'celebrity-face-detection', 'e466caa0619f444ab97497640cefc4dc',
    'apparel-classification-v2'])
def test_models_that_went_in_2025_are_there_for_the_programs_of_before(api, platform_url,
                                                                       model_id):
    body = {'inputs': [an_input(plain('red'))]}
    assert api.ok('POST', '%s/models/%s/outputs' % (MAIN, model_id), body)
    http, code, answer = Api(platform_url).refused(
        'POST', '%s/models/%s/outputs' % (MAIN, model_id), body)
    assert (http, code) == (404, 21200) and '31 December 2025' in answer['status']['details']


def test_a_workflow_takes_32_inputs(api):
    items = [an_input(plain('red'))] * 33
    assert api.refused('POST', MAIN + '/workflows/General/results', {'inputs': items})[0] == 400
    api.ok('POST', '/workflows/General/results', {'inputs': items})


def test_faces_are_regions_with_concepts(api):
    body = {'inputs': [an_input(photograph('astronaut'))]}
    data = api.ok('POST', MAIN + '/models/face-detection/outputs', body)['outputs'][0]['data']
    assert data['regions'] and set(data['regions'][0]['data']) == {'concepts'}


def test_the_old_and_the_new_place_of_options(api):
    for place in ({'model_version': {'output_info': {'output_config': {'max_concepts': 2}}}},
                  {'output_info': {'output_config': {'max_concepts': 2}}}):
        answer = api.ok('POST', MAIN + '/models/general-image-recognition/outputs',
                        {'inputs': [an_input(photograph('coffee'))], 'model': place})
        assert len(answer['outputs'][0]['data']['concepts']) == 2


def test_a_public_model_answers_with_its_name_of_today(api):
    body = {'inputs': [an_input(plain('red'))]}
    for model_id in ('aaa03c23b3724a16a56b629203edc62c', 'general-image-recognition'):
        output = api.ok('POST', '%s/models/%s/outputs' % (MAIN, model_id), body)['outputs'][0]
        model = output['model']
        assert (model['id'], model['name']) == ('general-image-recognition', 'Image Recognition')
        assert model['model_type_id'] == 'visual-classifier' and 'output_info' not in model
        assert model['visibility'] == {'gettable': 50}
        assert output['data']['concepts'][0]['user_id'] == 'clarifai'
        # An own app lists none of them; by way of it they are found, as they were until 2025.
        output = api.ok('POST', OWN + '/models/%s/outputs' % model_id, body)['outputs'][0]
        assert output['model'] == model
