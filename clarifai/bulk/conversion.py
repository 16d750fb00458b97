"""Pictures that Clarifai does not take, such as those of telephones, made JPEG to be sent.

Pillow does it, where it is installed, and with pillow-heif also HEIC.  Neither is required.
"""
from __future__ import absolute_import

import io
import sys

from clarifai.errors import UserError
from clarifai.heif import register
from clarifai.kinds import AVIF, HEIC, RAW, SVG
from clarifai.redact import native, printable

QUALITY = 95  # of 100: what is lost cannot be seen
# What reads a kind, and the first Python that has it; the extra "heic" brings both.
READERS = {HEIC: ('pip install pillow-heif', (3, 8)),
           AVIF: ('pip install "Pillow>=11.3"', (3, 9))}


def as_jpeg(source, form, name):
    """A picture as JPEG, upright, with its colour profile and without its metadata.

    Args:
        source (str or binary file): the path of a file, or what holds it.
        form (str): what it is, as of `clarifai.kinds.format_of_bytes`.
        name (str): what to call it in an error.

    Returns:
        bytes: the JPEG.

    Raises:
        UserError: it cannot be converted here; the message says what to do.
    """
    made = None if form in (RAW, SVG) else _converted(source, form, name)
    if made is None:
        raise UserError('%s is %s, which Clarifai does not take: %s'
                        % (name, form, _advice(form)))
    return made


def _converted(source, form, name):
    """The JPEG, or None where nothing that is installed reads this kind."""
    try:
        from PIL import Image, ImageOps
    except ImportError:
        return None
    register(form)
    made = io.BytesIO()
    try:
        with Image.open(source) as picture:
            profile = picture.info.get('icc_profile')
            upright = ImageOps.exif_transpose(picture) or picture
            upright.convert('RGB').save(made, 'JPEG', quality=QUALITY, icc_profile=profile)
    except Exception as error:  # decoders raise what they like
        if _is_unknown(error):
            return None
        raise UserError('%s is %s and cannot be made JPEG: %s'
                        % (name, form, printable(native(error))))
    return made.getvalue()


def _is_unknown(error):
    return type(error).__name__ == 'UnidentifiedImageError' or (
        str(error).startswith('cannot identify image file'))  # an IOError before Pillow 7


def _advice(form):
    reader, python = READERS.get(form, (None, None))
    if reader and sys.version_info >= python:
        return '%s lets it be converted as it is sent, or make it a JPEG yourself' % reader
    return 'make it a JPEG first'
