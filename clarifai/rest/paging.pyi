from typing import Callable, Iterator, Optional, Sequence, TypeVar

_T = TypeVar("_T")

PER_PAGE: int

def pages(
    fetch: Callable[[int, int], Sequence[_T]], per_page: int = 20, until_short: bool = False
) -> Iterator[_T]: ...
def first(entries: Sequence[_T]) -> Optional[_T]: ...
