"""``clarifai models where``: what has become of the public models of 2.x.

It asks nobody: the package knows them.
"""
from __future__ import absolute_import

from clarifai.cli.command import WrongUse, add_command, add_format, note
from clarifai.cli.formats import Rows
from clarifai.rest import whereabouts

TEXT = 'say where public models of 2.x are today, by their names or ids'
DESCRIPTION = ('Say of public models of 2.x, by name or id, what their id is today, what opens '
               'them,\nsince when they are gone, and what took their place.')
EXAMPLES = '''examples:
  clarifai models where general-v1.3 celebrity
  clarifai models where --all --format csv
'''
UNKNOWN = 'no public model is known as %s'


def add_to(actions):
    """Describe the action."""
    command = add_command(actions, 'where', TEXT, DESCRIPTION, EXAMPLES)
    command.add_argument('names', nargs='*', metavar='NAME',
                         help='a name or an id; all of them if none is given')
    command.add_argument('--all', action='store_true', help='all that are known')
    add_format(command)
    return command


def run(options):
    """Print them.

    Returns:
        int: the exit status: 1 when one of the names is not known.
    """
    if options.all and options.names:
        raise WrongUse('give names, or --all, not both')
    if not options.names:
        _print(whereabouts.of_all(), options)
        return 0
    found = [(name, whereabouts.of(name)) for name in options.names]
    _print([row for _, rows in found for row in rows], options)
    unknown = [name for name, rows in found if not rows]
    for name in unknown:
        _say_unknown(name)
    return 1 if unknown else 0


def _print(rows, options):
    with Rows(options, whereabouts.COLUMNS, rows) as printed:
        for row in rows:
            printed.write(row, dict(row._asdict()))


def _say_unknown(name):
    alike = whereabouts.alike(name)
    said = '; did you mean %s?' % ' or '.join(alike) if alike else (
        '; "clarifai models where" lists all')
    note(UNKNOWN % name + said)
