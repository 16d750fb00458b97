"""``clarifai upload``: pictures and videos into the app."""
from __future__ import absolute_import

import sys

from clarifai.cli import terminal
from clarifai.cli.command import (add_bulk, add_command, add_failures, add_format, add_max_wait,
                                  json_object, new_app)
from clarifai.cli.outputs import Written
from clarifai.cli.running import carry_out
from clarifai.cli.sources import Sources
from clarifai.cli.wrong_use import as_wrong_use
from clarifai.status_codes import DOWNLOAD_UNDER_WAY

DESCRIPTION = '''Upload any number of pictures and videos, none of them twice: each gets an id that
is made of its content, and one that is there already is a success.'''
EXAMPLES = '''examples:
  clarifai upload cats --concept cat --not-concept dog --journal cats.jsonl
  clarifai upload https://samples.clarifai.com/metro-north.jpg --metadata '{"place": "NY"}'
  clarifai upload table.csv     columns: source, id, concepts (a;b), not_concepts, your own
'''
COLUMNS = ('source', 'id', 'status')


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'upload', 'put pictures and videos into the app', DESCRIPTION,
                          EXAMPLES)
    add_bulk(command, 128)
    command.add_argument('--concept', metavar='ID', action='append', dest='concepts',
                         help='a concept that all of them show; may be repeated')
    command.add_argument('--not-concept', metavar='ID', action='append', dest='not_concepts',
                         help='a concept that none of them shows; may be repeated')
    command.add_argument('--metadata', metavar='JSON', type=json_object,
                         help='what else is known of all of them, as a JSON object')
    command.add_argument('--allow-duplicate-url', action='store_true',
                         help='upload although the app has an input with the same URL')
    command.add_argument('--no-source', action='store_true',
                         help='do not put the place of each file in its folder into the metadata, '
                              'as "source"')
    waiting = command.add_mutually_exclusive_group()
    waiting.add_argument('--wait', action='store_true', default=None,
                         help='wait until the inputs are processed, as is usual on a terminal; '
                              'what cannot be processed has failed')
    waiting.add_argument('--no-wait', action='store_false', dest='wait',
                         help='do not wait for that')
    add_max_wait(command, ' for an input')
    add_format(command)
    add_failures(command)
    return command


def run(options):
    """Upload.

    Returns:
        int: the exit status: 1 if a source failed.
    """
    from clarifai.bulk import upload
    from clarifai.bulk.uploads import check_concepts
    with as_wrong_use():
        check_concepts(options.concepts, options.not_concepts)
    app, waits = new_app(), options.wait
    if waits is None:
        waits = terminal.is_terminal(sys.stderr)

    def start(sources, progress):
        return upload(
            app, sources, concepts=options.concepts, not_concepts=options.not_concepts,
            metadata=options.metadata, allow_duplicate_url=options.allow_duplicate_url,
            workers=options.workers, batch=options.batch, journal=options.journal,
            progress=progress, wait=waits and options.max_wait)
    sources = Sources(options.sources, options.video, not options.no_source, Written(options))
    return carry_out(options, start, sources, COLUMNS, _Rows())


class _Rows(object):
    """Makes rows of results: ``rows(result)``.

    Attributes:
        pending (int): how many inputs were not processed yet.
    """

    def __init__(self):
        self.pending = 0

    def __call__(self, result):
        if result.error is not None:
            return []
        source, status = result.source.name(), result.input.status
        self.pending += status is not None and status.code in DOWNLOAD_UNDER_WAY
        said = 'there already' if result.existed else status.description if status else ''
        return [((source, result.input.input_id, said),
                 {'source': source, 'input': result.input.dict(), 'existed': result.existed,
                  'status': status and {'code': status.code, 'description': status.description}})]
