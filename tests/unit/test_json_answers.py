"""Answers as JSON, whatever came."""
from __future__ import absolute_import

import pytest

from clarifai.answers import code_of, first, json_object


@pytest.mark.parametrize('content, answer', [
    (b'{}', {}), (b' {"a": [1]}\r\n', {'a': [1]}), (b'\xef\xbb\xbf{"a": 1}', {'a': 1}),
    (u'{"a": "\u732b"}'.encode('utf-8'), {'a': u'\u732b'})])
def test_a_json_object_with_or_without_a_byte_order_mark(content, answer):
    assert json_object(content) == answer


@pytest.mark.parametrize('content', [
    None, b'', b'<html>', b'[{}]', b'"a"', b'7', b'null', b'\xff\xfe', b'{"a": ',
    u'{"a": 1}'.encode('utf-16'), b'[' * 100000, b'{"a":' * 100000])
def test_anything_else_is_none(content):
    assert json_object(content) is None


@pytest.mark.parametrize('answer, code', [
    ({'status': {'code': 10000}}, 10000), ({'status': {}}, None), ({}, None), (None, None),
    ({'status': 'Ok'}, None), ({'status': None}, None), ([], None)])
def test_the_code_at_the_top(answer, code):
    assert code_of(answer) == code


def test_the_only_entry():
    assert first([1]) == 1
    assert first([]) is None and first(None) is None
