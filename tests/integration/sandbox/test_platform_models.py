"""Inputs, models, versions and evaluations as today's platform has them."""
from __future__ import absolute_import


import pytest
from sandbox_process import Api, App, an_input, photograph, plain, requests, shared_url, wait_for

url = shared_url()


@pytest.fixture
def app(url):
    return App(url)


def concepts_of(item):
    return dict((concept['id'], concept['value']) for concept in item['data']['concepts'])


def version_body(*concepts, **params):
    body = {'output_info': {'data': {'concepts': [{'id': one} for one in concepts]}}}
    if params:
        body['train_info'] = {'params': params}
    return {'model_versions': [body]}


def trained(app, model_id, *concepts, **params):
    model = app.ok('POST', '/models/%s/versions' % model_id, version_body(*concepts, **params))
    version = model['model']['model_version']
    assert version['status']['code'] == 21103
    return app.finished('/models/%s/versions/%s' % (model_id, version['id']), (21103, 21101))


def surfaces(app):
    """Adds pictures of two surfaces."""
    app.add(*[an_input(photograph(name, (x / 4.0, 0, x / 4.0 + 0.25, 1)),
                       '%s-%d' % (name, x), [name])
              for name in ('grass', 'brick') for x in range(4)])


def test_uploads_are_hosted(app):
    data = plain('red')
    app.add(an_input(data, 'one'))
    hosted = app.ok('GET', '/inputs/one')['input']['data']['image']['hosted']
    address = '/'.join([hosted['prefix'], hosted['sizes'][0], hosted['suffix']])
    assert requests.get(address).content == data


def test_an_input_that_is_gone(app):
    app.add(an_input(plain('red'), 'one'))
    app.ok('DELETE', '/inputs', {'ids': ['one', 'nobody']})
    assert app.refused('GET', '/inputs/one')[:2] == (404, 11101)
    http, code, answer = app.refused('PATCH', '/inputs', {'inputs': [{'id': 'one'}],
                                                          'action': 'merge'})
    assert answer['inputs'][0]['status']['code'] == 11101


def test_overwriting_replaces_all_that_is_said(app):
    app.add(an_input(plain('red'), 'one', ['a', 'b'], metadata={'k': 'v'},
                     geo={'geo_point': {'latitude': 1, 'longitude': 2}}))
    item = app.ok('PATCH', '/inputs', {'action': 'overwrite', 'inputs': [
        {'id': 'one', 'data': {'concepts': [{'id': 'c'}]}}]})['inputs'][0]
    assert concepts_of(item) == {'c': 1.0}
    assert set(item['data']) == {'image', 'concepts'}


def test_inputs_by_their_ids(app):
    app.add(*[an_input(plain('red'), name) for name in 'abc'])
    found = app.ok('GET', '/inputs?ids=c&ids=a&ids=x')['inputs']
    assert [item['id'] for item in found] == ['c', 'a']


def test_a_concept_twice(app):
    app.ok('POST', '/concepts', {'concepts': [{'id': 'cat'}]})
    http, code, answer = app.refused('POST', '/concepts', {'concepts': [{'id': 'cat'}]})
    assert (http, code) == (400, 40003) and 'duplicate' in answer['status']['details']
    concept = app.ok('GET', '/concepts/cat')['concept']
    assert (concept['value'], concept['language']) == (1.0, 'en')


def test_a_model_is_made_without_a_version(app):
    model = app.ok('POST', '/models', {'models': [{
        'id': 'm', 'model_type_id': 'embedding-classifier', 'metadata': {'k': 1}}]})['model']
    assert 'model_version' not in model and 'output_info' not in model
    assert (model['name'], model['metadata']) == ('m', {'k': 1})
    assert app.ok('GET', '/models/m/versions')['model_versions'] == []
    assert app.refused('POST', '/models/m/versions', {})[:2] == (400, 21202)
    body = {'inputs': [an_input(plain('red'))]}
    assert app.refused('POST', '/models/m/outputs', body)[:2] == (400, 21102)
    for wrong, code in (({'id': 'n', 'model_type_id': 'visual-detector'}, 21202),
                        ({'id': 'n', 'model_type_id': 'nonsense'}, 11101), ({'id': 'm'}, 21202)):
        assert app.refused('POST', '/models', {'models': [wrong]})[1] == code


