"""``/workflows``: several models over the same inputs, public ones and the app's own.

Each change of a workflow's nodes makes a version.
"""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.access.access import PublicModels
from clarifai.sandbox.handlers import outputs
from clarifai.sandbox.handlers.apps import calls_of_apps
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.handlers.list_filters import chosen
from clarifai.sandbox.handlers.metadata_fields import given_members, merged_members
from clarifai.sandbox.handlers.request import IN_AN_APP, batch
from clarifai.sandbox.handlers.shapes import workflows as workflow_shapes
from clarifai.sandbox.models import public_models, workflow_graph
from clarifai.sandbox.store import models, patching, versions, workflows

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Answer, Call
    from clarifai.sandbox.learning.pictures import Picture
    from clarifai.sandbox.models.outputs import OutputConfig, View

OWN_COPY = 'General'  # which every app has
MOST_INPUTS = 32  # on the platform
NEW_STATE = 'init'  # in the place of the id of a state that is to begin
FIELDS = ('description', 'notes', 'metadata', 'use_cases', 'visibility', 'image')
VERSION_FIELDS = ('description', 'metadata', 'license', 'visibility', 'is_deprecated')


def public_ids(call: Call) -> list[str]:
    """Return the ids of the public workflows that are where the request goes."""
    if not call.scope.shows_public:
        return []
    return sorted(public_models.WORKFLOWS)


def _reachable_ids(call: Call) -> Any:
    """Return the ids of the public workflows that can be named where the request goes."""
    if call.scope.public is PublicModels.BY_ID:
        return sorted(public_models.WORKFLOWS)
    return [OWN_COPY] if call.scope.public is PublicModels.ELSEWHERE else public_ids(call)


