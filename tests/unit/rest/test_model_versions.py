"""Models know their version: after trainings, after deletions, and when they are got once more."""
from __future__ import absolute_import

import copy
import pickle

import pytest

from answers import URL, a_model, a_version
from clarifai.errors import UserError
from clarifai.rest import Model
from platform_api import platform_model, platform_version

TRAINED, TRAINING, UNTRAINED = 21100, 21103, 21102


def with_version(version_id, code):
    return {'model': a_model('boats', 'My boats', version=version_id, code=code)}


@pytest.fixture
def model(app):
    """A model whose version was never trained."""
    return Model(app.api, with_version('v-1', UNTRAINED)['model'])


def predicted_at(model, http):
    """The path that a prediction takes."""
    http.answer({'outputs': []})
    model.predict_by_url(URL)
    return http.last.path[len('/v2/models/boats'):]


def test_after_a_training_the_object_means_the_new_version(model, http):
    http.answer(with_version('v-2', TRAINED))
    returned = model.train()
    assert (model.model_version, model.model_status_code) == ('v-2', TRAINED)
    assert returned.model_version == 'v-2'
    assert predicted_at(model, http) == '/versions/v-2/outputs'
    http.answer({})
    model.evaluate()
    assert http.last.path == '/v2/models/boats/versions/v-2/metrics'


def test_a_training_that_was_waited_for(model, http, clock):
    http.answer(with_version('v-2', TRAINING), {'model_version': a_version(TRAINING, 'v-2')},
                {'model_version': a_version(TRAINED, 'v-2')})
    model.train()
    assert (model.model_version, model.model_status_code) == ('v-2', TRAINED)


def test_an_untrained_object_means_the_new_version_from_its_start(model, http):
    http.answer(with_version('v-2', TRAINING))
    model.train(sync=False)
    assert (model.model_version, model.model_status_code) == ('v-2', TRAINING)
    assert predicted_at(model, http) == '/versions/v-2/outputs'


@pytest.mark.parametrize('train', [
    lambda model: model.train(sync=False), lambda model: model.create_version()])
def test_a_trained_object_keeps_its_version_until_the_new_one_is_trained(app, http, train):
    model = Model(app.api, with_version('v-1', TRAINED)['model'])
    http.answer(with_version('v-2', TRAINING))
    train(model)
    assert model.model_version == 'v-1'
    assert predicted_at(model, http) == '/versions/v-1/outputs'
    http.answer(with_version('v-3', TRAINED))
    model.train()
    assert model.model_version == 'v-3'


def test_a_training_that_fails_leaves_a_trained_object_as_it_was(app, http):
    model = Model(app.api, with_version('v-1', TRAINED)['model'])
    http.answer(with_version('v-2', 21110))
    assert model.train().model_status_code == 21110
    assert model.model_version == 'v-1'


def test_an_object_made_from_an_id_leaves_predictions_to_the_newest(app, http):
    model = app.models.get(model_id='boats')
    http.answer(with_version('v-2', TRAINING))
    model.train(sync=False)
    assert predicted_at(model, http) == '/outputs'  # of whatever is trained by then
    http.answer({})
    model.evaluate()
    assert http.last.path == '/v2/models/boats/versions/v-2/metrics'


def test_a_refused_training_changes_nothing(model, http):
    http.answer({'status': {'code': 10020}})
    model.train()
    assert model.model_version == 'v-1'


def test_evaluating_without_a_version_is_still_refused(app, http):
    with pytest.raises(UserError):
        app.models.get(model_id='boats').evaluate()
    assert http.requests == []


def test_with_a_pat_too(platform_app, http):
    http.answer({'model': platform_model()})
    model = platform_app.models.create('boats')
    assert not model.model_version
    http.answer({'model': platform_model()}, {'concepts': []},
                {'model': platform_model(model_version=platform_version('v-1'))})
    model.train()
    assert model.model_version == 'v-1'
    http.answer({'eval_metrics': [{'id': 'e'}]})
    model.evaluate()
    assert http.last.path.endswith('/models/boats/versions/v-1/evaluations')


def test_a_version_that_is_deleted_is_meant_no_longer(model, http):
    http.answer({}, {})
    model.delete_version('v-0')
    assert model.model_version == 'v-1'
    model.delete_version('v-1')
    assert (model.model_version, model.model_status_code) == (None, None)
    assert predicted_at(model, http) == '/outputs'


# By name

@pytest.fixture
def walls(app, http):
    """The app, in which the model 'My walls' was looked up."""
    http.refuse(404, 21200)
    http.answer({'models': [a_model('boats', 'My walls', version='v-1')]})
    assert app.models.get('My walls').model_version == 'v-1'
    return app


def test_a_name_gives_the_version_each_time(walls, http):
    for _ in range(3):
        model = walls.models.get('My walls')
        assert (model.model_version, model.model_name) == ('v-1', 'My walls')
    assert len(http.requests) == 2
    http.answer({})
    model.evaluate()
    assert http.last.path == '/v2/models/boats/versions/v-1/metrics'


def test_predictions_of_a_remembered_name_are_left_to_the_newest_version_as_in_2x(walls, http):
    model = walls.models.get('My walls')
    assert predicted_at(model, http) == '/outputs'
    model.model_version = 'v-0'
    assert predicted_at(model, http) == '/versions/v-0/outputs'


def test_a_name_knows_of_trainings_of_its_objects(walls, http):
    http.answer(with_version('v-2', TRAINED))
    walls.models.get('My walls').train()
    assert walls.models.get('My walls').model_version == 'v-2'


def test_a_version_that_one_object_pins_is_not_that_of_another(walls):
    walls.models.get('My walls').model_version = 'v-0'
    assert walls.models.get('My walls').model_version == 'v-1'


@pytest.mark.parametrize('copied', [copy.copy, lambda model: pickle.loads(pickle.dumps(model))])
def test_what_is_remembered_is_no_part_of_the_value(walls, copied):
    model = walls.models.get('My walls')
    assert copied(model) == model == walls.models.get('My walls')
    assert 'shared' not in repr(model)


def test_a_version_by_keyword_counts(walls):
    assert walls.models.get('My walls', version_id='v-0').model_version == 'v-0'
