"""The custom models of an app. The public ones are in `models.public_models`, not stored."""
from __future__ import annotations

import json
import sqlite3
from typing import Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import concepts, inputs, patching, versions

COLUMNS = 'seq, app_id, id, name, concept_ids, output_config, about, created_at, modified_at'


def add(db: sqlite3.Connection, app_id: str, model_id: str, name: str | None,
        items: list[tuple[str, None]], output_config: dict[str, Any],
        about: dict[str, Any] | None = None) -> dict[str, Any]:
    """Make a model: for 2.x with a first, untrained version, for the platform without one.

    Args:
        db: in a transaction.
        app_id: the app.
        model_id: the id, or None for a fresh one.
        name: the name, or None for the id.
        items: the concepts' ids and names (or None).
        output_config: ``concepts_mutually_exclusive`` and so on, as the API has them.
        about: what the platform keeps with a model; None for a model of 2.x.

    Returns:
        the model.

    Raises:
        errors.ModelInvalid: the app has a model with this id.
    """
    model_id = model_id or clock.new_id()
    if _row(db, app_id, model_id):
        raise errors.ModelInvalid(f'There is a model with id {model_id!r} already.')
    concepts.ensure(db, app_id, items)
    moment = clock.now()
    db.execute('INSERT INTO models (app_id, id, name, concept_ids, output_config, about, '
               'created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
               (app_id, model_id, name or model_id, json.dumps([item[0] for item in items]),
                json.dumps(output_config), json.dumps(about or {}), moment, moment))
    model = get(db, app_id, model_id)
    if about is None:
        versions.add_untrained(db, model)
    return model


def find(db: sqlite3.Connection, app_id: str, model_id: str) -> dict[str, Any] | None:
    """Return one model as a dict, or None."""
    row = _row(db, app_id, model_id)
    return _record(row) if row else None


def get(db: sqlite3.Connection, app_id: str, model_id: str) -> dict[str, Any]:
    """Return one model as a dict.

    Raises:
        errors.ModelNotFound: the app has none with this id.
    """
    found = find(db, app_id, model_id)
    if found is None:
        raise errors.ModelNotFound(f'There is no model with id {model_id!r}.')
    return found


def list_all(db: sqlite3.Connection, app_id: str) -> list[dict[str, Any]]:
    """Return all of the app's models, oldest first."""
    rows = db.execute(f'SELECT {COLUMNS} FROM models WHERE app_id = ? ORDER BY seq', (app_id,))
    return [_record(row) for row in rows]


def count(db: sqlite3.Connection, app_id: str) -> Any:
    """Return how many models the app has."""
    return db.execute('SELECT COUNT(*) AS number FROM models WHERE app_id = ?',
                      (app_id,)).fetchone()['number']


def listing(db: sqlite3.Connection, app_id: str, start: Any, size: Any) -> Any:
    """Return `size` of the app's models, from the `start`-th on, oldest first."""
    rows = db.execute('SELECT %s FROM models WHERE app_id = ? ORDER BY seq LIMIT ? OFFSET ?'
                      % COLUMNS, (app_id, size, start))
    return [_record(row) for row in rows]


def patch(db: sqlite3.Connection, model: dict[str, Any], name: str, items: list[tuple[str, None]],
          output_config: dict[str, Any], action: str) -> dict[str, Any]:
    """Change a model.

    Args:
        db: in a transaction.
        model: as `get` gave it.
        name: the new name, or None to keep it.
        items: concepts to merge, remove or set, or None to keep them.
        output_config: the settings to change; the others stay.
        action: one of ``patching.ACTIONS``.

    Returns:
        the changed model.
    """
    ids = model['concept_ids']
    if items is not None:
        if action != patching.REMOVE:
            concepts.ensure(db, model['app_id'], items)
        ids = [item['id'] for item in patching.patched_items(
            [{'id': concept_id} for concept_id in ids], [{'id': item[0]} for item in items],
            action)]
    config = dict(model['output_config'], **output_config)
    db.execute('UPDATE models SET name = ?, concept_ids = ?, output_config = ?, modified_at = ? '
               'WHERE seq = ?', (name or model['name'], json.dumps(ids), json.dumps(config),
                                 clock.now(), model['seq']))
    return get(db, model['app_id'], model['id'])


def describe(db: sqlite3.Connection, model: dict[str, Any], name: str,
             about: dict[str, Any]) -> dict[str, Any]:
    """Set the name of a model and what the platform keeps with it; return the model."""
    db.execute('UPDATE models SET name = ?, about = ?, modified_at = ? WHERE seq = ?',
               (name, json.dumps(about), clock.now(), model['seq']))
    return get(db, model['app_id'], model['id'])


def rename(db: sqlite3.Connection, model: dict[str, Any], model_id: str) -> dict[str, Any]:
    """Give a model another id; return it as it is then.

    Raises:
        errors.ModelInvalid: the id is taken.
    """
    if model_id != model['id'] and _row(db, model['app_id'], model_id):
        raise errors.ModelInvalid(f'There is a model with id {model_id!r} already.')
    db.execute('UPDATE models SET id = ?, modified_at = ? WHERE seq = ?',
               (model_id, clock.now(), model['seq']))
    return get(db, model['app_id'], model_id)


def remove(db: sqlite3.Connection, app_id: str, ids: list[str]) -> int:
    """Delete these models with their versions; return how many there were."""
    return sum(db.execute('DELETE FROM models WHERE app_id = ? AND id = ?',
                          (app_id, model_id)).rowcount for model_id in ids)


def remove_all(db: sqlite3.Connection, app_id: str) -> None:
    """Delete all of the app's models."""
    db.execute('DELETE FROM models WHERE app_id = ?', (app_id,))


def inputs_with(db: sqlite3.Connection, app_id: str, concept_ids: list[str]) -> list[int]:
    """Return the row numbers of the inputs annotated with any of these concepts, oldest first."""
    found: set[Any] = set()
    for chunk in inputs.chunks(list(concept_ids)):
        rows = db.execute(
            'SELECT DISTINCT a.input_seq FROM annotated_concepts s JOIN annotations a '
            'ON a.seq = s.annotation_seq WHERE s.app_id = ? AND s.concept_id IN (%s) '
            "AND s.region_id = '' AND a.status_code = ?" % ', '.join('?' * len(chunk)),
            [app_id] + chunk + [codes.ANNOTATION_SUCCESS])
        found.update(row['input_seq'] for row in rows)
    return sorted(found)


def _row(db: sqlite3.Connection, app_id: str, model_id: str) -> sqlite3.Row | None:
    return db.execute(f'SELECT {COLUMNS} FROM models WHERE app_id = ? AND id = ?',
                      (app_id, model_id)).fetchone()


def _record(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row, concept_ids=json.loads(row['concept_ids']),
                output_config=json.loads(row['output_config']),
                about=json.loads(row['about']))
