"""Opening the SQLite file, and transactions on it.

One connection serves all threads, one transaction at a time: a lock that is held for some
milliseconds is simpler than busy connections, and no slow work (fetching, decoding, learning) is
ever done inside a transaction. The journal is written ahead (WAL), so a process that is killed
loses nothing that was committed and leaves nothing half done.
"""
from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator

from clarifai.sandbox import errors
from clarifai.sandbox.store import schema
from clarifai.sandbox.store.integrity import DatabaseError, check_file, check_schema, schema_of

FILE_NAME = 'sandbox.sqlite3'
IN_MEMORY = ':memory:'
# SQLite's name for a database in memory that goes on, when there is too much of it, in a temporary
# file without a name, which is gone with the process.
UNNAMED = ''
LOCK_SECONDS = 1.0
PAGE_IN_MEMORY = 16384  # bytes
MOST_IN_MEMORY = 65536  # kibibytes
PRIVATE = 0o600
# As SQLite says SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY and SQLITE_CANTOPEN; Python 3.9 gives no
# codes.
DISK_ERRORS = ('is full', 'disk I/O error', 'readonly database', 'unable to open database file')


class Database:
    """All that the server remembers.

    Args:
        folder: where the file is kept (made if missing), or None to keep everything until the
            server stops: in memory, and what is more in a file that is nowhere to be seen.

    Raises:
        DatabaseError: the folder or file cannot be used, is damaged or not a sandbox's, or a newer
            version made it. The file is then as it was.
    """

    def __init__(self, folder: str | None = None) -> None:
        self.path = os.path.join(folder, FILE_NAME) if folder else IN_MEMORY
        self._lock = threading.RLock()
        try:
            if folder:
                os.makedirs(folder, exist_ok=True)
                check_file(self.path)
                make_private(self.path)
            self._connection = connect(self.path)
            with closed_on_failure(self._connection):
                upgrade(self._connection, self.path)
        except (OSError, sqlite3.Error) as error:
            raise DatabaseError(f'cannot keep data in {self.path}: {reason(error)}')

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction: all of it happens, or nothing.

        Yields:
            sqlite3.Connection: whose rows are ``sqlite3.Row``.

        Raises:
            errors.DiskFailure: the disk is full or fails.
        """
        with self._lock, _disk_errors(self.path):
            self._connection.execute('BEGIN IMMEDIATE')
            try:
                yield self._connection
                self._connection.execute('COMMIT')
            except BaseException:
                # A full disk can make SQLite itself undo a transaction.
                if self._connection.in_transaction:
                    self._connection.execute('ROLLBACK')
                raise

    def clear(self) -> None:
        """Delete everything, at once."""
        with self.transaction() as db:
            db.execute('PRAGMA defer_foreign_keys = ON')
            tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' "
                                "AND name NOT GLOB 'sqlite_*'").fetchall()
            for table in tables:
                db.execute('DELETE FROM ' + table['name'])

    def close(self) -> None:
        """Close the file; what is running in a transaction ends first."""
        with self._lock:
            self._connection.close()


def make_private(path: str) -> None:
    """Make a file, if it is missing, and let nobody but its owner read it.

    SQLite gives the files that it makes beside it the same permissions.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE))
    os.chmod(path, PRIVATE)


@contextlib.contextmanager
def _disk_errors(path: str) -> Iterator[None]:
    """Turn what the disk refuses into an error that the API can answer with."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if not any(words in str(error) for words in DISK_ERRORS):
            raise
        where = ('in the folder for temporary files (TMPDIR)' if path == IN_MEMORY
                 else 'where its --data is')
        raise errors.DiskFailure(f'The sandbox cannot keep this: {error}. Make room {where} and '
                                 'send it again.')


def connect(path: str) -> sqlite3.Connection:
    """Return a connection to a file that is this process's alone, whatever its schema.

    Raises:
        sqlite3.Error: it is no database, or another process has it (see `reason`).
    """
    connection = sqlite3.connect(
        UNNAMED if path == IN_MEMORY and _can_make_files() else path, isolation_level=None,
        check_same_thread=False, timeout=LOCK_SECONDS)
    with closed_on_failure(connection):
        connection.row_factory = sqlite3.Row
        if path == IN_MEMORY:
            # A commit takes time for each page that is in memory alone.
            connection.execute('PRAGMA page_size = %d' % PAGE_IN_MEMORY)
            connection.execute('PRAGMA cache_size = -%d' % MOST_IN_MEMORY)
        # A second server on the same file would train and fetch everything twice.
        connection.execute('PRAGMA locking_mode = EXCLUSIVE')
        connection.execute('PRAGMA journal_mode = %s' % ('MEMORY' if path == IN_MEMORY else 'WAL'))
        connection.execute('PRAGMA synchronous = NORMAL')
        connection.execute('PRAGMA foreign_keys = ON')
    return connection


def _can_make_files() -> bool:
    try:
        with tempfile.TemporaryFile():
            return True
    except OSError:
        return False


@contextlib.contextmanager
def closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    """Close `connection`, which undoes what it had not committed, if the block raises."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def reason(error: OSError | sqlite3.Error) -> str:
    """Return what an error of SQLite or of the file system means to whoever started the command."""
    if 'locked' in str(error):
        return 'another sandbox is using it; stop that one or take another folder'
    return str(error)


def upgrade(connection: sqlite3.Connection, path: str) -> None:
    """Bring a database to the schema of this version, by all steps that it lacks or by none.

    Args:
        connection: outside a transaction.
        path: what to call the database in a message.

    Raises:
        DatabaseError: a newer version made it.
        sqlite3.Error: a step failed; the caller closes the connection, which undoes the others.
    """
    version = schema_of(connection)
    check_schema(version, path)
    if version < len(schema.STEPS):
        connection.executescript('BEGIN IMMEDIATE; %s PRAGMA user_version = %d; COMMIT;' % (
            ''.join(schema.STEPS[version:]), len(schema.STEPS)))
