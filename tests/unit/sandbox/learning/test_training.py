"""Training on crops of photographs: high scores for the concept, low for others, repeatable."""
from __future__ import absolute_import

import io

import pytest

np = pytest.importorskip('numpy')
pytest.importorskip('skimage')
pytest.importorskip('sklearn')

from skimage import data as photographs

from clarifai.sandbox.learning.background import COUNT, background_pictures, background_vectors
from clarifai.sandbox.learning.embedding import SIZE, embed
from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.learning.familiarity import Familiarity
from clarifai.sandbox.learning.pictures import Picture
from clarifai.sandbox.learning.training import Classifier, TrainingError, train

NAMES = ('astronaut', 'chelsea', 'coffee', 'rocket', 'hubble_deep_field', 'retina')
PER_NAME = 16


def crops(name, count):
    """Vectors of different parts of a photograph, in different light, some mirrored."""
    rgb = getattr(photographs, name)()
    random = np.random.RandomState(7)
    for _ in range(count):
        part = random.uniform(0.5, 0.9)
        height, width = int(rgb.shape[0] * part), int(rgb.shape[1] * part)
        top = random.randint(0, rgb.shape[0] - height)
        left = random.randint(0, rgb.shape[1] - width)
        view = rgb[top:top + height, left:left + width] * random.uniform(0.75, 1.25)
        view = np.clip(view[:, ::random.choice([-1, 1])], 0, 255).astype(np.uint8)
        yield embed(Picture(np.ascontiguousarray(view), width, height, 'PNG'))


@pytest.fixture(scope='module')
def views():
    return dict((name, np.stack(list(crops(name, PER_NAME)))) for name in NAMES)


def examples(views, count, *names):
    vectors = np.concatenate([views[name][:count] for name in names])
    return vectors, [{name: True} for name in names for _ in range(count)]


def scores(classifier, concept, vectors):
    return classifier.predict(vectors)[:, classifier.concept_ids.index(concept)]


def test_two_concepts_are_told_apart(views):
    classifier = train(*examples(views, 8, 'chelsea', 'coffee'))
    assert classifier.concept_ids == ('chelsea', 'coffee')
    for mine, other in (('chelsea', 'coffee'), ('coffee', 'chelsea')):
        assert scores(classifier, mine, views[mine][:8]).min() > 0.85
        assert scores(classifier, mine, views[mine][8:]).mean() > 0.8
        assert scores(classifier, mine, views[other]).max() < 0.3
        for unseen in ('rocket', 'hubble_deep_field', 'astronaut'):
            assert scores(classifier, mine, views[unseen]).mean() < 0.3


@pytest.mark.parametrize('count', [1, 2, 5, 12])
@pytest.mark.parametrize('name', ['chelsea', 'rocket', 'retina'])
def test_one_concept_with_positives_only(views, count, name):
    classifier = train(*examples(views, count, name))
    assert scores(classifier, name, views[name][:count]).min() > 0.9
    others = np.concatenate([views[other] for other in NAMES if other != name])
    strange = scores(classifier, name, others).mean()
    assert strange < 0.2
    assert scores(classifier, name, views[name]).mean() > strange + 0.4
    if count >= 5:
        assert scores(classifier, name, views[name][12:]).min() > 0.5


def test_known_negatives_are_learned(views):
    vectors, _ = examples(views, 6, 'chelsea', 'coffee')
    labels = [{'cat': True}] * 6 + [{'cat': False}] * 6
    classifier = train(vectors, labels)
    assert classifier.concept_ids == ('cat',)
    assert scores(classifier, 'cat', views['chelsea'][6:]).min() > 0.5
    assert scores(classifier, 'cat', views['coffee'][6:]).max() < 0.3


def test_a_concept_shared_by_two_photographs(views):
    vectors, _ = examples(views, 8, 'chelsea', 'astronaut', 'rocket')
    labels = ([{'cat': True, 'alive': True}] * 8 + [{'alive': True, 'cat': False}] * 8 +
              [{'alive': False, 'cat': False}] * 8)
    classifier = train(vectors, labels)
    assert scores(classifier, 'alive', views['chelsea'][8:]).mean() > 0.8
    assert scores(classifier, 'alive', views['astronaut'][8:]).mean() > 0.6
    assert scores(classifier, 'alive', views['rocket'][8:]).mean() < 0.2
    assert scores(classifier, 'cat', views['astronaut'][8:]).mean() < 0.3


