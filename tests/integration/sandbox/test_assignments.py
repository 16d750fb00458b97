"""Assignments of a task: which inputs are to be labelled and reviewed, and what becomes of them."""
from __future__ import absolute_import

import uuid

import pytest
from sandbox_process import App, SandboxProcess, shared_sandbox

QUICK = ('--recognition', 'off', '--workers', '0')
PENDING, SUCCESS, REVIEW, CONSENSUS, REJECTED = 54201, 54200, 54202, 54203, 54204
ACCEPTED, WAITING, IN_REVIEW, DENIED = 24150, 24151, 24157, 24158

process = shared_sandbox(*QUICK)


@pytest.fixture
def app(process):
    """An app of ann's with 25 texts, i0 to i24, of which every second is in the dataset "even"."""
    found = App(process.url, 'pat-of-ann-0123456789', 'ann', uuid.uuid4().hex)
    found.ok('POST', '/datasets', {'datasets': [{'id': 'even'}]})
    found.ok('POST', '/inputs', {'inputs': [
        {'id': 'i%d' % number, 'data': {'text': {'raw': 'x'}},
         'dataset_ids': [] if number % 2 else ['even']} for number in range(25)]})
    found.wait_for_inputs()
    return found


def make(app, **members):
    task = dict({'id': 't', 'type': 'CONCEPTS_CLASSIFICATION'}, **members)
    return app.ok('POST', '/tasks', {'tasks': [task]})['tasks'][0]


def put(app, action, **config):
    names = {'LABEL_SUBMIT': 'label_submit_config', 'REVIEW_START': 'review_start_config',
             'REVIEW_APPROVE': 'review_approve_config', 'REVIEW_REJECT': 'review_reject_config',
             'REVIEW_REQUEST_CHANGES': 'review_request_changes_config'}
    body = {'action': action}
    if config:
        body[names[action]] = config
    return app.ok('PUT', '/tasks/t/assignments', body)['task_assignments']


def ids_of(found):
    return [{'id': one['id']} for one in found]


def inputs_of(found):
    return [one['input']['id'] for one in found]


def codes_of(found):
    return set(one['status']['code'] for one in found)


def numbered(*numbers):
    return ['i%d' % number for number in numbers]


def annotate(app, input_id, concept, user_id='ann', value=1):
    return app.ok('POST', '/annotations', {'annotations': [
        {'input_id': input_id, 'task_id': 't', 'worker': {'user': {'id': user_id}},
         'data': {'concepts': [{'id': concept, 'value': value}]}, 'status': {'code': WAITING}}]})


def status_of(app, input_id, user_id='ann'):
    found = app.ok('GET', '/annotations?task_id=t&input_ids=%s&user_ids=%s' % (input_id, user_id))
    return [one['status']['code'] for one in found['annotations']]


def test_ten_inputs_are_taken_at_a_time_each_once(app):
    make(app)
    first = put(app, 'LABEL_START')
    assert inputs_of(first) == numbered(*range(10)) and codes_of(first) == {PENDING}
    assert {one['worker']['user']['id'] for one in first} == {'ann'} and first[0]['created_at']
    assert put(app, 'LABEL_START') == first
    assert [one['id'] for one in app.ok('GET', '/tasks/t/assignments')['inputs']] == (
        inputs_of(first))
    put(app, 'LABEL_SUBMIT', task_assignments=ids_of(first[:9]))
    assert inputs_of(put(app, 'LABEL_START')) == ['i9']
    put(app, 'LABEL_SUBMIT', task_assignments=ids_of(first[9:]))
    second = app.ok('GET', '/tasks/t/assignments')['inputs']
    assert [one['id'] for one in second] == numbered(*range(10, 20))
    put(app, 'LABEL_SUBMIT', task_assignments=ids_of(put(app, 'LABEL_START')))
    last = put(app, 'LABEL_START')
    assert inputs_of(last) == numbered(*range(20, 25))
    put(app, 'LABEL_SUBMIT', task_assignments=ids_of(last))
    assert put(app, 'LABEL_START') == []
    assert app.ok('GET', '/tasks/t/assignments')['inputs'] == []


