"""Texts for people: secrets masked, pictures shortened.

Log lines, error messages, reprs and ``clarifai diagnose`` all go through here.
"""
from __future__ import absolute_import

import json
import re
import sys

from clarifai.answers import json_object
from clarifai.compat import string_types, text_type

LONGEST_TEXT = 80
LONGEST_NAME = 260  # of a path or URL, which is of no use without its end
_LONG_WORD = r'[^\s\'"]{600,}'
SHORTEST_SECRET = 8  # a shorter one is a part of ordinary words, and no secret that a service gives
# Compiled when first needed, which is not on import.
_KEY_IN_TEXT = r'\b(Key|Bearer|Basic)\s+[\w+/=.-]{16,}'
# Also with a slash in a password that nobody has encoded, but not with one after host and port.
_USER_IN_URL = r'(://)(?:[^/\s"\']+|[^/:\s"\']+:(?!\d+/)[^\s"\']+)@'
# The id of an API key is the key itself.
_KEY_IN_PATH = r'(/v2(?:/users/[^/\s]+)?(?:/apps/[^/\s]+)?/keys/)[^/?#\s\'"]+'
# Fields that hold what nobody else may know, and things of which one field is such.
_SECRET_FIELDS = frozenset(('password', 'plaintext', 'secret', 'token', 'account_key', 'gcp_creds',
                            'app_pat', 'authorization_value'))
_SECRET_PARTS = {'key': 'id', 'keys': 'id', 'secret': 'value', 'secrets': 'value'}
# The same at the end of a place such as ``secrets[0].value``, and what holds them.
_SECRET_PLACE = (r'(?i)(?:^|\.)(?:password|plaintext|secrets?|token|account_key|gcp_creds|app_pat|'
                 r'authorization_value|keys?|key_id|keys?(?:\[\d+\])?\.id|'
                 r'secrets?(?:\[\d+\])?\.value)(?:\[\d+\])?$')
# What moves a terminal's cursor, ends a line, or turns the direction of text; and halves of
# characters, which cannot be written at all.  Where text is UTF-16, halves come in pairs.
_CONTROL = (u'[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069%s]'
            % (u'\ud800-\udfff' if sys.maxunicode > 0xffff else u''))
_SHORT = {u'\n': u'\\n', u'\r': u'\\r', u'\t': u'\\t'}


def mask(secret):
    """Hide a secret but for its last four characters, as 2.x prompts did.

    Args:
        secret (str): a key, or None.

    Returns:
        str: ``'****abcd'``; ``''`` for None or an empty text.  Of a secret shorter than twelve
        characters nothing is shown: four characters would be too much of it.
    """
    if not secret:
        return ''
    return '****' + (secret[-4:] if len(secret) >= 12 else '')


def clean(text, secrets=()):
    """Take credentials out of a text that came from somewhere else (an exception, a URL).

    Args:
        text (str): any text.
        secrets (iterable of str): values that must not appear in it, of `SHORTEST_SECRET`
            characters at least.

    Returns:
        str: the text with these values, authorization headers, ``user:password@`` and keys in
        paths masked.
    """
    text = re.sub(_KEY_IN_TEXT, r'\1 ****', _without(text, secrets))
    text = re.sub(_KEY_IN_PATH, r'\1****', text)
    return re.sub(_USER_IN_URL, r'\1****@', text)


def clean_address(address):
    """Take user and password out of an address that may have no scheme, such as a proxy's.

    Args:
        address (str): it, and nothing else.

    Returns:
        str: the address with ``****`` in place of all that stands before its last ``@``.
    """
    return re.sub(r'(?is)^([a-z][a-z0-9+.-]*://|).*@', r'\1****@', address)


def masked(value, secrets):
    """Take secrets out of the texts of JSON that was read: of values, not of the names of fields.

    Args:
        value: the JSON; its lists and dicts are changed, unless nothing in them is.
        secrets (iterable of str): as for `clean`.

    Returns:
        `value`, or another text in its place.
    """
    secrets = _long_enough(secrets)
    if isinstance(value, string_types):
        return _without(value, secrets)
    waiting = [value] if secrets else []
    while waiting:  # and no recursion: an answer may be nested as deep as its server likes
        part = waiting.pop()
        if not hasattr(part, 'items') and not isinstance(part, list):
            continue
        for place, inner in list(part.items() if hasattr(part, 'items') else enumerate(part)):
            if isinstance(inner, string_types):
                part[place] = _without(inner, secrets)
            else:
                waiting.append(inner)
    return value


