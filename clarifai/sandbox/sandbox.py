"""A sandbox in this process, for tests and experiments."""
from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors
from clarifai.sandbox.access.access import Access
from clarifai.sandbox.faults.orders import Faults
from clarifai.sandbox.jobs.runner_items import RUNNER_TIMEOUT
from clarifai.sandbox.learning.pretrained import choice, packages
from clarifai.sandbox.page import console
from clarifai.sandbox.recorder.expectations import Expectation, check_sent
from clarifai.sandbox.recorder.recorder import Recorder
from clarifai.sandbox.services import Services
from clarifai.sandbox.web.cross_origin import CrossOrigin
from clarifai.sandbox.web.server import Server

if TYPE_CHECKING:
    from clarifai.sandbox.faults.rules import Rule
    from clarifai.sandbox.models.canned import CannedAnswer, Concepts
    from clarifai.sandbox.recorder.recorder import RecordedRequest

HOST = '127.0.0.1'
KEPT_REQUESTS = 1000
PAT, KEY = 'pat', 'key'
PATIENCE = 60.0  # seconds


class Sandbox:
    """A server in threads of this process: ``with Sandbox() as sandbox: ...``.

    The arguments mirror the options of ``clarifai sandbox``. It listens on 127.0.0.1 only.

    Args:
        data: a folder to keep everything in; without it, memory.
        media: a folder whose files stand in for URLs that end in their names.
        port: 0 for any free one.
        platform: keep the platform's rules on paths without user and app, too.
        pats: {PAT: user id} that are known; no other key is good then.
        api_keys: {API key: (user id, app id)} that are known; likewise.
        expired: PATs and API keys that were good once.
        recognisers: {id of a public model, or ``USER/APP/MODEL_ID``: function}, in its place.
        latency: seconds that every request takes longer.
        fail_rate: the share of requests, 0 to 1, that is answered with HTTP 500 or 503.
        rate_limit: requests a second and key, beyond which the answer is HTTP 429.
        seed: makes what fails the same each time.
        kept_requests: how many requests are remembered.
        allow_private_urls: fetch pictures also from this machine and its network.
        credentials: 'pat' or 'key', those that `environment` gives.
        allow_origins: origins whose pages may use the API from a browser, as those
            on this machine may; 'null' stands for pages opened as files.
        recognition: 'auto', 'on' or 'off': whether trained models say what is in a picture;
            'auto' measures only where their packages are not installed.
        grpc_port: where the official gRPC service is served, too, 0 for any free port;
            without it, nowhere.
        runner_timeout: seconds after which an item that a runner has not answered is given
            to the next one that asks.
        instant: all that a request sets going is over before its answer: inputs are
            processed, models trained and evaluated, and so on. It may be set at any time.
        pyodide: the folder of npm's package ``pyodide``, for a Python console on the page.

    Attributes:
        url: where it is reached, e.g. ``http://127.0.0.1:40961``; '' before `start`.
        grpc_url: the same for clients of gRPC, '' without a door for them.
        faults: the faults that are on order.

    Raises:
        ValueError: an argument makes no sense, or recognition cannot be on.
    """

    def __init__(self, data: str | None = None, media: str | None = None, port: int = 0,
                 platform: bool = False, pats: Mapping[str, str] | None = None,
                 api_keys: Mapping[str, tuple[str, str]] | None = None,
                 expired: Sequence[str] = (),
                 recognisers: Mapping[str, Callable[..., Any]] | None = None,
                 latency: float = 0, fail_rate: float = 0, rate_limit: int | None = None,
                 seed: int | None = None, kept_requests: int = KEPT_REQUESTS,
                 allow_private_urls: bool = False, credentials: str = PAT,
                 allow_origins: Sequence[str] = (), recognition: str = choice.AUTO,
                 grpc_port: int | None = None,
                 runner_timeout: float = RUNNER_TIMEOUT, instant: bool = False,
                 pyodide: str | None = None) -> None:
        if media is not None and not os.path.isdir(media):
            raise ValueError(f'media: {media} is not a folder')
        if pyodide is not None and console.missing(pyodide):
            raise ValueError(f'pyodide: {pyodide} has no {console.missing(pyodide)}; it must be '
                             "the folder of npm's package pyodide")
        self._keys_are_listed = bool(pats or api_keys or expired)
        self._cross_origin = CrossOrigin(allow_origins)
        self._access = Access(pats, api_keys, expired, platform)
        self._platform = platform
        self._credentials = _known(credentials)
        self._port, self._grpc_port = port, grpc_port
        self._recorder = Recorder(kept_requests)
        self._of_services = (data, media, recognisers)
        self._allow_private_urls = allow_private_urls
        self._recognition = _chosen(recognition)
        self._runner_timeout, self._pyodide = runner_timeout, pyodide
        self._instant = instant
        self._services: Services | None = None
        self._server: Server | None = None
        try:
            self.faults = Faults(latency, fail_rate, rate_limit, seed)
        except errors.RequestError as error:
            raise ValueError(error.details)
        self.url = self.grpc_url = ''

    def start(self) -> None:
        """Begin to listen, once.

        Raises:
            RuntimeError: it was started before; make another one.
            ImportError: the libraries for `grpc_port` are not installed.
            OSError: a port is taken.
            store.database.DatabaseError: the folder of data cannot be used.
        """
        if self._services is not None:
            raise RuntimeError('this Sandbox was started before; make another one')
        services = self._services = Services(
            *self._of_services, faults=self.faults, recorder=self._recorder,
            allow_private_urls=self._allow_private_urls, recognition=self._recognition,
            runner_timeout=self._runner_timeout, pyodide=self._pyodide)
        services.is_instant = self._instant
        try:
            self._server = Server(services, HOST, self._port, self._access, self._platform,
                                  self._cross_origin)
        except OSError:
            services.stop()
            raise
        try:
            if self._grpc_port is not None:
                self._server.open_grpc_door(self._grpc_port)
        except (ImportError, OSError):
            self._server.stop()
            raise
        # Most tests train nothing, and need not wait for what it would load.
        self._server.start()
        self.url, self.grpc_url = self._server.url, self._server.grpc_url

    def stop(self) -> None:
        """Let requests that are being answered end, and stop listening."""
        if self._server is not None:
            self._server.stop()

    def __enter__(self) -> Sandbox:
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.stop()

    @property
    def requests(self) -> list[RecordedRequest]:
        """The last requests with their answers, as a list of `recorder.RecordedRequest`."""
        return self._recorder.requests()

    def assert_sent(self, method: str, path: str, body: Any = None,
                    times: int | None = None) -> list[RecordedRequest]:
        """Check that a request was sent: ``sandbox.assert_sent('POST', '/v2/inputs', times=1)``.

        Args:
            method: the HTTP method; ``*`` for any.
            path: the path; ``*`` stands for any text, and ``/users/USER/apps/APP`` may be left out.
            body: what is in its JSON, such as ``{'inputs': [{'id': 'cup'}]}``. Of an object the
                members that are given, of a list each item; as `requests` show it, with base64
                shortened and keys masked.
            times: how often it was sent, 0 for never; at least once unless given.

        Returns:
            the requests that fit, the oldest first.

        Raises:
            AssertionError: it was not sent; the message says what was sent instead.
            ValueError: the path makes no sense.
        """
        return check_sent(self.requests, Expectation(method, path, body), times)

    @property
    def instant(self) -> bool:
        """Whether all that a request sets going is over before its answer."""
        return self._services.is_instant if self._services else self._instant

    @instant.setter
    def instant(self, value: bool) -> None:
        self._instant = value
        if self._services:
            self._services.is_instant = value

    def settle(self, timeout: float = PATIENCE) -> None:
        """Wait until inputs are processed, models trained and evaluated, and so on.

        Deletions and bulk operations are carried out then, archives unpacked, and versions of
        datasets made.

        Args:
            timeout: seconds to wait at most.

        Raises:
            TimeoutError: something is still going on then; the message says what.
            RuntimeError: the sandbox was not started.
        """
        left = self._started().settle(timeout)
        if left:
            raise TimeoutError(f'after {timeout:g} seconds there is left: {left}')

    def answer(self, model: str, concepts: Concepts | None = None, *, text: str | None = None,
               data: Mapping[str, Any] | None = None,
               function: Callable[..., Any] | None = None,
               times: int | None = None) -> CannedAnswer:
        """Order what a model answers: ``sandbox.answer('general-v1.3', {'cat': 0.98})``.

        Give one of the forms. Of several answers for a model those with `times` come first, the
        oldest at the front; of the others the newest holds. When all are used up the model answers
        as ever. A model that does not exist answers, too, but is not found by a search for its
        name.

        Args:
            model: an id, a name of 2.x such as 'general-v1.3', or ``USER/APP/MODEL_ID``. An id
                that is none of a public model means that of any app.
            concepts: names (each with the value 0.99), or a dict or pairs of names and values.
            text: a text, as of a model that writes.
            data: the ``data`` of an output as the API writes it, such as ``{'regions': [...]}``.
            function: a recogniser, see :doc:`sandbox`, for answers that depend on the input.
            times: for how many inputs; for all unless given.

        Returns:
            CannedAnswer: which tells how often it was given, and can be taken back.

        Raises:
            ValueError: the order makes no sense.
            RuntimeError: the sandbox was not started.
        """
        return self._started().canned.add(model, concepts, text, data, function, times)

    def _started(self) -> Services:
        if self._services is None:
            raise RuntimeError('this Sandbox is not started: use it as "with Sandbox() as sandbox"')
        return self._services

    @contextlib.contextmanager
    def in_environment(self, credentials: str | None = None) -> Iterator[dict[str, str]]:
        """Let the environment of this process name the sandbox and an empty app, for a block.

        All other variables whose names begin with ``CLARIFAI_`` are taken out of it until then.

        Args:
            credentials: as of `environment`.

        Yields:
            the variables.
        """
        variables = self.environment(credentials)
        before = _taken_out(variables)
        try:
            os.environ.update(variables)
            yield variables
        finally:
            _taken_out(variables)
            os.environ.update(before)

    def fail(self, path: str = '*', **effect: Any) -> OrderedFault:
        """Order a fault: ``sandbox.fail('/v2/inputs', method='POST', status=503, times=2)``.

        Of several that fit a request those with ``times`` come first, the oldest at the front; of
        the others the newest strikes.

        Args:
            path: the path of the requests that it strikes; ``*`` stands for any text.
            **effect: see `faults.rules.Rule`.

        Returns:
            OrderedFault: which tells how many requests it struck, and can be taken back.

        Raises:
            ValueError: the order makes no sense.
        """
        try:
            return OrderedFault(self.faults, self.faults.add(dict(effect, path=path)))
        except errors.RequestError as error:
            raise ValueError(error.details)

    def new_key(self) -> str:
        """Return a key that nobody has used. As an API key it opens an empty app of its own.

        Raises:
            ValueError: the sandbox was given the list of keys that are good.
        """
        if self._keys_are_listed:
            raise ValueError('pats, api_keys and expired list the keys that this sandbox knows, '
                             'and it takes no other')
        return uuid.uuid4().hex

    def environment(self, credentials: str | None = None) -> dict[str, str]:
        """Return the environment variables with which a client finds this sandbox and an empty app.

        Args:
            credentials: 'pat' for a PAT, a user and an app, as on the platform, or 'key'
                for an API key alone, with which the client speaks as 2.x did. The argument of
                this name of the sandbox, unless given.

        Returns:
            variables to add to those of a process. Those that belong to the other kind of
            credentials are empty, which is the same to the client as not to have them.

        Raises:
            ValueError: see `new_key`; or there are no such credentials.
        """
        key, proxied = self.new_key(), _with_host()
        variables = dict.fromkeys(('CLARIFAI_API_KEY', 'CLARIFAI_PAT', 'CLARIFAI_USER_ID',
                                   'CLARIFAI_APP_ID', 'CLARIFAI_APP_SECRET'), '')
        variables.update(CLARIFAI_API_BASE=self.url, NO_PROXY=proxied, no_proxy=proxied)
        if _known(credentials or self._credentials) == KEY:
            variables.update(CLARIFAI_API_KEY=key, CLARIFAI_DIALECT='legacy')
        else:
            variables.update(CLARIFAI_PAT=key, CLARIFAI_USER_ID='user-' + key[:8],
                             CLARIFAI_APP_ID='app-' + key[:8], CLARIFAI_DIALECT='platform')
        return variables

    def forget_requests(self) -> None:
        """Forget the requests so far."""
        self._recorder.clear()

    def reset(self) -> None:
        """Delete all apps and what is in them, forget the requests, take back what is on order."""
        if self._services is not None:
            self._services.database.clear()
        self.forget_requests()
        self.forget_orders()

    def forget_orders(self) -> None:
        """Take back the faults and the answers that are on order."""
        self.faults.clear()
        if self._services is not None:
            self._services.canned.clear()


