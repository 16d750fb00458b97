"""``clarifai predict``: what a model or workflow sees in pictures and videos."""
from __future__ import absolute_import

from clarifai.cli.command import (add_bulk, add_command, add_failures, add_format,
                                  concept_count, fraction, new_app, positive)
from clarifai.cli.formats import format_of
from clarifai.cli.names import model_of
from clarifai.cli.output_rows import rows_of
from clarifai.cli.outputs import Written
from clarifai.cli.pictures import Pictures, add_pictures
from clarifai.cli.running import carry_out
from clarifai.cli.sources import Sources

DESCRIPTION = 'Predict any number of pictures and videos with a model or a workflow.'
EXAMPLES = '''examples:
  clarifai predict photo.jpg
  clarifai predict photos --model color --format csv > colours.csv
  clarifai predict photos --html found.html --draw drawn
  find . -name '*.png' | clarifai predict - --min-value 0.9 --journal done.jsonl
'''
COLUMNS = ('source', 'id', 'name', 'value', 'where')
COLUMNS_IN_SHORT = ('source', 'findings')
SHOWN = 5  # findings of a source in a table


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'predict', 'say what is on pictures and videos',
                          DESCRIPTION, EXAMPLES)
    add_bulk(command, 32)
    what = command.add_mutually_exclusive_group()
    what.add_argument('--model', metavar='MODEL', default='general-v1.3',
                      help='its name, its id or the address of its page (%(default)s)')
    what.add_argument('--workflow', metavar='ID', help='the id of a workflow, in place of a model')
    command.add_argument('--min-value', type=fraction, metavar='X',
                         help='leave out what scores less, 0 to 1')
    command.add_argument('--max-concepts', type=concept_count, metavar='N',
                         help='at most so many concepts, up to 200')
    command.add_argument('--lang', metavar='CODE', help='the language of the names, such as "zh"')
    command.add_argument('--sample-ms', type=positive, metavar='MS',
                         help='look at a video every so many milliseconds')
    add_format(command)
    add_pictures(command)
    add_failures(command)
    return command


def run(options):
    """Predict.

    Returns:
        int: the exit status: 1 if a source failed.
    """
    from clarifai.bulk import predict
    name, pictures = format_of(options), Pictures(options)
    model = _model(new_app(), options)

    def start(sources, progress):
        return predict(
            model, sources, workers=options.workers, batch=options.batch, journal=options.journal,
            progress=progress, lang=options.lang, min_value=options.min_value,
            max_concepts=options.max_concepts, sample_ms=options.sample_ms)
    sources = Sources(options.sources, options.video, written=Written(options))
    return carry_out(options, start, sources,
                     COLUMNS_IN_SHORT if name == 'table' else COLUMNS,
                     lambda result: _rows(result, name), beside=pictures)


def _model(app, options):
    if options.workflow:
        return app.workflows.get(options.workflow)
    return model_of(app, options.model)


def _rows(result, name):
    """The rows of a result: one a source in a table, one a finding in CSV.

    A failed one has a row only where each source has one.
    """
    source = result.source.name()
    if name in ('json', 'jsonl'):
        return [((), _whole(result, source))]
    if result.error is not None:
        return []
    if name == 'table':
        return [((source, _in_short(result.output)), None)]
    return [((source,) + found, None) for found in rows_of(result.output)]


def _whole(result, source):
    if result.error is None:
        return {'source': source, 'output': result.output}
    return {'source': source, 'error': {'code': result.error.code,
                                        'description': result.error.description}}


def _in_short(output):
    parts = []
    for found_id, name, value, place in rows_of(output):
        words = [name or found_id or '?']
        if value is not None:
            words.append('%.2f' % value)
        if place:
            words.append('(%s)' % place)
        parts.append(' '.join(words))
    more = len(parts) - SHOWN
    return ', '.join(parts[:SHOWN]) + (' and %d more' % more if more > 0 else '')
