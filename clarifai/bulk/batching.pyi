from typing import Any, Iterable, Iterator, List, Optional

from clarifai.bulk.report import ItemError, Result
from clarifai.bulk.source import Source

class Item:
    index: int
    given: Any
    source: Optional[Source]
    key: Optional[str]
    size: int
    error: Optional[ItemError]
    def __init__(self, index: int, given: Any, needs_key: bool) -> None: ...
    def label(self) -> str: ...
    def result(self, error: Optional[ItemError] = None, **values: Any) -> Result: ...

def batches(items: Iterable[Item], most: int, max_bytes: int) -> Iterator[List[Item]]: ...
