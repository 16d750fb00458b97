"""The content of inputs: bytes, files, streams, or base64 already."""
from __future__ import absolute_import

import base64
import io
import os

import six

from clarifai.bodies import Content
from clarifai.errors import UserError
from clarifai.redact import shown

ALPHABET = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
BLANKS = b' \t\r\n'
PIECE = 192 * 1024  # bytes that are encoded at a time: a multiple of three, and of the page size


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

    Raises:
        IOError: it cannot be opened.
    """

    def __init__(self, filename):
        self._filename = filename
        with open(filename, 'rb') as handle:
            handle.seek(0, os.SEEK_END)
            self.size = handle.tell()

    def pieces(self):
        """Yield the base64, piece by piece.

        Raises:
            UserError: the file is no longer what it was.
        """
        left = self.size
        with open(self._filename, 'rb') as handle:
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
        value (str, bytes or bytearray): base64, perhaps with line breaks, perhaps unpadded.

    Raises:
        UserError: it is not base64.
    """

    def __init__(self, value):
        if not isinstance(value, (six.text_type, bytes, bytearray)):
            raise UserError('base64 must be text or bytes, not %s' % type(value).__name__)
        self._value = value
        digits = 0
        for piece in self._clean():
            if piece.translate(None, ALPHABET):
                raise _not_base64()
            digits += len(piece)
        if digits % 4 == 1:
            raise _not_base64()
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
            yield _ascii(self._value[start:min(start + PIECE, end)]).translate(None, BLANKS)


# What may stand behind the last digit.
_ENDS = {six.text_type: u'= \t\r\n', bytes: b'= \t\r\n', bytearray: b'= \t\r\n'}


def _ascii(text):
    if not isinstance(text, six.text_type):
        return bytes(text)
    try:
        return text.encode('ascii')
    except UnicodeEncodeError:
        return b'?'


def _not_base64():
    return UserError('base64 holds something that is not base64; give base64.b64encode(data), '
                     'without a prefix such as "data:image/png;base64,"')


def content_of_file(file_obj):
    """The whole content of a file or stream, from its beginning; the caller's object stays open.

    Args:
        file_obj: an object with ``read()`` that gives bytes.

    Returns:
        BytesContent

    Raises:
        UserError: it cannot be read, or gives text.
    """
    if not hasattr(file_obj, 'read'):
        raise UserError('file_obj must be a file opened with open(name, "rb"), or another object '
                        'whose read() gives bytes, not %s' % shown(file_obj))
    mode = getattr(file_obj, 'mode', 'b')
    if isinstance(mode, six.string_types) and 'b' not in mode and isinstance(
            file_obj, (io.TextIOBase, getattr(six.moves.builtins, 'file', io.TextIOBase))):
        raise UserError('file_obj is opened as text; open it with open(name, "rb")')
    _rewind(file_obj)
    try:
        data = file_obj.read()
    except (IOError, OSError, ValueError) as error:  # closed, or opened for writing only
        raise UserError('file_obj cannot be read: %s' % error)
    if not isinstance(data, (bytes, bytearray)):
        raise UserError('file_obj gives text, not bytes; open it with open(name, "rb")')
    return BytesContent(bytes(data))


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
    if isinstance(filename, int):
        raise UserError('filename must be the path of a file, not %s' % shown(filename))
    try:
        with open(filename, 'rb') as handle:
            return BytesContent(handle.read())
    except (IOError, OSError) as error:
        problem = 'filename %s cannot be read: %s' % (shown(filename), error.strerror)
    except (TypeError, ValueError):
        problem = 'filename must be the path of a file, not %s' % shown(filename)
    raise UserError(problem)  # outside, as the error above may quote a whole picture


def content_of_bytes(data, argument):
    """Raw bytes as content.

    Args:
        data (bytes, bytearray, memoryview or file): the content.
        argument (str): the name to say when it is something else.

    Returns:
        BytesContent

    Raises:
        UserError: it is text or anything else that is not bytes.
    """
    if hasattr(data, 'read'):
        return content_of_file(data)
    if isinstance(data, memoryview):
        data = data.tobytes()
    if not isinstance(data, (bytes, bytearray)):
        raise UserError('%s must be bytes, as open(name, "rb").read() gives them, not %s'
                        % (argument, type(data).__name__))
    return BytesContent(bytes(data))


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
