"""``clarifai import``: what ``clarifai export`` wrote, into another app."""
from __future__ import absolute_import

import contextlib

from clarifai.cli.command import (WrongUse, add_command, add_max_wait, new_app, note,
                                  positive, tell)
from clarifai.cli.running import how_to_go_on
from clarifai.errors import ApiClientError, ApiError, UserError

DESCRIPTION = '''Put what "clarifai export" wrote into the app, under the same ids: a folder with
inputs, pictures, concepts, models and workflows, or a file with inputs alone. What is there already
is left as it is, so an import can be run again. It ends when the inputs are processed; what could
not be is named. What a model has learned does not move: --train trains it here.'''
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
                         help='train the models when the inputs are processed')
    command.add_argument('--no-wait', action='store_true',
                         help='do not wait until the inputs are processed; nobody is then told '
                              'which cannot be, and a journal has them as done')
    add_max_wait(command, ' for an input')
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
    from clarifai.moving.report import Moved
    if options.train and options.no_wait:
        raise WrongUse('give either --train, which waits for the inputs, or --no-wait')
    app, moved = new_app(), Moved()
    with telling_how_to_go_on(moved, lambda: how_to_go_on(options)):
        import_app(app, options.path, options.train, options.journal, options.workers,
                   progress=not options.quiet, wait=not options.no_wait and options.max_wait,
                   moved=moved)
    return say_what_moved(moved, options)


@contextlib.contextmanager
def telling_how_to_go_on(moved, how):
    """When what is done inside is stopped, or breaks off, say how far it was.

    Args:
        moved (Moved): what it has moved up to then.
        how (callable): gives a sentence on how to go on.
    """
    try:
        yield
    except (KeyboardInterrupt, ApiError, ApiClientError, UserError) as error:
        if isinstance(error, KeyboardInterrupt) or any(moved.done.values()):
            for line in moved.lines():
                note(line)
            note('stopped: %s. %s' % (moved.text('nothing moved yet'), how()))
        raise


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
