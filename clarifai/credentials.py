"""Where keys, names and the base URL come from: constructor, environment, config file.

For each value the first of the three that has it counts.  The file is ``~/.clarifai/config``, an
INI file with one section ``[clarifai]`` whose options are called like the environment variables.
"""
from __future__ import absolute_import

from collections import namedtuple
import errno
import io
import os
import re

import six

from clarifai.errors import UserError
from clarifai.redact import clean, shown

SECTION = 'clarifai'
API_KEY = 'CLARIFAI_API_KEY'
API_BASE = 'CLARIFAI_API_BASE'
PAT = 'CLARIFAI_PAT'
SESSION_TOKEN = 'CLARIFAI_SESSION_TOKEN'
USER_ID = 'CLARIFAI_USER_ID'
APP_ID = 'CLARIFAI_APP_ID'
APP_SECRET = 'CLARIFAI_APP_SECRET'
DIALECT = 'CLARIFAI_DIALECT'
DEFAULT_BASE = 'api.clarifai.com'

# A host with or without scheme, user, port and path; no query and no fragment.
BASE_URL = re.compile(
    r'^(?:(?P<scheme>https?)://)?'
    r'(?P<rest>(?:[^/\s?#@]+@)?(?:\[[0-9a-f:.]+\]|[^/\s?#:@]+)(?::\d+)?(?:/[^\s?#]*)?)$', re.I)

# A value and where it was found: 'argument', 'environment', the path of a file, or 'default'.
Setting = namedtuple('Setting', 'value source')
ABSENT = Setting(None, '')

_last_read = {}


def home():
    """The user's home: ``HOME``, or what Windows has in its place."""
    if os.name == 'nt' and os.environ.get('HOMEPATH'):
        return os.environ['HOMEPATH']
    return os.environ.get('HOME') or os.environ.get('HOMEPATH') or os.path.expanduser('~')


def config_path():
    """The path of the config file, whether it exists or not."""
    return os.path.join(home(), '.clarifai', 'config')


def read_config(path=None):
    """The options of the config file.

    Args:
        path (str): the file; None for the user's own.

    Returns:
        dict: option to value, both text; empty when there is no such file.

    Raises:
        UserError: the file cannot be read or is not a config file; the message names it.
    """
    path = path or config_path()
    try:
        state = os.stat(path)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return {}
        raise UserError('the config file %s cannot be read: %s' % (path, error.strerror))
    stamp = (path, state.st_mtime, state.st_size, state.st_ino)
    if _last_read.get('stamp') != stamp:  # a client looks up half a dozen values one by one
        _last_read.update(stamp=stamp, options=_options(path))
    return dict(_last_read['options'])


def _options(path):
    parser = _parse(path)
    if not parser.has_section(SECTION):
        return {}
    return dict((name, value.strip()) for name, value in parser.items(SECTION))


def write_config(values, path=None):
    """Set options in the config file and keep all others.

    The file is written beside its place and moved there when whole, readable by its owner only.

    Args:
        values (dict): option to text, or to None to remove it.
        path (str): the file; None for the user's own.

    Returns:
        str: the path of the file.

    Raises:
        UserError: the file or its folder cannot be read or written; the message names it.
    """
    path = path or config_path()
    parser = _parse(path) if os.path.exists(path) else _new_parser()
    section = six.text_type(SECTION)
    if not parser.has_section(section):
        parser.add_section(section)
    for name, value in values.items():
        if value is None:
            parser.remove_option(section, six.text_type(name))
        else:
            parser.set(section, six.text_type(name), six.text_type(value))
    text = io.StringIO()
    parser.write(text)
    try:
        _replace_file(path, text.getvalue().encode('utf-8'))
    except (IOError, OSError) as error:
        raise UserError('the config file %s cannot be written: %s' % (path, error.strerror))
    return path


def is_loopback(base_url):
    """Whether a base URL leads to this machine."""
    host = BASE_URL.match(base_url).group('rest').rsplit('@', 1)[-1].split('/', 1)[0]
    host = host.rsplit(']', 1)[0].lstrip('[') if host.startswith('[') else host.split(':')[0]
    return (host in ('localhost', '::1') or host.endswith('.localhost') or
            (host.startswith('127.') and host.replace('.', '').isdigit()))


def find_api_key(argument=None):
    """The API key and where it came from.

    Args:
        argument (str): what the constructor was given, or None.

    Returns:
        Setting: its value is None when there is no key anywhere.

    Raises:
        UserError: the key is not usable text, or the config file cannot be read.
    """
    return _find_secret(API_KEY, 'api_key', argument)


def find_pat(argument=None):
    """The personal access token and where it came from; as `find_api_key`."""
    return _find_secret(PAT, 'pat', argument)


def find_pat_or_token(pat=None, token=None):
    """The PAT and the session token: the one of them that counts, and `ABSENT` for the other.

    They do the same, so one is enough: an argument beats the environment, which beats the config
    file, and at one place the PAT beats the token.

    Args:
        pat (str), token (str): what the constructor was given, or None.

    Returns:
        tuple: two `Setting`.

    Raises:
        UserError: both are given, or one of them is not usable text.
    """
    if pat and token:
        raise UserError('pat and token are two ways to say who you are: give one of them')
    found, found_token = find_pat(pat), _find_secret(SESSION_TOKEN, 'token', token)
    if found_token.value and (not found.value or _rank(found_token) < _rank(found)):
        return ABSENT, found_token
    return found, ABSENT


