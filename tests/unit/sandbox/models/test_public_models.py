"""The tables of facts: public models, concept ids, status codes."""
from __future__ import absolute_import

import json
import re

import pytest

from clarifai.rest import public_models_data
from clarifai.sandbox import status_codes
from clarifai.sandbox.models import public_concepts, public_models

pytest.importorskip('numpy')


def test_public_ids_and_names():
    models = public_models.ALL_MODELS
    ids = [model_id for model in models for model_id in model.ids]
    assert len(ids) == len(set(ids))
    assert all(public_models.find(model_id) for model_id in ids)
    assert public_models.find('ghost') is None
    # Two models may share a name, but not a name and a type.
    named = [(name, model.type) for model in models for name in model.names]
    assert len(named) == len(set(named))
    versions = [version_id for model in models for version_id in model.versions]
    assert len(versions) == len(set(versions))
    assert not set(versions) & set(ids)
    assert all(len(model.versions) > 1 for model in models)
    assert [model.key for model in models if 'face' in model.names] == ['face detection of 2.x']


def test_the_platform_shows_the_ids_of_today():
    todays = [model['today_id'] for model in json.loads(public_models_data.JSON)['models']
              if model['today_id']]
    assert 'color-recognition' in todays
    assert [public_models.find(model_id).platform_id for model_id in todays] == todays


def test_programs_name_models_by_their_versions_too():
    assert public_models.find('aa7f35c01e0642fda5cf400f543e7c40') is public_models.GENERAL


@pytest.mark.parametrize('key, kinds', [
    ('general', 'concept'), ('general embedding', 'embed'), ('color', 'color'),
    ('face embedding', 'embed detect-embed facedetect-embed'),
    ('celebrity', 'detect-concept detect facedetect facedetect-identity'),
    ('demographics', 'detect-concept detect facedetect facedetect-demographics'),
    ('face detection of 2.x', 'detect-concept detect facedetect'),
    ('logo', 'detect-concept detect logo')])
def test_types_of_2020_and_before(key, kinds):
    every = set('concept embed cluster color focus detect detect-concept detect-embed logo '
                'facedetect facedetect-embed facedetect-identity facedetect-demographics'.split())
    [model] = [model for model in public_models.ALL_MODELS if model.key == key]
    assert set(kind for kind in every if model.is_of_type(kind)) == set(kinds.split())


def test_every_kind_has_an_answer():
    pytest.importorskip('skimage')
    from clarifai.sandbox.learning.pictures import Picture
    from clarifai.sandbox.models import outputs
    from clarifai.sandbox.models.subjects import Subject
    import numpy
    picture = Picture(numpy.zeros((48, 64, 3), numpy.uint8), 64, 48, 'PNG')
    for model in public_models.ALL_MODELS:
        subject = Subject(picture if 'image' in model.takes else None,
                          'a text' if 'text' in model.takes else None)
        if model.kind != public_models.NOTHING:
            data = outputs.public_data(model, subject, outputs.OutputConfig())
            assert isinstance(data, dict) and data, model.key


def test_concept_ids():
    pytest.importorskip('skimage')
    from clarifai.sandbox.learning import recognition
    assert sorted(public_concepts.measured().values()) == sorted(recognition.VOCABULARY)
    assert set(public_concepts.measured()) < set(public_concepts.known())
    assert all(re.match('ai_[0-9a-zA-Z]{8}$', concept_id) for concept_id in
               public_concepts.known())
    red, blue = public_concepts.concept_id('red'), public_concepts.concept_id('blue')
    assert red == public_concepts.concept_id('red') != blue
    assert public_concepts.concept_id('dog') == 'ai_8S2Vq3cR'
    assert public_concepts.ids_of('dog') == {'ai_8S2Vq3cR', public_concepts.computed_id('dog')}
    assert public_concepts.ids_of('red') == {red}


def test_a_concept_whose_id_nobody_has_seen_is_known_by_name():
    known = public_concepts.known()
    assert known[public_concepts.computed_id('deer')] == 'deer'
    assert public_concepts.concept_id('deer') == public_concepts.computed_id('deer')


def test_vocabularies_have_no_id_twice():
    names = [name for name in vars(public_concepts) if name.isupper()]
    for name in names:
        value = getattr(public_concepts, name)
        if isinstance(value, str) and not value.endswith('_appearance'):
            words = public_concepts.vocabulary(value)
            assert len(set(word.id for word in words)) == len(words) > 0


def test_every_status_code_has_words():
    numbers = [value for name, value in vars(status_codes).items()
               if name.isupper() and isinstance(value, int)]
    assert len(numbers) == len(set(numbers)) > 40
    assert set(numbers) == set(status_codes.DESCRIPTIONS)
    assert status_codes.status(10000) == {'code': 10000, 'description': 'Ok'}
    assert status_codes.status(30002, 'why')['details'] == 'why'
