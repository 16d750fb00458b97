"""The old call and the new one, in one process and over one connection, give the same answer."""
from __future__ import absolute_import

import os
import sys

import pytest

if sys.version_info < (3, 8):
    pytest.skip('today\'s SDK needs Python 3.8', allow_module_level=True)

from clarifai.client.model import Model
from clarifai.client.user import User
from clarifai.client.workflow import Workflow
from clarifai.errors import ApiError
from clarifai.rest import ClarifaiApp
from clarifai.waiting import wait_until

GENERAL = 'https://clarifai.com/clarifai/main/models/general-image-recognition'
TRAINED, PROCESSED = 21100, 30000


@pytest.fixture(scope='module')
def user(platform_url):
    """A user of today's SDK."""
    return User('side-by-side', pat='pat-of-side-by-side', base_url=platform_url)


@pytest.fixture(scope='module')
def app(user):
    """An app of today's SDK, with labelled pictures that the old and the new calls have added."""
    made = user.create_app('walls', base_workflow='Universal')
    yield made
    user.delete_app('walls')


@pytest.fixture(scope='module')
def old(app):
    """The same app of 2.x."""
    return ClarifaiApp.from_client(app)


@pytest.fixture
def picture(media):
    """Returns the path of a photograph."""
    return lambda name: os.path.join(media, name)


@pytest.fixture(scope='module')
def filled(app, old, media):
    """The app, half of whose inputs the old calls have added, and half the new ones."""
    inputs = app.inputs()
    for label in ('brick', 'grass'):
        for number in (1, 2, 3):
            name = '%s-%d' % (label, number)
            path = os.path.join(media, name + '.jpg')
            if number == 1:
                old.inputs.create_image_from_filename(path, image_id=name, concepts=[label])
            else:
                inputs.upload_from_file(name, image_file=path, labels=[label])
    wait_until(lambda: None if all(one.status.code == PROCESSED for one in inputs.list_inputs())
               else 'inputs are waiting', 'inputs', 60, interval=0.1)
    return app


def concepts_of(answer):
    """Returns what an answer says of its first picture: names and values."""
    return [(one['name'], one['value']) for one in answer['outputs'][0]['data']['concepts']]


def test_predictions(old, user, picture):
    new = Model(GENERAL, connection=user.connection)
    by_new = concepts_of(new.predict_by_filepath(picture('coffee.png'), 'image'))
    by_old = concepts_of(old.public_models.general_model.predict_by_filename(
        picture('coffee.png')))
    assert by_new == by_old and len(by_new) > 3
    passed = old.public_models.general_model.client()
    assert concepts_of(passed.predict_by_filepath(picture('coffee.png'), 'image')) == by_new


def test_predictions_with_fewer_concepts(old, user, picture):
    new = Model(GENERAL, connection=user.connection).predict_by_filepath(
        picture('coffee.png'), 'image', output_config={'max_concepts': 2})
    by_old = old.public_models.general_model.predict_by_filename(
        picture('coffee.png'), max_concepts=2)
    assert concepts_of(new) == concepts_of(by_old) and len(concepts_of(new)) == 2


def test_workflows(old, user, picture):
    new = Workflow('https://clarifai.com/clarifai/main/workflows/General',
                   connection=user.connection)
    by_new = new.predict_by_filepath(picture('coffee.png'), 'image').results[0].outputs
    by_old = old.workflows.get('General').predict_by_filename(picture('coffee.png'))
    assert [one.model.id for one in by_new] == [
        one['model']['id'] for one in by_old['results'][0]['outputs']]
    assert concepts_of({'outputs': by_new}) == concepts_of(by_old['results'][0])


def test_uploads(filled, old):
    by_new = {one.id: one for one in filled.inputs().list_inputs()}
    by_old = {one.input_id: one for one in old.inputs.get_all()}
    assert set(by_new) == set(by_old) and len(by_new) == 6
    for name, one in by_new.items():
        assert [concept.name for concept in one.data.concepts] == [name.split('-')[0]]
        assert by_old[name].concepts == [name.split('-')[0]]
    assert set(by_new['brick-1'].data) == set(by_new['brick-2'].data)


def test_searches_by_a_picture(filled, old, picture):
    with open(picture('grass-4.jpg'), 'rb') as opened:
        content = opened.read()
    by_old = [one.input_id for one in old.inputs.search_by_image(imgbytes=content)]
    pages = filled.search(top_k=6, metric='cosine').query(ranks=[{'image_bytes': content}])
    by_new = [hit.input.id for page in pages for hit in page.hits]
    assert by_new == by_old and len(by_new) == 6 and by_new[0].startswith('grass')


def test_searches_by_a_concept(filled, old):
    by_old = [one.input_id for one in old.inputs.search_by_annotated_concepts(concept='brick')]
    pages = filled.search().query(filters=[{'concepts': [{'name': 'brick', 'value': 1}]}])
    by_new = [hit.input.id for page in pages for hit in page.hits]
    assert sorted(by_new) == sorted(by_old) == ['brick-1', 'brick-2', 'brick-3']


def test_trainings(filled, old, picture, tmpdir):
    concept_ids = [one.id for one in filled.list_concepts()]
    by_old = old.models.create('by-old', concepts=concept_ids).train()
    model = filled.create_model('by-new', model_type_id='embedding-classifier')
    model.get_params(save_to=str(tmpdir.join('params.yaml')))
    model.update_params(concepts=concept_ids)
    version = model.train()
    wait_until(lambda: None if model.training_status(version_id=version).code == TRAINED
               else 'it trains', 'the training', 60, interval=0.1)
    answers = [
        concepts_of(filled.model('by-new').predict_by_filepath(picture('brick-4.jpg'), 'image')),
        concepts_of(by_old.predict_by_filename(picture('brick-4.jpg'))),
        concepts_of(by_old.client().predict_by_filepath(picture('brick-4.jpg'), 'image'))]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0][0] == 'brick'
    assert sorted(one.id for one in filled.list_models()) == sorted(
        one.model_id for one in old.models.get_all(private_only=True)) == ['by-new', 'by-old']


def test_errors(app, old):
    with pytest.raises(ApiError) as by_new:
        app.inputs().get_input('nothing')
    with pytest.raises(ApiError) as by_old:
        old.inputs.get('nothing')
    assert (by_new.value.error_code, by_new.value.status_code) == (
        by_old.value.error_code, by_old.value.status_code)
