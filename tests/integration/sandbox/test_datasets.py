"""Datasets: what is in them, their versions, trainings on them, and exports."""
from __future__ import absolute_import

import io
import json
import sqlite3
import uuid
import zipfile

import pytest
from sandbox_process import App, SandboxProcess, an_input, plain, shared_sandbox, wait_for

QUICK = ('--recognition', 'off', '--workers', '0')

process = shared_sandbox(*QUICK)


def in_app(process, name):
    """Returns the app of this name of ann's."""
    return App(process.url, 'ann-pat', 'ann', name)


@pytest.fixture
def api(process, request):
    """An app with the datasets "warm", with two pictures, and "all", with three."""
    found = in_app(process, request.node.name)
    found.ok('POST', '/datasets', {'datasets': [
        {'id': 'warm', 'description': 'red ones', 'metadata': {'a': {'b': 1}}}, {'id': 'all'}]})
    found.add(dict(an_input(plain('red'), 'red', ['warm'], metadata={'n': 1},
                            regions=[{'id': 'r', 'region_info': {'bounding_box': {
                                'top_row': 0.25, 'left_col': 0.5, 'bottom_row': 0.5,
                                'right_col': 1}}, 'data': {'concepts': [{'id': 'part'}]}}]),
                   dataset_ids=['warm', 'all']),
              dict(an_input(plain('orange'), 'orange', ['warm']), dataset_ids=['all', 'warm']),
              dict(an_input(plain('blue'), 'blue', ['!warm']), dataset_ids=['all']),
              an_input(plain('green'), 'green', ['!warm']))
    return found


def members(api, dataset_id, query=''):
    answer = api.ok('GET', '/datasets/%s/inputs%s' % (dataset_id, query))
    return [item['input']['id'] for item in answer['dataset_inputs']]


def make_version(api, dataset_id, **members):
    return api.ok('POST', '/datasets/%s/versions' % dataset_id, {
        'dataset_versions': [members]})['dataset_versions'][0]


def test_datasets_are_made_listed_changed_and_deleted(api):
    found = api.ok('GET', '/datasets')['datasets']
    assert [item['id'] for item in found] == ['warm', 'all']
    assert (found[0]['user_id'], found[0]['description']) == ('ann', 'red ones')
    assert [item['id'] for item in api.ok('GET', '/datasets?search=red*')['datasets']] == ['warm']
    assert [item['id'] for item in api.ok(
        'GET', '/datasets?sort_by_id=true&sort_ascending=true&per_page=1')['datasets']] == ['all']
    changed = api.ok('PATCH', '/datasets', {'action': 'merge', 'datasets': [
        {'id': 'warm', 'notes': 'n', 'metadata': {'a': {'c': 2}}}]})['datasets'][0]
    assert (changed['notes'], changed['metadata']) == ('n', {'a': {'b': 1, 'c': 2}})
    assert api.ok('GET', '/resource_counts')['datasets'] == '2'
    # All of them, or none.
    assert api.refused('POST', '/datasets', {'datasets': [{'id': 'new'}, {'id': 'warm'}]})[0] == 400
    assert api.refused('PATCH', '/datasets', {'action': 'merge', 'datasets': [
        {'id': 'warm', 'notes': 'x'}, {'id': 'nope'}]})[:2] == (404, 11101)
    assert api.ok('GET', '/datasets/warm')['dataset']['notes'] == 'n'
    api.ok('DELETE', '/datasets', {'dataset_ids': ['warm', 'nope']})
    assert api.refused('GET', '/datasets/warm')[:2] == (404, 11101)
    assert api.ok('GET', '/inputs/red')['input']['dataset_ids'] == ['all']


def test_the_datasets_of_a_user_are_those_of_all_apps(process, api):
    answer = api.session.get(process.url + '/v2/users/ann/datasets?id=warm').json()
    apps = [item['app_id'] for item in answer['datasets']]
    assert 'test_the_datasets_of_a_user_are_those_of_all_apps' in apps


