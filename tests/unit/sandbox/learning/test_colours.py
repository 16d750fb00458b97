"""Dominant colours: exact on made-up pictures, sensible on photographs."""
from __future__ import absolute_import

import pytest

np = pytest.importorskip('numpy')
pytest.importorskip('PIL')
pytest.importorskip('skimage')

from PIL import ImageColor
from skimage import color as reference
from skimage import data as photographs

from clarifai.sandbox.learning.colour_names import NAMES
from clarifai.sandbox.learning.colours import dominant_colours, nearest_name
from clarifai.sandbox.learning.colourspace import to_lab, to_lightness
from clarifai.sandbox.learning.pictures import Picture


def picture(rgb):
    rgb = np.asarray(rgb, np.uint8)
    return Picture(rgb, rgb.shape[1], rgb.shape[0], 'PNG')


def bands(*colours_and_heights):
    return picture(np.concatenate([np.tile(np.array(colour, np.uint8), (height, 100, 1))
                                   for colour, height in colours_and_heights]))


def test_table_is_the_css_table():
    assert len(NAMES) == len(set(name for name, _ in NAMES)) == 140
    for name, code in NAMES:
        assert ImageColor.getrgb(name.lower()) == ImageColor.getrgb(code), name


def test_lab_agrees_with_scikit_image():
    random = np.random.RandomState(0)
    rgb = random.randint(0, 256, (50, 40, 3)).astype(np.uint8)
    assert np.abs(to_lab(rgb) - reference.rgb2lab(rgb)).max() < 0.2
    assert np.abs(to_lightness(rgb) - to_lab(rgb)[..., 0]).max() < 0.03


def test_flat_colours_have_exact_codes_and_shares():
    flag = bands(((0, 85, 164), 50), ((255, 255, 255), 30), ((239, 65, 53), 20))
    found = dominant_colours(flag)
    assert [(colour.hex, round(colour.share, 6)) for colour in found] == [
        ('#0055a4', 0.5), ('#ffffff', 0.3), ('#ef4135', 0.2)]
    assert [(colour.name, colour.name_hex) for colour in found][1] == ('White', '#ffffff')


@pytest.mark.parametrize('name,code', NAMES)
def test_every_named_colour_finds_its_own_name(name, code):
    found = dominant_colours(bands((ImageColor.getrgb(code), 5)))
    assert len(found) == 1
    assert found[0].hex == found[0].name_hex == code
    assert found[0].name == {'Cyan': 'Aqua', 'Magenta': 'Fuchsia'}.get(name, name)
    assert found[0].share == 1.0


def test_names_of_colours_between():
    assert nearest_name((48, 80, 78)) == ('DarkSlateGray', '#2f4f4f')
    assert nearest_name((242, 242, 242)) == ('WhiteSmoke', '#f5f5f5')


@pytest.mark.parametrize('name', ['astronaut', 'coffee', 'rocket', 'chelsea', 'camera'])
def test_photographs(name):
    rgb = getattr(photographs, name)()
    rgb = np.repeat(rgb[..., None], 3, axis=2) if rgb.ndim == 2 else rgb
    found = dominant_colours(picture(rgb))
    shares = [colour.share for colour in found]
    assert 2 <= len(found) <= 8
    assert shares == sorted(shares, reverse=True)
    assert 0.8 < sum(shares) <= 1.0 + 1e-9
    assert min(shares) >= 0.01
    # The colours really occur: many pixels are close to the first one.
    first = to_lab(np.array(ImageColor.getrgb(found[0].hex), np.uint8))
    near = (((to_lab(rgb) - first)**2).sum(axis=2) < 25**2).mean()
    assert near > 0.6 * shares[0]
    assert found == dominant_colours(picture(rgb))


def test_a_night_sky_is_dark_blue_and_a_cup_of_coffee_is_not():
    def mean_blueness(name):
        found = dominant_colours(picture(getattr(photographs, name)()))
        codes = [ImageColor.getrgb(colour.hex) for colour in found]
        return sum(c.share * (code[2] - code[0]) for c, code in zip(found, codes))
    assert mean_blueness('rocket') > 20
    assert mean_blueness('coffee') < -50


def test_limit():
    rainbow = bands(*[(ImageColor.getrgb('hsl(%d, 100%%, 50%%)' % hue), 10)
                      for hue in range(0, 360, 40)])
    assert len(dominant_colours(rainbow)) == 8
    assert len(dominant_colours(rainbow, limit=3)) == 3
    assert len(dominant_colours(rainbow, limit=1)) == 1
    assert sum(colour.share for colour in dominant_colours(rainbow, limit=3)) < 0.5


@pytest.mark.parametrize('shape', [(1, 1), (1, 640), (640, 1), (2, 3)])
def test_extreme_shapes(shape):
    found = dominant_colours(picture(np.full(shape + (3,), (10, 200, 30))))
    assert [(colour.hex, colour.share) for colour in found] == [('#0ac81e', 1.0)]


def test_noise_has_colours_all_the_same():
    noise = np.random.RandomState(0).randint(0, 256, (300, 300, 3))
    found = dominant_colours(picture(noise))
    assert found
    assert sum(colour.share for colour in found) <= 1.0 + 1e-9
