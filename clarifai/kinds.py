"""What kind of picture or video something is, by its first bytes or the ending of its name."""
from __future__ import absolute_import

import base64
import binascii
import io
import os
import re

from clarifai.compat import string_types
from clarifai.errors import UserError
from clarifai.regular_files import open_regular

IMAGE_ENDINGS = ('.avif', '.bmp', '.gif', '.heic', '.heif', '.jfif', '.jpe', '.jpeg', '.jpg',
                 '.png', '.tif', '.tiff', '.webp')
VIDEO_ENDINGS = ('.3gp', '.avi', '.flv', '.m4v', '.mkv', '.mov', '.mp4', '.mpeg', '.mpg', '.ogv',
                 '.webm', '.wmv')
RAW_ENDINGS = ('.arw', '.cr2', '.cr3', '.dng', '.nef', '.orf', '.raf', '.rw2')  # of cameras
OTHER_ENDINGS = ('.jp2', '.jxl', '.psd', '.svg') + RAW_ENDINGS  # pictures that the API takes not

HEAD = 48  # characters of base64, which are 36 bytes
HEAD_OF_FILE = 512  # bytes

EITHER = '.gif'  # the API takes it as both

AVIF, GIF, HEIC, RAW, SVG = 'AVIF', 'GIF', 'HEIC', 'camera raw', 'SVG'
# Pictures that the API does not take.
REFUSED = (AVIF, HEIC, RAW, SVG, 'JPEG 2000', 'JPEG XL', 'Photoshop')
IMAGES = ('BMP', 'JPEG', 'PNG', 'TIFF', 'WebP') + REFUSED

# How files begin.
_HEADS = (
    (b'\xff\xd8\xff', 'JPEG'), (b'\x89PNG', 'PNG'), (b'GIF8', GIF),
    (b'II*\x00', 'TIFF'), (b'MM\x00*', 'TIFF'), (b'II+\x00', 'TIFF'), (b'MM\x00+', 'TIFF'),
    (b'\xff\x0a', 'JPEG XL'), (b'\x00\x00\x00\x0cJXL ', 'JPEG XL'),
    (b'\xff\x4f\xff\x51', 'JPEG 2000'), (b'\x00\x00\x00\x0cjP  ', 'JPEG 2000'),
    (b'8BPS\x00', 'Photoshop'),
    (b'FUJIFILMCCD-RAW', RAW), (b'IIRO', RAW), (b'IIRS', RAW), (b'IIU\x00', RAW),
    (b'\x1aE\xdf\xa3', 'Matroska'), (b'FLV\x01', 'Flash'), (b'\x00\x00\x01\xba', 'MPEG'),
    (b'\x00\x00\x01\xb3', 'MPEG'), (b'\x30\x26\xb2\x75', 'Windows Media'))
_HEIC_BRANDS = (b'heic', b'heix', b'heim', b'heis', b'hevc', b'hevx')
_AVIF_BRANDS = (b'avif', b'avis')
_IMAGE_BRANDS = (b'mif1', b'msf1')  # of either, which further brands tell
_AUDIO_BRANDS = (b'M4A ', b'M4B ', b'M4P ')
_BOXES = (b'moov', b'mdat', b'wide', b'free', b'skip', b'pnot')  # of QuickTime without a brand
_PACKETS = ((0, 188), (4, 192))  # of MPEG streams: where the first one begins, and how long it is


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
    return kind_of_name(url) if isinstance(url, string_types) else None


def kind_of_name(name):
    """'image', 'video' or None, by the ending of a path or URL without its query."""
    ending = os.path.splitext(re.sub(r'[?#].*$', '', name, flags=re.S))[1].lower()
    if ending in VIDEO_ENDINGS:
        return 'video'
    return 'image' if ending in IMAGE_ENDINGS and ending != EITHER else None


def kind_of_bytes(head):
    """'image', 'video' or None, by the first bytes of a file; of a GIF, which is both, None."""
    return kind_of_format(format_of_bytes(head))


def kind_of_format(form):
    """'image', 'video' or None, of what `format_of_bytes` gives."""
    if form in (None, GIF):
        return None
    return 'image' if form in IMAGES else 'video'


def format_of_bytes(head):
    """What kind of file something is.

    Args:
        head (bytes): how it begins: 36 bytes, or 512 to know all.

    Returns:
        str: such as 'JPEG', 'HEIC' or 'MP4'; None for what is neither picture nor video, or not
        known.
    """
    head = bytes(head)
    for begin, form in _HEADS:
        if head.startswith(begin):
            return RAW if form == 'TIFF' and head[8:10] == b'CR' else form
    if head.startswith(b'BM') and head[6:10] == b'\0' * 4:
        return 'BMP'
    if head.startswith(b'RIFF'):
        return {b'WEBP': 'WebP', b'AVI ': 'AVI'}.get(head[8:12])
    if head.startswith(b'OggS'):
        return 'Ogg' if b'theora' in head[:64] else None
    if head[:1] < b' ':  # else it is text: the first byte of a length
        if head[4:8] == b'ftyp':
            return _format_of_brands(head)
        if head[4:8] in _BOXES:
            return 'QuickTime'
    if any(head[start::length][:3] == b'GGG' for start, length in _PACKETS):
        return 'MPEG'
    return SVG if b'<svg' in head and b'<html' not in head.lower() else None


def _format_of_brands(head):
    brand, others = head[8:12], head[16:bytearray(head)[3]]
    if brand in _AVIF_BRANDS:
        return AVIF
    if brand in _HEIC_BRANDS:
        return HEIC
    if brand in _IMAGE_BRANDS:
        return AVIF if any(one in others for one in _AVIF_BRANDS) else HEIC
    if brand == b'crx ':
        return RAW
    if brand in _AUDIO_BRANDS:
        return None
    return 'QuickTime' if brand == b'qt  ' else 'MP4'


def format_of_file(path):
    """What kind of file something is, by its first bytes; see `format_of_bytes`.

    Raises:
        UserError: it is a folder, a pipe or a device.
        IOError, OSError: it cannot be read.
    """
    form = format_of_bytes(head_of_file(path))
    return RAW if form == 'TIFF' and ending_of(path) in RAW_ENDINGS else form


def head_of_file(path):
    """The first bytes of a file; raises as `format_of_file` does."""
    with io.open(open_regular(path), 'rb') as handle:
        return handle.read(HEAD_OF_FILE)


def ending_of(path):
    """The ending of a path's name in lower case, such as '.jpg'."""
    return os.path.splitext(path)[1].lower()


def _head_of(content):
    """The first bytes of a content; none when it cannot be read any more."""
    try:
        text = next(iter(content.pieces()), b'') if hasattr(content, 'pieces') else content
        return base64.b64decode(text[:HEAD])
    except (IOError, OSError, TypeError, ValueError, UserError, binascii.Error):
        return b''
