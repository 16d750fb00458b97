"""Changes of many inputs at once, a piece at a time, so that nobody has to wait for the whole.

A change is plain data: its ``kind`` and what that needs. What is left of it stays in the database
until it is done, so a server that was killed goes on with it.
"""
from __future__ import annotations

import itertools
import json
import sqlite3
from typing import Any

from clarifai.sandbox import errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import annotations as annotation_store
from clarifai.sandbox.store import datasets, documents, inputs, patching

PIECE = 200
WAITING = (codes.BULK_OPERATION_PENDING, codes.BULK_OPERATION_IN_PROGRESS)


def patch(member: str, value: Any, action: str) -> dict[str, Any]:
    """Return a change of a member of inputs, as ``patching`` has them."""
    return {'kind': 'patch', 'news': {member: value}, 'action': action}


def put(dataset_id: str) -> dict[str, Any]:
    """Return a change that puts inputs into a dataset."""
    return split([(dataset_id, 100)])


def take_out(dataset_id: str) -> dict[str, Any]:
    """Return a change that takes inputs out of a dataset."""
    return {'kind': 'take_out', 'dataset_id': dataset_id}


def split(parts: list[tuple[str, int]]) -> dict[str, Any]:
    """Return a change that spreads inputs over datasets, in their order, by percentages."""
    return {'kind': 'split', 'parts': parts}


def delete_annotations(seqs: list[int] | None) -> dict[str, Any]:
    """Return a change that deletes these annotations (row numbers) of inputs, or all (None)."""
    return {'kind': 'delete_annotations', 'seqs': seqs}


def begin(db: sqlite3.Connection, document: dict[str, Any], change: dict[str, Any],
          rows: list[int]) -> int | None:
    """Carry out a first piece of a change, and write down the rest.

    Args:
        db: in a transaction.
        document: what tells how far it is: ``status_code`` and ``progress`` of what is kept there.
        change: as a function above gives it.
        rows: of the inputs.

    Returns:
        the row number of what is left; None if that is nothing.

    Raises:
        errors.RequestError: it cannot be done.
    """
    _apply(db, document['app_id'], change, rows, 0)
    if len(rows) <= PIECE:
        _say(db, document, codes.BULK_OPERATION_SUCCESS, rows, len(rows))
        return None
    _say(db, document, codes.BULK_OPERATION_IN_PROGRESS, rows, PIECE)
    return db.execute('INSERT INTO bulk_changes (document_seq, change, rows, done) '
                      'VALUES (?, ?, ?, ?)',
                      (document['seq'], json.dumps(change), json.dumps(rows), PIECE)).lastrowid


def carry_on(db: sqlite3.Connection, seq: int) -> bool:
    """Carry out the next piece of what is left (row number).

    Returns:
        whether there is more to do.
    """
    left = db.execute('SELECT b.change, b.rows, b.done, d.app_id, d.kind, d.id FROM bulk_changes b '
                      'JOIN documents d ON d.seq = b.document_seq WHERE b.seq = ?',
                      (seq,)).fetchone()
    if left is None:  # it was cancelled, or its app deleted
        return False
    document = documents.get(db, left['app_id'], left['kind'], left['id'])
    rows, start = json.loads(left['rows']), left['done']
    done = min(start + PIECE, len(rows))
    try:
        _apply(db, left['app_id'], json.loads(left['change']), rows, start)
    except errors.RequestError as error:  # such as a dataset that was deleted since
        _say(db, document, codes.BULK_OPERATION_FAILED, rows, start, error.details)
        _forget(db, seq)
        return False
    code = codes.BULK_OPERATION_IN_PROGRESS if done < len(rows) else codes.BULK_OPERATION_SUCCESS
    _say(db, document, code, rows, done)
    if done < len(rows):
        db.execute('UPDATE bulk_changes SET done = ? WHERE seq = ?', (done, seq))
        return True
    _forget(db, seq)
    return False


def cancel(db: sqlite3.Connection, document: dict[str, Any]) -> dict[str, Any]:
    """Leave the rest of a change undone; return its document as it is then."""
    if document['about']['status_code'] not in WAITING:
        return document
    db.execute('DELETE FROM bulk_changes WHERE document_seq = ?', (document['seq'],))
    about = dict(document['about'], status_code=codes.BULK_OPERATION_CANCELLED)
    return documents.replace(db, document, about)


def unfinished(db: sqlite3.Connection) -> list[int]:
    """Return the row numbers of what is left."""
    return [row['seq'] for row in db.execute('SELECT seq FROM bulk_changes ORDER BY seq')]


def _forget(db: sqlite3.Connection, seq: int) -> None:
    db.execute('DELETE FROM bulk_changes WHERE seq = ?', (seq,))


def _say(db: sqlite3.Connection, document: dict[str, Any], code: int, rows: list[int], done: int,
         details: str | None = None) -> None:
    """Keep how far a change is."""
    last = inputs.by_seq(db, rows[:done][-1:])
    documents.replace(db, document, dict(
        document['about'], status_code=code, status_details=details, progress={
            'processed': done, 'last_processed_id': last[0]['id'] if last else ''}))


def _apply(db: sqlite3.Connection, app_id: str, change: dict[str, Any], rows: list[int],
           start: int) -> None:
    """Carry out the piece of a change that begins at a position among its rows."""
    piece = rows[start:start + PIECE]
    if change['kind'] == 'patch':
        for record in inputs.by_seq(db, piece):
            inputs.update(db, patching.patched_input(record, change['news'], change['action']))
    elif change['kind'] == 'split':
        ends = itertools.accumulate(share for _, share in change['parts'])
        begun = 0
        for (dataset_id, _), percentage in zip(change['parts'], ends):
            end = round(len(rows) * percentage / 100)
            datasets.put(db, datasets.get(db, app_id, dataset_id), _there(
                db, rows[max(begun, start):min(end, start + PIECE)]))
            begun = end
    elif change['kind'] == 'take_out':
        datasets.take_out(db, datasets.get(db, app_id, change['dataset_id']), piece)
    else:
        doomed = None if change['seqs'] is None else set(change['seqs'])
        for found in annotation_store.of_inputs(db, piece).values():
            for record in found:
                if doomed is None or record['seq'] in doomed:
                    annotation_store.remove(db, record)


def _there(db: sqlite3.Connection, rows: list[int]) -> list[int]:
    """Return the rows of those inputs that are still there."""
    return [record['seq'] for record in inputs.by_seq(db, rows)]