def test_inputs_are_put_into_datasets_and_taken_out(api):
    assert members(api, 'warm') == ['red', 'orange']
    assert members(api, 'all', '?per_page=2&page=2') == ['blue']
    assert api.ok('GET', '/inputs/red')['input']['dataset_ids'] == ['warm', 'all']
    body = {'dataset_inputs': [{'input': {'id': name}} for name in ('green', 'red', 'nope')]}
    response = api.send('POST', '/datasets/warm/inputs', body)
    assert (response.status_code, response.json()['status']['code']) == (207, 10010)
    assert [item['input']['status']['code'] for item in response.json()['dataset_inputs']] == [
        64100, 64101, 11101]
    assert members(api, 'warm') == ['red', 'orange', 'green']
    one = api.ok('GET', '/datasets/warm/inputs/green')['dataset_input']
    assert one['input']['id'] == 'green' and one['created_at']
    api.ok('DELETE', '/datasets/warm/inputs', {'input_ids': ['green', 'nope']})
    assert api.refused('GET', '/datasets/warm/inputs/green')[:2] == (404, 11101)
    api.ok('DELETE', '/inputs', {'ids': ['red']})
    assert members(api, 'warm') == ['orange']


def test_what_a_search_finds_is_put_into_a_dataset(api):
    api.ok('POST', '/datasets', {'datasets': [{'id': 'merged'}]})
    api.ok('POST', '/datasets/merged/inputs', {'search': {'query': {'filters': [
        {'input': {'dataset_ids': ['warm']}}]}}})
    assert sorted(members(api, 'merged')) == ['orange', 'red']


def test_an_input_in_a_dataset_that_is_not_there_is_refused(api):
    status, _, answer = api.refused('POST', '/inputs', {'inputs': [
        dict(an_input(plain('white'), 'white'), dataset_ids=['nope'])]})
    assert status == 400 and 'POST /datasets' in answer['inputs'][0]['status']['details']
    assert api.refused('GET', '/inputs/white')[0] == 404


def test_searches_look_into_datasets(api):
    def found(*filters):
        return sorted(hit['input']['id'] for hit in api.ok('POST', '/inputs/searches', {
            'searches': [{'query': {'filters': list(filters)}}]})['hits'])
    in_warm = {'input': {'dataset_ids': ['warm']}}
    assert found(in_warm) == ['orange', 'red']
    assert found(dict(in_warm, negate=True)) == ['blue', 'green']
    assert found({'input': {'dataset_ids': ['all']}}, dict(in_warm, negate=True)) == ['blue']
    # As the tests of the official client have it of the service.
    assert found({'input': {'dataset_ids': ['nope']}}) == []
    assert found({'input': {'dataset_ids': ['nope', 'warm']}}) == ['orange', 'red']


def test_a_version_is_a_snapshot(api):
    made = make_version(api, 'warm', id='first', description='d')
    assert made['status']['code'] == 64015 and made['dataset_id'] == 'warm'
    assert made['metrics']['all']['inputs_count'] == '2'
    export = {'exports': [{'format': 'CLARIFAI_DATA_JSON'}]}
    path = '/datasets/warm/versions/first'
    url = api.ok('PUT', path + '/exports', export)['exports'][0]['url']
    before = inputs_of(api, url)
    api.ok('PATCH', '/inputs', {'action': 'overwrite', 'inputs': [
        {'id': 'red', 'data': {'concepts': [{'id': 'other'}]}}]})
    api.ok('DELETE', '/inputs', {'ids': ['orange']})
    assert inputs_of(api, url) == before
    hosted = [item['data']['image']['hosted'] for item in before]
    for one, colour in zip(hosted, ('red', 'orange')):
        address = '/'.join([one['prefix'], one['sizes'][0], one['suffix']])
        assert api.session.get(address).content == plain(colour)
    assert make_version(api, 'warm')['metrics']['all']['inputs_count'] == '1'
    api.ok('DELETE', '/datasets/warm/versions', {'dataset_version_ids': ['first']})
    assert api.session.get(url).status_code == 404
    assert api.session.get('/'.join([hosted[1]['prefix'], 'orig',
                                     hosted[1]['suffix']])).status_code == 404


