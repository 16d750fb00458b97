"""What each kind of search term finds among the processed inputs of one app, and how it is ranked.

What people said of an input counts if it stands in an annotation that is accepted.

A term of an input gives {input's row number: score}, with scores in 0..1; an input that it does not
find is absent. The scores of several terms are multiplied (`ranked`). The filters of annotations
(``annotations_...``) give {annotation's row: its input's row}, whatever the annotations' status.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import metadata_entries, places
from clarifai.sandbox.store.scores import best_first

LIKELY = 0.5
UNSAID = 0.5
_ENOUGH_TEXTS = 8
_FROM_ANNOTATIONS = ('FROM annotations a JOIN inputs i ON i.seq = a.input_seq '
                     'WHERE a.app_id = ? AND i.status_code = %d' % codes.INPUT_SUCCESS)
ANNOTATION_COLUMNS = {'id': 'a.id', 'input_id': 'i.id', 'status_code': 'a.status_code',
                      'input_level': 'a.input_level', 'task_id': 'a.task_id',
                      'user_id': 'a.user_id'}


def processed(db: sqlite3.Connection, app_id: str) -> list[int]:
    """Return the row numbers of all inputs that can be found."""
    rows = _tuples(db, 'SELECT seq FROM inputs WHERE app_id = ? AND status_code = ?',
                   (app_id, codes.INPUT_SUCCESS))
    return [seq for seq, in rows]


def annotated(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
              wanted: bool) -> dict[int, float]:
    """Find inputs by what people said of them, on the whole or of a region.

    With `wanted` False, those that were not said to have the concepts: 1.0 where somebody said
    that they have not, 0.5 where nobody said anything.
    """
    said = _said(db, app_id, concept_ids, wanted)
    if wanted:
        return said
    return {seq: 1.0 - said[seq] if seq in said else UNSAID
            for seq in processed(db, app_id) if said.get(seq, 0.0) < LIKELY}


def predicted(db: sqlite3.Connection, app_id: str, concept_ids: Any, wanted: Any) -> Any:
    """Find inputs by what the general model measured: likely to have the concepts, or unlikely."""
    return likely(db, app_id, measured(db, app_id, concept_ids, wanted), wanted)


def measured(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
             only_likely: bool = False) -> dict[int, float]:
    """Return the highest value that the general model measured of any of the concepts.

    Args:
        db: in a transaction.
        app_id: the app.
        concept_ids: the concepts.
        only_likely: whether the values that make them likely are enough.

    Returns:
        {row number: value} of the inputs with a value.
    """
    # Only an input that is processed has predictions, so its status need not be looked at, and the
    # index alone answers. Of two values of an input the higher one comes last.
    return dict(_tuples(
        db, 'SELECT input_seq, value FROM predictions WHERE app_id = ? AND concept_id IN (%s)%s%s'
        % (', '.join('?' * len(concept_ids)), f' AND value >= {LIKELY}' * only_likely,
           ' ORDER BY value' * (len(concept_ids) > 1)), [app_id] + list(concept_ids)))


def _tuples(db: sqlite3.Connection, query: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a query as plain tuples, which are made faster than ``sqlite3.Row``."""
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor.execute(query, values)


def likely(db: sqlite3.Connection, app_id: str, seen: dict[Any, Any],
           wanted: bool) -> dict[Any, Any]:
    """Find inputs by what models saw in them: likely to have something, or unlikely.

    Args:
        db: in a transaction.
        app_id: the app.
        seen: {row number: value} of the inputs where anything was seen.
        wanted: whether those that are likely to have it are wanted, or the others.
    """
    if wanted:
        return {seq: value for seq, value in seen.items() if value >= LIKELY}
    return {seq: 1.0 - seen.get(seq, 0.0)
            for seq in _looked_at(db, app_id) if seen.get(seq, 0.0) < LIKELY}


def _looked_at(db: sqlite3.Connection, app_id: str) -> list[int]:
    """Return the row numbers of an app's inputs that have vectors, some of them twice."""
    return [seq for seq, in _tuples(db, 'SELECT input_seq FROM vectors WHERE app_id = ?',
                                    (app_id,))]


def _said(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
          only_likely: bool) -> dict[int, float]:
    """Return the highest value that processed inputs were said to have any of the concepts with."""
    return dict(_tuples(
        db, 'SELECT a.input_seq, MAX(s.value) FROM annotated_concepts s '
        'JOIN annotations a ON a.seq = s.annotation_seq JOIN inputs i ON i.seq = a.input_seq '
        'WHERE s.app_id = ? AND s.concept_id IN (%s)%s AND a.status_code = ? AND i.status_code = ? '
        'GROUP BY a.input_seq' % (', '.join('?' * len(concept_ids)),
                                  f' AND s.value >= {LIKELY}' * only_likely),
        [app_id] + list(concept_ids) + [codes.ANNOTATION_SUCCESS, codes.INPUT_SUCCESS]))


