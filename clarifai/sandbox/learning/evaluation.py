"""How good a model is, by cross-validation: each example is scored by a model without it."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from clarifai.sandbox.learning.training import TrainingError, label_matrix, train

if TYPE_CHECKING:
    from numpy.typing import NDArray

_THRESHOLD = 0.5


def evaluate(examples: NDArray[Any], labels: list[dict[str, bool]],
             concept_ids: list[str] | tuple[str, ...], mutually_exclusive: bool,
             closed_environment: bool, folds: int = 5, seed: int = 0,
             learn: Callable[..., Any] = train, classifier: Any = None) -> dict[str, Any]:
    """Train on all folds but one, score that one, and so on; then measure the scores.

    Or measure those of a classifier that is there.

    An example counts for a concept when its label says yes or no. Without a label it counts as no
    where concepts exclude each other or the environment is closed; otherwise it does not count,
    except that a concept without any known counter-example is measured, as it is trained, against
    the examples of the other concepts. What cannot be computed from so few examples is None.

    Args:
        examples: N vectors, or texts, of which parts go to `learn`.
        labels: for each, ``{concept_id: bool}``.
        concept_ids: the concepts to measure.
        mutually_exclusive: as for training.
        closed_environment: as for training.
        folds: number of parts; fewer when there are fewer examples.
        seed: how the examples are dealt to the parts.
        learn: as `training.train`.
        classifier: what gives the scores, in place of those that are trained here.

    Returns:
        dict: ``examples``, ``evaluated`` and ``folds`` (int); ``roc_auc``, ``average_precision``,
        ``f1``, ``precision``, ``recall`` (means over the concepts) and ``log_loss``, ``accuracy``
        (float or None); ``concepts`` (a list of dicts with ``concept_id``, ``precision``,
        ``recall``, ``f1``, ``roc_auc``, ``average_precision``, ``positives``, ``negatives``);
        ``confusion_matrix`` (``concept_ids`` and ``matrix``, rows actual, columns predicted, in
        numbers of examples); ``scores`` (for each example ``{concept_id: score}``, empty for one
        that was not scored).
    """
    truth = label_matrix(labels, concept_ids)
    if classifier is None:
        parts = _deal(truth, folds, seed)
        scores = _scores(examples, labels, truth, concept_ids, parts, mutually_exclusive,
                         closed_environment, seed, learn)
    else:
        parts = np.zeros(0, np.int64)
        scores = np.full(truth.shape, np.nan)
        known = list(classifier.concept_ids)
        for column, concept in enumerate(concept_ids):
            if concept in known:
                scores[:, column] = classifier.predict(examples)[:, known.index(concept)]
    actual = _completed(truth, mutually_exclusive, closed_environment)
    decided = _decided(scores, mutually_exclusive)
    per_concept = [_measure(concept, actual[:, column], scores[:, column], decided[:, column])
                   for column, concept in enumerate(concept_ids)]
    result = {'examples': len(labels), 'evaluated': int(_scored(scores).sum()),
              'folds': int(parts.max()) + 1 if len(parts) else 0, 'concepts': per_concept}
    for name in ('roc_auc', 'average_precision', 'f1', 'precision', 'recall'):
        result[name] = _mean([measured[name] for measured in per_concept])
    result['log_loss'] = _log_loss(actual, scores)
    matrix, accuracy = _confusion(actual, scores)
    result['confusion_matrix'] = {'concept_ids': list(concept_ids), 'matrix': matrix}
    result['accuracy'] = accuracy
    result['scores'] = [{concept: float(score) for concept, score in zip(concept_ids, row)
                         if not np.isnan(score)} for row in scores]
    return result


def _deal(truth: NDArray[Any], folds: int, seed: int) -> NDArray[Any]:
    """Deal the examples to parts, those with the same labels evenly over all of them."""
    count = len(truth)
    folds = max(1, min(int(folds), count))
    order = np.random.RandomState(seed).permutation(count)
    order = sorted(order, key=lambda row: tuple(-truth[row]))  # stable, so shuffled among equals
    parts = np.zeros(count, np.int64)
    for position, row in enumerate(order):
        parts[row] = position % folds
    return parts


def _scores(examples: NDArray[Any], labels: list[dict[str, bool]], truth: NDArray[Any],
            concept_ids: list[str] | tuple[str, ...], parts: NDArray[Any],
            mutually_exclusive: bool, closed_environment: bool, seed: int,
            learn: Callable[..., Any]) -> NDArray[Any]:
    """Scores by models that have not seen the example; NaN where too little was left to train."""
    scores = np.full(truth.shape, np.nan)
    for part in range(int(parts.max()) + 1 if len(parts) else 0):
        held_out = np.flatnonzero(parts == part)
        rest = np.flatnonzero(parts != part)
        columns = np.flatnonzero((truth[rest] > 0).any(axis=0))
        if not len(columns):
            continue
        known = [concept_ids[column] for column in columns]
        rest_labels = [dict(item for item in labels[row].items() if item[0] in known)
                       for row in rest]
        try:
            model = learn(examples[rest], rest_labels, mutually_exclusive, closed_environment, seed,
                          known)
        except TrainingError:  # such as one class left of two that exclude each other
            continue
        scores[np.ix_(held_out, columns)] = model.predict(examples[held_out])
    return scores


def _scored(scores: NDArray[Any]) -> NDArray[Any]:
    return ~np.isnan(scores).all(axis=1) if scores.shape[1] else np.zeros(len(scores), bool)


def _completed(truth: NDArray[Any], mutually_exclusive: bool,
               closed_environment: bool) -> NDArray[Any]:
    """Fill in what the settings say about missing labels."""
    unknown = truth == 0
    labelled = (truth > 0).any(axis=1)[:, None]
    if mutually_exclusive:
        meant = labelled
    elif closed_environment:
        meant = np.ones_like(labelled)
    else:
        meant = labelled & ~(truth < 0).any(axis=0)
    return np.where(unknown & meant, -1, truth)


def _measure(concept: str, actual: NDArray[Any], scores: NDArray[Any],
             decided: NDArray[Any]) -> dict[str, Any]:
    usable = (actual != 0) & ~np.isnan(scores)
    yes = actual[usable] > 0
    said = decided[usable]
    hits = int((yes & said).sum())
    precision = _fraction(hits, int(said.sum()))
    recall = _fraction(hits, int(yes.sum()))
    return {
        'concept_id': concept,
        'positives': int((actual > 0).sum()), 'negatives': int((actual < 0).sum()),
        'precision': precision, 'recall': recall, 'f1': _f1(hits, said, yes),
        'roc_auc': _ranking('roc_auc_score', yes, scores[usable]),
        'average_precision': _ranking('average_precision_score', yes, scores[usable])}


def _decided(scores: NDArray[Any], mutually_exclusive: bool) -> NDArray[Any]:
    """Where the model says yes: to the best of exclusive concepts, else from a score of a half."""
    scores = np.nan_to_num(scores, nan=-1.0)
    if mutually_exclusive and scores.size:
        return (scores >= scores.max(axis=1, keepdims=True)) & (scores >= 0)
    return scores >= _THRESHOLD


def _fraction(part: int, whole: int) -> float | None:
    return float(part) / whole if whole else None


def _f1(hits: int, said: NDArray[Any], yes: NDArray[Any]) -> float | None:
    # Nothing to find means nothing to measure.
    return 2.0 * hits / float(said.sum() + yes.sum()) if yes.any() else None


def _ranking(function: str, yes: NDArray[Any], scores: NDArray[Any]) -> float | None:
    if yes.all() or not yes.any():  # also true of no examples at all
        return None
    from sklearn import metrics
    return float(getattr(metrics, function)(yes, scores))


def _mean(values: list[float | None]) -> float | None:
    values = [value for value in values if value is not None]
    return float(np.mean(values)) if values else None


def _log_loss(actual: NDArray[Any], scores: NDArray[Any]) -> float | None:
    usable = (actual != 0) & ~np.isnan(scores)
    if not usable.any():
        return None
    likely = np.where(actual > 0, scores, 1.0 - scores)[usable]
    return float(-np.log(np.clip(likely, 1e-7, 1.0)).mean())


def _confusion(actual: NDArray[Any], scores: NDArray[Any]) -> tuple[list[list[int]], float | None]:
    """(matrix, accuracy) over the pictures with one true concept; the best score is the answer."""
    size = scores.shape[1]
    matrix = np.zeros((size, size), np.int64)
    if size:
        rows = np.flatnonzero(((actual > 0).sum(axis=1) == 1) & _scored(scores))
        best = np.nan_to_num(scores[rows], nan=-1.0).argmax(axis=1)
        np.add.at(matrix, ((actual[rows] > 0).argmax(axis=1), best), 1)
    accuracy = _fraction(int(np.trace(matrix)), int(matrix.sum())) if size > 1 else None
    return matrix.tolist(), accuracy
