from typing import Tuple

from clarifai.errors import ApiError

SUCCESS: int
MIXED_STATUS: int

MODEL_TRAINED: int
MODEL_TRAINING: int
MODEL_UNTRAINED: int
MODEL_QUEUED_FOR_TRAINING: int

INPUT_DOWNLOAD_SUCCESS: int
INPUT_DOWNLOAD_PENDING: int
INPUT_DOWNLOAD_FAILED: int
INPUT_DOWNLOAD_IN_PROGRESS: int
INPUT_DUPLICATE: int

MODEL_DOES_NOT_EXIST: int
CONN_DOES_NOT_EXIST: int

NOT_FOUND: Tuple[int, ...]
TRAINING_UNDER_WAY: Tuple[int, ...]
DOWNLOAD_UNDER_WAY: Tuple[int, ...]

def is_missing(error: ApiError) -> bool: ...
