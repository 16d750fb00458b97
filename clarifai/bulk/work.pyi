from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from clarifai.bulk.report import ItemError
from clarifai.bulk.source import Source

THROTTLED: int
FOR_ALL: Tuple[int, ...]
FOR_SOME: Tuple[int, ...]
MOST_REVIVED: int

_Pair = Tuple[Optional[Any], Optional[ItemError]]

class Load(NamedTuple):
    source: Any
    media: Any

class Outcome:
    pairs: List[Any]
    refused: int
    refusal: Optional[Exception]
    throttled: bool
    retry_after: Optional[float]
    def __init__(self, pairs: List[Any]) -> None: ...

class Work:
    members: Tuple[str, ...]
    def __init__(self) -> None: ...
    def __call__(self, keyed_sources: Sequence[Tuple[Source, Optional[str]]]) -> Outcome: ...

def concerns_all(error: Exception) -> bool: ...
def pair_of_status(item: Dict[str, Any], good: Tuple[int, ...], value: Any) -> _Pair: ...
