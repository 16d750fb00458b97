"""One model: what is known of it, predict, train, versions, changes."""
from __future__ import absolute_import

import copy
import pickle

import pytest

from answers import URL, a_concept, a_model, a_version, an_input, an_output
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.rest import (
    ApiClient, FeedbackInfo, Image, Model, ModelOutputConfig, ModelOutputInfo, Region)


@pytest.fixture
def model(app):
    """A model of which only the id is known."""
    return Model(app.api, model_id='boats')


@pytest.fixture
def known(app):
    """A model as the server gives it."""
    item = a_model('boats', 'My boats', version='v-3', concepts=['sloop', 'yawl'])
    item['output_info']['output_config'] = {
        'concepts_mutually_exclusive': True, 'hyper_params': {'rate': 0.5}}
    return Model(app.api, item)


def changed(http):
    """Returns the action of the latest PATCH and its model."""
    assert (http.last.method, http.last.path) == ('PATCH', '/v2/models')
    return http.last.params['action'], http.last.params['models'][0]


def ids(model):
    return [one['id'] for one in model['output_info']['data']['concepts']]


# What is known


def test_it_has_what_the_answer_says(known):
    assert (known.model_id, known.model_name, known.app_id, known.created_at) == (
        'boats', 'My boats', 'app-1', '2018-09-14T07:21:35.118203Z')
    assert (known.model_version, known.model_status_code) == ('v-3', 21100)
    assert (known.concepts_mutually_exclusive, known.closed_environment) == (True, False)
    assert known.hyper_parameters == {'rate': 0.5}
    assert [one.concept_id for one in known.concepts] == ['sloop', 'yawl']
    assert known.output_info['type'] == 'concept'


def test_made_from_an_id_it_knows_no_more(model):
    assert (model.model_id, model.model_name, model.model_version, model.concepts) == (
        'boats', None, None, [])


@pytest.mark.parametrize('item', [
    {'id': 'm'}, {'id': 'm', 'model_version': None, 'output_info': None},
    {'id': 'm', 'model_version': {}, 'output_info': {'output_config': None, 'data': None}}])
def test_what_an_answer_lacks_is_none(app, item):
    model = Model(app.api, item)
    assert (model.model_name, model.model_version, model.model_status_code) == (None, None, None)
    assert (model.concepts, model.hyper_parameters) == ([], None)


def test_it_wants_an_item_or_an_id(app):
    with pytest.raises(UserError):
        Model(app.api)


def test_models_compare_by_value_and_can_be_keys(app, known):
    same = Model(app.api, model_id='boats')
    assert same == Model(app.api, model_id='boats')
    assert same != known
    assert len(set([same, Model(app.api, model_id='boats'), Model(app.api, model_id='b')])) == 2


def test_repr_shows_what_it_is_and_no_client(known):
    assert 'boats' in repr(known) and 'ApiClient' not in repr(known)


def test_it_can_be_pickled_and_copied(known):
    for twin in (pickle.loads(pickle.dumps(known)), copy.deepcopy(known)):
        assert twin == known
        assert isinstance(twin.api, ApiClient)


def test_get_info(http, model):
    http.answer({}, {}, {}, {})
    model.get_info()
    model.get_info(verbose=True)
    model.model_version = 'v 3'
    model.get_info()
    assert http.last.params == {'version_id': 'v 3'}
    model.get_info(verbose=True)
    assert http.paths == ['GET /v2/models/boats', 'GET /v2/models/boats/output_info',
                          'GET /v2/models/boats', 'GET /v2/models/boats/versions/v%203/output_info']


def test_get_concept_ids_asks_only_when_none_is_known(http, known):
    assert known.get_concept_ids() == ['sloop', 'yawl']
    assert http.requests == []


@pytest.mark.parametrize('answer', [{}, {'model': {}}, {'model': {'output_info': {}}}])
def test_get_concept_ids_of_a_model_without_concepts_is_empty(http, model, answer):
    http.answer(answer)
    assert model.get_concept_ids() == []


