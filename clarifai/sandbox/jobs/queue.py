"""What goes on after a request was answered: looking at inputs, training, evaluating, deleting.

The database says what is left to do, so a server that was killed goes on where it stopped. Inputs
are looked at by several threads, or by workers while there are many; models are trained by one,
after the inputs that were added to their app before.
"""
from __future__ import annotations

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy

from clarifai.sandbox import errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.jobs.processes import WorkerEnded
from clarifai.sandbox.learning import evaluation, pictures, training
from clarifai.sandbox.media import analysis
from clarifai.sandbox.store import deletions, evaluations, examples, indexing, inputs, versions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.jobs.processes import Workers
    from clarifai.sandbox.learning.classifier import Classifier
    from clarifai.sandbox.media.analysis import Analysis, Failure
    from clarifai.sandbox.media.source import MediaSource
    from clarifai.sandbox.models.recognizers import Recogniser
    from clarifai.sandbox.store.database import Database

LOG = logging.getLogger(__name__)

INPUT_THREADS = 4
PAUSE = 0.05
DISK_PAUSE = 1.0
MANY = 100  # inputs that wait; with fewer, starting a worker would take longer than they do
IDLE_SECONDS = 10.0  # after which workers are let go
_STOP = object()
_TRAINING_ERRORS = {'no_data': codes.MODEL_TRAINING_NO_DATA,
                    'no_positives': codes.MODEL_TRAINING_NO_POSITIVES,
                    'single_class': codes.MODEL_TRAINING_ONE_VS_N_SINGLE_CLASS}


class NotYet(Exception):
    """A version has to wait for inputs; its turn comes again."""


