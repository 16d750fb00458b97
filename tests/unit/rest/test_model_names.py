"""Names of models: each means a model, or the error says which models it may mean."""
from __future__ import absolute_import

import logging

import pytest

from answers import BASE, a_model
from clarifai.errors import ApiClientError, ApiError
from clarifai.rest import ClarifaiApp, catalogue
from platform_api import MAIN, OWN, PAT, platform_model

FACE = catalogue.find('face', 'facedetect').ids[-1]
FACE_EMBEDDING = catalogue.find('face', 'facedetect-embed').ids[-1]


def public(model_id, name, kind):
    return a_model(model_id, name, app_id='main', kind=kind)


def two_faces():
    return [public(FACE_EMBEDDING, 'face', 'facedetect-embed'), public(FACE, 'face', 'facedetect')]


def refused_and_found(http, *models):
    http.refuse(404, 21200, 'Model does not exist')
    http.answer({'models': list(models)})


# Several models of one name

def test_a_public_name_that_several_models_have_means_the_one_of_2x(app, http):
    refused_and_found(http, *two_faces())
    assert app.models.get('face').model_id == FACE
    assert app.models.get('face').model_id == FACE  # is remembered
    assert len(http.requests) == 2


@pytest.mark.parametrize('kind, expected', [
    (None, FACE), ('facedetect', FACE), ('detect', FACE), ('detection', FACE),
    ('embed', FACE_EMBEDDING), ('facedetect-embed', FACE_EMBEDDING)])
def test_with_a_pat_a_name_means_the_same(platform_app, http, kind, expected):
    assert platform_app.models.get('face', model_type=kind).model_id == expected
    assert http.requests == []


def test_the_models_own_name_counts_before_what_is_called_alike(app, http):
    refused_and_found(http, a_model('a', 'boats'), a_model('b', 'boats 2'),
                      a_model('c', 'my boats'))
    assert app.models.get('boats').model_id == 'a'


def test_the_apps_own_model_counts_before_a_public_one(app, http):
    refused_and_found(http, a_model('a', 'face'), *two_faces())
    assert app.models.get('face').model_id == 'a'


def test_when_several_are_meant_the_error_lists_them(app, http):
    refused_and_found(http, a_model('a', 'boats'), a_model('b', 'boats', kind='color'))
    with pytest.raises(ApiClientError) as caught:
        app.models.get('boats')
    said = str(caught.value).replace("u'", "'")
    for part in ("'boats'", "'a'", "'b'", "'color'", 'model_id', 'model_type'):
        assert part in said


@pytest.mark.parametrize('models', [
    [a_model('a', 'boats 2'), a_model('b', 'boats 3')], [public('e', 'boats', 'embed')]])
def test_none_is_not_silent(app, http, caplog, models):
    refused_and_found(http, *models)
    with caplog.at_level(logging.WARNING, 'clarifai'):
        assert app.models.get('boats') is None
    assert 'boats' in caplog.text


# Names that the server does not know

ALIKE = [('Textures & Patterns', 'textures and patterns'),
         ('textures-patterns', 'textures and patterns'), ('general-v1.4', 'general'),
         ('general-v1.5-embed', 'general embedding'), ('General', 'general'),
         ('celebrity-face-recognition', 'celebrity'), ('celeb-v1.4', 'celebrity'),
         ('celebrity', 'celebrity'), ('nsfw-v1.1', 'nsfw'), ('nsfw', 'nsfw'), ('food', 'food'),
         ('weddings-v2', 'wedding'), ('wedding', 'wedding'), ('travel', 'travel'),
         ('face-v1.4-embed', 'face embedding'), ('Landscape Quality', 'landscape quality'),
         ('portrait-quality', 'portrait quality'), ('demographics', 'demographics')]


@pytest.mark.parametrize('name, key', ALIKE)
def test_a_name_of_2x_in_another_version_or_spelling(name, key):
    assert catalogue.find_alike(name).key == key


@pytest.mark.parametrize('name', ['boats', 'v1.3', '', 'general boats', 'my general', u'\u732b'])
def test_what_is_not_alike_means_none(name):
    assert catalogue.find_alike(name) is None
    assert catalogue.find_alike('general-v1.4', 'color') is None


@pytest.mark.parametrize('name, key', ALIKE)
def test_with_a_key_it_is_the_public_model_when_the_server_knows_none(app, http, name, key):
    refused_and_found(http)
    model = app.models.get(name)
    assert (model.model_id, model.model_name) == (catalogue.find_alike(name).ids[-1], name)
    assert app.models.get(name) == model and len(http.requests) == 2


@pytest.mark.parametrize('name', ['Portrait  Quality', 'general-v1.4', 'Celeb'])
def test_with_a_pat_it_is_too(platform_app, http, name):
    http.refuse(404, 21200)
    http.answer({'models': []}, {'models': []})
    assert platform_app.models.get(name).model_id == catalogue.find_alike(name).ids[-1]


def test_an_own_model_of_such_a_name_is_found_first(platform_app, http):
    http.answer({'model': platform_model('Nsfw', name='mine')})
    assert platform_app.models.get('Nsfw').model_id == 'Nsfw'
    assert http.paths == ['GET ' + OWN + '/models/Nsfw']


def test_a_name_that_the_server_finds_malformed(app, http):
    http.refuse(400, 10020)
    assert app.models.get('Textures & Patterns').model_id == 'fbefb47f9fdb410e8ce14f24f54b47ff'
    http.refuse(400, 10020)
    assert app.models.get('boats & more') is None


def test_a_name_that_means_nothing_is_still_the_error_of_the_server(app, http):
    refused_and_found(http)
    with pytest.raises(ApiError) as caught:
        app.models.get('boats')
    assert caught.value.error_code == 21200


# Searches by type

@pytest.mark.parametrize('kind', ['detect', 'facedetect', 'detect-concept'])
def test_searching_for_a_type_finds_its_kinds_on_the_platform(http, kind):
    app = ClarifaiApp(pat=PAT, base_url=BASE)
    http.answer({'models': [platform_model('face-detection', 'visual-detector'),
                            platform_model('general-image-recognition', 'visual-classifier')]})
    assert [model.model_id for model in app.models.search('face', model_type=kind)] == [
        'face-detection']
    assert http.paths == ['POST ' + MAIN + '/models/searches']


def test_a_kind_does_not_stand_for_its_type():
    assert catalogue.is_of_type('facedetect', 'detect')
    assert not catalogue.is_of_type('detect', 'facedetect')
    assert not catalogue.is_of_type('concept', 'detect')


# The table of names

def test_the_cache_has_the_public_models_without_a_request(app, http):
    cache = app.models.model_id_cache
    assert cache['general-v1.3', None] == cache['general-v1.3', 'concept']
    assert cache['color', 'color'] == catalogue.find('color').ids[-1]
    assert http.requests == []


def test_what_is_written_into_the_cache_is_used(app, http):
    app.models.model_id_cache['walls', None] = 'w-1'
    assert app.models.get('walls').model_id == 'w-1' and http.requests == []
    app.models.model_id_cache = {('walls', None): 'w-2'}
    assert app.models.get('walls').model_id == 'w-2' and http.requests == []


def test_a_name_that_needs_no_look_up_is_in_the_cache_too(app):
    app.models.clear_model_cache()
    assert app.models.get('general-v1.3').model_name == 'general-v1.3'
    assert list(app.models.model_id_cache) == [('general-v1.3', None)]
