"""Where keys, names and the base URL come from: constructor, environment, config file.

For each value the first of the three that has it counts; see `clarifai.config_file`.  Of the file a
section counts: ``[clarifai]``, or the profile that ``CLARIFAI_PROFILE`` names.
"""
from __future__ import absolute_import

from collections import namedtuple
import os
import re

from clarifai import deprecation
from clarifai.compat import string_types
from clarifai.config_file import SECTION, ConfigFile
from clarifai.errors import UserError
from clarifai.redact import clean_address, mask, native, shown

API_KEY = 'CLARIFAI_API_KEY'
API_BASE = 'CLARIFAI_API_BASE'
PAT = 'CLARIFAI_PAT'
SESSION_TOKEN = 'CLARIFAI_SESSION_TOKEN'
USER_ID = 'CLARIFAI_USER_ID'
APP_ID = 'CLARIFAI_APP_ID'
APP_SECRET = 'CLARIFAI_APP_SECRET'
DIALECT = 'CLARIFAI_DIALECT'
PROFILE = 'CLARIFAI_PROFILE'
DEFAULT_BASE = 'api.clarifai.com'
ARGUMENT, ENVIRONMENT = 'argument', 'environment'

# A host with or without scheme, user, port and path; no query and no fragment.
BASE_URL = re.compile(
    r'^(?:(?P<scheme>https?)://)?'
    r'(?P<user>[^/\s?#@]+@)?(?P<host>\[[0-9a-f:.]+\]|[^/\s?#:@\[\]]+)(?::(?P<port>\d+))?'
    r'(?P<path>/[^\s?#]*)?$', re.I)
# The path of all requests, which is put behind the base anyway.
_VERSION = r'(/+v2)?/*$'
_LOOPBACK = frozenset(('localhost', '0.0.0.0', '[::]', '[::1]'))
_LONGEST_LABEL = 63  # characters between the dots of a host's name
_SECURE_PORTS = (443, 8443)
_KEY_LIKE = r'(?i)\b[0-9a-f]{32}\b'

# A value and where it was found: 'argument', 'environment', the path of a file, or 'default'.
Setting = namedtuple('Setting', 'value source')
ABSENT = Setting(None, '')


class Sources(object):
    """The environment and the config file, as one client finds them.

    The file is read once, and only when a value is neither an argument nor in the environment.  One
    that cannot be read is as good as none.

    Args:
        path (str): the config file; None for the user's own.
        may_be_new (bool): whether a profile that the file has not is as good as empty, as it is for
            whoever writes it.
    """

    def __init__(self, path=None, may_be_new=False):
        self._path = path
        self._file = None
        self._may_be_new = may_be_new

    @property
    def file(self):
        """The `ConfigFile`, also one without the profile that is named."""
        if self._file is None:
            self._file = ConfigFile(self._path, _unquoted(os.environ.get(PROFILE) or '') or SECTION)
        return self._file

    @property
    def trouble(self):
        """What of the config file could not be read, or None; None too when it was not needed."""
        return self._file.trouble if self._file is not None else None

    def all(self, name, argument=None):
        """Every place that has a value.

        Args:
            name (str): what it is called in the environment and the file.
            argument (str): what the constructor was given, or None.

        Yields:
            Setting: the one that counts first.

        Raises:
            UserError: the profile that is named is not in the file.
        """
        for value, source in ((argument, ARGUMENT), (os.environ.get(name), ENVIRONMENT)):
            value = _unquoted(value or '')
            if value:
                yield Setting(value, source)
        config = self.file
        is_named = config.profile != SECTION
        if is_named and not config.has_profile and not self._may_be_new:
            raise _no_profile(config)
        value = config.options.get(name)
        if value:
            yield Setting(value, config.path if not is_named else '%s, profile %s' % (
                config.path, native(config.profile)))

    def first(self, name, argument=None):
        """The `Setting` that counts; `ABSENT` when there is none."""
        return next(self.all(name, argument), ABSENT)


def _no_profile(config):
    """The error for a profile that is named and not there."""
    if not config.exists:
        return UserError('there is no profile %s: the config file %s does not exist; "clarifai '
                         'config --profile %s" makes both'
                         % (shown(native(config.profile)), config.path, native(config.profile)))
    return UserError('there is no profile %s in the config file %s; %s'
                     % (shown(native(config.profile)), config.path,
                        config.trouble or 'it has %s' % (
                            ', '.join(map(native, config.profiles)) or 'none')))


def is_loopback(url):
    """Whether a URL without a query leads to this machine."""
    found = BASE_URL.match(url)
    return bool(found) and _is_loopback_host(found.group('host').lower())


def _is_loopback_host(host):
    host = host[:-1] if host.endswith('.') else host
    if host in _LOOPBACK or host.endswith('.localhost') or host.startswith('[::ffff:127.'):
        return True
    numbers = host.split('.')
    return (numbers[0] == '127' and 2 <= len(numbers) <= 4 and
            all(number.isdigit() for number in numbers))