def inputs_of(api, url):
    """Returns the inputs in an exported archive of JSON."""
    with zipfile.ZipFile(io.BytesIO(api.session.get(url).content)) as archive:
        assert archive.read('mimetype') == b'application/x.clarifai-data+json'
        return [item for name in archive.namelist() if name != 'mimetype'
                for item in json.loads(archive.read(name).decode('utf-8'))['inputs']]


def test_versions_are_listed_changed_and_deleted(api):
    for name in ('one', 'two'):
        make_version(api, 'all', id=name, description=name, metadata={'k': name})
    make_version(api, 'all', id='three', request_origin='TRAINING')

    def ids(query=''):
        answer = api.ok('GET', '/datasets/all/versions' + query)
        return [item['id'] for item in answer['dataset_versions']]
    assert ids() == ['three', 'two', 'one'] and ids('?page=2&per_page=2') == ['one']
    assert ids('?request_origins=MANUAL') == ['two', 'one'] and ids('?request_origins=2') == [
        'three']
    api.ok('PATCH', '/datasets/all/versions', {'action': 'overwrite', 'dataset_versions': [
        {'id': 'one', 'description': 'changed'}]})
    assert api.ok('GET', '/datasets/all/versions/one')['dataset_version'][
        'description'] == 'changed'
    assert api.refused('POST', '/datasets/all/versions', {
        'dataset_versions': [{'id': 'one'}]})[0] == 400
    api.ok('DELETE', '/datasets/all/versions', {'dataset_version_ids': ['one']})
    assert ids() == ['three', 'two']
    assert api.refused('GET', '/datasets/all/versions/one')[:2] == (404, 11101)


def test_groups_of_inputs_are_counted(api):
    make_version(api, 'all', id='v')

    def groups(query=''):
        answer = api.ok('GET', '/datasets/all/versions/v/metrics' + query)
        return [(group['type'], group['value'], group['metrics']['inputs_count'])
                for group in answer['dataset_version_metrics_groups']]
    assert sorted(groups('?types=CONCEPT_ID')) == [
        ('CONCEPT_ID', 'part', '1'), ('CONCEPT_ID', 'warm', '2')]
    assert groups('?types=INPUT_TYPE') == [
        ('INPUT_TYPE', 'total', '3'), ('INPUT_TYPE', 'image', '3')]
    assert sorted(groups('?types=11&types=20')) == [
        ('BOUNDING_BOXES_COUNT', 1, '1'), ('CONCEPTS_COUNT', 0, '1'), ('CONCEPTS_COUNT', 1, '1'),
        ('CONCEPTS_COUNT', 2, '1')]
    assert groups('?values=warm') == [('CONCEPT_ID', 'warm', '2')]
    assert len(groups()) > len(groups('?per_page=2')) == 2


def test_coco(api):
    make_version(api, 'warm', id='v')
    export = api.ok('PUT', '/datasets/warm/versions/v/exports', {
        'exports': [{'format': 'COCO'}]})['exports'][0]
    assert export['status']['code'] == 64200
    content = api.session.get(export['url']).content
    assert len(content) == int(export['size'])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        coco = json.loads(archive.read('all/annotations.json').decode('utf-8'))
    assert [image['file_name'] for image in coco['images']] == ['red', 'orange']
    assert (coco['images'][0]['width'], coco['images'][0]['height']) == (64, 48)
    names = dict((one['id'], one['name']) for one in coco['categories'])
    said = [(names[one['category_id']], one['image_id'], one['bbox'], one['area'])
            for one in coco['annotations']]
    assert said == [('warm', 1, [0, 0, 64, 48], 64 * 48), ('part', 1, [32, 12, 32, 12], 32 * 12),
                    ('warm', 2, [0, 0, 64, 48], 64 * 48)]
    assert api.refused('PUT', '/datasets/warm/versions/v/exports', {
        'exports': [{}]})[2]['status']['details'].endswith('COCO.')


