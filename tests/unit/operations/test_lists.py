"""Pages, items, batches and streams."""
from __future__ import absolute_import

import json

import gc

import pytest
import requests

from clarifai.errors import ApiError, UserError
from clarifai.retry import RetryPolicy

APP = '/v2/users/me/apps/mine'


def answering(wire, *answers):
    """Let a wire answer so, one after the other."""
    waiting = list(answers)
    wire.answer = lambda sent: waiting.pop(0)


def test_items_come_page_by_page_until_one_is_empty(platform, wire):
    answering(wire, {'inputs': [{'id': 'a'}, {'id': 'b'}]}, {'inputs': [{'id': 'c'}]},
              {'inputs': []})
    assert [item['id'] for item in platform.list_inputs.items(per_page=2)] == ['a', 'b', 'c']
    assert [sorted(sent.query.split('&')) for sent in wire.sent] == [
        ['page=%d' % page, 'per_page=2'] for page in (1, 2, 3)]


def test_they_are_asked_for_when_their_turn_has_come(platform, wire):
    answering(wire, {'inputs': [{'id': 'a'}, {'id': 'b'}]}, {'inputs': [{'id': 'c'}]})
    items = platform.list_inputs.items()
    assert wire.sent == []
    assert [next(items)['id'], next(items)['id']] == ['a', 'b']
    assert len(wire.sent) == 1


def test_pages_are_answers_and_may_begin_anywhere(platform, wire):
    answering(wire, {'inputs': [{'id': 'a'}], 'extra': 1}, {})
    page, = platform.list_inputs.pages(page=7)
    assert (page['extra'], page['inputs']) == (1, [{'id': 'a'}])
    assert wire.lines == ['GET %s/inputs?page=7' % APP, 'GET %s/inputs?page=8' % APP]


def test_lists_that_page_in_the_body(platform, wire):
    answering(wire, {'hits': [{'score': 1}]}, {'hits': [{'score': 0.5}]}, {'hits': []})
    hits = platform.post_inputs_searches.items(per_page=1, searches=[{'query': {}}])
    assert [hit['score'] for hit in hits] == [1, 0.5]
    assert [sent.body.get('pagination') for sent in wire.sent] == [
        {'per_page': 1}, {'per_page': 1, 'page': 2}, {'per_page': 1, 'page': 3}]
    assert all(sent.query == '' for sent in wire.sent)


def test_pagination_may_be_given_as_such(platform, wire):
    answering(wire, {'hits': []})
    assert list(platform.post_inputs_searches.pages(pagination={'page': 2, 'per_page': 9})) == []
    assert wire.sent[0].body == {'pagination': {'page': 2, 'per_page': 9}}


def test_lists_that_go_on_after_an_id(platform, wire):
    answering(wire, {'inputs': [{'id': 'a'}, {'id': 'b'}]}, {'inputs': []})
    assert len(list(platform.stream_inputs.items(per_page=2))) == 2
    assert sorted(wire.sent[1].query.split('&')) == ['last_id=b', 'per_page=2']


def test_lists_without_pages_are_one_page(platform, wire):
    answering(wire, {'cloud_providers': [{'id': 'aws'}, {'id': 'gcp'}]})
    assert [one['id'] for one in platform.list_cloud_providers.items()] == ['aws', 'gcp']
    assert len(wire.sent) == 1


def test_a_route_has_pages_too(platform, wire):
    answering(wire, {'models': [{'id': 'm'}]}, {'models': []})
    assert list(platform.list_models.routes[2].items()) == [{'id': 'm'}]
    assert wire.lines == ['GET /v2/models?page=1', 'GET /v2/models?page=2']


def test_a_page_that_comes_twice_is_an_error(platform, wire):
    wire.answer = lambda sent: {'inputs': [{'id': 'a'}]}
    items = platform.list_inputs.items()
    assert next(items) == {'id': 'a'}
    with pytest.raises(ApiError) as caught:
        next(items)
    assert 'the server gave a page of inputs again' in str(caught.value)
    assert 'got no answer' not in str(caught.value)
    assert len(wire.sent) == 2


def test_a_wrong_argument_is_refused_at_once(platform):
    with pytest.raises(UserError):
        platform.list_inputs.items(perpage=2)


@pytest.mark.parametrize('name,words', [
    ('list_next_task_assignments', 'each call takes more work off a queue'),
    ('list_runner_items', 'each call takes more work off a queue'),
    ('get_model', 'gives no list to go through')])
