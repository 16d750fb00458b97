"""Inputs and models of earlier runs move to another embedding, one after the other."""
from __future__ import absolute_import

import io
import threading
import time

import pytest

numpy = pytest.importorskip('numpy')
pytest.importorskip('skimage')
pytest.importorskip('sklearn')
image = pytest.importorskip('PIL.Image')

from clarifai.sandbox import status_codes as codes  # noqa: E402
from clarifai.sandbox.errors import MediaUnavailable  # noqa: E402
from clarifai.sandbox.jobs.moving import Move  # noqa: E402
from clarifai.sandbox.jobs.queue import JobQueue, NotYet  # noqa: E402
from clarifai.sandbox.learning.embeddings import Embedding, Nearness  # noqa: E402
from clarifai.sandbox.models.vision import Vision  # noqa: E402
from clarifai.sandbox.services import ClassifierCache  # noqa: E402
from clarifai.sandbox.store import (apps, dataset_versions, datasets, inputs,  # noqa: E402
                                    models, terms, versions)
from clarifai.sandbox.store.database import Database  # noqa: E402
from clarifai.sandbox.store.vectors import VectorCache, similar  # noqa: E402

PATIENCE = 30
COLOURS = {'red': (250, 5, 5), 'rose': (220, 30, 40), 'blue': (5, 5, 250), 'navy': (20, 10, 190)}


def mean_colour(size):
    """Returns what embeds a picture as its mean colour, repeated."""
    def embed(picture):
        colour = picture.rgb.mean(axis=(0, 1)) + 1
        vector = numpy.resize(colour, size)
        return (vector / numpy.linalg.norm(vector)).astype('float32')
    return embed


def vision(name, size, embed=None):
    """Returns a way to look at pictures that names them as itself."""
    return Vision(lambda picture: [('seen by ' + name, 0.9)],
                  Embedding(name, size, embed or mean_colour(size), Nearness(0.9, 0.8)))


class Media(object):
    """What is behind URLs.

    Attributes:
        gone (bool): whether it is gone.
    """

    def __init__(self):
        self.gone = False

    def read(self, url):
        if self.gone:
            raise MediaUnavailable(codes.INPUT_FAILED, 'nobody is there.')
        return png(COLOURS[url])


def png(colour):
    data = io.BytesIO()
    image.new('RGB', (8, 8), colour).save(data, 'PNG')
    return data.getvalue()


def wait_for(condition):
    end = time.time() + PATIENCE
    while not condition():
        assert time.time() < end
        time.sleep(0.005)


class Run(object):
    """One run of the background work on a database: with Run(...) as run."""

    def __init__(self, database, media, how):
        self.database, self.how = database, how
        self.jobs = JobQueue(database, media, vision=how)

    def __enter__(self):
        self.jobs.start()
        return self

    def __exit__(self, *_):
        self.jobs.stop()

    def add(self, name, kept=True, concept=None):
        with self.database.transaction() as db:
            seq = inputs.add(db, app_of(db), {
                'id': name, 'kind': 'image', 'url': None if kept else name,
                'bytes': png(COLOURS[name]) if kept else None, 'allow_duplicate_url': False,
                'concepts': [(concept, None, 1.0)] if concept else [], 'metadata': {}, 'geo': None,
                'regions': []})
        self.jobs.analyse([seq])
        wait_for(lambda: name in self.like('red'))

    def like(self, name):
        """Returns {id: score} of the inputs that look like a picture."""
        vector = self.how.embedding.embed(Pixels(COLOURS[name]))
        with self.database.transaction() as db:
            found = similar(db, app_of(db), vector, VectorCache(), self.how.embedding)
            return {item['id']: round(found[item['seq']], 3)
                    for item in inputs.by_seq(db, list(found))}

    def moved(self):
        wait_for(lambda: not (self.jobs.move.is_under_way() or self.jobs._to_train_again))

    def train(self):
        with self.database.transaction() as db:
            model = models.find(db, app_of(db), 'warm') or models.add(
                db, app_of(db), 'warm', None, [('warm', None), ('cold', None)], {})
            version = versions.add_queued(db, model)
        self.jobs.train(version['seq'])
        return version

    def state(self, version):
        with self.database.transaction() as db:
            return versions.by_seq(db, version['seq'])['status_code']

    def predict(self, version, name):
        """Returns (score of "warm", embedding's name) of a trained version."""
        with self.database.transaction() as db:
            classifier, embedding = ClassifierCache().get(db, version['seq'])
        vector = mean_colour({'first': 3, 'second': 4}[embedding])(Pixels(COLOURS[name]))
        return classifier.predict(vector)[0][classifier.concept_ids.index('warm')], embedding


