from typing import Any, Dict, NamedTuple, Optional

class Request(NamedTuple):
    method: str
    path: str
    params: Optional[Dict[str, Any]]
    repeatable: bool
    credential: str

PATH_SAFE: str
PUBLIC_NEEDS_PAT: str
MODEL_URL: str

def segment(name: str, value: str) -> str: ...
def is_model_url(model_id: Optional[str]) -> bool: ...
