"""Addresses of things on Clarifai, such as https://clarifai.com/clarifai/main/models/general."""
from __future__ import annotations

import re
from typing import Any, Mapping, NamedTuple
from urllib.parse import unquote, urlsplit

from clarifai.errors import UserError
from clarifai.redact import clean, shown

SITE = 'https://clarifai.com'
# What stands in an address for each class.
KINDS = {'apps': 'App', 'datasets': 'Dataset', 'models': 'Model', 'modules': 'Module',
         'workflows': 'Workflow'}


class Place(NamedTuple):
    """Whose thing it is, and its ids; '' where one is not known."""

    user_id: str
    app_id: str
    id: str
    version_id: str = ''


def identify(kind: str, argument: str, url: str | None, given: str | None,
             options: Mapping[str, Any]) -> Place:
    """Find out what an object is about, from an address or from an id.

    Args:
        kind (str): one of `KINDS`.
        argument (str): what the class calls the id, such as 'model_id'.
        url (str), given (str): the address, or the id.
        options (dict): what else was given, of which `user_id` and `app_id` are read.

    Raises:
        UserError: both or neither are given, the address is none, or it names another user or app
            than `options` do.
    """
    name = KINDS[kind]
    if url and given:
        raise UserError('%s takes url or %s, not both: the address has the id in it'
                        % (name, argument))
    if url:
        place = place_of(url, kind)
        for option in ('user_id', 'app_id'):
            other = options.get(option)
            if other and other != getattr(place, option):
                raise UserError('url names the %s %s, and %s=%s was given: leave that out'
                                % (option, shown(getattr(place, option)), option, shown(other)))
        return place
    if not given:
        raise UserError('%s needs url or %s: say which one' % (name, argument))
    if not isinstance(given, str):
        raise UserError('%s must be text, not %s' % (argument, shown(given)))
    return Place(options.get('user_id') or '', options.get('app_id') or '', given)


def place_of(url: str, kind: str) -> Place:
    """What an address is about.

    It is one of the site or of the API, with or without a version.

    Args:
        url (str): the address.
        kind (str): what it has to be of, one of `KINDS`.

    Raises:
        UserError: it is none, or one of something else.
    """
    if not isinstance(url, str):
        raise UserError('url must be text, not %s' % shown(url))
    parts = _parts(url, kind)
    if kind == 'apps':
        if len(parts) != 2:
            raise _wrong(url, kind, 'it has %d parts behind the host, and not two' % len(parts))
        return Place(parts[0], parts[1], parts[1])
    if len(parts) > 2 and parts[2] in KINDS and parts[2] != kind:
        raise _wrong(url, kind, 'it is one of %s: use %s(url)' % (parts[2], KINDS[parts[2]]))
    if len(parts) not in (4, 6) or parts[2] != kind:
        raise _wrong(url, kind, 'it has no /%s/ and an id behind user and app' % kind)
    if len(parts) == 6 and 'version' not in parts[4]:
        raise _wrong(url, kind, 'what follows the id is no version')
    return Place(parts[0], parts[1], parts[3], parts[5] if len(parts) == 6 else '')


def _parts(url: str, kind: str) -> list[str]:
    text = url.strip()
    if re.match(r'(?i)(www\.)?clarifai\.com/', text):
        text = 'https://' + text
    try:
        split = urlsplit(text)
    except ValueError:
        raise _wrong(url, kind, 'it is no address') from None
    if split.scheme.lower() not in ('http', 'https') or not split.netloc:
        raise _wrong(url, kind, 'it does not begin with https:// and a host')
    parts = [unquote(part) for part in split.path.strip('/').split('/')]
    if parts[0] == 'v2':  # of the API
        if parts[1::2][:2] != ['users', 'apps']:
            raise _wrong(url, kind, 'it has no user and app')
        parts = [parts[2]] + parts[4:]
    if not all(parts):
        raise _wrong(url, kind, 'a part of it is empty')
    return parts


def _wrong(url: str, kind: str, reason: str) -> UserError:
    tail = '' if kind == 'apps' else '/%s/ID' % kind
    return UserError('url %s is not one of %s: %s. Give one like %s/USER/APP%s'
                     % (shown(clean(url)), kind, reason, SITE, tail))