def _rank(setting):
    return {'argument': 0, 'environment': 1}.get(setting.source, 2)


def find_user_id(argument=None):
    """The id of the user who owns the app, and where it came from; as `find_api_key`."""
    return _find(USER_ID, _text('user_id', argument))


def find_app_id(argument=None, app_secret=None):
    """The id of the app, and where it came from; as `find_api_key`.

    Beside a secret the same name meant an OAuth client until 2.2.3: then it names no app.

    Args:
        argument (str): what the constructor was given, or None.
        app_secret (str): the OAuth secret that came with it, or None.
    """
    found = _find(APP_ID, None if app_secret else _text('app_id', argument))
    if found.source == 'argument':
        return found
    return ABSENT if find_app_secret().source == found.source else found


def find_dialect(argument=None):
    """Which API to speak, and where that was said: 'legacy', 'platform' or None.

    Raises:
        UserError: it is neither.
    """
    setting = _find(DIALECT, _text('dialect', argument))
    if setting.value not in (None, 'legacy', 'platform'):
        raise UserError('dialect must be "legacy" or "platform", not %s from %s'
                        % (shown(setting.value), _place(setting)))
    return setting


def _find_secret(name, argument_name, argument):
    setting = _find(name, _text(argument_name, argument))
    if setting.value and not _is_header_text(setting.value):
        raise UserError('%s from %s has characters that no such key has; copy it again from your '
                        'Clarifai account' % (name, _place(setting)))
    return setting


def _text(name, argument):
    if argument is not None and not isinstance(argument, six.string_types):
        raise UserError('%s must be text, not %s' % (name, type(argument).__name__))
    return argument


def find_base_url(argument=None):
    """The base URL with its scheme and without a slash at its end, and where it came from.

    Args:
        argument (str): what the constructor was given, or None.

    Returns:
        Setting: a URL such as ``https://api.clarifai.com``; https unless another is stated.

    Raises:
        UserError: it is no http or https URL, or the config file cannot be read.
    """
    setting = _find(API_BASE, _text('base_url', argument))
    if not setting.value:
        setting = Setting(DEFAULT_BASE, 'default')
    found = BASE_URL.match(setting.value)
    if not found:
        raise UserError('the base URL %s from %s is not usable; write it like '
                        'https://api.clarifai.com' % (shown(clean(setting.value)),
                                                      _place(setting)))
    scheme = (found.group('scheme') or 'https').lower()
    return Setting('%s://%s' % (scheme, found.group('rest').rstrip('/')), setting.source)


def find_app_secret(argument=None):
    """The OAuth secret of 2.0 to 2.2, of no use any more but worth a word to its owner."""
    return _find(APP_SECRET, argument)


def _find(name, argument):
    if argument:
        return Setting(argument.strip(), 'argument')
    value = os.environ.get(name, '').strip()
    if value:
        return Setting(value, 'environment')
    path = config_path()
    value = read_config(path).get(name)
    return Setting(value, path) if value else ABSENT


def _place(setting):
    return {'argument': 'the constructor', 'environment': 'the environment'}.get(
        setting.source, setting.source)


def _is_header_text(text):
    return all(32 < ord(char) < 127 for char in text)


def _new_parser():
    # Loaded when there is a file to read: it takes longer to import than the rest of this package.
    from configparser import ConfigParser
    parser = ConfigParser(interpolation=None)
    parser.optionxform = six.text_type
    return parser


def _parse(path):
    from configparser import Error
    parser, problem = _new_parser(), None
    try:
        with io.open(path, encoding='utf-8-sig') as handle:
            parser.read_string(handle.read(), source=six.text_type(path))
    except (IOError, OSError) as error:
        problem = 'cannot be read: %s' % error.strerror
    except (Error, UnicodeDecodeError) as error:
        problem = ('is malformed (%s); mend it, or remove it and run "clarifai config"'
                   % _kind(error))
    if problem:  # raised here, so that no traceback shows the parser's error, which quotes lines
        raise UserError('the config file %s %s' % (path, problem))
    return parser


def _kind(error):
    """What is wrong with a config file, without quoting its lines: a key may stand there."""
    line = getattr(error, 'lineno', None)
    if not line and getattr(error, 'errors', None):
        line = error.errors[0][0]
    name = 'it is not UTF-8 text' if isinstance(error, UnicodeDecodeError) else type(error).__name__
    return '%s in line %d' % (name, line) if line else name


def _replace_file(path, data):
    import tempfile  # slow to import, and only "clarifai config" comes here
    path = os.path.realpath(path)  # a link stays a link
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        os.makedirs(folder, 0o700)
    handle, temporary = tempfile.mkstemp(prefix='.config-', dir=folder)  # created with mode 0600
    try:
        with os.fdopen(handle, 'wb') as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        _move(temporary, path)
    except BaseException:
        os.remove(temporary)
        raise


def _move(source, target):
    if hasattr(os, 'replace'):
        os.replace(source, target)
        return
    if os.name == 'nt' and os.path.exists(target):  # 2.7 on Windows cannot rename over a file
        os.remove(target)
    os.rename(source, target)