def test_what_has_no_pages_says_so(platform, wire, name, words):
    with pytest.raises(UserError) as caught:
        getattr(platform, name).pages()
    assert words in str(caught.value)
    assert wire.sent == []


# Batches

def inputs(count, first=0):
    return [{'id': 'in-%d' % number} for number in range(first, first + count)]


def test_a_long_list_is_sent_in_batches(platform, wire):
    wire.answer = lambda sent: {'inputs': sent.body['inputs']}
    answer = platform.post_inputs(inputs=inputs(300), inputs_add_job_id='job')
    assert answer['inputs'] == inputs(300)
    assert [len(sent.body['inputs']) for sent in wire.sent] == [128, 128, 44]
    assert set(sent.body['inputs_add_job_id'] for sent in wire.sent) == {'job'}


def test_it_can_be_sent_whole(platform, wire):
    platform.post_inputs(inputs=inputs(129), batch=False)
    assert [len(sent.body['inputs']) for sent in wire.sent] == [129]


def test_what_is_not_batched_is_sent_whole(platform, wire):
    platform.post_tasks(tasks=[{'id': 't%d' % number} for number in range(200)])
    assert len(wire.sent) == 1


def test_parallel_lists_are_cut_at_the_same_places(platform, wire):
    ids = ['a%d' % number for number in range(130)]
    platform.delete_annotations(ids=ids, input_ids=[name + 'x' for name in ids])
    assert [sent.body for sent in wire.sent] == [
        {'ids': ids[:128], 'input_ids': [name + 'x' for name in ids[:128]]},
        {'ids': ids[128:], 'input_ids': [name + 'x' for name in ids[128:]]}]


def test_parallel_lists_of_different_lengths_are_refused(platform, wire):
    with pytest.raises(UserError) as caught:
        platform.delete_annotations(ids=['a'] * 130, input_ids=['b'] * 129)
    assert 'ids and input_ids belong together' in str(caught.value)
    assert wire.sent == []


def test_a_batch_that_fails_says_what_was_done_and_which_items_it_had(platform, wire):
    answering(wire, {'inputs': inputs(128)}, {'inputs': inputs(128, 128)},
              (400, {'status': {'code': 11100, 'description': 'Bad'},
                     'inputs': [{'id': 'in-256', 'status': {'code': 30104}}]}))
    with pytest.raises(ApiError) as caught:
        platform.post_inputs(inputs=inputs(300))
    error = caught.value
    assert error.partial['inputs'] == inputs(256)
    assert error.positions == list(range(256, 300))
    assert error.items[0].position == 256
    assert 'items 256 to 299 of the call' in str(error)


def test_whether_a_batch_may_be_sent_again_depends_on_its_own_items(platform, wire):
    sent = []

    def answer(request):
        sent.append(request)
        return (503, {}) if len(sent) in (1, 3) else {'inputs': []}
    wire.answer = answer
    patient = platform.with_options(retry=RetryPolicy(backoff=0))
    patient.post_inputs(inputs=inputs(129))
    assert [len(request.body['inputs']) for request in sent] == [128, 128, 1, 1]


# Streams

LINES = [b'{"result": {"log_entries": [{"message": "a"}]}}\n', b'\n',
         b'{"result": {"log_entries": []}}\n{"result": {"log_entries": [{}, {}]}}']
LOGS = dict(pipeline_id='p', pipeline_version_id='v', pipeline_version_run_id='r',
            log_type='step')


@pytest.mark.parametrize('name,arguments', [
    ('post_inputs_searches', {'searches': [{}]}), ('post_annotations_searches', {'searches': [{}]}),
    ('post_searches', {}), ('list_dataset_inputs', {'dataset_id': 'd'})])
def test_hits_that_come_again_end_with_an_error(platform, wire, name, arguments):
    call = getattr(platform, name)
    hits = [{'score': 1, 'input': {'id': 'a'}}, {'score': 1, 'input': {'id': 'b'}}]
    wire.answer = lambda sent: {'dataset_inputs' if 'dataset' in name else 'hits': hits}
    found = call.items(per_page=2, **arguments)
    assert [next(found), next(found)] == hits
    with pytest.raises(ApiError) as caught:
        next(found)
    assert 'again, so the list has no end' in str(caught.value)
    assert len(wire.sent) == 2


