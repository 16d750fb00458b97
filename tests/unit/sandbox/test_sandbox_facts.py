"""The tables of facts: public models, concept ids, status codes."""
from __future__ import absolute_import

import re

import pytest

from clarifai.sandbox import public, status_codes

pytest.importorskip('numpy')


def test_public_ids_and_names():
    ids = [model_id for model in public.MODELS for model_id in model.ids]
    assert len(ids) == len(set(ids))
    assert all(public.find(model_id) for model_id in ids)
    assert public.find('ghost') is None
    # Two models may share a name, but not a name and a type.
    named = [(name, model.type) for model in public.MODELS for name in model.names]
    assert len(named) == len(set(named))
    assert len(set(model.version_id for model in public.MODELS)) == len(public.MODELS)


def test_every_type_has_an_answer():
    pytest.importorskip('skimage')
    from clarifai.sandbox import predicting
    assert set(model.type for model in public.MODELS) == set(predicting._KINDS)


def test_concept_ids():
    words = public.vocabulary()
    from clarifai.sandbox.learning import recognition
    assert sorted(words.values()) == sorted(recognition.VOCABULARY)
    assert all(re.match('ai_[0-9a-f]{8}$', concept_id) for concept_id in words)
    assert public.concept_id('red') == public.concept_id('red') != public.concept_id('blue')


def test_every_status_code_has_words():
    numbers = [value for name, value in vars(status_codes).items()
               if name.isupper() and isinstance(value, int)]
    assert len(numbers) == len(set(numbers)) > 40
    assert set(numbers) == set(status_codes.DESCRIPTIONS)
    assert status_codes.status(10000) == {'code': 10000, 'description': 'Ok'}
    assert status_codes.status(30002, 'why')['details'] == 'why'
