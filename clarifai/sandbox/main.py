"""The command ``clarifai sandbox``."""
from __future__ import annotations

import argparse
import concurrent.futures
import logging
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import data_commands, libraries, memory
from clarifai.sandbox.jobs.runner_items import RUNNER_TIMEOUT
from clarifai.sandbox.learning.pretrained import choice, packages
from clarifai.sandbox.media import addresses

if TYPE_CHECKING:
    from clarifai.sandbox.services import Services
    from clarifai.sandbox.web.server import Server

DESCRIPTION = """A local server that speaks Clarifai's 2.x REST API and that of the platform.
Point a client at it with CLARIFAI_API_BASE and any API key, each of which is an app of its own, or
any PAT with a user and an app.

"clarifai sandbox export", "import" and "reset" are commands of their own, for the --data of a
sandbox that is stopped; each explains itself with --help."""
NOT_PUBLIC = (
    'Other machines reach %s, and the sandbox has no password: any key opens an app. Leave out '
    '--host, or add --public if everybody on that network may read and change everything.')
OK, FAILED, WRONG_USAGE = 0, 1, 2


def main(argv: list[str]) -> int:
    """Serve until told to stop (SIGTERM, SIGINT), or run one of `data_commands.COMMANDS`.

    Args:
        argv: the arguments after the command's name.

    Returns:
        an exit code: 0 when it was stopped, 1 when it could not start, 2 when it was started
        wrongly or libraries are missing.
    """
    if argv[:1] and argv[0] in data_commands.COMMANDS:
        return data_commands.main(argv)
    options = parser().parse_args(argv)
    memory.give_back_large_blocks()
    # From here on, before the libraries are loaded, so that no signal ends in a traceback.
    with StopSignals() as signals:
        return _run(options, signals)


def _run(options: argparse.Namespace, signals: StopSignals) -> int:
    # The checksums of the models are computed while the libraries are loaded.
    with concurrent.futures.ThreadPoolExecutor(1) as checking:
        return _run_with(options, signals, checking.submit(choice.decide, options.recognition))


def _run_with(options: argparse.Namespace, signals: StopSignals,
              checked: concurrent.futures.Future[str]) -> int:
    """Run the server; `checked` is the future of `choice.decide`."""
    try:
        from clarifai.sandbox.access.access import Access
        from clarifai.sandbox.faults.orders import Faults
        from clarifai.sandbox.jobs import processes
        from clarifai.sandbox.models import recognizers
        from clarifai.sandbox.page import console
        from clarifai.sandbox.services import Services
        from clarifai.sandbox.store.integrity import DatabaseError
        from clarifai.sandbox.web.cross_origin import CrossOrigin
        from clarifai.sandbox.web.server import Server
    except ImportError as error:
        if not libraries.missing(error):
            raise
        return _fail(libraries.missing(error), WRONG_USAGE)
    logging.basicConfig(format='%(asctime)s %(name)s %(levelname)s %(message)s')
    logging.getLogger('clarifai.sandbox').setLevel(logging.INFO)
    if options.media and not os.path.isdir(options.media):
        return _fail(f'--media {options.media} is not a folder.', WRONG_USAGE)
    if options.pyodide and console.missing(options.pyodide):
        return _fail("--pyodide %s has no %s; name the folder of npm's package pyodide: "
                     'npm install pyodide, and then --pyodide node_modules/pyodide.'
                     % (options.pyodide, console.missing(options.pyodide)), WRONG_USAGE)
    if not options.public and not _is_private(options.host):
        return _fail(NOT_PUBLIC % options.host, WRONG_USAGE)
    try:
        recognition = choice.of_decision(checked.result())
    except packages.RecognitionUnavailable as error:
        return _fail('--recognition on: %s.' % error, FAILED)
    try:
        # A module in the current folder is found whichever way this program was started.
        sys.path.append(os.getcwd())
        services = Services(
            options.data, options.media, recognizers.load(options.recogniser),
            Faults(options.latency, options.fail, options.rate_limit, options.seed),
            allow_private_urls=options.allow_private_urls,
            workers=processes.default_number() if options.workers is None else options.workers,
            recognition=recognition, runner_timeout=options.runner_timeout,
            pyodide=options.pyodide)
    except recognizers.RecogniserError as error:
        return _fail(f'--recogniser: {error}', WRONG_USAGE)
    except DatabaseError as error:
        return _fail(f'The sandbox {error}.', FAILED)
    try:
        access = Access(dict(options.pat), dict(options.api_key), options.expired, options.platform)
        server = Server(services, options.host, options.port, access, options.platform,
                        CrossOrigin(options.allow_origin))
    except OSError as error:
        services.stop()
        return _fail('The sandbox cannot listen on %s port %d (%s); choose another --port, or 0 '
                     'for any free one.' % (options.host, options.port, error), FAILED)
    try:
        if options.grpc_port is not None:
            server.open_grpc_door(options.grpc_port)
    except ImportError as error:
        server.stop()
        return _fail(error, WRONG_USAGE)
    except OSError as error:
        server.stop()
        return _fail('The gRPC door cannot listen on %s port %d (%s); choose another --grpc-port, '
                     'or 0 for any free one.' % (options.host, options.grpc_port, error),
                     WRONG_USAGE)
    return _serve(server, services, options.ready_file, signals)