def test_a_dataset_a_search_or_an_input_is_the_source(app):
    make(app, input_source={'type': 'DATASET', 'id': 'even'})
    assert inputs_of(put(app, 'LABEL_START')) == numbered(*range(0, 20, 2))
    app.ok('POST', '/inputs/searches', {'searches': [{'id': 's', 'save': True, 'query': {
        'filters': [{'input': {'dataset_ids': ['even']}}]}}]})
    for kind, source_id, count in (('SAVED_SEARCH', 's', 10), ('INPUT', 'i7', 1)):
        app.ok('DELETE', '/tasks', {'ids': ['t']})
        make(app, input_source={'type': kind, 'id': source_id})
        assert len(put(app, 'LABEL_START')) == count
    app.ok('DELETE', '/tasks', {'ids': ['t']})
    make(app, input_source={'type': 'DATASET', 'id': 'gone'})
    assert app.refused('PUT', '/tasks/t/assignments', {'action': 'LABEL_START'})[:2] == (
        404, 11101)


def everything(app):
    """Takes and submits all that there is; returns the inputs."""
    taken = []
    while True:
        found = put(app, 'LABEL_START')
        if not found:
            return taken
        taken += inputs_of(found)
        put(app, 'LABEL_SUBMIT', task_assignments=ids_of(found))


@pytest.mark.parametrize('info, count', [
    ({}, 13), ({'type': 'EVENLY', 'workers_per_input': 2}, 25),
    ({'type': 'WEIGHTED', 'weights': {'ann': 1, 'bob': 4}}, 5),
    ({'type': 'WEIGHTED', 'weights': {'bob': 4}}, 0)])
def test_workers_share_the_inputs(app, info, count):
    make(app, worker={'strategy': 'PARTITIONED', 'workers': [
        {'user': {'id': 'ann'}}, {'user': {'id': 'bob'}}], 'partitioned_strategy_info': info})
    taken = everything(app)
    assert len(taken) == len(set(taken)) == count


def test_each_worker_has_all_of_them(app):
    make(app, worker={'strategy': 'FULL', 'user_ids': ['ann', 'bob']})
    assert everything(app) == numbered(*range(25))


def test_what_is_done_is_assigned_no_more(app):
    make(app)
    first = put(app, 'LABEL_START')
    app.ok('PATCH', '/tasks', {'action': 'merge', 'tasks': [
        {'id': 't', 'status': {'code': 54002}}]})
    assert put(app, 'LABEL_START') == first
    put(app, 'LABEL_SUBMIT', task_assignments=ids_of(first))
    assert put(app, 'LABEL_START') == []


@pytest.mark.parametrize('strategy, code, annotation', [
    (None, SUCCESS, ACCEPTED), ('NONE', SUCCESS, ACCEPTED), ('MANUAL', REVIEW, IN_REVIEW),
    ('CONSENSUS', CONSENSUS, IN_REVIEW)])
def test_what_is_submitted_has_the_status_of_the_review(app, strategy, code, annotation):
    make(app, **({'review': {'strategy': strategy}} if strategy else {}))
    found = put(app, 'LABEL_START')[:2]
    annotate(app, 'i0', 'cat')
    annotate(app, 'i0', 'cat', 'bob')
    annotate(app, 'i5', 'cat')
    submitted = put(app, 'LABEL_SUBMIT', task_assignments=ids_of(found))
    assert inputs_of(submitted) == ['i0', 'i1'] and codes_of(submitted) == {code}
    assert status_of(app, 'i0') == [annotation]
    assert status_of(app, 'i0', 'bob') == status_of(app, 'i5') == [WAITING]
    assert put(app, 'LABEL_SUBMIT', task_assignments=ids_of(found)) == submitted  # as it is
    old = app.ok('PUT', '/tasks/t/assignments', {'input_id': 'i5'})['task_assignments']
    assert inputs_of(old) == ['i5'] and codes_of(old) == {code}
    assert status_of(app, 'i5') == [annotation]


@pytest.mark.parametrize('threshold, said_by_bob, annotation', [
    (0, ('cat', 1), IN_REVIEW), (1, ('dog', 1), ACCEPTED), (2, ('cat', 1), ACCEPTED),
    (2, ('cat', 0), IN_REVIEW), (2, ('dog', 1), IN_REVIEW), (3, ('cat', 1), IN_REVIEW)])
