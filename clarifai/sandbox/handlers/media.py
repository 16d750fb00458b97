"""Pictures and videos that were uploaded, under the URL that their input shows."""
from __future__ import annotations

from typing import TYPE_CHECKING

from clarifai.sandbox import errors
from clarifai.sandbox.handlers.request import Media
from clarifai.sandbox.store import hosted

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

SIGNATURES = ((b'\xff\xd8\xff', 'image/jpeg'), (b'\x89PNG', 'image/png'), (b'GIF8', 'image/gif'),
              (b'ID3', 'audio/mpeg'), (b'fLaC', 'audio/flac'), (b'OggS', 'audio/ogg'),
              (b'BM', 'image/bmp'), (b'II*\x00', 'image/tiff'), (b'MM\x00*', 'image/tiff'))


def get(call: Call) -> Media:
    """GET /sandbox/media/[orig/]{token}: open to whoever knows the token, as hosted URLs are."""
    data = _found(call, call.params['token'])
    return Media(data, mimetype(data))


def _found(call: Call, token: str) -> bytes:
    """Return what is handed out under a token; a file of a version may be behind a URL."""
    with call.transaction() as db:
        found = hosted.find(db, token)
    if found is None:
        raise errors.NoSuchRoute('There is no such upload.')
    if found.data is not None:
        return found.data
    try:
        return call.services.media.read(found.url)
    except errors.MediaUnavailable as error:
        raise errors.NoSuchRoute(f'The file cannot be had: {error.details}')


def mimetype(data: bytes) -> str:
    """Return the type of a file by its first bytes; never one that a browser would run."""
    for signature, found in SIGNATURES:
        if data.startswith(signature):
            return found
    if data[8:12] == b'WEBP':
        return 'image/webp'
    if data[8:12] == b'WAVE':
        return 'audio/wav'
    return 'video/mp4' if data[4:8] == b'ftyp' else 'application/octet-stream'
