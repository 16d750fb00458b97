"""The tables of facts: public models, concept ids, status codes."""
from __future__ import absolute_import

import re

import pytest

from clarifai.sandbox import status_codes
from clarifai.sandbox.models import public_models

pytest.importorskip('numpy')


def test_public_ids_and_names():
    ids = [model_id for model in public_models.MODELS for model_id in model.ids]
    assert len(ids) == len(set(ids))
    assert all(public_models.find(model_id) for model_id in ids)
    assert public_models.find('ghost') is None
    # Two models may share a name, but not a name and a type.
    named = [(name, model.type) for model in public_models.MODELS for name in model.names]
    assert len(named) == len(set(named))
    assert len(set(model.version_id for model in public_models.MODELS)) == len(public_models.MODELS)


def test_every_type_has_an_answer():
    pytest.importorskip('skimage')
    from clarifai.sandbox.models import outputs
    assert set(model.type for model in public_models.MODELS) == set(outputs._KINDS)


def test_concept_ids():
    words = public_models.vocabulary()
    from clarifai.sandbox.learning import recognition
    assert sorted(words.values()) == sorted(recognition.VOCABULARY)
    assert all(re.match('ai_[0-9a-f]{8}$', concept_id) for concept_id in words)
    red, blue = public_models.concept_id('red'), public_models.concept_id('blue')
    assert red == public_models.concept_id('red') != blue


def test_every_status_code_has_words():
    numbers = [value for name, value in vars(status_codes).items()
               if name.isupper() and isinstance(value, int)]
    assert len(numbers) == len(set(numbers)) > 40
    assert set(numbers) == set(status_codes.DESCRIPTIONS)
    assert status_codes.status(10000) == {'code': 10000, 'description': 'Ok'}
    assert status_codes.status(30002, 'why')['details'] == 'why'
