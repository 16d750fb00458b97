"""Workflows as files: what is read, refused and written."""
from __future__ import annotations

import copy

import pytest

from answering import Answering
from clarifai.client import workflow_yaml
from clarifai.client.workflow import Workflow
from clarifai.errors import UserError

yaml = pytest.importorskip('yaml')

CONFIG = {'id': 'two', 'nodes': [
    {'id': 'look', 'model': {'model_id': 'm', 'user_id': 'clarifai', 'app_id': 'main'}},
    {'id': 'write', 'model': {'model_id': 'p', 'model_type_id': 'prompter', 'output_info': {
        'params': {'prompt_template': '{data.text.raw}'}}}, 'node_inputs': [{'node_id': 'look'}]}]}
ANSWER = {'id': 'two', 'user_id': 'u', 'app_id': 'a', 'version': {'id': 'wv'}, 'nodes': [
    {'id': 'look', 'model': {'id': 'm', 'model_version': {'id': '1e5'}, 'user_id': 'clarifai',
                             'app_id': 'main'}},
    {'id': 'write', 'model': {'id': 'p', 'model_version': {'id': 'pv'}, 'user_id': 'u',
                              'app_id': 'a'},
     'node_inputs': [{'node_id': 'look'}], 'suppress_output': True}]}


def put(path, value):
    path.write_text(yaml.safe_dump(value))
    return path


def test_read_with_and_without_the_first_line(tmp_path):
    path = tmp_path / 'flow.yml'
    assert workflow_yaml.read(put(path, {'workflow': CONFIG})) == CONFIG
    assert workflow_yaml.read(put(path, CONFIG)) == CONFIG  # as the official export writes it


def changed(change):
    config = copy.deepcopy(CONFIG)
    change(config)
    return {'workflow': config}


WRONG = [
    (lambda config: config.pop('id'), 'workflow.id'),
    (lambda config: config.update(id=5), 'quotes'),
    (lambda config: config.update(node=1), 'did you mean nodes'),
    (lambda config: config.update(nodes=[]), 'nodes is empty'),
    (lambda config: config.update(nodes='x'), 'workflow.nodes must be a list'),
    (lambda config: config['nodes'].append('x'), 'workflow.nodes[2]'),
    (lambda config: config['nodes'][1].pop('id'), 'workflow.nodes[1].id'),
    (lambda config: config['nodes'][0].pop('model'), 'workflow.nodes[0].model'),
    (lambda config: config['nodes'][0]['model'].update(id='x'), 'model_id'),
    (lambda config: config['nodes'][0]['model'].pop('model_id'), 'nodes[0].model.model_id'),
    (lambda config: config['nodes'][1]['model'].update(model_version_id='v'), 'leave out'),
    (lambda config: config['nodes'][1]['model'].update(output_info={'data': 1}), 'params'),
    (lambda config: config['nodes'][1].update(node_inputs=[{'node_id': 'lok'}]), 'look, write'),
    (lambda config: config['nodes'][1].update(node_inputs=[{'id': 'look'}]), 'node_inputs[0]'),
]


@pytest.mark.parametrize('change, words', WRONG, ids=[words for _, words in WRONG])
def test_it_says_where_something_is_wrong(change, words, tmp_path):
    with pytest.raises(UserError) as caught:
        workflow_yaml.read(put(tmp_path / 'flow.yml', changed(change)))
    assert words in str(caught.value)


@pytest.mark.parametrize('value', ['text', [1], None])
def test_a_file_of_something_else(value, tmp_path):
    with pytest.raises(UserError):
        workflow_yaml.read(put(tmp_path / 'flow.yml', value))


def test_an_export_is_read_again(tmp_path):
    api = Answering({'workflow': ANSWER})
    path = tmp_path / 'out.yml'
    Workflow(workflow_id='two', user_id='u', app_id='a', connection=api.connection).export(path)
    config = workflow_yaml.read(path)
    assert config['nodes'] == [
        {'id': 'look', 'model': {'model_id': 'm', 'model_version_id': '1e5', 'user_id': 'clarifai',
                                 'app_id': 'main'}},
        {'id': 'write', 'model': {'model_id': 'p', 'model_version_id': 'pv', 'user_id': 'u',
                                  'app_id': 'a'},
         'node_inputs': [{'node_id': 'look'}], 'suppress_output': True}]
    assert path.read_text().startswith('workflow:\n  id: two\n')


def test_an_export_of_a_version(tmp_path):
    old = dict(ANSWER['version'], id='old', nodes=ANSWER['nodes'][:1])
    api = Answering({'workflow': ANSWER}, {'workflow_version': old})
    Workflow('https://clarifai.com/u/a/workflows/two/versions/old',
             connection=api.connection).export(tmp_path / 'out.yml')
    assert len(workflow_yaml.read(tmp_path / 'out.yml')['nodes']) == 1
    assert api.requests[1][1] == '/v2/users/u/apps/a/workflows/two/versions/old'


def test_versions_have_their_ids():
    api = Answering({'workflow_versions': [{'id': 'new', 'nodes': ANSWER['nodes']}, {'id': 'old'}]},
                    {'workflow_versions': []}, {'results': []})
    flow = Workflow(workflow_id='two', user_id='u', app_id='a', connection=api.connection,
                    output_config={'max_concepts': 1})
    versions = list(flow.list_versions())
    assert [one.version.id for one in versions] == ['new', 'old']
    assert [one.id for one in versions] == ['two', 'two']
    assert [node.id for node in versions[0].nodes] == ['look', 'write']
    versions[1].predict([{'id': 'i'}])
    assert api.requests[-1][1] == '/v2/users/u/apps/a/workflows/two/versions/old/results'
    assert api.requests[-1][2]['output_config'] == {'max_concepts': 1}


def test_load_info():
    api = Answering({'workflow': ANSWER})
    flow = Workflow(workflow_id='two', user_id='u', app_id='a', connection=api.connection)
    assert len(flow.nodes) == 0
    flow.load_info()
    assert [node.id for node in flow.nodes] == ['look', 'write'] and flow.version.id == 'wv'
