"""Contents of inputs (bytes, files, base64), and the JSON that is made from them while it is sent.

A picture goes into JSON as base64, which has no character that JSON escapes.  So its text need not
pass through the JSON encoder: the encoder writes a mark in its place, and when the body is sent,
the text is made there piece by piece.  A body can be iterated again and again, so a request can be
repeated; its length is known from the start.
"""
from __future__ import absolute_import

import base64
import binascii
import io
import json
import os
import re
import stat

from clarifai.buffers import bytes_of
from clarifai.compat import builtins, path_of, string_types, text_type
from clarifai.errors import (UserError, UserTextError, UserTypeError, UserValueError,
                             file_error)
from clarifai.json_values import JSON_IS, checked_json
from clarifai.redact import shorten, shown

ALPHABET = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
FROM_URL_SAFE = bytes(bytearray(range(256))).replace(b'-', b'+').replace(b'_', b'/')
BLANKS = b' \t\r\n'
PIECE = 192 * 1024  # bytes that are encoded at a time: a multiple of three, and of the page size

WHOLE_UP_TO = 64 * 1024  # bytes; smaller bodies are plain bytes, which tools for tests can read

_MARK = 'content-%s-' % binascii.hexlify(os.urandom(16)).decode('ascii')
_MARKED = _MARK + '([0-9]+)'


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


class _Encoded(Content):
    """Content that is not base64 yet."""

    def __len__(self):
        return (self.size + 2) // 3 * 4

    def given(self):
        """The base64 as 2.x kept it: bytes."""
        return b''.join(self.pieces())


class BytesContent(_Encoded):
    """Bytes in memory; the caller's own, not a copy.

    Args:
        data (bytes): the content.
    """

    def __init__(self, data):
        self._data = data
        self.size = len(data)

    def pieces(self):
        """Yield the base64, piece by piece."""
        for start in range(0, self.size, PIECE):
            yield base64.b64encode(self._data[start:start + PIECE])


class FileContent(_Encoded):
    """A file that is read while it is sent.

    Args:
        filename (str): its path.
        size (int): how many bytes it has, where that is known.

    Raises:
        UserError: it cannot be opened.
    """

    def __init__(self, filename, size=None):
        self._filename = filename
        if size is None:
            with _opened(filename) as handle:
                handle.seek(0, os.SEEK_END)
                size = handle.tell()
        self.size = size

    def pieces(self):
        """Yield the base64, piece by piece.

        Raises:
            UserError: the file is no longer what it was.
        """
        left = self.size
        with _opened(self._filename) as handle:
            while left:
                piece = handle.read(min(PIECE, left))
                if not piece:
                    break
                left -= len(piece)
                yield base64.b64encode(piece)
            if left or handle.read(1):
                raise UserError('the file %s changed while it was being sent'
                                % shown(self._filename))


class GivenBase64(Content):
    """Base64 that the caller has; it is checked here and not copied.

    Args:
        value (str or any bytes): base64, perhaps with line breaks, perhaps unpadded, perhaps in
            the alphabet for URLs.

    Raises:
        UserError: it is not base64.
    """

    def __init__(self, value):
        if not isinstance(value, (text_type, bytes, bytearray)):
            data = bytes_of(value)
            if data is None:
                raise UserTypeError('base64 must be text or bytes, not the %s %s'
                                    % (type(value).__name__, shown(value)))
            value = data
        self._value = value
        digits = 0
        for piece in self._clean():
            if piece.translate(None, ALPHABET):
                raise _not_base64(value)
            digits += len(piece)
        if digits % 4 == 1:
            raise _not_base64(value)
        self._padding = b'=' * (-digits % 4)
        self._length = digits + len(self._padding)

    def __len__(self):
        return self._length

    def given(self):
        """The caller's own text or bytes."""
        return self._value

    def pieces(self):
        """Yield the base64 without blanks, padded, piece by piece."""
        for piece in self._clean():
            yield piece
        yield self._padding

    def _clean(self):
        end = len(self._value.rstrip(_ENDS[type(self._value)]))
        for start in range(0, end, PIECE):
            piece = _ascii(self._value[start:min(start + PIECE, end)])
            yield piece.translate(FROM_URL_SAFE, BLANKS)


# What may stand behind the last digit.
_ENDS = {text_type: u'= \t\r\n', bytes: b'= \t\r\n', bytearray: b'= \t\r\n'}


def _ascii(text):
    if not isinstance(text, text_type):
        return bytes(text)
    try:
        return text.encode('ascii')
    except UnicodeEncodeError:
        return b'?'


def _not_base64(value):
    return UserValueError(
        'base64 holds something that is not base64: %s. Give base64.b64encode(data), without a '
        'prefix such as "data:image/png;base64,"' % shown(value))


