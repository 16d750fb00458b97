"""What a page can show of a picture: a thumbnail, the whole of a small one, or where it is.

Thumbnails are made by Pillow, where that is installed.
"""
from __future__ import absolute_import, unicode_literals

import base64
import io
import os
import re

from clarifai.answers import object_in, text_in
from clarifai.buffers import bytes_of
from clarifai.compat import path_of, string_types
from clarifai.content import content_of_file
from clarifai.errors import UserError
from clarifai.heif import register
from clarifai.kinds import HEAD_OF_FILE, format_of_bytes, kind_of_bytes, kind_of_name
from clarifai.redact import clean, shown
from clarifai.views.markup import text, web_address

THUMBNAIL = 320            # pixels, the longer side
WHOLE_UP_TO = 256 * 1024   # bytes of a picture that is shown as it is where Pillow is missing
# Kinds of pictures that every browser shows.
_TYPES = {'BMP': 'bmp', 'GIF': 'gif', 'JPEG': 'jpeg', 'PNG': 'png', 'WebP': 'webp'}
_URL = re.compile(r'[a-z][a-z0-9+.-]*://', re.I)
_MEDIA = ('image', 'video', 'audio', 'text')
SENT_BYTES = 'dHJ1ZQ=='    # "true", which answers have in place of the picture that was sent
ADVICE = 'install Pillow to see it: pip install Pillow'


class Original(object):
    """What somebody calls a picture, video or text.

    Attributes:
        kind (str): 'image', 'video', 'audio', 'text', or None where nothing says it.
        label (str): what to call it.
        path (str): the file that it is, or None.
        url (str): where it is on the web, or None.
        data (bytes): its content, where it is here and in no file; else None.
        words (str): the text that it is, or None.
    """

    def __init__(self, label='', kind=None, path=None, url=None, data=None, words=None):
        self.label = text(label or '')
        self.kind = kind
        self.path = path
        self.url = url
        self.data = data
        self.words = words

    def is_known(self):
        """Whether there is anything to show."""
        return any(part is not None for part in (self.path, self.url, self.data, self.words))

    def content(self):
        """Its bytes.

        Returns:
            bytes: None where they are not on this machine.

        Raises:
            IOError, OSError: the file cannot be read.
        """
        if self.path is None:
            return self.data
        with io.open(self.path, 'rb') as handle:
            return handle.read()


class Picture(object):
    """A picture as a page shows it.

    Attributes:
        src (str): the address for ``<img>``; None where it cannot be shown.
        width, height (int): in pixels, as shown; None where that is not known.
        note (str): why it is not shown; '' otherwise.
    """

    def __init__(self, src=None, width=None, height=None, note=''):
        self.src = src
        self.width = width
        self.height = height
        self.note = note


def original(thing):
    """What somebody gave as a picture.

    Args:
        thing: a URL, a path, bytes, a binary file object, a picture of Pillow, an Image, Video or
            Source, or an input as the API writes it; None for nothing.

    Returns:
        Original

    Raises:
        UserError: it is nothing of the kind, or cannot be read.
    """
    if thing is None:
        return Original()
    thing = path_of(thing)
    if isinstance(thing, Original):
        return thing
    if isinstance(thing, dict):
        return _of_json(thing)
    if hasattr(thing, 'content') and hasattr(thing, 'label'):  # a Source
        return _labelled(original(thing.content), thing.label())
    if hasattr(thing, 'sendable') or hasattr(thing, 'input_id'):  # an Image, Video or Input
        return _of_json(thing.sendable() if hasattr(thing, 'sendable') else thing.dict())
    if hasattr(thing, 'read'):
        return Original('file', data=_decoded(content_of_file(thing)))
    if hasattr(thing, 'getexif'):
        return Original('picture', 'image', data=_encoded(thing))
    return _of_text_or_bytes(thing)


def _of_text_or_bytes(thing):
    is_raw = isinstance(thing, bytes) and (bytes is not str or b'\0' in thing)
    if isinstance(thing, string_types) and not is_raw:
        return (Original(_name_of(thing), url=thing) if _URL.match(thing)
                else Original(os.path.basename(thing), path=thing))
    data = bytes_of(thing)
    if data is None:
        raise UserError('image must be a URL, a path, bytes, a binary file object, an Image or a '
                        'picture of Pillow, not %s' % shown(thing))
    return Original('%d bytes' % len(data), data=data)


def _of_json(item):
    item_id = text_in(item.get('id'))
    data = object_in(item['data'] if 'data' in item else item)
    for kind in _MEDIA:
        medium = object_in(data.get(kind))
        if not medium:
            continue
        url, words = text_in(medium.get('url')), text_in(medium.get('raw'))
        content = _content_of(medium.get('base64'))
        label = item_id or (_name_of(url) if url else kind)
        return Original(label, kind, url=None if content is not None else url, data=content,
                        words=words)
    return Original(item_id or '')


