"""Many inputs, uploaded in batches by several threads.

Each batch is sent, waited for and looked at; what failed for a reason that may pass is sent again.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
import logging
import os
import time
from typing import Any, List, NamedTuple, Protocol, Tuple

from clarifai import browser
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.paging import BATCH, batches_of
from clarifai.redact import shown
from clarifai.status_codes import (DOWNLOAD_UNDER_WAY, INPUT_DOWNLOAD_SUCCESS, INPUT_DUPLICATE,
                                   SUCCESS)
from clarifai.waiting import wait_until

RETRIES = 2  # how often something that failed is sent again
LONGEST = 30 * 60  # seconds that a batch may be processed
DELETED_WITHIN = 60  # seconds
WORKERS = min(4, os.cpu_count() or 1)
IDS = 64  # of a listing, whose address has them
LISTED_EVERY = 5.0  # seconds in which inputs are listed, whatever the count of their job says
# What no second attempt changes: duplicates, formats, arguments, permissions, limits, URLs.
FINAL = tuple(range(INPUT_DUPLICATE, 30107))
DUPLICATE_ID = 'Input has a duplicate ID.'
ANNOTATION_SUCCESS = 24150

logger = logging.getLogger('clarifai.client')


class Failure(NamedTuple):
    """Something that was not uploaded.

    Attributes:
        position: its place among all that was to be uploaded.
        input_id: the id of the input; '' when there is none.
        reason: why.
    """

    position: int
    input_id: str
    reason: str


class Problem(NamedTuple):
    """Why an input is not there, and whether another attempt is of no use."""

    reason: str
    is_final: bool
    is_there: bool = False  # as a failed input, which has to go before another attempt


_Outcome = Tuple[List[Failure], List[Any]]  # what failed of a batch, and of its annotations


class UploadReport:
    """What came of an upload.

    Attributes:
        total (int): how much was to be uploaded.
        failed (list of Failure): what was not, and why, in order.
        annotations_failed (list of Message): annotations that were not.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.failed: list[Failure] = []
        self.annotations_failed: list[Any] = []

    @property
    def succeeded(self) -> int:
        """How many inputs are there."""
        return self.total - len(self.failed)

    def add(self, other: UploadReport) -> None:
        """Take in what came of another upload."""
        self.total += other.total
        self.failed.extend(other.failed)
        self.annotations_failed.extend(other.annotations_failed)

    def __str__(self) -> str:
        lines = ['%d of %d inputs uploaded' % (self.succeeded, self.total)]
        lines += ['  %d: %s: %s' % failure for failure in self.failed]
        if self.annotations_failed:
            lines.append('%d annotations failed' % len(self.annotations_failed))
        return '\n'.join(lines)

    def __repr__(self) -> str:
        return '<%s>' % str(self).split('\n')[0]


class Source(Protocol):
    """Where inputs come from, each by its index."""

    def input_of(self, index: int) -> Any:
        """The input as a message, with an id; the same one each time."""

    def annotations_of(self, index: int) -> Sequence[Any]:
        """The annotations of the input, which are uploaded when it is there."""


