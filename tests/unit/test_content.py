"""The content of inputs, from what callers have."""
from __future__ import absolute_import

import base64
import gzip
import io
import os
import tempfile
import traceback

import pytest
import six

from clarifai.content import (
    PIECE, FileContent, GivenBase64, content_of_base64, content_of_bytes, content_of_file,
    content_of_filename)
from clarifai.errors import UserError

PICTURE = b'\x89PNG\r\n\x1a\n' + bytes(bytearray(range(256))) * 20
BASE64 = base64.b64encode(PICTURE)


@pytest.fixture
def picture(tmpdir):
    path = tmpdir.join(u'a picture.png')
    path.write_binary(PICTURE)
    return str(path)


class Stream(object):
    """A stream with nothing but read(), such as an answer of urllib."""

    def __init__(self, data):
        self.data = data

    def read(self):
        return self.data


# Files

@pytest.mark.parametrize('mode', ['rb', 'rb+', 'r+b'])
def test_an_open_file_is_read_and_left_open(picture, mode):
    with open(picture, mode) as handle:
        assert content_of_file(handle).given() == BASE64
        assert not handle.closed


def test_an_open_file_is_read_from_its_beginning_each_time(picture):
    with open(picture, 'rb') as handle:
        handle.read(100)
        assert content_of_file(handle).given() == BASE64
        assert content_of_file(handle).given() == BASE64


@pytest.mark.parametrize('make', [io.BytesIO, Stream, lambda data: io.BufferedReader(
    io.BytesIO(data)), lambda data: Stream(bytearray(data))])
def test_streams_are_read(make):
    assert content_of_file(make(PICTURE)).given() == BASE64


def test_other_kinds_of_files_are_read(picture, tmpdir):
    with tempfile.NamedTemporaryFile() as handle:
        handle.write(PICTURE)
        assert content_of_file(handle).given() == BASE64
    with tempfile.SpooledTemporaryFile() as handle:
        handle.write(PICTURE)
        assert content_of_file(handle).given() == BASE64
    with gzip.open(str(tmpdir.join('a.gz')), 'wb') as handle:
        handle.write(PICTURE)
    with gzip.open(str(tmpdir.join('a.gz')), 'rb') as handle:
        assert content_of_file(handle).given() == BASE64


def test_a_pipe_is_read_although_it_cannot_be_rewound():
    reading, writing = os.pipe()
    with os.fdopen(writing, 'wb') as handle:
        handle.write(PICTURE)
    with os.fdopen(reading, 'rb') as handle:
        assert content_of_file(handle).given() == BASE64


@pytest.mark.parametrize('mode', ['r', 'r+'])
def test_a_file_opened_as_text_is_a_user_error_that_says_how_to_open_it(picture, mode):
    for opened in (io.open,) if six.PY2 else (open, io.open):  # 2.7's open gives the bytes
        with opened(picture, mode) as handle:
            with pytest.raises(UserError) as caught:
                content_of_file(handle)
        assert 'open(name, "rb")' in str(caught.value)


@pytest.mark.parametrize('stream', [io.StringIO(u'text'), Stream(u'text'), Stream(None)])
def test_a_stream_of_text_is_a_user_error(stream):
    with pytest.raises(UserError) as caught:
        content_of_file(stream)
    assert 'bytes' in str(caught.value) or 'rb' in str(caught.value)


def test_a_file_that_cannot_be_read_is_a_user_error(picture, tmpdir):
    with open(picture, 'rb') as handle:
        pass
    with pytest.raises(UserError):
        content_of_file(handle)
    with open(str(tmpdir.join('new')), 'wb') as handle:
        with pytest.raises(UserError):
            content_of_file(handle)


@pytest.mark.parametrize('thing', [object(), 5, PICTURE, PICTURE.decode('latin-1'), 'name.png'],
                         ids=['object', 'number', 'bytes', 'text', 'name'])
def test_what_is_no_file_is_a_user_error_that_shows_no_picture(thing):
    with pytest.raises(UserError) as caught:
        content_of_file(thing)
    assert 'file_obj' in str(caught.value)
    assert len(str(caught.value)) < 300


# Names of files

def test_a_named_file_is_read_and_closed(picture, monkeypatch):
    opened = []

    def spy(*args, **kwargs):
        opened.append(io.open(*args, **kwargs))
        return opened[-1]

    monkeypatch.setattr('clarifai.content.open', spy, raising=False)
    assert content_of_filename(picture).given() == BASE64
    assert len(opened) == 1 and opened[0].closed


def test_a_name_may_be_unicode(tmpdir):
    path = os.path.join(str(tmpdir), u'caf\xe9.png' if os.path.supports_unicode_filenames or
                        not isinstance('', bytes) else u'cafe.png')
    with open(path, 'wb') as handle:
        handle.write(PICTURE)
    assert content_of_filename(path).given() == BASE64


@pytest.mark.parametrize('name', ['missing.png', u'missing.png'])
def test_a_missing_file_is_a_user_error_that_names_it(name):
    with pytest.raises(UserError) as caught:
        content_of_filename(name)
    assert 'missing.png' in str(caught.value) and 'No such file' in str(caught.value)


def test_a_folder_is_a_user_error_that_names_it(tmpdir):
    with pytest.raises(UserError) as caught:
        content_of_filename(str(tmpdir))
    assert str(tmpdir) in str(caught.value)


@pytest.mark.parametrize('name', [['a.png'], object(), 'a\0b', {'name': 'a'}, PICTURE,
                                  'x' * 5000, u'y' * 5000],
                         ids=['list', 'object', 'null', 'dict', 'bytes', 'long', 'long unicode'])
