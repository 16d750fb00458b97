"""Measured concepts: each says what is in the pixels, and changes when they do."""
from __future__ import absolute_import

import pytest

np = pytest.importorskip('numpy')
pytest.importorskip('skimage')

from PIL import Image, ImageFilter
from skimage import data as photographs

from clarifai.sandbox.learning.pictures import Picture, picture_from_image
from clarifai.sandbox.learning.recognition import VOCABULARY, measured_concepts

COLOURS = {'red': (200, 20, 20), 'orange': (240, 140, 20), 'yellow': (240, 225, 40),
           'green': (30, 160, 50), 'cyan': (20, 210, 220), 'blue': (30, 60, 200),
           'purple': (120, 30, 170), 'pink': (250, 120, 180), 'brown': (110, 70, 35),
           'black': (10, 10, 10), 'gray': (128, 128, 128), 'white': (250, 250, 250)}
LINES = ('horizontal lines', 'vertical lines', 'diagonal lines')


def photograph(name):
    return Image.fromarray(getattr(photographs, name)()).convert('RGB')


def scores_of(thing):
    if not isinstance(thing, Image.Image):
        thing = Image.fromarray(np.asarray(thing, np.uint8))
    return dict(measured_concepts(picture_from_image(thing, 'PNG')))


def flat(colour, height=60, width=80):
    return np.tile(np.array(colour, np.uint8), (height, width, 1))


@pytest.mark.parametrize('name', ['astronaut', 'coffee', 'rocket', 'camera', 'grass', 'moon'])
def test_every_concept_is_scored_once_best_first(name):
    concepts = measured_concepts(picture_from_image(photograph(name), 'PNG'))
    assert sorted(concept for concept, _ in concepts) == sorted(VOCABULARY)
    assert len(set(VOCABULARY)) == len(VOCABULARY) >= 20
    scores = [score for _, score in concepts]
    assert scores == sorted(scores, reverse=True)
    assert all(isinstance(score, float) and 0.0 <= score <= 1.0 for score in scores)
    assert scores[0] > 0.8
    assert concepts == measured_concepts(picture_from_image(photograph(name), 'PNG'))


@pytest.mark.parametrize('name', sorted(COLOURS))
def test_colours(name):
    scores = scores_of(flat(COLOURS[name]))
    assert scores[name] == 1.0
    assert [other for other in COLOURS if other != name and scores[other] > 0] == []


def test_shares_of_colours():
    half = np.concatenate([flat(COLOURS['red']), flat(COLOURS['blue'])])
    scores = scores_of(half)
    assert abs(scores['red'] - 0.5**0.5) < 0.02
    assert abs(scores['blue'] - 0.5**0.5) < 0.02


