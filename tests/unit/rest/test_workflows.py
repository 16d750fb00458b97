"""The workflows of an app: list, get, predict."""
from __future__ import absolute_import

import pytest

from answers import URL, a_workflow, an_output
from clarifai.errors import ApiError, UserError
from clarifai.rest import Concept, Image, ModelOutputConfig, Video, Workflow
from clarifai.rest.client import WorkflowNode


@pytest.fixture
def workflow(app):
    """A workflow of which only the id is known."""
    return Workflow(app.api, workflow_id='docks')


def test_get(app, http):
    http.answer({'workflow': a_workflow('docks')})
    workflow = app.workflows.get('docks')
    assert workflow.wf_id == 'docks'
    assert [(node.node_id, node.model_id, node.model_version_id) for node in workflow.nodes] == [
        ('n-1', 'm-1', 'v-1'), ('n-2', 'm-2', 'v-2')]
    assert http.paths == ['GET /v2/workflows/docks']


def test_get_of_nothing_is_none_and_of_an_unknown_id_an_api_error(app, http):
    http.answer({})
    assert app.workflows.get('ghost') is None
    http.refuse(404, 11102)
    with pytest.raises(ApiError):
        app.workflows.get('ghost')


@pytest.mark.parametrize('node', [{}, {'id': 'n'}, {'id': 'n', 'model': {'id': 'm'}}])
def test_what_a_node_lacks_is_none(node):
    assert WorkflowNode(node).model_version_id is None


def test_a_workflow_is_written_as_the_server_gives_it(app):
    written = Workflow(app.api, a_workflow('docks')).dict()
    assert written == {'id': 'docks', 'nodes': a_workflow('docks')['nodes']}


def test_it_wants_a_workflow_or_an_id(app):
    with pytest.raises(UserError):
        Workflow(app.api)


def test_workflows_compare_by_value(app):
    assert Workflow(app.api, a_workflow('a')) == Workflow(app.api, a_workflow('a'))
    assert Workflow(app.api, a_workflow('a')) != Workflow(app.api, a_workflow('b'))
    assert 'docks' in repr(Workflow(app.api, workflow_id='docks'))


def test_get_all_goes_on_while_pages_are_full(app, http):
    http.answer({'workflows': [a_workflow(str(n)) for n in range(20)]},
                {'workflows': [a_workflow('20')]})
    every = app.workflows.get_all()
    assert http.requests == []
    assert [one.wf_id for one in every] == [str(n) for n in range(21)]
    assert len(http.requests) == 2


def test_get_all_of_none(app, http):
    http.answer({'workflows': []})
    assert list(app.workflows.get_all()) == []
    assert http.paths == ['GET /v2/workflows']


def test_public_workflows(app, http):
    http.answer({'workflows': [a_workflow('General')]}, {'workflows': []}, {'workflows': []})
    assert [one.wf_id for one in app.workflows.get_all(public_only=True)] == ['General']
    app.workflows.get_by_page(public_only=True)
    assert set(http.paths) == set(['GET /v2/public_workflows'])


def test_predict_gives_the_answer_itself(http, workflow):
    http.answer({'results': [{'outputs': [an_output(), an_output()]}]})
    answer = workflow.predict([Image(url=URL), Video(url=URL)])
    assert len(answer['results'][0]['outputs']) == 2
    assert http.paths == ['POST /v2/workflows/docks/results']
    assert http.last.params == {'inputs': [
        {'data': {'image': {'url': URL}}}, {'data': {'video': {'url': URL}}}]}


def test_predict_with_options(http, workflow):
    http.answer({'results': []}, {'results': []})
    workflow.predict([Image(url=URL)], ModelOutputConfig(language='ru', sample_ms=750))
    assert http.last.params['output_config'] == {'language': 'ru', 'sample_ms': 750}
    workflow.predict_by_url(URL, lang='nl', min_value=0.25, max_concepts=5,
                            select_concepts=[Concept(concept_id='ai_1')])
    config = http.last.params['output_config']
    assert (config['language'], config['min_value'], config['max_concepts']) == ('nl', 0.25, 5)
    assert config['select_concepts'][0]['id'] == 'ai_1'


@pytest.mark.parametrize('inputs, config', [
    (URL, None), (Image(url=URL), None), (None, None), ([URL], None),
    ([Image(url=URL)], {'language': 'nl'})])
def test_predict_of_something_else_is_a_user_error(http, workflow, inputs, config):
    with pytest.raises(UserError):
        workflow.predict(inputs, config)
    assert http.requests == []
