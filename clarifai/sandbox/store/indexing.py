"""An input's way from pending to done or failed, and what was seen in it."""
from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.models import public_concepts
from clarifai.sandbox.store import words

if TYPE_CHECKING:
    from numpy.typing import NDArray


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


def finish(db: sqlite3.Connection, seq: int, app_id: str, embedding: NDArray[Any],
           predicted: list[tuple[str, float]], info: dict[str, Any],
           text: str | None = None) -> None:
    """Keep what was seen in an input, and mark it done; nothing happens if it is gone.

    Args:
        db: in a transaction.
        seq: the input's row.
        app_id: its app.
        embedding: its vector, or None.
        predicted: names of concepts of the general model, with values.
        info: width, height and the like.
        text: what stands in it, or None.
    """
    vector = None if embedding is None else embedding.astype('<f4').tobytes()
    changed = db.execute(
        'UPDATE inputs SET status_code = ?, status_details = NULL, embedding = ?, info = ?, '
        'text = COALESCE(?, text), modified_at = ? WHERE seq = ?',
        (codes.INPUT_SUCCESS, vector, json.dumps(info), text, clock.now(), seq)).rowcount
    if changed:
        db.executemany(
            'INSERT OR REPLACE INTO predictions (input_seq, app_id, concept_id, value) '
            'VALUES (?, ?, ?, ?)',
            # What scores nothing is found as if it were here.
            [(seq, app_id, public_concepts.concept_id(name), value)
             for name, value in predicted if value])
        words.remember_concepts(db, [name for name, _ in predicted])


def fail(db: sqlite3.Connection, seq: int, code: int, details: str) -> None:
    """Mark an input as failed, with the reason."""
    db.execute('UPDATE inputs SET status_code = ?, status_details = ?, modified_at = ? '
               'WHERE seq = ?', (code, details, clock.now(), seq))
