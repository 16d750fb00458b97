"""``clarifai sandbox export``, ``import`` and ``reset``, on folders of stopped sandboxes."""
from __future__ import absolute_import

import io
import os
import sqlite3

import pytest

pytest.importorskip('numpy')

from clarifai.sandbox import main as command
from clarifai.sandbox.store import apps, deletions, inputs, schema
from clarifai.sandbox.store.database import FILE_NAME, Database

PICTURE = b'picture' * 1000


@pytest.fixture
def filled(tmp_path):
    """A folder that holds one input, as a path."""
    folder = str(tmp_path / 'filled')
    fill(folder, 'kept')
    return folder


def fill(folder, input_id):
    database = Database(folder)
    with database.transaction() as db:
        inputs.add(db, apps.for_key(db, 'k'), {
            'id': input_id, 'kind': 'image', 'url': None, 'bytes': PICTURE,
            'allow_duplicate_url': False, 'concepts': [('cat', None, 1.0)], 'metadata': {},
            'geo': None, 'regions': []})
    database.close()


def held(folder):
    """Returns the ids of all inputs in a folder."""
    database = Database(folder)
    with database.transaction() as db:
        found = [row['id'] for row in db.execute('SELECT id FROM inputs ORDER BY seq')]
        data = [row['bytes'] for row in db.execute('SELECT bytes FROM media')]
    database.close()
    assert data == [PICTURE] * len(found)
    return found


def run(*arguments):
    return command.main([str(argument) for argument in arguments])


def refusal(capsys, *arguments):
    """Returns the one line that a command says when it is refused."""
    assert run(*arguments) != 0
    said = capsys.readouterr()
    assert said.out == '' and said.err.count('\n') == 1
    return said.err


def test_there_and_back(filled, tmp_path, capsys):
    assert run('export', tmp_path / 'file', '--data', filled) == 0
    assert run('import', tmp_path / 'file', '--data', tmp_path / 'a' / 'new folder') == 0
    assert held(str(tmp_path / 'a' / 'new folder')) == held(filled) == ['kept']
    assert sorted(os.listdir(str(tmp_path))) == ['a', 'file', 'filled', 'home']
    assert capsys.readouterr().err == ''


def test_an_export_replaces_an_older_one_and_leaves_out_what_was_deleted(filled, tmp_path):
    file = tmp_path / 'file'
    assert run('export', file, '--data', filled) == 0
    assert PICTURE[:500] in file.read_bytes()
    database = Database(filled)
    with database.transaction() as db:
        deletions.begin(db, apps.for_key(db, 'k'))
    database.close()
    assert run('export', file, '--data', filled) == 0
    assert b'picture' not in file.read_bytes()


def test_an_export_is_of_what_a_killed_server_had_committed(filled, tmp_path):
    database = Database(filled)
    with database.transaction() as db:
        apps.for_key(db, 'late')
    # What a killed process leaves: the journal has not been merged into the file.
    for name in os.listdir(filled):
        content = open(os.path.join(filled, name), 'rb').read()
        (tmp_path / name).write_bytes(content)
    database.close()
    assert os.path.getsize(str(tmp_path / (FILE_NAME + '-wal')))
    assert run('export', tmp_path / 'file', '--data', tmp_path) == 0
    copy = sqlite3.connect(str(tmp_path / 'file'))
    assert copy.execute('SELECT COUNT(*) FROM apps').fetchone() == (2,)
    copy.close()


@pytest.mark.parametrize('name', ['export', 'import', 'reset'])
def test_while_a_server_runs(name, filled, tmp_path, capsys):
    assert run('export', tmp_path / 'file', '--data', filled) == 0
    capsys.readouterr()
    running = Database(filled)
    arguments = [] if name == 'reset' else [tmp_path / 'file']
    options = [] if name == 'export' else ['--yes']
    said = refusal(capsys, name, '--data', filled, *(arguments + options))
    assert 'another sandbox is using it; stop that one' in said
    running.close()
    assert held(filled) == ['kept']


def test_export_of_nothing(tmp_path, capsys):
    assert 'no data in' in refusal(capsys, 'export', tmp_path / 'file', '--data', tmp_path)
    assert os.listdir(str(tmp_path)) == ['home']


def test_export_to_where_nothing_can_be_written(filled, tmp_path, capsys):
    assert 'cannot write' in refusal(
        capsys, 'export', tmp_path / 'no folder' / 'file', '--data', filled)
    assert 'the data itself' in refusal(
        capsys, 'export', os.path.join(filled, FILE_NAME), '--data', filled)
    assert held(filled) == ['kept']


