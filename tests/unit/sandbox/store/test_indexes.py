"""Searches by indexes find what looking at every input finds."""
from __future__ import absolute_import

import collections
import json
import math
import random

import pytest

numpy = pytest.importorskip('numpy')

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.models import public_concepts
from clarifai.sandbox.store import (annotations, apps, indexing, inputs, metadata_entries, places,
                                    terms, words)
from clarifai.sandbox.store.database import Database
from clarifai.sandbox.store.scores import Scores, best_first
from clarifai.sandbox.store.vectors import VectorCache, similar

COUNT = 150
NAMES = ('bright', 'dark', 'warm')
LEAVES = (1, 1.0, 0, 2.5, True, False, None, 'a', 'b c', u'caf\xe9', u'\ud800', 'x\x00y', '1',
          2 ** 70, 1e300, float('nan'), '', 'Stra\xdfe')
MEMBERS = ('a', 'b', '$.a', '[]', 'n"')

Made = collections.namedtuple('Made', 'seq said predicted metadata geo vector accepted')


def nested(chance, depth=0):
    kind = chance.random()
    if depth < 3 and (depth == 0 or kind < 0.3):
        return {name: nested(chance, depth + 1)
                for name in chance.sample(MEMBERS, chance.randrange(1 if depth == 0 else 0, 4))}
    if depth < 3 and kind < 0.5:
        return [nested(chance, depth + 1) for _ in range(chance.randrange(3))]
    return chance.choice(LEAVES)


def point(chance):
    if chance.random() < 0.2:  # where areas are cut and meet
        return {'latitude': chance.choice((-90, 0, 90)), 'longitude': chance.choice((-180, 0, 180))}
    return {'latitude': chance.uniform(-90, 90), 'longitude': chance.uniform(-180, 180)}


def make(db, app_id, chance, numbers):
    geo = {'geo_point': point(chance)} if chance.random() < 0.5 else None
    metadata = nested(chance) if chance.random() < 0.8 else {}
    said = {name: chance.random() for name in chance.sample(NAMES, chance.randrange(3))}
    seq = inputs.add(db, app_id, {
        'id': None, 'kind': 'image', 'url': None, 'bytes': b'x', 'allow_duplicate_url': False,
        'concepts': [(name, name, value) for name, value in said.items()], 'metadata': metadata,
        'geo': geo, 'regions': []})
    predicted = {name: chance.choice((0.5, 1.0, chance.random())) for name in
                 chance.sample(NAMES, chance.randrange(4))}
    vector = numbers.standard_normal(MEASURED.size).astype('float32')
    done = chance.random() < 0.9
    if done:
        indexing.finish(db, seq, app_id, MEASURED, vector, list(predicted.items()), {})
    accepted = chance.random() < 0.8
    if not accepted:
        own = annotations.of_inputs(db, [seq])[seq][0]
        annotations.replace(db, dict(own, status_code=codes.ANNOTATION_PENDING))
    return Made(seq, said, predicted, metadata, geo, vector, accepted) if done else None


@pytest.fixture(scope='module', params=(1, 2))
def store(request):
    """A store with inputs of two apps: (db, app's id, what was made in it, chance)."""
    database, chance = Database(), random.Random(request.param)
    numbers = numpy.random.RandomState(request.param)
    with database.transaction() as db:
        app_id, other = apps.for_key(db, 'key'), apps.for_key(db, 'another')
        made = []
        for _ in range(COUNT):
            make(db, other, chance, numbers)
            made.append(make(db, app_id, chance, numbers))
        gone = {one.seq for one in made[::17] if one}
        inputs.remove(db, app_id, [record['id'] for record in inputs.by_seq(db, sorted(gone))])
        yield db, app_id, [one for one in made if one and one.seq not in gone], chance
    database.close()


@pytest.mark.parametrize('names', [NAMES[:1], NAMES[1:], NAMES])
@pytest.mark.parametrize('wanted', [True, False])
def test_concepts(store, names, wanted):
    db, app_id, made, _ = store
    public = [public_concepts.concept_id(name) for name in names]
    said, predicted = {}, {}
    for one in made:
        values = [value for name, value in one.said.items() if name in names and one.accepted]
        if wanted and values and max(values) >= 0.5:
            said[one.seq] = max(values)
        if not wanted and max(values + [0.0]) < 0.5:
            said[one.seq] = 1.0 - max(values) if values else 0.5
        value = max([one.predicted.get(name, 0.0) for name in names])
        if (value >= 0.5) == wanted:
            predicted[one.seq] = value if wanted else 1.0 - value
    assert terms.annotated(db, app_id, list(names), wanted) == said
    assert terms.predicted(db, app_id, public, wanted) == predicted
    assert said and predicted


