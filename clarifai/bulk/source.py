"""One thing to predict or upload, whatever form it has."""
from __future__ import absolute_import

import base64
import hashlib
import io
import os
import re
import stat

from clarifai.bulk.conversion import as_jpeg
from clarifai.compat import path_of, string_types, text_type
from clarifai.errors import UserError
from clarifai.kinds import (HEAD_OF_FILE, REFUSED, VIDEO_ENDINGS, ending_of, format_of_bytes,
                            format_of_file, kind_of_format)
from clarifai.redact import clean, native, shown
from clarifai.rest.media import Image, Input, Video, media_of
from clarifai.value import Value

PIECE = 1024 * 1024  # bytes of a file that are read at a time
KEY_LENGTH = 32  # hexadecimal digits, like the ids that the server makes
_SCHEME = re.compile(r'^[a-z][a-z0-9+.-]*://', re.I)
_QUERY = re.compile(r'[?#].*$', re.S)
_path_bytes = getattr(os, 'fsencode', lambda path: path.encode('utf-8'))


class Source(Value):
    """One thing to predict or upload, with what is known of it.

    `predict` and `upload` take the content alone, too; a Source adds an id, concepts and metadata.

    Args:
        content: a URL, the path of a file, bytes, a binary file object, an Image or a Video.  A
            text that begins like ``https://`` is a URL, any other text a path.  On Python 2.7,
            where bytes are text, what has a zero byte is taken for content; a ``bytearray`` is
            always content.
        input_id (str): the id that the input is to have.
        concepts (list of str): ids of concepts that it shows.
        not_concepts (list of str): ids of concepts that it does not show.
        metadata (dict): whatever else is known of it, as JSON.
        is_video (bool): whether it is a video; None to go by its content, and where that does not
            tell, as with a URL, by the ending of its name.
        origin (str): where it comes from, such as the path of a file in its folder.  An upload
            puts it into the metadata as ``source``, unless there is a ``source`` already.

    Attributes:
        kind (str): 'url', 'path', 'bytes', 'file' or 'media', by what the content is.

    Raises:
        UserError: an argument of the wrong kind.
    """

    _hashed = ('kind', 'input_id')

    def __init__(self, content, input_id=None, concepts=None, not_concepts=None, metadata=None,
                 is_video=None, origin=None):
        if origin is not None and not isinstance(origin, string_types):
            raise UserError('origin must be text, not %s' % shown(origin))
        content = path_of(content)
        content = bytearray(content) if isinstance(content, memoryview) else content  # for pickles
        Input(input_id, concepts, not_concepts, metadata)  # checks them
        self.content = content
        self.kind = _kind_of(content)
        self.input_id = input_id or getattr(content, 'input_id', None)
        self.concepts = concepts
        self.not_concepts = not_concepts
        self.metadata = metadata
        self.is_video = is_video
        self.origin = origin

    def loaded(self):
        """The source itself; of a file object or a pipe, one with its content, which is read here.

        Raises:
            UserError: it cannot be read, or gives text.
        """
        if self.kind == 'path' and _is_pipe(self.content):
            with io.open(self.content, 'rb') as pipe:
                return self._with(pipe)
        return self._with(self.content) if self.kind == 'file' else self

    def _with(self, handle):
        try:
            data = handle.read()
        except (IOError, OSError, ValueError) as error:  # closed, or opened for writing only
            raise UserError('the file object cannot be read: %s' % error)
        if not isinstance(data, (bytes, bytearray)):
            raise UserError('the file object gives text, not bytes; open it with open(name, "rb")')
        return Source(bytearray(data), self.input_id, self.concepts, self.not_concepts,
                      self.metadata, self.is_video, self.origin)

    def size(self):
        """How many bytes of content go into a request, before base64; of a URL 0.

        Raises:
            UserError: it is a file that is not there, or no file.
        """
        if self.kind == 'path':
            return _state_of(self.content).st_size
        if self.kind == 'bytes':
            return len(self.content)
        if self.kind == 'media':
            return len(self._medium().get('base64') or '') * 3 // 4
        return 0

    def key(self):
        """What the source is known by from one run to the next.

        Of a file it stands for its path, size and time of change, of a URL for its text, of bytes
        for their content; with an id of its own, for that too.

        Returns:
            str: 32 hexadecimal digits.

        Raises:
            UserError: it is a file that is not there, or no file.
        """
        digest = hashlib.sha256()
        for part in self._identity() + (self.input_id or '',):
            data = part.encode('utf-8') if isinstance(part, text_type) else part
            digest.update(('%d:' % len(data)).encode('ascii'))  # where each part ends
            digest.update(data)
        return digest.hexdigest()[:KEY_LENGTH]

    def content_id(self):
        """An id for the input, by what it shows: the same wherever a file lies, and whatever its
        name and age are.

        Returns:
            str: the first 32 hexadecimal digits of the SHA-256 of the content, as ``sha256sum``
            has it; `key` of what has a URL only.

        Raises:
            UserError, IOError: it is a file that cannot be read.
        """
        digest = hashlib.sha256()
        if self.kind == 'path':
            with _opened(self.content) as handle:
                for piece in iter(lambda: handle.read(PIECE), b''):
                    digest.update(piece)
        elif self.kind == 'bytes':
            digest.update(self.content)
        elif self.kind == 'media' and self._medium().get('base64'):
            for piece in _decoded(self._medium()['base64']):
                digest.update(piece)
        else:
            return self.key()
        return digest.hexdigest()[:KEY_LENGTH]

    def _identity(self):
        if self.kind == 'path':
            state, path = _state_of(self.content), os.path.abspath(self.content)
            path = _path_bytes(path) if isinstance(path, text_type) else path
            return 'path', path, '%d %.6f' % (state.st_size, state.st_mtime)
        if self.kind == 'media':
            return self._identity_of_media()
        return self.kind, self.content

    def _identity_of_media(self):
        medium = self._medium()
        if not medium.get('base64'):
            return 'url', medium.get('url') or ''
        digest = hashlib.sha256()
        for piece in medium['base64'].pieces():
            digest.update(piece)
        return 'media', digest.hexdigest()

    def _medium(self):
        """What an Image or a Video has to send: 'url', 'base64', or both."""
        data = self.content.sendable().get('data') or {}
        return data.get('image') or data.get('video') or {}

    def media(self):
        """The Image or Video to send; a file is read here.

        Returns:
            Image or Video: with the id, concepts and metadata of the source, where it has any.

        Raises:
            UserError, IOError: it cannot be read, or is empty.
        """
        media = self.content if self.kind == 'media' else self._new_media()
        if not media.has_content():
            raise UserError('there is nothing to send: the content is empty')
        return media

    def _new_media(self):
        form = self._format()
        if form in REFUSED and not self.is_video:
            is_path = self.kind == 'path'
            source = self.content if is_path else io.BytesIO(self.content)
            return media_of(raw_bytes=as_jpeg(source, form, shown(self.content) if is_path else
                                              'the content'))
        argument = {'path': 'filename', 'url': 'url', 'bytes': 'raw_bytes'}[self.kind]
        return media_of(is_video=self._shows_motion(form), **{argument: self.content})

    def _format(self):
        """What kind of file it is, as far as that can be seen."""
        if self.kind == 'bytes':
            return format_of_bytes(self.content[:HEAD_OF_FILE])
        if self.kind == 'url':
            return None
        try:
            return format_of_file(self.content)
        except (UserError, IOError, OSError):  # said when it is opened to be sent
            return None

    def _shows_motion(self, form):
        if self.is_video is not None:
            return bool(self.is_video)
        kind = kind_of_format(form)
        if kind is not None or self.kind == 'bytes':
            return kind == 'video'
        name = _QUERY.sub('', self.content) if self.kind == 'url' else self.content
        return ending_of(name) in VIDEO_ENDINGS

    def name(self):
        """The source as data names it: a path or a URL as it was given, with a password masked;
        of content its size or class.
        """
        if self.kind == 'path':
            return native(self.content)
        if self.kind == 'bytes':
            return '%d bytes' % len(self.content)
        url = self._url()
        return clean(native(url)) if url else type(self.content).__name__

    def label(self):
        """The source in a few words for people: no content, no query of a URL, no credentials."""
        # The query is cut off last: a "?" may stand in a password.
        return _QUERY.sub('', self.name()) if self._url() else self.name()

    def _url(self):
        return self.content if self.kind == 'url' else getattr(self.content, 'url', None)


