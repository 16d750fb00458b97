"""What is kept, as somebody who looks at all of it asks for it: across apps, and by status."""
import sqlite3
from typing import Any

from clarifai.sandbox.store import inputs


def count_apps(db: sqlite3.Connection) -> Any:
    """Return how many apps there are."""
    return db.execute('SELECT COUNT(*) FROM apps').fetchone()[0]


def apps(db: sqlite3.Connection, page: Any) -> Any:
    """Return one page of all apps, newest first.

    Args:
        db: in a transaction.
        page: which.

    Returns:
        list of dict: ``id``, ``user_id`` and ``name`` (None where a key opens it), ``key_end``
        (the last characters of that key, or None), ``created_at``, ``inputs`` and ``models`` (int).
    """
    return _apps(db, 'ORDER BY a.rowid DESC LIMIT ? OFFSET ?', (page.size, page.start))


def app(db: sqlite3.Connection, app_id: str) -> Any:
    """Return one app like those of `apps`, or None."""
    found = _apps(db, 'WHERE a.id = ?', (app_id,))
    return found[0] if found else None


def _apps(db: sqlite3.Connection, which: Any, values: Any) -> Any:
    rows = db.execute(
        'SELECT a.id, a.key_end, a.created_at, u.user_id, u.name, '
        '(SELECT COUNT(*) FROM inputs i WHERE i.app_id = a.id) AS inputs, '
        '(SELECT COUNT(*) FROM models m WHERE m.app_id = a.id) AS models '
        'FROM apps a LEFT JOIN user_apps u ON u.app_id = a.id ' + which, values)
    return [dict(row) for row in rows]


def inputs_of_state(db: sqlite3.Connection, app_id: str, codes: Any, page: Any) -> Any:
    """Return one page of the app's inputs with one of these status codes, oldest first."""
    rows = db.execute(
        'SELECT seq FROM inputs WHERE app_id = ? AND status_code IN (%s) ORDER BY seq '
        'LIMIT ? OFFSET ?' % ', '.join('?' * len(codes)),
        [app_id] + list(codes) + [page.size, page.start])
    return inputs.by_seq(db, [row['seq'] for row in rows])


def newest_pictures(db: sqlite3.Connection, app_id: str, code: int, number: Any) -> Any:
    """Return the row numbers of the newest pictures of an app that have this status code."""
    rows = db.execute("SELECT seq FROM inputs WHERE app_id = ? AND status_code = ? "
                      "AND kind = 'image' ORDER BY seq DESC LIMIT ?", (app_id, code, number))
    return [row['seq'] for row in rows]


def latest_pictures(db: sqlite3.Connection, code: int, number: int) -> list[dict[str, Any]]:
    """Return the newest pictures of all apps that have this status code."""
    rows = db.execute("SELECT seq, id, app_id FROM inputs WHERE status_code = ? "
                      "AND kind = 'image' ORDER BY seq DESC LIMIT ?", (code, number))
    return [dict(row) for row in rows]


def neighbours(db: sqlite3.Connection, app_id: str, seq: int) -> Any:
    """Return the ids of the inputs that were added just before and just after one, or None."""
    found = []
    for sign, order in (('<', 'DESC'), ('>', 'ASC')):
        row = db.execute('SELECT id FROM inputs WHERE app_id = ? AND seq %s ? ORDER BY seq %s '
                         'LIMIT 1' % (sign, order), (app_id, seq)).fetchone()
        found.append(row['id'] if row else None)
    return tuple(found)


def predicted(db: sqlite3.Connection, seq: int) -> list[tuple[str, float]]:
    """Return the (concept id, value) pairs that the general model gave an input, best first."""
    rows = db.execute('SELECT c.concept_id, p.value FROM predictions p JOIN predicted_concepts c '
                      'ON c.seq = p.concept_seq WHERE p.input_seq = ? AND p.value > 0 '
                      'ORDER BY p.value DESC, c.concept_id', (seq,))
    return [(row['concept_id'], row['value']) for row in rows]


def predicted_of(db: sqlite3.Connection, seqs: list[int],
                 least: float) -> dict[int, list[tuple[str, float]]]:
    """Return of each of some inputs what `predicted` does, from a value upwards."""
    found: dict[int, list[tuple[str, float]]] = {seq: [] for seq in seqs}
    for chunk in inputs.chunks(seqs):
        rows = db.execute(
            'SELECT p.input_seq, c.concept_id, p.value FROM predictions p JOIN predicted_concepts '
            'c ON c.seq = p.concept_seq WHERE p.input_seq IN (%s) AND p.value >= ? '
            'ORDER BY p.value DESC, c.concept_id' % ', '.join('?' * len(chunk)), chunk + [least])
        for row in rows:
            found[row['input_seq']].append((row['concept_id'], row['value']))
    return found
