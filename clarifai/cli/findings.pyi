from typing import Any, Dict, Iterator, Optional, Tuple

def findings(
    output: Dict[str, Any],
) -> Iterator[Tuple[Optional[str], Optional[str], Optional[float], str]]: ...
