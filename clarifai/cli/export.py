"""``clarifai export``: all inputs of the app as JSON lines, or the whole app as a folder."""
from __future__ import absolute_import

import json

from clarifai.cli.command import WrongUse, add_command, new_app, tell
from clarifai.cli.importing import say_what_moved, telling_how_to_go_on
from clarifai.cli.listing import PAGE
from clarifai.cli.output import writing
from clarifai.paging import pages

DESCRIPTION = '''Print all inputs of the app with their concepts, regions, metadata and places, one
JSON object a line, as the API has them. With --files, write the whole app to a folder: inputs and
their pictures, concepts, models and workflows. "clarifai import" takes both.'''
GO_ON = 'The same command goes on: pictures that are in the folder are not fetched again'


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'export', 'print all inputs of the app as JSON lines',
                          DESCRIPTION)
    command.add_argument('-o', '--output', metavar='FILE',
                         help='write to FILE, which is there when it is whole and not before')
    command.add_argument('--files', metavar='DIR',
                         help='write the app to the folder DIR, pictures too; pictures that an '
                              'earlier run has put there are not fetched again')
    return command


def run(options):
    """Export.

    Returns:
        int: the exit status.
    """
    if options.files:
        return _export_app(options)
    api = new_app().api
    items = pages(api.get_inputs, 'inputs', PAGE)
    count = 0
    with writing(options.output) as out:
        for count, item in enumerate(items, 1):
            out.write(json.dumps(item, sort_keys=True) + '\n')
    tell(options, '%d inputs' % count)
    return 0


def _export_app(options):
    from clarifai.moving import export_app
    from clarifai.moving.report import Moved
    if options.output:
        raise WrongUse('give either --output FILE, for the inputs, or --files DIR, for the app')
    app, moved = new_app(), Moved()
    with telling_how_to_go_on(moved, lambda: GO_ON):
        export_app(app, options.files, progress=not options.quiet, moved=moved)
    return say_what_moved(moved, options)
