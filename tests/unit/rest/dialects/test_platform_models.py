"""Models and predictions on today's platform: what is sent, and what is put back."""
from __future__ import absolute_import

import pytest

from answers import URL, an_output
from clarifai.errors import ApiError, UserError
from clarifai.rest import (Concept, FeedbackInfo, Image, Model, ModelOutputConfig, ModelOutputInfo,
                           Video, Workflow)
from platform_api import GENERAL, MAIN, OWN, PAT, row, sent, platform_model, platform_version

PICTURE = [Image(url=URL)]


# Predict

@row('predict')
def test_ones_own_model_is_predicted_in_ones_app(http, platform_app):
    http.answer({'outputs': [an_output()]})
    answer = platform_app.models.get(model_id='boats').predict_by_url(URL)
    assert sent(http) == ('POST', OWN + '/models/boats/outputs', PAT)
    assert http.last.params == {'inputs': [{'data': {'image': {'url': URL}}}]}
    assert answer['outputs'][0]['data']['concepts'][0]['name'] == 'harbour'


@row('predict')
def test_a_version_is_part_of_the_path(http, platform_api):
    http.answer({'outputs': []})
    platform_api.predict_model('boats', PICTURE, 'v-1')
    assert sent(http)[1] == OWN + '/models/boats/versions/v-1/outputs'


@row('predict-options')
def test_options_go_to_the_version_and_nowhere_else(http, platform_app):
    http.answer({'outputs': []})
    platform_app.public_models.general_model.predict_by_url(
        URL, lang='zh', min_value=0.5, max_concepts=3, select_concepts=[Concept('dog')])
    assert http.last.params['model'] == {'model_version': {'output_info': {'output_config': {
        'language': 'zh', 'min_value': 0.5, 'max_concepts': 3,
        'select_concepts': [{'name': 'dog', 'value': 1}]}}}}


@row('predict-options')
def test_a_video_with_its_interval(http, platform_api):
    http.answer({'outputs': []})
    config = ModelOutputConfig(sample_ms=2000, closed_environment=True)
    platform_api.predict_model('boats', [Video(url=URL)],
                               model_output_info=ModelOutputInfo(output_config=config))
    assert http.last.params['inputs'] == [{'data': {'video': {'url': URL}}}]
    # closed_environment is of training only
    assert http.last.params['model'] == {
        'model_version': {'output_info': {'output_config': {'sample_ms': 2000}}}}


@row('predict-options')
def test_without_options_none_are_sent(http, platform_api):
    http.answer({'outputs': []})
    platform_api.predict_model('boats', PICTURE)
    assert 'model' not in http.last.params


@row('batches')
def test_128_pictures_go_in_a_request(http, platform_api):
    http.answer({'outputs': [an_output()]}, {'outputs': [an_output()]})
    answer = platform_api.predict_model('boats', 129 * PICTURE)
    assert [len(request.params['inputs']) for request in http.requests] == [128, 1]
    assert len(answer['outputs']) == 2


@row('model-url')
def test_any_users_public_model_by_the_url_of_its_page(http, platform_app):
    http.answer({'outputs': []}, {'outputs': []})
    url = 'https://clarifai.com/openai/chat/models/gpt'
    platform_app.models.get(model_id=url).predict_by_url(URL)
    assert sent(http) == ('POST', '/v2/users/openai/apps/chat/models/gpt/outputs', PAT)
    platform_app.models.get(model_id=url + '/versions/v-7').predict_by_url(URL)
    assert sent(http)[1] == '/v2/users/openai/apps/chat/models/gpt/versions/v-7/outputs'


@row('model-url')
def test_the_version_in_a_url_counts_for_its_information_too(http, platform_api):
    http.answer({'model': platform_model('gpt')})
    platform_api.get_model('https://clarifai.com/openai/chat/models/gpt/versions/v-7')
    request = http.last
    assert (request.path.endswith('/models/gpt/versions/v-7') or
            request.params == {'version_id': 'v-7'})


@row('model-url')
def test_so_it_does_for_its_concepts_and_its_output_info(http, platform_api):
    url = 'https://clarifai.com/openai/chat/models/gpt/versions/v-7'
    http.answer({'model': platform_model('gpt')}, {'concepts': []})
    platform_api.get_model_output_info(url)
    assert sent(http) == (
        'GET', '/v2/users/openai/apps/chat/models/gpt/versions/v-7/output_info', PAT)
    platform_api.get_model_concepts(url)
    assert http.last.path == '/v2/users/openai/apps/chat/models/gpt/versions/v-7/concepts'
    assert http.last.params == {'page': 1, 'per_page': 20}


