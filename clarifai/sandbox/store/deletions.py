"""Deleting all inputs of an app, a piece at a time, so that nobody has to wait for the whole."""
from __future__ import annotations

import sqlite3

PIECE = 200


def begin(db: sqlite3.Connection, app_id: str) -> int | None:
    """Delete a first piece of the inputs that the app has now, and write down that all shall go.

    Returns:
        the row number of the deletion, or None if nothing is left to delete.
    """
    newest = db.execute('SELECT MAX(seq) FROM inputs WHERE app_id = ?', (app_id,)).fetchone()[0]
    if newest is None:
        return None
    seq = db.execute('INSERT INTO deletions (app_id, newest_input) VALUES (?, ?)',
                     (app_id, newest)).lastrowid
    return seq if carry_on(db, seq) else None


def carry_on(db: sqlite3.Connection, seq: int) -> bool:
    """Delete a piece of the inputs that a deletion is about, oldest first.

    Returns:
        whether there is more to delete.
    """
    row = db.execute('SELECT app_id, newest_input FROM deletions WHERE seq = ?', (seq,)).fetchone()
    if row is None:
        return False
    deleted = db.execute(
        'DELETE FROM inputs WHERE seq IN (SELECT seq FROM inputs WHERE app_id = ? AND seq <= ? '
        'ORDER BY seq LIMIT ?)', (row['app_id'], row['newest_input'], PIECE)).rowcount
    if deleted == PIECE:
        return True
    db.execute('DELETE FROM deletions WHERE seq = ?', (seq,))
    return False


def unfinished(db: sqlite3.Connection) -> list[int]:
    """Return the row numbers of the deletions that are not carried out."""
    return [row['seq'] for row in db.execute('SELECT seq FROM deletions ORDER BY seq')]
