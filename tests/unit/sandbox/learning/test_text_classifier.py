"""Classifiers and vectors of texts: what they tell apart, and that they come back as they were."""
from __future__ import absolute_import

import pytest

np = pytest.importorskip('numpy')
pytest.importorskip('sklearn')

from clarifai.sandbox.learning.evaluation import evaluate
from clarifai.sandbox.learning.text_classifier import TextClassifier, train
from clarifai.sandbox.learning.text_space import SIZE, TextSpace
from clarifai.sandbox.learning.training import TrainingError
from clarifai.sandbox.models import learners

SPORT = ('The team won the match in the last minute.',
         'The striker scored two goals against the home side.',
         'Our goalkeeper saved a penalty in the final.',
         'The coach praised the players after the game.',
         'She won the tennis tournament in three sets.',
         'The league match ended in a draw without goals.',
         'Fans cheered when the team scored.',
         'The runner set a new record over ten kilometres.')
COOKING = ('Chop the onions and fry them in butter.',
           'Bake the bread in a hot oven for thirty minutes.',
           'Stir the soup and add salt and pepper.',
           'Mix flour, sugar and eggs to a smooth dough.',
           'Roast the potatoes with garlic and rosemary.',
           'Boil the pasta and serve it with tomato sauce.',
           'Add the cream and let the sauce simmer.',
           'Grate the cheese over the vegetables and bake.')
UNSEEN = ('The players celebrated the goal of their team.',
          'Fry the garlic in butter and add the tomatoes.')
TEXTS = np.array(SPORT + COOKING, object)
LABELS = [{'sport': True}] * len(SPORT) + [{'cooking': True}] * len(COOKING)
CONCEPTS = ['sport', 'cooking']


@pytest.mark.parametrize('exclusive', [True, False])
def test_unseen_texts_are_told_apart(exclusive):
    scores = train(TEXTS, LABELS, exclusive, concept_ids=CONCEPTS).predict(UNSEEN)
    assert scores.shape == (2, 2)
    assert scores[0, 0] > 0.5 > scores[0, 1] and scores[1, 1] > 0.5 > scores[1, 0]
    if exclusive:
        assert np.allclose(scores.sum(axis=1), 1)


def test_a_text_of_unknown_words_scores_low():
    scores = train(TEXTS, LABELS, concept_ids=CONCEPTS).predict(['', '!!!', 'Qxz wvj'])
    assert (scores < 0.5).all()


def test_counter_examples_count():
    labels = [{'sport': True}] * len(SPORT) + [{'sport': False}] * len(COOKING)
    [[sport], [cooking]] = train(TEXTS, labels).predict(UNSEEN)
    assert sport > 0.5 > cooking


def test_what_was_learned_comes_back_from_bytes():
    learned = train(TEXTS, LABELS, concept_ids=CONCEPTS)
    again = TextClassifier.from_bytes(learned.to_bytes())
    assert again.concept_ids == ('sport', 'cooking')
    assert (again.predict(UNSEEN) == learned.predict(UNSEEN)).all()
    space = TextSpace.learn(TEXTS)
    assert (TextSpace.from_bytes(space.to_bytes()).vectors(UNSEEN) == space.vectors(UNSEEN)).all()


@pytest.mark.parametrize('data', [b'', b'PK\x03\x04', b'x' * 100])
@pytest.mark.parametrize('learner', learners.OF_TEXTS.values(), ids=list(learners.OF_TEXTS))
def test_other_bytes_are_refused(learner, data):
    with pytest.raises(ValueError, match='not stored|not a stored'):
        learner.load(data)


def test_the_same_texts_give_the_same():
    assert train(TEXTS, LABELS).to_bytes() == train(TEXTS, LABELS).to_bytes()


def test_vectors_of_texts_about_the_same_are_near():
    space = TextSpace.learn(TEXTS)
    assert space.size == len(TEXTS) - 1 < SIZE
    sport, cooking = (space.embed(text) for text in UNSEEN)
    assert np.isclose(np.linalg.norm(sport), 1)

    def nearness(vector, texts):
        return max(float(vector @ space.embed(text)) for text in texts)
    assert nearness(sport, SPORT) > nearness(sport, COOKING)
    assert nearness(cooking, COOKING) > nearness(cooking, SPORT)
    assert not space.embed('Qxz').any()


@pytest.mark.parametrize('texts', [['one'], ['é'], ['a' * 5000], ['x', 'x'], [u'\ud800 lone']],
                         ids=['one', 'letter', 'long', 'same', 'surrogate'])
def test_few_texts_are_enough_for_vectors(texts):
    space = TextSpace.from_bytes(TextSpace.learn(texts).to_bytes())
    assert np.isclose(np.linalg.norm(space.embed(texts[0])), 1)


@pytest.mark.parametrize('learner', learners.OF_TEXTS.values(), ids=list(learners.OF_TEXTS))
@pytest.mark.parametrize('texts', [[], ['', '...', ' ']])
def test_nothing_to_learn_from(learner, texts):
    with pytest.raises(TrainingError) as caught:
        learner.train(np.array(texts, object), [{'a': True}] * len(texts), concept_ids=['a'])
    assert caught.value.kind == 'no_data'


def test_evaluation_scores_texts_by_models_that_have_not_read_them():
    result = evaluate(TEXTS, LABELS, CONCEPTS, True, False, learn=train)
    assert (result['examples'], result['evaluated'], result['folds']) == (16, 16, 5)
    assert result['accuracy'] > 0.7
    lots = [{name: True} for name in np.array(CONCEPTS)[np.random.RandomState(1).permutation(16)
                                                        % 2]]
    assert evaluate(TEXTS, lots, CONCEPTS, True, False, learn=train)['accuracy'] < 0.75
