from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Tuple
import argparse

PAGE: int

class Kind(NamedTuple):
    name: str
    one: str
    list: str
    get: str
    delete: Optional[str]
    delete_all: Optional[str]
    columns: Tuple[str, ...]
    row: Callable[[Dict[str, Any]], Tuple[Any, ...]]

KINDS: Tuple[Kind, ...]

def add_to(commands: Any) -> List[argparse.ArgumentParser]: ...
def run(options: argparse.Namespace) -> int: ...
def items_of(
    fetch: Callable[[int], Dict[str, Any]], member: str
) -> Iterator[Dict[str, Any]]: ...
