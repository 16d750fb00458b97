"""Many items in requests of 128."""
from __future__ import absolute_import

import copy

import pytest

from clarifai.rest.batches import BATCH, batches_of, merged

OK = {'code': 10000, 'description': 'Ok'}
MIXED = {'code': 10010, 'description': 'Mixed'}
FAILED = {'code': 10020, 'description': 'Failure'}


def test_the_most_that_the_api_takes():
    assert BATCH == 128


@pytest.mark.parametrize('total, sizes', [
    (0, []), (1, [1]), (128, [128]), (129, [128, 1]), (256, [128, 128]), (300, [128, 128, 44])])
def test_batches_keep_the_order(total, sizes):
    items = list(range(total))
    batches = list(batches_of(items))
    assert [len(batch) for batch in batches] == sizes
    assert [item for batch in batches for item in batch] == items


def test_another_size():
    assert list(batches_of('abcde', 2)) == ['ab', 'cd', 'e']


def test_one_answer_stays_itself():
    answer = {'status': OK, 'inputs': [1]}
    assert merged([answer]) is answer


def test_lists_are_joined_in_order():
    answers = [{'status': OK, 'inputs': [1, 2]}, {'status': OK, 'inputs': [3]},
               {'status': OK, 'inputs': [4]}]
    before = copy.deepcopy(answers)
    assert merged(answers) == {'status': OK, 'inputs': [1, 2, 3, 4]}
    assert answers == before


def test_a_list_that_an_answer_lacks():
    assert merged([{'status': OK}, {'status': OK, 'inputs': [1]}, {'status': OK}]) == {
        'status': OK, 'inputs': [1]}
    assert merged([{'inputs': None}, {'inputs': [1]}])['inputs'] == [1]


@pytest.mark.parametrize('statuses, kept', [
    ([OK, OK, OK], OK), ([OK, MIXED, OK], MIXED), ([MIXED, OK, FAILED], MIXED),
    ([OK, OK, FAILED], FAILED)])
def test_the_first_bad_status_is_kept(statuses, kept):
    assert merged([{'status': status} for status in statuses]) == {'status': kept}


def test_a_status_that_an_answer_lacks_stays_absent_or_good():
    assert merged([{'a': [1]}, {'a': [2]}]) == {'a': [1, 2]}
    assert merged([{'status': OK}, {}]) == {'status': OK}
    assert merged([{'status': OK}, {}, {'status': FAILED}]) == {'status': FAILED}