class Upload:
    """An upload.

    Args:
        inputs (Inputs): what sends.
        source: where inputs come from.
        batch_size: how many inputs go into one request; 128 at most.
        workers: how many requests are on their way at the same time.
    """

    def __init__(self, inputs: Any, source: Source, batch_size: int = BATCH,
                 workers: int = WORKERS) -> None:
        if type(batch_size) is not int or batch_size < 1:
            raise UserError('batch_size must be a whole number from 1 to %d, not %s'
                            % (BATCH, shown(batch_size)))
        self._inputs = inputs
        self._source = source
        self._batch_size = min(BATCH, batch_size)
        self._workers = workers

    def run(self, indexes: Iterable[int]) -> UploadReport:
        """Upload what has these indexes.

        Returns:
            UploadReport: also when some of it has failed.

        Raises:
            ApiError: the server refuses everything, such as for a PAT that is not good.
        """
        batches = list(batches_of(list(indexes), self._batch_size))
        report, done = UploadReport(sum(map(len, batches))), 0
        outcomes = self._by_threads if browser.HAS_THREADS else self._one_by_one
        for size, (failed, failed_annotations) in outcomes(batches):
            report.failed.extend(failed)
            report.annotations_failed.extend(failed_annotations)
            done += size
            logger.info('%d of %d inputs uploaded, %d of them failed', done, report.total,
                        len(report.failed))
        report.failed.sort()
        return report

    def _one_by_one(self, batches: list[list[int]]) -> Iterator[tuple[int, _Outcome]]:
        for batch in batches:
            yield len(batch), self._batch(batch)

    def _by_threads(self, batches: list[list[int]]) -> Iterator[tuple[int, _Outcome]]:
        """The size of each batch and what came of it, as they are done."""
        with ThreadPoolExecutor(self._workers) as executor:
            futures: dict[Future[_Outcome], int] = {
                executor.submit(self._batch, batch): len(batch) for batch in batches}
            try:
                for future in as_completed(futures):
                    yield futures[future], future.result()
            except BaseException:
                for future in futures:
                    future.cancel()
                raise

    def _batch(self, indexes: list[int]) -> _Outcome:
        """Read a batch and upload it, in as many attempts as it takes; tell what failed."""
        inputs, annotations, failed = self._read(indexes)
        waiting = dict(inputs)
        uncertain: set[int] = set()
        for attempt in range(1 + RETRIES):
            if not waiting:
                break
            problems = self._attempt(waiting, uncertain)
            ended = [index for index in waiting if attempt == RETRIES or
                     index not in problems or problems[index].is_final]
            failed += [Failure(index, inputs[index].id, problems[index].reason)
                       for index in ended if index in problems]
            for index in ended:
                del waiting[index]
            if waiting:
                logger.info('%d inputs failed and are uploaded again', len(waiting))
        lost = set(failure.position for failure in failed)
        return failed, self._annotate([annotation for index in inputs if index not in lost
                                       for annotation in annotations[index]])

    def _read(self, indexes: list[int]) -> tuple[
            dict[int, Any], dict[int, list[Any]], list[Failure]]:
        """Inputs and their annotations, by their indexes, and those that the source failed to give.
        """
        inputs: dict[int, Any] = {}
        annotations: dict[int, list[Any]] = {}
        failed = []
        for index in indexes:
            try:
                read = self._source.input_of(index), list(self._source.annotations_of(index))
            except Exception as error:  # a loader of the caller's may raise anything
                failed.append(Failure(index, '', '%s: %s' % (type(error).__name__, error)))
            else:
                inputs[index], annotations[index] = read
        return inputs, annotations, failed

    def _attempt(self, inputs: dict[int, Any], uncertain: set[int]) -> dict[int, Problem]:
        """Upload inputs once; gives the problems of those that are not there then.

        Args:
            inputs: by their indexes.
            uncertain: those that a request may have added whose answer was lost: an id that is
                taken is their own.
        """
        posted, is_uncertain, job_id = self._posted(list(inputs.values()))
        if is_uncertain:
            uncertain.update(inputs)
        problems = {index: problem for index, problem in zip(inputs, posted)
                    if problem is not None and not (problem.reason == DUPLICATE_ID and
                                                    index in uncertain)}
        ids = {index: inputs[index].id for index in inputs if index not in problems}
        by_id = self._processed(list(ids.values()), job_id)
        problems.update((index, by_id[name]) for index, name in ids.items() if name in by_id)
        gone = [inputs[index].id for index, problem in problems.items() if problem.is_there]
        if gone:
            self._delete(gone)
        return problems

    def _delete(self, ids: list[str]) -> None:
        """Delete inputs; the server does it after its answer, and ids are taken until then."""
        self._inputs.delete_inputs(ids)

        def missing() -> str | None:
            left = [item.id for item in self._listed(ids)]
            return '%d inputs are not deleted yet' % len(left) if left else None

        wait_until(missing, 'failed inputs to be deleted', DELETED_WITHIN, 60.0,
                   sleep=_growing_pauses())

    def _listed(self, ids: list[str]) -> list[Any]:
        return [item for some in batches_of(ids, IDS)
                for item in self._inputs.call('ListInputs', ids=some, per_page=len(some)).inputs]

    def _posted(self, inputs: list[Any]) -> tuple[list[Problem | None], bool, str]:
        """Send inputs; gives the problem of each that was refused, else None, whether an answer to
        these was lost, and the id of the job.
        """
        try:
            job_id, answer, is_uncertain = self._inputs.posted(inputs)
        except ApiError as error:
            status = error.status_code
            if status is not None and status < 500 and status != 429:
                raise  # it is about all that will be sent
            return [Problem(str(error), False)] * len(inputs), bool(error.uncertain), ''
        statuses = [item.status for item in answer.inputs]
        if len(statuses) < len(inputs):
            statuses = [answer.status] * len(inputs)
        return [_problem_of(status) for status in statuses], is_uncertain, job_id

    def _processed(self, ids: list[str], job_id: str) -> dict[str, Problem]:
        """Wait until inputs are processed; gives the problems of those that then are not there."""
        problems: dict[str, Problem] = {}
        pending = list(ids)
        job = _Job(self._inputs, job_id)
        next_list = 0.0

        def missing() -> str | None:
            nonlocal next_list
            if time.monotonic() < next_list and job.is_at_work():
                return '%d inputs are not processed yet' % len(pending)
            next_list = time.monotonic() + LISTED_EVERY
            statuses = {item.id: item.status for item in self._listed(pending)}
            left = []
            for name in pending:
                status = statuses.get(name)
                problems.pop(name, None)
                if status is None:
                    problems[name] = Problem('it is not there', False)
                elif status.code in DOWNLOAD_UNDER_WAY:
                    left.append(name)
                elif status.code != INPUT_DOWNLOAD_SUCCESS:
                    problems[name] = Problem(_text_of(status), status.code in FINAL, True)
            pending[:] = left
            return '%d inputs are not processed yet' % len(left) if left else None

        if pending:
            try:
                wait_until(missing, 'an upload', LONGEST, 60.0, sleep=_growing_pauses())
            except ApiClientError as error:
                problems.update((name, Problem(str(error), True)) for name in pending)
            except ApiError as error:
                if error.status_code is not None and error.status_code < 500:
                    raise
                problems.update((name, Problem(str(error), True)) for name in pending)
        return problems

    def _annotate(self, waiting: list[Any]) -> list[Any]:
        """Upload annotations; gives those that failed."""
        for _ in range(1 + RETRIES):
            waiting = [annotation for some in batches_of(waiting)
                       for annotation in self._inputs.upload_annotations(some, show_log=False)]
            if not waiting:
                break
        return waiting


