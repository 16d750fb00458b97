"""Telling the platform's requests from those of 2.x on paths that both have.

A path with a user and an app is the platform's. One without them is taken as 2.x meant it, unless
the request has a form that 2.x did not have: a client with an API key may well speak the
platform's dialect.
"""
import re
from collections.abc import Mapping
from typing import Any

PAGE = frozenset(['page', 'per_page'])
OF_MODELS = frozenset(['model_type_id', 'description', 'notes', 'metadata', 'presets', 'toolkits',
                       'use_cases', 'languages'])


def is_platform_request(method: str, path: str, query: Mapping[str, Any],
                        body: Mapping[str, Any]) -> bool:
    """Return whether only the platform takes a request like this.

    Args:
        method: the HTTP method.
        path: the path without user and app.
        query: the query string.
        body: the JSON body.
    """
    for wanted, pattern, test in _FORMS:
        if method == wanted and re.match(f'^/v2{pattern}/?$', path):
            return test(query, body)
    return False


def _makes_models(query: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    return 'models' in body


def _filters_models(query: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    return not set(query) <= PAGE


def _describes_models(query: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    items = body.get('models')
    return isinstance(items, list) and any(
        isinstance(item, dict) and OF_MODELS & set(item) for item in items)


def _searches_by_type(query: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    asked = body.get('model_query')
    return isinstance(asked, dict) and 'model_type_id' in asked


def _makes_versions(query: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    return 'model_versions' in body


def _searches_anew(query: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    return 'searches' in body


def _names_inputs(query: Mapping[str, Any], body: Mapping[str, Any]) -> Any:
    return 'input_ids' in body


def _always(query: Mapping[str, Any], body: Mapping[str, Any]) -> Any:
    return True


_FORMS = (
    ('GET', '/inputs/stream', _always),
    ('DELETE', '/inputs/annotations', _names_inputs),
    ('POST', '/searches', _searches_anew),
    ('POST', '/models', _makes_models),
    ('GET', '/models', _filters_models),
    ('PATCH', '/models', _describes_models),
    ('POST', '/models/searches', _searches_by_type),
    ('POST', '/models/[^/]+/versions', _makes_versions),
)
