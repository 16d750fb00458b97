"""Looking for faces in inputs, once somebody searches for people.

To find none takes longer than to recognise all else that is in a picture, so it is not done when
inputs are added.
"""
from __future__ import annotations

import concurrent.futures
import logging
import threading
from typing import TYPE_CHECKING

from clarifai.sandbox.errors import MediaUnavailable
from clarifai.sandbox.media import frames
from clarifai.sandbox.store import indexing, inputs

if TYPE_CHECKING:
    from clarifai.sandbox.learning.embeddings import Embedding
    from clarifai.sandbox.media.source import MediaSource
    from clarifai.sandbox.store.database import Database

LOG = logging.getLogger(__name__)

THREADS = 2
PATIENCE = 10.0  # seconds that a search waits; what is left then is looked at all the same


class PeopleFinder:
    """Finds people in the inputs that nobody has looked for people in.

    Args:
        database: where what is found is kept.
        media: where pictures come from.
        embedding: by whose vectors inputs are known that have been recognised.
    """

    def __init__(self, database: Database, media: MediaSource, embedding: Embedding) -> None:
        self._database = database
        self._media = media
        self._embedding = embedding
        self._lock = threading.Lock()
        self._executor = concurrent.futures.ThreadPoolExecutor(THREADS, 'sandbox-people')
        self._futures: dict[int, concurrent.futures.Future[None]] = {}
        self._stopping = False

    def look(self, app_id: str) -> None:
        """Look at an app's inputs; return when all are done, or when it has taken too long."""
        with self._database.transaction() as db:
            left = indexing.without_people(db, app_id, self._embedding)
        with self._lock:
            for seq in left:
                if seq not in self._futures:
                    self._futures[seq] = self._executor.submit(self._look_at, seq)
            futures = [self._futures[seq] for seq in left]
        concurrent.futures.wait(futures, PATIENCE)

    def stop(self) -> None:
        """Leave what is left for the next search."""
        self._stopping = True
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _look_at(self, seq: int) -> None:
        try:
            with self._database.transaction() as db:
                task = indexing.again(db, seq)
                data = inputs.kept(db, task) if task else None
            if task:
                score = self._score(task['kind'], data, task['url'])
                with self._database.transaction() as db:
                    indexing.keep_people(db, seq, task['app_id'], score)
        except Exception:
            if self._stopping:  # the database may be closed already
                return
            LOG.exception('an input could not be searched for people')
        finally:
            with self._lock:
                del self._futures[seq]

    def _score(self, kind: str, data: bytes | None, url: str) -> float:
        try:
            return frames.people(kind, self._media.read(url) if data is None else data)
        except MediaUnavailable:  # nobody is seen behind a URL that is dead
            return 0.0
