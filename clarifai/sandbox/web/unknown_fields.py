"""Refusing members that the platform's messages do not have, and those that are not served.

A filter that is ignored would find everything; so a request with one is refused.
"""
import re
from collections.abc import Iterable, Mapping
from typing import Any, Optional

from clarifai.sandbox import errors, messages, platform
from clarifai.sandbox.platform import Place

SCOPE = 'user_app_id'
MAX_NAME = 60
SEARCHES = ('/v2/searches', '/inputs/searches', '/annotations/searches')
_MODELS = 'filter_by_user_id license_type min_replicas show_replicas source visibility'
_OUTPUTS = 'version_id'
_SORTS = 'sort_ascending sort_by_created_at'
# {RPC: the members of its request that the sandbox, which serves it, has no use for}
NOT_SERVED = {rpc: frozenset(names.split()) for rpc, names in {
    'ListAnnotations': 'statuses',
    'ListConceptRelations': 'concept_id',
    'PostConceptsSearches': 'extra_info',
    'ListModels': _MODELS,
    'GetModel': 'trained_before',
    'GetModelOutputInfo': 'trained_before',
    'ListModelInputs': 'version_id',
    'PostModelOutputs': _OUTPUTS,
    'GenerateModelOutputs': _OUTPUTS,
    'PostModelVersions': 'do_migration eval_info',
    'ListModelVersions': _SORTS + ' concept_ids min_replicas sort_by_description '
                         'sort_by_num_inputs sort_by_status_code trained_only',
    'PostModelVersionMetrics': 'eval_info test_search',
    'ListEvaluations': _SORTS + ' concept_ids eval_dataset_ids model_type_id show_failed_metrics '
                       'sort_by_app_id sort_by_eval_dataset_id sort_by_f1 '
                       'sort_by_mean_avg_precision sort_by_model_id sort_by_precision '
                       'sort_by_recall sort_by_roc_auc sort_by_train_dataset_id train_dataset_ids',
    'PostWorkflowResults': 'favor_clarifai_workflows node_runner_selectors version_id',
    'PatchApps': 'metadata_action reindex',
    'PatchApp': 'metadata_action reindex',
    'ListKeys': 'endpoints',
    'ListInputs': ' '.join('status.' + name for name in messages.fields_of('Status')
                           if name != 'code'),
    'ListWorkflows': 'visibility visibility.gettable',
    'ListNodepools': 'active_usage',
    'ListRunners': 'min_replicas model_version_ids',
    'ListApps': 'visibility visibility.gettable',
}.items()}


def known_fields(route: Place) -> dict[str, str]:
    """Return {name: kind} of what a request may have, as `messages.Field` has the kinds.

    The parts of the path are among them: they may stand in the body or the query as well.
    """
    fields = {name: field for rpc in reversed(platform.rpcs_of(route))
              for name, field in messages.fields_of(messages.request_of(rpc)).items()}
    not_served = _not_served(route)
    known = {name: field.kind for name, field in fields.items() if name not in not_served}
    return dict(known, **dict.fromkeys(_parts(route), ''))


def query_names(route: Place) -> dict[str, str]:
    """Return the same for a query, where a message stands as its members: ``status.code``."""
    names = {}
    for name, kind in known_fields(route).items():
        inner = _inner(kind)
        names.update({name: kind} if inner is None else
                     {f'{name}.{member}': inner[member] for member in inner})
    not_served = _not_served(route) - _parts(route)
    return {name: kind for name, kind in names.items() if name not in not_served}


def refuse_unknown(route: Place, query: Iterable[str], body: Mapping[str, Any]) -> None:
    """Check the names in a request to the platform.

    Args:
        route: where it goes.
        query: the names in the query string, which is read where a request has no body.
        body: the JSON body.

    Raises:
        errors.RequestError: one of them is not known; the details say which and where.
    """
    try:
        _refuse_all(route, query, body)
    except errors.RequestError as error:
        if route.path.endswith(SEARCHES):  # of a search, it is the search that makes no sense
            raise errors.SearchInvalid(error.details) from None
        raise


def _refuse_all(route: Place, query: Iterable[str], body: Mapping[str, Any]) -> None:
    if route.method == 'GET':
        _refuse_names(query, query_names(route), 'query', _not_served(route))
    else:
        known = known_fields(route)
        _refuse_names(body, known, 'body', _not_served(route))
        _refuse_inside(body, known, '')


def _parts(route: Place) -> set[str]:
    return set(re.findall('{(.*?)}', route.path))


def _not_served(route: Place) -> frozenset[str]:
    return NOT_SERVED.get(platform.rpc_of(route) or '', frozenset())


def _refuse_names(names: Iterable[str], known: Mapping[str, str], place: str,
                  not_served: frozenset[str] = frozenset()) -> None:
    for name in names:
        if name in known:
            continue
        if name in not_served or name.split('.')[0] in not_served:
            raise errors.RequestError("'%s' is not served by the sandbox; leave it out of the %s."
                                      % (name[:MAX_NAME], place))
        advice = ', '.join(sorted(name for name in known if not name.startswith(SCOPE)))
        raise errors.RequestError("'%s' is not known as a member of the %s, which has %s." % (
            name[:MAX_NAME], place, advice or 'none'))


def _refuse_inside(holder: Mapping[str, Any], known: Mapping[str, str], place: str) -> None:
    for name, value in holder.items():
        inner = _inner(known[name])
        if inner is None:
            continue
        path = place + '.' + name if place else name
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                _refuse_names(item, inner, path)
                _refuse_inside(item, inner, path)


def _inner(kind: str) -> Optional[dict[str, str]]:
    """Return {name: kind} of a message, None for what holds anything or is no message."""
    fields = messages.fields_of(kind)
    return {name: field.kind for name, field in fields.items()} if fields else None
