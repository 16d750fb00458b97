"""What each kind of search term finds among the processed inputs of one app, and how it is ranked.

What people said of an input counts if it stands in an annotation that is accepted.

A term of an input gives {input's row number: score}, with scores in 0..1; an input that it does not
find is absent. The scores of several terms are multiplied (`ranked`). The filters of annotations
(``annotations_...``) give {annotation's row: its input's row}, whatever the annotations' status.
"""
from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy

from clarifai.sandbox import status_codes as codes

EARTH_RADIUS = {'withinMiles': 3958.7613, 'withinKilometers': 6371.0088, 'withinRadians': 1.0,
                'withinDegrees': 180.0 / math.pi}
LIKELY = 0.5
UNSAID = 0.5
_ENOUGH_TEXTS = 8
_SAID = ('SELECT a.input_seq, s.app_id, s.concept_id, s.value FROM annotated_concepts s '
         'JOIN annotations a ON a.seq = s.annotation_seq WHERE a.status_code = %d'
         % codes.ANNOTATION_SUCCESS)
PREDICTED = 'SELECT input_seq, app_id, concept_id, value FROM predictions'
_FROM_ANNOTATIONS = ('FROM annotations a JOIN inputs i ON i.seq = a.input_seq '
                     'WHERE a.app_id = ? AND i.status_code = %d' % codes.INPUT_SUCCESS)
ANNOTATION_COLUMNS = {'id': 'a.id', 'input_id': 'i.id', 'status_code': 'a.status_code',
                      'input_level': 'a.input_level', 'task_id': 'a.task_id',
                      'user_id': 'a.user_id'}


def processed(db: sqlite3.Connection, app_id: str) -> list[int]:
    """Return the row numbers of all inputs that can be found."""
    rows = db.execute('SELECT seq FROM inputs WHERE app_id = ? AND status_code = ?',
                      (app_id, codes.INPUT_SUCCESS))
    return [row['seq'] for row in rows]


def annotated(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
              wanted: bool) -> dict[int, float]:
    """Find inputs by what people said of them, on the whole or of a region.

    With `wanted` False, those that were not said to have the concepts: 1.0 where somebody said
    that they have not, 0.5 where nobody said anything.
    """
    said = values(db, _SAID, app_id, concept_ids)
    if wanted:
        return {seq: value for seq, value in said.items() if value >= LIKELY}
    return {seq: 1.0 - said[seq] if seq in said else UNSAID
            for seq in processed(db, app_id) if said.get(seq, 0.0) < LIKELY}


def predicted(db: sqlite3.Connection, app_id: str, concept_ids: Any, wanted: Any) -> Any:
    """Find inputs by what the general model measured: likely to have the concepts, or unlikely."""
    return likely(db, app_id, values(db, PREDICTED, app_id, concept_ids), wanted)


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


def _looked_at(db: sqlite3.Connection, app_id: str) -> list[Any]:
    rows = db.execute('SELECT DISTINCT input_seq FROM vectors WHERE app_id = ?', (app_id,))
    return [row['input_seq'] for row in rows]


def values(db: sqlite3.Connection, source: str, app_id: str,
           concept_ids: list[str]) -> dict[Any, Any]:
    """Return the highest value of any of the concepts, for each processed input that has one."""
    rows = db.execute(
        'SELECT t.input_seq, MAX(t.value) AS value FROM (%s) t JOIN inputs i ON '
        'i.seq = t.input_seq WHERE t.app_id = ? AND t.concept_id IN (%s) AND i.status_code = ? '
        'GROUP BY t.input_seq' % (source, ', '.join('?' * len(concept_ids))),
        [app_id] + list(concept_ids) + [codes.INPUT_SUCCESS])
    return {row['input_seq']: row['value'] for row in rows}


def with_metadata(db: sqlite3.Connection, app_id: str, wanted: dict[str, Any]) -> dict[int, float]:
    """Find inputs whose metadata contains `wanted`, at whatever depth it goes."""
    return _matching(db, app_id, 'metadata', lambda metadata: contains(metadata, wanted),
                     texts_in(wanted))


def at_place(db: sqlite3.Connection, app_id: str, test: Any) -> Any:
    """Find inputs whose place passes a test: `is_near` or `is_inside`."""
    return _matching(db, app_id, 'geo', test)


