from typing import Any, Mapping

NEEDED: str
MOST_NAMES: int
LONGEST: int

# A PIL.Image.Image; Pillow need not be installed to read this.
def draw(answer: Mapping[str, Any], image: Any) -> Any: ...
