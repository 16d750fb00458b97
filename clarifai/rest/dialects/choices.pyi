from typing import Any, Dict, Tuple

NEGATED: bool
METADATA_FILTER_PER_KEY: bool
ORIGINAL_URL_IN_OLD_SEARCH: bool
PREDICTION_OPTIONS: Tuple[str, ...]
UNTRAINED: Dict[str, Any]
EXCLUSIVE_IN_OUTPUT_CONFIG: bool
ENRICH_DATASET: Dict[bool, str]
OVERWRITE_REPLACES_ALL: bool
MODEL_TYPE_IDS: Dict[str, Tuple[str, ...]]
NEW_MODEL_TYPE_ID: str
ONE_HIT_PER_INPUT: bool
