"""Embeddings: an altered copy of a photograph is nearer to it than any other photograph."""
from __future__ import absolute_import

import io

import pytest

np = pytest.importorskip('numpy')
Image = pytest.importorskip('PIL.Image')
pytest.importorskip('skimage')

from skimage import data as photographs

from clarifai.sandbox.learning.embedding import SIZE, embed, similarity
from clarifai.sandbox.learning.pictures import Picture, picture_from_image, read_picture

NAMES = ('astronaut', 'chelsea', 'coffee', 'rocket', 'camera', 'coins', 'page', 'moon',
         'hubble_deep_field', 'brick', 'grass', 'gravel', 'retina', 'immunohistochemistry')


def image_of(name):
    return Image.fromarray(getattr(photographs, name)()).convert('RGB')


def vector_of(image):
    return embed(picture_from_image(image, 'PNG'))


@pytest.fixture(scope='module')
def library():
    return np.stack([vector_of(image_of(name)) for name in NAMES])


def crop(image, left, top, right, bottom):
    width, height = image.size
    sides = (left * width, top * height, right * width, bottom * height)
    return image.crop([int(side) for side in sides])


def recompressed(image, quality):
    stream = io.BytesIO()
    image.save(stream, 'JPEG', quality=quality)
    return Image.open(io.BytesIO(stream.getvalue()))


CHANGES = {
    'half size': lambda image: image.resize((image.width // 2, image.height // 2)),
    'thumbnail': lambda image: image.resize((120, 90)),
    'low quality': lambda image: recompressed(image, 20),
    'trimmed': lambda image: crop(image, 0.05, 0.05, 0.95, 0.95),
    'cropped': lambda image: crop(image, 0.12, 0.12, 0.85, 0.85),
    'cropped to a corner': lambda image: crop(image, 0.0, 0.0, 0.7, 0.7),
    'brighter': lambda image: image.point(lambda value: min(255, int(value * 1.35))),
    'darker': lambda image: image.point(lambda value: int(value * 0.6))}


@pytest.mark.parametrize('change', sorted(CHANGES))
def test_altered_copies_rank_first(library, change):
    for number, name in enumerate(NAMES):
        scores = similarity(vector_of(CHANGES[change](image_of(name))), library)
        assert int(np.argmax(scores)) == number, (name, change)


def test_mirrored_copies_rank_first(library):
    # Grass and gravel are two lawns of grain to this embedding; all others must be found.
    for number, name in enumerate(NAMES):
        if name not in ('grass', 'gravel'):
            mirrored = image_of(name).transpose(Image.FLIP_LEFT_RIGHT)
            assert int(np.argmax(similarity(vector_of(mirrored), library))) == number, name


def test_re_encoding_hardly_matters(library):
    for number, name in enumerate(NAMES):
        assert similarity(vector_of(recompressed(image_of(name), 80)), library)[number] > 0.97


def test_shape_and_length(library):
    assert library.shape == (len(NAMES), SIZE)
    assert library.dtype == np.float32
    assert np.abs(np.linalg.norm(library, axis=1) - 1).max() < 1e-5
    assert 200 <= SIZE <= 1000


def test_same_pixels_same_vector(library):
    assert np.array_equal(vector_of(image_of('coffee')), library[NAMES.index('coffee')])


def test_similarity_is_one_for_itself_and_within_bounds(library):
    for number, vector in enumerate(library):
        scores = similarity(vector, library)
        assert scores.shape == (len(NAMES),)
        assert scores[number] == 1.0
        assert scores.min() >= 0.0
        assert np.delete(scores, number).max() < 0.95


def test_similarity_is_symmetric_and_takes_any_number(library):
    both = np.stack([similarity(vector, library) for vector in library])
    assert np.abs(both - both.T).max() < 1e-4
    assert similarity(library[0], library[:0]).shape == (0,)
    assert similarity(library[0], library[1:2])[0] == pytest.approx(both[0, 1], abs=1e-4)


def test_opposites_are_not_similar():
    red = vector_of(Image.new('RGB', (50, 50), (250, 10, 10)))
    blue = vector_of(Image.new('RGB', (50, 50), (10, 10, 250)))
    assert similarity(red, blue[None, :])[0] < 0.5


@pytest.mark.parametrize('shape', [(1, 1), (1, 640), (640, 1), (2, 2), (480, 640)])
@pytest.mark.parametrize('value', [0, 119, 255])
def test_pictures_of_nothing_have_a_vector(shape, value):
    vector = embed(Picture(np.full(shape + (3,), value, np.uint8), shape[1], shape[0], 'PNG'))
    assert np.isfinite(vector).all()
    assert abs(np.linalg.norm(vector) - 1) < 1e-5


def test_decoded_file_and_pixels_agree():
    stream = io.BytesIO()
    image = image_of('chelsea')
    image.save(stream, 'PNG')
    assert np.array_equal(embed(read_picture(stream.getvalue())), vector_of(image))
