"""Concepts and models, made, changed, trained, evaluated, deleted; the tutorial in plain HTTP."""
from __future__ import absolute_import

import pytest
from sandbox_process import Api, an_input, photograph, plain, shared_sandbox, wait_for

GENERAL = 'aaa03c23b3724a16a56b629203edc62c'
BOXES = [(0, 0, .8, .8), (.2, 0, 1, .8), (0, .2, .8, 1), (.2, .2, 1, 1), (.1, .1, .9, .9)]

sandbox = shared_sandbox()


@pytest.fixture
def api(sandbox):
    return Api(sandbox.url)


def create(api, model_id, *concepts, **config):
    info = {'data': {'concepts': [{'id': name} for name in concepts]}, 'output_config': config}
    body = {'model': {'id': model_id, 'name': model_id, 'output_info': info}}
    return api.ok('POST', '/models', body)['model']


def add_cats_and_cups(api):
    """Adds four parts of a photograph each; the fifth part is left to be predicted."""
    api.add(*[an_input(photograph('chelsea', box), None, ['cat', '!cup']) for box in BOXES[:4]])
    api.add(*[an_input(photograph('coffee', box), None, ['cup', '!cat']) for box in BOXES[:4]])


def test_tutorial(api):
    add_cats_and_cups(api)
    create(api, 'pets', 'cat', 'cup')
    version = api.train('pets')
    assert version['status'] == {'code': 21100, 'description': 'Model trained successfully'}
    assert version['total_input_count'] == 8
    assert version['active_concept_count'] == 2
    cat, cup = api.predict('pets', photograph('chelsea', BOXES[4]), photograph('coffee', BOXES[4]))
    assert [c['id'] for c in cat['concepts']] == ['cat', 'cup']
    assert [c['id'] for c in cup['concepts']] == ['cup', 'cat']
    assert cat['concepts'][0]['value'] > 0.5 > cat['concepts'][1]['value']
    assert cup['concepts'][0]['value'] > 0.5 > cup['concepts'][1]['value']
    assert len(api.hits({'input': {'data': {'concepts': [{'name': 'cat', 'value': 1}]}}})) == 4
    api.ok('DELETE', '/models/pets', {})
    api.ok('DELETE', '/inputs', {'delete_all': True})
    assert api.refused('GET', '/models/pets')[:2] == (404, 21200)


def test_mutually_exclusive_scores_sum_to_one(api):
    add_cats_and_cups(api)
    create(api, 'm', 'cat', 'cup', concepts_mutually_exclusive=True)
    api.train('m')
    [data] = api.predict('m', photograph('rocket'))
    assert sum(c['value'] for c in data['concepts']) == pytest.approx(1.0, abs=1e-4)


def test_a_new_model_is_untrained(api):
    model = create(api, 'new', 'sloop', 'ketch', closed_environment=True)
    assert model['name'] == 'new'
    assert model['model_version']['status'] == {'code': 21102,
                                                'description': 'Model not yet trained'}
    assert [c['name'] for c in model['output_info']['data']['concepts']] == ['sloop', 'ketch']
    assert model['output_info']['output_config'] == {
        'closed_environment': True, 'concepts_mutually_exclusive': False, 'max_concepts': 0,
        'min_value': 0}
    assert model['output_info']['type'] == model['output_info']['type_ext'] == 'concept'
    assert api.ok('GET', '/models/new')['model'] == model
    assert api.ok('GET', '/concepts/sloop')['concept']['name'] == 'sloop'
    http, code, _ = api.refused('POST', '/models/new/outputs',
                                {'inputs': [an_input(plain('red'))]})
    assert (http, code) == (400, 21102)


def test_training_is_asynchronous(api):
    api.ok('POST', '/inputs', {'inputs': [
        an_input(photograph('chelsea', box), None, ['cat']) for box in BOXES]})
    create(api, 'm', 'cat')
    model = api.ok('POST', '/models/m/versions')['model']
    assert model['model_version']['status']['code'] == 21103
    path = '/models/m/versions/' + model['model_version']['id']
    seen = []

    def trained():
        code = api.ok('GET', path)['model_version']['status']['code']
        if code not in seen:
            seen.append(code)
        return code not in (21103, 21101)
    wait_for(trained)
    assert seen in ([21103, 21101, 21100], [21103, 21100], [21101, 21100], [21100])
    # It was queued before its inputs were looked at, and waited for them.
    assert api.ok('GET', path)['model_version']['total_input_count'] == 5


