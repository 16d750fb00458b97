from typing import Any, Optional, Tuple

# What comes in may be any older form, so only the results have types.

ACTIONS: Tuple[str, ...]
MISTAKEN_ACTIONS: Tuple[str, ...]
MODEL_TYPES: Tuple[str, ...]

def image(
    filename: Any,
    crop: Any,
    image_id: Any,
    concepts: Any,
    not_concepts: Any,
    tail: Tuple[Any, Any, Any, Any, Any],
) -> Tuple[Any, Any, Any, Any, Any, Tuple[Any, Any, Any, Any, Any]]: ...
def create_image(metadata: Any, geo: Any, allow_duplicate_url: Any) -> Tuple[Any, Any, bool]: ...
def public_private_page(
    public_only: Any, private_only: Any, page: int, per_page: int
) -> Tuple[bool, bool, int, int]: ...
def workflows_page(page: Any, per_page: int, public_only: Any) -> Tuple[int, int, bool]: ...
def model_get(
    model_name: Optional[str], model_id: Optional[str], model_type: Optional[str]
) -> Tuple[Optional[str], Optional[str], Optional[str]]: ...
def model_update(
    action: Any,
    model_name: Any,
    concepts_mutually_exclusive: Any,
    closed_environment: Any,
    concept_ids: Any,
) -> Tuple[str, Any, Any, Any, Any]: ...
