"""The custom models of an app. The public ones are in `models.public_models`, not stored."""
from __future__ import absolute_import

import json

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import concepts, inputs, patching, versions

COLUMNS = 'seq, app_id, id, name, concept_ids, output_config, about, created_at, modified_at'


def add(db, app_id, model_id, name, items, output_config, about=None):
    """Make a model: for 2.x with a first, untrained version, for the platform without one.

    Args:
        db (sqlite3.Connection): in a transaction.
        app_id (str): the app.
        model_id (str): the id, or None for a fresh one.
        name (str): the name, or None for the id.
        items (list of (str, str)): the concepts' ids and names (or None).
        output_config (dict): ``concepts_mutually_exclusive`` and so on, as the API has them.
        about (dict): what the platform keeps with a model; None for a model of 2.x.

    Returns:
        dict: the model.

    Raises:
        errors.ModelInvalid: the app has a model with this id.
    """
    model_id = model_id or clock.new_id()
    if _row(db, app_id, model_id):
        raise errors.ModelInvalid('There is a model with id %r already.' % model_id)
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


def find(db, app_id, model_id):
    """Return one model as a dict, or None."""
    row = _row(db, app_id, model_id)
    return _record(row) if row else None


def get(db, app_id, model_id):
    """Return one model as a dict.

    Raises:
        errors.ModelNotFound: the app has none with this id.
    """
    found = find(db, app_id, model_id)
    if found is None:
        raise errors.ModelNotFound('There is no model with id %r.' % model_id)
    return found


def list_all(db, app_id):
    """Return all of the app's models, oldest first."""
    rows = db.execute('SELECT %s FROM models WHERE app_id = ? ORDER BY seq' % COLUMNS, (app_id,))
    return [_record(row) for row in rows]


def count(db, app_id):
    """Return how many models the app has."""
    return db.execute('SELECT COUNT(*) AS number FROM models WHERE app_id = ?',
                      (app_id,)).fetchone()['number']


def listing(db, app_id, start, size):
    """Return `size` of the app's models, from the `start`-th on, oldest first."""
    rows = db.execute('SELECT %s FROM models WHERE app_id = ? ORDER BY seq LIMIT ? OFFSET ?'
                      % COLUMNS, (app_id, size, start))
    return [_record(row) for row in rows]


def patch(db, model, name, items, output_config, action):
    """Change a model.

    Args:
        db (sqlite3.Connection): in a transaction.
        model (dict): as `get` gave it.
        name (str): the new name, or None to keep it.
        items (list of (str, str)): concepts to merge, remove or set, or None to keep them.
        output_config (dict): the settings to change; the others stay.
        action (str): one of ``patching.ACTIONS``.

    Returns:
        dict: the changed model.
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


def describe(db, model, name, about):
    """Set the name of a model and what the platform keeps with it; return the model."""
    db.execute('UPDATE models SET name = ?, about = ?, modified_at = ? WHERE seq = ?',
               (name, json.dumps(about), clock.now(), model['seq']))
    return get(db, model['app_id'], model['id'])


def remove(db, app_id, ids):
    """Delete these models with their versions; return how many there were."""
    return sum(db.execute('DELETE FROM models WHERE app_id = ? AND id = ?',
                          (app_id, model_id)).rowcount for model_id in ids)


def remove_all(db, app_id):
    """Delete all of the app's models."""
    db.execute('DELETE FROM models WHERE app_id = ?', (app_id,))


def inputs_with(db, app_id, concept_ids):
    """Return the row numbers of the inputs annotated with any of these concepts, oldest first."""
    found = set()
    for chunk in inputs.chunks(list(concept_ids)):
        rows = db.execute(
            'SELECT DISTINCT a.input_seq FROM annotated_concepts s JOIN annotations a '
            'ON a.seq = s.annotation_seq WHERE s.app_id = ? AND s.concept_id IN (%s) '
            "AND s.region_id = '' AND a.status_code = ?" % ', '.join('?' * len(chunk)),
            [app_id] + chunk + [codes.ANNOTATION_SUCCESS])
        found.update(row['input_seq'] for row in rows)
    return sorted(found)


def _row(db, app_id, model_id):
    return db.execute('SELECT %s FROM models WHERE app_id = ? AND id = ?' % COLUMNS,
                      (app_id, model_id)).fetchone()


def _record(row):
    return dict(row, concept_ids=json.loads(row['concept_ids']),
                output_config=json.loads(row['output_config']),
                about=json.loads(row['about']))
