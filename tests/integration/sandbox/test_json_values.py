"""Requests in every form that the JSON of protobuf allows, and those that the service took beside.

Programs send numbers as texts (forms, shells), names in camelCase (the canonical JSON of
protobuf) and, from before there were protobufs, true and false as values of concepts.
"""
from __future__ import absolute_import

import uuid

import pytest
from sandbox_process import Api, SandboxProcess, an_input, plain, text

GENERAL = 'aaa03c23b3724a16a56b629203edc62c'


@pytest.fixture(scope='module', params=['default', '--platform'])
def url(request):
    process = SandboxProcess(*([request.param] if request.param.startswith('-') else []))
    yield process.url
    process.stop()


@pytest.fixture
def api(url):
    return Api(url)


@pytest.fixture
def own(url):
    """The prefix of an app of a PAT of its own, and its API."""
    user = 'u' + uuid.uuid4().hex[:8]
    return '/users/%s/apps/a' % user, Api(url)


def annotated(api, input_id, prefix=''):
    """Returns {concept id: value} of an input."""
    found = api.ok('GET', '%s/inputs/%s' % (prefix, input_id))['input']['data']
    return dict((concept['id'], concept['value']) for concept in found.get('concepts', ()))


def with_concepts(values, input_id='i'):
    item = an_input(plain('red'), input_id)
    item['data']['concepts'] = [{'id': name, 'value': value} for name, value in values.items()]
    return {'inputs': [item]}


def test_true_and_false_on_routes_without_an_app(api):
    api.ok('POST', '/inputs', with_concepts({'train': True, 'car': False}))
    assert annotated(api, 'i') == {'train': 1, 'car': 0}
    patched = dict(with_concepts({'train': False, 'boat': True}), action='merge')
    api.ok('PATCH', '/inputs', patched)
    assert annotated(api, 'i') == {'train': 0, 'car': 0, 'boat': 1}
    region = {'region_info': {'bounding_box': {'top_row': 0.1, 'left_col': 0, 'bottom_row': 1,
                                               'right_col': 1}},
              'data': {'concepts': [{'id': 'face', 'value': True}]}}
    api.ok('PATCH', '/inputs', {'action': 'merge', 'inputs': [
        {'id': 'i', 'data': {'regions': [region]}}]})
    found = api.ok('GET', '/inputs/i')['input']['data']['regions'][0]
    assert found['data']['concepts'][0]['value'] == 1


def test_true_and_false_in_searches_and_feedback(url):
    process = SandboxProcess()  # feedback was never part of today's platform
    try:
        api = Api(process.url)
        api.ok('POST', '/inputs', with_concepts({'train': True}))
        api.wait_for_inputs()
        assert api.hits({'input': {'data': {'concepts': [{'id': 'train', 'value': True}]}}}) == [
            'i']
        assert api.hits({'input': {'data': {'concepts': [{'id': 'train', 'value': False}]}}}) == []
        api.ok('POST', '/models/%s/feedback' % GENERAL, {'input': {'id': 'i', 'data': {
            'concepts': [{'id': 'train', 'value': True}]}}})
    finally:
        process.stop()


def test_true_is_no_value_where_a_user_and_an_app_are_named(own):
    prefix, api = own
    http, _, answer = api.refused('POST', prefix + '/inputs', with_concepts({'train': True}))
    assert http == 400 and "'value'" in str(answer)


@pytest.mark.parametrize('values, kept', [
    ({'a': '1', 'b': '0', 'c': '0.25'}, {'a': 1, 'b': 0, 'c': 0.25})])
def test_numbers_as_texts(api, own, values, kept):
    body = with_concepts(values)
    body['inputs'][0]['data']['geo'] = {'geo_point': {'latitude': '48.5', 'longitude': '-3'}}
    for prefix, sender in (('', api), own):
        sender.ok('POST', prefix + '/inputs', body)
        assert annotated(sender, 'i', prefix) == kept
        place = sender.ok('GET', prefix + '/inputs/i')['input']['data']['geo']['geo_point']
        assert place == {'latitude': 48.5, 'longitude': -3}


