"""What each kind of search term finds among the processed inputs of one app, and how it is ranked.

What people said of an input counts if it stands in an annotation that is accepted.

A term of an input gives {input's row number: score}, with scores in 0..1; an input that it does not
find is absent. The scores of several terms are multiplied (`ranked`). The filters of annotations
(``annotations_...``) give {annotation's row: its input's row}, whatever the annotations' status.
All work with arrays, because a term may find each of very many inputs.
"""
from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import metadata_entries, places
from clarifai.sandbox.store.scores import ByRow, Scores, best_first, columns, distinct, integers

if TYPE_CHECKING:
    from numpy.typing import NDArray

LIKELY = 0.5
UNSAID = 0.5
NO_ANNOTATIONS: ByRow[int] = ByRow(numpy.zeros(0, numpy.int64), numpy.zeros(0, numpy.int64))
_ENOUGH_TEXTS = 8
_FROM_ANNOTATIONS = ('FROM annotations a JOIN inputs i ON i.seq = a.input_seq '
                     'WHERE a.app_id = ? AND i.status_code = %d' % codes.INPUT_SUCCESS)
ANNOTATION_COLUMNS = {'id': 'a.id', 'input_id': 'i.id', 'status_code': 'a.status_code',
                      'input_level': 'a.input_level', 'task_id': 'a.task_id',
                      'user_id': 'a.user_id'}


def processed(db: sqlite3.Connection, app_id: str) -> NDArray[Any]:
    """Return the row numbers of all inputs that can be found."""
    return integers(db, ['seq'], 'FROM inputs WHERE app_id = ? AND status_code = ?',
                    (app_id, codes.INPUT_SUCCESS))[0]


def others(db: sqlite3.Connection, app_id: str, found: Scores) -> Scores:
    """Find all inputs but those that score 1, with what their scores lack to 1."""
    seqs = processed(db, app_id)
    scores = found.get_all(seqs, missing=0.0)
    return Scores(seqs, 1.0 - scores).chosen(scores < 1.0)


def annotated(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
              wanted: bool) -> Scores:
    """Find inputs by what people said of them, on the whole or of a region.

    With `wanted` False, those that were not said to have the concepts: 1.0 where somebody said
    that they have not, 0.5 where nobody said anything.
    """
    said = _said(db, app_id, concept_ids, wanted)
    if wanted:
        return said
    seqs = processed(db, app_id)
    values = said.get_all(seqs, missing=-1.0)
    return Scores(seqs, numpy.where(values < 0, UNSAID, 1.0 - values)).chosen(values < LIKELY)


def predicted(db: sqlite3.Connection, app_id: str, concept_ids: list[str], wanted: bool) -> Scores:
    """Find inputs by what the general model measured: likely to have the concepts, or unlikely."""
    return likely(db, app_id, measured(db, app_id, concept_ids, wanted), wanted)


def measured(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
             only_likely: bool = False) -> Scores:
    """Return the highest value that the general model measured of any of the concepts.

    Args:
        db: in a transaction.
        app_id: the app.
        concept_ids: the concepts.
        only_likely: whether the values that make them likely are enough.

    Returns:
        {row number: value} of the inputs with a value.
    """
    # Only an input that is processed has predictions, so its status need not be looked at.
    found = [Scores(*columns(
        db, 'i8,f8', 'SELECT input_seq, value FROM predictions WHERE concept_seq = '
        '(SELECT seq FROM predicted_concepts WHERE app_id = ? AND concept_id = ?)'
        + f' AND value >= {LIKELY}' * only_likely, (app_id, concept_id)))
        for concept_id in concept_ids]
    return found[0] if len(found) == 1 else Scores.highest(found)


def likely(db: sqlite3.Connection, app_id: str, seen: Scores, wanted: bool) -> Scores:
    """Find inputs by what models saw in them: likely to have something, or unlikely.

    Args:
        db: in a transaction.
        app_id: the app.
        seen: {row number: value} of the inputs where anything was seen.
        wanted: whether those that are likely to have it are wanted, or the others.
    """
    if wanted:
        return seen.chosen(seen.numbers >= LIKELY)
    seqs = distinct(integers(db, ['input_seq'], 'FROM vectors WHERE app_id = ?', (app_id,))[0])
    values = seen.get_all(seqs, missing=0.0)
    return Scores(seqs, 1.0 - values).chosen(values < LIKELY)