def test_light():
    coffee = photograph('coffee')
    brighter = scores_of(coffee.point(lambda value: 128 + value // 2))
    darker = scores_of(coffee.point(lambda value: value // 3))
    plain = scores_of(coffee)
    assert brighter['bright'] > plain['bright'] >= darker['bright']
    assert darker['dark'] > plain['dark'] >= brighter['dark']
    assert plain['high contrast'] > darker['high contrast']
    assert darker['low contrast'] > plain['low contrast']
    assert scores_of(flat((255, 255, 255)))['overexposed'] == 1.0
    assert scores_of(flat((0, 0, 0)))['underexposed'] == 1.0
    assert scores_of(photograph('hubble_deep_field'))['dark'] > 0.9


def test_warm_cool_and_monochrome():
    coffee, rocket, camera = [scores_of(photograph(name))
                              for name in ('coffee', 'rocket', 'camera')]
    assert coffee['warm'] > 0.8 and coffee['cool'] == 0
    assert rocket['cool'] > 0.4 and rocket['warm'] == 0
    assert camera['monochrome'] == 1.0 and camera['colorful'] == 0
    assert coffee['colorful'] > 0.8 and coffee['monochrome'] == 0
    assert scores_of(photograph('coffee').convert('L').convert('RGB'))['monochrome'] == 1.0


@pytest.mark.parametrize('name', [
    'astronaut', 'chelsea', 'coffee', 'rocket', 'camera', 'coins', 'page'])
def test_blur(name):
    sharp = scores_of(photograph(name))
    blurred = scores_of(photograph(name).filter(ImageFilter.GaussianBlur(5)))
    assert sharp['sharp'] > 0.7 > 0.3 > blurred['sharp']
    assert sharp['blurred'] < 0.3 < blurred['blurred']


def test_noise_texture_and_smoothness():
    noise = np.random.RandomState(0).normal(0, 20, (400, 600, 3))
    rocket = np.asarray(photograph('rocket').resize((600, 400)), np.float64)
    noisy = scores_of(np.clip(rocket + noise, 0, 255))
    clean = scores_of(rocket)
    assert noisy['grainy'] > 0.8 > 0.1 > clean['grainy']
    assert clean['smooth'] > noisy['smooth']
    grass, moon = scores_of(photograph('grass')), scores_of(photograph('moon'))
    assert grass['textured'] > 0.8 > moon['textured']
    assert grass['detailed'] > 0.8 > 0.2 > moon['detailed']
    assert moon['smooth'] > 0.7 > 0.2 > grass['smooth']


def test_direction_of_lines():
    stripes = np.zeros((200, 200, 3), np.uint8)
    stripes[::20] = stripes[1::20] = stripes[2::20] = 255
    across = scores_of(stripes)
    down = scores_of(stripes.transpose(1, 0, 2))
    aslant = scores_of(Image.fromarray(stripes).rotate(45, Image.BICUBIC).crop((50, 50, 150, 150)))
    for scores, name in zip((across, down, aslant), LINES):
        others = [scores[other] for other in LINES if other != name]
        assert scores[name] > 0.9 and max(others) < 0.1


def test_composition():
    retina, astronaut = scores_of(photograph('retina')), scores_of(photograph('astronaut'))
    assert retina['symmetrical'] > 0.9 > 0.3 > astronaut['symmetrical']
    dot = flat((250, 250, 250), 200, 200)
    dot[70:130, 70:130] = (0, 90, 160)
    scores = scores_of(dot)
    assert scores['plain background'] > 0.95 and scores['centered'] > 0.9
    assert scores['few colors'] > 0.9
    assert astronaut['many colors'] > scores['many colors'] == 0
    sky = np.concatenate([flat((220, 230, 250)), flat((30, 40, 20))])
    assert scores_of(sky)['bright top'] == 1.0 and scores_of(sky)['bright bottom'] == 0
    assert scores_of(sky[::-1])['bright bottom'] == 1.0


@pytest.mark.parametrize('width,height,name', [
    (640, 427, 'landscape orientation'), (427, 640, 'portrait orientation'), (500, 500, 'square'),
    (1000, 300, 'panorama')])
def test_orientation(width, height, name):
    scores = scores_of(flat((90, 90, 90), height, width))
    assert scores[name] == 1.0
    exclusive = ('landscape orientation', 'portrait orientation', 'square')
    assert [other for other in exclusive if other != name and scores[other] > 0] in (
        [], ['landscape orientation'])


def test_resolution_is_the_originals():
    rgb = flat((90, 90, 90))
    large = dict(measured_concepts(Picture(rgb, 5000, 4000, 'JPEG')))
    small = dict(measured_concepts(Picture(rgb, 80, 60, 'JPEG')))
    assert large['high resolution'] == 1.0 and large['low resolution'] == 0
    assert small['high resolution'] == 0 and small['low resolution'] > 0.9


@pytest.mark.parametrize('shape', [(1, 1), (1, 640), (640, 1), (2, 2), (5, 3), (11, 11)])
@pytest.mark.parametrize('value', [0, 119, 255])
def test_pictures_of_nothing(shape, value):
    scores = scores_of(np.full(shape + (3,), value))
    assert len(scores) == len(VOCABULARY)
    assert np.isfinite(list(scores.values())).all()
    assert scores['sharp'] == scores['grainy'] == scores['detailed'] == 0