class JobQueue:
    """The background work of one server.

    Args:
        database: where the work is written down.
        media: where pictures come from.
        recogniser: what stands in for the general model, if anything does.
        workers: who looks at inputs while many of them wait; nobody else, unless given.
        recognised: a picture -> (name, score) pairs, where no recogniser is; without it, pictures
            are measured. Workers do the same.
    """

    def __init__(self, database: Database, media: MediaSource, recogniser: Recogniser | None = None,
                 workers: Workers | None = None,
                 recognised: Callable[..., Any] | None = None) -> None:
        self._database = database
        self._media = media
        self._recogniser = recogniser
        self._workers = workers
        self._naming = recogniser or recognised
        self._inputs: queue.Queue[Any] = queue.Queue()
        self._versions: queue.Queue[Any] = queue.Queue()
        self._deletions: queue.Queue[Any] = queue.Queue()
        self._stopping = threading.Event()
        self._input_done = threading.Condition()
        self._threads: list[Any] = []
        self._input_threads = max(INPUT_THREADS, workers.limit if workers else 0)

    def start(self, get_ready: bool = True) -> None:
        """Begin working, first on what an earlier run left.

        Args:
            get_ready: whether to load what training needs before there is anything to train.
        """
        with self._database.transaction() as db:
            left = indexing.waiting(db)
            to_train, to_evaluate = versions.unfinished(db), evaluations.unfinished(db)
            to_delete = deletions.unfinished(db)
        self.analyse(left)
        for seq in to_train:
            self.train(seq)
        for seq in to_evaluate:
            self.evaluate(seq)
        for seq in to_delete:
            self.delete(seq)
        for number in range(self._input_threads):
            self._run(self._inputs, 'inputs-%d' % number, self._workers and self._workers.rest)
        self._run(self._versions, 'models')
        self._run(self._deletions, 'deletions')
        if get_ready:
            self._versions.put((_get_ready, None))

    def stop(self, patience: float = 5.0) -> None:
        """End the threads; work that takes longer than `patience` seconds is left for next time."""
        self._stopping.set()
        with self._input_done:
            self._input_done.notify_all()
        for _ in range(self._input_threads):
            self._inputs.put(_STOP)
        self._versions.put(_STOP)
        self._deletions.put(_STOP)
        deadline = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if self._workers:
            self._workers.close()

    def analyse(self, seqs: list[int]) -> None:
        """Look at these inputs (row numbers), once their transaction is committed."""
        for seq in seqs:
            self._inputs.put((self._analyse_input, seq))

    def train(self, seq: int) -> None:
        """Train a queued model version (row number)."""
        self._versions.put((self._train, seq))

    def evaluate(self, seq: int) -> None:
        """Carry out an evaluation (row number)."""
        self._versions.put((self._evaluate, seq))

    def delete(self, seq: int) -> None:
        """Carry on with a deletion (row number) of many inputs."""
        self._deletions.put((self._delete, seq))

    def _run(self, jobs: Any, name: str, when_idle: Callable[..., Any] | None = None) -> None:
        thread = threading.Thread(target=self._work, args=(jobs, when_idle), name='sandbox-' + name)
        thread.daemon = True
        thread.start()
        self._threads.append(thread)

    def _work(self, jobs: Any, when_idle: Callable[..., Any] | None) -> None:
        while not self._stopping.is_set():
            try:
                job = jobs.get(timeout=IDLE_SECONDS if when_idle else None)
            except queue.Empty:
                when_idle()
                continue
            if job is _STOP:
                return
            work, seq = job
            try:
                work(seq)
            except NotYet:
                self._wait_for_input()
                jobs.put(job)
            except errors.DiskFailure as error:
                LOG.error('background work waits for the disk: %s', error.details)
                jobs.put(job)
                self._stopping.wait(DISK_PAUSE)
            except Exception:
                if self._stopping.is_set():
                    return
                LOG.exception('background work failed')

    def _analyse_input(self, seq: int) -> None:
        try:
            with self._database.transaction() as db:
                task = indexing.start(db, seq)
                data = inputs.kept(db, task) if task else None
            if task:
                self._analyse_task(seq, task, data)
        finally:
            with self._input_done:
                self._input_done.notify_all()

    def _analyse_task(self, seq: int, task: dict[str, Any], data: bytes | None) -> None:
        try:
            if data is None:
                data = self._media.read(task['url'])
            seen = self._analysis_of(task['kind'], data)
        except WorkerEnded:
            return  # This server is stopping, and the next one looks again.
        except Exception as error:
            seen = analysis.failure(error)
        with self._database.transaction() as db:
            if isinstance(seen, analysis.Failure):
                indexing.fail(db, seq, *seen)
            else:
                indexing.finish(db, seq, task['app_id'], *seen)

    def _analysis_of(self, kind: str, data: bytes) -> Analysis | Failure:
        # A recogniser is a function of this process, and pictures that take a lot of memory are
        # decoded one at a time here.
        if (self._workers and not self._recogniser and self._inputs.qsize() >= MANY and
                not pictures.is_large(data)):
            return self._workers.analyse(kind, data)
        return analysis.analyse(kind, data, self._naming)

    def _wait_for_input(self) -> None:
        with self._input_done:
            self._input_done.wait(PAUSE)

    def _delete(self, seq: int) -> None:
        more = True
        while more and not self._stopping.is_set():
            with self._database.transaction() as db:
                more = deletions.carry_on(db, seq)

    def _train(self, seq: int) -> None:
        with self._database.transaction() as db:
            version = versions.by_seq(db, seq)
            if version is None:
                return
            ids, vectors, labels = _examples_of(db, version)
            versions.set_status(db, seq, codes.MODEL_TRAINING)
        code, details, classifier = learn(version, vectors, labels)
        with self._database.transaction() as db:
            if classifier is not None:
                versions.trained(db, seq, classifier.to_bytes(), ids)
            else:
                versions.set_status(db, seq, code, details)

    def _evaluate(self, seq: int) -> None:
        with self._database.transaction() as db:
            asked = evaluations.by_seq(db, seq)
            if asked is None:
                return
            version = versions.by_seq(db, asked['version_seq'])
            _, vectors, labels = _examples_of(db, version)
            evaluations.set_status(db, seq, codes.MODEL_EVALUATING)
        code, details, metrics = measure(version, vectors, labels)
        with self._database.transaction() as db:
            evaluations.set_status(db, seq, code, details, metrics)