@pytest.mark.parametrize('concepts, annotated, config, code', [
    (['a'], [], {}, 21110), (['a'], ['!a'], {}, 21111),
    (['a', 'b'], ['a'], {}, 21111), (['a'], ['a'], {'concepts_mutually_exclusive': True}, 21112)])
def test_training_that_cannot_be(api, concepts, annotated, config, code):
    api.add(an_input(photograph('coffee'), 'i', annotated))
    create(api, 'm', *concepts, **config)
    status = api.train('m')['status']
    assert status['code'] == code
    assert status['description'] and status['details']
    body = {'inputs': [an_input(plain('red'))]}
    assert api.refused('POST', '/models/m/outputs', body)[:2] == (400, code)


def test_versions(api):
    add_cats_and_cups(api)
    first = create(api, 'm', 'cat')['model_version']['id']
    second = api.train('m')['id']
    api.ok('PATCH', '/models', {'action': 'merge', 'models': [
        {'id': 'm', 'output_info': {'data': {'concepts': [{'id': 'cup'}]}}}]})
    third = api.train('m')['id']
    listed = api.ok('GET', '/models/m/versions')['model_versions']
    assert [version['id'] for version in listed[:1] + listed[2:]] == [third, second, first]
    assert listed[1]['status']['code'] == 21102  # that of the PATCH
    assert [v['id'] for v in api.ok('GET', '/models/m/versions?page=2&per_page=2')[
        'model_versions']] == [second, first]
    # Each version goes on predicting what it has learned.
    body = {'inputs': [an_input(photograph('rocket'))]}
    counts = []
    for version in (second, third):
        answer = api.ok('POST', '/models/m/versions/%s/outputs' % version, body)
        [output] = answer['outputs']
        assert output['model']['model_version']['id'] == version
        counts.append(len(output['data']['concepts']))
    assert counts == [1, 2]
    shown = api.ok('GET', '/models/m?version_id=' + second)['model']
    assert shown['model_version']['id'] == second
    info = api.ok('GET', '/models/m/versions/%s/output_info' % second)['model']['output_info']
    assert [c['id'] for c in info['data']['concepts']] == ['cat']
    assert api.ok('GET', '/models/m')['model']['model_version']['id'] == third
    api.ok('DELETE', '/models/m/versions/' + third, {})
    assert api.refused('GET', '/models/m/versions/' + third)[:2] == (404, 21200)
    assert len(api.predict('m', photograph('rocket'))[0]['concepts']) == 1


def test_inputs_of_a_model_and_of_a_version(api):
    api.add(an_input(photograph('chelsea'), 'cat', ['cat']), an_input(plain('red'), 'other'))
    create(api, 'm', 'cat')
    version = api.train('m')['id']
    api.add(an_input(photograph('coffee'), 'later', ['!cat']))
    ids = [[item['id'] for item in api.ok('GET', path)['inputs']] for path in (
        '/models/m/inputs', '/models/m/versions/%s/inputs' % version,
        '/models/m/inputs?page=2&per_page=1')]
    assert ids == [['cat', 'later'], ['cat'], ['later']]


def patched(api, action, **changes):
    body = {'action': action, 'models': [dict(changes, id='boats')]}
    [model] = api.ok('PATCH', '/models', body)['models']
    info = model['output_info']
    return (model['name'], [c['id'] for c in info.get('data', {}).get('concepts', [])],
            info['output_config'])


def test_patch(api):
    create(api, 'boats', 'sloop', 'ketch')
    plain_config = {'closed_environment': False, 'concepts_mutually_exclusive': False,
                    'max_concepts': 0, 'min_value': 0}

    def words(*ids):
        return {'data': {'concepts': [{'id': concept_id} for concept_id in ids]}}
    assert patched(api, 'merge', name='Boats') == ('Boats', ['sloop', 'ketch'], plain_config)
    assert patched(api, 'merge', output_info=words('sloop', 'yawl'))[1] == [
        'sloop', 'ketch', 'yawl']
    assert patched(api, 'remove', output_info=words('sloop'))[1] == ['ketch', 'yawl']
    assert patched(api, 'overwrite', output_info=words('cat')) == ('Boats', ['cat'], plain_config)
    config = patched(api, 'merge', output_info={'output_config': {'closed_environment': True}})[2]
    assert config == dict(plain_config, closed_environment=True)
    assert patched(api, 'merge', output_info={'output_config': {}})[2] == config
    both = {'action': 'merge', 'models': [{'id': 'boats', 'name': 'X'}, {'id': 'ghost'}]}
    assert api.refused('PATCH', '/models', both)[:2] == (404, 21200)
    assert api.ok('GET', '/models/boats')['model']['name'] == 'Boats'