def find_api_key(argument=None, sources=None):
    """The API key and where it came from.

    Args:
        argument (str): what the constructor was given, or None.
        sources (Sources): where else to look; None to look anew.

    Returns:
        Setting: its value is None when there is no key anywhere.

    Raises:
        UserError: the key is not usable text.
    """
    return _find_secret(API_KEY, 'api_key', argument, sources)


def find_pat(argument=None, sources=None):
    """The personal access token and where it came from; as `find_api_key`."""
    return _find_secret(PAT, 'pat', argument, sources)


def find_session_token(argument=None, sources=None):
    """The session token in place of a PAT, and where it came from; as `find_api_key`."""
    return _find_secret(SESSION_TOKEN, 'token', argument, sources)


def find_pat_or_token(pat=None, token=None, sources=None):
    """The PAT and the session token: the one of them that counts, and `ABSENT` for the other.

    They do the same, so one is enough: an argument beats the environment, which beats the config
    file, and at one place the PAT beats the token.

    Args:
        pat (str), token (str): what the constructor was given, or None.
        sources (Sources): as of `find_api_key`.

    Returns:
        tuple: two `Setting`.

    Raises:
        UserError: both are given, or one of them is not usable text.
    """
    if pat and token:
        raise UserError('pat and token are two ways to say who you are: give one of them')
    sources = sources or Sources()
    found = find_pat(pat, sources)
    found_token = find_session_token(token, sources)
    if found_token.value and (not found.value or _rank(found_token) < _rank(found)):
        return ABSENT, found_token
    return found, ABSENT


def _rank(setting):
    return {ARGUMENT: 0, ENVIRONMENT: 1}.get(setting.source, 2)


def find_user_id(argument=None, sources=None):
    """The id of the user who owns the app, and where it came from; as `find_api_key`."""
    return _found(USER_ID, 'user_id', argument, sources)


def find_app_id(argument=None, app_secret=None, sources=None):
    """The id of the app, and where it came from; as `find_api_key`.

    Beside a secret the same name meant an OAuth client until 2.2.3: there it names no app, and the
    next place is asked.

    Args:
        argument (str): what the constructor was given, or None.
        app_secret (str): the OAuth secret that came with it, or None.
        sources (Sources): as of `find_api_key`.
    """
    sources = sources or Sources()
    oauth = _sources_of_secrets(sources, app_secret)
    for setting in sources.all(APP_ID, _text('app_id', argument)):
        if setting.source not in oauth:
            return setting
    return ABSENT


def find_dialect(argument=None, sources=None):
    """Which API to speak, and where that was said: 'legacy', 'platform' or None.

    Raises:
        UserError: it is neither.
    """
    setting = _found(DIALECT, 'dialect', argument, sources)
    if setting.value not in (None, 'legacy', 'platform'):
        is_word = re.match('[A-Za-z]{1,12}$', setting.value)
        raise UserError('dialect must be "legacy" or "platform", not %s from %s'
                        % (shown(setting.value) if is_word else mask(setting.value),
                           _place(setting)))
    return setting


def find_base_url(argument=None, sources=None):
    """The base URL with its scheme and without a slash at its end, and where it came from.

    Args:
        argument (str): what the constructor was given, or None.
        sources (Sources): as of `find_api_key`.

    Returns:
        Setting: a URL such as ``https://api.clarifai.com``; https unless another is stated, or the
        address is that of a server on this machine or at a port that is not one of https.

    Raises:
        UserError: it is no http or https URL.
    """
    setting = _found(API_BASE, 'base_url', argument, sources)
    if not setting.value:
        setting = Setting(DEFAULT_BASE, 'default')
    found = BASE_URL.match(setting.value)
    if not found or not _is_address(found):
        address = re.sub(_KEY_LIKE, '****', re.sub(r'[?#].*', '?...', clean_address(setting.value)))
        raise UserError('the base URL %s from %s is not usable; write it like '
                        'https://api.clarifai.com' % (shown(address), _place(setting)))
    path = found.group('path') or ''
    if _has_key(found.group('host') + path):
        raise UserError('the base URL from %s has what looks like a key in it; write it like '
                        'https://api.clarifai.com, and give the key as api_key or pat'
                        % _place(setting))
    scheme = (found.group('scheme') or _scheme_of(found)).lower()
    user, host = found.group('user') or '', found.group('host')
    port = ':' + found.group('port') if found.group('port') else ''
    path = re.sub(_VERSION, '', path) if path else ''
    return Setting('%s://%s%s%s%s' % (scheme, user, host, port, path), setting.source)


def find_app_secret(argument=None, sources=None):
    """The OAuth secret of 2.0 to 2.2, of no use any more but worth a word to its owner."""
    return (sources or Sources()).first(APP_SECRET, argument)