def _said(db: sqlite3.Connection, app_id: str, concept_ids: list[str], only_likely: bool) -> Scores:
    """Return the highest value that processed inputs were said to have any of the concepts with."""
    # In this order annotations are read one after the other; the limit keeps SQLite to it.
    return Scores.highest([Scores(*columns(
        db, 'i8,f8', 'SELECT a.input_seq, s.value FROM (SELECT annotation_seq, value FROM '
        'annotated_concepts WHERE app_id = ? AND concept_id IN (%s)%s ORDER BY annotation_seq '
        'LIMIT -1) s JOIN annotations a ON a.seq = s.annotation_seq JOIN inputs i '
        'ON i.seq = a.input_seq WHERE a.status_code = ? AND i.status_code = ?'
        % (', '.join('?' * len(concept_ids)), f' AND value >= {LIKELY}' * only_likely),
        [app_id] + list(concept_ids) + [codes.ANNOTATION_SUCCESS, codes.INPUT_SUCCESS]))])


def with_metadata(db: sqlite3.Connection, app_id: str, wanted: dict[str, Any]) -> Scores:
    """Find inputs whose metadata contains `wanted`, at whatever depth it goes."""
    return Scores.same(_with_metadata(
        db, app_id, wanted, ' AND a.status_code = %d' % codes.ANNOTATION_SUCCESS).numbers)


def _with_metadata(db: sqlite3.Connection, app_id: str, wanted: dict[str, Any],
                   only: str = '') -> ByRow[int]:
    """Return {annotation's row: its input's row} of those whose metadata contains `wanted`."""
    metadata_entries.catch_up(db)
    indexed = metadata_entries.condition(db, app_id, wanted)
    texts = () if indexed.sql else texts_in(wanted)
    # The index of metadata finds less than that of the app, which a plus keeps out.
    start = _FROM_ANNOTATIONS.replace('a.app_id', '+a.app_id') if indexed.sql else _FROM_ANNOTATIONS
    query = '%s%s AND a.metadata IS NOT NULL%s%s' % (
        start, only, f' AND {indexed.sql}' * bool(indexed.sql),
        ' AND instr(a.metadata, ?)' * len(texts))
    values = [app_id] + indexed.values + list(texts)
    if indexed.exact:
        return _annotations(db, query, values)
    rows = db.execute('SELECT a.seq, a.input_seq, a.metadata ' + query, values)
    return _found(row for row in rows if contains(json.loads(row['metadata']), wanted))


def at_place(db: sqlite3.Connection, app_id: str, area: places.Area) -> Scores:
    """Find inputs whose place is in an area."""
    return Scores.same(places.within(db, app_id, area, codes.INPUT_SUCCESS,
                                     codes.ANNOTATION_SUCCESS).numbers)


def texts_in(value: dict[str, Any]) -> list[str]:
    """Return the texts in nested JSON, names of members included, as they are written in JSON.

    JSON that contains `value` has all of them in it. SQLite looks for them much faster than JSON
    can be read, so that little has to be. A few are enough for that.
    """
    return _all_texts(value)[:_ENOUGH_TEXTS]


def _all_texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.items() for part in item for text in _all_texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _all_texts(part)]
    return [json.dumps(value)] if isinstance(value, str) else []


def with_column(db: sqlite3.Connection, app_id: str, column: str, value: Any) -> Scores:
    """Find inputs by ``id``, ``url``, ``kind``, ``status_code`` or ``token`` (of an upload)."""
    return Scores.same(integers(
        db, ['seq'], f'FROM inputs WHERE app_id = ? AND status_code = ? AND {column} = ?',
        (app_id, codes.INPUT_SUCCESS, value))[0])


