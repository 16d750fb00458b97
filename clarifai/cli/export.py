"""``clarifai export``: all inputs of the app, as JSON lines."""
from __future__ import absolute_import

import io
import json
import os

from clarifai.cli.command import add_command, new_app, note
from clarifai.cli.formats import put
from clarifai.cli.listing import PAGE, items_of
from clarifai.errors import UserError

DESCRIPTION = '''Print all inputs of the app with their concepts, regions, metadata and places, one
JSON object a line, as the API has them.'''


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'export', 'print all inputs of the app as JSON lines',
                          DESCRIPTION)
    command.add_argument('--output', metavar='FILE',
                         help='write to FILE, which is there when it is whole and not before')
    return command


def run(options):
    """Export.

    Returns:
        int: the exit status.
    """
    api = new_app().api
    items = items_of(lambda page: api.get_inputs(page, PAGE), 'inputs')
    lines = (json.dumps(item, sort_keys=True) + '\n' for item in items)
    if options.output:
        count = _write_whole(options.output, lines)
    else:
        count = 0
        for count, line in enumerate(lines, 1):
            put(line)
    note('%d inputs' % count)
    return 0


def _write_whole(path, lines):
    """Write a file beside its place and move it there when nothing is missing."""
    part, count = path + '.part', 0
    try:
        with io.open(part, 'wb') as handle:
            for count, line in enumerate(lines, 1):
                handle.write(line.encode('utf-8'))
    except (IOError, OSError) as error:
        raise UserError('%s cannot be written: %s' % (path, error.strerror))
    if os.name == 'nt' and os.path.exists(path):  # where a file is in the way of another
        os.remove(path)
    os.rename(part, path)
    return count
