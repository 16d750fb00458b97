"""Workflows as JSON, in both dialects."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox.handlers.shapes.platform import PRIVATE, PUBLIC
from clarifai.sandbox.models import public_models, workflow_graph

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def public_workflow(workflow_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a public workflow and its version, as ``store.workflows`` gives those of an app."""
    nodes = [workflow_graph.node(node_id, model.ids[0], inputs, model.version_id, True)
             for node_id, model, inputs in public_models.WORKFLOWS[workflow_id]]
    return _made_up(workflow_id, nodes, is_public=True)


def workflow_of_model(workflow_id: str, model: public_models.PublicModel
                      ) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the same of a workflow with one node, which runs a public model."""
    node = workflow_graph.node(model.platform_id, model.ids[0], (), model.version_id, True)
    return _made_up(workflow_id, [node], is_public=False)


def _made_up(workflow_id: str, nodes: list[dict[str, Any]], is_public: bool
             ) -> tuple[dict[str, Any], dict[str, Any]]:
    times = dict.fromkeys(('created_at', 'modified_at'), public_models.WORKFLOW_CREATED_AT)
    about = {'visibility': PUBLIC if is_public else PRIVATE}
    known = dict(times, id=workflow_id, about=about, is_public=is_public)
    return known, dict(times, id=public_models.workflow_version_id(workflow_id), about={},
                       nodes=nodes)


def workflow(call: Call, record: dict[str, Any], version: dict[str, Any]) -> dict[str, Any]:
    """Return a workflow as JSON.

    Args:
        call: the request.
        record: the workflow, as ``store.workflows`` or `public_workflow` gives it.
        version: the version of it to show.
    """
    nodes = [_node(call, node) for node in version['nodes']]
    if not call.is_platform:
        return {'id': record['id'], 'app_id': _owner(call, record)['app_id'], 'nodes': nodes,
                'created_at': record['created_at']}
    known = dict({'visibility': PRIVATE, 'metadata': {}, 'use_cases': []}, **record['about'])
    return dict(known, id=record['id'], nodes=nodes, created_at=record['created_at'],
                modified_at=record['modified_at'], check_consents=[],
                version=version_of(call, record, version), **_owner(call, record))


def without_nodes(shown: Any) -> Any:
    """Return a workflow, as `workflow` gives it, as its results show it: without its nodes."""
    shown = {name: value for name, value in shown.items() if name != 'nodes'}
    if 'version' in shown:
        shown['version'] = without_nodes(shown['version'])
    return shown


def version_of(call: Call, record: dict[str, Any], version: dict[str, Any]) -> dict[str, Any]:
    """Return a version of a workflow as JSON."""
    known = dict({'visibility': record['about'].get('visibility', PRIVATE), 'metadata': {}},
                 **version['about'])
    return dict(known, id=version['id'], workflow_id=record['id'],
                nodes=[_node(call, node) for node in version['nodes']],
                created_at=version['created_at'], modified_at=version['modified_at'],
                **_owner(call, record))


def _owner(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    if record.get('is_public'):
        return {'app_id': public_models.APP_ID, 'user_id': public_models.USER_ID}
    return _own(call)


def _own(call: Call) -> dict[str, Any]:
    own = {'app_id': call.scope.name}
    return dict(own, user_id=call.user_id) if call.user_id else own


def _node(call: Call, node: dict[str, Any]) -> dict[str, Any]:
    model = {'id': node['model_id'], 'model_version': {'id': node['version_id']}}
    if node['is_public'] and call.is_platform:
        found = public_models.find(node['model_id'])
        model['id'] = found.platform_id
        if found.model_type_id:
            model['model_type_id'] = found.model_type_id
    if call.is_platform:
        owner = ((public_models.USER_ID, public_models.APP_ID) if node['is_public']
                 else node.get('owner'))
        model.update({'user_id': owner[0], 'app_id': owner[1]} if owner else _own(call))
    answer = {'id': node['id'], 'model': model}
    if node['node_inputs']:
        answer['node_inputs'] = [{'node_id': name} for name in node['node_inputs']]
    if node['suppress_output']:
        answer['suppress_output'] = True
    return answer
