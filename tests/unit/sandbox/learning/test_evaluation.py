"""Evaluation: cross-validated numbers that agree with what is known about the data."""
from __future__ import absolute_import

import json

import pytest

np = pytest.importorskip('numpy')
pytest.importorskip('skimage')
pytest.importorskip('sklearn')

from skimage import data as photographs

from clarifai.sandbox.learning.embedding import SIZE, embed
from clarifai.sandbox.learning.evaluation import evaluate
from clarifai.sandbox.learning.pictures import Picture
from clarifai.sandbox.learning.training import train

NAMES = ('chelsea', 'coffee', 'rocket')
COUNT = 10


@pytest.fixture(scope='module')
def vectors():
    rows = []
    for name in NAMES:
        rgb = getattr(photographs, name)()
        random = np.random.RandomState(3)
        for _ in range(COUNT):
            top, left = random.randint(0, 100), random.randint(0, 150)
            view = np.ascontiguousarray(rgb[top:top + 300, left:left + 300])
            rows.append(embed(Picture(view, 300, 300, 'PNG')))
    return np.stack(rows)


@pytest.fixture(scope='module')
def labels():
    return [{name: True} for name in NAMES for _ in range(COUNT)]


def only_json(result):
    """Strict JSON: no NumPy types, no NaN."""
    return json.loads(json.dumps(result, allow_nan=False)) == result


@pytest.mark.parametrize('exclusive,closed', [(True, False), (False, True), (False, False)])
def test_easy_concepts_are_measured_as_easy(vectors, labels, exclusive, closed):
    result = evaluate(vectors, labels, NAMES, exclusive, closed)
    assert only_json(result)
    assert (result['examples'], result['evaluated'], result['folds']) == (30, 30, 5)
    for name in ('roc_auc', 'average_precision', 'f1', 'precision', 'recall', 'accuracy'):
        assert result[name] > 0.9, name
    assert 0 < result['log_loss'] < 0.25
    assert [concept['concept_id'] for concept in result['concepts']] == list(NAMES)
    for concept in result['concepts']:
        assert (concept['positives'], concept['negatives']) == (10, 20)
        assert concept['roc_auc'] > 0.95
    assert result['confusion_matrix']['concept_ids'] == list(NAMES)
    matrix = np.array(result['confusion_matrix']['matrix'])
    assert matrix.sum() == 30 and (matrix.sum(axis=1) == COUNT).all()
    assert np.trace(matrix) >= 29


def test_random_labels_are_measured_as_random(vectors):
    random = np.random.RandomState(5)
    labels = [{'luck': bool(random.randint(2))} for _ in vectors]
    result = evaluate(vectors, labels, ['luck'], False, False)
    assert 0.2 < result['roc_auc'] < 0.8
    assert result['log_loss'] > 0.5
    assert result['accuracy'] is None


def test_pictures_are_scored_by_models_that_have_not_seen_them(vectors):
    """Labels by lot can be learned by heart, but not foreseen."""
    lots = np.random.RandomState(1).permutation(len(vectors)) % 2
    labels = [{'odd' if lot else 'even': True} for lot in lots]
    by_heart = train(vectors, labels, mutually_exclusive=True).predict(vectors).argmax(axis=1)
    assert (by_heart == lots).mean() > 0.75
    assert 0.3 < evaluate(vectors, labels, ['even', 'odd'], True, False)['accuracy'] < 0.7


def test_swapped_labels_show_in_the_confusion_matrix(vectors):
    truth = ['chelsea'] * COUNT + ['coffee'] * COUNT + ['rocket'] * COUNT
    truth[:3] = ['rocket'] * 3  # three cats that somebody called rockets
    result = evaluate(vectors, [{name: True} for name in truth], NAMES, True, False)
    matrix = np.array(result['confusion_matrix']['matrix'])
    assert matrix[2].sum() == 13
    assert matrix[2, 0] >= 2  # rows are actual: rockets predicted as cats
    assert matrix[0, 2] <= 2


def test_known_negatives_only_where_they_are_known(vectors):
    labels = [{'cat': True}] * COUNT + [{'cat': False}] * COUNT + [{}] * COUNT
    opened = evaluate(vectors, labels, ['cat'], False, False)['concepts'][0]
    closed = evaluate(vectors, labels, ['cat'], False, True)['concepts'][0]
    assert (opened['positives'], opened['negatives']) == (10, 10)
    assert (closed['positives'], closed['negatives']) == (10, 20)
    assert opened['roc_auc'] > 0.95 and closed['roc_auc'] > 0.95


def test_positives_only(vectors):
    result = evaluate(vectors[:COUNT], [{'cat': True}] * COUNT, ['cat'], False, False)
    assert only_json(result)
    assert result['roc_auc'] is None and result['average_precision'] is None
    assert result['recall'] > 0.7
    assert result['concepts'][0]['negatives'] == 0


def test_single_examples_leave_nothing_to_measure(vectors):
    labels, concepts = [{'cat': True}, {'coffee': True}], ['cat', 'coffee']
    result = evaluate(vectors[[0, COUNT]], labels, concepts, False, False)
    assert only_json(result)
    assert result['folds'] == 2
    for concept in result['concepts']:
        assert concept['positives'] == 1
        assert concept['roc_auc'] is None
    exclusive = evaluate(vectors[[0, COUNT]], labels, concepts, True, False)
    assert only_json(exclusive)
    assert exclusive['evaluated'] == 0
    for name in ('roc_auc', 'f1', 'log_loss', 'accuracy', 'average_precision'):
        assert exclusive[name] is None


def test_two_examples_of_each(vectors):
    rows = [0, 1, COUNT, COUNT + 1]
    labels = [{'cat': True}, {'cat': True}, {'coffee': True}, {'coffee': True}]
    result = evaluate(vectors[rows], labels, ['cat', 'coffee'], True, False)
    assert only_json(result)
    assert result['evaluated'] == 4 and result['roc_auc'] is not None


@pytest.mark.parametrize('rows', [0, 1])
def test_hardly_any_pictures(vectors, rows):
    result = evaluate(vectors[:rows], [{'cat': True}] * rows, ['cat'], False, False)
    assert only_json(result)
    assert (result['examples'], result['evaluated'], result['roc_auc']) == (rows, 0, None)


def test_a_concept_nobody_has(vectors, labels):
    result = evaluate(vectors, labels, NAMES + ('dog',), True, False)
    assert only_json(result)
    dog = result['concepts'][3]
    assert dog['positives'] == 0
    assert dog['recall'] is dog['roc_auc'] is dog['precision'] is None
    assert result['accuracy'] > 0.95
    assert len(result['confusion_matrix']['matrix']) == 4


def test_no_concepts(vectors, labels):
    result = evaluate(vectors, labels, [], False, False)
    assert only_json(result)
    assert result['concepts'] == [] and result['roc_auc'] is None


def test_same_numbers_twice(vectors, labels):
    one, two = [evaluate(vectors, labels, NAMES, True, False) for _ in range(2)]
    assert one == two


def test_folds(vectors, labels):
    assert evaluate(vectors, labels, NAMES, True, False, folds=3)['folds'] == 3
    assert evaluate(np.zeros((0, SIZE)), [], NAMES, True, False)['folds'] == 0