def _examples_of(db: sqlite3.Connection,
                 version: dict[str, Any]) -> tuple[list[str], NDArray[Any], list[dict[str, bool]]]:
    """Return what a version learns from: input ids, vectors, labels.

    Raises:
        NotYet: inputs that were added before the version are still waiting.
    """
    if indexing.any_waiting(db, version['app_id'], version['created_at']):
        raise NotYet()
    params = version['about'].get('train_params', {})
    try:
        return examples.labelled(db, version['app_id'], version['concept_ids'],
                                 params.get('dataset_id'), params.get('dataset_version_id'))
    except errors.DatasetNotFound:  # it was deleted since
        return [], numpy.array([]), []


def _get_ready(_: Any) -> None:
    """Load what training needs, so that the first training does not wait for it."""
    import sklearn.linear_model
    assert sklearn.linear_model


def learn(version: dict[str, Any], vectors: NDArray[Any],
          labels: list[dict[str, bool]]) -> tuple[int, str | None, Classifier | None]:
    """Train a classifier for a version.

    Returns:
        a status code with details and None, or MODEL_TRAINED, None and
        the classifier.
    """
    if not version['concept_ids']:
        return codes.MODEL_TRAINING_NO_DATA, 'The model has no concepts.', None
    if not labels:
        return (codes.MODEL_TRAINING_NO_DATA,
                'No processed input is annotated with a concept of the model.', None)
    config = version['output_config']
    try:
        return codes.MODEL_TRAINED, None, training.train(
            vectors, labels,
            mutually_exclusive=bool(config.get('concepts_mutually_exclusive')),
            closed_environment=bool(config.get('closed_environment')),
            concept_ids=version['concept_ids'])
    except training.TrainingError as error:
        return _TRAINING_ERRORS[error.kind], str(error), None
    except Exception as error:
        LOG.exception('training failed')
        return (codes.MODEL_TRAINING_UNKNOWN_ERROR, f'Unexpected {type(error).__name__}.', None)


def measure(version: dict[str, Any], vectors: NDArray[Any],
            labels: list[dict[str, bool]]) -> tuple[int, None, dict[str, Any]]:
    """Evaluate what a version would learn, on examples that it has not seen.

    Returns:
        a status code, details or None, metrics or None.
    """
    if not labels:
        return (codes.MODEL_EVALUATION_NEED_INPUTS,
                'No processed input is annotated with a concept of the model.', None)
    config = version['output_config']
    try:
        metrics = evaluation.evaluate(
            vectors, labels, version['concept_ids'],
            mutually_exclusive=bool(config.get('concepts_mutually_exclusive')),
            closed_environment=bool(config.get('closed_environment')))
        metrics['cooccurrences'] = cooccurrences(labels, version['concept_ids'])
        return codes.MODEL_EVALUATED, None, metrics
    except training.TrainingError as error:
        return codes.MODEL_EVALUATION_NEED_LABELS, str(error), None
    except Exception as error:
        LOG.exception('evaluation failed')
        return (codes.MODEL_EVALUATION_UNKNOWN_ERROR, f'Unexpected {type(error).__name__}.', None)


def cooccurrences(labels: list[dict[str, bool]], concept_ids: list[str]) -> list[list[int | str]]:
    """Count the inputs that have two concepts at once.

    Returns:
        list: [one concept id, another (or the same), number of inputs] for each pair that occurs.
    """
    return [[one, other, count] for one in concept_ids for other in concept_ids
            for count in [sum(1 for said in labels if said.get(one) and said.get(other))] if count]
