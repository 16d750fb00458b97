from typing import Callable, Optional

INTERVAL: float

def wait_until(
    missing: Callable[[], Optional[str]],
    what: str,
    max_wait: float,
    interval: float = 1.0,
    clock: Optional[Callable[[], float]] = None,
    sleep: Optional[Callable[[float], object]] = None,
) -> None: ...
