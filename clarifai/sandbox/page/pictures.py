"""The picture that a form sends."""
from __future__ import annotations

import flask

from clarifai.sandbox import errors
from clarifai.sandbox.media import sizes


def sent() -> bytes:
    """Return the bytes of the picture in the form.

    Raises:
        errors.RequestError: there is none, or it is too large.
    """
    length = flask.request.content_length or 0
    if length > sizes.MAX_BYTES:
        raise errors.TooLarge('The picture has %d MB; at most %d are taken.'
                              % (length >> 20, sizes.MAX_BYTES >> 20))
    picture = flask.request.files.get('picture')
    data = picture.read() if picture else b''
    if not data:
        raise errors.InputInvalid('No picture was sent: choose a file first.')
    return data
