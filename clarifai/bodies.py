"""JSON bodies that are made while they are sent.

A picture goes into JSON as base64, which has no character that JSON escapes.  So its text need not
pass through the JSON encoder: the encoder writes a mark in its place, and when the body is sent,
the text is made there piece by piece.  A body can be iterated again and again, so a request can be
repeated; its length is known from the start.
"""
from __future__ import absolute_import

import binascii
import json
import os
import re

import six

from clarifai.errors import UserError
from clarifai.redact import shorten

WHOLE_UP_TO = 64 * 1024  # bytes; smaller bodies are plain bytes, which tools for tests can read

_MARK = 'content-%s-' % binascii.hexlify(os.urandom(16)).decode('ascii')
_MARKED = '"%s([0-9]+)"' % _MARK


class Content(object):
    """A text in base64 that is made when it is needed.

    Subclasses have ``__len__``, the number of characters, and `pieces`.
    """

    def pieces(self):
        """The text, piece by piece, from its beginning.

        Yields:
            bytes: parts of it.
        """
        raise TypeError('%s does not say what it holds' % type(self).__name__)

    def text(self):
        """The whole text, as text and not as bytes."""
        return b''.join(self.pieces()).decode('ascii')

    def __eq__(self, other):
        if not isinstance(other, Content):
            return NotImplemented
        return self is other or (len(self) == len(other) and self.text() == other.text())

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        return '<base64 of %d characters>' % len(self)


class JsonBody(object):
    """The body of one request, for as many attempts as it takes.

    Args:
        parts (list of bytes and Content): JSON, with contents between.
    """

    def __init__(self, parts):
        self._parts = parts
        self._length = sum(len(part) for part in parts)

    def __len__(self):
        return self._length

    def __iter__(self):
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
            else:
                for piece in part.pieces():
                    yield piece


class _Reader(object):
    """A body for the ``httplib`` of Python 2.7, which reads one that is no text."""

    def __init__(self, body):
        self._pieces = iter(body)

    def read(self, size=-1):
        """The next piece; ``httplib`` sends whatever it gets."""
        return next(self._pieces, b'')


def encoded(params):
    """A body.

    Args:
        params: JSON, in which a `Content` may stand wherever a text may.

    Returns:
        bytes or JsonBody: the latter when it is large and has contents.

    Raises:
        UserError: it cannot be written as JSON.
    """
    contents = []

    def mark(value):
        if not isinstance(value, Content):
            raise TypeError('%s is not JSON' % type(value).__name__)
        contents.append(value)
        return '%s%d' % (_MARK, len(contents) - 1)

    try:
        text = json.JSONEncoder(allow_nan=False, default=mark).encode(params)
    except (TypeError, ValueError) as error:
        raise UserError('what is to be sent cannot be written as JSON: %s. Use text, numbers, '
                        'True, False, None, lists and dictionaries.'
                        % shorten(str(error), 200))
    if not contents:
        return text.encode('utf-8')
    body = JsonBody(_between(text, contents))
    return b''.join(body) if len(body) <= WHOLE_UP_TO else body


def _between(text, contents):
    """The parts of a body: every other one is a content, in place of its mark."""
    parts = re.split(_MARKED, text)
    return [contents[int(part)] if at % 2 else b'"' * bool(at) + part.encode('utf-8') +
            b'"' * (at < len(parts) - 1) for at, part in enumerate(parts)]


def for_http(body):
    """A body as the HTTP library takes it, at its beginning."""
    return _Reader(body) if six.PY2 and isinstance(body, JsonBody) else body


def plain(value):
    """JSON in which each `Content` is replaced by its text; what has none is not copied.

    Args:
        value: JSON, perhaps with contents.
    """
    if isinstance(value, Content):
        return value.text()
    if isinstance(value, dict):
        return dict((name, plain(part)) for name, part in value.items())
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value
