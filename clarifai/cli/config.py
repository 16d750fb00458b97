"""``clarifai config``: ask for the credentials, check them, keep them."""
from __future__ import absolute_import, print_function

from getpass import getpass
import sys

from six.moves import input

from clarifai import credentials
from clarifai.cli import service
from clarifai.config_file import ConfigFile, write_config
from clarifai.errors import ApiError
from clarifai.redact import mask
from clarifai.status_codes import is_refused

NOTHING = 'Neither an API key nor a PAT was given and none is known, so nothing was written.'


def configure():
    """Ask, check, and write ``~/.clarifai/config``.

    Returns:
        int: the exit status: 1 when there is neither key nor PAT, or the server refuses one.

    Raises:
        UserError: the config file belongs to another program, or cannot be written.
    """
    ConfigFile().check_own()  # before anybody types for nothing
    values = _ask_all()
    key, pat = values[credentials.API_KEY], values[credentials.PAT]
    if not key and not pat:
        print(NOTHING, file=sys.stderr)
        return 1
    for name, secret, ask in (
            (credentials.API_KEY, key, _ask_with_key), (credentials.PAT, pat, _ask_with_pat)):
        if secret and not _passes(name, secret, ask, values):
            return 1
    kept = dict((name, value) for name, value in values.items() if value)
    if credentials.APP_ID in kept:
        kept[credentials.APP_SECRET] = None  # beside it the id would mean an OAuth client
    path = write_config(kept)
    print('Kept in %s' % path)
    return 0


def _ask_all():
    values = {}
    for name, find, masked in ((credentials.API_KEY, credentials.find_api_key, True),
                               (credentials.PAT, credentials.find_pat, True),
                               (credentials.USER_ID, credentials.find_user_id, False),
                               (credentials.APP_ID, credentials.find_app_id, False)):
        known = find().value
        shown = mask(known) if masked else known or ''
        values[name] = _ask('%s: [%s]: ' % (name, shown), masked) or known
    return values


def _ask(prompt, is_secret):
    """What is typed; a secret without being seen, where there is a terminal."""
    try:
        if is_secret and sys.stdin is not None and sys.stdin.isatty():
            return getpass(prompt).strip()
        return input(prompt).strip()
    except EOFError:  # nobody there to ask
        print('')
        return ''


def _passes(name, secret, ask, values):
    """Whether the server takes a credential, or cannot be asked."""
    try:
        ask(values)
    except ApiError as error:
        if is_refused(error):  # also a user or an app that does not exist
            print('%s %s was refused, so nothing was written: %s'
                  % (name, mask(secret), error), file=sys.stderr)
            return False
        print('%s could not be checked: %s' % (name, error), file=sys.stderr)
    else:
        print('%s %s is valid.' % (name, mask(secret)))
    return True


def _ask_with_key(values):
    service.open_with_key(values[credentials.API_KEY])


def _ask_with_pat(values):
    user_id, app_id = values[credentials.USER_ID], values[credentials.APP_ID]
    if user_id and app_id:
        service.open_app(values[credentials.PAT], user_id, app_id)
    else:
        service.open_public_models(values[credentials.PAT])