def found(call: Call, db: sqlite3.Connection,
          version_id: str | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the workflow of the path, and its version with this id or the latest.

    Off the platform's rules, one that is called like a public model is of this model alone.

    Raises:
        errors.WorkflowNotFound: there is none, or it has no such version.
    """
    workflow_id = call.params['workflow_id']
    record = workflows.find(db, call.app_id, workflow_id)
    if record:
        return record, workflows.version(db, record, version_id)
    if workflow_id in _reachable_ids(call):
        record, version = workflow_shapes.public_workflow(workflow_id)
        if workflow_id == OWN_COPY and call.scope.public in IN_AN_APP:
            record = dict(record, is_public=False)
        if version_id in (None, version['id']):
            return record, version
    model = public_models.find(workflow_id)
    if model and call.scope.public in (PublicModels.BY_ID, PublicModels.BESIDE):
        # Programs call workflows that were made on the site for one model, and called like it.
        return workflow_shapes.workflow_of_model(workflow_id, model)
    raise errors.WorkflowNotFound('There is no workflow with id %r here; there is %s.' % (
        workflow_id, ', '.join(public_ids(call)) or 'none that is public'))


def _packed(call: Call, db: sqlite3.Connection, record: dict[str, Any]) -> dict[str, Any]:
    return workflow_shapes.workflow(call, record, workflows.version(db, record))


def _public(call: Call) -> list[dict[str, Any]]:
    return [workflow_shapes.workflow(call, *workflow_shapes.public_workflow(workflow_id))
            for workflow_id in public_ids(call)]


def _everything(call: Call, db: sqlite3.Connection) -> list[dict[str, Any]]:
    return _public(call) + [_packed(call, db, record)
                            for record in workflows.list_all(db, call.app_id)]


def _some(call: Call, name: str = 'workflows') -> list[dict[str, Any]]:
    items = fields.batch(call.body, name)
    if not items:
        raise errors.WorkflowInvalid(f"{name!r} is empty; it needs at least one item.")
    return items


def listing(call: Call) -> dict[str, Any]:
    """GET /workflows: public ones and the app's own, by page; filtered and sorted."""
    page = call.page()
    with call.transaction() as db:
        items = _everything(call, db)
    items = chosen(items, call.query)
    return {'workflows': items[page.start:page.start + page.size]}


def public_listing(call: Call) -> dict[str, Any]:
    """GET /public_workflows: by page."""
    page = call.page()
    return {'workflows': _public(call)[page.start:page.start + page.size]}


def of_user(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/workflows: those of all apps of a user."""
    page = call.page()
    with call.transaction() as db:
        items = [item for inside in calls_of_apps(call, db) for item in _everything(inside, db)]
    items = chosen(items, call.query)
    return {'workflows': items[page.start:page.start + page.size]}


def get(call: Call) -> dict[str, Any]:
    """GET /workflows/{workflow_id}: with the nodes of its latest version."""
    with call.transaction() as db:
        return {'workflow': workflow_shapes.workflow(call, *found(call, db))}


def add(call: Call) -> dict[str, Any]:
    """POST /workflows: all of them are made, or none; their models have to be trained."""
    answer = []
    with call.transaction() as db:
        for item in _some(call):
            nodes = workflow_graph.in_order(_nodes(call, db, item))
            if not nodes:
                raise errors.WorkflowInvalid('A workflow needs nodes.')
            workflow_id = fields.identifier(item) or clock.new_id()
            record = workflows.add(db, call.app_id, workflow_id, nodes, given_members(item, FIELDS))
            answer.append(_packed(call, db, record))
    return {'workflows': answer}


def _nodes(call: Call, db: sqlite3.Connection, item: dict[str, Any]) -> list[dict[str, Any]]:
    nodes = workflow_graph.nodes_of(fields.objects(item, 'nodes'), call.user_id,
                                    call.scope.name)
    return [_with_model(call, db, node) for node in nodes]


def _with_model(call: Call, db: sqlite3.Connection, node: dict[str, Any]) -> dict[str, Any]:
    """Return a node with the version of its model that it is to use: the latest, if none is named.

    A model that is not in the app, and that no function answers for, is looked for among the
    public ones.
    """
    inside, model_id, version_id = _in_its_app(call, node), node['model_id'], node['version_id']
    model = None if node['is_public'] else models.find(db, inside.app_id, model_id)
    if not node['is_public'] and (inside.recogniser(model_id)
                                  or inside.is_answered_for(db, model_id)):
        if node['owner']:
            call.refuse_key(f'use model {model_id!r}')
        latest = model and versions.latest_trained(db, model)
        return dict(node, version_id=version_id or (
            latest['id'] if latest else public_models.made_up_id(model_id)))
    if node['owner']:
        raise errors.WorkflowInvalid(
            'Node %r has a model of %s; the sandbox has the models of this app and of '
            'clarifai/main. %s' % (node['id'], '/'.join(node['owner']), outputs.function_advice(
                inside.user_id, inside.scope.name, model_id)))
    if model:
        version = (versions.get(db, model, version_id) if version_id
                   else versions.latest_trained(db, model))
        if version is None or version['status_code'] != codes.MODEL_TRAINED:
            raise errors.WorkflowModelNotTrained('Node %r: model %r is not trained.'
                                                 % (node['id'], node['model_id']))
        return dict(node, version_id=version['id'])
    known = public_models.find(node['model_id'])
    if known is None or known.key in public_models.GONE:
        raise errors.WorkflowInvalid('Node %r: there is no model %r.'
                                     % (node['id'], node['model_id']))
    call.refuse_key(f"use model {node['model_id']!r}")
    return dict(node, is_public=True, version_id=node['version_id'] or known.version_id)


def patch(call: Call) -> dict[str, Any]:
    """PATCH /workflows: merge, remove or overwrite; with other nodes there is another version."""
    action, answer = patch_action(call.body), []
    with call.transaction() as db:
        for item in _some(call):
            record = workflows.get(db, call.app_id, fields.identifier(item) or '')
            about = merged_members(record['about'], given_members(item, FIELDS), action)
            record = workflows.describe(db, record, about)
            if item.get('nodes'):
                _patch_nodes(call, db, record, item, action)
            answer.append(_packed(call, db, record))
    return {'workflows': answer}


def _patch_nodes(call: Call, db: sqlite3.Connection, record: dict[str, Any], item: dict[str, Any],
                 action: str) -> None:
    if action == patching.REMOVE:
        ids = {fields.identifier(node) for node in fields.objects(item, 'nodes')}
        news = [{'id': node_id} for node_id in ids]
    else:
        news = _nodes(call, db, item)
    nodes = workflows.version(db, record)['nodes']
    nodes = workflow_graph.in_order(patching.patched_items(nodes, news, action))
    if not nodes:
        raise errors.WorkflowInvalid('No node would be left; a workflow needs nodes.')
    workflows.add_version(db, record, nodes)


def patch_ids(call: Call) -> dict[str, Any]:
    """PATCH /workflows/ids: new ids."""
    action, answer = fields.text(call.body, 'action'), []
    if action != patching.OVERWRITE:
        raise errors.WorkflowInvalid(f"'action' is {action!r}; ids can be changed with overwrite.")
    with call.transaction() as db:
        for item in _some(call, 'ids'):
            record = workflows.get(db, call.app_id, fields.identifier(item) or '')
            new_id = fields.identifier(item, 'new_id')
            if not new_id:
                raise errors.WorkflowInvalid('ids[] needs an id and a new_id.')
            answer.append(_packed(call, db, workflows.rename(db, record, new_id)))
    return {'workflows': answer}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /workflows: those in ``ids``, or all (``delete_all``); all of them or none."""
    with call.transaction() as db:
        if fields.flag(call.body, 'delete_all', False):
            doomed = workflows.list_all(db, call.app_id)
        else:
            ids = fields.texts(call.body, 'ids')
            if call.body.get('ids') is None:
                raise errors.WorkflowInvalid("Name the workflows in 'ids', or set 'delete_all'.")
            doomed = [workflows.get(db, call.app_id, workflow_id) for workflow_id in ids]
        for record in doomed:
            workflows.delete(db, record)
    return {}


def delete_one(call: Call) -> dict[str, Any]:
    """DELETE /workflows/{workflow_id}: with its versions."""
    with call.transaction() as db:
        workflows.delete(db, workflows.get(db, call.app_id, call.params['workflow_id']))
    return {}


def predict(call: Call) -> Answer:
    """POST /workflows/{workflow_id}/results: for each input, an output of each node."""
    config = outputs.output_config(call.body, call.is_platform)
    items = call.sent_inputs()
    if call.is_platform and len(items) > MOST_INPUTS:
        raise errors.RequestError("'inputs' has %d items; one request to a workflow takes at most "
                                  '%d.' % (len(items), MOST_INPUTS))
    with call.transaction() as db:
        record, version = found(call, db, call.params.get('version_id'))
        nodes = version['nodes']
        views = {node['id']: _view(call, db, node, config) for node in nodes}
    visible = [node['id'] for node in nodes if not node['suppress_output']]
    missing = outputs.unknown_concepts(config, list(views.values()))

    def describe(picture: Picture) -> list[dict[str, Any]]:
        seen = workflow_graph.run(nodes, views, picture)
        return [seen[node_id] for node_id in visible]
    results = [_result(echo, seen) for echo, seen in outputs.predicted(
        call, items, [views[node_id].model for node_id in visible], describe, config)]
    well = [result['status']['code'] == codes.SUCCESS for result in results]
    shown = workflow_shapes.without_nodes(workflow_shapes.workflow(call, record, version))
    return batch('results', results, well, dict(_state(call), workflow=shown), missing)


def _state(call: Call) -> dict[str, Any]:
    """Return the state that predictions are kept in, as the answer says it, if one was asked for.

    Nothing is kept: the same nodes say the same of an input again.
    """
    state_id = fields.identifier(fields.mapping(call.body, 'workflow_state'))
    if not state_id:
        return {}
    return {'workflow_state': {'id': clock.new_id() if state_id == NEW_STATE else state_id}}


def _in_its_app(call: Call, node: dict[str, Any]) -> Call:
    """Return the request as if it were about the app of a node's model.

    Of an app that is not the request's, nothing is there but what functions answer.
    """
    owner = node.get('owner')
    return call.in_app('', owner[1], owner[0]) if owner else call


def _view(call: Call, db: sqlite3.Connection, node: dict[str, Any], config: OutputConfig) -> View:
    inside = _in_its_app(call, node)
    return outputs.with_canned(inside, db, node['model_id'], node['version_id'], config, None,
                               lambda: _view_itself(inside, db, node, config))


def _view_itself(call: Call, db: sqlite3.Connection, node: dict[str, Any],
                 config: OutputConfig) -> View:
    if node['is_public'] or node.get('owner'):
        call.refuse_key(f"run model {node['model_id']!r}")
    if not node['is_public']:
        return outputs.view_in_app(call, db, node['model_id'], node['version_id'], config)
    return outputs.public_view(call, public_models.find(node['model_id']), node['version_id'],
                               config)


def _result(echo: dict[str, Any], seen: list[dict[str, Any]]) -> dict[str, Any]:
    failed = [output['status'] for output in seen if not outputs.went_well(output)]
    return {'status': failed[0] if failed else codes.status(codes.SUCCESS),
            'input': echo, 'outputs': [_without_input(output) for output in seen]}


def _without_input(output: Any) -> Any:
    return {name: value for name, value in output.items() if name != 'input'}


def list_versions(call: Call) -> dict[str, Any]:
    """GET /workflows/{workflow_id}/versions: by page, the latest first."""
    page = call.page()
    with call.transaction() as db:
        record, latest = found(call, db)
        known = workflows.versions(db, record) if 'seq' in record else [latest]
    return {'workflow_versions': [workflow_shapes.version_of(call, record, version)
                                  for version in known[page.start:page.start + page.size]]}


def get_version(call: Call) -> dict[str, Any]:
    """GET /workflows/{workflow_id}/versions/{version_id}: one version with its nodes."""
    with call.transaction() as db:
        record, version = found(call, db, call.params['version_id'])
    return {'workflow_version': workflow_shapes.version_of(call, record, version)}


def patch_versions(call: Call) -> dict[str, Any]:
    """PATCH /workflows/{workflow_id}/versions: what is said of versions, not their nodes."""
    action, answer = patch_action(call.body), []
    with call.transaction() as db:
        record = workflows.get(db, call.app_id, call.params['workflow_id'])
        for item in fields.batch(call.body, 'workflow_versions'):
            if item.get('nodes'):
                raise errors.WorkflowInvalid('The nodes of a version stay as they are; send others '
                                             'to PATCH /workflows.')
            version_id = fields.identifier(item) or ''
            version = workflows.version(db, record, version_id)
            about = merged_members(version['about'], given_members(item, VERSION_FIELDS), action)
            workflows.describe_version(db, version, about)
            version = workflows.version(db, record, version_id)
            answer.append(workflow_shapes.version_of(call, record, version))
    return {'workflow_versions': answer}


def delete_versions(call: Call) -> dict[str, Any]:
    """DELETE /workflows/{workflow_id}/versions: some (``workflow_version_ids``), not all."""
    with call.transaction() as db:
        record = workflows.get(db, call.app_id, call.params['workflow_id'])
        ids = fields.texts(call.body, 'workflow_version_ids')
        if call.body.get('workflow_version_ids') is None:
            raise errors.WorkflowInvalid("Name the versions in 'workflow_version_ids'.")
        workflows.delete_versions(db, record, ids)
    return {}
