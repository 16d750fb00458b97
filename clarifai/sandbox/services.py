"""The parts of one server, put together."""
from __future__ import annotations

import collections
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from clarifai.sandbox.faults.orders import Faults
from clarifai.sandbox.jobs.fair_pool import FairPool
from clarifai.sandbox.jobs.people import PeopleFinder
from clarifai.sandbox.jobs.processes import Workers
from clarifai.sandbox.jobs.queue import JobQueue
from clarifai.sandbox.jobs.runner_items import RUNNER_TIMEOUT, RunnerItems
from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.learning.pretrained import choice
from clarifai.sandbox.learning.pretrained.recognizer import Recognizer
from clarifai.sandbox.media.source import MediaSource
from clarifai.sandbox.models import learners, public_concepts, public_models, recognised, vision
from clarifai.sandbox.models.canned import CannedAnswers
from clarifai.sandbox.models.recognizers import Recognisers
from clarifai.sandbox.recorder.recorder import Recorder
from clarifai.sandbox.store import hosted, versions
from clarifai.sandbox.store.database import Database
from clarifai.sandbox.store.vectors import VectorCache

if TYPE_CHECKING:
    from numpy.typing import NDArray

PREDICTION_THREADS = 8
PEOPLE = {recognised.PEOPLE, public_concepts.concept_id(recognised.PEOPLE)}
KEPT_CLASSIFIERS = 64
SETTLING_PAUSE = 0.005  # seconds between two looks at what goes on in the background


class ClassifierCache:
    """What versions learned, read once. What one learned by one learner never changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: collections.OrderedDict[Any, Any] = collections.OrderedDict()

    def get(self, db: sqlite3.Connection, seq: int) -> tuple[Any, str]:
        """Return what a trained version (row number) learned, and its learner's name."""
        name = versions.embedding_of(db, seq)
        key = seq, name
        with self._lock:
            if key not in self._kept:
                self._kept[key] = learners.load(name, versions.classifier(db, seq))
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_CLASSIFIERS:
                self._kept.popitem(last=False)
            return self._kept[key], name


class TextScores:
    """What versions say of texts that they have read. The text of an input never changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: collections.OrderedDict[int, dict[int, NDArray[Any]]] = (
            collections.OrderedDict())

    def get(self, seq: int, classifier: Any, found: list[sqlite3.Row]) -> list[NDArray[Any]]:
        """Return the scores of texts, for all concepts; those that are new take long.

        Args:
            seq: the version's row number.
            classifier: what it learned.
            found: ``seq`` and ``text`` of each input.
        """
        with self._lock:
            kept = self._kept.setdefault(seq, {})
            self._kept.move_to_end(seq)
            while len(self._kept) > KEPT_CLASSIFIERS:
                self._kept.popitem(last=False)
        new = [row for row in found if row['seq'] not in kept]
        if new:
            scores = classifier.predict([row['text'] for row in new])
            kept.update(zip([row['seq'] for row in new], scores))
        return [kept[row['seq']] for row in found]


class Services:
    """What handlers work with.

    Args:
        data_folder: where everything is kept, or None for memory.
        media_folder: whose files stand in for URLs, or None.
        recognisers: {id of a public model: function}; see `recognizers.Recognisers`.
        faults: what goes wrong; nothing, unless given.
        recorder: where requests are recorded; one of its own, unless given.
        allow_private_urls: whether pictures are fetched from this machine and its network.
        workers: how many processes look at inputs while many of them wait.
        recognition: what recognises; nothing, unless given.
        runner_timeout: see `RunnerItems`.
        pyodide: the folder of npm's package ``pyodide``, for the page's console; None for none.

    Raises:
        DatabaseError, RecogniserError: the folder, or a recogniser, cannot be used.

    Attributes:
        database (Database), media (MediaSource), jobs (JobQueue): see there.
        recognisers: what stands in for public models.
        canned: the answers that tests have ordered for models.
        is_instant: whether all that a request sets going is over before its answer.
        recognition: what recognises in place of the others.
        vision: how pictures are looked at.
        embeddings: {name: embedding} of that one and of others, by which models of earlier runs
            predict until they are trained again.
        vectors (VectorCache), classifiers (ClassifierCache): read from the database once.
        text_scores (TextScores): see there.
        prediction_pool: looks at the inputs of predictions side by side.
        recorder: keeps the last requests.
        faults: the faults that are on order.
        runner_items: the predictions that wait for runners.
    """

    def __init__(self, data_folder: str | None = None, media_folder: str | None = None,
                 recognisers: Mapping[str, Callable[..., Any]] | None = None,
                 faults: Faults | None = None, recorder: Recorder | None = None,
                 allow_private_urls: bool = False, workers: int = 0,
                 recognition: choice.Recognition | None = None,
                 runner_timeout: float = RUNNER_TIMEOUT, pyodide: str | None = None) -> None:
        self.pyodide = pyodide
        self.recognisers = Recognisers(recognisers)
        self.canned = CannedAnswers()
        self.is_instant = False
        self.recognition = recognition or choice.choose(choice.OFF)
        recognizer = self.recognition.recognizer
        # Where it is off, nothing is loaded unless a model needs it that was trained with it.
        recognising = vision.recognising(recognizer or Recognizer())
        self.vision = recognising if recognizer else vision.MEASURING
        self.embeddings = {item.name: item for item in (MEASURED, recognising.embedding)}
        self.database = Database(data_folder)
        self.media = MediaSource(media_folder, self._hosted, allow_private_urls)
        self.jobs = JobQueue(self.database, self.media,
                             self.recognisers.get(public_models.GENERAL),
                             Workers(workers, self.vision) if workers else None, self.vision,
                             self.canned.naming)
        self._people = PeopleFinder(self.database, self.media, self.vision.embedding) if (
            recognizer and not self.recognisers.get(public_models.GENERAL)) else None
        self.vectors = VectorCache()
        self.classifiers = ClassifierCache()
        self.text_scores = TextScores()
        self.prediction_pool = FairPool(PREDICTION_THREADS)
        self.recorder = recorder or Recorder()
        self.faults = faults or Faults()
        self.runner_items = RunnerItems(runner_timeout)

    def look_for(self, app_id: str, *words: str | None) -> None:
        """See to it that an app's inputs are found by what is predicted only when it is asked for.

        Args:
            app_id: the app.
            words: ids or names of concepts, or the words of a text. This is called outside a
                transaction.
        """
        if self._people and not PEOPLE.isdisjoint(words):
            self._people.look(app_id)

    def _hosted(self, token: str) -> bytes | None:
        with self.database.transaction() as db:
            found = hosted.find(db, token)
        return found.data if found else None

    def start(self) -> None:
        """Begin the background work."""
        self.jobs.start()

    def settle(self, seconds: float) -> str:
        """Wait until nothing goes on in the background.

        Args:
            seconds: for how long at most.

        Returns:
            what is still going on then, as '3 inputs'; '' if nothing is.
        """
        deadline = time.monotonic() + seconds
        while True:
            left = self.jobs.left()
            if not left or time.monotonic() > deadline:
                return left
            time.sleep(SETTLING_PAUSE)

    def end_waiting(self) -> None:
        """Let all requests go on that wait for a fault, or for a runner."""
        self.faults.stop()
        self.runner_items.stop()

    def stop(self) -> None:
        """End the background work and close the database."""
        self.jobs.stop()
        if self._people:
            self._people.stop()
        self.prediction_pool.close()
        self.database.close()