@row('answer-type')
@pytest.mark.parametrize('ask', [
    lambda api: api.get_models()['models'][0],
    lambda api: api.get_models(public_only=True)['models'][0],
    lambda api: api.search_models('boats')['models'][0],
    lambda api: api.get_model('boats')['model'],
    lambda api: api.get_model('boats', 'v-1')['model'],
    lambda api: api.get_model_output_info('boats', 'v-1')['model'],
    lambda api: api.predict_model('boats', PICTURE)['outputs'][0]['model'],
    lambda api: api.predict_model('boats', PICTURE, 'v-1')['outputs'][0]['model']])
def test_every_answer_with_a_model_has_its_type_again(http, platform_api, ask):
    answer = {'model': platform_model(), 'models': [platform_model()],
              'outputs': [{'id': 'o-1', 'model': platform_model()}]}
    http.answer(answer, answer)
    assert ask(platform_api)['output_info']['type'] == 'concept'


@row('tag')
def test_tagging_uses_the_general_model_without_a_look_up(http, platform_app):
    http.answer({'outputs': []}, {'outputs': []})
    platform_app.tag_urls([URL])
    platform_app.tag_urls([URL], model_name='general-v1.3')
    assert http.paths == 2 * ['POST %s/models/%s/outputs' % (MAIN, GENERAL)]


@row('predict-found')
@pytest.mark.parametrize('method, model_id', [
    ('predict_colors', 'eeed0b6733a644cea07cf4c60f87ebb7'),
    ('predict_embed', 'bbb5f41425b8468d9b7a554ff10f8581')])
def test_colours_and_embeddings_need_no_search(http, platform_api, method, model_id):
    http.answer({'outputs': []})
    getattr(platform_api, method)(PICTURE)
    assert http.paths == ['POST %s/models/%s/outputs' % (MAIN, model_id)]


@row('predict-found')
def test_predict_concepts_goes_to_the_general_model(http, platform_api):
    http.answer({'model': platform_model('general-image-recognition')}, {'outputs': []})
    platform_api.predict_concepts(PICTURE, 'pl')
    assert http.paths == ['GET %s/models/%s' % (MAIN, GENERAL),
                          'POST %s/models/%s/outputs' % (MAIN, GENERAL)]


# Gone

@row('gone-focus')
def test_a_retired_model_is_refused_and_nothing_is_sent(http, platform_app):
    with pytest.raises(UserError) as refused:
        platform_app.public_models.focus_model.predict_by_url(URL)
    assert 'removed on 1 February 2020' in str(refused.value)
    assert 'nothing was sent' in str(refused.value)
    assert not http.requests


@row('gone-2025')
@pytest.mark.parametrize('model_id', [
    'eee28c313d69466f836ab83287a54ed9', 'travel-recognition', 'apparel-classification-v2'])
@pytest.mark.parametrize('status', [401, 403, 404])
def test_decommissioned_models_are_explained_when_the_server_refuses(http, platform_api, model_id,
                                                                     status):
    http.refuse(status, 21200, 'Model does not exist')
    with pytest.raises(ApiError) as refused:
        platform_api.predict_model(model_id, PICTURE)
    assert '31 December 2025' in str(refused.value)
    assert 'app.public_models.general_model' in str(refused.value)
    assert http.paths == ['POST %s/models/%s/outputs' % (MAIN, model_id)]


@row('gone-2025')
def test_and_not_while_the_server_still_has_them(http, platform_app, recwarn):
    http.answer({'outputs': [an_output()]})
    assert platform_app.public_models.travel_model.predict_by_url(URL)['outputs']
    assert not recwarn.list


@row('gone-2025')
@pytest.mark.parametrize('status, code', [(400, 10010), (429, 11005), (500, 10020)])
def test_nor_when_something_else_is_wrong(http, platform_app, status, code):
    http.refuse(status, code, 'Failure')
    with pytest.raises(ApiError) as refused:
        platform_app.public_models.travel_model.predict_by_url(URL)
    assert '2025' not in str(refused.value)


