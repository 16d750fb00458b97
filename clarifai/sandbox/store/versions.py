"""The versions of custom models, from queued to trained, each with its latest evaluation."""
from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.models import learners

if TYPE_CHECKING:
    from clarifai.sandbox.fields import Page
    from clarifai.sandbox.learning.embeddings import Embedding

# The names of learners from texts, as a list in SQL.
OF_TEXTS = ', '.join(repr(name) for name in learners.OF_TEXTS)
COLUMNS = ('seq, model_seq, id, concept_ids, output_config, status_code, status_details, '
           'input_ids, about, created_at, completed_at, ' + ', '.join(
               '(SELECT %s FROM evaluations WHERE version_seq = model_versions.seq '
               'ORDER BY seq DESC LIMIT 1) AS %s' % names for names in (
                   ('id', 'metrics_id'), ('code', 'metrics_code'), ('details', 'metrics_details'),
                   ('metrics', 'metrics'))))


def add_untrained(db: sqlite3.Connection, model: dict[str, Any]) -> dict[str, Any]:
    """Make the version that a new model starts with."""
    return _add(db, model, codes.MODEL_UNTRAINED)


def begin_untrained(db: sqlite3.Connection, model: dict[str, Any]) -> None:
    """Let the newest version have the model's concepts and settings: an untrained one, or another.

    What has been trained, or waits for it, stays as it is.
    """
    newest = latest(db, model)
    if newest is None or newest['status_code'] != codes.MODEL_UNTRAINED:
        add_untrained(db, model)
        return
    db.execute('UPDATE model_versions SET concept_ids = ?, output_config = ? WHERE seq = ?',
               (json.dumps(model['concept_ids']), json.dumps(model['output_config']),
                newest['seq']))


def add_queued(db: sqlite3.Connection, model: dict[str, Any],
               about: dict[str, Any] | None = None) -> dict[str, Any]:
    """Make a version that is to be trained with the model's concepts and settings of now.

    Args:
        db: in a transaction.
        model: as ``store.models.get`` gives it.
        about: what the platform keeps with a version.
    """
    return _add(db, model, codes.MODEL_QUEUED_FOR_TRAINING, about)


def add_ready(db: sqlite3.Connection, model: dict[str, Any],
              about: dict[str, Any]) -> dict[str, Any]:
    """Make a version that has nothing to learn; see `add_queued`."""
    version = _add(db, model, codes.MODEL_TRAINED, about)
    set_status(db, version['seq'], codes.MODEL_TRAINED)
    return get(db, model, version['id'])


def _add(db: sqlite3.Connection, model: dict[str, Any], code: int,
         about: dict[str, Any] | None = None) -> dict[str, Any]:
    version_id = clock.new_id()
    db.execute('INSERT INTO model_versions (model_seq, id, concept_ids, output_config, about, '
               'status_code, metrics_code, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
               (model['seq'], version_id, json.dumps(model['concept_ids']),
                json.dumps(model['output_config']), json.dumps(about or {}), code,
                codes.MODEL_NOT_EVALUATED, clock.now()))
    return get(db, model, version_id)


def get(db: sqlite3.Connection, model: dict[str, Any], version_id: str) -> dict[str, Any]:
    """Return one version as a dict.

    Raises:
        errors.ModelNotFound: the model has none with this id.
    """
    row = db.execute(f'SELECT {COLUMNS} FROM model_versions WHERE model_seq = ? AND id = ?',
                     (model['seq'], version_id)).fetchone()
    if not row:
        raise errors.ModelNotFound(f"Model {model['id']!r} has no version {version_id!r}.")
    return _record(row)


def latest(db: sqlite3.Connection, model: dict[str, Any]) -> dict[str, Any] | None:
    """Return the newest version, or None when all have been deleted."""
    row = db.execute('SELECT %s FROM model_versions WHERE model_seq = ? ORDER BY seq DESC LIMIT 1'
                     % COLUMNS, (model['seq'],)).fetchone()
    return _record(row) if row else None


def latest_trained(db: sqlite3.Connection, model: dict[str, Any]) -> dict[str, Any] | None:
    """Return the newest version that can predict, or None."""
    row = db.execute('SELECT %s FROM model_versions WHERE model_seq = ? AND status_code = ? '
                     'ORDER BY seq DESC LIMIT 1' % COLUMNS,
                     (model['seq'], codes.MODEL_TRAINED)).fetchone()
    return _record(row) if row else None


def listing(db: sqlite3.Connection, model: dict[str, Any], page: Page) -> list[dict[str, Any]]:
    """Return one page of the model's versions, newest first."""
    rows = db.execute('SELECT %s FROM model_versions WHERE model_seq = ? ORDER BY seq DESC '
                      'LIMIT ? OFFSET ?' % COLUMNS, (model['seq'], page.size, page.start))
    return [_record(row) for row in rows]


