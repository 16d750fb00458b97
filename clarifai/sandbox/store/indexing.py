"""An input's way from pending to done or failed, and what was seen in it."""
from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.models import public_concepts, recognised
from clarifai.sandbox.store import inputs, versions, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.embeddings import Embedding


def waiting(db: sqlite3.Connection) -> list[int]:
    """Return the row numbers of all inputs, of all apps, that are not looked at yet."""
    rows = db.execute('SELECT seq FROM inputs WHERE status_code IN (?, ?) ORDER BY seq',
                      codes.INPUT_WAITING)
    return [row['seq'] for row in rows]


def any_waiting(db: sqlite3.Connection, app_id: str, moment: str) -> bool:
    """Return whether inputs that the app got until `moment` are not looked at yet."""
    return db.execute(
        'SELECT 1 FROM inputs WHERE app_id = ? AND status_code IN (?, ?) AND created_at <= ? '
        'LIMIT 1', (app_id,) + codes.INPUT_WAITING + (moment,)).fetchone() is not None


def start(db: sqlite3.Connection, seq: int) -> dict[str, Any] | None:
    """Mark one input as being worked on.

    Returns:
        its ``kind``, ``url``, ``token``, ``text`` and ``app_id``, or None if it is gone or
        does not wait any more.
    """
    row = db.execute('SELECT app_id, kind, url, token, text FROM inputs WHERE seq = ? AND '
                     'status_code IN (?, ?)', (seq,) + codes.INPUT_WAITING).fetchone()
    if row:
        db.execute('UPDATE inputs SET status_code = ? WHERE seq = ?',
                   (codes.INPUT_IN_PROGRESS, seq))
    return dict(row) if row else None


def finish(db: sqlite3.Connection, seq: int, app_id: str, embedding: Embedding,
           vector: NDArray[Any] | None, predicted: list[tuple[str, float]], info: dict[str, Any],
           text: str | None = None) -> None:
    """Keep what was seen in an input, and mark it done; nothing happens if it is gone.

    Args:
        db: in a transaction.
        seq: the input's row.
        app_id: its app.
        embedding: what makes vectors.
        vector: its vector, or None.
        predicted: names of concepts of the general model, with values.
        info: width, height and the like.
        text: what stands in it, or None.
    """
    changed = db.execute(
        'UPDATE inputs SET status_code = ?, status_details = NULL, info = ?, '
        'text = COALESCE(?, text), modified_at = ? WHERE seq = ?',
        (codes.INPUT_SUCCESS, json.dumps(info), text, clock.now(), seq)).rowcount
    if changed:
        if vector is not None:
            _keep_vector(db, seq, app_id, embedding, vector)
        _keep_predicted(db, seq, app_id, predicted)


def _keep_vector(db: sqlite3.Connection, seq: int, app_id: str, embedding: Embedding,
                 vector: NDArray[Any]) -> None:
    db.execute('INSERT OR REPLACE INTO vectors (input_seq, embedding, app_id, numbers) '
               'VALUES (?, ?, ?, ?)',
               (seq, embedding.name, app_id, vector.astype('<f4').tobytes()))


def _keep_predicted(db: sqlite3.Connection, seq: int, app_id: str,
                    predicted: list[tuple[str, float]]) -> None:
    # What scores nothing is found as if it were here.
    _keep_values(db, seq, app_id, [(public_concepts.concept_id(name), value)
                                   for name, value in predicted if value])
    words.remember_concepts(db, [name for name, _ in predicted])


def _keep_values(db: sqlite3.Connection, seq: int, app_id: str,
                 values: list[tuple[str, float]]) -> None:
    db.executemany('INSERT OR IGNORE INTO predicted_concepts (app_id, concept_id) VALUES (?, ?)',
                   [(app_id, concept_id) for concept_id, _ in values])
    db.executemany(
        'INSERT OR REPLACE INTO predictions (concept_seq, input_seq, value) '
        'SELECT seq, ?, ? FROM predicted_concepts WHERE app_id = ? AND concept_id = ?',
        [(seq, value, app_id, concept_id) for concept_id, value in values])


def fail(db: sqlite3.Connection, seq: int, code: int, details: str) -> None:
    """Mark an input as failed, with the reason."""
    db.execute('UPDATE inputs SET status_code = ?, status_details = ?, modified_at = ? '
               'WHERE seq = ?', (code, details, clock.now(), seq))


