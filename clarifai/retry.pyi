from typing import Any, Callable, Dict, NamedTuple, Optional, Tuple

NOTHING_DONE: Tuple[int, ...]
THROTTLED: int
NEVER: int

class Retry(NamedTuple):
    method: str
    url: str
    attempt: int
    status_code: Optional[int]
    reason: str
    pause: float

class RetryPolicy:
    attempts: int
    total: float
    backoff: float
    throttle: float
    longest: float
    on_retry: Optional[Callable[[Retry], object]]
    def __init__(
        self,
        attempts: int = 3,
        total: float = 120.0,
        backoff: float = 0.5,
        throttle: float = 2.0,
        longest: float = 60.0,
        on_retry: Optional[Callable[[Retry], object]] = None,
    ) -> None: ...
    def __getstate__(self) -> Dict[str, Any]: ...
    def repeats_status(self, status: int, repeatable: bool) -> bool: ...
    def repeats_failure(self, sent: bool, repeatable: bool) -> bool: ...
    def pause(
        self,
        attempt: int,
        elapsed: float,
        status: Optional[int] = None,
        retry_after: Optional[str] = None,
        chance: Callable[[], float] = ...,
    ) -> Optional[float]: ...

def seconds_of(
    retry_after: Optional[str], now: Callable[[], float] = ...
) -> Optional[float]: ...
