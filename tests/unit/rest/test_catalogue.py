"""What is known of the public models of then and now."""
from __future__ import absolute_import

import json
import os

import pytest

import clarifai
from clarifai.rest import catalogue, public_models_data
from clarifai.rest.general_model import DEFAULT_TAG_MODEL, GENERAL_MODEL_ID
from clarifai.rest.public_models import PUBLIC_MODEL_IDS
from platform_api import MAIN, row, sent


@row('public-models')
@pytest.mark.parametrize('attribute', sorted(PUBLIC_MODEL_IDS))
def test_every_attribute_of_public_models_is_known(attribute):
    model_id = PUBLIC_MODEL_IDS[attribute]
    assert model_id in catalogue.find(model_id).ids


def test_no_id_means_two_models():
    ids = [model_id for model in catalogue.all_models()
           for model_id in model.ids + (model.today_id,) if model_id]
    assert len(ids) == len(set(ids))


def test_no_name_means_two_models_of_one_type():
    pairs = [(name, model.type) for model in catalogue.all_models() for name in model.names]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize('model', catalogue.all_models(), ids=lambda model: model.key)
def test_each_is_found_by_all_its_ids_and_names(model):
    for known in model.ids + ((model.today_id,) if model.today_id else ()):
        assert catalogue.find(known) is model
        assert catalogue.find(known, model.type) is model
        assert catalogue.find(known, 'another-type') is None
    for name in model.names:
        assert catalogue.find(name, model.type) is model


@row('public-models')
@pytest.mark.parametrize('name, kind, key', [
    ('general-v1.3', None, 'general'), ('general-v1.3', 'concept', 'general'),
    ('general-v1.3', 'embed', 'general embedding'), ('general', None, 'general'),
    ('color', None, 'color'), ('food-items-v1.0', None, 'food'), ('nsfw-v1.0', None, 'nsfw'),
    ('travel-v1.0', None, 'travel'), ('weddings-v1.0', None, 'wedding'),
    ('logo', None, 'logo'), ('celeb-v1.3', None, 'celebrity'),
    ('face-v1.3', None, 'face detection'), ('face', 'facedetect-embed', 'face embedding'),
    ('demographics', None, 'demographics'), ('focus', None, 'focus'),
    ('moderation', None, 'moderation'), ('apparel', None, 'apparel')])
def test_names_of_2x(name, kind, key):
    assert catalogue.find(name, kind).key == key


def test_what_is_not_known_is_none():
    assert catalogue.find('boats') is None
    assert catalogue.find('general-v1.3', 'color') is None
    assert catalogue.retirement_notice('boats') is None
    assert catalogue.retirement_notice(GENERAL_MODEL_ID) is None


def test_the_colour_model_as_the_tutorial_misprints_it():
    assert catalogue.find('eed0b6733a644cea07cf4c60f87ebb7').key == 'color'


def test_the_default_model_is_the_general_one():
    assert catalogue.find(DEFAULT_TAG_MODEL).ids == (GENERAL_MODEL_ID,)


@row('demographics', 'gone-focus', 'gone-2025')
@pytest.mark.parametrize('name, parts', [
    ('demographics_model', ('16 October 2020', 'CLARIFAI_PAT', 'workflow Demographics')),
    ('focus_model', ('1 February 2020', 'no successor')),
    ('travel_model', ('31 December 2025', 'app.public_models.general_model')),
    ('celebrity_model', ('31 December 2025', 'app.public_models.face_detection_model'))])
def test_of_what_is_gone_one_sentence_says_since_when_and_what_now(name, parts):
    said = catalogue.retirement_notice(PUBLIC_MODEL_IDS[name])
    for part in parts:
        assert part in said


@row('gone-2025')
def test_todays_ids_that_were_decommissioned_are_known():
    said = catalogue.retirement_notice('apparel-classification-v2')
    assert 'apparel-classification-v2' in said and '31 December 2025' in said
    assert 'use app.public_models.general_model' in said
    said = catalogue.retirement_notice('ocr-scene-english-paddleocr')
    assert 'language or vision model of the Community' in said and 'general_model' not in said


