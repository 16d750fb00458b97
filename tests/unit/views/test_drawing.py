"""Boxes and names that are drawn on a picture."""
from __future__ import absolute_import, unicode_literals

import sys

import pytest
from view_samples import answer, concept, output, png, region

from clarifai.errors import UserError
from clarifai.views import draw
from clarifai.views.findings import Box
from clarifai.views.pictures import opened

GROUND = (170, 51, 0)


def changed(canvas, box):
    """Returns which part of a rectangle, in fractions, has another colour than before."""
    width, height = canvas.size
    part = canvas.crop((int(box.left * width), int(box.top * height),
                        int((box.left + box.width) * width),
                        int((box.top + box.height) * height)))
    colours = part.getcolors(1 << 20)
    return 1 - sum(count for count, colour in colours if colour == GROUND) / float(
        part.width * part.height)


def test_a_box_stands_where_it_belongs_and_has_its_name_above():
    canvas = draw(answer(output(regions=[region('nose')])), png((400, 400)))
    assert canvas.size == (400, 400)
    assert changed(canvas, Box(0.2, 0.1, 0.5, 0.3)) > 0.01      # its lines
    assert changed(canvas, Box(0.25, 0.15, 0.4, 0.2)) == 0      # and nothing within
    assert changed(canvas, Box(0.2, 0.05, 0.1, 0.04)) > 0.5     # the name
    assert changed(canvas, Box(0.0, 0.5, 1.0, 0.5)) == 0


def test_what_is_said_of_the_whole_stands_below():
    canvas = draw(answer(output([concept('cat')])), png((400, 400)))
    assert changed(canvas, Box(0, 0.9, 0.3, 0.1)) > 0.1
    assert changed(canvas, Box(0, 0, 1, 0.8)) == 0


@pytest.mark.parametrize('name', ['\u732b', '\u043a\u043e\u0442', 'x' * 500, '', '\U0001f600',
                                  'a\nb\x1b[0m'])
def test_any_name_can_be_drawn(name):
    draw(answer(output([concept(name)], regions=[region(name)])), png((300, 200)))


@pytest.mark.parametrize('size', [(1, 1), (3, 2000), (2000, 3)])
def test_any_size_can_be_drawn_on(size):
    assert draw(answer(output([concept('cat')], regions=[region('ear')])), png(size)).size == size


@pytest.mark.parametrize('edges', [(0.9, 0.9, 0.1, 0.1), (-3, -3, 9, 9), (0.5, 0.5, 0.5, 0.5)])
def test_any_box_can_be_drawn(edges):
    box = dict(zip(('top_row', 'left_col', 'bottom_row', 'right_col'), edges))
    odd = {'region_info': {'bounding_box': box}, 'data': {'concepts': [concept('cat')]}}
    draw(output(regions=[odd]), png((50, 50)))


def test_the_picture_that_was_given_stays_as_it_was():
    image = pytest.importorskip('PIL.Image')
    given = image.new('RGB', (100, 100), GROUND)
    draw(output(regions=[region('ear')]), given)
    assert given.getcolors() == [(10000, GROUND)]


@pytest.mark.parametrize('found, image, said', [
    (answer(output(), output()), b'GIF', 'answer must be about one picture'),
    ({'hits': []}, b'GIF', 'answer must be about one picture'),
    (None, b'GIF', 'answer must be about one picture'),
    (output(), 'https://a.b/c.png', 'the picture c.png is not on this machine'),
    (output(), None, 'the picture of the answer is not on this machine'),
    (output(), 'gone.jpg', 'the picture gone.jpg cannot be drawn on: No such file'),
    (output(), b'no picture', 'cannot be drawn on: it is no picture')])
def test_what_cannot_be_drawn_on_is_told(found, image, said):
    pytest.importorskip('PIL')
    with pytest.raises(UserError) as caught:
        draw(found, image)
    assert said in str(caught.value)


def test_without_pillow_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, 'PIL', None)
    with pytest.raises(UserError) as caught:
        draw(output(), b'x')
    assert str(caught.value) == (
        'drawing needs Pillow, which is not installed: pip install Pillow')


def test_letters_can_be_drawn_without_any_font_of_the_system(monkeypatch):
    font = pytest.importorskip('PIL.ImageFont')
    data = png((300, 200))
    before = draw(output([concept('cat')]), data).tobytes()

    def none_there(*arguments, **more):
        raise IOError('no such font')
    monkeypatch.setattr(font, 'truetype', none_there)
    # Pillow's own comes through the same door where it has FreeType.
    monkeypatch.setattr(font, 'load_default', getattr(font, 'load_default_imagefont',
                                                      font.load_default))
    canvas = draw(output([concept('cat \u732b')]), data)
    assert canvas.tobytes() not in (before, opened(data).tobytes())
