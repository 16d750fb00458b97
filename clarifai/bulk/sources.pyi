from typing import Any, Callable, Iterable, Iterator, Optional, Tuple, Union

from clarifai.bulk.source import Source

LONGEST_LINE: int
IMAGE_ENDINGS: Tuple[str, ...]
COLUMNS: Tuple[str, ...]
FAILURE_COLUMNS: Tuple[str, ...]
SEPARATORS: str
NOT_UTF8: str

def files_in(
    folder: str,
    endings: Optional[Iterable[str]] = None,
    left_out: Optional[Callable[[str], Any]] = None,
) -> Iterator[str]: ...
def matching(pattern: str) -> Iterator[str]: ...
def lines_of(lines: Union[str, Iterable[str]]) -> Iterator[str]: ...
def rows_of(path: str) -> Iterator[Source]: ...
