from typing import Any, Dict, NamedTuple, Optional, Tuple
import logging

import requests
from requests.auth import AuthBase

from clarifai.retry import RetryPolicy

_Seconds = Optional[float]

logger: logging.Logger
CONNECTIONS: int
TIMEOUT: Tuple[float, float]

class KeyAuth(AuthBase):
    def __init__(self, api_key: str) -> None: ...
    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest: ...

class Answer(NamedTuple):
    json: Dict[str, Any]
    attempts: int
    uncertain: bool

class Exchange:
    def __init__(
        self,
        session: requests.Session,
        api_key: str,
        method: str,
        url: str,
        params: Optional[Dict[str, Any]],
        timeout: Tuple[_Seconds, _Seconds],
    ) -> None: ...
    def run(self, policy: RetryPolicy, repeatable: bool) -> Answer: ...

def make_session() -> requests.Session: ...
def send(
    session: requests.Session,
    api_key: str,
    method: str,
    url: str,
    params: Optional[Dict[str, Any]],
    repeatable: bool = False,
    policy: Optional[RetryPolicy] = None,
    timeout: Optional[Tuple[_Seconds, _Seconds]] = None,
) -> Answer: ...
