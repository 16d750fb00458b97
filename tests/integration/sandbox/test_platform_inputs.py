"""Inputs on today's platform: streams, filters, conflicts of ids, counts, pages."""
from __future__ import absolute_import

import re

import pytest
from sandbox_process import Api, App, an_input, photograph, plain, shared_sandbox

sandbox = shared_sandbox('--recognition', 'off')


@pytest.fixture
def api(sandbox, request):
    api = App(sandbox.url, 'the-pat', 'u', re.sub('[^a-z_]', '-', request.node.name))
    return api


def ids(answer):
    return [item['id'] for item in answer['inputs']]


def stream(api, **params):
    return ids(api.ok('GET', '/inputs/stream', params=params))


def test_a_stream_goes_on_after_the_last_one_that_was_read(api):
    api.add(*[an_input(plain('red'), name) for name in ('b', 'c', 'a', 'd')])
    assert stream(api) == ['b', 'c', 'a', 'd']
    assert stream(api, per_page=3) == ['b', 'c', 'a']
    assert stream(api, per_page=3, last_id='a') == ['d']
    assert stream(api, last_id='d') == []
    assert stream(api, last_id='a', descending='true') == ['c', 'b']
    assert stream(api, order_by_id='True', per_page=2) == ['a', 'b']
    assert stream(api, order_by_id='true', last_id='b', descending='false') == ['c', 'd']
    # The order of ids goes on even where the last one is gone.
    api.ok('DELETE', '/inputs/b')
    assert stream(api, order_by_id='true', last_id='b') == ['c', 'd']
    assert api.refused('GET', '/inputs/stream?last_id=b')[:2] == (404, 11101)
    for query in ('per_page=1001', 'per_page=x', 'descending=2', 'page=2'):
        assert api.refused('GET', '/inputs/stream?' + query)[:2] == (400, 11102)


def test_a_stream_sees_each_input_once_while_others_arrive(api):
    api.add(*[an_input(plain('red'), 'i%d' % number) for number in range(4)])
    seen = stream(api, per_page=2)
    api.add(an_input(plain('red'), 'late'))
    api.ok('DELETE', '/inputs/i0')
    seen += stream(api, per_page=5, last_id=seen[-1])
    assert seen == ['i0', 'i1', 'i2', 'i3', 'late']


def test_lists_of_one_status(api):
    api.add(an_input(plain('red'), 'good'), an_input(b'no picture', 'bad'))
    assert ids(api.ok('GET', '/inputs', params={'status.code': 30000})) == ['good']
    assert ids(api.ok('GET', '/inputs', params={'status.code': 30101})) == ['bad']
    assert ids(api.ok('GET', '/inputs', params={'status.code': 30001})) == []
    assert ids(api.ok('GET', '/inputs', params={
        'status.code': 30000, 'ids': ['bad', 'good', 'ghost']})) == ['good']
    for value in ('x', '-1', '99999999999999999999'):
        assert api.refused('GET', '/inputs', params={'status.code': value})[:2] == (400, 11102)


def test_counts_have_todays_members(api):
    api.add(an_input(plain('red'), 'good'), an_input(b'no picture', 'bad'))
    counts = api.ok('GET', '/inputs/status')['counts']
    others = ('to_process', 'processing', 'reindexed', 'to_reindex', 'reindex_errors',
              'reindexing')
    assert counts == dict(dict.fromkeys(others, 0), processed=1, errors=1)


def test_ids_that_are_taken_get_a_suffix_when_asked(api):
    def add(resolution, *names):
        response = api.send('POST', '/inputs', {
            'input_id_conflict_resolution': resolution,
            'inputs': [an_input(plain('red'), name) for name in names]})
        return [(item['id'], item['status']['code']) for item in response.json()['inputs']]
    assert add('SKIP', 'a') == [('a', 30001)]
    assert add('SKIP', 'a', 'b') == [('a', 30100), ('b', 30001)]
    for number in range(1, 10):
        assert add('SUFFIX', 'a') == [('a-%d' % number, 30001)]
    (long_id, code), = add('SUFFIX', 'a')
    assert re.match('a-[0-9a-f]{32}$', long_id) and code == 30001
    assert [code for _, code in add('SUFFIX', 'new', 'new')] == [30001, 30100]
    api.wait_for_inputs()
    assert api.refused('POST', '/inputs', {'input_id_conflict_resolution': 'X'})[:2] == (
        400, 11102)


