"""``clarifai import``: what ``clarifai export`` wrote, into another app."""
from __future__ import absolute_import

from clarifai.cli.command import add_command, new_app, note, positive, tell

DESCRIPTION = '''Put what "clarifai export" wrote into the app, under the same ids: a folder with
inputs, pictures, concepts, models and workflows, or a file with inputs alone. What is there already
is left as it is, so an import can be run again. What a model has learned does not move: --train
trains it here.'''
EXAMPLES = '''examples:
  clarifai --profile old export --files pets
  clarifai --profile new import pets --train
  clarifai import inputs.jsonl --journal import.journal
'''


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'import', 'put an exported app or its inputs into the app',
                          DESCRIPTION, EXAMPLES)
    command.add_argument('path', metavar='PATH',
                         help='the folder of "export --files", or the file of "export"')
    command.add_argument('--train', action='store_true',
                         help='wait until the inputs are processed, then train the models')
    command.add_argument('--workers', type=positive, default=8, metavar='N',
                         help='send so many requests at a time (%(default)s)')
    command.add_argument('--journal', metavar='FILE',
                         help='note in FILE which inputs are done; with the same FILE a later run '
                              'goes on where this one ended')
    return command


def run(options):
    """Import.

    Returns:
        int: the exit status: 1 if something was not moved.
    """
    from clarifai.moving import import_app
    moved = import_app(new_app(), options.path, options.train, options.journal, options.workers,
                       progress=not options.quiet)
    return say_what_moved(moved, options)


def say_what_moved(moved, options):
    """Tell how an export or an import went.

    Args:
        moved (Moved): it.
        options (argparse.Namespace): the command line's.

    Returns:
        int: the exit status: 1 if something was not moved.
    """
    for line in moved.lines():
        note(line)
    tell(options, moved.text())
    return 1 if moved.failed else 0
