"""Getting the bytes of a picture or video: from a URL, from a folder, from base64 text."""
from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.errors import MediaUnavailable
from clarifai.sandbox.media import sizes

HOSTED_PREFIX = '/sandbox/media/'
_HOSTED_PATH = re.compile(r'^/sandbox/media/(?:orig/)?([0-9a-f]{32})$')


def is_fetchable(url: str) -> bool:
    """Return whether `url` is an absolute http or https URL."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ('http', 'https') and bool(parts.hostname)
    except ValueError:
        return False


def hosted_token(url: str) -> str | None:
    """Return the token in a URL under which this server hands out an upload, or None."""
    try:
        found = _HOSTED_PATH.match(urlsplit(url).path)
    except ValueError:  # It is no URL, so it is not this server's.
        return None
    return found.group(1) if found else None


def decode_base64(text: str) -> bytes:
    """Return the bytes that base64 `text` stands for, in either alphabet and padded or not.

    Line breaks in it do not matter.

    Raises:
        MediaUnavailable: it is not base64, or it is too long.
    """
    if len(text) > sizes.MAX_BYTES * 3 // 2:  # a third more than the bytes, and line breaks
        raise sizes.too_large()
    compact = ''.join(text.split()).replace('-', '+').replace('_', '/')
    if '=' not in compact:
        compact += '=' * (-len(compact) % 4)
    try:
        data = base64.b64decode(compact, validate=True)
    except (binascii.Error, ValueError):
        raise MediaUnavailable(codes.INPUT_INVALID_ARGUMENT, 'base64 could not be decoded.')
    if not data:
        raise MediaUnavailable(codes.INPUT_INVALID_ARGUMENT, 'base64 is empty.')
    return data


class MediaSource:
    """Where URLs lead to.

    Args:
        folder: a folder whose files stand in for URLs that end in their names, or None.
        hosted: token -> the bytes that were uploaded under it, or None.
        private: whether what is neither is also fetched from this machine and its network.
    """

    def __init__(self, folder: str | None, hosted: Callable[..., Any],
                 private: bool = False) -> None:
        self._folder = folder
        self._hosted = hosted
        self._private = private

    def read(self, url: str) -> bytes:
        """Return the bytes behind `url`.

        Raises:
            MediaUnavailable: the URL is wrong, nobody answers, the answer is an error or too large.
        """
        if not is_fetchable(url):
            raise MediaUnavailable(codes.INPUT_INVALID_ARGUMENT,
                                   'The URL must begin with http:// or https:// and a host.')
        token = hosted_token(url)
        data = self._hosted(token) if token else None
        if data is None:
            data = self._from_folder(url)
        return self._fetched(url) if data is None else data

    def _fetched(self, url: str) -> bytes:
        # With the libraries of HTTP clients, which a sandbox that fetches nothing need not load.
        from clarifai.sandbox.media.fetcher import Fetcher
        return Fetcher(self._private).fetch(url)

    def _from_folder(self, url: str) -> bytes | None:
        # Object stores write the slashes of a name as %2F: .../o/images%2Fcat.jpg?alt=media
        name = unquote(urlsplit(url).path).rsplit('/', 1)[-1]
        if not self._folder or name in ('', '.', '..') or re.search(r'[\\:\x00]', name):
            return None
        path = os.path.join(self._folder, name)
        if not os.path.isfile(path):
            return None
        try:
            if os.path.getsize(path) > sizes.MAX_BYTES:
                raise sizes.too_large()
            with open(path, 'rb') as handle:
                return handle.read()
        except OSError as error:
            raise MediaUnavailable(codes.INPUT_FAILED, f'{name}: {error.strerror}')
