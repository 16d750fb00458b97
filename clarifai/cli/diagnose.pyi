from typing import Tuple

LIBRARIES: Tuple[str, ...]
PROXIES: Tuple[str, ...]
OFFICIAL: str

def diagnose() -> int: ...