def no_credentials(door='ClarifaiApp', app_id=None, app_secret=None, sources=None):
    """The error for a client that found neither an API key nor a PAT.

    Args:
        door (str): the class that a user makes.
        app_id (str), app_secret (str): what its constructor was given.
        sources (Sources): where it looked; None to look again.

    Returns:
        UserError: it says where a key can be set, and what was found in its place.
    """
    sources = sources or Sources()
    message = ('no credentials: set CLARIFAI_PAT or CLARIFAI_API_KEY, run "clarifai config", or '
               'give {0}(pat=...) or {0}(api_key=...)'.format(door))
    secret = find_app_secret(app_secret, sources)
    if secret.value:
        name = 'app_secret' if secret.source == ARGUMENT else '%s from %s' % (
            APP_SECRET, _place(secret))
        message = ('an app_id and its secret (%s) are of no use since 2018, when Clarifai replaced '
                   'OAuth tokens by API keys; %s' % (name, message))
    elif isinstance(app_id, string_types) and re.match(_KEY_LIKE + '$', app_id.strip()):
        message = ('the first argument is app_id, and what was given looks like a key: say '
                   '{0}(api_key=...) or {0}(pat=...)'.format(door))
    config = sources.file
    if config.trouble:
        message += '. ' + config.trouble
    elif config.exists:
        of_profile = '' if config.profile == SECTION else 'profile %s of the ' % native(
            config.profile)
        message += '. The %sconfig file %s has neither' % (of_profile, config.path)
    if config.stray_line:
        message += ('; its line %d may be meant for one: below [%s], write '
                    'CLARIFAI_PAT = ... or CLARIFAI_API_KEY = ...'
                    % (config.stray_line, native(config.profile)))
        if config.profiles and not config.has_profile:
            message += ('. Or choose a profile with CLARIFAI_PROFILE, or --profile of the '
                        'command: %s' % ', '.join(native(name) for name in config.profiles))
    return UserError(message)


def warn_about(sources, key, token, app_id=None, app_secret=None):
    """Warn of what a client found and makes no use of.

    Args:
        sources (Sources): where it looked.
        key (Setting), token (Setting): its API key, and its PAT or session token, as far as there
            are any.
        app_id (str), app_secret (str): what its constructor was given.
    """
    if sources.trouble:
        deprecation.warn('%s; what only that file says is not known' % sources.trouble,
                         UserWarning)
    what = 'app_id and app_secret' if app_secret else None
    if what is None and token.value and not app_id and _oauth_place(sources):
        what = '%s and %s from %s' % (APP_ID, APP_SECRET, _oauth_place(sources))
    if what is not None:
        deprecation.warn(
            '%s are an OAuth id and its secret, of no use since 2018: Clarifai takes API keys and '
            'personal access tokens. Going on with the %s from %s, %s.'
            % (what, 'PAT' if token.value else 'API key', _place(token if token.value else key),
               _app_in_words(find_app_id(app_id, app_secret, sources), bool(token.value))))


def _app_in_words(app, has_pat):
    if has_pat and not app.value:
        return ('without an app of your own: name it by CLARIFAI_APP_ID where no '
                'CLARIFAI_APP_SECRET stands beside it, such as in the config file')
    name = 'the one app that it was made for'
    if has_pat:
        name = 'the one app %s that %s names' % (shown(native(app.value)), _place(app))
    return 'in %s, whichever such pair a script gives' % name


def app_hint(sources=None):
    """Why no app is known although one is named: a sentence, or ''."""
    place = _oauth_place(sources or Sources())
    if not place:
        return ''
    return ('CLARIFAI_APP_ID from %s is taken for the id of an OAuth client, since '
            'CLARIFAI_APP_SECRET stands beside it: remove that one.' % place)


def _oauth_place(sources):
    """Where an OAuth id stands beside its secret, in words; None where nothing does."""
    oauth = _sources_of_secrets(sources)
    for setting in sources.all(APP_ID):
        if setting.source in oauth:
            return _place(setting)
    return None


def _sources_of_secrets(sources, app_secret=None):
    return set(setting.source for setting in sources.all(APP_SECRET, app_secret))


def _found(name, argument_name, argument, sources):
    return (sources or Sources()).first(name, _text(argument_name, argument))


def _find_secret(name, argument_name, argument, sources):
    setting = _found(name, argument_name, argument, sources)
    if setting.value and not _is_header_text(setting.value):
        raise UserError('%s from %s has characters that no such key has; copy it again from your '
                        'Clarifai account' % (name, _place(setting)))
    return setting


def _text(name, argument):
    if argument is not None and not isinstance(argument, string_types):
        raise UserError('%s must be text, not %s' % (name, type(argument).__name__))
    return argument


def _unquoted(text):
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in '"\'':
        return text[1:-1].strip()
    return text


def _is_address(found):
    host, port = found.group('host'), found.group('port')
    return (all(len(label) <= _LONGEST_LABEL for label in host.split('.')) and
            (port is None or 0 < int(port) < 65536))


def _has_key(address):
    # Most are shorter, and then nothing is compiled.
    return len(address) >= 32 and re.search(_KEY_LIKE, address) is not None


def _scheme_of(found):
    """The scheme of an address that states none."""
    port = found.group('port')
    if port is not None and int(port) in _SECURE_PORTS:
        return 'https'
    return 'http' if port is not None or is_loopback(found.group('host')) else 'https'


def _place(setting):
    return {ARGUMENT: 'the constructor', ENVIRONMENT: 'the environment'}.get(
        setting.source, setting.source)


def _is_header_text(text):
    return all(32 < ord(char) < 127 and char not in '"\'' for char in text)
