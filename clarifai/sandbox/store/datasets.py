"""The datasets of an app: named sets of its inputs. Their versions are in `dataset_versions`."""
from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import numpy

from clarifai.sandbox import clock, errors
from clarifai.sandbox.store import inputs
from clarifai.sandbox.store.scores import distinct, integers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.fields import Page

COLUMNS = 'seq, app_id, id, about, created_at, modified_at'


def add(db: sqlite3.Connection, app_id: str, dataset_id: str | None,
        about: dict[str, Any]) -> dict[str, Any]:
    """Make a dataset.

    Args:
        db: in a transaction.
        app_id: the app.
        dataset_id: its id, or None for a fresh one.
        about: what describes it.

    Returns:
        the dataset, as `get` gives it.

    Raises:
        errors.DatasetInvalid: the id is taken.
    """
    dataset_id = dataset_id or clock.new_id()
    if _row(db, app_id, dataset_id):
        raise errors.DatasetInvalid(f'duplicate: there is a dataset with id {dataset_id!r} '
                                    'already.')
    moment = clock.now()
    db.execute('INSERT INTO datasets (app_id, id, about, created_at, modified_at) '
               'VALUES (?, ?, ?, ?, ?)', (app_id, dataset_id, json.dumps(about), moment, moment))
    return get(db, app_id, dataset_id)


def get(db: sqlite3.Connection, app_id: str, dataset_id: str) -> dict[str, Any]:
    """Return a dataset: ``seq``, ``app_id``, ``id``, ``about`` and times.

    Raises:
        errors.DatasetNotFound: the app has none with this id.
    """
    row = _row(db, app_id, dataset_id)
    if not row:
        raise errors.DatasetNotFound(f'There is no dataset with id {dataset_id!r} in this app.')
    return _record(row)


def list_all(db: sqlite3.Connection, app_id: str) -> list[dict[str, Any]]:
    """Return all of the app's datasets, oldest first."""
    found = db.execute(f'SELECT {COLUMNS} FROM datasets WHERE app_id = ? ORDER BY seq', (app_id,))
    return [_record(row) for row in found]


def count(db: sqlite3.Connection, app_id: str) -> int:
    """Return how many datasets the app has."""
    number: int = db.execute('SELECT COUNT(*) FROM datasets WHERE app_id = ?',
                             (app_id,)).fetchone()[0]
    return number


def describe(db: sqlite3.Connection, dataset: dict[str, Any],
             about: dict[str, Any]) -> dict[str, Any]:
    """Change what is said of a dataset; return it as it is then."""
    db.execute('UPDATE datasets SET about = ?, modified_at = ? WHERE seq = ?',
               (json.dumps(about), clock.now(), dataset['seq']))
    return get(db, dataset['app_id'], dataset['id'])


def remove(db: sqlite3.Connection, app_id: str, ids: list[str]) -> None:
    """Delete these datasets with their versions; their inputs stay."""
    db.executemany('DELETE FROM datasets WHERE app_id = ? AND id = ?',
                   [(app_id, dataset_id) for dataset_id in ids])


def put(db: sqlite3.Connection, dataset: dict[str, Any], seqs: list[int]) -> int:
    """Put inputs (rows) into a dataset; return how many were not in it."""
    return db.executemany(
        'INSERT OR IGNORE INTO dataset_inputs (dataset_seq, input_seq, created_at) '
        'VALUES (?, ?, ?)', [(dataset['seq'], seq, clock.now()) for seq in seqs]).rowcount


def take_out(db: sqlite3.Connection, dataset: dict[str, Any], seqs: list[int]) -> None:
    """Take inputs (rows) out of a dataset; they stay in the app."""
    db.executemany('DELETE FROM dataset_inputs WHERE dataset_seq = ? AND input_seq = ?',
                   [(dataset['seq'], seq) for seq in seqs])


def members(db: sqlite3.Connection, dataset: dict[str, Any],
            page: Page | None = None) -> list[tuple[dict[str, Any], str]]:
    """Return (input, when it was put there) of the inputs of a dataset, in the order they came.

    Args:
        db: in a transaction.
        dataset: as `get` gives it.
        page: which of them; all, unless given.
    """
    found = db.execute('SELECT input_seq, created_at FROM dataset_inputs WHERE dataset_seq = ? '
                       'ORDER BY seq LIMIT ? OFFSET ?',
                       (dataset['seq'], page.size if page else -1, page.start if page else 0))
    since = {row['input_seq']: row['created_at'] for row in found}
    return [(record, since[record['seq']]) for record in inputs.by_seq(db, list(since))]


def member(db: sqlite3.Connection, dataset: dict[str, Any],
           input_id: str) -> tuple[dict[str, Any], str]:
    """Return (input, when it was put there) of one input of a dataset.

    Raises:
        errors.DatasetNotFound: the dataset has no such input.
    """
    row = db.execute(
        'SELECT d.input_seq, d.created_at FROM dataset_inputs d JOIN inputs i '
        'ON i.seq = d.input_seq WHERE d.dataset_seq = ? AND i.id = ?',
        (dataset['seq'], input_id)).fetchone()
    if not row:
        raise errors.DatasetNotFound('Dataset %r has no input with id %r.'
                                     % (dataset['id'], input_id))
    return inputs.by_seq(db, [row['input_seq']])[0], row['created_at']


def rows_in_any(db: sqlite3.Connection, app_id: str, ids: list[str]) -> NDArray[Any]:
    """Return the rows of the inputs that are in any of these datasets; one may not be there."""
    return distinct(numpy.concatenate([integers(
        db, ['m.input_seq'], 'FROM dataset_inputs m JOIN datasets d ON d.seq = m.dataset_seq '
        'WHERE d.app_id = ? AND d.id = ?', (app_id, dataset_id))[0] for dataset_id in ids]))


def rows_in_order(db: sqlite3.Connection, dataset: dict[str, Any]) -> list[int]:
    """Return the rows of the inputs of a dataset, in the order they came."""
    found = db.execute('SELECT input_seq FROM dataset_inputs WHERE dataset_seq = ? ORDER BY seq',
                       (dataset['seq'],))
    return [row['input_seq'] for row in found]


def rows(db: sqlite3.Connection, dataset: dict[str, Any]) -> set[int]:
    """Return the rows of the inputs of a dataset."""
    found = db.execute('SELECT input_seq FROM dataset_inputs WHERE dataset_seq = ?',
                       (dataset['seq'],))
    return {row['input_seq'] for row in found}


def _row(db: sqlite3.Connection, app_id: str, dataset_id: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(
        f'SELECT {COLUMNS} FROM datasets WHERE app_id = ? AND id = ?',
        (app_id, dataset_id)).fetchone()
    return row


def _record(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row, about=json.loads(row['about']))
