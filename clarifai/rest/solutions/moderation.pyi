from typing import Any, Dict, Optional
import logging

from clarifai.rest.api_client import ApiClient
from clarifai.rest.http_client import HttpClient

logger: logging.Logger
CONNECTIONS: int
RETRIES: int
CLOSED_HOST: str
HOST_GONE: str

class ModerationSolution:
    api_key: Optional[str]
    base_url: str
    def __init__(
        self, api_key: Optional[str], base_url: str = ..., api: Optional[ApiClient] = None
    ) -> None: ...
    @property
    def http_client(self) -> HttpClient: ...
    @http_client.setter
    def http_client(self, client: HttpClient) -> None: ...
    def __getstate__(self) -> Dict[str, Any]: ...
    def __setstate__(self, state: Dict[str, Any]) -> None: ...
    def predict_model(self, model_id: str, url: str) -> Dict[str, Any]: ...
    def get_moderation_status(self, input_id: str) -> Dict[str, Any]: ...
