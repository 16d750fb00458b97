"""One source: what it is taken for, what it is known by, what is sent for it."""
from __future__ import absolute_import

import base64
import hashlib
import io
import os

import pytest

from clarifai.bulk import Source
from clarifai.errors import UserError
from clarifai.redact import native
from clarifai.rest import Image, Video

PICTURE = b'\x89PNG\0picture'


class PathLike(object):
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


@pytest.fixture
def picture(tmpdir):
    path = tmpdir.join(u'b\xe4r.jpg')
    path.write_binary(PICTURE)
    return path.strpath


@pytest.mark.parametrize('content, kind', [
    ('http://p/1', 'url'), ('HTTPS://p/1', 'url'), ('1.jpg', 'path'), (u'1.jpg', 'path'),
    ('c:\\pictures\\1.jpg', 'path'), ('', 'path'), (PathLike('1.jpg'), 'path'), (PICTURE, 'bytes'),
    (bytearray(b'1'), 'bytes'), (memoryview(PICTURE), 'bytes'), (io.BytesIO(PICTURE), 'file'),
    (Image(url='u'), 'media'), (Video(url='u'), 'media')])
def test_what_a_content_is_taken_for(content, kind):
    assert Source(content).kind == kind


@pytest.mark.parametrize('content', [None, 5, ['http://p/1'], {}])
def test_what_is_no_source(content):
    with pytest.raises(UserError) as caught:
        Source(content)
    assert str(caught.value).startswith('a source must be a URL, a path, bytes')


@pytest.mark.parametrize('annotations', [
    {'concepts': 'cat'}, {'not_concepts': [5]}, {'metadata': 'text'}])
def test_annotations_of_the_wrong_kind(annotations):
    with pytest.raises(UserError):
        Source('http://p/1', **annotations)


def test_sizes(picture):
    assert Source('http://p/1').size() == 0
    assert Source(picture).size() == len(PICTURE)
    assert Source(PICTURE).size() == len(PICTURE)
    assert Source(Image(url='u')).size() == 0
    assert Source(Image(base64=base64.b64encode(b'x' * 3000))).size() == 3000


def test_a_file_that_is_not_there(tmpdir):
    for path, problem in ((tmpdir.join('nothing').strpath, 'No such file'),
                          (tmpdir.strpath, 'is a folder'), ('', 'No such file')):
        for method in (Source(path).size, Source(path).key):
            with pytest.raises(UserError) as caught:
                method()
            assert problem in str(caught.value)


def test_keys_stay_the_same(picture, monkeypatch):
    assert Source('http://p/1').key() == '4fda4ebe252e60a7abf1f22686a9cd3f'
    assert Source(picture).key() == Source(picture).key()
    monkeypatch.chdir(os.path.dirname(picture))
    assert Source(os.path.basename(picture)).key() == Source(picture).key()
    assert Source(bytearray(PICTURE)).key() == Source(PICTURE).key()
    assert Source(Image(url='http://p/1')).key() == Source('http://p/1').key()
    assert Source('http://p/1', concepts=['a']).key() == Source('http://p/1').key()


def test_keys_of_what_differs_differ(picture):
    image = Image(base64=base64.b64encode(PICTURE))
    keys = [Source(content).key() for content in (
        'http://p/1', 'http://p/2', picture, PICTURE, PICTURE + b'.', image,
        Image(url='http://p/1', image_id='a'))]
    keys.append(Source('http://p/1', input_id='b').key())
    before = Source(picture).key()
    os.utime(picture, (1000000000, 1000000000))
    keys.append(Source(picture).key())
    keys.append(before)
    assert len(keys) == len(set(keys)) + 1  # the first key of the file is there twice


def test_ids_are_of_the_content_alone(picture, tmpdir):
    made = Source(picture).content_id()
    assert made == hashlib.sha256(PICTURE).hexdigest()[:32]
    moved = tmpdir.join('other.png')
    os.rename(picture, moved.strpath)
    os.utime(moved.strpath, (1000000000, 1000000000))
    broken_up = b'\n'.join(base64.b64encode(PICTURE)[at:at + 5] for at in range(0, 60, 5))
    for content in (moved.strpath, PICTURE, bytearray(PICTURE), Image(base64=broken_up),
                    Image(filename=moved.strpath)):
        assert Source(content).content_id() == made
    moved.write_binary(PICTURE + b'.')
    assert Source(moved.strpath).content_id() != made
    assert Source('http://p/1').content_id() == Source('http://p/1').key()