def test_concepts_come_with_the_training_and_stay_with_the_version(app):
    surfaces(app)
    app.ok('POST', '/models', {'models': [{'id': 'm'}]})
    first = trained(app, 'm', 'grass', 'brick')
    assert first['status']['code'] == 21100
    assert first['train_info']['params']['enrich_dataset'] == 'Automatic'
    second = trained(app, 'm', 'grass', enrich_dataset='Disabled')
    assert second['train_info']['params']['enrich_dataset'] == 'Disabled'

    def ids(path):
        version = app.ok('GET', path)['model']['model_version']
        return [word['id'] for word in version['output_info']['data']['concepts']]
    assert ids('/models/m/output_info') == ['grass']
    assert ids('/models/m/versions/%s/output_info' % first['id']) == ['grass', 'brick']
    assert 'data' not in app.ok('GET', '/models/m')['model']['model_version']['output_info']
    words = app.ok('GET', '/models/m/versions/%s/concepts?search=br*' % first['id'])['concepts']
    assert [word['id'] for word in words] == ['brick']
    answer = app.ok('POST', '/models/m/versions/%s/outputs' % first['id'],
                    {'inputs': [an_input(photograph('grass'))]})['outputs'][0]
    assert answer['model']['model_version']['id'] == first['id']
    assert answer['data']['concepts'][0]['id'] == 'grass'


def test_enrich_dataset_is_the_closed_environment(app):
    """Closed, what nobody said to be grass is taken to be none."""
    app.add(*[an_input(photograph(name, (x / 4.0, 0, x / 4.0 + 0.25, 1)), concepts=concepts)
              for name, concepts in (('grass', ['grass']), ('brick', ['brick']),
                                     ('coffee', ['!grass']))
              for x in range(4)])
    app.ok('POST', '/models', {'models': [{'id': 'm'}]})
    scores = []
    for word in ('Automatic', 'Disabled'):
        version = trained(app, 'm', 'grass', 'brick', enrich_dataset=word)
        assert version['status']['code'] == 21100
        answer = app.ok('POST', '/models/m/outputs', {'inputs': [an_input(photograph('gravel'))]})
        scores.append(dict((item['id'], item['value']) for item in
                           answer['outputs'][0]['data']['concepts'])['grass'])
    assert scores[0] > scores[1]
    assert app.refused('POST', '/models/m/versions',
                       version_body('grass', enrich_dataset='Maybe'))[1] == 21202


def test_what_belongs_to_a_model_is_patched(app):
    app.ok('POST', '/models', {'models': [{'id': 'm', 'metadata': {'a': {'x': 1}}}]})

    def patched(action, **members):
        return app.ok('PATCH', '/models', {'action': action, 'models': [
            dict(members, id='m')]})['models'][0]
    model = patched('merge', name='New', description='d', notes='n', metadata={'a': {'y': 2}},
                    toolkits=['t'])
    assert (model['name'], model['description'], model['notes']) == ('New', 'd', 'n')
    assert model['metadata'] == {'a': {'x': 1, 'y': 2}}
    assert patched('merge', toolkits=['s'])['toolkits'] == ['t', 's']
    assert patched('remove', metadata={'a': {'x': 1}})['metadata'] == {'a': {'y': 2}}
    model = patched('overwrite', metadata={'b': 1}, toolkits=[])
    assert (model['metadata'], model['notes']) == ({'b': 1}, 'n') and 'toolkits' not in model
    http, code, answer = app.refused('PATCH', '/models', {'action': 'merge', 'models': [
        {'id': 'm', 'output_info': {'data': {'concepts': [{'id': 'x'}]}}}]})
    assert (http, code) == (400, 21202) and 'versions' in answer['status']['details']