def test_get_inputs(http, model):
    http.answer({'inputs': [an_input()]}, {})
    assert model.get_inputs()['inputs'][0]['id'] == 'in-1'
    model.get_inputs('v-1', 2, 3)
    assert http.paths == ['GET /v2/models/boats/inputs', 'GET /v2/models/boats/versions/v-1/inputs']
    assert http.last.params == {'page': 2, 'per_page': 3}


# Predict


def test_predict_goes_to_the_version_when_one_is_known(http, model, known):
    http.answer({'outputs': []}, {'outputs': []})
    model.predict([Image(url=URL)])
    known.predict([Image(url=URL)])
    assert http.paths == ['POST /v2/models/boats/outputs',
                          'POST /v2/models/boats/versions/v-3/outputs']


def test_predict_gives_the_answer_itself(http, model):
    http.answer({'outputs': [an_output()]})
    answer = model.predict([Image(url=URL)])
    assert type(answer) is dict and answer['outputs'][0]['id'] == 'out-1'


def test_predict_with_output_info(http, model):
    http.answer({'outputs': []})
    model.predict([Image(url=URL)], ModelOutputInfo(
        output_config=ModelOutputConfig(language='es', min_value=0.5)))
    assert http.last.params['model'] == {'output_info': {'output_config': {
        'language': 'es', 'min_value': 0.5}}}


@pytest.mark.parametrize('wrong', [Image(url=URL), URL, None, [URL], (Image(url=URL),)])
def test_predict_wants_a_list_of_images(http, model, wrong):
    with pytest.raises(UserError):
        model.predict(wrong)
    assert http.requests == []


# Train


def test_train_waits_until_it_is_trained(http, model, clock):
    http.answer({'model': a_model('boats', version='v-4', code=21103)},
                {'model_version': a_version(21101, 'v-4')},
                {'model_version': a_version(21100, 'v-4')})
    trained = model.train()
    assert (trained.model_version, trained.model_status_code) == ('v-4', 21100)
    assert http.paths == ['POST /v2/models/boats/versions'] + [
        'GET /v2/models/boats/versions/v-4'] * 2


def test_train_does_not_wait_when_it_is_done_at_once_or_failed(http, model, clock):
    http.answer({'model': a_model(code=21100)}, {'model': a_model(code=21110)})
    assert model.train().model_status_code == 21100
    assert model.train().model_status_code == 21110
    assert clock.slept == []


def test_train_without_waiting_gives_the_answer(http, model, clock):
    http.answer({'model': a_model(code=21103)})
    assert model.train(sync=False)['model']['id'] == 'boats'
    assert len(http.requests) == 1


def slow(http):
    http.answer({'model': a_model(code=21103)}, *[{'model_version': a_version(21101)}] * 99)


def test_train_that_takes_too_long_says_how_far_it_is(http, model, clock):
    slow(http)
    start = clock.now
    assert model.train(timeout=5).model_status_code == 21101
    assert 5 <= clock.now - start < 8


def test_train_that_takes_too_long_raises_when_asked_to(http, model, clock):
    slow(http)
    with pytest.raises(ApiClientError) as caught:
        model.train(timeout=5, raise_on_timeout=True)
    assert '21101' in str(caught.value)


def test_train_passes_on_a_refusal(http, model, clock):
    http.refuse(400, 21111)
    with pytest.raises(ApiError):
        model.train()


# Versions and evaluation


def test_versions(http, model):
    http.answer({}, {'model_version': a_version(21100)}, {}, {'model': a_model()})
    model.list_versions()
    assert model.get_version('v/1')['model_version']['id'] == 'v-1'
    model.delete_version('v-1')
    model.create_version()
    assert http.paths == [
        'GET /v2/models/boats/versions', 'GET /v2/models/boats/versions/v%2F1',
        'DELETE /v2/models/boats/versions/v-1', 'POST /v2/models/boats/versions']


def test_evaluate_wants_a_version(http, model):
    with pytest.raises(UserError) as caught:
        model.evaluate()
    assert 'model_version' in str(caught.value)
    http.answer({'model_version': {'id': 'v-3', 'metrics': {}}})
    model.model_version = 'v-3'
    assert model.evaluate()['model_version']['metrics'] == {}
    assert http.paths == ['POST /v2/models/boats/versions/v-3/metrics']