def test_ids_of_large_contents():
    content = bytes(bytearray(range(256))) * 5000
    assert Source(Image(base64=base64.b64encode(content))).content_id() == (
        hashlib.sha256(content).hexdigest()[:32])


@pytest.mark.parametrize('path', ['', 'nowhere.jpg', '.'])
def test_what_cannot_be_read_has_no_id(path):
    with pytest.raises(UserError):
        Source(path).content_id()


def test_videos_are_known_by_their_content(tmpdir):
    for head, kind in ((b'\x00\x00\x00\x18ftypisom', Video), (b'\xff\xd8\xff\xe0', Image)):
        for name in ('a', 'a.jpg', 'a.mp4'):
            tmpdir.join(name).write_binary(head)
            assert type(Source(tmpdir.join(name).strpath).media()) is kind
        assert type(Source(bytearray(head)).media()) is kind
    tmpdir.join('a.avi').write_binary(b'what nobody knows')
    assert type(Source(tmpdir.join('a.avi').strpath).media()) is Video


def test_what_is_sent(picture):
    encoded = base64.b64encode(PICTURE).decode('ascii')
    for content in (picture, PICTURE, bytearray(PICTURE), memoryview(PICTURE)):
        media = Source(content).media()
        assert isinstance(media, Image)
        assert media.dict()['data']['image'] == {'base64': encoded}
    assert Source('http://p/1').media().dict() == {'data': {'image': {'url': 'http://p/1'}}}


@pytest.mark.parametrize('name, kind', [
    ('http://p/clip.mp4', Video), ('http://p/CLIP.MOV?size=5#t', Video), ('http://p/a.jpg', Image),
    ('http://p/a.jpg?name=b.mp4', Image), ('http://p/clip', Image)])
def test_videos_are_known_by_their_names(name, kind):
    assert type(Source(name).media()) is kind


def test_videos_without_such_a_name():
    assert isinstance(Source('http://p/clip', is_video=True).media(), Video)
    assert isinstance(Source(PICTURE, is_video=True).media(), Video)
    assert isinstance(Source('http://p/clip.mp4', is_video=False).media(), Image)


def test_what_is_empty_is_not_sent(tmpdir):
    tmpdir.join('empty.jpg').write('')
    for content in (tmpdir.join('empty.jpg').strpath, bytearray(), Image(image_id='a')):
        with pytest.raises(UserError) as caught:
            Source(content).media()
        assert 'empty' in str(caught.value)


def test_a_file_object_is_read_once():
    loaded = Source(io.BytesIO(PICTURE), 'a', concepts=['b']).loaded()
    assert (loaded.kind, bytes(loaded.content)) == ('bytes', PICTURE)
    assert (loaded.input_id, loaded.concepts) == ('a', ['b'])
    assert loaded.loaded() is loaded


def test_file_objects_that_cannot_be_read(tmpdir):
    closed = io.BytesIO(PICTURE)
    closed.close()
    for handle in (closed, io.StringIO(u'text'), open(str(tmpdir.join('out')), 'wb')):
        with pytest.raises(UserError) as caught:
            Source(handle).loaded()
        assert str(caught.value).startswith('the file object ')


def test_labels_show_neither_content_nor_secrets(picture):
    assert Source('https://ann:secret@p/1.jpg?token=secret#x').label() == 'https://****@p/1.jpg'
    assert Source(Image(url='https://p/1.jpg?token=secret')).label() == 'https://p/1.jpg'
    assert Source(PICTURE).label() == '12 bytes'
    assert Source(Image(base64=base64.b64encode(PICTURE))).label() == 'Image'
    assert Source(picture).label().endswith('r.jpg')
    assert Source('https://ann:sec?ret@p/1.jpg').label() == 'https://****@p/1.jpg'


def test_names_tell_urls_apart_and_show_no_password(picture):
    assert Source('https://ann:secret@p/1.jpg?page=1#x').name() == 'https://****@p/1.jpg?page=1#x'
    assert Source(Image(url='https://p/1.jpg?page=2')).name() == 'https://p/1.jpg?page=2'
    assert Source(PICTURE).name() == '12 bytes' and Source(picture).name() == native(picture)
