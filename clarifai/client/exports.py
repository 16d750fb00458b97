"""Exported versions of datasets: archives of inputs, which are read here, and saved with contents.

An archive is a ZIP file in one of the three formats of the platform: messages `InputBatch` of
protobuf or as JSON, or a file of COCO.
"""
from __future__ import annotations

import json
import logging
import os
import posixpath
import tempfile
from typing import Any, BinaryIO, Callable, Iterable, Iterator, NamedTuple
import zipfile
import zlib

from clarifai.client import downloading, messages, wire_format
from clarifai.client.coco import Coco
from clarifai.client.executors import executor_of
from clarifai.client.input import url_of
from clarifai.client.made_inputs import KINDS
from clarifai.errors import ApiError, UserError, file_error
from clarifai.operations import schema
from clarifai.redact import shown
from clarifai.whole_file import whole_file

MIMETYPE = 'mimetype'
EDGES = ('topRow', 'leftCol', 'bottomRow', 'rightCol')
# Files in an archive that are larger than the first, and have been squeezed by more than the
# second, are made to fill memory.  All together they may have grown as much.
LARGE, SQUEEZED = 64 * 1024 * 1024, 200
SUFFIXES = {'image': '.png', 'video': '.mp4', 'audio': '.mp3', 'text': '.txt'}  # as released

logger = logging.getLogger('clarifai.client')


class Failed(NamedTuple):
    """An input whose content could not be saved, and why."""

    input_id: str
    reason: str


class Archive:
    """The inputs of an archive, one after the other.

    Args:
        file: its path, or a file that is open.

    Raises:
        UserError: it is no archive, has names that lead out of the folder that it is unpacked in,
            or would fill memory.
    """

    def __init__(self, file: str | BinaryIO) -> None:
        self._name = shown(file) if isinstance(file, str) else 'what was downloaded'
        try:
            self._zip = zipfile.ZipFile(file)
        except zipfile.BadZipFile:
            raise UserError('%s is no ZIP file, as archives of datasets are' % self._name) from None
        except OSError as error:
            raise file_error('the archive %s cannot be read: %s' % (self._name, error.strerror),
                             error, self._name)
        self._members = [member for member in self._zip.infolist()
                         if member.filename != MIMETYPE and not member.is_dir()]
        self._check()

    def _check(self) -> None:
        for member in self._zip.infolist():
            check_name(member.filename, self._name)
            if _is_bomb(member.file_size, member.compress_size):
                raise UserError('%s has the file %s, which %d bytes are squeezed into %d of: it is '
                                'made to fill memory' % (self._name, shown(member.filename),
                                                         member.file_size, member.compress_size))
        sizes = [(member.file_size, member.compress_size) for member in self._zip.infolist()]
        if _is_bomb(sum(size for size, _ in sizes), self._size()):
            raise UserError('%s would grow to %d bytes: it is made to fill the disk'
                            % (self._name, sum(size for size, _ in sizes)))

    def _size(self) -> int:
        file = self._zip.fp
        assert file is not None
        return file.seek(0, os.SEEK_END)

    def __iter__(self) -> Iterator[Any]:
        """Go through the inputs, as messages."""
        for member in self._members:
            yield from (messages.wrap('Input', item) for item in self._inputs_of(member))

    def _inputs_of(self, member: zipfile.ZipInfo) -> Iterable[Any]:
        place = '%s in %s' % (member.filename, self._name)
        try:
            data = self._zip.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError,
                NotImplementedError) as error:
            raise UserError('%s cannot be read: %s' % (place, error)) from None
        if not member.filename.lower().endswith('.json'):
            try:
                batch: list[Any] = wire_format.json_of('InputBatch', data).get('inputs', [])
                return batch
            except UserError as error:
                raise UserError('%s: %s' % (place, error)) from None
        try:
            found = json.loads(data)
        except ValueError:
            raise UserError('%s is not JSON' % place) from None
        if isinstance(found, dict) and 'images' in found:
            coco = Coco(found, place)
            return [coco.input_of(image) for image in coco.images]
        inputs: Any = found.get('inputs') if isinstance(found, dict) else found
        if not isinstance(inputs, list) or not all(isinstance(item, dict) for item in inputs):
            raise UserError('%s must have inputs, or images as files of COCO have' % place)
        return list(inputs)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()


def downloaded(connection: Any, url: str) -> Archive:
    """The archive behind a URL, which is kept in a file without a name as long as it is open.

    Raises:
        ApiError: it could not be had.
        UserError: it is no archive.
    """
    file = tempfile.TemporaryFile()
    try:
        downloading.write(connection, url, file)
        return Archive(file)
    except BaseException:
        file.close()
        raise


