"""Versions of datasets: what their inputs were like at one moment, and exports of that.

A version does not change when an input is changed or deleted, and hands out its files after that.
"""
from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import dataset_counts, inputs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.embeddings import Embedding

PIECE = 200
WAITING = (codes.DATASET_VERSION_PENDING, codes.DATASET_VERSION_IN_PROGRESS)
COLUMNS = ('seq, dataset_seq, id, about, metrics, status_code, status_details, created_at, '
           'modified_at')


def begin(db: sqlite3.Connection, dataset: dict[str, Any], version_id: str | None,
          about: dict[str, Any], rows: list[int], embedding: Embedding) -> dict[str, Any]:
    """Make a version; one of many inputs is pending then, and is made by `carry_on`.

    Args:
        db: in a transaction.
        dataset: as ``store.datasets`` gives it.
        version_id: its id, or None for a fresh one.
        about: what describes it.
        rows: of its inputs, in order.
        embedding: as for `carry_on`.

    Returns:
        the version, as `get` gives it.

    Raises:
        errors.DatasetInvalid: the id is taken.
    """
    version_id = version_id or clock.new_id()
    if _row(db, dataset, version_id):
        raise errors.DatasetInvalid('duplicate: dataset %r has a version with id %r already.'
                                    % (dataset['id'], version_id))
    moment = clock.now()
    db.execute(
        'INSERT INTO dataset_versions (dataset_seq, id, about, metrics, status_code, created_at, '
        'modified_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        (dataset['seq'], version_id, json.dumps(about), json.dumps(dataset_counts.measured([])),
         codes.DATASET_VERSION_PENDING, moment, moment))
    made = get(db, dataset, version_id)
    db.execute('INSERT INTO versions_to_make (version_seq, rows, done) VALUES (?, ?, 0)',
               (made['seq'], json.dumps(rows)))
    if len(rows) > PIECE:
        return made
    carry_on(db, made['seq'], embedding)
    return get(db, dataset, version_id)


def carry_on(db: sqlite3.Connection, seq: int, embedding: Embedding) -> bool:
    """Keep the next inputs of a version (row number), as they are now.

    Args:
        db: in a transaction.
        seq: the version.
        embedding: whose vectors are kept, where inputs have those of several.

    Returns:
        whether there are more.
    """
    left = db.execute(
        'SELECT m.rows, m.done, v.metrics, d.id AS dataset_id FROM versions_to_make m '
        'JOIN dataset_versions v ON v.seq = m.version_seq JOIN datasets d ON d.seq = v.dataset_seq '
        'WHERE m.version_seq = ?', (seq,)).fetchone()
    if left is None:  # it was deleted
        return False
    rows, done = json.loads(left['rows']), left['done'] + PIECE
    records = inputs.by_seq(db, rows[left['done']:done])
    _copy(db, seq, left['dataset_id'], records, embedding)
    counted = dataset_counts.merged(json.loads(left['metrics']), dataset_counts.measured(records))
    is_whole = done >= len(rows)
    db.execute('UPDATE dataset_versions SET metrics = ? WHERE seq = ?', (json.dumps(counted), seq))
    _set_status(db, seq, codes.DATASET_VERSION_READY if is_whole
                else codes.DATASET_VERSION_IN_PROGRESS)
    if is_whole:
        db.execute('DELETE FROM versions_to_make WHERE version_seq = ?', (seq,))
    else:
        db.execute('UPDATE versions_to_make SET done = ? WHERE version_seq = ?', (done, seq))
    return not is_whole


def _copy(db: sqlite3.Connection, seq: int, dataset_id: str, records: list[dict[str, Any]],
          embedding: Embedding) -> None:
    labels = _labels(db, [record['seq'] for record in records])
    db.executemany(
        'INSERT INTO dataset_version_inputs '
        '(version_seq, app_id, input_seq, token, record, labels, embedding, embedding_name) '
        'SELECT ?, i.app_id, i.seq, ?, ?, ?, v.numbers, COALESCE(v.embedding, ?) FROM inputs i '
        'LEFT JOIN vectors v ON v.rowid = (SELECT rowid FROM vectors WHERE input_seq = i.seq '
        'ORDER BY embedding = ? DESC LIMIT 1) WHERE i.seq = ?',
        [(seq, record['token'] or clock.new_id(),
          json.dumps(dict(record, dataset_ids=[dataset_id])),
          json.dumps(labels.get(record['seq'], {})), embedding.name, embedding.name,
          record['seq']) for record in records])


def _set_status(db: sqlite3.Connection, seq: int, code: int, details: str | None = None) -> None:
    db.execute('UPDATE dataset_versions SET status_code = ?, status_details = ?, modified_at = ? '
               'WHERE seq = ?', (code, details, clock.now(), seq))


