"""``clarifai config``: ask for the credentials, check them, keep them; also without asking."""
from __future__ import absolute_import, print_function

from getpass import getpass
import sys

from six.moves import input

from clarifai import credentials
from clarifai.cli import settings
from clarifai.cli.command import add_command, add_format
from clarifai.cli.keeping import are_taken, keep, own_file
from clarifai.redact import mask

DESCRIPTION = '''Keep the credentials in the config file. Without an ACTION they are asked for, and
secrets are not shown while they are typed.

  clarifai config                        ask for the key, the PAT, the user and the app
  clarifai config set NAME=VALUE ...     set some without being asked
  clarifai config unset NAME ...         take some out
  clarifai config list                   show them, secrets masked

Names are pat, api_key, token, user_id, app_id, base_url and dialect. A command line is no place for
secrets, since other users of the machine can read it: the value of one is - (a line of the standard
input) or @FILE (what the file holds). The server is asked whether it takes them before they are
kept.'''
EXAMPLES = '''examples:
  clarifai config --profile work
  printenv MY_PAT | clarifai config set pat=- user_id=me app_id=photos
  clarifai config set --profile sandbox base_url=http://127.0.0.1:8080 api_key=@key.txt
'''
NOTHING = 'Neither an API key nor a PAT was given and none is known, so nothing was written.'
COMMANDS = ('config', 'configure')
ACTIONS = ('ask', 'set', 'unset', 'list')


def add_to(commands):
    """Describe the command, under both of its names."""
    for name in COMMANDS:
        text = 'ask for the credentials, check them and keep them'
        command = add_command(commands, name, text if name == 'config' else 'the same as config',
                              DESCRIPTION, EXAMPLES)
        _add_actions(command.add_subparsers(dest='action', metavar='ACTION'))
        command.set_defaults(run=run)


def _add_actions(actions):
    add_command(actions, 'ask', 'ask for the key, the PAT, the user and the app')
    setting = add_command(actions, 'set', 'set some without being asked')
    setting.add_argument('settings', nargs='+', metavar='NAME=VALUE')
    setting.add_argument('--no-check', action='store_true',
                         help='keep them without asking the server')
    taking = add_command(actions, 'unset', 'take some out')
    taking.add_argument('names', nargs='+', metavar='NAME')
    add_format(add_command(actions, 'list', 'show them, secrets masked'))


def with_action(argv, place):
    """A command line in which ``config`` has an action, where none is given: to ask.

    Args:
        argv (list of str): the command line.
        place (int): where ``config`` stands in it.
    """
    behind = argv[place + 1:]
    if any(word in ACTIONS + ('-h', '--help') for word in behind):
        return argv
    return argv[:place + 1] + ['ask'] + behind


def run(options):
    """Ask, set, take out or list.

    Returns:
        int: the exit status: 1 when the server refuses what was given.
    """
    if options.action == 'set':
        return settings.set_all(options.settings, not options.no_check)
    if options.action == 'unset':
        return settings.unset(options.names)
    return settings.show(options) if options.action == 'list' else configure()


def configure():
    """Ask, check, and write ``~/.clarifai/config``.

    Returns:
        int: the exit status: 1 when there is neither key nor PAT, or the server refuses one.

    Raises:
        UserError: the config file belongs to another program, or cannot be written.
    """
    config = own_file()  # before anybody types for nothing
    values, base_url = _ask_all()
    if not values[credentials.API_KEY] and not values[credentials.PAT]:
        print(NOTHING, file=sys.stderr)
        return 1
    if not are_taken(values, base_url):
        return 1
    keep(dict((name, value) for name, value in values.items() if value), config)
    return 0


def _ask_all():
    """What is typed for each setting, or else known, and the base URL."""
    values, sources = {}, credentials.Sources(may_be_new=True)
    for name, find, masked in ((credentials.API_KEY, credentials.find_api_key, True),
                               (credentials.PAT, credentials.find_pat, True),
                               (credentials.USER_ID, credentials.find_user_id, False),
                               (credentials.APP_ID, credentials.find_app_id, False)):
        known = find(sources=sources).value
        shown = mask(known) if masked else known or ''
        values[name] = _ask('%s: [%s]: ' % (name, shown), masked) or known
    return values, credentials.find_base_url(sources=sources).value


def _ask(prompt, is_secret):
    """What is typed; a secret without being seen, where there is a terminal."""
    try:
        if is_secret and sys.stdin is not None and sys.stdin.isatty():
            return getpass(prompt).strip()
        return input(prompt).strip()
    except EOFError:  # nobody there to ask
        print('')
        return ''
