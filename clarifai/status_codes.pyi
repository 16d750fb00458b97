from typing import Any, Dict, FrozenSet, Optional, Tuple

from clarifai.errors import ApiError

SUCCESS: int
MIXED_STATUS: int
FAILURE: int

MODEL_TRAINED: int
MODEL_TRAINING: int
MODEL_UNTRAINED: int
MODEL_QUEUED_FOR_TRAINING: int

INPUT_DOWNLOAD_SUCCESS: int
INPUT_DOWNLOAD_PENDING: int
INPUT_DOWNLOAD_FAILED: int
INPUT_DOWNLOAD_IN_PROGRESS: int
INPUT_DUPLICATE: int

CONN_ACCOUNT_ISSUES: int
CONN_EXCEED_HOURLY_LIMIT: int
CONN_EXCEED_MONTHLY_LIMIT: int
CONN_INSUFFICIENT_SCOPES: int
CONN_KEY_INVALID: int
CONN_KEY_NOT_FOUND: int
CONN_DOES_NOT_EXIST: int
CONN_INVALID_REQUEST: int
MODEL_DOES_NOT_EXIST: int
WORKFLOW_DOES_NOT_EXIST: int
INPUT_DOES_NOT_EXIST: int

TRAINING_UNDER_WAY: Tuple[int, ...]
MODEL_EVALUATED: int
EVALUATION_UNDER_WAY: Tuple[int, ...]
DOWNLOAD_UNDER_WAY: Tuple[int, ...]
LIMITS: Tuple[int, ...]
FAILED_IN_PART: Tuple[int, ...]
REFUSALS: Tuple[int, ...]
MEANINGS: Dict[int, int]
NO_FAILURES: FrozenSet[int]

def status_meant(error: ApiError) -> Optional[int]: ...
def is_missing(error: ApiError) -> bool: ...
def is_refused(error: ApiError) -> bool: ...