def parser_of(words: list[str]) -> tuple[argparse.ArgumentParser, list[str]]:
    """Return the parser that knows what may follow, for a shell that completes, and the words.

    Args:
        words: what stands behind ``clarifai sandbox``; the last one is being written.
    """
    if len(words) > 1 and words[0] in data_commands.COMMANDS:
        return data_commands.parser(), words
    made = parser()
    if len(words) == 1:
        made.add_argument('command', nargs='?').completer = (  # type: ignore[attr-defined]
            lambda given: list(data_commands.COMMANDS))
    return made, words


def parser() -> argparse.ArgumentParser:
    """Return what the command line of the server is read with."""
    parser = argparse.ArgumentParser(prog='clarifai sandbox', description=DESCRIPTION)
    parser.add_argument('--host', default='127.0.0.1', help='address to bind (%(default)s)')
    parser.add_argument('--public', action='store_true',
                        help='let --host be an address that other machines reach')
    parser.add_argument('--port', type=_port, default=8080,
                        help='port to listen on (%(default)s), 0 for any free one')
    parser.add_argument('--grpc-port', type=_port, metavar='PORT',
                        help='port to serve the official gRPC service on, too, 0 for any free one '
                        '(extra: clarifai-rest[grpc])')
    parser.add_argument('--data', metavar='DIR',
                        help='folder to keep everything in; without it, memory')
    parser.add_argument('--media', metavar='DIR',
                        help='folder whose files stand in for URLs that end in their names')
    parser.add_argument('--allow-private-urls', action='store_true',
                        help='fetch pictures also from this machine and its network')
    parser.add_argument('--allow-origin', metavar='URL', type=_origin, action='append', default=[],
                        help='pages of this origin may use the API from a browser, as those on '
                             'this machine may; null stands for pages opened as files; may be '
                             'repeated')
    parser.add_argument('--pyodide', metavar='DIR',
                        help="folder of npm's package pyodide: the page gets a Python console")
    parser.add_argument('--ready-file', metavar='PATH',
                        help='file to write the base URL to, once connections are accepted, and '
                        'with --grpc-port that of the gRPC door on a second line')
    parser.add_argument('--platform', action='store_true',
                        help="keep the platform's rules on paths without user and app, too")
    parser.add_argument('--pat', metavar='PAT=USER', type=_pat, action='append', default=[],
                        help='a PAT that is known; may be repeated, and no other key is good then')
    parser.add_argument('--api-key', metavar='KEY=USER/APP', type=_api_key, action='append',
                        default=[], help='an API key that is known; may be repeated')
    parser.add_argument('--expired', metavar='KEY', action='append', default=[],
                        help='a PAT or API key that was good once; may be repeated')
    parser.add_argument('--recogniser', metavar='MODEL=MODULE:FUNCTION', action='append',
                        default=[], help='a function of your own in place of a public model, by '
                        'its id or name, or of any other, as USER/APP/MODEL_ID; may be repeated'
                        ).completer = _models  # type: ignore[attr-defined]
    parser.add_argument('--recognition', choices=choice.CHOICES, default=choice.AUTO,
                        help='whether trained models say what is in a picture; auto measures only '
                        'where their packages are not installed (%(default)s)')
    parser.add_argument('--workers', metavar='N', type=_at_least(0),
                        help='let N processes look at inputs while many of them wait (one for each '
                        'processor, at most 8)')
    parser.add_argument('--runner-timeout', metavar='SECONDS', type=_between(0, 86400),
                        default=RUNNER_TIMEOUT,
                        help='give an item that a runner has not answered for so long to the next '
                        'one that asks (%(default)s)')
    parser.add_argument('--latency', metavar='SECONDS', type=_between(0, 600), default=0,
                        help='let every request take so much longer')
    parser.add_argument('--fail', metavar='RATE', type=_between(0, 1), default=0,
                        help='answer this share of the requests (0 to 1) with HTTP 500 or 503')
    parser.add_argument('--rate-limit', metavar='N', type=_at_least(1),
                        help='answer with HTTP 429 what a key sends beyond N requests a second')
    parser.add_argument('--seed', metavar='N', type=int,
                        help='let the same requests fail each time')
    return parser