def fail(db: sqlite3.Connection, seq: int, details: str) -> None:
    """Leave a version (row number) that cannot be made empty, and say why."""
    db.execute('DELETE FROM versions_to_make WHERE version_seq = ?', (seq,))
    db.execute('DELETE FROM dataset_version_inputs WHERE version_seq = ?', (seq,))
    db.execute('UPDATE dataset_versions SET metrics = ? WHERE seq = ?',
               (json.dumps(dataset_counts.measured([])), seq))
    _set_status(db, seq, codes.DATASET_VERSION_FAILURE, details)


def is_waiting(db: sqlite3.Connection, app_id: str, dataset_id: str, version_id: str) -> bool:
    """Return whether a version, which may not be there, is being made."""
    row = db.execute('SELECT v.status_code FROM dataset_versions v JOIN datasets d '
                     'ON d.seq = v.dataset_seq WHERE d.app_id = ? AND d.id = ? AND v.id = ?',
                     (app_id, dataset_id, version_id)).fetchone()
    return row is not None and row['status_code'] in WAITING


def unfinished(db: sqlite3.Connection) -> list[int]:
    """Return the row numbers of the versions that are being made."""
    return [row['version_seq'] for row in db.execute(
        'SELECT version_seq FROM versions_to_make ORDER BY version_seq')]


def _labels(db: sqlite3.Connection, seqs: list[int]) -> dict[int, dict[str, float]]:
    """Return {input's row: {concept: value}} of what is said of whole inputs, the newest last."""
    found: dict[int, dict[str, float]] = {}
    for chunk in inputs.chunks(seqs):
        rows = db.execute(
            'SELECT a.input_seq, s.concept_id, s.value FROM annotated_concepts s '
            'JOIN annotations a ON a.seq = s.annotation_seq WHERE a.input_seq IN (%s) AND '
            "s.region_id = '' AND a.status_code = ? ORDER BY a.seq"
            % ', '.join('?' * len(chunk)), chunk + [codes.ANNOTATION_SUCCESS])
        for row in rows:
            found.setdefault(row['input_seq'], {})[row['concept_id']] = row['value']
    return found


def get(db: sqlite3.Connection, dataset: dict[str, Any], version_id: str) -> dict[str, Any]:
    """Return a version: ``seq``, ``dataset_id``, ``id``, ``about``, ``metrics`` and the like.

    The metrics are those of ``store.dataset_counts``, None while it is not ready.

    Raises:
        errors.DatasetNotFound: the dataset has none with this id.
    """
    row = _row(db, dataset, version_id)
    if not row:
        raise errors.DatasetNotFound(f"Dataset {dataset['id']!r} has no version {version_id!r}.")
    return _record(dataset, row)


