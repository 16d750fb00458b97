"""Annotations: what people say of inputs.

An input shows the concepts, metadata and place of its own annotation (``input_level``) and the
regions of all. What others say of the whole input stands in their annotations alone. Annotations
that are not accepted (pending, in review) do not show.

The concepts of an annotation, those of its regions too, are rows of a table of their own, so that
searches and trainings find them; in records they are where the API has them.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import concepts, metadata_entries, places

CHUNK = 500
JSON_COLUMNS = ('metadata', 'geo', 'regions', 'parts', 'info')
CONTENT = ('concepts', 'regions', 'metadata', 'geo', 'parts')
_COLUMNS = ('a.seq, a.app_id, a.input_seq, i.id AS input_id, a.id, a.input_level, a.user_id, '
            'a.task_id, a.metadata, a.geo, a.regions, a.parts, a.info, a.status_code, '
            'a.created_at, a.modified_at')
_FROM = 'FROM annotations a JOIN inputs i ON i.seq = a.input_seq'
SHOWN_MEMBERS = ('concepts', 'metadata', 'geo')
# An input's own annotation, there from the beginning, that nobody has put a label into yet.
_UNLABELLED = ('a.input_level AND coalesce(a.regions, a.parts) IS NULL AND NOT EXISTS '
               '(SELECT 1 FROM annotated_concepts s WHERE s.annotation_seq = a.seq)')


def add(db: sqlite3.Connection, app_id: str, input_seq: int, new: dict[str, Any]) -> int:
    """Make an annotation.

    Args:
        db: in a transaction.
        app_id: the app; concepts that it does not have are made.
        input_seq: the row of the input that it is about.
        new: any of ``id``, ``input_level`` (bool), ``user_id``, ``task_id``, ``concepts``
            (``id``, ``name`` and ``value`` each), ``regions`` (with an ``id`` each), ``metadata``,
            ``geo``, ``parts`` (further members of its data), ``info``, ``status_code``.

    Returns:
        its row.

    Raises:
        errors.AnnotationInvalid: the input has an annotation with this id.
    """
    if new.get('id') and _taken(db, input_seq, new['id']):
        raise errors.AnnotationInvalid(f"The input has an annotation with the id {new['id']!r}.")
    moment = clock.now()
    seq = db.execute(
        'INSERT INTO annotations (app_id, input_seq, id, input_level, user_id, task_id, '
        'status_code, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        (app_id, input_seq, new.get('id') or clock.new_id(), bool(new.get('input_level')),
         new.get('user_id'), new.get('task_id'), new.get('status_code', codes.ANNOTATION_SUCCESS),
         moment, moment)).lastrowid
    _write(db, dict({'concepts': [], 'regions': []}, seq=seq, app_id=app_id, **_content(new)))
    return seq


def _taken(db: sqlite3.Connection, input_seq: Any, annotation_id: Any) -> Any:
    return db.execute('SELECT 1 FROM annotations WHERE input_seq = ? AND id = ?',
                      (input_seq, annotation_id)).fetchone() is not None


def _content(new: dict[str, Any]) -> dict[str, Any]:
    return {name: new[name] for name in CONTENT + ('info',) if name in new}


def replace(db: sqlite3.Connection, record: dict[str, Any]) -> None:
    """Write back `record`, as `get` gave it, with what was changed in it."""
    _write(db, record)
    db.execute('UPDATE annotations SET status_code = ?, task_id = ?, modified_at = ? WHERE seq = ?',
               (record['status_code'], record['task_id'], clock.now(), record['seq']))


def _write(db: sqlite3.Connection, record: dict[str, Any]) -> None:
    seq, app_id = record['seq'], record['app_id']
    db.execute('UPDATE annotations SET metadata = ?, geo = ?, regions = ?, parts = ?, info = ? '
               'WHERE seq = ?', (_dump(record.get('metadata')), _dump(record.get('geo')),
                                 _dump([_bare(region) for region in record['regions']]),
                                 _dump(record.get('parts')), _dump(record.get('info')), seq))
    metadata_entries.keep(db, app_id, seq, record.get('metadata'))
    places.keep(db, app_id, seq, record.get('geo'))
    db.execute('DELETE FROM annotated_concepts WHERE annotation_seq = ?', (seq,))
    said = [('', record['concepts'])] + [(region['id'], region['data'].get('concepts', []))
                                         for region in record['regions']]
    for region_id, items in said:
        concepts.ensure(db, app_id, [(item['id'], item.get('name')) for item in items])
        db.executemany(
            'INSERT OR REPLACE INTO annotated_concepts (annotation_seq, region_id, position, '
            'app_id, concept_id, value) VALUES (?, ?, ?, ?, ?, ?)',
            [(seq, region_id, position, app_id, item['id'], item['value'])
             for position, item in enumerate(items)])


def _bare(region: dict[str, Any]) -> dict[str, Any]:
    """Return a region without its concepts, which have rows of their own."""
    return dict(region, data=dict(item for item in region['data'].items()
                                  if item[0] != 'concepts'))


def is_empty(record: dict[str, Any]) -> Any:
    """Return whether an annotation says nothing."""
    return not any(record[name] for name in CONTENT)


def remove(db: sqlite3.Connection, record: dict[str, Any]) -> None:
    """Delete an annotation; an input's own is emptied, because an input always has it."""
    if record['input_level']:
        replace(db, dict(record, concepts=[], regions=[], metadata=None, geo=None, parts=None,
                         info=None))
    else:
        db.execute('DELETE FROM annotations WHERE seq = ?', (record['seq'],))


