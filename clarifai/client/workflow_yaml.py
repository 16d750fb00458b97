"""Workflows as files of YAML: what ``App.create_workflow`` reads and ``Workflow.export`` writes.

::

    workflow:
      id: two-looks
      nodes:
        - id: faces
          model:
            model_id: face-detection
            user_id: clarifai
            app_id: main
        - id: crop
          model:
            model_id: margin-110-image-crop
            user_id: clarifai
            app_id: main
          node_inputs:
            - node_id: faces
"""
from __future__ import annotations

from typing import Any, Dict, List, Mapping, Tuple

from clarifai.client import yaml_files
from clarifai.errors import UserError
from clarifai.operations.misses import alike

WORKFLOW = ('id', 'nodes', 'description', 'notes', 'metadata', 'use_cases')
NODE = ('id', 'model', 'node_inputs', 'suppress_output')
# What names a model, and what a new one, or a new version of it, is made of.
NAMES = ('model_id', 'model_version_id', 'user_id', 'app_id')
MAKES = ('model_type_id', 'description', 'output_info')


def read(path: yaml_files.PathLike) -> Dict[str, Any]:
    """Read a workflow from a file.

    Args:
        path (str): the file.

    Returns:
        dict: the workflow: its `id`, its `nodes` with their `model` each, and what else it says.

    Raises:
        UserError: there is no such file, or it describes no workflow; the message says where.
    """
    config = yaml_files.read(path, 'config_filepath')
    if not isinstance(config, dict):
        raise UserError('%s describes no workflow: it must begin with workflow:' % path)
    if 'workflow' in config:
        _check_keys(config, ('workflow',), 'the file')
        config = config['workflow']
    return checked(config)


def checked(workflow: Any) -> Dict[str, Any]:
    """Return a workflow as a file describes it, after a look at all of it.

    Raises:
        UserError: something is missing, or out of place.
    """
    _check_keys(workflow, WORKFLOW, 'workflow')
    _text_of(workflow, 'id', 'workflow')
    nodes = _list_of(workflow, 'nodes', 'workflow')
    if not nodes:
        raise UserError('workflow.nodes is empty: a workflow needs nodes')
    ids = []
    for number, node in enumerate(nodes):
        place = 'workflow.nodes[%d]' % number
        _check_keys(node, NODE, place)
        ids.append(_text_of(node, 'id', place))
        _check_model(node.get('model'), place + '.model')
    for number, node in enumerate(nodes):
        where = 'workflow.nodes[%d]' % number
        for at, node_input in enumerate(_list_of(node, 'node_inputs', where)):
            place = '%s.node_inputs[%d]' % (where, at)
            _check_keys(node_input, ('node_id',), place)
            if _text_of(node_input, 'node_id', place) not in ids:
                raise UserError('%s.node_id is %s, and no node has this id; there are: %s'
                                % (place, node_input['node_id'], ', '.join(ids)))
    return dict(workflow)


def _check_model(model: Any, place: str) -> None:
    _check_keys(model, NAMES + MAKES, place)
    _text_of(model, 'model_id', place)
    for name in NAMES[1:] + MAKES[:2]:
        if model.get(name) is not None:
            _text_of(model, name, place)
    if model.get('output_info') is not None:
        _check_keys(model['output_info'], ('params',), place + '.output_info')
    others = [name for name in MAKES if model.get(name)]
    if model.get('model_version_id') and others:
        raise UserError('%s has model_version_id, of which nothing can be changed, and %s: leave '
                        'out one or the other' % (place, ' and '.join(others)))


def _check_keys(value: Any, known: Tuple[str, ...], place: str) -> None:
    if not isinstance(value, dict):
        raise UserError('%s must be a dictionary with %s, not %r'
                        % (place, ', '.join(known), value))
    for name in value:
        if name not in known:
            raise UserError('%s has no %s%s Possible are: %s' % (
                place, name, alike(str(name), known) or '.', ', '.join(known)))


def _text_of(holder: Dict[str, Any], name: str, place: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str) or not value:
        raise UserError('%s.%s must be text, not %r%s' % (
            place, name, value, '' if value is None or value == '' else
            ': write it in quotes'))
    return value


def _list_of(holder: Dict[str, Any], name: str, place: str) -> List[Any]:
    value = holder.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise UserError('%s.%s must be a list, not %r' % (place, name, value))
    return value


def config_of(workflow: Mapping[str, Any]) -> Dict[str, Any]:
    """Return a `Workflow` as a file has it, with the version of each model.

    Args:
        workflow (Workflow): with its nodes.
    """
    return {'workflow': {'id': workflow['id'],
                         'nodes': [_node(node) for node in workflow.get('nodes') or []]}}


def _node(node: Mapping[str, Any]) -> Dict[str, Any]:
    model = node.get('model') or {}
    names = {'model_id': model.get('id'),
             'model_version_id': (model.get('model_version') or {}).get('id'),
             'user_id': model.get('user_id'), 'app_id': model.get('app_id')}
    shown: Dict[str, Any] = {
        'id': node['id'], 'model': {name: value for name, value in names.items() if value}}
    if node.get('node_inputs'):
        shown['node_inputs'] = [{'node_id': one['node_id']} for one in node['node_inputs']]
    if node.get('suppress_output'):
        shown['suppress_output'] = True
    return shown