def _models(given: list[str]) -> list[tuple[str, str]]:
    """Return what a shell may complete after ``--recogniser``."""
    from clarifai.sandbox.models import recognizers
    return [(f'{name}=', meaning) for name, meaning in recognizers.names()]


def _is_private(host: str) -> bool:
    try:
        return addresses.is_loopback(host)
    except OSError:
        return True  # There is no such host: binding it will say so.


def _between(low: int, high: int) -> Callable[..., Any]:
    def number(text: str) -> Any:
        value = float(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f'{text} is not between {low} and {high}')
        return value
    return number


def _at_least(low: int) -> Callable[..., Any]:
    def number(text: str) -> Any:
        value = int(text)
        if value < low:
            raise argparse.ArgumentTypeError('%s is less than %d' % (text, low))
        return value
    return number


def _pat(text: str) -> Any:
    pat, _, user_id = text.rpartition('=')
    if not pat or not user_id:
        raise argparse.ArgumentTypeError(f'{text!r} is not PAT=USER')
    return pat, user_id


def _api_key(text: str) -> Any:
    key, _, place = text.rpartition('=')
    user_id, _, app_id = place.partition('/')
    if not key or not user_id or not app_id:
        raise argparse.ArgumentTypeError(f'{text!r} is not KEY=USER/APP')
    return key, (user_id, app_id)


def _origin(text: str) -> Any:
    from clarifai.sandbox.web.origins import origin
    try:
        return origin(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error))


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError('%d is not a port (0 to 65535)' % number)
    return number


def _serve(server: Server, services: Services, ready_file: str, signals: StopSignals) -> int:
    try:
        server.start()
    except sqlite3.Error as error:
        server.stop()
        return _fail(f'The sandbox cannot use its data, which seem to be damaged ({error}).',
                     FAILED)
    try:
        for_grpc = f', and for gRPC at {server.grpc_url}' if server.grpc_url else ''
        print('\n'.join(filter(None, [
            f'The sandbox listens at {server.url}{for_grpc} (stop it with Ctrl-C).',
            services.recognition.said, services.jobs.move.said()])), flush=True)
        if ready_file:
            _write_whole(ready_file, '\n'.join(filter(None, [server.url, server.grpc_url])))
        signals.wait()
        return OK
    except OSError as error:
        return _fail(f'The ready file cannot be written ({error}).', FAILED)
    finally:
        server.stop()


class StopSignals:
    """SIGTERM and SIGINT while the server runs: ``with StopSignals() as signals: signals.wait()``.

    The interpreter writes the number of a signal to a socket that `wait` reads. A handler in Python
    that sets an event would deadlock when the signal comes just as the event is being waited for.
    """

    NUMBERS = (signal.SIGTERM, signal.SIGINT)

    def __enter__(self) -> StopSignals:
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)
        self._fd_before = signal.set_wakeup_fd(self._writer.fileno())
        self._before = [signal.signal(number, lambda *_: None) for number in self.NUMBERS]
        return self

    def __exit__(self, *_: Any) -> None:
        for number, handler in zip(self.NUMBERS, self._before):
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._fd_before)
        self._reader.close()
        self._writer.close()

    def wait(self) -> None:
        """Wait for one of the signals, or take note of one that came before."""
        while bytearray(self._reader.recv(1))[0] not in self.NUMBERS:
            pass


def _write_whole(path: str, text: str) -> None:
    """Write a file so that nobody ever sees half of it."""
    part = '%s.%d.part' % (path, os.getpid())
    with open(part, 'w') as handle:
        handle.write(text)
    os.replace(part, path)


def _fail(message: object, code: int) -> int:
    print(message, file=sys.stderr)
    return code
