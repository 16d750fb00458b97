# -*- coding: utf-8 -*-
"""Why items failed: read from any answer, in its message, and in one line of the log."""
from __future__ import absolute_import

import json
import logging
import pickle

import pytest
import requests

from clarifai.errors import ApiError
from clarifai.reasons import failed_items, status_of, warn_of_failed

URL = 'https://api.test/v2/models/m/outputs'
OK = {'code': 10000, 'description': 'Ok'}
LOST = {'code': 30002, 'description': 'Download failed; check URL',
        'details': '404 Client Error: Not Found for url: https://x.test/a.jpg'}
TAKEN = {'code': 30100, 'description': 'Input has a duplicate ID.'}
FAILURE = {'code': 10020, 'description': 'Failure'}
MIXED = {'code': 10010, 'description': 'Mixed Success'}


def refused(answer, http=400):
    response = requests.Response()
    response.status_code, response.reason = http, 'Bad Request'
    response._content = json.dumps(answer).encode('utf-8')
    return ApiError(URL, {}, 'POST', response)


# Any answer


@pytest.mark.parametrize('member', ['outputs', 'inputs', 'results', 'hits', 'models', 'concepts',
                                    'workflows', 'annotations', 'datasets', 'anything_new'])
def test_the_reason_of_an_item_is_read_wherever_it_stands(member):
    error = refused({'status': FAILURE, member: [{'id': 'a', 'status': LOST}]})
    assert [(one.member, one.position, one.id, one.code) for one in error.items] == [
        (member, 0, 'a', 30002)]
    for part in (member + '[0]', '30002', 'Download failed; check URL', LOST['details']):
        assert part in str(error)
    assert (error.error_code, error.error_desc) == (10020, 'Failure')


@pytest.mark.parametrize('item', [
    {'input': {'id': 'in', 'status': LOST}},
    {'outputs': [{'status': OK}, {'status': LOST}], 'status': MIXED},
    {'outputs': [{'status': LOST}], 'status': FAILURE},
    {'model_version': {'id': 'v', 'status': LOST}},
    {'annotation': {'status': LOST}}])
def test_the_reason_is_found_in_a_part_of_an_item(item):
    assert [one.code for one in failed_items({'items': [item]})] == [30002]
    assert status_of(item) == LOST


def test_an_answer_about_one_thing_has_no_position():
    item, = refused({'status': FAILURE, 'model': {'id': 'm', 'model_version': {
        'id': 'v', 'status': {'code': 21110, 'description': 'No data'}}}}).items
    assert (item.member, item.position, item.id, item.code) == ('model', None, 'm', 21110)
    assert str(item) == 'model (id m): 21110 No data'


def test_the_id_of_an_output_is_that_of_its_input():
    item, = failed_items({'outputs': [{'id': 'o', 'input': {'id': 'cat-7'}, 'status': LOST}]})
    assert item.id == 'cat-7'


def test_the_first_is_told_and_the_others_are_counted():
    error = refused({'status': FAILURE, 'inputs': [
        {'id': 'a', 'status': OK}, {'id': 'b', 'status': TAKEN}, {'id': 'c', 'status': LOST},
        {'id': 'd', 'status': LOST}]})
    assert [one.position for one in error.items] == [1, 2, 3]
    assert 'inputs[1] (id b): 30100 Input has a duplicate ID; and 2 more failed' in str(error)


@pytest.mark.parametrize('code', [10000, 30000, 30001, 30003, 30200, 21100, 21102, None, True, 'x'])
def test_what_is_done_or_under_way_is_no_failure(code):
    assert failed_items({'inputs': [{'status': {'code': code}}]}) == ()


@pytest.mark.parametrize('answer', [
    None, {}, {'status': FAILURE}, {'inputs': None}, {'inputs': 'text'}, {'inputs': [None, 5, []]},
    {'inputs': [{'status': None}]}, {'inputs': [{'status': [LOST]}]}, {'outputs': {'a': 1}},
    {'results': [{'outputs': 5}]}, {'results': [{'outputs': [None]}]}, {'inputs': [{'input': 7}]}])
def test_an_answer_without_reasons_has_none(answer):
    assert failed_items(answer) == ()


def test_odd_values_in_a_status_are_shown_all_the_same():
    error = refused({'status': FAILURE, 'inputs': [
        {'id': 5, 'status': {'code': 30002, 'description': ['x'], 'details': {'a': 1}}}]})
    assert 'inputs[0]' in str(error) and "'a'" in str(error)


# error_details


def test_details_are_those_of_the_item_where_the_answer_has_none():
    error = refused({'status': FAILURE, 'outputs': [{'status': LOST}, {'status': LOST}]})
    assert error.error_details == (
        'outputs[0]: 30002 Download failed; check URL; %s; and 1 more failed' % LOST['details'])
    assert str(error).count('outputs[0]') == 1


def test_details_of_the_answer_stay_and_the_message_has_both():
    error = refused({'status': dict(FAILURE, details='look below'), 'outputs': [{'status': LOST}]})
    assert error.error_details == 'look below'
    assert 'look below; outputs[0]: 30002' in str(error)


def test_positions_count_from_the_first_item_of_the_batch():
    error = refused({'status': FAILURE, 'outputs': [{'status': OK}, {'status': LOST}]})
    error.place_items(128)
    assert [one.position for one in error.items] == [129]
    assert error.error_details.startswith('outputs[129]: 30002')
    assert 'outputs[129]' in str(error) and 'outputs[1]' not in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (again.items, again.error_details, str(again)) == (
        error.items, error.error_details, str(error))


@pytest.mark.parametrize('status', [None, {'code': 21110, 'description': 'No data'}])
def test_an_answer_without_items_keeps_its_own_details(status):
    error = refused({'status': status, 'outputs': []})
    assert error.items == () and error.error_details is None


# In the log


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.WARNING, logger='clarifai')
    return lambda: [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize('status', [MIXED, FAILURE])
def test_a_mixed_success_leaves_one_line_with_each_failing_item(lines, status):
    warn_of_failed({'status': status, 'inputs': [
        {'id': 'a', 'status': LOST}, {'id': 'b', 'status': OK}, {'id': 'c', 'status': TAKEN}]},
        'add_inputs')
    line, = lines()
    for part in ('add_inputs', '2 failed', 'inputs[0]', LOST['details'], 'inputs[2]', '30100'):
        assert part in line
    assert 'inputs[1]' not in line


@pytest.mark.parametrize('answer', [
    None, [], {'status': OK, 'inputs': [{'status': LOST}]}, {'status': MIXED, 'inputs': []},
    {'status': MIXED, 'inputs': [{'status': OK}]}])
def test_nothing_else_leaves_a_line(lines, answer):
    warn_of_failed(answer, 'add_inputs')
    assert lines() == []


def test_text_of_the_server_does_not_forge_lines_of_the_log(lines):
    warn_of_failed({'status': MIXED, 'inputs': [{'id': 'a\nb', 'status': dict(
        LOST, details='x\nroot: all is well \x1b[2J')}]}, 'add_inputs')
    line, = lines()
    assert '\n' not in line and '\x1b' not in line
    assert 'x\\nroot: all is well \\x1b[2J' in line
