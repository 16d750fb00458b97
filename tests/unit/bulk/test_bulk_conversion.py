"""Pictures that Clarifai does not take are made JPEG, or refused with advice."""
from __future__ import absolute_import

import base64
import io
import sys

import pytest

from clarifai.bulk import Source, upload
from clarifai.errors import UserError
from clarifai.rest import Image

HEIC = b'\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic' + b'\x00' * 32
RAW = b'II*\x00\x10\x00\x00\x00CR\x02\x00' + b'\x00' * 32
BLUE, RED = (10, 10, 200), (200, 10, 10)
ORIENTATION = 0x112


def written(form, path, pillow, turned):
    """Writes a picture that is blue on the left and red on the right, when it is looked at."""
    picture = pillow.new('RGB', (64, 32), RED)
    picture.paste(BLUE, (0, 0, 32, 32))
    exif = pillow.Exif()
    if turned:  # stored lying, to be turned by a quarter clockwise
        picture = picture.transpose(pillow.ROTATE_90)
        exif[ORIENTATION] = 6
    picture.save(path, form, exif=exif.tobytes())
    return path


@pytest.fixture
def pillow():
    image = pytest.importorskip('PIL.Image')
    if not hasattr(image, 'Exif'):
        pytest.skip('Pillow 6 writes no EXIF')
    return image


def opened(pillow, media):
    return pillow.open(io.BytesIO(base64.b64decode(media.base64)))


def write_heif(pillow):
    pytest.importorskip('pillow_heif').register_heif_opener()
    return 'HEIF'


def write_avif(pillow):
    if not pytest.importorskip('PIL.features').check('avif'):
        pytest.skip('this Pillow does not know AVIF')
    return 'AVIF'


@pytest.mark.parametrize('turned', [False, True])
@pytest.mark.parametrize('form', [write_heif, write_avif])
def test_a_picture_is_made_jpeg_and_stands_upright(pillow, tmpdir, form, turned):
    path = written(form(pillow), tmpdir.join('IMG_1').strpath, pillow, turned)
    with open(path, 'rb') as handle:
        data = handle.read()
    for content in (path, data, bytearray(data)):
        made = opened(pillow, Source(content).media())
        assert (made.format, made.size) == ('JPEG', (64, 32))
        assert made.getexif().get(ORIENTATION, 1) == 1
        for place, colour in ((8, BLUE), (56, RED)):
            assert max(abs(one - other) for one, other
                       in zip(made.getpixel((place, 16)), colour)) < 40


def test_the_id_is_of_the_file_and_not_of_what_it_is_made(pillow, tmpdir):
    path = written(write_avif(pillow), tmpdir.join('a.avif').strpath, pillow, False)
    source = Source(path)
    before = source.content_id()
    source.media()
    assert source.content_id() == before == Source(open(path, 'rb')).loaded().content_id()


@pytest.fixture
def without_heif(monkeypatch):
    """As where the extra is not installed."""
    monkeypatch.setitem(sys.modules, 'pillow_heif', None)


@pytest.fixture
def without_pillow(monkeypatch, without_heif):
    monkeypatch.setitem(sys.modules, 'PIL', None)


def test_what_cannot_be_converted_is_refused_with_advice(without_pillow, app, server, tmpdir):
    tmpdir.join('a.jpg').write_binary(HEIC)
    tmpdir.join('b.jpg').write_binary(b'\xff\xd8\xffjpeg')
    server.added = lambda item, content: dict(item, status={'code': 30000})
    first, second = upload(app, [tmpdir.join('a.jpg').strpath, Source('http://p/b.jpg')])
    assert first.error.code == 'unreadable' and second.ok
    assert 'is HEIC, which Clarifai does not take' in str(first.error)
    advice = 'pip install pillow-heif' if sys.version_info >= (3, 8) else 'make it a JPEG first'
    assert advice in str(first.error)


def test_what_nothing_reads_is_refused(tmpdir):
    for name, content, form in (('a.cr2', RAW, 'camera raw'), ('a.dng', RAW[:8], 'camera raw'),
                                ('a.svg', b'<svg xmlns="x"/>', 'SVG')):
        tmpdir.join(name).write_binary(content)
        with pytest.raises(UserError) as caught:
            Source(tmpdir.join(name).strpath).media()
        assert '%s, which Clarifai does not take: make it a JPEG' % form in str(caught.value)


def test_a_damaged_picture_says_so(pillow, tmpdir):
    path = tmpdir.join('a.avif')
    written(write_avif(pillow), path.strpath, pillow, False)
    path.write_binary(path.read_binary()[:60])
    with pytest.raises(UserError) as caught:
        Source(path.strpath).media()
    assert 'AVIF' in str(caught.value)


def test_what_is_said_to_be_a_video_is_not_converted():
    assert not isinstance(Source(HEIC, is_video=True).media(), Image)