def test_metadata(store):
    db, app_id, made, chance = store
    hits = 0
    for _ in range(300):
        # Often a part of something that is there.
        wanted = chance.choice(made).metadata if chance.random() < 0.5 else nested(chance)
        wanted = dict(chance.sample(sorted(wanted.items(), key=str), min(len(wanted), 2)))
        expected = {one.seq: 1.0 for one in made if one.accepted and one.metadata and
                    terms.contains(json.loads(json.dumps(one.metadata)), wanted)}
        assert terms.with_metadata(db, app_id, wanted) == expected, wanted
        whatever = {one.seq for one in made if one.metadata and
                    terms.contains(json.loads(json.dumps(one.metadata)), wanted)}
        assert set(terms.annotations_with_metadata(
            db, app_id, wanted).values()) == whatever, wanted
        hits += len(expected)
    assert hits > 300


def test_places(store):
    db, app_id, made, chance = store
    hits = 0
    for _ in range(300):
        center = point(chance)
        unit = chance.choice(sorted(places.EARTH_RADIUS))
        limit = chance.choice((0, 0.01, 0.3, 1, 1.6, 3.2)) * places.EARTH_RADIUS[unit]
        found = terms.at_place(db, app_id, places.near(center, unit, limit))
        assert found == {one.seq: 1.0 for one in made if one.geo and one.accepted and
                         haversine(center, one.geo['geo_point']) * places.EARTH_RADIUS[unit]
                         <= limit}, (center, unit, limit)
        opposite = point(chance)
        south, north = sorted([center['latitude'], opposite['latitude']])
        west, east = sorted([center['longitude'], opposite['longitude']])
        boxed = {one.seq for one in made if one.geo
                 and south <= one.geo['geo_point']['latitude'] <= north
                 and west <= one.geo['geo_point']['longitude'] <= east}
        assert set(terms.annotations_at_place(
            db, app_id, places.inside(center, opposite)).values()) == boxed
        hits += len(found) + len(boxed)
    assert hits > 300


def haversine(one, other):
    first, second = math.radians(one['latitude']), math.radians(other['latitude'])
    along = math.radians(other['longitude'] - one['longitude'])
    half = (math.sin((second - first) / 2) ** 2
            + math.cos(first) * math.cos(second) * math.sin(along / 2) ** 2)
    return 2 * math.asin(min(1.0, math.sqrt(half)))


def test_likeness(store):
    db, app_id, made, _ = store
    cache = VectorCache()
    for one in made[:20]:
        matrix = numpy.stack([other.vector for other in made])
        cosines = matrix.dot(one.vector) / numpy.sqrt(
            (matrix ** 2).sum(axis=1) * one.vector.dot(one.vector))
        found = similar(db, app_id, one.vector, cache, MEASURED)
        assert set(found) == {other.seq for other in made} and len(found) == len(made)
        for other, cosine in zip(made, numpy.clip(cosines, 0, 1)):
            assert found[other.seq] == pytest.approx(cosine, abs=2e-5)
        assert found[one.seq] == 1.0 and -1 not in found


def words_in(value):
    if isinstance(value, dict):
        value = list(value) + list(value.values())
    if isinstance(value, list):
        return {word for part in value for word in words_in(part)}
    return set(metadata_entries.words_of(str(value))) if value is not None else set()


@pytest.mark.parametrize('text', ['a', 'b C', u'CAF\xc9', 'strasse', '1', 'true', 'nan', 'missing'])
def test_words_in_metadata(store, text):
    db, app_id, made, _ = store
    wanted = set(metadata_entries.words_of(text))
    expected = {one.seq: len(wanted & words_in(one.metadata)) / len(wanted) for one in made
                if one.accepted and wanted & words_in(one.metadata)}
    assert words.mentioned(db, app_id, text) == expected
    assert bool(expected) == (text != 'missing')


@pytest.mark.parametrize('text, best', [
    ('a goal in the match', 'she scored a goal'), ('what is the sauce of', 'stir that sauce'),
    ('in the', 'fry the onions in the butter and leave them in the pan')])
def test_what_a_text_is_about_counts_more_than_its_small_words(text, best):
    texts = ('fry the onions in the butter and leave them in the pan', 'she scored a goal',
             'stir that sauce')
    with Database().transaction() as db:
        app_id = apps.for_key(db, 'key')
        seqs = [inputs.add(db, app_id, {
            'id': None, 'kind': 'text', 'url': None, 'bytes': b'x', 'allow_duplicate_url': False,
            'concepts': [], 'metadata': {'said': one}, 'geo': None, 'regions': []})
            for one in texts]
        for seq in seqs:
            indexing.finish(db, seq, app_id, MEASURED, None, [], {})
        found = best_first(words.mentioned(db, app_id, text), 1)
    assert texts[seqs.index(found[0][0])] == best and 0 < found[0][1] <= 1


