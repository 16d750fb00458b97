"""Lists of the platform, filtered and sorted as query strings ask."""
from collections.abc import Mapping
from typing import Any

from clarifai.sandbox import fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import model_types
from clarifai.sandbox.wildcards import name_matcher

LISTS = ('toolkits', 'use_cases', 'languages')
MODEL_SORTS = {'sort_by_name': lambda model: model['name'].casefold(),
               'sort_by_created_at': lambda model: model['created_at'],
               'sort_by_modified_at': lambda model: model['modified_at'],
               'sort_by_num_inputs':
                   lambda model: model.get('model_version', {}).get('total_input_count', 0)}
# A workflow has no name, and in the form of 2.x no time of its last change.
SORTS = {'sort_by_name': lambda item: item.get('name', item['id']).casefold(),
         'sort_by_id': lambda item: item['id'],
         'sort_by_created_at': lambda item: item['created_at'],
         'sort_by_modified_at': lambda item: item.get('modified_at', item['created_at'])}
# Nothing is featured or bookmarked here: these leave nothing over. Sorting by stars or by relevance
# leaves things as they are.
NEVER = ('featured_only', 'bookmark')
PLACES = {'name': ('name',), 'id': ('id',)}
ALL_PLACES = ('id', 'name', 'description', 'notes')


def chosen_models(models: list[dict[str, Any]], query: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return those models (as answers have them) that a query asks for, in its order.

    Args:
        models: in the order they were made.
        query: the query string of ``GET /models``.
    """
    if any(fields.flag_of_query(query, name) for name in NEVER):
        return []
    found = [model for model in models if _fits(model, query)]
    for name, key in MODEL_SORTS.items():
        if fields.flag_of_query(query, name):
            return sorted(found, key=key, reverse=not fields.flag_of_query(query, 'sort_ascending'))
    return found


def _fits(model: dict[str, Any], query: Mapping[str, Any]) -> bool:
    if not model_types.is_of(model, query.get('model_type_id')):
        return False
    if fields.flag_of_query(query, 'trained_only') and _status(model) != codes.MODEL_TRAINED:
        return False
    if fields.flag_of_query(query, 'starred_only') and not model.get('is_starred'):
        return False
    for name in ('search', 'query', 'name'):
        if query.get(name) and not _mentions(model, query[name]):
            return False
    versions = query.getlist('model_version_ids')
    if versions and model.get('model_version', {}).get('id') not in versions:
        return False
    for name in LISTS:
        if not set(query.getlist(name)) <= set(model.get(name, ())):
            return False
    return _has_fields(model, query) and _is_by(model, query)


def _status(model: dict[str, Any]) -> int:
    return model.get('model_version', {}).get('status', {}).get('code')


def _mentions(model: dict[str, str], text: str) -> bool:
    words = ' '.join(model.get(name, '') for name in ('id', 'name', 'description', 'notes'))
    return text.strip('*').casefold() in words.casefold()


def _has_fields(model: dict[str, Any], query: Mapping[str, Any]) -> bool:
    for name in ('input_fields', 'output_fields'):
        wanted = query.getlist(name)
        if not wanted:
            continue
        if not model.get('model_type_id'):
            return False
        if not set(wanted) <= set(model_types.find(model['model_type_id'])[name]):
            return False
    return True


def _is_by(model: dict[str, Any], query: Mapping[str, Any]) -> bool:
    creator, license_ = query.get('creator'), query.get('license')
    return (not creator or creator == model.get('user_id')) and (
        not license_ or license_ == model.get('model_version', {}).get('license'))


def chosen(items: list[dict[str, Any]], query: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return those items (as answers have them) that a query asks for, in its order.

    Args:
        items: in the order they were made.
        query: the query string.

    Raises:
        errors.RequestError: something in it is neither true nor false.
    """
    if any(fields.flag_of_query(query, name) for name in NEVER):
        return []
    if fields.flag_of_query(query, 'starred_only'):
        items = [item for item in items if item.get('is_starred')]
    for name in ('search', 'query', 'search_term', 'name', 'id'):
        matches = name_matcher(f"*{query.get(name, '')}*")
        places = PLACES.get(name, ALL_PLACES)
        items = [item for item in items if any(matches(item.get(place, '')) for place in places)]
    for name, key in SORTS.items():
        if fields.flag_of_query(query, name):
            return sorted(items, key=key, reverse=not fields.flag_of_query(query, 'sort_ascending'))
    return items
