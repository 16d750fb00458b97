"""The matrices that are kept in memory follow what is in the database."""
from __future__ import absolute_import

import random

import pytest

numpy = pytest.importorskip('numpy')

from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.store import apps, deletions, examples, indexing, inputs, vectors
from clarifai.sandbox.store.vectors import VectorCache, similar


@pytest.fixture
def app_id(db):
    return apps.for_key(db, 'key')


def vector(position):
    found = numpy.zeros(MEASURED.size, 'float32')
    found[position] = 1.0
    return found


def add(db, app_id, name):
    return inputs.add(db, app_id, {
        'id': name, 'kind': 'image', 'url': None, 'bytes': b'x', 'allow_duplicate_url': False,
        'concepts': [], 'metadata': {}, 'geo': None, 'regions': []})


def finish(db, app_id, seq, position):
    indexing.finish(db, seq, app_id, MEASURED, vector(position), [], {})


def scores(db, app_id, cache, position):
    return similar(db, app_id, vector(position), cache, MEASURED)


def test_an_empty_app_has_none(db, app_id):
    assert scores(db, app_id, VectorCache(), 0) == {}


def test_they_follow_what_is_added_finished_and_deleted(db, app_id):
    cache = VectorCache()
    one, two, three = [add(db, app_id, name) for name in ('one', 'two', 'three')]
    finish(db, app_id, two, 2)
    assert scores(db, app_id, cache, 2) == {two: 1.0}
    finish(db, app_id, three, 3)
    finish(db, app_id, one, 1)
    assert scores(db, app_id, cache, 1) == {one: 1.0, two: 0.0, three: 0.0}
    inputs.remove(db, app_id, ['two'])
    four = add(db, app_id, 'four')
    finish(db, app_id, four, 2)
    assert scores(db, app_id, cache, 2) == {one: 0.0, three: 0.0, four: 1.0}
    deletions.begin(db, app_id)
    assert scores(db, app_id, cache, 2) == {}


def test_only_what_is_new_is_read(db, app_id, monkeypatch):
    cache, read = VectorCache(), []
    first = [add(db, app_id, str(number)) for number in range(3)]
    for seq in first:
        finish(db, app_id, seq, 0)
    plain = examples.vectors
    monkeypatch.setattr(examples, 'vectors', lambda db, seqs, embedding: (
        read.append(seqs) or plain(db, seqs, embedding)))
    scores(db, app_id, cache, 0)
    scores(db, app_id, cache, 1)
    last = add(db, app_id, 'last')
    finish(db, app_id, last, 0)
    scores(db, app_id, cache, 0)
    assert read == [first, [last]]


@pytest.mark.parametrize('seed', range(3))
def test_blocks_follow_whatever_is_added_and_deleted(db, app_id, monkeypatch, seed):
    monkeypatch.setattr(vectors, 'BLOCK', 3)
    chance, cache, there = random.Random(seed), VectorCache(), {}
    earlier = []
    for number in range(60):
        if there and chance.random() < 0.4:
            for name in chance.sample(sorted(there), chance.randrange(1, len(there) + 1)):
                inputs.remove(db, app_id, [name])
                del there[name]
        for name in ['%d-%d' % (number, item) for item in range(chance.randrange(5))]:
            seq = add(db, app_id, name)
            position = chance.randrange(MEASURED.size)
            finish(db, app_id, seq, position)
            there[name] = seq, position
        kept = cache.get(db, app_id, MEASURED)
        assert sorted(kept.seqs.tolist()) == sorted(seq for seq, _ in there.values())
        assert all(1 <= len(block.matrix) == len(block.squares) <= 3 for block in kept.blocks)
        for seq, position in there.values():
            assert similar(db, app_id, vector(position), cache, MEASURED) == {
                other: float(where == position) for other, where in there.values()}
        # What was given out before is as it was.
        earlier.append((kept, [block.matrix.copy() for block in kept.blocks]))
        for kept, matrices in earlier:
            assert all((block.matrix == matrix).all()
                       for block, matrix in zip(kept.blocks, matrices))


def test_apps_do_not_see_each_other(db, app_id):
    cache, other = VectorCache(), apps.for_key(db, 'another key')
    mine, others = add(db, app_id, 'same'), add(db, other, 'same')
    finish(db, app_id, mine, 0)
    finish(db, other, others, 0)
    assert list(scores(db, app_id, cache, 0)) == [mine]
    assert list(scores(db, other, cache, 0)) == [others]