class Pixels(object):
    """A picture of one colour, as embeddings look at it."""

    def __init__(self, colour):
        self.rgb = numpy.full((8, 8, 3), colour, 'uint8')


def app_of(db):
    return apps.for_key(db, 'key')


def rows(database):
    """Returns {(input's id, embedding's name)} of all vectors."""
    with database.transaction() as db:
        return {tuple(row) for row in db.execute(
            'SELECT i.id, v.embedding FROM vectors v JOIN inputs i ON i.seq = v.input_seq')}


def predicted(database):
    """Returns {concept's name: ids of inputs}."""
    from clarifai.sandbox.models.public_concepts import concept_id
    with database.transaction() as db:
        return {name: [item['id'] for item in inputs.by_seq(db, sorted(terms.measured(
            db, app_of(db), [concept_id('seen by ' + name)])))]
            for name in ('first', 'second')}


@pytest.fixture
def media():
    return Media()


@pytest.fixture
def database():
    made = Database()
    yield made
    made.close()


def filled(database, media):
    """Adds four inputs and trains a version on them, with the embedding "first"."""
    with Run(database, media, vision('first', 3)) as run:
        for name in ('red', 'rose'):
            run.add(name, concept='warm')
        run.add('blue', concept='cold')
        run.add('navy', kept=False, concept='cold')
        version = run.train()
        wait_for(lambda: run.state(version) == codes.MODEL_TRAINED)
    return version


def test_everything_moves_and_keeps_its_id(database, media):
    version = filled(database, media)
    assert rows(database) == {(name, 'first') for name in COLOURS}
    with Run(database, media, vision('second', 4)) as run:
        run.moved()
        wait_for(lambda: rows(database) == {(name, 'second') for name in COLOURS})
        assert run.like('red')['red'] == 1.0 > run.like('red')['blue']
        score, embedding = run.predict(version, 'red')
        assert embedding == 'second' and score > 0.5 > run.predict(version, 'blue')[0]
        assert run.state(version) == codes.MODEL_TRAINED
        assert run.jobs.move.said() is None
    assert predicted(database) == {'first': [], 'second': list(COLOURS)}


def test_meanwhile_what_is_done_is_found_and_models_predict_as_before(database, media):
    version = filled(database, media)
    go_on, asked = threading.Semaphore(2), []

    def slow(picture):
        if not isinstance(picture, Pixels) and picture.rgb.shape == (8, 8, 3):
            asked.append(picture)
            assert go_on.acquire(timeout=PATIENCE)
        return mean_colour(4)(picture)

    with Run(database, media, vision('second', 4, slow)) as run:
        wait_for(lambda: len(asked) == 3)
        assert run.like('red') == {'red': 1.0, 'rose': pytest.approx(0.98, abs=0.02)}
        assert run.predict(version, 'red')[1] == 'first'
        assert '2 of 4 inputs' in run.jobs.move.said()
        assert {(name, 'first') for name in COLOURS} < rows(database)
        later = run.train()
        with pytest.raises(NotYet):
            run.jobs._train(later['seq'])
        assert run.state(later) == codes.MODEL_QUEUED_FOR_TRAINING
        for _ in range(200):  # the background's pictures, too, are embedded
            go_on.release()
        run.moved()
        wait_for(lambda: run.state(later) == codes.MODEL_TRAINED)
        assert run.predict(version, 'red')[1] == run.predict(later, 'red')[1] == 'second'


