from typing import Any, Callable, Dict, List, Optional, Tuple, Union

ACCEPTED: Tuple[int, ...]
DONE: Dict[str, Union[int, str]]
PARTLY_DONE: Dict[str, Union[int, str]]

def recovered(
    answer: Dict[str, Any],
    sent: List[Dict[str, Any]],
    get_input: Callable[[str], Dict[str, Any]],
) -> Optional[Dict[str, Any]]: ...
def is_same(sent: Dict[str, Any], there: Dict[str, Any]) -> bool: ...