# Change


def test_update_everything(http, model):
    http.answer({'models': [a_model('boats', 'B')]})
    renamed = model.update('overwrite', 'B', True, False, ['sloop'])
    assert renamed.model_name == 'B'
    action, sent = changed(http)
    assert action == 'overwrite'
    assert (sent['id'], sent['name'], ids(sent)) == ('boats', 'B', ['sloop'])
    assert sent['output_info']['output_config'] == {
        'concepts_mutually_exclusive': True, 'closed_environment': False}


def test_update_sends_only_what_changes(http, model):
    http.answer({'models': [a_model()]})
    model.update(model_name='B')
    assert changed(http) == ('merge', {'id': 'boats', 'name': 'B'})


def test_update_with_nothing_asks_nothing(http, model):
    assert model.update() is model
    assert http.requests == []


@pytest.mark.parametrize('wrong', [
    {'action': 'append', 'concept_ids': ['a']}, {'action': None, 'model_name': 'n'},
    {'concept_ids': 'sloop'}, {'concept_ids': [5]}])
def test_update_with_something_else_is_a_user_error(http, model, wrong):
    with pytest.raises(UserError):
        model.update(**wrong)
    assert http.requests == []


def test_merge_add_and_delete_concepts(http, model):
    http.answer(*[{'models': [a_model()]}] * 4)
    model.merge_concepts(['sloop', 'yawl'])
    assert changed(http)[0] == 'merge' and ids(changed(http)[1]) == ['sloop', 'yawl']
    model.merge_concepts(['sloop'], overwrite=True)
    assert changed(http)[0] == 'overwrite'
    model.add_concepts(['yawl'])
    assert changed(http)[0] == 'merge'
    model.delete_concepts(['yawl'])
    assert changed(http)[0] == 'remove'


def test_overwriting_with_no_concepts_is_sent(http, model):
    http.answer({'models': [a_model()]})
    model.merge_concepts([], overwrite=True)
    assert changed(http)[0] == 'overwrite'
    assert ids(changed(http)[1]) == []


def test_update_whose_answer_lacks_the_model_gives_this_one(http, model):
    http.answer({})
    assert model.update(model_name='B') is model


def test_dict_has_what_is_known(known):
    assert known.dict() == {'model': {'id': 'boats', 'name': 'My boats', 'output_info': {
        'output_config': {'concepts_mutually_exclusive': True, 'closed_environment': False,
                          'hyper_params': {'rate': 0.5}},
        'data': {'concepts': [{'id': 'sloop'}, {'id': 'yawl'}]}}}}


# Feedback, until 2.6.2


def test_concept_feedback(http, known):
    http.answer({})
    known.send_concept_feedback('in-1', URL, ['sloop'], ['car'],
                                FeedbackInfo('user', 's', 'annotation'))
    assert http.paths == ['POST /v2/models/boats/versions/v-3/feedback']
    sent = http.last.params['input']
    assert sent['id'] == 'in-1' and sent['data']['image'] == {'url': URL}
    assert [(one['id'], one['value']) for one in sent['data']['concepts']] == [
        ('sloop', 1), ('car', 0)]
    assert sent['feedback_info']['end_user_id'] == 'user'


def test_region_feedback(http, known):
    http.answer({})
    known.send_region_feedback('in-1', URL, regions=[Region(region_id='r')])
    assert http.last.params['input']['data']['regions'] == [{'id': 'r'}]


def test_feedback_wants_a_feedback_info(http, known):
    with pytest.raises(UserError):
        known.send_concept_feedback('in-1', URL, feedback_info={'end_user_id': 'user'})


def test_concepts_of_an_answer_keep_their_ids_and_names(app):
    item = a_model('boats')
    item['output_info']['data'] = {'concepts': [a_concept('ai_1', u'\u8239')]}
    concept = Model(app.api, item).concepts[0]
    assert (concept.concept_id, concept.concept_name) == ('ai_1', u'\u8239')