def is_near(point: dict[str, int], limit_type: str, limit: int) -> Callable[..., Any]:
    """Return a test: within `limit` (in miles, kilometres, radians or degrees) of a point."""
    radius = EARTH_RADIUS[limit_type]
    return lambda geo: radius * _angle(point, geo['geo_point']) <= limit


def is_inside(corner: dict[str, int], opposite: dict[str, int]) -> Callable[..., Any]:
    """Return a test: in the box between two opposite corners."""
    south, north = sorted([corner['latitude'], opposite['latitude']])
    west, east = sorted([corner['longitude'], opposite['longitude']])

    def within(geo: Any) -> Any:
        point = geo['geo_point']
        return south <= point['latitude'] <= north and west <= point['longitude'] <= east
    return within


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


def _matching(db: sqlite3.Connection, app_id: str, column: str, matches: Callable[..., Any],
              texts: Sequence[str] = ()) -> dict[int, float]:
    rows = db.execute(
        'SELECT a.input_seq, a.%s AS value FROM annotations a JOIN inputs i ON i.seq = a.input_seq '
        'WHERE a.app_id = ? AND a.status_code = ? AND i.status_code = ? AND value IS NOT NULL%s'
        % (column, ' AND instr(value, ?)' * len(texts)),
        [app_id, codes.ANNOTATION_SUCCESS, codes.INPUT_SUCCESS] + list(texts))
    return {row['input_seq']: 1.0 for row in rows if matches(json.loads(row['value']))}


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


def _angle(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Return the angle between two points on a sphere, in radians (haversine formula)."""
    first, second = math.radians(one['latitude']), math.radians(other['latitude'])
    along = math.radians(other['longitude'] - one['longitude'])
    half = (math.sin((second - first) / 2) ** 2
            + math.cos(first) * math.cos(second) * math.sin(along / 2) ** 2)
    return 2 * math.asin(min(1.0, math.sqrt(half)))


def ranked(db: sqlite3.Connection, app_id: str,
           found: list[dict[Any, Any]]) -> list[tuple[int, float]]:
    """Combine what the terms of a query found.

    Args:
        db: in a transaction.
        app_id: the app.
        found: {row number: score} of each term.

    Returns:
        row numbers and scores, best first, then newest first.
    """
    if not found:
        found = [{seq: 1.0 for seq in processed(db, app_id)}]
    found = sorted(found, key=len)
    scores = dict(found[0])
    for others in found[1:]:
        scores = {seq: score * others[seq] for seq, score in scores.items() if seq in others}
    seqs = numpy.fromiter(scores.keys(), numpy.int64, len(scores))
    values = numpy.fromiter(scores.values(), numpy.float64, len(scores))
    order = numpy.lexsort((-seqs, -values))
    return list(zip(seqs[order].tolist(), values[order].tolist()))


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


def annotations_matching(db: sqlite3.Connection, app_id: str, column: str, test: Callable[..., Any],
                         texts: list[str] | tuple[()] = ()) -> dict[Any, Any]:
    """Find annotations whose ``metadata``, ``geo``, ``regions``, ``parts`` or ``info`` pass a test.

    Args:
        db: in a transaction.
        app_id: the app.
        column: which of them; it is tested where there is any.
        test: its value -> bool.
        texts: what the JSON of each value that passes has in it; see
            `texts_in`.
    """
    rows = db.execute('SELECT a.seq, a.input_seq, a.%s AS value %s AND value IS NOT NULL%s'
                      % (column, _FROM_ANNOTATIONS, ' AND instr(value, ?)' * len(texts)),
                      [app_id] + list(texts))
    return _found(row for row in rows if test(json.loads(row['value'])))


def annotations_without(db: sqlite3.Connection, app_id: str, column: Any) -> Any:
    """Find annotations that have none of what `annotations_matching` looks at."""
    rows = db.execute(f'SELECT a.seq, a.input_seq {_FROM_ANNOTATIONS} AND a.{column} IS NULL',
                      (app_id,))
    return _found(rows)


def _found(rows: sqlite3.Cursor | Iterator[Any]) -> dict[Any, Any]:
    return {row['seq']: row['input_seq'] for row in rows}
