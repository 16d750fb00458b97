"""HEIC and AVIF, which Pillow reads with pillow-heif, where that is installed."""
from __future__ import absolute_import

from clarifai.kinds import AVIF, HEIC


def register(form):
    """Let Pillow read a kind of picture that it does not read by itself.

    Args:
        form (str): what it is, as of `clarifai.kinds.format_of_bytes`.
    """
    if form not in (HEIC, AVIF):
        return
    try:
        import pillow_heif
    except ImportError:
        return
    pillow_heif.register_heif_opener()
    if hasattr(pillow_heif, 'register_avif_opener'):  # before 1.0; newer Pillows read AVIF
        pillow_heif.register_avif_opener()
