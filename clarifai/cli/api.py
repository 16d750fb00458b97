"""``clarifai api``: every operation of the platform by its name, from a shell."""
from __future__ import absolute_import

import argparse
import io
import json
import sys

import six

from clarifai.cli.command import add_command, add_format
from clarifai.cli.formats import Rows
from clarifai.cli.output import put, writing
from clarifai.cli.wrong_use import WrongUse, as_wrong_use
from clarifai.errors import UserError
from clarifai.redact import native, shown, shown_at

DESCRIPTION = '''Call an operation of today's REST API, or look one up:

  clarifai api list [WORD]          the operations, or those with WORD in their name or route
  clarifai api show NAME            what one takes and answers; also the fields of a message
  clarifai api NAME [FIELD=VALUE ...]'''
EXAMPLES = '''fields:
  A text is taken as it is. Numbers, true, false, lists and objects are JSON, and a list may also be
  given item by item: ids=a ids=b. A dot leads into an object: cloud_provider.id=aws. A value @FILE
  is what the file holds, @- the standard input. user_id= and app_id= name another user and app,
  null none.

examples:
  clarifai api list inputs
  clarifai api show list_models
  clarifai api list_inputs per_page=5
  clarifai api list_models user_id=clarifai app_id=main --pages
  clarifai api post_datasets 'datasets=[{"id": "walls"}]'
  clarifai api post_inputs --json inputs.json
'''
SENTENCES = {
    'needs_pat': '%(operation)s takes a PAT, with the user and the app that it is about: run '
                 '"clarifai config", or set CLARIFAI_PAT, CLARIFAI_USER_ID and CLARIFAI_APP_ID. An '
                 'API key opens only the routes that name neither.',
    'needs_app': '%(operation)s is about a user and an app: %(missing)s not known. Add '
                 'user_id=... and app_id=..., or set CLARIFAI_USER_ID and CLARIFAI_APP_ID.',
    'check_app': 'Check the id, the app %(app_id)s of the user %(user_id)s, and that both are open '
                 'to your PAT; user_id=... and app_id=... name others.',
    'unscoped': 'This was asked without a user and an app: check the PAT, and name them with '
                'user_id=... and app_id=... when it is about theirs.',
}
COLUMNS = ['name', 'route', 'meaning']
BESIDE = ('user_id', 'app_id', 'batch', 'user_app_id')


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'api', 'call any operation of the REST API, or look one up',
                          DESCRIPTION, EXAMPLES)
    command.add_argument('name', metavar='list|show|NAME')
    command.add_argument('fields', nargs='*', metavar='FIELD=VALUE', help=argparse.SUPPRESS)
    command.add_argument('--json', metavar='FILE',
                         help='a JSON object with the arguments; - reads the standard input')
    command.add_argument('--pages', action='store_true',
                         help='go through all pages: print the answers, one on a line')
    add_format(command)
    return command


def run(options):
    """Call, list or show.

    Returns:
        int: the exit status.
    """
    if options.name == 'list':
        _list(options)
    elif options.name == 'show':
        _show(options.fields)
    else:
        _call(options)
    return 0


def _list(options):
    from clarifai.operations import schema, table
    if len(options.fields) > 1:
        raise WrongUse('list takes one word: clarifai api list WORD')
    word = options.fields[0].lower() if options.fields else ''
    with Rows(options, COLUMNS) as printed:
        for name in table.names():
            row = table.row(name)
            routes = [str(route) for route in row.routes]
            if any(word in native(text).lower() for text in [name, row.rpc] + routes):
                known = schema.operation(name)
                meaning = known.meaning or ''
                printed.write([name, routes[0], meaning],
                              {'name': name, 'rpc': row.rpc, 'routes': routes, 'meaning': meaning,
                               'arguments': sorted(known.arguments)})


def _show(names):
    from clarifai.operations import description, schema, table
    if len(names) != 1:
        raise WrongUse('say what to show: clarifai api show NAME')
    name = names[0]
    if schema.message(name) is not None:
        put(description.message(name) + '\n')
        return
    with as_wrong_use():
        row = table.row(_known(name))
    put('%s\n\n%s' % (row.name, description.text(row)))


def _known(name):
    """The name of an operation, also for that of its RPC."""
    from clarifai.operations import table
    return table.snake(name) if table.snake(name) in table.names() else name


def words(advice):
    """An `Advice` as somebody at a shell can follow it."""
    from clarifai.operations import platform
    return platform.words(advice, SENTENCES)


