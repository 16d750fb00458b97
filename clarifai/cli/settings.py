"""``clarifai config set``, ``unset`` and ``list``: settings without being asked."""
from __future__ import absolute_import, print_function

from getpass import getpass
import io
import os
import re
import sys

import six
from six.moves import input

from clarifai import credentials
from clarifai.cli import profiles
from clarifai.cli.formats import Rows
from clarifai.cli.keeping import are_taken, keep, own_file
from clarifai.cli.output import note
from clarifai.cli.wrong_use import WrongUse, as_wrong_use
from clarifai.config_file import ConfigFile, write_config
from clarifai.errors import UserError
from clarifai.redact import clean_address, mask, native, shown, shown_setting

SECRETS = (credentials.API_KEY, credentials.PAT, credentials.SESSION_TOKEN, credentials.APP_SECRET)
NAMES = {'pat': credentials.PAT, 'api_key': credentials.API_KEY, 'token': credentials.SESSION_TOKEN,
         'session_token': credentials.SESSION_TOKEN, 'user_id': credentials.USER_ID,
         'app_id': credentials.APP_ID, 'base_url': credentials.API_BASE,
         'api_base': credentials.API_BASE, 'dialect': credentials.DIALECT}
COLUMNS = ('profile', 'name', 'value')


class _Given(credentials.Sources):
    """Settings that a command line gives, as `clarifai.credentials` finds and checks them."""

    def __init__(self, values):
        super(_Given, self).__init__()
        self._values = values

    def all(self, name, argument=None):
        """The one place there is."""
        value = self._values.get(name)
        return [credentials.Setting(native(value), 'the command line')] if value else []

    def first(self, name, argument=None):
        """The `Setting` that counts; `ABSENT` when there is none."""
        return next(iter(self.all(name)), credentials.ABSENT)


def set_all(settings, is_checked):
    """Keep settings.

    Args:
        settings (list of str): ``NAME=VALUE`` each.
        is_checked (bool): whether to ask the server about them first.

    Returns:
        int: the exit status: 1 when the server refuses a credential.

    Raises:
        UserError: a setting that could be none; or a secret that others could read.
    """
    config = own_file()
    if [text.partition('=')[2] for text in settings].count('-') > 1:
        raise WrongUse('the standard input holds one value: give the others as @FILE')
    values = dict(_setting(text) for text in settings)
    given = _Given(values)
    with as_wrong_use(not any(_is_elsewhere(text) for text in settings)):
        for find in (credentials.find_api_key, credentials.find_pat,
                     credentials.find_session_token, credentials.find_dialect):
            find(sources=given)  # refuses what could be none
        if credentials.API_BASE in values:
            credentials.find_base_url(sources=given)
    known = dict(config.options, **values)
    base_url = credentials.find_base_url(sources=_Given(known)).value
    if is_checked and not are_taken(known, base_url):
        return 1
    keep(values, config)
    return 0


def _is_elsewhere(text):
    """Whether the value of ``NAME=VALUE`` is in a file or comes from the standard input."""
    value = text.partition('=')[2]
    return value == '-' or value.startswith('@')


def _setting(text):
    """Name and value of ``NAME=VALUE``."""
    name, sign, value = six.ensure_text(text, errors='replace').partition('=')
    full = _name(native(name))
    if not sign:
        raise WrongUse('%s is no NAME=VALUE' % native(name))
    if value == '-':
        value = _line_of_input(full)
    elif value.startswith('@'):
        value = _text_of(value[1:])
    elif full in SECRETS and value:
        raise WrongUse('a secret on the command line can be read by other users of this machine: '
                       'give %s=- and write it to the standard input, or %s=@FILE'
                       % (native(name), native(name)))
    value = value.strip()
    if not value or re.search(r'[\x00-\x1f\x7f]', value):
        with as_wrong_use(not _is_elsewhere(text)):
            raise UserError('the value of %s must be one line of text; "clarifai config unset %s" '
                            'takes it out' % (native(name), native(name)))
    return full, value


def _name(text):
    """The option of the config file that a name means.

    Raises:
        UserError: there is none of that name.
    """
    full = NAMES.get(text.lower().replace('-', '_'))
    if full is None and text.upper() in profiles.NAMES:
        full = text.upper()
    if full is None:
        # What is no word may be a secret in the wrong place.
        word = shown(text) if re.match('[A-Za-z_-]{1,20}$', text) else shown_setting(text)
        raise WrongUse('there is no setting %s; there are %s' % (word, ', '.join(sorted(NAMES))))
    return full


def _line_of_input(name):
    if sys.stdin is not None and sys.stdin.isatty():
        ask = getpass if name in SECRETS else input
        return six.ensure_text(ask('%s: ' % name))
    return six.ensure_text(sys.stdin.readline(), errors='replace') if sys.stdin else u''


def _text_of(path):
    try:
        with io.open(path, encoding='utf-8-sig') as source:
            return source.read()
    except (IOError, OSError) as error:
        raise UserError('%s cannot be read: %s' % (shown(native(path)), error.strerror))
    except UnicodeDecodeError:
        raise UserError('%s is not text in UTF-8' % shown(native(path)))


def unset(names):
    """Take settings out.

    Returns:
        int: the exit status.

    Raises:
        UserError: one of them is not there.
    """
    config = own_file()
    wanted = [_name(name) for name in names]
    missing = [name for name in wanted if name not in config.options]
    if missing:
        raise UserError('%s is not set in %s' % (', '.join(missing), config.path))
    print('Taken out of %s' % write_config(dict((name, None) for name in wanted),
                                           profile=config.profile))
    return 0


def show(options):
    """Print the settings of all profiles, or of the one that is chosen.

    Returns:
        int: the exit status.
    """
    wanted = os.environ.get(credentials.PROFILE)
    config = ConfigFile()
    if config.trouble:
        note(config.trouble)
    with Rows(options, COLUMNS) as printed:
        for profile in [wanted] if wanted else config.profiles:
            settings = ConfigFile(profile=profile).options
            for name in sorted(settings):
                printed.write((native(profile), native(name), _shown(name, settings[name])))
    return 0


def _shown(name, value):
    if name in (credentials.USER_ID, credentials.APP_ID, credentials.DIALECT):
        return native(value)
    return clean_address(value) if name == credentials.API_BASE else mask(value)