def test_closed_environment_takes_silence_for_no(views):
    vectors, _ = examples(views, 8, 'coffee', 'chelsea')
    labels = [{'warm': True}] * 8 + [{}] * 8
    opened = train(vectors, labels)
    closed = train(vectors, labels, closed_environment=True)
    assert scores(closed, 'warm', views['coffee'][:8]).min() > 0.85
    told, untold = [scores(model, 'warm', views['chelsea']) for model in (closed, opened)]
    assert told.max() < 0.2
    assert untold.mean() > told.mean()


def test_examples_of_others_count_less_than_known_negatives(views):
    vectors, labels = examples(views, 4, 'coffee', 'chelsea')
    silent = train(vectors, labels)
    labels = [{'coffee': True}] * 4 + [{'chelsea': True, 'coffee': False}] * 4
    told = train(vectors, labels)
    # Silence is believed as well, where there is nothing better, and gives the same ranking.
    cats, cups = [scores(silent, 'coffee', views[name]) for name in ('chelsea', 'coffee')]
    assert cats.max() < cups.min()
    assert scores(told, 'coffee', views['chelsea']).mean() < 0.2


def test_mutually_exclusive(views):
    classifier = train(*examples(views, 8, 'chelsea', 'coffee', 'rocket'), mutually_exclusive=True)
    assert classifier.mutually_exclusive
    for name in ('chelsea', 'coffee', 'rocket', 'retina'):
        assert np.abs(classifier.predict(views[name]).sum(axis=1) - 1).max() < 1e-9
    for name in ('chelsea', 'coffee', 'rocket'):
        assert scores(classifier, name, views[name][8:]).mean() > 0.8
        assert scores(classifier, name, views[name][:8]).min() > 0.8


def test_two_mutually_exclusive_concepts(views):
    classifier = train(*examples(views, 6, 'chelsea', 'rocket'), mutually_exclusive=True)
    predicted = classifier.predict(np.concatenate([views['chelsea'], views['rocket']]))
    assert np.abs(predicted.sum(axis=1) - 1).max() < 1e-9
    assert (predicted.argmax(axis=1) == np.repeat([0, 1], PER_NAME)).all()


def test_mutually_exclusive_learns_from_what_something_is_not(views):
    vectors, _ = examples(views, 6, 'chelsea', 'rocket')
    labels = [{'cat': True}] + [{'cat': True}] * 5 + [{'rocket': True}] + [{'cat': False}] * 5
    classifier = train(vectors, labels, mutually_exclusive=True)
    assert scores(classifier, 'rocket', views['rocket'][6:]).min() > 0.6


def test_contradictory_labels_give_undecided_scores(views):
    vectors = np.concatenate([views[name] for name in NAMES])
    random = np.random.RandomState(0)
    labels = [{'luck': bool(random.randint(2))} for _ in vectors]
    predicted = scores(train(vectors, labels), 'luck', vectors)
    assert 0.05 < predicted.min() and predicted.max() < 0.95


def test_same_data_same_classifier(views):
    vectors, labels = examples(views, 8, *NAMES)
    for settings in ({}, {'mutually_exclusive': True}):
        one, two = [train(vectors, labels, **settings).predict(vectors) for _ in range(2)]
        assert np.array_equal(one, two)


def test_order_and_choice_of_concepts(views):
    vectors, labels = examples(views, 4, 'chelsea', 'coffee', 'rocket')
    classifier = train(vectors, labels, concept_ids=['rocket', 'chelsea'])
    assert classifier.concept_ids == ('rocket', 'chelsea')
    assert classifier.predict(vectors).shape == (12, 2)
    assert classifier.predict(vectors[0]).shape == (1, 2)


def test_unicode_ids_survive_storage(views):
    vectors, _ = examples(views, 4, 'chelsea', 'coffee')
    labels = [{u'\u732b': True}] * 4 + [{u'caf\xe9': True}] * 4
    for exclusive in (False, True):
        classifier = train(vectors, labels, mutually_exclusive=exclusive)
        stored = classifier.to_bytes()
        assert isinstance(stored, bytes)
        restored = Classifier.from_bytes(stored)
        assert restored.concept_ids == classifier.concept_ids == (u'caf\xe9', u'\u732b')
        assert restored.mutually_exclusive is exclusive
        assert np.array_equal(restored.predict(vectors), classifier.predict(vectors))


