"""Workflows of the user's app and of Clarifai's."""
from __future__ import absolute_import

import pytest

from answers import URL, BASE, a_workflow
from clarifai.errors import ApiError, UserError
from clarifai.rest import ClarifaiApp, Image, ModelOutputConfig
from platform_api import MAIN, OWN, PAT, row, sent

PICTURE = [Image(url=URL)]


@row('workflow-list')
def test_listing_ones_own_and_the_public_ones(http, platform_app):
    http.answer({'workflows': [a_workflow('mine')]}, {'workflows': [a_workflow('General')]})
    assert [one.wf_id for one in platform_app.workflows.get_all()] == ['mine']
    assert [one.wf_id for one in platform_app.workflows.get_all(public_only=True)] == ['General']
    assert http.paths == ['GET %s/workflows' % OWN, 'GET %s/workflows' % MAIN]


@row('workflow-list')
@pytest.mark.parametrize('public_only', [False, True])
def test_pages_of_one_size_so_that_none_comes_twice(http, platform_app, public_only):
    http.answer({'workflows': [a_workflow('w-%d' % number) for number in range(20)]},
                {'workflows': [a_workflow('last')]})
    assert len(list(platform_app.workflows.get_all(public_only))) == 21
    assert [request.params for request in http.requests] == [{'page': 1, 'per_page': 20},
                                                             {'page': 2, 'per_page': 20}]


@row('workflow-get')
def test_one_of_ones_own(http, platform_app):
    http.answer({'workflow': a_workflow()})
    assert [node.model_id for node in platform_app.workflows.get('docks').nodes] == ['m-1', 'm-2']
    assert http.paths == ['GET %s/workflows/docks' % OWN]


@row('workflow-get')
@pytest.mark.parametrize('status, code', [(404, 11101), (404, None), (400, 11101)])
def test_else_it_is_clarifais(http, platform_app, status, code):
    http.refuse(status, code, 'Resource does not exist')
    http.answer({'workflow': a_workflow('General')})
    assert platform_app.workflows.get('General').wf_id == 'General'
    assert http.paths == ['GET %s/workflows/General' % OWN, 'GET %s/workflows/General' % MAIN]


@row('workflow-get')
def test_a_node_without_a_version(http, platform_app):
    workflow = {'id': 'w', 'nodes': [{'id': 'n-1', 'model': {'id': 'm-1'}}]}
    http.answer({'workflow': workflow})
    node, = platform_app.workflows.get('w').nodes
    assert (node.node_id, node.model_id, node.model_version_id) == ('n-1', 'm-1', None)


@row('workflow-predict')
def test_predicting_with_ones_own(http, platform_app):
    http.answer({'workflow': a_workflow()}, {'results': []})
    platform_app.workflows.get('docks').predict_by_url(URL, max_concepts=3)
    assert sent(http) == ('POST', OWN + '/workflows/docks/results', PAT)
    assert http.last.params == {'inputs': [{'data': {'image': {'url': URL}}}],
                                'output_config': {'max_concepts': 3}}


@row('workflow-predict')
def test_where_a_workflow_is_is_found_out_once(http, platform_api):
    http.refuse(404, 11101, 'Resource does not exist')
    http.answer({'results': []}, {'results': []})
    platform_api.predict_workflow('General', PICTURE)
    platform_api.predict_workflow('General', PICTURE)
    assert http.paths == ['POST %s/workflows/General/results' % OWN] + \
        2 * ['POST %s/workflows/General/results' % MAIN]


@row('workflow-predict')
def test_an_error_that_means_something_else_goes_no_further(http, platform_api):
    http.refuse(400, 10010, 'Failure')
    with pytest.raises(ApiError):
        platform_api.predict_workflow('docks', PICTURE)
    assert len(http.requests) == 1


@row('workflow-batches')
def test_32_inputs_go_in_a_request_and_results_keep_their_order(http, platform_api):
    http.answer(*[{'results': [{'input': {'id': 'r-%d' % number}}]} for number in range(3)])
    answer = platform_api.predict_workflow('docks', 65 * PICTURE)
    assert [len(request.params['inputs']) for request in http.requests] == [32, 32, 1]
    assert [result['input']['id'] for result in answer['results']] == ['r-0', 'r-1', 'r-2']


@row('workflow-predict')
def test_training_options_are_not_sent(http, platform_api):
    http.answer({'results': []})
    platform_api.predict_workflow('docks', PICTURE, ModelOutputConfig(closed_environment=True,
                                                                      max_concepts=3))
    assert http.last.params['output_config'] == {'max_concepts': 3}


@row('workflow-predict')
def test_models_in_the_results_have_their_names_of_2x(http, platform_api):
    http.answer({'results': [{'status': {'code': 10000}, 'outputs': [{
        'id': 'o', 'model': {'id': 'general-image-recognition', 'name': 'Image Recognition',
                             'model_type_id': 'visual-classifier'},
        'data': {'concepts': []}}]}]})
    output, = platform_api.predict_workflow('docks', PICTURE)['results'][0]['outputs']
    assert output['model']['name'] == 'general-v1.3'
    assert output['model']['output_info']['type'] == 'concept'


@row('workflow-get')
def test_a_pat_without_an_app_reaches_the_public_ones(http):
    app = ClarifaiApp(pat=PAT, base_url=BASE)
    http.answer({'workflow': a_workflow('General')})
    assert app.workflows.get('General').wf_id == 'General'
    assert http.paths == ['GET %s/workflows/General' % MAIN]


@row('workflow-list')
def test_a_pat_without_an_app_is_told_what_to_set_for_ones_own(http):
    with pytest.raises(UserError) as refused:
        list(ClarifaiApp(pat=PAT, base_url=BASE).workflows.get_all())
    assert 'CLARIFAI_USER_ID' in str(refused.value)