def with_metadata(db: sqlite3.Connection, app_id: str, wanted: dict[str, Any]) -> dict[int, float]:
    """Find inputs whose metadata contains `wanted`, at whatever depth it goes."""
    found = _with_metadata(
        db, app_id, wanted, ' AND a.status_code = %d' % codes.ANNOTATION_SUCCESS)
    return {input_seq: 1.0 for _, input_seq in found}


def _with_metadata(db: sqlite3.Connection, app_id: str, wanted: dict[str, Any],
                   only: str = '') -> Iterator[tuple[int, int]]:
    """Give (annotation's row, its input's row) of those whose metadata contains `wanted`."""
    metadata_entries.catch_up(db)
    indexed = metadata_entries.condition(db, app_id, wanted)
    texts = () if indexed.sql else texts_in(wanted)
    rows = _tuples(
        db, 'SELECT a.seq, a.input_seq, %s %s%s AND a.metadata IS NOT NULL%s%s'
        % ('NULL' if indexed.exact else 'a.metadata', _FROM_ANNOTATIONS, only,
           f' AND {indexed.sql}' * bool(indexed.sql), ' AND instr(a.metadata, ?)' * len(texts)),
        [app_id] + indexed.values + list(texts))
    return ((seq, input_seq) for seq, input_seq, metadata in rows
            if indexed.exact or contains(json.loads(metadata), wanted))


def at_place(db: sqlite3.Connection, app_id: str, area: places.Area) -> dict[int, float]:
    """Find inputs whose place is in an area."""
    return {input_seq: 1.0 for _, input_seq in places.within(
        db, app_id, area, codes.INPUT_SUCCESS, codes.ANNOTATION_SUCCESS)}


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


def with_column(db: sqlite3.Connection, app_id: str, column: str, value: str) -> dict[Any, Any]:
    """Find inputs by their ``id``, ``url``, ``kind`` or ``token`` (of an upload)."""
    rows = db.execute('SELECT seq FROM inputs WHERE app_id = ? AND status_code = ? AND %s = ?'
                      % column, (app_id, codes.INPUT_SUCCESS, value))
    return {row['seq']: 1.0 for row in rows}


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
    if not found:
        found = [{seq: 1.0 for seq in processed(db, app_id)}]
    found = sorted(found, key=len)
    scores = found[0]
    for others in found[1:]:
        scores = {seq: score * others[seq] for seq, score in scores.items() if seq in others}
    return best_first(scores, most)


def annotations_with_column(db: sqlite3.Connection, app_id: str, name: str,
                            value: str) -> dict[Any, Any]:
    """Find annotations by one of `ANNOTATION_COLUMNS`; the value None finds those without one."""
    rows = db.execute('SELECT a.seq, a.input_seq %s AND %s IS ?'
                      % (_FROM_ANNOTATIONS, ANNOTATION_COLUMNS[name]), (app_id, value))
    return _found(rows)


def annotations_between(db: sqlite3.Connection, app_id: str, start: Any, end: Any) -> Any:
    """Find annotations by the time of their last change, as RFC 3339 text in UTC."""
    rows = db.execute('SELECT a.seq, a.input_seq %s AND a.modified_at BETWEEN ? AND ?'
                      % _FROM_ANNOTATIONS, (app_id, start, end))
    return _found(rows)


def annotations_with_concepts(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
                              wanted: bool) -> dict[Any, Any]:
    """Find annotations that say that any of the concepts is there or, with `wanted` False, not."""
    rows = db.execute(
        'SELECT DISTINCT a.seq, a.input_seq FROM annotated_concepts s JOIN annotations a '
        'ON a.seq = s.annotation_seq JOIN inputs i ON i.seq = a.input_seq WHERE s.app_id = ? AND '
        's.concept_id IN (%s) AND s.value %s ? AND i.status_code = ?'
        % (', '.join('?' * len(concept_ids)), '>=' if wanted else '<'),
        [app_id] + list(concept_ids) + [LIKELY, codes.INPUT_SUCCESS])
    return _found(rows)


def annotations_with_metadata(db: sqlite3.Connection, app_id: str,
                              wanted: dict[str, Any]) -> dict[int, int]:
    """Find annotations whose metadata contains `wanted`."""
    return dict(_with_metadata(db, app_id, wanted))


def annotations_at_place(db: sqlite3.Connection, app_id: str, area: places.Area) -> dict[int, int]:
    """Find annotations that say that their inputs are in an area."""
    return dict(places.within(db, app_id, area, codes.INPUT_SUCCESS))


def annotations_matching(db: sqlite3.Connection, app_id: str, column: str,
                         test: Callable[..., Any]) -> dict[Any, Any]:
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


def annotations_without(db: sqlite3.Connection, app_id: str, column: Any) -> Any:
    """Find annotations that have nothing in a column."""
    rows = db.execute(f'SELECT a.seq, a.input_seq {_FROM_ANNOTATIONS} AND a.{column} IS NULL',
                      (app_id,))
    return _found(rows)


def _found(rows: sqlite3.Cursor | Iterator[Any]) -> dict[Any, Any]:
    return {row['seq']: row['input_seq'] for row in rows}
