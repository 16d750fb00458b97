"""The nodes of workflows: checked, put in the order in which they run, and run. Plain data."""
from __future__ import annotations

from typing import Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.models import outputs, public_models

MOST_NODES = 20


def node(node_id: str, model_id: str, node_inputs: list[str] | tuple[str, ...] = (),
         version_id: str | None = None, is_public: bool = False,
         suppressed: bool = False, owner: tuple[str, str] | None = None) -> dict[str, Any]:
    """Return a node as it is kept.

    Args:
        node_id: its id in the workflow.
        model_id: of a model of the app, or a public one.
        node_inputs: ids of the nodes whose regions it looks at.
        version_id: a version of the model, or None for the latest that is trained.
        is_public: whether the model is a public one.
        suppressed: whether its output is left out of results.
        owner: the user and the app of a model that is neither of this app nor public.
    """
    return {'id': node_id, 'model_id': model_id, 'node_inputs': list(node_inputs),
            'version_id': version_id, 'is_public': is_public, 'suppress_output': suppressed,
            'owner': owner and list(owner)}


def nodes_of(items: list[dict[str, Any]], user_id: str, app_id: str) -> list[dict[str, Any]]:
    """Return the nodes of a request, checked one by one but for whether their models exist.

    Args:
        items: ``nodes`` of the request.
        user_id: whose workflow it is, '' if only a key knows.
        app_id: the app that it is in.

    Raises:
        errors.WorkflowInvalid: something is wrong with one of them.
    """
    if len(items) > MOST_NODES:
        raise errors.WorkflowInvalid("'nodes' has %d items; a workflow has at most %d."
                                     % (len(items), MOST_NODES))
    return [_node(item, user_id, app_id) for item in items]


def _node(item: dict[str, Any], user_id: str, app_id: str) -> dict[str, Any]:
    node_id, model = fields.identifier(item), fields.mapping(item, 'model')
    model_id = fields.identifier(model)
    if not node_id:
        raise errors.WorkflowInvalid('Each node needs an id.')
    if not model_id:
        raise errors.WorkflowInvalid(f'Node {node_id!r} needs a model with an id.')
    if item.get('output_info_override'):
        raise errors.WorkflowInvalid('Node %r has an output_info_override, which the sandbox does '
                                     'not have.' % node_id)
    named = fields.text(model, 'user_id')
    owner = (user_id if not named or named == 'me' else named,
             fields.text(model, 'app_id') or app_id)
    is_public = (owner == (public_models.USER_ID, public_models.APP_ID)
                 and public_models.find(model_id) is not None)
    is_elsewhere = not is_public and owner != (user_id, app_id)
    inputs = [fields.identifier(one, 'node_id') for one in fields.objects(item, 'node_inputs')]
    version_id = fields.identifier(fields.mapping(model, 'model_version'))
    return node(node_id, model_id, [one for one in inputs if one], version_id, is_public,
                bool(fields.flag(item, 'suppress_output', False)),
                owner if is_elsewhere else None)


def in_order(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return nodes so that each comes after those that it looks at, else as they were.

    Raises:
        errors.WorkflowGraphInvalid: two have one id, an input is no node, or they run in circles.
    """
    ids = [one['id'] for one in nodes]
    for one in nodes:
        if ids.count(one['id']) > 1:
            raise errors.WorkflowGraphInvalid(f"Two nodes have the id {one['id']!r}.")
        for name in one['node_inputs']:
            if name not in ids:
                raise errors.WorkflowGraphInvalid('Node %r has the input %r, which is no node.'
                                                  % (one['id'], name))
    ordered: list[dict[str, Any]] = []
    waiting = list(nodes)
    while waiting:
        known = {one['id'] for one in ordered}
        ready = [one for one in waiting if known.issuperset(one['node_inputs'])]
        if not ready:
            raise errors.WorkflowGraphInvalid('The nodes %s wait for each other.' % ', '.join(
                repr(one['id']) for one in waiting))
        ordered.append(ready[0])
        waiting.remove(ready[0])
    return ordered


def run(nodes: list[dict[str, Any]], views: dict[str, Any], subject: Any) -> dict[str, Any]:
    """Return what each node says of a subject.

    A node looks at it, or if one of its inputs answers with regions, at each of those; of
    several such inputs the first counts. If one answers with a text, the node reads that. An
    operator works on all that its inputs say.

    Args:
        nodes: in order.
        views: {node id: `outputs.View`}.
        subject: what to look at.

    Returns:
        dict: {node id: ``data``}.
    """
    seen: dict[Any, Any] = {}
    for one in nodes:
        found = [name for name in one['node_inputs'] if 'regions' in seen[name]]
        view = views[one['id']]
        if view.operate:
            given = [seen[name] for name in one['node_inputs']]
            seen[one['id']] = view.operate(_joined(given) if given else None, subject)
        elif found:
            margin = max(view.margin, views[found[0]].margin)
            seen[one['id']] = outputs.within(subject.seen(), seen[found[0]]['regions'],
                                             view.look, margin)
        else:
            texts = [seen[name]['text']['raw'] for name in one['node_inputs']
                     if 'text' in seen[name]]
            seen[one['id']] = view.look(subject._replace(text=texts[0]) if texts else subject)
    return seen


def _joined(given: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what several nodes said as the ``data`` of one: their lists, one after the other."""
    joined: dict[str, Any] = {}
    for data in given:
        for name, value in data.items():
            is_list = isinstance(value, list)
            joined[name] = joined.get(name, []) + value if is_list else joined.get(name, value)
    return joined