def test_storage_holds_no_pickle_and_refuses_one(views):
    stored = train(*examples(views, 2, 'chelsea')).to_bytes()
    with np.load(io.BytesIO(stored), allow_pickle=False) as archive:
        assert set(archive.files) == set(['about', 'weights', 'offsets', 'examples', 'owners',
                                          'usual'])
    stream = io.BytesIO()
    np.savez(stream, about=np.array([{'layout': 1}], dtype=object))
    truncated = stored[:len(stored) // 2]
    blanked = stored[:-40] + b'\0' * 40
    for data in (stream.getvalue(), truncated, blanked, b'', b'text', b'PK\x03\x04'):
        with pytest.raises(ValueError):
            Classifier.from_bytes(data)


def test_nothing_to_learn_from(views):
    with pytest.raises(TrainingError) as caught:
        train(np.zeros((0, SIZE)), [])
    assert caught.value.kind == 'no_data'
    with pytest.raises(TrainingError) as caught:
        train(views['coffee'][:2], [{}, {}])
    assert caught.value.kind == 'no_data'


def test_concepts_without_positives_are_named(views):
    labels = [{'cat': True, 'dog': False}, {'cat': True}, {'bird': False}]
    with pytest.raises(TrainingError) as caught:
        train(views['chelsea'][:3], labels)
    assert caught.value.kind == 'no_positives'
    assert caught.value.concept_ids == ('bird', 'dog')
    assert 'bird, dog' in str(caught.value)
    with pytest.raises(TrainingError) as caught:
        train(views['chelsea'][:3], labels, concept_ids=['cat', 'fish'])
    assert caught.value.concept_ids == ('fish',)


def test_one_exclusive_concept_is_no_choice(views):
    with pytest.raises(TrainingError) as caught:
        train(*examples(views, 2, 'coffee'), mutually_exclusive=True)
    assert caught.value.kind == 'single_class'


def test_vectors_of_another_length(views):
    with pytest.raises(ValueError):
        train(np.ones((2, 7)), [{'a': True}, {'a': False}])
    with pytest.raises(ValueError):
        train(*examples(views, 2, 'coffee')).predict(np.ones((2, 7)))


def test_identical_examples_on_both_sides(views):
    vectors = np.repeat(views['coffee'][:1], 8, axis=0)
    classifier = train(vectors, [{'a': True}] * 4 + [{'a': False}] * 4)
    predicted = classifier.predict(vectors)
    assert np.isfinite(predicted).all()
    assert np.abs(predicted - predicted[0]).max() == 0
    assert 0.3 < predicted[0, 0] < 0.7


def test_strange_pictures_are_doubted(views):
    """A linear classifier alone takes coffee for a cat if it has seen but cats and rockets."""
    classifier = train(*examples(views, 8, 'chelsea', 'rocket'))
    assert scores(classifier, 'chelsea', views['chelsea'][8:]).mean() > 0.9
    for name in ('coffee', 'astronaut', 'retina', 'hubble_deep_field'):
        assert scores(classifier, 'chelsea', views[name]).mean() < 0.5
        assert scores(classifier, 'rocket', views[name]).mean() < 0.05


def test_many_examples_are_not_all_kept(views):
    vectors = np.concatenate([views[name] for name in NAMES])
    kept = Familiarity.of(vectors, np.ones((len(vectors), 1), bool), MEASURED.nearness)
    assert kept.examples.shape == (32, SIZE)
    assert (kept.factors(vectors) == 1).mean() > 0.8
    few = Familiarity.of(views['rocket'], np.ones((PER_NAME, 1), bool), MEASURED.nearness)
    assert few.examples.shape == (PER_NAME, SIZE)
    assert few.factors(views['rocket']).min() == 1.0
    assert few.factors(views['retina']).max() < 0.1


def test_background_is_varied_and_always_the_same():
    one, two = [np.stack([picture.rgb for picture in background_pictures()]) for _ in range(2)]
    assert np.array_equal(one, two)
    vectors = background_vectors(MEASURED)
    assert vectors.shape == (COUNT, SIZE)
    likeness = np.dot(vectors, vectors.T)
    assert np.abs(likeness[~np.eye(COUNT, dtype=bool)]).mean() < 0.5
