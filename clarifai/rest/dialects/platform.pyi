from typing import Any, Callable, Dict, FrozenSet, Mapping, Optional, Set, Tuple

from clarifai.rest.dialects import Request
from clarifai.rest.dialects.scopes import Scope, Scopes

FEEDBACK_GONE: str
OF_APP: FrozenSet[str]
MODEL_LISTS: Tuple[str, ...]
HANDLERS: Dict[str, Callable[[Call], Dict[str, Any]]]

class Platform:
    def __init__(self, scopes: Scopes) -> None: ...
    def perform(
        self,
        operation: str,
        ids: Mapping[str, str],
        params: Optional[Dict[str, Any]],
        send: Callable[[Request], Dict[str, Any]],
    ) -> Dict[str, Any]: ...
    def locate(self, resource: str) -> Tuple[str, str]: ...
    def known_model_id(self, name: str, model_type: Optional[str]) -> Optional[str]: ...

class Call:
    operation: str
    ids: Mapping[str, str]
    params: Optional[Dict[str, Any]]
    scopes: Scopes
    public_workflows: Set[str]
    def __init__(
        self,
        operation: str,
        ids: Mapping[str, str],
        params: Optional[Dict[str, Any]],
        send: Callable[[Request], Dict[str, Any]],
        scopes: Scopes,
        public_workflows: Set[str],
    ) -> None: ...
    def send(
        self,
        scope: Scope,
        method: str,
        path: str,
        params: Optional[Dict[str, Any]] = None,
        repeatable: bool = True,
        **ids: str,
    ) -> Dict[str, Any]: ...
    def own(
        self,
        method: str,
        path: str,
        params: Optional[Dict[str, Any]] = None,
        repeatable: bool = True,
        **ids: str,
    ) -> Dict[str, Any]: ...
    def route(self, params: Optional[Dict[str, Any]] = None) -> Dict[str, Any]: ...

def plain(call: Call) -> Dict[str, Any]: ...
