"""Without a folder, what is too much for memory goes on in a file that nobody sees."""
import contextlib
import glob
import os
import sys

import pytest

pytest.importorskip('numpy')

from clarifai.sandbox import errors
from clarifai.sandbox.store import apps, concepts, database

PIECE, PIECES = b'x' * 200000, 60


@pytest.fixture(autouse=True)
def little_memory(monkeypatch):
    monkeypatch.setattr(database, 'MOST_IN_MEMORY', 4096)


def opened():
    """Returns the paths of the files that this process has open."""
    paths = set()
    for path in glob.glob('/proc/self/fd/*'):
        with contextlib.suppress(OSError):
            paths.add(os.readlink(path))
    return paths


def fill(db, name):
    db.execute('CREATE TABLE IF NOT EXISTS pieces (name, bytes)')
    db.executemany('INSERT INTO pieces VALUES (?, ?)', [(name, PIECE)] * PIECES)


def kept(store):
    with store.transaction() as db:
        return [tuple(row) for row in db.execute(
            'SELECT name, COUNT(*), SUM(LENGTH(bytes)) FROM pieces GROUP BY name')]


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='reads /proc')
def test_it_is_in_a_file_without_a_name():
    before, store = opened(), database.Database()
    assert opened() == before
    with store.transaction() as db:
        fill(db, 'much')
    [path] = opened() - before
    assert path.endswith(' (deleted)') and not os.path.exists(path[:-len(' (deleted)')])
    assert kept(store) == [('much', PIECES, PIECES * len(PIECE))]
    store.close()
    assert opened() == before


def test_what_was_undone_is_not_in_it():
    store = database.Database()
    with store.transaction() as db:
        fill(db, 'kept')
    with pytest.raises(ZeroDivisionError):
        with store.transaction() as db:
            db.execute("UPDATE pieces SET name = 'lost'")
            fill(db, 'lost')
            1 / 0
    assert kept(store) == [('kept', PIECES, PIECES * len(PIECE))]
    store.close()


def test_where_no_file_can_be_made_all_is_in_memory(monkeypatch):
    def refuse():
        raise OSError('Read-only file system')
    monkeypatch.setattr(database.tempfile, 'TemporaryFile', refuse)
    before = opened()
    store = database.Database()
    with store.transaction() as db:
        fill(db, 'much')
    assert opened() == before
    assert kept(store) == [('much', PIECES, PIECES * len(PIECE))]
    store.close()


def test_a_full_disk_says_where_room_is_to_be_made():
    store = database.Database()
    with store.transaction() as db:
        app_id = apps.for_key(db, 'k')
        pages = db.execute('PRAGMA page_count').fetchone()[0]
        db.execute('PRAGMA max_page_count = %d' % (pages + 5))
    with pytest.raises(errors.DiskFailure) as failure:
        with store.transaction() as db:
            concepts.ensure(db, app_id, [('lost-%d' % number, None) for number in range(9000)])
    assert 'TMPDIR' in failure.value.details and 'is full' in failure.value.details
    store.close()