def content_of_file(file_obj):
    """The whole content of a file or stream, from its beginning; the caller's object stays open.

    Args:
        file_obj: an object with ``read()`` or ``getvalue()`` that gives bytes.

    Returns:
        BytesContent

    Raises:
        UserError: it cannot be read, or gives text.
    """
    read = getattr(file_obj, 'read', None) or getattr(file_obj, 'getvalue', None)
    if read is None:
        raise UserTypeError(
            'file_obj must be a file opened with open(name, "rb"), or another object whose read() '
            'gives bytes, not %s' % shown(file_obj))
    if isinstance(file_obj, io.TextIOBase):
        raise UserError('file_obj is opened as text; open it with open(name, "rb")')
    _rewind(file_obj)
    try:
        data = read()
    except (IOError, OSError) as error:  # opened for writing only
        raise file_error('file_obj cannot be read: %s' % error, error,
                         getattr(file_obj, 'name', None))
    except ValueError as error:  # closed
        raise UserValueError('file_obj cannot be read: %s' % error)
    except TypeError as error:  # something else under the name of `read`
        raise UserTypeError('file_obj cannot be read: %s' % error)
    content = bytes_of(data)
    if content is None:
        raise UserTypeError('file_obj gives text, not bytes; open it with open(name, "rb")')
    if _is_text_of_python_2(file_obj, content):
        raise UserError('file_obj is opened as text, and holds text; give a picture or a video, '
                        'opened with open(name, "rb")')
    return BytesContent(content)


def _is_text_of_python_2(file_obj, data):
    """Whether a file that 2.7 opened without a ``b``, which it need not have there, holds text."""
    kind = getattr(builtins, 'file', ())
    return (isinstance(file_obj, kind) and 'b' not in file_obj.mode and
            (os.linesep != '\n' or not data.translate(None, _TEXT)))


_TEXT = bytes(bytearray([9, 10, 13] + list(range(32, 127))))


def _rewind(file_obj):
    try:
        if hasattr(file_obj, 'seek') and getattr(file_obj, 'seekable', lambda: True)():
            file_obj.seek(0)
    except (IOError, OSError, ValueError):
        pass  # a pipe: read from where it stands; a closed file: reading it says so


def content_of_filename(filename):
    """The content of a file, read here.

    Returns:
        BytesContent

    Raises:
        UserError: there is no such file, or it cannot be read; the message names it.
    """
    with _opened(filename) as handle:
        return BytesContent(_read(handle, filename))


def content_of_path(filename):
    """The content of a file that is read while it is sent, where that can be done twice.

    Returns:
        FileContent or BytesContent: the latter of a pipe or a device.

    Raises:
        UserError: there is no such file, or it cannot be read; the message names it.
    """
    with _opened(filename) as handle:
        status = os.fstat(handle.fileno())
        if not stat.S_ISREG(status.st_mode):
            return BytesContent(_read(handle, filename))
    return FileContent(filename, status.st_size)


def _opened(filename):
    """A file, opened to be read."""
    path = path_of(filename)
    if not isinstance(path, string_types + (bytes,)):
        # To `open`, numbers of any kind are file descriptors.
        raise UserTypeError('filename must be the path of a file, not %s' % shown(filename))
    try:
        return open(path, 'rb')
    except (IOError, OSError) as error:
        problem = _file_problem(error, path)
    except UnicodeEncodeError:
        try:  # the locale knows no such letters, but files are called so all the same
            return _opened(path.encode('utf-8'))
        except UnicodeEncodeError:
            problem = UserTextError('filename %s cannot be the name of a file' % shown(path))
    except ValueError:  # a NUL
        problem = UserValueError('filename %s cannot be the name of a file' % shown(path))
    except TypeError:  # a NUL, on 2.7
        problem = UserTypeError('filename %s cannot be the name of a file' % shown(path))
    raise problem  # outside, as the error above may quote a whole picture


def _read(handle, filename):
    try:
        return handle.read()
    except (IOError, OSError) as error:
        raise _file_problem(error, filename)


def _file_problem(error, filename):
    return file_error('filename %s cannot be read: %s' % (shown(filename), error.strerror), error,
                      filename)


def content_of_bytes(data, argument):
    """Raw bytes as content.

    Args:
        data (bytes, any other buffer, or file): the content.
        argument (str): the name to say when it is something else.

    Returns:
        BytesContent

    Raises:
        UserError: it is text or anything else that is not bytes.
    """
    content = bytes_of(data)
    if content is not None:
        return BytesContent(content)
    if hasattr(data, 'read') or hasattr(data, 'getvalue'):
        return content_of_file(data)
    raise UserTypeError('%s must be bytes, as open(name, "rb").read() gives them, not the %s %s'
                        % (argument, type(data).__name__, shown(data)))


def content_of_base64(value):
    """Base64 as content.

    Args:
        value (str, bytes, bytearray or Content): base64, or what is content already.

    Returns:
        Content

    Raises:
        UserError: it is not base64.
    """
    return value if isinstance(value, Content) else GivenBase64(value)


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
    except (TypeError, ValueError, RuntimeError) as error:  # the last for lists without end
        checked_json(params, '')
        raise UserValueError('what is to be sent cannot be written as JSON: %s. %s'
                             % (shorten(str(error), 200), JSON_IS))
    if not contents:
        return text.encode('utf-8')
    body = JsonBody(_between(text, contents))
    return b''.join(body) if len(body) <= WHOLE_UP_TO else body


def _between(text, contents):
    """The parts of a body: every other one is a content, in place of its mark."""
    return [contents[int(part)] if at % 2 else part.encode('utf-8')
            for at, part in enumerate(re.split(_MARKED, text))]


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
