"""All inputs of an app are deleted a piece at a time."""
from __future__ import absolute_import

import pytest

from clarifai.sandbox import fields
from clarifai.sandbox.store import apps, deletions, inputs


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(deletions, 'PIECE', 2)


def add(db, app_id, *names):
    for name in names:
        inputs.add(db, app_id, {
            'id': name, 'kind': 'image', 'url': None, 'bytes': b'x', 'allow_duplicate_url': False,
            'concepts': [], 'metadata': {}, 'geo': None, 'regions': []})


def ids(db, app_id):
    return [record['id'] for record in inputs.listing(db, app_id, fields.Page(1, 100))]


def test_pieces_go_from_old_to_new(db):
    app_id, other = apps.for_key(db, 'k'), apps.for_key(db, 'other')
    add(db, other, 'kept')
    add(db, app_id, 'a', 'b', 'c', 'd', 'e')
    seq = deletions.begin(db, app_id)
    assert ids(db, app_id) == ['c', 'd', 'e']
    assert deletions.unfinished(db) == [seq]
    add(db, app_id, 'late')
    assert deletions.carry_on(db, seq)
    assert not deletions.carry_on(db, seq)
    assert ids(db, app_id) == ['late']
    assert ids(db, other) == ['kept']
    assert deletions.unfinished(db) == []
    assert not deletions.carry_on(db, seq)


def test_few_go_at_once(db):
    app_id = apps.for_key(db, 'k')
    assert deletions.begin(db, app_id) is None
    add(db, app_id, 'a')
    assert deletions.begin(db, app_id) is None
    assert ids(db, app_id) == []
    assert deletions.unfinished(db) == []