def test_what_is_no_name_is_a_user_error_that_shows_no_picture(name):
    with pytest.raises(UserError) as caught:
        content_of_filename(name)
    assert 'filename' in str(caught.value)
    assert len(str(caught.value)) < 300


def test_no_traceback_shows_a_picture_given_as_a_name():
    for name in (PICTURE, BASE64.decode('ascii')):
        try:
            content_of_filename(name)
        except UserError:
            assert len(traceback.format_exc()) < 2500
        else:
            pytest.fail('a picture is no name')


# Bytes

@pytest.mark.parametrize('make', [bytes, bytearray, memoryview, io.BytesIO])
def test_bytes_of_every_kind(make):
    assert content_of_bytes(make(PICTURE), 'raw_bytes').given() == BASE64
    assert content_of_bytes(make(b''), 'raw_bytes').given() == b''


@pytest.mark.parametrize('thing', [u'text', 5, None, [1, 2], object(), u'x' * 5000],
                         ids=['text', 'number', 'none', 'list', 'object', 'long'])
def test_what_is_not_bytes_is_a_user_error_that_names_the_argument(thing):
    with pytest.raises(UserError) as caught:
        content_of_bytes(thing, 'img_bytes')
    assert 'img_bytes' in str(caught.value)
    assert len(str(caught.value)) < 300


# Base64

@pytest.mark.parametrize('make', [
    bytes, bytearray, lambda data: data.decode('ascii'),
    lambda data: str(data.decode('ascii'))])
def test_base64_of_every_kind_is_text(make):
    text = content_of_base64(make(BASE64)).text()
    assert type(text) is type(u'') and text == BASE64.decode('ascii')


@pytest.mark.parametrize('data', [b'a', b'ab', b'abc', b'abcd', b''])
@pytest.mark.parametrize('make', [bytes, lambda data: data.decode('ascii')])
def test_padding_is_added(data, make):
    padded = base64.b64encode(data)
    for given in (padded, padded.rstrip(b'=')):
        content = GivenBase64(make(given))
        assert content.text() == padded.decode() and len(content) == len(padded)


def test_line_breaks_and_blanks_are_removed():
    encode = getattr(base64, 'encodebytes', None) or base64.encodestring
    assert GivenBase64(encode(PICTURE)).text() == BASE64.decode('ascii')
    assert GivenBase64(encode(PICTURE).decode('ascii')).text() == BASE64.decode('ascii')
    assert GivenBase64(b' aG\r\nk\t= \n').text() == u'aGk='


@pytest.mark.parametrize('value', [
    'no base64!', 'data:image/png;base64,aGk=', 'aGk~_w==', 'abcde', 'a', 'a=bc', u'caf\xe9',
    b'\x89PNG', PICTURE, '****', 'aGk=aGk=' * 1000], ids=[str(number) for number in range(11)])
def test_what_is_not_base64_is_a_user_error(value):
    with pytest.raises(UserError) as caught:
        content_of_base64(value)
    assert 'base64.b64encode' in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize('value', [5, None, ['aGk='], object()])
def test_base64_is_text_or_bytes(value):
    with pytest.raises(UserError) as caught:
        content_of_base64(value)
    assert 'base64' in str(caught.value) and type(value).__name__ in str(caught.value)


# Content that is encoded while it is sent

LARGE = bytes(bytearray(range(256))) * 4000  # several pieces, and no multiple of three


def test_the_length_is_known_before_anything_is_encoded(tmpdir):
    path = tmpdir.join('large')
    path.write_binary(LARGE)
    for content in (content_of_bytes(LARGE, 'raw_bytes'), FileContent(str(path)),
                    GivenBase64(base64.b64encode(LARGE))):
        assert len(content) == len(base64.b64encode(LARGE)) == len(content.text())
        assert content.text() == base64.b64encode(LARGE).decode('ascii')
        assert len(list(content.pieces())) > len(LARGE) // PIECE


def test_content_can_be_had_again(tmpdir):
    path = tmpdir.join('large')
    path.write_binary(LARGE)
    content = FileContent(str(path))
    assert list(content.pieces()) == list(content.pieces())


def test_the_bytes_of_the_caller_are_not_copied():
    assert content_of_bytes(LARGE, 'raw_bytes')._data is LARGE
    text = base64.b64encode(LARGE)
    assert GivenBase64(text).given() is text


@pytest.mark.parametrize('change', [b'', LARGE[:-1], LARGE + b'x', LARGE[:PIECE]])
def test_a_file_that_changes_after_its_length_was_told_is_a_user_error(tmpdir, change):
    path = tmpdir.join('large')
    path.write_binary(LARGE)
    content = FileContent(str(path))
    path.write_binary(change)
    with pytest.raises(UserError) as caught:
        list(content.pieces())
    assert 'large' in str(caught.value) and 'changed' in str(caught.value)


def test_contents_are_equal_when_their_text_is(tmpdir):
    path = tmpdir.join('picture')
    path.write_binary(PICTURE)
    contents = [FileContent(str(path)), content_of_bytes(PICTURE, 'raw_bytes'),
                GivenBase64(BASE64), GivenBase64(BASE64.decode('ascii').rstrip('='))]
    assert all(one == other and not one != other for one in contents for other in contents)
    assert contents[0] != GivenBase64(b'aGk=') and contents[0] != BASE64


def test_a_repr_is_short():
    assert repr(content_of_bytes(LARGE, 'raw_bytes')) == '<base64 of 1365336 characters>'
