from typing import Tuple

REFUSED: Tuple[int, ...]
NOTHING: str

def configure() -> int: ...
