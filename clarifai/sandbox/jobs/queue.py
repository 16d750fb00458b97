"""What goes on after a request was answered: looking at inputs, training, deleting and the like.

The database says what is left to do, so a server that was killed goes on where it stopped. Inputs
are looked at by several threads, or by workers while there are many; models are trained by one,
after the inputs that were added to their app before. Inputs and models whose vectors another
embedding made, in an earlier run, have their turn beside them.
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
from clarifai.sandbox.jobs import extraction, outcomes
from clarifai.sandbox.jobs.moving import Move
from clarifai.sandbox.jobs.pieces import Pieces
from clarifai.sandbox.jobs.processes import WorkerEnded
from clarifai.sandbox.learning import pictures
from clarifai.sandbox.media import analysis, frames
from clarifai.sandbox.models import learners
from clarifai.sandbox.models.vision import MEASURING, Vision
from clarifai.sandbox.store import (bulk_changes, dataset_versions, deletions, evaluations,
                                    examples, extractions, indexing, inputs, versions)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.jobs.processes import Workers
    from clarifai.sandbox.media.analysis import Analysis, Failure
    from clarifai.sandbox.media.source import MediaSource
    from clarifai.sandbox.models.learners import Learner
    from clarifai.sandbox.models.recognizers import Recogniser
    from clarifai.sandbox.store.database import Database

LOG = logging.getLogger(__name__)

INPUT_THREADS = 4
PAUSE = 0.05
DISK_PAUSE = 1.0
MANY = 100  # inputs that wait; with fewer, starting a worker would take longer than they do
IDLE_SECONDS = 10.0  # after which workers are let go
_STOP = object()


class NotYet(Exception):
    """A version has to wait for inputs; its turn comes again."""


class JobQueue:
    """The background work of one server.

    Args:
        database: where the work is written down.
        media: where pictures come from.
        recogniser: what stands in for the general model, if anything does.
        workers: who looks at inputs while many of them wait; nobody else, unless given.
        vision: how pictures are looked at. A recogniser wins over it; workers do the same.
        naming: gives what names pictures in place of these for now, or None.

    Attributes:
        move: how far inputs and models are whose vectors another embedding made.
    """

    def __init__(self, database: Database, media: MediaSource, recogniser: Recogniser | None = None,
                 workers: Workers | None = None,
                 vision: Vision = MEASURING,
                 naming: Callable[[], Any] = lambda: None) -> None:
        self._database = database
        self._media = media
        self._recogniser = recogniser
        self._workers = workers
        self._vision = vision._replace(name=recogniser) if recogniser else vision
        self._naming = naming
        self.move = Move()
        self._inputs: queue.Queue[Any] = queue.Queue()
        self._again: queue.Queue[Any] = queue.Queue()
        self._to_train_again: set[int] = set()
        self._versions: queue.Queue[Any] = queue.Queue()
        self._expects_training = False
        self._in_pieces: queue.Queue[Any] = queue.Queue()
        self._extractions: queue.Queue[Any] = queue.Queue()
        self._stopping = threading.Event()
        self._pieces = Pieces(database, self._vision.embedding, self._stopping)
        self._input_done = threading.Condition()
        self._threads: list[Any] = []
        self._input_threads = max(INPUT_THREADS, workers.limit if workers else 0)

    def start(self) -> None:
        """Begin working, first on what an earlier run left."""
        with self._database.transaction() as db:
            left = [(begin, unfinished(db)) for _, unfinished, begin in self._kinds()]
        for begin, seqs in left:
            for seq in seqs:
                begin(seq)
        self._begin_move()
        for number in range(self._input_threads):
            self._run(self._inputs, 'inputs-%d' % number, self._workers and self._rest)
        self._run(self._versions, 'models')
        self._run(self._in_pieces, 'pieces')
        self._run(self._extractions, 'extractions')

    def _begin_move(self) -> None:
        """Queue what has vectors of other embeddings, and what was learned from such."""
        embedding = self._vision.embedding
        with self._database.transaction() as db:
            others = indexing.has_other_vectors(db, embedding)
            to_look_at = indexing.to_look_at_again(db, embedding) if others else []
            of_versions = dataset_versions.to_look_at_again(db, embedding)
            self._to_train_again.update(versions.of_other_embeddings(db, embedding))
        jobs = [((self._look_again, seq), app_id) for seq, app_id in to_look_at]
        jobs += [((self._look_again_at_kept, seq), app_id) for seq, app_id in of_versions]
        self.move.begin(jobs)
        for job, _ in jobs:
            self._again.put(job)
        for seq in sorted(self._to_train_again):
            self._versions.put((self._train_again, seq))
        if jobs or others or self._to_train_again:
            self._versions.put((self._finish_move, None))
        for number in range(max(1, self._workers.limit if self._workers else 0)
                            if jobs else 0):
            self._run(self._again, 'again-%d' % number)

    def _rest(self) -> None:
        """Let the workers go, unless they are needed."""
        if not self.move.is_under_way():
            self._workers.rest()

    def stop(self, patience: float = 5.0) -> None:
        """End the threads; work that takes longer than `patience` seconds is left for next time."""
        self._stopping.set()
        with self._input_done:
            self._input_done.notify_all()
        for _ in range(self._input_threads):
            self._inputs.put(_STOP)
            self._again.put(_STOP)
        self._versions.put(_STOP)
        self._in_pieces.put(_STOP)
        self._extractions.put(_STOP)
        deadline = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if self._workers:
            self._workers.close()

    def left(self) -> str:
        """Return what there is to be done yet, such as '3 inputs, 1 training'; '' for nothing."""
        with self._database.transaction() as db:
            counts = [(len(unfinished(db)), name) for name, unfinished, _ in self._kinds()]
        return ', '.join('%d %s%s' % (count, name, 's' if count > 1 else '')
                         for count, name in counts if count)

    def _kinds(self) -> tuple[tuple[str, Callable[[sqlite3.Connection], list[int]],
                                    Callable[[int], None]], ...]:
        """Return each kind of work: a name, what finds those left (rows), what begins one."""
        return (('input', indexing.waiting, lambda seq: self.analyse([seq])),
                ('extraction', extractions.unfinished, self.extract),
                ('training', versions.unfinished, self.train),
                ('evaluation', evaluations.unfinished, self.evaluate),
                ('deletion', deletions.unfinished, self.delete),
                ('bulk operation', bulk_changes.unfinished, self.change),
                ('dataset version', dataset_versions.unfinished, self.make_version))

    def analyse(self, seqs: list[int]) -> None:
        """Look at these inputs (row numbers), once their transaction is committed."""
        for seq in seqs:
            self._inputs.put((self._analyse_input, seq))

    def expect_training(self) -> None:
        """Load what training needs, which takes a second, when there is a model to train."""
        if not self._expects_training:
            self._expects_training = True
            self._versions.put((_get_ready, None))

    def train(self, seq: int) -> None:
        """Train a queued model version (row number)."""
        self._versions.put((self._train, seq))

    def evaluate(self, seq: int) -> None:
        """Carry out an evaluation (row number)."""
        self._versions.put((self._evaluate, seq))

    def delete(self, seq: int) -> None:
        """Carry on with a deletion (row number) of many inputs."""
        self._in_pieces.put((self._pieces.delete, seq))

    def change(self, seq: int) -> None:
        """Carry on with a change (row number) of many inputs."""
        self._in_pieces.put((self._pieces.change, seq))

    def make_version(self, seq: int) -> None:
        """Carry on with a version (row number) of a dataset."""
        self._in_pieces.put((self._pieces.make_version, seq))

    def extract(self, seq: int) -> None:
        """Take inputs from an archive (row number of the extraction)."""
        self._extractions.put((self._extract, seq))

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
            seen = self._analysis_of(task['kind'], data, self._inputs.qsize() >= MANY)
        except WorkerEnded:
            return  # This server is stopping, and the next one looks again.
        except Exception as error:
            seen = analysis.failure(error)
        with self._database.transaction() as db:
            if isinstance(seen, analysis.Failure):
                indexing.fail(db, seq, *seen)
            else:
                indexing.finish(db, seq, task['app_id'], self._vision.embedding, *seen)

    def _analysis_of(self, kind: str, data: bytes, many: bool) -> Analysis | Failure:
        # A recogniser is a function of this process, and pictures that take a lot of memory are
        # decoded one at a time here.
        named = self._naming()
        if (self._workers and not self._recogniser and not named and many
                and not pictures.is_large(data)):
            return self._workers.analyse(kind, data)
        vision = self._vision._replace(name=named) if named else self._vision
        return analysis.analyse(kind, data, vision)

    def _look_again(self, seq: int) -> None:
        with self._database.transaction() as db:
            task = indexing.again(db, seq)
            data = inputs.kept(db, task) if task else None

        def keep(db: sqlite3.Connection, vector: NDArray[Any], predicted: Any) -> None:
            indexing.seen_again(db, seq, task['app_id'], self._vision.embedding, vector, predicted)
        self._take_turn((self._look_again, seq), task, data, keep)

    def _look_again_at_kept(self, seq: int) -> None:
        """Do as `_look_again` for what a version of a dataset keeps of an input that is gone."""
        with self._database.transaction() as db:
            task = dataset_versions.again(db, seq)

        def keep(db: sqlite3.Connection, vector: NDArray[Any], _: Any) -> None:
            dataset_versions.seen_again(db, seq, self._vision.embedding, vector)
        self._take_turn((self._look_again_at_kept, seq), task, task and task['data'], keep)

    def _take_turn(self, job: tuple[Callable[..., Any], int], task: dict[str, Any] | None,
                   data: bytes | None, keep: Callable[..., None]) -> None:
        """Look again at an input and `keep` what is seen; do nothing if it is gone meanwhile."""
        kept = None
        if task:
            try:
                seen = self._seen_again(task, data)
                with self._database.transaction() as db:
                    keep(db, *seen)
            except (WorkerEnded, errors.DiskFailure):
                raise
            except Exception as error:
                kept = '%s (%s)' % (task['id'], analysis.failure(error).details.rstrip('.'))
        if self.move.done(job, kept) and self.move.is_under_way():
            LOG.info('%s', self.move.said())

    def _seen_again(self, task: dict[str, Any], data: bytes | None) -> tuple[NDArray[Any], Any]:
        """Return the vector of an input, and its concepts unless they are of the user's own making.

        Raises:
            MediaUnavailable: it cannot be looked at any more.
            WorkerEnded: this server is stopping.
        """
        if data is None and not task['url']:
            raise errors.MediaUnavailable(codes.INPUT_FAILED, 'Its bytes are gone.')
        if data is None:
            data = self._media.read(task['url'])
        if self._recogniser:
            return frames.vector(task['kind'], data, self._vision.embedding), None
        seen = self._analysis_of(task['kind'], data, self._again.qsize() >= MANY)
        if isinstance(seen, analysis.Failure):
            raise errors.MediaUnavailable(*seen)
        return seen.embedding, seen.predicted

    def _wait_for_input(self) -> None:
        with self._input_done:
            self._input_done.wait(PAUSE)

    def _extract(self, seq: int) -> None:
        self.analyse(extraction.extract(self._database, self._media, seq))

    def _train(self, seq: int) -> None:
        with self._database.transaction() as db:
            version = versions.by_seq(db, seq)
            if version is None:
                return
            learner = self._learner_of(version)
            ids, known, labels = self._examples_of(db, version, learner)
            versions.set_status(db, seq, codes.MODEL_TRAINING)
        code, details, learned = outcomes.learn(version, known, labels, learner)
        with self._database.transaction() as db:
            if learned is not None:
                versions.trained(db, seq, learned.to_bytes(), ids, learner.name)
            else:
                versions.set_status(db, seq, code, details)

    def _learner_of(self, version: dict[str, Any]) -> Learner:
        """Return how a version learns: from texts, or from the vectors of inputs."""
        return learners.OF_TEXTS.get(version['model_type_id'],
                                     learners.of_vectors(self._vision.embedding))

    def _train_again(self, seq: int) -> None:
        try:
            self._learn_again(seq)
        except (NotYet, errors.DiskFailure):
            raise
        except Exception:
            LOG.exception('a model version could not be trained again')
        self._to_train_again.discard(seq)

    def _learn_again(self, seq: int) -> None:
        """Train a version with what it learned from, as it is seen now."""
        with self._database.transaction() as db:
            version = versions.by_seq(db, seq)
            if version is None:
                return
            learner = self._learner_of(version)
            ids, vectors, labels = self._examples_of(db, version, learner)
        known = [row for row, input_id in enumerate(ids) if input_id in set(version['input_ids'])]
        _, details, classifier = outcomes.learn(
            version, vectors[known], [labels[row] for row in known], learner)
        if classifier is None:
            LOG.warning('The model version %s predicts as before, by the vectors of another '
                        'embedding; it could not be trained again: %s', version['id'], details)
            return
        with self._database.transaction() as db:
            versions.trained_again(db, seq, classifier.to_bytes(), learner.name)

    def _finish_move(self, _: Any) -> None:
        """Forget the vectors that nobody needs any more, once all are looked at again."""
        if self.move.is_under_way() or self._to_train_again:
            raise NotYet()
        more = 1
        while more and not self._stopping.is_set():
            with self._database.transaction() as db:
                more = indexing.forget_other_vectors(db, self._vision.embedding)
        LOG.info('The inputs of earlier runs have been looked at again.')
        if self.move.said():
            LOG.warning('%s', self.move.said())

    def _evaluate(self, seq: int) -> None:
        with self._database.transaction() as db:
            asked = evaluations.by_seq(db, seq)
            if asked is None:
                return
            version = versions.by_seq(db, asked['version_seq'])
            dataset = asked['about'].get('ground_truth_dataset')
            learner = self._learner_of(version)
            ids, known, labels = self._examples_of(db, version, learner, dataset,
                                                   asked['created_at'])
            evaluations.set_status(db, seq, codes.MODEL_EVALUATING)
            kept = None
            if dataset and versions.embedding_of(db, version['seq']) == learner.name:
                kept = versions.classifier(db, version['seq'])
        code, details, metrics = outcomes.measure(version, ids, known, labels, learner, kept)
        with self._database.transaction() as db:
            evaluations.set_status(db, seq, code, details, metrics)

    def _examples_of(
            self, db: sqlite3.Connection, version: dict[str, Any], learner: Learner,
            dataset: dict[str, Any] | None = None, asked_at: str | None = None,
    ) -> tuple[list[str], NDArray[Any], list[dict[str, bool]]]:
        """Return what a version learns from, or what is in a dataset.

        Returns:
            ids of inputs, their texts or vectors, and what is said of each.

        Raises:
            NotYet: inputs that were added before the version, or before `asked_at`, still wait, or
                the version of the dataset does.
        """
        app_id = version['app_id']
        if indexing.any_waiting(db, app_id, asked_at or version['created_at']) or (
                self.move.is_under_way(app_id)):
            raise NotYet()
        params = version['about'].get('train_params', {})
        if dataset:
            params = {'dataset_id': dataset['id'],
                      'dataset_version_id': dataset.get('version', {}).get('id')}
        try:
            place = params.get('dataset_id'), params.get('dataset_version_id')
            if all(place) and dataset_versions.is_waiting(db, app_id, *place):
                raise NotYet()
            if learner is learners.TEXT_EMBEDDER:
                return examples.texts(db, app_id, None, *place)
            if learner is learners.TEXT_CLASSIFIER:
                return examples.texts(db, app_id, version['concept_ids'], *place)
            return examples.labelled(db, app_id, version['concept_ids'], self._vision.embedding,
                                     *place)
        except errors.DatasetNotFound:  # it was deleted since
            return [], numpy.array([]), []


def _get_ready(_: Any) -> None:
    """Load what the first training would wait for."""
    import sklearn.linear_model
    assert sklearn.linear_model
