"""The ranks and filters of a query, as functions db -> {input's row: score}."""
from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers import annotation_filters, query_concepts, searches, unpacking
from clarifai.sandbox.media import analysis, frames
from clarifai.sandbox.store import datasets, metadata_entries, terms, words
from clarifai.sandbox.store.scores import Scores

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

RANKS = 'data.concepts, data.image, data.text.raw, data.embeddings or input_id'


def filters(call: Call, query: Mapping[str, Any]) -> list[Callable[..., Any]]:
    """Return a finder for each filter that says anything; an input must be found by all of them."""
    return _finders(call, query, 'filters', _filter)


def ranks(call: Call, query: Mapping[str, Any]) -> list[Callable[..., Any]]:
    """Return a finder for each rank that says anything; their scores are multiplied.

    Pictures to compare with are fetched and looked at here, before the transaction.
    """
    return _finders(call, query, 'ranks', _rank)


def _finders(call: Call, query: Mapping[str, Any], name: str, read: Any) -> Any:
    """Return a finder for each item of a query that `read` finds anything in."""
    language = fields.text(query, 'language')
    found = [(item, read(call, item, language)) for item in fields.objects(query, name)]
    return [_negated(call, item, find) for item, find in found if find is not None]


def _says_nothing(item: dict[str, Any]) -> bool:
    """Return whether a rank or filter is empty but for `negate`; clients send such always."""
    return not any(_holds(value) for name, value in item.items() if name != 'negate')


def _holds(value: Any) -> bool:
    if isinstance(value, (dict, list)):
        return any(map(_holds, value.values() if isinstance(value, dict) else value))
    return value not in (None, '', False)


def fitting_annotations(db: sqlite3.Connection, call: Call,
                        query: Mapping[str, Any]) -> dict[Any, Any]:
    """Return which annotations the filters are about.

    Returns:
        dict: {annotation's row: input's row} of those that fit all filters and, for inputs that
        have none of these, of those that fit any; {} where a filter is negated or does not ask
        for annotations.
    """
    items = fields.objects(query, 'filters')
    language = fields.text(query, 'language')
    found = [_union([find(db) for find in annotation_filters.finders(call, item, language)])
             for item in items]
    found = [annotations for annotations in found if annotations]
    if any(item.get('negate') for item in items) or not found:
        return {}
    of_any = _union(found)
    of_all = set(found[0]).intersection(*found[1:])
    served = {of_any[seq] for seq in of_all}
    return {seq: input_seq for seq, input_seq in of_any.items()
            if seq in of_all or input_seq not in served}


def _union(mappings: list[dict[Any, Any]]) -> dict[Any, Any]:
    whole = {}
    for one in mappings:
        whole.update(one)
    return whole


def _negated(call: Call, item: dict[str, Any], find: Callable[..., Any]) -> Callable[..., Any]:
    if not fields.flag(item, 'negate', False):
        return find

    return lambda db: terms.others(db, call.app_id, find(db))


def _filter(call: Call, item: dict[str, Any], language: Any) -> Callable[..., Any] | None:
    """Return a finder for one filter, None if it is empty.

    What is asked within one is ORed, as is its metadata.
    """
    finders = [_inputs_of(find) for find in annotation_filters.finders(call, item, language)]
    finders.extend(map(_at_all, annotation_filters.without(call, item, language)))
    source = fields.mapping(item, 'input')
    dataset_ids = fields.texts(source, 'dataset_ids')
    if dataset_ids:
        finders.append(_in_datasets(call.app_id, dataset_ids))
    code = fields.status_code(source)
    if code:
        finders.append(_with_column(call.app_id, 'status_code', code))
    finders.extend(_with_column(call.app_id, 'kind', kind) for kind in analysis.KINDS
                   if kind in fields.mapping(source, 'data'))
    if not finders and _says_nothing(item):
        return None
    if not finders:
        raise errors.SearchInvalid(
            'A filter says nothing that the sandbox can look for; it knows, of an annotation, %s, '
            'last_updated_time_range, and of an input, status.code, dataset_ids and data with %s.'
            % (annotation_filters.KNOWN, ', '.join(analysis.KINDS)))
    return _any_of(finders)


def _inputs_of(find: Callable[..., Any]) -> Callable[..., Any]:
    return lambda db: Scores.same(find(db).numbers)


def _at_all(find: Callable[..., Any]) -> Callable[..., Any]:
    """Return a finder for which how surely an input is found does not count."""
    return lambda db: Scores.same(find(db).seqs)


def _any_of(finders: list[Callable[..., Any]]) -> Callable[..., Any]:
    return lambda db: Scores.highest([find(db) for find in finders])


def _in_datasets(app_id: str, ids: list[str]) -> Callable[..., Any]:
    return lambda db: Scores.same(datasets.rows_in_any(db, app_id, ids)).times(
        Scores.same(terms.processed(db, app_id)))


def _with_column(app_id: str, name: str, value: str) -> Callable[..., Any]:
    return lambda db: terms.with_column(db, app_id, name, value)


def _rank(call: Call, item: dict[str, Any], language: str | None) -> Callable[..., Any] | None:
    """Return a finder for one rank, None if it is empty."""
    about = fields.mapping(item, 'annotation')
    data = fields.mapping(about, 'data')
    finders = [query_concepts.predicted(call, concept, language, refuse_unlearned=True)
               for concept in unpacking.concepts(data)]
    raw = fields.text(fields.mapping(data, 'text'), 'raw')
    if raw:
        call.services.look_for(call.app_id, *metadata_entries.words_of(raw))
        finders.append(lambda db: words.mentioned(db, call.app_id, raw))
    for vector in fields.objects(data, 'embeddings'):
        finders.append(searches.near(call, _vector(call, vector)))
    input_id = fields.identifier(about, 'input_id')
    if input_id or any(data.get(kind) for kind in frames.KINDS):
        finders.append(searches.by_look(call, {'id': input_id, 'data': data}))
    if not finders and _says_nothing(item):
        return None
    if not finders:
        raise errors.SearchInvalid('A rank says nothing that the sandbox can rank by; it knows %s.'
                                   % RANKS)
    if len(finders) == 1:
        return finders[0]
    return lambda db: functools.reduce(Scores.times, [find(db) for find in finders])


def _vector(call: Call, item: dict[str, Any]) -> Any:
    values = item.get('vector')
    if not isinstance(values, list) or not all(
            isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        raise errors.SearchInvalid("'vector' must be a list of numbers.")
    size = call.services.vision.embedding.size
    if len(values) != size:
        raise errors.SearchInvalid('The vector has %d numbers; vectors have %d here.'
                                   % (len(values), size))
    return numpy.array(values, 'float32')
