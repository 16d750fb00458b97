import os
from typing import Any, Callable, Iterable, Iterator, Optional, Tuple, Union

from clarifai.bulk.source import Source

_Path = Union[str, 'os.PathLike[str]']

LONGEST_LINE: int
IMAGE_ENDINGS: Tuple[str, ...]
COLUMNS: Tuple[str, ...]
FAILURE_COLUMNS: Tuple[str, ...]
SEPARATORS: str
NOT_UTF8: str

def files_in(
    folder: _Path,
    endings: Optional[Iterable[str]] = None,
    left_out: Optional[Callable[[str], Any]] = None,
) -> Iterator[str]: ...
def matching(pattern: _Path) -> Iterator[str]: ...
def lines_of(lines: Union[_Path, Iterable[str]]) -> Iterator[str]: ...
def rows_of(path: _Path) -> Iterator[Source]: ...