def test_patches_have_a_status_each(api):
    api.add(an_input(plain('red'), 'a'), an_input(plain('red'), 'b'))
    response = api.send('PATCH', '/inputs', {'action': 'merge', 'inputs': [
        {'id': 'a', 'data': {'concepts': [{'id': 'fine'}]}}, {'id': 'ghost'},
        {'id': 'b', 'data': {'concepts': [{'id': 'c', 'value': 2}]}}, {'id': 'a', 'data': {
            'concepts': [{'id': 'too'}]}}]})
    answer = response.json()
    assert (response.status_code, answer['status']['code']) == (207, 10010)
    assert [item['status']['code'] for item in answer['inputs']] == [30200, 11101, 11102, 30200]
    assert len(api.ok('GET', '/inputs/a')['input']['data']['concepts']) == 2
    assert 'concepts' not in api.ok('GET', '/inputs/b')['input']['data']


def test_pages_have_128_items_unless_told_otherwise(api):
    for start in (0, 65):
        api.add(*[an_input(plain('red'), 'i%03d' % number) for number in range(start, start + 65)])
    assert len(ids(api.ok('GET', '/inputs'))) == 128
    assert ids(api.ok('GET', '/inputs?page=2')) == ['i128', 'i129']
    assert len(ids(api.ok('GET', '/inputs?per_page=1000'))) == 130
    assert len(stream(api)) == 20


def test_resource_counts(api, sandbox):
    api.add(an_input(plain('red')), an_input(plain('blue')))
    api.ok('POST', '/models', {'models': [{'id': 'm'}]})
    counts = api.ok('GET', '/resource_counts')
    assert (counts['inputs'], counts['models'], counts['datasets']) == ('2', '1', '0')
    main = Api(sandbox.url, 'the-pat').ok('GET', '/users/clarifai/apps/main/resource_counts')
    assert int(main['models']) > 10 and main['inputs'] == '0'


def progress(api, job_id):
    job = api.ok('GET', '/inputs/jobs/add/' + job_id)['inputs_add_job']
    return job['status']['code'], dict((name.rsplit('_', 1)[0], int(number))
                                       for name, number in job['progress'].items())


def test_a_job_says_how_far_its_inputs_are(api):
    for names in (('a', 'b'), ('c',)):
        api.ok('POST', '/inputs', {
            'inputs_add_job_id': 'j', 'inputs': [an_input(plain('red'), name) for name in names]})
    api.ok('POST', '/inputs', {'inputs_add_job_id': 'k', 'inputs': [an_input(b'nothing', 'd')]})
    api.add(an_input(plain('red'), 'in no job'))
    assert progress(api, 'j') == (64002, {'pending': 0, 'in_progress': 0, 'success': 3,
                                          'failed': 0})
    assert progress(api, 'k') == (64002, {'pending': 0, 'in_progress': 0, 'success': 0,
                                          'failed': 1})
    jobs = api.ok('GET', '/inputs/jobs/add')['inputs_add_jobs']
    assert [job['id'] for job in jobs] == ['j', 'k']
    assert api.ok('GET', '/inputs/jobs/add?page=2&per_page=1')['inputs_add_jobs'] == jobs[1:]
    for method in ('GET', 'PATCH'):
        assert api.refused(method, '/inputs/jobs/add/ghost')[:2] == (404, 11101)


def test_a_job_can_be_cancelled(api):
    picture = photograph('astronaut')
    api.ok('POST', '/inputs', {'inputs_add_job_id': 'j', 'inputs': [an_input(picture)] * 128})
    code, counts = progress(api, 'j')
    assert code == 64001 and sum(counts.values()) == 128
    job = api.ok('PATCH', '/inputs/jobs/add/j', {})['inputs_add_job']
    assert (job['status']['code'], job['progress']['pending_count']) == (64004, '0')
    api.wait_for_inputs()
    code, counts = progress(api, 'j')
    assert code == 64004 and counts['failed'] > 0 and sum(counts.values()) == 128
    failed, = api.ok('GET', '/inputs', params={'status.code': 30002, 'per_page': 1})['inputs']
    assert 'cancelled' in failed['status']['details']
    # One that is done is not cancelled any more.
    api.ok('POST', '/inputs', {'inputs_add_job_id': 'k', 'inputs': []})
    job = api.ok('PATCH', '/inputs/jobs/add/k', {})['inputs_add_job']
    assert job['status']['code'] == 64002