def test_a_stream_gives_answers_line_by_line(platform, wire):
    wire.answer = lambda sent: LINES
    answers = platform.stream_log_entries(**LOGS)
    assert [len(answer['log_entries']) for answer in answers] == [1, 0, 2]
    assert wire.closed == 1
    assert wire.lines == ['GET %s/pipelines/p/versions/v/runs/r/step/stream/logs' % APP]


@pytest.mark.parametrize('name,arguments,path', [
    ('stream_annotations', {'input_id': 'i'}, '/inputs/i/track_annotations/searches/stream'),
    ('stream_livestream_annotations', {'input_id': 'i'}, '/inputs/i/annotations/stream/live'),
    ('generate_model_outputs', {'model_id': 'm'}, '/models/m/outputs/generate')])
def test_the_other_streams(platform, wire, name, arguments, path):
    wire.answer = lambda sent: [b'{"result": {"status": {"code": 10000}}}\n']
    assert list(getattr(platform, name)(**arguments)) == [{'status': {'code': 10000}}]
    assert wire.lines == ['POST %s%s' % (APP, path)]


def test_a_stream_that_is_left_is_closed(platform, wire):
    wire.answer = lambda sent: LINES
    for _ in platform.stream_log_entries(**LOGS):
        break
    gc.collect()
    assert wire.closed == 1
    with platform.stream_log_entries(**LOGS) as answers:
        next(answers)
    assert wire.closed == 2
    answers = platform.stream_log_entries(**LOGS)
    answers.close()
    assert list(answers) == [] and wire.closed == 3


def test_an_error_in_a_stream_is_an_api_error(platform, wire):
    wire.answer = lambda sent: LINES[:1] + [
        b'{"error": {"grpc_code": 5, "http_code": 404, "message": "the runner went away"}}\n']
    answers = platform.stream_log_entries(**LOGS)
    next(answers)
    with pytest.raises(ApiError) as caught:
        next(answers)
    assert 'the runner went away' in str(caught.value)
    assert wire.closed == 1


@pytest.mark.parametrize('message', ['5', '""', 'null', '{}', '[1]'])
def test_an_error_in_a_stream_without_a_text_is_one_too(platform, wire, message):
    wire.answer = lambda sent: [('{"error": {"message": %s}}\n' % message).encode('ascii')]
    with pytest.raises(ApiError) as caught:
        list(platform.stream_log_entries(**LOGS))
    assert 'the server ended the answer' in str(caught.value)


@pytest.mark.parametrize('code,advice', [
    (21200, 'Check the id, the app mine of the user me'), (11009, 'Check the PAT')])
def test_a_refusal_in_a_stream_is_an_api_error_as_that_of_a_call_is(platform, wire, code, advice):
    wire.answer = lambda sent: LINES[:1] + [
        ('{"result": {"status": {"code": %d, "description": "No"}}}\n' % code).encode('ascii')]
    answers = platform.stream_log_entries(**LOGS)
    next(answers)
    with pytest.raises(ApiError) as caught:
        next(answers)
    assert '%d No' % code in str(caught.value) and advice in str(caught.value)
    assert caught.value.error_code == code and caught.value.hint is not None
    assert wire.closed == 1


def test_another_status_in_a_stream_is_an_answer(platform, wire):
    status = {'code': 21303, 'description': 'Model is deploying'}
    wire.answer = lambda sent: [json.dumps({'result': {'status': status}}).encode('ascii')]
    assert list(platform.stream_log_entries(**LOGS)) == [{'status': status}]


@pytest.mark.parametrize('line', [b'<html>', b'[1]', b'\xff\xfe'])
def test_a_line_that_is_no_object_is_an_api_error(platform, wire, line):
    wire.answer = lambda sent: [line]
    with pytest.raises(ApiError) as caught:
        list(platform.stream_log_entries(**LOGS))
    assert 'not a JSON object' in str(caught.value)


def test_a_stream_that_is_refused_is_an_api_error_at_once(platform, wire):
    wire.answer = lambda sent: (401, {'status': {'code': 11009, 'description': 'No'}})
    with pytest.raises(ApiError) as caught:
        platform.stream_log_entries(**LOGS)
    assert 'Check the PAT' in str(caught.value)


def test_a_stream_that_never_connects_is_an_api_error(platform, wire):
    wire.answer = lambda sent: requests.exceptions.SSLError('certificate verify failed')
    with pytest.raises(ApiError) as caught:
        platform.stream_log_entries(**LOGS)
    assert 'TLS failed' in str(caught.value)
