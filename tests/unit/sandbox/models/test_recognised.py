"""What is recognised in place of the public models, and what the docs say of it."""
import io
import os
import re

import pytest

np = pytest.importorskip('numpy')
skimage_data = pytest.importorskip('skimage.data')
datasets = pytest.importorskip('sklearn.datasets')

from clarifai.sandbox.errors import RecognitionFailed
from clarifai.sandbox.learning import pictures
from clarifai.sandbox.learning.pretrained import packages
from clarifai.sandbox.learning.pretrained.recognizer import Recognizer
from clarifai.sandbox.learning.pretrained.vocabulary import vocabulary
from clarifai.sandbox.learning.recognition import VOCABULARY, measured_concepts
from clarifai.sandbox.models import outputs, public_concepts, public_models, recognised
from clarifai.sandbox.models.subjects import Subject

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *['..'] * 4))
FOLDERS = (os.path.dirname(skimage_data.__file__),
           os.path.join(os.path.dirname(datasets.__file__), 'images'))
ROW = re.compile(r'``(\w+\.(?:png|jpg))``\s+((?:[a-z ]+ \d\.\d\d(?:, )?)+)')
BRIGHT = pictures.Picture(np.full((64, 64, 3), 250, np.uint8), 64, 64, 'PNG')


def documented():
    with io.open(os.path.join(ROOT, 'docs', 'sandbox.rst'), encoding='utf-8') as page:
        return ROW.findall(page.read())


@pytest.fixture(scope='module')
def recognizer():
    for name in ('onnxruntime', packages.LITE0.package, packages.NSFW.package):
        pytest.importorskip(name)
    return Recognizer()


class Sees(object):
    """Sees a given score, so that thresholds can be tried without pictures for them."""

    def __init__(self, score):
        self.score = score

    def nsfw(self, picture):
        return self.score


class Broken(object):
    """Has models that cannot be loaded."""

    def look(self, picture):
        raise packages.RecognitionUnavailable('the package is gone')

    nsfw = look


def photograph(name):
    path, = [os.path.join(folder, name) for folder in FOLDERS
             if os.path.exists(os.path.join(folder, name))]
    with open(path, 'rb') as file:
        return pictures.read_picture(file.read())


def test_the_table_has_twelve_photographs():
    assert len(documented()) == 12


@pytest.mark.parametrize('name, concepts', documented())
def test_the_table_in_the_docs(recognizer, name, concepts):
    said = [text.rsplit(None, 1) for text in concepts.strip().split(', ')]
    found = recognised.general(recognizer, photograph(name))
    first = [pair for pair in found if pair[0] not in VOCABULARY][:4]
    assert dict(first) == {word: pytest.approx(float(score), abs=0.011) for word, score in said}


def test_the_number_of_words_in_the_docs():
    with io.open(os.path.join(ROOT, 'docs', 'sandbox.rst'), encoding='utf-8') as page:
        assert '%d further words' % (len(vocabulary().names) - 1000) in page.read()


@pytest.mark.parametrize('score, expected', [
    (0, (1, 0, 0)), (0.2, (1, 0, 0)), (0.35, (0.5, 0.5, 0)), (0.5, (0, 1, 0)),
    (0.65, (0, 0.5, 0.5)), (0.8, (0, 0, 1)), (1, (0, 0, 1))])
def test_moderation(score, expected):
    said = dict(recognised.moderation(Sees(score), None))
    assert (said['safe'], said['suggestive'], said['explicit']) == pytest.approx(expected)
    assert said['drug'] == said['gore'] == 0 and sum(said.values()) == pytest.approx(1)


def test_nsfw():
    assert recognised.nsfw(Sees(0.25), None) == [('nsfw', 0.25), ('sfw', 0.75)]


@pytest.mark.parametrize('key', ['general', 'food', 'nsfw', 'moderation'])
def test_models_that_cannot_be_loaded_any_more(key):
    model, = [item for item in public_models.ALL_MODELS if item.key == key]
    with pytest.raises(RecognitionFailed, match='the package is gone'):
        outputs.public_data(model, Subject(BRIGHT), outputs.OutputConfig(), recognizer=Broken())


def test_no_name_stands_twice(recognizer):
    # The name of a colour is one of a fruit, too.
    orange = pictures.Picture(np.full((64, 64, 3), (255, 165, 0), np.uint8), 64, 64, 'PNG')
    for all_scores in (False, True):
        found = recognised.general(recognizer, orange, all_scores)
        assert len(dict(found)) == len(found)
        assert dict(found)['orange'] >= dict(measured_concepts(orange))['orange'] > 0.9


def test_people_are_looked_for_where_nothing_is_recognised_or_they_are_wanted(
        recognizer, monkeypatch):
    asked = []
    monkeypatch.setattr(recognised.faces, 'surest_face', lambda picture: asked.append(1))
    recognised.general(recognizer, photograph('chelsea.png'))
    assert not asked
    recognised.general(recognizer, photograph('chelsea.png'), people=True)
    recognised.general(recognizer, photograph('page.png'))
    assert len(asked) == 2


@pytest.mark.parametrize('theme', (public_concepts.FOOD,) + public_concepts.THEMES)
def test_ids_of_a_theme_are_its_own(theme):
    general = public_concepts.recognised(public_concepts.GENERAL)
    own = public_concepts.recognised(theme)
    assert own and not set(own) & set(general)
    assert set(own.values()) <= set(general.values())
    assert set(own) <= set(public_concepts.known())


def test_ids_that_must_not_change():
    assert public_concepts.concept_id('cat') == 'ai_mFqxrph2'
    assert public_concepts.concept_id('tiger cat') == public_concepts.computed_id('tiger cat')
    assert public_concepts.themed_id('coffee', public_concepts.FOOD) == 'ai_f1zKlGnc'
    assert len(public_concepts.recognised(public_concepts.GENERAL)) == len(vocabulary().names)


def test_every_model_says_what_is_behind_it():
    for model in public_models.ALL_MODELS:
        changes = model.theme or model.vocabulary in public_models.JUDGED
        assert (model.behind(True) != model.behind(False)) == bool(changes), model.key