class _Job:
    """The server's count of what it has to do for one request: short, where a list is long.

    Args:
        inputs (Inputs): what sends.
        job_id (str): the id that the request gave; '' for none.
    """

    def __init__(self, inputs: Any, job_id: str) -> None:
        self._inputs = inputs
        self._id = job_id

    def is_at_work(self) -> bool:
        """Whether something is to be processed yet, as far as the count is known."""
        if not self._id:
            return False
        try:
            progress = self._inputs.call('GetInputsAddJob', id=self._id).inputs_add_job.progress
        except ApiError:
            self._id = ''  # the list will say what is the matter
            return False
        return bool(progress.pending_count or progress.in_progress_count)


def _problem_of(status: Any) -> Problem | None:
    if status.code in (SUCCESS, INPUT_DOWNLOAD_SUCCESS) + DOWNLOAD_UNDER_WAY:
        return None
    return Problem(_text_of(status), status.code in FINAL)


def _text_of(status: Any) -> str:
    if status.code == INPUT_DUPLICATE and 'url' not in status.details.lower():
        return DUPLICATE_ID
    return status.details or status.description or 'code %d' % status.code


def _growing_pauses() -> Any:
    """A `sleep` that begins with short pauses."""
    pauses = [0.05]

    def sleep(longest: float) -> None:
        time.sleep(min(pauses[0], longest))
        pauses[0] = min(pauses[0] * 1.5, 10.0)
    return sleep