def save(inputs: Iterable[Any], path: str, split: str, content_of: Callable[[str], bytes],
         workers: int) -> list[Failed]:
    """Save inputs with their contents into a ZIP file.

    The content of an input is ``SPLIT/inputs/ID`` with an ending of its kind, and its metadata,
    regions and concepts are in ``SPLIT/annotations/ID.json``.

    Args:
        inputs: messages.
        path: the file; see `clarifai.whole_file`.
        split: the folder in it.
        content_of: gives the bytes behind a URL, or raises an ApiError or a UserError.
        workers: how many contents are fetched at the same time.

    Returns:
        list of Failed: inputs whose content could not be had; what was said of them is there.

    Raises:
        UserError: the file cannot be written, or an id leads out of the folder.
    """
    failed = []
    with whole_file(path, 'save_path') as handle, \
            zipfile.ZipFile(handle, 'w', zipfile.ZIP_DEFLATED) as saved, \
            executor_of(workers) as executor:
        for some in _some_at_a_time(inputs, 4 * workers):
            futures = [executor.submit(_content, item, content_of) for item in some]
            for item, future in zip(some, futures):
                try:
                    kind, content = future.result()
                except (ApiError, UserError) as error:
                    failed.append(Failed(item.id, str(error)))
                else:
                    if kind:
                        saved.writestr(_name(split, 'inputs', item.id + SUFFIXES[kind]), content)
                said = annotations_of(item)
                if said:
                    saved.writestr(_name(split, 'annotations', item.id + '.json'),
                                   json.dumps(said))
    for failure in failed:
        logger.warning('the content of %s is not saved: %s', failure.input_id, failure.reason)
    return failed


def annotations_of(item: Any) -> list[Any]:
    """What is said of an input, as protobuf writes JSON: its metadata, its regions, and its whole.

    Boxes have all of their edges, also those that are 0, which an archive leaves out.
    """
    data = messages.to_dict(item).get('data') or {}
    said = [_in_camel_case(type_name, part) for name, type_name in (
        ('regions', 'Region'), ('concepts', 'Concept')) for part in data.get(name) or ()]
    for part in said:
        box = (part.get('regionInfo') or {}).get('boundingBox')
        if box:
            box.update((edge, 0) for edge in EDGES if edge not in box)
    return ([{'metadata': data['metadata']}] if data.get('metadata') else []) + said


def _in_camel_case(type_name: str, value: Any) -> Any:
    fields = schema.message(type_name)
    if not fields or type_name.startswith(schema.WELL_KNOWN) or not isinstance(value, dict):
        return value
    made = {}
    for name, part in value.items():
        kind = fields[name].type if name in fields else ''
        first, *others = name.split('_')
        made[first + ''.join(map(str.capitalize, others))] = (
            [_in_camel_case(kind, one) for one in part] if isinstance(part, list)
            else _in_camel_case(kind, part))
    return made


def check_name(name: str, archive: str) -> None:
    """Refuse a name in an archive that leads out of the folder that it is unpacked in.

    Raises:
        UserError: it does.
    """
    plain = name.replace('\\', '/')
    parts = plain.split('/')
    if plain.startswith('/') or '..' in parts or ':' in parts[0] or '\0' in name:
        raise UserError('%s has the name %s, which leads out of the folder'
                        % (archive, shown(name)))


def _name(split: str, folder: str, name: str) -> str:
    if '/' in name or '\\' in name:
        raise UserError('the input id %s leads out of the folder' % shown(name))
    full = posixpath.join(split, folder, name)
    check_name(full, 'the archive')
    return full


def _content(item: Any, content_of: Callable[[str], bytes]) -> tuple[str, bytes]:
    """The kind of an input and its content; '' for an input that has none."""
    for kind in KINDS:
        if kind not in item.data:
            continue
        medium = getattr(item.data, kind)
        url = url_of(medium)
        if url:
            return kind, content_of(url)
        if getattr(medium, 'raw', ''):
            return kind, medium.raw.encode('utf-8')
    return '', b''


def _some_at_a_time(inputs: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The inputs in lists, so that no more contents are in memory than one list has."""
    some: list[Any] = []
    for item in inputs:
        some.append(item)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def _is_bomb(size: int, squeezed: int) -> bool:
    return size > LARGE and size > SQUEEZED * max(squeezed, 1)
