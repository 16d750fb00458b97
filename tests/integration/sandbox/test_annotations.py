"""Annotations as things of their own, and what inputs, searches and trainings make of them."""
from __future__ import absolute_import

import pytest
from sandbox_process import Api, App, an_input, plain, shared_sandbox

BOX = {'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.3, 'right_col': 0.4}

sandbox = shared_sandbox('--recognition', 'off')


def in_app(sandbox, name):
    """Returns an app of user u, whose paths are scoped."""
    return App(sandbox.url, 'the-pat', 'u', name)


@pytest.fixture
def api(sandbox, request):
    api = in_app(sandbox, request.node.name)
    api.add(an_input(plain('red'), 'i', ['warm', '!cold'], metadata={'k': 1},
                     regions=[{'id': 'r', 'region_info': {'bounding_box': BOX},
                               'data': {'concepts': [{'id': 'spot'}]}}]),
            an_input(plain('blue'), 'j'))
    return api


def an_annotation(input_id='i', concepts=(), **more):
    data = more.pop('data', {})
    if concepts:
        data['concepts'] = [{'id': name.lstrip('!'), 'value': 0 if name[0] == '!' else 1}
                            for name in concepts]
    return dict({'input_id': input_id, 'data': data}, **more)


def a_region(*concepts, **more):
    return dict({'region_info': {'bounding_box': BOX},
                 'data': {'concepts': [{'id': name} for name in concepts]}}, **more)


def add(api, *items):
    return api.ok('POST', '/annotations', {'annotations': list(items)})['annotations']


def patch(api, action, *items, **more):
    return api.ok('PATCH', '/annotations', dict(
        {'annotations': list(items), 'action': action}, **more))['annotations']


def listed(api, query='', **params):
    return api.ok('GET', '/annotations' + query, params=params)['annotations']


def said(annotation):
    return [(one['id'], one['value']) for one in annotation['data'].get('concepts', [])]


def found(api, path='/inputs/searches', **annotation):
    body = {'searches': [{'query': {'filters': [{'annotation': annotation}]}}]}
    return [hit['input']['id'] for hit in api.ok('POST', path, body)['hits']]


def test_what_is_given_with_an_input_is_annotations(api):
    own, region = listed(api)
    assert (own['input_id'], own['input_level']) == ('i', True)
    assert said(own) == [('warm', 1), ('cold', 0)] and own['data']['metadata'] == {'k': 1}
    assert own['status']['code'] == 24150 and own['user_id'] == 'u'
    assert not region['input_level']
    assert region['data']['regions'][0]['data']['concepts'][0]['id'] == 'spot'
    again = api.ok('GET', '/inputs/i/annotations/' + region['id'])['annotation']
    assert again == region


def test_an_inputs_own_annotation_is_listed_for_the_app_when_it_has_a_label(api):
    own, = listed(api, input_ids='j')
    assert own['input_level'] and own['data'] == {}
    # Asked for by its user, or among all, it is listed too.
    assert own in listed(api, user_ids='u') and own in listed(api, list_all_annotations='true')
    for data, labelled in (({'concepts': [{'id': 'said'}]}, True),
                           ({'text': {'raw': 'quite blue'}}, True),
                           ({'metadata': {'k': 1}}, False),
                           ({'geo': {'geo_point': {'longitude': 1, 'latitude': 2}}}, False)):
        patch(api, 'merge', {'id': own['id'], 'input_id': 'j', 'data': data})
        assert ('j' in [one['input_id'] for one in listed(api)]) == labelled, data
        api.ok('DELETE', '/annotations', {'input_ids': ['j']})
        assert 'j' not in [one['input_id'] for one in listed(api)]


def test_an_input_and_its_own_annotation_are_one_truth(api):
    own = listed(api)[0]
    api.ok('PATCH', '/inputs', {'action': 'merge', 'inputs': [
        {'id': 'i', 'data': {'concepts': [{'id': 'new'}], 'metadata': {'m': 2}}}]})
    changed = api.ok('GET', '/inputs/i/annotations/' + own['id'])['annotation']
    assert said(changed) == [('warm', 1), ('cold', 0), ('new', 1)]
    assert changed['data']['metadata'] == {'k': 1, 'm': 2}
    patch(api, 'remove', an_annotation(id=own['id'], concepts=['warm']))
    assert said(api.ok('GET', '/inputs/i')['input']) == [('cold', 0), ('new', 1)]


def test_regions_of_annotations_are_regions_of_the_input(api):
    made, = add(api, an_annotation(data={'regions': [a_region('nose', id='r2')]}))
    shown = api.ok('GET', '/inputs/i')['input']['data']['regions']
    assert [region['id'] for region in shown] == ['r', 'r2']
    assert found(api, data={'concepts': [{'id': 'nose'}]}) == ['i']
    # Taken from the input it is gone from the annotations, and the other way round.
    api.ok('PATCH', '/inputs', {'action': 'remove', 'inputs': [
        {'id': 'i', 'data': {'regions': [{'id': 'r2'}]}}]})
    assert api.refused('GET', '/inputs/i/annotations/' + made['id'])[:2] == (404, 11101)
    region = [one for one in listed(api) if 'regions' in one['data']][0]
    api.ok('DELETE', '/inputs/i/annotations/' + region['id'])
    assert 'regions' not in api.ok('GET', '/inputs/i')['input']['data']
    assert found(api, data={'concepts': [{'id': 'spot'}]}) == []


def test_annotations_beside_the_inputs_own(api):
    made, = add(api, an_annotation('j', ['cosy'], id='mine', task_id='t', annotation_info={'n': 1},
                                   data={'metadata': {'by': 'me'}, 'text': {'raw': 'quite blue'}}))
    assert (made['id'], made['task_id'], made['annotation_info']) == ('mine', 't', {'n': 1})
    assert made['data']['text'] == {'raw': 'quite blue'}
    assert 'concepts' not in api.ok('GET', '/inputs/j')['input']['data']
    for annotation in ({'data': {'concepts': [{'id': 'cosy'}]}}, {'id': 'mine'}, {'task_id': 't'},
                       {'data': {'metadata': {'by': 'me'}}}, {'annotation_info': {'n': 1}},
                       {'data': {'text': {}}}):
        assert found(api, **annotation) == ['j'], annotation
        assert found(api, '/annotations/searches', **annotation) == ['j'], annotation
    assert found(api, data={'regions': [{'region_info': {'bounding_box': {}}}]}) == ['i']
    assert found(api, data={'regions': [{'region_info': {'mask': {}}}]}) == []
    assert sorted(found(api, '/annotations/searches', data={})) == ['i', 'j', 'j']
    assert sorted(found(api, '/annotations/searches', input_level=True)) == ['i', 'j']


def test_what_models_learn_from(api):
    add(api, an_annotation('j', ['cosy']), an_annotation('i', ['!cosy']))
    api.ok('POST', '/models', {'models': [{'id': 'm'}]})
    version = api.ok('POST', '/models/m/versions', {'model_versions': [{'output_info': {
        'data': {'concepts': [{'id': 'cosy'}]}}}]})['model']['model_version']
    trained = api.finished('/models/m/versions/' + version['id'], (21103, 21101))
    assert (trained['status']['code'], trained['total_input_count']) == (21100, 2)


def test_status_decides_whether_an_annotation_counts(api):
    made, = add(api, an_annotation('i', data={'regions': [a_region('odd')]},
                                   status={'code': 24157}))
    assert made['trusted'] is False
    assert len(api.ok('GET', '/inputs/i')['input']['data']['regions']) == 1
    assert made['id'] not in [one['id'] for one in listed(api)]
    assert made['id'] in [one['id'] for one in listed(api, list_all_annotations='True')]
    assert found(api, status={'code': 24157}) == ['i']
    old = {'query': {'ands': [{'input': {'data': {'concepts': [{'id': 'odd'}]}}}]}}
    assert api.ok('POST', '/searches', old)['hits'] == []
    patch(api, 'merge', {'id': made['id'], 'input_id': 'i', 'status': {'code': 24150}})
    assert len(api.ok('GET', '/inputs/i')['input']['data']['regions']) == 2
    assert len(api.ok('POST', '/searches', old)['hits']) == 1


def test_patches(api):
    item = an_annotation('i', ['a', 'b'], id='p', data={'metadata': {'x': {'y': 1}}})
    add(api, item)
    changed, = patch(api, 'merge', an_annotation('i', ['!b', 'c'], id='p'))
    assert said(changed) == [('a', 1), ('b', 0), ('c', 1)]
    changed, = patch(api, 'remove', an_annotation('i', ['a'], id='p',
                                                  data={'metadata': {'x': {'y': 0}}}))
    assert said(changed) == [('b', 0), ('c', 1)] and changed['data']['metadata'] == {'x': {}}
    changed, = patch(api, 'overwrite', an_annotation('i', ['z'], id='p'))
    assert changed['data'] == {'concepts': changed['data']['concepts']}
    assert said(changed) == [('z', 1)]
    changed, = patch(api, 'remove', an_annotation('i', ['z'], id='p'), delete_if_empty_data=True)
    assert changed['data'] == {}
    assert api.refused('GET', '/inputs/i/annotations/p')[:2] == (404, 11101)


def test_a_region_without_an_id_is_the_only_one_of_its_annotation(api):
    made, = add(api, an_annotation(data={'regions': [a_region('nose')]}))
    changed, = patch(api, 'merge', an_annotation(
        id=made['id'], data={'regions': [a_region('ear')]}))
    region, = changed['data']['regions']
    assert region['id'] == made['data']['regions'][0]['id']
    assert [one['id'] for one in region['data']['concepts']] == ['nose', 'ear']


def test_a_region_whose_concepts_are_null_has_none(api):
    region = {'region_info': {'bounding_box': BOX}, 'data': {'concepts': None}}
    made, = add(api, an_annotation(data={'regions': [region]}))
    assert made['data']['regions'][0]['data'] == {}


def test_users(api):
    add(api, an_annotation('i', ['a'], worker={'user': {'id': 'ann'}}),
        an_annotation('i', ['b'], user_id='u'))
    assert [said(one) for one in listed(api, user_ids='ann')] == [[('a', 1)]]
    assert len(listed(api, user_ids=['ann', 'u'])) == 5
    assert [one['user']['id'] for one in api.ok('GET', '/annotations/workers')['workers']] == [
        'u', 'ann']
    assert found(api, worker={'user': {'id': 'ann'}}) == ['i']
    assert listed(api, model_version_ids='any') == []
    for nobodys in ({'model_version_id': 'x'}, {'worker': {'model': {'id': 'x'}}},
                    {'data': {'clusters': [{'id': 'x'}]}}):
        assert found(api, **nobodys) == []


def test_listing(api):
    add(api, *[an_annotation('j', ['c'], id='n%d' % number) for number in range(3)])
    assert [one['id'] for one in listed(api, input_ids='j')][1:] == ['n0', 'n1', 'n2']
    assert [one['id'] for one in listed(api, input_ids='j', page=2, per_page=2)] == ['n1', 'n2']
    assert [one['id'] for one in listed(api, input_ids=['j', 'i'], ids=['n2', 'n1'])] == ['n2']
    assert listed(api, page=9) == []
    assert api.refused('GET', '/annotations', params={'ids': 'n1'})[:2] == (400, 11102)
    assert api.refused('GET', '/annotations?list_all_annotations=7')[:2] == (400, 11102)


def test_deletion(api):
    add(api, *[an_annotation('j', ['c'], id='n%d' % number) for number in range(4)])
    api.ok('DELETE', '/inputs/j/annotations/n0')
    assert api.refused('DELETE', '/inputs/j/annotations/n0')[:2] == (404, 11101)
    api.ok('DELETE', '/annotations', {'input_ids': ['j', 'j', 'ghost'], 'ids': ['n1', 'n2', 'x']})
    assert [one['id'] for one in listed(api, input_ids='j')][1:] == ['n3']
    api.ok('DELETE', '/inputs/annotations', {'input_ids': ['j', 'i']})
    assert listed(api) == []
    # What is left are the inputs' own, with nothing in them.
    assert [(one['input_level'], one['data']) for one in listed(
        api, list_all_annotations='true')] == [(True, {}), (True, {})]
    for body in ({}, {'ids': ['n3']}, {'input_ids': ['j'], 'ids': ['a', 'b']},
                 {'input_ids': ['j'] * 129}):
        assert api.refused('DELETE', '/annotations', body)[:2] == (400, 11102)


def test_annotations_go_with_their_input(api):
    add(api, an_annotation('j', ['c']))
    api.ok('DELETE', '/inputs/j')
    assert set(one['input_id'] for one in listed(api)) == {'i'}


def test_each_annotation_has_a_status_of_its_own(api):
    items = [an_annotation('i', ['a'], id='x'), an_annotation('i', ['b'], id='x'),
             an_annotation('ghost', ['a']), {'data': {}}, an_annotation(status={'code': 7}),
             an_annotation(input_level=True), an_annotation(id='n' * 257),
             an_annotation(data={'concepts': [{'id': 'c', 'value': 7}]}),
             an_annotation(data={'regions': [a_region(id='r')]}),
             an_annotation(data={'regions': [a_region(id='s'), a_region(id='s')]}),
             an_annotation(data={'colors': [{'raw_hex': '#ff0000'}]}),
             an_annotation(consensus_info={'k': 1})]
    response = api.send('POST', '/annotations', {'annotations': items})
    answer = response.json()
    assert (response.status_code, answer['status']['code']) == (207, 10010)
    assert [one['status']['code'] for one in answer['annotations']] == [
        24150, 24155, 11101, 24155, 24155, 24155, 11102, 11102, 24155, 11102, 24155, 24155]
    http, code, answer = api.refused('PATCH', '/annotations', {'action': 'merge', 'annotations': [
        an_annotation('i', id='ghost'), an_annotation('i'), an_annotation('ghost', id='x')]})
    assert (http, code) == (400, 10020)
    assert [one['status']['code'] for one in answer['annotations']] == [11101, 24155, 11101]


@pytest.mark.parametrize('method, body', [
    ('POST', {'annotations': 'x'}), ('POST', {'annotations': [7]}), ('POST', {'unknown': []}),
    ('POST', {'annotations': [{'input_id': 'i'}] * 129}),
    ('POST', {'annotations': [{'input': 'i'}]}), ('PATCH', {'annotations': []}),
    ('PATCH', {'action': 'append', 'annotations': []}),
    ('PATCH', {'action': 'remove', 'delete_if_empty_data': 'yes'}),
    ('DELETE', {'input_ids': 'i'}), ('DELETE', {'input_ids': [1]})])
def test_requests_that_make_no_sense(sandbox, method, body):
    assert in_app(sandbox, 'empty').refused(method, '/annotations', body)[:2] == (400, 11102)


def test_without_user_and_app(sandbox):
    api = Api(sandbox.url)
    api.add(an_input(plain('red'), 'i', ['warm']))
    made, = add(api, an_annotation('i', ['cosy']))
    assert len(listed(api)) == 2
    assert api.ok('GET', '/inputs/i/annotations/' + made['id'])['annotation'] == made
    api.ok('DELETE', '/inputs/annotations', {'input_ids': ['i'], 'ids': [made['id']]})
    assert len(listed(api)) == 1
