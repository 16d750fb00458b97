from typing import Any, Callable, Iterable, Iterator, Optional, Protocol

from clarifai.bulk.report import Report, Result, _Progress
from clarifai.bulk.source import _Given

WORKERS: int
MAX_BYTES: int
HELD: int
LATE: float
HOPELESS: int

class _Executor(Protocol):
    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Any: ...

class Run(Iterator[Result]):
    report: Report
    def __init__(
        self,
        work: Any,
        sources: Iterable[_Given],
        executor: Optional[_Executor],
        workers: int,
        batch: int,
        max_bytes: int,
        ordered: bool,
        journal: Optional[str],
        progress: _Progress,
    ) -> None: ...
    def __iter__(self) -> Run: ...
    def __next__(self) -> Result: ...
    def __enter__(self) -> Run: ...
    def __exit__(
        self,
        *error: Any,
    ) -> None: ...
    def open_journal(self) -> None: ...
    def close(self) -> None: ...
    def finish(self) -> Report: ...
    # A pandas.DataFrame; pandas need not be installed to read this.
    def to_dataframe(self) -> Any: ...