def _content_of(encoded):
    """The bytes of base64, or None where there is none, or only the mark of one that was sent."""
    if not encoded or encoded == SENT_BYTES:
        return None
    if hasattr(encoded, 'pieces'):
        return _decoded(encoded)
    try:
        return base64.b64decode(encoded)
    except (TypeError, ValueError):
        return None


def _decoded(content):
    return b''.join(base64.b64decode(piece) for piece in content.pieces())


def _encoded(picture):
    data = io.BytesIO()
    picture.convert('RGB').save(data, 'PNG')
    return data.getvalue()


def _labelled(found, label):
    found.label = text(label)
    return found


def _name_of(url):
    """The last part of a URL's path, else its host; without its query and without credentials."""
    plain = clean(text(re.sub(r'[?#].*$', '', url, flags=re.S))).rstrip('/')
    return plain.rpartition('/')[2] or plain


def picture(found, most=THUMBNAIL):
    """What a page can show.

    Args:
        found (Original): what it is.
        most (int): the pixels that the longer side of a thumbnail has at most.

    Returns:
        Picture
    """
    if found.url is not None and found.data is None:
        return _from_web(found)
    try:
        content = found.path if found.path is not None else found.data
        if content is None:
            return Picture()
        return _thumbnail(content, most) or _whole(found)
    except (IOError, OSError) as error:
        if _is_video(found):
            return Picture(note='video')
        return Picture(note='cannot be read: %s' % text(error.strerror or 'it is no picture'))


def _is_video(found):
    name = found.path or found.label
    head = (found.data or b'')[:HEAD_OF_FILE]
    return 'video' in (found.kind, kind_of_name(name), kind_of_bytes(head))


def _from_web(found):
    if found.kind in ('video', 'audio', 'text'):
        return Picture(note=found.kind)
    src = web_address(found.url)
    return Picture(src) if src else Picture(note='its address is not for a page')


def has_pillow():
    """Whether thumbnails can be made."""
    try:
        from PIL import Image
    except ImportError:
        return False
    return Image is not None


def opened(content, most=None):
    """A picture of Pillow, upright.

    Args:
        content (str or bytes): a path, or the content of a picture.
        most (int): the pixels that are needed of its longer side; it may have more.

    Returns:
        PIL.Image.Image

    Raises:
        IOError: it is no picture, or too large to be decoded.
        ImportError: Pillow is not installed.
    """
    from PIL import Image, ImageOps
    source = io.BytesIO(content) if not isinstance(content, string_types) or (
        bytes is str and b'\0' in content) else content
    try:
        register(_form_of(source))
        found = Image.open(source)
        if most:
            found.draft('RGB', (2 * most, 2 * most))  # a large JPEG is decoded in a small size
        found.load()
        return ImageOps.exif_transpose(found)
    except (IOError, OSError):
        raise
    except Exception as error:  # each of its decoders has errors of its own, for a bad picture
        raise IOError(0, 'it is no picture that Pillow reads (%s)' % type(error).__name__)


def _form_of(source):
    """What a path or a file in memory is, as of `clarifai.kinds`."""
    if isinstance(source, string_types):
        with io.open(source, 'rb') as handle:
            return format_of_bytes(handle.read(HEAD_OF_FILE))
    return format_of_bytes(source.getvalue()[:HEAD_OF_FILE])


def _thumbnail(content, most):
    if not has_pillow():
        return None
    found = opened(content, most)
    found.thumbnail((most, most))
    data = io.BytesIO()
    flattened(found).save(data, 'JPEG', quality=80, optimize=True)
    return Picture(_data_address('jpeg', data.getvalue()), found.width, found.height)


def flattened(found):
    """A picture of Pillow without transparency, on white."""
    from PIL import Image
    if found.mode in ('RGBA', 'LA', 'PA') or 'transparency' in found.info:
        found = found.convert('RGBA')
        ground = Image.new('RGB', found.size, 'white')
        ground.paste(found, mask=found.split()[-1])
        return ground
    return found.convert('RGB')


def _whole(found):
    """A picture as it is, where it is small and every browser shows it."""
    size = len(found.data) if found.path is None else os.path.getsize(found.path)
    if size > WHOLE_UP_TO:
        return Picture(note='%.1f MB; %s' % (size / 1e6, ADVICE))
    data = found.content()
    name = _TYPES.get(format_of_bytes(data[:HEAD_OF_FILE]))
    if name is None:
        return Picture(note='no picture that a browser shows; ' + ADVICE)
    return Picture(_data_address(name, data))


def _data_address(name, data):
    return 'data:image/%s;base64,%s' % (name, base64.b64encode(data).decode('ascii'))
