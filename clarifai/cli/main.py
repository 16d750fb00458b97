"""Reads the command line and calls the command."""
from __future__ import absolute_import, print_function

import contextlib
import errno
import logging
import os
import sys
import traceback

from clarifai import logs
from clarifai.cli import (api, check, completion, config, export, importing, listing, output,
                          outputs, predict, profiles, search, train, upload)
from clarifai.cli.command import Parser, WrongUse, add_command, add_general, commands_of, note
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.versions import CLIENT_VERSION

OK, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

VERSION = 'clarifai-rest %s' % CLIENT_VERSION
EPILOG = 'Exit status: 0 done, 1 failed, 2 wrong use, 130 interrupted.'


def main(argv=None):
    """Run the ``clarifai`` command.

    Args:
        argv (list of str): the arguments; those of the process unless given.

    Returns:
        int: the exit status.
    """
    argv = sys.argv[1:] if argv is None else argv
    output.make_sure_of_streams()
    try:
        try:
            if argv[:1] == [completion.COMMAND]:
                return completion.answer(argv[1:], _parser_of)
            place = _place_of_command(argv)
            command = argv[place] if place < len(argv) else None
            if command == 'sandbox':  # a program of its own, with its own options
                return _sandbox(argv[place + 1:])
            if command in config.COMMANDS:
                argv = config.with_action(argv, place)
            return _run(argv)
        finally:  # also after the help of argparse, which ends the process
            sys.stdout.flush()
    except KeyboardInterrupt:
        print('', file=sys.stderr)
        return INTERRUPTED
    except (ApiError, ApiClientError, UserError) as error:
        note(error)
        return WRONG_USE if isinstance(error, WrongUse) else FAILED
    except (IOError, OSError) as error:
        is_gone = _output_is_gone(error)
        if not is_gone:
            note(error)
        if is_gone or error.filename is None:
            # What is left in the buffer is flushed at exit, and must go somewhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK if is_gone else FAILED


def _place_of_command(argv):
    """Where the name of the command stands, behind the general options."""
    place = 0
    while place < len(argv) and argv[place].startswith('-'):
        place += 2 if argv[place] == '--profile' else 1
    return place


def _parser_of(words):
    """The parser that completes some words, None where there is none, and the words it knows."""
    if words[0] != 'sandbox' or len(words) < 2:
        return _parser(), words
    try:
        from clarifai.sandbox.main import parser_of
    except ImportError:  # this Python is too old for it
        return None, words[1:]
    return parser_of(words[1:])


def _run(argv):
    parser = _parser()
    options = parser.parse_args(argv or ['help'])
    with _debugging(options.debug), profiles.chosen(options.profile):
        outputs.check(options)
        return options.run(options)


@contextlib.contextmanager
def _debugging(is_wanted):
    """Log all that is logged, and show where an error comes from.

    Its text is not shown here: that of a library's may hold a password, and ours is noted anyway.
    """
    if not is_wanted:
        yield
        return
    level, handlers = logs.logger.level, list(logs.logger.handlers)
    logs.show(False, logging.DEBUG)
    try:
        yield
    except Exception:
        sys.stderr.write(''.join(traceback.format_tb(sys.exc_info()[2])))
        raise
    finally:
        logs.logger.setLevel(level)
        logs.logger.handlers[:] = handlers


def _parser():
    parser = Parser(
        prog='clarifai', epilog=EPILOG,
        description='The Clarifai 2.x Python client on plain REST.')
    parser.add_argument('--version', action='version', version=VERSION)
    add_general(parser)
    parser.set_defaults(profile=None, quiet=False, debug=False)
    commands = parser.add_subparsers(dest='command', metavar='COMMAND')
    for module in (predict, upload, search, train, export, importing, api, check):
        module.add_to(commands).set_defaults(run=module.run)
    for command in listing.add_to(commands):
        command.set_defaults(run=listing.run)
    config.add_to(commands)
    command = add_command(commands, 'diagnose', 'show versions and settings, every secret masked')
    command.add_argument('--live', action='store_true',
                         help='ask the service, too, whether it takes the credentials; reads only')
    command.set_defaults(run=_diagnose)
    completion.add_to(commands).set_defaults(run=completion.run)
    add_command(commands, 'sandbox', 'run a local server that speaks the same REST API'
                ).set_defaults(run=lambda options: _sandbox([]))
    add_command(commands, 'version', 'print the version').set_defaults(run=_version)
    command = add_command(commands, 'help', 'show this text, or that of a command')
    command.add_argument('words', nargs='*', metavar='COMMAND').completer = (
        lambda given: sorted(_parser_at(parser, given)[1]))
    command.set_defaults(run=lambda options: _help(parser, options.words))
    return parser


def _version(options):
    print(VERSION)
    return OK


def _help(parser, words):
    """Print the help of a command."""
    if words[:1] == ['sandbox']:
        return _sandbox(words[1:] + ['--help'])
    inner, choices, unknown = _parser_at(parser, words)
    if unknown is not None:
        parser.error('there is no command %s%s' % (unknown, '; there are %s' % ', '.join(
            sorted(choices)) if choices else ' of %s' % inner.prog))
    inner.print_help()
    return OK


def _parser_at(parser, words):
    """The parser that words lead to, its commands, and the first word that is none or None."""
    for word in words:
        choices = commands_of(parser)
        if word not in choices:
            return parser, choices, word
        parser = choices[word]
    return parser, commands_of(parser), None


def _diagnose(options):
    from clarifai.cli.diagnose import diagnose
    return diagnose(options.live)


def _sandbox(argv):
    try:
        from clarifai.sandbox.main import main as run_sandbox
    except ImportError as error:
        note(error)
        return WRONG_USE
    return run_sandbox(argv)


def _output_is_gone(error):
    """Whether whoever read our output, such as ``head``, has had enough of it."""
    return error.errno == errno.EPIPE and error.filename is None