def list_all(db: sqlite3.Connection, dataset: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the versions of a dataset, newest first."""
    rows = db.execute(f'SELECT {COLUMNS} FROM dataset_versions WHERE dataset_seq = ? '
                      'ORDER BY seq DESC', (dataset['seq'],))
    return [_record(dataset, row) for row in rows]


def describe(db: sqlite3.Connection, dataset: dict[str, Any], version: dict[str, Any],
             about: dict[str, Any]) -> dict[str, Any]:
    """Change what is said of a version; return it as it is then."""
    db.execute('UPDATE dataset_versions SET about = ?, modified_at = ? WHERE seq = ?',
               (json.dumps(about), clock.now(), version['seq']))
    return get(db, dataset, version['id'])


def remove(db: sqlite3.Connection, dataset: dict[str, Any], ids: list[str]) -> None:
    """Delete these versions with their exports."""
    db.executemany('DELETE FROM dataset_versions WHERE dataset_seq = ? AND id = ?',
                   [(dataset['seq'], version_id) for version_id in ids])


def records(db: sqlite3.Connection, version_seq: int) -> list[dict[str, Any]]:
    """Return the inputs of a version as they were, each with a ``token`` and an ``embedding``."""
    rows = db.execute('SELECT token, record, embedding FROM dataset_version_inputs '
                      'WHERE version_seq = ? ORDER BY seq', (version_seq,))
    return [dict(json.loads(row['record']), token=row['token'], embedding=row['embedding'])
            for row in rows]


def labelled(db: sqlite3.Connection, version_seq: int,
             embedding: Embedding) -> list[tuple[str, bytes, dict[str, float]]]:
    """Return (input id, vector, {concept: value}) of the inputs of a version that have a vector.

    An input that was not looked at when the version was made has the vector that it got since.
    """
    rows = db.execute(
        'SELECT v.record, v.labels, COALESCE(CASE v.embedding_name WHEN ? THEN v.embedding END, '
        'w.numbers) AS vector FROM dataset_version_inputs v '
        'LEFT JOIN vectors w ON w.input_seq = v.input_seq AND w.embedding = ? '
        'WHERE v.version_seq = ? AND vector IS NOT NULL ORDER BY v.seq',
        (embedding.name, embedding.name, version_seq))
    return [(json.loads(row['record'])['id'], row['vector'], json.loads(row['labels']))
            for row in rows]


def texts(db: sqlite3.Connection, version_seq: int) -> list[tuple[str, str, dict[str, float]]]:
    """Return (input id, text, {concept: value}) of the inputs of a version that have a text.

    An input that was not read when the version was made has the text that it got since.
    """
    rows = db.execute(
        'SELECT v.record, v.labels, i.text FROM dataset_version_inputs v LEFT JOIN inputs i '
        'ON i.seq = v.input_seq AND i.status_code = ? WHERE v.version_seq = ? ORDER BY v.seq',
        (codes.INPUT_SUCCESS, version_seq))
    found = []
    for row in rows:
        record = json.loads(row['record'])
        text = record['text'] if record['text'] is not None else row['text']
        if text is not None:
            found.append((record['id'], text, json.loads(row['labels'])))
    return found


def to_look_at_again(db: sqlite3.Connection, embedding: Embedding) -> list[tuple[int, str]]:
    """Return (row number, app's id) of what other embeddings saw in inputs that are gone."""
    rows = db.execute(
        'SELECT seq, app_id FROM dataset_version_inputs v WHERE embedding IS NOT NULL AND '
        'embedding_name != ? AND NOT EXISTS (SELECT 1 FROM inputs WHERE seq = v.input_seq) '
        'ORDER BY seq', (embedding.name,))
    return [(row['seq'], row['app_id']) for row in rows]


def again(db: sqlite3.Connection, seq: int) -> dict[str, Any] | None:
    """Return the ``id``, ``kind``, ``url`` and ``data`` of an input (its row in a version)."""
    row = db.execute('SELECT token, record FROM dataset_version_inputs WHERE seq = ?',
                     (seq,)).fetchone()
    if not row:
        return None
    return dict(json.loads(row['record']), data=kept_file(db, row['token']))


def seen_again(db: sqlite3.Connection, seq: int, embedding: Embedding,
               vector: NDArray[Any]) -> None:
    """Keep the vector of an input (its row in a version) in place of another embedding's."""
    db.execute('UPDATE dataset_version_inputs SET embedding = ?, embedding_name = ? '
               'WHERE seq = ?', (vector.astype('<f4').tobytes(), embedding.name, seq))


def kept_file(db: sqlite3.Connection, token: str) -> bytes | None:
    """Return the file, or the text in UTF-8, that is handed out under `token`, or None."""
    row = db.execute('SELECT bytes FROM kept_media WHERE token = ?', (token,)).fetchone()
    if row:
        return row['bytes']
    record = _by_token(db, token)
    return record['text'].encode('utf-8') if record and not record['url'] else None


def kept_url(db: sqlite3.Connection, token: str) -> str | None:
    """Return the URL behind which the file is that is handed out under `token`, or None."""
    record = _by_token(db, token)
    return record['url'] if record else None


def _by_token(db: sqlite3.Connection, token: str) -> dict[str, Any] | None:
    row = db.execute('SELECT record FROM dataset_version_inputs WHERE token = ?',
                     (token,)).fetchone()
    return json.loads(row['record']) if row else None


def put_export(db: sqlite3.Connection, version: dict[str, Any], form: str, size: int,
               include_embeddings: bool) -> None:
    """Keep that a version is exported in a format, in place of an earlier export in it.

    The size is 0 while nobody knows it.
    """
    db.execute('INSERT OR REPLACE INTO dataset_exports '
               '(version_seq, format, token, size, include_embeddings) VALUES (?, ?, ?, ?, ?)',
               (version['seq'], form, clock.new_id(), size, include_embeddings))


def exports(db: sqlite3.Connection, version: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return {format: export} of a version: ``token``, ``size``, ``is_ready`` and the like."""
    rows = db.execute('SELECT format, token, size, include_embeddings FROM dataset_exports '
                      'WHERE version_seq = ?', (version['seq'],))
    return {row['format']: dict(row, include_embeddings=bool(row['include_embeddings']),
                                is_ready=version['metrics'] is not None) for row in rows}


def export_of(db: sqlite3.Connection, token: str) -> dict[str, Any] | None:
    """Return what is handed out under a token: ``version_seq``, ``format`` and the like, or None.

    ``user_id`` and ``app`` are those of the app as answers have them.
    """
    row = db.execute(
        'SELECT e.version_seq, e.format, e.include_embeddings, u.user_id, u.name AS app, d.app_id '
        'FROM dataset_exports e JOIN dataset_versions v ON v.seq = e.version_seq '
        'JOIN datasets d ON d.seq = v.dataset_seq LEFT JOIN user_apps u ON u.app_id = d.app_id '
        'WHERE e.token = ?', (token,)).fetchone()
    return dict(row) if row else None


def _row(db: sqlite3.Connection, dataset: dict[str, Any], version_id: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(
        f'SELECT {COLUMNS} FROM dataset_versions WHERE dataset_seq = ? AND id = ?',
        (dataset['seq'], version_id)).fetchone()
    return row


def _record(dataset: dict[str, Any], row: sqlite3.Row) -> dict[str, Any]:
    is_ready = row['status_code'] == codes.DATASET_VERSION_READY
    return dict(row, dataset_id=dataset['id'], about=json.loads(row['about']),
                metrics=json.loads(row['metrics']) if is_ready else None)
