"""Which handler serves which method and path: the whole of the server's surface, as data.

A path's ``{parts}`` are handed to the handler, decoded, in ``call.params``; an id may contain
``%2F``. Of two routes that fit, the one that names more of the path is taken.
The platform's routes are served with ``/users/{user_id}/apps/{app_id}`` after the ``/v2`` (see
`access.app_of_request`), and under ``--platform`` without it too. What the platform has beside
`ROUTES` is in `ABSENT`, and is refused.
"""
from __future__ import annotations

import collections
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, platform
from clarifai.sandbox.handlers import (annotation_streams, annotations, apps, assignments,
                                       bulk_operations, codes, compute, concepts, control,
                                       dataset_versions, datasets, evaluations, feedback, inputs,
                                       keys, labelling, log_entries, media, model_exports,
                                       model_types, models, openai, outputs, platform_models,
                                       publishing, resource_counts, runners, saved_searches,
                                       searches, uploads, versions, workflows)

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call
    from clarifai.sandbox.platform import Binding

LEGACY, PLATFORM = 'legacy', 'platform'
BOTH = (LEGACY, PLATFORM)
CLUSTERS = '/users/{user_id}/compute_clusters'
NODEPOOLS = CLUSTERS + '/{compute_cluster_id}/nodepools'
RUNNERS = NODEPOOLS + '/{nodepool_id}/runners'
RUN = '/pipelines/{pipeline_id}/versions/{pipeline_version_id}/runs/{pipeline_version_run_id}'
# POST requests that change nothing, by the end of their paths.
READING = ('outputs', 'generate', 'results', 'searches', '{search_id}', 'completions')


class Route(collections.namedtuple('Route', 'method path handler dialects open local of_user',
                                   defaults=(False, False))):
    """A method and path with its handler.

    ``open`` ones need no key, ``local`` ones a client on the same machine, and ``of_user`` ones are
    about a user and not about an app.
    """

    __slots__ = ()

    def serves(self, is_platform: bool) -> bool:
        """Return whether this is a route of the platform, or else of 2.x."""
        return (PLATFORM if is_platform else LEGACY) in self.dialects

    @property
    def writes(self) -> bool:
        """Whether a request here is meant to change something."""
        reads = self.method == 'POST' and self.path.rsplit('/', 1)[-1] in READING
        return self.method != 'GET' and not reads


def _route(method: str, path: str, handler: Callable[..., Any], *dialects: Any) -> Route:
    return Route(method, '/v2' + path, handler, dialects or BOTH, False)


def _user_route(method: str, path: str, handler: Callable[..., Any]) -> Route:
    return Route(method, '/v2' + path, handler, (PLATFORM,), False, of_user=True)


def _own_route(method: str, path: str, handler: Callable[..., Any]) -> Route:
    return Route(method, '/sandbox' + path, handler, BOTH, True, True)


def _absent(binding: Binding) -> Route:
    """Return a route that says what the sandbox has not; it needs no key to say so."""
    def refuse(call: Call) -> None:
        raise errors.NotServed(
            'The sandbox does not have %s (%s %s). docs/sandbox.rst lists what it has.' % (
                binding.rpc, binding.method, binding.path))
    return Route(binding.method, binding.path, refuse, (PLATFORM,), True)


