"""Filters of annotations, tasks, label orders, collaborators, publishing: against the protobufs."""
from __future__ import absolute_import

import base64

import pytest
from wire import picture

pytest.importorskip('sklearn')

QUERY = {'filters': [{'annotation': {'data': {'geo': {
    'geo_point': {'latitude': 1, 'longitude': 1}}}}}]}


@pytest.mark.parametrize('name, item, change, ids', [
    ('annotation_filters', {'search': {'query': QUERY}},
     {'search': {'query': {'filters': [{'annotation': {'input_id': 'i'}}]}}},
     'annotation_filter_ids'),
    ('tasks', {'type': 'CONCEPTS_CLASSIFICATION', 'name': 'n', 'priority': 'HIGH', 'worker': {
        'strategy': 'FULL', 'user_ids': ['bob']}, 'input_source': {'type': 'ALL_INPUTS'},
        'review': {'strategy': 'NONE'}, 'metadata': {'a': [1]}}, {'status': {'code': 54002}},
     'ids'),
    ('label_orders', {'name': 'n', 'desired_fulfill_time': '2030-01-01T00:00:00Z',
                      'task': {'name': 't'}}, {'status': {'code': 55004}}, 'ids'),
    ('collaborators', {'user': {'id': 'bob'}, 'scopes': ['Inputs_Get']}, {'scopes': ['All']},
     'collaborator_ids')])
def test_they_are_kept(send, name, item, change, ids):
    path, member = '/' + name, name[:-1]
    made = send('POST', path, {name: [dict(item, id='x')]})[name][0]
    assert made['id'] == 'x' and made['created_at']
    changed = send('PATCH', path, {'action': 'overwrite', name: [dict(change, id='x')]})[name][0]
    for key, value in change.items():
        assert changed[key] == value or key == 'status' and (
            changed[key]['code'] == value['code'])
    assert [one['id'] for one in send('GET', path)[name]] == ['x']
    if name != 'collaborators':
        assert send('GET', path + '/x')[member] == changed
        send('GET', path + '/nope', code=11101)
    send('POST', path, {name: [dict(item, id='y'), dict(item, id='x')]}, code=11102)
    assert len(send('GET', path)[name]) == 1  # all of them, or none
    send('DELETE', path, {ids: ['x', 'nope']})
    assert send('GET', path)[name] == []


@pytest.mark.parametrize('name, item', [
    ('annotation_filters', {'search': {'query': {}}}), ('tasks', {'name': 'n'}),
    ('tasks', {'type': 1, 'status': {'code': 10000}}), ('collaborators', {'scopes': ['All']})])
def test_what_makes_no_sense_is_refused(send, name, item):
    send('POST', '/' + name, {name: [item]}, code=11102)


def test_tasks_are_listed_by_what_they_have_and_count_annotations(send):
    task = {'type': 1, 'input_source': {'type': 'DATASET', 'id': 'd'}}
    send('POST', '/tasks', {'tasks': [
        dict(task, id='a', worker={'user_ids': ['bob']}), dict(task, id='b', label_order_id='o')]})

    def ids(query):
        return [one['id'] for one in send('GET', '/tasks' + query)['tasks']]
    assert ids('?worker_user_ids=bob') == ['a'] and ids('?label_order_ids=o') == ['b']
    assert ids('?ids=b&ids=c') == ['b'] and ids('?input_source_ids=d&per_page=1') == ['a']
    send('POST', '/inputs', {'inputs': [{'id': 'red', 'data': {'image': {
        'base64': base64.b64encode(picture('red')).decode('ascii')}}}]})
    send('POST', '/annotations', {'annotations': [
        {'input_id': 'red', 'task_id': 'a', 'status': {'code': code}, 'data': {
            'concepts': [{'id': 'c'}]}, 'worker': {'user': {'id': user}}}
        for code, user in ((24150, 'bob'), (24150, 'bob'), (24151, 'bob'), (24150, 'eve'))]})
    counts = send('GET', '/tasks/a/annotations/count')['counts']
    assert [(one['user_id'], one['success'], one['pending']) for one in counts] == [
        ('bob', 2, 1), ('eve', 1, 0)]
    counts = send('GET', '/tasks/a/inputs/count?user_ids=bob')['counts']
    assert [(one['user_id'], one['success'], one['pending']) for one in counts] == [('bob', 1, 1)]


