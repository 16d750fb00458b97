"""What a page shows of a picture: a thumbnail, a small one as it is, or where it is."""
from __future__ import absolute_import, unicode_literals

import base64
import io
import sys

import pytest
from view_samples import Page, answer, concept, output, png

from clarifai.bulk import Source
from clarifai.errors import UserError
from clarifai.rest import Image
from clarifai.views import pictures, show
from clarifai.views.pictures import original, picture

GIF = base64.b64decode('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')


@pytest.fixture
def no_pillow(monkeypatch):
    monkeypatch.setitem(sys.modules, 'PIL', None)


@pytest.fixture
def file(tmpdir):
    place = tmpdir.join('photo.gif')
    place.write_binary(GIF)
    return place


def forms(place):
    """The same picture in each form that somebody has it in, with what it is called."""
    path, data = str(place), place.read_binary()
    return [(path, 'photo.gif'), (data, '42 bytes'), (bytearray(data), '42 bytes'),
            (io.BytesIO(data), 'file'), (Image(filename=path), 'image'),
            (Image(base64=base64.b64encode(data), image_id='i1'), 'i1'),
            (Source(path), path), (Source(data), '42 bytes'),
            ({'data': {'image': {'base64': base64.b64encode(data).decode('ascii')}}}, 'image')]


@pytest.mark.parametrize('number', range(9))
def test_each_form_of_a_picture_is_shown(no_pillow, file, number):
    thing, label = forms(file)[number]
    found = original(thing)
    assert found.label == label
    assert picture(found).src == 'data:image/gif;base64,' + base64.b64encode(GIF).decode('ascii')


def test_a_url_is_shown_from_where_it_is():
    found = original('https://a.b/c.png?size=3')
    assert (found.label, picture(found).src) == ('c.png', 'https://a.b/c.png?size=3')


def test_what_is_no_picture_is_refused():
    with pytest.raises(UserError) as caught:
        show(answer(output()), 3)
    assert str(caught.value).startswith('image must be a URL, a path, bytes')


def test_without_pillow_a_large_one_says_what_would_show_it(no_pillow, tmpdir):
    place = tmpdir.join('large.png')
    place.write_binary(b'\x89PNG\r\n\x1a\n' + b'x' * pictures.WHOLE_UP_TO)
    view = picture(original(str(place)))
    assert view.src is None
    assert view.note == '0.3 MB; install Pillow to see it: pip install Pillow'


def test_without_pillow_what_no_browser_shows_is_told(no_pillow, tmpdir):
    place = tmpdir.join('a.tiff')
    place.write_binary(b'II*\x00' + b'x' * 100)
    assert picture(original(str(place))).note.startswith('no picture that a browser shows')


@pytest.mark.parametrize('data', [b'no picture', b'', b'\xff\xd8\xff broken', b'GIF89a'])
def test_a_broken_picture_is_told_and_not_shown(tmpdir, data):
    pytest.importorskip('PIL')
    place = tmpdir.join('broken.jpg')
    place.write_binary(data)
    view = picture(original(str(place)))
    assert view.src is None and view.note.startswith('cannot be read: it is no picture')


def test_a_file_that_is_not_there_is_told():
    found = Page(show(answer(output([concept('cat')])), 'gone.jpg').html)
    assert 'cannot be read: No such file or directory' in found.text and 'cat' in found.text


def test_a_video_is_named():
    pytest.importorskip('PIL')
    assert picture(original('film.mp4')).note == 'video'
    assert picture(original(b'\x00\x00\x00\x18ftypmp42' + b'\0' * 40)).note == 'video'


def test_a_thumbnail_is_small_and_keeps_its_form():
    view = picture(original(png((3000, 1500))), 320)
    assert (view.width, view.height) == (320, 160)
    assert view.src.startswith('data:image/jpeg;base64,')
    assert len(view.src) < 4000


def test_a_small_picture_is_not_made_larger():
    view = picture(original(png((8, 6))), 320)
    assert (view.width, view.height) == (8, 6)


def test_a_thumbnail_is_upright():
    image = pytest.importorskip('PIL.Image')
    made, data = image.new('RGB', (40, 20), 'red'), io.BytesIO()
    exif = made.getexif()
    exif[0x0112] = 6  # it lies on its side
    made.save(data, 'JPEG', exif=exif)
    view = picture(original(data.getvalue()))
    assert (view.width, view.height) == (20, 40)


@pytest.mark.parametrize('mode', ['1', 'L', 'LA', 'P', 'RGB', 'RGBA', 'CMYK', 'I;16', 'F'])
def test_pictures_of_every_kind_of_colour(mode):
    image = pytest.importorskip('PIL.Image')
    data = io.BytesIO()
    image.new(mode, (4, 4)).save(data, 'TIFF')
    assert picture(original(data.getvalue())).src


def test_a_picture_of_pillow_is_shown():
    image = pytest.importorskip('PIL.Image')
    assert picture(original(image.new('RGBA', (4, 4)))).width == 4


def test_what_is_not_transparent_stays_and_the_rest_is_white():
    image = pytest.importorskip('PIL.Image')
    made = image.new('RGBA', (2, 1), (0, 0, 0, 0))
    made.putpixel((0, 0), (255, 0, 0, 255))
    assert [pictures.flattened(made).getpixel((at, 0)) for at in (0, 1)] == [
        (255, 0, 0), (255, 255, 255)]


@pytest.mark.parametrize('form', ['HEIF', 'AVIF'])
def test_pictures_of_telephones_are_shown(tmpdir, form):
    image = pytest.importorskip('PIL.Image')
    pytest.importorskip('pillow_heif').register_heif_opener()
    place = tmpdir.join('a.heic')
    image.new('RGB', (64, 48), 'red').save(str(place), form)
    for thing in (str(place), place.read_binary()):
        view = picture(original(thing))
        assert (view.width, view.height) == (64, 48), view.note


def test_a_bomb_is_told(monkeypatch):
    image = pytest.importorskip('PIL.Image')
    monkeypatch.setattr(image, 'MAX_IMAGE_PIXELS', 10)
    view = picture(original(png((60, 60))))
    assert view.src is None and 'DecompressionBombError' in view.note
