"""People are looked for once in each input, when it is asked for."""
from __future__ import absolute_import

import threading

import pytest

numpy = pytest.importorskip('numpy')
pytest.importorskip('skimage')

from clarifai.sandbox import status_codes as codes  # noqa: E402
from clarifai.sandbox.errors import MediaUnavailable  # noqa: E402
from clarifai.sandbox.jobs import people  # noqa: E402
from clarifai.sandbox.learning.embeddings import MEASURED  # noqa: E402
from clarifai.sandbox.models import recognised  # noqa: E402
from clarifai.sandbox.models.public_concepts import concept_id  # noqa: E402
from clarifai.sandbox.store import apps, indexing, inputs, overview, terms  # noqa: E402
from clarifai.sandbox.store.database import Database  # noqa: E402

PEOPLE = concept_id(recognised.PEOPLE)


class Media(object):

    def read(self, url):
        raise MediaUnavailable(codes.INPUT_FAILED, 'nobody is there')


@pytest.fixture
def database():
    made = Database()
    yield made
    made.close()


@pytest.fixture
def finder(database):
    made = people.PeopleFinder(database, Media(), MEASURED)
    yield made
    made.stop()


def add(database, name, url=None, key='key'):
    with database.transaction() as db:
        app_id = apps.for_key(db, key)
        seq = inputs.add(db, app_id, {
            'id': name, 'kind': 'image', 'url': url, 'bytes': None if url else name.encode(),
            'allow_duplicate_url': False, 'concepts': [], 'metadata': {}, 'geo': None,
            'regions': []})
        indexing.finish(db, seq, app_id, MEASURED, numpy.ones(MEASURED.size), [], {})
    return app_id, seq


def test_each_input_is_looked_at_once(database, finder, monkeypatch):
    looked = []
    monkeypatch.setattr(people.frames, 'people',
                        lambda kind, data: looked.append(data) or (0.7 if data == b'a' else 0.0))
    app_id, seq = add(database, 'a')
    add(database, 'b')
    add(database, 'c', key='of another app')
    for _ in range(2):
        finder.look(app_id)
    assert sorted(looked) == [b'a', b'b']
    add(database, 'd')
    finder.look(app_id)
    assert looked[2:] == [b'd']
    with database.transaction() as db:
        assert terms.measured(db, app_id, [PEOPLE]) == {seq: 0.7, seq + 1: 0.0, seq + 3: 0.0}
        assert overview.predicted(db, seq + 1) == []


def test_what_cannot_be_had_shows_nobody(database, finder):
    app_id, seq = add(database, 'dead', url='http://example.com/dead.jpg')
    finder.look(app_id)
    with database.transaction() as db:
        assert terms.measured(db, app_id, [PEOPLE]) == {seq: 0.0}


def test_a_search_does_not_wait_for_ever(database, finder, monkeypatch):
    monkeypatch.setattr(people, 'PATIENCE', 0.01)
    go_on = threading.Event()
    monkeypatch.setattr(people.frames, 'people', lambda kind, data: go_on.wait(30) and 0.7)
    app_id, seq = add(database, 'slow')
    finder.look(app_id)
    with database.transaction() as db:
        assert terms.measured(db, app_id, [PEOPLE]) == {}
    monkeypatch.setattr(people, 'PATIENCE', 30)
    go_on.set()
    finder.look(app_id)
    with database.transaction() as db:
        assert terms.measured(db, app_id, [PEOPLE]) == {seq: 0.7}
