"""Damaged data are refused in a sentence, and what is not a sandbox's own is never imported."""
from __future__ import absolute_import

import os
import shutil
import sqlite3
import stat

import pytest

from clarifai.sandbox import errors
from clarifai.sandbox import main as command
from clarifai.sandbox.store import apps, concepts, inputs, schema
from clarifai.sandbox.store.database import FILE_NAME, Database, DatabaseError

TRIGGER = "CREATE TRIGGER inputs_gone AFTER INSERT ON apps BEGIN DELETE FROM inputs; END"
ALTERATIONS = {
    'a dropped table': ('DROP TABLE feedback', 'feedback is missing'),
    'a dropped index': ('DROP INDEX inputs_by_url', 'inputs_by_url is missing'),
    'a trigger': (TRIGGER, 'trigger inputs_gone'),
    'a view': ('CREATE VIEW seen AS SELECT id FROM inputs', 'view seen'),
    'another table': ('CREATE TABLE stranger (a)', 'table stranger'),
    'another column': ('ALTER TABLE inputs ADD COLUMN extra', 'table inputs'),
    'an older version than its tables': (
        'PRAGMA user_version = 3', 'annotations_by_concept is missing'),
    'no version at all': ('PRAGMA user_version = 0', 'which no sandbox makes'),
    'a negative version': ('PRAGMA user_version = -1', 'another folder'),
    'a newer version': ('PRAGMA user_version = 999', 'newer sandbox'),
}


@pytest.fixture
def folder(tmp_path):
    """A folder of data with one input, as a path."""
    folder = str(tmp_path / 'data')
    database = Database(folder)
    with database.transaction() as db:
        inputs.add(db, apps.for_key(db, 'k'), {
            'id': 'kept', 'kind': 'image', 'url': None, 'bytes': b'picture' * 5000,
            'allow_duplicate_url': False, 'concepts': [], 'metadata': {}, 'geo': None,
            'regions': []})
    database.close()
    return folder


def file_of(folder):
    return os.path.join(folder, FILE_NAME)


def content(path):
    with open(path, 'rb') as handle:
        return handle.read()


def altered(path, statement):
    connection = sqlite3.connect(path)
    connection.executescript(statement)
    connection.close()


def zeroed(path, start, length):
    with open(path, 'r+b') as handle:
        handle.seek(start)
        handle.write(b'\x00' * length)


def ended(capsys, *arguments):
    """Returns the one line with which a command ended, exit code 1."""
    assert command.main([str(argument) for argument in arguments]) == 1
    said = capsys.readouterr()
    assert said.out == '' and said.err.count('\n') == 1, said
    return said.err


@pytest.mark.parametrize('statement, reason', ALTERATIONS.values(), ids=list(ALTERATIONS))
def test_altered_data_end_the_server_in_a_sentence_and_stay_as_they_are(
        folder, capsys, statement, reason):
    pytest.importorskip('flask')
    altered(file_of(folder), statement)
    before = content(file_of(folder))
    assert reason in ended(capsys, '--port', '0', '--data', folder)
    assert content(file_of(folder)) == before


@pytest.mark.parametrize('start, length', [(0, 16), (0, 4096), (4096, 4096), (8192, 16384)])
def test_zeroed_bytes_end_the_server_in_a_sentence_and_stay_as_they_are(
        folder, capsys, start, length):
    pytest.importorskip('flask')
    zeroed(file_of(folder), start, length)
    before = content(file_of(folder))
    assert file_of(folder) in ended(capsys, '--port', '0', '--data', folder)
    assert content(file_of(folder)) == before


@pytest.mark.parametrize('statement, reason', ALTERATIONS.values(), ids=list(ALTERATIONS))
def test_an_altered_export_is_not_imported(folder, tmp_path, capsys, statement, reason):
    exported, target = str(tmp_path / 'exported'), str(tmp_path / 'target')
    assert command.main(['export', exported, '--data', folder]) == 0
    shutil.copytree(folder, target)
    altered(exported, statement)
    before = content(file_of(target))
    capsys.readouterr()
    assert reason in ended(capsys, 'import', exported, '--data', target, '--yes')
    assert content(file_of(target)) == before


def test_an_export_whose_rows_belong_to_nothing_is_not_imported(folder, tmp_path, capsys):
    exported = str(tmp_path / 'exported')
    assert command.main(['export', exported, '--data', folder]) == 0
    altered(exported, 'PRAGMA foreign_keys = OFF; DELETE FROM apps;')
    capsys.readouterr()
    assert 'belongs to nothing' in ended(
        capsys, 'import', exported, '--data', tmp_path / 'target', '--yes')
    assert not os.path.exists(file_of(str(tmp_path / 'target')))


@pytest.mark.parametrize('steps', range(1, len(schema.STEPS) + 1))
def test_data_of_every_earlier_version_are_known(tmp_path, steps):
    connection = sqlite3.connect(str(tmp_path / FILE_NAME))
    for number, step in enumerate(schema.STEPS[:steps], 1):
        connection.executescript('%s PRAGMA user_version = %d;' % (step, number))
    connection.close()
    Database(str(tmp_path)).close()


@pytest.mark.skipif(os.name == 'nt', reason='permissions are those of POSIX')
def test_data_and_exports_are_for_their_owner_alone(folder, tmp_path):
    exported = str(tmp_path / 'exported')
    os.chmod(file_of(folder), 0o644)
    database = Database(folder)
    with database.transaction() as db:
        apps.for_key(db, 'another')
    modes = {name: stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)
             for name in os.listdir(folder)}
    database.close()
    assert modes == {FILE_NAME: 0o600, FILE_NAME + '-wal': 0o600}
    assert command.main(['export', exported, '--data', folder]) == 0
    assert stat.S_IMODE(os.stat(exported).st_mode) == 0o600


def test_a_failed_export_leaves_nothing(folder, tmp_path, capsys):
    taken = tmp_path / 'taken'
    taken.mkdir()
    (taken / 'file').write_bytes(b'')
    ended(capsys, 'export', taken, '--data', folder)
    assert sorted(os.listdir(str(tmp_path))) == ['data', 'home', 'taken']


def test_a_full_disk_is_an_error_of_the_api_and_the_next_request_is_served(folder):
    database = Database(folder)
    with database.transaction() as db:
        app_id = apps.for_key(db, 'k')
        pages = db.execute('PRAGMA page_count').fetchone()[0]
        db.execute('PRAGMA max_page_count = %d' % (pages + 5))
    with pytest.raises(errors.DiskFailure) as failure:
        with database.transaction() as db:
            concepts.ensure(db, app_id, [('lost-%d' % number, None) for number in range(9000)])
    assert 'is full' in failure.value.details
    with database.transaction() as db:
        concepts.ensure(db, app_id, [('kept', None)])
    with database.transaction() as db:
        assert [row['id'] for row in db.execute('SELECT id FROM concepts')] == ['kept']
    database.close()


def test_other_errors_of_the_database_are_not_taken_for_the_disks(folder):
    database = Database(folder)
    with pytest.raises(sqlite3.OperationalError):
        with database.transaction() as db:
            db.execute('SELECT * FROM missing')
    database.close()


def test_the_message_of_damage_names_the_file(folder):
    altered(file_of(folder), 'DROP TABLE feedback')
    with pytest.raises(DatabaseError, match=FILE_NAME):
        Database(folder)
