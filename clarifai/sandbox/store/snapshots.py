"""Everything that a stopped sandbox keeps in a folder: exported to a file, imported, deleted.

An export is a SQLite database of its own, with a mark in its header by which it is known. It is
written beside its place and then renamed. An import, and a deletion, is one transaction on the
folder's database: killed in the middle, it has not happened.
"""
from __future__ import annotations

import contextlib
import os
import pathlib
import sqlite3
from collections.abc import Iterator

from clarifai.sandbox.store.database import FILE_NAME, IN_MEMORY, connect, make_private, reason
from clarifai.sandbox.store.integrity import DatabaseError, check, check_schema, schema_of

MARK = 0x434C5342  # the bytes "CLSB", as the header's application id
_HEADER = b'SQLite format 3\x00'


def export(folder: str, path: str) -> None:
    """Write what is kept in `folder` to the file `path`, wholly or not at all.

    Args:
        folder: a folder of data, of which no server is running.
        path: the file; one that is there is replaced.

    Raises:
        DatabaseError: there is nothing, a server has it, or the file cannot be written.
    """
    if _is_same_file(path, os.path.join(folder, FILE_NAME)):
        raise DatabaseError(f'cannot export to {path}, which is the data itself; name another file')
    part = '%s.%d.part' % (path, os.getpid())
    with _opened(folder) as connection:
        check_schema(schema_of(connection), folder)
        with _explained(f'cannot write {path}'):
            try:
                _write(connection, part)
                os.replace(part, path)
                _sync(os.path.dirname(path) or os.curdir)
            finally:
                for suffix in ('', '-journal', '-wal', '-shm'):
                    _remove(part + suffix)


def _write(connection: sqlite3.Connection, part: str) -> None:
    make_private(part)  # SQLite takes an empty file as none
    # Unlike a copy, this leaves out what was deleted.
    connection.execute('VACUUM INTO ?', (part,))
    with contextlib.closing(sqlite3.connect(part)) as copy:
        copy.execute('PRAGMA application_id = %d' % MARK)
    _sync(part)


def load(folder: str, path: str) -> None:
    """Replace what is kept in `folder` (made if missing) with the export in the file `path`.

    Raises:
        DatabaseError: the file is no export, is damaged or is a newer sandbox's, or a server has
            the folder. The folder's data are then as they were.
    """
    with _explained(f'cannot read {path}'):
        with open(path, 'rb') as handle:
            if handle.read(len(_HEADER)) != _HEADER:
                raise DatabaseError(f'does not know {path}: it is not an export of a sandbox')
        address = pathlib.Path(os.path.abspath(path)).as_uri()
        source = sqlite3.connect(address + '?mode=ro&immutable=1', uri=True)
    with contextlib.closing(source):
        with _explained(f'cannot use {path}'):
            _check(source, path)
        with _explained(f'cannot keep data in {folder}'):
            os.makedirs(folder, exist_ok=True)
        _replace(folder, source)


def _check(source: sqlite3.Connection, path: str) -> None:
    if source.execute('PRAGMA application_id').fetchone()[0] != MARK:
        raise DatabaseError('does not know %s: it is a database, but not an export of a sandbox'
                            % path)
    check(source, path)
    damage = source.execute('PRAGMA integrity_check(1)').fetchone()[0]
    stray = source.execute('PRAGMA foreign_key_check').fetchone()
    if damage != 'ok' or stray:
        raise DatabaseError('cannot use %s: it is damaged (%s)' % (
            path, damage.splitlines()[-1] if damage != 'ok' else
            'a row of %s belongs to nothing' % stray[0]))


def clear(folder: str) -> None:
    """Delete everything that is kept in `folder`.

    Raises:
        DatabaseError: a server has it.
    """
    with contextlib.closing(sqlite3.connect(IN_MEMORY)) as nothing:
        _replace(folder, nothing)


def _replace(folder: str, source: sqlite3.Connection) -> None:
    path = os.path.join(folder, FILE_NAME)
    with _explained(f'cannot keep data in {path}'):
        make_private(path)
        with contextlib.closing(connect(path)) as connection:
            source.backup(connection)


def summary(folder: str) -> dict[str, int] | None:
    """Return the numbers of apps, inputs and models in `folder`, None if nothing is kept there.

    Raises:
        DatabaseError: a server has it, or it is no sandbox's.
    """
    if not os.path.exists(os.path.join(folder, FILE_NAME)):
        return None
    with _opened(folder) as connection:
        if not schema_of(connection):
            return None
        return {table: connection.execute('SELECT COUNT(*) FROM ' + table).fetchone()[0]
                for table in ('apps', 'inputs', 'models')}


@contextlib.contextmanager
def _opened(folder: str) -> Iterator[sqlite3.Connection | None]:
    path = os.path.join(folder, FILE_NAME)
    if not os.path.exists(path):
        raise DatabaseError(f'has no data in {folder}')
    with _explained(f'cannot use {path}'):
        with contextlib.closing(connect(path)) as connection:
            yield connection


@contextlib.contextmanager
def _explained(what: str) -> Iterator[None]:
    """Turn an error of SQLite or of the file system into a sentence."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f'{what}: {reason(error)}')


def _is_same_file(one: str, other: str) -> bool:
    return os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)


def _sync(path: str) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove(path: str) -> None:
    if os.path.exists(path):
        os.remove(path)
