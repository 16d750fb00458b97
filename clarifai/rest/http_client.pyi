from typing import Any, Dict, Optional, Tuple
import logging

import requests

from clarifai.errors import ApiError as ApiError
from clarifai.retry import RetryPolicy
from clarifai.versions import CLIENT_VERSION as CLIENT_VERSION
from clarifai.versions import OS_VER as OS_VER
from clarifai.versions import PYTHON_VERSION as PYTHON_VERSION

logger: logging.Logger

class HttpClient:
    repeatable: bool
    retry: Optional[RetryPolicy]
    timeout: Optional[Tuple[Optional[float], Optional[float]]]
    max_answer: Optional[int]
    uncertain: bool
    takes_contents: bool
    def __init__(
        self, session: Optional[requests.Session] = None, api_key: Optional[str] = None
    ) -> None: ...
    def __getstate__(self) -> Dict[str, Any]: ...
    def __setstate__(self, state: Dict[str, Any]) -> None: ...
    def execute_request(
        self, method: str, params: Optional[Dict[str, Any]], url: str
    ) -> Dict[str, Any]: ...
