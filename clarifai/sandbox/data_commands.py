"""The commands ``clarifai sandbox export``, ``import`` and ``reset``.

They work on the folder of a server that is stopped, and need none of its libraries.
"""
import argparse
import sys

from clarifai.sandbox.store import snapshots
from clarifai.sandbox.store.database import DatabaseError

COMMANDS = ('export', 'import', 'reset')
OK, FAILED, WRONG_USAGE = 0, 1, 2


class Refused(Exception):
    """Nobody has said that something may be deleted.

    Args:
        message: why.
        code: what the command ends with.
    """

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def main(argv: list[str]) -> int:
    """Run one of the commands.

    Args:
        argv: its name and its arguments.

    Returns:
        an exit code: 0 when it is done, 1 when it could not be or somebody said no, 2 when it was
        called wrongly or nobody was there to ask.
    """
    options = parser().parse_args(argv)
    try:
        return options.run(options)
    except Refused as refusal:
        return _fail(str(refusal), refusal.code)
    except DatabaseError as error:
        return _fail(f'The sandbox {error}.', FAILED)


def parser() -> argparse.ArgumentParser:
    """Return what their command lines are read with."""
    parser = argparse.ArgumentParser(prog='clarifai sandbox')
    commands = parser.add_subparsers(dest='command')
    for name, run, text in (
            ('export', _export, 'Write everything that is kept in a folder to one file.'),
            ('import', _import, 'Replace what is kept in a folder with what was exported.'),
            ('reset', _reset, 'Delete everything that is kept in a folder.')):
        command = commands.add_parser(name, description=text + ' The sandbox must be stopped.')
        command.set_defaults(run=run)
        if name != 'reset':
            command.add_argument('file', metavar='FILE')
        if name != 'export':
            command.add_argument('--yes', action='store_true',
                                 help='do not ask before anything is deleted')
        command.add_argument('--data', metavar='DIR', required=True,
                             help="the folder, as in the server's --data")
    return parser


def _export(options: argparse.Namespace) -> int:
    snapshots.export(options.data, options.file)
    print(f'Exported {options.data} to {options.file}.')
    return OK


def _import(options: argparse.Namespace) -> int:
    found = snapshots.summary(options.data)
    if found:
        _make_sure(options, found)
    snapshots.load(options.data, options.file)
    print(f'Imported {options.file} into {options.data}.')
    return OK


def _reset(options: argparse.Namespace) -> int:
    found = snapshots.summary(options.data)
    if not found:
        print(f'Nothing is kept in {options.data}.')
        return OK
    _make_sure(options, found)
    snapshots.clear(options.data)
    print(f'Deleted everything in {options.data}.')
    return OK


def _make_sure(options: argparse.Namespace, found: dict[str, int]) -> None:
    """Ask whether what was found may be deleted, unless that was said.

    Raises:
        Refused: it may not be, or nobody is there to ask.
    """
    if options.yes:
        return
    what = '%s holds %d apps with %d inputs and %d models' % (
        options.data, found['apps'], found['inputs'], found['models'])
    if not sys.stdin.isatty():
        raise Refused(f'{what}, which would be deleted. Add --yes to say that they may be.',
                      WRONG_USAGE)
    print(f'{what}. Delete them? [y/N] ', end='', flush=True)
    if sys.stdin.readline().strip().lower() not in ('y', 'yes'):
        raise Refused('Nothing was deleted.', FAILED)


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
