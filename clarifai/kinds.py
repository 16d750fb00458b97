"""Whether something is a picture or a video, by its first bytes or the ending of its name."""
from __future__ import absolute_import

import base64
import binascii
import os
import re

import six

from clarifai.errors import UserError

IMAGE_ENDINGS = ('.bmp', '.gif', '.jpeg', '.jpg', '.png', '.tif', '.tiff', '.webp')
VIDEO_ENDINGS = ('.3gp', '.avi', '.flv', '.m4v', '.mkv', '.mov', '.mp4', '.mpeg', '.mpg', '.ogv',
                 '.webm', '.wmv')

HEAD = 48  # characters of base64, which are 36 bytes

EITHER = '.gif'  # the API takes it as both

# How files begin: JPEG, PNG, TIFF twice, BMP; Matroska and WebM, Flash, MPEG twice, Windows Media.
IMAGE_HEADS = (b'\xff\xd8\xff', b'\x89PNG', b'II*\x00', b'MM\x00*', b'BM')
VIDEO_HEADS = (b'\x1aE\xdf\xa3', b'FLV', b'\x00\x00\x01\xba', b'\x00\x00\x01\xb3',
               b'\x30\x26\xb2\x75')
IMAGE_BRANDS = (b'heic', b'heix', b'heim', b'heis', b'hevc', b'mif1', b'msf1', b'avif', b'avis')
VIDEO_BOXES = (b'ftyp', b'moov', b'mdat', b'wide', b'free', b'skip')


def looks_like(content, url=None):
    """What a content is.

    Args:
        content (Content or str): the content in base64, or None when there is a URL only.
        url (str): where it is on the web.

    Returns:
        str: 'image', 'video', or None when that cannot be seen.
    """
    if content is not None:
        return kind_of_bytes(_head_of(content))
    return kind_of_name(url) if isinstance(url, six.string_types) else None


def kind_of_name(name):
    """'image', 'video' or None, by the ending of a path or URL without its query."""
    ending = os.path.splitext(re.sub(r'[?#].*$', '', name, flags=re.S))[1].lower()
    if ending in VIDEO_ENDINGS:
        return 'video'
    return 'image' if ending in IMAGE_ENDINGS and ending != EITHER else None


def kind_of_bytes(head):
    """'image', 'video' or None, by the first bytes of a file."""
    if head.startswith(IMAGE_HEADS):
        return 'image'
    if head.startswith(VIDEO_HEADS):
        return 'video'
    if head.startswith(b'RIFF'):
        return {b'WEBP': 'image', b'AVI ': 'video'}.get(head[8:12])
    if head[4:8] in VIDEO_BOXES:
        return 'image' if head[8:12] in IMAGE_BRANDS else 'video'
    return None


def _head_of(content):
    """The first bytes of a content; none when it cannot be read any more."""
    try:
        text = next(iter(content.pieces()), b'') if hasattr(content, 'pieces') else content
        return base64.b64decode(text[:HEAD])
    except (IOError, OSError, TypeError, ValueError, UserError, binascii.Error):
        return b''
