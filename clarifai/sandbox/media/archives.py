"""Files of archives (zip, tar), of the kinds that inputs can be of."""
from __future__ import annotations

import io
import os
import tarfile
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from clarifai.sandbox.media import analysis, frames, sizes

MOST_FILES = 10000
MOST_BYTES = 1024 * 1024 * 1024
KINDS = {
    frames.IMAGE: 'jpg jpeg png gif bmp tif tiff webp', frames.VIDEO: 'mp4 mov avi mkv webm mpeg',
    analysis.AUDIO: 'wav mp3 flac ogg m4a', analysis.TEXT: 'txt'}
_KIND_OF = {'.' + ending: kind for kind, endings in KINDS.items() for ending in endings.split()}


class ArchiveError(Exception):
    """An archive cannot be used; the message says why."""


class File(NamedTuple):
    """A file that can be an input: its name without folders and ending, its kind, its bytes."""

    name: str
    kind: str
    data: bytes


def files(data: bytes) -> list[File]:
    """Return the files of an archive that can be inputs; others are left out.

    Raises:
        ArchiveError: it is no archive, is damaged, or what is in it is too much.
    """
    try:
        opened = _zipped if zipfile.is_zipfile(io.BytesIO(data)) else _tarred
        return list(_within_limits(opened(data)))
    except (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, RuntimeError,
            NotImplementedError) as error:
        raise ArchiveError(f'The archive (zip or tar) cannot be read: {error}.')


def _within_limits(found: Iterator[tuple[str, int, io.BufferedIOBase]]) -> Iterator[File]:
    number = total = 0
    for path, size, stream in found:
        name, ending = os.path.splitext(path.replace('\\', '/').rsplit('/', 1)[-1])
        kind = _KIND_OF.get(ending.lower())
        if kind is None or not name or name.startswith('.'):
            continue
        number, total = number + 1, total + size
        if size > sizes.MAX_BYTES:
            raise ArchiveError(f'{name}{ending} has {size} bytes; at most {sizes.MAX_BYTES} are '
                               'taken.')
        if number > MOST_FILES or total > MOST_BYTES:
            raise ArchiveError('The archive has more than %d files or %d MB.'
                               % (MOST_FILES, MOST_BYTES >> 20))
        # What says to be small may not be.
        data = stream.read(size + 1)
        if len(data) != size:
            raise ArchiveError(f'{name}{ending} is not as long as the archive says.')
        yield File(name, kind, data)


def _zipped(data: bytes) -> Iterator[tuple[str, int, io.BufferedIOBase]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                with archive.open(info) as stream:
                    yield info.filename, info.file_size, stream  # type: ignore[misc]


def _tarred(data: bytes) -> Iterator[tuple[str, int, io.BufferedIOBase]]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for info in archive:
            stream = archive.extractfile(info) if info.isfile() else None
            if stream is not None:
                yield info.name, info.size, stream  # type: ignore[misc]