def get(db: sqlite3.Connection, app_id: str, input_id: Any, annotation_id: Any) -> Any:
    """Return one annotation.

    Raises:
        errors.AnnotationNotFound: the input, if there is one, has none with this id.
    """
    rows = db.execute('SELECT %s %s WHERE a.app_id = ? AND i.id = ? AND a.id = ?'
                      % (_COLUMNS, _FROM), (app_id, input_id, annotation_id)).fetchall()
    if not rows:
        raise errors.AnnotationNotFound('Input %r of this app has no annotation with id %r.'
                                        % (input_id, annotation_id))
    return _records(db, rows)[0]


def by_seq(db: sqlite3.Connection, seqs: Any) -> Any:
    """Return {row: annotation} of these rows; those that are gone are left out."""
    return {record['seq']: record for record in _chunked(db, 'a.seq', list(seqs))}


def of_inputs(db: sqlite3.Connection, seqs: list[int]) -> dict[Any, Any]:
    """Return {input's row: its annotations}, an input's own first and then the oldest first."""
    found = {seq: [] for seq in seqs}
    for record in _chunked(db, 'a.input_seq', list(found)):
        found[record['input_seq']].append(record)
    return found


def _chunked(db: sqlite3.Connection, column: str, seqs: list[int]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(seqs), CHUNK):
        chunk = seqs[start:start + CHUNK]
        rows = db.execute(
            'SELECT %s %s WHERE %s IN (%s) ORDER BY a.input_level DESC, a.seq'
            % (_COLUMNS, _FROM, column, ', '.join('?' * len(chunk))), chunk).fetchall()
        yield from _records(db, rows)


def listing(db: sqlite3.Connection, app_id: str, wanted: dict[str, Any], page: Any) -> Any:
    """Return one page of the app's annotations, oldest first.

    Args:
        db: in a transaction.
        app_id: the app.
        wanted: ``input_ids``, ``pairs`` (of input id and annotation id), ``user_ids`` (None
            stands for nobody in particular), ``statuses`` and ``task_id``; what is absent or empty
            does not matter. With ``labelled``, inputs' own annotations without labels are left out.
        page: which part.
    """
    conditions, values = ['a.app_id = ?'], [app_id]
    for name, column in (('input_ids', 'i.id'), ('user_ids', 'a.user_id'),
                         ('statuses', 'a.status_code')):
        if wanted.get(name):
            marks = ', '.join('?' * len(wanted[name]))
            orphans = f' OR {column} IS NULL' if None in wanted[name] else ''
            conditions.append(f'({column} IN ({marks}){orphans})')
            values.extend(wanted[name])
    if wanted.get('pairs'):
        conditions.append(f"({' OR '.join(['(i.id = ? AND a.id = ?)'] * len(wanted['pairs']))})")
        values.extend(part for pair in wanted['pairs'] for part in pair)
    if wanted.get('labelled'):
        conditions.append(f'NOT ({_UNLABELLED})')
    if wanted.get('task_id'):
        conditions.append('a.task_id = ?')
        values.append(wanted['task_id'])
    rows = db.execute('SELECT %s %s WHERE %s ORDER BY a.seq LIMIT ? OFFSET ?'
                      % (_COLUMNS, _FROM, ' AND '.join(conditions)),
                      values + [page.size, page.start]).fetchall()
    return _records(db, rows)


