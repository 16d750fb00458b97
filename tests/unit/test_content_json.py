"""JSON bodies that are made while they are sent."""
from __future__ import absolute_import

import base64
import json

import pytest

from clarifai import content as contents
from clarifai.content import GivenBase64, PIECE, content_of_bytes
from clarifai.errors import UserError

SMALL = b'\x89PNG' * 20
LARGE = bytes(bytearray(range(256))) * 4000


def content(data):
    return content_of_bytes(data, 'raw_bytes')


def text(data):
    return base64.b64encode(data).decode('ascii')


def params(*contents):
    return {u'inputs': [{'id': u'caf\xe9', 'data': {'image': {'base64': one}}}
                        for one in contents], 'flag': True}


def test_without_contents_a_body_is_json_in_bytes():
    body = contents.encoded({'a': [1, 0.5, None, u'\xe9"']})
    assert type(body) is bytes
    assert json.loads(body.decode('utf-8')) == {'a': [1, 0.5, None, u'\xe9"']}


def test_a_small_body_is_bytes_which_tools_for_tests_can_read():
    body = contents.encoded(params(content(SMALL), u'aGk='))
    assert type(body) is bytes
    assert json.loads(body.decode('utf-8')) == params(text(SMALL), u'aGk=')


@pytest.mark.parametrize('pictures', [
    [LARGE], [LARGE, SMALL], [SMALL, LARGE, b'', LARGE], [LARGE] * 20])
def test_a_large_body_is_made_while_it_is_iterated(pictures):
    body = contents.encoded(params(*map(content, pictures)))
    whole = b''.join(body)
    assert isinstance(body, contents.JsonBody) and len(body) == len(whole)
    assert json.loads(whole.decode('utf-8')) == params(*map(text, pictures))
    assert b''.join(body) == whole  # once more, for the next attempt


def test_no_piece_is_much_larger_than_what_is_encoded_at_a_time():
    body = contents.encoded(params(content(LARGE), GivenBase64(text(LARGE))))
    assert max(len(piece) for piece in body) <= PIECE // 3 * 4


def test_contents_may_stand_anywhere_and_more_than_once():
    one = content(LARGE)
    body = contents.encoded([one, {'a': one}, u'text', one])
    assert json.loads(b''.join(body).decode('utf-8')) == [text(LARGE), {'a': text(LARGE)},
                                                          u'text', text(LARGE)]


def test_a_text_that_looks_like_a_mark_stays_a_text():
    lookalike = u'content-0123456789abcdef-0'
    body = contents.encoded([content(LARGE), lookalike])
    assert json.loads(b''.join(body).decode('utf-8'))[1] == lookalike


@pytest.mark.parametrize('value', [{1, 2}, object(), float('nan')])
def test_what_is_no_json_is_a_user_error(value):
    with pytest.raises(UserError) as caught:
        contents.encoded({'a': value})
    assert 'JSON' in str(caught.value)


def test_plain_json_for_who_cannot_take_contents():
    assert contents.plain(params(content(SMALL), u'aGk=')) == params(text(SMALL), u'aGk=')
    assert contents.plain(None) is None


def test_a_content_without_pieces_says_so():
    with pytest.raises(TypeError):
        contents.Content().text()