def remove(db: sqlite3.Connection, model: Any, version_id: Any) -> None:
    """Delete one version.

    Raises:
        errors.ModelNotFound: the model has none with this id.
    """
    get(db, model, version_id)
    db.execute('DELETE FROM model_versions WHERE model_seq = ? AND id = ?',
               (model['seq'], version_id))


def describe(db: sqlite3.Connection, version: dict[str, Any], about: dict[str, Any]) -> None:
    """Set what the platform keeps with a version; nothing of it changes what it learned."""
    db.execute('UPDATE model_versions SET about = ? WHERE seq = ?',
               (json.dumps(about), version['seq']))


def count(db: sqlite3.Connection, model: Any) -> Any:
    """Return how many versions a model has."""
    return db.execute('SELECT COUNT(*) AS number FROM model_versions WHERE model_seq = ?',
                      (model['seq'],)).fetchone()['number']


def teachers(db: sqlite3.Connection, app_id: str, concept_id: str) -> list[int]:
    """Return the row numbers of the newest trained versions that know a concept.

    There is one at most of those that read texts, and one of those that look at pictures.
    """
    rows = db.execute(
        f'SELECT v.seq, v.concept_ids, v.embedding IN ({OF_TEXTS}) AS reads FROM model_versions v '
        'JOIN models m ON m.seq = v.model_seq WHERE m.app_id = ? AND v.status_code = ? '
        'ORDER BY v.seq DESC', (app_id, codes.MODEL_TRAINED))
    found: dict[int, int] = {}
    for row in rows:
        if concept_id in json.loads(row['concept_ids']):
            found.setdefault(row['reads'], row['seq'])
    return list(found.values())


def classifier(db: sqlite3.Connection, seq: int) -> bytes:
    """Return the bytes of a trained classifier."""
    return db.execute('SELECT classifier FROM model_versions WHERE seq = ?',
                      (seq,)).fetchone()['classifier']


def embedding_of(db: sqlite3.Connection, seq: int) -> str:
    """Return the name of what a trained version learned with (`learners.Learner`)."""
    return db.execute('SELECT embedding FROM model_versions WHERE seq = ?',
                      (seq,)).fetchone()['embedding']


def of_other_embeddings(db: sqlite3.Connection, embedding: Embedding) -> list[int]:
    """Return the row numbers of the versions that learned from vectors of other embeddings.

    Versions of operators have learned nothing, and some from texts.
    """
    rows = db.execute('SELECT seq FROM model_versions WHERE status_code = ? AND embedding NOT IN '
                      f'(?, {OF_TEXTS}) AND classifier IS NOT NULL ORDER BY seq',
                      (codes.MODEL_TRAINED, embedding.name))
    return [row['seq'] for row in rows]


def unfinished(db: sqlite3.Connection) -> list[int]:
    """Return the row numbers of the versions that wait for training."""
    rows = db.execute('SELECT seq FROM model_versions WHERE status_code IN (?, ?) ORDER BY seq',
                      codes.TRAINING_WAITING)
    return [row['seq'] for row in rows]


def by_seq(db: sqlite3.Connection, seq: int) -> dict[str, Any] | None:
    """Return one version with the id of its app and the type of its model, or None if it is gone.
    """
    row = db.execute(f'SELECT {COLUMNS} FROM model_versions WHERE seq = ?', (seq,)).fetchone()
    if not row:
        return None
    model = db.execute('SELECT app_id, about FROM models WHERE seq = ?',
                       (row['model_seq'],)).fetchone()
    return dict(_record(row), app_id=model['app_id'],
                model_type_id=json.loads(model['about']).get('model_type_id'))


def set_status(db: sqlite3.Connection, seq: int, code: int, details: str | None = None) -> None:
    """Say how far the training of a version is."""
    completed = None if code in codes.TRAINING_WAITING else clock.now()
    db.execute('UPDATE model_versions SET status_code = ?, status_details = ?, completed_at = ? '
               'WHERE seq = ?', (code, details, completed, seq))


def trained(db: sqlite3.Connection, seq: int, data: bytes, input_ids: list[str],
            learner: str) -> None:
    """Keep what was learned, the ids of the inputs that it is from, and the name of the learner."""
    set_status(db, seq, codes.MODEL_TRAINED)
    db.execute('UPDATE model_versions SET input_ids = ? WHERE seq = ?',
               (json.dumps(input_ids), seq))
    trained_again(db, seq, data, learner)


def trained_again(db: sqlite3.Connection, seq: int, data: bytes, learner: str) -> None:
    """Keep a classifier that has learned the same from the vectors of another embedding."""
    db.execute('UPDATE model_versions SET classifier = ?, embedding = ? WHERE seq = ?',
               (data, learner, seq))


def _record(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row, concept_ids=json.loads(row['concept_ids']),
                output_config=json.loads(row['output_config']),
                input_ids=json.loads(row['input_ids']),
                about=json.loads(row['about']),
                metrics_code=row['metrics_code'] or codes.MODEL_NOT_EVALUATED,
                metrics=json.loads(row['metrics']) if row['metrics'] else None)
