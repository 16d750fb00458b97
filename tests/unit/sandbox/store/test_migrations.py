"""Databases of earlier schemas open, and are served with all that is in them.

``databases/step_N.sql`` is what the last sandbox with N steps wrote, as ``sqlite3 FILE .dump``
shows it: an app with two pictures that are done, one with the concept "warm" and one without, and a
model of that concept which was trained.
"""
from __future__ import absolute_import

import base64
import glob
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from clarifai.sandbox import fields
from clarifai.sandbox.store import apps, overview, schema
from clarifai.sandbox.store.database import FILE_NAME, Database, DatabaseError, connect, upgrade

flask = pytest.importorskip('flask')

from clarifai.sandbox.web.application import create_app  # noqa: E402
from clarifai.sandbox.services import Services  # noqa: E402

DUMPS = sorted(glob.glob(os.path.join(os.path.dirname(__file__), 'databases', 'step_*.sql')))
FAILING = 'CREATE TABLE half (a); INSERT INTO half VALUES (1); INSERT INTO missing VALUES (1);'
HEADERS = {'Authorization': 'Key the-key'}


@pytest.fixture(params=DUMPS, ids=[os.path.basename(path) for path in DUMPS])
def old(request, tmp_path):
    """A folder with the database of an earlier schema, as a path."""
    connection = sqlite3.connect(str(tmp_path / FILE_NAME))
    with open(request.param) as dump:
        connection.executescript(dump.read())
    connection.close()
    return str(tmp_path)


def content(folder):
    """Returns everything that is in a database, as SQL."""
    connection = sqlite3.connect(os.path.join(folder, FILE_NAME))
    lines = list(connection.iterdump()) + connection.execute('PRAGMA user_version').fetchall()
    connection.close()
    return lines


def test_there_is_one_of_each_released_schema():
    assert [os.path.basename(path) for path in DUMPS][:2] == ['step_1.sql', 'step_2.sql']


def test_an_old_database_is_served(old):
    services = Services(old)
    services.start()
    client = create_app(services).test_client()

    def call(method, path, body=None):
        response = client.open('/v2' + path, method=method, json=body, headers=HEADERS)
        assert response.status_code == 200, response.data
        return response.get_json()

    try:
        check_what_was_there(client, call)
        check_what_is_new(call)
    finally:
        services.stop()
    assert sqlite3.connect(os.path.join(old, FILE_NAME)).execute(
        'PRAGMA user_version').fetchone() == (len(schema.STEPS),)


def check_what_was_there(client, call):
    red, blue = call('GET', '/inputs')['inputs']
    assert (red['id'], blue['id']) == ('red', 'blue')
    assert [concept['value'] for concept in red['data']['concepts']] == [1]
    assert red['data']['metadata'] == {'n': 1}
    assert red['data']['geo']['geo_point'] == {'longitude': 10, 'latitude': 50}
    picture = client.get(red['data']['image']['url'])
    assert picture.data.startswith(b'\x89PNG')
    found = call('POST', '/searches', {'query': {'ands': [
        {'output': {'input': {'data': {'image': {'url': blue['data']['image']['url']}}}}}]}})
    assert [hit['input']['id'] for hit in found['hits']] == ['blue', 'red']
    for data in ({'metadata': {'n': 1}}, {'geo': red['data']['geo']}):
        found = call('POST', '/searches', {'query': {'ands': [{'input': {'data': data}}]}})
        assert [hit['input']['id'] for hit in found['hits']] == ['red']
    item = {'data': {'image': {'base64': base64.b64encode(picture.data).decode('ascii')}}}
    output = call('POST', '/models/warmth/outputs', {'inputs': [item]})['outputs'][0]
    assert output['data']['concepts'][0]['value'] > 0.5


def test_what_was_predicted_stays(old):
    columns = 'SELECT app_id, concept_id, input_seq, value FROM predictions '
    order = 'ORDER BY app_id, concept_id, input_seq'
    connection = sqlite3.connect(os.path.join(old, FILE_NAME))
    before = connection.execute(columns + order).fetchall()
    connection.close()
    database = Database(old)
    with database.transaction() as db:
        after = [tuple(row) for row in db.execute(
            columns + 'JOIN predicted_concepts ON seq = concept_seq ' + order)]
        seen = overview.predicted(db, 1)
    database.close()
    assert after == before
    assert len(before) > 50
    assert {(concept_id, value) for concept_id, value in seen} == {
        (concept_id, value) for _, concept_id, seq, value in before if seq == 1 and value > 0}
    assert [value for _, value in seen] == sorted((value for _, value in seen), reverse=True)


def test_the_end_of_a_key_is_known_once_it_is_used_again(old):
    database = Database(old)
    with database.transaction() as db:
        page = fields.Page(1, 10)
        [before] = overview.apps(db, page)
        assert apps.for_key(db, 'the-key') == before['id']
        [after] = overview.apps(db, page)
    database.close()
    assert (before['key_end'], after['key_end']) == (None, 'key')


def check_what_is_new(call):
    call('PATCH', '/inputs', {'action': 'merge', 'inputs': [
        {'id': 'blue', 'data': {'concepts': [{'id': 'cold', 'value': 1}]}}]})
    call('PATCH', '/models', {'action': 'merge', 'models': [
        {'id': 'warmth', 'output_info': {'data': {'concepts': [{'id': 'cold'}]}}}]})
    version = call('POST', '/models/warmth/versions')['model']['model_version']
    path = '/models/warmth/versions/' + version['id']
    give_up = time.monotonic() + 60
    while version['status']['code'] in (21103, 21101) and time.monotonic() < give_up:
        time.sleep(0.02)
        version = call('GET', path)['model_version']
    assert version['status']['code'] == 21100
    call('DELETE', '/inputs/red')
    assert call('GET', '/inputs/status')['counts']['processed'] == 1


def test_an_upgrade_that_fails_changes_nothing(old, monkeypatch):
    before = content(old)
    monkeypatch.setattr(schema, 'STEPS', schema.STEPS + (FAILING,))
    for _ in range(2):  # the first failure does not keep the file locked
        with pytest.raises(DatabaseError) as refusal:
            Database(old)
        assert 'missing' in str(refusal.value) and old in str(refusal.value)
        assert content(old) == before
    monkeypatch.undo()
    Database(old).close()


KILLED = """
import os, signal, sys
from clarifai.sandbox import fields
from clarifai.sandbox.store import apps, overview, schema
from clarifai.sandbox.store.database import connect, upgrade
connection = connect(sys.argv[1])
connection.create_function('die', 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
schema.STEPS += ('CREATE TABLE half (a); SELECT die();',)
upgrade(connection, sys.argv[1])
"""


def test_an_upgrade_that_is_killed_changes_nothing(old):
    before = content(old)
    path = os.path.join(old, FILE_NAME)
    assert subprocess.call([sys.executable, '-c', KILLED, path]) == -signal.SIGKILL
    assert content(old) == before
    Database(old).close()


def test_each_step_can_be_the_last_one_that_was_run(old, monkeypatch):
    steps = schema.STEPS
    reached = content(old)[-1][0]
    for number in range(reached, len(steps) + 1):
        monkeypatch.setattr(schema, 'STEPS', steps[:number])
        connection = connect(os.path.join(old, FILE_NAME))
        upgrade(connection, old)
        connection.close()
        assert content(old)[-1] == (number,)
