"""Pictures and videos are told apart by their first bytes, or by the ending of a name."""
from __future__ import absolute_import

import base64

import pytest

from clarifai.content import content_of_base64, content_of_bytes
from clarifai.kinds import kind_of_bytes, kind_of_name, looks_like

REST = b'\x00' * 64
HEADS = [
    (b'\xff\xd8\xff\xe0', 'image'), (b'\x89PNG\r\n\x1a\n', 'image'), (b'II*\x00', 'image'),
    (b'MM\x00*', 'image'), (b'BM', 'image'), (b'RIFF\x00\x00\x00\x00WEBP', 'image'),
    (b'\x00\x00\x00\x18ftypheic', 'image'), (b'\x00\x00\x00\x18ftypavif', 'image'),
    (b'\x00\x00\x00\x18ftypmp42', 'video'), (b'\x00\x00\x00\x14ftypqt  ', 'video'),
    (b'\x00\x00\x00\x08wide', 'video'), (b'RIFF\x00\x00\x00\x00AVI ', 'video'),
    (b'\x1aE\xdf\xa3', 'video'), (b'FLV\x01', 'video'), (b'\x00\x00\x01\xba', 'video'),
    (b'\x30\x26\xb2\x75', 'video'), (b'GIF89a', None), (b'RIFF\x00\x00\x00\x00WAVE', None),
    (b'no picture', None), (b'', None)]


@pytest.mark.parametrize('head, kind', HEADS)
def test_by_the_first_bytes(head, kind):
    data = head + REST if head else head
    assert kind_of_bytes(data) == kind
    for content in (content_of_bytes(data, 'x'), base64.b64encode(data).decode('ascii'),
                    content_of_base64(base64.b64encode(data))):
        assert looks_like(content) == kind


@pytest.mark.parametrize('name, kind', [
    ('a.jpg', 'image'), ('https://x.test/A.PNG?size=1', 'image'),
    ('https://x.test/a.mp4#t=3', 'video'),
    ('clip.MOV', 'video'), ('a.gif', None), ('https://x.test/picture', None), ('', None)])
def test_by_the_ending_of_a_name(name, kind):
    assert kind_of_name(name) == kind
    assert looks_like(None, name) == kind


def test_bytes_count_more_than_a_name():
    jpeg = content_of_bytes(b'\xff\xd8\xff' + REST, 'x')
    assert looks_like(jpeg, 'https://x.test/a.mp4') == 'image'


class Gone(object):
    """A file that is no longer there."""

    def pieces(self):
        raise IOError('gone')


@pytest.mark.parametrize('content', [Gone(), u'caf\xe9', 'abc', 5, ''])
def test_what_cannot_be_read_is_neither(content):
    assert looks_like(content) is None
