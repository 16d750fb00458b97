from typing import Any, Callable, Dict, Mapping, NamedTuple, Optional, Tuple, TypeVar

from clarifai.rest.dialects import Request

_T = TypeVar("_T")

REFUSED: Tuple[int, ...]
ADVICE: str
PUBLIC_MODEL: str
PUBLIC_WORKFLOWS: str
WRONG_KEY: str

class Route(NamedTuple):
    method: str
    path: str
    repeatable: bool

ROUTES: Dict[str, Route]
CONCEPTS: Tuple[str, ...]
FREE_FORM: Tuple[str, ...]

class Legacy:
    def perform(
        self,
        operation: str,
        ids: Mapping[str, str],
        params: Optional[Dict[str, Any]],
        send: Callable[[Request], Dict[str, Any]],
    ) -> Dict[str, Any]: ...
    def locate(self, resource: str) -> Tuple[str, str]: ...
    def known_model_id(self, name: str, model_type: Optional[str]) -> Optional[str]: ...

def with_concept_values(body: _T) -> _T: ...
