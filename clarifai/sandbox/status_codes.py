"""Names for the numbers in the API's ``status.code``, with the words that go with them.

The numbers and their names are those of the platform's published status codes; only the ones that
this server answers with are here.
"""
from __future__ import annotations

from typing import Any

SUCCESS = 10000
MIXED_STATUS = 10010
FAILURE = 10020
NOT_IMPLEMENTED = 10040

TOKEN_INVALID = 11001
CREDENTIALS_INVALID = 11002
INSUFFICIENT_SCOPES = 11007
KEY_INVALID = 11008
KEY_NOT_FOUND = 11009
BAD_REQUEST_FORMAT = 11100
DOES_NOT_EXIST = 11101
INVALID_REQUEST = 11102
METHOD_NOT_ALLOWED = 11103
THROTTLED = 11005
EXCEEDS_LIMITS = 11006

MODEL_TRAINED = 21100
MODEL_TRAINING = 21101
MODEL_UNTRAINED = 21102
MODEL_QUEUED_FOR_TRAINING = 21103
MODEL_TRAINING_NO_DATA = 21110
MODEL_TRAINING_NO_POSITIVES = 21111
MODEL_TRAINING_ONE_VS_N_SINGLE_CLASS = 21112
MODEL_TRAINING_UNKNOWN_ERROR = 21115
MODEL_DOES_NOT_EXIST = 21200
MODEL_PERMISSION_DENIED = 21201
MODEL_INVALID_ARGUMENT = 21202
MODEL_EVALUATED = 21300
MODEL_EVALUATING = 21301
MODEL_NOT_EVALUATED = 21302
MODEL_QUEUED_FOR_EVALUATION = 21303
MODEL_EVALUATION_UNKNOWN_ERROR = 21312
MODEL_PREDICTION_FAILED = 21313
MODEL_EVALUATION_NEED_LABELS = 21315
MODEL_EVALUATION_NEED_INPUTS = 21316

WORKFLOW_REQUIRE_TRAINED_MODEL = 22002
WORKFLOW_DUPLICATE = 22100
WORKFLOW_DOES_NOT_EXIST = 22102
WORKFLOW_INVALID_ARGUMENT = 22104
WORKFLOW_INVALID_GRAPH = 22107

ANNOTATION_SUCCESS = 24150
ANNOTATION_PENDING = 24151
ANNOTATION_FAILED = 24152
ANNOTATION_INVALID_ARGUMENT = 24155
ANNOTATION_AWAITING_REVIEW = 24157
ANNOTATION_REVIEW_DENIED = 24158
ANNOTATION_AWAITING_CONSENSUS_REVIEW = 24159

INPUT_SUCCESS = 30000
INPUT_PENDING = 30001
INPUT_FAILED = 30002
INPUT_IN_PROGRESS = 30003
INPUT_DUPLICATE = 30100
INPUT_UNSUPPORTED_FORMAT = 30101
INPUT_DOES_NOT_EXIST = 30102
INPUT_INVALID_ARGUMENT = 30104
INPUT_OVER_LIMIT = 30105
INPUT_MODIFIED = 30200
INPUT_CONNECTION_FAILED = 39996

SEARCH_INVALID_REQUEST = 40002
CONCEPTS_INVALID_REQUEST = 40003
DATABASE_DUPLICATE_KEY = 40010
SEARCH_BY_NOT_FULLY_INDEXED_INPUT = 43004
JOB_RUNNING = 64001
JOB_COMPLETED = 64002
JOB_CANCELLED = 64004
DATASET_VERSION_READY = 64015
DATASET_INPUT_SUCCESS = 64100
DATASET_INPUT_DUPLICATE = 64101
DATASET_VERSION_EXPORT_SUCCESS = 64200
INTERNAL_SERVER_ISSUE = 98004

