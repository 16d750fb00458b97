"""Runner: a program that answers the predictions of a model."""
from __future__ import annotations

from contextlib import contextmanager
import signal
import threading
import time
from typing import Any, Iterator, List, Optional

from clarifai import browser
from clarifai.client import messages
from clarifai.client.base import BaseClient
from clarifai.client.messages import Message
from clarifai.errors import ApiError, UserError
from clarifai.logs import logger
from clarifai.redact import shown
from clarifai.status_codes import FAILURE, MIXED_STATUS, SUCCESS, is_refused, status_meant

MODEL_PREDICTION_FAILED = 21313
RUNNER_NEEDS_RETRY = 25604  # there is no work now
# Seconds between two questions for work: while there is none, and while it cannot be asked for.
SHORTEST_PAUSE, IDLE_PAUSE, LONGEST_PAUSE = 0.05, 1.0, 30.0
MOST_TRIES = 10  # of giving an answer back


class Runner(BaseClient):
    """Answers the predictions of a model, on a machine of your own.

    Make a class of it that has a `run_input`, and start it::

        class Shout(Runner):
            def run_input(self, input, output_info):
                return {'data': {'text': {'raw': input.data.text.raw.upper()}}}

        Shout('runner-id', user_id='me').start()

    Args:
        runner_id (str): its id, as `User.create_runner` made it.
        user_id (str): whose it is; ``CLARIFAI_USER_ID``.
        check_runner_exists (bool): whether to ask for it at once.
        base_url (str), pat (str), token (str): as of `BaseClient`.
        num_parallel_polls (int): how many threads ask for work, and do it.
        **kwargs: what else `BaseClient` takes; `compute_cluster_id` and `nodepool_id`, where it
            stands, which is asked for unless given.

    Raises:
        UserError: there is no credential, or a value is not usable.
        ApiError: there is no such runner.
    """

    _kind = 'Runner'

    def __init__(self, runner_id: str, user_id: Optional[str] = '',
                 check_runner_exists: bool = True, base_url: Optional[str] = None,
                 pat: Optional[str] = '', token: Optional[str] = '', num_parallel_polls: int = 4,
                 **kwargs: Any) -> None:
        if not isinstance(runner_id, str) or not runner_id:
            raise UserError('runner_id must be text that is not empty, not %s' % shown(runner_id))
        if type(num_parallel_polls) is not int or num_parallel_polls < 1:
            raise UserError('num_parallel_polls must be a whole number from 1, not %s'
                            % shown(num_parallel_polls))
        place = {'id': kwargs.pop('nodepool_id', None),
                 'compute_cluster': {'id': kwargs.pop('compute_cluster_id', None)}}
        if place['id']:
            kwargs['nodepool'] = place
        super().__init__(user_id=user_id, base_url=base_url, pat=pat, token=token, id=runner_id,
                         **kwargs)
        self.num_parallel_polls = num_parallel_polls
        self._runner_id = runner_id
        self._run: Optional[_Run] = None
        if check_runner_exists:
            self._find_place()

    def run_input(self, input: messages.Input, output_info: messages.OutputInfo) -> Any:
        """Answer one input; a class of your own has to have this.

        It is called in several threads at a time.  What it raises becomes the status of this
        input's output alone.

        Args:
            input (Input): what to look at.
            output_info (OutputInfo): of the model's version; `params` has what the version, or the
                prediction, says.

        Returns:
            Output: as a message, a dictionary or a message of protobuf.
        """
        raise NotImplementedError('%s has no run_input' % type(self).__name__)

    def start(self) -> None:
        """Ask for work and do it, until `stop` is called or the process is told to end.

        On Ctrl-C and on SIGTERM, what has been begun is answered first.

        Routes: GET and POST below /v2/users/{user_id}/compute_clusters/{compute_cluster_id}
        /nodepools/{nodepool_id}/runners/{runner_id}/items.

        Raises:
            UserError: the class has no `run_input`.
            ApiError: the server refuses the runner.
        """
        if type(self).run_input is Runner.run_input:
            raise UserError('a Runner answers by its run_input: make a class of Runner that has '
                            'one, and start that')
        if not browser.HAS_THREADS:
            raise UserError('a Runner works by threads, and Python in a web page has none: start '
                            'it by a Python that is installed on a machine')
        self._find_place()
        run = self._run = _Run()
        with self._ended_by_signals():
            for number in range(self.num_parallel_polls):
                # One that waits for work when all is over ends by itself, or with the process.
                threading.Thread(target=self._work, args=(run,), daemon=True,
                                 name='%s-%d' % (self._runner_id, number)).start()
            run.wait()
        if run.failure is not None:
            raise run.failure

    def stop(self) -> None:
        """Let `start` return when what has been begun is answered."""
        if self._run is not None:
            self._run.stopping.set()

    @contextmanager
    def _ended_by_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield  # where Python lets nobody hear signals
            return
        before = [(number, signal.signal(number, lambda *told: self.stop()))
                  for number in (signal.SIGINT, signal.SIGTERM)]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    def __getstate__(self) -> dict[str, Any]:
        return dict(self.__dict__, _run=None)

    def _find_place(self) -> None:
        """Ask which nodepool the runner stands in, unless that is known."""
        held: Any = self._message
        if not (held.nodepool.id and held.nodepool.compute_cluster.id):
            self._message = self.call('GetRunner', runner_id=self._runner_id).runner

    def _called(self, operation: str, arguments: dict[str, Any], send: Any) -> Any:
        if 'RunnerItem' in operation:
            nodepool = self.nodepool
            arguments = dict(arguments, runner_id=self._runner_id, nodepool_id=nodepool.id,
                             compute_cluster_id=nodepool.compute_cluster.id)
        return super()._called(operation, arguments, send)

    # What a thread does

    def _work(self, run: _Run) -> None:
        try:
            pause = SHORTEST_PAUSE
            while not run.stopping.is_set():
                items = self._items()
                if items:
                    pause = SHORTEST_PAUSE
                    with run.working():
                        for item in items:
                            self._answer(item, self._outputs_of(item))
                else:
                    run.stopping.wait(pause)
                    pause = min(2 * pause, LONGEST_PAUSE if items is None else IDLE_PAUSE)
        except BaseException as failure:
            run.failure = run.failure or failure
            run.stopping.set()

    def _items(self) -> Optional[List[Message]]:
        """The work that there is; None when that could not be asked for."""
        try:
            return list(self.call('ListRunnerItems').runner_items)
        except ApiError as error:
            if error.error_code == RUNNER_NEEDS_RETRY:
                return []
            if is_refused(error):
                raise
            logger.warning('runner %s: no work could be asked for: %s', self._runner_id, error)
            return None

    def _outputs_of(self, item: Message) -> Message:
        """The answer to an item: a `MultiOutputResponse`."""
        if not item.HasField('post_model_outputs_request'):
            return _response([], FAILURE, 'a runner answers predictions, and this is none')
        request: messages.PostModelOutputsRequest = item.post_model_outputs_request
        info = request.model.model_version.output_info
        outputs = [self._output(input, info) for input in request.inputs]
        failed = sum(1 for output in outputs if output.status.code != SUCCESS)
        code = SUCCESS if not failed else FAILURE if failed == len(outputs) else MIXED_STATUS
        return _response(outputs, code)

    def _output(self, input: messages.Input, info: messages.OutputInfo) -> Message:
        try:
            made = self.run_input(input, info)
            if made is None:
                raise UserError('run_input gave nothing; it has to return an Output')
            output: Message = messages.Output(made)
        except Exception as error:
            logger.warning('runner %s: input %s failed', self._runner_id, input.id, exc_info=True)
            output = messages.Output(status={
                'code': MODEL_PREDICTION_FAILED, 'description': 'Model prediction failed',
                'details': '%s: %s' % (type(error).__name__, error)})
        if not output.status.code:
            output.status.code = SUCCESS
        return output

    def _answer(self, item: Message, outputs: Message) -> None:
        """Give an answer back, again while the server cannot be reached.

        An item has one answer: where the server has it already, it refuses another.
        """
        pause = SHORTEST_PAUSE
        for tries_left in reversed(range(MOST_TRIES)):
            try:
                self.call_unchecked(
                    'PostRunnerItemOutputs', runner_item_id=item.id, status={'code': SUCCESS},
                    runner_item_outputs=[{'multi_output_response': outputs}])
                return
            except ApiError as error:
                if not tries_left or (status_meant(error) or 500) < 500:
                    logger.error('runner %s: the answer to %s was not taken: %s',
                                 self._runner_id, item.id, error)
                    return
                time.sleep(pause)  # also when it is to stop: what was begun is answered
                pause = min(2 * pause, LONGEST_PAUSE)


class _Run:
    """One start of a runner.

    Attributes:
        stopping (threading.Event): whether no more work is to be asked for.
        failure (BaseException or None): what has ended it.
    """

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.failure: Optional[BaseException] = None
        self._working = 0
        self._changed = threading.Condition()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count a thread that does work."""
        with self._changed:
            self._working += 1
        try:
            yield
        finally:
            with self._changed:
                self._working -= 1
                self._changed.notify_all()

    def wait(self) -> None:
        """Wait until it is to stop and no thread does work."""
        while not self.stopping.wait(1.0):  # by and by, so that Ctrl-C is heard on every system
            pass
        with self._changed:
            while self._working:
                self._changed.wait(1.0)


def _response(outputs: List[Message], code: int, description: str = '') -> Message:
    made: Message = messages.MultiOutputResponse(
        status={'code': code, 'description': description or None}, outputs=outputs)
    return made
