"""Values out of JSON, and refusals that name the field."""
from __future__ import absolute_import

import pytest

from clarifai.sandbox import errors, fields


@pytest.mark.parametrize('take, value', [
    (fields.text, 7), (fields.text, []), (fields.flag, 1), (fields.flag, 'true'),
    (fields.mapping, []), (fields.objects, {}), (fields.objects, [1]), (fields.texts, [None]),
    (fields.number, True), (fields.number, '1'), (fields.number, 10 ** 400),
    (fields.number, float('inf')), (fields.whole, 1.5), (fields.identifier, 5),
    (fields.identifier, 'x' * 257), (fields.batch, [{}] * 129)])
def test_refused(take, value):
    with pytest.raises(errors.RequestError) as refusal:
        take({'the field': value}, 'the field')
    assert "'the field'" in str(refusal.value)


@pytest.mark.parametrize('take, empty', [
    (fields.text, None), (fields.flag, None), (fields.mapping, {}), (fields.objects, []),
    (fields.texts, []), (fields.number, None), (fields.whole, None), (fields.identifier, None)])
def test_absent_and_null_are_the_same(take, empty):
    assert take({}, 'x') == take({'x': None}, 'x') == empty


def test_bounds():
    assert fields.number({'x': 0}, 'x', low=0, high=1) == 0
    assert fields.whole({'x': 2.0}, 'x') == 2
    for value in (-0.1, 1.1):
        with pytest.raises(errors.RequestError):
            fields.number({'x': value}, 'x', low=0, high=1)


@pytest.mark.parametrize('query, number, size, start', [
    ({}, 1, 20, 0), ({'page': '3', 'per_page': '7'}, 3, 7, 14), ({'page': '0'}, 1, 20, 0),
    ({'page': '', 'per_page': '0'}, 1, 20, 0), ({'per_page': '1000'}, 1, 1000, 0)])
def test_pages(query, number, size, start):
    page = fields.page_of_query(query)
    assert (page.number, page.size, page.start) == (number, size, start)


@pytest.mark.parametrize('query', [
    {'page': 'x'}, {'page': '-1'}, {'per_page': '1001'}, {'per_page': '1.5'}, {'page': '9' * 99}])
def test_pages_that_make_no_sense(query):
    with pytest.raises(errors.RequestError):
        fields.page_of_query(query)