def _call(options):
    from clarifai.connection import Connection
    from clarifai.operations import table
    from clarifai.operations.platform import Platform
    name = _known(options.name)
    with as_wrong_use():
        row = table.row(name)
    arguments = _from_json(options.json) if options.json else {}
    for field in options.fields:
        _add(name, arguments, field)
    if not options.json and not any(_is_read(field) for field in options.fields):
        _check(row, arguments, options.pages)
    platform = Platform.over(Connection(), words)
    operation = getattr(platform, name)
    # The operation itself is then at fault, whatever it is given.
    is_wrong = bool(row.instead or options.pages and row.items is None)
    with as_wrong_use(is_wrong), writing(options.output) as out:
        if not options.pages and not row.is_stream:
            out.write(json.dumps(operation(**arguments), indent=2, sort_keys=True) + '\n')
            return
        for answer in operation.pages(**arguments) if options.pages else operation(**arguments):
            out.write(json.dumps(answer, sort_keys=True) + '\n')


def _check(row, arguments, has_pages):
    """Refuse arguments that the operation does not take, and a lack of those that it needs."""
    from clarifai.operations import caller, values
    beside = BESIDE + (('page', 'per_page') if has_pages else ())
    with as_wrong_use():
        given = values.checked(row.name, dict((name, value) for name, value in arguments.items()
                                              if name not in beside))
        if not row.instead and all(route.missing(given) for route in row.routes):
            raise caller.needs(row, row.routes, given)


def _is_read(field):
    """Whether the value of a field is in a file or comes from the standard input."""
    return field.partition('=')[2].startswith('@')


def _from_json(path):
    try:
        value = json.loads(_read(path))
    except ValueError as error:
        raise UserError('%s is not JSON: %s' % (_place(path), error))
    if not isinstance(value, dict):
        raise UserError('%s must hold a JSON object with the arguments' % _place(path))
    return dict((native(name), part) for name, part in value.items())


def _read(path):
    try:
        if path == '-':
            return sys.stdin.read() if sys.stdin else ''
        with io.open(path, encoding='utf-8-sig') as source:
            return source.read()
    except (IOError, OSError) as error:
        raise UserError('%s cannot be read: %s' % (_place(path), error.strerror))
    except UnicodeDecodeError:
        raise UserError('%s is not text in UTF-8' % _place(path))


def _place(path):
    return 'the standard input' if path == '-' else path


def _add(name, arguments, text):
    """Put a field of the command line to the arguments."""
    from clarifai.operations import schema
    try:
        field, sign, value = six.ensure_text(text).partition('=')
    except UnicodeDecodeError:  # on Python 2.7, which gives bytes
        raise WrongUse('%s is not text in UTF-8' % shown(text))
    field = native(field)
    if not sign or not field:
        raise WrongUse('%s is no FIELD=VALUE' % shown(text))
    if _is_read(text):
        value = _read(value[1:])
    parts = field.split('.')
    place, fields = arguments, dict(schema.operation(name).arguments)
    for part in parts[:-1]:
        known = fields.get(part)
        place = place.setdefault(part, {})
        fields = (known and schema.message(known.type)) or {}
        if not isinstance(place, dict):
            raise WrongUse('%s leads into %s, which is no object' % (field, part))
    known = fields.get(parts[-1])
    if known is None and field in ('page', 'per_page') and 'pagination' in fields:
        known = schema.message(fields['pagination'].type)[field]  # where --pages puts them
    with as_wrong_use(not _is_read(text)):
        made = _beside(field, value) if field in BESIDE else _value(field, known, value)
    if known is not None and known.is_list and isinstance(place.get(parts[-1]), list):
        place[parts[-1]] += made
    else:
        place[parts[-1]] = made


def _beside(field, value):
    if field == 'batch':
        return _json(field, value, 'true or false')
    if field == 'user_app_id':
        return _json(field, value, 'a JSON object with user_id and app_id')
    return None if value == 'null' else value


def _value(field, known, text):
    """The value of a field: its text, or the JSON that it is, as its type asks for."""
    from clarifai.operations import schema
    if known is None:
        return text
    if known.is_list:
        if text.lstrip().startswith('['):
            return _json(field, text, 'a JSON list')
        return [_value(field, known._replace(is_list=False), text)]
    is_text = known.type in ('string', 'bytes') or known.type in (
        schema.WELL_KNOWN + 'Timestamp', schema.WELL_KNOWN + 'Duration')
    if is_text:
        return text
    if schema.enum(known.type) is not None:
        return int(text) if text.isdigit() else text
    return _json(field, text, 'a number, true, false or a JSON object, as its type is')


def _json(field, text, wanted):
    try:
        return json.loads(text)
    except ValueError:
        raise UserError('%s must be %s, not %s' % (field, wanted, shown_at(field, native(text))))
