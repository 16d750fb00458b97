"""Transactions, the schema's version, and what the tables promise."""
from __future__ import absolute_import

import json
import sqlite3
import threading

import pytest

numpy = pytest.importorskip('numpy')

from clarifai.sandbox import errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.store import (annotations, apps, concepts, deletions, evaluations, feedback,
                                    indexing, inputs, models, overview, schema, terms, versions)
from clarifai.sandbox.store.database import FILE_NAME, Database, DatabaseError


@pytest.fixture(params=['memory', 'file'])
def database(request, tmp_path):
    database = Database(str(tmp_path) if request.param == 'file' else None)
    yield database
    database.close()


def new_input(input_id=None, url=None, data=b'picture', **parts):
    return dict({'id': input_id, 'kind': 'image', 'url': url, 'bytes': data,
                 'allow_duplicate_url': False, 'concepts': [], 'metadata': {}, 'geo': None,
                 'regions': []}, **parts)


def test_a_transaction_happens_or_does_not(database):
    with database.transaction() as db:
        app_id = apps.for_key(db, 'k')
        concepts.ensure(db, app_id, [('kept', None)])
    with pytest.raises(ZeroDivisionError):
        with database.transaction() as db:
            concepts.ensure(db, app_id, [('lost', None)])
            1 / 0
    with database.transaction() as db:
        assert [c['id'] for c in concepts.list_all(db, app_id)] == ['kept']


def test_transactions_of_threads_follow_one_another(database):
    def count():
        for _ in range(50):
            with database.transaction() as db:
                [number] = db.execute('SELECT COUNT(*) FROM feedback').fetchone()
                feedback.add(db, app_id, str(number), {})
    with database.transaction() as db:
        app_id = apps.for_key(db, 'k')
    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.transaction() as db:
        rows = db.execute('SELECT about FROM feedback ORDER BY seq').fetchall()
        assert [row['about'] for row in rows] == [str(number) for number in range(200)]
        assert feedback.count(db, app_id) == 200


def test_a_key_is_kept_as_a_hash(tmp_path):
    database = Database(str(tmp_path))
    with database.transaction() as db:
        first = apps.for_key(db, 'secret key')
        assert apps.for_key(db, 'secret key') == first != apps.for_key(db, 'other')
    database.close()
    assert b'secret key' not in (tmp_path / FILE_NAME).read_bytes()


def test_a_newer_schema_is_refused(tmp_path):
    Database(str(tmp_path)).close()
    connection = sqlite3.connect(str(tmp_path / FILE_NAME))
    assert connection.execute('PRAGMA user_version').fetchone() == (len(schema.STEPS),)
    connection.execute('PRAGMA user_version = 999')
    connection.close()
    with pytest.raises(DatabaseError) as refusal:
        Database(str(tmp_path))
    assert '999' in str(refusal.value)


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b'not a database ' * 100)
    with pytest.raises(DatabaseError):
        Database(str(tmp_path))


@pytest.mark.parametrize('key, end', [
    ('0123456789abcdef0123456789abcdef', 'cdef'), ('anything', 'hing'), ('1234567', '567'),
    ('a', ''), ('', ''), (u'geheim\xe9\udcff12', '??12')])
def test_of_a_key_no_more_than_its_end_is_kept(database, key, end):
    with database.transaction() as db:
        app_id = apps.for_key(db, key)
        assert apps.for_key(db, key) == app_id
        assert overview.app(db, app_id)['key_end'] == end
        if len(key) > 4:
            assert key not in repr([tuple(row) for row in db.execute('SELECT * FROM apps')])
        named = apps.of_user(db, 'ann', 'zoo')
        assert overview.app(db, named)['key_end'] is None


def test_nothing_is_left_of_a_deleted_input(database):
    with database.transaction() as db:
        app_id = apps.for_key(db, 'k')
        seq = inputs.add(db, app_id, new_input('i', concepts=[('c', None, 1.0)]))
        indexing.finish(db, seq, app_id, MEASURED, numpy.ones(3, 'float32'), [('ai_x', 0.5)],
                        {'width': 1})
        token = inputs.get(db, app_id, 'i')['token']
        assert inputs.hosted(db, token) == b'picture'
        assert inputs.remove(db, app_id, ['i', 'ghost']) == 1
        assert inputs.hosted(db, token) is None
        for table in ('inputs', 'media', 'annotations', 'annotated_concepts', 'predictions',
                      'vectors'):
            assert db.execute('SELECT COUNT(*) FROM %s' % table).fetchone()[0] == 0, table
        assert [c['id'] for c in concepts.list_all(db, app_id)] == ['c']


def test_work_on_an_input_that_is_gone_leaves_nothing(database):
    with database.transaction() as db:
        app_id = apps.for_key(db, 'k')
        seq = inputs.add(db, app_id, new_input('i'))
        assert indexing.start(db, seq)['kind'] == 'image'
        deletions.begin(db, app_id)
        assert indexing.start(db, seq) is None
        indexing.finish(db, seq, app_id, MEASURED, numpy.ones(3, 'float32'), [('ai_x', 0.5)], {})
        indexing.fail(db, seq, codes.INPUT_FAILED, 'x')
        assert db.execute('SELECT COUNT(*) FROM predictions').fetchone()[0] == 0
        # A new input never gets the number of an old one.
        assert inputs.add(db, app_id, new_input('i')) > seq


