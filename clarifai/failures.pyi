from typing import NamedTuple, Tuple, Type, Union

_Seconds = Union[int, float, None]

class Failure(NamedTuple):
    reason: str
    sent: bool
    final: bool

EXCEPTIONS: Tuple[Type[Exception], ...]
NEVER_CONNECTED: Tuple[str, ...]

def failure_of(error: Exception, timeout: Tuple[_Seconds, _Seconds]) -> Failure: ...