def source_of(thing):
    """A Source for anything that `predict` and `upload` take.

    Raises:
        UserError: it is nothing of the kind.
    """
    return thing if isinstance(thing, Source) else Source(thing)


def _kind_of(content):
    if isinstance(content, (Image, Video)):
        return 'media'
    if hasattr(content, 'read'):
        return 'file'
    if isinstance(content, bytearray) or _is_raw(content):
        return 'bytes'
    if isinstance(content, string_types):
        return 'url' if _SCHEME.match(content) else 'path'
    raise UserError('a source must be a URL, a path, bytes, a binary file object, an Image or a '
                    'Video, not %s' % shown(content))


def _is_raw(content):
    return isinstance(content, bytes) and (bytes is not str or b'\0' in content)


def _is_pipe(path):
    """Whether a path leads to what can be read only once."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)
    except (OSError, ValueError):  # said when it is read
        return False


def _state_of(path):
    """What the system knows of a file."""
    try:
        state = os.stat(path)
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        problem = getattr(error, 'strerror', None) or 'it is no path'
        raise UserError('%s cannot be read: %s' % (shown(path), problem))
    if stat.S_ISDIR(state.st_mode):
        if not os.access(path, os.R_OK | os.X_OK):
            raise UserError('the folder %s cannot be listed: permission denied' % shown(path))
        raise UserError('%s is a folder: give clarifai.bulk.sources.files_in(folder)' % shown(path))
    return state


def _opened(path):
    """A file, to be read."""
    _state_of(path)  # which says what is wrong with it
    try:
        return io.open(path, 'rb')
    except (IOError, OSError) as error:
        raise UserError('%s cannot be read: %s' % (shown(path), error.strerror))


def _decoded(content):
    """The bytes of a content in base64, piece by piece."""
    rest = b''
    for piece in content.pieces():
        rest += piece
        whole = len(rest) // 4 * 4  # base64 is decoded in fours
        yield base64.b64decode(rest[:whole])
        rest = rest[whole:]
