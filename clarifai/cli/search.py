"""``clarifai search``: inputs of the app, by what is on them and what is known of them."""
from __future__ import absolute_import

import argparse
import itertools
import os

from clarifai.cli.command import (add_command, add_format, add_limit, json_object, new_app,
                                  tell)
from clarifai.cli.formats import Rows
from clarifai.cli.listing import PAGE
from clarifai.cli.rows import INPUT_COLUMNS, input_row
from clarifai.cli.wrong_use import WrongUse
from clarifai.errors import ApiError, UserError
from clarifai.paging import pages
from clarifai.redact import shown
from clarifai.status_codes import is_missing

DESCRIPTION = 'Search the inputs of the app. All that is asked for must hold; the best come first.'
EXAMPLES = '''examples:
  clarifai search --concept cat --not-concept dog
  clarifai search --predicted red --limit 5 --format jsonl
  clarifai search --like photo.jpg --metadata '{"place": "NY"}'
'''
INVALID = 400  # what no input can be called


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'search', 'find inputs of the app', DESCRIPTION, EXAMPLES)
    for flag, text in (
            ('--concept', 'inputs that were said to show this concept, by its name'),
            ('--not-concept', 'inputs that were said not to show it'),
            ('--predicted', 'inputs on which models see this concept, by its name'),
            ('--not-predicted', 'inputs on which models do not see it')):
        command.add_argument(flag, metavar='NAME', action='append', default=[],
                             help=text + '; may be repeated')
    command.add_argument('--like', metavar='SOURCE',
                         help='inputs that look like a picture: a file, a URL, or the id of an '
                              'input')
    command.add_argument('--metadata', metavar='JSON', type=json_object,
                         help='inputs whose metadata have these members')
    command.add_argument('--near', metavar='LON,LAT,KM', type=_place,
                         help='inputs that were taken at most so many kilometres from a point')
    add_limit(command, 20)
    add_format(command)
    return command


def run(options):
    """Search.

    Returns:
        int: the exit status.
    """
    terms = list(_terms(options))
    if not terms and not options.like:
        raise WrongUse('say what to search for, such as --concept cat; "clarifai search --help" '
                       'tells what there is')
    app = new_app()
    if options.like:
        terms.append(_likeness(app, options.like))
    hits = _hits(app, terms)
    with Rows(options, ('score',) + INPUT_COLUMNS) as printed:
        for hit in itertools.islice(hits, options.limit):
            printed.write(('%.3f' % hit.get('score', 0),) + input_row(hit.get('input') or {}),
                          hit)
    if next(hits, None) is not None:
        tell(options, 'there are more than %d; --limit N prints more of them' % options.limit)
    return 0


def _hits(app, terms):
    from clarifai.rest import SearchQueryBuilder
    query = SearchQueryBuilder()
    for term in terms:
        query.add_term(term)
    return pages(lambda page, size: app.inputs.search(query, page, size, raw=True), 'hits', PAGE,
                 until_short=True)


def _terms(options):
    from clarifai.rest import InputSearchTerm, OutputSearchTerm
    for kind, names, value in ((InputSearchTerm, options.concept, True),
                               (InputSearchTerm, options.not_concept, False),
                               (OutputSearchTerm, options.predicted, True),
                               (OutputSearchTerm, options.not_predicted, False)):
        for name in names:
            yield kind(concept=name, value=value)
    if options.metadata:
        yield InputSearchTerm(metadata=options.metadata)
    if options.near:
        yield InputSearchTerm(geo=options.near)


def _likeness(app, source):
    from clarifai.rest import OutputSearchTerm
    if '://' in source:
        return OutputSearchTerm(url=source)
    if os.path.isfile(source):
        from clarifai.cli.sources import NamedSource
        return OutputSearchTerm(base64=NamedSource(source).loaded().media().base64)
    try:
        app.api.get_input(source)
    except ApiError as error:
        if not is_missing(error) and error.status_code != INVALID:
            raise
        problem = 'there is no file and no input %s' % shown(source)
    else:
        return OutputSearchTerm(input_id=source)
    raise UserError(problem)


def _place(text):
    from clarifai.rest import Geo, GeoLimit, GeoPoint
    try:
        longitude, latitude, distance = (float(part) for part in text.split(','))
        return Geo(GeoPoint(longitude, latitude), GeoLimit('kilometer', distance))
    except (ValueError, UserError):
        raise argparse.ArgumentTypeError('%r is not like 13.4,52.5,10: longitude, latitude, '
                                         'kilometres' % text)