def test_what_is_left_to_do(database):
    with database.transaction() as db:
        app_id = apps.for_key(db, 'k')
        seqs = [inputs.add(db, app_id, new_input(str(number))) for number in range(3)]
        indexing.start(db, seqs[1])
        indexing.fail(db, seqs[2], codes.INPUT_FAILED, 'why')
        assert indexing.waiting(db) == seqs[:2]
        assert inputs.counts(db, app_id) == {30001: 1, 30003: 1, 30002: 1}
        model = models.add(db, app_id, 'm', None, [('c', None)], {})
        queued = versions.add_queued(db, model)
        assert versions.unfinished(db) == [queued['seq']]
        assert indexing.any_waiting(db, app_id, queued['created_at'])
        versions.trained(db, queued['seq'], b'data', ['0'], MEASURED.name)
        assert versions.unfinished(db) == []
        asked = [evaluations.add(db, queued)['seq'] for _ in range(2)]
        assert evaluations.unfinished(db) == asked
        evaluations.set_status(db, asked[0], codes.MODEL_EVALUATED, metrics={'folds': 5})
        assert evaluations.unfinished(db) == asked[1:]
        assert versions.latest_trained(db, model)['id'] == queued['id']


def test_duplicates(database):
    with database.transaction() as db:
        app_id, other = apps.for_key(db, 'k'), apps.for_key(db, 'other')
        inputs.add(db, app_id, new_input('i', 'http://x/1', None))
        for duplicate in (new_input('i'), new_input('j', 'http://x/1', None)):
            with pytest.raises(errors.InputDuplicate):
                inputs.add(db, app_id, duplicate)
        inputs.add(db, app_id, new_input('j', 'http://x/1', None, allow_duplicate_url=True))
        inputs.add(db, other, new_input('i', 'http://x/1', None))
        assert len(inputs.listing(db, app_id, fields.Page(1, 20))) == 2


def test_many_inputs_at_once(database):
    with database.transaction() as db:
        app_id = apps.for_key(db, 'k')
        seqs = [inputs.add(db, app_id, new_input('i%d' % number, concepts=[('c', None, 1.0)]))
                for number in range(1100)]
        records = inputs.by_seq(db, list(reversed(seqs)))
        assert [record['seq'] for record in records] == list(reversed(seqs))
        assert all(record['concepts'][0]['id'] == 'c' for record in records)
        ids = ['i%d' % number for number in (1099, 0, 5000)]
        assert [record['id'] for record in inputs.by_id(db, app_id, ids)] == ids[:2]
        assert len(models.inputs_with(db, app_id, ['c', 'd'])) == 1100


def test_a_models_versions_go_with_it(database):
    with database.transaction() as db:
        app_id = apps.for_key(db, 'k')
        model = models.add(db, app_id, 'm', None, [], {})
        versions.add_queued(db, model)
        with pytest.raises(errors.ModelInvalid):
            models.add(db, app_id, 'm', None, [], {})
        assert models.remove(db, app_id, ['m']) == 1
        assert db.execute('SELECT COUNT(*) FROM model_versions').fetchone()[0] == 0


def test_annotations_are_made_of_what_older_servers_kept(tmp_path):
    connection = sqlite3.connect(str(tmp_path / FILE_NAME))
    connection.executescript(schema.STEP_1 + schema.STEP_2 + 'PRAGMA user_version = 2;')
    connection.execute("INSERT INTO apps VALUES ('a', 'hash', '2018')")
    connection.executemany(
        "INSERT INTO concepts (app_id, id, name, created_at) VALUES ('a', ?, ?, '2018')",
        [('cat', 'Cat'), ('nose', 'Nose')])
    regions = [{'id': 'r', 'region_info': {'bounding_box': {'top_row': 0.5}},
                'data': {'concepts': [{'id': 'nose', 'name': 'Nose', 'value': 1.0}]}},
               {'id': 'bare', 'data': {}}]
    connection.execute(
        'INSERT INTO inputs (app_id, id, kind, url, metadata, geo, regions, status_code, '
        "created_at, modified_at) VALUES ('a', 'i', 'image', 'http://x', ?, ?, ?, 30000, '1', '2')",
        ['{"k": {"n": 1}}', '{"geo_point": {"latitude": 1, "longitude": 2}}', json.dumps(regions)])
    connection.executemany("INSERT INTO annotations VALUES (1, ?, 0, 'a', ?, ?)",
                           [('', 'cat', 0.0), ('r', 'nose', 1.0)])
    connection.commit()
    connection.close()
    with Database(str(tmp_path)).transaction() as db:
        record = inputs.get(db, 'a', 'i')
        assert [(one['id'], one['name'], one['value']) for one in record['concepts']] == [
            ('cat', 'Cat', 0.0)]
        assert record['metadata'] == {'k': {'n': 1}}
        assert record['geo'] == {'geo_point': {'latitude': 1, 'longitude': 2}}
        assert record['regions'] == regions
        found = annotations.of_inputs(db, [1])[1]
        assert [one['input_level'] for one in found] == [True, False, False]
        assert len(set(one['id'] for one in found)) == 3
        assert terms.annotated(db, 'a', ['nose'], True) == {1: 1.0}
        assert terms.with_metadata(db, 'a', {'k': {'n': 1}}) == {1: 1.0}
