from typing import Any, Callable, Iterator, List, Optional, Tuple

from clarifai.bulk.batching import Item
from clarifai.bulk.report import ItemError
from clarifai.bulk.runner import _Executor
from clarifai.bulk.work import Outcome

MOST_THROTTLED: int
TICK: float

class Flight:
    items: List[Item]
    outcome: Optional[Outcome]
    sent_at: float
    throttled: int
    def __init__(self, items: List[Item]) -> None: ...
    def sendable(self) -> List[Item]: ...
    def pairs(self) -> Iterator[Tuple[Item, Any, Optional[ItemError]]]: ...

class Dispatcher:
    def __init__(
        self,
        work: Callable[..., Outcome],
        executor: _Executor,
        workers: int,
        clock: Callable[[], float],
    ) -> None: ...
    def has_room(self) -> bool: ...
    def send(self, flight: Flight) -> None: ...
    def wait(self) -> None: ...
    def collect(self) -> None: ...
    def cancel(self) -> None: ...
