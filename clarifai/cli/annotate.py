"""``clarifai inputs annotate``: say what inputs show that are there already."""
from __future__ import absolute_import

import sys

from clarifai.cli.command import add_command, add_format, json_object, new_app
from clarifai.cli.formats import Rows
from clarifai.cli.rows import INPUT_COLUMNS, input_row
from clarifai.cli.wrong_use import WrongUse
from clarifai.errors import UserError

DESCRIPTION = '''Say of inputs which concepts they show or do not show, and what else is known of
them, and print them as they are then.'''
EXAMPLES = '''examples:
  clarifai inputs annotate ID --concept cat --not-concept dog
  clarifai search --like cat.jpg --format csv | tail -n +2 | cut -d, -f2 |
    clarifai inputs annotate - --concept cat
  clarifai inputs annotate ID --remove cat --metadata '{"checked": true}'
'''


def add_to(actions):
    """Describe the action."""
    command = add_command(actions, 'annotate', 'say what some show, by their ids', DESCRIPTION,
                          EXAMPLES)
    command.add_argument('ids', nargs='+', metavar='ID',
                         help='an input; - reads ids from the standard input, one a line')
    command.add_argument('--concept', metavar='ID', action='append', dest='concepts', default=[],
                         help='a concept that all of them show; may be repeated')
    command.add_argument('--not-concept', metavar='ID', action='append', dest='not_concepts',
                         default=[], help='a concept that none of them shows; may be repeated')
    command.add_argument('--remove', metavar='ID', action='append', dest='removed', default=[],
                         help='a concept of which nothing is to be said any more; may be repeated')
    command.add_argument('--replace', action='store_true',
                         help='take away all concepts that are not given here')
    command.add_argument('--metadata', metavar='JSON', type=json_object,
                         help='what else is known of all of them; other members stay')
    add_format(command)
    return command


def run(options):
    """Annotate.

    Returns:
        int: the exit status.
    """
    _check(options)
    ids = list(_ids(options.ids))
    if not ids:
        raise UserError('there are no ids on the standard input')
    api = new_app().api
    changed = {}
    for action, changes in _changes(options):
        from clarifai.rest.media import Image
        answer = api.patch_inputs(action, [Image(image_id=one, **changes) for one in ids])
        changed.update((item.get('id'), item) for item in answer.get('inputs') or ())
    with Rows(options, INPUT_COLUMNS) as printed:
        for one in ids:
            item = changed.get(one) or api.get_input(one).get('input') or {}
            printed.write(input_row(item), item)
    return 0


def _check(options):
    if not (options.concepts or options.not_concepts or options.removed or options.metadata):
        raise WrongUse('say what is to be said of the inputs: --concept, --not-concept, --remove '
                       'or --metadata')
    given = options.concepts + options.not_concepts + options.removed
    twice = sorted(set(one for one in given if given.count(one) > 1))
    if twice:
        raise WrongUse('the concept %s is given twice: it is shown, not shown, or removed'
                       % twice[0])
    if options.replace and (options.removed or not options.concepts + options.not_concepts):
        raise WrongUse('--replace takes away what is not given: give concepts, and no --remove')


def _ids(given):
    from clarifai.bulk.sources import lines_of
    for one in given:
        for each in lines_of(sys.stdin or ()) if one == '-' else (one,):
            yield each


def _changes(options):
    """The actions of ``PATCH /inputs``, each with what it is about."""
    concepts = dict(concepts=options.concepts or None, not_concepts=options.not_concepts or None)
    if options.removed:
        yield 'remove', {'concepts': options.removed}
    if options.replace:
        yield 'overwrite', concepts
        concepts = {}
    if any(concepts.values()) or options.metadata:
        yield 'merge', dict(concepts, metadata=options.metadata)
