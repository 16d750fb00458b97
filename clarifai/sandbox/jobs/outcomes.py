"""What comes of a training and of an evaluation: a classifier, or numbers, or why not."""
from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.learning import evaluation, training
from clarifai.sandbox.models.learners import OF_TEXTS, TEXT_EMBEDDER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.models.learners import Learner

LOG = logging.getLogger(__name__)

_TRAINING_ERRORS = {'no_data': codes.MODEL_TRAINING_NO_DATA,
                    'no_positives': codes.MODEL_TRAINING_NO_POSITIVES,
                    'single_class': codes.MODEL_TRAINING_ONE_VS_N_SINGLE_CLASS}


def learn(version: dict[str, Any], examples: NDArray[Any], labels: list[dict[str, bool]],
          learner: Learner) -> tuple[int, str | None, Any]:
    """Train a version.

    Args:
        version: the version.
        examples: what `learner` learns from.
        labels: what is said of each.
        learner: how it learns.

    Returns:
        a status code with details and None, or MODEL_TRAINED, None and what was learned.
    """
    if learner is not TEXT_EMBEDDER:
        if not version['concept_ids']:
            return codes.MODEL_TRAINING_NO_DATA, 'The model has no concepts.', None
        if not labels:
            return codes.MODEL_TRAINING_NO_DATA, _nothing_said(learner), None
    config = version['output_config']
    try:
        return codes.MODEL_TRAINED, None, learner.train(
            examples, labels,
            mutually_exclusive=bool(config.get('concepts_mutually_exclusive')),
            closed_environment=bool(config.get('closed_environment')),
            concept_ids=version['concept_ids'])
    except training.TrainingError as error:
        return _TRAINING_ERRORS[error.kind], str(error), None
    except Exception as error:
        LOG.exception('training failed')
        return (codes.MODEL_TRAINING_UNKNOWN_ERROR, f'Unexpected {type(error).__name__}.', None)


def measure(version: dict[str, Any], ids: list[str], examples: NDArray[Any],
            labels: list[dict[str, bool]], learner: Learner, kept: bytes | None = None
            ) -> tuple[int, str | None, dict[str, Any] | None]:
    """Evaluate what a version would learn, on examples that it has not seen.

    Args:
        version: the version.
        ids: of the inputs that are examples.
        examples: what `learner` learns from.
        labels: what is said of each.
        learner: how it learns.
        kept: the classifier of the version, as it is kept, to evaluate that on any examples.

    Returns:
        a status code, details or None, metrics or None.
    """
    if not labels:
        return codes.MODEL_EVALUATION_NEED_INPUTS, _nothing_said(learner), None
    config = version['output_config']
    try:
        metrics = evaluation.evaluate(
            examples, labels, version['concept_ids'],
            mutually_exclusive=bool(config.get('concepts_mutually_exclusive')),
            closed_environment=bool(config.get('closed_environment')), learn=learner.train,
            classifier=learner.load(kept) if kept else None)
        metrics['cooccurrences'] = cooccurrences(labels, version['concept_ids'])
        metrics['test_set'] = [
            {'input_id': input_id, 'said': said, 'predicted': scores}
            for input_id, said, scores in zip(ids, labels, metrics.pop('scores')) if scores]
        return codes.MODEL_EVALUATED, None, metrics
    except training.TrainingError as error:
        return codes.MODEL_EVALUATION_NEED_LABELS, str(error), None
    except Exception as error:
        LOG.exception('evaluation failed')
        return (codes.MODEL_EVALUATION_UNKNOWN_ERROR, f'Unexpected {type(error).__name__}.', None)


def _nothing_said(learner: Learner) -> str:
    return 'No processed %s is annotated with a concept of the model.' % (
        'text' if learner.name in OF_TEXTS else 'picture or video')


def cooccurrences(labels: list[dict[str, bool]], concept_ids: list[str]) -> list[list[int | str]]:
    """Count the inputs that have two concepts at once.

    Returns:
        list: [one concept id, another (or the same), number of inputs] for each pair that occurs.
    """
    return [[one, other, count] for one in concept_ids for other in concept_ids
            for count in [sum(1 for said in labels if said.get(one) and said.get(other))] if count]
