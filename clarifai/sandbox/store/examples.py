"""What a model learns from: vectors of inputs, or texts, and which concepts they have.

All vectors that are read together were made by one embedding.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import dataset_versions, datasets, inputs
from clarifai.sandbox.store.scores import integers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.embeddings import Embedding


def labelled(db: sqlite3.Connection, app_id: str, concept_ids: list[str], embedding: Embedding,
             dataset_id: str | None = None, dataset_version_id: str | None = None
             ) -> tuple[list[str], NDArray[Any], list[dict[str, bool]]]:
    """Return the processed pictures and videos that are annotated with any of these concepts.

    Where two annotations of an input contradict each other, the newer one is believed.

    Args:
        db: in a transaction.
        app_id: the app.
        concept_ids: the concepts to learn.
        embedding: what made the vectors; inputs without one of it are left out.
        dataset_id: the dataset whose inputs alone are examples, or None.
        dataset_version_id: the version of it, whose inputs are taken as they were, or None.

    Returns:
        the inputs' ids, their vectors as a matrix, and
        for each input {concept id: bool}, without the concepts that nothing is said about.

    Raises:
        errors.DatasetNotFound: the dataset, or the version, is gone.
    """
    dataset = datasets.get(db, app_id, dataset_id) if dataset_id else None
    if dataset and dataset_version_id:
        return _of_version(db, dataset, dataset_version_id, concept_ids, embedding)
    labels = _labels(db, app_id, concept_ids, dataset)
    ids, vectors, kept = [], [], []
    for chunk in inputs.chunks(sorted(labels)):
        rows = db.execute(
            'SELECT i.seq, i.id, v.numbers FROM inputs i JOIN vectors v ON v.input_seq = i.seq '
            'WHERE v.embedding = ? AND i.seq IN (%s) ORDER BY i.seq'
            % ', '.join('?' * len(chunk)), [embedding.name] + chunk)
        for row in rows:
            ids.append(row['id'])
            vectors.append(numpy.frombuffer(row['numbers'], '<f4'))
            kept.append(labels[row['seq']])
    return ids, numpy.array(vectors), kept


def texts(db: sqlite3.Connection, app_id: str, concept_ids: list[str] | None,
          dataset_id: str | None = None, dataset_version_id: str | None = None
          ) -> tuple[list[str], NDArray[Any], list[dict[str, bool]]]:
    """Return the processed inputs with a text that are annotated with any of these concepts.

    Args:
        db: in a transaction.
        app_id: the app.
        concept_ids: the concepts to learn; None for all texts, whatever is said about them.
        dataset_id, dataset_version_id: as for `labelled`.

    Returns:
        the inputs' ids, their texts as an array of objects, and what is said of each, as `labelled`
        has it.

    Raises:
        errors.DatasetNotFound: the dataset, or the version, is gone.
    """
    dataset = datasets.get(db, app_id, dataset_id) if dataset_id else None
    if dataset and dataset_version_id:
        version = dataset_versions.get(db, dataset, dataset_version_id)
        found = dataset_versions.texts(db, version['seq'])
        said = [_of_concepts(values, concept_ids or ()) for _, _, values in found]
    else:
        only = datasets.rows(db, dataset) if dataset else None
        labels = _labels(db, app_id, concept_ids or [], dataset)
        rows = [row for row in read(db, app_id) if only is None or row['seq'] in only]
        found = [(row['id'], row['text']) for row in rows]
        said = [labels.get(row['seq'], {}) for row in rows]
    chosen = [number for number in range(len(found)) if concept_ids is None or said[number]]
    held = numpy.empty(len(chosen), object)
    held[:] = [found[number][1] for number in chosen]
    return [found[number][0] for number in chosen], held, [said[number] for number in chosen]


def read(db: sqlite3.Connection, app_id: str) -> list[sqlite3.Row]:
    """Return ``seq``, ``id`` and ``text`` of the processed inputs of an app that have a text."""
    return db.execute('SELECT seq, id, text FROM inputs WHERE app_id = ? AND status_code = ? AND '
                      'text IS NOT NULL ORDER BY seq', (app_id, codes.INPUT_SUCCESS)).fetchall()


def _labels(db: sqlite3.Connection, app_id: str, concept_ids: list[str],
            dataset: dict[str, Any] | None) -> dict[int, dict[str, bool]]:
    """Return {input's row: {concept id: bool}} of what is said, in a dataset or the whole app."""
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
    return labels


def _of_concepts(said: dict[str, float], concept_ids: Collection[str]) -> dict[str, bool]:
    return {concept_id: value >= 0.5 for concept_id, value in said.items()
            if concept_id in concept_ids}


def _of_version(db: sqlite3.Connection, dataset: dict[str, Any], version_id: str,
                concept_ids: list[str], embedding: Embedding,
                ) -> tuple[list[str], NDArray[Any], list[dict[str, bool]]]:
    wanted, ids, vectors, kept = set(concept_ids), [], [], []
    version = dataset_versions.get(db, dataset, version_id)
    for input_id, vector, said in dataset_versions.labelled(db, version['seq'], embedding):
        label = _of_concepts(said, wanted)
        if label:
            ids.append(input_id)
            vectors.append(numpy.frombuffer(vector, '<f4'))
            kept.append(label)
    return ids, numpy.array(vectors), kept


def with_vectors(db: sqlite3.Connection, app_id: str, embedding: Embedding) -> NDArray[Any]:
    """Return the row numbers of the app's inputs that have a vector, in order."""
    return numpy.sort(integers(db, ['input_seq'], 'FROM vectors WHERE app_id = ? AND '
                               'embedding = ?', (app_id, embedding.name))[0])


def vectors(db: sqlite3.Connection, seqs: list[int], embedding: Embedding) -> NDArray[Any]:
    """Return the vectors of these inputs (row numbers), as the rows of a matrix of float32."""
    matrix, filled = numpy.empty((len(seqs), embedding.size), numpy.float32), 0
    for chunk in inputs.chunks(seqs):
        rows = db.execute('SELECT numbers FROM vectors WHERE embedding = ? AND input_seq IN (%s) '
                          'ORDER BY input_seq' % ', '.join('?' * len(chunk)),
                          [embedding.name] + chunk)
        for row in rows:
            matrix[filled] = numpy.frombuffer(row['numbers'], '<f4')
            filled += 1
    return matrix[:filled]


def vector(db: sqlite3.Connection, app_id: str, input_id: str,
           embedding: Embedding) -> NDArray[Any] | None:
    """Return the vector of one input, or None while it has none."""
    row = db.execute('SELECT v.numbers FROM inputs i JOIN vectors v ON v.input_seq = i.seq '
                     'WHERE i.app_id = ? AND i.id = ? AND v.embedding = ?',
                     (app_id, input_id, embedding.name)).fetchone()
    return numpy.frombuffer(row['numbers'], '<f4') if row else None
