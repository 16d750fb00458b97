from typing import Any, Dict, Iterator, List, Sequence, TypeVar

_T = TypeVar("_T")

BATCH: int

def batches_of(items: List[_T], size: int = 128) -> Iterator[List[_T]]: ...
def merged(answers: Sequence[Dict[str, Any]]) -> Dict[str, Any]: ...