def test_ids_that_are_taken(api):
    create(api, 'm')
    for model_id in ('m', GENERAL):
        http, code, answer = api.refused('POST', '/models', {'model': {'id': model_id}})
        assert (http, code) == (400, 21202)
        assert model_id in answer['status']['details']


def test_listing_and_deleting(api):
    for number in range(3):
        create(api, 'own %d' % number)
    pages = [api.ok('GET', '/models?page=%d&per_page=10' % page)['models'] for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 2, 0]
    listed = [model['id'] for page in pages for model in page]
    assert listed[:3] == ['own 0', 'own 1', 'own 2']
    assert len(set(listed)) == 22
    assert all(model['app_id'] == 'main' for page in pages[1:] for model in page)
    api.ok('DELETE', '/models', {'ids': ['own 0', 'never']})
    assert api.ok('GET', '/models')['models'][0]['id'] == 'own 1'
    api.ok('DELETE', '/models', {'delete_all': True})
    assert all(model['app_id'] == 'main' for model in api.ok('GET', '/models')['models'])


def names(api, **query):
    models = api.ok('POST', '/models/searches', {'model_query': query})['models']
    return [(model['name'], model['output_info']['type']) for model in models]


def test_search(api):
    create(api, 'Boats v2')
    assert names(api, name='boats*') == [('Boats v2', 'concept')]
    assert names(api, name='*V2', type='concept') == [('Boats v2', 'concept')]
    assert names(api, name='boats*', type='embed') == []
    assert names(api, name='general') == [('general', 'concept'), ('general', 'embed')]
    assert names(api, name='general-v1.3', type='concept') == [('general-v1.3', 'concept')]
    assert names(api, name='general*', type='embed') == [('general-v1.3', 'embed')]
    assert names(api, name='color', type='color') == [('color', 'color')]
    for kind in ('detect', 'facedetect', 'detect-concept'):
        assert names(api, name='face*', type=kind) == [('face-v1.3', 'detect-concept')]
    assert names(api, name='face') == [('face', 'detect-concept'), ('face-v1.3-embed', 'embed')]
    assert names(api, name='face', type='embed') == [('face-v1.3-embed', 'embed')]
    assert names(api, name='celeb*', type='facedetect-identity') == [
        ('celeb-v1.3', 'detect-concept')]
    assert names(api, name='gen*', type='concept') == [('general-v1.3', 'concept')]
    assert names(api, name='food-items-v1.0') == [('food-items-v1.0', 'concept')]
    assert names(api, name='zzz') == []


def test_public_models_cannot_be_changed(api):
    for method, path, body in (
            ('DELETE', '/models/' + GENERAL, {}), ('DELETE', '/models', {'ids': [GENERAL]}),
            ('POST', '/models/%s/versions' % GENERAL, {}),
            ('PATCH', '/models', {'action': 'merge', 'models': [{'id': GENERAL, 'name': 'x'}]})):
        assert api.refused(method, path, body)[:2] == (403, 21201)


def test_public_model_shows_itself(api):
    model = api.ok('GET', '/models/' + GENERAL)['model']
    assert (model['id'], model['app_id']) == (GENERAL, 'main')
    assert model['model_version']['status']['code'] == 21100
    words = api.ok('GET', '/models/%s/output_info' % GENERAL)['model']['output_info']['data'][
        'concepts']
    assert len(words) >= 20
    assert all(c['id'].startswith('ai_') and c['app_id'] == 'main' for c in words)
    assert api.ok('GET', '/models/%s/versions/any' % GENERAL)['model_version']['id'] == 'any'
    found = api.ok('GET', '/concepts/' + words[0]['id'])['concept']
    assert found['name'] == words[0]['name']


