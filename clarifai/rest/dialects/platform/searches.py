"""Searches of 2.6.2 as today's ranks and filters."""
from __future__ import absolute_import

from clarifai.answers import number_in, object_in, objects_in, text_in
from clarifai.content import Content
from clarifai.errors import UserError

PICTURE_WAS_SENT = 'dHJ1ZQ=='  # "true" in base64, as the platform's answers have it


def needs_old_search(query):
    """Whether a query has a term that only the deprecated ``POST /searches`` takes: a URL."""
    # Choice 3 of docs/platform.rst: no other search finds inputs by their original URL.
    found = any(_original_url(term.get('input') or {}) for term in query.get('ands') or ())
    if found and (query.get('ranks') or query.get('filters')):
        raise UserError('InputSearchTerm(url=...) goes with the terms of 2.x only: the platform '
                        'finds original URLs in its old search alone')
    return found


def search_body(query, pagination):
    """The body of ``POST /inputs/searches`` for a query of 2.6.2.

    Args:
        query (dict): ``{'ands': [...], 'language': ...}``; also ``ranks`` and ``filters``, as they
            are.
        pagination (dict): the page of the hits.
    """
    ranks, filters = list(query.get('ranks') or ()), list(query.get('filters') or ())
    for term in query.get('ands') or ():
        if 'output' in term:
            ranks.extend({'annotation': part} for part in _output(term['output']))
        if 'input' in term:
            filters.extend({'annotation': part} for part in _input(term['input']))
    asked = {}
    if ranks:
        asked['ranks'] = ranks
    if filters:
        asked['filters'] = filters
    if query.get('language'):
        asked['language'] = query['language']
    return {'searches': [{'query': asked}], 'pagination': pagination}


def _original_url(term):
    return ((term.get('data') or {}).get('image') or {}).get('url')


def _output(term):
    """Annotations to rank by: a predicted concept, likeness to a picture or an input.

    Choice 13 of docs/platform.rst: the name of a predicted concept stays as it is, although it
    depends on the app's base workflow which names there are.
    """
    if (term.get('data') or {}).get('concepts'):
        yield {'data': {'concepts': term['data']['concepts']}}
    like = term.get('input') or {}
    if like.get('id'):
        yield {'input_id': like['id']}
    elif (like.get('data') or {}).get('image'):
        yield {'data': {'image': like['data']['image']}}


def _input(term):
    """Annotations to filter by, one for each thing asked.

    A concept that must be absent keeps its ``"value": 0`` (Clarifai's page on combining searches).
    """
    data = term.get('data') or {}
    if term.get('id'):
        yield {'input_id': term['id']}
    for concept in data.get('concepts') or ():
        yield {'data': {'concepts': [concept]}}
    # All keys must match: parts of one filter are alternatives, filters are not (official tests).
    metadata = data.get('metadata') or {}
    for key in sorted(metadata):
        yield {'data': {'metadata': {key: metadata[key]}}}
    if data.get('geo'):
        yield {'data': {'geo': data['geo']}}


def restore_hits(answer, query):
    """The answer with one hit for each input, its best, and the query, as 2.6.2's had it.

    A search gives an input once, as the official tests have it; one over annotations need not.
    """
    best = {}
    found = objects_in(answer.get('hits'))
    for hit in found:
        input_id = _input_id(hit)
        if input_id not in best or _score(hit) > _score(best[input_id]):
            best[input_id] = hit
    seen, hits = set(), []
    for hit in found:
        input_id = _input_id(hit)
        if input_id is None:
            hits.append(hit)
        elif input_id not in seen:
            seen.add(input_id)
            hits.append(best[input_id])
    return dict(answer, hits=hits, query=without_contents(query))


def _input_id(hit):
    return text_in(object_in(hit.get('input')).get('id'))


def _score(hit):
    return number_in(hit.get('score'), 0)


def without_contents(query):
    """A query as an answer repeats it: of pictures that were sent there is no more than a mark."""
    if isinstance(query, Content):
        return PICTURE_WAS_SENT
    if isinstance(query, dict):
        return dict((name, without_contents(part)) for name, part in query.items())
    if isinstance(query, list):
        return [without_contents(part) for part in query]
    return query
