"""The key in the headers of a request."""
import re
from collections.abc import Mapping

from clarifai.sandbox import errors

SCHEMES = ('Key', 'Bearer')
BOTH_FORMS = "The header is 'Authorization: Key YOUR_KEY', or 'Authorization: Bearer YOUR_KEY'"
# What programs send that had no key.
NO_KEYS = ('None', 'null', 'undefined')
_WELL_FORMED = re.compile(r'[\w.~+/=-]+$', re.ASCII)


def header_of(headers: Mapping[str, str]) -> str:
    """Return the ``Authorization`` header, '' without one.

    A session token, which has a header of its own, opens what a PAT opens.
    """
    token = headers.get('X-Clarifai-Session-Token', '')
    return headers.get('Authorization') or (token and f'{SCHEMES[0]} {token}')


def key_of(header: str, platform: bool) -> str:
    """Return the key in an ``Authorization`` header.

    Args:
        header: the value of the header, '' where there is none.
        platform: whether the rules of today's platform hold, which tells upper case from lower.

    Raises:
        errors.RequestError: there is no key, or none that could be one.
    """
    scheme, _, key = header.strip().partition(' ')
    return _of_platform(scheme, key.strip()) if platform else _of_any(scheme, key.strip())


def _of_any(scheme: str, key: str) -> str:
    if scheme.lower() not in [known.lower() for known in SCHEMES]:
        raise errors.NoCredentials(BOTH_FORMS + '; the sandbox takes any key, and each key is an '
                                   'app of its own.')
    if not key:
        raise errors.BadKey('The key in the Authorization header is empty; any other will do.')
    return key


def _of_platform(scheme: str, key: str) -> str:
    if scheme not in SCHEMES or not key:
        raise errors.MalformedAuthorization(
            'Empty or malformed authorization header. Please provide an API key or session '
            'token. %s, with the first letter in upper case.' % BOTH_FORMS)
    if key in NO_KEYS:
        raise errors.UnknownKey(f'invalid key({key})')
    if not _WELL_FORMED.match(key):
        raise errors.BadKey('Invalid format of key.')
    return key