def test_the_best_are_the_first_of_all(store):
    chance = store[-1]
    for count in (0, 1, 2, 50):
        for _ in range(20):
            scores = {seq: chance.choice((0.0, 0.25, 0.5, 1.0)) for seq in
                      chance.sample(range(1000), count)}
            everything = sorted(scores.items(), key=lambda item: (-item[1], -item[0]))
            arrays = Scores(numpy.array(list(scores), 'int64'),
                            numpy.array(list(scores.values()), 'float64'))
            for most in (None, 0, 1, 3, count, count + 1):
                assert best_first(scores, most) == best_first(arrays, most) == everything[:most]


def test_terms_together_find_what_each_of_them_finds(store):
    db, app_id, _, chance = store
    hits = 0
    for _ in range(100):
        name = chance.choice(NAMES)
        terms_of = [terms.annotated(db, app_id, [name], chance.random() < 0.5),
                    terms.predicted(db, app_id, [public_concepts.concept_id(name)],
                                    chance.random() < 0.5),
                    words.mentioned(db, app_id, chance.choice(('a 1', 'caf\xe9 b', 'missing')))]
        chosen = chance.sample(terms_of, chance.randrange(1, 4))
        plain = {seq: math.prod(term[seq] for term in chosen) for seq in chosen[0]
                 if all(seq in term for term in chosen)}
        found = terms.ranked(db, app_id, chosen)
        assert [seq for seq, _ in found] == [seq for seq, _ in best_first(plain)]
        assert dict(found) == pytest.approx(plain)
        without = terms.others(db, app_id, chosen[0])
        assert without == {seq: 1.0 - chosen[0].get(seq, 0.0) for seq in
                           terms.processed(db, app_id).tolist() if chosen[0].get(seq, 0.0) < 1.0}
        hits += len(found) + len(without)
    assert hits > 1000
    everything = sorted(terms.processed(db, app_id).tolist(), reverse=True)
    assert terms.ranked(db, app_id, []) == [(seq, 1.0) for seq in everything]


def test_scores_combine_as_dicts_do(store):
    chance = store[-1]
    for count in (0, 1, 2, 50):
        for _ in range(20):
            plain = [{seq: chance.random() for seq in chance.sample(range(10 ** 6, 10 ** 6 + 100),
                                                                    count)} for _ in range(3)]
            scores = [Scores.of(one) for one in plain]
            rows = [row for row in range(10 ** 6 - 2, 10 ** 6 + 102)]
            assert scores[0].get_all(numpy.array(rows), -1.0).tolist() == [
                plain[0].get(row, -1.0) for row in rows]
            seqs = set().union(*plain)
            assert Scores.highest(scores) == {
                seq: max(one.get(seq, 0.0) for one in plain) for seq in seqs}
            assert Scores.total(scores) == {
                seq: pytest.approx(sum(one.get(seq, 0.0) for one in plain)) for seq in seqs}
            assert scores[0].times(scores[1]) == {
                seq: plain[0][seq] * plain[1][seq] for seq in plain[0] if seq in plain[1]}
            repeated = numpy.array(list(plain[0]) * 2, 'int64')
            assert Scores.same(repeated) == dict.fromkeys(plain[0], 1.0)
    assert Scores.highest([]) == Scores.total([]) == {}


def test_what_is_written_anew_is_found_and_what_was_is_not():
    database = Database()
    with database.transaction() as db:
        app_id = apps.for_key(db, 'key')
        seq = inputs.add(db, app_id, {
            'id': 'one', 'kind': 'image', 'url': None, 'bytes': b'x', 'allow_duplicate_url': False,
            'concepts': [], 'metadata': {'n': 'old'}, 'regions': [],
            'geo': {'geo_point': {'latitude': 1, 'longitude': 2}}})
        indexing.finish(db, seq, app_id, MEASURED, None, [], {})
        record = inputs.get(db, app_id, 'one')
        inputs.update(db, dict(record, metadata={'n': 'new'}, geo=None))
        assert terms.with_metadata(db, app_id, {'n': 'new'}) == {seq: 1.0}
        assert terms.with_metadata(db, app_id, {'n': 'old'}) == {}
        assert words.mentioned(db, app_id, 'new') == {seq: 1.0}
        assert words.mentioned(db, app_id, 'old') == {}
        assert terms.at_place(db, app_id, places.near({'latitude': 1, 'longitude': 2},
                                                      'withinMiles', 9999)) == {}
        inputs.remove(db, app_id, ['one'])
        for table in ('metadata_entries', 'places'):
            assert db.execute('SELECT COUNT(*) FROM ' + table).fetchone()[0] == 0
    database.close()
