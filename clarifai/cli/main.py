"""Reads the command line and calls the command."""
from __future__ import absolute_import, print_function

import argparse
import errno
import os
import sys

from clarifai.cli import api, check, completion, export, listing, predict, search, train, upload
from clarifai.cli.command import add_command, note
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.versions import CLIENT_VERSION

OK, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

EPILOG = 'Exit status: 0 done, 1 failed, 2 wrong use, 130 interrupted.'


def main(argv=None):
    """Run the ``clarifai`` command.

    Args:
        argv (list of str): the arguments; those of the process unless given.

    Returns:
        int: the exit status.
    """
    argv = sys.argv[1:] if argv is None else argv
    try:
        if argv[:1] == ['sandbox']:  # a program of its own, with its own options
            return _sandbox(argv[1:])
        return _run(argv)
    except KeyboardInterrupt:
        print('', file=sys.stderr)
        return INTERRUPTED
    except (ApiError, ApiClientError, UserError) as error:
        note(error)
        return FAILED
    except (IOError, OSError) as error:
        if not _output_is_gone(error):
            note(error)
            return FAILED
        # What is left in the buffer is flushed at exit, and must go somewhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _run(argv):
    parser = _parser()
    options = parser.parse_args(argv or ['help'])
    if options.command == 'help':
        parser.print_help()
        return OK
    return options.run(options)


def _parser():
    parser = argparse.ArgumentParser(
        prog='clarifai', epilog=EPILOG,
        description='The Clarifai 2.x Python client on plain REST.')
    parser.add_argument('--version', action='version', version='clarifai-rest %s' % CLIENT_VERSION)
    commands = parser.add_subparsers(dest='command', metavar='COMMAND')
    for module in (predict, upload, search, train, export, api, check):
        module.add_to(commands).set_defaults(run=module.run)
    for command in listing.add_to(commands):
        command.set_defaults(run=listing.run)
    for name in ('config', 'configure'):
        text = 'ask for the credentials, check them and keep them'
        add_command(commands, name, text if name == 'config' else 'the same as config',
                    text).set_defaults(run=_config)
    command = add_command(commands, 'diagnose', 'show versions and settings, every secret masked')
    command.add_argument('--live', action='store_true',
                         help='ask the service, too, whether it takes the credentials; reads only')
    command.set_defaults(run=_diagnose)
    completion.add_to(commands).set_defaults(run=lambda options: completion.run(options, parser))
    add_command(commands, 'sandbox', 'run a local server that speaks the same REST API')
    add_command(commands, 'help', 'show this text')
    return parser


def _config(options):
    from clarifai.cli.config import configure
    return configure()


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
