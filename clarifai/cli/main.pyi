from typing import List, Optional

OK: int
FAILED: int
WRONG_USE: int
INTERRUPTED: int
EPILOG: str

def main(argv: Optional[List[str]] = None) -> int: ...
