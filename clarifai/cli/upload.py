"""``clarifai upload``: pictures and videos into the app."""
from __future__ import absolute_import

from clarifai.cli.command import (add_bulk, add_command, add_failures, add_format, bulk_sources,
                                  check_sources, finish, json_object, new_app, note)
from clarifai.cli.failures import Failures
from clarifai.cli.formats import Rows

DESCRIPTION = '''Upload any number of pictures and videos, none of them twice: each gets an id that
is made from what it is, and one that is there already is a success.'''
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
    add_format(command)
    add_failures(command)
    return command


def run(options):
    """Upload.

    Returns:
        int: the exit status: 1 if a source failed.
    """
    from clarifai.bulk import upload
    check_sources(options.sources)
    results = upload(
        new_app(), bulk_sources(options.sources, options.video), concepts=options.concepts,
        not_concepts=options.not_concepts, metadata=options.metadata,
        allow_duplicate_url=options.allow_duplicate_url, workers=options.workers,
        batch=options.batch, journal=options.journal, progress=not options.quiet)
    with results, Failures(options.failures) as failures, Rows(
            options, COLUMNS, goes_on=bool(options.journal)) as printed:
        for result in results:
            label = result.source.label()
            if result.error is not None:
                note('%s: %s' % (label, result.error))
                failures.write(result.source, result.error)
                continue
            status = result.input.status
            printed.write((label, result.input.input_id, status.description if status else ''),
                          {'source': label, 'input': result.input.dict()})
    return finish(results, options)