@row('gone-feedback')
@pytest.mark.parametrize('send', [
    lambda model: model.send_concept_feedback('in-1', URL, ['cat'],
                                              feedback_info=FeedbackInfo('end-user')),
    lambda model: model.send_region_feedback('in-1', URL,
                                             feedback_info=FeedbackInfo('end-user'))])
def test_model_feedback_is_refused_and_nothing_is_sent(http, platform_app, send):
    model = platform_app.models.get(model_id='boats')
    model.model_version = 'v-1'
    with pytest.raises(UserError) as refused:
        send(model)
    for part in ('model feedback no longer exists', 'nothing was sent', 'inputs.create_image'):
        assert part in str(refused.value)
    assert not http.requests


@row('gone-moderation')
def test_the_moderation_host_is_refused_and_nothing_is_sent(http, platform_app):
    with pytest.raises(UserError) as refused:
        platform_app.models.get(model_id='boats').solutions.moderation.predict_by_url(URL)
    assert 'app.public_models.moderation_model.predict_by_url' in str(refused.value)
    assert not http.requests


@row('gone-tokens')
@pytest.mark.parametrize('ask', [
    lambda api: api.get_token(), lambda api: api.set_token('t'), lambda api: api.delete_token()])
def test_tokens_are_refused_as_since_2_3(platform_api, ask):
    with pytest.raises(DeprecationWarning) as refused:
        ask(platform_api)
    assert 'API keys' in str(refused.value)


# Find

@row('model-get')
def test_a_name_of_ones_own_is_looked_up_then_searched(http, platform_app):
    http.refuse(404, 21200, 'Model does not exist')
    http.answer({'models': [platform_model('m-1', name='Boats')]}, {'models': []})
    assert platform_app.models.get('Boats').model_id == 'm-1'
    assert http.paths == ['GET %s/models/Boats' % OWN, 'POST %s/models/searches' % OWN,
                          'POST %s/models/searches' % MAIN]


@row('model-get')
def test_the_code_of_something_missing_is_enough(http, platform_app):
    http.refuse(400, 21200, 'Model does not exist')
    http.answer({'models': [platform_model('m-1', name='Boats')]}, {'models': []})
    assert platform_app.models.get('Boats').model_id == 'm-1'


@row('model-get')
def test_an_id_sends_nothing(http, platform_app):
    assert platform_app.models.get(model_id='boats').model_id == 'boats'
    assert not http.requests


@row('model-list')
def test_private_models_are_ones_own_and_public_ones_clarifais(http, platform_app):
    http.answer({'models': [platform_model()]}, {'models': []},
                {'models': [platform_model('food-item-recognition', app_id='main')]},
                {'models': []})
    assert [one.model_id for one in platform_app.models.get_all(private_only=True)] == ['boats']
    assert [one.model_id for one in platform_app.models.get_all(public_only=True)] == [
        'food-item-recognition']
    assert http.paths == 2 * ['GET %s/models' % OWN] + 2 * ['GET %s/models' % MAIN]
    assert http.requests[1].params == {'page': 2, 'per_page': 20}


@row('model-search')
def test_a_search_asks_both_apps_with_todays_type(http, platform_app):
    http.answer({'models': [platform_model('mine', 'visual-embedder')]},
                {'models': [platform_model('general-image-embedding', 'visual-embedder',
                                           app_id='main')]})
    found = platform_app.models.search('gen*', 'embed')
    assert [one.model_id for one in found] == ['mine', 'general-image-embedding']
    assert [request.path for request in http.requests] == [OWN + '/models/searches',
                                                           MAIN + '/models/searches']
    assert all(request.params == {'model_query': {'name': 'gen*',
                                                  'model_type_id': 'visual-embedder'}}
               for request in http.requests)


@row('model-search')
def test_a_type_with_no_single_counterpart_is_filtered_here(http, platform_api):
    http.answer({'models': [platform_model('a', 'embedding-classifier'),
                            platform_model('b', 'visual-embedder'),
                            platform_model('c', 'visual-classifier')]}, {'models': []})
    found = platform_api.search_models('gen*', 'concept')['models']
    assert [model['id'] for model in found] == ['a', 'c']
    assert http.requests[0].params == {'model_query': {'name': 'gen*'}}


@row('model-search')
def test_a_type_that_only_the_table_knows(http, platform_api):
    http.answer({'models': []}, {'models': [
        {'id': 'eeed0b6733a644cea07cf4c60f87ebb7', 'app_id': 'main'},
        {'id': 'color-namer', 'app_id': 'main'}]})
    found = platform_api.search_models('color*', 'color')['models']
    assert [model['id'] for model in found] == ['eeed0b6733a644cea07cf4c60f87ebb7']