def test_versions_are_patched_and_deleted(app):
    surfaces(app)
    app.ok('POST', '/models', {'models': [{'id': 'm'}]})
    version = trained(app, 'm', 'grass', 'brick')
    changed = app.ok('PATCH', '/models/m/versions', {'action': 'overwrite', 'model_versions': [
        {'id': version['id'], 'description': 'd', 'output_info': {'params': {'min_value': 0.95}}}]})
    shown = changed['model_versions'][0]
    assert (shown['description'], shown['output_info']['params']) == ('d', {
        'max_concepts': 20, 'min_value': 0.95, 'select_concepts': []})
    app.ok('DELETE', '/models/m/versions/' + version['id'])
    assert app.refused('GET', '/models/m/versions/' + version['id'])[:2] == (404, 21200)


def test_models_are_listed_by_filters(app):
    surfaces(app)
    for name in ('b', 'a', 'c'):
        app.ok('POST', '/models', {'models': [{'id': name, 'description': 'about ' + name,
                                               'toolkits': ['t-' + name]}]})
    trained(app, 'a', 'grass', 'brick')

    def ids(query):
        return ''.join(model['id'] for model in app.ok('GET', '/models' + query)['models'])
    assert ids('') == 'bac'
    assert ids('?page=2&per_page=2') == 'c' and ids('?page=9') == ''
    assert ids('?sort_by_name=true&sort_ascending=true') == 'abc'
    assert ids('?sort_by_created_at=True') == 'cab'
    assert ids('?trained_only=true') == 'a'
    assert ids('?search=about%20c') == 'c'
    assert ids('?toolkits=t-b') == 'b' and ids('?toolkits=t-b&toolkits=t-c') == ''
    assert ids('?model_type_id=embedding-classifier') == 'bac'
    assert ids('?model_type_id=clusterer') == '' and ids('?starred_only=true') == ''
    assert ids('?output_fields=concepts') == 'bac' and ids('?output_fields=clusters') == ''
    assert app.refused('GET', '/models?trained_only=perhaps')[0] == 400
    found = app.ok('POST', '/models/searches', {'model_query': {
        'name': 'A*', 'model_type_id': 'embedding-classifier'}})['models']
    assert [model['id'] for model in found] == ['a']


def test_public_models_are_found_where_they_are(app, url):
    main = Api(url)
    path = '/users/clarifai/apps/main/models'
    listed = [model['id'] for model in main.ok('GET', path + '?per_page=100')['models']]
    assert 'general-image-recognition' in listed and 'travel-recognition' not in listed
    for name in ('*general*', 'general-v1.3', 'image recognition'):
        found = main.ok('POST', path + '/searches', {'model_query': {'name': name}})['models']
        assert 'general-image-recognition' in [model['id'] for model in found]
    assert app.ok('GET', '/models')['models'] == []


def test_types(app):
    types = dict((item['id'], item) for item in app.ok('GET', '/models/types')['model_types'])
    learning = {'embedding-classifier', 'visual-classifier', 'text-classifier', 'text-embedder'}
    assert set(name for name in types if types[name]['trainable']) == learning
    assert set(name for name in types if types[name]['creatable']) == learning | {
        'image-crop', 'concept-synonym-mapper', 'concept-thresholder', 'region-thresholder',
        'prompter'}
    assert len(app.ok('GET', '/models/types?page=2&per_page=2')['model_types']) == 2
    found = app.ok('GET', '/models/types/clusterer')['model_type']
    assert found == types['clusterer']
    assert app.refused('GET', '/models/types/nonsense')[:2] == (404, 11101)


