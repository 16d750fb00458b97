"""Credentials are checked by the server, and kept in the config file."""
from __future__ import absolute_import, print_function

import re
import sys

from clarifai import credentials
from clarifai.cli import profiles
from clarifai.config_file import write_config
from clarifai.errors import ApiError, UserError
from clarifai.redact import mask, native, shown
from clarifai.status_codes import is_refused


def own_file():
    """The config file with the profile that is to be written, which may be new.

    Raises:
        UserError: the file belongs to another program, or the profile can have no such name.
    """
    config = credentials.Sources(may_be_new=True).file
    config.check_own()
    if re.search(r'[\[\]\x00-\x1f\x7f]', config.profile):
        raise UserError('a profile cannot be called %s: leave brackets out'
                        % shown(native(config.profile)))
    return config


def are_taken(values, base_url):
    """Whether the server takes all credentials, or cannot be asked; says so.

    Args:
        values (dict): name to value, as in the config file.
        base_url (str): the server's.
    """
    from clarifai.cli import service  # which imports what sends requests
    key, pat = values.get(credentials.API_KEY), values.get(credentials.PAT)
    user_id, app_id = values.get(credentials.USER_ID), values.get(credentials.APP_ID)

    def ask_with_pat():
        if user_id and app_id:
            service.open_app(pat, user_id, app_id, base_url)
        else:
            service.open_public_models(pat, base_url)
    with profiles.none_chosen():
        return ((not key or _is_taken(credentials.API_KEY, key,
                                      lambda: service.open_with_key(key, base_url))) and
                (not pat or _is_taken(credentials.PAT, pat, ask_with_pat)))


def _is_taken(name, secret, ask):
    """Whether the server takes a credential, or cannot be asked."""
    try:
        ask()
    except ApiError as error:
        if is_refused(error):  # also a user or an app that does not exist
            print('%s %s was refused, so nothing was written: %s'
                  % (name, mask(secret), error), file=sys.stderr)
            return False
        print('%s could not be checked: %s' % (name, error), file=sys.stderr)
    else:
        print('%s %s is valid.' % (name, mask(secret)))
    return True


def keep(values, config):
    """Write settings to the config file.

    Args:
        values (dict): name to value, or to None to take it out.
        config (ConfigFile): what `own_file` gave.
    """
    if values.get(credentials.APP_ID):
        # Beside it the id would mean an OAuth client.
        values = dict(values, **{credentials.APP_SECRET: None})
    print('Kept in %s' % write_config(values, profile=config.profile))