def train(api, **params):
    model = api.ok('POST', '/models/m/versions', {'model_versions': [{
        'output_info': {'data': {'concepts': [{'id': 'warm'}]}},
        'train_info': {'params': params}}]})['model']
    path = '/models/m/versions/' + model['model_version']['id']
    version = api.finished(path, (21103, 21101))
    assert version['status']['code'] == 21100, version
    return set(item['id'] for item in api.ok('GET', path + '/inputs')['inputs'])


def test_a_model_is_trained_on_a_dataset_or_a_version_of_it(api):
    api.ok('POST', '/models', {'models': [{'id': 'm'}]})
    make_version(api, 'warm', id='v')
    api.ok('DELETE', '/datasets/warm/inputs', {'input_ids': ['red']})
    assert train(api) == {'red', 'orange', 'blue', 'green'}
    assert train(api, dataset_id='warm') == {'orange'}
    assert train(api, dataset_id='warm', dataset_version_id='v') == {'red', 'orange'}
    for params in ({'dataset_id': 'nope'}, {'dataset_id': 'all', 'dataset_version_id': 'v'},
                   {'dataset_version_id': 'v'}):
        body = {'model_versions': [{'output_info': {'data': {'concepts': [{'id': 'warm'}]}},
                                    'train_info': {'params': params}}]}
        assert api.refused('POST', '/models/m/versions', body)[0] in (400, 404)


def test_a_deleted_app_leaves_no_datasets(tmp_path):
    process = SandboxProcess('--data', str(tmp_path), *QUICK)
    api = in_app(process, 'gone')
    api.ok('POST', '/datasets', {'datasets': [{'id': 'd'}]})
    api.add(dict(an_input(plain('red'), 'red'), dataset_ids=['d']))
    make_version(api, 'd', id='v')
    api.ok('PUT', '/datasets/d/versions/v/exports', {'exports': [{'format': 'COCO'}]})
    api.ok('DELETE', '/inputs', {'ids': ['red']})
    process.kill()
    process = SandboxProcess('--data', str(tmp_path), *QUICK)
    api = in_app(process, 'gone')
    version = api.ok('GET', '/datasets/d/versions/v')['dataset_version']
    assert version['metrics']['all']['inputs_count'] == '1'
    assert api.session.get(version['export_info']['coco']['url'].replace(
        version['export_info']['coco']['url'].split('/sandbox')[0], process.url)).content[:2] == (
            b'PK')
    api.ok('DELETE', '')
    process.stop()
    with sqlite3.connect(str(tmp_path / 'sandbox.sqlite3')) as kept:
        tables = [row[0] for row in kept.execute(
            "SELECT name FROM sqlite_master WHERE name GLOB 'dataset*' OR name = 'kept_media'")
            if not row[0].startswith('dataset_version_inputs_by')
            and row[0] != 'dataset_inputs_by_input']
        assert len(tables) == 6
        assert [kept.execute('SELECT COUNT(*) FROM ' + name).fetchone()[0]
                for name in tables] == [0] * 6


@pytest.fixture
def many(process):
    """An app with the dataset "many", of 450 texts."""
    found = in_app(process, uuid.uuid4().hex)
    found.ok('POST', '/datasets', {'datasets': [{'id': 'many'}]})
    for start in range(0, 450, 90):
        found.ok('POST', '/inputs', {'inputs': [
            {'id': 'i%d' % number, 'dataset_ids': ['many'], 'data': {
                'text': {'raw': 'x'}, 'concepts': [{'id': 'even' if number % 2 == 0 else 'odd'}]}}
            for number in range(start, start + 90)]})
    return found


def ready(api, path):
    """Waits until a version is ready; returns it and the codes of its status, each once."""
    codes = []

    def version():
        found = api.ok('GET', path)['dataset_version']
        code = found['status']['code']
        if code not in codes:
            codes.append(code)
        return found if code == 64015 else None
    return wait_for(version), codes


