"""Clarifai's public models, as attributes."""
from __future__ import absolute_import

import pytest

from answers import URL, an_output
from clarifai.rest import Model
from clarifai.rest.public_models import PUBLIC_MODEL_IDS

NAMES = ['apparel', 'celebrity', 'color', 'demographics', 'face_detection', 'face_embedding',
         'focus', 'food', 'general', 'general_embedding', 'landscape_quality', 'logo',
         'moderation', 'nsfw', 'portrait_quality', 'textures_and_patterns', 'travel', 'wedding']


@pytest.mark.parametrize('name', NAMES)
def test_each_is_a_model_of_which_the_id_is_known(app, http, name):
    model = getattr(app.public_models, name + '_model')
    assert isinstance(model, Model)
    assert model.model_id == PUBLIC_MODEL_IDS[name + '_model']
    assert http.requests == []


def test_there_are_no_others(app):
    names = set(name for name in vars(app.public_models) if name.endswith('_model'))
    assert names == set(name + '_model' for name in NAMES)


def test_no_two_have_the_same_id():
    assert len(set(PUBLIC_MODEL_IDS.values())) == len(PUBLIC_MODEL_IDS)


def test_predicting_with_one_needs_no_look_up(app, http):
    http.answer({'outputs': [an_output()]})
    app.public_models.color_model.predict_by_url(URL)
    assert http.paths == ['POST /v2/models/eeed0b6733a644cea07cf4c60f87ebb7/outputs']