def nothing(file):
    os.remove(str(file))


def no_database(file):
    file.write_bytes(b'PK\x03\x04' * 5000)


def cut_off(file):
    file.write_bytes(file.read_bytes()[:9000])


def garbled(file):
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b'\xff' * 4096 + data[8192:])


def of_another_program(file):
    altered(file, 'PRAGMA application_id = 1')


def of_a_newer_sandbox(file):
    altered(file, 'PRAGMA user_version = 999')


def altered(file, statement):
    connection = sqlite3.connect(str(file))
    connection.execute(statement)
    connection.close()


@pytest.mark.parametrize('spoil, words', [
    (nothing, 'No such file'), (no_database, 'not an export'), (cut_off, 'malformed'),
    (garbled, 'damaged'), (of_another_program, 'not an export'),
    (of_a_newer_sandbox, 'schema 999')])
def test_what_is_not_imported(spoil, words, filled, tmp_path, capsys):
    assert run('export', tmp_path / 'file', '--data', filled) == 0
    fill(filled, 'later')
    spoil(tmp_path / 'file')
    capsys.readouterr()
    said = refusal(capsys, 'import', tmp_path / 'file', '--data', filled, '--yes')
    assert words in said and str(tmp_path / 'file') in said
    assert held(filled) == ['kept', 'later']
    refusal(capsys, 'import', tmp_path / 'file', '--data', tmp_path / 'new')
    assert not (tmp_path / 'new').exists()


def test_an_export_of_an_older_schema_is_imported(tmp_path):
    file = tmp_path / 'file'
    Database(str(tmp_path / 'empty')).close()
    assert run('export', file, '--data', tmp_path / 'empty') == 0
    mark = sqlite3.connect(str(file)).execute('PRAGMA application_id').fetchone()[0]
    os.remove(str(file))
    connection = sqlite3.connect(str(file))
    connection.executescript(schema.STEP_1)
    connection.executescript('PRAGMA user_version = 1; PRAGMA application_id = %d;' % mark)
    connection.close()
    assert run('import', file, '--data', tmp_path / 'new') == 0
    assert held(str(tmp_path / 'new')) == []


@pytest.mark.parametrize('name', ['import', 'reset'])
@pytest.mark.parametrize('terminal, said, code, left', [
    (False, '', 2, ['kept', 'later']), (True, 'n\n', 1, ['kept', 'later']),
    (True, '\n', 1, ['kept', 'later']), (True, '', 1, ['kept', 'later']),
    (True, 'y\n', 0, None), (True, 'YES\n', 0, None)])
def test_nothing_is_deleted_unasked(name, terminal, said, code, left, filled, tmp_path,
                                    monkeypatch, capsys):
    assert run('export', tmp_path / 'file', '--data', filled) == 0
    fill(filled, 'later')
    answer = io.StringIO(said)
    answer.isatty = lambda: terminal
    monkeypatch.setattr('sys.stdin', answer)
    arguments = [tmp_path / 'file'] if name == 'import' else []
    assert run(name, '--data', filled, *arguments) == code
    output = capsys.readouterr()
    question = output.out if terminal else output.err
    assert '1 apps with 2 inputs and 0 models' in question
    assert terminal or '--yes' in output.err
    assert held(filled) == (left or (['kept'] if name == 'import' else []))


def test_reset(filled, capsys):
    assert run('reset', '--data', filled, '--yes') == 0
    assert b'picture' not in open(os.path.join(filled, FILE_NAME), 'rb').read()
    assert run('reset', '--data', filled) == 0
    assert 'Nothing is kept' in capsys.readouterr().out
    fill(filled, 'new')
    assert held(filled) == ['new']


def test_reset_where_nothing_is(tmp_path):
    assert run('reset', '--data', tmp_path / 'none') == 0
    assert os.listdir(str(tmp_path)) == ['home']


@pytest.mark.parametrize('arguments', [
    ['export'], ['export', 'file'], ['import', 'file'], ['reset'], ['export', '--data', 'd']])
def test_wrong_arguments(arguments, capsys):
    with pytest.raises(SystemExit) as leaving:
        run(*arguments)
    assert leaving.value.code == 2
    assert 'clarifai sandbox ' + arguments[0] in capsys.readouterr().err