def to_look_at_again(db: sqlite3.Connection, embedding: Embedding) -> list[tuple[int, str]]:
    """Return (row number, app's id) of the inputs whose vectors other embeddings made, in order."""
    rows = db.execute(
        'SELECT DISTINCT v.input_seq, v.app_id FROM vectors v WHERE NOT EXISTS (SELECT 1 FROM '
        'vectors w WHERE w.input_seq = v.input_seq AND w.embedding = ?) ORDER BY v.input_seq',
        (embedding.name,))
    return [(row['input_seq'], row['app_id']) for row in rows]


def has_other_vectors(db: sqlite3.Connection, embedding: Embedding) -> bool:
    """Return whether other embeddings have made any vectors that are kept."""
    return db.execute('SELECT 1 FROM vectors WHERE embedding != ? LIMIT 1',
                      (embedding.name,)).fetchone() is not None


def again(db: sqlite3.Connection, seq: int) -> dict[str, Any] | None:
    """Return of an input what `start` does and its ``id``, or None if it is gone."""
    row = db.execute('SELECT app_id, id, kind, url, token, text FROM inputs WHERE seq = ?',
                     (seq,)).fetchone()
    return dict(row) if row else None


def seen_again(db: sqlite3.Connection, seq: int, app_id: str, embedding: Embedding,
               vector: NDArray[Any], predicted: list[tuple[str, float]] | None) -> None:
    """Keep what is seen now in an input that was done; nothing happens if it is gone.

    Its other vectors stay until `forget_other_vectors`.

    Args:
        db: in a transaction.
        seq: the input's row.
        app_id: its app.
        embedding: what made the vector.
        vector: its vector.
        predicted: in place of the concepts that were predicted before; None to leave these.
    """
    if again(db, seq) is None:
        return
    _keep_vector(db, seq, app_id, embedding, vector)
    db.execute('UPDATE dataset_version_inputs SET embedding = ?, embedding_name = ? '
               'WHERE input_seq = ? AND embedding IS NOT NULL',
               (vector.astype('<f4').tobytes(), embedding.name, seq))
    if predicted is not None:
        db.execute('DELETE FROM predictions WHERE input_seq = ?', (seq,))
        _keep_predicted(db, seq, app_id, predicted)


def forget_other_vectors(db: sqlite3.Connection, embedding: Embedding) -> int:
    """Delete some vectors of other embeddings; return how many.

    Those stay that are an input's only ones, and those of apps with a model that needs them.
    """
    return db.execute(
        'DELETE FROM vectors WHERE rowid IN (SELECT v.rowid FROM vectors v JOIN vectors w '
        'ON w.input_seq = v.input_seq AND w.embedding = ? WHERE v.embedding != ? AND v.app_id '
        'NOT IN (SELECT m.app_id FROM model_versions o JOIN models m ON m.seq = o.model_seq '
        f'WHERE o.status_code = ? AND o.embedding NOT IN (?, {versions.OF_TEXTS}) '
        'AND o.classifier IS NOT NULL) LIMIT ?)',
        (embedding.name, embedding.name, codes.MODEL_TRAINED, embedding.name,
         inputs.CHUNK)).rowcount


def without_people(db: sqlite3.Connection, app_id: str, embedding: Embedding) -> list[int]:
    """Return the row numbers of an app's inputs in which nobody has looked for people, in order.

    Args:
        db: in a transaction.
        app_id: the app.
        embedding: of whose vectors each of these inputs has one.
    """
    rows = db.execute(
        'SELECT input_seq FROM vectors v WHERE app_id = ? AND embedding = ? AND NOT EXISTS '
        '(SELECT 1 FROM predicted_concepts c JOIN predictions p ON p.concept_seq = c.seq '
        'WHERE c.app_id = v.app_id AND c.concept_id = ? AND p.input_seq = v.input_seq) '
        'ORDER BY input_seq', (app_id, embedding.name, _people()))
    return [row['input_seq'] for row in rows]


def keep_people(db: sqlite3.Connection, seq: int, app_id: str, value: float) -> None:
    """Keep how surely there are people in an input; nothing happens if it is gone.

    A value of 0 is kept as well, so that nobody looks again.
    """
    if again(db, seq) is not None:
        _keep_values(db, seq, app_id, [(_people(), value)])


def _people() -> str:
    return public_concepts.concept_id(recognised.PEOPLE)