ROUTES = (
    _route('POST', '/inputs', inputs.add),
    _route('GET', '/inputs', inputs.listing),
    _route('PATCH', '/inputs', inputs.patch),
    _route('DELETE', '/inputs', inputs.delete),
    _route('GET', '/inputs/status', inputs.status),
    _route('GET', '/inputs/stream', inputs.stream, PLATFORM),
    _route('GET', '/inputs/jobs/add', inputs.list_jobs, PLATFORM),
    _route('GET', '/inputs/jobs/add/{id}', inputs.get_job, PLATFORM),
    _route('PATCH', '/inputs/jobs/add/{id}', inputs.cancel_job, PLATFORM),
    _route('POST', '/inputs/uploads', uploads.add_inputs, PLATFORM),
    _route('POST', '/inputs/data_sources', uploads.add_sources, PLATFORM),
    _route('GET', '/inputs/jobs/extraction', uploads.list_extractions, PLATFORM),
    _route('PATCH', '/inputs/jobs/extraction', uploads.cancel_extractions, PLATFORM),
    _route('GET', '/inputs/jobs/extraction/{inputs_extraction_job_id}', uploads.get_extraction,
           PLATFORM),
    _route('POST', '/inputs/searches', saved_searches.inputs_search, PLATFORM),
    _route('PATCH', '/inputs/searches', saved_searches.patch, PLATFORM),
    _route('DELETE', '/inputs/annotations', annotations.delete, PLATFORM),
    _route('GET', '/inputs/{input_id}', inputs.get),
    _route('DELETE', '/inputs/{input_id}', inputs.delete_one),

    _route('POST', '/annotations', annotations.add, PLATFORM),
    _route('GET', '/annotations', annotations.listing, PLATFORM),
    _route('PATCH', '/annotations', annotations.patch, PLATFORM),
    _route('DELETE', '/annotations', annotations.delete, PLATFORM),
    _route('POST', '/annotations/searches', saved_searches.annotations_search, PLATFORM),
    _route('PATCH', '/annotations/searches', saved_searches.patch, PLATFORM),
    _route('POST', '/inputs/{input_id}/track_annotations/searches/stream',
           annotation_streams.stream, PLATFORM),
    _route('GET', '/annotations/workers', annotations.workers, PLATFORM),
    _route('GET', '/inputs/{input_id}/annotations/{annotation_id}', annotations.get, PLATFORM),
    _route('DELETE', '/inputs/{input_id}/annotations/{annotation_id}', annotations.delete_one,
           PLATFORM),

    _route('POST', '/annotation_filters', labelling.add_filters, PLATFORM),
    _route('GET', '/annotation_filters', labelling.list_filters, PLATFORM),
    _route('PATCH', '/annotation_filters', labelling.patch_filters, PLATFORM),
    _route('DELETE', '/annotation_filters', labelling.delete_filters, PLATFORM),
    _route('GET', '/annotation_filters/{annotation_filter_id}', labelling.get_filter, PLATFORM),
    _route('POST', '/tasks', labelling.add_tasks, PLATFORM),
    _route('GET', '/tasks', labelling.list_tasks, PLATFORM),
    _route('PATCH', '/tasks', labelling.patch_tasks, PLATFORM),
    _route('DELETE', '/tasks', labelling.delete_tasks, PLATFORM),
    _route('GET', '/tasks/{task_id}', labelling.get_task, PLATFORM),
    _route('POST', '/label_orders', labelling.add_orders, PLATFORM),
    _route('GET', '/label_orders', labelling.list_orders, PLATFORM),
    _route('PATCH', '/label_orders', labelling.patch_orders, PLATFORM),
    _route('DELETE', '/label_orders', labelling.delete_orders, PLATFORM),
    _route('GET', '/label_orders/{label_order_id}', labelling.get_order, PLATFORM),
    _route('GET', '/tasks/{task_id}/annotations/count', labelling.count_annotations, PLATFORM),
    _route('GET', '/tasks/{task_id}/inputs/count', labelling.count_inputs, PLATFORM),
    _route('GET', '/tasks/{task_id}/inputs/samples', assignments.samples, PLATFORM),
    _route('GET', '/tasks/{task_id}/assignments', assignments.list_next, PLATFORM),
    _route('PUT', '/tasks/{task_id}/assignments', assignments.put, PLATFORM),
    _route('POST', '/collaborators', labelling.add_collaborators, PLATFORM),
    _route('GET', '/collaborators', labelling.list_collaborators, PLATFORM),
    _route('PATCH', '/collaborators', labelling.patch_collaborators, PLATFORM),
    _route('DELETE', '/collaborators', labelling.delete_collaborators, PLATFORM),

    _route('POST', '/bulk_operations', bulk_operations.add, PLATFORM),
    _route('GET', '/bulk_operations', bulk_operations.listing, PLATFORM),
    _route('PATCH', '/bulk_operations', bulk_operations.cancel, PLATFORM),
    _route('DELETE', '/bulk_operations', bulk_operations.delete, PLATFORM),
    _route('GET', '/bulk_operations/{id}', bulk_operations.get, PLATFORM),

    _route('POST', '/uploads', uploads.add, PLATFORM),
    _route('GET', '/uploads', uploads.listing, PLATFORM),
    _route('DELETE', '/uploads', uploads.delete, PLATFORM),
    _route('GET', '/uploads/{upload_id}', uploads.get, PLATFORM),
    _route('PUT', '/uploads/{upload_id}/content_parts', uploads.put_parts, PLATFORM),

    _route('POST', '/datasets', datasets.add, PLATFORM),
    _route('GET', '/datasets', datasets.listing, PLATFORM),
    _route('PATCH', '/datasets', datasets.patch, PLATFORM),
    _route('DELETE', '/datasets', datasets.delete, PLATFORM),
    _route('GET', '/datasets/{dataset_id}', datasets.get, PLATFORM),
    _route('POST', '/datasets/{dataset_id}/inputs', datasets.add_inputs, PLATFORM),
    _route('GET', '/datasets/{dataset_id}/inputs', datasets.list_inputs, PLATFORM),
    _route('DELETE', '/datasets/{dataset_id}/inputs', datasets.delete_inputs, PLATFORM),
    _route('GET', '/datasets/{dataset_id}/inputs/{input_id}', datasets.get_input, PLATFORM),
    _route('POST', '/datasets/{dataset_id}/versions', dataset_versions.add, PLATFORM),
    _route('GET', '/datasets/{dataset_id}/versions', dataset_versions.listing, PLATFORM),
    _route('PATCH', '/datasets/{dataset_id}/versions', dataset_versions.patch, PLATFORM),
    _route('DELETE', '/datasets/{dataset_id}/versions', dataset_versions.delete, PLATFORM),
    _route('GET', '/datasets/{dataset_id}/versions/{dataset_version_id}', dataset_versions.get,
           PLATFORM),
    _route('GET', '/datasets/{dataset_id}/versions/{dataset_version_id}/metrics',
           dataset_versions.metrics, PLATFORM),
    _route('PUT', '/datasets/{dataset_id}/versions/{dataset_version_id}/exports',
           dataset_versions.export, PLATFORM),

    _route('GET', '/resource_counts', resource_counts.get, PLATFORM),

    _route('POST', '/concepts', concepts.add),
    _route('GET', '/concepts', concepts.listing),
    _route('PATCH', '/concepts', concepts.patch),
    _route('POST', '/concepts/searches', concepts.search),
    _route('GET', '/concepts/{concept_id}', concepts.get),
    _route('GET', '/concepts/status', concepts.counts, PLATFORM),
    _route('GET', '/concepts/relations', concepts.list_relations, PLATFORM),
    _route('GET', '/concepts/{concept_id}/relations', concepts.relations_of_concept, PLATFORM),
    _route('POST', '/concepts/{concept_id}/relations', concepts.add_relations, PLATFORM),
    _route('DELETE', '/concepts/{concept_id}/relations', concepts.delete_relations, PLATFORM),
    _route('GET', '/concepts/{concept_id}/languages', concepts.list_languages, PLATFORM),
    _route('POST', '/concepts/{concept_id}/languages', concepts.add_languages, PLATFORM),
    _route('PATCH', '/concepts/{concept_id}/languages', concepts.patch_languages, PLATFORM),
    _route('GET', '/concepts/{concept_id}/languages/{language}', concepts.get_language, PLATFORM),

    _route('POST', '/models', models.add, LEGACY),
    _route('GET', '/models', models.listing, LEGACY),
    _route('PATCH', '/models', models.patch, LEGACY),
    _route('POST', '/models/searches', models.search, LEGACY),
    _route('POST', '/models', platform_models.add, PLATFORM),
    _route('GET', '/models', platform_models.listing, PLATFORM),
    _route('PATCH', '/models', platform_models.patch, PLATFORM),
    _route('POST', '/models/searches', platform_models.search, PLATFORM),
    _route('DELETE', '/models', models.delete),
    _route('GET', '/models/types', model_types.listing, PLATFORM),
    _route('GET', '/models/types/{model_type_id}', model_types.get, PLATFORM),
    _route('GET', '/models/{model_id}', models.get),
    _route('DELETE', '/models/{model_id}', models.delete_one),
    _route('GET', '/models/{model_id}/output_info', models.output_info),
    _route('GET', '/models/{model_id}/concepts', platform_models.concepts_of, PLATFORM),
    _route('GET', '/models/{model_id}/inputs', versions.model_inputs),
    _route('POST', '/models/{model_id}/outputs', outputs.predict),
    _route('POST', '/models/{model_id}/outputs/generate', outputs.predict, PLATFORM),
    _route('POST', '/models/{model_id}/feedback', feedback.of_model, LEGACY),

    _route('POST', '/models/{model_id}/versions', versions.train, LEGACY),
    _route('POST', '/models/{model_id}/versions', platform_models.train, PLATFORM),
    _route('GET', '/models/{model_id}/versions', versions.listing),
    _route('PATCH', '/models/{model_id}/versions', platform_models.patch_versions, PLATFORM),
    _route('GET', '/models/{model_id}/versions/{version_id}', versions.get),
    _route('DELETE', '/models/{model_id}/versions/{version_id}', versions.delete),
    _route('GET', '/models/{model_id}/versions/{version_id}/output_info', models.output_info),
    _route('GET', '/models/{model_id}/versions/{version_id}/concepts',
           platform_models.concepts_of, PLATFORM),
    _route('GET', '/models/{model_id}/versions/{version_id}/inputs', versions.version_inputs),
    _route('POST', '/models/{model_id}/versions/{version_id}/outputs', outputs.predict),
    _route('POST', '/models/{model_id}/versions/{version_id}/outputs/generate', outputs.predict,
           PLATFORM),
    _route('PUT', '/models/{model_id}/versions/{version_id}/exports', model_exports.put, PLATFORM),
    _route('GET', '/models/{model_id}/versions/{version_id}/exports', model_exports.get, PLATFORM),
    _route('POST', '/models/{model_id}/versions/{version_id}/metrics', versions.evaluate),
    _route('GET', '/models/{model_id}/versions/{version_id}/metrics', versions.metrics),
    _route('GET', '/models/{model_id}/versions/{version_id}/evaluations',
           evaluations.of_version, PLATFORM),
    _route('POST', '/models/{model_id}/versions/{version_id}/evaluations',
           evaluations.add_to_version, PLATFORM),
    _route('GET', '/models/{model_id}/versions/{version_id}/evaluations/{evaluation_id}',
           evaluations.get, PLATFORM),
    _route('POST', '/models/{model_id}/versions/{version_id}/feedback', feedback.of_model, LEGACY),

    _route('PATCH', '/models/ids', publishing.patch_model_ids, PLATFORM),
    _route('PATCH', '/models/{model_id}/toolkits', publishing.patch_toolkits, PLATFORM),
    _route('PATCH', '/models/{model_id}/usecases', publishing.patch_use_cases, PLATFORM),
    _route('PATCH', '/models/{model_id}/languages', publishing.patch_languages, PLATFORM),
    _route('PATCH', '/models/{model_id}/check_consents', publishing.patch_check_consents, PLATFORM),
    _route('POST', '/models/{model_id}/publish', publishing.publish_model, PLATFORM),
    _route('POST', '/workflows/{workflow_id}/publish', publishing.publish_workflow, PLATFORM),
    _route('POST', '/models/{model_id}/unpublish', publishing.unpublish_model, PLATFORM),
    _route('POST', '/workflows/{workflow_id}/unpublish', publishing.unpublish_workflow, PLATFORM),

    _route('POST', '/evaluations', evaluations.add, PLATFORM),
    _route('GET', '/evaluations', evaluations.listing, PLATFORM),
    _route('GET', '/evaluations/{evaluation_id}', evaluations.get, PLATFORM),

    _route('POST', '/searches', searches.search, LEGACY),
    _route('POST', '/searches', saved_searches.search, PLATFORM),
    _route('GET', '/searches', saved_searches.listing, PLATFORM),
    _route('PATCH', '/searches', saved_searches.patch, PLATFORM),
    _route('GET', '/searches/{search_id}', saved_searches.get, PLATFORM),
    _route('POST', '/searches/{search_id}', saved_searches.run, PLATFORM),
    _route('DELETE', '/searches/{search_id}', saved_searches.delete, PLATFORM),
    _route('POST', '/searches/feedback', feedback.of_search, LEGACY),

    _route('GET', '/workflows', workflows.listing),
    _route('GET', '/public_workflows', workflows.public_listing, LEGACY),
    _route('GET', '/workflows/{workflow_id}', workflows.get),
    _route('POST', '/workflows/{workflow_id}/results', workflows.predict),
    _route('POST', '/workflows', workflows.add, PLATFORM),
    _route('PATCH', '/workflows', workflows.patch, PLATFORM),
    _route('DELETE', '/workflows', workflows.delete, PLATFORM),
    _route('PATCH', '/workflows/ids', workflows.patch_ids, PLATFORM),
    _route('DELETE', '/workflows/{workflow_id}', workflows.delete_one, PLATFORM),
    _route('GET', '/workflows/{workflow_id}/versions', workflows.list_versions, PLATFORM),
    _route('PATCH', '/workflows/{workflow_id}/versions', workflows.patch_versions, PLATFORM),
    _route('DELETE', '/workflows/{workflow_id}/versions', workflows.delete_versions, PLATFORM),
    _route('GET', '/workflows/{workflow_id}/versions/{version_id}', workflows.get_version,
           PLATFORM),
    _route('POST', '/workflows/{workflow_id}/versions/{version_id}/results', workflows.predict,
           PLATFORM),
    _user_route('GET', '/users/{user_id}/workflows', workflows.of_user),
    _user_route('GET', '/users/{user_id}/models', platform_models.of_user),
    _user_route('GET', '/users/{user_id}/datasets', datasets.of_user),
    _user_route('GET', '/users/{user_id}/evaluations', evaluations.of_user),

    _user_route('GET', '/users/{user_id}', apps.get_user),
    _user_route('GET', '/users/{user_id}/apps', apps.listing),
    _user_route('GET', '/apps', apps.listing),
    _user_route('POST', '/users/{user_id}/apps', apps.add),
    _user_route('PATCH', '/users/{user_id}/apps', apps.patch),
    _user_route('PATCH', '/users/{user_id}/apps/ids', apps.patch_ids),
    _user_route('POST', '/users/{user_id}/apps/searches', apps.search),
    _user_route('GET', '/users/{user_id}/apps/{app_id}', apps.get),
    _user_route('PATCH', '/users/{user_id}/apps/{app_id}', apps.patch_one),
    _user_route('DELETE', '/users/{user_id}/apps/{app_id}', apps.delete),
    _route('GET', '/app', apps.of_key, PLATFORM),

    _user_route('GET', '/compute_clusters', compute.list_clusters),
    _user_route('GET', CLUSTERS, compute.list_clusters),
    _user_route('GET', CLUSTERS + '/{compute_cluster_id}', compute.get_cluster),
    _user_route('GET', '/nodepools', compute.list_nodepools),
    _user_route('GET', '/users/{user_id}/nodepools', compute.list_nodepools),
    _user_route('GET', NODEPOOLS, compute.list_nodepools),
    _user_route('GET', NODEPOOLS + '/{nodepool_id}', compute.get_nodepool),
    _user_route('GET', '/users/{user_id}/runners', runners.listing),
    _user_route('GET', '/users/{user_id}/runners/{runner_id}', runners.get),
    _user_route('GET', RUNNERS, runners.listing),
    _user_route('POST', RUNNERS, runners.add),
    _user_route('DELETE', RUNNERS, runners.delete),
    _user_route('GET', RUNNERS + '/{runner_id}', runners.get),
    _user_route('GET', RUNNERS + '/{runner_id}/items', runners.next_items),
    _user_route('POST', RUNNERS + '/{runner_id}/items/{runner_item_id}/outputs',
                runners.add_outputs),

    _user_route('POST', '/log_entries', log_entries.add),
    _user_route('GET', RUNNERS + '/{runner_id}/{log_type}/logs', log_entries.listing),
    _user_route('GET', CLUSTERS + '/{compute_cluster_user_id}/{compute_cluster_id}/nodepools'
                '/{nodepool_id}/versions/{model_version_id}/{log_type}/logs', log_entries.listing),
    _user_route('GET', CLUSTERS + '/{compute_cluster_id}/{log_type}/logs', log_entries.listing),
    _route('GET', '/models/{model_id}/versions/{model_version_id}/{log_type}/logs',
           log_entries.listing, PLATFORM),
    _route('GET', RUN + '/{log_type}/logs', log_entries.listing, PLATFORM),
    _route('GET', RUN + '/{log_type}/stream/logs', log_entries.stream, PLATFORM),

    _user_route('GET', '/users/{user_id}/keys', keys.listing),
    _user_route('POST', '/users/{user_id}/keys', keys.add),
    _user_route('PATCH', '/users/{user_id}/keys', keys.patch),
    _user_route('GET', '/users/{user_id}/keys/{key_id}', keys.get),
    _user_route('DELETE', '/users/{user_id}/keys/{key_id}', keys.delete),
    _route('GET', '/keys', keys.of_app, PLATFORM),

    _user_route('GET', '/users/{user_id}/scopes', keys.all_scopes),
    _user_route('GET', '/users/{user_id}/myscopes', keys.scopes_of_key),
    _user_route('GET', '/myscopesroot', keys.scopes_of_key),
    _route('GET', '/myscopes', keys.scopes_of_app, PLATFORM),
    _route('GET', '/my_scopes', keys.scopes_of_app, PLATFORM),

    Route('GET', '/v2/status_codes', codes.listing, BOTH, True),
    Route('GET', '/v2/status_codes/{status_code_id}', codes.get, BOTH, True),

    Route('GET', '/sandbox/media/{token}', media.get, BOTH, True),
    Route('GET', '/sandbox/media/orig/{token}', media.get, BOTH, True),
    Route('GET', model_exports.PLACE + '{token}', model_exports.download, BOTH, True),
    Route('GET', '/sandbox/exports/{token}', dataset_versions.download, BOTH, True),
)

# What the platform has for clients of OpenAI's kind, and its protobufs do not name.
OPENAI_ROUTES = (
    _user_route('POST', '/ext/openai/v1/chat/completions', openai.complete),
    _user_route('GET', '/ext/openai/v1/models', openai.list_models),
)

# What is about the sandbox itself and not part of the API; for clients on the same machine.
OWN_ROUTES = (
    _own_route('GET', '/requests', control.list_requests),
    _own_route('DELETE', '/requests', control.forget_requests),
    _own_route('POST', '/faults', control.add_fault),
    _own_route('GET', '/faults', control.list_faults),
    _own_route('DELETE', '/faults', control.remove_faults),
    _own_route('DELETE', '/faults/{fault_id}', control.remove_fault),
)
ABSENT = tuple(_absent(binding) for binding in platform.absent(ROUTES))
