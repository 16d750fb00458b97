"""Checks that a database is whole, and has the tables of the sandbox that wrote it."""
from __future__ import annotations

import contextlib
import functools
import os
import pathlib
import sqlite3

from clarifai.sandbox.store import schema

INDEX = '-shm'  # SQLite's index of the journal, shared by processes


class DatabaseError(Exception):
    """The database cannot be used; the message says why and what to do."""


def check_file(path: str) -> None:
    """Check a file before it is opened for writing, and change nothing in it.

    Args:
        path: a file that need not exist yet.

    Raises:
        DatabaseError: it is damaged, not a sandbox's, or a newer sandbox's.
        sqlite3.Error: it is no database, or another process has it.
    """
    if not os.path.exists(path) or not os.path.getsize(path):
        return
    address = pathlib.Path(os.path.abspath(path)).as_uri() + '?mode=ro'
    had_index = os.path.exists(path + INDEX)
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=1.0)) as connection:
            check(connection, path)
    finally:
        # Who may only read leaves this behind, and no sandbox uses it.
        if not had_index and os.path.exists(path + INDEX):
            os.remove(path + INDEX)


def check(connection: sqlite3.Connection, path: str) -> None:
    """Check an open database.

    Args:
        connection: to the database.
        path: what to call it in a message.

    Raises:
        DatabaseError: it is damaged, not a sandbox's, or a newer sandbox's.
        sqlite3.Error: it is no database, or another process has it.
    """
    version = schema_of(connection)
    check_schema(version, path)
    damage = connection.execute('PRAGMA quick_check(1)').fetchone()[0]
    if damage != 'ok':
        raise DatabaseError('cannot use %s: it is damaged (%s); nothing in it was changed'
                            % (path, damage.splitlines()[-1]))
    difference = _difference(_objects(connection), _objects_of_version(version))
    if difference:
        raise DatabaseError(
            'cannot use %s: %s, so it is damaged or not a sandbox\'s; nothing in it was changed'
            % (path, difference))


def schema_of(connection: sqlite3.Connection) -> int:
    """Return how many steps of the schema a database has run; 0 for an empty one."""
    version: int = connection.execute('PRAGMA user_version').fetchone()[0]
    return version


def check_schema(version: int, path: str) -> None:
    """Refuse the schema of a newer sandbox.

    Raises:
        DatabaseError: this one does not know it.
    """
    if not 0 <= version <= len(schema.STEPS):
        raise DatabaseError(
            '%s was written by a newer sandbox (schema %d, this one knows %d); use that one or '
            'another folder' % (path, version, len(schema.STEPS)))


@functools.cache
def _objects_of_version(version: int) -> dict[tuple[str, str], str]:
    """Return the tables, indexes, triggers and views that the first `version` steps make."""
    with contextlib.closing(sqlite3.connect(':memory:')) as connection:
        connection.executescript(''.join(schema.STEPS[:version]))
        return _objects(connection)


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return how each thing in a database was made, by its kind and name.

    Versions of SQLite differ in blanks and quotes when they write down a changed table.
    """
    made = connection.execute("SELECT type, name, sql FROM sqlite_master "
                              "WHERE name NOT GLOB 'sqlite_*'").fetchall()
    return {(kind, name): ''.join((sql or '').replace('"', '').split())
            for kind, name, sql in made}


def _difference(present: dict[tuple[str, str], str],
                expected: dict[tuple[str, str], str]) -> str | None:
    for kind, name in sorted(expected.keys() - present.keys()):
        return f'its {kind} {name} is missing'
    for kind, name in sorted(present.keys() - expected.keys()):
        return f'it holds the {kind} {name}, which no sandbox makes'
    for kind, name in sorted(expected):
        if present[kind, name] != expected[kind, name]:
            return f'its {kind} {name} is not as a sandbox makes it'
    return None
