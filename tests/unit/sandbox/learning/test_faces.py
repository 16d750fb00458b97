"""Faces: found where there are some, and nowhere else."""
from __future__ import absolute_import

import time

import pytest

np = pytest.importorskip('numpy')
pytest.importorskip('skimage')

from PIL import Image
from skimage import data as photographs

from clarifai.sandbox.learning.faces import Box, find_faces, surest_face
from clarifai.sandbox.learning.pictures import Picture, picture_from_image

FACE = (0.13, 0.33, 0.33, 0.54)  # of the astronaut: top, left, bottom, right


def photograph(name):
    return Image.fromarray(getattr(photographs, name)()).convert('RGB')


def faces_in(image):
    return find_faces(picture_from_image(image, 'PNG'))


def overlap(box, other):
    height = max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
    width = max(0.0, min(box[3], other[3]) - max(box[1], other[1]))

    def area(sides):
        return (sides[2] - sides[0]) * (sides[3] - sides[1])
    return height * width / (area(box) + area(other) - height * width)


def check_box(box, score):
    assert isinstance(box, Box)
    assert 0.0 <= box.top < box.bottom <= 1.0
    assert 0.0 <= box.left < box.right <= 1.0
    assert all(type(side) is float for side in box)
    assert type(score) is float and 0.0 <= score <= 1.0


def test_the_astronaut_has_one_face():
    found = faces_in(photograph('astronaut'))
    assert len(found) == 1
    check_box(*found[0])
    assert overlap(found[0][0], FACE) > 0.7
    assert found[0][1] > 0.7


@pytest.mark.parametrize('name', [
    'coffee', 'rocket', 'chelsea', 'camera', 'coins', 'page', 'moon', 'hubble_deep_field', 'brick',
    'grass', 'gravel', 'retina', 'immunohistochemistry', 'text', 'clock'])
def test_no_faces_where_there_are_none(name):
    assert faces_in(photograph(name)) == []
    assert surest_face(picture_from_image(photograph(name), 'PNG')) == 0


@pytest.mark.parametrize('size', [(512, 512), (200, 200), (1500, 1500), (600, 660)])
def test_a_quick_look_finds_that_there_is_a_face(size):
    astronaut = picture_from_image(photograph('astronaut').resize(size), 'PNG')
    assert 0.5 < surest_face(astronaut) <= 1


def test_a_quick_look_at_many_people():
    faces = np.load(photographs.__path__[0] + '/lfw_subset.npy')[:100:10]
    hits = 0
    for face in faces:
        page = Image.new('RGB', (400, 300), (150, 150, 150))
        page.paste(Image.fromarray((face * 255).astype(np.uint8)).resize((120, 120)), (150, 80))
        hits += surest_face(picture_from_image(page, 'PNG')) > 0
    assert hits >= 0.6 * len(faces)


def test_two_faces_give_two_boxes():
    face = photograph('astronaut').crop((120, 20, 330, 230))
    scene = photograph('coffee').resize((640, 427))
    scene.paste(face.resize((180, 180)), (40, 120))
    scene.paste(face.resize((140, 140)), (420, 60))
    found = faces_in(scene)
    assert len(found) == 2
    for box, score in found:
        check_box(box, score)
    left, right = sorted((box for box, _ in found), key=lambda box: box.left)
    assert 40 < (left.left + left.right) / 2 * 640 < 220
    assert 420 < (right.left + right.right) / 2 * 640 < 560
    assert found[0][1] >= found[1][1]


def test_mirrored_face_is_found_at_the_mirrored_place():
    found = faces_in(photograph('astronaut').transpose(Image.FLIP_LEFT_RIGHT))
    assert len(found) == 1
    top, left, bottom, right = FACE
    assert overlap(found[0][0], (top, 1 - right, bottom, 1 - left)) > 0.7


@pytest.mark.parametrize('size', [(200, 200), (1500, 1500), (600, 660)])
def test_other_sizes_and_shapes(size):
    found = faces_in(photograph('astronaut').resize(size))
    assert len(found) == 1
    assert overlap(found[0][0], FACE) > 0.5


def test_portraits_of_many_people():
    """Ten of the faces of the LFW subset, each enlarged and set into a plain grey page."""
    # The first hundred of the two hundred are faces.
    faces = np.load(photographs.__path__[0] + '/lfw_subset.npy')[:100:10]
    place = (80 / 300.0, 150 / 400.0, 200 / 300.0, 270 / 400.0)
    hits = 0
    for face in faces:
        page = Image.new('RGB', (400, 300), (150, 150, 150))
        portrait = Image.fromarray((face * 255).astype(np.uint8))
        page.paste(portrait.resize((120, 120), Image.BICUBIC), (150, 80))
        found = faces_in(page)
        assert len(found) <= 1
        hits += bool(found) and overlap(found[0][0], place) > 0.3
    assert hits >= 0.8 * len(faces)


def test_same_answer_twice_and_quickly():
    astronaut = photograph('astronaut').resize((640, 640))
    first = faces_in(astronaut)
    started = time.time()
    assert faces_in(astronaut) == first
    assert time.time() - started < 5  # a third of a second on one idle core


@pytest.mark.parametrize('shape', [(1, 1), (1, 640), (640, 1), (23, 23), (24, 24), (24, 640),
                                   (60, 60)])
def test_small_and_empty_pictures(shape):
    grey = np.full(shape + (3,), 127, np.uint8)
    empty = Picture(grey, shape[1], shape[0], 'PNG')
    assert find_faces(empty) == [] and surest_face(empty) == 0