def test_numbers_as_texts_in_predictions(own, url):
    prefix = '/users/clarifai/apps/main/models/general-image-recognition'
    body = {'inputs': [an_input(plain('red'))], 'model': {'model_version': {'output_info': {
        'output_config': {'max_concepts': '2', 'min_value': '0.01'}}}}}
    data = own[1].ok('POST', prefix + '/outputs', body)['outputs'][0]['data']
    assert len(data['concepts']) == 2


def test_numbers_as_texts_in_pages_and_searches(own):
    prefix, api = own
    api.ok('POST', prefix + '/concepts', {'concepts': [{'id': 'zq%d' % n} for n in range(3)]})
    found = api.ok('POST', prefix + '/concepts/searches', {
        'concept_query': {'name': 'zq*', 'ignore_app_concepts': False},
        'pagination': {'page': '2', 'per_page': '2'}})['concepts']
    assert [concept['id'] for concept in found] == ['zq2']


def test_a_text_that_is_no_number_is_refused(api):
    _, _, answer = api.refused('POST', '/inputs', with_concepts({'a': 'yes'}))
    assert "'value'" in str(answer) and 'number' in str(answer)


def test_camel_case_in_bodies(own):
    prefix, api = own
    user = prefix.split('/')[2]
    api.ok('POST', '/concepts', {'userAppId': {'userId': user, 'appId': 'a'},
                                 'concepts': [{'id': 'b1'}, {'id': 'b2'}]})
    found = api.ok('POST', prefix + '/concepts/searches', {
        'conceptQuery': {'name': 'b*'}, 'pagination': {'perPage': 1}})['concepts']
    assert len(found) == 1
    first = api.ok('POST', prefix + '/inputs', {'inputs': [
        {'id': 'one', 'data': {'image': {'base64': text(plain('red')), 'allowDuplicateUrl': True},
                               'metadata': {'myKey': {'userId': 1}}}}]})['inputs'][0]
    assert first['data']['metadata'] == {'myKey': {'userId': 1}}
    assert api.ok('POST', prefix + '/inputs', {
        'inputs': [an_input(plain('blue'), 'one')],
        'inputIdConflictResolution': 'SUFFIX'})['inputs'][0]['id'] == 'one-1'


def test_camel_case_of_a_form_that_only_the_platform_has(api):
    """Without a user and an app, what a request has says whose it is, whatever it is called."""
    api.ok('POST', '/models', {'models': [{'id': 'm', 'modelTypeId': 'embedding-classifier'}]})
    assert api.ok('GET', '/models/m')['model']['id'] == 'm'


def test_camel_case_in_queries(api, own):
    for prefix, sender in (('', api), own):
        sender.ok('POST', prefix + '/concepts', {'concepts': [{'id': 'c1'}, {'id': 'c2'}]})
        for name in ('perPage', 'per_page'):
            found = sender.ok('GET', prefix + '/concepts', params={name: 1, 'page': 2})['concepts']
            assert [concept['id'] for concept in found] == ['c2']
    user = own[0].split('/')[2]
    query = {'userAppId.userId': user, 'userAppId.appId': 'a', 'perPage': '1'}
    assert len(own[1].ok('GET', '/concepts', params=query)['concepts']) == 1


def test_enums_by_name_and_by_number(own):
    prefix, api = own
    api.ok('POST', prefix + '/inputs', {'inputs': [an_input(plain('red'), 'one')]})
    for resolution, wanted in (('SUFFIX', 'one-1'), (2, 'one-2')):
        added = api.ok('POST', prefix + '/inputs', {
            'inputs': [an_input(plain('blue'), 'one')],
            'input_id_conflict_resolution': resolution})['inputs'][0]
        assert added['id'] == wanted
    for metric in ('COSINE_DISTANCE', 2, None):
        api.ok('POST', prefix + '/inputs/searches', {
            'searches': [{'query': {}, 'metric': metric}]})


def test_base64_in_both_alphabets_with_padding_and_without(api):
    data = plain((250, 240, 230), (61, 47))
    encoded = text(data)
    forms = [encoded, encoded.rstrip('='), encoded.replace('+', '-').replace('/', '_')]
    forms.append(forms[2].rstrip('='))
    api.ok('POST', '/inputs', {'inputs': [{'id': 'i%d' % number, 'data': {
        'image': {'base64': form}}} for number, form in enumerate(forms)]})
    api.wait_for_inputs()
    for number in range(len(forms)):
        assert api.status_of('i%d' % number)['code'] == 30000