def workers(db: sqlite3.Connection, app_id: str) -> Any:
    """Return the ids of those who annotated, None for the owner of the app, in order."""
    rows = db.execute('SELECT DISTINCT user_id FROM annotations WHERE app_id = ? '
                      'ORDER BY user_id', (app_id,))
    return [row['user_id'] for row in rows]


def _records(db: sqlite3.Connection, rows: list[sqlite3.Row]) -> list[dict[str, Any]]:
    records = []
    for row in rows:
        record = dict(row, concepts=[], input_level=bool(row['input_level']))
        for name in JSON_COLUMNS:
            record[name] = json.loads(record[name]) if record[name] else None
        record['regions'] = record['regions'] or []
        records.append(record)
    _attach_concepts(db, {record['seq']: record for record in records})
    return records


def _attach_concepts(db: sqlite3.Connection, by_row: dict[int, dict[str, Any]]) -> None:
    seqs = list(by_row)
    regions = {(seq, region['id']): region for seq, record in by_row.items()
               for region in record['regions']}
    for start in range(0, len(seqs), CHUNK):
        chunk = seqs[start:start + CHUNK]
        rows = db.execute(
            'SELECT s.annotation_seq, s.region_id, c.id, c.name, c.app_id, c.created_at, s.value '
            'FROM annotated_concepts s JOIN concepts c ON c.app_id = s.app_id AND '
            'c.id = s.concept_id WHERE s.annotation_seq IN (%s) ORDER BY s.position'
            % ', '.join('?' * len(chunk)), chunk)
        for row in rows:
            concept = dict(row)
            seq, region_id = concept.pop('annotation_seq'), concept.pop('region_id')
            if region_id:
                said = {name: concept[name] for name in ('id', 'name', 'value')}
                regions[seq, region_id]['data'].setdefault('concepts', []).append(said)
            else:
                by_row[seq]['concepts'].append(concept)


def _dump(value: dict[str, Any] | list[dict[str, Any]] | None) -> str | None:
    return json.dumps(value) if value else None


def annotate_input(db: sqlite3.Connection, app_id: str, seq: int, new: dict[str, Any]) -> None:
    """Annotate a new input.

    Args:
        db: in a transaction.
        app_id: its app.
        seq: its row.
        new: ``concepts`` ((id, name, value) each), ``regions``, ``metadata`` and ``geo``.
    """
    said = [{'id': item[0], 'name': item[1], 'value': item[2]} for item in new['concepts']]
    add(db, app_id, seq, {'input_level': True, 'concepts': said, 'geo': new['geo'],
                          'metadata': new['metadata']})
    for region in new['regions']:
        add(db, app_id, seq, {'regions': [region]})


def attach_to_inputs(db: sqlite3.Connection, records: list[dict[str, Any]]) -> None:
    """Put ``concepts``, ``metadata``, ``geo`` and ``regions`` into records of inputs."""
    found = of_inputs(db, [record['seq'] for record in records])
    for record in records:
        record.update({'concepts': [], 'metadata': None, 'geo': None, 'regions': []})
        for annotation in _accepted(found[record['seq']]):
            if annotation['input_level']:
                record.update((name, annotation[name]) for name in SHOWN_MEMBERS)
            record['regions'].extend(annotation['regions'])


def _accepted(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in found if one['status_code'] == codes.ANNOTATION_SUCCESS]


def write_input(db: sqlite3.Connection, record: dict[str, Any]) -> None:
    """Write what an input shows.

    Args:
        db: in a transaction.
        record: as `attach_to_inputs` gave it, and somebody changed it.
    """
    found = of_inputs(db, [record['seq']])[record['seq']]
    own = dict(found[0], **{name: record[name] for name in SHOWN_MEMBERS})
    if own != found[0]:
        replace(db, own)
    wanted = {region['id']: region for region in record['regions']}
    for annotation in _accepted(found):
        kept = [wanted.pop(region['id']) for region in annotation['regions']
                if region['id'] in wanted]
        if kept != annotation['regions']:
            _keep_regions(db, dict(annotation, regions=kept))
    for region in record['regions']:
        if region['id'] in wanted:
            add(db, record['app_id'], record['seq'], {'regions': [region]})


def _keep_regions(db: sqlite3.Connection, annotation: Any) -> None:
    if is_empty(annotation) and not annotation['input_level']:
        remove(db, annotation)
    else:
        replace(db, annotation)
