from typing import Any, Callable, Dict, Optional, Union

from clarifai.errors import ApiClientError, ApiError
from clarifai.rest.media import Image, Video
from clarifai.rest.predicting import _OutputJson, _ResultJson
from clarifai.value import Value

UNREADABLE: str
UNREACHABLE: str
UNEXPECTED: str

_Code = Union[int, str, None]

class ItemError(ApiClientError):
    code: _Code
    description: str
    status_code: Optional[int]
    def __init__(
        self, code: _Code, description: str, status_code: Optional[int] = None
    ) -> None: ...

def error_of_status(status: Dict[str, Any], status_code: Optional[int] = None) -> ItemError: ...
def error_of_failure(error: ApiError) -> ItemError: ...

class Result(Value):
    index: int
    source: Any
    # Any, because one of the two is there when there is no error, and nobody checks which.
    output: Union[_OutputJson, _ResultJson, Any]
    input: Union[Image, Video, Any]
    error: Optional[ItemError]
    existed: bool
    def __init__(
        self,
        index: int,
        source: Any,
        output: Optional[Dict[str, Any]] = None,
        input: Union[Image, Video, None] = None,
        error: Optional[ItemError] = None,
        existed: bool = False,
    ) -> None: ...
    @property
    def ok(self) -> bool: ...

class Report(Value):
    done: int
    existed: int
    failed: int
    skipped: int
    codes: Dict[_Code, int]
    def __init__(self, clock: Callable[[], float]) -> None: ...
    def start(self) -> None: ...
    def end(self) -> None: ...
    def count(self, error: Optional[ItemError], existed: bool = False) -> None: ...
    @property
    def seconds(self) -> float: ...
    @property
    def rate(self) -> float: ...

_Progress = Union[Callable[[Report], Any], bool, None]