def test_inputs_of_a_task_are_assigned_reviewed_and_sampled(send):
    send('POST', '/datasets', {'datasets': [{'id': 'two'}]})
    send('POST', '/inputs', {'inputs': [
        {'id': 'i%d' % number, 'data': {'text': {'raw': 'x'}}, 'dataset_ids': ['two']}
        for number in range(2)]})
    send('POST', '/tasks', {'tasks': [{'id': 't', 'type': 1, 'review': {'strategy': 'MANUAL'},
                                       'input_source': {'type': 'DATASET', 'id': 'two'}}]})
    assert len(send('GET', '/tasks/t/assignments')['inputs']) == 2
    taken = send('PUT', '/tasks/t/assignments', {'action': 'LABEL_START'})['task_assignments']
    send('POST', '/annotations', {'annotations': [
        {'input_id': 'i0', 'task_id': 't', 'data': {'concepts': [{'id': 'c'}]}}]})
    ids = [{'id': one['id']} for one in taken]
    for action, name, code in (
            ('LABEL_SUBMIT', 'label_submit_config', 54202),
            ('REVIEW_START', 'review_start_config', 54202),
            ('REVIEW_REJECT', 'review_reject_config', 54204)):
        found = send('PUT', '/tasks/t/assignments', {'action': action, name: (
            {} if action == 'REVIEW_START' else {'task_assignments': ids})})['task_assignments']
        assert [(one['input']['id'], one['status']['code']) for one in found] == [
            ('i0', code), ('i1', code)]
    [hit] = send('GET', '/tasks/t/inputs/samples')['hits']
    assert (hit['input']['id'], hit['annotation']['status']['code']) == ('i0', 24158)
    send('PUT', '/tasks/t/assignments', {}, code=11102)


def test_models_and_workflows_are_labelled_renamed_and_published(send):
    send('POST', '/models', {'models': [{'id': 'm', 'toolkits': ['a']}]})
    for name, member in (('toolkits', 'toolkits'), ('usecases', 'usecases'),
                         ('languages', 'languages'), ('check_consents', 'check_consents')):
        send('PATCH', '/models/m/' + name, {'action': 'overwrite', member: ['a']})
        assert send('PATCH', '/models/m/' + name, {'action': 'merge', member: ['b']})[member] == [
            'a', 'b']
    model = send('GET', '/models/m')['model']
    assert all(model[name] == ['a', 'b'] for name in (
        'toolkits', 'use_cases', 'languages', 'check_consents'))
    send('POST', '/models', {'models': [{'id': 'taken'}]})
    send('PATCH', '/models/ids', {'action': 'overwrite', 'ids': [
        {'id': 'm', 'new_id': 'taken'}]}, code=21202)
    renamed = send('PATCH', '/models/ids', {'action': 'overwrite', 'ids': [
        {'id': 'm', 'new_id': 'n'}]})['models']
    assert renamed[0]['id'] == 'n' and send('GET', '/models/m', code=21200)
    version = send('POST', '/models/n/versions', {'model_versions': [{'output_info': {'data': {
        'concepts': [{'id': 'c'}]}}}]})['model']['model_version']['id']
    node = {'id': 'n', 'model': {'id': 'face-detection', 'user_id': 'clarifai', 'app_id': 'main'}}
    send('POST', '/workflows', {'workflows': [{'id': 'w', 'nodes': [node]}]})
    flow = send('GET', '/workflows/w/versions')['workflow_versions'][0]['id']

    def visibilities():
        model_version = send('GET', '/models/n/versions/' + version)['model_version']
        return [model_version['visibility']['gettable'], send(
            'GET', '/workflows/w/versions/' + flow)['workflow_version']['visibility']['gettable']]
    assert visibilities() == [10, 10]
    for verb, number in (('publish', 50), ('unpublish', 10)):
        send('POST', '/models/n/' + verb, {'publications': [{'version_id': version}]})
        send('POST', '/workflows/w/' + verb, {'publications': [{'version_id': flow}]})
        assert visibilities() == [number, number]
    send('POST', '/models/n/publish', {'publications': [{'version_id': 'nope'}]}, code=21200)
    send('POST', '/models/n/publish', {'publications': []}, code=11102)
