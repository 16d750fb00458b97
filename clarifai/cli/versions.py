"""``clarifai models versions``: the versions of a model."""
from __future__ import absolute_import

import itertools

from clarifai.cli.command import add_command, add_format, add_limit, new_app
from clarifai.cli.formats import Rows
from clarifai.cli.names import model_of

COLUMNS = ('id', 'status', 'created', 'concepts', 'inputs', 'evaluated')


def add_to(actions):
    """Describe the action."""
    command = add_command(actions, 'versions', 'print the versions of a model, the newest first')
    command.add_argument('model', metavar='MODEL', help='its id or name')
    add_limit(command, None)
    add_format(command)
    return command


def run(options):
    """Print them.

    Returns:
        int: the exit status.
    """
    model = model_of(new_app(), options.model)
    with Rows(options, COLUMNS) as printed:
        for version in itertools.islice(model.get_versions(), options.limit):
            printed.write(_row(version), version)
    return 0


def _row(version):
    return (version.get('id'), _status(version), version.get('created_at'),
            version.get('active_concept_count'), version.get('total_input_count'),
            _status(version.get('metrics') or {}))


def _status(item):
    status = item.get('status') or {}
    return status.get('description') or status.get('code') or ''
