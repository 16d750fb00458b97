"""``clarifai inputs|models|concepts|workflows``: list, get and delete what the app holds."""
from __future__ import absolute_import

from collections import namedtuple
import itertools

from clarifai.cli import annotate, evaluate, names, rows, versions, where
from clarifai.cli.command import add_command, add_format, add_limit, agreed, new_app, note, tell
from clarifai.cli.formats import Rows
from clarifai.cli.wrong_use import WrongUse
from clarifai.errors import ApiError
from clarifai.paging import pages
from clarifai.status_codes import is_missing

PAGE = 100

# The names of the command and of one thing; the methods of ApiClient that list, get and delete
# some and all, as far as there are; the columns and the function that makes a row.
Kind = namedtuple('Kind', 'name one list get delete delete_all columns row')

KINDS = (
    Kind('inputs', 'input', 'get_inputs', 'get_input', 'delete_inputs', 'delete_all_inputs',
         rows.INPUT_COLUMNS, rows.input_row),
    Kind('models', 'model', 'get_models', 'get_model', 'delete_models', 'delete_all_models',
         rows.MODEL_COLUMNS, rows.model_row),
    # The API cannot delete concepts.
    Kind('concepts', 'concept', 'get_concepts', 'get_concept', None, None, rows.CONCEPT_COLUMNS,
         rows.concept_row),
    Kind('workflows', 'workflow', 'get_workflows', 'get_workflow', 'delete_workflows', None,
         rows.WORKFLOW_COLUMNS, rows.workflow_row),
)
# What else can be done with some: a module for each action.
MORE = {'inputs': (annotate,), 'models': (versions, evaluate, where)}


def add_to(commands):
    """Describe the four commands."""
    return [_add(commands, kind) for kind in KINDS]


def _add(commands, kind):
    verbs = 'list, get or delete' if kind.delete else 'list or get'
    text = '%s the %s of the app' % (verbs, kind.name)
    command = add_command(commands, kind.name, text)
    command.set_defaults(kind=kind)
    actions = command.add_subparsers(dest='action', metavar='ACTION')
    actions.required = True
    listing = add_command(actions, 'list', 'print them all, or the first ones')
    add_limit(listing, None)
    if kind.name in ('models', 'workflows'):
        listing.add_argument('--public', action='store_true',
                             help="Clarifai's own in place of the app's")
    add_format(listing)
    getting = add_command(actions, 'get', 'print some, by their ids%s' % (
        ' or names' if kind.name in names.FINDERS else ''))
    getting.add_argument('ids', nargs='+', metavar='ID')
    add_format(getting, 'jsonl')
    if kind.delete:
        _add_delete(actions, kind)
    for module in MORE.get(kind.name, ()):
        module.add_to(actions).set_defaults(run_action=module.run)
    return command


def _add_delete(actions, kind):
    deleting = add_command(actions, 'delete', 'delete some, by their ids')
    deleting.add_argument('ids', nargs='*', metavar='ID')
    if kind.delete_all:
        deleting.add_argument('--all', action='store_true', help='delete all of them')
    deleting.add_argument('--yes', action='store_true', help='do not ask')


def run(options):
    """List, get or delete.

    Returns:
        int: the exit status.
    """
    if getattr(options, 'run_action', None):
        return options.run_action(options)
    action = {'list': _list, 'get': _get, 'delete': _delete}[options.action]
    return action(new_app(), options.kind, options)


def _list(app, kind, options):
    fetch = getattr(app.api, kind.list)
    more = {'public_only': True} if getattr(options, 'public', False) else {}
    items = pages(lambda page, size: fetch(page=page, per_page=size, **more), kind.name, PAGE,
                  until_short=True)
    with Rows(options, kind.columns) as printed:
        for item in itertools.islice(items, options.limit):
            printed.write(kind.row(item), item)
    return 0


def _get(app, kind, options):
    with Rows(options, kind.columns) as printed:
        for one in options.ids:
            item = _got(app, kind, one)
            printed.write(kind.row(item), item)
    return 0


def _got(app, kind, text):
    """The thing of an id, or of a name where things have one."""
    fetch = getattr(app.api, kind.get)
    try:
        return fetch(text).get(kind.one) or {}
    except ApiError as error:
        if not is_missing(error) or kind.name not in names.FINDERS:
            raise
        named = names.FINDERS[kind.name](app, text)
        if named is None or named == text:
            raise
    return fetch(named).get(kind.one) or {}


def _delete(app, kind, options):
    api = app.api
    wants_all = getattr(options, 'all', False)
    if wants_all == bool(options.ids):
        raise WrongUse('say which %s to delete: ids%s'
                       % (kind.name, ', or --all' if kind.delete_all else ''))
    what = 'ALL %s of the app' % kind.name if wants_all else ', '.join(options.ids)
    if not options.yes and not agreed('Delete %s?' % what):
        note('nothing was deleted')
        return 1
    if wants_all:
        getattr(api, kind.delete_all)()
        tell(options, 'deleted %s' % what)
        return 0
    there = [one for one in options.ids if _is_there(api, kind, one)]
    if there:
        getattr(api, kind.delete)(there)
        tell(options, 'deleted %s' % ', '.join(there))
    else:
        note('nothing was deleted')
    return 0 if there == options.ids else 1


def _is_there(api, kind, one):
    """Whether there is something of an id: who deletes what is not there is told nothing of it."""
    try:
        getattr(api, kind.get)(one)
    except ApiError as error:
        if not is_missing(error):
            raise
        note('there is no %s %s' % (kind.one, one))
        return False
    return True
