"""``/compute_clusters`` and ``/nodepools``: this machine, one of each for every user."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors
from clarifai.sandbox.handlers.shapes.platform import PRIVATE
from clarifai.sandbox.store import apps

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

LOCAL = 'local'
ON_DEMAND, READY = 1, 2  # of the enums CapacityType and NodepoolStatus


def _cluster(call: Call) -> dict[str, Any]:
    with call.transaction() as db:
        since = apps.user(db, call.user_id)['created_at']
    return {'id': LOCAL, 'description': 'The machine that the sandbox runs on.',
            'cloud_provider': {'id': LOCAL, 'name': LOCAL}, 'region': LOCAL,
            'cluster_type': 'local-dev', 'managed_by': 'user', 'user_id': call.user_id,
            'created_at': since, 'modified_at': since, 'visibility': PRIVATE}


def nodepool(call: Call) -> dict[str, Any]:
    """Return the nodepool of the user whom a request names, as JSON."""
    cluster = _cluster(call)
    return {'id': LOCAL, 'description': cluster['description'], 'compute_cluster': cluster,
            'node_capacity_type': {'capacity_types': [ON_DEMAND]},
            'instance_types': [{'id': LOCAL}],
            'min_instances': 1, 'max_instances': 1, 'node_count': 1, 'status': READY,
            'created_at': cluster['created_at'], 'modified_at': cluster['modified_at'],
            'visibility': PRIVATE}


def refuse_elsewhere(place: dict[str, Any]) -> None:
    """Check the ``compute_cluster_id`` and ``nodepool_id`` of a request, where it has them.

    Raises:
        errors.ClusterNotFound, errors.NodepoolNotFound: they are not those of this machine.
    """
    for name, kind, refusal in (
            ('compute_cluster_id', 'compute cluster', errors.ClusterNotFound),
            ('nodepool_id', 'nodepool', errors.NodepoolNotFound)):
        if place.get(name, LOCAL) != LOCAL:
            raise refusal('There is no %s %r; the sandbox has one for each user, %r.'
                          % (kind, place[name], LOCAL))


def list_clusters(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/compute_clusters."""
    return {'compute_clusters': _first_page(call, _cluster(call))}


def get_cluster(call: Call) -> dict[str, Any]:
    """GET /users/{user_id}/compute_clusters/{compute_cluster_id}."""
    refuse_elsewhere(call.params)
    return {'compute_cluster': _cluster(call)}


def list_nodepools(call: Call) -> dict[str, Any]:
    """GET .../nodepools: of a compute cluster, or of all."""
    refuse_elsewhere(call.params)
    return {'nodepools': _first_page(call, nodepool(call))}


def get_nodepool(call: Call) -> dict[str, Any]:
    """GET .../nodepools/{nodepool_id}."""
    refuse_elsewhere(call.params)
    return {'nodepool': nodepool(call)}


def _first_page(call: Call, only: dict[str, Any]) -> list[dict[str, Any]]:
    return [] if call.page().start else [only]