def _taken_out(variables: Mapping[str, str]) -> dict[str, str]:
    """Take these variables, and all of the client, out of the environment; return those."""
    return {name: os.environ.pop(name) for name in list(os.environ)
            if name.startswith('CLARIFAI_') or name in variables}


class OrderedFault:
    """A fault that is on order. As ``with sandbox.fail(...) as fault:`` it ends with the block.

    Args:
        faults: where it is on order.
        rule: what was ordered.
    """

    def __init__(self, faults: Faults, rule: Rule) -> None:
        self._faults = faults
        self._rule = rule

    @property
    def seen(self) -> int:
        """How many requests fitted."""
        return self._rule.seen

    @property
    def struck(self) -> int:
        """How many of them it struck."""
        return self._rule.struck

    def remove(self) -> None:
        """Take it back, unless that has happened."""
        if self._rule in self._faults.rules():
            self._faults.remove(self._rule.id)

    def __enter__(self) -> OrderedFault:
        return self

    def __exit__(self, *_: Any) -> None:
        self.remove()


def _known(credentials: str) -> str:
    if credentials not in (PAT, KEY):
        raise ValueError(f"credentials must be 'pat' or 'key', not {credentials!r}")
    return credentials


def _chosen(recognition: str) -> choice.Recognition:
    try:
        return choice.choose(recognition)
    except packages.RecognitionUnavailable as error:
        raise ValueError(f'recognition: {error}')


def _with_host() -> str:
    """Return a list of hosts that no proxy is asked for, with the sandbox's added."""
    hosts = os.environ.get('NO_PROXY') or os.environ.get('no_proxy') or ''
    return hosts if HOST in hosts.split(',') else ','.join(filter(None, [hosts, HOST]))