def test_evaluations(app):
    surfaces(app)
    app.ok('POST', '/models', {'models': [{'id': 'm'}]})
    version = trained(app, 'm', 'grass', 'brick')
    path = '/models/m/versions/%s/evaluations' % version['id']
    assert 'eval_metrics' not in app.ok('GET', path)
    body = {'eval_metrics': [{'model': {'id': 'm', 'model_version': {'id': version['id']}}}]}
    asked = app.ok('POST', '/evaluations', body)['eval_metrics'][0]
    assert asked['status']['code'] in (21301, 21303)

    def done():
        found = app.ok('GET', '/evaluations/' + asked['id'])['eval_metrics']
        return found if found['status']['code'] == 21300 else None
    summary = wait_for(done)
    assert summary['model']['model_version']['id'] == version['id']
    assert summary['summary']['macro_avg_roc_auc'] > 0.9
    [found] = app.ok('GET', path)['eval_metrics']
    assert app.ok('GET', path + '/' + asked['id'])['eval_metrics'] == summary
    assert app.ok('GET', '/evaluations')['eval_metrics'] == [found]
    check_parts(app, '/evaluations/' + asked['id'], found)
    again = app.ok('POST', '/evaluations', body)['eval_metrics'][0]
    assert again['id'] != asked['id']
    listed = [one['id'] for one in app.ok('GET', path)['eval_metrics']]
    assert listed == [again['id'], asked['id']]
    assert [one['id'] for one in app.ok('GET', path + '?page=2&per_page=1')['eval_metrics']] == \
        [asked['id']]
    assert app.ok('GET', '/evaluations/' + asked['id'])['eval_metrics'] == summary
    wait_for(lambda: app.ok('GET', path + '/' + again['id'])['eval_metrics'].get('summary'))
    assert app.refused('GET', '/models/m/versions/other/evaluations/' + again['id'])[0] == 404
    assert app.refused('GET', '/evaluations/nobody')[:2] == (404, 11101)
    assert app.refused('POST', '/evaluations', {'eval_metrics': [{}]})[0] == 400


def check_parts(app, path, found):
    """What is asked for by `fields` is there beside the summary, and no more."""
    parts = {'confusion_matrix', 'cooccurrence_matrix', 'label_counts', 'binary_metrics'}
    assert parts < set(found) and 'test_set' not in found
    for asked in (set(), {'binary_metrics'}, {'label_counts', 'confusion_matrix'},
                  {'metrics_by_area'}):
        query = '&'.join('fields.%s=true' % name for name in asked)
        some = app.ok('GET', '%s?fields.test_set=false&%s' % (path, query))['eval_metrics']
        assert set(some) == set(found) - (parts - asked)
        assert all(some[name] == found[name] for name in some)
    whole = app.ok('GET', path + '?fields.test_set=true')['eval_metrics']
    entries = whole['test_set']
    assert len(entries) == sum(one['count'] for one in
                               found['label_counts']['positive_label_counts'])
    there = {one['id']: one for one in app.ok('GET', '/inputs?per_page=100')['inputs']}
    right = 0
    for entry in entries:
        assert entry['input'] == there[entry['input']['id']]
        truth = [one['id'] for one in entry['ground_truth_concepts'] if one['value'] == 1]
        values = [one['value'] for one in entry['predicted_concepts']]
        assert len(values) == 2 and values == sorted(values, reverse=True)
        right += entry['predicted_concepts'][0]['id'] in truth
    assert right > 0.8 * len(entries)


def test_a_key_may_speak_todays_dialect(url):
    """Without user and app, what only today's platform takes is taken so."""
    key = Api(url)
    key.ok('POST', '/models', {'models': [{'id': 'm', 'metadata': {'k': 'v'}}]})
    assert key.ok('GET', '/models/m')['model']['metadata'] == {'k': 'v'}
    key.ok('PATCH', '/models', {'models': [{'id': 'm', 'notes': 'n'}], 'action': 'merge'})
    key.add(an_input(plain('red'), 'one', ['a']), an_input(plain('blue'), 'two', ['b']))
    key.ok('POST', '/models/m/versions', version_body('a', 'b'))
    hits = key.ok('POST', '/inputs/searches', {'searches': [{'query': {'filters': [
        {'annotation': {'input_id': 'two'}}]}}]})['hits']
    assert [hit['input']['id'] for hit in hits] == ['two']
    # And 2.x is still 2.x.
    model = key.ok('POST', '/models', {'model': {'id': 'old'}})['model']
    assert model['model_version']['status']['code'] == 21102
    assert model['output_info']['type'] == 'concept'
