"""Lists of today's platform, as query strings ask for them: filtered and sorted."""
from __future__ import absolute_import

from clarifai.sandbox.handlers.model_filters import flag
from clarifai.sandbox.wildcards import name_matcher

# A workflow has no name, and in the form of 2.x no time of its last change.
SORTS = {'sort_by_name': lambda item: item.get('name', item['id']).casefold(),
         'sort_by_id': lambda item: item['id'],
         'sort_by_created_at': lambda item: item['created_at'],
         'sort_by_modified_at': lambda item: item.get('modified_at', item['created_at'])}
# Nobody gives stars here and nothing is featured: these leave nothing over. Sorting by stars or
# by relevance leaves things as they are.
NEVER = ('featured_only', 'starred_only', 'bookmark')
PLACES = {'name': ('name',), 'id': ('id',)}
ALL_PLACES = ('id', 'name', 'description', 'notes')


def chosen(items, query):
    """Return those items (as answers have them) that a query asks for, in its order.

    Args:
        items (list of dict): in the order they were made.
        query (werkzeug.datastructures.MultiDict): the query string.

    Raises:
        errors.RequestError: something in it is neither true nor false.
    """
    if any(flag(query, name) for name in NEVER):
        return []
    for name in ('search', 'query', 'search_term', 'name', 'id'):
        matches = name_matcher('*%s*' % query.get(name, ''))
        places = PLACES.get(name, ALL_PLACES)
        items = [item for item in items if any(matches(item.get(place, '')) for place in places)]
    for name, key in SORTS.items():
        if flag(query, name):
            return sorted(items, key=key, reverse=not flag(query, 'sort_ascending'))
    return items
