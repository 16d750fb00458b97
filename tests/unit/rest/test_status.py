"""Statuses, counts, places in a list."""
from __future__ import absolute_import

import pytest
import six

from clarifai.rest.status import ApiResponse, ApiStatus, InputCounts, pagination


def test_a_status():
    status = ApiStatus({'code': 30000, 'description': 'Download complete', 'details': 'x'})
    assert (status.code, status.description) == (30000, 'Download complete')
    assert status.dict() == {'status': {'code': 30000, 'description': 'Download complete'}}
    assert str(status) == '30000 Download complete'


@pytest.mark.parametrize('item', [None, {}, {'details': 'x'}])
def test_a_status_that_lacks_everything(item):
    status = ApiStatus(item)
    assert (status.code, status.description) == (None, None)


def test_a_status_in_another_language_can_be_printed():
    shown = str(ApiStatus({'code': 30000, 'description': u'caf\xe9 \u732b'}))
    assert type(shown) is str
    assert six.ensure_text(shown) == u'30000 caf\xe9 \u732b'


def test_counts():
    counts = InputCounts({'counts': {'processed': 120, 'to_process': 7, 'errors': 3,
                                     'processing': 1}, 'status': {'code': 10000}})
    assert (counts.processed, counts.to_process, counts.errors, counts.processing) == (120, 7, 3, 1)
    assert counts.dict() == {'counts': {'processed': 120, 'to_process': 7, 'errors': 3,
                                        'processing': 1}}


@pytest.mark.parametrize('item', [None, {}, {'counts': None}, {'counts': {'errors': None}}])
def test_counts_that_an_answer_leaves_out_are_zero(item):
    counts = InputCounts(item)
    assert (counts.processed, counts.to_process, counts.errors, counts.processing) == (0, 0, 0, 0)


def test_a_place_in_a_list():
    assert pagination().dict() == {'page': 1, 'per_page': 20}
    assert pagination(2, 5).dict() == {'page': 2, 'per_page': 5}
    assert (pagination(2, 5).page, pagination(2, 5).per_page) == (2, 5)


def test_an_answer_of_which_only_the_status_matters():
    assert ApiResponse().status is None