def test_evaluation(api):
    add_cats_and_cups(api)
    model = create(api, 'm', 'cat', 'cup')
    path = '/models/m/versions/%s/metrics' % model['model_version']['id']
    assert api.refused('POST', path, {})[:2] == (400, 21102)
    path = '/models/m/versions/%s/metrics' % api.train('m')['id']
    assert api.ok('GET', path)['model_version']['metrics']['status']['code'] == 21302
    version = api.ok('POST', path, {})['model_version']
    assert version['metrics']['status']['code'] == 21303
    metrics = api.finished(path, (21303, 21301), lambda version: version['metrics'])['metrics']
    assert metrics['status']['code'] == 21300
    # Two photographs that look nothing alike are told apart.
    assert metrics['summary']['macro_avg_roc_auc'] == 1.0
    assert metrics['summary']['macro_avg_f1_score'] > 0.8
    assert [(item['concept']['id'], item['num_pos'], item['num_neg'])
            for item in metrics['binary_metrics']] == [('cat', 4, 4), ('cup', 4, 4)]
    rows = dict(((entry['actual'], entry['predicted']), entry['value'])
                for entry in metrics['confusion_matrix']['matrix'])
    assert rows['cat', 'cat'] + rows['cat', 'cup'] == pytest.approx(1.0)
    assert {'row': 'cat', 'col': 'cat', 'count': 4} in metrics['cooccurrence_matrix']['matrix']
    assert {'concept_name': 'cat', 'count': 4} in metrics['label_counts']['positive_label_counts']


def test_concepts(api):
    made = api.ok('POST', '/concepts', {'concepts': [
        {'id': 'c1'}, {'id': 'c 2', 'name': u'caf\xe9'}, {'name': 'by name'}]})['concepts']
    assert [(c['id'], c['name']) for c in made] == [
        ('c1', 'c1'), ('c 2', u'caf\xe9'), ('by name', 'by name')]
    assert (made[0]['value'], made[0]['language']) == (1, 'en')
    assert api.ok('GET', '/concepts/c%202')['concept'] == made[1]
    assert api.ok('GET', '/concepts?page=2&per_page=2')['concepts'] == [made[2]]
    assert api.refused('GET', '/concepts/ghost')[:2] == (404, 11101)
    again = {'concepts': [{'id': 'new'}, {'id': 'c1'}]}
    assert api.refused('POST', '/concepts', again)[:2] == (400, 40010)
    assert api.refused('GET', '/concepts/new')[:2] == (404, 11101)
    assert api.refused('POST', '/concepts', {'concepts': []})[:2] == (400, 40003)
    [changed] = api.ok('PATCH', '/concepts', {
        'action': 'overwrite', 'concepts': [{'id': 'c1', 'name': 'one'}]})['concepts']
    assert (changed['id'], changed['name']) == ('c1', 'one')
    assert api.refused('PATCH', '/concepts', {
        'action': 'remove', 'concepts': [{'id': 'c1'}]})[:2] == (400, 11102)
    assert api.refused('PATCH', '/concepts', {
        'action': 'overwrite', 'concepts': [{'id': 'ghost', 'name': 'x'}]})[:2] == (404, 11101)


def test_concept_search(api):
    api.ok('POST', '/concepts', {'concepts': [
        {'id': '1', 'name': 'cat'}, {'id': '2', 'name': 'Cart'}, {'id': '3', 'name': 'dog'},
        {'id': '4', 'name': 'brown cat'}]})

    def found(name, **more):
        body = dict({'concept_query': {'name': name, 'language': 'en'}}, **more)
        return [(c['name'], c['app_id'] == 'main')
                for c in api.ok('POST', '/concepts/searches', body)['concepts']]

    def split(name):
        """Returns the own concepts that are found, and the public ones after them."""
        concepts = found(name)
        own = [concept for concept, is_public in concepts if not is_public]
        assert [is_public for _, is_public in concepts] == sorted(
            is_public for _, is_public in concepts)
        return own, [concept for concept, is_public in concepts if is_public]
    own, public = split('ca*t')
    assert own == ['cat', 'Cart'] and {'carrot', 'cat'} <= set(public) and 'dog' not in public
    own, public = split('*cat')
    assert own == ['cat', 'brown cat'] and 'cat' in public
    own, public = split('bro*n*')
    assert own == ['brown cat'] and 'brown' in public
    assert split('cat') == (['cat'], ['cat'])
    assert found('zzz') == []
    assert found('*a*t', pagination={'page': 2, 'per_page': 2}) == found('*a*t')[2:4]


def test_feedback_is_taken(api):
    body = {'input': {'id': 'i', 'feedback_info': {'event_type': 'annotation'}}}
    api.ok('POST', '/models/%s/feedback' % GENERAL, body)
    api.ok('POST', '/models/%s/versions/v/feedback' % GENERAL, body)
    api.ok('POST', '/searches/feedback', body)
    assert api.refused('POST', '/models/ghost/feedback', body)[:2] == (404, 21200)
    assert api.refused('POST', '/searches/feedback', {})[:2] == (400, 11102)
