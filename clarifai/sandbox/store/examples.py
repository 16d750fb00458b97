"""What a model learns from: vectors of inputs, and which concepts they have."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import numpy

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.learning.embedding import SIZE
from clarifai.sandbox.store import dataset_versions, datasets, inputs

if TYPE_CHECKING:
    from numpy.typing import NDArray


def labelled(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
             dataset_id: str | None = None, dataset_version_id: str | None = None
             ) -> tuple[list[str], NDArray[Any], list[dict[str, bool]]]:
    """Return the processed pictures and videos that are annotated with any of these concepts.

    Where two annotations of an input contradict each other, the newer one is believed.

    Args:
        db: in a transaction.
        app_id: the app.
        concept_ids: the concepts to learn.
        dataset_id: the dataset whose inputs alone are examples, or None.
        dataset_version_id: the version of it, whose inputs are taken as they were, or None.

    Returns:
        the inputs' ids, their N x SIZE vectors, and
        for each input {concept id: bool}, without the concepts that nothing is said about.

    Raises:
        errors.DatasetNotFound: the dataset, or the version, is gone.
    """
    dataset = datasets.get(db, app_id, dataset_id) if dataset_id else None
    if dataset and dataset_version_id:
        return _of_version(db, dataset, dataset_version_id, concept_ids)
    only = datasets.rows(db, dataset) if dataset else None
    labels: dict[Any, Any] = {}
    for chunk in inputs.chunks(list(concept_ids)):
        rows = db.execute(
            'SELECT a.input_seq, s.concept_id, s.value FROM annotated_concepts s '
            'JOIN annotations a ON a.seq = s.annotation_seq WHERE s.app_id = ? AND '
            "s.concept_id IN (%s) AND s.region_id = '' AND a.status_code = ? ORDER BY a.seq"
            % ', '.join('?' * len(chunk)), [app_id] + chunk + [codes.ANNOTATION_SUCCESS])
        for row in rows:
            if only is None or row['input_seq'] in only:
                labels.setdefault(row['input_seq'], {})[row['concept_id']] = row['value'] >= 0.5
    ids, vectors, kept = [], [], []
    for chunk in inputs.chunks(sorted(labels)):
        rows = db.execute(
            'SELECT seq, id, embedding FROM inputs WHERE status_code = ? AND seq IN (%s) '
            'AND embedding IS NOT NULL ORDER BY seq' % ', '.join('?' * len(chunk)),
            [codes.INPUT_SUCCESS] + chunk)
        for row in rows:
            ids.append(row['id'])
            vectors.append(numpy.frombuffer(row['embedding'], '<f4'))
            kept.append(labels[row['seq']])
    return ids, numpy.array(vectors), kept


def _of_version(db: sqlite3.Connection, dataset: dict[str, Any], version_id: str,
                concept_ids: list[str]) -> tuple[list[str], NDArray[Any], list[dict[str, bool]]]:
    wanted, ids, vectors, kept = set(concept_ids), [], [], []
    version = dataset_versions.get(db, dataset, version_id)
    for input_id, vector, said in dataset_versions.labelled(db, version['seq']):
        label = {concept_id: value >= 0.5 for concept_id, value in said.items()
                 if concept_id in wanted}
        if label:
            ids.append(input_id)
            vectors.append(numpy.frombuffer(vector, '<f4'))
            kept.append(label)
    return ids, numpy.array(vectors), kept


def with_vectors(db: sqlite3.Connection, app_id: str) -> list[int]:
    """Return the row numbers of the app's inputs that have a vector, in order."""
    rows = db.execute('SELECT seq FROM inputs WHERE app_id = ? AND status_code = ? AND '
                      'embedding IS NOT NULL ORDER BY seq', (app_id, codes.INPUT_SUCCESS))
    return [row['seq'] for row in rows]


def vectors(db: sqlite3.Connection, seqs: list[int]) -> NDArray[Any]:
    """Return the vectors of these inputs (row numbers), as an N x SIZE matrix of float32."""
    found: list[Any] = []
    for chunk in inputs.chunks(seqs):
        rows = db.execute('SELECT embedding FROM inputs WHERE seq IN (%s) ORDER BY seq'
                          % ', '.join('?' * len(chunk)), chunk)
        found.extend(row['embedding'] for row in rows)
    return numpy.frombuffer(b''.join(found), '<f4').reshape(-1, SIZE)


def vector(db: sqlite3.Connection, app_id: str, input_id: str) -> NDArray[Any] | None:
    """Return the vector of one input, or None while it has none."""
    row = db.execute('SELECT embedding FROM inputs WHERE app_id = ? AND id = ?',
                     (app_id, input_id)).fetchone()
    if not row or row['embedding'] is None:
        return None
    return numpy.frombuffer(row['embedding'], '<f4')