def masked_content(content, secrets):
    """A body without secrets: JSON again if it was JSON, and itself if they are not in it.

    Args:
        content (bytes): the body, or None.
        secrets (iterable of str): as for `clean`.

    Returns:
        bytes: it, or another in its place.
    """
    found = [secret.encode('utf-8') for secret in _long_enough(secrets)]
    if not content or not any(secret in content for secret in found):
        return content
    answer = json_object(content)
    if answer is not None:
        return json.dumps(masked(answer, secrets)).encode('ascii')
    for secret in found:
        content = content.replace(secret, mask(secret.decode('utf-8')).encode('ascii'))
    return content


def _long_enough(secrets):
    return [secret for secret in secrets if secret and len(secret) >= SHORTEST_SECRET]


def _without(text, secrets):
    for secret in _long_enough(secrets):
        text = text.replace(secret, mask(secret))
    return text


def printable(text):
    """A text on one line that steers no terminal: ``\\n`` and ``\\x1b`` are written out.

    What comes from a server goes through this before it is shown: a line break in it would forge
    a line of a log.

    Args:
        text (str): any text.

    Returns:
        str: as this Python's messages are, bytes in UTF-8 on 2.7.
    """
    if isinstance(text, bytes):
        text = text.decode('utf-8', 'replace')
    return native(re.sub(_CONTROL, _written_out, text))


def brief(text):
    """A text in which no word is as long as a picture: such a one is its beginning and its length.

    A server repeats what it was sent, and a data URL in the place of a URL is a whole picture.

    Args:
        text (str): a message.
    """
    return re.sub(_LONG_WORD, lambda found: '%s... (%d characters)' % (
        found.group()[:60], len(found.group())), text)


def _written_out(match):
    character = match.group()
    number = ord(character)
    return _SHORT.get(character) or (u'\\x%02x' if number < 256 else u'\\u%04x') % number


def shorten(value, limit=LONGEST_TEXT):
    """A text (or bytes) for display: whole when short, else its beginning and its length.

    Args:
        value (str or bytes): what to show, usually a picture in base64.
        limit (int): the number of characters from which it is shortened.

    Returns:
        str or bytes: `value` itself, or a text such as ``'iVBORw0K... (10240 characters)'``.
    """
    if not isinstance(value, (text_type, bytes, bytearray)) or len(value) <= limit:
        return value
    start = value[:12]
    if not isinstance(start, text_type):
        start = bytes(start).decode('ascii', 'replace')
    return '%s... (%d characters)' % (start, len(value))


def shown(value, limit=LONGEST_TEXT):
    """Any value as a message shows it: short, and never a whole picture.

    Args:
        value: what a caller gave.
        limit (int): the number of characters from which it is described and not shown; of a text
            that cannot be base64, such as most paths, `LONGEST_NAME` if that is more.
    """
    if isinstance(value, string_types) and re.search(r'[^A-Za-z0-9+/=]', value):
        limit = max(limit, LONGEST_NAME)
    if isinstance(value, (text_type, bytes, bytearray)):
        return repr(shorten(value, limit))
    text = repr(value)
    if len(text) <= 2 * limit:
        return text
    return '<a long %s>' % type(value).__name__


def shown_setting(value):
    """The wrong value of a setting for a message; a text is masked, since it may be a key.

    Args:
        value: what a caller gave.
    """
    if isinstance(value, (text_type, bytes)) and len(value) >= SHORTEST_SECRET:
        return repr('****')
    return shown(value)


def shown_at(place, value):
    """A wrong value for a message; of one that may be a secret only its type.

    Args:
        place (str): what it was given for, such as ``secrets[0].value``.
        value: what a caller gave.
    """
    return 'the %s that was given' % type(value).__name__ if is_secret(place) else shown(value)


def is_secret(place):
    """Whether what is given for a place may be a secret, by the names at its end."""
    return re.search(_SECRET_PLACE, place) is not None


def summary(value, secrets=()):
    """JSON on one line for a log: whole but for long texts, and without credentials.

    Also without those that it is about, such as passwords and the keys of an app.

    Args:
        value: JSON, perhaps with other objects in it, which are shown by their repr.
        secrets (iterable of str): values that must not appear.
    """
    return clean(json.dumps(_shortened(value), default=repr), secrets)


def _shortened(value, name='', above=''):
    """A part of JSON for a log, by the names of its field and of the one that has this."""
    if isinstance(value, dict):
        return dict((field, _shortened(part, field, name)) for field, part in value.items())
    if isinstance(value, (list, tuple)):
        return [_shortened(part, name, above) for part in value]
    if value and (name in _SECRET_FIELDS or _SECRET_PARTS.get(above) == name) and \
            isinstance(value, (text_type, bytes)):
        return '****'
    value = shorten(value)
    return value.decode('utf-8', 'replace') if isinstance(value, bytes) else value


def native(value):
    """A value as this Python's ``str``: 2.7 wants bytes where messages are printed."""
    if isinstance(value, str):
        return value
    if isinstance(value, text_type):
        return value.encode('utf-8')
    return str(value)