DESCRIPTIONS = {
    SUCCESS: 'Ok',
    MIXED_STATUS: 'Mixed Success',
    FAILURE: 'Failure',
    NOT_IMPLEMENTED: 'Not implemented',
    TOKEN_INVALID: 'Invalid token',
    CREDENTIALS_INVALID: 'Invalid credentials',
    THROTTLED: 'Making too many requests',
    EXCEEDS_LIMITS: 'Request exceeds limits',
    INSUFFICIENT_SCOPES: 'Insufficient scopes',
    KEY_INVALID: 'Invalid API key or Invalid API key/application pair',
    KEY_NOT_FOUND: 'API key not found',
    BAD_REQUEST_FORMAT: 'Bad request format',
    DOES_NOT_EXIST: 'Resource does not exist',
    INVALID_REQUEST: 'Invalid request',
    METHOD_NOT_ALLOWED: 'Method not allowed',
    MODEL_TRAINED: 'Model trained successfully',
    MODEL_TRAINING: 'Model is currently being trained.',
    MODEL_UNTRAINED: 'Model not yet trained',
    MODEL_QUEUED_FOR_TRAINING:
        'Custom model is currently in queue for training, waiting on inputs to process.',
    MODEL_TRAINING_NO_DATA: 'Model training had no data',
    MODEL_TRAINING_NO_POSITIVES: 'There are no positive examples for the model',
    MODEL_TRAINING_ONE_VS_N_SINGLE_CLASS:
        'Mutually exclusive concepts need at least two of them',
    MODEL_TRAINING_UNKNOWN_ERROR: 'Model training failed',
    MODEL_DOES_NOT_EXIST: 'Model does not exist',
    MODEL_PERMISSION_DENIED: 'Model permission denied',
    MODEL_INVALID_ARGUMENT: 'Invalid model argument',
    MODEL_EVALUATED: 'Model was successfully evaluated.',
    MODEL_EVALUATING: 'Model is currently being evaluated.',
    MODEL_NOT_EVALUATED: 'Model was not evaluated.',
    MODEL_QUEUED_FOR_EVALUATION: 'Model is queued for evaluation.',
    MODEL_EVALUATION_UNKNOWN_ERROR: 'Model evaluation failed',
    MODEL_PREDICTION_FAILED: 'Model prediction failed',
    MODEL_EVALUATION_NEED_LABELS: 'Model evaluation needs more labelled inputs',
    MODEL_EVALUATION_NEED_INPUTS: 'Model evaluation needs inputs',
    WORKFLOW_REQUIRE_TRAINED_MODEL: 'Workflow requires a trained model',
    WORKFLOW_DUPLICATE: 'Workflow is a duplicate',
    WORKFLOW_DOES_NOT_EXIST: 'Workflow does not exist',
    WORKFLOW_INVALID_ARGUMENT: 'Invalid workflow argument',
    WORKFLOW_INVALID_GRAPH: 'Invalid workflow graph',
    ANNOTATION_SUCCESS: 'Success',
    ANNOTATION_PENDING: 'Annotation is pending',
    ANNOTATION_FAILED: 'Annotation failed',
    ANNOTATION_INVALID_ARGUMENT: 'Invalid annotation argument',
    ANNOTATION_AWAITING_REVIEW: 'Annotation is awaiting review',
    ANNOTATION_REVIEW_DENIED: 'Annotation was denied in review',
    ANNOTATION_AWAITING_CONSENSUS_REVIEW: 'Annotation is awaiting consensus review',
    INPUT_SUCCESS: 'Download complete',
    INPUT_PENDING: 'Download pending',
    INPUT_FAILED: 'Download failed; check URL',
    INPUT_IN_PROGRESS: 'Download in progress',
    INPUT_DUPLICATE: 'Input is a duplicate',
    INPUT_UNSUPPORTED_FORMAT: 'Input image format unsupported',
    INPUT_DOES_NOT_EXIST: 'Input does not exist',
    INPUT_INVALID_ARGUMENT: 'Input invalid argument',
    INPUT_OVER_LIMIT: 'Input is larger than the allowed limit',
    INPUT_MODIFIED: 'Input image modification success',
    INPUT_CONNECTION_FAILED: 'Connection attempts to the input URL failed',
    SEARCH_INVALID_REQUEST: 'Invalid search request',
    CONCEPTS_INVALID_REQUEST: 'Concepts request is invalid',
    DATABASE_DUPLICATE_KEY: 'Database duplicate key',
    SEARCH_BY_NOT_FULLY_INDEXED_INPUT: 'The input to search by is not processed yet',
    JOB_RUNNING: 'Job is running',
    JOB_COMPLETED: 'Job is completed',
    JOB_CANCELLED: 'Job was cancelled',
    DATASET_VERSION_READY: 'Dataset version is ready',
    DATASET_INPUT_SUCCESS: 'Dataset input was added',
    DATASET_INPUT_DUPLICATE: 'Dataset input is a duplicate',
    DATASET_VERSION_EXPORT_SUCCESS: 'Dataset version is exported',
    INTERNAL_SERVER_ISSUE: 'Internal server issue',
}

ANNOTATION_STATES = (ANNOTATION_SUCCESS, ANNOTATION_PENDING, ANNOTATION_FAILED,
                     ANNOTATION_AWAITING_REVIEW, ANNOTATION_REVIEW_DENIED,
                     ANNOTATION_AWAITING_CONSENSUS_REVIEW)
INPUT_WAITING = (INPUT_PENDING, INPUT_IN_PROGRESS)
TRAINING_WAITING = (MODEL_QUEUED_FOR_TRAINING, MODEL_TRAINING)
EVALUATION_WAITING = (MODEL_QUEUED_FOR_EVALUATION, MODEL_EVALUATING)


# Where today's platform says it in other words, the last that are known.
PLATFORM_DESCRIPTIONS = {
    MODEL_TRAINED: 'Model is trained and ready for deployment',
    MODEL_TRAINING: 'Training stage in progress: 0/1 complete.',
    MODEL_QUEUED_FOR_TRAINING: 'Model is currently in queue for training.',
    CONCEPTS_INVALID_REQUEST: 'Invalid request',
}


def status(code: int, details: str | None = None, platform: bool = False) -> dict[str, Any]:
    """Return the API's ``status`` object for `code`.

    Args:
        code: one of the numbers above.
        details: what happened in this case, if there is more to say.
        platform: whether in the words of today's platform, and not in those of 2.x.

    Returns:
        dict: ``code``, ``description`` and, when given, ``details``.
    """
    description = PLATFORM_DESCRIPTIONS.get(code) if platform else None
    answer = {'code': code, 'description': description or DESCRIPTIONS[code]}
    if details:
        answer['details'] = details
    return answer
