"""The nodes of a workflow: made of what a file of YAML says, and shown."""
from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Mapping, Sequence

from clarifai.errors import ApiError
from clarifai.status_codes import status_meant

if TYPE_CHECKING:
    from clarifai.client.app import App


def made(app: App, node: Mapping[str, Any]) -> Dict[str, Any]:
    """A node as the API takes it.

    A model whose version is not said is fetched for its latest one.  One that the file says how to
    make is made in the app where it is not there, and gets a version with these parameters.

    Args:
        app (App): the app of the workflow, whose models need no `user_id` and `app_id`.
        node (dict): as `workflow_yaml` reads it.

    Raises:
        ApiError: there is no such model, or the server refused or failed.
    """
    spec = node['model']
    owner = {'user_id': spec.get('user_id') or app.user_id,
             'app_id': spec.get('app_id') or app.app_id}
    version = spec.get('model_version_id') or _version(app, spec, owner)
    return dict(node, model=dict(owner, id=spec['model_id'], model_version={'id': version}))


def _version(app: App, spec: Mapping[str, Any], owner: Mapping[str, Any]) -> str:
    try:
        model = app.model(spec['model_id'], **owner)
    except ApiError as error:
        if status_meant(error) != 404 or not spec.get('model_type_id'):
            raise
        about = {name: spec[name] for name in ('model_type_id', 'description') if spec.get(name)}
        model = app.create_model(spec['model_id'], **about)
    if spec.get('output_info') or not model.model_version.id:
        model = model.create_version(output_info=spec.get('output_info') or None)
    return str(model.model_version.id)


def display(nodes: Sequence[Mapping[str, Any]]) -> None:
    """Write nodes to the output, each below the one that it takes its input from.

    Args:
        nodes (list of WorkflowNode): of a workflow.
    """
    sys.stdout.write('\n'.join(['Input'] + list(_lines(nodes, None, '  '))) + '\n')


def _lines(nodes: Sequence[Mapping[str, Any]], above: Any, indent: str) -> Iterator[str]:
    for node in nodes:
        sources: List[Any] = [each['node_id'] for each in node.get('node_inputs') or ()] or [None]
        if above == sources[0]:
            yield '%s%s (%s)' % (indent, node['id'], node['model'].get('id', ''))
            yield from _lines(nodes, node['id'], indent + '  ')