def test_an_input_whose_bytes_are_gone_keeps_its_vector_and_is_named(database, media):
    filled(database, media)
    media.gone = True
    with Run(database, media, vision('second', 4)) as run:
        run.moved()
        wait_for(lambda: ('blue', 'first') not in rows(database))
        assert rows(database) == {('red', 'second'), ('rose', 'second'), ('blue', 'second'),
                                  ('navy', 'first')}
        assert 'navy' not in run.like('navy')
        said = run.jobs.move.said()
        assert said.startswith('1 input could not be looked at again')
        assert 'navy (nobody is there)' in said
    media.gone = False
    with Run(database, media, vision('second', 4)) as run:
        wait_for(lambda: rows(database) == {(name, 'second') for name in COLOURS})
        assert run.like('navy')['navy'] == 1.0


def test_a_model_that_cannot_be_trained_again_keeps_what_it_needs(database, media):
    version = filled(database, media)
    with database.transaction() as db:
        inputs.remove(db, app_of(db), ['blue', 'navy'])
    with Run(database, media, vision('second', 4)) as run:
        run.moved()
        wait_for(lambda: {('red', 'second'), ('rose', 'second')} <= rows(database))
        assert run.predict(version, 'red')[1] == 'first'
    assert {('red', 'first'), ('rose', 'first')} < rows(database)


def test_versions_of_datasets_move_with_what_they_keep_of_deleted_inputs(database, media):
    filled(database, media)
    first, second = vision('first', 3), vision('second', 4)
    with database.transaction() as db:
        dataset = datasets.add(db, app_of(db), 'all', {})
        members = [one['seq'] for one in inputs.by_id(db, app_of(db), sorted(COLOURS))]
        made = dataset_versions.begin(db, dataset, 'v', {}, members, first.embedding)
        inputs.remove(db, app_of(db), ['blue'])

    def lengths(how):
        with database.transaction() as db:
            return {input_id: len(vector) // 4 for input_id, vector, _
                    in dataset_versions.labelled(db, made['seq'], how.embedding)}

    assert lengths(first) == dict.fromkeys(COLOURS, 3) and lengths(second) == {}
    with Run(database, media, second) as run:
        run.moved()
        wait_for(lambda: not any(name == 'first' for _, name in rows(database)))
        with database.transaction() as db:
            inputs.remove(db, app_of(db), ['red'])
    assert lengths(second) == dict.fromkeys(COLOURS, 4) and lengths(first) == {}


def test_it_goes_back(database, media):
    version = filled(database, media)
    with Run(database, media, vision('second', 4)) as run:
        run.moved()
        wait_for(lambda: rows(database) == {(name, 'second') for name in COLOURS})
    with Run(database, media, vision('first', 3)) as run:
        run.moved()
        wait_for(lambda: rows(database) == {(name, 'first') for name in COLOURS})
        assert run.predict(version, 'red')[1] == 'first'


def test_versions_that_learned_nothing_stay_as_they_are(database):
    with database.transaction() as db:
        model = models.add(db, app_of(db), 'crop', None, [], {}, {'model_type_id': 'image-crop'})
        versions.add_ready(db, model, {'params': {}})
        for name in ('first', 'second'):
            assert versions.of_other_embeddings(db, vision(name, 3).embedding) == []


def test_no_more_than_some_are_named():
    move = Move()
    move.begin([(number, 'app') for number in range(30)])
    for number in range(30):
        move.done(number, 'input-%d (gone)' % number)
    assert 'input-9 (gone); and 20 more.' in move.said() and 'input-10' not in move.said()
