"""Learning concepts from examples: logistic regression on embeddings.

How a concept learns what it is not, when concepts may overlap:

- pictures known not to show it count in full;
- in a closed environment so do the pictures that nobody said anything about;
- if that leaves none, the pictures given as examples of the model's other concepts stand in, at a
    quarter of the weight, because they might show this concept as well;
- generated pictures that show nothing (see `background`) always take part with little weight. For a
    concept that has nothing else they are all there is: the score then says how much a picture is
    like the examples rather than like nothing in particular.

The scores of pictures that are like none of the examples are lowered (see `familiarity`).

Mutually exclusive concepts are told apart from each other only. A picture known not to show some of
them counts for the rest in equal parts.

How far the scores may leave the middle is decided by the examples: with enough of them, the
regularisation is the one with the least log loss on held-out parts.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.learning.background import COUNT as BACKGROUND
from clarifai.sandbox.learning.background import background_vectors
from clarifai.sandbox.learning.classifier import Classifier
from clarifai.sandbox.learning.embeddings import MEASURED, Embedding
from clarifai.sandbox.learning.familiarity import Familiarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ['BACKGROUND', 'Classifier', 'TrainingError', 'train']

# Values for the C of scikit-learn's logistic regression; the first is for examples too few to
# choose by.
_STRENGTHS = (0.3, 0.03, 0.003)
_FEWEST_TO_CHOOSE = 6  # examples of the rarest class
_MOST_TO_CHOOSE = 3000  # examples; with more the choice hardly matters, and takes long
_PARTS = 3
_OTHERS_WEIGHT = 0.25
_BACKGROUND_SHARE = 0.3
_PRIOR_COUNT = 10.0


class TrainingError(ValueError):
    """There is nothing to learn from.

    Attributes:
        kind: ``'no_data'``, ``'no_positives'`` or ``'single_class'``.
        concept_ids: the concepts at fault.
    """

    def __init__(self, message: str, kind: str, concept_ids: list[str] = ()) -> None:
        super().__init__(message)
        self.kind = kind
        self.concept_ids = tuple(concept_ids)


def train(vectors: NDArray[Any], labels: list[dict[str, Any]], mutually_exclusive: bool = False,
          closed_environment: bool = False, seed: int = 0,
          concept_ids: list[str] | None = None,
          embedding: Embedding = MEASURED,
          background: NDArray[Any] | None = None) -> Classifier:
    """Train a classifier.

    Args:
        vectors: N x D, all made by `embedding`.
        labels: for each vector, ``{concept_id: bool}``; a missing concept is
            unknown.
        mutually_exclusive: exactly one concept is true of a picture.
        closed_environment: unknown means no.
        seed: for the solver's random numbers; the same input gives the same classifier.
        concept_ids: concepts to learn, in this order; by default all in the
            labels, sorted.
        embedding: what made the vectors.
        background: `BACKGROUND` vectors of what shows nothing; those of generated pictures, unless
            given.

    Returns:
        Classifier

    Raises:
        TrainingError: when there are no vectors, when a concept has no positive example, or when
            mutually exclusive concepts are fewer than two.
    """
    vectors = np.asarray(vectors, np.float64)
    if concept_ids is None:
        concept_ids = sorted({concept for label in labels for concept in label})
    truth = label_matrix(labels, concept_ids)
    _check(vectors, truth, concept_ids, mutually_exclusive, embedding)
    if background is None:
        background = background_vectors(embedding)
    scale = _Scale(vectors, background)
    from threadpoolctl import threadpool_limits
    with threadpool_limits(limits=1):  # for matrices this small, threads cost more than they save
        if mutually_exclusive:
            weights, offsets = _exclusive(scale.apply(vectors), truth, seed)
        else:
            weights, offsets = _overlapping(scale, vectors, background, truth,
                                            closed_environment, seed)
    weights, offsets = scale.unfold(weights, offsets)
    familiarity = None if mutually_exclusive else Familiarity.of(vectors, truth > 0,
                                                                 embedding.nearness)
    return Classifier(concept_ids, weights, offsets, mutually_exclusive, familiarity)


def label_matrix(labels: list[dict[str, Any]],
                 concept_ids: list[str] | tuple[str, ...]) -> NDArray[Any]:
    """Labels as numbers.

    Args:
        labels: ``{concept_id: bool}`` each.
        concept_ids: the columns.

    Returns:
        int8, N x C: 1 yes, -1 no, 0 unknown.
    """
    truth = np.zeros((len(labels), len(concept_ids)), np.int8)
    for row, label in enumerate(labels):
        for column, concept in enumerate(concept_ids):
            if concept in label:
                truth[row, column] = 1 if label[concept] else -1
    return truth


def _check(vectors: NDArray[Any], truth: NDArray[Any], concept_ids: list[str],
           mutually_exclusive: bool, embedding: Embedding) -> None:
    if not len(vectors) or not len(concept_ids):
        raise TrainingError('There are no labelled examples to learn from.', 'no_data', concept_ids)
    if vectors.shape != (len(truth), embedding.size):
        raise ValueError('The vectors are %s, not %d x %d.' %
                         (' x '.join(str(side) for side in vectors.shape), len(truth),
                          embedding.size))
    empty = [concept for concept, column in zip(concept_ids, truth.T) if not (column > 0).any()]
    if empty:
        raise TrainingError('No positive examples of: %s. Add inputs with these concepts.' %
                            ', '.join(empty), 'no_positives', empty)
    if mutually_exclusive and len(concept_ids) < 2:
        raise TrainingError('Mutually exclusive concepts need at least two; the only one is %s.' %
                            concept_ids[0], 'single_class', concept_ids)


class _Scale:
    """Standardisation that trusts few examples little: spreads are drawn towards a common one."""

    def __init__(self, vectors: NDArray[Any], background: NDArray[Any]) -> None:
        reference = np.concatenate([vectors, background])
        self.mean = reference.mean(axis=0)
        variance = reference.var(axis=0)
        common = variance.mean()
        count = float(len(vectors))
        variance = (count * variance + _PRIOR_COUNT * common) / (count + _PRIOR_COUNT)
        self.deviation = np.sqrt(variance)

    def apply(self, vectors: NDArray[Any]) -> NDArray[Any]:
        return (vectors - self.mean) / self.deviation

    def unfold(self, weights: NDArray[Any],
               offsets: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """The same scores for vectors that are not standardised."""
        weights = weights / self.deviation
        return weights, offsets - np.dot(weights, self.mean)


def _overlapping(scale: _Scale, vectors: NDArray[Any], background: NDArray[Any],
                 truth: NDArray[Any], closed_environment: bool,
                 seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    examples = np.concatenate([scale.apply(vectors), scale.apply(background)])
    rows = [_one_concept(examples, column, truth, closed_environment, seed) for column in truth.T]
    return np.stack([row[0] for row in rows]), np.array([row[1] for row in rows])


def _one_concept(examples: NDArray[Any], column: NDArray[Any], truth: NDArray[Any],
                 closed_environment: bool, seed: int) -> tuple[NDArray[Any], float]:
    weights = _negative_weights(column, truth, closed_environment)
    positive = column > 0
    total = float(positive.sum())
    count = len(column)
    shares = np.zeros(len(examples))
    shares[:count][positive] = 1.0
    background = _BACKGROUND_SHARE if weights.any() else 1.0
    if weights.any():
        shares[:count] += weights * ((1.0 - background) * total / weights.sum())
    shares[count:] = background * total / (len(examples) - count)
    targets = np.zeros(len(examples), np.int64)
    targets[:count][positive] = 1
    coefficients, intercepts = _fit(examples, targets, shares, seed)
    return coefficients[0], intercepts[0]


def _negative_weights(column: NDArray[Any], truth: NDArray[Any],
                      closed_environment: bool) -> NDArray[Any]:
    known = column < 0
    if closed_environment:
        known = known | (column == 0)
    if known.any():
        return known.astype(np.float64)
    return ((column == 0) & (truth > 0).any(axis=1)) * _OTHERS_WEIGHT


def _exclusive(examples: NDArray[Any], truth: NDArray[Any],
               seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    yes, unknown = truth > 0, truth == 0
    has_yes = yes.any(axis=1)
    denied = (truth < 0).any(axis=1)
    belief = np.where(has_yes[:, None], yes, unknown & denied[:, None]).astype(np.float64)
    belief /= np.maximum(1.0, belief.sum(axis=1, keepdims=True))
    belief *= belief.sum() / (truth.shape[1] * np.maximum(1e-9, belief.sum(axis=0)))
    rows, targets = np.nonzero(belief)
    weights, offsets = _fit(examples[rows], targets, belief[rows, targets], seed)
    if truth.shape[1] == 2:
        # Two classes come back as one margin; half of it for each side gives the same
        # probabilities.
        weights = np.concatenate([-weights, weights]) / 2.0
        offsets = np.concatenate([-offsets, offsets]) / 2.0
    return weights, offsets


def _fit(examples: NDArray[Any], targets: NDArray[Any], shares: NDArray[Any],
         seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    used = shares > 0
    examples, targets, shares = examples[used], targets[used], shares[used]
    strength = _STRENGTHS[0]
    rarest = min(np.unique(targets, return_counts=True)[1])
    if rarest >= _FEWEST_TO_CHOOSE and len(targets) <= _MOST_TO_CHOOSE:
        losses = [_held_out_loss(examples, targets, shares, value, seed) for value in _STRENGTHS]
        strength = _STRENGTHS[int(np.argmin(losses))]
    model = _fitted(examples, targets, shares, strength, seed)
    return model.coef_, model.intercept_


def _fitted(examples: NDArray[Any], targets: NDArray[Any], shares: NDArray[Any], strength: float,
            seed: int) -> Any:
    from sklearn.linear_model import LogisticRegression
    model = LogisticRegression(C=strength, tol=1e-3, max_iter=500, random_state=seed)
    return model.fit(examples, targets, sample_weight=shares)


def _held_out_loss(examples: NDArray[Any], targets: NDArray[Any], shares: NDArray[Any],
                   strength: float, seed: int) -> float:
    from sklearn.model_selection import StratifiedKFold
    losses = np.zeros(len(targets))
    parts = StratifiedKFold(_PARTS, shuffle=True, random_state=seed)
    for rest, held_out in parts.split(examples, targets):
        model = _fitted(examples[rest], targets[rest], shares[rest], strength, seed)
        likely = model.predict_proba(examples[held_out])
        columns = np.searchsorted(model.classes_, targets[held_out])
        losses[held_out] = -np.log(np.maximum(1e-9, likely[np.arange(len(held_out)), columns]))
    return float(np.average(losses, weights=shares))
