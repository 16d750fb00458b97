"""Searches over inputs and annotations: filters say which, ranks in what order."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox.handlers import query_terms
from clarifai.sandbox.store import annotations as annotation_store
from clarifai.sandbox.store import inputs, terms

if TYPE_CHECKING:
    from clarifai.sandbox.fields import Page
    from clarifai.sandbox.handlers.request import Call

MOST_TERMS = 100


def finders(call: Call, query: Mapping[str, Any]) -> list[Callable[..., Any]]:
    """Return a function db -> {input's row: score} for each rank and filter of a query.

    Raises:
        errors.SearchInvalid: one of them makes no sense, or there are too many.
    """
    terms = fields.objects(query, 'ranks') + fields.objects(query, 'filters')
    if len(terms) > MOST_TERMS:
        raise errors.SearchInvalid('The query has %d terms; at most %d are taken.'
                                   % (len(terms), MOST_TERMS))
    if query.get('ands'):
        raise errors.SearchInvalid("'ands' belong to POST /searches; here are 'ranks' and "
                                   "'filters'.")
    return query_terms.ranks(call, query) + query_terms.filters(call, query)


def answer(call: Call, search: dict[str, Any], page: Page,
           of_annotations: bool = False) -> dict[str, Any]:
    """Answer a search.

    Args:
        call: the request.
        search: with its ``query`` and ``min_value``.
        page: which of the hits.
        of_annotations: whether an input is found once for each of its annotations that
            fits, and not just once.
    """
    query = fields.mapping(search, 'query')
    wanted, least = finders(call, query), fields.number(search, 'min_value', 0.0)
    only_count = fields.flag(call.body, 'only_count', False)
    most = None if only_count or of_annotations else page.start + page.size
    with call.transaction() as db:
        found = terms.ranked(db, call.app_id, [find(db) for find in wanted], most)
        found = [(seq, score) for seq, score in found if score >= least]
        fitting = query_terms.fitting_annotations(db, call, query) if of_annotations else {}
        hits = _places(found, fitting)
        shown = _shown(call, db, hits[page.start:page.start + page.size])
    if only_count:
        return {'hits': [], 'hit_counts': [{'count': len(hits)}]}
    return {'id': clock.new_id(), 'hits': shown}


def _places(found: list[tuple[int, float]],
            fitting: dict[Any, Any]) -> list[tuple[int, float, int | None]]:
    """Return (row, score, row of an annotation or None for its own) for each hit."""
    by_input: dict[Any, Any] = {}
    for annotation, seq in sorted(fitting.items()):
        by_input.setdefault(seq, []).append(annotation)
    return [(seq, score, annotation) for seq, score in found
            for annotation in by_input.get(seq, [None])]


def _shown(call: Call, db: sqlite3.Connection,
           hits: list[tuple[int, float, int | None]]) -> list[dict[str, Any]]:
    seqs = list({seq for seq, _, _ in hits})
    records = {record['seq']: record for record in inputs.by_seq(db, seqs)}
    said = annotation_store.of_inputs(db, seqs)
    return [call.shapes.hit(score, records[seq], _one(said[seq], annotation))
            for seq, score, annotation in hits]


def _one(said: list[dict[str, Any]], wanted: int | None) -> dict[str, Any]:
    """Return the annotation with a row, or the input's own, which is the first."""
    return next((one for one in said if one['seq'] == wanted), said[0])