@row('model-search')
def test_no_hits_are_none(http, platform_app):
    http.answer({'models': []}, {'models': []})
    assert platform_app.models.search('zzz') is None


@row('model-info')
def test_information_with_concepts_is_in_its_old_place(http, platform_app):
    version = platform_version('v-1', ['sloop', 'ketch'])
    http.answer({'model': platform_model(model_version=version)},
                {'model': platform_model(model_version=version)})
    model = platform_app.models.get(model_id='boats')
    assert model.get_info(verbose=True)['model']['output_info']['data']['concepts'][0]['id'] == \
        'sloop'
    assert model.get_concept_ids() == ['sloop', 'ketch']
    assert sent(http) == ('GET', OWN + '/models/boats/output_info', PAT)


@row('model-info')
def test_information_of_a_version(http, platform_api):
    http.answer({'model': platform_model()}, {'model': platform_model()})
    platform_api.get_model('boats', 'v-1')
    assert (http.last.path, http.last.params) == (OWN + '/models/boats', {'version_id': 'v-1'})
    platform_api.get_model_output_info('boats', 'v-1')
    assert http.last.path == OWN + '/models/boats/versions/v-1/output_info'


# Delete

@row('model-delete')
def test_deleting_models(http, platform_app):
    http.answer({}, {}, {}, {})
    platform_app.models.delete('boats')
    platform_app.models.delete('boats', 'v-1')
    platform_app.models.bulk_delete(['a', 'b'])
    platform_app.models.delete_all()
    assert http.paths == [
        'DELETE %s/models/boats' % OWN, 'DELETE %s/models/boats/versions/v-1' % OWN,
        'DELETE %s/models' % OWN, 'DELETE %s/models' % OWN]
    assert http.requests[2].params == {'ids': ['a', 'b']}
    assert http.requests[3].params == {'delete_all': True}


# Versions, evaluation

@row('model-versions')
def test_versions_are_read_and_deleted_in_ones_app(http, platform_app):
    http.answer({'model_versions': []}, {'model_version': platform_version()}, {}, {'inputs': []})
    model = platform_app.models.get(model_id='boats')
    model.list_versions()
    model.get_version('v-1')
    model.delete_version('v-1')
    model.get_inputs('v-1')
    base = OWN + '/models/boats/versions'
    assert http.paths == ['GET ' + base, 'GET %s/v-1' % base, 'DELETE %s/v-1' % base,
                          'GET %s/v-1/inputs' % base]


@row('evaluate')
def test_an_evaluation_there_is_read(http, platform_api):
    metrics = {'id': 'e-1', 'status': {'code': 21300}, 'model': platform_model(
        model_version=platform_version('v-1'))}
    http.answer({'eval_metrics': [metrics]})
    answer = platform_api.run_model_evaluation('boats', 'v-1')
    assert http.paths == ['GET %s/models/boats/versions/v-1/evaluations' % OWN]
    assert answer['model_version']['id'] == 'v-1'
    assert answer['model_version']['status']['code'] == 21100
    assert answer['model_version']['metrics']['status']['code'] == 21300
    assert answer['eval_metrics'] == [metrics]


@row('evaluate')
def test_without_one_it_is_asked_for_once(http, platform_api):
    http.answer({'eval_metrics': []}, {'eval_metrics': [{'id': 'e-1', 'status': {'code': 21303}}]})
    answer = platform_api.run_model_evaluation('boats', 'v-1')
    assert sent(http) == ('POST', OWN + '/evaluations', PAT)
    assert http.last.params == {'eval_metrics': [
        {'model': {'id': 'boats', 'model_version': {'id': 'v-1'}}}]}
    assert not http.last.repeatable
    assert answer['model_version']['metrics']['status']['code'] == 21303


def test_models_and_workflows_made_by_hand_work_too(http, platform_api):
    http.answer({'outputs': []}, {'results': []})
    Model(platform_api, model_id='boats').predict(PICTURE)
    Workflow(platform_api, workflow_id='docks').predict(PICTURE)
    assert http.paths == ['POST %s/models/boats/outputs' % OWN,
                          'POST %s/workflows/docks/results' % OWN]
