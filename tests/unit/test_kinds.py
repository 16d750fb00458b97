"""Pictures and videos are told apart by their first bytes, or by the ending of a name."""
from __future__ import absolute_import

import base64

import pytest

from clarifai.content import content_of_base64, content_of_bytes
from clarifai.kinds import format_of_bytes, kind_of_bytes, kind_of_name, looks_like

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


@pytest.mark.parametrize('head, form', [
    (b'GIF89a', 'GIF'), (b'BM\x36\x00\x00\x00\x00\x00\x00\x00', 'BMP'),
    (b'II+\x00\x08', 'TIFF'), (b'II*\x00\x10\x00\x00\x00CR\x02', 'camera raw'),
    (b'\x00\x00\x00\x18ftypcrx ', 'camera raw'), (b'FUJIFILMCCD-RAW 0201', 'camera raw'),
    (b'\x00\x00\x00\x18ftypheix', 'HEIC'), (b'\x00\x00\x00\x1cftypavis', 'AVIF'),
    (b'\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf', 'AVIF'),
    (b'\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf', 'HEIC'),
    (b'\x00\x00\x00\x1cftypmsf1\x00\x00\x00\x00msf1hevc', 'HEIC'),
    (b'\x00\x00\x00\x20ftypM4A ', None), (b'\x00\x00\x00\x14ftypqt  ', 'QuickTime'),
    (b'\x00\x00\x00\x18ftypisom', 'MP4'), (b'\x00\x00\x00\x08free', 'QuickTime'),
    (b'\x00\x00\x00\x0cJXL \r\n\x87\n', 'JPEG XL'), (b'\xff\x0a\xfa\x1f', 'JPEG XL'),
    (b'\x00\x00\x00\x0cjP  \r\n\x87\n', 'JPEG 2000'), (b'8BPS\x00\x01', 'Photoshop'),
    (b'OggS' + b'\x00' * 24 + b'\x80theora', 'Ogg'), (b'OggS' + b'\x00' * 24 + b'\x01vorbis', None),
    ((b'G' + b'\x00' * 187) * 3, 'MPEG'), ((b'\x00' * 4 + b'G' + b'\x00' * 187) * 3, 'MPEG'),
    (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">', 'SVG'),
    (b'<!doctype html><html><svg>', None), (b'The free encyclopedia, and more of it', None),
    (b'BMW and other cars', None), (b'FLVs are videos', None), (b'Good text begins with a G', None),
    (b'\x00\x00\x00', None), (b'%PDF-1.7', None)])
def test_kinds_of_files(head, form):
    assert format_of_bytes(head + REST) == form
    assert format_of_bytes(bytearray(head + REST)) == form