def contains(whole: Any, part: Any) -> bool:
    """Return whether nested JSON `whole` contains `part`: its members, its list items."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            name in whole and contains(whole[name], part[name]) for name in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(
            any(contains(item, wanted) for item in whole) for wanted in part)
    if isinstance(part, bool) or isinstance(whole, bool):
        return part is whole
    return part == whole


def ranked(db: sqlite3.Connection, app_id: str, found: list[Mapping[int, float]],
           most: int | None = None) -> list[tuple[int, float]]:
    """Combine what the terms of a query found.

    Args:
        db: in a transaction.
        app_id: the app.
        found: {row number: score} of each term.
        most: how many of the best are wanted; None for all.

    Returns:
        row numbers and scores, best first, then newest first.
    """
    scores = [Scores.of(term) for term in found] or [Scores.same(processed(db, app_id))]
    scores.sort(key=len)
    whole: Scores = functools.reduce(lambda left, right: left.times(right), scores)
    return best_first(whole, most)


def annotations_with_column(db: sqlite3.Connection, app_id: str, name: str,
                            value: Any) -> ByRow[int]:
    """Find annotations by one of `ANNOTATION_COLUMNS`; the value None finds those without one."""
    return _annotations(db, f'{_FROM_ANNOTATIONS} AND {ANNOTATION_COLUMNS[name]} IS ?',
                        (app_id, value))


def annotations_between(db: sqlite3.Connection, app_id: str, start: Any, end: Any) -> ByRow[int]:
    """Find annotations by the time of their last change, as RFC 3339 text in UTC."""
    return _annotations(db, _FROM_ANNOTATIONS + ' AND a.modified_at BETWEEN ? AND ?',
                        (app_id, start, end))


def annotations_with_concepts(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
                              wanted: bool) -> ByRow[int]:
    """Find annotations that say that any of the concepts is there or, with `wanted` False, not."""
    found = _annotations(
        db, 'FROM annotated_concepts s JOIN annotations a '
        'ON a.seq = s.annotation_seq JOIN inputs i ON i.seq = a.input_seq WHERE s.app_id = ? AND '
        's.concept_id IN (%s) AND s.value %s ? AND i.status_code = ?'
        % (', '.join('?' * len(concept_ids)), '>=' if wanted else '<'),
        [app_id] + list(concept_ids) + [LIKELY, codes.INPUT_SUCCESS])
    return found.chosen(numpy.unique(found.seqs, return_index=True)[1])


def annotations_with_metadata(db: sqlite3.Connection, app_id: str,
                              wanted: dict[str, Any]) -> ByRow[int]:
    """Find annotations whose metadata contains `wanted`."""
    return _with_metadata(db, app_id, wanted)


def annotations_at_place(db: sqlite3.Connection, app_id: str, area: places.Area) -> ByRow[int]:
    """Find annotations that say that their inputs are in an area."""
    return places.within(db, app_id, area, codes.INPUT_SUCCESS)


def annotations_matching(db: sqlite3.Connection, app_id: str, column: str,
                         test: Callable[..., Any]) -> ByRow[int]:
    """Find annotations whose ``regions``, ``parts`` or ``info`` pass a test.

    Args:
        db: in a transaction.
        app_id: the app.
        column: which of them; it is tested where there is any.
        test: its value -> bool.
    """
    rows = db.execute(f'SELECT a.seq, a.input_seq, a.{column} AS value {_FROM_ANNOTATIONS} '
                      'AND value IS NOT NULL', (app_id,))
    return _found(row for row in rows if test(json.loads(row['value'])))


def annotations_without(db: sqlite3.Connection, app_id: str, column: Any) -> ByRow[int]:
    """Find annotations that have nothing in a column."""
    return _annotations(db, f'{_FROM_ANNOTATIONS} AND a.{column} IS NULL', (app_id,))


def _annotations(db: sqlite3.Connection, query: str, values: Sequence[Any]) -> ByRow[int]:
    """Return what a query finds, from its ``FROM annotations a`` on, each annotation once."""
    return ByRow(*integers(db, ['a.seq', 'a.input_seq'], query, values))


def _found(rows: Iterable[sqlite3.Row]) -> ByRow[int]:
    pairs = [(row['seq'], row['input_seq']) for row in rows]
    return ByRow(*numpy.array(pairs, numpy.int64).reshape(-1, 2).T)