@row('demographics', 'gone-focus', 'gone-2025')
def test_retired_is_what_a_request_would_be_wasted_on():
    by_status = {}
    for model in catalogue.all_models():
        by_status.setdefault(model.status, set()).add(model.key)
    assert by_status[catalogue.RETIRED] == set(['demographics', 'focus'])
    assert by_status[catalogue.DECOMMISSIONED] == set(['travel', 'celebrity'])
    assert set(by_status) == set([catalogue.RETIRED, catalogue.DECOMMISSIONED, 'active', 'unknown'])


@row('app-start')
@pytest.mark.parametrize('name, model_type, model_id', [
    ('general-v1.3', None, GENERAL_MODEL_ID), ('general-v1.3', 'embed',
                                               'bbb5f41425b8468d9b7a554ff10f8581'),
    ('color', 'color', 'eeed0b6733a644cea07cf4c60f87ebb7')])
def test_models_get_needs_no_request_for_a_public_name(
        http, platform_app, name, model_type, model_id):
    assert platform_app.models.get(name, model_type=model_type).model_id == model_id
    assert not http.requests


@row('public-models')
@pytest.mark.parametrize('attribute', sorted(
    set(PUBLIC_MODEL_IDS) - set(['demographics_model', 'focus_model'])))
def test_public_models_are_predicted_in_clarifais_app(http, platform_app, attribute):
    model = getattr(platform_app.public_models, attribute)
    http.answer({'outputs': []})
    model.predict_by_url('https://pics.example.com/pier.jpg')
    assert sent(http)[:2] == ('POST', '%s/models/%s/outputs' % (MAIN, model.model_id))


@pytest.mark.parametrize('asked, key', [
    ('Textures & Patterns', 'textures and patterns'),
    ('textures-patterns', 'textures and patterns'),
    ('Landscape Quality', 'landscape quality'), ('landscape-quality', 'landscape quality'),
    ('Portrait Quality', 'portrait quality'), ('portrait-quality', 'portrait quality'),
    ('celebrity', 'celebrity'), ('color-recognition', 'color'), ('nsfw-recognition', 'nsfw'),
    ('apparel-recognition', 'apparel'), ('texture-recognition', 'textures and patterns'),
    ('logo-detection-v2', 'logo v2'), ('006764f775d210080d295e6ea1445f93', 'logo v2'),
    ('food-item-v1-recognition', 'food'), ('bd367be194cf45149e75f01d59f77ba7', 'food'),
    ('food-item-recognition', 'food v2'), ('9504135848be0dd2c39bdab0002f78e9', 'food v2'),
    ('f76196b43bbd45c99b4f3cd8e8b40a8a', 'face detection v2'),
    ('face-detection', 'face detection v2'),
    ('36f90889189ad96c516d134bc713004d', 'age demographics'),
    ('age-demographics-recognition', 'age demographics')])
def test_names_and_ids_that_answers_and_programs_of_others_have(asked, key):
    assert catalogue.find(asked).key == key


def test_only_face_detection_has_a_successor():
    found = [model for model in catalogue.all_models() if model.successor_id]
    assert [(model.key, model.successor_id) for model in found] == [
        ('face detection', 'face-detection')]
    assert catalogue.find_by_id('face-detection').key == 'face detection v2'


# The data

DATA = json.loads(public_models_data.JSON)


@pytest.mark.parametrize('item', DATA['models'], ids=lambda item: item['key'])
def test_each_fact_names_the_documents_that_it_is_from(item):
    assert item['sources'] and set(item['sources']) <= set(DATA['documents'])


def test_attributes_of_public_models_have_the_newest_id():
    known = dict((item['attribute'], item['ids'][-1]) for item in DATA['models']
                 if item['attribute'])
    assert dict((name, known.get(name)) for name in PUBLIC_MODEL_IDS) == PUBLIC_MODEL_IDS


def test_the_client_has_no_data_but_in_modules():
    # Freezers and zip files have these without being told.
    root = os.path.dirname(os.path.abspath(clarifai.__file__))
    names = [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names
             if os.path.relpath(folder, root).split(os.sep)[0] != 'sandbox']
    assert [name for name in names
            if not name.endswith(('.py', '.pyc', '.pyi')) and not name.endswith('py.typed')] == []
