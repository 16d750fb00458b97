"""Pictures that nobody would send, through all that recognition does with them.

CLARIFAI_FUZZ sets how many damaged files are tried, and makes them new ones.
"""
from __future__ import absolute_import

import io
import logging
import os
import random

import pytest

numpy = pytest.importorskip('numpy')
image = pytest.importorskip('PIL.Image')
skimage_data = pytest.importorskip('skimage.data')

from clarifai.sandbox.learning import pictures  # noqa: E402
from clarifai.sandbox.learning.pretrained import packages  # noqa: E402
from clarifai.sandbox.learning.pretrained.recognizer import Recognizer  # noqa: E402
from clarifai.sandbox.media import analysis  # noqa: E402
from clarifai.sandbox.models import outputs, public_models, vision  # noqa: E402
from clarifai.sandbox.models.subjects import Subject  # noqa: E402

for package in ('onnxruntime', packages.LITE0.package, packages.NSFW.package):
    pytest.importorskip(package)

SEED = int(os.urandom(4).hex(), 16) if os.environ.get('CLARIFAI_FUZZ') else 12
DAMAGED = int(os.environ.get('CLARIFAI_FUZZ') or 40)
REFUSALS = (30101, 30105)  # no picture, too large
MODELS = [public_models.find(name) for name in (
    'general-image-recognition', 'nsfw-recognition', 'moderation-recognition',
    'food-item-recognition', 'general-image-embedding', 'general-clusterering')]


@pytest.fixture(scope='module')
def recognizer():
    return Recognizer()


@pytest.fixture(scope='module')
def how(recognizer):
    return vision.recognising(recognizer)


def encoded(pixels, form, **options):
    data = io.BytesIO()
    pixels.save(data, form, **options)
    return data.getvalue()


def noise(*shape):
    return numpy.random.RandomState(3).randint(0, 256, shape).astype('uint8')


def tiff(values):
    return encoded(image.fromarray(values), 'TIFF')


STRANGE = {
    'one pixel': encoded(image.new('RGB', (1, 1), 'red'), 'PNG'),
    'one row': encoded(image.fromarray(noise(1, 3000, 3)), 'PNG'),
    'one column': encoded(image.fromarray(noise(3000, 1, 3)), 'PNG'),
    'a ribbon as long as is taken': encoded(image.new('L', (65535, 2), 9), 'PNG'),
    'black': encoded(image.new('RGB', (300, 200)), 'JPEG'),
    'nothing but transparency': encoded(image.new('RGBA', (50, 50), (9, 9, 9, 0)), 'PNG'),
    'two colours': encoded(image.fromarray(noise(40, 40) > 99), 'PNG'),
    'a palette': encoded(image.fromarray(noise(64, 64)).convert('P'), 'GIF'),
    'ink': encoded(image.fromarray(noise(64, 64, 3)).convert('CMYK'), 'JPEG'),
    'not numbers': tiff(numpy.full((30, 30), numpy.nan, 'float32')),
    'infinity': tiff(numpy.full((30, 30), -numpy.inf, 'float32')),
    'huge numbers': tiff(numpy.full((30, 30), 3e38, 'float32')),
    'deep grey': tiff(numpy.arange(900).reshape(30, 30).astype('uint16') * 70),
    'noise': encoded(image.fromarray(noise(700, 900, 3)), 'PNG'),
}


def damaged(seed, number):
    """Returns a photograph of which some bytes are others, are missing, or come twice."""
    chance = random.Random('%d %d' % (seed, number))
    whole = image.fromarray(skimage_data.chelsea()).resize((120, 80))
    data = bytearray(encoded(whole, chance.choice(['JPEG', 'PNG', 'GIF', 'WEBP', 'BMP', 'TIFF'])))
    for _ in range(chance.choice([1, 3, 30])):
        place = chance.randrange(len(data))
        what = chance.randrange(4)
        if what == 0:
            del data[place:place + chance.randrange(1, 40)]
        elif what == 1:
            data[place:place] = data[place:place + chance.randrange(1, 40)]
        else:
            data[place % 200 if what == 2 else place] = chance.randrange(256)
        data = data or bytearray(b'\0')
    return bytes(data)


def check(data, recognizer, how, caplog):
    """A file is refused for what it is, or all that is said of it makes sense."""
    caplog.set_level(logging.WARNING, 'clarifai')
    found = analysis.analyse('image', data, how)
    assert not [record for record in caplog.records if record.name.startswith('clarifai')]
    if isinstance(found, analysis.Failure):
        assert found.code in REFUSALS
        return False
    assert found.embedding.shape == (1280,) and found.embedding.dtype == numpy.float32
    assert abs(numpy.linalg.norm(found.embedding) - 1) < 1e-3
    assert found.predicted and all(0 <= value <= 1 for _, value in found.predicted)
    picture = pictures.read_picture(data)
    for model in MODELS:
        said = outputs.public_data(model, Subject(picture), outputs.OutputConfig(),
                                   recognizer=recognizer, embedding=how.embedding)
        assert all(0 <= item['value'] <= 1 for item in said.get('concepts', ()))
        assert said
    return True


@pytest.mark.parametrize('name', sorted(STRANGE))
def test_strange_pictures_are_recognised_like_others(recognizer, how, caplog, name):
    assert check(STRANGE[name], recognizer, how, caplog)


def test_damaged_files_are_refused_or_recognised(recognizer, how, caplog):
    ends = set()
    for number in range(DAMAGED):
        try:
            ends.add(check(damaged(SEED, number), recognizer, how, caplog))
        except Exception:
            print('damaged(%d, %d)' % (SEED, number))
            raise
    assert ends == {True, False}


def test_the_same_through_the_workers(how):
    from clarifai.sandbox.jobs import processes
    pool = processes.Workers(1, how)
    try:
        for number in range(6):
            data = damaged(SEED, number)
            here, there = analysis.analyse('image', data, how), pool.analyse('image', data)
            assert type(here) is type(there)
            if isinstance(here, analysis.Failure):
                assert here == there
            else:
                assert numpy.allclose(here.embedding, there.embedding, atol=1e-5)
    finally:
        pool.close()