def test_a_large_version_is_made_after_the_answer(many):
    made = make_version(many, 'many', id='v')
    path, exports = '/datasets/many/versions/v', {'exports': [{'format': 'CLARIFAI_DATA_JSON'}]}
    assert made['status']['code'] == 64005 and 'metrics' not in made
    [first] = many.ok('PUT', path + '/exports', exports)['exports']
    found, codes = ready(many, path)
    assert set(codes) <= {64005, 64010, 64015}
    counts = found['metrics']['all']
    assert (counts['inputs_count'], counts['positive_input_tags_count']) == ('450', '450')
    groups = many.ok('GET', path + '/metrics')['dataset_version_metrics_groups']
    assert {(one['type'], one['value']): one['metrics']['inputs_count'] for one in groups} == {
        ('INPUT_TYPE', 'total'): '450', ('INPUT_TYPE', 'text'): '450',
        ('CONCEPT_ID', 'even'): '225', ('CONCEPT_ID', 'odd'): '225', ('CONCEPTS_COUNT', 1): '450'}
    # What was asked for meanwhile is there with it.
    assert first['status']['code'] in (64201, 64200)
    assert found['export_info']['clarifai_data_json']['status']['code'] == 64200
    assert len(inputs_of(many, found['export_info']['clarifai_data_json']['url'])) == 450
    [export] = many.ok('PUT', path + '/exports', exports)['exports']
    assert int(export['size']) == len(many.session.get(export['url']).content)


def test_a_version_that_is_made_can_be_deleted_and_its_id_is_taken(many):
    make_version(many, 'many', id='v')
    assert many.refused('POST', '/datasets/many/versions', {
        'dataset_versions': [{'id': 'v'}]})[0] == 400
    many.ok('DELETE', '/datasets/many/versions', {'dataset_version_ids': ['v']})
    assert many.refused('GET', '/datasets/many/versions/v')[:2] == (404, 11101)
    assert 'metrics' not in make_version(many, 'many', id='v')
    assert ready(many, '/datasets/many/versions/v')[0]['metrics']['all']['inputs_count'] == '450'


def test_a_training_waits_for_the_version_that_it_learns_from(many):
    make_version(many, 'many', id='v')
    many.ok('POST', '/models', {'models': [{'id': 'm', 'model_type_id': 'text-classifier'}]})
    model = many.ok('POST', '/models/m/versions', {'model_versions': [{
        'output_info': {'data': {'concepts': [{'id': 'even'}, {'id': 'odd'}]}},
        'train_info': {'params': {'dataset_id': 'many', 'dataset_version_id': 'v',
                                  'template': 'HuggingFace_AdvancedConfig'}}}]})['model']
    path = '/models/m/versions/' + model['model_version']['id']
    version = many.finished(path, (21103, 21101))
    assert version['status']['code'] == 21100, version
    assert sum(len(many.ok('GET', '%s/inputs?per_page=128&page=%d' % (path, page))['inputs'])
               for page in range(1, 6)) == 450


def test_the_file_of_an_input_with_a_url_is_hosted_in_exports(tmp_path):
    tmp_path.joinpath('red.png').write_bytes(plain('red'))
    process = SandboxProcess('--media', str(tmp_path), *QUICK)
    api = in_app(process, 'urls')
    api.ok('POST', '/datasets', {'datasets': [{'id': 'd'}]})
    api.add({'id': 'far', 'data': {'image': {'url': 'https://x.example/red.png'}},
             'dataset_ids': ['d']},
            {'id': 'words', 'data': {'text': {'raw': 'some words'}}, 'dataset_ids': ['d']})
    make_version(api, 'd', id='v')
    url = api.ok('PUT', '/datasets/d/versions/v/exports', {
        'exports': [{'format': 'CLARIFAI_DATA_JSON'}]})['exports'][0]['url']
    files = {}
    for item in inputs_of(api, url):
        hosted = (item['data'].get('image') or item['data']['text'])['hosted']
        files[item['id']] = api.session.get(
            '/'.join([hosted['prefix'], 'orig', hosted['suffix']])).content
    assert files == {'far': plain('red'), 'words': b'some words'}
    assert wait_for(lambda: process.stop() == 0)