def test_workers_who_agree_need_no_review(app, threshold, said_by_bob, annotation):
    make(app, review={'strategy': 'CONSENSUS', 'consensus_strategy_info': {
        'approval_threshold_labelers': threshold}})
    annotate(app, 'i0', said_by_bob[0], 'bob', said_by_bob[1])
    annotate(app, 'i0', 'cat')
    put(app, 'LABEL_START')
    app.ok('PUT', '/tasks/t/assignments', {'input_id': 'i0'})
    assert status_of(app, 'i0') == [annotation]


@pytest.fixture
def submitted(app):
    """Assignments of i0 to i9, with an annotation of i0, that await a review."""
    make(app, review={'strategy': 'MANUAL'})
    found = put(app, 'LABEL_START')
    annotate(app, 'i0', 'cat')
    return put(app, 'LABEL_SUBMIT', task_assignments=ids_of(found))


def test_they_are_taken_for_review(app, submitted):
    put(app, 'LABEL_SUBMIT', task_assignments=ids_of(put(app, 'LABEL_START')))
    assert put(app, 'REVIEW_START', workers=[{'user': {'id': 'bob'}}]) == []
    taken = put(app, 'REVIEW_START')
    assert inputs_of(taken) == numbered(*range(10)) and codes_of(taken) == {REVIEW}
    assert put(app, 'REVIEW_START', workers=[{'user': {'id': 'ann'}}]) == taken
    put(app, 'REVIEW_APPROVE', task_assignments=ids_of(taken[:8]))
    assert inputs_of(put(app, 'REVIEW_START')) == ['i8', 'i9']
    put(app, 'REVIEW_REJECT', task_assignments=ids_of(taken[8:]))
    assert inputs_of(put(app, 'REVIEW_START')) == numbered(*range(10, 20))


@pytest.mark.parametrize('action, code, annotation', [
    ('REVIEW_APPROVE', SUCCESS, ACCEPTED), ('REVIEW_REJECT', REJECTED, DENIED),
    ('REVIEW_REQUEST_CHANGES', PENDING, WAITING)])
def test_a_verdict_is_of_assignments_or_of_workers(app, submitted, action, code, annotation):
    judged = put(app, action, task_assignments=ids_of(submitted[:1]))
    assert inputs_of(judged) == ['i0'] and codes_of(judged) == {code}
    assert status_of(app, 'i0') == [annotation]
    assert put(app, 'REVIEW_APPROVE', task_assignments=ids_of(submitted[:1])) == judged
    rest = put(app, action, workers=[{'user': {'id': 'ann'}}])
    assert inputs_of(rest) == numbered(*range(1, 10)) and codes_of(rest) == {code}
    assert put(app, action, workers=[{'user': {'id': 'ann'}}]) == []
    assert len(put(app, 'LABEL_START')) == 10
    again = inputs_of(put(app, 'LABEL_START'))
    assert again == numbered(*(range(10) if code == PENDING else range(10, 20)))


def test_those_of_others_are_refused(app):
    make(app, worker={'users': [{'id': 'bob'}]}, review={
        'strategy': 'MANUAL', 'users': [{'id': 'eve'}]})
    for body in ({'action': 'LABEL_START'}, {'input_id': 'i0'}, {'action': 'REVIEW_START'}, {
            'action': 'REVIEW_APPROVE', 'review_approve_config': {
                'workers': [{'user': {'id': 'bob'}}]}}):
        assert app.refused('PUT', '/tasks/t/assignments', body)[:2] == (403, 54103), body
    assert app.refused('GET', '/tasks/t/assignments')[:2] == (403, 54103)


@pytest.mark.parametrize('body, http', [
    ({}, 400), ({'action': 'NOTHING'}, 400), ({'action': 'LABEL_SUBMIT'}, 400),
    ({'action': 'LABEL_START', 'label_submit_config': {'task_assignments': [{'id': 'x'}]}}, 400),
    ({'action': 'LABEL_SUBMIT', 'label_submit_config': {'task_assignments': [{'id': 'x'}]}}, 404),
    ({'action': 'REVIEW_APPROVE'}, 400), ({'input_id': 'ghost'}, 404)])
def test_what_makes_no_sense_is_refused(app, body, http):
    make(app)
    assert app.refused('PUT', '/tasks/t/assignments', body)[0] == http
    assert app.refused('PUT', '/tasks/ghost/assignments', body)[0] in (400, 404)


