from typing import Any, Dict

from clarifai.rest.api_client import ApiClient

class Auth:
    api: ApiClient
    def __init__(self, api: ApiClient) -> None: ...
    def get_token(self) -> Dict[str, Any]: ...
