"""Searches of the platform: run at once, or saved and run later by their ids."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.access.access import PublicModels
from clarifai.sandbox.handlers import rank_searches, searches
from clarifai.sandbox.store import patching, saved_searches

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

# What a search is over: inputs by ranks and filters, annotations, or inputs by 2.x's terms.
INPUTS, ANNOTATIONS, OLD = 'inputs', 'annotations', 'ands'
# They and the metric are accepted without effect: the index here is small enough to be exact.
MOST_HITS = 10000
ALGORITHMS = ('nearest_neighbor', 'brute_force', 'avg_concept_brute_force')


def inputs_search(call: Call) -> dict[str, Any]:
    """POST /inputs/searches: find inputs by ranks and filters, or save the search."""
    return _answer(call, INPUTS, _only_search(call))


def annotations_search(call: Call) -> dict[str, Any]:
    """POST /annotations/searches: find annotations by ranks and filters, or save the search."""
    return _answer(call, ANNOTATIONS, _only_search(call))


def search(call: Call) -> dict[str, Any]:
    """POST /searches: find inputs by 2.x's terms, or by ranks and filters, or save the search."""
    asked = _only_search(call) if 'searches' in call.body else {
        'query': fields.mapping(call.body, 'query')}
    by_ranks = set(fields.mapping(asked, 'query')) & {'ranks', 'filters'}
    return _answer(call, INPUTS if by_ranks else OLD, asked)


def _only_search(call: Call) -> dict[str, Any]:
    found = fields.objects(call.body, 'searches')
    if len(found) != 1:
        raise errors.SearchInvalid(f"'searches' has {len(found)} items; the sandbox takes one.")
    if fields.text(found[0], 'as_of'):
        raise errors.SearchInvalid("The sandbox keeps no history; leave out 'as_of'.")
    _check_settings(found[0])
    return found[0]


def _check_settings(asked: dict[str, Any]) -> None:
    fields.text(asked, 'name')
    fields.enum(asked, 'metric', 'Metric', errors.SearchInvalid)
    algorithm = fields.text(asked, 'algorithm')
    if algorithm and algorithm not in ALGORITHMS:
        raise errors.SearchInvalid("'algorithm' is %r; it must be one of %s."
                                   % (algorithm, ', '.join(ALGORITHMS)))


def _answer(call: Call, over: str, asked: dict[str, Any]) -> dict[str, Any]:
    if not fields.flag(asked, 'save', False):
        return _found(call, over, asked)
    if call.scope.is_public_app:
        raise errors.Forbidden('App main of user clarifai can be read by everybody and changed by '
                               'nobody.')
    kept = _kept(call, over, asked)
    with call.transaction() as db:
        record = saved_searches.add(db, call.app_id, fields.identifier(asked), over, kept)
    return {'hits': [], 'searches': [call.shapes.saved_search(record)]}


def _found(call: Call, over: str, asked: dict[str, Any]) -> dict[str, Any]:
    page = call.page_of_body()
    _check_page(call, page)
    if over == OLD:
        return searches.answer(call, fields.mapping(asked, 'query'), page)
    return rank_searches.answer(call, asked, page, over == ANNOTATIONS)


def _check_page(call: Call, page: Any) -> None:
    """Refuse pages that the platform does not go to; where programs are rehearsed, any are good.

    Raises:
        errors.SearchInvalid: this is one.
    """
    strict = call.scope.public in (PublicModels.ELSEWHERE, PublicModels.CLOSED)
    if strict and page.number * page.size > MOST_HITS:
        raise errors.SearchInvalid('page * perPage cannot exceed %d; narrow the search.'
                                   % MOST_HITS)


def _kept(call: Call, over: Any, asked: Any) -> Any:
    """Return what is saved of a search, after a look at whether it can be run."""
    query = fields.mapping(asked, 'query')
    (searches if over == OLD else rank_searches).finders(call, query)
    kept = {'query': query}
    kept.update((name, asked[name]) for name in ('name', 'algorithm', 'metric') if asked.get(name))
    least = fields.number(asked, 'min_value')
    return dict(kept, min_value=least) if least is not None else kept


def listing(call: Call) -> Any:
    """GET /searches: list the saved searches by page."""
    page = call.page()
    with call.transaction() as db:
        found = saved_searches.listing(db, call.app_id, page)
    return {'searches': [call.shapes.saved_search(record) for record in found], 'hits': []}


def get(call: Call) -> Any:
    """GET /searches/{search_id}: one saved search."""
    return {'search': call.shapes.saved_search(_named(call))}


def _named(call: Call) -> Any:
    with call.transaction() as db:
        return saved_searches.get(db, call.app_id, call.params['search_id'])


def run(call: Call) -> Any:
    """POST /searches/{search_id}: find what a saved search finds now."""
    record = _named(call)
    answer = _found(call, record['over'], record['search'])
    return dict(answer, searches=[call.shapes.saved_search(record)])


def delete(call: Call) -> Any:
    """DELETE /searches/{search_id}: delete a saved search."""
    with call.transaction() as db:
        saved_searches.get(db, call.app_id, call.params['search_id'])
        saved_searches.remove(db, call.app_id, call.params['search_id'])
    return {}


def patch(call: Call) -> Any:
    """PATCH /searches: overwrite what is given of saved searches; all of them or none."""
    action = fields.text(call.body, 'action')
    if action != patching.OVERWRITE:
        raise errors.RequestError("'action' is %r; saved searches can only be changed with "
                                  "'overwrite'." % action)
    items = fields.batch(call.body, 'searches')
    with call.transaction() as db:
        records = [saved_searches.get(db, call.app_id, fields.identifier(item) or '')
                   for item in items]
    changed = [_overwritten(call, record, item) for record, item in zip(records, items)]
    with call.transaction() as db:
        for record in changed:
            saved_searches.replace(db, record)
        shown = [saved_searches.get(db, call.app_id, record['id']) for record in changed]
    return {'searches': [call.shapes.saved_search(record) for record in shown], 'hits': []}


def _overwritten(call: Call, record: dict[str, Any], item: dict[str, Any]) -> Any:
    """Return a record with what a patch gives of it; pictures of its query are fetched here."""
    _check_settings(item)
    known = record['search']
    asked = dict(item, query=item['query'] if item.get('query') is not None else known['query'])
    return dict(record, search=dict(known, **_kept(call, record['over'], asked)))