@pytest.mark.parametrize('members', [
    {'worker': 'ann'}, {'worker': {'user_ids': [{}]}}, {'worker': {'users': ['ann']}},
    {'worker': {'workers': [{'user': 'ann'}]}}, {'review': []}, {'review': {'users': {}}},
    {'input_source': ['d']}, {'input_source': {'id': 1}}])
def test_tasks_that_name_nobody_who_could_be_read_are_refused(app, members):
    make(app)
    for method, more in (('POST', {'type': 1}), ('PATCH', {'id': 't'})):
        body = {'action': 'merge', 'tasks': [dict(more, **members)]}
        if method == 'POST':
            del body['action']
        assert app.refused(method, '/tasks', body)[0] == 400
    assert [one['id'] for one in app.ok('GET', '/tasks?worker_user_ids=ann&review_user_ids=ann'
                                        '&input_source_ids=d')['tasks']] == []


def test_tasks_are_found_by_their_workers_in_each_form(app):
    for number, worker in enumerate((
            {'user_ids': ['bob']}, {'users': [{'id': 'bob'}]}, {'workers': [
                {'user': {'id': 'bob'}}]}, {'workers': [{'user': {'id': 'eve'}}]})):
        make(app, id=str(number), worker=worker)
    assert [one['id'] for one in app.ok('GET', '/tasks?worker_user_ids=bob')['tasks']] == [
        '0', '1', '2']


def test_they_go_with_their_inputs_and_their_task(app):
    make(app)
    first = put(app, 'LABEL_START')
    app.ok('DELETE', '/inputs', {'ids': ['i0']})
    assert inputs_of(put(app, 'LABEL_START')) == numbered(*range(1, 10))
    assert app.refused('PUT', '/tasks/t/assignments', {
        'action': 'LABEL_SUBMIT', 'label_submit_config': {
            'task_assignments': ids_of(first[:1])}})[0] == 404
    app.ok('DELETE', '/tasks', {'ids': ['t']})
    make(app)
    assert inputs_of(put(app, 'LABEL_START')) == numbered(*range(1, 11))


def test_they_survive_a_kill_and_go_with_their_app(tmp_path):
    process = SandboxProcess('--data', str(tmp_path), *QUICK)
    app = App(process.url, 'k', 'ann')
    app.ok('POST', '/inputs', {'inputs': [{'id': 'i', 'data': {'text': {'raw': 'x'}}}]})
    make(app)
    taken = put(app, 'LABEL_START')
    process.kill()
    process = SandboxProcess('--data', str(tmp_path), *QUICK)
    app = App(process.url, 'k', 'ann')
    assert ids_of(put(app, 'LABEL_START')) == ids_of(taken)
    app.ok('DELETE', '')
    app.ok('POST', '/inputs', {'inputs': [{'id': 'i', 'data': {'text': {'raw': 'x'}}}]})
    make(app)
    assert len(put(app, 'LABEL_START')) == 1
    assert process.stop() == 0


# Samples


def samples(app, query=''):
    return [(hit['input']['id'], hit['annotation']['data']['concepts'][0]['id'])
            for hit in app.ok('GET', '/tasks/t/inputs/samples' + query)['hits']]


def test_samples_are_what_was_annotated_for_a_task(app):
    make(app)
    assert samples(app) == []
    annotate(app, 'i3', 'dog', 'bob')
    annotate(app, 'i0', 'cat')
    annotate(app, 'i3', 'cat')
    app.ok('POST', '/annotations', {'annotations': [
        {'input_id': 'i5', 'data': {'concepts': [{'id': 'other'}]}}]})
    assert samples(app) == [('i0', 'cat'), ('i3', 'dog'), ('i3', 'cat')]
    assert samples(app, '?user_ids=bob') == [('i3', 'dog')]
    assert samples(app, '?user_ids=ann&user_ids=eve') == [('i0', 'cat'), ('i3', 'cat')]
    assert app.refused('GET', '/tasks/ghost/inputs/samples')[:2] == (404, 11101)


@pytest.mark.parametrize('share, count', [(1, 10), (0.5, 5), (0.3, 3), (0.01, 1), (0, 10)])
def test_samples_are_as_many_as_are_reviewed(app, share, count):
    make(app, review={'strategy': 'MANUAL', 'manual_strategy_info': {'sample_percentage': share}})
    for number in range(10):
        annotate(app, 'i%d' % number, 'cat')
    assert len(samples(app)) == count and samples(app)[0] == ('i0', 'cat')
