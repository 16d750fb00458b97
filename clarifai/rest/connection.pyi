from typing import Any, Callable, Dict, Optional, Tuple

import requests

from clarifai.rest.dialects import Request

class Connection:
    def __init__(self, session: Optional[requests.Session] = None) -> None: ...
    def session(self) -> requests.Session: ...
    def set(self, session: requests.Session) -> None: ...

class Sender:
    uncertain: bool
    def __init__(
        self, exchange: Callable[[Request], Tuple[Dict[str, Any], bool]]
    ) -> None: ...
    def __call__(self, request: Request) -> Dict[str, Any]: ...
